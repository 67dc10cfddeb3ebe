// Numbers and stamps as intervals: arithmetic that encloses every possible result, comparisons that say unknown when the
// interval does not decide.
#pragma once
#include "expression/expression.hpp"

namespace handoff {

inline Tri tri(bool value) { return value ? Tri::yes : Tri::no; }

/// How [a_low, a_high] compares with [b_low, b_high].
template <class T>
Tri compare_intervals(Cmp cmp, T a_low, T a_high, T b_low, T b_high) {
  switch (cmp) {
    case Cmp::eq:
    case Cmp::ne:
      if (a_high < b_low || a_low > b_high) return tri(cmp == Cmp::ne);
      return a_low == a_high && b_low == b_high ? tri(cmp == Cmp::eq) : Tri::unknown;
    case Cmp::lt: return a_high < b_low ? Tri::yes : a_low >= b_high ? Tri::no : Tri::unknown;
    case Cmp::le: return a_high <= b_low ? Tri::yes : a_low > b_high ? Tri::no : Tri::unknown;
    case Cmp::gt: return a_low > b_high ? Tri::yes : a_high <= b_low ? Tri::no : Tri::unknown;
    case Cmp::ge: return a_low >= b_high ? Tri::yes : a_high < b_low ? Tri::no : Tri::unknown;
  }
  return Tri::unknown;
}

/// Which side, if any, is a date literal that names a whole day.
enum class WholeDay : std::uint8_t { none, left, right };
/// Two date-only stamps by their day. Beside a literal day, by the day: a time on that day equals it. Else as intervals.
Tri compare_stamps(Cmp cmp, const Stamp& a, const Stamp& b, WholeDay day);

Number add(Number a, Number b);
Number subtract(Number a, Number b);
Number multiply(Number a, Number b);
/// False where the divisor is, or may be, zero.
bool divide(Number a, Number b, Number& out);
/// The remainder with the dividend's sign, as SQL has it. False where the divisor is, or may be, zero.
bool remainder(Number a, Number b, Number& out);
Number absolute(Number a);
/// Half away from zero.
Number rounded(Number a, int digits);

/// Seconds from one stamp to another. Where a date-only stamp leaves open which came first, the second is not before the first.
Number seconds_between(const Stamp& from, const Stamp& to);
/// Days from one stamp to another: whole civil days between two date-only stamps.
Number elapsed_days(const Stamp& from, const Stamp& to);
Number business_seconds(const Stamp& from, const Stamp& to, const Calendar& calendar);

}  // namespace handoff
