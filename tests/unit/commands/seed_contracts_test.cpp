// The five contracts of examples/contracts on their one fixture: for every lead, what each definition says of it. The verdicts are worked
// by hand from the articles and from the fixture's cells, and not from what the program prints.
#include <functional>
#include <map>

#include "catch.hpp"
#include "contract_file.hpp"
#include "handoff/judging/stage.hpp"
#include "scan/scan.hpp"
#include "seed_table.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

const std::string contracts_folder = "examples/contracts/";

/// Keeps what `judge` says of every lead, by its id.
struct Keeper : LeadSink {
  explicit Keeper(std::function<std::string(const Judging&)> judge_) : judge(std::move(judge_)) {}
  void lead(const Judging& read) override {
    Judging judging = read;
    judging.moment = {as_of, as_of, 0, false};
    REQUIRE(said.emplace(std::string((*judging.lead)[known_field("lead_id")].text), judge(judging)).second);
  }
  void reset() override { said.clear(); }
  static constexpr Instant as_of = 1782878400;  // 2026-07-01T00:00:00-04:00
  std::function<std::string(const Judging&)> judge;
  std::map<std::string, std::string> said;
};

std::map<std::string, std::string> read_all(const Contract& contract, std::function<std::string(const Judging&)> judge) {
  Keeper keeper(std::move(judge));
  ScanRequest request;
  request.files = {contracts_folder + "leads.csv"};
  request.contract = &contract;
  request.threads = 1;
  request.want_email_duplicates = true;
  for (std::size_t id = 0; id < contract.fields.size(); ++id) request.needed.push_back(static_cast<FieldId>(id));
  REQUIRE(scan(request, [&](std::size_t) { return &keeper; }).files.front().rejected() == 0);
  return std::move(keeper.said);
}

/// The definitions of the stages, each at the moment of its claim where there is one; `-` where the contract defines none.
std::string verdicts(const Contract& contract, const Judging& judging) {
  FunnelReader reader(contract, Keeper::as_of);
  Funnel funnel;
  reader.read(judging, funnel);
  std::string out;
  for (std::size_t i = 0; i < contract.stages.size(); ++i) {
    const Tri truth = recomputed(contract, i, funnel, judging);
    out += !contract.stages[i].when ? '-' : truth == Tri::yes ? 'y' : truth == Tri::no ? 'n' : '?';
  }
  return out;
}

std::string bucket(const std::shared_ptr<const BucketList>& list, const Judging& judging) {
  REQUIRE(list);
  const int index = bucket_of(*list, judging);
  return index < 0 ? "-" : list->buckets[static_cast<std::size_t>(index)].name;
}

/// Holds what the contract says against one column of the table; every lead is in both.
void hold(const std::map<std::string, std::string>& said, const std::function<std::string(const Row&)>& expected) {
  CHECK(said.size() == std::size(table));
  for (const Row& row : table) {
    INFO(row.id);
    const auto found = said.find(row.id);
    REQUIRE(found != said.end());
    CHECK(found->second == expected(row));
  }
}

}  // namespace

TEST_CASE("two-axis: MQL and SQL, lane and route of every lead", "[seeds]") {
  const Contract c = load_contract(contracts_folder + "two-axis.toml");
  hold(read_all(c, [&](const Judging& j) { return verdicts(c, j) + "|" + bucket(c.lanes, j) + "|" + bucket(c.routes, j); }),
       [](const Row& row) { return std::string(row.two_axis) + "--|" + row.lane + "|" + row.route; });
  // the definition that routes use is the one that MQL is signed with
  CHECK(to_sql(*find_definition(c, "mql")->when) == to_sql(*c.stages[0].when));
}

TEST_CASE("operating-cadence: nothing is defined, so nothing is held against a claim", "[seeds]") {
  const Contract c = load_contract(contracts_folder + "operating-cadence.toml");
  std::map<std::string, int> answers;
  const auto said = read_all(c, [&](const Judging& j) {
    const Value& answer = (*j.lead)[known_field("disposition")];
    if (answer.present()) ++answers[std::string(answer.text)];
    return verdicts(c, j);
  });
  CHECK(said.size() == std::size(table));
  for (const auto& [id, text] : said) CHECK(text == "---");
  CHECK(answers == std::map<std::string, int>{{"accepted", 34}, {"more info", 1}, {"recycled", 3}, {"rejected", 2}, {"returned", 1}});
}

TEST_CASE("four-components: five stages, segment and source of every lead", "[seeds]") {
  const Contract c = load_contract(contracts_folder + "four-components.toml");
  hold(read_all(c, [&](const Judging& j) { return verdicts(c, j) + "|" + bucket(c.segments, j) + "|" + bucket(c.sources, j); }),
       [](const Row& row) { return std::string(row.four_components) + "-|" + row.segment + "|" + row.source; });
  CHECK(to_sql(*find_definition(c, "criteria")->when) == to_sql(*c.stages[1].when));  // what quality is promised by
}

TEST_CASE("four-tiers: four stages of every lead", "[seeds]") {
  const Contract c = load_contract(contracts_folder + "four-tiers.toml");
  hold(read_all(c, [&](const Judging& j) { return verdicts(c, j); }), [](const Row& row) { return std::string(row.four_tiers) + "-"; });
}

TEST_CASE("seventy-five-points: five stages and segment of every lead", "[seeds]") {
  const Contract c = load_contract(contracts_folder + "seventy-five-points.toml");
  hold(read_all(c, [&](const Judging& j) { return verdicts(c, j) + "|" + bucket(c.segments, j); }),
       [](const Row& row) { return std::string(row.seventy_five) + "-|" + row.size_segment; });
}

TEST_CASE("four-tiers: which titles are Director+ in marketing, sales or operations", "[seeds]") {
  const Contract c = load_contract(contracts_folder + "four-tiers.toml");
  Lead lead;
  lead.values.resize(c.fields.size());
  Judging judging;
  judging.lead = &lead;
  const auto counts = [&](const char* title) {
    Value& value = lead.values[known_field("title")];
    value.state = Value::State::present;
    value.text = title;
    return tri_and(truth(*find_definition(c, "senior")->when, judging), truth(*find_definition(c, "department")->when, judging)) == Tri::yes;
  };
  for (const char* title : {"VP, Sales", "SVP Sales", "EVP Sales", "Chief Revenue Officer", "Head, Marketing", "Sales VP", "cmo", "Director of Sales",
                            "head of operations", "Vice President Marketing", "COO"}) {
    INFO(title);
    CHECK(counts(title));
  }
  for (const char* title : {"Assistant to the Director of Sales", "Director, Cooperation", "Marketing Manager", "Director of Finance", "Headhunter, Sales"}) {
    INFO(title);
    CHECK_FALSE(counts(title));
  }
}

TEST_CASE("a CRM that writes its answers with a capital gives the same verdicts", "[seeds]") {
  for (const char* name : {"two-axis", "operating-cadence", "four-components", "seventy-five-points"}) {
    const Contract c = load_contract(contracts_folder + name + ".toml");
    const auto judge = [&](const Judging& j) {
      FunnelReader reader(c, Keeper::as_of);
      Funnel funnel;
      reader.read(j, funnel);
      return verdicts(c, j) + std::to_string(funnel.exit);
    };
    const auto as_written = read_all(c, judge);
    const auto capital = read_all(c, [&](const Judging& j) {
      Lead lead = *j.lead;
      Value& answer = lead.values[known_field("disposition")];
      std::string text(answer.text);
      if (!text.empty()) text[0] = static_cast<char>(text[0] - 'a' + 'A');
      answer.text = text;
      Judging other = j;
      other.lead = &lead;
      return judge(other);
    });
    INFO(name);
    CHECK(as_written == capital);
  }
}
