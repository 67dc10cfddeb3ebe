// The commitments of the five published SLAs, as the core understands them: every escalation finds periods to look at.
#include "catch.hpp"
#include "contract_file.hpp"
#include "handoff/measures/commitment.hpp"

using namespace handoff;

TEST_CASE("every commitment of the published SLAs is understood, and every escalation has its series", "[commitment]") {
  for (const char* name : {"two-axis", "operating-cadence", "four-components", "four-tiers", "seventy-five-points"}) {
    const Contract contract = load_contract("examples/contracts/" + std::string(name) + ".toml");
    CommitmentSettings settings;
    settings.touch_log = settings.status_updates = true;
    const std::vector<CommitmentRule> rules = commitment_rules(contract, settings);
    const std::vector<CommitmentSeries> series = commitment_series(contract, rules);
    for (const CommitmentRule& rule : rules) {
      INFO(name << ": " << rule.name);
      const bool words = rule.sense == Sense::unknown;
      CHECK(rule.not_measured == (words ? "no export can show it" : ""));
    }
    for (const Escalation& escalation : contract.escalations) {
      INFO(name << ": " << escalation.name);
      bool found = false;
      for (const CommitmentSeries& one : series) found = found || (rules[one.rule].name == escalation.commitment && one.grain == escalation.grain);
      CHECK(found);
    }
  }
}
