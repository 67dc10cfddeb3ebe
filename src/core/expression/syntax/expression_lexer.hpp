// The words of an expression.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace handoff {

struct Token {
  enum class Kind : std::uint8_t { end, number, text, name, quoted_name, symbol };
  Kind kind = Kind::end;
  std::size_t at = 0;          ///< byte offset
  std::string_view written;    ///< as it stands in the text
  std::string value;           ///< of a text or a name: without quotes, doubled ones made single
  double number = 0;
  bool keyword(std::string_view upper_case) const;  ///< any case; quoted names are never keywords
  bool symbol(std::string_view what) const { return kind == Kind::symbol && written == what; }
};

/// Is it a reserved word, that a name could only be in double quotes?
bool is_reserved(std::string_view word);

/// Takes a text apart; the last token is `end`. Throws ExprError.
std::vector<Token> tokenize(std::string_view text);

}  // namespace handoff
