// Months are read here and not with the dates of leads: `2026-04` is a month of spend, and as a date of a lead it would be a slip.
#include "logs/spend_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "leads/decimals.hpp"
#include "logs/spend_checks.hpp"
#include "logs/spend_rows.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/count_text.hpp"
#include "handoff/text/error.hpp"
#include "scan/inputs.hpp"

namespace handoff {
namespace {

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
DateOrder order_shown(const SpendRows& rows, std::initializer_list<SpendRole> roles, const Contract& contract,
                      const PlaceOfRow& place) {
  if (contract.date_order != DateOrder::undecided) return contract.date_order;
  OrderEvidence evidence;
  bool firsts = true;  // 4/1/2026, 5/1/2026: the first days of months
  struct Seen { std::size_t row = 0; std::string text; };
  Seen day_first, month_first, either;
  for (std::size_t row = 0; row < rows.cells.size(); ++row)
    for (const SpendRole role : roles) {
      DateText date;
      const std::string& text = rows.cells[row][role];
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

namespace {

/// One file of spend on its way from rows to amounts.
class SpendReading {
 public:
  SpendReading(const std::string& path, const std::vector<Input>& inputs, const SpendColumns& at, const SpendRows& rows, const Contract& contract)
      : path_(path), inputs_(inputs), rows_(rows), contract_(contract), has_source_(at[source_role] >= 0), monthly_(at[month_role] >= 0),
        amount_header_(inputs.front().dialect.header[static_cast<std::size_t>(at[amount_role])]) {}
  SpendFile run(std::vector<std::string> notes) {
    out_.notes = std::move(notes);
    for (std::string& note : rows_.unfit.notes(inputs_)) out_.notes.push_back(std::move(note));
    settle_notations();
    for (std::size_t row = 0; row < rows_.cells.size(); ++row) read(row);
    note_repeated();
    const PlaceOfRow place = [&](std::size_t i) { return place_(row_of_[i]); };
    note_totals(out_, place);
    note_negative(out_, place);
    require_any();
    out_.has_source = has_source_;
    account();
    note_unusable();
    return std::move(out_);
  }

 private:
  void settle_notations();
  void read(std::size_t row);
  void note_repeated();
  void require_any() const;
  void account();
  void note_unusable();
  std::string cell_at(std::string_view cell, std::size_t row) const { return fmt::format("\"{}\" ({})", cell, place_(row)); }
  const std::string& path_;
  const std::vector<Input>& inputs_;
  const SpendRows& rows_;
  const Contract& contract_;
  const bool has_source_, monthly_;
  const std::string& amount_header_;
  const PlaceOfRow place_ = [this](std::size_t row) { return place_of(inputs_, rows_.offsets[row]); };
  DateOrder order_ = DateOrder::undecided;
  DecimalMark mark_ = DecimalMark::undecided;
  SpendLimits limits_;
  SpendFile out_;
  std::vector<std::size_t> row_of_;   // of those in out_.rows
  /// Rows by what they lack; of an amount alone a blank says that nothing was spent.
  struct Lacking { std::uint64_t blank = 0, unreadable = 0; std::string first; };
  Lacking months_, amounts_;
};

void SpendReading::settle_notations() {
  using Roles = std::initializer_list<SpendRole>;
  order_ = order_shown(rows_, monthly_ ? Roles{month_role} : Roles{from_role, to_role}, contract_, place_);
  std::vector<std::string> amounts;
  for (const auto& row : rows_.cells) amounts.push_back(row[amount_role]);
  mark_ = mark_of(amounts, contract_.decimal, path_, fmt::format("column \"{}\" (amount)", amount_header_), place_);
  refuse_shares(amounts, mark_, place_);
}

void SpendReading::read(std::size_t at) {
  const std::vector<std::string>& row = rows_.cells[at];
  const auto lacks = [&](Lacking& kind, const std::string& cell) {
    ++(cell.empty() ? kind.blank : kind.unreadable);
    if (kind.first.empty() && !cell.empty()) kind.first = cell_at(cell, at);
  };
  Spend one;
  const bool dated = monthly_ ? read_month(row[month_role], order_, one.days)
                              : read_day(row[from_role], order_, one.days.from) && read_day(row[to_role], order_, one.days.to) && one.days.from <= one.days.to;
  if (!dated) return lacks(months_, row[monthly_ ? month_role : from_role]);
  Number amount;
  const bool exact = read_number(row[amount_role], mark_, amount) && amount.low == amount.high;
  const std::optional<std::string> currency = currency_of(contract_.symbols, row[currency_role], row[amount_role]);
  const std::optional<std::int64_t> minor = exact && currency ? minor_of(amount.low) : std::nullopt;
  if (!minor) return lacks(amounts_, row[amount_role]);
  one.minor = *minor;
  one.source = trimmed(row[source_role]);
  one.currency = *currency;
  limits_.add(one, [&] { return place_(at); });
  out_.rows.push_back(std::move(one));
  row_of_.push_back(at);
}

void SpendReading::note_repeated() {
  std::set<std::tuple<Day, Day, std::string_view, std::string_view, std::int64_t>> seen;
  std::uint64_t again = 0;
  for (const Spend& one : out_.rows) again += !seen.emplace(one.days.from, one.days.to, one.source, one.currency, one.minor).second;
  if (again * 100 > out_.rows.size())
    out_.notes.push_back(fmt::format("{}: {} of the same time, source and amount as another, as where a file is laid behind itself; each counts", path_,
                                     again == 1 ? "1 row is" : count_text(again) + " rows are"));
}

void SpendReading::require_any() const {
  if (!out_.rows.empty() || rows_.cells.empty()) return;
  const std::string& first = months_.first.empty() ? amounts_.first : months_.first;
  throw Error(path_, fmt::format("none of its {} rows can be used: each is without a month or an amount that can be read{}{}", count_text(rows_.cells.size()),
                                 first.empty() ? "" : "; the first says ", first),
              "mend the file, or name its columns under [spend.columns] of the contract");
}

void SpendReading::account() {
  const std::uint64_t title = inputs_.front().dialect.title.size(), unfit = rows_.unfit.rows();
  const std::uint64_t no_month = months_.blank + months_.unreadable, no_amount = amounts_.blank + amounts_.unreadable;
  InputAccount& account = out_.account;
  account.file = path_;
  account.rows_used = out_.rows.size();
  account.rows_rejected = title + unfit + no_month + no_amount;
  account.rows_read = account.rows_used + account.rows_rejected;
  const std::pair<const char*, std::uint64_t> reasons[] = {{"title_row", title}, {"unfit_row", unfit}, {"no_month", no_month}, {"no_amount", no_amount}};
  for (const auto& [name, count] : reasons)
    if (count > 0) account.rejected_by_reason.emplace_back(name, count);
  out_.damage.file = path_;
  out_.damage.rows_read = account.rows_read;
  out_.damage.unfit = rows_.unfit.damaged();
  out_.damage.first_unfit = rows_.unfit.first(inputs_);
  out_.damage.lacking = {{months_.blank, "a month", {}}};
  out_.damage.unreadable = {{months_.unreadable, "a month", months_.first}, {amounts_.unreadable, "an amount", amounts_.first}};
}

void SpendReading::note_unusable() {
  const auto rows_text = [](std::uint64_t rows) { return rows == 1 ? "1 row" : count_text(rows) + " rows"; };
  const auto note = [&](std::uint64_t rows, std::string_view what, const std::string& first) {
    if (rows > 0)
      out_.notes.push_back(fmt::format("{}: {} {}, in no cost{}{}", path_, rows_text(rows), what,
                                       first.empty() ? "" : "; the first says ", first));
  };
  note(months_.blank, "without a month", {});
  note(amounts_.blank, "without an amount", {});
  note(months_.unreadable, "with a month that cannot be read", months_.first);
  note(amounts_.unreadable, "with an amount that cannot be read", amounts_.first);
}

}  // namespace

SpendFile read_spend(const std::string& path, Sources& sources, const std::map<std::string, std::string>& columns, const Contract& contract,
                     std::optional<std::uint64_t> unpack_limit) {
  std::vector<Input> inputs = open_inputs({path}, sources, unpack_limit, false, known_headers(spend_names(columns)),
                                          [&](const Dialect& header, const std::string&) {
                                            std::vector<std::string> unused;
                                            spend_columns(header, path, columns, unused);
                                          });
  if (inputs.size() > 1) throw Error(path, fmt::format("holds {} CSV files", inputs.size()), "give the one that holds the spend");
  std::vector<std::string> notes;
  const SpendColumns at = spend_columns(inputs.front().dialect, path, columns, notes);
  const SpendRows rows = read_spend_rows(inputs, at, contract);
  return SpendReading(path, inputs, at, rows, contract).run(std::move(notes));
}

}  // namespace handoff
