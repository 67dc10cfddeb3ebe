// Opportunities of a public export, joined by account: figures of an independent computation (Python's csv module: for each opportunity created before
// 15 July 2026, the earliest lead of its account created by that day, by id where several were created the same day).
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "catch.hpp"
#include "cli.hpp"

using nlohmann::json;

TEST_CASE("pipeline and revenue of a public export come out to the dollar", "[real]") {
  const std::string folder = "../shared/data/salesforce-revops/";
  if (!std::filesystem::exists(folder)) return;
  std::ostringstream out, err;
  handoff::Streams io{0, out, err, false, false, 100, [] { return handoff::Instant{0}; }};
  const int code = handoff::run({"pipeline", folder + "salesforce_leads.csv", "-c", "tests/data/contracts/revops-money.toml", "--deals",
                                 folder + "salesforce_opportunities.csv", "--as-of", "2026-07-15", "-f", "json"}, io);
  INFO(err.str());
  REQUIRE(code == 0);
  const json result = json::parse(out.str())["result"];
  const json& stages = result["stages"];
  CHECK(stages[0]["deals"] == 1344);
  CHECK(stages[0]["pipeline"] == 142'510'876);
  CHECK(stages[1]["deals"] == 288);
  CHECK(stages[1]["pipeline"] == 34'024'718);
  CHECK(stages[1]["revenue"] == 3'882'988);
  CHECK(stages[2]["deals"] == 85);
  CHECK(stages[2]["pipeline"] == 10'495'960);
  CHECK(stages[2]["revenue"] == 728'363);
  CHECK(stages[3]["pipeline"] == 2'885'779);
  CHECK(result["deals_without_lead"][0]["pipeline"] == 719'687);
  CHECK(result["deals_older_than_leads"][0]["deals"] == 276);
  CHECK(result["deals_older_than_leads"][0]["pipeline"] == 22'154'696);
}
