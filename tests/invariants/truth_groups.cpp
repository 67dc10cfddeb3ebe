// The ground truth by segment and by month, and through --where and --window.
#include <map>

#include "suites.hpp"

namespace invariants {

namespace {

Json group_of(const Json& report, const char* key, const std::string& value) {
  for (const Json& group : report.at("result").at("groups"))
    if (group.at(key) == value) return group;
  return nullptr;
}

void by_segment(const Export& data, Checks& checks) {
  const Json waterfall = report(data, {"waterfall", {"--count", "claimed", "--by", "segment"}}, checks);
  const Json audit = report(data, {"audit", {"--sample", "all", "--by", "segment"}}, checks);
  if (waterfall.is_null() || audit.is_null()) return;
  std::size_t groups = 0;
  for (const auto& [segment, truth] : data.truth.at("segments").items()) {
    checks.about("truth by segment " + segment + ", " + data.name);
    const Json& stages = truth.at("stages");
    const Json got = group_of(waterfall, "segment", segment), audited = group_of(audit, "segment", segment);
    const bool any = stages[0].at("reached") != 0;
    groups += any;
    checks.that("is a group where it has leads", got.is_null() != any);
    if (got.is_null()) continue;
    compare_waterfall(got.at("stages"), stages, checks);
    checks.equal("audited", audited.is_null() ? Json(0) : audited.at("population"), stages[1].at("reached"));
  }
  checks.equal("number of segments", waterfall.at("result").at("groups").size(), groups);
}

/// The truth of a stage's entrants in a month; none: zeros.
Json entry_of(const Json& truth, const std::string& stage, const std::string& month) {
  const Json& months = truth.at("entries").at(stage);
  return months.contains(month) ? months.at(month) : Json{{"entered", 0}, {"moved_on", 0}};
}

void by_month(const Export& data, Checks& checks) {
  checks.about("truth by month, " + data.name);
  const Json waterfall = report(data, {"waterfall", {"--count", "claimed", "--by", "month"}}, checks);
  const Json audit = report(data, {"audit", {"--sample", "all", "--by", "month"}}, checks);
  if (waterfall.is_null() || audit.is_null()) return;
  std::map<std::string, std::uint64_t> seen;
  for (const Json& group : waterfall.at("result").at("groups")) {
    const std::string month = group.at("month").is_null() ? "no month" : group.at("month").get<std::string>();
    for (const Json& stage : group.at("stages")) {
      const std::string name = stage.at("stage").get<std::string>();
      const Json wanted = entry_of(data.truth, name, month);
      checks.equal(month + " " + name + " reached", stage.at("reached"), wanted.at("entered"));
      checks.equal(month + " " + name + " moved on", stage.at("conversion_next").at("count"), wanted.at("moved_on"));
      seen[name] += stage.at("reached").get<std::uint64_t>();
    }
  }
  for (const Json& stage : data.truth.at("waterfall").at("stages"))
    checks.equal(stage.at("stage").get<std::string>() + " over all months", seen[stage.at("stage").get<std::string>()], stage.at("reached"));
  std::uint64_t audited = 0;
  for (const Json& group : audit.at("result").at("groups")) {
    const std::string month = group.at("month").is_null() ? "no month" : group.at("month").get<std::string>();
    checks.equal(month + " audited", group.at("population"), entry_of(data.truth, "MQL", month).at("entered"));
    audited += group.at("population").get<std::uint64_t>();
  }
  checks.equal("audited over all months", audited, data.truth.at("audit").at("reached").at("population"));
}

std::string month_after(const std::string& month) {
  const int number = std::stoi(month.substr(5)) % 12 + 1;
  const int year = std::stoi(month) + (number == 1 ? 1 : 0);
  return std::to_string(year) + (number < 10 ? "-0" : "-") + std::to_string(number);
}

/// The leads created in a month, by --where: a funnel of their own.
void created_in(const Export& data, const std::string& month, Checks& checks) {
  checks.about("truth of the leads created in " + month + ", " + data.name);
  const std::string where = "created_at >= DATE '" + month + "-01' AND created_at < DATE '" + month_after(month) + "-01'";
  const Json waterfall = report(data, {"waterfall", {"--count", "claimed", "--where", where}}, checks);
  if (waterfall.is_null()) return;
  const Json& truth = data.truth.at("months").at(month);
  compare_waterfall(waterfall.at("result").at("stages"), truth.at("stages"), checks);
  checks.equal("time_order", waterfall.at("result").at("time_order"), truth.at("time_order"));
  const Json input = summed_input(waterfall);
  const auto used = truth.at("stages")[0].at("reached").get<std::uint64_t>(), all = data.truth.at("input").at("rows_used").get<std::uint64_t>();
  checks.equal("rows_used", input.at("rows_used"), used);
  checks.equal("taken out by --where", input.at("excluded_by_name").at("--where"), all - used);
}

/// The entrants of each stage in a month, by --window: cohorts, and entries against entries.
void entered_in(const Export& data, const std::string& month, Checks& checks) {
  checks.about("truth of the window " + month + ", " + data.name);
  const Json cohort = report(data, {"waterfall", {"--count", "claimed", "--window", month}}, checks);
  const Json period = report(data, {"waterfall", {"--count", "claimed", "--window", month, "--basis", "period"}}, checks);
  const Json audit = report(data, {"audit", {"--sample", "all", "--window", month}}, checks);
  if (cohort.is_null() || period.is_null() || audit.is_null()) return;
  const Json& stages = cohort.at("result").at("stages");
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const std::string name = stages[i].at("stage").get<std::string>();
    const Json wanted = entry_of(data.truth, name, month);
    const Json& entries = period.at("result").at("stages")[i];
    checks.equal(name + " reached", stages[i].at("reached"), wanted.at("entered"));
    checks.equal(name + " moved on", stages[i].at("conversion_next").at("count"), wanted.at("moved_on"));
    checks.equal(name + " entries", entries.at("reached"), wanted.at("entered"));
    if (i + 1 == stages.size()) continue;
    const Json next = entry_of(data.truth, stages[i + 1].at("stage").get<std::string>(), month);
    checks.equal(name + " entries to the next stage", entries.at("conversion_next").at("count"), next.at("entered"));
    checks.equal(name + " entries they are held against", entries.at("conversion_next").at("of"), wanted.at("entered"));
  }
  checks.equal("audited", audit.at("result").at("population"), entry_of(data.truth, "MQL", month).at("entered"));
}

}  // namespace

void check_truth_groups(const Export& data, Checks& checks) {
  by_segment(data, checks);
  by_month(data, checks);
  std::vector<std::string> months;
  for (const auto& [month, funnel] : data.truth.at("months").items()) months.push_back(month);
  for (const std::size_t i : {months.size() / 2, months.size() - 1}) {
    created_in(data, months[i], checks);
    entered_in(data, months[i], checks);
  }
  checks.about("truth of the leads with an MQL date, " + data.name);
  const Json dated = report(data, {"audit", {"--sample", "all", "--where", "mql_at IS NOT NULL"}}, checks);
  if (dated.is_null()) return;
  const Json& truth = data.truth.at("audit").at("dated");
  compare_audit(dated, truth, data.date_only, checks);
}

}  // namespace invariants
