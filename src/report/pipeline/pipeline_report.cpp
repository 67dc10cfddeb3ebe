// What ten points more compliance go with, in sentences.
#include "pipeline/pipeline_report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "report_parts.hpp"

namespace handoff {

namespace {

std::string signed_text(double number) { return fmt::format("{}{:.1f}", number < 0 ? "-" : "+", std::fabs(number)); }

/// `53`; `53 to 901` where the export does not say of some whether they are among them.
std::string leads_of(const Rate& rate) {
  return rate.unknown == 0 ? count_text(rate.of) : fmt::format("{} to {}", count_text(rate.of), count_text(rate.of + rate.unknown));
}

/// How leads moved on whose clock was met, and breached; and what ten points more compliance go with, where that is more than chance.
void say_uplift(const PipelineFacts& facts, Report& report) {
  const Uplift& up = facts.result.uplift;
  if (!up.met.least || !up.breached.least || !up.compliance || !up.difference.low || !up.difference.high) return;
  const auto& stages = facts.contract.stages;
  const std::string &from = stages[static_cast<std::size_t>(facts.settings.stage)].name, &to = stages[static_cast<std::size_t>(facts.settings.to)].name;
  const std::string when = up.horizon ? fmt::format("within {}", duration_text({Unit::elapsed, *up.horizon})) : "so far";
  const auto points = [](double share) { return signed_text(share * 100); };
  const std::string chance = fmt::format("(95 %: {} to {}){}", points(*up.difference.low), points(*up.difference.high),
                                         up.difference.proven() ? "" : ", so it may be none at all");
  const std::string difference =
      up.difference.difference
          ? fmt::format("{} points {}", points(*up.difference.difference), chance)
          : fmt::format("{} to {} points, since of some nobody knows whether they were late, or when they moved on {}",
                        points(*up.difference.least), points(*up.difference.most), chance);
  report.headline.push_back(fmt::format("{} with the clock met: {} of {} reached {} {}; breached: {} of {}. The difference is {}.", from, rate_text(up.met),
                                        leads_of(up.met), to, when, rate_text(up.breached), leads_of(up.breached), difference));
  if (!up.leads || up.points <= 0) return;
  std::string worth;
  for (const auto& [currency, value] : up.value)
    worth += fmt::format("{}{} of pipeline ({} to {}) at {} for each", worth.empty() ? ", worth " : "; ", rounded_money_text(*up.leads * value, currency),
                         rounded_money_text(*up.low * value, currency), rounded_money_text(*up.high * value, currency), rounded_money_text(value, currency));
  report.headline.push_back(fmt::format("{:.1f} points more compliance (now {}) are associated with {} {} {} (95 %: {} to {}){}; that they would cause it is not shown.",
                                        up.points * 100, percent_text(*up.compliance), signed_text(*up.leads), to, when, signed_text(*up.low), signed_text(*up.high), worth));
}

}  // namespace

void pipeline_report(const PipelineFacts& facts, MoneyTable table, Report& report) {
  add_pipeline_records(facts, table, report);
  if (!facts.result.leaks.empty()) say_uplift(facts, report);
  add_pipeline_notes(facts, report);
}

}  // namespace handoff
