// Sums of money as commitments: what the leads of a period bring for sure, and at the most.
#include <fmt/format.h>

#include <limits>

#include "handoff/text/count_text.hpp"
#include "measures/commitments/commitment_parts.hpp"

namespace handoff {

void SumOfMoney::merge(const SumOfMoney& other) {
  least += other.least, most += other.most;
  blank += other.blank, unreadable += other.unreadable, no_currency += other.no_currency, unsure += other.unsure;
  boundless += other.boundless, elsewhere += other.elsewhere;
}

/// A lead that it may be about brings nothing, or what it says; so does an amount of no known currency.
void SumOfMoney::add(const Value& amount, const std::optional<std::string>& currency, const std::string& wanted, Tri belongs, bool blank_is_zero) {
  if (amount.blank() && blank_is_zero) return;
  if (amount.blank()) {
    ++blank, ++boundless;
    return;
  }
  const std::optional<std::int64_t> low = amount.present() && currency ? minor_of(amount.number.low) : std::nullopt;
  if (!low) {
    ++unreadable, ++boundless;
    return;
  }
  if (!currency->empty() && *currency != wanted) {
    ++elsewhere;
    return;
  }
  const std::optional<std::int64_t> high = minor_of(amount.number.high);
  const bool sure = belongs == Tri::yes && !currency->empty();
  no_currency += currency->empty();
  unsure += !currency->empty() && (belongs != Tri::yes || amount.number.low < amount.number.high);
  least += sure ? *low : std::min<std::int64_t>(*low, 0);
  if (high) most += sure ? *high : std::max<std::int64_t>(*high, 0);
  else ++boundless;
}

void CommitmentTally::put_money(std::size_t index, const Judging& then, Tri belongs, PeriodCounts& here) const {
  const CommitmentRule& rule = rules_[index];
  const Value &amount = (*then.lead)[known_field("amount")], &written = (*then.lead)[known_field("currency")];
  const std::uint64_t before = here.money.unknown();
  here.money.add(amount, currency_of(contract_.symbols, written.present() ? written.text : std::string_view{}, amount.text), rule.currency, belongs, rule.blank_is_zero);
  here.count += belongs == Tri::yes;
  if (here.money.unknown() > before) add_causes(index, then, nullptr, here.causes);
}

namespace {

std::string leads_that(std::uint64_t count, std::string_view lack) { return count == 0 ? std::string() : fmt::format("{} {}", count_text(count), lack); }

/// Why a sum is at least what it is: the leads whose part of it is not known.
std::string why_at_least(const SumOfMoney& money) {
  std::string why;
  for (const std::string& part : {leads_that(money.blank, "without an amount"), leads_that(money.unreadable, "with an amount that cannot be read, is too large or names two currencies"),
                                  leads_that(money.no_currency, "without a currency"), leads_that(money.unsure, "of which it is not known whether, or how much, they count")})
    if (!part.empty()) why += (why.empty() ? "" : ", ") + part;
  return "the sum is at least that: " + why;
}

}  // namespace

/// A sum is judged where it comes to the same at both ends; leads of which nobody knows what they bring leave the upper one open.
void judge_money(const CommitmentRule& rule, Grain grain, const PeriodCounts& counts, PeriodResult& period) {
  const SumOfMoney& money = counts.money;
  period.count = counts.count;
  period.unknown = money.unknown();
  period.value = static_cast<double>(money.least) / 100;
  if (period.unknown > 0 && money.boundless == 0) period.most = static_cast<double>(money.most) / 100;
  if (rule.target) period.target = target_in(*rule.target, rule.per, grain);
  if (rule.floor) period.floor = target_in(*rule.floor, rule.per, grain);
  if (!period.target && !period.floor) {
    period.why = "no target is set";
    return;
  }
  const double most = money.boundless > 0 ? std::numeric_limits<double>::infinity() : static_cast<double>(money.most) / 100;
  period.outcome = against(*period.value, true, period.target, period.floor);
  const bool open = period.outcome != against(most, true, period.target, period.floor);
  period.by_unknown = open && rule.unknown_missed;
  if (open && !rule.unknown_missed) period.outcome = Outcome::unproven;
  if (open) period.why = why_at_least(money);
}

}  // namespace handoff
