// The touch log against what the generator knows of it, and the same answer whatever the order of its rows, its parts and the threads.
#include <algorithm>
#include <sstream>

#include "reading.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

const Json& effort_check(const Json& result) {
  for (const Json& check : result.at("checks"))
    if (check.at("check") == "effort") return check;
  throw std::runtime_error("the audit has no check effort");
}

std::uint64_t excluded(const Json& account, const char* name) {
  const auto found = account.find("excluded_by_name");
  return found != account.end() && found->contains(name) ? found->at(name).get<std::uint64_t>() : 0;
}

/// The lines of a log but the first, in another order: by a hash of their own text.
std::vector<std::string> shuffled(const std::string& bytes, std::string& header) {
  std::istringstream in(bytes);
  std::vector<std::string> lines;
  std::getline(in, header);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  const auto key = [](const std::string& line) {
    std::uint64_t hash = 1469598103934665603ULL;
    for (const char c : line) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
  };
  std::sort(lines.begin(), lines.end(), [&](const std::string& a, const std::string& b) { return key(a) < key(b); });
  return lines;
}

/// A report without what names the files.
std::string nameless(const Json& report) {
  Json copy = report;
  copy.erase("input");
  copy.erase("notes");
  return copy.dump();
}

}  // namespace

void compare_touches(const Json& report, const Json& truth, bool date_only, Checks& checks) {
  const Json &result = report.at("result"), &touches = result.at("touches"), &effort = truth.at("effort");
  const auto number = [](const Json& object, const char* key) { return object.at(key).get<std::uint64_t>(); };
  const Json& check = effort_check(result);
  checks.equal("effort measurable", check.at("measurable"), true);
  checks.equal("effort short", check.at("all").at("count"), effort.at("breached"));
  const std::uint64_t decided = number(check.at("all"), "of") + number(check, "met_early_all"), undecided = number(check, "open_all") + number(check, "unknown_all");
  if (!date_only) checks.equal("effort decided, due or not", decided, number(effort, "met") + number(effort, "breached"));
  checks.equal("effort of all", decided + undecided, number(effort, "met") + number(effort, "breached") + number(effort, "open") + number(effort, "unknown"));
  checks.equal("touched", touches.at("coverage").at("count"), truth.at("touched"));
  checks.equal("covered of", touches.at("coverage").at("of"), number(truth, "touched") + number(truth, "untouched"));
  for (const char* key : {"unknown", "touched_before", "uncertain", "touches"}) checks.equal(std::string("touches ") + key, touches.at(key), truth.at(key));
  for (const Json& one : touches.at("channels")) {
    const std::string channel = one.at("channel").get<std::string>();
    checks.equal("through " + channel, one.at("touched").at("count"), truth.at("channels").value(channel, 0));
  }
  const std::uint64_t early = number(touches, "status_early");
  checks.equal("status updated", number(touches.at("status_updated"), "count") + early, truth.at("updated"));
  checks.equal("status updated of", number(touches.at("status_updated"), "of") + early, number(truth, "updated") + number(truth, "updated_late"));
  checks.equal("status still open", touches.at("status_open"), truth.at("update_open"));
  for (std::size_t i = 0; i < truth.at("clocks").size(); ++i) {
    const Json &got = result.at("clocks").at(i), &wanted = truth.at("clocks").at(i);
    const std::string name = "clock " + std::to_string(i) + " by the log, ";
    compare_verdicts(name, wanted.at("verdicts"), got, date_only, checks);
    checks.equal(name + "never", got.at("never_touched"), wanted.at("never"));
    checks.equal(name + "touched before", got.at("touched_before"), wanted.at("touched_before"));
  }
}

void check_touches(const Export& data, Checks& checks) {
  checks.about("touches, " + data.name);
  const std::string log = data.scratch->path("touches.csv");
  const Json& truth = data.truth.at("touches");
  const auto audit = [&](std::vector<std::string> more) {
    more.insert(more.end(), {"--sample", "100", "--by", "segment"});
    return report(data, {"audit", more}, checks);
  };
  const Json whole = audit({"--touches", log});
  if (whole.is_null()) return;
  compare_touches(whole, truth, data.date_only, checks);
  const Json& account = whole.at("input").back();
  checks.equal("rows of the log", account.at("rows_read"), truth.at("rows"));
  checks.equal("rows used", account.at("rows_used"), truth.at("used"));
  checks.equal("rows about unknown ids", account.at("rows_rejected"), truth.at("strangers"));
  checks.equal("rows of other leads", excluded(account, "other_leads"), truth.at("outside"));
  checks.equal("rows of other types", excluded(account, "other_type"), truth.at("other_type"));
  checks.equal("rows not completed", excluded(account, "not_where"), truth.at("not_completed"));

  const std::string wanted = nameless(whole);
  for (const char* threads : {"1", "2", "7"}) checks.same_text(std::string("threads ") + threads, audit({"--touches", log, "--threads", threads}).dump(), whole.dump());
  std::string header;
  const std::vector<std::string> lines = shuffled(read_file(log), header);
  std::string all = header + "\n", halves[2] = {header + "\n", header + "\n"};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    all += lines[i] + "\n";
    halves[i % 3 == 0] += lines[i] + "\n";
  }
  const std::string other = data.scratch->path("shuffled.csv"), one = data.scratch->path("one.csv"), two = data.scratch->path("two.csv");
  write_file(other, all);
  write_file(one, halves[0]);
  write_file(two, halves[1]);
  checks.same_text("rows of the log shuffled", nameless(audit({"--touches", other})), wanted);
  checks.same_text("the log in two files", nameless(audit({"--touches", one, "--touches", two, "--threads", "2"})), wanted);
  Json window = audit({"--touches", log, "--window", "2026-Q2"}), again = audit({"--touches", other, "--window", "2026-Q2", "--threads", "3"});
  checks.same_text("of a window", nameless(again), nameless(window));
}

}  // namespace invariants
