// A conversion week by week against the weeks before the contract came into force: does it move by more than chance? A p-chart with exact limits.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "handoff/judging/lead_judge.hpp"
#include "handoff/statistics/rate.hpp"

namespace handoff {

/// The weeks that are shown, and those before the contract's first day that may be held against them. Fewer weeks, or leads, than the least are no baseline.
constexpr int chart_weeks = 12, baseline_weeks = 26, least_baseline_weeks = 8;
constexpr std::int64_t least_baseline_leads = 200;
/// So many weeks running on one side of the centre are a change; and so is one beyond a limit that chance passes less often than this.
constexpr int chart_run = 8;
constexpr double chart_tail = 0.00135;

struct ChartSettings {
  Instant as_of = 0;
  int stage = 0, to = -1;      ///< of which conversion; -1: of none
  Day last = 0;                ///< the shown weeks end by this day
};

/// Counts entrants into their weeks: of those that entered at least the horizon before as-of, who had converted within it. Nothing without a signed horizon.
class ChartTally {
 public:
  ChartTally(const Contract& contract, const ChartSettings& settings);
  void add(LeadJudge& judge);
  static constexpr bool takes_unsure = true;
  void merge(const ChartTally& other);
  const ChartSettings& settings() const { return settings_; }
  const std::optional<Seconds>& horizon() const { return horizon_; }
  std::vector<Period> shown, before;     ///< the oldest first
  std::map<Day, Share> counts;           ///< by the first day of a week

 private:
  const Contract& contract_;
  ChartSettings settings_;
  std::optional<Seconds> horizon_;
};

enum class ChartWord : std::uint8_t { no_baseline, common_cause, changed };
/// `no baseline yet`, `common cause`, `changed`.
std::string_view chart_word_text(ChartWord word);

struct ChartWeek {
  Period week;
  std::string name;
  Rate rate;                             ///< of the leads that are old enough
  bool immature = false;                 ///< not all of the week are
  std::optional<double> lower, upper;    ///< limits for as many leads; empty without a baseline, or without leads
  int side = 0;                          ///< -1 below the centre, 1 above it, whatever the unknown turn out to be; else 0
  bool outside = false;                  ///< beyond a limit, likewise
};

struct WeekChart {
  ChartWord word = ChartWord::no_baseline;
  std::string why;                       ///< there is no baseline, or what changed
  std::optional<Seconds> horizon;
  Rate centre;                           ///< of the baseline's mature weeks together
  int weeks = 0;                         ///< of these, so many
  std::vector<ChartWeek> trend;
};
/// Only weeks from the contract's first day on are judged; a week without leads is passed over.
WeekChart week_chart(const ChartTally& tally, const Contract& contract);

}  // namespace handoff
