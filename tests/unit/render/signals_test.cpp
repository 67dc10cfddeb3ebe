// What a signal leaves behind, of a process of its own.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "catch.hpp"
#include "descriptor.hpp"

using namespace handoff;

TEST_CASE("a signal that ends the run takes hidden files away, and the status is the signal's") {
  std::string name = (std::filesystem::temp_directory_path() / "handoff-XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  const std::filesystem::path scratch = name;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const pid_t child = fork();
    if (child == 0) {
      std::signal(signal, SIG_DFL);
      remove_doomed_on_signals();
      for (const char* file : {".a.tmp", ".b.tmp", "kept"}) {
        doom((scratch / file).string());
        std::ofstream(scratch / file) << "x";
      }
      spare((scratch / "kept").string());
      raise(signal);
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == signal));
    CHECK(std::distance(std::filesystem::directory_iterator(scratch), {}) == 1);
  }
  std::filesystem::remove_all(scratch);
}
