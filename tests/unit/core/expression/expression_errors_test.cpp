// Every kind of refusal, with the byte it points at and the fix it names.
#include "handoff/expression/explanation.hpp"
#include "lead_bench.hpp"

using namespace handoff;

namespace {

struct Row { const char* text; std::size_t at; const char* problem; const char* fix; };

void check(const Bench& b, const Row& row) {
  INFO(row.text);
  try {
    b.parse(row.text);
    FAIL_CHECK("was not refused");
  } catch (const ExprError& e) {
    CHECK(e.at == row.at);
    INFO(e.problem << " | " << e.fix);
    CHECK(e.problem.find(row.problem) != std::string::npos);
    CHECK(e.fix.find(row.fix) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("words that are none", "[errors]") {
  const Bench b;
  const Row rows[] = {
      {"title = 'abc", 8, "a text does not end", "closing '"},
      {"\"title = 'abc'", 0, "does not end", "closing \""},
      {"\"\" > 1", 0, "empty", "name a field"},
      {"fit == 60", 4, "`==`", "write ="},
      {"budget && need", 7, "`&&`", "AND"},
      {"budget || need", 7, "|| joins texts", "OR"},
      {"!budget", 0, "`!`", "NOT"},
      {"fit => 3", 4, "`=>`", ">="},
      {"fit =< 3", 4, "`=<`", "<="},
      {"`fit` > 3", 0, "quoted", "double quotes"},
      {"[fit] > 3", 0, "quoted", "double quotes"},
      {"title = \xE2\x80\x98x\xE2\x80\x99", 8, "curly", "straight"},
      {"fit \xE2\x89\xA5 3", 4, "not an operator", ">="},
      {"fit > 60k", 6, "runs into `k`", "1000 for 1k"},
      {"fit > 1.2.3", 6, "runs into", ""},
      {"fit > 1e999", 6, "too large", "1.79e308"},
      {"fit > 1;", 7, "unexpected `;`", "remove"},
      {"fit > \x01", 6, "0x01", "remove"},
  };
  for (const Row& row : rows) check(b, row);
}

TEST_CASE("sentences that are none", "[errors]") {
  const Bench b;
  const Row rows[] = {
      {"", 0, "empty", "condition"},
      {"   ", 0, "empty", "condition"},
      {"fit >", 5, "the end", ""},
      {"fit > 60 AND", 12, "the end", ""},
      {"AND budget", 0, "`AND`", "double quotes"},
      {"(fit > 60", 0, "not closed", "closing )"},
      {"fit > 60)", 8, "not opened", "remove"},
      {"fit > 60 intent > 40", 9, "should end before `intent`", "AND or OR"},
      {"fit > 1, 2", 7, "should end before `,`", "IN"},
      {"1 < fit < 9", 8, "do not chain", "AND"},
      {"fit BETWEEN 1 OR 2", 14, "`AND` is expected", "BETWEEN low AND high"},
      {"fit IN 3", 7, "`(` is expected", "parentheses"},
      {"fit IN ()", 8, "empty", "at least one"},
      {"fit IN (1, 2", 12, "`)` is expected", "close"},
      {"fit IS 3", 7, "after IS", "write ="},
      {"title LIKE 'x' ESCAPE 3", 22, "single character", "ESCAPE '!'"},
      {"title LIKE 'x' ESCAPE '!!'", 22, "single character", "ESCAPE '!'"},
      {"title LIKE 'a!b' ESCAPE '!'", 11, "escape character", "double it"},
      {"CASE WHEN budget 1 END = 1", 17, "`THEN` is expected", "THEN"},
      {"CASE WHEN budget THEN 1", 23, "`END` is expected", "END"},
      {"CASE END = 1", 5, "`END`", ""},
      {"hours(mql_at, sql_at", 5, "not closed", "closing )"},
  };
  for (const Row& row : rows) check(b, row);
}

TEST_CASE("names that are not known", "[errors]") {
  Bench b;
  b.define("demo_request", "conversion LIKE '%demo%'");
  b.named["empty"] = ExprPtr();
  const Row rows[] = {
      {"employes > 5", 0, "`employes` is not known", "did you mean `employees`?"},
      {"fit > 1 AND demo_reqest", 12, "`demo_reqest`", "did you mean `demo_request`?"},
      {"industry = \"SaaS GmbH\"", 11, "`SaaS GmbH`", "single quotes: 'SaaS GmbH'"},
      {"industry = wholesale", 11, "`wholesale`", "[columns]"},
      {"lenght(title) > 3", 0, "no function `lenght`", "did you mean `length`?"},
      {"created_at > now()", 13, "no function `now`", "within(at, '30d')"},
      {"fit(3) > 1", 0, "no function `fit`", "takes no parentheses"},
      {"frobnicate(fit)", 0, "no function", "there are hours, days"},
      {"empty", 0, "before it is defined", "itself"},
      {"business_hours(mql_at, sql_at) > 3", 0, "needs a calendar", "[calendar.default]"},
      {"business_hours(mql_at, sql_at, 'emea') > 3", 31, "no calendar `emea`", "[calendar.emea]"},
  };
  for (const Row& row : rows) check(b, row);
  b.scope.find = nullptr;
  CHECK_THROWS_AS(b.parse("fit > 1"), ExprError);
}

TEST_CASE("types that do not agree", "[errors]") {
  const Bench b;
  const Row rows[] = {
      {"created_at > 30", 11, "created_at is a date, 30 is a number", "days(a, b)"},
      {"30 < created_at", 3, "30 is a number, created_at is a date", "days(a, b)"},
      {"fit > '60'", 4, "fit is a number, '60' is a text", "without quotes"},
      {"title = 5", 6, "title is a text, 5 is a number", "single quotes"},
      {"target_account = 1", 15, "target_account is a boolean", "TRUE or FALSE"},
      {"budget > need", 7, "neither is greater", "budget or NOT budget"},
      {"tech_stack = 'HubSpot'", 11, "tech_stack is a list", "contains("},
      {"tech_stack = channels", 11, "a list is not compared", "contains("},
      {"created_at > 'soon'", 13, "'soon' is not a date", "2026-04-01"},
      {"created_at > DATE '2026-02-30'", 18, "not a date", "2026-04-01"},
      {"created_at > '4/8/2026'", 13, "could be either", "2026-04-01"},
      {"created_at > title", 11, "title is a text", "DATE '2026-04-01'"},
      {"fit LIKE '6%'", 0, "LIKE needs a text, and fit is a number", ""},
      {"title LIKE 5", 11, "LIKE needs a text", ""},
      {"title AND budget", 0, "AND needs a boolean, and title is a text", "IS NOT NULL"},
      {"budget OR fit", 10, "OR needs a boolean, and fit is a number", "fit > 0"},
      {"NOT created_at", 4, "NOT needs a boolean", "created_at IS NOT NULL"},
      {"fit IS TRUE", 0, "IS TRUE / IS FALSE needs a boolean", ""},
      {"fit + title > 1", 6, "+ needs a number, and title is a text", ""},
      {"fit + '1' > 1", 6, "+ needs a number", "without quotes"},
      {"-title = 1", 1, "- needs a number", ""},
      {"sql_at - mql_at > 3", 7, "dates are not subtracted", "days(mql_at, sql_at)"},
      {"created_at + 30 > created_at", 0, "+ needs a number, and created_at is a date", "days(a, b)"},
      {"fit || 'x' = 'x'", 0, "|| needs a text", ""},
      {"fit IN (1, 'x')", 4, "fit is a number, 'x' is a text", "without quotes"},
      {"fit BETWEEN 1 AND 'x'", 4, "'x' is a text", "without quotes"},
      {"CASE WHEN fit THEN 1 END = 1", 10, "WHEN needs a boolean", "fit > 0"},
      {"CASE WHEN budget THEN 1 ELSE 'x' END = 1", 0, "different types", ""},
      {"CASE fit WHEN 'x' THEN 1 END = 1", 0, "CASE cannot compare", "without quotes"},
      {"COALESCE(fit, 'x') = 1", 0, "one type", ""},
      {"hours(mql_at) > 1", 0, "hours is given 1 argument", "write hours(from, to)"},
      {"hours(mql_at, fit) > 1", 14, "hours needs a date, and fit is a number", ""},
      {"COALESCE() = 1", 0, "given 0 arguments", "COALESCE(first"},
      {"lower(fit) = 'x'", 6, "lower needs a text", ""},
      {"contains(fit, 'x')", 9, "contains needs a text", ""},
      {"duplicate(company)", 10, "duplicate() is about", "duplicate(email)"},
      {"least('a', 'b') = 'a'", 6, "numbers or dates", ""},
      {"within(mql_at)", 0, "given 1 argument", "within(at, '30d')"},
      {"within(mql_at, 30)", 15, "text in quotes", "'30d'"},
      {"within(mql_at, 'soon')", 15, "not a duration", "'30d'"},
      {"within(mql_at, '4bh')", 15, "elapsed", "'30d'"},
      {"within(fit, '30d')", 7, "within needs a date", ""},
      {"held_at(fit, TRUE)", 8, "held_at needs a date, and fit is a number", ""},
      {"held_at(mql_at, fit)", 16, "held_at needs a boolean, and fit is a number", "fit > 0"},
      {"held_at(mql_at)", 0, "held_at is given 1 argument", "held_at(mql_at, predicate)"},
      {"round(fit, touches) = 1", 11, "whole number of digits", "round(x, 2)"},
      {"round(fit, 99) = 1", 11, "whole number of digits", "round(x, 2)"},
  };
  for (const Row& row : rows) check(b, row);
}

TEST_CASE("no text is too deep, too long or too costly to be refused", "[errors]") {
  Bench b;
  const std::string open(100'000 / 2, '(');
  check(b, {(open + "budget").c_str(), 200, "200 deep", "[define]"});
  const auto repeat = [](const std::string& part, int times, const std::string& end) {
    std::string out;
    for (int i = 0; i < times; ++i) out += part;
    return out + end;
  };
  CHECK(b.ask(repeat("(", 200, "TRUE") + std::string(200, ')')) == Tri::yes);
  CHECK_THROWS_AS(b.parse(repeat("NOT ", 5000, "budget")), ExprError);
  CHECK_THROWS_AS(b.parse(repeat("- ", 5000, "fit")), ExprError);
  CHECK_THROWS_AS(b.parse(repeat("abs(", 5000, "fit")), ExprError);
  CHECK_THROWS_AS(b.parse(repeat("CASE WHEN ", 5000, "budget")), ExprError);
  CHECK_THROWS_AS(b.parse(repeat("fit IN (", 5000, "1")), ExprError);
  CHECK(b.number(repeat("1 + ", 10'000, "1")) == "10001");  // long is not deep
  CHECK(b.ask(repeat("TRUE AND ", 5000, "TRUE")) == Tri::yes);
  CHECK_THROWS_AS(b.parse("TRUE" + repeat(" IS TRUE", 7000, "")), ExprError);
  try {
    b.parse(std::string(70'000, ' '));
    FAIL_CHECK("was not refused");
  } catch (const ExprError& e) {
    CHECK(e.at == 65'536);
    CHECK(e.problem.find("64 KiB") != std::string::npos);
  }
}

TEST_CASE("definitions that double one another are refused before they cost", "[errors]") {
  Bench b;
  b.define("d0", "fit > 1");
  const auto grow = [&] {
    for (int i = 1; i < 64; ++i) b.define("d" + std::to_string(i), "d" + std::to_string(i - 1) + " AND d" + std::to_string(i - 1));
  };
  CHECK_THROWS_AS(grow(), ExprError);
  Bench c;
  c.define("d0", "fit > 1");
  const auto deepen = [&] {
    for (int i = 1; i < 3000; ++i) c.define("d" + std::to_string(i), "NOT d" + std::to_string(i - 1));
  };
  CHECK_THROWS_AS(deepen(), ExprError);
  c.set("fit", "2");
  CHECK(c.ask("d490") == Tri::yes);  // the deepest that is let through is judged, printed and read through as well
  Explanation explanation(c.parse("d491"), Explanation::Root::opened, true);
  CHECK(explanation.judge(c.judging) == Tri::no);
  CHECK(explanation.reasons(c.judging).front().verdict == Tri::no);
}

TEST_CASE("no hostile bytes do more than be refused", "[errors]") {
  const Bench b;
  const std::string alphabet("a'\"(),=<>|-+*/%.1eN \xC3\xE2\x80\xFF\x00", 25);
  for (unsigned seed = 1; seed <= 20'000; ++seed) {
    std::string text;
    unsigned state = seed * 2654435761U;
    for (unsigned i = 0; i < 1 + seed % 9; ++i) {
      state = state * 1664525U + 1013904223U;
      text += alphabet[(state >> 16) % alphabet.size()];
    }
    try {
      const ExprPtr e = b.parse(text);
      CHECK(b.print(to_sql(*e)) == to_sql(*e));
    } catch (const ExprError& e) {
      if (e.at > text.size() || e.problem.empty()) FAIL_CHECK(text);
    }
  }
}
