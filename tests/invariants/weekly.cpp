// The meeting's page against the other commands, which count the same leads on their own way.
#include <map>
#include <set>
#include <stdexcept>

#include "reading.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

const Json& chosen_of(const Json& result) {
  for (const Json& period : result.at("periods"))
    if (period.at("period") == result.at("period")) return period;
  throw std::runtime_error("the chosen period is not among the periods");
}

void check_against_others(const Export& data, const Json& page, Checks& checks) {
  const Json& result = page.at("result");
  const Json& chosen = chosen_of(result);
  const std::string window = chosen.at("from").get<std::string>() + ".." + chosen.at("to").get<std::string>();
  const Json audit = report(data, {"audit", {"--window", window}}, checks), waterfall = report(data, {"waterfall", {"--window", window}}, checks);
  checks.equal("what is claimed is the audit's population", chosen.at("claimed"), audit.at("result").at("population"));
  for (const Json& stage : waterfall.at("result").at("stages")) {
    if (stage.at("stage") == "SQL" && chosen.contains("accepted")) checks.equal("accepted is the waterfall's", chosen.at("accepted"), counted_at(stage));
    if (stage.at("stage") != "MQL") continue;
    checks.equal("delivered is the waterfall's", chosen.at("delivered"), counted_at(stage));
    checks.equal("undecided are the waterfall's", chosen.at("undecided"), stage.at("undecided"));
  }
  for (const Json& check : audit.at("result").at("checks"))
    if (check.at("check") == "off_definition" && chosen.contains("on_definition"))
      checks.equal("on the definition is what is not off it", count(chosen.at("on_definition"), "count"), count(check.at("all"), "of") - count(check.at("all"), "count"));

  // What is owed now does not depend on the period.
  const Output list = call(data, {"breaches", {"--all", "--most", "1000000", "-f", "json"}});
  const Json breaches = Json::parse(list.out).at("result");
  std::uint64_t owed = 0, missed = 0;
  for (const Json& duty : breaches.at("duties")) owed += count(duty, "overdue");
  checks.equal("owed now as breaches says", result.at("breaches").at("owed_now"), owed);
  for (const Json& duty : result.at("breaches").at("duties"))
    for (const char* standing : {"overdue", "left", "late"}) missed += count(duty, standing);
  checks.equal("missed in the period", result.at("breaches").at("missed"), missed);
}

/// The long table's first four columns are a key.
void check_keys(const Export& data, const std::string& command, Checks& checks) {
  for (const std::vector<std::string>& by : {std::vector<std::string>{}, {"--by", "segment,source"}, {"--by", "owner", "--by", "segment"}}) {
    std::vector<std::string> more = {"--top", "1000", "-f", "csv", "-q"};
    more.insert(more.end(), by.begin(), by.end());
    const std::vector<Cells> rows = read_csv(call(data, {command, more}).out);
    std::set<Cells> keys;
    std::string twice;
    for (const Cells& row : rows)
      if (!keys.insert(Cells(row.begin(), row.begin() + 4)).second && twice.empty()) twice = row[0] + "," + row[1] + "," + row[2] + "," + row[3];
    checks.that("no key stands twice in the CSV", rows.size() > 100 && twice.empty(), twice);
  }
}

}  // namespace

std::vector<Json> month_pages(const Export& data, Checks& checks) {
  std::vector<Json> pages;
  const Json last = report(data, {"monthly", {}}, checks);
  if (last.is_null()) return pages;
  const auto from = chosen_of(last.at("result")).at("from").get<std::string>();
  int year = std::stoi(from.substr(0, 4)), month = std::stoi(from.substr(5, 2)) + 1;   // the month that as-of lies in
  for (int i = 0; i < 36; ++i, --month) {
    if (month == 13) ++year, month = 1;
    if (month == 0) --year, month = 12;
    const Call page{"monthly", {"--month", std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month)}};
    if (call(data, page).code == 2) {   // as-of is its first instant, or the contract was not in force yet
      if (i == 0) continue;
      break;
    }
    pages.push_back(report(data, page, checks));
    if (pages.back().is_null()) return {};
  }
  return pages;
}

void check_months(const std::vector<Json>& pages, Checks& checks) {
  std::uint64_t claimed = 0;
  std::map<std::string, std::uint64_t> owed;
  std::string problem;
  for (const Json& page : pages) {
    const Json& result = page.at("result");
    if (const Json& in = chosen_of(result).at("claimed"); !in.is_null()) claimed += in.get<std::uint64_t>();
    for (const Json& duty : result.at("breaches").at("duties")) {
      owed[duty.at("duty").get<std::string>()] += count(duty, "overdue");
      const bool adds_up = count(duty, "overdue") + count(duty, "owed_elsewhere") + count(duty, "owed_undated") == count(duty, "owed_now");
      if (!adds_up && problem.empty()) problem = duty.dump();
    }
  }
  checks.that("on each page what is owed now adds up", problem.empty(), problem);
  for (const Json& page : pages) {
    const Json& result = page.at("result");
    checks.equal("months and undated add up to all entrants", claimed + count(result, "undated") + count(result, "blank_dates"), result.at("population"));
    for (const Json& duty : result.at("breaches").at("duties"))
      checks.equal("months and undated add up to what is owed now: " + duty.at("duty").get<std::string>(), owed[duty.at("duty").get<std::string>()] + count(duty, "owed_undated"),
                   duty.at("owed_now"));
  }
}

void check_weekly(const Export& data, const Export& shuffled, Checks& checks) {
  for (const std::string& command : {std::string("weekly"), std::string("monthly")}) {
    checks.about(command + ", " + data.name);
    const Json page = report(data, {command, {"--threads", "1", "--by", "segment"}}, checks);
    if (page.is_null()) return;
    check_against_others(data, page, checks);
    for (const char* threads : {"2", "7"})
      checks.equal(std::string("with --threads ") + threads, report(data, {command, {"--threads", threads, "--by", "segment"}}, checks), page);
    checks.equal("rows in another order", without_input(report(shuffled, {command, {"--by", "segment"}}, checks)), without_input(page));
    const Json& result = page.at("result");
    std::uint64_t delivered = 0, reasons = 0;
    for (const Json& group : result.at("groups")) delivered += count(group, "delivered");
    checks.equal("groups add up", delivered, chosen_of(result).at("delivered"));
    double last = 0;
    for (const Json& reason : result.at("reasons")) reasons += count(reason, "leads"), last = reason.at("cumulative").get<double>();
    checks.that("reasons add up to all", reasons == 0 || last == 1.0);
    checks.that("there are leads in the period", delivered > 0);
  }
  for (const char* command : {"weekly", "monthly"}) check_keys(data, command, checks);
  checks.about("months, " + data.name);
  check_months(month_pages(data, checks), checks);
  checks.about("weeks, " + data.name);
  const Json months = report(data, {"monthly", {}}, checks), weeks = report(data, {"weekly", {}}, checks);
  const Json& trend = weeks.at("result").at("periods");
  for (std::size_t i = 1; i < trend.size(); ++i) checks.that("weeks follow one another", trend[i - 1].at("to") < trend[i].at("from"));
  checks.equal("both know the same leads", months.at("result").at("population"), weeks.at("result").at("population"));
}

}  // namespace invariants
