// The digits are looked at eight bytes at a time; a word's lowest byte is the text's first.
#include "known_days.hpp"

#include <bit>
#include <cstring>

namespace handoff {
namespace {

/// Eight bytes of the text, the first the lowest.
std::uint64_t word_at(const char* at) {
  std::uint64_t word = 0;
  if constexpr (std::endian::native == std::endian::little) std::memcpy(&word, at, 8);
  else
    for (int i = 7; i >= 0; --i) word = word << 8 | static_cast<unsigned char>(at[i]);
  return word;
}

unsigned digit(std::uint64_t word, int byte) { return static_cast<unsigned>(word >> (8 * byte) & 15); }

/// Are all bytes of the mask digits? `mask` holds F0 for a byte that is looked at.
bool are_digits(std::uint64_t word, std::uint64_t mask) {
  const std::uint64_t threes = mask & 0x3030303030303030;
  const std::uint64_t carries = word + (mask >> 5 & 0x0606060606060606);  // 6 for each: from ':' on, 3 becomes 4
  return (word & mask) == threes && (carries & mask) == threes;
}

/// Seconds of `HH:MM` in the upper six bytes, after a blank or a T; -1 where it is none.
int time_of_day(std::uint64_t word) {
  constexpr std::uint64_t digits = 0xF0F000F0F0000000;
  const auto mark = static_cast<char>(word >> 16);
  if ((mark != ' ' && mark != 'T') || static_cast<char>(word >> 40) != ':' || !are_digits(word, digits)) return -1;
  const unsigned hour = digit(word, 3) * 10 + digit(word, 4), minute = digit(word, 6) * 10 + digit(word, 7);
  return hour > 23 || minute > 59 ? -1 : static_cast<int>(hour * 3600 + minute * 60);
}

/// `:SS`; -1 where it is none.
int seconds_of(const char* at) {
  const unsigned tens = static_cast<unsigned char>(at[1]) - '0', ones = static_cast<unsigned char>(at[2]) - '0';
  return at[0] != ':' || tens > 5 || ones > 9 ? -1 : static_cast<int>(tens * 10 + ones);
}

}  // namespace

/// The day of ten bytes; false where they are no date, or one that needs more care.
bool KnownDays::learn(const char* date, const Zone& zone, Known& known) const {
  DateText text;
  Instant midnight = 0;
  if (date[4] != '-' || date[7] != '-' || !read_date({date, 10}, text) || text.order_open || text.has_time) return false;
  const Day day = day_from_civil(text.year, static_cast<unsigned>(text.a), static_cast<unsigned>(text.b));
  if (!zone.stands_still(day, midnight)) return false;
  known = {word_at(date), &zone, midnight, day, 0};
  std::memcpy(&known.tail, date + 8, 2);
  return true;
}

bool KnownDays::read(std::string_view cell, const Zone& zone, Stamp& out) {
  if (cell.size() != 10 && cell.size() != 16 && cell.size() != 19) return false;
  const std::uint64_t head = word_at(cell.data());
  int second = 0;
  if (cell.size() > 10) second = time_of_day(word_at(cell.data() + 8));
  if (cell.size() == 19 && second >= 0) {
    const int more = seconds_of(cell.data() + 16);
    second = more < 0 ? more : second + more;
  }
  if (second < 0) return false;
  std::uint16_t tail = 0;
  std::memcpy(&tail, cell.data() + 8, 2);
  const unsigned tens = static_cast<unsigned char>(cell[8]), ones = static_cast<unsigned char>(cell[9]);
  // Any four years in a row, each day in a place of its own.
  Known& known = known_[(head >> 24 & 3) << 11 | (head >> 40 & 1) << 10 | (head >> 48 & 15) << 6 | (tens & 3) << 4 | (ones & 15)];
  if ((known.head != head || known.tail != tail || known.zone != &zone) && !learn(cell.data(), zone, known)) return false;
  if (cell.size() == 10) {
    out = {known.midnight, known.midnight + seconds_a_day - 1, known.day, true};
  } else {
    out = {known.midnight + second, known.midnight + second, known.day, false};
  }
  return true;
}

}  // namespace handoff
