// The process: its streams, its clock, its signals, its stacks. All else is in run().
#include <fcntl.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <exception>
#include <iostream>
#include <thread>

#include "cli.hpp"
#include "descriptor.hpp"

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

/// Room for what nests as deep as the limits allow: expressions, JSON, TOML, and the buffers that a block is unpacked into.
constexpr std::size_t stack_bytes = std::size_t{8} << 20;

/// Every thread of the process takes its stack from here, and none from `ulimit -s`, which may be too little for one.
void set_stack_size() {
#ifdef __linux__
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return;
  if (pthread_attr_setstacksize(&attributes, stack_bytes) == 0) pthread_setattr_default_np(&attributes);
  pthread_attr_destroy(&attributes);
#endif
}

/// The first thread's own stack cannot be chosen, so the work is done by a second one. Where the system gives none, the first does it.
int run_on_own_stack(const std::vector<std::string>& arguments, handoff::Streams& io) {
  int code = 2;
  try {
    std::thread([&] { code = handoff::run(arguments, io); }).join();
  } catch (const std::exception&) {
    code = handoff::run(arguments, io);
  }
  return code;
}

}  // namespace

int main(int argc, char* argv[]) {
  fill_closed_descriptors();
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, and a failed write is handled
  std::signal(SIGXFSZ, SIG_IGN);  // so is one past `ulimit -f`
  handoff::remove_doomed_on_signals();
  set_stack_size();
  std::ios::sync_with_stdio(false);
  handoff::Streams io{STDIN_FILENO,          std::cout,        std::cerr, isatty(STDOUT_FILENO) != 0,
                      isatty(STDERR_FILENO) != 0, terminal_width(), system_now};
  return run_on_own_stack({argv + 1, argv + argc}, io);
}
