// A file given twice is told by its bytes, under any name and in any packing, and parts of one size are not taken for it.
#include "bytes/same_content.hpp"

#include "catch.hpp"
#include "logs/event_log.hpp"
#include "scan_support.hpp"

using namespace handoff;

namespace {

std::vector<Input> inputs_of(const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<Input> inputs;
  for (const auto& [name, bytes] : files) {
    Input input;
    input.source = memory_source(name, bytes);
    input.dialect = find_dialect(*input.source);
    inputs.push_back(std::move(input));
  }
  return inputs;
}

/// `later: problem`, or nothing.
std::string refusal(const std::vector<std::pair<std::string, std::string>>& files) {
  try {
    refuse_same_content(inputs_of(files));
  } catch (const Error& error) {
    return error.where + ": " + error.problem;
  }
  return "";
}

}  // namespace

TEST_CASE("the same bytes twice are refused, other bytes of one size are not") {
  const std::string rows = "lead_id,owner\n1,ann\n2,bob\n", other = "lead_id,owner\n1,ann\n2,bib\n";
  CHECK(refusal({{"a.csv", rows}}).empty());
  CHECK(refusal({{"a.csv", rows}, {"b.csv", other}, {"c.csv", rows + "3,cy\n"}}).empty());
  CHECK(refusal({{"a.csv", rows}, {"b.csv", other}, {"c.csv", rows}}) == "c.csv: holds the same bytes as a.csv: its rows would be read twice");
  CHECK(refusal({{"a.csv", rows}, {"a.csv", rows}}) == "a.csv: is given twice");
  CHECK(refusal({{"a.csv", "\xEF\xBB\xBF" + rows}, {"b.csv", rows}}) == "b.csv: holds the same bytes as a.csv: its rows would be read twice");
}

TEST_CASE("of several pairs the first later file is told, whatever the sizes, and long files are compared to their ends") {
  std::string text = "lead_id,owner\n";
  while (text.size() < 100'000) text += std::to_string(text.size()) + ",ann\n";
  for (const std::size_t size : {text.size(), std::size_t{16} << 10, std::size_t{32} << 10}) {
    const std::string one = text.substr(0, size), short_rows = "lead_id,owner\n1,ann\n";
    std::string end = one;
    end[size - 2] = 'x';
    CHECK(refusal({{"a", one}, {"b", end}}).empty());
    CHECK(refusal({{"a", one}, {"b", end}, {"c", short_rows}, {"d", end}, {"e", short_rows}, {"f", one}}) == "d: holds the same bytes as b: its rows would be read twice");
  }
}

TEST_CASE("a log given twice is refused; its parts without rows are not") {
  const Contract contract = test::utc_contract();
  const std::string rows = "lead_id,at,type\n1,2026-01-01 10:00,call\n", none = "lead_id,at,type\n";
  const test::TempFile first(rows), second(rows), empty(none), empty_too(none);
  EventLogRequest request;
  request.file = empty.path();
  request.more = {first.path(), empty_too.path()};
  request.table = "touch";
  request.contract = &contract;
  CHECK(read_events(request).events() == 1);
  request.more.push_back(second.path());
  CHECK_THROWS_AS(read_events(request), Error);
}
