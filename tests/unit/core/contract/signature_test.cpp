// Signatures in time.
#include "catch.hpp"
#include "handoff/contract/signature.hpp"
#include "leads.hpp"

using namespace handoff;

TEST_CASE("a signature dated later is not yet one, and tells of a change all the same") {
  Contract contract = test::small_contract();
  contract.digest = "sha256:1";
  const Day day = day_from_civil(2026, 3, 10);
  contract.signatures = {{"marketing", "M", "", std::nullopt, "sha256:1"}, {"sales", "S", "", day, "sha256:1"}};
  CHECK(contract_status(contract, contract.zone->day_start(day)) == Status::signed_);
  CHECK(contract_status(contract, contract.zone->day_start(day) - 1) == Status::unsigned_);
  CHECK(missing_parties(contract, day - 1) == std::vector<std::string>{"sales"});
  contract.signatures.push_back({"sales", "T", "", day + 5, "sha256:2"});
  CHECK(contract_status(contract, contract.zone->day_start(day)) == Status::altered);   // whatever the moment
  CHECK(contract_status(contract, contract.zone->day_start(day + 5)) == Status::altered);
  CHECK(signature_state(contract, contract.signatures.back(), day) == SignatureState::differs);
}

TEST_CASE("the day by which both had signed, where that is later") {
  Contract contract = test::small_contract();
  contract.digest = "sha256:1";
  const Day day = day_from_civil(2026, 3, 10);
  const Instant before = contract.zone->day_start(day) - 1;
  contract.signatures = {{"marketing", "M", "", day, "sha256:1"}};
  CHECK_FALSE(signed_later(contract, before));                     // sales has not signed to this day
  contract.signatures.push_back({"sales", "S", "", day + 4, "sha256:1"});
  CHECK(signed_later(contract, before) == day + 4);
  CHECK(signed_later(contract, contract.zone->day_start(day)) == day + 4);
  CHECK_FALSE(signed_later(contract, contract.zone->day_start(day + 4)));
  contract.signatures[0].digest = "sha256:2";
  CHECK_FALSE(signed_later(contract, before));
}

TEST_CASE("a signature of rules 1 does not hold, whether the file still names them or not") {
  Contract contract = test::small_contract();
  contract.digest = "sha256:2";
  contract.digest_under_1 = "sha256:1";
  const Day day = day_from_civil(2026, 3, 10);
  const Instant noon = contract.zone->day_start(day) + 12 * 3600;
  contract.signatures = {{"marketing", "M", "", day, "sha256:1"}, {"sales", "S", "", day, "sha256:1"}};
  CHECK(contract_status(contract, noon) == Status::unsigned_);
  CHECK(status_words(contract, noon) == "signed under rules 1: sign again");
  CHECK(signature_state(contract, contract.signatures[0], day) == SignatureState::rules_1);
  CHECK(signature_state_name(SignatureState::rules_1) == "rules 1");
  CHECK(status_words(contract, noon - seconds_a_day) == "unsigned");            // not signed then
  contract.signatures[1].digest = "sha256:2";                                   // one has signed again
  CHECK(missing_parties(contract, day) == std::vector<std::string>{"marketing"});
  CHECK(status_words(contract, noon) == "signed under rules 1: sign again");
  contract.signatures[0].digest = "sha256:3";
  CHECK(status_words(contract, noon) == "altered");
  contract.rules = 1;                                                           // a file that names rules 1 has one digest
  contract.digest = contract.digest_under_1 = "sha256:3";
  contract.signatures[1].digest = "sha256:3";
  CHECK(contract_status(contract, noon) == Status::unsigned_);
  CHECK(signed_under_rules_1(contract, noon));
}
