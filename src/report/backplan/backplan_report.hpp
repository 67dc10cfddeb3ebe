// What `backplan` found out, and how it says it: kept apart from how it was asked.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "handoff/measures/backplan.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

/// What a volume comes to, from one stage on.
struct PlanForward {
  std::string stage;
  Exact volume;
  bool asked = false;                                      ///< false: it is the plan's own rounded number
  std::vector<std::pair<std::string, Exact>> steps;
};

/// A volume that somebody has committed to, against what the plan needs of it.
struct VolumeCheck { std::string commitment, stage, per; Exact target, needed; };

struct PlanAnswer {
  std::optional<PlanTarget> target;                        ///< empty: only forward was asked
  std::vector<PlanRate> chain;
  std::vector<PlanStep> steps;
  std::optional<PlanForward> forward;
  std::string stage;                                       ///< whose number is split, laid out and worked
  std::vector<std::pair<std::string, std::vector<PlanShare>>> splits;  ///< by `segment`, `source`
  std::vector<PlanMonth> months;
  std::optional<PlanCapacity> capacity;
  std::optional<PlanGap> gap;
  std::vector<VolumeCheck> volumes;
  /// What so many deals bring; empty where the plan has no deal size.
  std::optional<Exact> revenue(const Exact& deals) const {
    return target && target->deal_size ? std::optional(deals * *target->deal_size) : std::nullopt;
  }
};

/// The headline: what the plan takes, and what the volume comes to.
void add_plan_sentences(const PlanAnswer& answer, std::vector<std::string>& headline);
/// Headline, tables, result and main table. Notes are the command's.
void add_plan(const PlanAnswer& answer, Report& report);

/// Where a rate comes from: `measured, 57 of 105, 12 unknown`.
std::string basis_text(const PlanRate& rate);

}  // namespace handoff
