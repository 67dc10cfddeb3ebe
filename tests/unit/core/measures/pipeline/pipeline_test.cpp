// Money by hand: three leads, four deals, and the spend of a month that a window cuts.
#include "handoff/measures/pipeline.hpp"

#include "catch.hpp"
#include "handoff/text/error.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

Deal deal(std::int64_t minor, std::string currency, DealStatus status, std::string_view created, std::string_view closed = {}) {
  Deal one;
  one.minor = minor;
  one.currency = std::move(currency);
  one.status = status;
  one.created = one.created_last = at(created);
  if (!closed.empty()) one.closed = one.closed_last = at(closed);
  return one;
}

/// A lead with dates of its first three stages; empty: not reached.
struct MoneyLead {
  std::string id, account, created, mql, sql;
};

Judging judging_of(Lead& lead, const Contract& contract, const MoneyLead& one, Instant as_of) {
  lead.values.assign(contract.fields.size(), {});
  const auto text = [&](std::string_view field, const std::string& cell) {
    if (cell.empty()) return;
    Value& value = lead.values[known_field(field)];
    value.state = Value::State::present;
    value.text = cell;
    if (contract.fields[known_field(field)].type == Type::date) value.stamp = stamp(cell);
  };
  text("lead_id", one.id);
  text("account", one.account);
  text("created_at", one.created);
  text("mql_at", one.mql);
  text("sql_at", one.sql);
  Judging judging;
  judging.lead = &lead;
  judging.moment = {as_of, as_of, 0, false};
  return judging;
}

/// Deals by account: 0 and 1 of "A", 2 of "B", 3 of nobody.
DealBook book_of() {
  DealBook book;
  book.deals = {deal(100'00, "USD", DealStatus::won, "2026-02-01", "2026-02-11"), deal(50'01, "USD", DealStatus::open, "2026-01-01"),
                deal(70'00, "EUR", DealStatus::lost, "2026-03-01", "2026-03-31"), deal(9'00, "USD", DealStatus::won, "2026-03-01", "2026-03-02")};
  book.key = known_field("account");
  book.find = [](std::string_view key) -> std::pair<std::size_t, std::size_t> {
    if (key == "A") return {0, 2};
    if (key == "B") return {2, 3};
    return {0, 0};
  };
  return book;
}

const std::vector<MoneyLead> leads = {{"L1", "A", "2026-01-10", "2026-01-11", "2026-01-20"},
                                      {"L2", "A", "2026-01-05", "2026-01-06", ""},
                                      {"L3", "B", "2026-02-01", "2026-02-02", "2026-02-03"}};

PipelineTally tally_of(const Contract& contract, const PipelineSettings& settings, const std::vector<std::size_t>& order) {
  PipelineTally tally(contract, settings);
  for (const std::size_t i : order) {
    Lead lead;
    count_lead(tally, contract, settings, judging_of(lead, contract, leads[i], settings.as_of));
  }
  return tally;
}

}  // namespace

TEST_CASE("a deal that several leads share belongs to the first that came in before it") {
  const Contract contract = small_contract();
  const DealBook book = book_of();
  PipelineSettings settings;
  settings.as_of = at("2026-07-01");
  settings.stage = 1;
  settings.to = 2;
  settings.book = &book;
  for (const std::vector<std::size_t>& order : {std::vector<std::size_t>{0, 1, 2}, {2, 1, 0}, {1, 2, 0}}) {
    PipelineTally tally = tally_of(contract, settings, order);
    tally.settle();
    // Deal 0 (1 February) goes to L2 of 5 January, which is no SQL; deal 1 (1 January) is older than both leads of A.
    const GroupMoney& all = tally.groups.at("");
    CHECK(all.leads == std::vector<std::uint64_t>{3, 3, 2, 0});
    CHECK(all.sums[1].at("USD").pipeline == 100'00);
    CHECK(all.sums[1].at("USD").revenue == 100'00);
    CHECK(all.sums[1].at("EUR").lost == 1);
    CHECK(all.sums[2].count("USD") == 0);
    CHECK(all.sums[2].at("EUR").pipeline == 70'00);
    CHECK(tally.older.at("USD").pipeline == 50'01);
    CHECK(tally.no_lead.at("USD").revenue == 9'00);
    CHECK(tally.cohort == 3);
    CHECK(tally.converted == 2);
  }
}

TEST_CASE("merging two halves gives what one pass gives") {
  const Contract contract = small_contract();
  const DealBook book = book_of();
  PipelineSettings settings;
  settings.as_of = at("2026-07-01");
  settings.stage = 1;
  settings.to = 2;
  settings.book = &book;
  PipelineTally half = tally_of(contract, settings, {0});
  half.merge(tally_of(contract, settings, {1, 2}));
  half.settle();
  CHECK(half.groups.at("").sums[1].at("USD").pipeline == 100'00);
  CHECK(half.older.at("USD").deals == 1);
  const PipelineResult result = pipeline(half, {}, {}, contract, settings);
  std::int64_t rows = 0;
  for (const LeakResult& leak : result.leaks) rows += leak.leads.count;
  CHECK(rows == 3);
  REQUIRE(result.groups.size() == 1);
  REQUIRE(result.groups[0].deals.size() == 2);
  CHECK(result.groups[0].deals[1].cycle.median == Approx(10.0 * seconds_a_day));
  CHECK(result.groups[0].deals[1].velocity == Approx(100'00 / 10.0));  // one deal, all won, in ten days
}

TEST_CASE("what was won after as-of is judged by the caller; what began after it is not there yet") {
  const Contract contract = small_contract();
  const DealBook book = book_of();
  PipelineSettings settings;
  settings.as_of = at("2026-02-15");
  settings.stage = 1;
  settings.to = 2;
  settings.book = &book;
  PipelineTally tally = tally_of(contract, settings, {0, 1, 2});
  tally.settle();
  CHECK(tally.after_as_of.at("EUR").pipeline == 70'00);
  CHECK(tally.after_as_of.at("USD").pipeline == 9'00);
  CHECK(tally.no_lead.empty());
}

TEST_CASE("a spend is cut by days, and its parts sum") {
  const Spend february{"Event", {day_from_civil(2026, 2, 1), day_from_civil(2026, 2, 28)}, 1000'01, "EUR"};
  const auto day = [](unsigned number) { return day_from_civil(2026, 2, number); };
  CHECK(spend_within(february, {day(1), day(14)}) == 500'00);  // 500.005 before the 15th, the whole cents of it
  CHECK(spend_within(february, {day(15), day(28)}) == 500'01);
  std::int64_t sum = 0;
  for (unsigned number = 1; number <= 28; ++number) sum += spend_within(february, {day(number), day(number)});
  CHECK(sum == 1000'01);
  CHECK(spend_within(february, {day_from_civil(2026, 3, 1), day_from_civil(2026, 3, 31)}) == 0);
}

TEST_CASE("a deal of several contacts counts once, and belongs to the first of them", "[pipeline]") {
  const Contract contract = small_contract();
  DealBook book;  // one deal, with a row for L1 and one for L2, who came in earlier
  book.deals = {deal(100'00, "USD", DealStatus::won, "2026-02-01", "2026-02-11"), deal(100'00, "USD", DealStatus::won, "2026-02-01", "2026-02-11")};
  book.key = known_field("lead_id");
  book.of_lead = true;
  book.find = [](std::string_view key) -> std::pair<std::size_t, std::size_t> {
    if (key == "L1") return {0, 1};
    if (key == "L2") return {1, 2};
    return {0, 0};
  };
  book.same = {1, 1};
  PipelineSettings settings;
  settings.as_of = at("2026-07-01");
  settings.stage = 1;
  settings.book = &book;
  for (const std::vector<std::size_t>& order : {std::vector<std::size_t>{0, 1, 2}, {2, 1, 0}}) {
    PipelineTally tally = tally_of(contract, settings, order);
    tally.settle();
    const GroupMoney& all = tally.groups.at("");
    CHECK(all.sums[1].at("USD").deals == 1);
    CHECK(all.sums[1].at("USD").revenue == 100'00);
    CHECK(all.sums[2].count("USD") == 0);  // L2 is no SQL
    CHECK(tally.no_lead.empty());
  }
}

TEST_CASE("a won deal without an amount does not pull the average of those that have one", "[pipeline]") {
  const Contract contract = small_contract();
  DealBook book;
  book.deals = {deal(100'00, "USD", DealStatus::won, "2026-02-01", "2026-02-11"), deal(0, "USD", DealStatus::won, "2026-02-01", "2026-02-11")};
  book.deals[1].minor.reset();
  book.key = known_field("lead_id");
  book.of_lead = true;
  book.find = [](std::string_view key) -> std::pair<std::size_t, std::size_t> { return key == "L1" ? std::pair<std::size_t, std::size_t>{0, 2} : std::pair<std::size_t, std::size_t>{0, 0}; };
  PipelineSettings settings;
  settings.as_of = at("2026-07-01");
  settings.stage = 1;
  settings.book = &book;
  PipelineTally tally = tally_of(contract, settings, {0});
  tally.settle();
  const PipelineResult result = pipeline(tally, {}, {}, contract, settings);
  // Two deals, both won in 10 days, 100 a deal: 2 x 1 x 100 / 10 a day.
  CHECK(result.groups.at(0).deals.at(0).velocity == 20'00.0);
}

TEST_CASE("cost divides the spend of a month by the leads that entered the stage in it", "[pipeline]") {
  const Contract contract = small_contract();
  const std::vector<Spend> spend = {{"", {day_from_civil(2026, 1, 1), day_from_civil(2026, 1, 31)}, 100'00, "EUR"}};
  PipelineSettings settings;
  settings.as_of = at("2026-07-01");
  settings.stage = 1;
  settings.spend_by = {group_by(contract, "month")};
  settings.spent_days = days_of(spend);
  PipelineTally tally = tally_of(contract, settings, {0, 1, 2});   // MQLs of 6 and 11 January, and of 2 February
  tally.settle();
  const StageMoney mql = pipeline(tally, spend, {}, contract, settings).groups.at(0).stages.at(1);
  CHECK(mql.leads == 3);
  CHECK(mql.paid == 2);
  CHECK(*mql.spend == 100'00);
  CHECK(*mql.cost_per == 50'00.0);   // and not 33.33: nothing is known of what February cost
  CHECK(*mql.cost_least == 50'00.0);
  settings.as_of = at("2026-01-08");   // seven days of 31, and the MQL of 6 January
  PipelineTally early = tally_of(contract, settings, {0, 1, 2});
  early.settle();
  const StageMoney so_far = pipeline(early, spend, {}, contract, settings).groups.at(0).stages.at(1);
  CHECK(so_far.paid == 1);
  CHECK(*so_far.spend == 22'58);
}

TEST_CASE("days of spend are put together", "[pipeline]") {
  const auto days = [](unsigned from, unsigned to) { return Spend{"", {day_from_civil(2026, 2, from), day_from_civil(2026, 2, to)}, 1, ""}; };
  const std::vector<Period> all = days_of({days(10, 12), days(1, 3), days(4, 5), days(11, 20), days(25, 25)});
  REQUIRE(all.size() == 3);
  CHECK(all[0].to == day_from_civil(2026, 2, 5));
  CHECK(all[1].from == day_from_civil(2026, 2, 10));
  CHECK(all[1].to == day_from_civil(2026, 2, 20));
}

TEST_CASE("where nothing could say lost there is no rate of winning", "[pipeline]") {
  Contract contract = small_contract();
  DealBook book = book_of();
  PipelineSettings settings;
  settings.as_of = at("2026-07-01");
  settings.stage = 1;
  settings.book = &book;
  const auto wins = [&] {
    PipelineTally tally = tally_of(contract, settings, {0, 1, 2});
    tally.settle();
    return pipeline(tally, {}, {}, contract, settings);
  };
  CHECK(wins().groups.at(0).deals.at(1).win.rate == 1.0);
  CHECK_FALSE(wins().no_losing);
  book.can_lose = false;
  CHECK_FALSE(wins().groups.at(0).deals.at(1).win.rate);
  CHECK_FALSE(wins().groups.at(0).deals.at(1).velocity);
  CHECK(wins().no_losing);
  settings.book = nullptr;   // the leads' own amounts: an exit, by its date or by the current stage
  CHECK_FALSE(wins().no_losing);
  settings.absent.assign(contract.fields.size(), false);
  settings.absent[known_field("lost_at")] = settings.absent[known_field("stage")] = true;
  CHECK(wins().no_losing);
  settings.absent.clear();
  contract.exits.clear();
  CHECK(wins().no_losing);
}

TEST_CASE("too many groups are refused, however the threads share them", "[pipeline]") {
  const Contract contract = small_contract();
  PipelineSettings settings;
  settings.as_of = at("2026-07-01T00:00:00Z");
  settings.stage = 1;
  settings.by = {group_by(contract, "owner")};
  PipelineTally half(contract, settings), other(contract, settings);
  for (std::size_t i = 0; i <= most_groups; ++i) {
    LeadBuilder lead(contract);
    lead.set("lead_id", std::to_string(i)).set("owner", std::to_string(i)).set("mql_at", "2026-06-01T10:00:00Z");
    count_lead(i % 2 ? half : other, contract, settings, lead.as_of(settings.as_of));
  }
  REQUIRE_THROWS_AS(half.merge(std::move(other)), Error);
}
