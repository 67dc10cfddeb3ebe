// Reports keep amounts apart by currency, so a column that holds something else (notes, ids) would make a row of each of its texts. It is refused
// here, before any tally has them all. What no sum can take is counted here too, so that every command that asks for amounts tells it.
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
    const Value &amount = lead[amount_], &currency = lead[currency_];
    if (!amount.present()) return;
    too_large_ += too_large(amount);
    if (!currency.present()) return;
    if (currency.text != last_) take(currency.text);
    two_currencies_ += minor_of(amount) && !currency_of(contract_->symbols, currency.text, amount.text);
  }
  /// On amounts that are in no sum, and on currencies from a column that the contract does not name. `headers`: by field.
  std::vector<std::string> notes(const std::vector<std::string>& headers) const;
  void merge(const CurrencyWatch& other);
  void reset();

 private:
  void take(std::string_view currency);
  void put(std::string_view currency);
  [[noreturn]] void refuse(const std::string& what) const;
  const Contract* contract_;
  std::string last_;
  std::set<std::string, std::less<>> seen_;
  std::uint64_t too_large_ = 0, two_currencies_ = 0;
  FieldId amount_, currency_;
};

}  // namespace handoff
