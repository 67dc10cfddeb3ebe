// Dates and texts in predicates, and what an expression reads.
#include "lead_bench.hpp"

using namespace handoff;
using enum Tri;

TEST_CASE("dates: days by day, times by the second, and a date literal is the whole day", "[predicate]") {
  Bench b;
  b.set("created_at", "2026-04-01").set("mql_at", "2026-04-01 10:00");
  CHECK(b.ask("created_at = DATE '2026-04-01'") == yes);
  CHECK(b.ask("created_at >= '2026-04-01'") == yes);
  CHECK(b.ask("created_at > '2026-04-01'") == no);
  CHECK(b.ask("mql_at >= '2026-04-01'") == yes);
  CHECK(b.ask("mql_at <= '2026-04-01'") == yes);  // both ends of a window are included
  CHECK(b.ask("mql_at = '2026-04-01'") == yes);
  CHECK(b.ask("mql_at > DATE '2026-04-01'") == no);
  CHECK(b.ask("DATE '2026-04-01' < mql_at") == no);
  CHECK(b.ask("DATE '2026-04-02' > mql_at") == yes);
  CHECK(b.ask("mql_at BETWEEN '2026-03-01' AND '2026-04-01'") == yes);
  CHECK(b.ask("mql_at IN (DATE '2026-04-01')") == yes);
  CHECK(b.ask("mql_at = TIMESTAMP '2026-04-01 10:00:00'") == yes);
  CHECK(b.ask("mql_at = '2026-04-01T14:00:00Z'") == yes);  // New York is at -04:00 in April
  CHECK(b.ask("mql_at < TIMESTAMP '2026-04-01 10:00:01'") == yes);
  CHECK(b.ask("created_at < mql_at") == unknown);          // some time on that day
  CHECK(b.ask("created_at = mql_at") == unknown);
  CHECK(b.set("mql_at", "2026-04-02 00:00").ask("created_at < mql_at") == yes);
  CHECK(b.set("mql_at", "2026-03-31 23:59:59").ask("created_at < mql_at") == no);
  CHECK(b.set("sql_at", "2026-04-01").ask("created_at = sql_at") == yes);
  CHECK(b.ask("created_at <= sql_at") == yes);
  CHECK(b.ask("CASE WHEN TRUE THEN created_at ELSE '2026-01-01' END = '2026-04-01'") == yes);
}

TEST_CASE("texts compare exactly, byte by byte", "[predicate]") {
  Bench b;
  b.set("industry", "Retail").set("title", "it's").set("company", "\xC3\x89" "clair");
  CHECK(b.ask("industry = 'Retail'") == yes);
  CHECK(b.ask("industry = 'retail'") == no);
  CHECK(b.ask("industry <> 'retail'") == yes);
  CHECK(b.ask("industry < 'S'") == yes);
  CHECK(b.ask("title = 'it''s'") == yes);
  CHECK(b.ask("company = '\xC3\x89" "clair'") == yes);
  CHECK(b.ask("INDUSTRY = 'Retail'") == yes);
  CHECK(b.ask("\"Industry\" = 'Retail'") == yes);
  CHECK(b.ask("target_account = TRUE") == unknown);
  CHECK(b.set("target_account", "no").ask("target_account = FALSE") == yes);
  CHECK(b.ask("target_account <> FALSE") == no);
  CHECK(b.ask("target_account") == no);
}

TEST_CASE("a lead with fewer cells than fields has the rest missing", "[predicate]") {
  Bench b;
  b.lead.values.clear();
  CHECK(b.ask("fit > 1") == unknown);
  b.judging.lead = nullptr;
  CHECK(b.ask("fit IS NULL") == yes);
}

TEST_CASE("what an expression reads", "[predicate]") {
  Bench b;
  b.define("icp", "employees > 50 AND industry = 'x'");
  auto axis = std::make_shared<ScoreAxis>();
  axis->name = "heat";
  axis->column = known_field("intent");
  axis->at = known_field("last_signal_at");
  b.named["heat"] = std::shared_ptr<const ScoreAxis>(axis);
  std::vector<FieldId> fields = {known_field("title")};
  collect_fields(*b.parse("icp AND heat > 4 AND fit > 1 AND employees > 3 AND title = 'x'"), fields);
  CHECK(fields == std::vector<FieldId>{known_field("title"), known_field("employees"), known_field("industry"), known_field("intent"),
                                       known_field("last_signal_at"), known_field("fit")});
  b.define("twice", "duplicate(email)");
  CHECK(asks_duplicate(*b.parse("icp OR NOT twice")));
  CHECK_FALSE(asks_duplicate(*b.parse("icp")));
}

TEST_CASE("what is dated after as-of is not there yet; of a date that the CRM overwrites nothing is known then", "[predicate]") {
  Bench b;
  b.named["last_signal_at"] = FieldRef{known_field("last_signal_at"), Type::date, true};
  b.set("first_touch_at", "2026-03-02 10:00").set("last_signal_at", "2026-03-02 10:00").set("created_at", "2026-02-27");
  b.at("2026-03-01 00:00");
  b.judging.as_of = b.judging.moment.first;
  CHECK(b.ask("first_touch_at IS NULL") == yes);
  CHECK(b.ask("first_touch_at > created_at") == unknown);
  CHECK(b.ask("COALESCE(first_touch_at, created_at) < '2026-02-28'") == yes);
  CHECK(b.ask("last_signal_at IS NULL") == unknown);
  CHECK(b.ask("within(last_signal_at, '30d')") == unknown);
  CHECK(b.ask("created_at IS NULL") == no);
  b.at("2026-03-03 00:00");
  b.judging.as_of = b.judging.moment.first;
  CHECK(b.ask("first_touch_at IS NULL") == no);
  CHECK(b.ask("last_signal_at IS NULL") == no);
}
