// When a lead came to its stages: by `dated_by`, between the dates beside, or not at all, since it jumped.
#include <algorithm>

#include "handoff/cells/absence.hpp"
#include "handoff/contract/group.hpp"
#include "handoff/judging/history.hpp"
#include "handoff/judging/stage.hpp"

namespace handoff {

std::optional<Stamp> date_of(const Expr& date, const Judging& judging) {
  std::string scratch;
  const Value value = evaluate(date, judging, scratch);
  return value.present() ? std::optional(value.stamp) : std::nullopt;
}

/// A claim without a date has that of `dated_by`. One that is later than as-of says that the claim speaks of a time after it.
void FunnelReader::date_claims(const Judging& judging, Funnel& out) const {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    StageClaim& claim = out.stages[i];
    if (!rules_[i].dated_by || claim.stamped || claim.misdated || i >= out.reached) continue;
    std::string scratch;
    const Value date = evaluate(*rules_[i].dated_by, judging, scratch);
    claim.misdated = !date.present() && !date.blank();
    out.misdated |= claim.misdated;
    if (claim.misdated) claim.perhaps = out.perhaps = true;   // it may be there, though the later stage that claims it is not
    if (!date.present()) continue;
    claim.stamped = claim.reached = true;
    claim.at = date.stamp;
    claim.held = date.stamp.first <= as_of_;
    out.after_as_of |= !claim.held;
  }
}

/// Who may have come to a stage did so, if at all, on the day that `dated_by` comes to.
void FunnelReader::date_perhaps(const Judging& judging, Funnel& out) const {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    StageClaim& claim = out.stages[i];
    if (!rules_[i].dated_by || !claim.perhaps || claim.stamped || claim.misdated) continue;
    if (rules_[i].at != no_field && (*judging.lead)[rules_[i].at].present()) continue;   // its own date, which is not there yet
    std::string scratch;
    const Value date = evaluate(*rules_[i].dated_by, judging, scratch);
    claim.misdated = !date.present() && !date.blank();
    out.misdated |= claim.misdated;
    if (!date.present() || date.stamp.first > as_of_) continue;
    claim.stamped = true;
    claim.at = date.stamp;
  }
}

/// May `dated_by` come to nothing, since a column that it asks is not in the export? Of a cell that cannot be read something stands there.
bool FunnelReader::may_be_undated(const StageRule& rule, const Lead& lead) {
  return std::any_of(rule.dating.begin(), rule.dating.end(), [&](FieldId field) { return no_column(lead[field]); });
}

/// A lead that jumps is seen at the stage only because it came further. Where nothing of the lead is dated, or the export has no such column, the stage is implied.
void FunnelReader::mark_skipped(const Judging& judging, Funnel& out) const {
  bool dated = false;
  for (std::size_t i = 0; i < out.reached; ++i) dated = dated || (out.stages[i].stamped && out.stages[i].held && out.stages[i].at.first <= as_of_);
  int may_be_at = out.furthest;
  bool may_be_dated = dated || out.misdated;
  for (std::size_t i = 0; out.perhaps && i < rules_.size(); ++i) {
    if (!out.stages[i].perhaps) continue;
    may_be_at = std::max(may_be_at, static_cast<int>(i));
    may_be_dated = may_be_dated || out.stages[i].stamped;
  }
  for (int i = 0; may_be_dated && i < may_be_at; ++i) {
    StageClaim& claim = out.stages[static_cast<std::size_t>(i)];
    const StageRule& rule = rules_[static_cast<std::size_t>(i)];
    if (claim.stamped || rule.at == no_field || rule.enough || (claim.misdated && !may_be_undated(rule, *judging.lead))) continue;
    const Value& date = (*judging.lead)[rule.at];
    const bool later = date.present() && date.stamp.first > as_of_ && (!contract_.fields[rule.at].overwritten || has_history(judging));
    const bool without = date.state == Value::State::missing || later;
    if (without) claim.skipped = dated && i < out.furthest && !claim.misdated ? Tri::yes : Tri::unknown;
  }
}

/// When a stage was entered whose date nobody knows: at any moment of the days around, for a day beside it may be a date without a time. A claim without a date is placed by the nearest earlier one, and may be that.
void FunnelReader::place_misdated(Funnel& out) const {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    StageClaim& claim = out.stages[i];
    if (claim.stamped) claim.misdated = false;
    claim.open_day = claim.misdated || (!claim.stamped && i > 0 && out.stages[i - 1].open_day);
    if (claim.misdated) claim.at = may_be_at(i, out);
  }
}

/// All the moments of the days from the nearest earlier date to the nearest later one that the lead holds, else to as-of.
Stamp FunnelReader::may_be_at(std::size_t stage, const Funnel& funnel) const {
  const Zone& zone = *contract_.zone;
  std::optional<Day> from;
  for (std::size_t k = 0; k < stage; ++k)
    if (funnel.stages[k].stamped && funnel.stages[k].at.first <= as_of_) from = day_in(zone, funnel.stages[k].at);
  const auto is_there = [&](const StageClaim& one) { return one.held && one.stamped && one.at.first <= as_of_; };
  const auto later = std::find_if(funnel.stages.begin() + static_cast<std::ptrdiff_t>(stage), funnel.stages.end(), is_there);
  Day to = later != funnel.stages.end() ? day_in(zone, later->at) : zone.day_of(as_of_);
  if (from && *from > to) std::swap(*from, to);   // the dates beside are in the wrong order
  return {from ? zone.day_start(*from) : first_instant, std::min(zone.day_start(to + 1) - 1, as_of_), 0, false};
}

/// Of a stage whose date has no column nobody knows at what moment its definition was to be met.
void FunnelReader::mark_untold(const Judging& judging, Funnel& out) const {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    StageClaim& claim = out.stages[i];
    const bool told = claim.stamped || claim.misdated || rules_[i].at == no_field || !no_column((*judging.lead)[rules_[i].at]);
    if (told || !(claim.held || claim.perhaps)) continue;
    claim.untold = true;
    claim.at = may_be_at(i, out);
  }
}

}  // namespace handoff
