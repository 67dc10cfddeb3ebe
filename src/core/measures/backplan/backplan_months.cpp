// The plan on the calendar: what must enter each stage in which month, when conversions take time.
#include <algorithm>
#include <map>

#include "handoff/measures/backplan.hpp"

namespace handoff {

namespace {

int month_index(Day day) {
  const Civil civil = civil_from_day(day);
  return civil.year * 12 + static_cast<int>(civil.month) - 1;
}

Day month_start(int index) { return day_from_civil(index / 12, static_cast<unsigned>(index % 12) + 1, 1); }

/// The share of the whole that falls into each month, when equal parts are spread over `months` months and moved `lag` seconds earlier.
std::map<int, double> spread(int first, int months, Seconds lag) {
  std::map<int, double> shares;
  for (int month = first; month < first + months; ++month) {
    const Seconds from = month_start(month) * seconds_a_day - lag, to = month_start(month + 1) * seconds_a_day - lag;
    const auto day = [](Seconds second) { return static_cast<Day>(second >= 0 ? second / seconds_a_day : -((-second + seconds_a_day - 1) / seconds_a_day)); };
    for (int bucket = month_index(day(from)); bucket <= month_index(day(to - 1)); ++bucket) {
      const Seconds begin = std::max(from, month_start(bucket) * seconds_a_day), end = std::min(to, month_start(bucket + 1) * seconds_a_day);
      shares[bucket] += static_cast<double>(end - begin) / static_cast<double>(to - from) / months;
    }
  }
  return shares;
}

}  // namespace

std::vector<PlanMonth> plan_months(const std::vector<PlanStep>& steps, const std::vector<PlanRate>& chain, Day start, int months) {
  const int first = month_index(start);
  std::vector<std::map<int, double>> shares;
  int earliest = first, latest = first + months - 1;
  Seconds lag = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i > 0) lag += chain[i - 1].lag.value_or(0);
    shares.push_back(spread(first, months, lag));
    earliest = std::min(earliest, shares.back().begin()->first);
    latest = std::max(latest, shares.back().rbegin()->first);
  }
  std::vector<PlanMonth> plan;
  for (int month = earliest; month <= latest; ++month) {
    PlanMonth one;
    one.days = {month_start(month), month_start(month + 1) - 1};
    one.name = period_name(one.days, Grain::month);
    one.before_start = month < first;
    one.stages.resize(steps.size());
    plan.push_back(std::move(one));
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    std::vector<double> weights;
    for (int month = earliest; month <= latest; ++month) {
      const auto found = shares[i].find(month);
      weights.push_back(found == shares[i].end() ? 0 : found->second);
    }
    const std::vector<std::int64_t> planned = largest_remainder(steps[i].total.planned, weights), minimum = largest_remainder(steps[i].total.minimum, weights);
    const double total = to_double(steps[i].total.exact);
    for (std::size_t m = 0; m < plan.size(); ++m) plan[m].stages[i] = {total * weights[m], planned[m], minimum[m]};
  }
  return plan;
}

}  // namespace handoff
