// The draw of a sample: the same whoever counts, and without favour for any stratum.
#include "handoff/measures/sample.hpp"

#include <cmath>
#include <set>

#include "catch.hpp"

using namespace handoff;

namespace {

using Sizes = std::map<std::string, std::uint64_t>;

/// Leads L0 to L(n - 1) of the strata in turn.
SampleFrame frame_of(std::uint64_t leads, std::uint64_t strata, std::uint64_t from = 0, std::uint64_t step = 1) {
  SampleFrame frame;
  for (std::uint64_t i = from; i < leads; i += step) frame.add(std::to_string(i % strata), sample_hash("L" + std::to_string(i), 1), i * 100);
  return frame;
}

std::vector<std::uint64_t> places(const std::vector<DrawnLead>& drawn) {
  std::vector<std::uint64_t> out;
  for (const DrawnLead& lead : drawn) out.push_back(lead.place);
  return out;
}

}  // namespace

TEST_CASE("strata share a sample by their size, each within one of its exact share", "[sample]") {
  const Sizes sizes = {{"A", 2}, {"B", 3}, {"unmapped", 2}};
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    for (std::uint64_t size = 0; size <= 8; ++size) {
      std::uint64_t sum = 0;
      for (const auto& [name, share] : stratum_shares(sizes, size, seed)) {
        const double exact = static_cast<double>(sizes.at(name) * std::min<std::uint64_t>(size, 7)) / 7;
        CHECK(std::abs(static_cast<double>(share) - exact) < 1);
        sum += share;
      }
      CHECK(sum == std::min<std::uint64_t>(size, 7));
    }
  }
}

TEST_CASE("over the seeds every lead has the same chance, of whatever stratum it is", "[sample]") {
  // Three of seven leads: 0.857, 1.286 and 0.857 of them fall on the strata. The largest remainder gives 1, 1, 1 every time, and "B" is short by a fifth.
  const Sizes sizes = {{"A", 2}, {"B", 3}, {"unmapped", 2}};
  std::map<std::string, double> sums;
  constexpr int seeds = 20'000;
  for (int seed = 0; seed < seeds; ++seed)
    for (const auto& [name, share] : stratum_shares(sizes, 3, static_cast<std::uint64_t>(seed))) sums[name] += static_cast<double>(share);
  CHECK(sums["A"] / seeds == Approx(6.0 / 7).margin(0.015));
  CHECK(sums["B"] / seeds == Approx(9.0 / 7).margin(0.015));
  CHECK(sums["unmapped"] / seeds == Approx(6.0 / 7).margin(0.015));
  // A hundred strata of one lead and a sample of ten: the first by name are not the ones.
  Sizes ones;
  for (int i = 0; i < 100; ++i) ones[std::to_string(i)] = 1;
  std::map<std::string, int> drawn;
  for (std::uint64_t seed = 0; seed < 2000; ++seed)
    for (const auto& [name, share] : stratum_shares(ones, 10, seed)) drawn[name] += static_cast<int>(share);
  for (const auto& [name, times] : drawn) CHECK((times > 130 && times < 270));   // 200 on average, 13 either way
}

TEST_CASE("the draw is the same in whichever parts the leads came", "[sample]") {
  const SampleFrame whole = frame_of(10'000, 3);
  SampleFrame parts = frame_of(10'000, 3, 2, 3);   // strata met in another order
  parts.merge(frame_of(10'000, 3, 0, 3));
  parts.merge(frame_of(10'000, 3, 1, 3));
  CHECK(parts.leads() == 10'000);
  CHECK(parts.strata() == 3);
  for (const std::uint64_t seed : {1, 2, 3}) CHECK(places(parts.draw(200, seed)) == places(whole.draw(200, seed)));
  CHECK(places(whole.draw(200, 1)) != places(whole.draw(200, 2)));
  CHECK(whole.draw(20'000, 1).size() == 10'000);
  CHECK(whole.draw(200, 1).size() == 200);
}

TEST_CASE("of one stratum the lowest ranks are drawn, and a larger sample holds the smaller one", "[sample]") {
  const SampleFrame frame = frame_of(5'000, 1);
  const std::vector<std::uint64_t> small = places(frame.draw(50, 9)), large = places(frame.draw(100, 9));
  const std::set<std::uint64_t> in(large.begin(), large.end());
  CHECK(in.size() == 100);
  for (const std::uint64_t place : small) CHECK(in.count(place) == 1);
}

TEST_CASE("the entries of a lead are drawn each for itself", "[sample]") {
  CHECK(sample_hash("L1", 1) != sample_hash("L1", 2));
  CHECK(sample_hash("L1", 1) == sample_hash("L1", 0));
}

TEST_CASE("what leads say is summed up in any order", "[sample]") {
  ContentSum a, b, c;
  a.add(1), a.add(2), b.add(2), b.add(1);
  CHECK(a == b);
  c.add(3);
  CHECK_FALSE(a == c);   // the same sum, of another number of leads
  a.merge(c);
  CHECK((a.sum == 6 && a.leads == 3));
}
