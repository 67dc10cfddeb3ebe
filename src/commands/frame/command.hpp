// The table of commands, and what each row of it is. docs/dev/architecture.md says what else a command needs.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli.hpp"

namespace CLI {
class App;
}

namespace handoff {

/// Runs a command whose options have been parsed; its result is the exit code.
using Runner = std::function<int(Streams&)>;

struct Command {
  std::string_view name;
  std::string_view answers;                    ///< one line for the overview
  std::function<Runner(CLI::App&)> declare;    ///< adds its options to the parser
  /// Options of others that people give this one, and what to do instead.
  std::vector<std::pair<std::string, std::string>> instead = {};
};

/// Thrown by a stream of rows when whoever reads it has gone away: nothing is wrong, and no further row is wanted.
struct ClosedPipe {};

/// Sees that what was said on standard output has got there, or that nobody reads it any more: the exit code is what the command
/// found, whoever stops reading. `done`: what holds in spite of it. Throws Error.
void finish_output(Streams& io, const std::string& done = "");

Command init_command();
Command check_command();
Command sign_command();
Command verify_command();
Command waterfall_command();
Command audit_command();
Command score_command();
Command compare_command();
Command explain_command();
Command backplan_command();
Command breaches_command();
Command pipeline_command();
Command weekly_command();
Command monthly_command();
Command gaming_command();
Command compare_command();

/// All commands, in the order of the overview.
std::vector<Command> all_commands();

}  // namespace handoff
