// A share does not move because its period gets older. The same export as of later and later moments: a verdict that was given stays, and what is over the leads of a
// closed period that have all reached the horizon is the same to the last count.
#include <array>
#include <map>

#include "reading.hpp"
#include "suites.hpp"
#include "world.hpp"

namespace invariants {

namespace {

const std::array moments = {"2026-03-01T00:00:00Z", "2026-03-05T09:30:00Z", "2026-03-11T12:00:00Z", "2026-03-20T00:00:00Z", "2026-05-01T00:00:00Z", "2026-07-28T00:00:00Z"};
constexpr std::size_t first_mature = 3;   // February's last lead has reached ten days

const char* const promises = R"toml(
[[commitment]]
name = "by maturity"
metric = "rate(MQL, SQL)"
per = "month"
target = 0.3
[[commitment]]
name = "more by maturity"
metric = "rate(MQL, SQL)"
per = "month"
target = 0.45
floor = 0.40
)toml";

const char* const more_promises = R"toml(
[[commitment]]
name = "within"
metric = "rate(MQL, Won)"
within = "10d"
per = "month"
target = 0.03
[[commitment]]
name = "share within"
metric = 'share_within(MQL, Won, "10d")'
per = "month"
target = 0.2
[[commitment]]
name = "touched within"
metric = "coverage(MQL)"
within = "1d"
per = "month"
target = 0.3
[[commitment]]
name = "half by"
metric = "days(MQL, SQL)"
per = "month"
target = "12d"
[[commitment]]
name = "median"
metric = "median(first touch)"
per = "month"
target = "20h"
[[commitment]]
name = "ninth"
metric = "p90(first touch)"
per = "month"
target = "30h"
[[commitment]]
name = "mean"
metric = "mean(first touch)"
per = "month"
target = "30h"
[[commitment]]
name = "so far"
metric = "rate(MQL, Won)"
per = "month"
target = 0.1
)toml";

/// The world's contract with a maturity of ten days, and with promises.
std::string with_promises(const World& world, bool all) {
  std::string text = read_file(world.data.contract);
  const std::string stage = "name = \"MQL\"\n";
  const std::size_t at = text.find(stage, text.find("[[stage]]"));
  if (at == std::string::npos) return "";
  text.insert(at + stage.size(), "maturity = \"10d\"\n");
  return text + promises + (all ? more_promises : "");
}

bool decided(const Json& outcome) { return outcome == "met" || outcome == "missed" || outcome == "below_floor"; }

/// What a page says of February's commitments, by name.
std::map<std::string, Json> commitments_of(const Json& page) {
  std::map<std::string, Json> said;
  for (const Json& one : page.at("result").at("commitments"))
    if (one.at("here").is_object()) said[one.at("commitment").get<std::string>()] = one.at("here");
  return said;
}

struct Before { Json verdict; std::string at; };

void hold_verdicts(const Json& page, const std::string& moment, std::map<std::string, Before>& given, Checks& checks) {
  for (const auto& [name, here] : commitments_of(page)) {
    const Json& outcome = here.at("outcome");
    const auto before = given.find(name);
    if (before != given.end()) checks.equal(name + ": the verdict of " + before->second.at + " stands as of " + moment, outcome, before->second.verdict);
    else if (decided(outcome)) given[name] = {outcome, moment};
  }
}

/// The numbers at the horizon: of the commitments with one, of the scoreboard, of the waterfall's mature rate.
Json at_horizon(const Json& page, const Json& funnel) {
  Json said;
  for (const auto& [name, here] : commitments_of(page)) {
    if (name == "so far" || name == "mean") continue;
    said[name] = Json::array({here.at("outcome")});
    if (name == "half by" || name == "median" || name == "ninth") continue;   // of all leads, whose waits grow
    for (const char* key : {"count", "of", "unknown"}) said[name].push_back(here.at(key));
  }
  for (const Json& period : page.at("result").at("periods"))
    if (period.at("period") == "2026-02") said["scoreboard"] = period.at("conversion");
  for (const Json& stage : funnel.at("result").at("stages"))
    if (stage.at("stage") == "MQL") said["waterfall"] = Json::array({stage.at("mature"), stage.at("days_to_next").at("median"), stage.at("days_to_next").at("p90"), stage.at("days_to_next").at("n")});
  return said;
}

void check_world(std::uint64_t seed, bool all, Checks& checks) {
  World world = build_world(seed, Asked::nothing, 700);
  const std::string text = with_promises(world, all);
  checks.about("horizon, seed " + std::to_string(seed));
  checks.that("the contract has an MQL", !text.empty());
  write_file(world.data.contract, text);
  std::map<std::string, Before> given;
  Json mature;
  for (std::size_t i = 0; i < moments.size(); ++i) {
    const Json page = report(world.data, {"monthly", {"--month", "2026-02", "--as-of", moments[i]}}, checks);
    const Json funnel = report(world.data, {"waterfall", {"--window", "2026-02", "--as-of", moments[i]}}, checks);
    if (page.is_null() || funnel.is_null()) return;
    hold_verdicts(page, moments[i], given, checks);
    if (i < first_mature) continue;
    const Json now = at_horizon(page, funnel);
    if (mature.is_null()) mature = now;
    checks.equal(std::string("at the horizon, the same as of ") + moments[i], now, mature);
  }
  for (const char* name : {"by maturity", "more by maturity"}) checks.that(std::string(name) + " was judged", given.contains(name));
}

}  // namespace

void check_horizon(Checks& checks) {
  for (const std::uint64_t seed : {1, 2, 3}) check_world(seed, true, checks);
}

}  // namespace invariants
