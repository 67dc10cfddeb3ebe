// Date text, and the other texts that cells and options hold: numbers, truth values, durations, windows. What is read must lie where it can lie, print as a
// text that is read as the same again, and not hang on blanks around it.
#include <cmath>

#include "handoff/cells/lead.hpp"
#include "handoff/time/time.hpp"
#include "target.hpp"

namespace handoff::fuzz {
namespace {

bool same(const DateText& a, const DateText& b) {
  return a.year == b.year && a.a == b.a && a.b == b.b && a.order_open == b.order_open && a.has_time == b.has_time && a.second_of_day == b.second_of_day &&
         a.has_offset == b.has_offset && a.offset == b.offset;
}

void check_stamp(const DateText& text, DateOrder order, const Zone& zone, std::string_view bytes) {
  Stamp stamp;
  LocalFix fix{};
  if (!make_stamp(text, order, zone, stamp, &fix)) {
    demand(text.order_open, "only an open order makes a date none", bytes);
    return;
  }
  demand(stamp.date_only == !text.has_time, "a date without a time is the whole day", bytes);
  demand(stamp.date_only ? stamp.last > stamp.first && stamp.last - stamp.first < 2 * seconds_a_day : stamp.first == stamp.last, "an interval of a day, or a moment", bytes);
  const Instant first = stamp.first;
  if (text.year < 2 || text.year > 9998) return;  // an offset carries these out of the years that are read
  DateText again;
  Stamp back;
  demand(read_date(iso_instant(first), again) && make_stamp(again, order, zone, back) && back.first == first && back.last == first, "an instant prints as it is read", bytes);
  demand(read_date(iso_day(stamp.day), again) && make_stamp(again, order, zone, back) && back.day == stamp.day && back.date_only, "a day prints as it is read", bytes);
  if (stamp.date_only) demand(back.first == first && back.last == stamp.last, "a day begins and ends where it did", bytes);
  demand(!local_text(stamp, zone).empty(), "a stamp has words", bytes);
  demand(zone.day_of(first) == stamp.day || text.has_offset, "the day is the zone's", bytes);
}

void check_date(std::string_view bytes, const Zone& zone) {
  DateText text, padded;
  const bool read = read_date(bytes, text);
  demand(read_date(" \t" + std::string(bytes) + " ", padded) == read, "blanks around a date mean nothing", bytes);
  if (!read) return;
  demand(same(text, padded), "blanks around a date change nothing", bytes);
  demand(text.second_of_day >= 0 && text.second_of_day < seconds_a_day && text.offset > -seconds_a_day && text.offset < seconds_a_day, "a time lies in its day", bytes);
  demand(text.has_time || (text.second_of_day == 0 && !text.has_offset), "no time, no second and no offset", bytes);
  demand(text.a >= 1 && text.a <= 31 && text.b >= 1 && text.b <= 31, "month and day can be", bytes);
  check_stamp(text, DateOrder::mdy, zone, bytes);
  check_stamp(text, DateOrder::dmy, zone, bytes);
  OrderEvidence evidence;
  evidence.add(text);
  demand(evidence.open + evidence.first_over_12 + evidence.second_over_12 <= 1, "one cell is evidence once", bytes);
}

void check_others(std::string_view bytes) {
  Number number{-1, -1};
  if (read_number(bytes, number)) demand(number.low <= number.high && number.low < HUGE_VAL && number.high > -HUGE_VAL, "a number is an interval", bytes);
  else demand(number.low == -1 && number.high == -1, "what is no number leaves the number alone", bytes);
  bool flag = false;
  read_boolean(bytes, flag);
  if (const auto duration = read_duration(bytes)) {
    const auto again = read_duration(duration_text(*duration));
    demand(again && again->unit == duration->unit && again->amount == duration->amount, "a duration prints as it is read", bytes);
  }
  if (const auto window = read_window(bytes, 20'600)) demand(window->from <= window->to, "a window has a beginning before its end", bytes);
}

}  // namespace

void date(std::string_view bytes) {
  static const std::shared_ptr<const Zone> zones[] = {Zone::find("America/New_York"), Zone::find("UTC"), Zone::find("Australia/Lord_Howe")};
  if (bytes.size() > 4096) return;
  for (const auto& zone : zones) check_date(bytes, *zone);
  check_others(bytes);
}

}  // namespace handoff::fuzz
