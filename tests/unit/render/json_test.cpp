// The JSON envelope, held against the interface's example and read back by a parser of someone else's.
#include <cmath>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "render.hpp"

using namespace handoff;

namespace {

std::string json(const Report& report) { return render(report, {Format::json, false, 100}); }

Report json_example() {
  Report report;
  report.command = "waterfall";
  report.as_of = 1782777600;  // 2026-06-30T00:00:00Z, by date(1)
  report.window = {"2026-04-01", "2026-06-30"};
  report.contract = ContractStamp{"Acme SLA", "2", "sha256:abc", "signed"};
  report.input.push_back({"leads.csv", 4200, 4198, 2, 0, 0, {{"bad_quote", 2}}, {}, {}});
  report.notes = {"a \"note\"\n"};
  report.result = Node::Object{{"failed", Rate{94, 200, 0.47, 0.4078, 0.53310049, 6, 0.456311, 0.485437}}, {"none", Node::List{}}, {"empty", Node::Object{}}};
  return report;
}

}  // namespace

TEST_CASE("the envelope has its keys in order, two blanks a level") {
  CHECK(json(json_example()) == R"({
  "handoff": ")" HANDOFF_VERSION R"(",
  "command": "waterfall",
  "as_of": "2026-06-30T00:00:00Z",
  "window": {
    "from": "2026-04-01",
    "to": "2026-06-30"
  },
  "contract": {
    "name": "Acme SLA",
    "version": "2",
    "digest": "sha256:abc",
    "status": "signed"
  },
  "input": [
    {
      "file": "leads.csv",
      "rows_read": 4200,
      "rows_used": 4198,
      "rows_rejected": 2,
      "duplicates": 0,
      "excluded": 0,
      "rejected_by_reason": {
        "bad_quote": 2
      }
    }
  ],
  "notes": [
    "a \"note\"\n"
  ],
  "result": {
    "failed": {
      "count": 94,
      "of": 200,
      "unknown": 6,
      "least": 0.456311,
      "most": 0.485437,
      "rate": 0.47,
      "low": 0.4078,
      "high": 0.5331
    },
    "none": [],
    "empty": {}
  }
}
)");
}

TEST_CASE("what a report does not have is null, and lists are there") {
  const auto read = nlohmann::json::parse(json(Report{}));
  CHECK(read["as_of"].is_null());
  CHECK(read["window"].is_null());
  CHECK(read["contract"].is_null());
  CHECK(read["result"].is_null());
  CHECK(read["input"].is_array());
  CHECK(read["notes"].empty());
}

TEST_CASE("numbers print without exponent and read back") {
  Report report;
  report.result = Node::List{0.47, 1.0, 0.0, -0.0, 1e21, std::nan(""), HUGE_VAL, std::int64_t{-9007199254740993}, true, nullptr};
  const std::string text = json(report);
  const auto list = nlohmann::json::parse(text)["result"];
  CHECK(text.find("    0.47,\n    1,\n    0,\n    0,\n    1000000000000000000000,\n    null,\n    null,\n    -9007199254740993,\n    true,\n    null\n") !=
        std::string::npos);
  CHECK(list[0] == 0.47);
  CHECK(list[7] == -9007199254740993);
}

TEST_CASE("any text is valid JSON that reads back as it was") {
  for (const std::string text : {"quote \" and \\ slash/", "tab\tnl\ncr\r\x01\x1f", "Müller 東京 🚀", "\u009b31m \u202E \u2028 \x7f", "</script>"}) {
    Report report;
    report.notes = {text};
    const std::string out = json(report);
    CHECK(nlohmann::json::parse(out)["notes"][0] == text);
    for (const char* raw : {"\x1b", "\u009b", "\u202E", "\x7f", "\t"}) CHECK(out.find(raw) == std::string::npos);
  }
}

TEST_CASE("invalid UTF-8 is replaced, in keys too") {
  Report report;
  report.result = Node::Object{{"caf\xe9", "a\xff" "b"}};
  CHECK(nlohmann::json::parse(json(report))["result"]["caf\uFFFD"] == "a\uFFFDb");
}

TEST_CASE("a NUL in a text survives") {
  Report report;
  report.notes = {std::string("a\0b", 3)};
  CHECK(nlohmann::json::parse(json(report))["notes"][0] == std::string("a\0b", 3));
}
