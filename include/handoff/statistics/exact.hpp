// Plans without rounding on the way: whole numbers of any size, and fractions of them. 5,000,000 / 50,000 / 0.25 / 0.30 is a third
// away from 1,333, and only the last step may round it. Rates come as decimal text, so 0.3 is 3/10 and not the double next to it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace handoff {

/// A whole number >= 0 of any size.
class Natural {
 public:
  Natural(std::uint64_t value = 0);
  bool zero() const { return limbs_.empty(); }
  /// The number, or the largest there is where it is larger.
  std::int64_t to_int() const;
  /// The nearest double, from its 64 leading bits.
  double to_double() const;
  friend Natural operator+(const Natural& a, const Natural& b);
  /// a is not less than b.
  friend Natural operator-(Natural a, const Natural& b);
  friend Natural operator*(const Natural& a, const Natural& b);
  /// -1, 0, 1.
  friend int compare(const Natural& a, const Natural& b);
  /// Whole part and rest of a / b; b is not 0.
  friend std::pair<Natural, Natural> divide(const Natural& a, const Natural& b);

 private:
  std::size_t bits() const;
  bool bit(std::size_t index) const;
  void shift_in(bool bit);
  void subtract(const Natural& other);
  void trim();
  std::vector<std::uint32_t> limbs_;  // the least first, no leading zeros
};

/// A number >= 0, exact: `over` / `under`.
struct Exact {
  Natural over, under = 1;
};
Exact operator+(const Exact& a, const Exact& b);
Exact operator*(const Exact& a, const Exact& b);
/// b is not 0.
Exact operator/(const Exact& a, const Exact& b);
int compare(const Exact& a, const Exact& b);
/// a - b where a is the larger, else 0.
Exact above(const Exact& a, const Exact& b);

std::int64_t floor_of(const Exact& number);
/// Least whole number that is not below it.
std::int64_t ceil_of(const Exact& number);
/// Nearest whole number, halves up.
std::int64_t round_of(const Exact& number);
double to_double(const Exact& number);
/// `1,333.33`: so many decimals at most, rounded half up; none where it is whole.
std::string exact_text(const Exact& number, int decimals = 2);

/// Reads `0.25`, `25%`, `5000000`, `5_000_000`, `5,000,000`, `5M`, `50K`. Nothing where it is none of these, is negative, or has more than 30 digits.
std::optional<Exact> read_exact(std::string_view text);
/// The shortest decimal that reads back as this double: 0.3 is 3/10. Nothing where it is negative or no number.
std::optional<Exact> exact_of(double number);

}  // namespace handoff
