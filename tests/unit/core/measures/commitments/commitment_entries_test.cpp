// Leads that entered a stage more than once: each counts once a period, by its first entry, unless the commitment counts entries.
#include <array>
#include <map>
#include <random>
#include <set>

#include "commitment_bench.hpp"
#include "owner_bench.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

/// Judges histories by one commitment.
struct EntryDesk {
  Contract contract = small_contract();
  CommitmentSettings settings = test::as_of("2026-08-01");
  EntryDesk(const std::string& metric, bool of_entries) {
    contract.clocks = {first_touch_clock("3d")};
    contract.commitments = {owed("it", "sales", metric, "month", 0.5)};
    contract.commitments[0].of_entries = of_entries;
    contract.commitments[0].currency = metric.starts_with("sum") ? "EUR" : "";
    if (metric.starts_with("rate") || metric.starts_with("coverage")) contract.commitments[0].within = 10 * seconds_a_day;
  }
  /// The lead entry by entry, as the commands' join hands it on. `lost`: rows whose date cannot be read.
  void each(const LeadBuilder& lead, std::vector<HistoryStep> steps, const std::vector<HistoryStep>& lost, const std::function<void(const Judging&)>& visit) const {
    order_history(steps);
    EntryReader reader(contract, 1);
    const std::size_t entries = std::max<std::size_t>(1, reader.take(steps, lost));
    Lead patched;
    StageEntry entry;
    Judging judging = lead.as_of(settings.as_of);
    judging.lead = &patched;
    judging.entry = &entry;
    for (std::size_t i = 0; i < entries; ++i) {
      reader.read(lead.lead, i, patched, entry);
      visit(judging);
    }
    if (!reader.may_have_another()) return;
    reader.read_another(lead.lead, patched, entry);
    judging.wanted = Tri::unknown;
    visit(judging);
  }
  void add(CommitmentTally& tally, const LeadBuilder& lead, const std::vector<HistoryStep>& steps, const std::vector<HistoryStep>& lost = {}) const {
    each(lead, steps, lost, [&](const Judging& judging) { count_lead(tally, contract, settings, judging); });
  }
  /// One entry and no other.
  void add_alone(CommitmentTally& tally, const LeadBuilder& lead, const std::vector<HistoryStep>& steps, int number) const {
    each(lead, steps, {}, [&](const Judging& judging) {
      if (judging.entry->number == number) count_lead(tally, contract, settings, judging);
    });
    StageEntry end;   // after which no other is handed on
    end.number = 99;
    const LeadBuilder nobody(contract);
    Judging judging = nobody.as_of(settings.as_of);
    judging.entry = &end;
    count_lead(tally, contract, settings, judging);
  }
  PeriodResult judged(const CommitmentTally& tally, std::string_view name, Grain grain = Grain::month) const {
    for (const CommitmentResult& result : commitments(tally, contract, settings))
      if (result.rule == 0 && result.grain == grain) return named(result.periods, name);
    return {};
  }
  std::uint64_t count(const std::vector<HistoryStep>& steps, std::string_view name, Grain grain = Grain::month, const std::vector<HistoryStep>& lost = {}) const {
    CommitmentTally tally(contract, settings);
    add(tally, LeadBuilder(contract).set("lead_id", "a").set("created_at", "2026-04-01"), steps, lost);
    return judged(tally, name, grain).count;
  }
};

HistoryStep mql(std::string_view when) { return step(when, 1, ""); }
HistoryStep gone(std::string_view when) { return step(when, -1, "", 0); }

const std::vector<HistoryStep> twice_in_may = {mql("2026-05-05T09:00:00Z"), gone("2026-05-07T09:00:00Z"), mql("2026-05-12T09:00:00Z"), step("2026-05-20T09:00:00Z", 2, "")};

/// All that is counted of a period, so that two can be held against each other.
std::vector<std::int64_t> numbers(const PeriodCounts& counts) {
  std::vector<std::int64_t> all;
  const auto add = [&](auto number) { all.push_back(static_cast<std::int64_t>(number)); };
  const auto share = [&](const Share& one) {
    for (const std::int64_t number : {one.counted, one.not_counted, one.undecided, one.perhaps_in, one.perhaps_out}) all.push_back(number);
  };
  for (const std::uint64_t number : {counts.count, counts.missed, counts.open, counts.open_perhaps, counts.early, counts.exempt}) add(number);
  for (const Share& one : {counts.unknown, counts.perhaps_due, counts.later}) share(one);
  for (const SpanCounts* spans : {&counts.stopped, &counts.waiting}) add(spans->count());
  for (const ShareEvidence* line : {&counts.at_target, &counts.at_floor}) {
    for (const std::uint64_t number : {line->count, line->missed, line->open, line->open_perhaps}) add(number);
    share(line->unknown);
  }
  for (const auto& [part, asked] : counts.parts) share(asked.now), share(asked.in_the_end.unknown);
  share(counts.anybody.now);
  add(counts.money.least);
  add(counts.money.most);
  return all;
}

/// How many leads or entries a period speaks of.
std::uint64_t all_of(const PeriodCounts& counts) {
  const auto decided = static_cast<std::uint64_t>(counts.unknown.unknown() + counts.later.decided() + counts.later.unknown());
  return counts.count + counts.missed + counts.open + counts.open_perhaps + counts.exempt + decided + counts.stopped.count() + counts.waiting.count();
}

struct Drawn { LeadBuilder lead; std::vector<HistoryStep> steps; };

/// Leads that come to MQL one to four times from May to July, leave in between, and get further at times.
std::vector<Drawn> draw(const Contract& contract, std::mt19937& chance, int leads) {
  std::vector<Drawn> all;
  const Instant first = at("2026-05-01T00:00:00Z");
  const auto pick = [&](int most) { return static_cast<int>(chance() % static_cast<unsigned>(most)); };
  for (int i = 0; i < leads; ++i) {
    Drawn one{LeadBuilder(contract), {}};
    one.lead.set("lead_id", "a").set("created_at", "2026-04-01").set("owner", pick(2) ? "Ana" : "Ben").set("amount", std::to_string(pick(900))).set("currency", "EUR");
    Instant now = first + pick(40) * seconds_a_day;
    const auto next = [&](int stage, int exit) {
      one.steps.push_back(step(iso_instant(now), stage, "", exit));
      now += 3600 + pick(9) * seconds_a_day;
    };
    for (int entries = 1 + pick(4); entries > 0; --entries) {
      next(1, -1);
      if (pick(3) == 0) one.lead.set("first_touch_at", iso_instant(now - 1800)), one.lead.set("last_touch_at", iso_instant(now - 1800));
      if (pick(3) == 0) next(2, -1);
      if (entries > 1) next(-1, 0);
    }
    all.push_back(std::move(one));
  }
  return all;
}

constexpr std::array metrics = {"count(MQL)", "sum(amount, MQL)", "rate(MQL, SQL)", "days(MQL, SQL)", "compliance(first touch)", "late_share(first touch, owner)",
                                "p90(first touch)", "coverage(MQL)"};

}  // namespace

TEST_CASE("a lead that comes to a stage twice in a month is one lead of the month, and one of each week", "[commitment][entries]") {
  const EntryDesk leads("count(MQL)", false), entries("count(MQL)", true);
  CHECK(leads.count(twice_in_may, "2026-05") == 1);
  CHECK(entries.count(twice_in_may, "2026-05") == 2);
  CHECK(leads.count(twice_in_may, "2026-W19", Grain::week) == 1);
  CHECK(leads.count(twice_in_may, "2026-W20", Grain::week) == 1);
  const std::vector<HistoryStep> in_june = {mql("2026-05-05T09:00:00Z"), gone("2026-05-07T09:00:00Z"), mql("2026-06-12T09:00:00Z")};
  CHECK(leads.count(in_june, "2026-05") == 1);   // of each period its first
  CHECK(leads.count(in_june, "2026-06") == 1);
}

TEST_CASE("what became of a lead is what became of its first entry in the period", "[commitment][entries]") {
  const auto judged = [](const EntryDesk& desk, std::string_view touched) {
    CommitmentTally tally(desk.contract, desk.settings);
    desk.add(tally, LeadBuilder(desk.contract).set("lead_id", "a").set("created_at", "2026-04-01").set("first_touch_at", touched).set("last_touch_at", touched), twice_in_may);
    return desk.judged(tally, "2026-05");
  };
  // SQL on the 20th, eight days after the second entry, which the conversion belongs to.
  CHECK(judged(EntryDesk("rate(MQL, SQL)", false), "2026-05-05T10:00:00Z").value == 0.0);
  CHECK(judged(EntryDesk("rate(MQL, SQL)", true), "2026-05-05T10:00:00Z").value == 0.5);
  // The first clock ends with the second entry, long after it was due; a touch of the 12th is the second's.
  const PeriodResult first = judged(EntryDesk("compliance(first touch)", false), "2026-05-12T10:00:00Z"), both = judged(EntryDesk("compliance(first touch)", true), "2026-05-12T10:00:00Z");
  CHECK(first.value == 0.0);
  CHECK(first.of == 1);
  CHECK(first.reentries == 1);
  CHECK(both.value == 0.5);
  CHECK(both.of == 2);
  CHECK(both.reentries == 1);
}

TEST_CASE("of entries before the contract was in force, none is the first", "[commitment][entries]") {
  EntryDesk desk("count(MQL)", false);
  desk.settings.in_force = {at("2026-05-10T00:00:00Z") / seconds_a_day, std::nullopt};
  CommitmentTally tally(desk.contract, desk.settings);
  desk.add(tally, LeadBuilder(desk.contract).set("lead_id", "a").set("created_at", "2026-04-01"), twice_in_may);
  CHECK(desk.judged(tally, "2026-05").count == 1);
  CHECK(desk.judged(tally, "2026-05").reentries == 0);
}

TEST_CASE("a row that cannot be read may be the first entry: the lead still counts once, and nobody knows by which", "[commitment][entries]") {
  const std::vector<HistoryStep> once = {mql("2026-05-12T09:00:00Z")}, lost = {mql("2026-05-05T09:00:00Z")};
  const auto judged = [&](const EntryDesk& desk, std::string_view name) {
    CommitmentTally tally(desk.contract, desk.settings);
    desk.add(tally, LeadBuilder(desk.contract).set("lead_id", "a").set("created_at", "2026-04-01").set("first_touch_at", "2026-05-12T10:00:00Z").set("last_touch_at", "2026-05-12T10:00:00Z"), once, lost);
    return desk.judged(tally, name);
  };
  const PeriodResult volume = judged(EntryDesk("count(MQL)", false), "2026-05"), entries = judged(EntryDesk("count(MQL)", true), "2026-05");
  CHECK(volume.count == 1);
  CHECK(volume.unknown == 0);
  CHECK(entries.count == 1);
  CHECK(entries.unknown == 1);
  CHECK(judged(EntryDesk("count(MQL)", false), "2026-06").count == 0);   // perhaps it came in June
  CHECK(judged(EntryDesk("count(MQL)", false), "2026-06").unknown == 1);
  const PeriodResult clock = judged(EntryDesk("compliance(first touch)", false), "2026-05");
  CHECK(clock.of == 0);
  CHECK(clock.unknown == 1);
  CHECK(clock.rate->least == 0.0);
  CHECK(clock.rate->most == 1.0);
}

TEST_CASE("law: no commitment counts a lead twice in a period, and of entries it counts each", "[commitment][entries]") {
  std::mt19937 chance(5);
  for (const char* metric : metrics) {
    INFO(metric);
    const EntryDesk desk(metric, false), entry_desk(metric, true);
    for (int round = 0; round < 20; ++round) {
      const std::vector<Drawn> leads = draw(desk.contract, chance, 12);
      CommitmentTally once(desk.contract, desk.settings), each(entry_desk.contract, entry_desk.settings), backwards(desk.contract, desk.settings);
      std::map<std::pair<std::size_t, Day>, PeriodCounts> firsts;   // by series and period: first entries, each counted alone
      CommitmentTally all_alone(entry_desk.contract, entry_desk.settings);
      for (std::size_t i = 0; i < leads.size(); ++i) {
        desk.add(once, leads[i].lead, leads[i].steps);
        entry_desk.add(each, leads[i].lead, leads[i].steps);
        desk.add(backwards, leads[leads.size() - 1 - i].lead, leads[leads.size() - 1 - i].steps);
        std::set<std::pair<std::size_t, Day>> seen;
        const auto entries = std::count_if(leads[i].steps.begin(), leads[i].steps.end(), [](const HistoryStep& one) { return one.stage == 1; });
        for (int number = 1; number <= entries; ++number) {
          CommitmentTally alone(entry_desk.contract, entry_desk.settings);
          entry_desk.add_alone(alone, leads[i].lead, leads[i].steps, number);
          all_alone.merge(alone);
          for (std::size_t s = 0; s < alone.counts.size(); ++s)
            for (const auto& [day, counts] : alone.counts[s])
              if (seen.insert({s, day}).second) firsts[{s, day}].merge(counts);
        }
      }
      for (std::size_t s = 0; s < once.counts.size(); ++s)
        for (const auto& [day, counts] : once.counts[s]) {
          REQUIRE(numbers(counts) == numbers(firsts[{s, day}]));
          REQUIRE(numbers(counts) == numbers(backwards.counts[s][day]));
          REQUIRE(numbers(each.counts[s][day]) == numbers(all_alone.counts[s][day]));
          REQUIRE(all_of(counts) <= leads.size());
        }
    }
  }
}

TEST_CASE("law: a row that becomes unreadable widens what is known of a lead, and never counts it twice", "[commitment][entries]") {
  std::mt19937 chance(7);
  for (const char* metric : {"count(MQL)", "coverage(MQL)", "rate(MQL, SQL)"}) {
    INFO(metric);
    const EntryDesk desk(metric, false);
    for (int round = 0; round < 300; ++round) {
      Drawn lead = draw(desk.contract, chance, 1).front();
      CommitmentTally known(desk.contract, desk.settings), damaged(desk.contract, desk.settings);
      const std::vector<HistoryStep> other = {mql("2026-05-01T00:00:00Z"), step("2026-05-03T00:00:00Z", 2, "")};   // May is a period whatever becomes of the lead
      for (CommitmentTally* tally : {&known, &damaged}) desk.add(*tally, LeadBuilder(desk.contract).set("lead_id", "b").set("created_at", "2026-04-01"), other);
      desk.add(known, lead.lead, lead.steps);
      std::vector<std::size_t> rows;
      for (std::size_t i = 0; i < lead.steps.size(); ++i)
        if (lead.steps[i].stage == 1) rows.push_back(i);
      if (rows.size() < 2) continue;
      const auto row = lead.steps.begin() + static_cast<std::ptrdiff_t>(rows[chance() % rows.size()]);
      const std::vector<HistoryStep> lost = {*row};
      lead.steps.erase(row);
      desk.add(damaged, lead.lead, lead.steps, lost);
      for (const char* month : {"2026-05", "2026-06", "2026-07"}) {
        const PeriodResult is = desk.judged(known, month), may = desk.judged(damaged, month);
        INFO(month);
        const std::uint64_t leads = std::string_view(month) == "2026-05" ? 2 : 1;
        if (is.rate) {
          REQUIRE(may.of + may.unknown <= leads);
          if (is.rate->least && may.rate->least) REQUIRE(*may.rate->least <= *is.rate->least);
          if (is.rate->most && may.rate->most) REQUIRE(*is.rate->most <= *may.rate->most);
        } else {
          REQUIRE(may.count <= is.count);
          REQUIRE(is.count <= may.count + may.unknown);
          REQUIRE(may.count + may.unknown <= leads);
        }
      }
    }
  }
}
