// Shares are over leads that were due. The fast are not judged before the slow: a share holds exactly the leads whose limit had run out. And a share of leads that
// entered in a closed window is the same at every moment after their last limit.
#include <algorithm>
#include <map>

#include "reading.hpp"
#include "suites.hpp"
#include "world.hpp"

namespace invariants {

namespace {

/// Leads of which it is not known which of two clocks applies, late or in time by both: how many of them were late, and due by both.
std::uint64_t late_by_all(const std::string& ledger, const std::string& as_of) {
  const std::vector<Cells> rows = read_csv(ledger);
  const auto column = [&](const char* name) { return static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), name) - rows[0].begin()); };
  const std::size_t due = column("due"), explanation = column("explanation");
  std::map<std::string, bool> late;   // lead, and whether all of its limits had run out
  for (const Cells& row : rows)
    if (row[explanation].find("All that may apply come to the same: breached.") != std::string::npos) {
      const auto [one, fresh] = late.try_emplace(row[0], true);
      one->second = one->second && row[due] < as_of;
    }
  return static_cast<std::uint64_t>(std::count_if(late.begin(), late.end(), [](const auto& one) { return one.second; }));
}

struct ClockRows { std::uint64_t met = 0, breached = 0, early = 0; };

/// What the rows of a ledger come to as of a moment, by clock: who was due, and met or not.
std::map<std::string, ClockRows> due_rows(const std::string& ledger, const std::string& as_of) {
  std::map<std::string, ClockRows> clocks;
  const std::vector<Cells> rows = read_csv(ledger);
  const auto column = [&](const char* name) { return static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), name) - rows[0].begin()); };
  const std::size_t clock = column("clock"), due = column("due"), verdict = column("verdict");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    ClockRows& here = clocks[rows[i][clock]];
    const bool was_due = !rows[i][due].empty() && rows[i][due] < as_of;   // instants of one form: the earlier sorts first
    here.breached += rows[i][verdict] == "breached" && was_due;
    if (rows[i][verdict] == "met") ++(was_due ? here.met : here.early);
  }
  return clocks;
}

/// Moments at which somebody had been fast: the stops of leads that were met well before their limit ran out.
std::vector<std::string> fast_stops(const std::string& ledger) {
  std::vector<std::string> stops;
  const std::vector<Cells> rows = read_csv(ledger);
  const auto column = [&](const char* name) { return static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), name) - rows[0].begin()); };
  const std::size_t stop = column("stop"), due = column("due");
  for (std::size_t i = 1; i < rows.size(); ++i)
    if (!rows[i][stop].empty() && rows[i][stop] < rows[i][due]) stops.push_back(rows[i][stop]);
  std::sort(stops.begin(), stops.end());
  return stops;
}

void check_fast_and_slow(const Export& data, Checks& checks) {
  const std::string ledger = data.scratch->path("due.csv");
  const auto audit_at = [&](const std::string& as_of) {
    return report(data, {"audit", {"--as-of", as_of, "--sample", "all", "--ledger", ledger}}, checks);
  };
  checks.about("due, " + data.name);
  if (audit_at(data.truth.at("as_of").get<std::string>()).is_null()) return;
  const std::vector<std::string> stops = fast_stops(read_file(ledger));
  checks.that("there are leads that were fast", stops.size() > 20);
  if (stops.empty()) return;
  std::uint64_t early = 0;
  for (const std::size_t part : {3U, 5U, 7U}) {
    const std::string as_of = stops[stops.size() * part / 8];
    checks.about("due at " + as_of + ", " + data.name);
    const Json audit = audit_at(as_of);
    if (audit.is_null()) return;
    std::map<std::string, ClockRows> rows = due_rows(read_file(ledger), as_of);
    std::uint64_t late = 0;
    for (const Json& clock : audit.at("result").at("clocks")) {
      const std::string name = clock.at("clock").get<std::string>();
      const ClockRows& wanted = rows[name];
      checks.equal(name + ": met of those that were due", clock.at("compliance").at("count"), wanted.met);
      checks.equal(name + ": met or breached", clock.at("compliance").at("of"), wanted.met + wanted.breached);
      if (clock.contains("met_early")) checks.equal(name + ": met, and not yet due", clock.at("met_early"), wanted.early);
      late += wanted.breached;
      early += wanted.early;
    }
    for (const Json& check : audit.at("result").at("checks"))
      if (check.at("check") == "late") checks.equal("late are those that were due", check.at("all").at("count"), late + late_by_all(read_file(ledger), as_of));
  }
  checks.that("some were met before they were due", early > 0);
}

/// What a page says of the leads of a closed window: what was owed to them by a limit.
Json owed(const Json& audit) {
  Json said;
  const auto add = [&](const std::string& name, const Json& rate) { said[name] = {rate.at("count"), rate.at("of"), rate.at("unknown")}; };
  for (const Json& clock : audit.at("result").at("clocks")) add("clock " + clock.at("clock").get<std::string>(), clock.at("compliance"));
  for (const Json& check : audit.at("result").at("checks"))
    if (check.at("check") == "late" || check.at("check") == "effort") add("check " + check.at("check").get<std::string>(), check.at("all"));
  return said;
}

void check_closed_window(const World& world, Checks& checks) {
  checks.about("due in a closed window, " + world.data.name);
  const auto owed_at = [&](const char* as_of) {
    const Json audit = report(world.data, {"audit", {"--as-of", as_of, "--window", "2026-02", "--sample", "all", "--touches", world.files.at("touches")}}, checks);
    return audit.is_null() ? Json() : owed(audit);
  };
  const Json first = owed_at("2026-03-15T00:00:01Z");   // entered by 28 February, and owed within 24 hours, and 14 days
  checks.that("something is owed", !first.is_null() && first.size() >= 3);
  for (const char* later : {"2026-03-20T00:00:00Z", "2026-04-30T12:00:00Z", "2026-06-10T00:00:00Z"})
    checks.equal(std::string("the same as of ") + later, owed_at(later), first);
}

}  // namespace

void check_due(const Export& data, Checks& checks) {
  check_fast_and_slow(data, checks);
  const World world = build_world(5, Asked::nothing, 600);
  check_fast_and_slow(world.data, checks);
  check_closed_window(world, checks);
}

}  // namespace invariants
