// What all rows of a column tell about its days and its decimal mark: found wherever the telling row is, read again where the sample misled, or refused.
#include "catch.hpp"
#include "scan_support.hpp"

using namespace handoff;
using test::scan_text;
using test::utc_contract;
using Texts = std::vector<std::string>;

namespace {

Contract new_york() {
  Contract contract = utc_contract();
  contract.zone = Zone::find("America/New_York");
  return contract;
}

/// The first lead of an export of dates, in three ways of delivering rows.
Texts first_dates(const Contract& contract, const std::string& text) {
  Texts out;
  for (const auto& [ordered, final] : {std::pair{false, false}, {true, false}, {true, true}})
    out.push_back(scan_text(contract, text, {"lead_id", "mql_at"}, 2, 64, false, ordered, final).leads.front());
  return out;
}

Texts three(const std::string& text) { return {text, text, text}; }

Error refused_amounts(const Contract& contract, const std::string& text, bool final = false) {
  try {
    scan_text(contract, text, {"lead_id", "amount"}, 2, 64, false, final, final);
  } catch (const Error& error) {
    return error;
  }
  FAIL("not refused");
  return Error("", "not refused", "refuse it");
}

}  // namespace

TEST_CASE("a column all of whose times are 00:00 in their own notation holds days", "[days]") {
  const std::string head = "lead_id,mql_at\n";
  for (const char* cell : {"2026-06-01T00:00:00.000Z", "2026-06-01T00:00:00Z", "2026-06-01T00:00:00+0200", "2026-06-01 00:00:00", "2026-06-01 00:00", "2026-06-01 00:00:00.5",
                           "6/1/2026 12:00 AM", "1 Jun, 2026 00:00:00", "1780272000000"}) {
    INFO(cell);
    const Contract contract = [] { Contract c = new_york(); c.date_order = DateOrder::mdy; return c; }();
    CHECK(first_dates(contract, head + "a,\"" + cell + "\"\nb,2026-06-02T00:00:00Z\nc,2026-06-05\nd,\n") == three("a|2026-06-01T04:00:00Z"));   // midnight in New York
  }
  // One time that is not 00:00, wherever it stands, and all of them are moments.
  std::string rows;
  for (int i = 0; i < 300; ++i) rows += "r" + std::to_string(i) + ",2026-06-02T00:00:00Z\n";
  const std::string days = head + "a,2026-06-01T00:00:00Z\n" + rows;
  CHECK(first_dates(new_york(), days) == three("a|2026-06-01T04:00:00Z"));
  CHECK(first_dates(new_york(), days + "z,2026-06-02T00:00:01Z\n") == three("a|2026-06-01T00:00:00Z"));
  CHECK(first_dates(new_york(), head + "a,2026-06-01T00:00:00Z\nz,2026-06-02 9:15\n") == three("a|2026-06-01T00:00:00Z"));
  CHECK(first_dates(new_york(), head + "a,2026-06-01T00:00:00Z\nz,soon: 09:15\n") == three("a|2026-06-01T04:00:00Z"));   // what is not a date shows nothing
}

TEST_CASE("a column declared to hold days is read as the days written, whatever times and offsets stand in it", "[days]") {
  Contract contract = new_york();
  contract.fields[known_field("mql_at")].day = true;
  const std::string head = "lead_id,mql_at\n";
  CHECK(first_dates(contract, head + "a,2026-06-01T23:30:00Z\n") == three("a|2026-06-01T04:00:00Z"));
  CHECK(first_dates(contract, head + "a,2026-06-01T01:00:00+09:00\nb,2026-06-01\n") == three("a|2026-06-01T04:00:00Z"));
  CHECK(first_dates(contract, head + "a,2026-06-01 10:31:07\n") == three("a|2026-06-01T04:00:00Z"));
}

TEST_CASE("where the sample takes days for moments, or moments for days, the pass is made again", "[days]") {
  std::string text = "lead_id,mql_at\n";
  const std::string filler(200, 'x');
  for (int i = 0; i < 5000; ++i) text += filler + std::to_string(i) + (i == 1800 ? ",2026-06-02T09:30:00Z\n" : ",2026-06-01T00:00:00Z\n");   // beyond what the sample sees
  for (const bool final : {false, true}) {
    const auto got = scan_text(new_york(), text, {"lead_id", "mql_at"}, 2, 100'000, false, true, final);
    CHECK(got.leads.front() == filler + "0|2026-06-01T00:00:00Z");
    CHECK(got.result.passes == 2);
  }
}

TEST_CASE("the decimal mark of a column is found by its rows, or the column is refused", "[number]") {
  const std::string head = "lead_id,amount\n";
  for (const bool final : {false, true}) {
    const Error both = refused_amounts(utc_contract(), head + "a,\"1.200,50\"\nb,1\nc,\"1,200.50\"\n", final);
    CHECK(both.where.ends_with(":2"));
    CHECK(both.problem.find("column \"amount\" (amount) holds numbers in two notations: \"1,200.50 (") != std::string::npos);
    CHECK(both.fix.find("amount = { column = \"amount\", decimal = \".\" }") != std::string::npos);
    const Error open = refused_amounts(utc_contract(), head + "a,12\nb,\"1,695\"\nc,\"2,345\"\n", final);
    CHECK(open.where.ends_with(":3"));
    CHECK(open.problem == "no row of column \"amount\" (amount) tells whether a dot or a comma begins the decimals: \"1,695\" may be either");
    CHECK(open.fix.find("[numbers]") != std::string::npos);
  }
  Contract dot = utc_contract();
  dot.decimal = DecimalMark::dot;
  CHECK(scan_text(dot, head + "a,\"1,200\"\n", {"lead_id", "amount"}).leads.front() == "a|1,200");
  CHECK(scan_text(dot, head + "a,\"1.200,50\"\n", {"lead_id", "amount"}).leads.front() == "a|?");
  Contract own = utc_contract();
  own.fields[known_field("amount")].decimal = DecimalMark::comma;
  CHECK(scan_text(own, head + "a,\"1.200,50\"\nb,\"1,200.50\"\n", {"lead_id", "amount"}).leads.back() == "b|?");
  // A column that nobody asks for is nobody's business.
  CHECK(scan_text(utc_contract(), head + "a,\"1,200\"\n", {"lead_id"}).leads.front() == "a");
}
