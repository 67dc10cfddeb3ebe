// A typed expression as a tree of nodes, private to the core. Nodes are immutable once built, so that definitions are
// shared between expressions and between threads. Chains (a AND b AND c, a + b - c) are one node with many arguments:
// the depth of a tree is then bounded by its nesting and not by its length, and recursion over it is safe.
#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/expression/predicate.hpp"
#include "expression/like.hpp"

namespace handoff {

enum class Op : std::uint8_t {
  literal, field, score, bucket, definition,
  logic_and, logic_or, logic_not,
  compare, is, between, in, like, case_when,
  negate, sum, product, concat, call
};
enum class Cmp : std::uint8_t { eq, ne, lt, le, gt, ge };
enum class Is : std::uint8_t { null, yes, no };
enum class Call : std::uint8_t {
  hours, days, business_hours, valid_email, lower, upper, trim, length, contains, count_of, duplicate, within, held_at,
  abs, round, coalesce, least, greatest
};

/// The constants of an IN list, sorted; what is not constant stays in `others`, as indices into Expr::args.
struct InSet {
  std::vector<double> numbers;
  std::vector<std::string_view> texts;  // into the literals' own texts
  std::vector<std::uint32_t> others;
  bool has_null = false;
};

/// What judging a plain condition takes, side by side. A condition is plain where it holds one cell or score against
/// literals alone, as nearly all do. Set by `settle_node`.
struct PlainTest {
  enum class Kind : std::uint8_t { none, number, number_range, text, text_range, in, like };
  Kind kind = Kind::none;    ///< none: the condition is not plain
  FieldId field = no_field;  ///< of the cell; no_field: the score that the first argument names
  double from = 0, to = 0;   ///< of `number` and `number_range`
  std::string_view text;     ///< of `text`
};

/// What comes first is what judging a plain condition looks at: a line of the cache.
struct Expr {
  Op op = Op::literal;
  Type type = Type::text;
  bool untyped = false;    ///< NULL, which takes the type it is needed in
  bool negated = false;    ///< IS NOT, NOT BETWEEN, NOT IN, NOT LIKE
  bool fold = false;       ///< =, <>, IN, CASE: texts are equal in any case; set by hold_to_words
  bool overwritten = false;  ///< a date that the CRM overwrites: where it is later than as-of, an earlier one stood there
  bool contact = false;    ///< a field that shares a column with a contact field; set by hold_to_words
  bool has_operand = false, has_else = false;  ///< CASE x WHEN, ELSE
  Cmp cmp = Cmp::eq;
  Is is = Is::null;
  Call call = Call::coalesce;
  FieldId field = no_field;
  std::uint16_t height = 1;
  PlainTest test;
  std::uint32_t cost = 1;  ///< nodes, counting what definitions and scores hold as often as they are named
  std::size_t at = 0;      ///< byte offset in the text it was written in
  std::vector<ExprPtr> args;
  std::vector<const Expr*> in_turn;  ///< of AND and OR: what the arguments stand for, cheapest first. Set by `settle_node`
  std::string name;        ///< of a field, score, bucket list, definition; the text of a text literal; the calendar as written
  std::string signs;       ///< of a sum or product: the operator before each argument
  Value literal;
  LikePattern pattern;     ///< of LIKE with a literal pattern
  InSet set;
  Duration window;         ///< of within()
  std::shared_ptr<const ScoreAxis> axis;
  std::shared_ptr<const BucketList> buckets;
  std::shared_ptr<const Calendar> calendar;
};
using NewExpr = std::shared_ptr<Expr>;

constexpr std::size_t longest_expression = 64 * 1024;
constexpr int deepest_nesting = 200;       ///< parentheses, CASE and calls within one text
constexpr int deepest_tree = 1000;         ///< the same through definitions of definitions
constexpr std::uint32_t most_steps = 100'000;

inline bool is_literal(const Expr& e) { return e.op == Op::literal; }
/// Needs judging the node no walk?
inline bool is_plain(const Expr& e) { return e.test.kind != PlainTest::Kind::none; }
PlainTest plain_test(const Expr& e);
/// Sets what follows from a node's arguments, after they are set or exchanged.
void settle_node(Expr& node);
/// A date literal without a time: compared as the whole day that it names.
inline bool is_day(const Expr& e) { return is_literal(e) && e.type == Type::date && e.literal.stamp.date_only; }

struct FunctionRow { std::string_view name; Call call; std::size_t least, most; std::string_view usage; };
/// All functions, for the parser, the printer and "did you mean".
const std::vector<FunctionRow>& function_table();

}  // namespace handoff
