// Times as texts, written behind what is there: for rows by the million. `iso_instant` and its like in time.hpp give the same as texts of their own.
#pragma once
#include <string>

#include "handoff/time/time.hpp"

namespace handoff {

/// As iso_day.
void append_iso_day(std::string& out, Day day);
/// As iso_instant.
void append_iso_instant(std::string& out, Instant instant);
/// As iso_instant; the day alone where the time of day is not known.
void append_stamp(std::string& out, const Stamp& stamp);
/// As local_text.
void append_local_text(std::string& out, const Stamp& stamp, const Zone& zone);
/// As span_text.
void append_span_text(std::string& out, Seconds seconds);
/// As business_span_text.
void append_business_span_text(std::string& out, Seconds seconds);
/// A whole number in decimal digits.
void append_whole(std::string& out, std::int64_t number);

}  // namespace handoff
