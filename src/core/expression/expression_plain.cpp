// Conditions on one cell or score, which are nearly all that contracts hold, and the comparisons that they share with the others.
#include <algorithm>

#include "expression/expression_eval.hpp"
#include "handoff/expression/score.hpp"
#include "expression/value_range.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

PlainTest::Kind kind_of(const Expr& e) {
  using enum PlainTest::Kind;
  if (e.op != Op::compare && e.op != Op::between && e.op != Op::in && e.op != Op::like) return none;
  const Expr& held = *e.args[0];
  if (held.op != Op::field && held.op != Op::score) return none;
  if (e.op == Op::in) return (held.type == Type::number || held.type == Type::text) && e.set.others.empty() ? in : none;
  if (!std::all_of(e.args.begin() + 1, e.args.end(), [](const ExprPtr& arg) { return is_literal(*arg) && arg->literal.present(); })) return none;
  if (e.op == Op::like) return held.type == Type::text || held.type == Type::list ? like : none;
  if (held.type == Type::number) return e.op == Op::compare ? number : number_range;
  return held.type != Type::text ? none : e.op == Op::compare ? text : text_range;
}

}  // namespace

PlainTest plain_test(const Expr& e) {
  PlainTest test{kind_of(e), no_field, 0, 0, {}};
  if (test.kind == PlainTest::Kind::none) return test;
  if (e.args[0]->op == Op::field) test.field = e.args[0]->field;
  if (e.op == Op::in) return test;
  const Value &first = e.args[1]->literal, &last = e.args.back()->literal;  // numbers that are written are points
  test.from = first.number.low;
  test.to = last.number.high;
  test.text = first.text;
  return test;
}

Tri compare_texts(Cmp cmp, std::string_view a, std::string_view b, bool fold) {
  if (cmp == Cmp::eq || cmp == Cmp::ne) return tri((a == b || (fold && equal_folded(a, b))) == (cmp == Cmp::eq));
  const int order = a.compare(b);
  return compare_intervals(cmp, order, order, 0, 0);
}

Tri in_constants(const Expr& e, const Value& value) {
  const InSet& set = e.set;
  if (!set.numbers.empty()) {
    const auto at = std::lower_bound(set.numbers.begin(), set.numbers.end(), value.number.low);
    if (at == set.numbers.end() || *at > value.number.high) return Tri::no;
    return value.number.low == value.number.high ? Tri::yes : Tri::unknown;
  }
  constexpr std::size_t few = 8;  // so many are compared one by one: most differ in length
  const bool found = set.texts.size() <= few ? std::find(set.texts.begin(), set.texts.end(), value.text) != set.texts.end()
                                             : std::binary_search(set.texts.begin(), set.texts.end(), value.text);
  if (found) return Tri::yes;
  return tri(e.fold && std::any_of(set.texts.begin(), set.texts.end(), [&](std::string_view text) { return equal_folded(text, value.text); }));
}

namespace {

/// `value` is present.
inline Possible hold(const Expr& e, const Value& value) {
  using enum PlainTest::Kind;
  const auto number_is = [&](Cmp cmp, double than) { return Possible::of(compare_intervals(cmp, value.number.low, value.number.high, than, than)); };
  const auto text_is = [&](Cmp cmp, std::size_t arg) { return Possible::of(compare_texts(cmp, value.text, e.args[arg]->literal.text, false)); };
  Possible result = Possible::any();
  switch (e.test.kind) {
    case none: break;
    case number: return number_is(e.cmp, e.test.from);
    case text: return Possible::of(compare_texts(e.cmp, value.text, e.test.text, e.fold));
    case number_range: result = number_is(Cmp::ge, e.test.from) & number_is(Cmp::le, e.test.to); break;
    case text_range: result = text_is(Cmp::ge, 1) & text_is(Cmp::le, 2); break;
    case in: result = e.set.has_null ? Possible::of(in_constants(e, value)) | Possible::blank() : Possible::of(in_constants(e, value)); break;
    case like: result = Possible::sure(like_matches(e.pattern, value.text)); break;
  }
  return e.negated ? !result : result;
}

inline Possible held(const Expr& e, const Value& value) { return value.present() ? hold(e, value) : value.blank() ? Possible::blank() : Possible::any(); }

}  // namespace

Possible truth_of_plain(const Expr& e, const Judging& judging) {
  if (e.test.field == no_field) return held(e, score(*e.args[0]->axis, judging));
  if (!judging.lead || e.test.field >= judging.lead->values.size()) return Possible::blank();
  return held(e, (*judging.lead)[e.test.field]);
}

}  // namespace handoff
