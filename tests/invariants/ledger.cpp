// The ledger: a row a lead and clock, which agree with the counts, with themselves, and with a spreadsheet's safety.
#include <fstream>
#include <map>
#include <set>
#include <unordered_set>

#include "reading.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

constexpr const char* ledger_columns =
    "lead_id,owner,segment,stage,clock,start,stop,due,elapsed_seconds,limit_seconds,unit,verdict,disposition,reason,fit_icp,meets_definition,explanation";
enum Column : std::size_t { lead_id, owner, segment, stage, clock, start, stop, due, elapsed, limit, unit, verdict, disposition, reason, fit_icp, meets, explanation, columns };

bool runs_in_a_spreadsheet(const std::string& cell) { return !cell.empty() && std::string_view("=+-@\t\r").find(cell[0]) != std::string_view::npos; }

bool is_instant(const std::string& cell) { return cell.size() == 20 && cell[10] == 'T' && cell.back() == 'Z'; }
bool is_moment(const std::string& cell) { return is_instant(cell) || (cell.size() == 10 && cell[4] == '-' && cell[7] == '-'); }

/// What is wrong with a row by itself; empty where nothing is.
std::string fault_of(const Cells& row) {
  if (row.size() != columns) return "it has another number of cells";
  for (const std::string& cell : row) {
    if (runs_in_a_spreadsheet(cell)) return "a spreadsheet would run '" + cell + "'";
    if (holds_an_address(cell)) return "it holds an e-mail address: " + cell;
  }
  if (row[lead_id].empty() || row[explanation].empty() || row[clock].empty()) return "lead, clock or explanation is missing";
  for (const Column column : {start, stop})
    if (!row[column].empty() && !is_moment(row[column])) return "no ISO date: " + row[column];
  if (!row[due].empty() && !is_instant(row[due])) return "no ISO instant: " + row[due];
  const std::string& judged = row[verdict];
  if (judged == "unknown" || judged == "exempt") return "";
  const bool not_yet_started = judged == "open" && !row[start].empty() && row[stop].empty() && row[due].empty() && row[elapsed].empty();
  if (not_yet_started) return "";
  if (row[start].empty() || row[due].empty() || row[elapsed].empty()) return "it is judged without start, due or elapsed";
  if (!is_instant(row[start])) return "";  // a day: the bounds decide, not the time from its first instant
  const bool stopped = !row[stop].empty();
  if (stopped && !is_instant(row[stop])) return "";
  const bool in_time = stopped && row[stop] <= row[due];   // instants of one form: the earlier sorts first
  if (judged == "met" && in_time) return "";
  if (judged == "breached" && !in_time) return "";
  if (judged == "open" && !stopped && std::stoll(row[elapsed]) <= std::stoll(row[limit])) return "";
  return "its verdict does not follow from when it was due";
}

struct ClockRows {
  std::map<std::string, std::uint64_t> verdicts;
  std::uint64_t timed = 0;        ///< stopped, and not exempt
  std::int64_t seconds = 0;
};

void compare_clocks(const std::map<std::string, ClockRows>& clocks, const Json& audit, const Json& truth, bool date_only, Checks& checks) {
  for (const Json& wanted : audit.at("result").at("clocks")) {
    const std::string name = wanted.at("clock").get<std::string>();
    const auto found = clocks.find(name);
    const ClockRows got = found == clocks.end() ? ClockRows{} : found->second;
    compare_verdicts("clock '" + name + "' ", Json(got.verdicts), wanted, date_only, checks);
    if (date_only) continue;
    checks.equal("clock '" + name + "' times", got.timed, wanted.at("seconds").at("n"));
    for (const Json& known : truth.at("clocks"))
      if (known.at("clock") == name) checks.equal("clock '" + name + "' sum of times", got.seconds, known.at("elapsed_seconds_sum"));
  }
}

std::string first_line(const std::string& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

}  // namespace

void compare_ledger(const std::string& file, const Json& audit, const Json& truth, bool date_only, Checks& checks) {
  checks.same_text("header", first_line(file), ledger_columns);
  std::ifstream in(file, std::ios::binary);
  Cells row;
  next_record(in, row);
  std::map<std::string, ClockRows> clocks;
  std::map<std::string, std::uint64_t> icp, definition, segments;
  std::unordered_set<std::string> pairs, leads;
  std::uint64_t rows = 0, faults = 0, twice = 0;
  std::string fault;
  while (next_record(in, row)) {
    ++rows;
    if (const std::string one = fault_of(row); !one.empty() && ++faults == 1) fault = "the first, row " + std::to_string(rows) + ": " + one;
    if (row.size() != columns) continue;
    twice += !pairs.insert(row[lead_id] + '\n' + row[clock]).second;
    ClockRows& one = clocks[row[clock]];
    ++one.verdicts[row[verdict]];
    if (!row[stop].empty() && row[verdict] != "exempt" && row[verdict] != "unknown") {
      ++one.timed;
      one.seconds += std::stoll(row[elapsed]);
    }
    if (!leads.insert(row[lead_id]).second) continue;  // a lead of which it is not known which clock applies has a row for each that may
    ++icp[row[fit_icp]];
    ++definition[row[meets]];
    ++segments[row[segment]];
  }
  checks.equal("rows are sound", faults, 0);
  checks.that("no row is faulty", fault.empty(), fault);
  checks.equal("every lead has a row", leads.size(), audit.at("result").at("population"));
  checks.equal("a lead and clock twice", twice, 0);
  compare_clocks(clocks, audit, truth, date_only, checks);
  for (const char* one : {"yes", "no", "unknown"}) {
    checks.equal("fit_icp " + std::string(one), icp[one], truth.at("icp").at(one));
    checks.equal("meets_definition " + std::string(one), definition[one], truth.at("definition").at(one));
  }
  for (const Json& group : audit.at("result").at("groups"))
    checks.equal("segment " + group.at("segment").get<std::string>(), segments[group.at("segment").get<std::string>()], group.at("population"));
}

namespace {

/// Judged at an earlier moment, nothing that came later may stop a clock or be late.
void check_earlier_ledger(const Export& data, Checks& checks) {
  const std::string as_of = "2026-01-15T17:00:00Z", file = data.scratch->path("earlier.csv");
  checks.about("ledger as of " + as_of + ", " + data.name);
  const Json audit = report(data, {"audit", {"--sample", "all", "--as-of", as_of, "--leads", file}}, checks);
  if (audit.is_null()) return;
  std::ifstream in(file, std::ios::binary);
  Cells row;
  next_record(in, row);
  std::map<std::string, std::map<std::string, std::uint64_t>> verdicts;
  std::string fault;
  std::uint64_t later = 0;
  while (next_record(in, row)) {
    if (fault.empty()) fault = fault_of(row);
    if (row.size() != columns) continue;
    ++verdicts[row[clock]][row[verdict]];
    const bool over = row[due].empty() ? row[start] <= as_of : row[due] < as_of;  // no due time: the clock has not started
    later += row[stop] > as_of || (row[verdict] == "breached" && row[due] > as_of) || (row[verdict] == "open" && over);
  }
  checks.that("no row is faulty", fault.empty(), fault);
  checks.equal("rows that know what came later", later, 0);
  for (const Json& one : audit.at("result").at("clocks"))
    compare_verdicts(one.at("clock").get<std::string>() + " ", Json(verdicts[one.at("clock").get<std::string>()]), one, false, checks);
}

}  // namespace

void check_ledger(const Export& data, Checks& checks) {
  check_earlier_ledger(data, checks);
  checks.about("ledger of all, " + data.name);
  const std::string all = data.scratch->path("all.csv"), some = data.scratch->path("some.csv"), named = data.scratch->path("named.csv");
  const Json audit = report(data, {"audit", {"--sample", "all", "--by", "segment", "--leads", all}}, checks);
  if (audit.is_null()) return;
  compare_ledger(all, audit, data.truth.at("audit").at("reached"), data.date_only, checks);

  checks.about("ledger of a sample, " + data.name);
  const Json drawn = report(data, {"audit", {"--leads", some}}, checks);
  const Json contact = report(data, {"audit", {"--leads", named, "--with-contact"}}, checks);
  if (drawn.is_null() || contact.is_null()) return;
  std::set<Cells> sample, found;
  std::set<std::string> leads;
  for (const Cells& row : read_csv(read_file(some))) {
    sample.insert(row);
    leads.insert(row.front());
  }
  checks.equal("leads, and the header", leads.size(), drawn.at("result").at("sample").get<std::uint64_t>() + 1);
  std::ifstream in(all, std::ios::binary);
  for (Cells row; next_record(in, row);)
    if (sample.contains(row)) found.insert(row);
  checks.equal("each row stands in the ledger of all too", found.size(), sample.size());

  std::vector<Cells> with_contact = read_csv(read_file(named));
  std::uint64_t addresses = 0, unsafe = 0;
  std::set<Cells> without;
  for (Cells& row : with_contact) {
    for (const std::string& cell : row) {
      addresses += holds_an_address(cell);
      unsafe += runs_in_a_spreadsheet(cell);
    }
    if (row.size() > 3) row.erase(row.begin() + 1, row.begin() + 3);
    without.insert(row);
  }
  checks.that("e-mail addresses come with --with-contact", addresses > 0);
  checks.equal("cells that a spreadsheet would run, with --with-contact", unsafe, 0);
  checks.that("names and addresses are all that --with-contact adds", without == sample);
}

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

}  // namespace

void check_formulas(const Export& data, Checks& checks) {
  checks.about("formulas, " + data.name);
  std::string bytes = read_file(data.files[0]);
  const std::vector<std::pair<std::string, std::string>> formulas = {
      {"Marco Bellini", "=1+1"}, {"Wrong title", "@SUM(A1)"}, {"No budget this year", "+49 30"}, {"Dana Whitfield", "-Dana"}, {"\n100", "\n-100"}};
  for (const auto& [plain, formula] : formulas) bytes = replaced(std::move(bytes), plain, formula);
  const Export hostile = edited(data, bytes);
  const std::string all = hostile.scratch->path("all.csv"), some = hostile.scratch->path("some.csv"), sheet = hostile.scratch->path("sheet.csv");
  report(hostile, {"audit", {"--sample", "all", "--leads", all}}, checks);
  report(hostile, {"audit", {"--leads", some, "--worksheet", sheet, "--with-contact"}}, checks);
  for (const std::string& file : {all, some, sheet}) {
    std::uint64_t runs = 0;
    std::set<std::string> tamed;
    for (const Cells& row : read_csv(read_file(file))) {
      for (const std::string& cell : row) {
        runs += runs_in_a_spreadsheet(cell);
        if (cell.size() > 1 && cell[0] == '\'' && runs_in_a_spreadsheet(cell.substr(1))) tamed.insert(cell.substr(1, 3));
      }
    }
    checks.equal("cells that a spreadsheet would run", runs, 0);
    for (const char* one : {"=1+", "@SU", "+49", "-Da", "-10"}) checks.that("a cell that begins with " + std::string(one) + " is tamed", tamed.contains(one));
  }
}

}  // namespace invariants
