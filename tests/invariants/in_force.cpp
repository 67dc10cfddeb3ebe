// A contract's own days hold with one contract as with several: what one version says of its days is what several say, and the days add up to all.
#include <stdexcept>

#include "reading.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

/// The same export under the generator's contract with other days; empty: none.
Export on_days(const Export& data, const std::string& name, const std::string& days) {
  std::string text = read_file(data.contract);
  const std::size_t line = text.find("\neffective = ");
  if (line != std::string::npos) text.erase(line, text.find('\n', line + 1) - line);
  const std::size_t version = text.find("\nversion = ");
  if (version == std::string::npos) throw std::runtime_error("the generated contract has no version");
  if (!days.empty()) text.insert(text.find('\n', version + 1), "\neffective = " + days);
  Export other;
  other.name = data.name + ", " + (days.empty() ? "always in force" : days);
  other.files = data.files;
  other.truth = data.truth;
  other.contract = data.scratch->path(name);
  write_file(other.contract, text);
  return other;
}

Json without_outside(Json result) {
  result.erase("not_in_force");
  return result;
}

std::uint64_t outside(const Json& report) {
  const Json& counts = report.at("result").at("not_in_force");
  return count(counts, "before") + count(counts, "after");
}

/// What a report counts: leads of the stage, or entries into all stages.
std::uint64_t counted(const std::string& command, const Json& result) {
  if (command == "audit" || command == "breaches") return count(result, "population");
  if (command == "gaming") return count(result, "leads");
  std::uint64_t sum = 0;
  for (const Json& stage : result.at("stages")) sum += (command == "pipeline" ? stage.at("leads") : counted_at(stage)).get<std::uint64_t>();
  return sum;
}

/// The version of those days among several that cover all time.
Json of_version(const Json& report, const std::string& from) {
  for (const Json& one : report.at("result").at("versions"))
    if (one.at("from") == from) return one.at("result");
  return nullptr;
}

}  // namespace

void check_in_force(const Export& data, Checks& checks) {
  const std::string from = "2026-02-10", to = "2026-04-20";
  const Export one = on_days(data, "one.toml", "{ from = " + from + ", to = " + to + " }"), always = on_days(data, "always.toml", "");
  const Export before = on_days(data, "before.toml", "{ to = 2026-02-09 }"), after = on_days(data, "after.toml", "{ from = 2026-04-21 }");
  const std::string window = from + ".." + to;
  for (const std::string& command : {std::string("audit"), std::string("waterfall")}) {
    checks.about(command + ", one version, " + data.name);
    const Json alone = report(one, {command, {}}, checks);
    if (alone.is_null()) return;
    const Json several = report(one, {command, {"-c", before.contract, "-c", after.contract}}, checks);
    checks.equal("one contract over its days says what it says among several", without_outside(alone.at("result")), of_version(several, from));
  }
  for (const std::string& command : {std::string("audit"), std::string("waterfall"), std::string("breaches"), std::string("gaming"), std::string("pipeline")}) {
    checks.about(command + ", days in force, " + data.name);
    const auto run = [&](const Export& under, std::vector<std::string> more) {
      more.insert(more.end(), {"-f", "json"});
      if (command == "audit") more.insert(more.end(), {"--seed", "1"});   // else each contract draws its own sample
      if (command == "waterfall" || command == "pipeline") more.insert(more.end(), {"--count", "claimed"});  // what is outside are claims
      return Json::parse(call(under, {command, std::move(more)}).out);  // breaches exits with 1 where there are any
    };
    const Json inside = run(one, {}), dated = run(always, {"--window", "1900-01-01..2199-12-31"}), earlier = run(before, {}), later = run(after, {});
    const auto parts = [&](const Json& report) { return counted(command, report.at("result")); };
    checks.equal("its days are a window", without_outside(inside.at("result")), without_outside(run(always, {"--window", window}).at("result")));
    checks.equal("a window within its days is that window", without_outside(run(one, {"--window", "2026-03"}).at("result")), without_outside(run(always, {"--window", "2026-03"}).at("result")));
    checks.that("something is inside, before and after", parts(inside) > 0 && parts(earlier) > 0 && parts(later) > 0);
    checks.equal("inside, before and after are all that have a date", parts(inside) + parts(earlier) + parts(later), parts(dated));
    checks.equal("what is outside is said", outside(inside), parts(earlier) + parts(later));
  }
}

}  // namespace invariants
