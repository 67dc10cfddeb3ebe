// Takes date cells apart by hand: one pass over the bytes, no allocation, because every date of every lead comes through here.
// A form is told by how it begins: a year, a number of one or two digits, a name, or ten or thirteen digits of epoch.
#include <array>

#include "handoff/time/time.hpp"
#include "time/time_parts.hpp"

namespace handoff {
namespace {

constexpr std::size_t shortest_date = 6, longest_date = 64;  // "1/1/24"; "Wednesday, September 30, 2026, 12:00:00.000000 PM GMT+00:00"
constexpr Instant epoch_from = 946'684'800, epoch_to = 4'102'444'800;  // 2000-01-01 and 2100-01-01

struct Cursor {
  const char* at;
  const char* end;
  std::size_t left() const { return static_cast<std::size_t>(end - at); }
  char peek() const { return at < end ? *at : '\0'; }
  bool done() const { return at == end; }
  bool take(char c) {
    if (peek() != c || done()) return false;
    ++at;
    return true;
  }
};

/// Bytes of the blank that begins here: space, tab, line ends, no-break space, narrow no-break space (browsers put it before AM); 0: none.
std::size_t blank_at(const char* at, std::size_t left) {
  if (left == 0) return 0;
  if (*at == ' ' || (*at >= '\t' && *at <= '\r')) return 1;
  if (left >= 2 && at[0] == '\xC2' && at[1] == '\xA0') return 2;
  if (left >= 3 && at[0] == '\xE2' && at[1] == '\x80' && at[2] == '\xAF') return 3;
  return 0;
}

bool skip_blanks(Cursor& cursor) {
  const char* before = cursor.at;
  while (const std::size_t bytes = blank_at(cursor.at, cursor.left())) cursor.at += bytes;
  return cursor.at != before;
}

void trim(Cursor& cursor) {
  skip_blanks(cursor);
  while (!cursor.done()) {
    const char last = cursor.end[-1];
    if (last == ' ' || (last >= '\t' && last <= '\r')) --cursor.end;
    else if (cursor.left() >= 2 && blank_at(cursor.end - 2, 2) == 2) cursor.end -= 2;
    else if (cursor.left() >= 3 && blank_at(cursor.end - 3, 3) == 3) cursor.end -= 3;
    else return;
  }
}

/// Reads a run of at most `most` digits; how many there were (0: none; `most` + 1: too many).
int digits(Cursor& cursor, int most, int& value) {
  int count = 0;
  value = 0;
  for (; is_digit(cursor.peek()); ++cursor.at) {
    if (++count > most) return count;
    value = value * 10 + (*cursor.at - '0');
  }
  return count;
}

bool two_digits(Cursor& cursor, int& value) { return digits(cursor, 2, value) == 2; }
bool one_or_two(Cursor& cursor, int& value) {
  const int count = digits(cursor, 2, value);
  return count == 1 || count == 2;
}

/// Two digits that stand at a known place; the caller has seen to it that there are two bytes.
bool pair_at(const char* at, int& value) {
  const unsigned tens = static_cast<unsigned char>(at[0]) - unsigned{'0'}, ones = static_cast<unsigned char>(at[1]) - unsigned{'0'};
  value = static_cast<int>(tens * 10 + ones);
  return tens <= 9 && ones <= 9;
}

/// A year of four digits, or of two: 2000-2069 and 1970-1999.
bool read_year(Cursor& cursor, int& year) {
  const int count = digits(cursor, 4, year);
  if (count == 2) year += year < 70 ? 2000 : 1900;
  return count == 2 || count == 4;
}

constexpr std::array<std::string_view, 12> month_names = {"january", "february", "march",     "april",   "may",      "june",
                                                     "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> weekdays = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

/// Which of the names a word of three letters or more begins; 0: none. "Sept" is as good as "Sep".
template <std::size_t n>
int name_index(const std::array<std::string_view, n>& names, std::string_view word) {
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (word.size() > names[i].size()) continue;
    std::size_t same = 0;
    while (same < word.size() && ascii_lower(word[same]) == names[i][same]) ++same;
    if (same == word.size()) return static_cast<int>(i) + 1;
  }
  return 0;
}

std::string_view read_word(Cursor& cursor) {
  const char* from = cursor.at;
  while (ascii_lower(cursor.peek()) >= 'a' && ascii_lower(cursor.peek()) <= 'z') ++cursor.at;
  return {from, static_cast<std::size_t>(cursor.at - from)};
}

/// Between the parts of a date with a month's name: blanks, a dot, a comma, a hyphen or a slash; false: nothing at all.
bool skip_joint(Cursor& cursor) {
  const bool blank = skip_blanks(cursor);
  const char c = cursor.peek();
  const bool mark = c == ',' || c == '.' || c == '-' || c == '/';
  if (mark) ++cursor.at;
  return skip_blanks(cursor) || mark || blank;
}

bool read_offset(Cursor& cursor, DateText& out) {
  skip_blanks(cursor);
  if (cursor.done()) return true;
  out.has_offset = true;
  out.offset = 0;
  if (ascii_lower(cursor.peek()) == 'z') return ++cursor.at == cursor.end;
  if (const std::string_view word = read_word(cursor); !word.empty()) {
    if (word != "UTC" && word != "GMT") return false;
    if (cursor.done()) return true;
  }
  const bool west = cursor.peek() == '-';
  if (!cursor.take('+') && !cursor.take('-')) return false;
  int hours = 0, minutes = 0;
  if (!is_digit(cursor.peek()) || cursor.left() < 2) return false;
  Cursor first{cursor.at, cursor.at + 2};
  if (!two_digits(first, hours)) return false;
  cursor.at += 2;
  cursor.take(':');
  if (!cursor.done() && !two_digits(cursor, minutes)) return false;
  if (!cursor.done() || cursor.end[-1] == ':' || hours > 15 || minutes > 59) return false;
  out.offset = (hours * 3600 + minutes * 60) * (west ? -1 : 1);
  return true;
}

/// `AM`, `PM`, `a.m.` after a clock time on the twelve-hour dial; changes the hour. False: neither, and not nothing either.
bool read_half_day(Cursor& cursor, int& hour) {
  skip_blanks(cursor);
  const char half = ascii_lower(cursor.peek());
  if (half != 'a' && half != 'p') return true;
  ++cursor.at;
  cursor.take('.');
  if (ascii_lower(cursor.peek()) != 'm') return false;
  ++cursor.at;
  cursor.take('.');
  if (hour > 12) return false;
  hour = hour % 12 + (half == 'p' ? 12 : 0);
  return true;
}

/// `17:19`, `6:35:38`, `00:00:00.565990`. The usual eight bytes are read in place.
bool read_clock(Cursor& cursor, int& hour, int& minute, int& second) {
  const char* at = cursor.at;
  if (cursor.left() >= 8 && at[2] == ':' && at[5] == ':' && pair_at(at, hour) && pair_at(at + 3, minute) && pair_at(at + 6, second)) {
    cursor.at += 8;
    if (is_digit(cursor.peek())) return false;
  } else {
    if (!one_or_two(cursor, hour) || !cursor.take(':') || !two_digits(cursor, minute)) return false;
    if (!cursor.take(':')) return true;
    if (!two_digits(cursor, second)) return false;
  }
  if (!cursor.take('.') && !cursor.take(',')) return true;
  if (!is_digit(cursor.peek())) return false;
  while (is_digit(cursor.peek())) ++cursor.at;
  return true;
}

/// What follows the day: nothing, or a clock time with all that may follow it.
bool read_time(Cursor& cursor, DateText& out) {
  if (cursor.done()) return true;
  if (!cursor.take('T') && !cursor.take('t')) {
    const bool comma = cursor.take(',');
    if (!skip_blanks(cursor) && !comma) return false;
  }
  int hour = 0, minute = 0, second = 0;
  if (!read_clock(cursor, hour, minute, second)) return false;
  if (!read_half_day(cursor, hour) || hour > 23 || minute > 59 || second > 59) return false;
  out.has_time = true;
  out.second_of_day = hour * 3600 + minute * 60 + second;
  return read_offset(cursor, out);
}

bool read_year_first(Cursor& cursor, int year, DateText& out) {
  const char separator = *cursor.at++;
  out.year = year;
  if (!one_or_two(cursor, out.a) || !cursor.take(separator) || !one_or_two(cursor, out.b)) return false;
  return is_civil(out.year, out.a, out.b) && read_time(cursor, out);
}

bool read_year_last(Cursor& cursor, int first, DateText& out) {
  const char separator = *cursor.at++;
  out.a = first;
  if (!one_or_two(cursor, out.b) || !cursor.take(separator) || !read_year(cursor, out.year)) return false;
  out.order_open = true;
  return (is_civil(out.year, out.a, out.b) || is_civil(out.year, out.b, out.a)) && read_time(cursor, out);
}

/// `15 Apr, 2021`, from behind the day.
bool read_day_name(Cursor& cursor, int day, DateText& out) {
  skip_joint(cursor);
  out.b = day;
  out.a = name_index(month_names, read_word(cursor));
  if (out.a == 0 || !skip_joint(cursor) || !read_year(cursor, out.year)) return false;
  return is_civil(out.year, out.a, out.b) && read_time(cursor, out);
}

/// `Apr 15, 2021`, or either form behind the name of a weekday.
bool read_name_first(Cursor& cursor, DateText& out) {
  std::string_view word = read_word(cursor);
  if (name_index(weekdays, word) != 0) {
    if (!skip_joint(cursor)) return false;
    if (int day = 0; is_digit(cursor.peek())) return one_or_two(cursor, day) && read_day_name(cursor, day, out);
    word = read_word(cursor);
  }
  out.a = name_index(month_names, word);
  if (out.a == 0 || !skip_joint(cursor) || !one_or_two(cursor, out.b)) return false;
  if (!skip_joint(cursor) || !read_year(cursor, out.year)) return false;
  return is_civil(out.year, out.a, out.b) && read_time(cursor, out);
}

/// Ten digits of seconds or thirteen of milliseconds, when they fall into this century; anything else that long is a phone number.
bool read_epoch(Cursor& cursor, DateText& out) {
  const std::size_t count = cursor.left();
  if (*cursor.at == '0') return false;
  std::int64_t value = 0;
  for (; !cursor.done(); ++cursor.at) {
    if (!is_digit(*cursor.at)) return false;
    value = value * 10 + (*cursor.at - '0');
  }
  if (count == 13) value /= 1000;
  if (value < epoch_from || value >= epoch_to) return false;
  const Civil civil = civil_from_day(static_cast<Day>(value / seconds_a_day));
  out.year = civil.year;
  out.a = static_cast<int>(civil.month);
  out.b = static_cast<int>(civil.day);
  out.has_time = out.has_offset = true;
  out.second_of_day = static_cast<int>(value % seconds_a_day);
  return true;
}

bool read_form(Cursor cursor, DateText& out) {
  const char* at = cursor.at;
  if (cursor.left() >= 10 && at[4] == '-' && at[7] == '-') {  // ISO, read in place; what is not quite that goes the long way
    int century = 0, year = 0;
    if (pair_at(at, century) && pair_at(at + 2, year) && pair_at(at + 5, out.a) && pair_at(at + 8, out.b)) {
      out.year = century * 100 + year;
      cursor.at += 10;
      return is_civil(out.year, out.a, out.b) && read_time(cursor, out);
    }
  }
  if (!is_digit(*cursor.at)) return read_name_first(cursor, out);
  Cursor start = cursor;
  int number = 0;
  const int count = digits(cursor, 4, number);
  if (count > 4) return (start.left() == 10 || start.left() == 13) && read_epoch(start, out);
  const char c = cursor.peek();
  const bool separator = c == '-' || c == '/' || c == '.';
  if (count == 4) return separator && read_year_first(cursor, number, out);
  if (count > 2) return false;
  if (separator && cursor.left() > 1 && is_digit(cursor.at[1])) return read_year_last(cursor, number, out);
  return read_day_name(cursor, number, out);
}

}  // namespace

bool read_date(std::string_view cell, DateText& out) {
  out = DateText{};
  Cursor cursor{cell.data(), cell.data() + cell.size()};
  trim(cursor);
  if (cursor.left() < shortest_date || cursor.left() > longest_date) return false;
  return read_form(cursor, out);
}

}  // namespace handoff
