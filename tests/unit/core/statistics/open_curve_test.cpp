// The two ends of a curve of which not all is known, held against every curve that it may be.
#include "handoff/statistics/open_curve.hpp"

#include <random>
#include <vector>

#include "catch.hpp"

using namespace handoff;

namespace {

constexpr Seconds never = 1'000'000;

struct Range { Seconds least, most; };

/// Events with their ranges, leads that wait, and leads that may have got there within a range, may wait, or may not belong.
struct Cohort { std::vector<Range> events; std::vector<Seconds> waiting; std::vector<Range> perhaps; };

struct Reached { Seconds least = never, most = 0; };

/// By every choice of each lead, one after the other.
void follow(const Cohort& cohort, std::size_t lead, const Distribution& events, const Distribution& waiting, Reached& found) {
  const auto with = [](Distribution all, Seconds time) {
    all.add(time);
    return all;
  };
  if (lead < cohort.events.size()) {
    for (Seconds at = cohort.events[lead].least; at <= cohort.events[lead].most; ++at) follow(cohort, lead + 1, with(events, at), waiting, found);
  } else if (const std::size_t unknown = lead - cohort.events.size(); unknown < cohort.perhaps.size()) {
    const Range& range = cohort.perhaps[unknown];
    for (Seconds at = range.least; at <= range.most; ++at) follow(cohort, lead + 1, with(events, at), waiting, found);
    follow(cohort, lead + 1, events, with(waiting, range.most), found);
    follow(cohort, lead + 1, events, waiting, found);
  } else {
    const Seconds half = half_by(events, waiting).value_or(never);
    found = {std::min(found.least, half), std::max(found.most, half)};
  }
}

Cohort drawn(std::mt19937_64& random) {
  const auto up_to = [&](Seconds most) { return static_cast<Seconds>(random() % static_cast<std::uint64_t>(most + 1)); };
  Cohort cohort;
  for (std::vector<Range>* const all : {&cohort.events, &cohort.perhaps})
    for (Seconds left = up_to(2); left > 0; --left) {
      const Seconds least = up_to(5);
      all->push_back({least, least + (up_to(1) ? up_to(3) : 0)});
    }
  for (Seconds left = up_to(3); left > 0; --left) cohort.waiting.push_back(up_to(7));
  return cohort;
}

}  // namespace

TEST_CASE("a curve of which not all is known lies within its two ends", "[open_curve]") {
  std::mt19937_64 random(86);
  for (int round = 0; round < 3000; ++round) {
    const Cohort cohort = drawn(random);
    OpenEvents events;
    Distribution waiting;
    for (const Range& event : cohort.events) {
      events.least.add(event.least);
      events.most.add(event.most);
    }
    for (const Seconds time : cohort.waiting) waiting.add(time);
    Reached reached;
    follow(cohort, 0, {}, waiting, reached);
    OpenEvents perhaps;
    Distribution all_waiting = waiting;
    for (const Range& event : cohort.perhaps) {
      perhaps.least.add(event.least);
      perhaps.most.add(event.most);
      all_waiting.add(event.most);
    }
    CAPTURE(round);
    CHECK(reached_at_the_earliest(0.5, events, perhaps, waiting).value_or(never) == reached.least);
    CHECK(reached_at_the_latest(0.5, events, all_waiting).value_or(never) >= reached.most);
  }
}

TEST_CASE("a lead of which nobody knows weighs most when the others are out of sight", "[open_curve]") {
  // two have waited for an hour, and of a third nobody knows: at once it is one of three, and a second past the hour the only one
  OpenEvents events;
  events.least.add(0);
  events.most.add(never);
  Distribution waiting;
  waiting.add(3600, 2);
  CHECK(reached_at_the_earliest(0.5, {}, events, waiting) == 3601);
  waiting.add(never);
  CHECK_FALSE(reached_at_the_latest(0.5, {}, waiting));
}
