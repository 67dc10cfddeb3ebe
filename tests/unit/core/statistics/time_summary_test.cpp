// By when half had got there, of leads of whom some are not known; worked by hand.
#include "handoff/statistics/time_summary.hpp"

#include <vector>

#include "catch.hpp"

using namespace handoff;

namespace {

SpanCounts times(const std::vector<Seconds>& all) {
  SpanCounts counts;
  for (const Seconds time : all) counts.add(time);
  return counts;
}

}  // namespace

TEST_CASE("half of all is two times where the unknown decide", "[time_summary]") {
  // 8 h, and one of whom nobody knows: half at once, or half after 8 h
  const TimeSummary one = summarize(times({8}), times({}), nothing_known_of(1));
  CHECK(one.half_by_least == 0);
  CHECK(one.half_by_most == 8);
  CHECK_FALSE(one.half_by);
  CHECK(one.median == 8);
  // one moved after 2 h, one waits since 10 h, of two nobody knows: at once, or never
  const TimeSummary two = summarize(times({2}), times({10}), nothing_known_of(2));
  CHECK(two.half_by_least == 0);
  CHECK_FALSE(two.half_by_most);
}

TEST_CASE("half of all is one time where the unknown change nothing", "[time_summary]") {
  const TimeSummary three = summarize(times({4, 4}), times({}), nothing_known_of(1));
  CHECK(three.half_by_least == 4);
  CHECK(three.half_by_most == 4);
  CHECK_FALSE(three.half_by);                                // more than one in twenty is not known
  const TimeSummary all = summarize(times({4, 4}), times({9}));
  CHECK(all.half_by == 4);
  CHECK(all.half_by_least == 4);
}

TEST_CASE("of those known, while no more than one in twenty is not", "[time_summary]") {
  std::vector<Seconds> many(18, 3);
  many.push_back(5);
  const TimeSummary twenty = summarize(times(many), times({}), nothing_known_of(1));
  CHECK(twenty.half_by == 3);
  many.pop_back();
  CHECK_FALSE(summarize(times(many), times({}), nothing_known_of(1)).half_by);
}

TEST_CASE("where nobody is known they may have got there at once, or never", "[time_summary]") {
  const TimeSummary open = summarize(times({}), times({}), nothing_known_of(3));
  CHECK_FALSE(open.half_by);
  CHECK(open.half_by_least == 0);
  CHECK_FALSE(open.half_by_most);   // not reached
  CHECK_FALSE(summarize(times({}), times({}), nothing_known_of(0)).half_by_least);
}

TEST_CASE("those who may belong count with their times or not at all at the least, and wait at the most", "[time_summary]") {
  NotKnown perhaps;
  perhaps.add_perhaps(times({6}), times({20}));
  // known: 2 after 5 h, 2 wait. At the least nobody more is there, and half of four got there; at the most one more waits, so that 2 of 5 got there.
  const TimeSummary summary = summarize(times({5, 5}), times({30, 30}), perhaps);
  CHECK(summary.half_by_least == 5);
  CHECK_FALSE(summary.half_by_most);
}
