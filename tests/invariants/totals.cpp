// Parts add up to their whole, and a rate is what its counts make it.
#include <cmath>
#include <functional>

#include "suites.hpp"

namespace invariants {

namespace {

std::uint64_t sum_of(const Json& object) {
  std::uint64_t sum = 0;
  for (const Json& one : object) sum += one.get<std::uint64_t>();
  return sum;
}

/// Adds the numbers of `more` to those of `sum`, member by member; other members are left alone.
void add_numbers(Json& sum, const Json& more) {
  for (const auto& [key, value] : more.items()) {
    if (value.is_object()) add_numbers(sum[key], value);
    else if (value.is_number()) sum[key] = (sum.contains(key) && sum[key].is_number() ? sum[key].get<double>() : 0.0) + value.get<double>();
  }
}

/// The members of a stage that add up over groups.
Json additive_stage(const Json& stage) {
  Json parts;
  for (const char* key : {"reached", "claimed", "stands", "off_definition", "undecided", "implied", "exits", "skipped", "undated", "open", "moved_undecided", "after_as_of"})
    parts[key] = stage.at(key).is_null() ? Json(0) : stage.at(key);
  parts["value"] = stage.at("value").is_null() ? Json(0) : stage.at("value");
  // An undecided lead is an unknown of each row that it may belong to: those do not add up.
  for (const char* key : {"conversion_next", "conversion_total"}) parts[key] = {{"count", stage.at(key).at("count")}, {"of", stage.at(key).at("of")}};
  parts["n"] = stage.at("days_to_next").at("n");
  return parts;
}

Json additive_check(const Json& check) {
  return {{"count", check.at("all").at("count")}, {"of", check.at("all").at("of")}, {"unknown", check.at("unknown_all")}, {"open", check.at("open_all")}, {"met_early", check.at("met_early_all")}};
}

Json additive_clock(const Json& clock) {
  Json parts;
  for (const char* key : {"met", "met_early", "breached", "open", "unknown", "exempt", "never_touched", "touched_before"}) parts[key] = clock.at(key);
  parts["n"] = clock.at("seconds").at("n");
  return parts;
}

void check_accounts(const Json& report, Checks& checks) {
  for (const Json& account : report.at("input")) {
    checks.equal("rows read are used, set aside, duplicate or excluded", count(account, "rows_read"),
                 count(account, "rows_used") + count(account, "rows_rejected") + count(account, "duplicates") + count(account, "excluded"));
    if (account.contains("rejected_by_reason")) checks.equal("reasons of rejects", sum_of(account["rejected_by_reason"]), account.at("rows_rejected"));
    if (account.contains("excluded_by_name")) checks.equal("names of exclusions", sum_of(account["excluded_by_name"]), account.at("excluded"));
  }
}

void check_stages(const Json& stages, Checks& checks) {
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const Json& stage = stages[i];
    const std::string name = stage.at("stage").get<std::string>();
    const std::uint64_t moved = count(stage.at("conversion_next"), "count");
    const auto counted = counted_at(stage).get<std::uint64_t>();
    checks.equal(name + ": claims are told once", stage.at("reached"), stage.at("claimed"));
    if (!stage.at("stands").is_null())
      checks.equal(name + ": claimed = stands + off the definition + undecided", count(stage, "claimed"),
                   counted + count(stage, "off_definition") + count(stage, "undecided"));
    checks.equal(name + ": counted = moved on + exits + open + undecided + skipped", counted,
                 moved + sum_of(stage.at("exits")) + count(stage, "open") + count(stage, "moved_undecided") + count(stage, "skipped"));
    checks.that(name + ": skipped and undated are among those reached",
                count(stage, "skipped") <= count(stage, "undated") && count(stage, "undated") <= counted);
    checks.that(name + ": times are of those who moved on", count(stage.at("days_to_next"), "n") <= moved);
    const bool last = i + 1 == stages.size();
    checks.equal(name + ": conversion is of those who entered", stage.at("conversion_next").at("of"),
                 last ? 0 : counted - count(stage, "skipped") - count(stage, "moved_undecided"));
    checks.that(name + ": the mature are among all", count(stage.at("mature"), "of") <= count(stage.at("conversion_next"), "of") &&
                                                         count(stage.at("mature"), "count") <= moved);
  }
}

}  // namespace

namespace {

/// A rate that its counts allow: the share of the decided where hardly anything is unknown, and bounds around it that hold whatever the unknown turn out to be.
bool sound_rate(const Json& node) {
  const Json &rate = node.at("rate"), &low = node.at("low"), &high = node.at("high");
  const double part = node.at("count").get<double>(), of = node.at("of").get<double>();
  const double unknown = node.contains("unknown") ? node["unknown"].get<double>() : 0, all = of + unknown;
  const bool no_share = of == 0 || unknown * 20 > all;
  if (part > of || rate.is_null() != no_share) return false;
  if (!no_share && std::abs(rate.get<double>() - part / of) > 1e-6) return false;
  if (low.is_null() || high.is_null()) return all == 0;
  if (!node.contains("least")) return low <= rate && rate <= high;   // a difference, or a rate that was given
  const double least = node["least"].get<double>(), most = node["most"].get<double>();
  if (least < part / all - 1e-6 || most > (part + unknown) / all + 1e-6 || least > most) return false;
  if (!no_share && (rate.get<double>() < least - 1e-6 || rate.get<double>() > most + 1e-6)) return false;
  return low.get<double>() >= 0 && low.get<double>() <= least + 1e-6 && high.get<double>() >= most - 1e-6 && high.get<double>() <= 1;
}

}  // namespace

void check_rates(const Json& report, Checks& checks) {
  std::uint64_t rates = 0;
  std::string wrong;
  const std::function<void(const Json&, const std::string&)> walk = [&](const Json& node, const std::string& path) {
    if (node.is_object() && node.contains("count") && node.contains("of") && node.contains("rate")) {
      ++rates;
      if (!sound_rate(node) && wrong.empty()) wrong = path + " " + node.dump();
    } else if (node.is_structured()) {
      for (const auto& [key, value] : node.items()) walk(value, path + "/" + key);
    }
  };
  walk(report.at("result"), "");
  checks.that("rates are count / of, inside their bounds", rates > 0 && wrong.empty(), wrong);
}

void check_waterfall_totals(const Json& report, Checks& checks) {
  check_accounts(report, checks);
  check_rates(report, checks);
  const Json& result = report.at("result");
  if (result.contains("stages")) {
    check_stages(result["stages"], checks);
    const Json& first = result["stages"][0];
    checks.equal("the first stage holds every lead", count(first, "claimed"), result.at("leads"));
    checks.equal("every row used is a lead, or one that is not there yet", count(first, "claimed") + count(first, "after_as_of"), summed_input(report).at("rows_used"));
    return;
  }
  for (const Json& group : result.at("groups")) check_stages(group.at("stages"), checks);
}

namespace {

/// Are times kept in bins, because there are so many of them? The report says so.
bool binned(const Json& report) {
  for (const Json& note : report.at("notes"))
    if (note.get<std::string>().find("4,096 distinct values") != std::string::npos) return true;
  return false;
}

/// Who is mature is told by ages: exactly, or as exactly as bins allow, which is 0.1 %.
void check_mature(const Json& grouped, const Json& whole, std::size_t stage, Checks& checks) {
  const Json& wanted = whole.at("result").at("stages")[stage];
  for (const char* key : {"count", "of"}) {
    std::int64_t sum = 0;
    for (const Json& group : grouped.at("result").at("groups")) sum += group.at("stages").at(stage).at("mature").at(key).get<std::int64_t>();
    const auto all = wanted.at("mature").at(key).get<std::int64_t>();
    const std::int64_t slack = binned(grouped) || binned(whole) ? wanted.at("reached").get<std::int64_t>() / 1000 : 0;
    checks.that("mature of " + wanted.at("stage").get<std::string>() + ", " + key + " of the groups", std::abs(sum - all) <= slack,
                std::to_string(sum) + ", not " + std::to_string(all));
  }
}

}  // namespace

void check_waterfall_groups(const Json& grouped, const Json& whole, Checks& checks) {
  const Json& stages = whole.at("result").at("stages");
  std::vector<Json> sums(stages.size());
  for (const Json& group : grouped.at("result").at("groups"))
    for (std::size_t i = 0; i < stages.size(); ++i) add_numbers(sums[i], additive_stage(group.at("stages").at(i)));
  checks.that("there are groups", grouped.at("result").at("groups").size() > 1);
  const bool by_period = grouped.at("result").at("groups").front().contains("month");
  for (std::size_t i = 0; i < stages.size(); ++i) {
    if (by_period) sums[i]["after_as_of"] = stages[i].at("after_as_of").get<double>();  // a period that begins after as-of is not there yet
    checks.equal("groups of " + stages[i].at("stage").get<std::string>() + " add up", sums[i], additive_stage(stages[i]));
    for (const char* key : {"conversion_next", "conversion_total"}) {
      std::uint64_t unknown = 0;
      for (const Json& group : grouped.at("result").at("groups")) unknown += count(group.at("stages").at(i).at(key), "unknown");
      checks.that("no row drops an unknown of " + std::string(key), unknown >= count(stages[i].at(key), "unknown"));
    }
    check_mature(grouped, whole, i, checks);
  }
}

void check_audit_totals(const Json& report, Checks& checks) {
  check_accounts(report, checks);
  check_rates(report, checks);
  const Json& result = report.at("result");
  const std::uint64_t population = count(result, "population"), sample = count(result, "sample");
  checks.that("the sample is of the population", sample <= population);
  std::uint64_t verdicts = 0, unproven = 0, breached = 0, exempt = 0;
  for (const Json& clock : result.at("clocks")) {
    const std::string name = "clock '" + clock.at("clock").get<std::string>() + "': ";
    const std::uint64_t met = count(clock, "met"), late = count(clock, "breached");
    checks.equal(name + "compliance is met of met and breached, of the due", clock.at("compliance").at("of"), met + late);
    checks.equal(name + "compliance counts the met", clock.at("compliance").at("count"), met);
    checks.that(name + "the never touched are breaches", count(clock, "never_touched") <= late);
    verdicts += met + count(clock, "met_early") + late + count(clock, "open") + count(clock, "unknown") + count(clock, "exempt");
    unproven += count(clock, "unknown");
    breached += late;
    exempt += count(clock, "exempt");
  }
  // The generated contracts' last clock has no `where`, and both stop at the first touch: each lead has one clock, or where it is not known which, one
  // unknown verdict under each.
  checks.that("each lead has a verdict", verdicts >= population && verdicts - unproven <= population);
  for (const Json& check : result.at("checks")) {
    const std::string name = check.at("check").get<std::string>();
    if (!check.at("measurable").get<bool>()) continue;
    const std::uint64_t judged = count(check.at("all"), "of") + count(check, "unknown_all") + count(check, "open_all") + count(check, "met_early_all");
    // Whoever is exempt from a clock that may apply, and not from the other, is judged too.
    if (name == "late") checks.that("late finds something about every lead", judged <= population && judged + exempt >= population && judged + exempt <= population + unproven);
    else checks.equal(name + " finds something about every lead", judged, population);
    if (name == "late") checks.that("what is breached is late", count(check.at("all"), "count") >= breached);
    const std::uint64_t drawn = count(check.at("failed"), "of") + count(check, "unknown") + count(check, "open") + count(check, "met_early");
    checks.that(name + " is about the sample", name == "late" ? drawn <= sample : drawn == sample);
    checks.that(name + " in the sample is among all", count(check.at("failed"), "count") <= count(check.at("all"), "count"));
  }
  checks.equal("any_failed finds something about every lead of the sample", count(result.at("any_failed"), "of") + count(result, "any_unknown") + count(result, "any_open") + count(result, "any_met_early") + count(result, "any_failed_early"),
               sample);
  checks.equal("what is claimed is claimed of all", result.at("claimed").at("of"), population);
}

void check_audit_groups(const Json& grouped, const Json& whole, Checks& checks) {
  const Json& result = whole.at("result");
  Json sums, wanted;
  const auto gather = [](const Json& from, Json& to) {
    add_numbers(to, {{"population", from.at("population")}});
    add_numbers(to["any"], {{"count", from.at("any_failed_all").at("count")}, {"of", from.at("any_failed_all").at("of")}});
    for (const Json& check : from.at("checks")) add_numbers(to[check.at("check").get<std::string>()], additive_check(check));
    for (const Json& clock : from.at("clocks")) add_numbers(to["clock " + clock.at("clock").get<std::string>()], additive_clock(clock));
  };
  gather(result, wanted);
  for (const Json& group : grouped.at("result").at("groups")) gather(group, sums);
  checks.that("there are groups", grouped.at("result").at("groups").size() > 1);
  checks.equal("groups of the audit add up", sums, wanted);
}

void check_totals(const Export& data, Checks& checks) {
  for (const std::string& as_of : {data.truth.at("as_of").get<std::string>(), std::string("2026-01-15T12:00:00-05:00")}) {
    checks.about("totals as of " + as_of + ", " + data.name);
    const Json claims = report(data, {"waterfall", {"--as-of", as_of, "--count", "claimed"}}, checks);
    if (!claims.is_null()) check_waterfall_totals(claims, checks);
    const Json waterfall = report(data, {"waterfall", {"--as-of", as_of}}, checks), audit = report(data, {"audit", {"--as-of", as_of}}, checks);
    if (waterfall.is_null() || audit.is_null()) return;
    check_waterfall_totals(waterfall, checks);
    check_audit_totals(audit, checks);
    const Json &mql = waterfall.at("result").at("stages")[1], &sql = waterfall.at("result").at("stages")[3];
    checks.equal("the audit's population is the waterfall's MQLs", count(audit.at("result"), "population"), count(mql, "claimed"));
    checks.equal("the audit's claim is the waterfall's SQLs", count(audit.at("result").at("claimed"), "count"), count(sql, "claimed"));
    checks.equal("both leave the same MQLs for later", audit.at("result").at("after_as_of"), mql.at("after_as_of"));
    for (const char* by : {"source", "segment", "owner", "month"}) {
      const Json groups = report(data, {"waterfall", {"--as-of", as_of, "--by", by}}, checks);
      const Json audited = report(data, {"audit", {"--as-of", as_of, "--by", by}}, checks);
      if (groups.is_null() || audited.is_null()) return;
      checks.about("totals by " + std::string(by) + " as of " + as_of + ", " + data.name);
      check_waterfall_totals(groups, checks);
      check_waterfall_groups(groups, waterfall, checks);
      check_audit_groups(audited, audit, checks);
    }
    if (as_of != data.truth.at("as_of")) checks.that("some dates lie after as-of", count(waterfall.at("result").at("stages")[0], "after_as_of") > 0);
  }
}

}  // namespace invariants
