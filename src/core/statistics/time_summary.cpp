#include "handoff/statistics/time_summary.hpp"

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

TimeSummary summarize(const Distribution& observed, const Distribution& waiting) {
  TimeSummary summary;
  summary.n = observed.count();
  summary.median = observed.quantile(0.5);
  summary.p90 = observed.quantile(0.9);
  summary.half_by = summary.half_by_least = summary.half_by_most = half_by(observed, waiting);
  summary.exact = observed.exact() && waiting.exact();
  return summary;
}

TimeSummary summarize(const SpanCounts& observed, const SpanCounts& waiting) {
  using As = SpanCounts::As;
  Distribution room, waiting_room;
  TimeSummary summary = summarize(observed.all(As::first, room), waiting.all(As::first, waiting_room));
  if (!observed.ranged() && !waiting.ranged()) return summary;
  summary.half_by_least = half_by(observed.all(As::least, room), waiting.all(As::least, waiting_room));
  summary.half_by_most = half_by(observed.all(As::most, room), waiting.all(As::most, waiting_room));
  return summary;
}

TimeSummary summarize(const SpanCounts& observed, const Distribution& waiting) {
  using As = SpanCounts::As;
  Distribution room;
  TimeSummary summary = summarize(observed.all(As::first, room), waiting);
  if (!observed.ranged()) return summary;
  summary.half_by_least = half_by(observed.all(As::least, room), waiting);
  summary.half_by_most = half_by(observed.all(As::most, room), waiting);
  return summary;
}

void take_quantiles(const SpanCounts& observed, TimeSummary& summary) {
  Distribution room;
  const Distribution& times = observed.all(SpanCounts::As::first, room);
  summary.n = times.count();
  summary.median = times.quantile(0.5);
  summary.p90 = times.quantile(0.9);
}

}  // namespace handoff
