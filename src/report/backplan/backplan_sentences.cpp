// What the plan comes to, in a sentence or two.
#include <fmt/format.h>

#include "backplan/backplan_report.hpp"

namespace handoff {

namespace {

/// A volume with three decimals, of which those that say nothing are left out where it has no more: `399.9`, and
/// `20.000` for 19.9997.
std::string volume_text(const Exact& volume) {
  std::string text = exact_text(volume, 3);
  const Exact thousandths = volume * Exact{1000, 1};
  if (text.find('.') == std::string::npos || floor_of(thousandths) != ceil_of(thousandths)) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

/// `1,333 at MQL come to 399.9 at SQL, 99.975 at won, 4,998,750 in revenue: 1,250 short of the target.`
std::string forward_sentence(const PlanAnswer& answer, const PlanForward& forward) {
  const bool one = compare(forward.volume, {1, 1}) == 0, end = forward.steps.size() == 1;
  std::string text = volume_text(forward.volume) + " at " + forward.stage +
                     (forward.asked ? "" : ", the rounded number,") +
                     (end   ? one ? " is" : " are"
                      : one ? " comes to"
                            : " come to");
  if (end && !answer.revenue(forward.volume)) text += " the end of the plan";
  for (std::size_t i = 1; i < forward.steps.size(); ++i)
    text += (i > 1 ? ", " : " ") + volume_text(forward.steps[i].second) + " at " + forward.steps[i].first;
  const Exact& deals = forward.steps.back().second;
  const std::optional<Exact> revenue = answer.revenue(deals);
  if (revenue) text += (end ? " " : ", ") + exact_text(*revenue) + " in revenue";
  if (!answer.target) return text + ".";
  if (compare(deals, answer.target->deals) >= 0) return text + ": the target is met.";
  if (ceil_of(above(answer.target->deals, deals) * Exact{1000, 1}) <= 1) return text + ": just short of the target.";
  if (revenue && answer.target->revenue)
    return text + ": " + exact_text(above(*answer.target->revenue, *revenue)) + " short of the target.";
  return text + ": " + volume_text(above(answer.target->deals, deals)) + " deals short of the target.";
}

}  // namespace

void add_plan_sentences(const PlanAnswer& answer, std::vector<std::string>& headline) {
  if (answer.target) {
    const PlanTarget& target = *answer.target;
    const PlanStep& first = answer.steps.back();
    std::string text = target.revenue && target.deal_size
                           ? exact_text(*target.revenue) + " at " + exact_text(*target.deal_size) + " a deal is "
                           : "";
    text += exact_text(target.deals) + " deals. They take " + exact_text(first.total.exact) + " at " + first.stage +
            ", " + count_text(first.total.minimum) + " at the least";
    if (first.per_month)
      text += ": " + exact_text(first.per_month->exact) + " a month for " + count_text(*target.months) +
              (*target.months == 1 ? " month" : " months");
    headline.push_back(text + ".");
  }
  if (answer.forward) headline.push_back(forward_sentence(answer, *answer.forward));
}

std::string basis_text(const PlanRate& rate) {
  std::string text(rate.basis == RateBasis::option ? "command line" : rate_basis_name(rate.basis));
  if (const auto& found = rate.measured)
    text += fmt::format(", {} of {}{}", count_text(found->count), count_text(found->of), found->unknown ? fmt::format(", {} unknown", count_text(found->unknown)) : "");
  if (rate.replaced) text += fmt::format(" (contract: {})", percent_text(to_double(*rate.replaced)));
  return text;
}

}  // namespace handoff
