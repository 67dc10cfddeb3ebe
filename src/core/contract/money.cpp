// Exact sums of money, and bounded counts of texts.
#include "handoff/contract/money.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "contract/group_limit.hpp"
#include "handoff/text/cut_text.hpp"

namespace handoff {

void Money::add_minor(std::string_view currency, std::int64_t minor) {
  auto found = sums_.find(currency);
  if (found == sums_.end()) {
    limit_currencies(sums_.size() + 1);
    found = sums_.emplace(std::string(currency), 0).first;
  }
  std::int64_t sum = 0;
  if (__builtin_add_overflow(found->second, minor, &sum))
    sum = minor > 0 ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min();
  found->second = sum;
}

bool Money::add(const Lead& lead) {
  static const FieldId amount_field = known_field("amount"), currency_field = known_field("currency");
  const Value &amount = lead[amount_field], &currency = lead[currency_field];
  const bool one = amount.present() && amount.number.low == amount.number.high;
  if (one) add(currency.present() ? currency.text : std::string_view{}, amount.number.low);
  return one;
}

void Money::add(std::string_view currency, double amount) {
  constexpr double most = 9e15;  // of minor units that a double holds exactly; no deal is larger
  const double minor = amount * 100.0;
  if (!(std::fabs(minor) <= most)) return;
  if (std::none_of(currency.begin(), currency.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return add_minor(currency, std::llround(minor));
  std::string upper(currency);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  add_minor(upper, std::llround(minor));
}

void Money::merge(const Money& other) {
  for (const auto& [currency, minor] : other.sums_) add_minor(currency, minor);
}

std::string money_text(std::int64_t minor) {
  const std::uint64_t all = minor < 0 ? 0 - static_cast<std::uint64_t>(minor) : static_cast<std::uint64_t>(minor);
  std::string whole = std::to_string(all / 100);
  for (std::size_t at = whole.size(); at > 3;) whole.insert(at -= 3, ",");
  if (all % 100 != 0) whole += (all % 100 < 10 ? ".0" : ".") + std::to_string(all % 100);
  return minor < 0 ? "-" + whole : whole;
}

std::string money_text(std::int64_t minor, const std::string& currency) { return currency.empty() ? money_text(minor) : money_text(minor) + " " + currency; }

std::string rounded_money_text(double minor, const std::string& currency) {
  const bool large = std::fabs(minor) >= 100'000;
  return money_text(large ? std::llround(minor / 100) * 100 : std::llround(minor), currency);
}

void ValueCounts::add(std::string_view text, std::uint64_t times) {
  total_ += times;
  text = counted_text(text);
  const auto found = counts_.find(text);
  if (found != counts_.end()) {
    found->second += times;
    return;
  }
  counts_.emplace(std::string(text), times);
  if (counts_.size() <= most) return;
  counts_.erase(std::prev(counts_.end()));  // what sorts last can never be among the first `most` again
  cut_ = true;
}

void ValueCounts::merge(const ValueCounts& other) {
  std::uint64_t kept = 0;
  for (const auto& [text, times] : other.counts_) {
    add(text, times);
    kept += times;
  }
  total_ += other.total_ - kept;
  cut_ = cut_ || other.cut_;
}

}  // namespace handoff
