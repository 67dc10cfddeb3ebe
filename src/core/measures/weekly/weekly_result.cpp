// From counts to what the meeting reads: rates, medians, which cohorts are too young, and the order of reasons and sources.
#include <algorithm>
#include <map>

#include "contract/group_rows.hpp"
#include "handoff/measures/weekly.hpp"
#include "measures/result_parts.hpp"

namespace handoff {

namespace {

/// The horizon that is signed; else the 90th percentile of what was observed, which judges nothing.
void find_maturity(const MeetingTally& tally, const Contract& contract, const MeetingSettings& settings, MeetingResult& result) {
  if (settings.to < 0) return;
  const std::optional<Seconds> horizon = signed_horizon(contract, settings.stage, settings.to);
  result.maturity_signed = horizon.has_value();
  result.maturity_seconds = horizon ? std::optional(static_cast<double>(*horizon)) : tally.taken_to.quantile(0.9);
}

/// The most entries into a stage that may count, where the export has no column for the day of some.
std::optional<std::uint64_t> most_entered(const MeetingCounts& counts, const MeetingCounts* perhaps,
                                          std::size_t stage) {
  if (!perhaps || counts.dayless[stage] + perhaps->dayless[stage] == 0) return std::nullopt;
  return counts.entered[stage] + counts.unsure[stage] + perhaps->entered[stage] + perhaps->unsure[stage];
}

/// `perhaps`: of leads that may belong; null: there are none. They are in the shares alone.
MeetingPeriod numbers_of(const MeetingCounts& counts, const MeetingSettings& settings, const MeetingCounts* perhaps = nullptr) {
  MeetingPeriod out;
  const auto share = [&](auto share_of_counts) {
    const Share known = share_of_counts(counts);
    return wilson(perhaps ? beside(known, share_of_counts(*perhaps)) : known);
  };
  const auto stage = static_cast<std::size_t>(settings.stage);
  out.delivered = counts.entered[stage];
  out.delivered_most = most_entered(counts, perhaps, stage);
  out.claimed = counts.claimed[stage];
  out.unsure = counts.unsure[stage];
  if (settings.to >= 0) {
    out.accepted = counts.entered[static_cast<std::size_t>(settings.to)];
    out.accepted_most = most_entered(counts, perhaps, static_cast<std::size_t>(settings.to));
    out.conversion = share([](const MeetingCounts& one) { return one.converted; });
  }
  std::map<std::string, Share> segments = counts.by_segment;
  if (perhaps)
    for (const auto& [segment, converted] : perhaps->by_segment) segments[segment] = beside(segments[segment], converted);
  for (const auto& [segment, converted] : segments) out.by_segment.emplace(segment, wilson(converted));
  out.on_definition = share([](const MeetingCounts& one) { return share_beside(one.meets, one.off, one.undecided); });
  out.cause = counts.causes.main();
  NotKnown not_known = nothing_known_of(counts.unmeasured + (perhaps ? perhaps->unmeasured : 0));
  if (perhaps) not_known.add_perhaps(perhaps->touched, perhaps->untouched);
  out.speed = summarize(counts.touched, counts.untouched, not_known);
  out.touched = share([](const MeetingCounts& one) { return one.touched_at_all; });
  for (std::size_t k = 0; k < counts.entered.size(); ++k) {
    out.next.push_back(k + 1 < counts.entered.size() ? share([k](const MeetingCounts& one) { return one.moved[k]; }) : Rate{});
    out.steps.push_back(counts.taken[k].quantile(0.5));
  }
  return out;
}

/// Is a rate of the period to date? Some have not got there, and the time that the contract gives them is not over; where it gives none, it never is.
bool to_date(const Rate& rate, const std::optional<Seconds>& maturity, Instant end, Instant as_of) {
  return rate.count < rate.of && (!maturity || end + *maturity > as_of);
}

void add_periods(const MeetingTally& tally, const Contract& contract, const MeetingSettings& settings, MeetingResult& result) {
  const std::optional<Seconds> maturity = result.maturity_signed ? std::optional(static_cast<Seconds>(*result.maturity_seconds)) : std::nullopt;
  bool data = false;
  for (std::size_t i = 0; i < tally.periods.size(); ++i) {
    MeetingPeriod period = numbers_of(tally.counts[i], settings, &tally.perhaps[i]);
    period.period = tally.periods[i];
    period.name = period_name(period.period, settings.grain, contract.week_start);
    const Instant end = contract.zone->day_start(period.period.to + 1);
    period.partial = end > settings.as_of;
    period.immature = to_date(period.conversion, maturity, end, settings.as_of);
    for (std::size_t k = 0; k < period.next.size(); ++k)
      period.next_immature.push_back(to_date(period.next[k], signed_horizon(contract, static_cast<int>(k), static_cast<int>(k) + 1), end, settings.as_of));
    data = data || (tally.first && *tally.first <= period.period.to);
    period.before_data = !data || (settings.in_force && (period.period.to < settings.in_force->from || period.period.from > settings.in_force->to));
    result.periods.push_back(std::move(period));
  }
}

void add_reasons(const MeetingTally& tally, MeetingResult& result) {
  result.reasons_total = tally.reasons.total();
  for (const auto& [reason, count] : tally.reasons.counts()) {
    const auto now = tally.reasons_now.counts().find(reason);
    result.reasons.push_back({reason, count, now == tally.reasons_now.counts().end() ? 0 : now->second, 0, 0});
  }
  std::stable_sort(result.reasons.begin(), result.reasons.end(), [](const ReasonResult& a, const ReasonResult& b) { return a.count > b.count; });
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < result.reasons.size(); ++i) {
    ReasonResult& reason = result.reasons[i];
    so_far += reason.count;
    reason.share = static_cast<double>(reason.count) / static_cast<double>(result.reasons_total);
    reason.cumulative = static_cast<double>(so_far) / static_cast<double>(result.reasons_total);
    if (!result.reasons_for_70 && so_far * 10 >= result.reasons_total * 7) result.reasons_for_70 = i + 1;
  }
}

/// One currency's sum, for the order alone; several are not comparable and count as none.
Minor comparable(const Money& money) { return money.sums().size() == 1 ? money.sums().begin()->second : 0; }

void add_sources(const MeetingTally& tally, const MeetingSettings& settings, MeetingResult& result) {
  const GroupRows<SourceCounts> sources = group_rows<SourceCounts>(
      tally.source_keys(), tally.sources, [](const SourceCounts& counts) { return counts.entered; }, [](SourceCounts& sum, const SourceCounts& more) { sum.merge(more); });
  for (const auto& [key, counts] : sources.rows) {
    const SourceCounts* perhaps = sources.perhaps_of(key);
    const Rate conversion = settings.to >= 0 ? wilson(perhaps ? beside(counts.converted, perhaps->converted) : counts.converted) : Rate{};
    result.sources.push_back({tally.source_keys().labels(key, {}, settings.as_of).front(), counts, conversion});
  }
  const auto rank = [](const SourceResult& one) { return std::tuple(-comparable(one.counts.opened_value), -signed_count(one.counts.opened), -signed_count(one.counts.entered)); };
  std::stable_sort(result.sources.begin(), result.sources.end(), [&](const SourceResult& a, const SourceResult& b) { return rank(a) < rank(b); });
}

void add_groups(const MeetingTally& tally, const MeetingSettings& settings, MeetingResult& result) {
  const auto stage = static_cast<std::size_t>(settings.stage);
  using Group = MeetingTally::Group;
  const GroupRows<Group> groups = group_rows<Group>(
      tally.keys(), tally.groups, [](const Group& group) { return group.in_trend; }, [](Group& sum, const Group& more) { sum.counts.merge(more.counts); });
  result.pooled = groups.pooled;
  for (const auto& [key, group] : groups.rows) {
    const Group* perhaps = groups.perhaps_of(key);
    if (group.counts.claimed[stage] > 0) result.groups.push_back({tally.keys().labels(key, {}, settings.as_of), numbers_of(group.counts, settings, perhaps ? &perhaps->counts : nullptr)});
  }
}

}  // namespace

MeetingResult meeting(const MeetingTally& tally, const Contract& contract, const MeetingSettings& settings) {
  MeetingResult result;
  result.chosen = trend_periods - 1;
  find_maturity(tally, contract, settings, result);
  add_periods(tally, contract, settings, result);
  add_reasons(tally, result);
  add_sources(tally, settings, result);
  add_groups(tally, settings, result);
  return result;
}

void collect_meeting_fields(const Contract& contract, const MeetingSettings& settings, std::vector<FieldId>& needed) {
  collect_fact_fields(contract, settings.stage, needed);
  if (settings.counting == Counting::defined) collect_definition_fields(contract, needed);
  for (const Scale& scale : find_scales(contract, settings.stage)) collect_scale_fields(scale, needed);
  for (const GroupBy& by : settings.by) collect_group_fields(by, needed);
  needed.push_back(known_field("lead_id"));
}

void collect_meeting_shown(const Contract& contract, const MeetingSettings& settings, std::vector<FieldId>& out) {
  for (const std::string_view name : {"owner", "segment", "source", "amount", "currency", "first_touch_at", "disposition_at"}) out.push_back(known_field(name));
  if (settings.source) collect_group_fields(*settings.source, out);
  for (const auto& list : {contract.segments, contract.sources})
    for (std::size_t i = 0; list && i < list->buckets.size(); ++i) collect_fields(*list->buckets[i].when, out);
}

}  // namespace handoff
