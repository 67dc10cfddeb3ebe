// The canonical fields, their ids being their places in this table, and the texts that mean true or false.
#include "handoff/cells/lead.hpp"

#include <array>

#include "handoff/text/ascii.hpp"

namespace handoff {

std::string_view type_name(Type type) {
  switch (type) {
    case Type::text: return "text";
    case Type::number: return "number";
    case Type::date: return "date";
    case Type::boolean: return "boolean";
    case Type::list: return "list";
  }
  return "text";
}

const std::vector<KnownField>& known_fields() {
  using enum Type;
  static const std::vector<KnownField> fields = {
      // who
      {"lead_id", text}, {"email", text}, {"first_name", text}, {"last_name", text}, {"company", text}, {"title", text},
      {"phone", text}, {"country", text}, {"owner", text}, {"team", text}, {"account", text}, {"target_account", boolean},
      // firm
      {"employees", number}, {"industry", text}, {"revenue", number}, {"tech_stack", list}, {"segment", text}, {"region", text},
      // where from
      {"source", text}, {"source_detail", text}, {"campaign", text}, {"conversion", text}, {"converted_at", date}, {"event_at", date},
      // when
      {"created_at", date}, {"assigned_at", date}, {"mql_at", date}, {"sal_at", date}, {"sql_at", date}, {"opportunity_at", date},
      {"won_at", date}, {"lost_at", date}, {"first_touch_at", date}, {"last_touch_at", date}, {"discovery_at", date},
      {"disposition_at", date}, {"modified_at", date}, {"last_signal_at", date},
      // handling
      {"stage", text}, {"lead_status", text}, {"touches", number}, {"channels", list}, {"disposition", text},
      {"disposition_reason", text},
      // scores
      {"fit", number}, {"intent", number}, {"recency", number}, {"score", number},
      // gate
      {"budget", boolean}, {"authority", boolean}, {"need", boolean}, {"timeline_months", number}, {"metrics", boolean},
      {"economic_buyer", boolean}, {"champion", boolean}, {"meeting_booked", boolean},
      // money
      {"amount", number}, {"currency", text}, {"deal_stage", text}};
  return fields;
}

FieldId known_field(std::string_view name) {
  const auto& fields = known_fields();
  for (std::size_t id = 0; id < fields.size(); ++id) {
    if (fields[id].name == name) return static_cast<FieldId>(id);
  }
  return no_field;
}

bool read_boolean(std::string_view cell, bool& out) {
  constexpr std::array<std::string_view, 7> yes = {"true", "yes", "1", "y", "t", "on", "x"};
  constexpr std::array<std::string_view, 6> no = {"false", "no", "0", "n", "f", "off"};
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = cell.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return false;
  cell = cell.substr(begin, cell.find_last_not_of(blanks) - begin + 1);
  std::array<char, 5> lowered{};
  if (cell.size() > lowered.size()) return false;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    lowered[i] = ascii_lower(cell[i]);
  }
  const std::string_view word(lowered.data(), cell.size());
  for (const auto text : yes) {
    if (word == text) return out = true, true;
  }
  for (const auto text : no) {
    if (word == text) return out = false, true;
  }
  return false;
}

}  // namespace handoff
