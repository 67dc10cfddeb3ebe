// What was asked of `backplan`, and how its texts are read: rates, lags, shares and amounts, each refusal naming its option.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "handoff/measures/backplan.hpp"
#include "handoff/contract/contract.hpp"
#include "frame/options.hpp"

namespace handoff {

struct BackplanOptions {
  Options common;                              ///< its inputs are --from
  std::optional<std::string> revenue, deal_size, deals, months, forward, stage, start, mix;
  std::optional<std::string> touches_per_lead, minutes_per_touch, hours_per_month;
  std::vector<std::string> rates, lags, volumes, audited, by;
};

/// Without the blanks at both ends.
std::string trimmed(std::string_view text);
/// A number of an option. Throws Error.
Exact plan_number(const std::string& option, const std::string& text, bool zero_allowed = false);
std::optional<Exact> plan_number(const std::string& option, const std::optional<std::string>& text);

/// Refuses a revenue and a deal size that are typed in two currencies.
void require_one_currency(const BackplanOptions& typed);

/// The contract's rates, with those of the command line in place of or beside them, and the lags of both. Throws Error.
std::vector<PlanRate> typed_rates(const Contract& contract, const BackplanOptions& typed);

/// A rate of --audited: `MQL:SQL=0.24`, `MQL:SQL=-20%` (lower by so much), `MQL:SQL` (from the export: `rate` is empty).
struct AuditedOption { std::string from, to; std::optional<Exact> rate, lower_by; };
std::vector<AuditedOption> audited_options(const BackplanOptions& typed);

/// The target, from the command line where it says one, else from the contract; empty where neither does. Throws Error.
std::optional<PlanTarget> plan_target(const Contract& contract, const BackplanOptions& typed);

/// The shares by `segment` or `source` of a stage: of --mix, of [plan], or of a commitment to its volume. Throws Error where there are none.
std::vector<std::pair<std::string, double>> plan_shares(const Contract& contract, const BackplanOptions& typed, const std::string& by, const std::string& stage);

/// The first day of --start, `2026-07`. Throws Error.
Day plan_start(const std::string& text);

/// `MQL` of a metric `count(MQL)`; empty for any other.
std::string counted_stage(const std::string& metric);

}  // namespace handoff
