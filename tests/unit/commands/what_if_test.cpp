// Sweeps as typed.
#include "score/what_if.hpp"

#include "catch.hpp"
#include "handoff/text/error.hpp"

using namespace handoff;
using Texts = std::vector<std::string>;

TEST_CASE("a range becomes settings", "[what_if]") {
  CHECK(sweep("fit >= 70") == Texts{"fit >= 70"});
  CHECK(sweep("fit >= 60..70") == Texts{"fit >= 60", "fit >= 65", "fit >= 70"});
  CHECK(sweep("fit >= 0..1 step 0.5 AND x") == Texts{"fit >= 0 AND x", "fit >= 0.5 AND x", "fit >= 1 AND x"});
  CHECK(sweep("fit >= -5..5 step 10") == Texts{"fit >= -5", "fit >= 5"});
  CHECK(sweep("fit >= 50..64 step 5") == Texts{"fit >= 50", "fit >= 55", "fit >= 60"});
  CHECK(sweep("title = 'a..b'") == Texts{"title = 'a..b'"});
  CHECK(sweep("fit >= 0.1..0.3 step 0.1") == Texts{"fit >= 0.1", "fit >= 0.2", "fit >= 0.3"});
  CHECK(sweep("fit >= 0.0000001..0.0000003 step 0.0000001") == Texts{"fit >= 0.0000001", "fit >= 0.0000002", "fit >= 0.0000003"});
  CHECK(sweep("fit >= -0.5..0.50 step .5") == Texts{"fit >= -0.5", "fit >= 0", "fit >= 0.5"});
  for (const char* bad : {"fit >= 9..1", "fit >= a..b", "fit >= 1..", "fit >= ..5", "fit >= 1..2..3", "fit >= 1..5 step 0", "fit >= 1..5 step x",
                          "fit >= 0..1000 step 1", "fit >= 1.1.1..5"})
    CHECK_THROWS_AS(sweep(bad), Error);
}
