// The words that a contract itself declares: names of buckets, states of the disposition, values of the current stage. Where
// an expression compares one of these with a text, the case does not matter, and a text that can never be one is a slip.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "handoff/expression/predicate.hpp"

namespace handoff {

/// The words of a field of the export, as the contract declares them.
struct Vocabulary {
  FieldId field = no_field;
  std::vector<std::string> words;
  std::string where;    ///< "the states of [disposition]"
  bool closed = false;  ///< true: nothing else is accepted. False: others are, but for slips of one of these
};

/// What a contract knows of its words and fields, besides their types.
struct Dictionary {
  std::vector<Vocabulary> words;
  std::vector<FieldId> contact;  ///< fields about which an explanation says "given"
};

/// The expression with its `=`, `<>`, `IN` and `CASE x WHEN` of declared words held to them: names of buckets are spelled as declared, and fields of a
/// vocabulary are compared in any case. Definitions in it are taken as they are. Throws ExprError at a text that can never match.
ExprPtr hold_to_words(const ExprPtr& expr, const Dictionary& dictionary);

}  // namespace handoff
