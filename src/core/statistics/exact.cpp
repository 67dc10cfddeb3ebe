// Schoolbook arithmetic: a plan has a dozen factors, and a division a bit at a time costs nothing at that size.
#include "handoff/statistics/exact.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace handoff {

Natural::Natural(std::uint64_t value) {
  for (; value > 0; value >>= 32) limbs_.push_back(static_cast<std::uint32_t>(value));
}

void Natural::trim() {
  while (!limbs_.empty() && limbs_.back() == 0) limbs_.pop_back();
}

std::size_t Natural::bits() const {
  if (limbs_.empty()) return 0;
  std::size_t count = (limbs_.size() - 1) * 32;
  for (std::uint32_t top = limbs_.back(); top > 0; top >>= 1) ++count;
  return count;
}

bool Natural::bit(std::size_t index) const { return (limbs_[index / 32] >> (index % 32) & 1U) != 0; }

void Natural::shift_in(bool bit) {
  std::uint32_t carry = bit ? 1 : 0;
  for (std::uint32_t& limb : limbs_) {
    const std::uint32_t next = limb >> 31;
    limb = limb << 1 | carry;
    carry = next;
  }
  if (carry > 0) limbs_.push_back(carry);
}

void Natural::subtract(const Natural& other) {
  std::int64_t borrow = 0;
  for (std::size_t i = 0; i < limbs_.size(); ++i) {
    std::int64_t digit = static_cast<std::int64_t>(limbs_[i]) - borrow - (i < other.limbs_.size() ? other.limbs_[i] : 0);
    borrow = digit < 0 ? 1 : 0;
    limbs_[i] = static_cast<std::uint32_t>(digit + (borrow << 32));
  }
  trim();
}

std::int64_t Natural::to_int() const {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  if (bits() > 63) return most;
  std::uint64_t value = 0;
  for (std::size_t i = limbs_.size(); i-- > 0;) value = value << 32 | limbs_[i];
  return static_cast<std::int64_t>(value);
}

double Natural::to_double() const {
  const std::size_t size = bits();
  const std::size_t drop = size > 64 ? size - 64 : 0;
  std::uint64_t lead = 0;
  for (std::size_t i = size; i-- > drop;) lead = lead << 1 | (bit(i) ? 1U : 0U);
  return std::ldexp(static_cast<double>(lead), static_cast<int>(drop));
}

Natural operator+(const Natural& a, const Natural& b) {
  Natural sum;
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < std::max(a.limbs_.size(), b.limbs_.size()) || carry > 0; ++i) {
    carry += (i < a.limbs_.size() ? a.limbs_[i] : 0ULL) + (i < b.limbs_.size() ? b.limbs_[i] : 0ULL);
    sum.limbs_.push_back(static_cast<std::uint32_t>(carry));
    carry >>= 32;
  }
  sum.trim();
  return sum;
}

Natural operator*(const Natural& a, const Natural& b) {
  Natural product;
  product.limbs_.assign(a.limbs_.size() + b.limbs_.size(), 0);
  for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < b.limbs_.size() || carry > 0; ++j) {
      carry += product.limbs_[i + j] + static_cast<std::uint64_t>(a.limbs_[i]) * (j < b.limbs_.size() ? b.limbs_[j] : 0);
      product.limbs_[i + j] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
  }
  product.trim();
  return product;
}

Natural operator-(Natural a, const Natural& b) {
  a.subtract(b);
  return a;
}

int compare(const Natural& a, const Natural& b) {
  if (a.limbs_.size() != b.limbs_.size()) return a.limbs_.size() < b.limbs_.size() ? -1 : 1;
  for (std::size_t i = a.limbs_.size(); i-- > 0;)
    if (a.limbs_[i] != b.limbs_[i]) return a.limbs_[i] < b.limbs_[i] ? -1 : 1;
  return 0;
}

std::pair<Natural, Natural> divide(const Natural& a, const Natural& b) {
  Natural quotient, rest;
  for (std::size_t i = a.bits(); i-- > 0;) {
    rest.shift_in(a.bit(i));
    const bool fits = compare(rest, b) >= 0;
    if (fits) rest.subtract(b);
    quotient.shift_in(fits);
  }
  return {quotient, rest};
}

Exact operator+(const Exact& a, const Exact& b) { return {a.over * b.under + b.over * a.under, a.under * b.under}; }
Exact operator*(const Exact& a, const Exact& b) { return {a.over * b.over, a.under * b.under}; }
Exact operator/(const Exact& a, const Exact& b) { return {a.over * b.under, a.under * b.over}; }
int compare(const Exact& a, const Exact& b) { return compare(a.over * b.under, b.over * a.under); }

Exact above(const Exact& a, const Exact& b) {
  const Natural most = a.over * b.under, less = b.over * a.under;
  if (compare(most, less) <= 0) return {};
  return {most - less, a.under * b.under};
}

std::int64_t floor_of(const Exact& number) { return divide(number.over, number.under).first.to_int(); }

std::int64_t ceil_of(const Exact& number) {
  const auto [whole, rest] = divide(number.over, number.under);
  return (rest.zero() ? whole : whole + 1).to_int();
}

std::int64_t round_of(const Exact& number) { return divide(number.over * 2 + number.under, number.under * 2).first.to_int(); }

double to_double(const Exact& number) {
  // scaled so that the quotient has more bits than a double keeps
  Natural scale = 1;
  int shift = 0;
  while (compare(number.over * scale, number.under * Natural(1ULL << 63)) < 0 && shift < 1024 && !number.over.zero()) {
    scale = scale * Natural(1ULL << 32);
    shift += 32;
  }
  return std::ldexp(divide(number.over * scale, number.under).first.to_double(), -shift);
}

std::string exact_text(const Exact& number, int decimals) {
  std::uint64_t scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const auto scaled = static_cast<std::uint64_t>(round_of(number * Exact{scale, 1}));
  std::string digits = std::to_string(scaled / scale);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  std::string part = std::to_string(scaled % scale);
  part.insert(0, static_cast<std::size_t>(decimals) - std::min<std::size_t>(part.size(), static_cast<std::size_t>(decimals)), '0');
  const bool is_whole = divide(number.over, number.under).second.zero();
  return is_whole || decimals == 0 ? digits : digits + "." + part;
}

namespace {

/// Digits with at most one point; separators only between digits of the whole part.
bool read_digits(std::string_view text, std::string& digits, int& decimals) {
  bool point = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool between = i > 0 && i + 1 < text.size() && text[i - 1] >= '0' && text[i - 1] <= '9' && text[i + 1] >= '0' && text[i + 1] <= '9';
    if (c >= '0' && c <= '9') {
      digits += c;
      decimals += point;
    } else if (c == '.' && !point) {
      point = true;
    } else if (c == ',' && !point && between) {
      for (std::size_t j = 1; j <= 3; ++j)  // a comma groups three digits, no fewer and no more
        if (i + j >= text.size() || text[i + j] < '0' || text[i + j] > '9') return false;
      if (i + 4 < text.size() && text[i + 4] >= '0' && text[i + 4] <= '9') return false;
    } else if (!(c == '_' && !point && between)) {
      return false;
    }
  }
  return !digits.empty() && digits.size() <= 30;
}

Natural ten_to(int power) {
  Natural number = 1;
  for (int i = 0; i < power; ++i) number = number * 10;
  return number;
}

}  // namespace

std::optional<Exact> read_exact(std::string_view text) {
  int shift = 0;
  if (!text.empty()) {
    const char last = text.back();
    shift = last == '%' ? -2 : last == 'k' || last == 'K' ? 3 : last == 'm' || last == 'M' ? 6 : 0;
    if (shift != 0) text.remove_suffix(1);
  }
  std::string digits;
  int decimals = 0;
  if (!read_digits(text, digits, decimals)) return std::nullopt;
  Exact number;
  for (const char c : digits) number.over = number.over * 10 + Natural(static_cast<std::uint64_t>(c - '0'));
  shift -= decimals;
  if (shift > 0) number.over = number.over * ten_to(shift);
  else number.under = ten_to(-shift);
  return number;
}

std::optional<Exact> exact_of(double number) {
  if (!(number >= 0) || !std::isfinite(number)) return std::nullopt;
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, number, std::chars_format::scientific).ptr;
  const char* const exponent = std::find(static_cast<const char*>(text), static_cast<const char*>(end), 'e');
  std::optional<Exact> exact = read_exact({text, static_cast<std::size_t>(exponent - text)});
  int power = 0;
  std::from_chars(exponent + 1 + (exponent[1] == '+'), end, power);
  if (!exact) return std::nullopt;
  if (power > 0) exact->over = exact->over * ten_to(power);
  else exact->under = exact->under * ten_to(-power);
  return exact;
}

}  // namespace handoff
