// Nine leads under two contracts, counted by hand.
#include "handoff/measures/compare.hpp"

#include "catch.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

/// A: fit >= 60. B: fit > 60 and (50 employees or a target account), test companies left out.
struct Pair {
  Contract a = small_contract(), b = small_contract();
  CompareSettings settings;
  Pair() {
    a.stages[1].when = parse_expression("fit >= 60", scope_of(a));
    b.stages[1].when = parse_expression("fit > 60 AND (employees >= 50 OR target_account)", scope_of(b));
    b.exclusions.push_back({"test", parse_expression("company = 'Test'", scope_of(b)), {}});
    settings.as_of = at("2026-06-30");
    settings.sides[0] = {&a, 1, {}};
    settings.sides[1] = {&b, 1, {}};
    settings.to = 2;
  }
};

struct Cells { const char *fit, *employees, *target, *company, *sql, *won, *amount, *mql; };
const std::vector<Cells> nine_leads = {
    {"80", "100", "no", "", "2026-05-01", "2026-06-01", "100", "2026-04-01"},  // 1 both, won
    {"60", "100", "no", "", "2026-05-02", "", "50.5", "2026-04-01"},           // 2 only A: fit > 60 alone
    {"70", "10", "no", "", "", "", "", "2026-04-01"},                          // 3 only A: employees and target account, either alone
    {"60", "10", "no", "", "", "", "", "2026-03-31"},                          // 4 only A: all three, none alone
    {"", "100", "no", "", "", "", "", "2026-04-01"},                           // 5 unknown to both
    {"10", "100", "no", "", "2026-05-03", "", "", "2026-04-30"},               // 6 neither
    {"70", "", "no", "", "", "", "", "2026-04-01"},                            // 7 A yes, B unknown
    {"80", "100", "no", "Test", "", "", "", "2026-04-01"},                     // 8 excluded by B
    {"90", "", "yes", "", "", "", "", ""},                                     // 9 both, without any date
};

LeadBuilder lead_of(const Contract& contract, const Cells& cells, std::size_t number) {
  LeadBuilder lead(contract);
  lead.set("lead_id", "L" + std::to_string(number));
  const auto set = [&](const char* field, const char* text) {
    if (*text) lead.set(field, text);
  };
  set("fit", cells.fit);
  set("employees", cells.employees);
  set("target_account", cells.target);
  set("company", cells.company);
  set("sql_at", cells.sql);
  set("won_at", cells.won);
  set("amount", cells.amount);
  set("mql_at", cells.mql);
  return lead;
}

CompareTally counted(const Pair& pair, std::size_t from, std::size_t to) {
  CompareTally tally(pair.settings);
  std::string list;
  for (std::size_t i = from; i < to; ++i) {
    const LeadBuilder lead = lead_of(pair.a, nine_leads[i], i + 1);
    const Judging judging = lead.as_of(pair.settings.as_of);
    LeadJudge a(pair.a, pair.settings.as_of, {}), b(pair.b, pair.settings.as_of, {});
    a.take(judging);
    b.take(judging);
    tally.add(a, b, list);
  }
  return tally;
}

std::vector<std::uint64_t> leads_of(const std::vector<PartResult>& parts) {
  std::vector<std::uint64_t> leads;
  for (const PartResult& part : parts) leads.push_back(part.leads);
  return leads;
}
using Counts = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("parts, their conversion and their value", "[compare]") {
  const Pair pair;
  const CompareResult result = compare(counted(pair, 0, nine_leads.size()), pair.settings);
  CHECK(result.leads == 9);
  CHECK(leads_of(result.parts) == Counts{2, 3, 0, 1, 2, 1});  // both, only A, only B, neither, unknown, excluded
  CHECK(result.counted[0].leads == 7);                        // 1 2 3 4 7 8 9
  CHECK(result.counted[1].leads == 2);
  CHECK(result.claimed[0] == 8);                              // all but 9
  CHECK(result.claimed[1] == 7);                              // and 8, which B leaves out
  CHECK(result.cross[1][2] == 1);                             // A yes, B unknown: 7
  CHECK(result.cross[1][3] == 1);                             // A yes, B excluded: 8
  CHECK(*result.parts[0].share.rate == Approx(2.0 / 8));      // of those that neither leaves out
  CHECK_FALSE(result.parts[5].share.rate);
  CHECK(result.parts[0].converted.count == 1);
  CHECK(result.parts[1].converted.count == 1);
  CHECK(result.parts[1].converted.unknown == 2);                           // 5 and 7 may be only A's, or both's
  CHECK(*result.parts[1].converted.least == Approx(1.0 / 5));
  CHECK(*result.parts[1].converted.most == Approx(1.0 / 3));
  CHECK(*result.parts[1].converted.low == Approx(0.036224).margin(1e-6));  // Wilson, 1 of 5 and 1 of 3: statsmodels
  CHECK(*result.parts[1].converted.high == Approx(0.792340).margin(1e-6));
  CHECK(*result.parts[0].converted.least == Approx(1.0 / 4));
  CHECK(*result.parts[0].converted.most == Approx(1.0 / 2));
  CHECK_FALSE(result.apart[0].difference);                                 // two of five are not known
  CHECK(*result.apart[0].least == Approx(1.0 / 5 - 1.0 / 2));
  CHECK(*result.apart[0].most == Approx(1.0 / 3 - 1.0 / 4));
  CHECK_FALSE(result.apart[0].proven());
  CHECK_FALSE(result.apart[1].difference);  // B alone counts nobody
  CHECK(result.parts[0].won.count == 1);
  CHECK(result.parts[3].converted.count == 1);
  CHECK_FALSE(result.parts[2].converted.rate);
  CHECK(result.parts[1].value.sums().at("") == 5050);
}

TEST_CASE("the clauses that part them", "[compare]") {
  const Pair pair;
  const CompareResult result = compare(counted(pair, 0, nine_leads.size()), pair.settings);
  REQUIRE(result.moved.size() == 3);
  const auto check = [&](std::size_t i, const std::string& clause, std::uint64_t failed, std::uint64_t first, std::uint64_t alone) {
    CHECK(result.moved[i].side == 1);
    CHECK(result.moved[i].clause == clause);
    CHECK(result.moved[i].counts.failed == failed);
    CHECK(result.moved[i].counts.first == first);
    CHECK(result.moved[i].counts.alone == alone);
  };
  check(0, "fit > 60", 2, 2, 1);
  check(1, "employees >= 50", 2, 1, 1);
  check(2, "target_account", 2, 0, 1);
  REQUIRE(result.undecided.size() == 3);
  CHECK(result.undecided[0].clause == "fit >= 60");
  CHECK(result.undecided[0].counts.unknown == 1);
  CHECK(result.undecided[1].clause == "fit > 60");
  CHECK(result.undecided[2].clause == "employees >= 50");
}

TEST_CASE("each lead's row", "[compare]") {
  Pair pair;
  std::vector<CompareRow> rows;
  pair.settings.list = [&](const CompareRow& row, std::string&) { rows.push_back(row); };
  counted(pair, 0, nine_leads.size());
  REQUIRE(rows.size() == 9);
  CHECK(rows[0].moved_by.empty());
  CHECK(rows[0].explanation == "A counts it: fit >= 60 (fit = 80). B counts it: fit > 60 (fit = 80); employees >= 50 (employees = 100).");
  CHECK(rows[1].lead_id == "L2");
  CHECK(rows[1].moved_by == "B: fit > 60");
  CHECK(rows[2].moved_by == "B: employees >= 50; target_account");
  CHECK(rows[4].moved_by == "A: fit >= 60; B: fit > 60");
  CHECK(rows[6].explanation == "A counts it: fit >= 60 (fit = 70). B cannot decide: employees >= 50 (employees = missing).");
  CHECK(rows[7].part == CompareClass::excluded);
  CHECK(rows[7].moved_by == "B: excluded: test");
}

TEST_CASE("a window takes leads by entry, and counts the others", "[compare]") {
  Pair pair;
  pair.settings.window = Period{day_from_civil(2026, 4, 1), day_from_civil(2026, 4, 29)};
  const CompareTally tally = counted(pair, 0, nine_leads.size());
  CHECK(tally.outside == 2);  // 4 and 6
  CHECK(tally.undated == 1);  // 9
  CHECK(compare(tally, pair.settings).leads == 6);
}

TEST_CASE("a contract that defines nothing counts what is claimed", "[compare]") {
  Pair pair;
  pair.b.stages[1].when = nullptr;
  std::vector<CompareRow> rows;
  pair.settings.list = [&](const CompareRow& row, std::string&) { rows.push_back(row); };
  const CompareResult result = compare(counted(pair, 0, nine_leads.size()), pair.settings);
  CHECK(leads_of(result.parts) == Counts{5, 1, 1, 0, 1, 1});
  REQUIRE(result.moved.size() == 2);
  CHECK(result.moved[0].side == 0);  // 6 is claimed, and its fit is 10
  CHECK(result.moved[1].clause == "claimed at MQL by mql_at or stage");
  CHECK(rows[8].moved_by == "B: claimed at MQL by mql_at or stage");
}

TEST_CASE("split and merged, the same", "[compare]") {
  const Pair pair;
  for (std::size_t cut = 0; cut <= nine_leads.size(); ++cut) {
    CompareTally left = counted(pair, 0, cut);
    left.merge(counted(pair, cut, nine_leads.size()));
    const CompareResult result = compare(left, pair.settings);
    CHECK(leads_of(result.parts) == Counts{2, 3, 0, 1, 2, 1});
    CHECK(result.moved.front().counts.first == 2);
    CHECK(result.parts[1].value.sums().at("") == 5050);
    CHECK(result.claimed[0] == 8);
  }
}
