// Small questions to a contract: what is called so, and does it hold today.
#include "handoff/contract.hpp"

#include "handoff/ascii.hpp"

namespace handoff {
namespace {

bool signed_by(const Contract& contract, std::string_view party) {
  for (const Signature& signature : contract.signatures) {
    if (signature.party == party && signature.digest == contract.digest) return true;
  }
  return false;
}

}  // namespace

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

Status contract_status(const Contract& contract, Instant as_of) {
  for (const Signature& signature : contract.signatures) {
    if (!signature.digest.empty() && signature.digest != contract.digest) return Status::altered;
  }
  if (!signed_by(contract, "marketing") || !signed_by(contract, "sales")) return Status::unsigned_;
  const Day day = contract.zone->day_of(as_of);
  if (contract.from && day < *contract.from) return Status::not_yet_in_force;
  if (contract.to && day > *contract.to) return Status::expired;
  return Status::signed_;
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
