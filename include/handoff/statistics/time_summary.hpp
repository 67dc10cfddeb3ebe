// What a table says of how long something takes.
#pragma once
#include <vector>

#include "handoff/statistics/distribution.hpp"
#include "handoff/statistics/open_curve.hpp"
#include "handoff/statistics/late_values.hpp"

namespace handoff {

/// How long things took, as far as is known: most to the second, some as a range (a day without a time beside a moment). Additive.
class SpanCounts {
 public:
  void add(Seconds time) { points_.add(time); }
  /// Between `least` and `most`; `first` is from first instant to first instant, what quantiles are of.
  void add(Seconds first, Seconds least, Seconds most);
  /// The same, some values later.
  void add(Seconds first, Seconds least, Seconds most, LateValues& late) {
    if (least == most) late.add(points_, first);
    else add(first, least, most);
  }
  void merge(const SpanCounts& other);
  std::uint64_t count() const { return points_.count() + (ranges_.empty() ? 0 : ranges_.front().first.count()); }
  bool ranged() const { return !ranges_.empty(); }
  /// All times, each as `first`, as `least`, or as `most`. What is handed out may stand in `room`.
  enum class As : std::uint8_t { first, least, most };
  const Distribution& all(As as, Distribution& room) const;

 private:
  struct Ranges { Distribution first, least, most; };
  Distribution points_;
  std::vector<Ranges> ranges_;   // at most one: most exports have none
};

/// Those of whom nobody knows whether it happened, or when: these may have got there, and those may wait still, from the beginning to as-of.
struct NotKnown {
  OpenEvents events;
  Distribution waiting;
  /// Each may have got there at any time, or wait still; `seen`: how long they have been seen, at the most.
  void add_any_time(const Distribution& seen);
  /// The times of leads of whom nobody knows whether they belong.
  void add_perhaps(const SpanCounts& observed, const SpanCounts& still_waiting);
  void merge(const NotKnown& other);
};
/// So many of whom nothing is known: each may have got there at any time, or never.
NotKnown nothing_known_of(std::uint64_t leads);
/// By when a share of all had got there, at the least and at the most: of the times as they may be, and of those who are not known. Empty: it had not.
struct Ends { std::optional<Seconds> least, most; };
Ends ends_of(double share, const SpanCounts& observed, const SpanCounts& waiting, const NotKnown& not_known);

/// In seconds. `median`, `p90` and `mean` are of those observed; `half_by` is when half of all had got there, those who wait among them: by the first instants, and
/// where times are known as ranges, or somebody is not known, by the least and the most that it may be. `half_by` is of those who are known, and empty
/// where more than one in twenty is not: the two ends are all there is. Empty where nothing was observed, or where half have not got there.
struct TimeSummary {
  std::optional<double> median, p90, mean;
  std::optional<Seconds> half_by, half_by_least, half_by_most;
  std::uint64_t n = 0;
  bool exact = true;
};
/// `waiting`: from the beginning to as-of, of all to whom it has not happened, open or gone. `share`: of another share than half, `half_by` is when that had got there.
TimeSummary summarize(const SpanCounts& observed, const SpanCounts& waiting, const NotKnown& not_known = {}, double share = 0.5);
TimeSummary summarize(const SpanCounts& observed, const Distribution& waiting, const NotKnown& not_known = {});
TimeSummary summarize(const Distribution& observed, const Distribution& waiting, double share = 0.5);

/// Has quantiles of other times than `half_by` rests on: of those alone that are old enough.
void take_quantiles(const SpanCounts& observed, TimeSummary& summary);

}  // namespace handoff
