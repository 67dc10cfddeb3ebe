#include "handoff/statistics/time_summary.hpp"

#include <algorithm>
#include <limits>

namespace handoff {

void SpanCounts::add(Seconds first, Seconds least, Seconds most) {
  if (least == most) return points_.add(first);
  if (ranges_.empty()) ranges_.emplace_back();
  Ranges& ranges = ranges_.front();
  ranges.first.add(first);
  ranges.least.add(least);
  ranges.most.add(most);
}

void SpanCounts::merge(const SpanCounts& other) {
  points_.merge(other.points_);
  if (other.ranges_.empty()) return;
  if (ranges_.empty()) ranges_.emplace_back();
  ranges_.front().first.merge(other.ranges_.front().first);
  ranges_.front().least.merge(other.ranges_.front().least);
  ranges_.front().most.merge(other.ranges_.front().most);
}

const Distribution& SpanCounts::all(As as, Distribution& room) const {
  if (ranges_.empty()) return points_;
  const Ranges& ranges = ranges_.front();
  room = as == As::first ? ranges.first : as == As::least ? ranges.least : ranges.most;
  room.merge(points_);
  return room;
}

namespace {

void take_observed(const Distribution& times, TimeSummary& summary) {
  summary.n = times.count();
  summary.median = times.quantile(0.5);
  summary.p90 = times.quantile(0.9);
  summary.mean.reset();
  if (summary.n > 0) summary.mean = static_cast<double>(times.sum()) / static_cast<double>(summary.n);
}

}  // namespace

TimeSummary summarize(const Distribution& observed, const Distribution& waiting, double share) {
  TimeSummary summary;
  take_observed(observed, summary);
  summary.half_by = summary.half_by_least = summary.half_by_most = reached_by(share, observed, waiting);
  summary.exact = observed.exact() && waiting.exact();
  return summary;
}

namespace {

/// `least` and `most`: how long those who wait have waited, as it may be.
Ends ends_of(double share, const SpanCounts& observed, const Distribution& least, const Distribution& most, const NotKnown& not_known) {
  using As = SpanCounts::As;
  Distribution room, waiting = most;
  waiting.merge(not_known.waiting);
  OpenEvents events{observed.all(As::least, room), {}};
  events.most = observed.all(As::most, room);
  return {reached_at_the_earliest(share, events, not_known.events, least), reached_at_the_latest(share, events, waiting)};
}

void add_ends(const SpanCounts& observed, const Distribution& least, const Distribution& most, const NotKnown& not_known, double share, TimeSummary& summary) {
  const Ends ends = ends_of(share, observed, least, most, not_known);
  summary.half_by_least = ends.least;
  summary.half_by_most = ends.most;
  const std::uint64_t unknown = std::max(not_known.events.least.count(), not_known.waiting.count());
  if (20 * unknown > observed.count() + most.count() + unknown) summary.half_by.reset();
}

bool is_empty(const NotKnown& not_known) { return not_known.events.least.count() == 0 && not_known.waiting.count() == 0; }

}  // namespace

Ends ends_of(double share, const SpanCounts& observed, const SpanCounts& waiting, const NotKnown& not_known) {
  Distribution least, most;
  return ends_of(share, observed, waiting.all(SpanCounts::As::least, least), waiting.all(SpanCounts::As::most, most), not_known);
}

void NotKnown::add_perhaps(const SpanCounts& observed, const SpanCounts& still_waiting) {
  Distribution room;
  events.least.merge(observed.all(SpanCounts::As::least, room));
  events.most.merge(observed.all(SpanCounts::As::most, room));
  waiting.add(std::numeric_limits<Seconds>::max(), observed.count());   // as late as it may be
  waiting.merge(still_waiting.all(SpanCounts::As::most, room));
}

void NotKnown::add_any_time(const Distribution& seen) {
  events.least.add(0, seen.count());
  events.most.merge(seen);
  waiting.merge(seen);
}

void NotKnown::merge(const NotKnown& other) {
  events.least.merge(other.events.least);
  events.most.merge(other.events.most);
  waiting.merge(other.waiting);
}

NotKnown nothing_known_of(std::uint64_t leads) {
  NotKnown found;
  Distribution whenever;
  whenever.add(std::numeric_limits<Seconds>::max(), leads);
  found.add_any_time(whenever);
  return found;
}

TimeSummary summarize(const SpanCounts& observed, const SpanCounts& waiting, const NotKnown& not_known, double share) {
  using As = SpanCounts::As;
  Distribution room, waiting_room, least_room, most_room;
  TimeSummary summary = summarize(observed.all(As::first, room), waiting.all(As::first, waiting_room), share);
  if (!observed.ranged() && !waiting.ranged() && is_empty(not_known)) return summary;
  add_ends(observed, waiting.all(As::least, least_room), waiting.all(As::most, most_room), not_known, share, summary);
  return summary;
}

TimeSummary summarize(const SpanCounts& observed, const Distribution& waiting, const NotKnown& not_known) {
  Distribution room;
  TimeSummary summary = summarize(observed.all(SpanCounts::As::first, room), waiting);
  if (!observed.ranged() && is_empty(not_known)) return summary;
  add_ends(observed, waiting, waiting, not_known, 0.5, summary);
  return summary;
}

void take_quantiles(const SpanCounts& observed, TimeSummary& summary) {
  Distribution room;
  take_observed(observed.all(SpanCounts::As::first, room), summary);
}

}  // namespace handoff
