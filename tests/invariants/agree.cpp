// All reports of one run agree: a number that two commands print is the same number, and a row of a group is what --where of the group's own rule says.
#include <map>
#include <set>

#include "suites.hpp"

namespace invariants {

namespace {

const Json* named(const Json& list, const char* key, const std::string& name) {
  for (const Json& one : list)
    if (one.at(key) == name) return &one;
  return nullptr;
}

/// The parts of a report on some leads that do not hang on what is seen of others.
Json comparable(const Json& from) {
  Json out;
  if (from.contains("stages"))
    for (const Json& stage : from.at("stages"))
      for (const char* key : {"claimed", "reached", "stands", "off_definition", "undecided", "open", "skipped", "conversion_next", "conversion_total"})
        out[stage.at("stage").get<std::string>()][key] = stage.at(key);
  if (from.contains("checks"))
    for (const Json& check : from.at("checks")) out[check.at("check").get<std::string>()] = check.at("all");
  if (from.contains("any_failed_all")) out["any"] = from.at("any_failed_all");
  if (from.contains("clocks"))
    for (const Json& clock : from.at("clocks")) out["clock " + clock.at("clock").get<std::string>()] = clock.at("compliance");
  return out;
}

/// A segment's row of a report by segments, and the report on the leads of the segment alone. Leads that may be in it are in the bounds of both.
void check_rows_are_filters(const Export& data, Checks& checks) {
  for (const std::vector<std::string>& command : {std::vector<std::string>{"waterfall"}, {"waterfall", "--count", "claimed"}, {"audit", "--sample", "all"}}) {
    Call whole{command.front(), {command.begin() + 1, command.end()}};
    Call grouped = whole;
    grouped.more.insert(grouped.more.end(), {"--by", "segment"});
    const Json groups = report(data, grouped, checks);
    if (groups.is_null()) return;
    std::uint64_t unknown = 0;
    for (const Json& group : groups.at("result").at("groups")) {
      const std::string segment = group.at("segment").get<std::string>();
      if (segment == "unmapped" || segment == "(undecided)") {
        unknown += segment == "(undecided)";
        continue;
      }
      Call filtered = whole;
      filtered.more.insert(filtered.more.end(), {"--where", "segment = '" + segment + "'"});
      const Json alone = report(data, filtered, checks);
      if (alone.is_null()) return;
      checks.about("agree: " + command.front() + " of segment " + segment + ", " + data.name);
      checks.equal("--where says what the row says", comparable(alone.at("result")), comparable(group));
    }
    checks.that("some leads may be of several segments", unknown > 0);
  }
}

/// What the waterfall, the money, the scores and the meeting say of the same stages.
void check_stages_agree(const Export& data, const std::string& count_by, Checks& checks) {
  checks.about("agree: --count " + count_by + ", " + data.name);
  const Json waterfall = report(data, {"waterfall", {"--count", count_by}}, checks), money = report(data, {"pipeline", {"--count", count_by}}, checks);
  const Json audit = report(data, {"audit", {"--sample", "all"}}, checks);
  if (waterfall.is_null() || money.is_null() || audit.is_null()) return;
  const Json &stages = waterfall.at("result").at("stages"), &audited = audit.at("result");
  for (const Json& stage : stages) {
    const Json* paid = named(money.at("result").at("stages"), "stage", stage.at("stage").get<std::string>());
    checks.that("the money has the stage", paid != nullptr);
    if (!paid) continue;
    checks.equal("pipeline counts the leads of " + stage.at("stage").get<std::string>(), paid->at("leads"), counted_at(stage));
    checks.equal("pipeline knows the undecided of " + stage.at("stage").get<std::string>(), paid->at("undecided"), stage.at("undecided").is_null() ? Json(0) : stage.at("undecided"));
  }
  const Json &mql = *named(stages, "stage", "MQL"), &sql = *named(stages, "stage", "SQL");
  checks.equal("causes of loss are of all claimed MQLs", money.at("result").at("entered"), mql.at("claimed"));
  checks.equal("the audit is of all claimed MQLs", audited.at("population"), mql.at("claimed"));
  checks.equal("the audit's claim is of all claimed SQLs", audited.at("claimed").at("count"), sql.at("claimed"));
  for (const Json& check : audited.at("checks"))
    if (check.at("check") == "off_definition" && count_by == "defined") {
      checks.equal("off the definition", check.at("all").at("count"), mql.at("off_definition"));
      checks.equal("undecided", check.at("unknown_all"), mql.at("undecided"));
    }
  std::uint64_t lost = 0;
  std::set<std::string> causes;
  for (const Json& leak : money.at("result").at("leakage"))
    if (causes.insert(leak.at("cause").get<std::string>()).second) lost += count(leak.at("leads"), "count");
  checks.equal("every claimed MQL has a cause, or moved on", lost, mql.at("claimed"));
}

}  // namespace

void check_agree(const Export& data, Checks& checks) {
  check_rows_are_filters(data, checks);
  for (const char* count_by : {"defined", "claimed"}) check_stages_agree(data, count_by, checks);
}

}  // namespace invariants
