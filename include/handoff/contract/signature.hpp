// What a signature is worth on a day: one answer for every command that asks whether a contract is signed.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// `later`: dated after the day, so it was none yet, whatever it is over. `differs`: over another contract than this one.
enum class SignatureState : std::uint8_t { holds, later, differs, no_digest };
/// `holds`, `later`, `differs`, `no digest`.
std::string_view signature_state_name(SignatureState state);
/// A signature without a date has always been there.
SignatureState signature_state(const Contract& contract, const Signature& signature, Day day);
/// The parties of whom no signature holds on the day, marketing before sales.
std::vector<std::string> missing_parties(const Contract& contract, Day day);

/// A place in a contract's text that still says DECIDE in a comment: what the signers have not settled.
struct Undecided { int line = 0; std::string what; };

}  // namespace handoff
