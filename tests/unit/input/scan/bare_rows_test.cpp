// Rows that stand for their ids and say less of the lead than those that give way.
#include "catch.hpp"
#include "scan/bare_rows.hpp"

using namespace handoff;

namespace {

/// Of `standing` rows that stand, `s` fill the field; of `given_way` rows, `g` do.
BareRows rows(int standing, int s, int given_way, int g) {
  BareRows bare;
  for (int i = 0; i < standing; ++i) bare.count_row(true);
  for (int i = 0; i < given_way; ++i) bare.count_row(false);
  for (int i = 0; i < s; ++i) bare.count(2, true);
  for (int i = 0; i < g; ++i) bare.count(2, false);
  return bare;
}

}  // namespace

TEST_CASE("a column is lost where the rows that stand fill it ten times more rarely") {
  CHECK(rows(100, 0, 150, 100).worst());
  CHECK(rows(100, 6, 150, 100).worst());            // 6.0 % of 66.7 %
  CHECK_FALSE(rows(100, 7, 150, 100).worst());      // 7.0 %
  CHECK_FALSE(rows(100, 100, 150, 150).worst());    // a joined report that repeats its cells
  CHECK_FALSE(rows(100, 3, 2000, 60).worst());      // 3 % of both, twenty rows a lead
  CHECK(rows(100, 0, 5000, 100).worst());           // fifty rows a lead, the first of which is full
}

TEST_CASE("few cells may have been cleared on purpose") {
  CHECK_FALSE(rows(5, 0, 9, 9).worst());
  CHECK(rows(5, 0, 10, 10).worst());
  CHECK_FALSE(rows(200, 0, 200, 19).worst());       // fewer than one for ten ids
  CHECK(rows(200, 0, 200, 20).worst());
}

TEST_CASE("bare rows merge to the same answer") {
  BareRows left = rows(60, 0, 80, 7), right = rows(40, 0, 70, 6);
  CHECK_FALSE(left.worst());
  CHECK_FALSE(right.worst());
  left.merge(right);
  REQUIRE(left.worst());
  CHECK(left.worst()->field == 2);
  CHECK(left.worst()->cells.given_way == 13);
  BareRows empty;
  empty.merge(left);
  CHECK(empty.worst()->cells.given_way == 13);
}
