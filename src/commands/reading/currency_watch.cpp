#include "reading/currency_watch.hpp"

#include <fmt/format.h>

#include "leads/columns.hpp"
#include "handoff/text/cut_text.hpp"
#include "handoff/text/error.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

CurrencyWatch::CurrencyWatch(const Contract& contract) : contract_(&contract), amount_(known_field("amount")), currency_(known_field("currency")) {}

/// Another than the last.
void CurrencyWatch::take(std::string_view currency) {
  if (currency.size() > longest_counted_text) refuse(fmt::format("a text of more than {} bytes where a currency is expected", longest_counted_text));
  last_ = currency;
  put(last_);
}

void CurrencyWatch::put(std::string_view currency) {
  if (seen_.contains(currency)) return;
  seen_.emplace(currency);
  if (seen_.size() > most_currencies) refuse(fmt::format("more than {} different texts, too many for currencies", count_text(most_currencies)));
}

/// The contract names one header; a preset may have several, of which the export has one.
void CurrencyWatch::refuse(const std::string& what) const {
  throw Error(fmt::format("the column of currency ({})", listed(contract_->fields[currency_].headers, 3)), "holds " + what,
              "name the column that holds codes such as USD under [columns]: currency = \"...\"");
}

void CurrencyWatch::merge(const CurrencyWatch& other) {
  for (const std::string& currency : other.seen_) put(currency);
}

void CurrencyWatch::reset() {
  seen_.clear();
  last_.clear();
}

}  // namespace handoff
