// Attribution by hand, and the sum of the parts for any number of touches.
#include "handoff/measures/attribution.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include "catch.hpp"

using namespace handoff;

namespace {

constexpr Instant a_day = seconds_a_day;

std::vector<std::int64_t> credit(const CreditRule& rule, std::int64_t minor, const std::vector<Instant>& touches, const Journey& journey) {
  return split_exactly(minor, credit_shares(rule, touches, journey));
}

}  // namespace

TEST_CASE("each model splits a journey of six touches as its definition says") {
  // Touches on days 0, 2, 5, 8, 9, 10. A lead on day 5, an opportunity on day 10. 10,000.00 to share.
  const std::vector<Instant> touches = {0, 2 * a_day, 5 * a_day, 8 * a_day, 9 * a_day, 10 * a_day};
  const Journey journey{5 * a_day, 10 * a_day, std::nullopt};
  const auto by = [&](CreditModel model) { return credit(usual_rule(model), 1'000'000, touches, journey); };
  using Parts = std::vector<std::int64_t>;
  CHECK(by(CreditModel::first) == Parts{1'000'000, 0, 0, 0, 0, 0});
  CHECK(by(CreditModel::last) == Parts{0, 0, 0, 0, 0, 1'000'000});
  CHECK(by(CreditModel::linear) == Parts{166'667, 166'667, 166'667, 166'667, 166'666, 166'666});  // 4 cents over, to the earliest
  CHECK(by(CreditModel::position) == Parts{400'000, 50'000, 50'000, 50'000, 50'000, 400'000});
  CHECK(by(CreditModel::w) == Parts{300'000, 33'334, 300'000, 33'333, 33'333, 300'000});  // 10 % over three touches
}

TEST_CASE("full path gives its last quarter to the last touch before the close") {
  const std::vector<Instant> touches = {0, 2 * a_day, 5 * a_day, 10 * a_day, 20 * a_day, 30 * a_day};
  const CreditRule rule = usual_rule(CreditModel::full_path);
  const Journey won{2 * a_day, 10 * a_day, 30 * a_day};
  CHECK(counted_touches(CreditModel::full_path, touches, won) == 6);
  CHECK(counted_touches(CreditModel::w, touches, won) == 4);
  CHECK(credit(rule, 1'000'000, touches, won) == std::vector<std::int64_t>{225'000, 225'000, 50'000, 225'000, 50'000, 225'000});
  // Not closed: no touch holds the place of the close, and the others take its share: 0.225 / 0.775 each.
  const Journey open{2 * a_day, 10 * a_day, std::nullopt};
  CHECK(credit(rule, 77'500, {0, 2 * a_day, 5 * a_day, 10 * a_day}, open) == std::vector<std::int64_t>{22'500, 22'500, 10'000, 22'500});
}

TEST_CASE("time decay halves with every half-life") {
  // 0, 7 and 14 days old: 4 / 2 / 1 of seven.
  const std::vector<Instant> touches = {0, 7 * a_day, 14 * a_day};
  CHECK(credit(usual_rule(CreditModel::time_decay), 70'000, touches, {{}, 14 * a_day, {}}) == std::vector<std::int64_t>{10'000, 20'000, 40'000});
  // The proportions do not depend on how long before the deal it all was.
  CHECK(credit(usual_rule(CreditModel::time_decay), 70'000, touches, {{}, 9000 * a_day, {}}) == std::vector<std::int64_t>{10'000, 20'000, 40'000});
  CreditRule slow = usual_rule(CreditModel::time_decay);
  slow.half_life = 14 * a_day;
  CHECK(credit(slow, 30'000, {0, 14 * a_day}, {{}, 14 * a_day, {}}) == std::vector<std::int64_t>{10'000, 20'000});
}

TEST_CASE("places that fall together, and places without a touch") {
  using Parts = std::vector<std::int64_t>;
  const Journey late_lead{50 * a_day, 60 * a_day, {}};
  CHECK(credit(usual_rule(CreditModel::w), 1001, {a_day}, late_lead) == Parts{1001});
  CHECK(credit(usual_rule(CreditModel::position), 1001, {a_day}, late_lead) == Parts{1001});
  // Two touches: the middle's fifth goes to both ends evenly; the odd cent to the earlier.
  CHECK(credit(usual_rule(CreditModel::position), 1001, {a_day, 2 * a_day}, late_lead) == Parts{501, 500});
  // W with both touches before the lead: the second is the lead's and the opportunity's, 60 to 30.
  CHECK(credit(usual_rule(CreditModel::w), 900, {a_day, 2 * a_day}, late_lead) == Parts{300, 600});
  // W where every touch came after the lead: its share goes to the two other places in proportion, the middle keeps a seventh.
  CHECK(credit(usual_rule(CreditModel::w), 700, {a_day, 2 * a_day, 3 * a_day}, {0, 10 * a_day, {}}) == Parts{300, 100, 300});
  CHECK(credit(usual_rule(CreditModel::linear), 1001, {}, late_lead).empty());
  CHECK(split_exactly(-1000, std::vector<std::uint64_t>{1, 1, 1}) == Parts{-334, -333, -333});
  CHECK(split_exactly(5, std::vector<std::uint64_t>{0, 0}) == Parts{3, 2});
}

TEST_CASE("the contract's shares take the place of the usual ones") {
  const CreditRule rule = rule_with(CreditModel::position, {{"first", 0.5}, {"last", 0.3}, {"middle", 0.2}}, {});
  CHECK(credit(rule, 1000, {0, 1, 2}, {{}, 10, {}}) == std::vector<std::int64_t>{500, 200, 300});
  CHECK(rule_with(CreditModel::time_decay, {}, 30 * a_day).half_life == 30 * a_day);
  CHECK(credit_model("full_path") == CreditModel::full_path);
  CHECK_FALSE(credit_model("markov"));
}

TEST_CASE("for 1 to 500 touches and every model the parts sum to the amount") {
  std::mt19937_64 random(20260701);
  const std::int64_t amounts[] = {1, 99, 100'000'01, 5'000'000'00, 9'000'000'000'000'000, -12'345'67};
  for (std::size_t n = 1; n <= 500; ++n) {
    std::vector<Instant> touches(n);
    for (Instant& at : touches) at = static_cast<Instant>(random() % static_cast<std::uint64_t>(400 * a_day));
    std::sort(touches.begin(), touches.end());
    for (std::size_t model = 0; model < credit_models; ++model) {
      CreditRule rule = usual_rule(static_cast<CreditModel>(model));
      const auto share = [&] { return static_cast<double>(random() % 1'000'001) / 1e6; };
      if (n % 2) rule.first = share(), rule.lead = share(), rule.opportunity = share(), rule.last = share(), rule.middle = share();
      rule.half_life = static_cast<Seconds>(1 + random() % static_cast<std::uint64_t>(60 * a_day));
      Journey journey{static_cast<Instant>(random() % static_cast<std::uint64_t>(400 * a_day)), 400 * a_day, {}};
      if (n % 3) journey.closed = 420 * a_day;
      if (n % 5 == 0) journey.lead.reset();
      const std::int64_t amount = n % 7 ? static_cast<std::int64_t>(random() % 1'000'000'000'000) : amounts[n % 6];
      const std::vector<std::int64_t> parts = credit(rule, amount, touches, journey);
      REQUIRE(parts.size() == n);
      REQUIRE(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == amount);
      for (const std::int64_t part : parts) REQUIRE((amount < 0 ? part <= 0 : part >= 0));
    }
  }
}
