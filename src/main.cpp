// The process: its streams, its clock, its signals. All else is in run().
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

}  // namespace

int main(int argc, char* argv[]) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, and a failed write is handled
  std::ios::sync_with_stdio(false);
  handoff::Streams io{STDIN_FILENO,          std::cout,        std::cerr, isatty(STDOUT_FILENO) != 0,
                      isatty(STDERR_FILENO) != 0, terminal_width(), system_now};
  return handoff::run({argv + 1, argv + argc}, io);
}
