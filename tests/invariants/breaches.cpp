// The alert against the audit, which counts the same verdicts on its own way; and the alert told in slices against the whole of it.
#include <map>
#include <stdexcept>

#include "reading.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

/// The exit code says whether something is listed; anything else than 0 and 1 is a failed check.
Json alert(const Export& data, std::vector<std::string> more, Checks& checks) {
  more.insert(more.end(), {"-f", "json"});
  const Output output = call(data, {"breaches", more});
  checks.that("breaches runs", output.code == 0 || output.code == 1, output.err);
  if (output.code != 0 && output.code != 1) return {};
  Json report = Json::parse(output.out);
  checks.equal("exit code", output.code, report.at("result").at("to_list") > 0 ? 1 : 0);
  return report;
}

/// By clock the alert tells of a lead once, where it is not known which of two applies; the audit counts it under each. So they are held together by the check.
void against_audit(const Json& duties, const Json& audit, Checks& checks) {
  std::size_t clocks = 0;
  std::map<std::string, std::uint64_t> sums;
  const auto check_named = [&](const std::string& name) -> const Json& {
    for (const Json& check : audit.at("checks"))
      if (check.at("check") == name) return check;
    throw std::runtime_error("the audit has no check " + name);
  };
  for (const Json& duty : duties) {
    const std::string name = duty.at("duty").get<std::string>();
    const std::uint64_t past = count(duty, "overdue") + count(duty, "left") + count(duty, "late");
    if (duty.at("kind") == "clock") {
      const Json& clock = audit.at("clocks").at(clocks++);
      checks.equal(name + ": the audit's clock", clock.at("clock"), name);
      checks.that(name + ": past due, gone or late is breached", past >= count(clock, "breached"));
      checks.that(name + ": unknown here is unknown there", count(duty, "unknown") <= count(clock, "unknown"));
      sums["past"] += past;
      sums["open"] += count(duty, "due") + count(duty, "open");
      for (const char* same : {"met", "met_early", "unknown", "exempt"}) sums[same] += count(duty, same);
      continue;
    }
    const Json& check = check_named(duty.at("kind") == "reason" ? "no_reason" : "no_disposition");
    checks.equal(name + " as the audit's check", past - count(duty, "late"), check.at("all").at("count"));   // what was answered late has an answer
  }
  checks.equal("the audit's clocks are all there", clocks, audit.at("clocks").size());
  const Json& late = check_named("late");
  checks.equal("past due, gone or late is the audit's late", sums["past"], late.at("all").at("count"));
  checks.equal("met is the audit's not late", sums["met"], count(late.at("all"), "of") - count(late.at("all"), "count"));
  checks.equal("due or not yet due is the audit's open", sums["open"], late.at("open_all"));
  checks.equal("unknown is the audit's", sums["unknown"], late.at("unknown_all"));
  checks.equal("met early is the audit's", sums["met_early"], late.at("met_early_all"));
  checks.equal("a duty a lead", sums["past"] + sums["met"] + sums["met_early"] + sums["open"] + sums["unknown"] + sums["exempt"], audit.at("population"));
}

std::string negated(std::string text) {
  for (char& c : text) c = static_cast<char>('\x7f' - c);
  return text;
}

/// What can be mended, then the rest; of each what is not yet due, the soonest first, then what was due, the newest first, or with --sort due all by due time; then
/// what has no due time. Ties by id.
void in_order(const Json& breaches, bool newest, Checks& checks) {
  std::tuple<bool, bool, bool, std::string, std::string> last;
  bool held = true;
  for (const Json& one : breaches) {
    const bool settled = one.at("standing") == "left" || one.at("standing") == "late", past = newest && one.at("standing") != "due";
    const std::string due = one.at("due").is_null() ? "" : one.at("due").get<std::string>();
    std::tuple<bool, bool, bool, std::string, std::string> now{settled, due.empty(), past, past ? negated(due) : due, one.at("lead_id").get<std::string>()};
    held = held && last <= now;
    last = now;
  }
  checks.that(newest ? "newest first" : "by due time", held);
}

}  // namespace

void check_breaches(const Export& data, const Export& shuffled, Checks& checks) {
  checks.about("breaches, " + data.name);
  const Json all = alert(data, {"--all", "--due-within", "2d", "--threads", "1", "--most", "1000000"}, checks);
  const Json audit = report(data, {"audit", {}}, checks);
  if (all.is_null() || audit.is_null()) return;
  const Json& rows = all.at("result").at("breaches");
  checks.equal("the audit's population", all.at("result").at("population"), audit.at("result").at("population"));
  against_audit(all.at("result").at("duties"), audit.at("result"), checks);
  in_order(rows, true, checks);
  const Json by_due = alert(data, {"--all", "--due-within", "2d", "--sort", "due", "--most", "1000000"}, checks);
  in_order(by_due.at("result").at("breaches"), false, checks);
  checks.equal("the same rows in either order", by_due.at("result").at("breaches").size(), rows.size());
  std::uint64_t listed = 0;
  for (const Json& duty : all.at("result").at("duties"))
    for (const char* standing : {"overdue", "due", "left", "late"}) listed += count(duty, standing);
  checks.equal("a row for each that is counted", rows.size(), listed);
  checks.that("there is something to tell", rows.size() > 20);

  for (const char* threads : {"2", "7"})
    checks.equal(std::string("with --threads ") + threads, alert(data, {"--all", "--due-within", "2d", "--threads", threads, "--most", "1000000"}, checks), all);
  checks.equal("rows in another order", without_input(alert(shuffled, {"--all", "--due-within", "2d", "--most", "1000000"}, checks)), without_input(all));
  const Json few = alert(data, {"--all", "--due-within", "2d", "--threads", "7", "--most", "7"}, checks);
  checks.equal("--most takes the first", few.at("result").at("breaches"), Json(std::vector<Json>(rows.begin(), rows.begin() + 7)));
  checks.equal("--most counts all", few.at("result").at("to_list"), listed);

  const Output csv = call(data, {"breaches", {"--all", "--due-within", "2d", "--most", "1000000", "-f", "csv", "-q"}});
  const std::vector<Cells> cells = read_csv(csv.out);
  checks.equal("CSV has the same rows", cells.size(), rows.size() + 1);
  for (std::size_t i = 1; i < cells.size() && i <= rows.size(); ++i)
    if (cells[i][0] != rows[i - 1].at("lead_id") || cells[i].back() != rows[i - 1].at("explanation")) checks.that("CSV row " + std::to_string(i), false, cells[i][0]);

  const Json grouped = alert(data, {"--by", "source"}, checks);
  std::uint64_t overdue = 0, groups = 0;
  for (const Json& group : grouped.at("result").at("groups")) groups += count(group, "overdue");
  for (const Json& duty : grouped.at("result").at("duties")) overdue += count(duty, "overdue");
  checks.equal("groups add up", groups, overdue);

  // Told in slices: each once, in the order of the whole list.
  const std::string state = data.scratch->path("mql.state"), slice = std::to_string(rows.size() / 4 + 1);
  Json told = Json::array();
  for (int run = 0; run < 6; ++run) {
    if (told.size() == rows.size()) {   // nothing is new: a pass, or a refusal where too many are undecided
      const Output output = call(data, {"breaches", {"--all", "--due-within", "2d", "--since-last", state, "-q"}});
      checks.that("nothing new raises no alert", output.code == 0 || output.err.find("it is not in the data") != std::string::npos, output.err);
      continue;
    }
    const Json part = alert(data, {"--all", "--due-within", "2d", "--since-last", state, "--most", slice}, checks);
    if (part.is_null()) return;
    checks.equal("what was told stands", part.at("result").at("told_before"), told.size());
    for (const Json& row : part.at("result").at("breaches")) told.push_back(row);
  }
  checks.equal("slices make the whole", told, rows);
}

}  // namespace invariants
