// The story of a lead against the ledger of all leads: the same verdicts, times and sentences.

#include "reading.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

/// What `call` takes for files are the id and the export.
Export about(const Export& data, const std::string& id) {
  Export one;
  one.name = data.name + ", lead " + id;
  one.truth = data.truth;
  one.contract = data.contract;
  one.files = {id};
  one.files.insert(one.files.end(), data.files.begin(), data.files.end());
  return one;
}

std::string text_of(const Json& value) { return value.is_null() ? "" : value.is_string() ? value.get<std::string>() : value.dump(); }

void compare_clock(const Json& clock, const Cells& row, Checks& checks) {
  const std::pair<const char*, std::size_t> cells[] = {{"start", 5}, {"stop", 6}, {"due", 7}, {"elapsed_seconds", 8}, {"verdict", 11}};
  for (const auto& [key, column] : cells) checks.same_text(std::string("clock, ") + key, text_of(clock.at(key)), row[column]);
  checks.that("the ledger begins with the clock's sentence", row[16].rfind(clock.at("explanation").get<std::string>(), 0) == 0, row[16]);
}

}  // namespace

void check_explain(const Export& data, Checks& checks) {
  checks.about("explain, " + data.name);
  const std::string ledger = data.scratch->path("explained.csv");
  const Json audit = report(data, {"audit", {"--sample", "all", "--leads", ledger}}, checks);
  const std::vector<Cells> rows = read_csv(read_file(ledger));
  checks.that("there are rows", rows.size() > 100);
  for (std::size_t i = 1; i < rows.size(); i += rows.size() / 12) {
    const Cells& row = rows[i];
    const Export one = about(data, row[0]);
    checks.about("explain, " + one.name);
    const Json story = report(one, {"explain", {"--threads", "2"}}, checks);
    checks.equal("with --threads 7", report(one, {"explain", {"--threads", "7"}}, checks), story);
    checks.equal("the account of the audit", story.at("input"), audit.at("input"));
    const Json& result = story.at("result");
    std::size_t standing = 0;
    for (const Json& place : result.at("rows")) standing += place.at("stands").get<bool>();
    checks.equal("rows that stand", standing, 1);
    for (const Json& stage : result.at("stages"))
      if (stage.at("stage") == row[3] && !stage.at("recomputed").is_null()) checks.same_text("definition", text_of(stage.at("recomputed")), row[15]);
    for (const Json& clock : result.at("clocks"))
      if (clock.at("clock") == row[4] && clock.at("applies").get<bool>()) compare_clock(clock, row, checks);
    checks.that("no e-mail address", !holds_an_address(story.dump()));
  }
  const Output nobody = call(about(data, "no such lead"), {"explain", {}});
  checks.equal("an id that is not there", nobody.code, 2);
}

}  // namespace invariants
