// From the target back to the first stage, and the plan's other sides: forward, in parts, in hours, and at the audited rates.
#include "handoff/measures/backplan.hpp"

#include <algorithm>

#include "handoff/statistics/binomial.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "handoff/text/suggest.hpp"

namespace handoff {

namespace {

/// `won` is the end of every plan, whatever the contract calls its last stage.
bool is_end(const Contract& contract, std::string_view name) {
  if (find_stage(contract, "won") >= 0) return same_name(name, "won");
  return same_name(name, "won") || (!contract.stages.empty() && same_name(name, contract.stages.back().name));
}

std::string pair_text(const PlanRate& rate) { return rate.from + ":" + rate.to; }

/// Of the rates that lead to a stage, the one to take; the others stay behind.
std::optional<PlanRate> take_rate(const Contract& contract, std::vector<PlanRate>& rates, const std::string& to) {
  const auto leads_here = [&](const PlanRate& rate) { return to.empty() ? is_end(contract, rate.to) : same_name(rate.to, to); };
  auto best = rates.end();
  for (auto rate = rates.begin(); rate != rates.end(); ++rate) {
    if (!leads_here(*rate)) continue;
    const auto typed = [](const PlanRate& one) { return one.basis == RateBasis::option; };
    if (best == rates.end() || (typed(*rate) && !typed(*best))) best = rate;
    else if (typed(*rate) == typed(*best))
      throw Error("--rate", "two rates lead to " + rate->to + ": from " + best->from + " and from " + rate->from, "leave one of them out");
  }
  if (best == rates.end()) return std::nullopt;
  PlanRate taken = std::move(*best);
  rates.erase(best);
  return taken;
}

}  // namespace

std::string_view rate_basis_name(RateBasis basis) {
  constexpr std::string_view names[] = {"contract", "option", "measured"};
  return names[static_cast<std::size_t>(basis)];
}

PlanCount plan_count(const Exact& exact) { return {exact, round_of(exact), ceil_of(exact)}; }

std::vector<PlanRate> plan_chain(const Contract& contract, std::vector<PlanRate> rates, std::vector<PlanRate>& unused) {
  std::vector<PlanRate> chain;
  std::string to;
  while (std::optional<PlanRate> rate = take_rate(contract, rates, to)) {
    if (same_name(rate->from, rate->to)) throw Error("--rate", pair_text(*rate) + " leads from a stage to itself", "leave it out");
    for (const PlanRate& passed : chain)
      if (same_name(passed.to, rate->from)) throw Error("--rate", "the rates go round in a circle at " + rate->from, "leave out " + pair_text(*rate));
    if (is_end(contract, rate->from)) throw Error("--rate", "nothing comes after " + rate->from + ", the end of the plan", "leave out " + pair_text(*rate));
    if (chain.size() == most_plan_rates) throw Error("--rate", "more than " + std::to_string(most_plan_rates) + " rates lead to " + chain.front().to, "leave some of them out");
    to = rate->from;
    chain.push_back(std::move(*rate));
  }
  unused = std::move(rates);
  return chain;
}

std::vector<PlanStep> backplan(const PlanTarget& target, const std::vector<PlanRate>& chain) {
  std::vector<PlanStep> steps;
  Exact need = target.deals;
  double least = 1, most = 1;  // what the measured rates up to here may be instead, over what they are
  bool measured = false;
  const std::int64_t deals = ceil_of(target.deals);
  Exact to_won{1, 1};
  const auto put = [&](const std::string& stage) {
    PlanStep step;
    step.stage = stage;
    step.total = plan_count(need);
    step.certain_80 = draws_for(deals, to_double(to_won), 0.80);
    step.certain_95 = draws_for(deals, to_double(to_won), 0.95);
    if (target.months) step.per_month = plan_count(need / Exact{static_cast<std::uint64_t>(*target.months), 1});
    if (measured) step.low = to_double(need) / most;
    if (measured && least > 0) step.high = to_double(need) / least;
    steps.push_back(std::move(step));
  };
  put(chain.empty() ? "won" : chain.front().to);
  for (const PlanRate& rate : chain) {
    need = need / rate.rate;
    to_won = to_won * rate.rate;
    if (rate.measured && rate.measured->of > 0) {   // also where too much is unknown for one number: the bounds are all that is known then
      measured = true;
      const double used = to_double(rate.rate);
      least *= *rate.measured->low / used;
      most *= *rate.measured->high / used;
    }
    put(rate.from);
  }
  return steps;
}

std::vector<std::pair<std::string, Exact>> plan_forward(const std::vector<PlanRate>& chain, std::string_view stage, const Exact& volume) {
  std::vector<std::pair<std::string, Exact>> steps;
  for (std::size_t i = chain.size(); i-- > 0;) {
    if (steps.empty() && same_name(chain[i].from, stage)) steps.emplace_back(chain[i].from, volume);
    if (!steps.empty()) steps.emplace_back(chain[i].to, steps.back().second * chain[i].rate);
  }
  if (steps.empty() && !chain.empty() && same_name(chain.front().to, stage)) steps.emplace_back(chain.front().to, volume);
  return steps;
}

std::vector<PlanShare> plan_split(const PlanStep& step, const std::vector<std::pair<std::string, double>>& shares) {
  std::vector<double> weights;
  double sum = 0;
  for (const auto& [name, share] : shares) {
    weights.push_back(share);
    sum += share;
  }
  const std::vector<std::int64_t> planned = largest_remainder(step.total.planned, weights), minimum = largest_remainder(step.total.minimum, weights);
  std::vector<std::int64_t> monthly, monthly_minimum;
  if (step.per_month) {
    monthly = largest_remainder(step.per_month->planned, weights);
    monthly_minimum = largest_remainder(step.per_month->minimum, weights);
  }
  std::vector<PlanShare> parts;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    PlanShare part{shares[i].first, sum > 0 ? shares[i].second / sum : 0, planned[i], minimum[i], {}};
    if (step.per_month) part.per_month = {monthly[i], monthly_minimum[i]};
    parts.push_back(std::move(part));
  }
  return parts;
}

PlanCapacity plan_capacity(const PlanStep& step, const Exact& touches_per_lead, const std::optional<Exact>& minutes_per_touch,
                           const std::optional<Exact>& hours_per_month) {
  PlanCapacity capacity;
  capacity.stage = step.stage;
  capacity.leads = step.per_month ? step.per_month->exact : step.total.exact;
  capacity.touches = capacity.leads * touches_per_lead;
  if (minutes_per_touch) capacity.hours = capacity.touches * *minutes_per_touch / Exact{60, 1};
  capacity.available = hours_per_month;
  if (!capacity.hours || !hours_per_month) return capacity;
  capacity.enough = compare(*capacity.hours, *hours_per_month) <= 0;
  const Exact minutes_per_lead = touches_per_lead * *minutes_per_touch;
  if (!minutes_per_lead.over.zero()) capacity.covered = *hours_per_month * Exact{60, 1} / minutes_per_lead;
  return capacity;
}

PlanGap plan_gap(const PlanTarget& target, const std::vector<PlanRate>& chain, const std::vector<AuditedRate>& audited) {
  PlanGap gap;
  gap.rates = audited;
  std::vector<PlanRate> real = chain;
  Exact kept = target.deals;
  for (PlanRate& rate : real) {
    for (const AuditedRate& one : audited) {
      if (!same_name(one.from, rate.from) || !same_name(one.to, rate.to)) continue;
      kept = kept * one.audited / rate.rate;
      rate.rate = one.audited;
      rate.measured = one.measured;
    }
  }
  gap.steps = backplan(target, real);
  gap.deals_instead = kept;
  return gap;
}

}  // namespace handoff
