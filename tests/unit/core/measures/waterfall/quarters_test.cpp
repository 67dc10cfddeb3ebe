// Entries by quarter: which quarters have fewer than 200, and what is asked of one that is cut.
#include "handoff/measures/quarters.hpp"

#include "catch.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

const std::shared_ptr<const Zone> new_york = Zone::find("America/New_York");

void add(QuarterCounts& counts, const std::string& when, int times) {
  for (int i = 0; i < times; ++i) counts.add(stamp(when), *new_york);
}

}  // namespace

TEST_CASE("a quarter with fewer than 200 is few, and one without any between two others", "[quarters]") {
  QuarterCounts counts;
  add(counts, "2025-01-01T05:00:00Z", 200);   // the first instant of the year there
  add(counts, "2025-04-01T03:59:59Z", 1);     // the last second of March there
  add(counts, "2025-10-05T12:00:00Z", 199);
  const FewQuarters all(counts, {}, at("2026-01-01T04:59:59Z"), *new_york);
  CHECK(all.of == 4);
  CHECK(all.few == 3);
  REQUIRE(all.fewest);
  CHECK(period_name(*all.fewest, Grain::quarter) == "2025-Q2");
  CHECK(all.count == 0);
}

TEST_CASE("a cut quarter is held to its part by days", "[quarters]") {
  QuarterCounts counts;
  add(counts, "2026-04-10T12:00:00Z", 100);
  const Period april{day_from_civil(2026, 4, 1), day_from_civil(2026, 4, 30)};
  CHECK(FewQuarters(counts, april, at("2026-07-01T00:00:00Z"), *new_york).few == 0);              // 100 of 65.9 for 30 of 91 days
  CHECK(FewQuarters(counts, {}, at("2026-07-01T12:00:00Z"), *new_york).few == 1);                 // 82 days from the first entry on: 180.2
  CHECK(FewQuarters(counts, {}, at("2026-05-20T12:00:00Z"), *new_york).few == 0);                 // 41 of them by as-of: 90.1
  CHECK(FewQuarters(QuarterCounts(), {}, at("2026-05-20T12:00:00Z"), *new_york).of == 0);
}

TEST_CASE("quarters merge as if they had been counted together", "[quarters]") {
  QuarterCounts one, two, both;
  for (const char* when : {"2025-02-03T12:00:00Z", "2025-05-03T12:00:00Z"}) {
    add(one, when, 120);
    add(two, when, 100);
    add(both, when, 220);
  }
  one.merge(two);
  const FewQuarters merged(one, {}, at("2025-06-30T12:00:00Z"), *new_york), whole(both, {}, at("2025-06-30T12:00:00Z"), *new_york);
  CHECK(merged.few == 0);
  CHECK(merged.count == whole.count);
  CHECK(merged.of == whole.of);
}
