// Counting leads into the sources of a meeting's pipeline.
#include "contract/group_limit.hpp"
#include "handoff/measures/entrants.hpp"
#include "handoff/measures/weekly.hpp"

namespace handoff {

void MeetingTally::add_source(LeadJudge& judge) {
  if (!settings_.source) return;
  const Judging& judging = judge.judging();
  const std::vector<StageClaim>& stages = funnel_->stages;
  const auto in_trend = [&](int stage, bool perhaps = false) {
    const StageClaim& claim = stages[static_cast<std::size_t>(stage)];
    const Tri counts = judge.counts(static_cast<std::size_t>(stage));
    if (!claim.placed || open_day(static_cast<std::size_t>(stage)) || counts == Tri::no ||
        (counts == Tri::unknown && !perhaps))
      return -1;
    const int period = period_of_stamp(claim.place);
    return period < trend_periods ? period : -1;
  };
  const int pipeline = pipeline_stage(contract_, settings_), last = static_cast<int>(stages.size()) - 1;
  const int entered = in_trend(settings_.stage), opened = in_trend(pipeline), won = in_trend(last);
  const bool perhaps = add_perhaps_source(judge);
  const int may_enter = perhaps ? -1 : in_trend(settings_.stage, true);   // a lead of which it is unknown is an unknown of the conversion, and in no count
  if (may_enter < 0 && opened < 0 && won < 0) return;
  key_.clear();
  const StageClaim& entry = stages[static_cast<std::size_t>(settings_.stage)];
  source_keys_.write(owned_.of(judging, judge.owner(settings_.stage)), entry.placed ? &entry.place : nullptr, key_);
  SourceCounts& here = sources[key_];
  limit_groups(sources.size(), "--pipeline-by");
  here.entered += entered >= 0;
  if (may_enter >= 0) add_converted(judge, here.converted);
  here.opened += opened >= 0;
  here.won += won >= 0;
  here.opened_now += opened == trend_periods - 1;
  here.won_now += won == trend_periods - 1;
  if (opened >= 0) here.opened_value.add(*judging.lead, contract_.symbols);
  if (opened == trend_periods - 1) here.opened_value_now.add(*judging.lead, contract_.symbols);
  if (won >= 0) here.won_value.add(*judging.lead, contract_.symbols);
}

/// Who may have entered in the trend, and may not, is an unknown of the conversion. False: that is known.
bool MeetingTally::add_perhaps_source(LeadJudge& judge) {
  const auto stage = static_cast<std::size_t>(settings_.stage);
  const StageClaim& claim = funnel_->stages[stage];
  if (!claim.perhaps && !(claim.held && open_day(stage))) return false;
  const std::optional<Period> days = days_of(stage);
  if (!days || entered_in(Period{periods.front().from, settings_.period.to}, days) == Tri::no || entered_in(settings_.in_force, days) == Tri::no) return false;
  Judging perhaps = owned_.of(judge.judging(), judge.owner(settings_.stage));
  perhaps.wanted = Tri::unknown;
  key_.clear();
  write_group(source_keys_, perhaps, *funnel_, stage, *contract_.zone, settings_.as_of, key_);
  add_converted(judge, sources[key_].converted);
  limit_groups(sources.size(), "--pipeline-by");
  return true;
}

}  // namespace handoff
