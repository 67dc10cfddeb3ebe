// Besides cutting, this knows the slips of people who come from a spreadsheet, from code or from a word processor.
#include "expression/syntax/expression_lexer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "expression/expression.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool continues_name(char c) { return starts_name(c) || is_digit(c) || c == '$'; }

/// Text or a name in quotes, from its opening quote on.
Token quoted(std::string_view text, std::size_t at, Token::Kind kind) {
  const char quote = text[at];
  Token token{kind, at, {}, {}, 0};
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] != quote) {
      token.value += text[i];
    } else if (i + 1 < text.size() && text[i + 1] == quote) {
      token.value += text[i++];
    } else {
      token.written = text.substr(at, i + 1 - at);
      if (quote == '"' && token.value.empty()) throw ExprError(at, "a name in double quotes is empty", "name a field");
      return token;
    }
  }
  if (quote == '"') throw ExprError(at, "a name in double quotes does not end", "add the closing \"; a \" inside is written \"\"");
  throw ExprError(at, "a text does not end", "add the closing '; a ' inside is written ''");
}

Token number_token(std::string_view text, std::size_t at) {
  std::size_t end = at;
  const auto digits = [&] { while (end < text.size() && is_digit(text[end])) ++end; };
  digits();
  if (end < text.size() && text[end] == '.') ++end, digits();
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    std::size_t ahead = end + 1;
    if (ahead < text.size() && (text[ahead] == '+' || text[ahead] == '-')) ++ahead;
    if (ahead < text.size() && is_digit(text[ahead])) end = ahead, digits();
  }
  Token token{Token::Kind::number, at, text.substr(at, end - at), {}, 0};
  if (end < text.size() && (continues_name(text[end]) || text[end] == '.')) {
    throw ExprError(at, "a number runs into `" + std::string(text.substr(end, 1)) + "`", "write 1000 for 1k, and a text in single quotes");
  }
  const auto read = std::from_chars(token.written.data(), token.written.data() + token.written.size(), token.number);
  if (read.ec != std::errc{} || !std::isfinite(token.number)) {
    throw ExprError(at, "the number is too large or too small", "numbers go up to 1.79e308");
  }
  return token;
}

struct Slip { std::string_view written, problem, fix; };
constexpr std::array<Slip, 15> slips = {{
    {"==", "`==` is not an operator", "write ="},
    {"&&", "`&&` is not an operator", "write AND"},
    {"&", "`&` is not an operator", "write AND; texts are joined with ||"},
    {"!", "`!` is not an operator", "write NOT, or <> for \"not equal\""},
    {"=>", "`=>` is not an operator", "write >="},
    {"=<", "`=<` is not an operator", "write <="},
    {"`", "a name is not quoted with `", "write it in double quotes: \"Lead Score\""},
    {"[", "a name is not quoted with [ ]", "write it in double quotes: \"Lead Score\"; a list stands in ( )"},
    {"\xE2\x80\x98", "a text is not quoted with curly quotes", "write it in straight single quotes: '...'"},
    {"\xE2\x80\x99", "a text is not quoted with curly quotes", "write it in straight single quotes: '...'"},
    {"\xE2\x80\x9C", "curly quotes", "write a text in straight single quotes: '...'"},
    {"\xE2\x80\x9D", "curly quotes", "write a text in straight single quotes: '...'"},
    {"\xE2\x89\xA5", "\xE2\x89\xA5 is not an operator", "write >="},
    {"\xE2\x89\xA4", "\xE2\x89\xA4 is not an operator", "write <="},
    {"\xC2\xA0", "a no-break space", "write an ordinary space"},
}};

[[noreturn]] void refuse_character(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte > 0x20 && byte < 0x7F) throw ExprError(at, "unexpected `" + std::string(1, text[at]) + "`", "remove it");
  constexpr std::string_view hex = "0123456789ABCDEF";
  throw ExprError(at, std::string("unexpected byte 0x") + hex[byte >> 4] + hex[byte & 15], "remove it");
}

Token symbol(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 16> symbols = {"<=", ">=", "<>", "!=", "||", "(", ")", ",",
                                                        "=", "<", ">", "+", "-", "*", "/", "%"};
  for (const auto what : symbols) {
    if (text.substr(at, what.size()) == what) return Token{Token::Kind::symbol, at, text.substr(at, what.size()), {}, 0};
  }
  refuse_character(text, at);
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n') ++at;
    else if (text.substr(at, 2) == "--") at = std::min(text.find('\n', at), text.size());
    else break;
  }
  return at;
}

void refuse_slips(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.substr(0, 2) == "!=") return;
  for (const Slip& slip : slips) {
    if (rest.substr(0, slip.written.size()) == slip.written) throw ExprError(at, std::string(slip.problem), std::string(slip.fix));
  }
}

Token name(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && continues_name(text[end])) {
    if (static_cast<unsigned char>(text[end]) >= 0x80) refuse_slips(text, end);
    ++end;
  }
  const std::string_view written = text.substr(at, end - at);
  return Token{Token::Kind::name, at, written, std::string(written), 0};
}

}  // namespace

bool Token::keyword(std::string_view upper_case) const {
  return kind == Kind::name && written.size() == upper_case.size() &&
         std::equal(written.begin(), written.end(), upper_case.begin(), [](char a, char b) { return ascii_upper(a) == b; });
}

bool is_reserved(std::string_view word) {
  constexpr std::array<std::string_view, 18> words = {"AND", "OR", "NOT", "IN", "IS", "NULL", "TRUE", "FALSE", "BETWEEN",
                                                      "LIKE", "ILIKE", "ESCAPE", "CASE", "WHEN", "THEN", "ELSE", "END", "COALESCE"};
  const Token token{Token::Kind::name, 0, word, {}, 0};
  return std::any_of(words.begin(), words.end(), [&](std::string_view reserved) { return token.keyword(reserved); });
}

std::vector<Token> tokenize(std::string_view text) {
  if (text.size() > longest_expression) {
    throw ExprError(longest_expression, "the expression is longer than 64 KiB", "split it into definitions");
  }
  std::vector<Token> tokens;
  std::size_t at = skip_blanks(text, 0);
  while (at < text.size()) {
    const char c = text[at];
    refuse_slips(text, at);
    if (c == '\'') tokens.push_back(quoted(text, at, Token::Kind::text));
    else if (c == '"') tokens.push_back(quoted(text, at, Token::Kind::quoted_name));
    else if (is_digit(c) || (c == '.' && at + 1 < text.size() && is_digit(text[at + 1]))) tokens.push_back(number_token(text, at));
    else if (starts_name(c)) tokens.push_back(name(text, at));
    else tokens.push_back(symbol(text, at));
    at = skip_blanks(text, at + tokens.back().written.size());
  }
  tokens.push_back(Token{Token::Kind::end, text.size(), {}, {}, 0});
  return tokens;
}

}  // namespace handoff
