// [[clock]], [disposition], [touch] and the columns of the other logs: the commitments in time, and what counts as handling.
#include "handoff/suggest.hpp"
#include "sections.hpp"

namespace handoff {
namespace {

bool is_one_of(const std::vector<std::string>& names, std::string_view name) {
  for (const std::string& other : names) {
    if (same_name(other, name)) return true;
  }
  return false;
}

Clock read_clock(const Section& section, Names& names) {
  section.only({"name", "owner", "on", "where", "exempt", "start", "stop", "limit", "calendar", "target"});
  Contract& contract = names.contract();
  Clock clock;
  clock.source = section.source();
  clock.name = section.text("name", "name = \"first touch\"");
  refuse_twice(section, contract.clocks, clock.name);
  clock.owner = section.text_if("owner", "owner = \"sales\"").value_or("");
  clock.on = stage_at(section, "on", contract, "on = \"MQL\"");
  clock.where = names.predicate_if(section, "where", "where = \"demo_request\"");
  clock.exempt = names.predicate_if(section, "exempt", "exempt = \"source = 'Partner'\"");
  clock.start = names.field(section, "start", Type::date, "start = \"mql_at\"");
  clock.stop = names.field(section, "stop", Type::date, "stop = \"first_touch_at\"");
  if (clock.start == clock.stop)
    section.refuse("stop", "the clock `" + clock.name + "` starts and stops at the same field",
                   "write for instance: stop = \"first_touch_at\"");
  section.need("limit", "limit = \"4bh\"");
  clock.limit = *section.duration_if("limit", "limit = \"4bh\"");
  clock.calendar = calendar_for(section, contract, clock.limit);
  clock.target = section.share_if("target", "target = 0.95");
  return clock;
}

/// The fields a touch log is known to have, whatever the contract's columns say; a column that is not named has the field's own name.
const std::vector<std::pair<std::string, Type>>& touch_fields() {
  static const std::vector<std::pair<std::string, Type>> fields = {
      {"lead_id", Type::text}, {"at", Type::date},      {"type", Type::text},    {"status", Type::text},    {"outcome", Type::text},
      {"owner", Type::text},   {"channel", Type::text}, {"subject", Type::text}, {"direction", Type::text}, {"automated", Type::boolean}};
  return fields;
}

/// `touch.where` in the log's own columns: parsed here so that a slip shows at load; kept as text, since it judges no lead.
std::string read_touch_where(const Section& section, const Contract& contract, const TouchRules& rules) {
  const auto text = section.text_if("where", "where = \"status = 'Completed'\"");
  if (!text) return {};
  std::vector<std::pair<std::string, Type>> fields = touch_fields();
  for (const auto& [name, header] : rules.columns) {
    bool known = false;
    for (const auto& field : fields) known = known || same_name(field.first, name);
    if (!known) fields.emplace_back(name, Type::text);
  }
  Scope scope;
  for (const auto& field : fields) scope.names.push_back(field.first);
  scope.find = [&fields](std::string_view wanted) -> std::optional<Meaning> {
    for (std::size_t id = 0; id < fields.size(); ++id) {
      if (same_name(fields[id].first, wanted)) return Meaning(FieldRef{static_cast<FieldId>(id), fields[id].second});
    }
    return std::nullopt;
  };
  scope.calendar = [](std::string_view) { return std::shared_ptr<const Calendar>(); };
  scope.zone = contract.zone;
  const toml::node& node = *section.find("where");
  try {
    const ExprPtr expr = parse_expression(*text, scope);
    if (result_type(*expr) != Type::boolean)
      section.refuse("where", "`where` of [touch] must be true or false of a touch",
                     "write for instance: where = \"status = 'Completed'\"");
    section.doc().meaning[&node] = to_sql(*expr);
  } catch (const ExprError& error) {
    const std::string fix = error.fix.empty() ? "a column of the touch log is declared under [touch.columns]" : error.fix;
    throw Error(place_in_text(section.doc(), *node.as_string(), error.at), error.problem, fix);
  }
  return *text;
}

/// `before` is judged at a disposition: one of its states, or an exit, or a stage.
std::string read_before(const Section& section, const Contract& contract) {
  const auto before = section.text_if("before", "before = \"rejected\"");
  if (!before) return {};
  std::vector<std::string> known;
  if (contract.disposition) known = contract.disposition->states;
  for (const Exit& exit : contract.exits) known.push_back(exit.name);
  for (const Stage& stage : contract.stages) known.push_back(stage.name);
  if (!is_one_of(known, *before)) {
    section.refuse("before", "`before` of [touch] names no state of [disposition], no exit and no stage: \"" + *before + "\"",
                   did_you_mean(*before, known, "known are " + listed(known)));
  }
  return *before;
}

}  // namespace

std::map<std::string, std::string> read_log_columns(const Section& section, const std::string& table,
                                                    std::initializer_list<const char*> required) {
  std::map<std::string, std::string> columns;
  const std::string title = "[" + table + ".columns]";
  const auto found = section.table_if("columns", title, title);
  if (!found) return columns;
  const std::string example = "lead_id = \"Who Id\"";
  for (const Entry& entry : found->entries()) {
    if (!is_identifier(entry.name))
      refuse(section.doc(), entry.at, "`" + entry.name + "` cannot be the name of a field", "write for instance: " + example);
    columns[entry.name] = text_of(*found, entry.name, *entry.node, example);
  }
  if (columns.size() > 200) refuse(section.doc(), found->at(), title + " has more than 200 entries", "keep those that the contract uses");
  for (const char* name : required) found->need(name, std::string(name) + " = \"Column header\"");
  return columns;
}

void read_clocks(const Section& root, Names& names) {
  constexpr std::size_t most_clocks = 256;
  for (const Section& section : root.tables_if("clock", "[[clock]]", "[[clock]]")) {
    if (names.contract().clocks.size() == most_clocks)
      refuse(root.doc(), section.at(), "there are more than 256 clocks", "group them by `where`");
    names.contract().clocks.push_back(read_clock(section, names));
  }
}

void read_disposition(const Section& root, Contract& contract) {
  const auto section = root.table_if("disposition", "[disposition]", "[disposition]");
  if (!section) return;
  section->only({"states", "reasons", "reason_required", "limit", "calendar"});
  constexpr std::string_view example = "states = [\"accepted\", \"recycled\", \"rejected\"]";
  Disposition disposition;
  section->need("states", example);
  disposition.states = section->texts_if("states", example);
  disposition.reasons = section->texts_if("reasons", "reasons = [\"Wrong title\", \"Wrong company size\"]");
  disposition.reason_required = section->texts_if("reason_required", "reason_required = [\"recycled\", \"rejected\"]");
  for (const std::string& state : disposition.reason_required) {
    if (is_one_of(disposition.states, state)) continue;
    section->refuse("reason_required", "`reason_required` of [disposition] names no state: \"" + state + "\"",
                    did_you_mean(state, disposition.states, "the states are " + listed(disposition.states)));
  }
  disposition.limit = section->duration_if("limit", "limit = \"72h\"");
  disposition.calendar = calendar_for(*section, contract, disposition.limit);
  contract.disposition = std::move(disposition);
}

void read_touch(const Section& root, Contract& contract) {
  const auto section = root.table_if("touch", "[touch]", "[touch]");
  if (!section) return;
  section->only({"types", "where", "minimum", "channels", "within", "before", "columns"});
  TouchRules rules;
  rules.columns = read_log_columns(*section, "touch", {"lead_id", "at"});
  const std::string example = "types = { Call = \"phone\", Email = \"email\" }";
  if (const auto types = section->table_if("types", "`types`", example)) {
    for (const Entry& entry : types->entries()) rules.types[entry.name] = text_of(*types, entry.name, *entry.node, example);
    if (rules.types.empty())
      section->refuse("types", "`types` of [touch] is empty, so nothing would be a touch", "write for instance: " + example);
  }
  rules.where_text = read_touch_where(*section, contract, rules);
  if (const auto minimum = section->whole_if("minimum", "minimum = 6", 1, 1000)) rules.minimum = static_cast<int>(*minimum);
  if (const auto channels = section->whole_if("channels", "channels = 2", 1, 1000)) rules.channels = static_cast<int>(*channels);
  rules.within = section->elapsed_if("within", "within = \"14d\"");
  rules.before = read_before(*section, contract);
  contract.touch = std::move(rules);
}

void read_logs(const Section& root, Contract& contract) {
  for (const char* table : {"history", "deal", "spend", "signals"}) {
    const std::string title = "[" + std::string(table) + "]";
    const auto section = root.table_if(table, title, title);
    if (!section) continue;
    section->only({"columns"});
    contract.logs[table] = read_log_columns(*section, table, {});
  }
}

}  // namespace handoff
