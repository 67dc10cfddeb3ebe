// Each end is a curve of its own at each time; both fall as time goes on.
#include "handoff/statistics/open_curve.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace handoff {
namespace {

constexpr double rounding = 1e-12;   // as in reached_by

using CurveCounts = std::vector<std::pair<Seconds, std::uint64_t>>;

/// A distribution as values with their counts, ascending, and how many they are up to a time.
struct CurveTimes {
  explicit CurveTimes(const Distribution& from) : counts(from.values()), all(from.count()) {}
  std::uint64_t up_to(Seconds time) const {
    std::uint64_t sum = 0;
    for (auto it = counts.begin(); it != counts.end() && it->first <= time; ++it) sum += it->second;
    return sum;
  }
  CurveCounts counts;
  std::uint64_t all;
};

OpenEvents events_in_bins(const OpenEvents& events) { return {events.least.in_bins(), events.most.in_bins()}; }
bool are_exact(const OpenEvents& events) { return events.least.exact() && events.most.exact(); }
OpenEvents both_events(OpenEvents events, const OpenEvents& more) {
  events.least.merge(more.least);
  events.most.merge(more.most);
  return events;
}

/// All in bins where one of them is, so that a time does not fall before its equal because of how it was kept.
struct OpenCurve {
  OpenCurve(const OpenEvents& events, const OpenEvents& more, const Distribution& waits)
      : OpenCurve(events, more, waits, are_exact(both_events(events, more)) && waits.exact()) {}
  CurveTimes least, most, perhaps, waiting;   ///< least and most of all; perhaps: the least of those that may be out of sight

 private:
  OpenCurve(const OpenEvents& events, const OpenEvents& more, const Distribution& waits, bool as_they_are)
      : least((as_they_are ? both_events(events, more) : events_in_bins(both_events(events, more))).least),
        most((as_they_are ? both_events(events, more) : events_in_bins(both_events(events, more))).most),
        perhaps(as_they_are ? more.least : more.least.in_bins()),
        waiting(as_they_are ? waits : waits.in_bins()) {}
};

/// The share still waiting just after `time`: of `at_risk` leads the first `among` of these events have happened, each at
/// its time, and `just_then` more at `time`.
double share_after(Seconds time, const CurveTimes& events, std::uint64_t among, const CurveTimes& waiting, std::uint64_t at_risk,
                   std::uint64_t just_then) {
  double share = 1;
  auto wait = waiting.counts.begin();
  const auto happen = [&](Seconds at, std::uint64_t count) {
    for (; wait != waiting.counts.end() && wait->first < at; ++wait) at_risk -= wait->second;
    if (count == 0) return;
    share *= static_cast<double>(at_risk - count) / static_cast<double>(at_risk);
    at_risk -= count;
  };
  for (auto event = events.counts.begin(); event != events.counts.end() && event->first <= time && among > 0; ++event) {
    const std::uint64_t count = std::min(among, event->second);
    happen(event->first, count);
    among -= count;
  }
  happen(time, just_then);
  return share;
}

double lowest_share(const OpenCurve& curve, Seconds time) {
  const std::uint64_t just_then = curve.least.up_to(time) - curve.most.up_to(time);
  const std::uint64_t at_risk = curve.most.all - curve.perhaps.all + curve.perhaps.up_to(time) + curve.waiting.all;
  return share_after(time, curve.most, curve.most.all, curve.waiting, at_risk, just_then);
}

/// The times at which the lower curve may fall, ascending.
std::vector<Seconds> times_of(const OpenCurve& curve) {
  std::vector<Seconds> times{0};
  for (const auto& [time, count] : curve.most.counts) times.push_back(time);
  for (const auto& [time, count] : curve.least.counts) times.push_back(time);
  for (const auto& [time, count] : curve.waiting.counts) times.push_back(time + 1);   // that lead is out of sight then
  std::sort(times.begin(), times.end());
  return times;
}

template <class Share>
std::optional<Seconds> first_at_most(double limit, const std::vector<Seconds>& times, Share share) {
  const auto found = std::partition_point(times.begin(), times.end(), [&](Seconds time) { return share(time) > limit + rounding; });
  return found == times.end() ? std::nullopt : std::optional(*found);
}

/// The share still waiting as time goes on; waits are taken out of sight before the events of a later time.
class Falling {
 public:
  Falling(std::uint64_t at_risk, const CurveTimes& waiting) : at_risk_(at_risk), wait_(waiting.counts.begin()), end_(waiting.counts.end()) {}
  void go_to(Seconds time) {
    for (; wait_ != end_ && wait_->first < time; ++wait_) at_risk_ -= wait_->second;
  }
  void happen(std::uint64_t count) {
    share_ = after(count);
    at_risk_ -= count;
  }
  /// Once so many more had happened.
  double after(std::uint64_t count) const {
    return count == 0 ? share_ : share_ * (static_cast<double>(at_risk_ - count) / static_cast<double>(at_risk_));
  }
  Seconds next_wait_ends() const { return wait_ == end_ ? std::numeric_limits<Seconds>::max() : wait_->first + 1; }

 private:
  double share_ = 1;
  std::uint64_t at_risk_;
  CurveCounts::const_iterator wait_, end_;
};

/// In one pass, where everybody who may be out of sight may have got there at once: then all are at risk from the beginning.
std::optional<Seconds> earliest_in_a_pass(double limit, const OpenCurve& curve) {
  Falling share(curve.most.all + curve.waiting.all, curve.waiting);
  auto begins = curve.least.counts.begin(), ends = curve.most.counts.begin();
  std::uint64_t open = 0;   // may have happened, and do not have to have
  while (begins != curve.least.counts.end() || ends != curve.most.counts.end() || open > 0) {
    Seconds time = share.next_wait_ends();
    if (begins != curve.least.counts.end()) time = std::min(time, begins->first);
    if (ends != curve.most.counts.end()) time = std::min(time, ends->first);
    share.go_to(time);
    for (; begins != curve.least.counts.end() && begins->first == time; ++begins) open += begins->second;
    for (; ends != curve.most.counts.end() && ends->first == time; ++ends) {
      share.happen(ends->second);
      open -= ends->second;
    }
    if (share.after(open) <= limit + rounding) return time;
  }
  return std::nullopt;
}

std::optional<Seconds> latest_in_a_pass(double limit, const OpenCurve& curve) {
  Falling share(curve.least.all + curve.waiting.all, curve.waiting);
  auto event = curve.least.counts.begin();
  std::uint64_t used = 0;   // of those at `event`
  for (const auto& [time, count] : curve.most.counts) {
    for (std::uint64_t left = count; left > 0;) {
      const std::uint64_t here = std::min(left, event->second - used);
      share.go_to(event->first);
      share.happen(here);
      left -= here;
      used += here;
      if (used == event->second) ++event, used = 0;
    }
    if (share.after(0) <= limit + rounding) return time;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Seconds> reached_at_the_earliest(double share, const OpenEvents& events, const OpenEvents& perhaps,
                                               const Distribution& waiting) {
  const OpenCurve curve(events, perhaps, waiting);
  if (curve.perhaps.up_to(0) == curve.perhaps.all) return earliest_in_a_pass(1 - share, curve);
  return first_at_most(1 - share, times_of(curve), [&](Seconds time) { return lowest_share(curve, time); });
}

std::optional<Seconds> reached_at_the_latest(double share, const OpenEvents& events, const Distribution& waiting) {
  return latest_in_a_pass(1 - share, OpenCurve(events, {}, waiting));
}

}  // namespace handoff
