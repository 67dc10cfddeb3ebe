// A template drafted for its own fixture judges every lead as the contract it was made from.
#include <filesystem>
#include <sstream>

#include "catch.hpp"
#include "cli.hpp"
#include "draft/templates.hpp"

using namespace handoff;

namespace {

std::string output_of(const std::vector<std::string>& args) {
  std::ostringstream out, err;
  Streams io{0, out, err, false, false, 100, [] { return Instant{0}; }};
  const int code = run(args, io);
  INFO(err.str());
  CHECK(code == 0);
  return out.str();
}

}  // namespace

TEST_CASE("a template on its own fixture scores as the original does") {
  const std::string fixture = "examples/contracts/leads.csv";
  const auto drafted = std::filesystem::temp_directory_path() / ("handoff-templates-" + std::to_string(std::hash<std::string>{}(std::filesystem::current_path().string())) + ".toml");
  for (const Template& one : templates()) {
    const std::string name(one.name);
    INFO(name);
    std::filesystem::remove(drafted);
    output_of({"init", fixture, "--template", name, "--zone", "America/New_York", "-o", drafted.string()});
    const std::vector<std::string> score = {"score", fixture, "--as-of", "2026-07-01T00:00:00-04:00", "-q", "-c"};
    std::vector<std::string> mine = score, original = score;
    mine.push_back(drafted.string());
    original.push_back("examples/contracts/" + name + ".toml");
    const std::string verdicts = output_of(original);
    CHECK(verdicts.size() > 1000);
    CHECK(output_of(mine) == verdicts);
  }
  std::filesystem::remove(drafted);
}
