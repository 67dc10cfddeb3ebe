// Values that are on their way arrive, all of them and each once.
#include "handoff/statistics/late_values.hpp"

#include <array>

#include "catch.hpp"

using namespace handoff;

TEST_CASE("late values are added in the end") {
  LateValues late;
  std::array<Distribution, 7> ahead, behind;
  for (Seconds value = 0; value < 1000; ++value) {
    ahead[static_cast<std::size_t>(value % 7)].add(value * value);
    late.add(behind[static_cast<std::size_t>(value % 7)], value * value);
  }
  late.settle();
  late.settle();  // there is nothing left
  for (std::size_t i = 0; i < ahead.size(); ++i) CHECK(ahead[i].values() == behind[i].values());
}

TEST_CASE("few late values are added too") {
  LateValues late;
  Distribution one;
  late.add(one, 5);
  CHECK(one.count() == 0);
  late.settle();
  CHECK(one.values() == std::vector<std::pair<Seconds, std::uint64_t>>{{5, 1}});
}
