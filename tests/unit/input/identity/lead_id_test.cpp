// Which texts are no lead id: the words that only the id may not be.
#include "catch.hpp"
#include "scan_support.hpp"

using namespace handoff;
using namespace handoff::test;

TEST_CASE("a word may be no lead id and still be a text elsewhere") {
  const TempFile file("lead_id,owner\nnone,1\n NONE ,2\nnones,3\nb,none\n");
  const Contract contract = utc_contract();
  for (const int threads : {1, 3}) {
    ScanRequest request;
    request.files = {file.path()};
    request.contract = &contract;
    request.threads = threads;
    request.block_size = 8;
    request.id_nulls = {"None"};
    request.needed = {known_field("lead_id"), known_field("owner")};
    std::vector<std::unique_ptr<KeepingSink>> sinks;
    const ScanResult result = scan(request, [&](std::size_t) { return sinks.emplace_back(std::make_unique<KeepingSink>(request.needed)).get(); });
    std::map<std::uint64_t, std::string> leads;
    for (const auto& sink : sinks) leads.insert(sink->leads.begin(), sink->leads.end());
    std::vector<std::string> told;
    for (const auto& [offset, text] : leads) told.push_back(text);
    CHECK(told == std::vector<std::string>{"nones|3", "b|none"});
    CHECK(result.files[0].rejects[static_cast<std::size_t>(RejectReason::no_lead_id)] == 2);
    CHECK(result.files[0].rows_read == 4);
  }
}

TEST_CASE("a row without a lead id is told with its own text, not with the blank lines behind it") {
  using namespace std::string_literals;
  const TempFile file("lead_id,owner\n,\"two\nlines\"\r\n\0\0\0\n\n \n,last\n\0\n"s);
  const Contract contract = utc_contract();
  for (const std::size_t block_size : {std::size_t{1}, std::size_t{20}, std::size_t{24}, std::size_t{1} << 20}) {
    ScanRequest request;
    request.files = {file.path()};
    request.contract = &contract;
    request.threads = 2;
    request.block_size = block_size;
    request.needed = {known_field("lead_id"), known_field("owner")};
    std::vector<std::string> told;
    request.reject = [&](const RejectRow& row) { told.push_back(std::to_string(row.line) + ": " + row.text); };
    std::vector<std::unique_ptr<KeepingSink>> sinks;
    scan(request, [&](std::size_t) { return sinks.emplace_back(std::make_unique<KeepingSink>(request.needed)).get(); });
    CHECK(told == std::vector<std::string>{"2: ,\"two\nlines\"", "7: ,last"});
  }
}

TEST_CASE("a text of more than 1,000 bytes is not a lead id, and its row is set aside") {
  const TempFile file("lead_id,owner\n" + std::string(1000, 'x') + ",1\n" + std::string(1001, 'x') + ",2\n,3\n" + std::string(500'000, 'y') + ",4\n");
  const Contract contract = utc_contract();
  for (const std::size_t block_size : {std::size_t{600}, std::size_t{1} << 20}) {
    ScanRequest request;
    request.files = {file.path()};
    request.contract = &contract;
    request.threads = 2;
    request.block_size = block_size;
    request.needed = {known_field("lead_id"), known_field("owner")};
    std::vector<std::pair<std::uint64_t, RejectReason>> told;
    request.reject = [&](const RejectRow& row) { told.emplace_back(row.line, row.reason); };
    std::vector<std::unique_ptr<KeepingSink>> sinks;
    const ScanResult result = scan(request, [&](std::size_t) { return sinks.emplace_back(std::make_unique<KeepingSink>(request.needed)).get(); });
    CHECK(told == std::vector<std::pair<std::uint64_t, RejectReason>>{{3, RejectReason::long_lead_id}, {4, RejectReason::no_lead_id}, {5, RejectReason::long_lead_id}});
    CHECK(result.files[0].delivered == 1);
  }
}
