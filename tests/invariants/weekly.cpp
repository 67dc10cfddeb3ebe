// The meeting's page against the other commands, which count the same leads on their own way.
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
    if (stage.at("stage") == "SQL" && chosen.contains("accepted")) checks.equal("accepted is the waterfall's", chosen.at("accepted"), stage.at("reached"));
    if (stage.at("stage") != "MQL") continue;
    checks.equal("delivered is the waterfall's", chosen.at("delivered"), stage.at("reached"));
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

}  // namespace

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
  checks.about("weeks, " + data.name);
  const Json months = report(data, {"monthly", {}}, checks), weeks = report(data, {"weekly", {}}, checks);
  const Json& trend = weeks.at("result").at("periods");
  for (std::size_t i = 1; i < trend.size(); ++i) checks.that("weeks follow one another", trend[i - 1].at("to") < trend[i].at("from"));
  checks.equal("both know the same leads", months.at("result").at("population"), weeks.at("result").at("population"));
}

}  // namespace invariants
