// Signatures in time.
#include "catch.hpp"
#include "handoff/contract/signature.hpp"
#include "leads.hpp"

using namespace handoff;

TEST_CASE("a signature dated later is not yet one, whatever it is over") {
  Contract contract = test::small_contract();
  contract.digest = "sha256:1";
  const Day day = day_from_civil(2026, 3, 10);
  contract.signatures = {{"marketing", "M", "", std::nullopt, "sha256:1"}, {"sales", "S", "", day, "sha256:1"}};
  CHECK(contract_status(contract, contract.zone->day_start(day)) == Status::signed_);
  CHECK(contract_status(contract, contract.zone->day_start(day) - 1) == Status::unsigned_);
  CHECK(missing_parties(contract, day - 1) == std::vector<std::string>{"sales"});
  contract.signatures.push_back({"sales", "T", "", day + 5, "sha256:2"});
  CHECK(contract_status(contract, contract.zone->day_start(day)) == Status::signed_);
  CHECK(contract_status(contract, contract.zone->day_start(day + 5)) == Status::altered);
  CHECK(signature_state(contract, contract.signatures.back(), day) == SignatureState::later);
}
