// Builds typed nodes: what is written here is what may stand beside what. All throw ExprError.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "expression/expression.hpp"
#include "expression/syntax/expression_lexer.hpp"

namespace handoff {

/// A node with its arguments; refuses a tree that is too deep or too costly.
NewExpr make_node(Op op, Type type, std::size_t at, std::vector<ExprPtr> args = {});

ExprPtr make_number(double value, std::size_t at);
ExprPtr make_text(std::string value, std::size_t at);
ExprPtr make_flag(bool value, std::size_t at);
ExprPtr make_null(std::size_t at);
/// A date literal from its text, read in the scope's zone.
ExprPtr make_date(const std::string& text, std::size_t at, const Scope& scope);
/// What a name means in the scope.
ExprPtr make_name(const Token& token, const Scope& scope);

ExprPtr make_logic(Op op, std::vector<ExprPtr> args);
ExprPtr make_not(ExprPtr operand, std::size_t at);
ExprPtr make_compare(Cmp cmp, ExprPtr left, ExprPtr right, std::size_t at, const Scope& scope);
ExprPtr make_is(Is is, bool negated, ExprPtr operand);
ExprPtr make_between(bool negated, std::vector<ExprPtr> args, std::size_t at, const Scope& scope);
ExprPtr make_in(bool negated, std::vector<ExprPtr> args, std::size_t at, const Scope& scope);
ExprPtr make_like(bool negated, bool fold, std::vector<ExprPtr> args, const std::optional<Token>& escape);
/// args: [operand] when then when then ... [else]
ExprPtr make_case(bool has_operand, bool has_else, std::vector<ExprPtr> args, std::size_t at, const Scope& scope);
ExprPtr make_negate(ExprPtr operand, std::size_t at);
/// A sum, product or concatenation; `signs[i]` is the operator before args[i], at byte `places[i]`.
ExprPtr make_chain(Op op, std::vector<ExprPtr> args, std::string signs, const std::vector<std::size_t>& places);
/// `word`: the calendar of business_hours, the duration of within.
ExprPtr make_call(const Token& function, std::vector<ExprPtr> args, const std::optional<Token>& word, const Scope& scope);

/// Gives the arguments one type: NULL takes it, a text literal beside a date becomes a date. `what` begins the message.
struct Common { Type type; bool untyped; };
Common unify(const std::vector<ExprPtr*>& args, std::size_t at, std::string_view what, const Scope& scope);
/// Refuses an operand that is not of the type (NULL is of every type; a text literal becomes a date where one is wanted).
void require(ExprPtr& operand, Type type, std::string_view who, const Scope& scope);
/// `a number`
std::string_view noun(Type type);
/// The operand as the message calls it: its SQL, cut when long.
std::string subject(const Expr& e);

}  // namespace handoff
