// Sums of money in minor units, by currency: exact, and never added across currencies. With it, the count of texts that a contract does not name.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/cells/lead.hpp"

namespace handoff {

/// A sum in minor units (cents). 128 bits wide: 2^64 amounts of the largest size do not pass it.
__extension__ typedef __int128 Minor;

/// Currency to another name of it, both in upper case; "" is what an amount without a currency is of. See Contract::symbols.
using CurrencyNames = std::map<std::string, std::string, std::less<>>;

/// Cents of an amount in major units, rounded to the nearest. Nothing: the amount is larger than 90 trillion, whose cents a double does not hold.
std::optional<std::int64_t> minor_of(double amount);
/// The cents of a lead's amount. Nothing: it has no amount, a range, or one that is too large.
std::optional<std::int64_t> minor_of(const Value& amount);
/// Is it one amount, and too large for `minor_of`?
bool too_large(const Value& amount);

/// A currency's name as sums are kept by it: upper case, without blanks around.
std::string upper_currency(std::string_view text);

/// What a column of currencies is called, whatever the CRM: tried where the contract names none, so that amounts of two
/// currencies are not added.
const std::vector<std::string>& currency_headers();

/// What an amount is of, in upper case: what the export's column of currencies says (`written`), else the symbol or the code in the amount's own cell, by the
/// name that the contract has for it. "": neither says. Nothing: the two are codes, and not the same.
std::optional<std::string> currency_of(const CurrencyNames& names, std::string_view written, std::string_view amount_cell);

/// Sums by currency ("" where the export has none), in minor units (cents).
class Money {
 public:
  /// Adds an amount in major units; one that is too large is left out. `usd` is `USD`.
  void add(std::string_view currency, double amount);
  /// Adds the amount of a lead; false where it has none, not one number, one that is too large, or one of two currencies.
  bool add(const Lead& lead, const CurrencyNames& names);
  void merge(const Money& other);
  bool empty() const { return sums_.empty(); }
  /// Currency to minor units.
  const std::map<std::string, Minor, std::less<>>& sums() const { return sums_; }
  bool operator==(const Money&) const = default;

 private:
  void add_minor(std::string_view currency, Minor minor);
  std::map<std::string, Minor, std::less<>> sums_;
};

/// `1,234,567.00`; without cents where there are none.
std::string money_text(Minor minor);
/// `1,234,567.00 USD`; without a currency where it is empty.
std::string money_text(Minor minor, const std::string& currency);
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
