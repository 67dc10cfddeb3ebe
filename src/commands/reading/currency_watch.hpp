// Reports keep amounts apart by currency, so a column that holds something else (notes, ids) would make a row of each of its texts. It is refused
// here, before any tally has them all.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "handoff/cells/lead.hpp"

namespace handoff {

/// What one worker has seen.
class CurrencyWatch {
 public:
  explicit CurrencyWatch(const Contract& contract);
  /// Throws Error at more different currencies of amounts than `most_currencies`.
  void add(const Lead& lead) {
    const Value& currency = lead[currency_];
    if (currency.present() && lead[amount_].present() && currency.text != last_) take(currency.text);
  }
  void merge(const CurrencyWatch& other);
  void reset();

 private:
  void take(std::string_view currency);
  void put(std::string_view currency);
  [[noreturn]] void refuse(const std::string& what) const;
  const Contract* contract_;
  std::string last_;
  std::set<std::string, std::less<>> seen_;
  FieldId amount_, currency_;
};

}  // namespace handoff
