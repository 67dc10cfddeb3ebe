// Truth tables in full (ISO SQL's, as in any textbook), precedence, and every operator with missing values and intervals.
#include "lead_bench.hpp"

using namespace handoff;
using enum Tri;

namespace {

/// A boolean cell that gives the truth value.
const char* cell_of(Tri t) { return t == yes ? "yes" : t == no ? "no" : ""; }
constexpr Tri all[] = {yes, no, unknown};

}  // namespace

TEST_CASE("AND, OR and NOT: the nine rows each", "[predicate]") {
  struct Row { Tri a, b, both, either; };
  const Row rows[] = {{yes, yes, yes, yes}, {yes, no, no, yes},       {yes, unknown, unknown, yes},
                      {no, yes, no, yes},   {no, no, no, no},         {no, unknown, no, unknown},
                      {unknown, yes, unknown, yes}, {unknown, no, no, unknown}, {unknown, unknown, unknown, unknown}};
  for (const Row& row : rows) {
    Bench b;
    b.set("budget", cell_of(row.a)).set("need", cell_of(row.b));
    INFO(word(row.a) << " " << word(row.b));
    CHECK(tri_and(row.a, row.b) == row.both);
    CHECK(tri_or(row.a, row.b) == row.either);
    CHECK(b.ask("budget AND need") == row.both);
    CHECK(b.ask("budget OR need") == row.either);
    CHECK(b.ask("NOT (budget AND need)") == b.ask("NOT budget OR NOT need"));
    // The cheap side is judged first, whichever it is.
    CHECK(b.ask("(CASE WHEN budget THEN budget ELSE budget END) AND need") == row.both);
    CHECK(b.ask("budget AND (CASE WHEN need THEN need ELSE need END)") == row.both);
    CHECK(b.ask("(CASE WHEN budget THEN budget ELSE budget END) OR need") == row.either);
    CHECK(b.ask("budget OR (CASE WHEN need THEN need ELSE need END)") == row.either);
  }
  CHECK(tri_not(yes) == no);
  CHECK(tri_not(no) == yes);
  CHECK(tri_not(unknown) == unknown);
  Bench b;
  CHECK(b.ask("NOT budget") == unknown);
  CHECK(b.set("budget", "yes").ask("NOT budget") == no);
  CHECK(b.ask("TRUE AND NULL") == unknown);
  CHECK(b.ask("FALSE AND NULL") == no);
  CHECK(b.ask("TRUE OR NULL") == yes);
  CHECK(b.ask("FALSE OR NULL") == unknown);
  CHECK(b.ask("NOT NULL") == unknown);
}

TEST_CASE("IS TRUE, IS FALSE and IS NULL never give unknown", "[predicate]") {
  struct Row { Tri a; const char* test; Tri expected; };
  const Row rows[] = {{yes, "IS TRUE", yes},      {no, "IS TRUE", no},      {unknown, "IS TRUE", no},
                      {yes, "IS NOT TRUE", no},   {no, "IS NOT TRUE", yes}, {unknown, "IS NOT TRUE", yes},
                      {yes, "IS FALSE", no},      {no, "IS FALSE", yes},    {unknown, "IS FALSE", no},
                      {yes, "IS NOT FALSE", yes}, {no, "IS NOT FALSE", no}, {unknown, "IS NOT FALSE", yes},
                      {yes, "IS NULL", no},       {no, "IS NULL", no},      {unknown, "IS NULL", yes},
                      {yes, "IS NOT NULL", yes},  {no, "IS NOT NULL", yes}, {unknown, "IS NOT NULL", no}};
  for (const Row& row : rows) {
    Bench b;
    b.set("budget", cell_of(row.a));
    INFO(word(row.a) << " " << row.test);
    CHECK(b.ask(std::string("budget ") + row.test) == row.expected);
    CHECK(b.ask(std::string("(budget AND TRUE) ") + row.test) == row.expected);
  }
  Bench b;
  CHECK(b.ask("employees = 5 IS NULL") == yes);  // (employees = 5) IS NULL
  CHECK(b.ask("employees = 5 IS NULL IS TRUE") == yes);
}

TEST_CASE("a missing value makes every comparison unknown", "[predicate]") {
  Bench b;
  for (const char* text : {"employees = 5", "employees <> 5", "employees < 5", "employees <= 5", "employees > 5", "employees >= 5", "NULL = NULL",
                           "employees = NULL", "employees <> employees", "title = 'x'", "title LIKE '%'", "title ILIKE 'x'", "title IN ('a')", "title NOT IN ('a')",
                           "employees BETWEEN 1 AND 2", "employees NOT BETWEEN 1 AND 2", "created_at > DATE '2026-01-01'", "target_account = TRUE",
                           "contains(channels, 'x')", "employees + 1 > 0", "-employees < 0", "employees > 5 AND TRUE"}) {
    INFO(text);
    CHECK(b.ask(text) == unknown);
  }
  b.set("employees", "lots");  // unreadable: holds something, and nobody knows what
  CHECK(b.ask("employees > 5") == unknown);
  CHECK(b.ask("employees IS NULL") == unknown);
  CHECK(b.ask("employees IS NOT NULL") == unknown);
  CHECK(b.ask("COALESCE(employees, 7) = 7") == unknown);  // what stands there is no blank, so 7 does not stand in for it
}

TEST_CASE("precedence is SQL's", "[predicate]") {
  Bench b;
  for (const Tri x : all) for (const Tri y : all) for (const Tri z : all) {
    b.set("budget", cell_of(x)).set("need", cell_of(y)).set("champion", cell_of(z));
    CHECK(b.ask("budget OR need AND champion") == tri_or(x, tri_and(y, z)));
    CHECK(b.ask("budget AND need OR champion") == tri_or(tri_and(x, y), z));
    CHECK(b.ask("NOT budget AND need") == tri_and(tri_not(x), y));
    CHECK(b.ask("NOT budget OR need") == tri_or(tri_not(x), y));
    CHECK(b.ask("(budget OR need) AND champion") == tri_and(tri_or(x, y), z));
    CHECK(b.ask("NOT budget = need") == tri_not(b.ask("budget = need")));
    CHECK(b.ask("budget AND need IS TRUE") == tri_and(x, y == yes ? yes : no));
  }
  CHECK(b.number("2 + 3 * 4") == "14");
  CHECK(b.number("(2 + 3) * 4") == "20");
  CHECK(b.number("2 - 3 - 4") == "-5");
  CHECK(b.number("2 - (3 - 4)") == "3");
  CHECK(b.number("24 / 4 / 2") == "3");
  CHECK(b.number("24 / (4 / 2)") == "12");
  CHECK(b.number("7 % 4 * 2") == "6");
  CHECK(b.number("-2 * -3") == "6");
  CHECK(b.number("- -2") == "2");
  CHECK(b.number("2 - -3") == "5");
  CHECK(b.ask("1 + 1 = 2 AND 2 * 2 <> 5") == yes);
  CHECK(b.ask("5 BETWEEN 1 AND 9 AND FALSE") == no);  // the first AND is BETWEEN's
  CHECK(b.ask("5 BETWEEN 1 + 1 AND 3 * 3") == yes);
  CHECK(b.ask("NOT 5 BETWEEN 1 AND 9") == no);
  CHECK(b.ask("'a' || 'b' = 'ab'") == yes);
  CHECK(b.ask("3 -- a comment = 4\n = 3") == yes);
}

TEST_CASE("comparisons of points are exact, and strict is not inclusive", "[predicate]") {
  Bench b;
  b.set("fit", "70");
  CHECK(b.ask("fit > 70") == no);
  CHECK(b.ask("fit >= 70") == yes);
  CHECK(b.ask("fit < 70") == no);
  CHECK(b.ask("fit <= 70") == yes);
  CHECK(b.ask("fit = 70") == yes);
  CHECK(b.ask("fit <> 70") == no);
  CHECK(b.ask("fit != 70.5") == yes);
  CHECK(b.ask("70 < fit") == no);
  CHECK(b.ask("fit BETWEEN 70 AND 70") == yes);
  CHECK(b.ask("fit BETWEEN 70.01 AND 90") == no);
  CHECK(b.ask("fit BETWEEN 90 AND 10") == no);  // as SQL: empty, not turned round
  CHECK(b.ask("fit NOT BETWEEN 90 AND 10") == yes);
}

TEST_CASE("a range of employees decides only what all of it decides", "[predicate]") {
  Bench b;
  b.set("employees", "51-200");
  CHECK(b.ask("employees BETWEEN 50 AND 500") == yes);
  CHECK(b.ask("employees BETWEEN 100 AND 500") == unknown);
  CHECK(b.ask("employees BETWEEN 201 AND 500") == no);
  CHECK(b.ask("employees < 200") == unknown);
  CHECK(b.ask("employees <= 200") == yes);
  CHECK(b.ask("employees > 50") == yes);
  CHECK(b.ask("employees > 51") == unknown);
  CHECK(b.ask("employees >= 51") == yes);
  CHECK(b.ask("employees > 200") == no);
  CHECK(b.ask("employees >= 201") == no);
  CHECK(b.ask("employees = 100") == unknown);
  CHECK(b.ask("employees = 300") == no);
  CHECK(b.ask("employees <> 300") == yes);
  CHECK(b.ask("employees <> 51") == unknown);
  CHECK(b.ask("employees IN (10, 100)") == unknown);
  CHECK(b.ask("employees IN (10, 300)") == no);
  CHECK(b.ask("employees NOT IN (10, 300)") == yes);
  CHECK(b.ask("employees IS NULL") == no);
  CHECK(b.ask("(employees < 100) IS NULL") == no);         // it is yes or no, though nobody knows which
  CHECK(b.ask("(employees < 100) IS TRUE") == unknown);
  CHECK(b.ask("(employees < 100) IS NOT FALSE") == unknown);
  b.set("employees", "5001+");
  CHECK(b.ask("employees > 5000") == yes);
  CHECK(b.ask("employees > 10000") == unknown);
  CHECK(b.ask("employees < 5001") == no);
  CHECK(b.ask("employees * 2 > 10000") == yes);
  b.set("employees", "<50");
  CHECK(b.ask("employees < 50") == yes);
  CHECK(b.ask("employees >= 50") == no);
  CHECK(b.ask("employees >= 0") == yes);
}

TEST_CASE("arithmetic of intervals encloses, and what cannot be is missing", "[predicate]") {
  Bench b;
  b.set("employees", "51-200").set("touches", "0").set("fit", "10");
  CHECK(b.number("employees + 1") == "[52, 201]");
  CHECK(b.number("100 - employees") == "[-100, 49]");
  CHECK(b.number("employees * -2") == "[-400, -102]");
  CHECK(b.number("-employees") == "[-200, -51]");
  CHECK(b.number("1020 / employees") == "[5.1, 20]");
  CHECK(b.number("employees % 7") == "[0, 7]");
  CHECK(b.number("fit / touches") == "missing");
  CHECK(b.number("fit % touches") == "missing");
  CHECK(b.ask("fit / touches > 1") == unknown);
  CHECK(b.number("1 / (employees - 100)") == "missing");  // the divisor may be zero
  CHECK(b.number("7 % 3") == "1");
  CHECK(b.number("-7 % 3") == "-1");                      // the dividend's sign
  CHECK(b.number("7.5 % 2") == "1.5");
  CHECK(b.number("fit + revenue") == "missing");
  CHECK(b.ask("1e308 * 10 = 1e308 * 10") == unknown);     // beyond doubles: at least the greatest of them
  CHECK(b.ask("1e308 * 10 > 1e307") == yes);
  CHECK(b.ask("1e308 * 10 - 1e308 * 10 = 0") == unknown);
  b.set("employees", "5001+");
  CHECK(b.ask("employees - employees = 0") == unknown);
  CHECK(b.ask("employees * 0 = 0") == yes);
  CHECK(b.ask("1 / employees < 1") == yes);
}

TEST_CASE("IN with NULLs", "[predicate]") {
  Bench b;
  b.set("industry", "Retail").set("fit", "3");
  CHECK(b.ask("industry IN ('B2B SaaS', 'Retail')") == yes);
  CHECK(b.ask("industry IN ('B2B SaaS', NULL)") == unknown);
  CHECK(b.ask("industry IN ('Retail', NULL)") == yes);
  CHECK(b.ask("industry NOT IN ('B2B SaaS', NULL)") == unknown);  // SQL's famous trap
  CHECK(b.ask("industry NOT IN ('Retail', NULL)") == no);
  CHECK(b.ask("industry NOT IN ('B2B SaaS')") == yes);
  CHECK(b.ask("industry IN ('retail')") == no);                   // exact
  CHECK(b.ask("fit IN (1, 2, 3.0)") == yes);
  CHECK(b.ask("fit IN (1, 2)") == no);
  CHECK(b.ask("fit IN (1, NULL)") == unknown);
  CHECK(b.ask("fit IN (1, touches)") == unknown);                 // touches is missing
  CHECK(b.ask("fit IN (3, touches)") == yes);
  CHECK(b.ask("fit IN (1, 1 + 2)") == yes);
  CHECK(b.ask("NULL IN (1)") == unknown);
  CHECK(b.ask("budget IN (TRUE)") == unknown);
  CHECK(b.set("budget", "1").ask("budget IN (TRUE, FALSE)") == yes);
  CHECK(b.ask("title IN ('a', NULL)") == unknown);
}

TEST_CASE("BETWEEN with NULLs is its two comparisons", "[predicate]") {
  Bench b;
  b.set("fit", "5");
  CHECK(b.ask("fit BETWEEN NULL AND 3") == no);       // fit <= 3 is false whatever the other bound
  CHECK(b.ask("fit BETWEEN NULL AND 9") == unknown);
  CHECK(b.ask("fit BETWEEN 6 AND NULL") == no);
  CHECK(b.ask("fit BETWEEN 1 AND NULL") == unknown);
  CHECK(b.ask("fit NOT BETWEEN NULL AND 3") == yes);
  CHECK(b.ask("fit NOT BETWEEN 1 AND NULL") == unknown);
  CHECK(b.set("title", "m").ask("title BETWEEN 'a' AND 'z'") == yes);
  CHECK(b.ask("created_at BETWEEN '2026-04-01' AND '2026-06-30'") == unknown);
}

TEST_CASE("CASE takes the first branch that is true", "[predicate]") {
  Bench b;
  b.set("fit", "70");
  CHECK(b.number("CASE WHEN fit > 70 THEN 1 WHEN fit >= 70 THEN 2 ELSE 3 END") == "2");
  CHECK(b.number("CASE WHEN touches > 1 THEN 1 ELSE 3 END") == "3");  // unknown is not true
  CHECK(b.number("CASE WHEN fit > 70 THEN 1 END") == "missing");
  CHECK(b.number("CASE fit WHEN 60 THEN 1 WHEN 70 THEN 2 END") == "2");
  CHECK(b.number("CASE touches WHEN NULL THEN 1 ELSE 2 END") == "2");  // NULL equals nothing
  CHECK(b.ask("CASE WHEN fit > 60 THEN budget ELSE TRUE END") == unknown);
  CHECK(b.ask("CASE WHEN fit > 80 THEN budget ELSE TRUE END") == yes);
  CHECK(b.text("CASE WHEN fit > 60 THEN 'high' ELSE NULL END") == "high");
  CHECK(b.ask("CASE fit WHEN 70 THEN 'a' ELSE 'b' END = 'a'") == yes);
  b.set("employees", "51-200");
  CHECK(b.number("CASE WHEN employees > 100 THEN 1 ELSE 2 END") == "[1, 2]");
}
