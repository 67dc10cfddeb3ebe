// What became of leads after the landmark at which they are scored, worked by hand.
#include "catch.hpp"
#include "tally_desk.hpp"

using namespace handoff;
using namespace handoff::test;

TEST_CASE("leads by their score at the landmark, and what became of them after it", "[score_tally]") {
  TallyDesk desk("fit >= 60");   // landmark: fourteen days after entry
  desk.contract.stages[0].maturity = Duration{Unit::elapsed, 10 * seconds_a_day};
  desk.contract.stages[1].maturity = Duration{Unit::elapsed, 20 * seconds_a_day};
  const auto add = [&](const char* fit, int leads, const char* created, const char* sql) {
    for (int i = 0; i < leads; ++i) {
      LeadBuilder lead = desk.lead(created).set("fit", fit);
      if (sql) lead.set("sql_at", sql);
      desk.add(lead);
    }
  };
  add("59.9", 3, "2026-01-01 00:00", "2026-01-10 00:00");   // band 50: three had converted by the landmark, and are apart
  add("59.9", 10, "2026-01-01 00:00", "2026-02-01 00:00");  // ten of the other forty within thirty days of it
  add("59.9", 2, "2026-01-01 00:00", "2026-03-01 00:00");   // two later: not within them
  add("59.9", 28, "2026-01-01 00:00", nullptr);
  add("60", 5, "2026-05-18 00:00", "2026-06-30 00:00");     // band 60: 5 of 30, whose thirty days are over at as-of to the minute
  add("60", 25, "2026-05-18 00:00", nullptr);
  add("60", 2, "2026-05-18 00:01", "2026-06-30 00:00");     // and two that are a minute too young: scored, and in no rate
  add("60", 1, "2026-06-20 00:00", nullptr);                // whose landmark is still to come
  add("70", 1, "2026-01-01 00:00", "2026-02-01 00:00");     // band 70: too few to be asked
  add("70", 1, "2026-01-01 00:00", nullptr);
  add("80", 9, "2026-01-01 00:00", "2026-02-01 00:00");     // band 80: 9 of 36
  add("80", 27, "2026-01-01 00:00", nullptr);
  add("-0.5", 1, "2026-01-01 00:00", nullptr);
  const ScoreResult result = desk.result();
  REQUIRE(result.bands.size() == 5);
  CHECK(result.bands[0].band == -1);
  CHECK(result.bands[1].band == 5);
  CHECK(result.bands[1].leads == 43);
  CHECK(result.bands[1].conversions[0].before == 3);
  CHECK(result.bands[1].conversions[0].rate.count == 10);
  CHECK(result.bands[1].conversions[0].rate.of == 40);
  CHECK(result.bands[2].leads == 32);
  CHECK(result.bands[2].conversions[0].rate.count == 5);
  CHECK(result.bands[2].conversions[0].rate.of == 30);
  CHECK(result.bands[4].conversions[0].rate.of == 36);
  REQUIRE(result.falls.size() == 1);        // 25 % -> 16.7 %; then 16.7 % -> 25 % over the small band
  CHECK(result.falls[0].lower == 1);
  CHECK(result.falls[0].upper == 2);
  CHECK(result.falls[0].overlap);
  CHECK(result.rises[0][0] == false);
  CHECK_FALSE(result.rises[0][1].has_value());   // to Won the contract has no horizon: nothing is concluded
  CHECK(result.bands[1].conversions[1].rate.of == 43);
  CHECK(result.young == 1);
  std::uint64_t all = result.missing[0] + result.spread[0] + result.young + result.undated;
  for (const BandResult& band : result.bands) all += band.leads;
  CHECK(all == result.leads);
}

TEST_CASE("a score that is a range, or that nobody knows, is in the bounds of the bands that it may lie in", "[score_tally]") {
  TallyDesk desk("fit >= 60");
  desk.contract.stages[0].maturity = Duration{Unit::elapsed, 10 * seconds_a_day};
  desk.contract.stages[1].maturity = Duration{Unit::elapsed, 20 * seconds_a_day};
  const auto lead = [&](const char* fit) { return desk.lead("2026-01-01 00:00").set("fit", fit); };
  desk.add(lead("55"));
  desk.add(lead("55"));
  desk.add(lead("65"));
  desk.add(lead("55-65").set("sql_at", "2026-02-01 00:00"));   // in one of the two
  LeadBuilder unreadable = desk.lead("2026-01-01 00:00");
  Value& fit = unreadable.lead.values[known_field("fit")];
  fit.state = Value::State::unreadable;
  fit.text = "many";
  desk.add(unreadable);                                        // in any
  desk.add(desk.lead("2026-01-01 00:00"));                     // a blank is not a score: in none
  const ScoreResult result = desk.result();
  REQUIRE(result.bands.size() == 2);
  CHECK(result.spread[0] == 1);
  CHECK(result.missing[0] == 2);
  const Rate &fifty = result.bands[0].conversions[0].rate, &sixty = result.bands[1].conversions[0].rate;
  CHECK(result.bands[0].leads == 2);
  CHECK(fifty.of == 2);
  CHECK(fifty.unknown == 2);
  CHECK(*fifty.least == Approx(0.0));
  CHECK(*fifty.most == Approx(1.0 / 3));                       // with the range, without the one that nobody knows
  CHECK(*sixty.most == Approx(1.0 / 2));
  CHECK(result.bands[0].conversions[0].asked == 2);
}
