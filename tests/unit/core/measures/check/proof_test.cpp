// What makes a clause proven; the shares of a whole export are worked by hand in tests/golden/check.
#include "catch.hpp"
#include "handoff/measures/proof.hpp"

using namespace handoff;

namespace {

ClauseProof clause(std::uint64_t decided, std::uint64_t of) {
  ClauseProof out;
  out.decided = decided;
  out.of = of;
  return out;
}

ValueCounts counts(const std::vector<std::pair<std::string, std::uint64_t>>& values) {
  ValueCounts out;
  for (const auto& [text, count] : values) out.add(text, count);
  return out;
}

using Groups = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("a clause is proven where every lead under it is decided") {
  CHECK(clause(5, 5).proof() == Proof::proven);
  CHECK(clause(4, 5).proof() == Proof::partly);
  CHECK(clause(0, 5).proof() == Proof::not_at_all);
  CHECK(clause(0, 0).proof() == Proof::untried);
}

TEST_CASE("what stands in the way weighs more than what was counted") {
  ClauseProof absent = clause(0, 0);
  absent.absent = {1};
  CHECK(absent.proof() == Proof::not_at_all);
  ClauseProof todays = clause(5, 5);
  todays.todays = {1};
  CHECK(todays.proof() == Proof::partly);
  ClauseProof open = clause(5, 5);
  open.order_open = {1};
  CHECK(open.proof() == Proof::not_at_all);
  ClauseProof log = clause(0, 5);
  log.no_log = true;
  CHECK(log.proof() == Proof::not_at_all);
  log.decided = 5;
  CHECK(log.proof() == Proof::partly);
  ClauseProof metric = clause(5, 5);
  metric.free_metric = true;
  CHECK(metric.proof() == Proof::not_at_all);
}

TEST_CASE("texts that are likely one") {
  CHECK(near_duplicates(counts({{"Wrong title", 5}, {"wrong  title", 9}, {"WRONG-TITLE.", 1}, {"No budget", 3}})) ==
        Groups{{"wrong  title", "Wrong title", "WRONG-TITLE."}});
  CHECK(near_duplicates(counts({{"Wrong company size", 5}, {"Wrong compny size", 1}})) == Groups{{"Wrong company size", "Wrong compny size"}});
  CHECK(near_duplicates(counts({{"Event", 5}, {"Events", 1}})).empty());                      // too short to call it a slip
  CHECK(near_duplicates(counts({{"Campaign 2025", 5}, {"Campaign 2026", 4}})).empty());       // numbers tell them apart
  CHECK(near_duplicates(counts({{"...", 5}, {"---", 4}})).empty());
  CHECK(near_duplicates(counts({})).empty());
}
