// Bounds that run over the range of doubles are rounded outward, so that an interval never loses a possible value and no
// NaN ever arises.
#include "expression/value_range.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace handoff {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double greatest_double = std::numeric_limits<double>::max();

Number outward(double low, double high) {
  if (std::isnan(low)) low = -infinite;
  if (std::isnan(high)) high = infinite;
  return {low == infinite ? greatest_double : low, high == -infinite ? -greatest_double : high};
}

/// The least and greatest of four products or quotients; 0 times infinity is 0 here, as bounds go.
Number span_of(const double (&corners)[4]) {
  double low = infinite, high = -infinite;
  for (const double corner : corners) {
    const double value = std::isnan(corner) ? 0 : corner;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  return outward(low, high);
}

bool may_be_zero(Number a) { return a.low <= 0 && a.high >= 0; }

double round_to(double value, int digits) {
  const double scale = std::pow(10.0, std::abs(digits));  // a whole number: exact both ways
  const double scaled = digits < 0 ? value / scale : value * scale;
  if (!std::isfinite(scaled)) return value;
  return digits < 0 ? std::round(scaled) * scale : std::round(scaled) / scale;
}

double seconds_between(Instant from, Instant to) { return static_cast<double>(to) - static_cast<double>(from); }

}  // namespace

Tri compare_stamps(Cmp cmp, const Stamp& a, const Stamp& b, WholeDay day) {
  if (a.date_only && b.date_only) return compare_intervals<Day>(cmp, a.day, a.day, b.day, b.day);
  if (day == WholeDay::none) return compare_intervals<Instant>(cmp, a.first, a.last, b.first, b.last);
  const Stamp& literal = day == WholeDay::left ? a : b;
  const Stamp& other = day == WholeDay::left ? b : a;
  const auto side = [&](Instant at) { return at < literal.first ? -1 : at > literal.last ? 1 : 0; };
  const int low = side(other.first), high = side(other.last);
  return day == WholeDay::left ? compare_intervals(cmp, 0, 0, low, high) : compare_intervals(cmp, low, high, 0, 0);
}

Number add(Number a, Number b) { return outward(a.low + b.low, a.high + b.high); }
Number subtract(Number a, Number b) { return outward(a.low - b.high, a.high - b.low); }
Number multiply(Number a, Number b) { return span_of({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high}); }

bool divide(Number a, Number b, Number& out) {
  if (may_be_zero(b)) return false;
  out = span_of({a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high});
  return true;
}

bool remainder(Number a, Number b, Number& out) {
  if (may_be_zero(b)) return false;
  if (a.low == a.high && b.low == b.high && std::isfinite(a.low)) {
    const double value = std::fmod(a.low, b.low);
    out = {value, value};
    return true;
  }
  const double most = std::max(std::abs(b.low), std::abs(b.high));
  out = {a.low < 0 ? std::max(a.low, -most) : 0, a.high > 0 ? std::min(a.high, most) : 0};
  return true;
}

Number absolute(Number a) {
  if (a.low >= 0) return a;
  if (a.high <= 0) return {-a.high, -a.low};
  return {0, std::max(-a.low, a.high)};
}

Number rounded(Number a, int digits) {
  return {round_to(a.low, digits), round_to(a.high, digits)};
}

Number seconds_between(const Stamp& from, const Stamp& to) {
  return {seconds_between(from.last, to.first), seconds_between(from.first, to.last)};
}

Number elapsed_days(const Stamp& from, const Stamp& to) {
  if (from.date_only && to.date_only) {
    const double days = static_cast<double>(to.day) - static_cast<double>(from.day);
    return {days, days};
  }
  const Number seconds = seconds_between(from, to);
  return {seconds.low / seconds_a_day, seconds.high / seconds_a_day};
}

Number business_seconds(const Stamp& from, const Stamp& to, const Calendar& calendar) {
  const auto between = [&](Instant a, Instant b) {
    return a <= b ? static_cast<double>(calendar.business_seconds(a, b)) : 0.0 - static_cast<double>(calendar.business_seconds(b, a));
  };
  return {between(from.last, to.first), between(from.first, to.last)};
}

}  // namespace handoff
