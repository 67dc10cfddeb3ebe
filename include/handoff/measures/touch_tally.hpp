// What the touches of a population come to: coverage, touches and channels a lead, and whether the status was updated after each.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "handoff/statistics/distribution.hpp"
#include "handoff/statistics/rate.hpp"
#include "handoff/judging/touch.hpp"

namespace handoff {

/// Additive.
struct TouchCounts {
  Share coverage;                        ///< of leads at the stage counted from: at least one touch since entry
  std::uint64_t exempt = 0;              ///< leads that are not at that stage
  std::uint64_t touched_before = 0;      ///< leads with a touch that certainly came before entry
  std::uint64_t uncertain = 0;           ///< leads whose count a day without a time, or a row that cannot be read, leaves open
  std::uint64_t touches = 0;             ///< of all leads, from entry to the close
  Distribution per_lead, channels_per_lead;   ///< the same a lead; touched and untouched ones
  std::vector<Share> through;            ///< by channel, of leads with a date there: touched through it
  std::uint64_t updated = 0, updated_late = 0, update_open = 0, update_unknown = 0, updated_early = 0;   ///< touches, by [touch] status_within
  void add(const TouchFacts& facts);
  void merge(const TouchCounts& other);
};

struct TouchSummary {
  Rate coverage;
  std::uint64_t unknown = 0, exempt = 0, touched_before = 0, uncertain = 0, touches = 0;
  std::optional<double> mean, median, p90, channels_median;   ///< a lead
  std::vector<std::pair<std::string, Rate>> channels;         ///< of all leads that are counted
  bool updates_measured = false;
  Rate updated;
  std::uint64_t update_open = 0, update_unknown = 0, updated_early = 0;   ///< early: in time, and not yet due
};

/// `perhaps`: of leads that may belong; null: there are none. They are in the shares alone.
TouchSummary touch_summary(const TouchCounts& counts, const std::vector<std::string>& channels, bool updates_measured, const TouchCounts* perhaps = nullptr);

}  // namespace handoff
