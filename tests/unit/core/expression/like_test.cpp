// LIKE and ILIKE. The expected answers are those of PostgreSQL and SQLite where both agree (SQLite's LIKE folds ASCII case).
#include <ctime>

#include "lead_bench.hpp"

#include "expression/like.hpp"

using namespace handoff;
using enum Tri;

TEST_CASE("LIKE matches the whole text, and case matters", "[like]") {
  struct Row { const char* text; const char* pattern; Tri like, ilike; };
  const Row rows[] = {
      {"Director", "Director", yes, yes}, {"Director", "director", no, yes},   {"Director", "Dir", no, no},         {"Director", "Dir%", yes, yes},
      {"Director", "dir%", no, yes},      {"Director", "%tor", yes, yes},      {"Director", "%TOR", no, yes},       {"Director", "%rect%", yes, yes},
      {"Director", "%RECT%", no, yes},    {"Director", "%", yes, yes},         {"Director", "%%", yes, yes},        {"Director", "", no, no},
      {"Director", "D_rector", yes, yes}, {"Director", "________", yes, yes},  {"Director", "_________", no, no},   {"Director", "_%_", yes, yes},
      {"Director", "D%t%r", yes, yes},    {"Director", "D%x%r", no, no},       {"Director", "%D%", yes, yes},       {"Director", "%Directors%", no, no},
      {"aab", "a%ab", yes, yes},          {"aaab", "%aab", yes, yes},          {"ab", "a%b%", yes, yes},            {"abcabd", "%ab_", yes, yes},
      {"100%", "100%", yes, yes},         {"a.b", "a.b", yes, yes},            {"axb", "a.b", no, no},              {"[x]", "[x]", yes, yes},
      {"\xC3\xA9t\xC3\xA9", "_t_", yes, yes},                                  {"\xC3\x89T\xC3\x89", "\xC3\xA9t\xC3\xA9", no, yes},
      {"\xC3\x89T\xC3\x89", "%\xC3\xA9%", no, yes},                            {"a\nb", "a%b", yes, yes},
  };
  for (const Row& row : rows) {
    Bench b;
    b.set("title", row.text);
    const std::string pattern = row.pattern;
    INFO(row.text << " LIKE " << pattern);
    CHECK(b.ask("title LIKE '" + pattern + "'") == row.like);
    CHECK(b.ask("title ILIKE '" + pattern + "'") == row.ilike);
    CHECK(b.ask("title NOT LIKE '" + pattern + "'") == tri_not(row.like));
    CHECK(b.ask("title LIKE trim('" + pattern + "')") == row.like);  // a pattern that is no literal takes the general way
    CHECK(b.ask("title ILIKE trim('" + pattern + "')") == row.ilike);
  }
}

TEST_CASE("an empty text is like % and like nothing else", "[like]") {
  for (const char* pattern : {"%", "%%", ""}) CHECK(like_matches(compile_like(pattern, no_escape, false), ""));
  for (const char* pattern : {"_", "a", "%a%", "a%", "%a"}) CHECK_FALSE(like_matches(compile_like(pattern, no_escape, false), ""));
}

TEST_CASE("ESCAPE makes a character of % and _", "[like]") {
  Bench b;
  b.set("title", "100% sure");
  CHECK(b.ask("title LIKE '100!%%' ESCAPE '!'") == yes);
  CHECK(b.ask("title LIKE '100!_%' ESCAPE '!'") == no);
  CHECK(b.ask("title LIKE '100\\% sure' ESCAPE '\\'") == yes);
  CHECK(b.ask("title LIKE '100\\%'") == no);  // without ESCAPE a backslash is itself
  b.set("title", "a!b");
  CHECK(b.ask("title LIKE 'a!!b' ESCAPE '!'") == yes);
}

TEST_CASE("a hostile pattern takes no exponential time", "[like]") {
  std::string pattern, text(5000, 'a');
  for (int i = 0; i < 500; ++i) pattern += "%a";
  pattern += "%b";
  CHECK_FALSE(like_matches(pattern, no_escape, false, text));
  CHECK(like_matches(pattern, no_escape, false, text + "b"));
}

/// Seconds of this thread's own, so that a busy machine says nothing.
double seconds_of(std::size_t size) {
  std::string pattern, text(16 * size, 'a');
  for (std::size_t i = 0; i < size; ++i) pattern += i % 2 == 0 ? "%a" : "a_";
  pattern += "%b";
  timespec before{}, after{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
  CHECK_FALSE(like_matches(pattern, no_escape, true, text));
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
  return static_cast<double>(after.tv_sec - before.tv_sec) + 1e-9 * static_cast<double>(after.tv_nsec - before.tv_nsec);
}

TEST_CASE("twice the pattern and twice the text take four times as long, and not ever so long", "[like]") {
  seconds_of(200);
  const double once = seconds_of(400), twice = seconds_of(800);
  CHECK(twice < 16 * once + 0.01);
}
