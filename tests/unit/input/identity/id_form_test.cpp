// Ids that a spreadsheet turned into numbers are refused, at the first in the order of the files.
#include "identity/id_form.hpp"

#include <algorithm>
#include <optional>

#include "catch.hpp"
#include "logs/event_log.hpp"
#include "scan_support.hpp"

using namespace handoff;
using test::scan_files;
using test::TempFile;
using test::utc_contract;

namespace {

std::optional<Error> refused(const std::vector<std::string>& files, int threads, std::size_t block_size, bool emails, bool final) {
  try {
    scan_files(utc_contract(), files, {"lead_id", "owner"}, threads, block_size, emails, final, final);
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("which ids are numbers as programs write them") {
  for (const char* one : {"1.05E+11", "1,05E+11", "1E+5", "1.05e+11", "2.5E+300", "00.1E+1", "1.05E11", "1.05E-7"}) {
    INFO(one);
    CHECK(is_spreadsheet_number(one));
    CHECK(has_exponent(one));
  }
  for (const char* one : {"", "E", "E+5", "12E45", "12e45", "12E-45", "1E5", "1.E+5", ".5E+5", "1.05E+", "1.05E+1234", "1.05E+11a", "a1.05E+11", "1.0.5E+11", "1.05E+1.1",
                          "105000000000", "00QE0000001", "-1.05E+11", "1.05F+11", "1 05E+11", "dee+11@x.example"}) {
    INFO(one);
    CHECK_FALSE(is_spreadsheet_number(one));
  }
}

TEST_CASE("an id in a spreadsheet's number form is refused with its place, whatever the threads, blocks and passes", "[threads]") {
  std::string good = "owner,\"lead_id\"\n", bad = good;
  for (int i = 0; i < 300; ++i) {
    const std::string row = "o" + std::to_string(i % 7) + "," + std::to_string(i * 7 % 300) + "\n";
    good += row;
    bad += i == 200 || i == 250 ? "\"two\nlines, \xC3\xA9\"," + std::string(i == 200 ? "\" 1.05E+11\"" : "1,0") + "\n" : row;
  }
  const TempFile first(good), second(bad), third("lead_id,owner\n3E+4,a\n");
  for (const int threads : {1, 2, 7})
    for (const std::size_t block_size : {std::size_t{9}, std::size_t{500}, std::size_t{1} << 20})
      for (const bool emails : {false, true})
        for (const bool final : {false, true}) {
          CHECK_FALSE(refused({first.path()}, threads, block_size, emails, final));
          const auto error = refused({first.path(), second.path(), third.path()}, threads, block_size, emails, final);
          REQUIRE(error);
          CHECK(error->where == second.path() + ":203:12");  // in the second line of its record, behind `lines, é","`
          CHECK(error->problem.find("the id 1.05E+11 in column \"lead_id\"") == 0);
        }
}

TEST_CASE("an id in a spreadsheet's number form is refused in a log, in a cell of several too", "[threads]") {
  const Contract contract = utc_contract();
  std::string text = "type,lead_id,at\n";
  for (int i = 0; i < 20'000; ++i) text += "call," + std::to_string(i) + ",2026-01-01 10:00\n";
  const TempFile file(text + "call,17; 2.5E+11 ;18,\ncall,3.5E+11,2026-01-01 10:00\n");
  for (const int threads : {1, 3})
    for (const bool several : {false, true}) {
      EventLogRequest request;
      request.file = file.path();
      request.table = "touch";
      request.contract = &contract;
      request.threads = threads;
      request.several_ids = several;
      std::string where;
      try {
        read_events(request);
      } catch (const Error& error) {
        where = error.where;
      }
      CHECK(where == file.path() + (several ? ":20002:6" : ":20003:6"));
    }
}
