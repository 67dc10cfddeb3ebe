// One report in four formats: the numbers of the CSV, the Markdown and the table are those of the JSON.
#include <algorithm>

#include "reading.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

/// A row's members as cells under joined names; lists stand in no cell.
void flatten(const Json& row, const std::string& prefix, std::vector<std::pair<std::string, Json>>& out) {
  for (const auto& [key, value] : row.items()) {
    if (value.is_object()) flatten(value, prefix + key + "_", out);
    else if (!value.is_array()) out.emplace_back(prefix + key, value);
  }
}

/// The rows that a report's CSV is to show: stages or checks, each behind the names of its group.
std::vector<Json> main_rows(const Json& report) {
  const Json& result = report.at("result");
  const char* list = report.at("command") == "waterfall" ? "stages" : "checks";
  std::vector<Json> rows;
  if (!result.contains("groups")) {
    for (const Json& row : result.at(list)) rows.push_back(row);
    return rows;
  }
  for (const Json& group : result.at("groups")) {
    Json head = Json::object();
    for (const auto& [key, value] : group.items()) {
      if (key == list || key == "population") break;
      head[key] = value;
    }
    for (const Json& row : group.at(list)) {
      Json whole = head;
      whole.update(row);
      rows.push_back(std::move(whole));
    }
  }
  return rows;
}

/// Does a cell of the CSV say what the JSON says?
bool says(const std::string& cell, const Json& value) {
  if (value.is_null()) return cell.empty();
  if (value.is_boolean()) return cell == (value.get<bool>() ? "true" : "false");
  if (value.is_number()) return !cell.empty() && Json::parse(cell, nullptr, false) == value;
  const std::string text = value.get<std::string>();
  const bool runs = !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  return cell == (runs ? "'" + text : text);
}

}  // namespace

void compare_csv(const std::string& csv, const Json& report, Checks& checks) {
  const std::vector<Cells> records = read_csv(csv);
  const std::vector<Json> rows = main_rows(report);
  checks.equal("CSV rows", records.size(), rows.size() + 1);
  if (records.size() != rows.size() + 1) return;
  const Cells& header = records[0];
  std::string wrong;
  std::vector<bool> used(header.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<std::pair<std::string, Json>> cells;
    flatten(rows[i], "", cells);
    if (records[i + 1].size() != header.size()) wrong = "row " + std::to_string(i + 1) + " has another number of cells";
    for (const auto& [name, value] : cells) {
      const auto column = static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
      const bool there = column < header.size() && column < records[i + 1].size();
      if (there) used[column] = true;
      else if (value.is_null()) continue;  // an object that is null in every row is no column
      if (!there || !says(records[i + 1][column], value))
        wrong = "row " + std::to_string(i + 1) + ", " + name + ": '" + (there ? records[i + 1][column] : "no column") + "', not " + value.dump();
    }
  }
  checks.that("the CSV holds the numbers of the JSON", wrong.empty(), wrong);
  checks.that("the CSV has no column that the JSON lacks", std::find(used.begin(), used.end(), false) == used.end());
}

namespace {

/// Is there a row that begins with these cells?
bool has_row(const std::vector<Cells>& rows, const Cells& beginning) {
  return std::any_of(rows.begin(), rows.end(), [&](const Cells& row) {
    return row.size() >= beginning.size() && std::equal(beginning.begin(), beginning.end(), row.begin());
  });
}

std::string number(const Json& count) { return with_commas(count.get<std::uint64_t>()); }

void find_row(const std::vector<Cells>& rows, const Cells& beginning, Checks& checks) {
  std::string text;
  for (const std::string& cell : beginning) text += "| " + cell + " ";
  checks.that("the Markdown has the row " + text + "...", has_row(rows, beginning));
}

void find_stages(const std::vector<Cells>& rows, const Json& stages, const Cells& group, Checks& checks) {
  const auto row = [&](std::initializer_list<std::string> cells) {
    Cells all = group;
    all.insert(all.end(), cells);
    find_row(rows, all, checks);
  };
  for (const Json& stage : stages) {
    const std::string name = stage.at("stage").get<std::string>();
    row({name, number(counted_at(stage))});
    row({name, number(stage.at("claimed")), number(stage.at("stands")), number(stage.at("off_definition")), number(stage.at("undecided")), number(stage.at("meets_unclaimed"))});
    row({name, number(stage.at("conversion_next").at("count")), number(stage.at("exits").at("Disqualified")), number(stage.at("exits").at("Recycled")), number(stage.at("open")),
         number(stage.at("moved_undecided")), number(stage.at("skipped")), number(stage.at("undated"))});
  }
}

void find_audit(const std::vector<Cells>& rows, const Json& result, Checks& checks) {
  // The sentences that stand for the checks, so that a row under the wrong name is found out.
  const std::vector<std::pair<const char*, const char*>> sentences = {
      {"late", "touched late, or never and past due"}, {"no_disposition", "no disposition"}, {"off_icp", "outside the ICP"},
      {"off_definition", "off the contract's definition"}, {"no_reason", "no valid reason"},     {"undated", "no date for the stage itself"},
      {"time_order", "stage dates out of order"},      {"duplicate", "shares an e-mail address"}};
  for (const auto& [name, sentence] : sentences)
    for (const Json& check : result.at("checks"))
      if (check.at("check") == name) find_row(rows, {sentence, number(check.at("all").at("count")), number(check.at("all").at("of"))}, checks);
  bool early = false;   // then there is a column of those that were met before they were due
  for (const Json& clock : result.at("clocks")) early = early || clock.at("met_early") != 0;
  for (const Json& clock : result.at("clocks")) {
    Cells cells = {clock.at("clock").get<std::string>(), clock.at("limit").get<std::string>(), number(clock.at("met"))};
    if (early) cells.push_back(number(clock.at("met_early")));
    for (const char* key : {"breached", "open", "unknown", "exempt"}) cells.push_back(number(clock.at(key)));
    find_row(rows, cells, checks);
  }
  for (const auto& [name, which] : {std::pair("claimed", "claimed"), {"standing at both MQL and SQL", "standing"}, {"the same, of those that stand at MQL", "recomputed"}})
    find_row(rows, {name, number(result.at(which).at("count")), number(result.at(which).at("of"))}, checks);
}

}  // namespace

void compare_looks(const std::string& markdown, const std::string& table, const Json& report, Checks& checks) {
  const std::vector<Cells> rows = markdown_rows(markdown), lines = table_rows(table);
  checks.that("the Markdown has rows", rows.size() > 2);
  std::size_t at = 0;
  for (const Cells& row : rows) {
    std::size_t next = at;
    while (next < lines.size() && lines[next] != row) ++next;
    if (next < lines.size()) at = next + 1;
    std::string text;
    for (const std::string& cell : row) text += "| " + cell + " ";
    checks.that("the table has the Markdown's row " + text, next < lines.size());
  }
  const Json& result = report.at("result");
  if (report.at("command") == "audit") return find_audit(rows, result, checks);
  if (result.contains("stages")) return find_stages(rows, result["stages"], {}, checks);
  for (const Json& group : result.at("groups")) find_stages(rows, group.at("stages"), {group.begin().value().get<std::string>()}, checks);
}

void check_formats(const Export& data, Checks& checks) {
  const auto check = [&](const std::string& command, const std::vector<std::string>& more) {
    checks.about("formats of " + command + (more.empty() ? "" : " " + more.back()) + ", " + data.name);
    const Json parsed = report(data, {command, more}, checks);
    if (parsed.is_null()) return;
    const auto look = [&](const char* format) {
      std::vector<std::string> options = more;
      options.insert(options.end(), {"-f", format});
      return call(data, {command, options}).out;
    };
    compare_csv(look("csv"), parsed, checks);
    if (more.empty() || more.back() == "segment") compare_looks(look("md"), look("table"), parsed, checks);
  };
  for (const char* command : {"waterfall", "audit"}) {
    check(command, {});
    for (const char* by : {"segment", "month", "owner", "campaign"}) check(command, {"--by", by});
  }
}

}  // namespace invariants
