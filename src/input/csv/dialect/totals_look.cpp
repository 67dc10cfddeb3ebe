// Two readings: the first rows tell which columns hold numbers, then all rows are held against the sums of those above them.
#include "csv/dialect/totals_look.hpp"

#include <algorithm>
#include <cmath>

#include "csv/dialect/furniture.hpp"
#include "handoff/cells/lead.hpp"
#include "scan/inputs.hpp"
#include "scan/preview.hpp"
#include "csv/dialect/row_width.hpp"

namespace handoff {
namespace {

constexpr std::uint64_t trial_rows = 1000, totals_block = 1 << 20;
constexpr std::size_t most_sums = 32, totals_kept = 20, enough_numbers = 2;
constexpr std::uint64_t enough_addends = 5, least_addends = 2;
constexpr double most_hundredths = 1e15;

/// An exact number in hundredths; nothing for a range, or one that is finer or too large.
std::optional<std::int64_t> hundredths_of(std::string_view cell) {
  Number number;
  if (!read_number(cell, number) || number.low < number.high) return std::nullopt;
  const double hundredths = std::round(number.low * 100);
  if (!(std::fabs(hundredths) < most_hundredths) || std::fabs(hundredths - number.low * 100) > 1e-4) return std::nullopt;
  return static_cast<std::int64_t>(hundredths);
}

struct Sum {
  std::int64_t value = 0;
  std::uint64_t addends = 0;
  void add(std::int64_t number) {
    if (number == 0 || addends == 0xFFFFFFFF || std::abs(value) > std::int64_t{1} << 61) return;
    value += number;
    ++addends;
  }
  bool is(std::int64_t number) const { return addends >= least_addends && value == number; }
};

struct SummedColumn {
  std::size_t column;
  Sum all, part;  ///< since the first row; since the last row of totals
};

/// Which columns of the first rows hold numbers and nothing else, and are not ids that count up or down.
struct FindNumbers final : RecordSink {
  struct Column {
    std::uint64_t numbers = 0, others = 0;
    bool ascends = true, descends = true;
    std::int64_t last = 0;
    bool summed() const { return numbers >= least_addends && others == 0 && !ascends && !descends; }
  };
  explicit FindNumbers(std::size_t columns_) : columns(columns_) {}
  std::vector<Column> columns;
  std::uint64_t rows = 0;
  void record(const Record& record) override {
    if (rows++ >= trial_rows) return;
    for (std::size_t i = 0; i < record.cells.size(); ++i) {
      if (record.cells[i].empty()) continue;
      Column& column = columns[i];
      const auto number = hundredths_of(record.cells[i]);
      if (!number) { ++column.others; continue; }
      column.ascends = column.ascends && (column.numbers == 0 || *number > column.last);
      column.descends = column.descends && (column.numbers == 0 || *number < column.last);
      column.last = *number;
      ++column.numbers;
    }
  }
};

/// Holds each row against the sums above it.
struct FindTotals final : RecordSink {
  std::vector<SummedColumn> columns;
  struct Suspect {
    std::uint64_t offset;
    TotalsRow row;
    std::size_t column;
  };
  std::vector<Suspect> found;  ///< of the block
  void record(const Record& record) override {
    std::size_t repeated = 0, first = 0;
    std::uint64_t most = 0;
    numbers_.clear();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      numbers_.push_back(hundredths_of(record.cells[columns[i].column]).value_or(0));
      const Sum& sum = columns[i].part.is(numbers_[i]) ? columns[i].part : columns[i].all;
      if (numbers_[i] == 0 || !sum.is(numbers_[i])) continue;
      if (repeated++ == 0) first = i;
      most = std::max(most, sum.addends);
    }
    const auto filled = std::find_if(record.cells.begin(), record.cells.end(), [](std::string_view cell) { return !cell.empty(); });
    const bool sums = repeated >= enough_numbers || most >= enough_addends;
    const bool named = filled != record.cells.end() && may_be_total_text(*filled);
    if (sums || named) found.push_back({record.offset, {0, sums ? TotalsRow::Kind::sums : TotalsRow::Kind::named, {}, most}, first});
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (sums) columns[i].part = {};
      if (sums || named) continue;
      columns[i].all.add(numbers_[i]);
      columns[i].part.add(numbers_[i]);
    }
  }

 private:
  std::vector<std::int64_t> numbers_;
};

Wanted every_column(const Dialect& dialect) {
  Wanted wanted;
  for (std::size_t i = 0; i < dialect.header.size(); ++i) wanted.slot_of_column.push_back(wanted.slots++);
  return wanted;
}

std::vector<SummedColumn> numeric_columns(const ByteSource& source, const Dialect& dialect) {
  FindNumbers numbers(dialect.header.size());
  BlockReader blocks(source, dialect, every_column(dialect));
  blocks.normalize(dialect.data_offset, std::min(source.size(), dialect.data_offset + totals_block));
  blocks.deliver(numbers);
  std::vector<SummedColumn> columns;
  for (std::size_t i = 0; i < dialect.header.size() && columns.size() < most_sums; ++i)
    if (numbers.columns[i].summed()) columns.push_back({i, {}, {}});
  return columns;
}

void keep_row(TotalsLook& look, TotalsRow row) {
  std::uint64_t& count = row.kind == TotalsRow::Kind::set_aside ? look.set_aside : look.suspected;
  if (++count <= totals_kept) look.rows.push_back(std::move(row));
}

TotalsLook totals_in(const ByteSource& source, const Dialect& dialect, WidthVotes& votes) {
  TotalsLook look;
  look.file = source.name();
  FindTotals totals;
  totals.columns = numeric_columns(source, dialect);
  BlockReader blocks(source, dialect, every_column(dialect));
  std::uint64_t first_line = dialect.header_lines + 1;
  for (std::uint64_t begin = dialect.data_offset; begin < source.size();) {
    const BlockAccount& account = blocks.normalize(begin, std::min(source.size(), begin + totals_block));
    totals.found.clear();
    blocks.deliver(totals);
    votes.add(account);
    std::uint64_t counted_to = begin, line = first_line;
    for (FindTotals::Suspect& one : totals.found) {
      line += count_lines(source, dialect.newline, counted_to, one.offset);
      counted_to = one.offset;
      one.row.line = line;
      if (one.row.kind == TotalsRow::Kind::sums) one.row.column = dialect.header[totals.columns[one.column].column];
      keep_row(look, std::move(one.row));
    }
    for (const Reject& reject : account.rejects)
      if (reject.reason == RejectReason::totals_row) keep_row(look, {first_line + reject.line, TotalsRow::Kind::set_aside, {}, 0});
    if (account.end <= begin) break;
    first_line += account.lines;
    begin = account.end;
  }
  std::stable_sort(look.rows.begin(), look.rows.end(), [](const TotalsRow& a, const TotalsRow& b) { return a.line < b.line; });
  return look;
}

}  // namespace

std::vector<TotalsLook> look_for_totals(const std::string& path, Sources& sources, const KnownHeaders& known, std::optional<std::uint64_t> unpack_limit) {
  std::vector<TotalsLook> looks;
  for (const std::unique_ptr<ByteSource>& source : sources.open(path, unpack_limit, [&](const ByteSource& head) { find_header(head, known); })) {
    Dialect dialect = find_header(*source, known);
    for (;;) {
      WidthVotes votes;
      TotalsLook look = totals_in(*source, dialect, votes);
      if (settle_width(dialect, votes)) continue;
      looks.push_back(std::move(look));
      break;
    }
  }
  return looks;
}

}  // namespace handoff
