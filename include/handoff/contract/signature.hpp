// What a signature is worth on a day: one answer for every command that asks whether a contract is signed.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// `later`: over this contract, and dated after the day, so it was none yet. `differs`: over another contract than this
/// one, whatever its date. `rules_1`: over this one under rules 1, by which the same words gave other numbers; it does
/// not hold.
enum class SignatureState : std::uint8_t { holds, later, differs, no_digest, rules_1 };
/// `holds`, `later`, `differs`, `no digest`, `rules 1`.
std::string_view signature_state_name(SignatureState state);
/// A signature without a date has always been there.
SignatureState signature_state(const Contract& contract, const Signature& signature, Day day);
/// The parties of whom no signature holds on the day, marketing before sales.
std::vector<std::string> missing_parties(const Contract& contract, Day day);

/// The day by which both had signed it, where that is after the moment; empty: it was signed then, or is not signed to
/// this day.
std::optional<Day> signed_later(const Contract& contract, Instant as_of);

/// Is it unsigned, and has a signature that was good under rules 1?
bool signed_under_rules_1(const Contract& contract, Instant as_of);
/// What reports say of the status: its name, or of such a contract that it is to be signed again.
std::string status_words(const Contract& contract, Instant as_of);
/// Of a contract that names rules 1: by which rules it is judged, and what to do.
std::string rules_note();

/// A place in a contract's text that still says DECIDE in a comment: what the signers have not settled.
struct Undecided { int line = 0; std::string what; };

}  // namespace handoff
