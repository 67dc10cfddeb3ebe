// Days of the calendar met before. An export tells the same few hundred days in millions of cells; what a day is in a zone is worked out once.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "handoff/time.hpp"

namespace handoff {

class KnownDays {
 public:
  /// Reads `2026-04-15`, alone or with a blank or `T` and `10:31` or `10:31:07` behind it, on a day around which the zone's clock stands still.
  /// False: it is another form, no date, or another day; then read_date and make_stamp decide. Where it reads, they say the same.
  bool read(std::string_view cell, const Zone& zone, Stamp& out);

 private:
  struct Known {
    std::uint64_t head = 0;        // the text's first eight bytes; 0: none yet
    const Zone* zone = nullptr;
    Instant midnight = 0;
    Day day = 0;
    std::uint16_t tail = 0;        // the text's next two
  };
  static constexpr std::size_t places = std::size_t{1} << 13;
  bool learn(const char* date, const Zone& zone, Known& known) const;
  std::vector<Known> known_ = std::vector<Known>(places);
};

}  // namespace handoff
