// Whose each breach is, against an independent answer: leads of a generated export change hands by a history that is made here, and who had a lead at the due time
// that the report prints is looked up in it again. The same answer whatever the order of the rows, their parts and the threads.
#include <algorithm>
#include <map>

#include "reading.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

struct Leg { std::string at, owner; };
using Legs = std::map<std::string, std::vector<Leg>>;

/// The same number for the same text, on any machine.
std::uint64_t hash_of(const std::string& text) {
  std::uint64_t hash = 1469598103934665603ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash ^ (hash >> 29);
}

/// `2026-06-28T12:00:00Z` moved by minutes within its day, as text: no library of dates has a part in it.
std::string moved(const std::string& at, int minutes) {
  const int now = std::stoi(at.substr(11, 2)) * 60 + std::stoi(at.substr(14, 2)), then = std::clamp(now + minutes, 0, 24 * 60 - 1);
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return at.substr(0, 11) + two(then / 60) + ":" + two(then % 60) + at.substr(16);
}

/// One to three legs about each due time: before it, at it, after it; one lead in four has none.
Legs legs_of(const Json& breaches) {
  const std::vector<std::string> people = {"Ana", "Ben", "Cy", "Dee"};
  Legs legs;
  for (const Json& breach : breaches) {
    if (breach.at("due").is_null()) continue;
    const std::string lead = breach.at("lead_id").get<std::string>(), due = breach.at("due").get<std::string>();
    if (legs.contains(lead) || hash_of(lead) % 4 == 0) continue;
    const std::uint64_t draw = hash_of(lead + due);
    for (std::uint64_t i = 0; i < 1 + draw % 3; ++i) {
      const int minutes = static_cast<int>((draw >> (8 * i)) % 5) * 30 - 60;   // -60, -30, 0, 30, 60
      legs[lead].push_back({moved(due, minutes), people[(draw >> (8 * i + 4)) % people.size()]});
    }
  }
  for (auto& [lead, list] : legs) {  // one owner a moment
    std::sort(list.begin(), list.end(), [](const Leg& a, const Leg& b) { return a.at < b.at; });
    list.erase(std::unique(list.begin(), list.end(), [](const Leg& a, const Leg& b) { return a.at == b.at; }), list.end());
  }
  return legs;
}

std::string owner_then(const Legs& legs, const std::string& lead, const std::string& moment, const std::string& otherwise) {
  std::string owner = otherwise;
  const auto found = legs.find(lead);
  if (found == legs.end()) return owner;
  for (const Leg& leg : found->second)
    if (leg.at <= moment) owner = leg.owner;   // ISO texts of one zone sort as times
  return owner;
}

std::vector<std::string> rows_of(const Legs& legs) {
  std::vector<std::string> rows;
  for (const auto& [lead, list] : legs)
    for (const Leg& leg : list) rows.push_back(lead + ",," + leg.at + "," + leg.owner);
  return rows;
}

void write_rows(const std::string& file, const std::vector<std::string>& rows) {
  std::string text = "who,stage,since,whose\n";
  for (const std::string& row : rows) text += row + "\n";
  write_file(file, text);
}

std::string text_of(const Json& value) { return value.is_null() ? "" : value.get<std::string>(); }

Json without_files(Json report) {
  report.erase("input");
  report.erase("notes");
  return report;
}

Json breaches_of(const Export& data, std::vector<std::string> more, Checks& checks) {
  more.insert(more.end(), {"--all", "--due-within", "2d", "--most", "1000000", "-f", "json"});
  const Output output = call(data, {"breaches", more});
  checks.that("breaches runs", output.code == 0 || output.code == 1, output.err);
  return output.code == 0 || output.code == 1 ? Json::parse(output.out) : Json();
}

/// Sums of the groups by owner: what each owner has past due, done late and past due of leads that left.
std::map<std::string, std::uint64_t> by_owner(const Json& report) {
  std::map<std::string, std::uint64_t> sums;
  for (const Json& group : report.at("result").at("groups")) sums[text_of(group.at("owner"))] += count(group, "overdue") + count(group, "left") + count(group, "late") + count(group, "due");
  return sums;
}

}  // namespace

namespace {

/// Leads that come in twice, some hours apart, and are handed on between: an entry that was past due when it ended is whoever's it was when it was due.
void check_reentries(const Export& data, const Json& plain, Checks& checks) {
  const std::string first = "2026-06-22T13:00:00Z", out = "2026-06-22T16:30:00Z", second = "2026-06-22T18:00:00Z";
  std::vector<std::string> rows;
  std::map<std::string, std::string> own;   // who the export names
  for (const Json& breach : plain.at("result").at("breaches")) {
    const std::string lead = breach.at("lead_id").get<std::string>();
    if (own.contains(lead) || own.size() == 60) continue;
    own[lead] = text_of(breach.at("owner"));
    rows.push_back(lead + ",MQL," + first + ",Ana");
    rows.push_back(lead + ",Lead," + out + ",Ben");
    rows.push_back(lead + ",MQL," + second + ",Cy");
  }
  const std::string file = data.scratch->path("again.csv");
  write_rows(file, rows);
  const Json told = breaches_of(data, {"--history", file}, checks);
  if (told.is_null()) return;
  std::uint64_t ended = 0, again = 0;
  for (const Json& breach : told.at("result").at("breaches")) {
    if (!own.contains(breach.at("lead_id").get<std::string>()) || breach.at("due").is_null() || breach.at("start").is_null()) continue;
    const std::string start = breach.at("start").get<std::string>(), due = breach.at("due").get<std::string>(), standing = breach.at("standing").get<std::string>();
    if (start == first) {
      checks.equal("the first entry is over", standing == "left" || standing == "late", true);
      checks.equal("the first entry's owner", text_of(breach.at("owner")), due < out ? "Ana" : "Ben");
      ++ended;
    } else if (start == second) {
      checks.equal("the second entry's owner", text_of(breach.at("owner")), "Cy");
      ++again;
    }
  }
  checks.that("there are entries that ended past due, and others", ended > 10 && again > 10, std::to_string(ended) + ", " + std::to_string(again));
  checks.equal("entries beyond the first", told.at("result").at("reentries"), own.size());

  // The audit counts the same verdicts, and lays each clock to the same owner.
  const Json audit = report(data, {"audit", {"--history", file, "--by", "owner"}}, checks);
  std::map<std::string, std::uint64_t> breached, listed;
  for (const Json& group : audit.at("result").at("groups"))
    for (const Json& clock : group.at("clocks")) breached[text_of(group.at("owner"))] += count(clock, "breached");
  for (const Json& breach : told.at("result").at("breaches"))
    // Late by whichever clock applies is late, and under none of them in the audit.
    if (breach.at("kind") == "clock" && breach.at("standing") != "due" && !breach.at("explanation").get<std::string>().starts_with("Which clock applies cannot be proven"))
      ++listed[text_of(breach.at("owner"))];
  for (const char* one : {"Ana", "Ben", "Cy"})
    if (breached.contains(one)) checks.equal(std::string("the audit of ") + one, breached[one], listed[one]);
  checks.that("somebody is named by the audit", breached.contains("Ana") || breached.contains("Cy"));
  std::reverse(rows.begin(), rows.end());
  write_rows(file, rows);
  for (const char* threads : {"1", "2", "7"})
    checks.equal(std::string("entries backwards, --threads ") + threads, without_files(breaches_of(data, {"--history", file, "--threads", threads}, checks)), without_files(told));
}

}  // namespace

void check_owners(const Export& data, Checks& checks) {
  checks.about("owners, " + data.name);
  write_file(data.contract, read_file(data.contract) + "\n[history.columns]\nlead_id = \"who\"\nat = \"since\"\nstage = \"stage\"\nowner = \"whose\"\n");
  const Json plain = breaches_of(data, {}, checks);
  if (plain.is_null()) return;
  const std::string as_of = plain.at("as_of").get<std::string>();
  const Legs legs = legs_of(plain.at("result").at("breaches"));
  const std::string file = data.scratch->path("legs.csv"), second = data.scratch->path("legs-2.csv");
  std::vector<std::string> rows = rows_of(legs);
  write_rows(file, rows);
  const Json told = breaches_of(data, {"--history", file, "--threads", "1"}, checks);
  if (told.is_null()) return;

  const Json &before = plain.at("result").at("breaches"), &after = told.at("result").at("breaches");
  checks.equal("as many breaches", after.size(), before.size());
  std::uint64_t right = 0, changed = 0;
  std::map<std::string, std::uint64_t> expected;
  for (std::size_t i = 0; i < after.size() && i < before.size(); ++i) {
    Json same = after[i];
    same["owner"] = before[i].at("owner");
    checks.that("nothing but the owner differs", same == before[i], after[i].dump());
    const bool now = after[i].at("standing") == "due" || after[i].at("due").is_null();
    const std::string moment = now ? as_of : after[i].at("due").get<std::string>();
    const std::string wanted = owner_then(legs, after[i].at("lead_id").get<std::string>(), moment, text_of(before[i].at("owner")));
    right += text_of(after[i].at("owner")) == wanted;
    changed += wanted != text_of(before[i].at("owner"));
    ++expected[wanted];
  }
  checks.equal("each is whoever's it was", right, after.size());
  checks.that("there are many that changed hands", changed > 20 && changed < after.size(), std::to_string(changed));
  checks.equal("duties are counted as before", told.at("result").at("duties"), plain.at("result").at("duties"));

  std::map<std::string, std::uint64_t> sums = by_owner(breaches_of(data, {"--history", file, "--by", "owner"}, checks));
  for (const char* one : {"Ana", "Ben", "Cy", "Dee"})
    if (sums.contains(one)) checks.equal(std::string("of ") + one + " by group", sums[one], expected[one]);

  std::reverse(rows.begin(), rows.end());
  write_rows(file, rows);
  for (const char* threads : {"2", "7"})
    checks.equal(std::string("rows backwards, --threads ") + threads, without_files(breaches_of(data, {"--history", file, "--threads", threads}, checks)), without_files(told));
  const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
  write_rows(file, {rows.begin(), middle});
  write_rows(second, {middle, rows.end()});
  checks.equal("in two parts", without_files(breaches_of(data, {"--history", second, "--history", file}, checks)), without_files(told));
  check_reentries(data, plain, checks);
}

}  // namespace invariants
