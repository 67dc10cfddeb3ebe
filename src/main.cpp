// The process: its streams, its clock, its signals. All else is in run().
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <iostream>

#include "cli.hpp"

namespace {

int terminal_width() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 100;
}

handoff::Instant system_now() {
  using namespace std::chrono;
  return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

/// A closed 0, 1 or 2 would be the number of the next file opened, and what is said would land in it. Each closed one is opened the wrong
/// way round, so that using it fails as it did; only messages nobody wants to hear go nowhere.
void fill_closed_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(fd, F_GETFD) < 0) open("/dev/null", fd == STDOUT_FILENO ? O_RDONLY : O_WRONLY);  // takes the lowest number that is free
}

}  // namespace

int main(int argc, char* argv[]) {
  fill_closed_descriptors();
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, and a failed write is handled
  std::ios::sync_with_stdio(false);
  handoff::Streams io{STDIN_FILENO,          std::cout,        std::cerr, isatty(STDOUT_FILENO) != 0,
                      isatty(STDERR_FILENO) != 0, terminal_width(), system_now};
  return handoff::run({argv + 1, argv + argc}, io);
}
