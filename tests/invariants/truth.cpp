// Reports against the ground truth of generated exports, count by count.
#include <map>

#include "reading.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

/// Members that are not 0, in alphabetical order.
Json counted(const Json& object) {
  std::map<std::string, Json> sorted;
  for (const auto& [key, value] : object.items())
    if (value != 0) sorted[key] = value;
  return Json(sorted);
}

std::uint64_t count_of(const Json& truth, const char* list, const char* member) { return truth.at(list).at(member).get<std::uint64_t>(); }

Json fraction(const Json& rate) { return {{"count", rate.at("count")}, {"of", rate.at("of")}}; }
Json fraction(std::uint64_t count, std::uint64_t of) { return {{"count", count}, {"of", of}}; }

const Json& check_named(const Json& result, const std::string& name) {
  for (const Json& one : result.at("checks"))
    if (one.at("check") == name) return one;
  throw std::runtime_error("the audit has no check " + name);
}

}  // namespace

Json summed_input(const Json& report) {
  Json sum = {{"rows_read", 0}, {"rows_used", 0}, {"rows_rejected", 0}, {"duplicates", 0}, {"excluded", 0}};
  Json reasons = Json::object(), names = Json::object();
  const auto add = [](Json& to, const std::string& key, const Json& more) {
    to[key] = (to.contains(key) ? to[key].get<std::uint64_t>() : 0) + more.get<std::uint64_t>();
  };
  for (const Json& account : report.at("input")) {
    for (auto& [key, value] : sum.items()) value = value.get<std::uint64_t>() + account.at(key).get<std::uint64_t>();
    if (account.contains("rejected_by_reason"))
      for (const auto& [key, value] : account["rejected_by_reason"].items()) add(reasons, key, value);
    if (account.contains("excluded_by_name"))
      for (const auto& [key, value] : account["excluded_by_name"].items()) add(names, key, value);
  }
  sum["rejected_by_reason"] = counted(reasons);
  sum["excluded_by_name"] = counted(names);
  return sum;
}

std::uint64_t unnamed_in_notes(const Json& report) {
  for (const Json& note : report.at("notes"))
    if (note.get<std::string>().find("in a current stage that no stage and no exit") != std::string::npos) return leading_number(note.get<std::string>());
  return 0;
}

void compare_input(const Json& report, const Json& truth, Checks& checks) {
  const Json& input = truth.at("input");
  Json wanted;
  for (const char* key : {"rows_read", "rows_used", "rows_rejected", "duplicates", "excluded"}) wanted[key] = input.at(key);
  for (const char* key : {"rejected_by_reason", "excluded_by_name"}) wanted[key] = counted(input.at(key));
  const Json got = summed_input(report);
  for (const auto& [key, value] : wanted.items()) checks.equal("input " + key, got.at(key), value);
  checks.equal("leads in a stage without a name", unnamed_in_notes(report), input.at("unnamed_stage_values"));
}

void compare_waterfall(const Json& stages, const Json& truth, Checks& checks) {
  checks.equal("number of stages", stages.size(), truth.size());
  for (std::size_t i = 0; i < stages.size() && i < truth.size(); ++i) {
    const Json &got = stages[i], &wanted = truth[i];
    const std::string name = wanted.at("stage").get<std::string>();
    for (const char* key : {"stage", "reached", "exits", "open", "skipped", "undated"}) checks.equal(name + " " + key, got.at(key), wanted.at(key));
    checks.equal(name + " conversion_next", fraction(got.at("conversion_next")),
                 wanted.at("conversion_next").is_null() ? fraction(0, 0) : wanted.at("conversion_next"));
    checks.equal(name + " conversion_total", fraction(got.at("conversion_total")), wanted.at("conversion_total"));
    checks.equal(name + " value", got.at("value").is_null() ? Json(0) : got.at("value"), wanted.at("value"));
    checks.equal(name + " after_as_of", got.at("after_as_of"), 0);
  }
}

void compare_verdicts(const std::string& name, const Json& verdicts, const Json& clock, bool date_only, Checks& checks) {
  const auto of = [&](const char* verdict) { return verdicts.value(verdict, std::uint64_t{0}); };
  for (const char* one : {"breached", "exempt"}) checks.equal(name + one, clock.at(one), of(one));
  const std::uint64_t met = count(clock, "met") + count(clock, "met_early"), undecided = count(clock, "open") + count(clock, "unknown");
  if (!date_only) checks.equal(name + "met, due or not", met, of("met"));   // of a day it may be unknown whether it was due
  checks.equal(name + "met, open and unknown", met + undecided, of("met") + of("open") + of("unknown"));
}

namespace {

void compare_clocks(const Json& clocks, const Json& truth, bool date_only, Checks& checks) {
  checks.equal("number of clocks", clocks.size(), truth.size());
  for (std::size_t i = 0; i < clocks.size() && i < truth.size(); ++i) {
    const Json &got = clocks[i], &wanted = truth[i];
    const std::string name = "clock '" + wanted.at("clock").get<std::string>() + "' ";
    checks.equal(name + "name", got.at("clock"), wanted.at("clock"));
    compare_verdicts(name, wanted.at("verdicts"), got, date_only, checks);
    checks.equal(name + "never_touched", got.at("never_touched"), wanted.at("never"));
    checks.equal(name + "touched_before", got.at("touched_before"), wanted.at("touched_before"));
    if (!date_only) checks.equal(name + "seconds n", got.at("seconds").at("n"), wanted.at("elapsed_count"));
  }
}

/// Of the first three checks together, by the truth's joint counts: any failed, else any unknown, else any open.
struct Union { std::uint64_t failed = 0, unknown = 0, open = 0; };
Union union_of(const Json& truth) {
  Union all;
  for (const Json& part : truth.at("joint")) {
    const auto leads = part.at("leads").get<std::uint64_t>();
    const Json &verdict = part.at("verdict"), &disposition = part.at("disposition"), &icp = part.at("icp");
    if (verdict == "breached" || disposition == "missing_past_due" || icp == "no") all.failed += leads;
    else if (verdict == "unknown" || icp == "unknown" || disposition == "missing_undated") all.unknown += leads;
    else if (verdict == "open" || disposition == "missing_not_due") all.open += leads;
  }
  return all;
}

}  // namespace

void compare_audit(const Json& report, const Json& truth, bool date_only, Checks& checks) {
  const Json& result = report.at("result");
  const auto population = truth.at("population").get<std::uint64_t>();
  checks.equal("population", result.at("population"), population);
  const auto compare = [&](const std::string& name, const Json& failed, std::uint64_t unknown, std::uint64_t still_open, std::uint64_t taken_out) {
    const Json& got = check_named(result, name);
    checks.equal(name + " measurable", got.at("measurable"), true);
    checks.equal(name, got.at("all").at("count"), failed);
    const std::uint64_t due = count(got.at("all"), "of"), undecided = count(got, "unknown_all") + count(got, "open_all");
    checks.that(name + " decided", due + count(got, "met_early_all") <= population - unknown - still_open - taken_out);
    checks.equal(name + " all", due + count(got, "met_early_all") + undecided, population - taken_out);
  };
  compare("late", truth.at("late"), count_of(truth, "verdicts", "unknown"), count_of(truth, "verdicts", "open"), count_of(truth, "verdicts", "exempt"));
  compare("no_disposition", truth.at("no_disposition"), count_of(truth, "disposition", "missing_undated"), count_of(truth, "disposition", "missing_not_due"), 0);
  compare("off_icp", truth.at("off_icp"), count_of(truth, "icp", "unknown"), 0, 0);
  compare("off_definition", truth.at("off_definition"), count_of(truth, "definition", "unknown"), 0, 0);
  for (const char* name : {"no_reason", "time_order"}) compare(name, truth.at(name), 0, 0, 0);
  compare("undated", truth.at("skipped"), 0, 0, 0);
  checks.equal("duplicate", check_named(result, "duplicate").at("all").at("count"), truth.at("duplicate_email"));

  const Union any = union_of(truth);
  checks.equal("any_failed of the truth's own parts", any.failed, truth.at("any_failed"));
  if (result.at("sample") == population) {
    checks.equal("any_failed in a sample of all", fraction(result.at("any_failed")), fraction(result.at("any_failed_all")));
    const std::uint64_t failed = count(result.at("any_failed_all"), "count") + count(result, "any_failed_early");
    checks.that("any_failed, due or not, or perhaps due", failed <= any.failed && any.failed <= failed + count(result, "any_unknown"));
    const std::uint64_t decided = count(result.at("any_failed_all"), "of") + count(result, "any_failed_early") + count(result, "any_met_early");
    // Of a lead that is exempt from a clock which may not apply, the other parts decide.
    std::uint64_t perhaps_exempt = 0;
    for (const Json& clock : truth.at("clocks")) perhaps_exempt += count_of(clock, "verdicts", "exempt");
    perhaps_exempt -= count_of(truth, "verdicts", "exempt");
    checks.that("any decided", decided <= population - any.unknown - any.open + perhaps_exempt);
    checks.equal("any of all", decided + count(result, "any_unknown") + count(result, "any_open"), population);
  }
  checks.equal("claimed", fraction(result.at("claimed")), truth.at("claimed"));
  checks.equal("recomputed", fraction(result.at("recomputed")), truth.at("recomputed"));
  checks.equal("after_as_of", result.at("after_as_of"), 0);
  checks.equal("undecided", result.at("gap").at("undecided"), truth.at("definition").at("unknown"));
  compare_clocks(result.at("clocks"), truth.at("clocks"), date_only, checks);
}

namespace {

/// MQL is the only stage that the generated contracts define: of its claims the truth knows which meet the definition.
void compare_standing(const Json& waterfall, const Json& audited, std::uint64_t unclaimed, Checks& checks) {
  if (waterfall.is_null()) return;
  for (const Json& stage : waterfall.at("result").at("stages")) {
    if (stage.at("stage") != "MQL") {
      checks.equal("without a definition every claim stands", counted_at(stage), stage.at("claimed"));
      continue;
    }
    const Json& definition = audited.at("definition");
    checks.equal("claimed MQLs", stage.at("claimed"), audited.at("population"));
    checks.equal("MQLs that stand", stage.at("stands"), definition.at("yes"));
    checks.equal("MQLs off the definition", stage.at("off_definition"), definition.at("no"));
    checks.equal("undecided MQLs", stage.at("undecided"), definition.at("unknown"));
    checks.equal("MQLs handed over by nobody", stage.at("meets_unclaimed"), unclaimed);
  }
}

}  // namespace

void check_truth(const Export& data, Checks& checks) {
  checks.about("truth, " + data.name);
  const Json& truth = data.truth;
  const Json waterfall = report(data, {"waterfall", {"--count", "claimed"}}, checks), audit = report(data, {"audit", {"--sample", "all"}}, checks);
  if (waterfall.is_null() || audit.is_null()) return;
  compare_input(waterfall, truth, checks);
  compare_input(audit, truth, checks);
  checks.equal("leads", waterfall.at("result").at("leads"), truth.at("input").at("rows_used"));
  checks.equal("time_order", waterfall.at("result").at("time_order"), truth.at("waterfall").at("time_order"));
  compare_waterfall(waterfall.at("result").at("stages"), truth.at("waterfall").at("stages"), checks);
  const Json& reached = truth.at("audit").at("reached");
  compare_audit(audit, reached, data.date_only, checks);
  const auto met = truth.at("definition").at("met_by_leads").get<std::uint64_t>() - reached.at("definition").at("yes").get<std::uint64_t>();
  checks.equal("never_claimed", audit.at("result").at("gap").at("never_claimed"), met);
  compare_standing(report(data, {"waterfall", {}}, checks), reached, met, checks);
}

}  // namespace invariants
