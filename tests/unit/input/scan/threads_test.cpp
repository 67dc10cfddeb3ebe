// Work on several threads: each piece once, and what one throws comes out.
#include "scan/threads.hpp"

#include <atomic>
#include <stdexcept>
#include <vector>

#include "catch.hpp"

using namespace handoff;

TEST_CASE("each piece of work is done once, whatever the threads") {
  for (const int threads : {0, 1, 2, 7, 50}) {
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{5}, std::size_t{1000}}) {
      std::vector<std::atomic<int>> done(count);
      on_threads(threads)(count, [&](std::size_t i) { ++done.at(i); });
      for (const auto& times : done) REQUIRE(times == 1);
    }
  }
}

TEST_CASE("what one piece of work throws is thrown") {
  for (const int threads : {1, 3}) {
    std::atomic<int> done{0};
    CHECK_THROWS_AS(on_threads(threads)(100, [&](std::size_t i) {
                      if (i == 7) throw std::runtime_error("seven");
                      ++done;
                    }),
                    std::runtime_error);
    if (threads == 1) CHECK(done == 7);  // the rest is left alone
  }
}
