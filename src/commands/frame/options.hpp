// What every command that reads leads understands, as typed.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace handoff {

/// Options as typed; settle() turns them into what holds.
struct Options {
  std::vector<std::string> inputs;        ///< exports, several files of one export; "-" is standard input
  std::string contract = "sla.toml";
  std::vector<std::string> contracts;     ///< all that were typed; several are versions, see versions.hpp
  std::optional<std::string> as_of, window, where;   ///< empty text is an error, not a default
  std::vector<std::string> by;
  std::optional<std::string> count;       ///< not given: what the contract says
  std::optional<std::string> format;      ///< not given: the end of the output's name decides, else table
  std::string output, rejects;
  std::string max_rejects = "1%", max_duplicates = "1%";
  std::optional<std::string> unpack_limit;
  std::optional<std::string> threads;     ///< not given: the cores there are
  bool quiet = false;
  std::string color = "auto";
  bool require_signed = false;
  bool allow_unproven = false;
};

/// Declares the options that all commands on leads share.
void declare_options(CLI::App& app, Options& options);
/// `--count`, for commands that count a funnel.
void declare_count_option(CLI::App& app, Options& options);
/// The last of these alone, which say nothing of the leads or the contract: from `--format` to `--require-signed`.
void declare_run_options(CLI::App& app, Options& options);

}  // namespace handoff
