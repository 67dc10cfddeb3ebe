// From a lead to its row: cells in their column's form, quoted or damaged as the options ask.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "columns.hpp"
#include "lead.hpp"
#include "random.hpp"

namespace synth {

/// The id of lead `index`, as this style writes it.
void append_id(const Options& options, std::uint64_t index, std::string& row);

class RowWriter {
 public:
  explicit RowWriter(const Options& options);
  /// The header, without a line end.
  std::string header();
  /// The row of a lead, without a line end; the view holds until the next call.
  std::string_view row(const Lead& lead);
  /// `Total`, blanks, and a sum in the amount column.
  std::string totals_row(std::int64_t amount);

 private:
  void cell(const Lead& lead, Column column);
  void name_cell(const Lead& lead, bool first);
  void company_cell(const Lead& lead);
  void message_cell(const Lead& lead);
  void amount_cell(const Lead& lead);
  void employees_cell(const Lead& lead);
  void filler_cell(Column column);
  void id_text(const Lead& lead);
  void email_text(const Lead& lead);
  void date_cell(Instant instant, Column column, bool written_in_gap = false);
  void fill_dates();
  void day_text(int day, bool two_digits);
  /// A cell's text, quoted where it must be; a missing one where it is empty.
  void text(std::string_view value);
  void quoted(std::string_view value);
  void choice(int chosen, std::string_view name) { chosen < 0 ? missing() : text(name); }
  void number(std::int64_t value);
  void missing();
  void plain(std::string_view value) { row_.append(value); }
  std::uint32_t pick(std::size_t count) { return look_.below(static_cast<std::uint32_t>(count)); }

  struct Date { short year; unsigned char month, day; };
  Options options_;
  char delimiter_ = ',';
  std::vector<Date> dates_;       // by day, from 2024-01-01
  std::string row_, scratch_, wrapped_;
  Draw look_{0, 0, 0};            // how the row at hand is written
};

}  // namespace synth
