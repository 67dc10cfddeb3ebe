// What the disk refuses ahead is told in the end: the system tells it once.
#include "early_sync.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>

#include "catch.hpp"

using namespace handoff;

TEST_CASE("a sync ahead of a file that can be synced tells nothing") {
  std::string name = "/tmp/handoff-XXXXXX";
  const int fd = mkstemp(name.data());
  REQUIRE(fd >= 0);
  unlink(name.c_str());
  EarlySync early(fd);
  for (int i = 0; i < 3; ++i) {
    CHECK(write(fd, "lead\n", 5) == 5);
    early.more();
  }
  CHECK(early.end() == 0);
  CHECK(early.end() == 0);
  early.more();  // after the end it is left alone
  close(fd);
}

TEST_CASE("a sync ahead that fails is told") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  EarlySync early(ends[1]);
  early.more();
  CHECK(early.end() == EINVAL);
  for (const int end : ends) close(end);
}
