#include "init/early_touches.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "check/check_export.hpp"
#include "contract_file.hpp"
#include "draft/draft_parts.hpp"
#include "handoff/text/error.hpp"

namespace handoff {
namespace {

/// The year 9999: all that an export dates has happened by then, so the answer does not depend on the day of the run.
constexpr Instant far_future = 253370764800;

/// A contract of one stage and one clock, with the columns that the draft names.
std::string trial_text(const DraftFacts& facts) {
  std::string columns;
  bool start = false, stop = false;
  for (const ProposedColumn& one : facts.columns) {
    const std::string name(known_fields()[one.field].name);
    start = start || name == "mql_at";
    stop = stop || name == "first_touch_at";
    if (name == "lead_id" || name == "mql_at" || name == "first_touch_at" || name == "last_touch_at" || name == "touches")
      columns += fmt::format("{} = {}\n", name, toml_quoted(one.header));
  }
  if (!start || !stop) return {};
  return fmt::format(
      "handoff = 2\n[contract]\nname = \"trial\"\nversion = \"1\"\n[time]\nzone = {}\n[columns]\npreset = \"none\"\n{}"
      "[[stage]]\nname = \"MQL\"\nat = \"mql_at\"\n"
      "[[clock]]\nname = \"first touch\"\non = \"MQL\"\nstart = \"mql_at\"\nstop = \"first_touch_at\"\nlimit = \"4h\"\n",
      toml_quoted(facts.zone.empty() ? "UTC" : facts.zone), columns);
}

}  // namespace

EarlyTouches count_early_touches(const DraftFacts& facts, const std::string& file, Streams& io) {
  const std::string text = trial_text(facts);
  if (text.empty() || facts.rows == 0) return {};
  try {
    const Contract contract = parse_contract(text, "the trial of a clock");
    Settings settings;
    settings.inputs = {file};
    settings.sources = io.sources;
    settings.as_of = settings.contract_at = far_future;
    settings.quiet = true;
    Trial trial = make_trial(contract, settings.inputs, settings);
    const TrialResult result = try_export(trial, settings, io);
    for (const ClauseProof& clause : result.tally.clauses)
      if (clause.kind == ClauseProof::Kind::clock) return {clause.before_start, clause.of};
  } catch (const Error&) {   // an export that a report refuses is drafted for all the same
  }
  return {};
}

}  // namespace handoff
