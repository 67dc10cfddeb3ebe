// New York's wall clock and the example company's business hours, worked out here by rule and by walking days, so that
// the truth owes nothing to the code it is held against.
#pragma once
#include <cstdint>
#include <limits>

namespace synth {

using Instant = std::int64_t;  // seconds since 1970-01-01T00:00:00Z
constexpr Instant never = std::numeric_limits<Instant>::min();
constexpr std::int64_t a_minute = 60, an_hour = 3600, a_day = 86'400;

constexpr Instant as_of = 1'782'878'400;          // 2026-07-01T00:00 in New York, 04:00 UTC
constexpr Instant last_moment = as_of - a_minute;  // nothing in an export is later
constexpr int first_day = 20'089, last_day = 20'634;  // 2025-01-01, 2026-06-30: when leads come in

/// Wall-clock seconds (as if the wall clock were UTC) of an instant.
std::int64_t local_of(Instant instant);
/// The instant of a wall-clock time; one that does not exist moves forward, of two it is the earlier.
Instant instant_of(std::int64_t local);
/// The civil day in New York.
int day_of(Instant instant);
/// True when the wall clock shows this time twice that day.
bool is_twice(Instant instant);
/// True in the hour after the clock was put forward: written an hour earlier, it is a time that does not exist.
bool follows_gap(Instant instant);

bool is_weekend(int day);
/// Seconds of [start, stop) between 09:00 and 17:00, Monday to Friday, holidays apart.
std::int64_t business_seconds(Instant start, Instant stop);
/// When so many (> 0) of them have passed.
Instant business_due(Instant start, std::int64_t amount);

}  // namespace synth
