// Conditions on one cell or score, which are nearly all that contracts hold, and the comparisons that they share with the others.
#include <algorithm>

#include "expression/expression_eval.hpp"
#include "handoff/expression/score.hpp"
#include "expression/value_range.hpp"
#include "text/text_fold.hpp"

namespace handoff {

bool is_plain(const Expr& e) {
  if (e.op != Op::compare && e.op != Op::between && e.op != Op::in && e.op != Op::like) return false;
  const Expr& held = *e.args[0];
  const bool typed = held.type == Type::number || held.type == Type::text || (held.type == Type::list && e.op == Op::like);
  if ((held.op != Op::field && held.op != Op::score) || !typed) return false;
  if (e.op == Op::in) return e.set.others.empty();
  return std::all_of(e.args.begin() + 1, e.args.end(), [](const ExprPtr& arg) { return is_literal(*arg) && arg->literal.present(); });
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
  if (std::binary_search(set.texts.begin(), set.texts.end(), value.text)) return Tri::yes;
  return tri(e.fold && std::any_of(set.texts.begin(), set.texts.end(), [&](std::string_view text) { return equal_folded(text, value.text); }));
}

namespace {

inline Tri compare_plain(Cmp cmp, const Expr& e, const Value& value, const Value& literal) {
  if (e.args[0]->type != Type::number) return compare_texts(cmp, value.text, literal.text, e.fold);
  return compare_intervals(cmp, value.number.low, value.number.high, literal.number.low, literal.number.high);
}

/// `value` is present.
inline Possible hold(const Expr& e, const Value& value) {
  if (e.op == Op::compare) return Possible::of(compare_plain(e.cmp, e, value, e.args[1]->literal));
  Possible result = Possible::any();
  if (e.op == Op::like) result = Possible::sure(like_matches(e.pattern, value.text));
  else if (e.op == Op::in) result = e.set.has_null ? Possible::of(in_constants(e, value)) | Possible::blank() : Possible::of(in_constants(e, value));
  else result = Possible::of(compare_plain(Cmp::ge, e, value, e.args[1]->literal)) & Possible::of(compare_plain(Cmp::le, e, value, e.args[2]->literal));
  return e.negated ? !result : result;
}

inline Possible held(const Expr& e, const Value& value) { return value.present() ? hold(e, value) : value.blank() ? Possible::blank() : Possible::any(); }

}  // namespace

Possible truth_of_plain(const Expr& e, const Judging& judging) {
  const Expr& subject = *e.args[0];
  if (subject.op == Op::score) return held(e, score(*subject.axis, judging));
  if (!judging.lead || subject.field >= judging.lead->values.size()) return Possible::blank();
  return held(e, (*judging.lead)[subject.field]);
}

}  // namespace handoff
