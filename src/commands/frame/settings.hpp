// What holds: everything the numbers depend on, settled before the first byte of an export is read.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli.hpp"
#include "bytes/byte_source.hpp"
#include "handoff/contract/contract.hpp"
#include "handoff/contract/group.hpp"
#include "handoff/report/report.hpp"
#include "handoff/contract/versions.hpp"
#include "frame/options.hpp"
#include "frame/typed_values.hpp"
#include "render.hpp"

namespace handoff {

struct Settings {
  std::vector<std::string> inputs;
  std::shared_ptr<Sources> sources = std::make_shared<Sources>();   ///< where they are opened; of the run
  std::optional<std::uint64_t> unpack_limit;   ///< bytes
  Instant as_of = 0;
  Instant contract_at = 0;             ///< the moment at which the contract has to be in force; of a version that has ended, its last
  bool as_of_given = false;
  Seconds stale_after = 3 * seconds_a_day;   ///< data whose newest moment is older than this at as-of is noted as old
  std::optional<Period> window;        ///< of entry; of a command that judges entries, the days of it on which the contract is in force
  std::optional<Period> asked;         ///< --window
  NotInForce not_in_force;             ///< the days of it on which the contract is not
  ExprPtr where;                       ///< null: all
  std::string where_text;              ///< as typed
  Counting counting = Counting::defined;   ///< --count, else the contract's
  std::vector<GroupBy> by;
  Look look;
  std::string output, rejects;
  std::shared_ptr<OutputFiles> files = std::make_shared<OutputFiles>();  ///< all that this run writes: they appear together
  RowLimit reject_limit, duplicate_limit;
  int threads = 1;
  bool quiet = false;
  bool allow_unproven = false;         ///< go on without a column that [exclude] or --where asks; whom [exclude] may take out is counted
  std::vector<std::string> own;        ///< what the user wrote, the command line and contracts: an address in it may be said again
};

/// Adds what stands in a contract's file to what the user wrote; nothing where it can be read only once.
void add_own_text(Settings& settings, const std::string& file);

/// Turns what was typed into what holds. Throws Error naming the option.
Settings settle(const Options& options, const Contract& contract, const Streams& io);

/// The same, for a command that judges entries into a stage: those on days on which the contract is not in force are outside. Throws Error where it is in
/// force on no day of the window.
Settings settle_in_force(const Options& options, const Contract& contract, const Streams& io);

/// Says of a report how many entries are outside by the contract's own days; `entered`: into what.
void tell_outside(const OutsideEntries& outside, const Contract& contract, const std::string& entered, Report& report, std::string_view where = "in no number here");

/// Refuses a contract that is not signed and in force at the moment. Throws Error.
void require_signed(const Contract& contract, Instant moment);

/// Refuses outputs (option and path; an empty path is not given) that would overwrite an input, the contract, or one another. Throws Error.
void check_outputs(const std::vector<std::pair<std::string, std::string>>& outputs, const Settings& settings, const std::string& contract);

}  // namespace handoff
