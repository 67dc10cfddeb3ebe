// Counts of a meeting, added up.
#include <algorithm>

#include "handoff/measures/weekly.hpp"

namespace handoff {

namespace {

template <class Number>
void add_up(std::vector<Number>& sum, const std::vector<Number>& more) {
  sum.resize(std::max(sum.size(), more.size()));
  for (std::size_t i = 0; i < more.size(); ++i) sum[i] += more[i];
}

template <class Mergeable>
void merge_up(std::vector<Mergeable>& sum, const std::vector<Mergeable>& more) {
  sum.resize(std::max(sum.size(), more.size()));
  for (std::size_t i = 0; i < more.size(); ++i) sum[i].merge(more[i]);
}

}  // namespace

void MeetingCounts::merge(const MeetingCounts& other) {
  add_up(claimed, other.claimed);
  add_up(entered, other.entered);
  add_up(unsure, other.unsure);
  merge_up(moved, other.moved);
  add_up(dispositions, other.dispositions);
  merge_up(value, other.value);
  merge_up(taken, other.taken);
  converted.merge(other.converted);
  for (const auto& [segment, share] : other.by_segment) by_segment[segment].merge(share);
  meets += other.meets;
  off += other.off;
  undecided += other.undecided;
  touched.merge(other.touched);
  untouched.merge(other.untouched);
  touched_at_all.merge(other.touched_at_all);
  causes.merge(other.causes);
  unmeasured += other.unmeasured;
  won_in_time += other.won_in_time;
  won_late += other.won_late;
}

void SourceCounts::merge(const SourceCounts& other) {
  entered += other.entered;
  converted.merge(other.converted);
  opened += other.opened;
  opened_now += other.opened_now;
  won += other.won;
  won_now += other.won_now;
  opened_value.merge(other.opened_value);
  opened_value_now.merge(other.opened_value_now);
  won_value.merge(other.won_value);
}

}  // namespace handoff
