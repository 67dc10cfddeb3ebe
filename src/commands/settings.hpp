// What holds: everything the numbers depend on, settled before the first byte of an export is read.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "../cli.hpp"
#include "handoff/contract.hpp"
#include "handoff/group.hpp"
#include "handoff/report.hpp"
#include "options.hpp"
#include "render.hpp"

namespace handoff {

/// The most rows that may be set aside: a number, or a share of the rows read.
struct RejectLimit {
  std::optional<std::uint64_t> rows;
  double share = 0.01;
  std::string text;
};

struct Settings {
  std::vector<std::string> inputs;
  int stdin_fd = 0;
  Instant as_of = 0;
  bool as_of_given = false;
  std::optional<Period> window;
  ExprPtr where;                       ///< null: all
  std::vector<GroupBy> by;
  Look look;
  std::string output, rejects;
  RejectLimit reject_limit;
  int threads = 1;
  bool quiet = false;
};

/// Turns what was typed into what holds. Throws Error naming the option.
Settings settle(const Options& options, const Contract& contract, const Streams& io);

/// A whole number at least `least` of an option. Throws Error.
std::uint64_t whole_number(const std::string& option, const std::string& text, std::uint64_t least);

/// The head of a report: command, moment, window, contract.
Report report_head(const std::string& command, const std::string& title, const Contract& contract, const Settings& settings);

/// Writes the report where it belongs: -o, or standard output.
void write_report(const Report& report, const Settings& settings, Streams& io);

}  // namespace handoff
