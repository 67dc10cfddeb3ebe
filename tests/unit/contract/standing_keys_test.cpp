// The keys that say what counts: gates by lane, dates of claims, stages that need no claim, and what a contract counts.
#include "contract_texts.hpp"

using namespace handoff;

namespace {

constexpr const char* lanes = "[lane]\nabm = \"target_account\"\nplg = \"source = 'Trial'\"\n[[stage]]\nname = \"SQL\"\nat = \"sql_at\"\n";

Contract read(const std::string& lines) { return parse_contract(least_contract + lines, "sla.toml"); }

}  // namespace

TEST_CASE("what a contract counts, and the stages that a lead jumped over") {
  const Contract plain = read("");
  CHECK(plain.counting == Counting::defined);
  CHECK_FALSE(plain.count_skipped);
  CHECK(plain.stages[0].claim_needed);
  CHECK(plain.stages[0].claimable());
  CHECK(parse_contract(changed(least_contract, "version = \"1\"\n", "version = \"1\"\ncount = \"claimed\"\n"), "sla.toml").counting == Counting::claimed);
  CHECK(refusal(changed(least_contract, "version = \"1\"\n", "version = \"1\"\ncount = \"claims\"\n")) ==
        "sla.toml:5:9: `count` is \"defined\" or \"claimed\" | did you mean `claimed`?");
  CHECK(read("[funnel]\nskipped = \"counted\"\n").count_skipped);
  CHECK(refusal_with("[funnel]\nskipped = \"yes\"\n") == "sla.toml:11:11: `skipped` is \"left out\" or \"counted\" | write: skipped = \"counted\"");
}

TEST_CASE("the defaults keep the digest, and the other values change it") {
  const std::string digest = read("").digest;
  CHECK(read("claim = \"needed\"\n").digest == digest);
  CHECK(read("[funnel]\nskipped = \"left out\"\n").digest == read("[funnel]\n").digest);
  CHECK(read("when = \"fit > 1\"\nclaim = \"not needed\"\n").digest != read("when = \"fit > 1\"\n").digest);
  CHECK(read("dated_by = \"created_at\"\n").digest != digest);
  CHECK(read("[funnel]\nskipped = \"counted\"\n").digest != digest);
}

TEST_CASE("a stage is dated by a date, and needs no claim only where it has a definition") {
  CHECK(read("dated_by = \"GREATEST(created_at, converted_at)\"\n").stages[0].dated_by);
  CHECK(refusal_with("dated_by = \"fit\"\n") == "sla.toml:10:12: `dated_by` comes to a number, and a stage is dated by a date | name a date column, or GREATEST(...) of several");
  CHECK_FALSE(read("when = \"fit > 1\"\nclaim = \"not needed\"\n").stages[0].claimable());
  CHECK(refusal_with("claim = \"not needed\"\n").starts_with("sla.toml:10:9: stage `MQL` needs no claim and has no definition"));
  CHECK(refusal_with("claim = \"maybe\"\n").starts_with("sla.toml:10:9: `claim` is \"needed\" or \"not needed\""));
}

TEST_CASE("a gate for each lane: the first lane that takes the lead says what it must meet") {
  const std::string stage = lanes;
  CHECK(read(stage + "when = { abm = \"meeting_booked\", plg = \"champion\" }\n").stages[1].when);
  CHECK(read(stage + "when = { abm = \"meeting_booked\", else = \"champion\" }\n").stages[1].when);
  CHECK(refusal_with(stage + "when = { abm = \"meeting_booked\" }\n").ends_with("lane `plg` has no gate, and there is no `else` | add: plg = \"...\", or else = \"...\""));
  CHECK(refusal_with(stage + "when = { abn = \"meeting_booked\", else = \"champion\" }\n").ends_with("`abn` is not a lane | did you mean `abm`?"));
  CHECK(refusal_with(stage + "when = { else = \"champion\" }\n").ends_with("no lane has a gate of its own | write one predicate instead of the table"));
  CHECK(refusal_with("when = { abm = \"meeting_booked\", else = \"champion\" }\n").find("the contract has no [lane]") != std::string::npos);
  CHECK(refusal_with(stage + "when = { abm = \"fit\", else = \"champion\" }\n").find("must be true or false of a lead") != std::string::npos);
}

TEST_CASE("a clock for the leads that stand alone") {
  const std::string clock = "when = \"fit > 1\"\n[[clock]]\nname = \"touch\"\non = \"MQL\"\nstart = \"mql_at\"\nstop = \"first_touch_at\"\nlimit = \"1h\"\n";
  CHECK_FALSE(read(clock).clocks[0].where);
  CHECK(to_sql(*read(clock + "where_stands = true\n").clocks[0].where) == "fit > 1");
  CHECK(to_sql(*read(clock + "where_stands = true\nwhere = \"intent > 2 OR fit > 5\"\n").clocks[0].where) == "(intent > 2 OR fit > 5) AND fit > 1");
  CHECK(refusal_with(clock + "where_stands = \"yes\"\n").find("must be true or false") != std::string::npos);
  CHECK(refusal(changed(least_contract + clock + "where_stands = true\n", "when = \"fit > 1\"\n", "")).find("every claim stands") != std::string::npos);
}
