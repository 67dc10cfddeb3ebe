// A stage history beside a generated export: one that repeats the export's own dates changes nothing, in whatever order its rows stand; each entry
// that it adds is one more entry, of no more leads.
#include <algorithm>
#include <stdexcept>

#include "reading.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

/// The header that the contract gives a field: `mql_at = 'Header'`.
std::string header_of(const std::string& contract, const std::string& field) {
  const std::string start = "\n" + field + " = '";
  const std::size_t at = contract.find(start);
  if (at == std::string::npos) throw std::runtime_error("the contract names no column for " + field);
  const std::size_t from = at + start.size();
  return contract.substr(from, contract.find('\'', from) - from);
}

struct Entries {
  std::vector<std::string> rows;                  ///< of the history: lead, stage, date
  std::vector<std::string> early;                 ///< leads that became an MQL in 2025, and are in it by a date
};

Entries entries_of(const Export& data, const std::string& contract) {
  const std::vector<std::pair<std::string, std::string>> stages = {{"Lead", "created_at"}, {"MQL", "mql_at"}, {"SAL", "sal_at"}, {"SQL", "sql_at"}};
  const std::vector<Cells> rows = read_csv(read_file(data.files[0]));
  const auto column = [&](const std::string& field) {
    const auto found = std::find(rows[0].begin(), rows[0].end(), header_of(contract, field));
    if (found == rows[0].end()) throw std::runtime_error("the export has no column for " + field);
    return static_cast<std::size_t>(found - rows[0].begin());
  };
  const std::size_t id = column("lead_id");
  Entries entries;
  for (const auto& [stage, field] : stages) {
    const std::size_t at = column(field);
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const std::string& date = rows[i].at(at);
      if (date.empty()) continue;
      entries.rows.push_back(rows[i][id] + "," + stage + "," + date);
      if (stage == "MQL" && date.starts_with("2025") && entries.early.size() < 40) entries.early.push_back(rows[i][id]);
    }
  }
  return entries;
}

void write_history(const std::string& file, std::vector<std::string> rows, bool backwards) {
  if (backwards) std::reverse(rows.begin(), rows.end());
  std::string text = "who,stage,since\n";
  for (const std::string& row : rows) text += row + "\n";
  write_file(file, text);
}

/// What a report counts, without what only a history adds.
Json without_reentries(const Json& report) {
  Json result = report.at("result");
  for (const char* key : {"reentries", "leads", "entries", "moved_leads", "untold_leads"}) result.erase(key);
  return result;
}

const Json& stage_of(const Json& report, const std::string& name) {
  for (const Json& stage : report.at("result").at("stages"))
    if (stage.at("stage") == name) return stage;
  throw std::runtime_error("there is no stage " + name);
}

}  // namespace

void check_history(const Export& data, Checks& checks) {
  checks.about("history, " + data.name);
  const std::string contract = read_file(data.contract) + "\n[history.columns]\nlead_id = \"who\"\nat = \"since\"\nstage = \"stage\"\n";
  write_file(data.contract, contract);
  Entries entries = entries_of(data, contract);
  const std::string file = data.scratch->path("history.csv");
  const std::vector<std::pair<std::string, std::vector<std::string>>> looks = {
      {"waterfall", {}}, {"waterfall", {"--window", "2026-Q1", "--by", "segment"}}, {"audit", {"--sample", "all"}}, {"weekly", {}}, {"monthly", {}}};
  for (const auto& [command, options] : looks) {
    const Json plain = report(data, {command, options}, checks);
    if (plain.is_null()) return;
    for (const bool backwards : {false, true}) {
      write_history(file, entries.rows, backwards);
      std::vector<std::string> more = options;
      more.insert(more.end(), {"--history", file, "--threads", backwards ? "2" : "1"});
      const Json with = report(data, {command, more}, checks);
      if (with.is_null()) return;
      const Json got = without_reentries(with), wanted = without_reentries(plain);
      checks.that(command + " with a history that repeats its dates", got == wanted, first_difference(got, wanted));
    }
  }
  const Json before = report(data, {"waterfall", {"--count", "claimed"}}, checks);
  for (const std::string& lead : entries.early) {
    entries.rows.push_back(lead + ",Lead,2026-06-27T12:00:00Z");
    entries.rows.push_back(lead + ",MQL,2026-06-28T12:00:00Z");
  }
  write_history(file, entries.rows, true);
  const Json after = report(data, {"waterfall", {"--count", "claimed", "--history", file}}, checks);
  if (before.is_null() || after.is_null()) return;
  checks.that("there are leads to come back", entries.early.size() > 10);
  checks.equal("entries that are not the first", after.at("result").at("reentries"), entries.early.size());
  checks.equal("leads", after.at("result").at("leads"), before.at("result").at("leads"));
  checks.equal("reached Lead", stage_of(after, "Lead").at("reached"), stage_of(before, "Lead").at("reached"));
  checks.equal("reached MQL", stage_of(after, "MQL").at("reached"), stage_of(before, "MQL").at("reached").get<std::uint64_t>() + entries.early.size());
  checks.equal("of Lead to MQL", stage_of(after, "Lead").at("conversion_next"), stage_of(before, "Lead").at("conversion_next"));
}

}  // namespace invariants
