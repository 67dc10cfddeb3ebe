// The law of ignorance: a column that is taken away, or cells that cannot be read, may widen the bounds of a rate; they never
// move a verdict that was decided, and never narrow a bound. Columns that choose rows, date stages or exclude are not taken
// away: without them other leads are counted. A date of a later stage that cannot be read leaves open who came there, and so
// does the last stage's column that is not there; a stage between without a column is implied by the next, so the leads that
// skipped it count. A date by which leads leave that cannot be read leaves open who left. Not asked is the row `(undecided)`
// of a group, which holds other leads then, nor `mature`, whose horizon is measured where the contract has none.
#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "planted.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

/// What is judged by columns that may be missing, in the example's contract: definitions, points, the ICP, answers and their dates.
const std::vector<std::string> asked_columns = {"Job Title",           "Industry",           "Number of Employees", "HubSpot Score", "Recent Conversion Date", "Recent Conversion", "Original Source",
                                                "Owner Assigned Date", "First Outreach Date", "Lead Disposition",    "Disqualification Reason", "Disposition Date"};

/// What claims the last stages, in the same contract: read by the waterfall, whose rates are over those who entered the stage before.
const std::vector<std::string> claiming_columns = {"Became a Sales Qualified Lead Date", "Became an Opportunity Date", "Became a Customer Date"};

/// By which leads leave.
constexpr const char* leaving_column = "Disqualified Date";

/// Calls `use` with each rate, by its path; a list's members by what they are called.
void each_rate(const Json& node, const std::string& path, const std::function<void(const std::string&, const Json&)>& use) {
  if (node.is_object() && node.contains("least") && node.contains("most")) return use(path, node);
  if (!node.is_structured()) return;
  for (const auto& [key, value] : node.items()) {
    std::string name = key;
    for (const char* id : {"check", "clock", "period", "commitment", "segment", "source", "stage"})
      if (node.is_array() && value.is_object() && value.contains(id)) name = value[id].is_null() ? "none" : value[id].get<std::string>();
    each_rate(value, path + "/" + name, use);
  }
}

/// The report; null where the command refused, since the contract names a column that is not there.
Json run_json(const std::vector<std::string>& command, const Scratch& scratch, Checks& checks) {
  std::vector<std::string> words = command;
  words.insert(words.end(), {scratch.path("leads.csv"), "-c", HANDOFF_PROJECT "/examples/sla.toml", "--as-of", "2026-07-01T00:00:00-04:00", "-f", "json"});
  const Output said = run_words(words);
  checks.that("the command runs, or refuses with a sentence", said.code == 0 || (said.code == 2 && said.err.find("to fix: ") != std::string::npos), said.err);
  return said.code == 0 ? Json::parse(said.out) : Json();
}

void hold(const Json& before, const Json& after, Checks& checks) {
  std::map<std::string, Json> known;
  each_rate(before.at("result"), "", [&](const std::string& path, const Json& rate) { known[path] = rate; });
  std::uint64_t compared = 0;
  each_rate(after.at("result"), "", [&](const std::string& path, const Json& rate) {
    const auto found = known.find(path);
    if (path.find("(undecided)") != std::string::npos || path.ends_with("/mature") || found == known.end() || found->second["least"].is_null() || rate["least"].is_null()) return;
    const Json& was = found->second;
    ++compared;
    const bool verdicts = count(rate, "count") <= count(was, "count") && count(rate, "of") - count(rate, "count") <= count(was, "of") - count(was, "count");
    checks.that("what was decided stays, or becomes unknown: " + path, verdicts, was.dump() + " became " + rate.dump());
    const bool wider = rate["least"].get<double>() <= was["least"].get<double>() + 1e-6 && rate["most"].get<double>() >= was["most"].get<double>() - 1e-6;
    checks.that("bounds only widen: " + path, wider, was.dump() + " became " + rate.dump());
  });
  const bool one_row = after.at("result").contains("groups") && after.at("result").at("groups").size() == 1;  // without the column that groups, all are undecided
  const bool none_left = after.at("input").at(0).at("rows_used") == 0;   // nobody knows of any lead whether it is asked for
  checks.that("there are rates to compare", compared > 0 || one_row || none_left);
}

/// Rows and undecided add up to the total, whatever is not known.
void hold_sums(const Json& before, const Json& after, Checks& checks) {
  const auto leads = [](const Json& report) {
    std::uint64_t sum = 0;
    for (const Json& group : report.at("result").at("groups")) {
      if (group.contains("population")) sum += count(group, "population");
      if (group.contains("delivered")) sum += count(group, "delivered");
      if (group.contains("leads")) sum += count(group, "leads");
      if (group.contains("classes"))
        for (const Json& part : group.at("classes")) sum += count(part, "leads");
      if (group.contains("stages")) sum += count(group.at("stages").at(0), "reached");
    }
    return sum;
  };
  const bool chosen = !before.at("result").at("where").is_null();   // then the undecided are in no row
  if (before.at("result").contains("groups") && !chosen) checks.equal("rows and undecided add up to the total", leads(after), leads(before));
}

/// Where the leads are now: who had left, or was there still, does so, or is undecided.
void hold_places(const Json& before, const Json& after, Checks& checks) {
  const auto places = [](const Json& report) {
    std::map<std::string, std::uint64_t> found;
    for (const Json& stage : report.at("result").at("stages")) {
      const std::string name = stage.at("stage").get<std::string>();
      found[name + ": open"] = count(stage, "open");
      for (const auto& [exit, leads] : stage.at("exits").items()) found[name + ": " + exit] = leads.get<std::uint64_t>();
    }
    return found;
  };
  const std::map<std::string, std::uint64_t> was = places(before);
  for (const auto& [place, leads] : places(after))
    checks.that("nobody is put where nobody knows whether it is: " + place, leads <= was.at(place), fmt::format("{} became {}", was.at(place), leads));
}

}  // namespace

void check_ignorance(Checks& checks) {
  const Scene scene = scenes().front();
  const std::vector<std::string> columns = columns_of(scene, 0);
  const Scratch whole;
  write_planted(scene, 0, columns.size(), false, {}, whole);
  std::vector<std::vector<std::string>> commands = {{"audit", "--sample", "all"}, {"weekly"}, {"waterfall"}, {"waterfall", "--by", "segment"}, {"audit", "--sample", "all", "--by", "segment"},
                                                    {"monthly", "--by", "segment"}, {"waterfall", "--by", "source"}};
  // What chooses the leads may be what is not known.
  for (const char* where : {"employees >= 200", "segment = 'A' OR industry = 'B2B SaaS'", "NOT conversion LIKE '%demo%' AND fit > 40"})
    for (const char* command : {"waterfall", "audit", "weekly", "monthly"}) {
      commands.push_back({command, "--where", where, "--allow-unproven"});
      if (std::string(command) == "audit") commands.back().insert(commands.back().end(), {"--sample", "all"});
      if (std::string(command) == "waterfall") commands.back().insert(commands.back().end(), {"--by", "segment"});
    }
  for (const std::vector<std::string>& command : commands) {
    const Json before = run_json(command, whole, checks);
    checks.that("the whole export has a report", !before.is_null());
    if (before.is_null()) return;
    for (std::size_t column = 0; column < columns.size(); ++column) {
      const auto is_in = [&](const std::vector<std::string>& list) { return std::find(list.begin(), list.end(), columns[column]) != list.end(); };
      const bool waterfall = command.front() == "waterfall", leaves = columns[column] == leaving_column && waterfall;
      const bool claims = is_in(claiming_columns) && waterfall;
      if (!is_in(asked_columns) && !claims && !leaves) continue;
      for (const bool taken_away : {true, false}) {
        if (claims && taken_away && columns[column] != claiming_columns.back()) continue;
        std::string words;
        for (const std::string& word : command) words += word + " ";
        checks.about("ignorance: " + words + (taken_away ? "without '" : "with cells that cannot be read in '") + columns[column] + "'");
        const Scratch scratch;
        write_planted(scene, 0, column, taken_away, [](std::size_t) { return "not this column"; }, scratch);
        // Text can always be read: of a text column only taking it away is ignorance.
        const bool text = columns[column].find("Date") == std::string::npos && columns[column] != "Number of Employees" && columns[column] != "HubSpot Score";
        if (!taken_away && text) continue;
        const Json after = run_json(command, scratch, checks);
        if (after.is_null()) continue;
        hold(before, after, checks);
        if (waterfall && before.at("result").contains("stages")) hold_places(before, after, checks);
        hold_sums(before, after, checks);
      }
    }
  }
}

}  // namespace invariants
