// Exact sums of money, and bounded counts of texts.
#include "handoff/contract/money.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "contract/group_limit.hpp"
#include "handoff/text/cut_text.hpp"
#include "text/text_fold.hpp"

namespace handoff {

std::optional<std::int64_t> minor_of(double amount) {
  constexpr double most = 9e15;  // of minor units that a double holds exactly; no deal is larger
  const double minor = amount * 100.0;
  return std::fabs(minor) <= most ? std::optional<std::int64_t>(std::llround(minor)) : std::nullopt;
}

std::optional<std::int64_t> minor_of(const Value& amount) {
  const bool one = amount.present() && amount.number.low == amount.number.high;
  return one ? minor_of(amount.number.low) : std::nullopt;
}

bool too_large(const Value& amount) { return amount.present() && amount.number.low == amount.number.high && !minor_of(amount.number.low); }

std::string upper_currency(std::string_view text) {
  text = trim_text(text);
  std::string upper(case_room(text.size()), ' ');
  upper.resize(change_case(text, true, upper.data()));
  return upper;
}

namespace {

/// Three letters: USD. A symbol may stand for several of them.
bool is_code(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

const std::vector<std::string>& currency_headers() {
  static const std::vector<std::string> names = {"Currency",      "CurrencyIsoCode", "Currency ISO Code",  "Currency Code",        "Amount Currency",
                                                 "Lead Currency", "Deal Currency",   "Deal Currency Code", "Opportunity Currency"};
  return names;
}

std::optional<std::string> currency_of(const CurrencyNames& names, std::string_view written, std::string_view amount_cell) {
  const auto named = [&](const std::string& text) {
    const auto found = names.find(text);
    return found == names.end() ? text : found->second;
  };
  std::string column = upper_currency(written);
  if (!column.empty()) column = named(column);
  const std::string_view mark = currency_mark(amount_cell);
  if (mark.empty()) return column.empty() ? named("") : column;
  std::string own = named(upper_currency(mark));
  if (column.empty()) return own;
  if (is_code(own) && is_code(column) && own != column) return std::nullopt;
  return column;
}

void Money::add_minor(std::string_view currency, Minor minor) {
  auto found = sums_.find(currency);
  if (found == sums_.end()) {
    limit_currencies(sums_.size() + 1);
    found = sums_.emplace(std::string(currency), 0).first;
  }
  found->second += minor;
}

bool Money::add(const Lead& lead, const CurrencyNames& names) {
  static const FieldId amount_field = known_field("amount"), currency_field = known_field("currency");
  const Value& amount = lead[amount_field];
  const std::optional<std::int64_t> minor = minor_of(amount);
  if (!minor) return false;
  const std::optional<std::string> currency = currency_of(names, lead[currency_field].present() ? lead[currency_field].text : std::string_view{}, amount.text);
  if (currency) add_minor(*currency, *minor);
  return currency.has_value();
}

void Money::add(std::string_view currency, double amount) {
  if (const std::optional<std::int64_t> minor = minor_of(amount)) add_minor(upper_currency(currency), *minor);
}

void Money::merge(const Money& other) {
  for (const auto& [currency, minor] : other.sums_) add_minor(currency, minor);
}

std::string money_text(Minor minor) {
  __extension__ using Wide = unsigned __int128;
  Wide whole = (minor < 0 ? 0 - static_cast<Wide>(minor) : static_cast<Wide>(minor)) / 100;
  const auto cents = static_cast<unsigned>((minor < 0 ? 0 - static_cast<Wide>(minor) : static_cast<Wide>(minor)) % 100);
  std::string text;
  for (int digits = 0; whole > 0 || digits == 0; ++digits, whole /= 10) {
    if (digits > 0 && digits % 3 == 0) text.insert(text.begin(), ',');
    text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(whole % 10)));
  }
  if (cents != 0) text += (cents < 10 ? ".0" : ".") + std::to_string(cents);
  return minor < 0 ? "-" + text : text;
}

std::string money_text(Minor minor, const std::string& currency) { return currency.empty() ? money_text(minor) : money_text(minor) + " " + currency; }

std::string rounded_money_text(double minor, const std::string& currency) {
  const bool large = std::fabs(minor) >= 100'000;
  return money_text(large ? static_cast<Minor>(std::round(minor / 100)) * 100 : static_cast<Minor>(std::round(minor)), currency);
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
