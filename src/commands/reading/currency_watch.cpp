#include "reading/currency_watch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "leads/columns.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/count_text.hpp"
#include "handoff/text/cut_text.hpp"
#include "handoff/text/error.hpp"
#include "handoff/report/report.hpp"
#include "presets.hpp"

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
  too_large_ += other.too_large_;
  two_currencies_ += other.two_currencies_;
}

void CurrencyWatch::reset() {
  seen_.clear();
  last_.clear();
  too_large_ = two_currencies_ = 0;
}

std::vector<std::string> CurrencyWatch::notes(const std::vector<std::string>& headers) const {
  std::vector<std::string> notes;
  const std::string& header = headers[currency_];
  if (const Field& field = contract_->fields[currency_]; !field.named_by_contract && !header.empty() && !headers[amount_].empty()) {
    std::vector<std::string> known = preset_headers(contract_->preset, field.name);
    known.push_back(field.name);
    const bool usual = std::any_of(known.begin(), known.end(), [&](const std::string& one) { return folded_header(one) == folded_header(header); });
    if (!usual) notes.push_back(unnamed_currency_note(header, "[columns]"));
  }
  const auto leads = [](std::uint64_t count) { return count_text(count) + (count == 1 ? " lead" : " leads"); };
  if (too_large_ > 0) notes.push_back(fmt::format("{} with an amount of more than 90 trillion, in no sum", leads(too_large_)));
  if (two_currencies_ > 0) notes.push_back(fmt::format("{} with an amount whose cell names another currency than its row, in no sum", leads(two_currencies_)));
  return notes;
}

}  // namespace handoff
