// The command line, callable in process: parse, dispatch, catch, exit code. The only place where the clock is read.
#pragma once
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "handoff/time/time.hpp"

namespace handoff {

class Sources;

/// What a run may touch of the world: results go to `out`, everything else to `err`.
struct Streams {
  int in_fd = 0;                  ///< where `-` reads from
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int width = 100;                ///< columns of the terminal
  std::function<Instant()> now;   ///< the moment of judging when --as-of is not given
  std::shared_ptr<Sources> sources = nullptr;   ///< all that the run reads; made by run(), of in_fd
  std::vector<std::string> typed = {};  ///< the command line, set by `run`: what stands in it may always be said
};

/// Runs one command line (without the program's name). 0: done; 1: done, and a check asked for failed; 2: could not do it.
int run(const std::vector<std::string>& args, Streams& io);

}  // namespace handoff
