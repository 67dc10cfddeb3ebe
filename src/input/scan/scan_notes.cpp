#include "scan/scan_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "csv/zero_bytes.hpp"

namespace handoff {

std::uint64_t FileAccount::rejected() const { return std::accumulate(rejects.begin(), rejects.end(), std::uint64_t{0}); }

std::uint64_t FileAccount::furniture() const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < reject_reasons; ++i)
    if (is_furniture(static_cast<RejectReason>(i))) sum += rejects[i];
  return sum;
}

void FileAccount::add_orders(const std::vector<OrderEvidence>& more) {
  orders.resize(std::max(orders.size(), more.size()));
  for (std::size_t id = 0; id < more.size(); ++id) orders[id].merge(more[id]);
}

void refuse_zero_blocks(const std::vector<FileAccount>& files) {
  for (const FileAccount& file : files)
    if (file.zeros_line) refuse_zero_block(file.file, *file.zeros_line);
}

FileAccount opened_account(const Input& input) {
  FileAccount account;
  account.file = input.source->name();
  account.delimiter = input.dialect.delimiter;
  account.encoding = input.dialect.encoding;
  account.rows_read = account.rejects[static_cast<std::size_t>(RejectReason::title_row)] = input.dialect.title.size();
  return account;
}

void add_orders(const DateOrders& orders, ScanResult& result) {
  result.date_orders.assign(result.facts.size(), DateOrder::undecided);
  for (std::size_t i = 0; i < result.facts.size(); ++i) {
    const OrderEvidence& order = result.facts[i].order;
    if (orders.given[i] || order.first_over_12 + order.second_over_12 > 0) result.date_orders[i] = orders.used[i];
    result.newest = std::max(result.newest, result.facts[i].newest);
  }
}

void add_damage(const DateOrders& orders, const Contract& contract, const std::vector<Input>& inputs, FieldId idle, ScanResult& result) {
  const ColumnNames names{&contract, &result.header_of_field, [&](const Example& example) { return place_of(inputs, example); }};
  for (const FieldFacts& facts : result.facts)
    result.share_places.push_back(facts.percent_cell.seen() ? names.place(facts.percent_cell) : std::string());
  result.swapped = swapped_dates(orders, result.facts, names, idle);
}

namespace {

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) { return fmt::format("{} {}", count, count == 1 ? one : many); }

std::string_view kind_of(Type type) {
  switch (type) {
    case Type::number: return "number";
    case Type::date: return "date";
    case Type::boolean: return "yes or no";
    case Type::text:
    case Type::list: break;
  }
  return "text";
}

/// `0001-01-01` and `9999-12-31` are what some systems write where they have no date.
std::string strange_years_text(const FieldFacts& facts) {
  if (facts.strange_years == 0) return {};
  const std::string which =
      facts.strange_years == facts.unreadable ? "" : fmt::format("{} of them ", facts.strange_years);
  return fmt::format("; {}before 1900 or after 2099: where such a date stands for none, write it under [null] values",
                     which);
}

/// Of how many there are, or how much there is, a number below 0 is damage or another notation. Scores go below 0.
void note_below_zero(std::vector<std::string>& notes, const Field& field, const std::string& column, const FieldFacts& facts,
                     const std::vector<Input>& inputs) {
  constexpr std::string_view counts[] = {"employees", "revenue", "touches", "timeline_months", "amount"};
  if (facts.below_zero == 0 || std::find(std::begin(counts), std::end(counts), field.name) == std::end(counts)) return;
  notes.push_back(fmt::format("{}: {} below 0, the first is {} ({}); taken as written", column, counted(facts.below_zero, "number is", "numbers are"),
                              facts.below_zero_cell.said(), place_of(inputs, facts.below_zero_cell)));
}

void note_column(std::vector<std::string>& notes, const Field& field, const std::string& header, const FieldFacts& facts,
                 const std::vector<Input>& inputs) {
  const std::string column = fmt::format("column \"{}\" ({})", header, field.name);
  if (facts.unreadable > 0 && (field.type == Type::text || field.type == Type::list))
    notes.push_back(fmt::format("{}: {} what a spreadsheet writes for an error, the first is \"{}\" ({}); what rests on it is unknown", column,
                                counted(facts.unreadable, "cell holds", "cells hold"), facts.first_unreadable.text, place_of(inputs, facts.first_unreadable)));
  else if (facts.unreadable > 0)
    notes.push_back(fmt::format("{}: {} could not be read as a {}, the first is {} ({}){}", column,
                                counted(facts.unreadable, "cell", "cells"), kind_of(field.type),
                                facts.first_unreadable.said(), place_of(inputs, facts.first_unreadable),
                                strange_years_text(facts)));
  note_below_zero(notes, field, column, facts, inputs);
  if (facts.later > 0 && field.name == "modified_at")
    notes.push_back(fmt::format("{}: {} modified after the moment of judging; what has no date of its own there may be of a later day", column,
                                counted(facts.later, "row was", "rows were")));
  if (facts.twice > 0)
    notes.push_back(fmt::format("{}: {} in the hour that daylight saving repeats; the earlier is taken", column,
                                counted(facts.twice, "time is", "times are")));
  if (facts.skipped > 0)
    notes.push_back(fmt::format("{}: {} in the hour that daylight saving leaves out; moved forward by the gap", column,
                                counted(facts.skipped, "time is", "times are")));
}

/// A column whose dates are all to come looks like leads to whom nothing happened.
void note_to_come(std::vector<std::string>& notes, const Field& field, const std::string& header, const FieldFacts& facts, const ScanResult& result) {
  constexpr std::uint64_t many = 200;
  std::uint64_t rows = 0;
  for (const FileAccount& file : result.files) rows += file.rows_read;
  if (field.type != Type::date || rows < many || result.newest == instant_min || facts.filled == 0 || facts.newest != instant_min || facts.unreadable > 0) return;
  notes.push_back(fmt::format("column \"{}\" ({}) holds no date by as-of in any of {} rows: what rests on it reads as not done", header, field.name, rows));
}

void note_order(std::vector<std::string>& notes, const Field& field, const std::string& header, const FieldFacts& facts, DateOrder order) {
  const bool month_first = order == DateOrder::mdy;
  const std::uint64_t fitting = month_first ? facts.order.second_over_12 : facts.order.first_over_12;
  const std::uint64_t contrary = month_first ? facts.order.first_over_12 : facts.order.second_over_12;
  if (contrary > 0 && fitting == 0)
    notes.push_back(fmt::format("column \"{}\" ({}) is read with the {} first, as the contract says, but {} only the other order and none needs this one",
                                header, field.name, month_first ? "month" : "day", counted(contrary, "cell fits", "cells fit")));
}

void note_unclear_order(std::vector<std::string>& notes, FieldId id, const std::string& column, const ScanResult& result) {
  for (const FileAccount& file : result.files) {
    if (file.orders.size() <= id) continue;
    std::string note = unclear_order_note(file.file, column, file.orders[id], result.facts[id].order);
    if (!note.empty()) notes.push_back(std::move(note));
  }
}

/// Of exports laid end to end in one file one may write the day first and another the month. In one column of days more than half of
/// the cells tell the order; where few do, the others may be of an export that tells nothing.
void note_few_deciding(std::vector<std::string>& notes, FieldId id, const Contract& contract, const ScanResult& result) {
  constexpr auto repeated = static_cast<std::size_t>(RejectReason::repeated_header);
  for (const FileAccount& file : result.files) {
    const OrderEvidence& own = file.orders.size() > id ? file.orders[id] : result.facts[id].order;
    const std::uint64_t deciding = own.first_over_12 + own.second_over_12;
    if (file.rejects[repeated] == 0 || deciding == 0 || deciding * 3 >= own.open) continue;
    notes.push_back(fmt::format("column \"{}\" ({}) is read with the {} first, as {} of its dates show; {} may be read either way, and are of several exports laid together: "
                                "see that all of these write their dates alike", result.header_of_field[id], contract.fields[id].name,
                                own.first_over_12 > 0 ? "day" : "month", deciding, own.open));
  }
}

}  // namespace

std::vector<std::string> scan_notes(const ScanResult& result, const std::vector<Input>& inputs, const std::vector<ColumnPlan>& plans,
                                    const Contract& contract, const DateOrders& orders) {
  std::vector<std::string> notes;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const std::string& name = inputs[i].source->name();
    if (inputs[i].dialect.encoding != "UTF-8") notes.push_back(fmt::format("{}: read as {}", name, inputs[i].dialect.encoding));
    if (result.files[i].cells_repaired > 0)
      notes.push_back(fmt::format("{}: {} held bytes that are not text and were repaired", name,
                                  counted(result.files[i].cells_repaired, "cell", "cells")));
    if (const std::optional<RejectReason> why = result.files[i].cut_off; why && result.files[i].rows_read > 1)
      notes.push_back(cut_off_note(name, *why));
    notes.insert(notes.end(), plans[i].notes.begin(), plans[i].notes.end());
    for (const FieldId field : plans[i].absent)
      if (!result.header_of_field[field].empty())
        notes.push_back(fmt::format("{}: has no column for {}, which another file has; what rests on it is unknown in these rows", name,
                                    contract.fields[field].name));
  }
  for (const SwappedDates& one : result.swapped) notes.push_back(fmt::format("{}: {}", one.where, one.problem));
  for (std::size_t id = 0; id < result.facts.size(); ++id) {
    if (result.header_of_field[id].empty()) continue;
    note_column(notes, contract.fields[id], result.header_of_field[id], result.facts[id], inputs);
    note_to_come(notes, contract.fields[id], result.header_of_field[id], result.facts[id], result);
    if (orders.days[id] && !orders.days_given[id])
      notes.push_back(fmt::format("column \"{}\" ({}): all its times are 00:00, so they are read as the days that they are written as", result.header_of_field[id], contract.fields[id].name));
    const std::string column = fmt::format("column \"{}\" ({})", result.header_of_field[id], contract.fields[id].name);
    std::string zones = two_zones_note(column, result.facts[id], contract.fields[id], contract);
    if (!zones.empty()) notes.push_back(std::move(zones));
    if (!orders.given[id]) note_unclear_order(notes, static_cast<FieldId>(id), column, result);
    if (!orders.given[id]) note_few_deciding(notes, static_cast<FieldId>(id), contract, result);
    if (orders.given[id]) note_order(notes, contract.fields[id], result.header_of_field[id], result.facts[id], orders.used[id]);
  }
  return notes;
}

}  // namespace handoff
