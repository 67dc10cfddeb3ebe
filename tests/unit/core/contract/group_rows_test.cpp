// Leads whose group nobody knows: one row, and a membership unknown of each row that they may belong to.
#include "contract/group_rows.hpp"

#include "catch.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

namespace {

struct Leads { std::uint64_t leads = 0; };

/// Rows by their labels: how many leads, and how many that may belong.
std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> rows_of(const Contract& contract, std::vector<GroupBy> by, const std::vector<LeadBuilder>& leads) {
  GroupKeys keys(contract, std::move(by));
  std::map<std::string, Leads> groups;
  for (const LeadBuilder& lead : leads) {
    std::string key;
    keys.write(lead.as_of(at("2026-07-01")), nullptr, key);
    ++groups[key].leads;
  }
  const GroupRows<Leads> rows = group_rows<Leads>(keys, groups, [](const Leads& one) { return one.leads; }, [](Leads& sum, const Leads& more) { sum.leads += more.leads; });
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> out;
  for (const auto& [key, counts] : rows.rows) {
    std::string name;
    for (const GroupLabel& label : keys.labels(key, {}, at("2026-07-01"))) name += (name.empty() ? "" : ", ") + label.text;
    const Leads* perhaps = rows.perhaps_of(key);
    out[name] = {counts.leads, perhaps ? perhaps->leads : 0};
  }
  return out;
}

}  // namespace

TEST_CASE("leads between two buckets stand in one row, and may belong to those two", "[group]") {
  Contract contract = small_contract();
  auto list = std::make_shared<BucketList>();
  list->name = "segment";
  for (const auto& [name, when] : {std::pair{"small", "employees < 100"}, {"middle", "employees < 1000"}, {"large", "employees >= 1000"}})
    list->buckets.push_back({name, parse_expression(when, scope_of(contract))});
  contract.segments = list;
  std::vector<LeadBuilder> leads;
  for (const char* employees : {"50", "51-200", "80-90", "500", "500-2000", "1000+", "2000", "51-200"}) leads.emplace_back(contract).set("employees", employees);
  leads.emplace_back(contract);   // blank: no bucket that compares it holds
  const auto rows = rows_of(contract, {group_by(contract, "segment")}, leads);
  CHECK(rows.size() == 5);
  CHECK(rows.at("small") == std::pair<std::uint64_t, std::uint64_t>(2, 2));     // twice 51-200
  CHECK(rows.at("middle") == std::pair<std::uint64_t, std::uint64_t>(1, 3));    // these, and 500-2000
  CHECK(rows.at("large").second == 1);
  CHECK(rows.at("(undecided)") == std::pair<std::uint64_t, std::uint64_t>(3, 0));
  CHECK(rows.at("unmapped").first == 1);
  std::uint64_t total = 0;
  for (const auto& [name, counts] : rows) total += counts.first;
  CHECK(total == leads.size());
}

TEST_CASE("a cell that cannot be read may be of any group of its field, and of no other", "[group]") {
  Contract contract = small_contract();
  std::vector<LeadBuilder> leads;
  for (const char* source : {"Event", "Referral", ""}) {
    leads.emplace_back(contract).set("industry", "Retail");
    if (*source) leads.back().set("source", source);
  }
  leads.emplace_back(contract).set("industry", "Retail");
  leads.back().lead.values[known_field("source")].state = Value::State::unreadable;
  leads.emplace_back(contract).set("industry", "Health").set("source", "Event");
  const auto rows = rows_of(contract, {group_by(contract, "industry"), group_by(contract, "source")}, leads);
  CHECK(rows.at("Retail, Event") == std::pair<std::uint64_t, std::uint64_t>(1, 1));
  CHECK(rows.at("Retail, (missing)") == std::pair<std::uint64_t, std::uint64_t>(1, 1));
  CHECK(rows.at("Health, Event") == std::pair<std::uint64_t, std::uint64_t>(1, 0));
  CHECK(rows.at("Retail, (undecided)") == std::pair<std::uint64_t, std::uint64_t>(1, 0));
}

TEST_CASE("a lead that may not be wanted makes no row, and may belong to that of its group, or to the whole", "[group]") {
  Contract contract = small_contract();
  const auto perhaps = [&](std::vector<GroupBy> by, const std::string& row) {
    GroupKeys keys(contract, std::move(by));
    std::map<std::string, Leads> groups;
    for (const auto& [source, wanted] : {std::pair{"Event", Tri::yes}, {"Event", Tri::unknown}, {"Ads", Tri::yes}, {"Press", Tri::unknown}}) {
      LeadBuilder lead(contract);
      lead.set("source", source);
      Judging judging = lead.as_of(at("2026-07-01"));
      judging.wanted = wanted;
      std::string key;
      keys.write(judging, nullptr, key);
      CHECK(keys.may_be_unwanted(key) == (wanted == Tri::unknown));
      ++groups[key].leads;
    }
    const GroupRows<Leads> rows = group_rows<Leads>(keys, groups, [](const Leads& one) { return one.leads; }, [](Leads& sum, const Leads& more) { sum.leads += more.leads; });
    for (const auto& [key, counts] : rows.rows) {
      const std::vector<GroupLabel> labels = keys.labels(key, {}, at("2026-07-01"));
      CHECK((labels.empty() || labels.front().text != "Press"));
      if (labels.empty() || labels.front().text == row) return std::pair(counts.leads, rows.perhaps_of(key) ? rows.perhaps_of(key)->leads : 0);
    }
    return std::pair(std::uint64_t{0}, std::uint64_t{0});
  };
  CHECK(perhaps({}, "") == std::pair<std::uint64_t, std::uint64_t>(2, 2));
  CHECK(perhaps({group_by(contract, "source")}, "Event") == std::pair<std::uint64_t, std::uint64_t>(1, 1));
  CHECK(perhaps({group_by(contract, "source")}, "Ads") == std::pair<std::uint64_t, std::uint64_t>(1, 0));
}
