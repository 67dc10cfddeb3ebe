// Reasons: one a leaf, with the cells that decided it.
#include "handoff/expression/explanation.hpp"
#include "lead_bench.hpp"

using namespace handoff;
using enum Tri;

namespace {

std::vector<std::string> reasons(const Bench& b, const std::string& text, bool with_contact = true) {
  std::vector<std::string> out;
  Explanation explanation(b.parse(text), Explanation::Root::named, with_contact);
  explanation.judge(b.judging);
  for (const Reason& r : explanation.reasons(b.judging)) out.push_back(r.clause + " | " + r.values + " | " + word(r.verdict));
  return out;
}
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("the leaves in their order with what decided them", "[explain]") {
  Bench b;
  b.set("employees", "620").set("industry", "Retail").set("target_account", "yes").set("revenue", "lots");
  CHECK(reasons(b, "employees BETWEEN 50 AND 500 AND (industry IN ('B2B SaaS') OR NOT target_account) AND fit > 3 AND revenue > 1") ==
        Lines{"employees BETWEEN 50 AND 500 | employees = 620 | no", "industry IN ('B2B SaaS') | industry = 'Retail' | no",
              "NOT target_account | target_account = TRUE | no", "fit > 3 | fit = missing | unknown",
              "revenue > 1 | revenue = 'lots', which is not a number | unknown"});
}

TEST_CASE("definitions, scores and computed operands", "[explain]") {
  Bench b;
  b.define("icp", "employees >= 50 AND industry = 'B2B SaaS'");
  auto axis = std::make_shared<ScoreAxis>();
  axis->name = "heat";
  axis->points = {{b.parse("TRUE"), 40}};
  b.named["heat"] = std::shared_ptr<const ScoreAxis>(axis);
  b.set("employees", "51-200").set("industry", "Retail").set("mql_at", "2026-04-01 10:00").set("first_touch_at", "2026-04-02 16:00");
  CHECK(reasons(b, "icp OR heat >= 40 OR NOT icp") == Lines{"icp | employees = 51-200, industry = 'Retail' | no", "heat >= 40 | heat = 40 | yes",
                                                            "NOT icp | employees = 51-200, industry = 'Retail' | yes"});
  CHECK(reasons(b, "hours(mql_at, first_touch_at) <= 24") ==
        Lines{"hours(mql_at, first_touch_at) <= 24 | hours(mql_at, first_touch_at) = 30, mql_at = 2026-04-01 10:00, "
              "first_touch_at = 2026-04-02 16:00 | no"});
  CHECK(reasons(b, "TRUE") == Lines{"TRUE |  | yes"});
}

TEST_CASE("names and addresses stay out where asked", "[explain]") {
  Bench b;
  b.set("email", "jo@example.com").set("first_name", "Jo");
  CHECK(reasons(b, "email LIKE '%@x.com' AND valid_email(email) AND phone IS NULL", false) ==
        Lines{"email LIKE '%@x.com' | email = given | no", "valid_email(email) | email = given | yes", "phone IS NULL | phone = missing | yes"});
  CHECK(reasons(b, "lower(email) = 'x'", false) == Lines{"lower(email) = 'x' | email = given | no"});
  CHECK(reasons(b, "email = 'x'") == Lines{"email = 'x' | email = 'jo@example.com' | no"});
}

TEST_CASE("a long cell is cut between characters", "[explain]") {
  Bench b;
  std::string title;
  for (int i = 0; i < 100; ++i) title += "\xC3\xA9";
  b.set("title", "x" + title);
  const std::string line = reasons(b, "title = 'y'").front();
  CHECK(line.size() < 120);
  CHECK(line.find("\xC3...") == std::string::npos);
}
