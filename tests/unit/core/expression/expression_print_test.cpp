// Canonical SQL, and the round trip: printed text parses to what prints the same and judges the same. The random
// expressions come from a fixed seed.
#include <random>

#include "lead_bench.hpp"

using namespace handoff;

TEST_CASE("canonical spacing, keywords and parentheses", "[print]") {
  Bench b;
  b.define("icp", "employees > 50");
  struct Row { const char* written; const char* printed; };
  const Row rows[] = {
      {"fit>=60 and  intent>=40", "fit >= 60 AND intent >= 40"},
      {"((fit >= 60)) AND (intent >= 40 AND budget)", "fit >= 60 AND intent >= 40 AND budget"},
      {"(budget OR need) AND champion", "(budget OR need) AND champion"},
      {"budget OR (need AND champion)", "budget OR need AND champion"},
      {"(budget or need) or champion", "budget OR need OR champion"},
      {"not not budget", "budget"},
      {"NOT (budget AND need)", "NOT (budget AND need)"},
      {"NOT (fit = 3)", "NOT fit = 3"},
      {"not (fit between 1 and 2)", "fit NOT BETWEEN 1 AND 2"},
      {"NOT fit NOT IN (1)", "fit IN (1)"},
      {"NOT title IS NULL", "title IS NOT NULL"},
      {"fit != 3.0", "fit <> 3"},
      {"fit = 1e3", "fit = 1000"},
      {"fit = .5", "fit = 0.5"},
      {"fit > - 30", "fit > -30"},
      {"fit > -(-30)", "fit > 30"},
      {"fit - -3 > 0", "fit - -3 > 0"},
      {"-(fit) < -(fit + 1)", "-fit < -(fit + 1)"},
      {"(fit + intent) + score > 1", "fit + intent + score > 1"},
      {"fit - (intent - score) > 1", "fit - (intent - score) > 1"},
      {"(fit * 2) / (intent * 3) > 1", "fit * 2 / (intent * 3) > 1"},
      {"(fit + 1) * 2 > 1", "(fit + 1) * 2 > 1"},
      {"title like 'it''s%'", "title LIKE 'it''s%'"},
      {"title NOT ilike 'a!%' escape '!'", "title NOT ILIKE 'a!%' ESCAPE '!'"},
      {"created_at > '2026-04-01'", "created_at > DATE '2026-04-01'"},
      {"created_at > timestamp '2026-04-01 10:00'", "created_at > TIMESTAMP '2026-04-01T14:00:00Z'"},
      {"case when budget then 1 else 2 end = 1", "CASE WHEN budget THEN 1 ELSE 2 END = 1"},
      {"CASE fit when 1 then 'a' end = 'a'", "CASE fit WHEN 1 THEN 'a' END = 'a'"},
      {"coalesce(fit,0)>1", "COALESCE(fit, 0) > 1"},
      {"WITHIN(last_signal_at, '720h')", "within(last_signal_at, '30d')"},
      {"(budget = need) = champion", "(budget = need) = champion"},
      {"fit = 3 IS NULL", "(fit = 3) IS NULL"},
      {"ICP AND \"fit\" > 1", "icp AND fit > 1"},
      {"industry in ('b','a')", "industry IN ('b', 'a')"},
      {"TRUE and null is null", "TRUE AND NULL IS NULL"},
  };
  for (const Row& row : rows) {
    INFO(row.written);
    CHECK(b.print(row.written) == row.printed);
    CHECK(b.print(row.printed) == row.printed);
  }
}

TEST_CASE("names that need quotes get them", "[print]") {
  Bench b;
  for (const char* name : {"Lead Score", "a\"b", "order", "case", "1st", "\xC3\xA9t\xC3\xA9"}) {
    b.named[name] = FieldRef{known_field("fit"), Type::number};
    b.scope.names.emplace_back(name);
  }
  CHECK(b.print("\"lead score\" > 1") == "\"Lead Score\" > 1");
  CHECK(b.print("\"a\"\"b\" > 1") == "\"a\"\"b\" > 1");
  CHECK(b.print("\"order\" > 1") == "order > 1");
  CHECK(b.print("\"case\" > 1") == "\"case\" > 1");
  CHECK(b.print("\"1st\" > 1") == "\"1st\" > 1");
  CHECK(b.print("\xC3\xA9t\xC3\xA9 > 1") == "\"\xC3\xA9t\xC3\xA9\" > 1");
}

namespace {

/// Random expressions of a type, as text with more parentheses and less care than a person's.
struct Generator {
  std::mt19937 random{20260630};
  std::size_t below(std::size_t n) { return random() % n; }
  std::string pick(std::initializer_list<const char*> choices) { return choices.begin()[below(choices.size())]; }
  std::string wrap(std::string text) { return below(4) == 0 ? "(" + text + ")" : text; }

  std::string number(int depth) {
    if (depth <= 0 || below(3) == 0) return pick({"fit", "intent", "employees", "touches", "0", "1", "40", "-3", "2.5", "1e2", "100", "NULL"});
    switch (below(7)) {
      case 0: return "-" + ("(" + number(depth - 1) + ")");
      case 1: return "COALESCE(" + number(depth - 1) + "," + number(depth - 1) + ")";
      case 2: return "CASE WHEN " + boolean(depth - 1) + " THEN " + number(depth - 1) + (below(2) ? " ELSE " + number(depth - 1) : "") + " END";
      case 3: return pick({"hours", "days"}) + "(" + date(depth - 1) + "," + date(depth - 1) + ")";
      case 4: return "length(" + text(depth - 1) + ")";
      default: return "(" + number(depth - 1) + pick({"+", "-", "*", "/", " % "}) + " " + number(depth - 1) + ")";
    }
  }
  std::string date(int) { return pick({"created_at", "mql_at", "sql_at", "DATE '2026-04-01'", "TIMESTAMP '2026-04-01 10:00'"}); }
  std::string text(int depth) {
    if (depth <= 0 || below(2) == 0) return pick({"title", "industry", "'Director'", "'it''s'", "''", "company"});
    return below(2) ? pick({"lower", "upper", "trim"}) + "(" + text(depth - 1) + ")" : "(" + text(depth - 1) + " || " + text(depth - 1) + ")";
  }
  std::string boolean(int depth) {
    if (depth <= 0) return pick({"budget", "need", "champion", "TRUE", "FALSE", "fit > 40", "title IS NULL"});
    const std::string no = below(3) == 0 ? " NOT" : "";
    switch (below(10)) {
      case 0: return "NOT (" + boolean(depth - 1) + ")";
      case 1: return wrap(number(depth - 1)) + pick({"=", "<>", "<", "<=", ">", ">=", "!="}) + " " + number(depth - 1);
      case 2: return number(depth - 1) + no + " BETWEEN " + number(depth - 1) + " AND " + number(depth - 1);
      case 3: return text(depth - 1) + no + " IN (" + text(depth - 1) + "," + text(0) + ",NULL)";
      case 4: return text(depth - 1) + no + pick({" LIKE ", " ILIKE "}) + pick({"'%tor'", "'D_r%'", "'%'", "title"});
      case 5: return "(" + boolean(depth - 1) + ") IS" + no + pick({" NULL", " TRUE", " FALSE"});
      case 6: return date(0) + pick({"=", "<", ">=", "<>"}) + date(0);
      default: return "(" + boolean(depth - 1) + pick({" AND ", " OR "}) + boolean(depth - 1) + ")";
    }
  }
};

void fill(Bench& b, Generator& g) {
  for (const char* name : {"fit", "intent", "employees", "touches"}) b.set(name, g.pick({"", "0", "40", "100", "51-200", "5001+", "lots", "2.5"}));
  for (const char* name : {"budget", "need", "champion"}) b.set(name, g.pick({"", "yes", "no"}));
  for (const char* name : {"title", "industry", "company"}) b.set(name, g.pick({"", "Director", "director", "it's", " x "}));
  for (const char* name : {"created_at", "mql_at", "sql_at"}) b.set(name, g.pick({"", "2026-04-01", "2026-04-01 10:00", "2026-05-01", "2026-03-31 23:59"}));
}

}  // namespace

TEST_CASE("what is printed parses, prints the same and judges the same", "[print]") {
  Generator g;
  for (int i = 0; i < 1500; ++i) {
    Bench b;
    const std::string written = g.boolean(1 + static_cast<int>(g.below(4)));
    const ExprPtr first = b.parse(written);
    const std::string printed = to_sql(*first);
    INFO(written << "\n" << printed);
    const ExprPtr second = b.parse(printed);
    REQUIRE(to_sql(*second) == printed);
    for (int lead = 0; lead < 5; ++lead) {
      fill(b, g);
      REQUIRE(truth(*first, b.judging) == truth(*second, b.judging));
    }
  }
}
