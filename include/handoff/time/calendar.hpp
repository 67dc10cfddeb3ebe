// Business hours: what of a span of time falls into the opening hours of a calendar, and when so much of it is used up.
// Each day's wall-clock hours are turned into instants in the calendar's zone, so daylight saving is right by construction.
#pragma once
#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "handoff/time/time.hpp"

namespace handoff {

/// Opening hours on one day, in minutes after its midnight; `to` may pass 1440 (a night shift belongs to the day it began).
struct OpenHours { int from; int to; };

/// A calendar as the contract writes it.
struct CalendarRules {
  std::string name;
  std::shared_ptr<const Zone> zone;
  std::array<std::vector<OpenHours>, 7> week;       ///< 0 = Monday; empty = closed
  std::vector<Day> holidays;                        ///< closed, unless `on` says otherwise
  std::map<Day, std::vector<OpenHours>> on;         ///< days of their own hours
};

/// A calendar ready to measure: cumulative opening seconds, so that a question costs two binary searches however long the span.
class Calendar {
 public:
  /// Compiles the rules for civil years 1900 to 2099; spans outside are measured with what falls inside.
  explicit Calendar(CalendarRules rules);
  const CalendarRules& rules() const { return rules_; }
  /// Business seconds in [start, stop); 0 when stop <= start.
  Seconds business_seconds(Instant start, Instant stop) const;
  /// The instant at which `amount` business seconds have passed since start (a start outside hours counts from the next
  /// opening). An amount of 0 gives start itself. The last second of the compiled years when the hours never suffice.
  Instant add_business_seconds(Instant start, Seconds amount) const;
  /// The same wall-clock time `days` open days later; a start outside hours counts from the next opening; clamped into that day's opening hours:
  /// the last closing before it on that day, or where there is none that day's first opening. The hours after midnight of a night shift
  /// belong to the day the shift began. 0 days give start itself; the last second of the compiled years when the days never suffice.
  Instant add_business_days(Instant start, std::int64_t days) const;
  bool open_at(Instant instant) const;

 private:
  struct Interval { Instant from; Instant to; Seconds before; };  // `before`: open seconds in all earlier intervals
  /// A day's own hours: sorted, disjoint, and what is no span of time left out. A day without any is closed.
  const std::vector<OpenHours>& hours_of(Day day) const;
  std::vector<Day> own_days() const;
  void open_days();
  void compile();
  void index_intervals();
  std::size_t interval_at(Instant instant) const;
  Seconds open_before(Instant instant) const;
  Instant last_second() const;
  bool begun_on(Day day, Instant instant) const;
  Instant wall_clock_on(Day day, std::int64_t second) const;
  CalendarRules rules_;
  CalendarRules tidy_;                  // the hours alone: sorted and merged
  std::vector<OpenHours> closed_;       // stays empty: the hours of a day without
  std::vector<Interval> intervals_;     // sorted, disjoint, of instants
  std::vector<std::uint32_t> index_;    // for each stretch of 2^17 seconds since the first interval, the interval its beginning falls into
  std::vector<Day> open_days_;          // sorted: the days on which an opening begins
};

}  // namespace handoff
