#include "leads/date_orders.hpp"

#include <fmt/format.h>

#include <optional>

#include "leads/columns.hpp"
#include "handoff/text/count_text.hpp"
#include "handoff/text/error.hpp"

namespace handoff {
namespace {

DateOrder shown(const FieldFacts& facts) {
  if (facts.order.first_over_12 > 0 && facts.order.second_over_12 == 0) return DateOrder::dmy;
  if (facts.order.second_over_12 > 0 && facts.order.first_over_12 == 0) return DateOrder::mdy;
  return DateOrder::undecided;
}

/// Is there a time in the column, and is each of them 00:00?
bool are_days(const FieldFacts& facts) { return facts.midnights > 0 && !facts.timed; }

std::string cell_at(const Example& example, const ColumnNames& names) {
  return fmt::format("\"{}\" ({})", example.text, names.place(example));
}

std::string order_fix(const Field& field, const std::string& header) {
  return fmt::format("say which it is under [columns]: {} = {{ column = \"{}\", date_order = \"mdy\" }} (month first) or \"dmy\" (day first)"
                     ", or date_order under [time] for all columns", field.name, header);
}

void refuse_zoneless(const Field& field, const std::string& header, const FieldFacts& facts, const ColumnNames& names) {
  throw Error(names.place(facts.first_zoneless),
              fmt::format("column \"{}\" ({}) holds times without a time zone, such as \"{}\", and the contract declares none",
                          header, field.name, facts.first_zoneless.text),
              "add the zone they were written in: [time] zone = \"America/New_York\", for instance");
}

}  // namespace

DateOrders orders_of(const Contract& contract) {
  DateOrders orders;
  for (const Field& field : contract.fields) {
    const DateOrder order = field.date_order != DateOrder::undecided ? field.date_order : contract.date_order;
    orders.used.push_back(order);
    orders.given.push_back(order != DateOrder::undecided);
    orders.days.push_back(field.day);
    orders.days_given.push_back(field.day);
    orders.marks.push_back(field.decimal != DecimalMark::undecided ? field.decimal : contract.decimal);
    orders.marks_given.push_back(orders.marks.back() != DecimalMark::undecided);
  }
  return orders;
}

void guess_orders(DateOrders& orders, const std::vector<FieldFacts>& sample) {
  std::uint64_t day_first = 0, month_first = 0;
  for (const FieldFacts& facts : sample) {
    day_first += facts.order.first_over_12;
    month_first += facts.order.second_over_12;
  }
  const DateOrder others = day_first > month_first ? DateOrder::dmy : DateOrder::mdy;
  for (std::size_t id = 0; id < orders.used.size() && id < sample.size(); ++id) {
    const DateOrder order = shown(sample[id]);
    if (!orders.given[id]) orders.used[id] = order == DateOrder::undecided ? others : order;
    if (!orders.days_given[id]) orders.days[id] = are_days(sample[id]);
    if (!orders.marks_given[id]) orders.marks[id] = sample[id].marks.shown();
  }
}

bool order_unsettled(const DateOrders& orders, FieldId field, const FieldFacts& facts) {
  if (orders.given[field]) return false;
  const bool day_first = facts.order.first_over_12 > 0, month_first = facts.order.second_over_12 > 0;
  if (day_first || month_first) return day_first && month_first;
  return facts.either.seen();  // 5/5/2024 is the same day either way, and asks nothing
}

bool reading_open(const Contract& contract, const DateOrders& orders, FieldId field) {
  const Type type = contract.fields[field].type;
  return (type == Type::date && !(orders.given[field] && orders.days_given[field])) || (type == Type::number && !orders.marks_given[field]);
}

namespace {

/// Days or moments: nothing to refuse, one of them it is.
bool settle_days(DateOrders& orders, FieldId field, const FieldFacts& facts) {
  if (orders.days_given[field]) return false;
  const bool before = orders.days[field] != 0, now = are_days(facts);
  orders.days[field] = now;
  return before != now;
}

/// 72% is 0.72: beside 85 one of the two was meant otherwise.
void refuse_two_scales(FieldId field, const FieldFacts& facts, const ColumnNames& names) {
  if (!facts.percent_cell.seen() || !facts.plain_cell.seen()) return;
  throw Error(names.place(facts.percent_cell),
              fmt::format("column \"{}\" ({}) holds shares and whole numbers: \"{}\" reads as a hundredth of its figures, beside {}", (*names.header_of_field)[field],
                          names.contract->fields[field].name, facts.percent_cell.text, cell_at(facts.plain_cell, names)),
              "write all of its cells in one way, or name the cell under [null] values, which makes it missing");
}

bool settle_mark(DateOrders& orders, FieldId field, const FieldFacts& facts, const ColumnNames& names) {
  refuse_two_scales(field, facts, names);
  if (orders.marks_given[field]) return false;
  if (facts.marks.unsettled()) {
    const Field& known = names.contract->fields[field];
    const std::string& header = (*names.header_of_field)[field];
    const auto cell = [&](const Example& example) { return example.seen() ? fmt::format("{} ({})", example.text, names.place(example)) : std::string(); };
    const bool both = facts.marks.dot > 0 && facts.marks.comma > 0;
    refuse_marks({names.place(both ? facts.comma_cell : facts.open_cell), fmt::format("column \"{}\" ({})", header, known.name), cell(facts.dot_cell), cell(facts.comma_cell),
                  facts.open_cell.text,
                  fmt::format("under [columns]: {} = {{ column = \"{}\", {}decimal = \".\" }} (1,200 is twelve hundred) or \",\" (1.200 is), or {}", known.name, header,
                              known_field(known.name) == no_field ? "type = \"number\", " : "", numbers_fix())});
  }
  const DecimalMark mark = facts.marks.shown();
  if (mark == DecimalMark::undecided) return false;
  const bool other = orders.marks[field] != mark;
  orders.marks[field] = mark;
  return other;
}

bool settle_day_month(DateOrders& orders, FieldId field, const FieldFacts& facts, const ColumnNames& names) {
  const Field& known = names.contract->fields[field];
  const std::string& header = (*names.header_of_field)[field];
  if (facts.zoneless > 0) refuse_zoneless(known, header, facts, names);
  if (orders.given[field]) return false;
  if (order_unsettled(orders, field, facts)) {
    if (facts.day_first.seen() && facts.month_first.seen()) {
      throw Error(names.place(facts.day_first),
                  fmt::format("column \"{}\" ({}) holds dates in two orders: \"{}\" has the day first, {} has the month first", header, known.name,
                              facts.day_first.text, cell_at(facts.month_first, names)),
                  order_fix(known, header) + "; cells that do not fit are then counted as unreadable");
    }
    throw Error(names.place(facts.either),
                fmt::format("no row of column \"{}\" ({}) tells whether the day or the month comes first: \"{}\" may be either", header, known.name,
                            facts.either.text),
                order_fix(known, header));
  }
  const DateOrder order = shown(facts);
  if (order == DateOrder::undecided) return false;
  const DateOrder read_as = orders.used[field] == DateOrder::undecided ? DateOrder::mdy : orders.used[field];
  orders.used[field] = order;
  return order != read_as;
}

}  // namespace

bool settle_order(DateOrders& orders, FieldId field, const FieldFacts& facts, const ColumnNames& names) {
  if (names.contract->fields[field].type == Type::number) return settle_mark(orders, field, facts, names);
  const bool order = settle_day_month(orders, field, facts, names), days = settle_days(orders, field, facts);
  return order || days;
}

namespace {

std::optional<SwappedDates> swapped_column(const DateOrders& orders, FieldId field, const FieldFacts& facts,
                                           const ColumnNames& names) {
  constexpr std::uint64_t few = 3, many = 5, many_early = 8;   // (12/31)^8 is less than one in a thousand
  const std::uint64_t day_first = facts.order.first_over_12, month_first = facts.order.second_over_12;
  const std::uint64_t left = day_first + month_first;
  if (orders.given[field] || facts.late_iso || facts.order.open > 0) return std::nullopt;
  if (day_first > 0 && month_first > 0) return std::nullopt;
  if (facts.early_iso < few || left < few) return std::nullopt;
  const Example& kept = day_first > 0 ? facts.day_first : facts.month_first;
  const Field& known = names.contract->fields[field];
  const std::string& header = (*names.header_of_field)[field];
  SwappedDates out;
  out.field = field;
  out.where = names.place(facts.iso_cell);
  out.problem = fmt::format("column \"{}\" ({}): all {} dates such as \"{}\" have a day of 12 or less, and all {} "
                            "such as {} have a number above 12: so a spreadsheet of another country leaves a column, day and month swapped wherever it can read them so",
                            header, known.name, facts.early_iso, facts.iso_cell.text, left, cell_at(kept, names));
  out.fix = fmt::format("export again, and give the file as it was downloaded; where the dates are right, say --allow-unproven, "
                        "or write under [time] of the contract: date_order = \"{}\"",
                        day_first > 0 ? "dmy" : "mdy");
  out.sure = facts.early_iso >= many_early && left >= many;
  return out;
}

}  // namespace

std::string unclear_order_note(const std::string& file, const std::string& column, const OrderEvidence& own, const OrderEvidence& all) {
  const bool told = own.first_over_12 + own.second_over_12 > 0, by_others = all.first_over_12 + all.second_over_12 > 0;
  if (own.open == 0 || told || !by_others) return {};
  return fmt::format("{}: no date of {} tells whether the day or the month comes first: {} read with the {} first, as another file shows", file, column,
                     own.open == 1 ? "1 date is" : fmt::format("{} dates are", own.open), all.first_over_12 > 0 ? "day" : "month");
}

std::string two_zones_note(const std::string& column, const FieldFacts& facts, const Field& field, const Contract& contract) {
  if (facts.offsets == 0 || facts.local_times == 0) return {};
  const Zone* const zone = field.zone ? field.zone.get() : contract.zone.get();
  if (!zone) return {};
  const auto counted = [](std::uint64_t times, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count_text(times), times == 1 ? one : many);
  };
  return fmt::format("{}: {} an offset or Z, and {} none: the latter are read in {}. Where they were written in another zone, export the column again in one notation", column,
                     counted(facts.offsets, "time has", "times have"), counted(facts.local_times, "has", "have"), zone->name());
}

namespace {

/// Another file's header among the rows, which no row is: its columns stand in another order, or have other names.
SwappedDates second_header(FieldId field, const std::string& place) {
  return {field, place, "a second header stands here, in another order or with other names: the rows below it would be read under the wrong columns",
          "give the two files apart, each with its own header", true};
}

}  // namespace

std::vector<SwappedDates> swapped_dates(const DateOrders& orders, const std::vector<FieldFacts>& facts, const ColumnNames& names,
                                        FieldId idle) {
  std::vector<SwappedDates> out;
  for (std::size_t id = 0; id < facts.size(); ++id) {
    if (id == idle) continue;
    if (facts[id].header_cell.seen()) out.push_back(second_header(static_cast<FieldId>(id), names.place(facts[id].header_cell)));
    std::optional<SwappedDates> one = swapped_column(orders, static_cast<FieldId>(id), facts[id], names);
    if (one) out.push_back(std::move(*one));
  }
  return out;
}

}  // namespace handoff
