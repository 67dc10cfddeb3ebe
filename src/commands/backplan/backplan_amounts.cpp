// Amounts of a plan as people type them, with a currency or without.
#include <fmt/format.h>

#include <algorithm>

#include "backplan/backplan_options.hpp"
#include "handoff/text/dot_readings.hpp"
#include "handoff/text/error.hpp"

namespace handoff {

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

namespace {

struct CurrencySign { std::string_view sign, currency; };

/// What an amount begins or ends with; null: a bare number.
const CurrencySign* sign_of(std::string_view text) {
  static constexpr CurrencySign signs[] = {{"US$", "USD"}, {"$", "USD"},        {"USD", "USD"}, {"\xE2\x82\xAC", "EUR"},
                                           {"EUR", "EUR"}, {"\xC2\xA3", "GBP"}, {"GBP", "GBP"}, {"\xC2\xA5", "JPY"}};
  const auto* found = std::find_if(std::begin(signs), std::end(signs), [&](const CurrencySign& one) {
    return text.starts_with(one.sign) || text.ends_with(one.sign);
  });
  return found == std::end(signs) ? nullptr : found;
}

/// `$5M`, `5,000,000 EUR` and `€ 5 000` as digits: without the currency, and without marks that part thousands. Other
/// texts are left as they are.
std::string without_currency(std::string_view text) {
  std::string out = trimmed(text);
  if (const CurrencySign* sign = sign_of(out)) {
    if (out.starts_with(sign->sign)) out.erase(0, sign->sign.size());
    else out.resize(out.size() - sign->sign.size());
    out = trimmed(out);
  }
  const std::size_t end = std::min(out.find_first_not_of("0123456789,"), out.size());
  const std::string_view digits = std::string_view(out).substr(0, end);
  std::size_t group = digits.find(',');
  if (group == 0 || group > 3) return out;
  for (std::size_t at = group; at < end; at += 4)
    if (digits[at] != ',' || at + 3 >= end || digits.substr(at + 1, 3).find(',') != std::string_view::npos) return out;
  std::string plain;
  for (std::size_t i = 0; i < out.size(); ++i)
    if (i >= end || out[i] != ',') plain += out[i];
  return plain;
}

}  // namespace

void require_one_currency(const BackplanOptions& typed) {
  if (!typed.revenue || !typed.deal_size) return;
  const CurrencySign* revenue = sign_of(trimmed(*typed.revenue));
  const CurrencySign* deal = sign_of(trimmed(*typed.deal_size));
  if (!revenue || !deal || revenue->currency == deal->currency) return;
  throw Error("--deal-size",
              fmt::format("'{}' is of another currency than --revenue '{}'", *typed.deal_size, *typed.revenue),
              "give both in one: a plan converts none");
}

Exact plan_number(const std::string& option, const std::string& text, bool zero_allowed) {
  const std::string plain = without_currency(text);
  if (const auto two = dot_readings(plain))
    throw Error(option, fmt::format("'{}' may be {} or {}: its dot parts thousands or begins the decimals", text, two->grouped, two->decimal),
                fmt::format("write {} or {}", two->grouped, two->decimal));
  const std::optional<Exact> number = text.empty() || text.back() == '%' ? std::nullopt : read_exact(plain);
  if (!number || (number->over.zero() && !zero_allowed))
    throw Error(option, "'" + text + "' is not a number above 0", "write 5000000, 5_000_000 or 5M, for instance");
  if (compare(*number, {1'000'000'000'000'000, 1}) > 0)
    throw Error(option, "'" + text + "' is more than a plan can hold", "give 10^15 at the most");
  return *number;
}

std::optional<Exact> plan_number(const std::string& option, const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return plan_number(option, *text);
}

}  // namespace handoff
