// Small questions to a contract: what is called so, and does it hold today.
#include "handoff/contract/contract.hpp"

#include <algorithm>

#include "handoff/contract/metric.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/contract/signature.hpp"

namespace handoff {

std::string Source::text() const {
  if (line == 0) return file;
  return file + ":" + std::to_string(line) + (column > 0 ? ":" + std::to_string(column) : "");
}

std::string_view status_name(Status status) {
  switch (status) {
    case Status::signed_: return "signed";
    case Status::unsigned_: return "unsigned";
    case Status::altered: return "altered";
    case Status::expired: return "expired";
    case Status::not_yet_in_force: return "not yet in force";
  }
  return "unsigned";
}

std::string_view signature_state_name(SignatureState state) {
  constexpr std::string_view names[] = {"holds", "later", "differs", "no digest", "rules 1"};
  return names[static_cast<std::size_t>(state)];
}

SignatureState signature_state(const Contract& contract, const Signature& signature, Day day) {
  if (signature.digest.empty()) return SignatureState::no_digest;
  if (signature.digest == contract.digest_under_1) return SignatureState::rules_1;
  if (signature.digest != contract.digest)
    return SignatureState::differs;  // whenever it was given: what stands there now is not what was signed
  return signature.date && *signature.date > day ? SignatureState::later : SignatureState::holds;
}

std::optional<Day> signed_later(const Contract& contract, Instant as_of) {
  const Day day = contract.zone->day_of(as_of);
  if (contract_status(contract, as_of) != Status::unsigned_) return std::nullopt;
  Day both = day;
  for (const std::string& party : missing_parties(contract, day)) {
    std::optional<Day> first;
    for (const Signature& one : contract.signatures)
      if (one.party == party && signature_state(contract, one, day) == SignatureState::later)
        first = std::min(first.value_or(*one.date), *one.date);
    if (!first) return std::nullopt;
    both = std::max(both, *first);
  }
  return both;
}

std::vector<std::string> missing_parties(const Contract& contract, Day day) {
  std::vector<std::string> missing;
  for (const char* party : {"marketing", "sales"}) {
    bool holds = false;
    for (const Signature& one : contract.signatures) holds = holds || (one.party == party && signature_state(contract, one, day) == SignatureState::holds);
    if (!holds) missing.emplace_back(party);
  }
  return missing;
}

Status contract_status(const Contract& contract, Instant as_of) {
  const Day day = contract.zone->day_of(as_of);
  for (const Signature& signature : contract.signatures) {
    if (signature_state(contract, signature, day) == SignatureState::differs) return Status::altered;
  }
  if (!missing_parties(contract, day).empty()) return Status::unsigned_;
  if (contract.from && day < *contract.from) return Status::not_yet_in_force;
  if (contract.to && day > *contract.to) return Status::expired;
  return Status::signed_;
}

std::optional<Seconds> maturity_between(const Contract& contract, int from, int to) {
  Seconds sum = 0;
  for (int stage = from; stage < to; ++stage) {
    const std::optional<Duration>& maturity = contract.stages[static_cast<std::size_t>(stage)].maturity;
    if (!maturity) return std::nullopt;
    sum += maturity->amount;
  }
  return from < to ? std::optional(sum) : std::nullopt;
}

std::optional<Seconds> signed_horizon(const Contract& contract, int from, int to) {
  if (const std::optional<Seconds> maturity = maturity_between(contract, from, to)) return maturity;
  std::optional<Seconds> longest;
  for (const Commitment& commitment : contract.commitments) {
    const std::optional<Metric> metric = read_metric(commitment.metric);
    if (!commitment.within || commitment.where || !metric || metric->function != "rate" || metric->arguments.size() < 2) continue;
    if (find_stage(contract, metric->arguments[0]) != from || find_stage(contract, metric->arguments[1]) != to) continue;
    longest = std::max(longest, commitment.within);
  }
  return longest;
}

bool signed_under_rules_1(const Contract& contract, Instant as_of) {
  const Day day = contract.zone->day_of(as_of);
  return contract_status(contract, as_of) == Status::unsigned_ &&
         std::any_of(contract.signatures.begin(), contract.signatures.end(), [&](const Signature& one) {
           return signature_state(contract, one, day) == SignatureState::rules_1 && !(one.date && *one.date > day);
         });
}

std::string status_words(const Contract& contract, Instant as_of) {
  return signed_under_rules_1(contract, as_of) ? "signed under rules 1: sign again" : std::string(status_name(contract_status(contract, as_of)));
}

std::string rules_note() {
  return "the contract says handoff = 1, and is judged by rules 2; what moved stands in rules-2.md of the manual. Write handoff = 2, and sign again";
}

int find_stage(const Contract& contract, std::string_view name) {
  for (std::size_t i = 0; i < contract.stages.size(); ++i) {
    if (same_name(contract.stages[i].name, name)) return static_cast<int>(i);
  }
  return -1;
}

FieldId find_field(const Contract& contract, std::string_view name) {
  for (std::size_t i = 0; i < contract.fields.size() && i < no_field; ++i) {
    if (same_name(contract.fields[i].name, name)) return static_cast<FieldId>(i);
  }
  return no_field;
}

const NamedPredicate* find_definition(const Contract& contract, std::string_view name) {
  for (const NamedPredicate& definition : contract.definitions) {
    if (same_name(definition.name, name)) return &definition;
  }
  return nullptr;
}

}  // namespace handoff
