// Days of the calendar met before. An export has the same few hundred days in millions of cells; what a day is in a zone is worked out once.
// The digits of a time are looked at eight bytes at once. A day takes sixteen bytes, so that the days of an export stay in the nearest cache.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "handoff/time/time.hpp"
#include "identity/hash.hpp"

namespace handoff {

/// Of one zone, which must outlive it.
class KnownDays {
 public:
  explicit KnownDays(const Zone& zone) : zone_(&zone), known_(places) { known_.front().key = ~std::uint64_t{0}; }
  /// Reads `2026-04-15`, alone or with a blank or `T` and `10:31` or `10:31:07` behind it, on a day around which the zone's clock stands still.
  /// False: it is another form, no date, or another day; then read_date and make_stamp decide. Where it reads, they say the same.
  bool read(std::string_view cell, Stamp& out) {
    if (cell.size() != 10 && cell.size() != 16 && cell.size() != 19) return false;
    const std::uint64_t head = word_of(cell.data(), 8);
    const std::uint64_t tail = word_of(cell.data() + cell.size() - 8, 8) >> (cell.size() == 10 ? 48 : 0);
    int second = 0;
    std::uint16_t last = static_cast<std::uint16_t>(tail);
    if (cell.size() != 10) {
      const std::uint64_t time = cell.size() == 16 ? tail : word_of(cell.data() + 8, 8);
      last = static_cast<std::uint16_t>(time);
      second = time_of_day(time);
      if (cell.size() == 19) second = with_seconds(second, tail);
      if (second < 0) return false;
    }
    if ((head & dash_bytes) != dashes) return false;
    // Any four years in a row, each day in a place of its own.
    Known& known = known_[(head >> 24 & 3) << 11 | (head >> 40 & 1) << 10 | (head >> 48 & 15) << 6 | (last & 3U) << 4 | (last >> 8 & 15U)];
    const std::uint64_t key = head ^ dashes ^ std::uint64_t{last & 0xFFU} << 32 ^ std::uint64_t{last >> 8 & 0xFFU} << 56;
    if (known.key != key && !learn(cell.data(), key, known)) return false;
    const Instant first = Instant{known.day} * seconds_a_day + known.midnight + second;
    out.first = first;
    out.day = known.day;
    out.date_only = cell.size() == 10;
    out.last = out.date_only ? first + seconds_a_day - 1 : first;
    return true;
  }

 private:
  struct Known {
    std::uint64_t key = 0;         // the text's first eight bytes, the last two in the place of the dashes; 0: none yet, which only the first place is asked for
    Day day = 0;
    std::int32_t midnight = 0;     // of the zone, in seconds after that of UTC
  };
  static constexpr std::uint64_t dash_bytes = 0xFF0000FF00000000, dashes = 0x2D00002D00000000;
  static constexpr std::size_t places = std::size_t{1} << 13;

  static unsigned digit(std::uint64_t word, int byte) { return static_cast<unsigned>(word >> (8 * byte) & 15); }
  /// Are these bytes all digits? `mask` holds F0 for each that is looked at.
  static bool are_digits(std::uint64_t word, std::uint64_t mask) {
    const std::uint64_t threes = mask & 0x3030303030303030, sixes = mask >> 5 & 0x0606060606060606;  // from ':' on, six more make a 4 of the 3
    return (((word | (word + sixes)) & mask) ^ threes) == 0 && (word & threes) == threes;
  }
  /// Seconds of ` HH:MM` in the upper six bytes, with a blank or a T before; -1 where it is none.
  static int time_of_day(std::uint64_t word) {
    const auto mark = static_cast<char>(word >> 16);
    if ((mark != ' ' && mark != 'T') || static_cast<char>(word >> 40) != ':' || !are_digits(word, 0xF0F000F0F0000000)) return -1;
    const unsigned hour = digit(word, 3) * 10 + digit(word, 4), minute = digit(word, 6) * 10 + digit(word, 7);
    return hour > 23 || minute > 59 ? -1 : static_cast<int>(hour * 3600 + minute * 60);
  }
  /// And those of `:SS` in the upper three bytes; -1 where one is none.
  static int with_seconds(int second, std::uint64_t word) {
    const unsigned more = digit(word, 6) * 10 + digit(word, 7);
    return second < 0 || static_cast<char>(word >> 40) != ':' || !are_digits(word, 0xF0F0000000000000) || more > 59 ? -1 : second + static_cast<int>(more);
  }
  bool learn(const char* date, std::uint64_t key, Known& known) const;
  const Zone* zone_;
  std::vector<Known> known_;
};

}  // namespace handoff
