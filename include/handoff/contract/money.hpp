// Sums of money in minor units, by currency: exact, and never added across currencies. With it, the count of texts that a contract does not name.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "handoff/cells/lead.hpp"

namespace handoff {

/// Sums by currency code ("" where the export has none), in minor units (cents). Saturates rather than overflow.
class Money {
 public:
  /// Adds an amount in major units, rounded to the nearest cent; `usd` is `USD`. No deal is of more than 90 trillion: what says so is no amount.
  void add(std::string_view currency, double amount);
  /// Adds the amount of a lead; false where it has none, or not one number.
  bool add(const Lead& lead);
  void merge(const Money& other);
  bool empty() const { return sums_.empty(); }
  /// Currency to minor units.
  const std::map<std::string, std::int64_t, std::less<>>& sums() const { return sums_; }
  bool operator==(const Money&) const = default;

 private:
  void add_minor(std::string_view currency, std::int64_t minor);
  std::map<std::string, std::int64_t, std::less<>> sums_;
};

/// `1,234,567.00`; without cents where there are none.
std::string money_text(std::int64_t minor);
/// `1,234,567.00 USD`; without a currency where it is empty.
std::string money_text(std::int64_t minor, const std::string& currency);
/// The same of a sum with fractions of a cent: from 1,000 on in whole units, since the cents of a thousand say nothing.
std::string rounded_money_text(double minor, const std::string& currency);

/// How often each text occurred, for at most `most` distinct texts (those that sort first): the same whatever the order and the split.
class ValueCounts {
 public:
  static constexpr std::size_t most = 1000;
  void add(std::string_view text, std::uint64_t times = 1);
  void merge(const ValueCounts& other);
  const std::map<std::string, std::uint64_t, std::less<>>& counts() const { return counts_; }
  std::uint64_t total() const { return total_; }
  bool cut() const { return cut_; }

 private:
  std::map<std::string, std::uint64_t, std::less<>> counts_;
  std::uint64_t total_ = 0;
  bool cut_ = false;
};

}  // namespace handoff
