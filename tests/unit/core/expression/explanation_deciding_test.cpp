// The clauses that decide: the same words as `explain`, and only those that matter.
#include "handoff/expression/explanation.hpp"
#include "lead_bench.hpp"

using namespace handoff;
using enum Tri;

namespace {

std::string told(const Bench& b, const std::string& text, bool with_contact = true) {
  Explanation explanation(b.parse(text), Explanation::Root::named, with_contact);
  std::string out;
  CHECK(explanation.judge(b.judging) == b.ask(text));
  explanation.append_deciding(b.judging, out);
  return out;
}

std::vector<Reason> reasons_of(const Bench& b, const std::string& text) {
  Explanation explanation(b.parse(text), Explanation::Root::opened, true);
  explanation.judge(b.judging);
  return explanation.reasons(b.judging);
}

}  // namespace

TEST_CASE("only what decided is told", "[deciding]") {
  Bench b;
  b.define("icp", "employees BETWEEN 50 AND 500").set("fit", "80").set("intent", "12").set("employees", "620");
  CHECK(told(b, "fit >= 60 AND intent >= 40") == "intent >= 40 (intent = 12): no");
  CHECK(told(b, "fit >= 60 OR intent >= 40") == "fit >= 60 (fit = 80): yes");
  CHECK(told(b, "fit >= 60 AND intent >= 10") == "fit >= 60 (fit = 80): yes; intent >= 10 (intent = 12): yes");
  CHECK(told(b, "fit > 80 OR intent >= 40 AND icp") == "fit > 80 (fit = 80): no; intent >= 40 (intent = 12): no; icp (employees = 620): no");
  CHECK(told(b, "fit >= 60 AND recency > 1") == "recency > 1 (recency = missing): unknown");
  CHECK(told(b, "NOT (fit >= 60 OR intent >= 40)") == "fit >= 60 (fit = 80): yes");
  CHECK(told(b, "fit + intent >= 90") == "fit + intent >= 90 (fit + intent = 92, fit = 80, intent = 12): yes");
}

TEST_CASE("contact data is told as given", "[deciding]") {
  Bench b;
  b.set("email", "ana@one.example").set("title", "VP's office");
  CHECK(told(b, "email LIKE '%@one.example'", false) == "email LIKE '%@one.example' (email = given): yes");
  CHECK(told(b, "email LIKE '%@one.example'") == "email LIKE '%@one.example' (email = 'ana@one.example'): yes");
  CHECK(told(b, "title LIKE 'VP%'") == "title LIKE 'VP%' (title = 'VP''s office'): yes");
}

TEST_CASE("the words are those of explain", "[deciding]") {
  Bench b;
  b.set("fit", "50-70").set("employees", "5001+").set("created_at", "2026-05-01").set("industry", "B2B SaaS").set("intent", "high");
  for (const char* clause : {"fit >= 60", "employees > 10", "created_at >= '2026-05-01'", "industry IN ('B2B SaaS', 'Retail')", "intent > 1",
                             "days(created_at, mql_at) > 3", "lower(industry) = 'b2b saas'", "budget", "fit + 1 > 2"}) {
    const std::vector<Reason> reasons = reasons_of(b, clause);
    REQUIRE(reasons.size() == 1);
    const std::string values = reasons[0].values.empty() ? "" : " (" + reasons[0].values + ")";
    CHECK(told(b, clause) == reasons[0].clause + values + ": " + word(reasons[0].verdict));
  }
}
