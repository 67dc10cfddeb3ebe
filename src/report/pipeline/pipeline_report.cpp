// What ten points more compliance would bring, in sentences.
#include "pipeline/pipeline_report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "report_parts.hpp"

namespace handoff {

namespace {

std::string signed_text(double number) { return fmt::format("{}{:.1f}", number < 0 ? "-" : "+", std::fabs(number)); }

/// What ten points more compliance would bring, with its condition.
void say_uplift(const PipelineFacts& facts, Report& report) {
  const Uplift& up = facts.result.uplift;
  if (!up.leads || !up.compliance) return;
  const auto& stages = facts.contract.stages;
  const std::string &from = stages[static_cast<std::size_t>(facts.settings.stage)].name, &to = stages[static_cast<std::size_t>(facts.settings.to)].name;
  report.headline.push_back(fmt::format("{} with the clock met: {} of {} reached {}; breached: {} of {}. The difference is {} points (95 %: {} to {}){}.", from,
                                        rate_text(up.met), count_text(up.met.of), to, rate_text(up.breached), count_text(up.breached.of),
                                        signed_text(*up.difference.difference * 100), signed_text(*up.difference.low * 100),
                                        signed_text(*up.difference.high * 100), up.difference.proven() ? "" : ", so it may be none at all"));
  if (up.points <= 0) return;
  std::string worth;
  for (const auto& [currency, value] : up.value)
    worth += fmt::format("{}{} of pipeline ({} to {}) at {} for each", worth.empty() ? ", worth " : "; ", rounded_money_text(*up.leads * value, currency),
                         rounded_money_text(*up.low * value, currency), rounded_money_text(*up.high * value, currency), rounded_money_text(value, currency));
  report.headline.push_back(fmt::format("If the difference is causal, {:.1f} points more compliance (now {}) would be {} {} (95 %: {} to {}){}.", up.points * 100,
                                        percent_text(*up.compliance), signed_text(*up.leads), to, signed_text(*up.low), signed_text(*up.high), worth));
}

}  // namespace

void pipeline_report(const PipelineFacts& facts, MoneyTable table, Report& report) {
  add_pipeline_records(facts, table, report);
  if (!facts.result.leaks.empty()) say_uplift(facts, report);
  add_pipeline_notes(facts, report);
}

}  // namespace handoff
