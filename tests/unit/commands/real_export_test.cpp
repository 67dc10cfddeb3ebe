// A real job on a public export, where it lies beside the project: figures counted by hand with another tool, to the lead.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "catch.hpp"
#include "cli.hpp"

using nlohmann::json;

namespace {

const std::string leads = "../shared/data/salesforce-revops/salesforce_leads.csv";

json answer(std::vector<std::string> args) {
  std::ostringstream out, err;
  handoff::Streams io{0, out, err, false, false, 100, [] { return handoff::Instant{0}; }};
  args.insert(args.end(), {"--as-of", "2026-07-31", "-f", "json"});
  const int code = handoff::run(args, io);
  INFO(err.str());
  REQUIRE(code == 0);
  return json::parse(out.str())["result"];
}

/// The contract with another limit on its clock, in a file of its own.
std::string with_limit(const std::string& limit) {
  std::ifstream file("tests/data/contracts/revops.toml");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  const std::string was = "limit = \"24h\"";
  text.replace(text.find(was), was.size(), "limit = \"" + limit + "\"");
  const std::string path = (std::filesystem::temp_directory_path() / ("handoff-revops-" + limit + ".toml")).string();
  std::ofstream(path) << text;
  return path;
}

}  // namespace

TEST_CASE("a public export of 4,200 leads comes out to the lead", "[real]") {
  if (!std::filesystem::exists(leads)) {
    WARN("the public export is not here; nothing to hold against");
    return;
  }
  const json waterfall = answer({"waterfall", leads, "-c", "tests/data/contracts/revops.toml"});
  CHECK(waterfall["stages"][0]["reached"] == 4200);
  CHECK(waterfall["stages"][1]["reached"] == 959);
  for (const auto& [stage, reached, later] : {std::tuple(2, 323, 2), {3, 84, 1}}) {
    CHECK(waterfall["stages"][stage]["reached"] == reached);
    CHECK(waterfall["stages"][stage]["after_as_of"] == later);
  }
  CHECK(waterfall["time_order"] == 59);

  const json day = answer({"audit", leads, "-c", with_limit("24h"), "--stage", "Lead", "--sample", "all"})["clocks"][0];
  CHECK(day["met"] == 3170);
  CHECK(day["breached"] == 1030);
  CHECK(day["never_touched"] == 155);
  CHECK(day["unknown"] == 0);
  const json hours = answer({"audit", leads, "-c", with_limit("4h"), "--stage", "Lead", "--sample", "all"})["clocks"][0];
  CHECK(hours["met"] == 1644);
  CHECK(hours["breached"] == 1030);
  CHECK(hours["unknown"] == 1526);
}
