// Counters of a scan: several from one pass, made anew when the leads come again, merged in the end; and what is known before the pass.
#include <set>
#include <sstream>

#include "../input/scan_support.hpp"
#include "catch.hpp"
#include "cli.hpp"
#include "reading/lead_scan.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

/// The ids of the leads; writes a row a lead.
struct IdCounter {
  IdCounter(const Contract&, const std::string& mark_) : mark(mark_) {}
  void add(const LeadJudge& judge, std::string& rows) {
    const std::string_view id = (*judge.judging().lead)[known_field("lead_id")].text;
    ids.emplace(id);
    rows += mark + std::string(id) + "\n";
  }
  void merge(IdCounter&& other) { ids.merge(other.ids); }
  const std::string& mark;
  std::multiset<std::string> ids;
};

struct LeadNumber {
  LeadNumber(const Contract&, int from) : number(from) {}
  void add(const LeadJudge&) { ++number; }
  void merge(const LeadNumber& other) { number += other.number; }
  int number;
};

using Sink = CounterSink<IdCounter, LeadNumber>;

void hand_on(Sink& sink, const Contract& contract, const std::string& id) {
  Lead lead;
  lead.values.resize(contract.fields.size());
  lead.values[known_field("lead_id")].text = id;
  Judging judging;
  judging.lead = &lead;
  sink.lead(judging);
}

}  // namespace

TEST_CASE("each counter of a sink is handed each lead, and none remembers leads that come again", "[lead_scan]") {
  const Contract contract = utc_contract();
  const std::string mark = "id ";
  const auto make = [&] { return std::tuple(std::make_unique<IdCounter>(contract, mark), std::make_unique<LeadNumber>(contract, 100)); };
  const Settings settings;
  Sink one(contract, settings, {}, make), two(contract, settings, {}, make);
  hand_on(one, contract, "gone");
  CHECK(one.take_rows() == "id gone\n");
  one.reset();
  for (const char* id : {"a", "b"}) hand_on(one, contract, id);
  CHECK(one.take_rows() == "id a\nid b\n");
  CHECK(one.take_rows().empty());
  hand_on(two, contract, "c");
  one.merge(two, one_by_one);
  CHECK(std::get<0>(one.counters)->ids == std::multiset<std::string>{"a", "b", "c"});
  CHECK(std::get<1>(one.counters)->number == 203);
}

TEST_CASE("an open scan knows what an export lacks, and counts once the leads that stand", "[lead_scan]") {
  const Contract contract = utc_contract();
  std::string text = "lead_id,company\n";
  for (int i = 0; i < 50'000; ++i) text += "L" + std::to_string(i) + ",Ajax and Sons of London\n";
  const TempFile file(text + "L7,again\n");   // the leads come again: L7 stood twice
  Settings settings;
  settings.inputs = {file.path()};
  settings.threads = 2;
  settings.quiet = true;
  std::ostringstream out, err;
  Streams io{0, out, err, false, false, 100, [] { return Instant{0}; }};
  ScanNeeds needs;
  needs.optional = {known_field("company"), known_field("owner")};
  OpenScan scan(contract, settings, std::move(needs), io);
  CHECK(!scan.absent()[known_field("company")]);
  CHECK(scan.absent()[known_field("owner")]);
  CHECK(scan.file_starts() == std::vector<std::uint64_t>{0});
  const std::string mark;
  const auto [ids, number] = scan.run<IdCounter, LeadNumber>(contract, mark, 0);
  CHECK(number->number == 50'000);
  CHECK(ids->ids.size() == 50'000);
  CHECK(ids->ids.count("L7") == 1);
  REQUIRE(scan.coverage.accounts.size() == 1);
  CHECK(scan.coverage.accounts[0].rows_used == 50'000);
  CHECK(scan.coverage.accounts[0].duplicates == 1);
  CHECK(scan.coverage.scan.absent.empty());   // nobody misses what is read only where it is there
}
