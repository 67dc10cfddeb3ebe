// Months are read here and not with the dates of leads: `2026-04` is a month of spend, and as a date of a lead it would be a slip.
#include "logs/spend_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "leads/cell_text.hpp"
#include "leads/columns.hpp"
#include "leads/decimals.hpp"
#include "logs/spend_checks.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/count_text.hpp"
#include "handoff/text/cut_text.hpp"
#include "handoff/text/error.hpp"
#include "scan/inputs.hpp"

namespace handoff {
namespace {

enum Role : std::size_t { month_role, from_role, to_role, source_role, amount_role, currency_role, role_count };
constexpr std::string_view role_names[] = {"month", "from", "to", "source", "amount", "currency"};

std::optional<int> whole(std::string_view text) {
  int number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

/// 1 to 12 for a month's name, whole or its first three letters; 0: none.
int month_named(std::string_view text) {
  constexpr std::string_view names[] = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};
  const std::string name = ascii_lower_text(text);
  for (int i = 0; i < 12; ++i)
    if (name == names[i] || (name.size() >= 3 && name.size() <= 4 && names[i].starts_with(name))) return i + 1;
  return 0;
}

/// Of rows, and of the months that they span together. It is looked through month by month, and read whole.
constexpr std::size_t most_months = 200'000;

/// Rows as text, by role.
struct Rows : RecordSink {
  void record(const Record& record) override {
    if (all.size() == most_months) throw Error(path, fmt::format("holds more than {} rows of spend", count_text(most_months)), "add it up by month and source");
    offsets.push_back(record.offset);
    std::vector<std::string>& row = all.emplace_back();
    for (const std::string_view whole : record.cells) add(counted_text(whole), row);
  }
  void add(std::string_view cell, std::vector<std::string>& row) const {
    row.emplace_back(std::find(nulls.begin(), nulls.end(), ascii_lower_text(cell)) == nulls.end() ? cell : std::string_view());
  }
  std::string path;
  std::vector<std::string> nulls;
  std::vector<std::vector<std::string>> all;
  std::vector<std::uint64_t> offsets;   ///< where each begins
};

/// Refuses what is no spend but text: its months and currencies are gone through one by one.
class SpendLimits {
 public:
  /// `place`: of the row.
  void add(const Spend& one, const std::function<std::string()>& place) {
    const Civil from = civil_from_day(one.days.from), to = civil_from_day(one.days.to);
    months_ += static_cast<std::size_t>((to.year - from.year) * 12 + static_cast<int>(to.month) - static_cast<int>(from.month) + 1);
    if (months_ > most_months)
      throw Error(place(), fmt::format("spends on more than {} months, all rows together", count_text(most_months)),
                  "give a row that spans many years as one a year, and add up by source");
    if (currencies_.insert(one.currency).second && currencies_.size() > most_currencies)
      throw Error(
          place(),
          fmt::format("its column of currencies holds more than {} different texts", count_text(most_currencies)),
          "name the column that holds codes such as USD under [spend.columns]: currency = \"...\"");
  }

 private:
  std::size_t months_ = 0;
  std::set<std::string> currencies_;
};

/// The order of day and month that a column's own rows show.
DateOrder order_shown(const Rows& rows, std::initializer_list<Role> roles, const Contract& contract,
                      const PlaceOfRow& place) {
  if (contract.date_order != DateOrder::undecided) return contract.date_order;
  OrderEvidence evidence;
  bool firsts = true;  // 4/1/2026, 5/1/2026: the first days of months
  struct Seen { std::size_t row = 0; std::string text; };
  Seen day_first, month_first, either;
  for (std::size_t row = 0; row < rows.all.size(); ++row)
    for (const Role role : roles) {
      DateText date;
      const std::string& text = rows.all[row][role];
      if (!read_date(text, date)) continue;
      evidence.add(date);
      firsts = firsts && (!date.order_open || date.b == 1);
      if (!date.order_open || date.a == date.b) continue;
      Seen& seen = date.a > 12 ? day_first : date.b > 12 ? month_first : either;
      if (seen.text.empty()) seen = {row, text};
    }
  const std::string fix =
      "write under [time] of the contract: date_order = \"mdy\" (month first) or \"dmy\" (day first)";
  if (evidence.first_over_12 > 0 && evidence.second_over_12 > 0)
    throw Error(place(month_first.row),
                fmt::format("its dates are in two orders: \"{}\" has the month first, \"{}\" ({}) the day",
                            month_first.text, day_first.text, place(day_first.row)),
                fix);
  if (evidence.first_over_12 > 0) return DateOrder::dmy;
  if (evidence.second_over_12 > 0 || evidence.open == 0 || firsts) return DateOrder::mdy;
  throw Error(place(either.row),
              fmt::format("its dates do not say which number is the day and which the month: \"{}\" may be either",
                          either.text),
              fix);
}

bool read_day(std::string_view text, DateOrder order, Day& out) {
  DateText date;
  if (!read_date(text, date)) return false;
  const bool day_first = date.order_open && order == DateOrder::dmy;
  const int month = day_first ? date.b : date.a, day = day_first ? date.a : date.b;
  if (month < 1 || month > 12) return false;
  out = day_from_civil(date.year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  return civil_from_day(out).month == static_cast<unsigned>(month);
}

/// As column_of, which speaks of the leads' columns.
int spend_column(const Dialect& dialect, const Field& field, const std::string& path, std::vector<std::string>& notes) {
  try {
    return column_of(dialect.header, field, path, notes);
  } catch (const Error& error) {
    std::string fix = error.fix;
    if (const std::size_t at = fix.find("[columns]"); at != std::string::npos) fix.replace(at, 9, "[spend.columns]");
    throw Error(error.where, error.problem, fix);
  }
}

std::array<int, role_count> find_columns(const Dialect& dialect, const std::string& path, const std::map<std::string, std::string>& columns,
                                         std::vector<std::string>& notes) {
  std::array<int, role_count> at;
  at.fill(-1);
  for (std::size_t role = 0; role < role_count; ++role) {
    const auto named = columns.find(std::string(role_names[role]));
    Field field;
    field.name = std::string(role_names[role]);
    field.named_by_contract = named != columns.end();
    if (field.named_by_contract) field.headers = {named->second};
    at[role] = spend_column(dialect, field, path, notes);
    if (at[role] < 0 && named != columns.end())
      throw Error(path, fmt::format("no column holds {} of spend (looked for \"{}\")", named->first, named->second),
                  fmt::format("mend it under [spend.columns] of the contract; {}", columns_of(dialect)));
  }
  const bool when = at[month_role] >= 0 || (at[from_role] >= 0 && at[to_role] >= 0);
  if (!when || at[amount_role] < 0)
    throw Error(path, fmt::format("no column holds {} of spend", when ? "the amount" : "the month"),
                fmt::format("name it under [spend.columns] of the contract: {} = \"...\"; {}", when ? "amount" : "month", columns_of(dialect)));
  return at;
}

}  // namespace

bool read_month(std::string_view text, DateOrder order, Period& out) {
  text = trimmed(text);
  const std::size_t cut = text.find_first_of("-/ .,");
  if (cut != std::string_view::npos) {
    const std::string_view first = text.substr(0, cut);
    std::string_view second = text.substr(cut + 1);
    while (!second.empty() && (second.front() == ' ' || second.front() == '\'')) second.remove_prefix(1);
    const std::optional<int> a = whole(first), b = whole(second);
    int year = 0, month = 0;
    if (a && b && first.size() == 4) year = *a, month = *b;
    else if (a && b && second.size() == 4) year = *b, month = *a;
    else if (b && month_named(first) > 0 && (second.size() == 4 || second.size() == 2)) year = *b < 100 ? *b + 2000 : *b, month = month_named(first);
    else if (a && month_named(second) > 0 && first.size() == 4) year = *a, month = month_named(second);
    if (year >= 1970 && year <= 9999 && month >= 1 && month <= 12) {
      out = period_of(day_from_civil(year, static_cast<unsigned>(month), 1), Grain::month);
      return true;
    }
  }
  Day day = 0;
  if (!read_day(text, order, day)) return false;
  out = period_of(day, Grain::month);
  return true;
}

SpendFile read_spend(const std::string& path, Sources& sources, const std::map<std::string, std::string>& columns, const Contract& contract,
                     std::optional<std::uint64_t> unpack_limit) {
  std::vector<std::string> names;
  for (const std::string_view role : role_names) names.emplace_back(role);
  for (const auto& [role, header] : columns) names.push_back(header);
  std::vector<Input> inputs = open_inputs({path}, sources, unpack_limit, false, known_headers(names),
                                          [&](const Dialect& header, const std::string&) {
                                            std::vector<std::string> unused;
                                            find_columns(header, path, columns, unused);
                                          });
  if (inputs.size() > 1) throw Error(path, fmt::format("holds {} CSV files", inputs.size()), "give the one that holds the spend");
  const Input& input = inputs.front();
  SpendFile out;
  const std::array<int, role_count> at = find_columns(input.dialect, path, columns, out.notes);
  Wanted wanted{std::vector<int>(input.dialect.header.size(), -1), static_cast<int>(role_count)};
  for (std::size_t role = 0; role < role_count; ++role)
    if (at[role] >= 0) wanted.slot_of_column[static_cast<std::size_t>(at[role])] = static_cast<int>(role);
  Rows rows;
  rows.path = path;
  for (const std::string& null : contract.nulls) rows.nulls.push_back(ascii_lower_text(null));
  std::uint64_t unfit = 0, no_month = 0, no_amount = 0;
  for (std::vector<WidthVotes> votes(1);; votes.assign(1, {}), unfit = 0, rows.all.clear(), rows.offsets.clear()) {
    BlockReader reader(*input.source, input.dialect, wanted);
    for (std::uint64_t from = input.dialect.data_offset; from < input.source->size();) {
      const BlockAccount& block = reader.normalize(from, from + (std::uint64_t{1} << 20));
      votes.front().add(block);
      unfit += block.rejects.size();
      reader.deliver(rows);
      from = block.end;
    }
    if (!settle_widths(inputs, votes)) break;
  }
  input.source->check_unchanged();
  const bool monthly = at[month_role] >= 0;
  const PlaceOfRow place = [&](std::size_t row) { return place_of(inputs, rows.offsets[row]); };
  const DateOrder order = order_shown(
      rows, monthly ? std::initializer_list<Role>{month_role} : std::initializer_list<Role>{from_role, to_role},
      contract, place);
  std::vector<std::string> amounts;
  for (const auto& row : rows.all) amounts.push_back(row[amount_role]);
  const DecimalMark mark = mark_of(
      amounts, contract.decimal, path,
      fmt::format("column \"{}\" (amount)", input.dialect.header[static_cast<std::size_t>(at[amount_role])]), place);
  refuse_shares(amounts, mark, place);
  std::string example;
  SpendLimits limits;
  std::vector<std::size_t> row_of;   // of those in out.rows
  for (std::size_t at_row = 0; at_row < rows.all.size(); ++at_row) {
    const std::vector<std::string>& row = rows.all[at_row];
    Spend one;
    Number amount;
    const bool dated = monthly ? read_month(row[month_role], order, one.days)
                               : read_day(row[from_role], order, one.days.from) && read_day(row[to_role], order, one.days.to) && one.days.from <= one.days.to;
    const bool one_amount = dated && read_number(row[amount_role], mark, amount) && amount.low == amount.high;
    const std::optional<std::string> currency = currency_of(contract.symbols, row[currency_role], row[amount_role]);
    const std::optional<std::int64_t> minor = one_amount && currency ? minor_of(amount.low) : std::nullopt;
    if (!minor) {
      ++(dated ? no_amount : no_month);
      if (example.empty())
        example =
            fmt::format("\"{}\" ({})", dated ? row[amount_role] : row[monthly ? month_role : from_role], place(at_row));
      continue;
    }
    one.minor = *minor;
    one.source = trimmed(row[source_role]);
    one.currency = *currency;
    limits.add(one, [&] { return place(at_row); });
    out.rows.push_back(std::move(one));
    row_of.push_back(at_row);
  }
  std::set<std::tuple<Day, Day, std::string_view, std::string_view, std::int64_t>> seen;
  std::uint64_t again = 0;
  for (const Spend& one : out.rows) again += !seen.emplace(one.days.from, one.days.to, one.source, one.currency, one.minor).second;
  if (again * 100 > out.rows.size())
    out.notes.push_back(fmt::format("{}: {} of the same time, source and amount as another, as where a file is laid behind itself; each counts", path,
                                    again == 1 ? "1 row is" : count_text(again) + " rows are"));
  note_totals(out, [&](std::size_t i) { return place(row_of[i]); });
  if (out.rows.empty() && !rows.all.empty())
    throw Error(path, fmt::format("none of its {} rows can be used: each is without a month or an amount that can be read; the first says {}", count_text(rows.all.size()), example),
                "mend the file, or name its columns under [spend.columns] of the contract");
  out.has_source = at[source_role] >= 0;
  out.account.file = path;
  out.account.rows_used = out.rows.size();
  const std::uint64_t title = input.dialect.title.size();
  out.account.rows_rejected = title + unfit + no_month + no_amount;
  out.account.rows_read = out.account.rows_used + out.account.rows_rejected;
  const std::pair<const char*, std::uint64_t> reasons[] = {{"title_row", title}, {"unfit_row", unfit}, {"no_month", no_month}, {"no_amount", no_amount}};
  for (const auto& [name, count] : reasons)
    if (count > 0) out.account.rejected_by_reason.emplace_back(name, count);
  if (no_month + no_amount > 0)
    out.notes.push_back(
        fmt::format("{}: {} without a month or an amount that can be read, in no cost; the first says {}", path,
                    no_month + no_amount == 1 ? "1 row" : count_text(no_month + no_amount) + " rows", example));
  return out;
}

}  // namespace handoff
