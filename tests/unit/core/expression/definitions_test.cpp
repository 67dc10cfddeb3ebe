// The five MQL definitions of the published articles (S000, S002, S003, S004) as expressions, against worked leads:
// each row of the table of definitions, and the rows exactly on a threshold.
#include "lead_bench.hpp"

using namespace handoff;
using enum Tri;

namespace {

const char* const s000 = "fit >= 60 AND (intent >= 40 AND within(last_signal_at, '30d')) OR demo_request AND icp";
const char* const s002 = "fit > 70 AND intent > 50";  // engagement is the axis of intent
const char* const s003 =
    "employees BETWEEN 50 AND 500 AND industry IN ('B2B SaaS', 'Professional Services') AND (touches >= 2 OR demo_request)"
    " AND senior AND (title LIKE '%Marketing%' OR title LIKE '%Sales%' OR title LIKE '%Operations%')";
const char* const s004 = "score >= 75";

/// Touches stand for downloads, a target account for an ICP account.
struct Articles : Bench {
  Articles() {
    define("icp", "target_account");
    define("demo_request", "conversion LIKE '%demo%'");
    define("senior", "title LIKE '%Director%' OR title LIKE 'VP%' OR title LIKE '%Chief%'");
    for (const auto& [name, column, cap] : {std::tuple("fit_points", "fit", 40.0), std::tuple("intent_points", "intent", 35.0),
                                            std::tuple("recency_points", "recency", 25.0)}) {
      auto axis = std::make_shared<ScoreAxis>();
      axis->name = name;
      axis->column = known_field(column);
      axis->cap = cap;
      named[name] = std::shared_ptr<const ScoreAxis>(axis);
    }
    define("score", "fit_points + intent_points + recency_points");
    at("2026-06-30 12:00");
  }
};

}  // namespace

TEST_CASE("fit 60 and intent 40 are an MQL for S000 and none for S002", "[definitions]") {
  Articles a;
  a.set("fit", "60").set("intent", "40").set("conversion", "newsletter").set("target_account", "no").set("last_signal_at", "2026-06-27 12:00");
  CHECK(a.ask(s000) == yes);
  CHECK(a.ask(s002) == no);
  CHECK(a.set("fit", "59").ask(s000) == no);
  CHECK(a.set("fit", "60").set("intent", "39").ask(s000) == no);
  a.set("intent", "40");
  CHECK(a.set("last_signal_at", "2026-05-31 12:00").ask(s000) == yes);   // exactly 30 days old
  CHECK(a.set("last_signal_at", "2026-05-30 12:00").ask(s000) == no);    // 31 days
  CHECK(a.set("last_signal_at", "").ask(s000) == unknown);               // nobody knows how old
  CHECK(a.set("conversion", "demo request").set("target_account", "yes").ask(s000) == yes);  // and it does not matter
}

TEST_CASE("S002 is strict", "[definitions]") {
  Articles a;
  a.set("fit", "70").set("intent", "50").set("last_signal_at", "2026-06-29 12:00").set("conversion", "ebook").set("target_account", "no");
  CHECK(a.ask(s000) == yes);
  CHECK(a.ask(s002) == no);
  CHECK(a.set("fit", "71").ask(s002) == no);
  CHECK(a.set("intent", "51").ask(s002) == yes);
  CHECK(a.set("intent", "").ask(s002) == unknown);
  CHECK(a.set("fit", "70").ask(s002) == no);  // settled without the missing one
}

TEST_CASE("a demo request counts for S000 only from an ICP account", "[definitions]") {
  Articles a;
  a.set("fit", "10").set("intent", "0").set("conversion", "demo request").set("target_account", "yes");
  CHECK(a.ask(s000) == yes);
  CHECK(a.ask(s002) == no);
  CHECK(a.set("target_account", "no").ask(s000) == no);
  CHECK(a.set("target_account", "").ask(s000) == unknown);
}

TEST_CASE("S003 knows no score", "[definitions]") {
  Articles a;
  a.set("employees", "50").set("industry", "B2B SaaS").set("title", "Director of Marketing").set("touches", "2").set("conversion", "ebook");
  CHECK(a.ask(s003) == yes);                             // exactly 50 employees, exactly two downloads
  CHECK(a.set("touches", "1").ask(s003) == no);
  CHECK(a.set("conversion", "attended demo").ask(s003) == yes);
  CHECK(a.set("employees", "500").ask(s003) == yes);
  CHECK(a.set("employees", "501").ask(s003) == no);
  CHECK(a.set("employees", "49").ask(s003) == no);
  CHECK(a.set("employees", "51-200").ask(s003) == yes);
  CHECK(a.set("employees", "201-1000").ask(s003) == unknown);
  CHECK(a.set("employees", "200").set("title", "Director of Finance").ask(s003) == no);
  CHECK(a.set("title", "Marketing Manager").ask(s003) == no);
  CHECK(a.set("title", "VP Sales").set("industry", "Retail").ask(s003) == no);
}

TEST_CASE("S004 sums three axes, 75 or higher", "[definitions]") {
  Articles a;
  a.set("fit", "38").set("intent", "30").set("recency", "7");
  CHECK(a.ask(s004) == yes);  // 75
  CHECK(a.number("score") == "75");
  CHECK(a.set("recency", "6").ask(s004) == no);  // 74
  CHECK(a.set("fit", "90").number("score") == "76");  // 40 of 40 + 30 + 6
  CHECK(a.set("recency", "").ask(s004) == unknown);
}
