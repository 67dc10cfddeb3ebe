// What rows tell about day and month, when a pass must be made again for it, and what is refused. Worked by hand.
#include "catch.hpp"
#include "scan_support.hpp"

using namespace handoff;
using test::scan_text;
using test::utc_contract;
using Texts = std::vector<std::string>;

namespace {

/// What scanning throws; fails the test when it throws nothing.
Error refusal(const Contract& contract, const std::string& text, const Texts& names, bool final = false) {
  try {
    scan_text(contract, text, names, 2, 64, false, final, final);
  } catch (const Error& error) {
    return error;
  }
  FAIL("not refused");
  return Error("", "not refused", "refuse it");
}

}  // namespace

TEST_CASE("the order of day and month is found by the rows, wherever the telling row is") {
  // 120 rows that may be either, then one that only dmy reads: the 4th month throughout.
  std::string text = "lead_id,mql_at\n";
  for (int i = 0; i < 120; ++i) text += std::to_string(i) + ",3/4/2024\n";
  const auto dmy = scan_text(utc_contract(), text + "x,25/4/2024\n", {"lead_id", "mql_at"}, 2);
  CHECK(dmy.leads.front() == "0|2024-04-03T00:00:00Z");
  CHECK(dmy.leads.back() == "x|2024-04-25T00:00:00Z");
  CHECK(dmy.result.date_orders[known_field("mql_at")] == DateOrder::dmy);
  const auto mdy = scan_text(utc_contract(), text + "x,4/25/2024\n", {"lead_id", "mql_at"}, 2);
  CHECK(mdy.leads.front() == "0|2024-03-04T00:00:00Z");
  CHECK(mdy.result.date_orders[known_field("mql_at")] == DateOrder::mdy);
}

TEST_CASE("where the sample misleads, the pass is made again") {
  // Beyond the sample's 256 KiB at the beginning and before those from the middle stands the only row that tells.
  std::string text = "lead_id,mql_at,modified_at\n";
  const std::string filler(200, 'x');
  for (int i = 0; i < 5000; ++i) {
    const bool telling = i == 1800;  // 1,800 rows of about 230 bytes: 410 KB in, of 1.1 MB
    text += filler + std::to_string(i) + (telling ? ",25/4/2024,25/4/2024\n" : ",3/4/2024,3/4/2024\n");
  }
  for (const bool final : {false, true}) {
    const auto got = scan_text(utc_contract(), text, {"lead_id", "mql_at"}, 2, 100'000, false, true, final);
    CHECK(got.leads.size() == 5000);
    CHECK(got.leads.front() == filler + "0|2024-04-03T00:00:00Z");
    CHECK(got.result.passes == 2);
    CHECK(got.resets == (final ? 0 : 2));
    CHECK(iso_instant(got.result.newest) == "2024-04-25T00:00:00Z");
  }
  // The same, and the order decides which row of an id stands: 5/4 is later than 3/12 only where the day is first... read as 5 April and 3 December it is not.
  text += "twice,3/4/2024,3/12/2024\ntwice,4/4/2024,5/4/2024\n";
  for (const bool final : {false, true}) {
    const auto got = scan_text(utc_contract(), text, {"lead_id", "mql_at"}, 2, 100'000, false, true, final);
    CHECK(got.leads.back() == "twice|2024-04-03T00:00:00Z");
    CHECK(got.leads.size() == 5001);
    CHECK(got.result.passes == 3);
  }
}

TEST_CASE("a column in two orders is refused with a cell of each") {
  for (const bool final : {false, true}) {
    const Error error = refusal(utc_contract(), "lead_id,mql_at\na,3/4/2024\nb,25/3/2024\nc,3/26/2024\n", {"lead_id", "mql_at"}, final);
    CHECK(error.where.substr(error.where.size() - 2) == ":3");
    CHECK(error.problem.find("column \"mql_at\" (mql_at) holds dates in two orders: \"25/3/2024\"") != std::string::npos);
    CHECK(error.problem.find("\"3/26/2024\"") != std::string::npos);
    CHECK(error.fix.find("date_order") != std::string::npos);
  }
}

TEST_CASE("a column that no row decides is refused, unless the contract says or nothing hangs on it") {
  const std::string text = "lead_id,mql_at\na,\nb,3/4/2024\n";
  const Error error = refusal(utc_contract(), text, {"lead_id", "mql_at"});
  CHECK(error.problem.find("no row of column \"mql_at\"") != std::string::npos);
  CHECK(error.problem.find("\"3/4/2024\"") != std::string::npos);
  CHECK(error.where.substr(error.where.size() - 2) == ":3");
  Contract contract = utc_contract();
  contract.fields[known_field("mql_at")].date_order = DateOrder::dmy;
  CHECK(scan_text(contract, text, {"lead_id", "mql_at"}).leads.back() == "b|2024-04-03T00:00:00Z");
  CHECK(scan_text(utc_contract(), "lead_id,mql_at\nb,5/5/2024\n", {"lead_id", "mql_at"}).leads.back() == "b|2024-05-05T00:00:00Z");
}

TEST_CASE("an undecided modified_at matters only where an id comes twice") {
  const std::string text = "lead_id,modified_at\na,3/4/2024\nb,5/6/2024\n";
  CHECK(scan_text(utc_contract(), text, {"lead_id"}).leads == Texts{"a", "b"});
  CHECK(refusal(utc_contract(), text + "a,6/5/2024\n", {"lead_id"}).problem.find("modified_at") != std::string::npos);
}

TEST_CASE("what modified_at shows is told however many passes are made, and once") {
  const std::string text = "lead_id,mql_at,modified_at\na,2024-04-03,2024-04-09\nb,,soon\nc,2024-04-04,25/4/2024\n";
  const auto once = scan_text(utc_contract(), text, {"lead_id"});
  const auto final = scan_text(utc_contract(), text, {"lead_id"}, 2, 64, false, true, true);
  const auto counted = scan_text(utc_contract(), text, {"lead_id"}, 2, 64, true);
  CHECK(once.result.passes == 1);
  CHECK(final.result.passes == 2);
  CHECK(counted.result.passes == 2);
  for (const auto* got : {&once, &final, &counted}) {
    REQUIRE(got->result.notes.size() == 1);
    CHECK(got->result.notes[0].find("1 cell could not be read as a date, the first is \"soon\"") != std::string::npos);
    CHECK(iso_day(static_cast<Day>(got->result.newest / seconds_a_day)) == "2024-04-25");
    CHECK(got->result.date_orders[known_field("modified_at")] == DateOrder::dmy);
  }
}

TEST_CASE("an order given by the contract holds against the rows, and it is said") {
  Contract contract = utc_contract();
  contract.date_order = DateOrder::mdy;
  const auto got = scan_text(contract, "lead_id,mql_at\na,25/3/2024\nb,3/4/2024\n", {"lead_id", "mql_at"});
  CHECK(got.leads == Texts{"a|?", "b|2024-03-04T00:00:00Z"});
  REQUIRE(got.result.notes.size() == 2);
  CHECK(got.result.notes[0].find("1 cell could not be read as a date, the first is \"25/3/2024\"") != std::string::npos);
  CHECK(got.result.notes[1].find("read with the month first, as the contract says, but 1 cell fits only the other order") != std::string::npos);
}

TEST_CASE("times without a zone are refused where the contract declares none") {
  Contract contract = utc_contract();
  contract.zone = nullptr;
  const Error error = refusal(contract, "lead_id,mql_at\na,2024-01-05T10:00:00Z\nb,2024-01-05 10:00:00\n", {"lead_id", "mql_at"});
  CHECK(error.problem.find("without a time zone") != std::string::npos);
  CHECK(error.where.substr(error.where.size() - 2) == ":3");
  CHECK(scan_text(contract, "lead_id,mql_at\na,2024-01-05T10:00:00Z\n", {"lead_id", "mql_at"}).leads == Texts{"a|2024-01-05T10:00:00Z"});
}
