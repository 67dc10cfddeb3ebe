// A signature put into a contract's text: a block more, and every other byte as it was.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "handoff/contract/signature.hpp"

namespace handoff {

/// What came of signing.
struct Signed {
  enum class Outcome { added, replaced, already };
  Outcome outcome = Outcome::added;
  std::string text;                  ///< the contract with the signature; as it was, where it was signed already
  Signature signature;               ///< that now holds for the party: the new one, or the one that was there already
  std::vector<Signature> before;     ///< of the same party, replaced by it
};

/// Signs a contract's text for `who.party`, whose digest is worked out here. A signature of that party over the same digest stays, unless
/// `replace`; over another digest it is replaced, since a party has one word at a time. Throws Error where the contract does not load, where
/// the text has no place for a signature, and where signing would change its meaning.
Signed sign_text(std::string_view text, const std::string& file, const Signature& who, bool replace);

/// The places in the text that still say DECIDE.
std::vector<Undecided> undecided_lines(std::string_view text);

}  // namespace handoff
