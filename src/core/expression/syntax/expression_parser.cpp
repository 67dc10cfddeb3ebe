// Recursive descent, one function a level of precedence, loosest first. Comparisons do not chain; `a = b IS NULL` is
// `(a = b) IS NULL`, as in every SQL.
#include <utility>

#include "expression/syntax/expression_types.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

struct Parser {
  const Scope& scope;
  std::vector<Token> tokens;
  std::size_t next = 0;
  int depth = 0;

  const Token& peek() const { return tokens[next]; }
  const Token& peek_after() const { return tokens[next + 1 < tokens.size() ? next + 1 : next]; }
  const Token& take() { return tokens[peek().kind == Token::Kind::end ? next : next++]; }
  bool accept(std::string_view keyword) { return peek().keyword(keyword) && (take(), true); }
  bool accept_symbol(std::string_view symbol) { return peek().symbol(symbol) && (take(), true); }
  void expect(std::string_view what, std::string_view fix);

  ExprPtr expression();
  ExprPtr conjunction();
  ExprPtr negation();
  ExprPtr comparison();
  ExprPtr predicate(ExprPtr left);
  ExprPtr in_list(ExprPtr left, bool negated, std::size_t at);
  ExprPtr like(ExprPtr left, bool negated, bool fold);
  ExprPtr additive();
  ExprPtr multiplicative();
  ExprPtr unary();
  ExprPtr primary();
  ExprPtr in_parentheses();
  ExprPtr case_when();
  ExprPtr call();
  bool takes_word(const Token& function, std::size_t given) const;
  std::optional<Token> word();
  std::optional<ExprPtr> literal();
};

/// One level deeper, for as long as it lives.
struct Deeper {
  Parser& parser;
  explicit Deeper(Parser& p) : parser(p) {
    if (++p.depth > deepest_nesting) throw ExprError(p.peek().at, "nested more than 200 deep", "name the inner parts under [define]");
  }
  ~Deeper() { --parser.depth; }
};

std::string shown(const Token& token) {
  if (token.kind == Token::Kind::end) return "the end";
  return "`" + std::string(token.written.substr(0, 40)) + "`";
}

void Parser::expect(std::string_view what, std::string_view fix) {
  if (accept(what) || accept_symbol(what)) return;
  throw ExprError(peek().at, "`" + std::string(what) + "` is expected, and " + shown(peek()) + " is there", std::string(fix));
}

ExprPtr Parser::expression() {
  std::vector<ExprPtr> args{conjunction()};
  while (accept("OR")) args.push_back(conjunction());
  return args.size() == 1 ? args.front() : make_logic(Op::logic_or, std::move(args));
}

ExprPtr Parser::conjunction() {
  std::vector<ExprPtr> args{negation()};
  while (accept("AND")) args.push_back(negation());
  return args.size() == 1 ? args.front() : make_logic(Op::logic_and, std::move(args));
}

ExprPtr Parser::negation() {
  if (!peek().keyword("NOT")) return comparison();
  const Deeper deeper(*this);
  const std::size_t at = take().at;
  return make_not(negation(), at);
}

bool is_comparison(const Token& token, Cmp& cmp) {
  static constexpr std::pair<std::string_view, Cmp> operators[] = {{"=", Cmp::eq}, {"<>", Cmp::ne}, {"!=", Cmp::ne}, {"<", Cmp::lt},
                                                                   {"<=", Cmp::le}, {">", Cmp::gt}, {">=", Cmp::ge}};
  for (const auto& [symbol, meaning] : operators) {
    if (token.symbol(symbol)) return cmp = meaning, true;
  }
  return false;
}

ExprPtr Parser::comparison() {
  ExprPtr e = predicate(additive());
  while (accept("IS")) {
    const bool negated = accept("NOT");
    if (accept("NULL")) e = make_is(Is::null, negated, std::move(e));
    else if (accept("TRUE")) e = make_is(Is::yes, negated, std::move(e));
    else if (accept("FALSE")) e = make_is(Is::no, negated, std::move(e));
    else throw ExprError(peek().at, "after IS stands NULL, TRUE or FALSE, and " + shown(peek()) + " is there", "write = to compare");
  }
  Cmp cmp;
  const Token& token = peek();
  if (is_comparison(token, cmp) || token.keyword("IN") || token.keyword("LIKE") || token.keyword("ILIKE") || token.keyword("BETWEEN")) {
    throw ExprError(token.at, "comparisons do not chain", "join two of them with AND, or use parentheses");
  }
  return e;
}

ExprPtr Parser::predicate(ExprPtr left) {
  const Token token = peek();
  Cmp cmp;
  if (is_comparison(token, cmp)) {
    take();
    ExprPtr right = additive();
    return make_compare(cmp, std::move(left), std::move(right), token.at, scope);
  }
  const Token& after = peek_after();
  const bool can_negate = after.keyword("BETWEEN") || after.keyword("IN") || after.keyword("LIKE") || after.keyword("ILIKE");
  const bool negated = token.keyword("NOT") && can_negate;
  if (negated) take();
  const std::size_t at = peek().at;
  if (accept("IN")) return in_list(std::move(left), negated, at);
  if (accept("LIKE")) return like(std::move(left), negated, false);
  if (accept("ILIKE")) return like(std::move(left), negated, true);
  if (!accept("BETWEEN")) return left;
  std::vector<ExprPtr> args{std::move(left), additive()};
  expect("AND", "write BETWEEN low AND high");
  args.push_back(additive());
  return make_between(negated, std::move(args), at, scope);
}

ExprPtr Parser::in_list(ExprPtr left, bool negated, std::size_t at) {
  const Deeper deeper(*this);
  expect("(", "the values of IN stand in parentheses: IN ('a', 'b')");
  std::vector<ExprPtr> args{std::move(left)};
  if (peek().symbol(")")) throw ExprError(peek().at, "the list of IN is empty", "name at least one value");
  do args.push_back(expression());
  while (accept_symbol(","));
  expect(")", "close the list of IN");
  return make_in(negated, std::move(args), at, scope);
}

ExprPtr Parser::like(ExprPtr left, bool negated, bool fold) {
  std::vector<ExprPtr> args{std::move(left), additive()};
  std::optional<Token> escape;
  if (accept("ESCAPE")) {
    if (peek().kind != Token::Kind::text) throw ExprError(peek().at, "ESCAPE takes a single character", "write ESCAPE '!'");
    escape = take();
  }
  return make_like(negated, fold, std::move(args), escape);
}

ExprPtr Parser::additive() {
  ExprPtr left = multiplicative();
  while (peek().symbol("+") || peek().symbol("-") || peek().symbol("||")) {
    const bool joins = peek().symbol("||");
    std::vector<ExprPtr> args{std::move(left)};
    std::string signs(1, joins ? '|' : '+');
    std::vector<std::size_t> places{args.front()->at};
    while (joins ? peek().symbol("||") : peek().symbol("+") || peek().symbol("-")) {
      places.push_back(peek().at);
      signs += take().written.front();
      args.push_back(multiplicative());
    }
    left = make_chain(joins ? Op::concat : Op::sum, std::move(args), std::move(signs), places);
  }
  return left;
}

ExprPtr Parser::multiplicative() {
  ExprPtr first = unary();
  std::vector<ExprPtr> args{first};
  std::string signs = "*";
  std::vector<std::size_t> places{first->at};
  while (peek().symbol("*") || peek().symbol("/") || peek().symbol("%")) {
    places.push_back(peek().at);
    signs += take().written.front();
    args.push_back(unary());
  }
  return args.size() == 1 ? first : make_chain(Op::product, std::move(args), std::move(signs), places);
}

ExprPtr Parser::unary() {
  if (!peek().symbol("-") && !peek().symbol("+")) return primary();
  const Deeper deeper(*this);
  const Token sign = take();
  ExprPtr operand = unary();
  if (sign.symbol("-")) return make_negate(std::move(operand), sign.at);
  require(operand, Type::number, "+", scope);
  return operand;
}

std::optional<ExprPtr> Parser::literal() {
  const Token& token = peek();
  if (token.kind == Token::Kind::number) return make_number(take().number, token.at);
  if (token.kind == Token::Kind::text) return make_text(take().value, token.at);
  if (accept("TRUE")) return make_flag(true, token.at);
  if (accept("FALSE")) return make_flag(false, token.at);
  if (accept("NULL")) return make_null(token.at);
  const bool dated = (token.keyword("DATE") || token.keyword("TIMESTAMP")) && peek_after().kind == Token::Kind::text;
  if (!dated) return std::nullopt;
  take();
  const Token& text = take();
  return make_date(text.value, text.at, scope);
}

ExprPtr Parser::primary() {
  if (auto e = literal()) return *e;
  const Token& token = peek();
  if (token.symbol("(")) return in_parentheses();
  if (token.keyword("CASE")) return case_when();
  const bool name = token.kind == Token::Kind::quoted_name || token.kind == Token::Kind::name;
  const bool reserved = token.kind == Token::Kind::name && is_reserved(token.written);
  if (name && peek_after().symbol("(") && (!reserved || token.keyword("COALESCE"))) return call();
  if (name && !reserved) return make_name(take(), scope);
  if (tokens.size() == 1) throw ExprError(0, "the expression is empty", "write a condition, or leave the key out");
  const char* const fix = reserved                         ? "a field of that name stands in double quotes"
                          : token.kind == Token::Kind::end ? "finish the comparison, for instance: segment = 'A'"
                                                           : "write a field, a number, or a text in single quotes there";
  throw ExprError(token.at, "a value is expected, and " + shown(token) + " is there", fix);
}

ExprPtr Parser::in_parentheses() {
  const Deeper deeper(*this);
  const std::size_t open = take().at;
  ExprPtr e = expression();
  if (peek().kind == Token::Kind::end) throw ExprError(open, "a parenthesis is not closed", "add the closing )");
  expect(")", "lists stand only after IN");
  return e;
}

ExprPtr Parser::case_when() {
  const Deeper deeper(*this);
  const std::size_t at = take().at;
  std::vector<ExprPtr> args;
  const bool has_operand = !peek().keyword("WHEN");
  if (has_operand) args.push_back(expression());
  if (!peek().keyword("WHEN")) expect("WHEN", "write CASE WHEN condition THEN value ELSE value END");
  while (accept("WHEN")) {
    args.push_back(expression());
    expect("THEN", "write WHEN condition THEN value");
    args.push_back(expression());
  }
  const bool has_else = accept("ELSE");
  if (has_else) args.push_back(expression());
  expect("END", "close the CASE with END");
  return make_case(has_operand, has_else, std::move(args), at, scope);
}

/// Is the next argument a word (a calendar, a duration) and no value?
bool Parser::takes_word(const Token& function, std::size_t given) const {
  const auto is = [&](std::string_view name) { return equal_folded(function.value, name); };
  return (is("business_hours") && given == 2) || (is("within") && given == 1);
}

std::optional<Token> Parser::word() {
  const Token& token = peek();
  using enum Token::Kind;
  if (token.kind == text || token.kind == name || token.kind == quoted_name) return take();
  throw ExprError(token.at, "a text in quotes is expected, and " + shown(token) + " is there",
                  "write within(at, '30d'), business_hours(a, b, 'calendar')");
}

ExprPtr Parser::call() {
  const Deeper deeper(*this);
  const Token function = take();
  const std::size_t open = take().at;
  std::vector<ExprPtr> args;
  std::optional<Token> extra;
  if (!peek().symbol(")")) {
    do {
      if (takes_word(function, args.size()) && !extra) extra = word();
      else args.push_back(expression());
    } while (accept_symbol(","));
  }
  if (peek().kind == Token::Kind::end) throw ExprError(open, "a parenthesis is not closed", "add the closing )");
  expect(")", "arguments are parted by commas");
  return make_call(function, std::move(args), extra, scope);
}

}  // namespace

ExprPtr parse_expression(std::string_view text, const Scope& scope) {
  Parser parser{scope, tokenize(text)};
  ExprPtr e = parser.expression();
  const Token& rest = parser.peek();
  if (rest.symbol(")")) throw ExprError(rest.at, "a parenthesis is closed that was not opened", "remove it");
  if (rest.kind != Token::Kind::end) {
    const bool in_number = rest.symbol(",") && parser.next > 0 && parser.tokens[parser.next - 1].kind == Token::Kind::number && parser.peek_after().kind == Token::Kind::number &&
                           parser.peek_after().at == rest.at + 1;
    const char* const fix = in_number ? "write 1000 for 1,000" : rest.symbol(",") ? "lists stand only after IN" : "join conditions with AND or OR";
    throw ExprError(rest.at, "the expression should end before " + shown(rest), fix);
  }
  return e;
}

}  // namespace handoff
