// The date cells of a row: what each style, and each ugliness, makes of an instant.
#include <date/date.h>

#include <algorithm>

#include "judge.hpp"
#include "row_writer.hpp"

namespace synth {
namespace {

constexpr int dates_from = 19'723, dates_to = 20'819;  // 2024-01-01 to 2026-12-31

void two(std::string& row, int value) {
  row += static_cast<char>('0' + value / 10);
  row += static_cast<char>('0' + value % 10);
}

}  // namespace

void RowWriter::fill_dates() {
  for (int day = dates_from; day < dates_to; ++day) {
    const date::year_month_day ymd{date::sys_days{date::days{day}}};
    dates_.push_back({static_cast<short>(static_cast<int>(ymd.year())), static_cast<unsigned char>(static_cast<unsigned>(ymd.month())),
                      static_cast<unsigned char>(static_cast<unsigned>(ymd.day()))});
  }
}

void RowWriter::day_text(int day, bool two_digits) {
  const Date date = dates_[static_cast<std::size_t>(std::clamp(day, dates_from, dates_to - 1) - dates_from)];
  const int first = options_.has(Ugly::dmy) ? date.day : date.month, second = options_.has(Ugly::dmy) ? date.month : date.day;
  if (two_digits) {
    two(row_, first), row_ += '/', two(row_, second), row_ += '/', two(row_, date.year % 100);
  } else if (options_.has(Ugly::mdy) || options_.has(Ugly::dmy)) {
    number(first), row_ += '/', number(second), row_ += '/', number(date.year);
  } else {
    two(row_, date.year / 100), two(row_, date.year % 100), row_ += '-', two(row_, date.month), row_ += '-', two(row_, date.day);
  }
}

void RowWriter::date_cell(Instant instant, Column column, bool written_in_gap) {
  if (instant == never) return missing();
  const bool half_days = options_.has(Ugly::ampm) && (column == Column::created || column == Column::modified);
  const bool wall = options_.wall_times() || half_days;
  const int stage = static_cast<int>(column) - static_cast<int>(Column::created);
  const bool no_time = column <= Column::won && date_only(options_, stage);
  const std::int64_t shown = wall || no_time ? local_of(instant) - (written_in_gap ? an_hour : 0) : instant;
  const int minute = static_cast<int>(shown % a_day / a_minute);
  const bool quote = options_.has(Ugly::quoteall);
  if (quote) row_ += '"';
  day_text(static_cast<int>(shown / a_day), half_days);
  if (half_days && !no_time) {
    row_ += ' ', two(row_, (minute / 60 + 11) % 12 + 1), row_ += ':', two(row_, minute % 60);
    plain(minute < 720 ? " AM" : " PM");
  } else if (!no_time) {
    row_ += wall ? ' ' : 'T', two(row_, minute / 60), row_ += ':', two(row_, minute % 60);
    if (!wall) plain(":00.000+0000");
  }
  if (quote) row_ += '"';
}

}  // namespace synth
