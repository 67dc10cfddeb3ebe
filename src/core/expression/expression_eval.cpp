// The walk. Comparisons read their operands where they lie; only computed values are copied.
#include "expression/expression_eval.hpp"

#include <algorithm>
#include <optional>

#include "handoff/cells/absence.hpp"
#include "handoff/expression/score.hpp"
#include "expression/value_range.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

const Value& cell(const Expr& e, const Judging& judging) {
  static const Value missing, not_known = absent_cell();
  if (!judging.lead || e.field >= judging.lead->values.size()) return missing;
  const Value& value = (*judging.lead)[e.field];
  if (e.type != Type::date || !is_later(value, judging)) return value;
  return e.overwritten ? not_known : missing;
}

/// What an operand is worth: a cell or a literal as it lies, else computed into `slot`, which costs nothing until then.
const Value& operand(const Expr& e, Walk& walk, std::optional<Value>& slot) {
  if (e.op == Op::field) return cell(e, walk.judging);
  if (e.op == Op::literal) return e.literal;
  return value_of(e, walk, slot.emplace());
}

Type compared_type(const Expr& a, const Expr& b) { return a.untyped ? b.type : a.type; }

/// What a comparison comes to where one of its operands is not present: a blank makes NULL of it, whatever the other is.
Possible against_absent(const Value& left, const Value& right) { return left.blank() || right.blank() ? Possible::blank() : Possible::any(); }

Possible compare(Cmp cmp, const Expr& a, const Value& left, const Expr& b, Walk& walk, bool fold = false) {
  if (left.blank()) return Possible::blank();
  std::optional<Value> slot;
  const Value& right = operand(b, walk, slot);
  if (!left.present() || !right.present()) return against_absent(left, right);
  switch (compared_type(a, b)) {
    case Type::number: return Possible::of(compare_intervals(cmp, left.number.low, left.number.high, right.number.low, right.number.high));
    case Type::date:
      return Possible::of(compare_stamps(cmp, left.stamp, right.stamp, is_day(b) ? WholeDay::right : is_day(a) ? WholeDay::left : WholeDay::none));
    case Type::boolean: return Possible::sure((left.flag == right.flag) == (cmp == Cmp::eq));
    case Type::text: case Type::list: break;
  }
  return Possible::of(compare_texts(cmp, left.text, right.text, fold));
}

Possible in(const Expr& e, Walk& walk) {
  std::optional<Value> slot;
  const Value& value = operand(*e.args[0], walk, slot);
  if (!value.present()) return value.blank() ? Possible::blank() : Possible::any();
  Possible found = Possible::of(in_constants(e, value));
  for (const std::uint32_t i : e.set.others) {
    if (found.only_yes()) break;
    found = found | compare(Cmp::eq, *e.args[0], value, *e.args[i], walk, e.fold);
  }
  return e.set.has_null ? found | Possible::blank() : found;
}

Possible between(const Expr& e, Walk& walk) {
  std::optional<Value> slot;
  const Value& value = operand(*e.args[0], walk, slot);
  const Possible low = compare(Cmp::ge, *e.args[0], value, *e.args[1], walk);
  return low.only_no() ? low : low & compare(Cmp::le, *e.args[0], value, *e.args[2], walk);
}

Possible like(const Expr& e, Walk& walk) {
  std::optional<Value> slot, pattern_slot;
  const Value& value = operand(*e.args[0], walk, slot);
  if (value.blank()) return Possible::blank();
  const Expr& pattern = *e.args[1];
  const Value& text = operand(pattern, walk, pattern_slot);
  if (!value.present() || !text.present()) return against_absent(value, text);
  return Possible::sure(is_literal(pattern) ? like_matches(e.pattern, value.text) : like_matches(text.text, e.pattern.escape, e.pattern.fold, value.text));
}

/// IS never gives NULL: it asks whether there is one. Of what nobody knows it is not known.
Possible is(const Expr& e, Walk& walk) {
  const Expr& asked = *e.args[0];
  if (e.is != Is::null || asked.type == Type::boolean) {
    const Possible truth = truth_of(asked, walk);
    if (e.is == Is::null) return Possible(truth.may_no() || truth.may_yes(), truth.may_null(), false);
    const bool wanted = e.is == Is::yes ? truth.may_yes() : truth.may_no(), other = e.is == Is::yes ? truth.may_no() : truth.may_yes();
    return Possible(other || truth.may_null(), wanted, false);
  }
  std::optional<Value> slot;
  const Value& value = operand(asked, walk, slot);
  return value.present() || value.blank() ? Possible::sure(value.blank()) : Possible(true, true, false);
}

/// Hands the branches of a CASE that may be taken to `take`, in their order; null: the NULL of a CASE without ELSE.
template <class Take>
void each_branch(const Expr& e, Walk& walk, Take take) {
  Value operand_slot;
  const Value* operand = e.has_operand ? &value_of(*e.args[0], walk, operand_slot) : nullptr;
  const std::size_t pairs_end = e.args.size() - (e.has_else ? 1 : 0);
  for (std::size_t i = e.has_operand ? 1 : 0; i < pairs_end; i += 2) {
    const Possible taken = operand ? compare(Cmp::eq, *e.args[0], *operand, *e.args[i], walk, e.fold) : truth_of(*e.args[i], walk);
    if (taken.may_yes()) take(e.args[i + 1].get());
    if (taken.only_yes()) return;
  }
  take(e.has_else ? e.args.back().get() : nullptr);
}

/// The value of the branch that is taken; of several that may be, what they have in common.
const Value& case_when(const Expr& e, Walk& walk, Value& slot) {
  const Value* only = nullptr;
  bool several = false;
  each_branch(e, walk, [&](const Expr* branch) {
    if (!only) {
      only = branch ? &value_of(*branch, walk, slot) : &(slot = Value{});
      return;
    }
    if (!several && only != &slot) slot = *only;
    several = true;
    Value other;
    widen(slot, branch ? value_of(*branch, walk, other) : other, e.type);
  });
  return several ? slot : *only;
}

Possible truth_of_case(const Expr& e, Walk& walk) {
  std::optional<Possible> all;
  each_branch(e, walk, [&](const Expr* branch) {
    const Possible one = branch ? truth_of(*branch, walk) : Possible::blank();
    all = all ? either(*all, one) : one;
  });
  return *all;
}

/// Hands the operands of a computed value to `use`, until one is blank, which makes the value blank. False: it is that, or open, or `use` has said what it is.
template <class Use>
bool each_operand(const Expr& e, Walk& walk, Value& out, Use use) {
  bool open = false;
  for (std::size_t i = 0; i < e.args.size(); ++i) {
    Value slot;
    const Value& value = value_of(*e.args[i], walk, slot);
    if (value.blank()) return false;
    if (!value.present()) open = true;
    else if (!open && !use(i, value)) return false;
  }
  if (open) out.state = Value::State::open;
  return !open;
}

void chain(const Expr& e, Walk& walk, Value& out) {
  Number total{};
  const bool known = each_operand(e, walk, out, [&](std::size_t i, const Value& value) {
    bool defined = true;
    if (i == 0) total = value.number;
    else if (e.signs[i] == '+') total = add(total, value.number);
    else if (e.signs[i] == '-') total = subtract(total, value.number);
    else if (e.signs[i] == '*') total = multiply(total, value.number);
    else if (e.signs[i] == '/') defined = divide(total, value.number, total);
    else defined = remainder(total, value.number, total);
    const bool by_zero = !defined && value.number.low == value.number.high;  // NULL, as SQL has it
    if (!defined && !by_zero) out.state = Value::State::open;
    return defined;
  });
  if (known) set_number(out, total);
}

void concat(const Expr& e, Walk& walk, Value& out) {
  std::vector<std::string_view> parts;
  parts.reserve(e.args.size());
  std::size_t size = 0;
  const bool known = each_operand(e, walk, out, [&](std::size_t, const Value& value) {
    parts.push_back(value.text);  // lies in a cell, a literal or the arena, not in the slot
    size += value.text.size();
    return true;
  });
  char* const text = known ? walk.arena.take(size) : nullptr;
  if (!text) return;
  char* end = text;
  for (const std::string_view part : parts) end = std::copy(part.begin(), part.end(), end);
  set_text(out, {text, size});
}

void compute(const Expr& e, Walk& walk, Value& out) {
  switch (e.op) {
    case Op::score: out = score(*e.axis, walk.judging); return;
    case Op::bucket: {
      const int index = bucket_of(*e.buckets, walk.judging);
      if (index >= 0) set_text(out, e.buckets->buckets[static_cast<std::size_t>(index)].name);
      else if (index == undecided_bucket) out.state = Value::State::open;
      return;
    }
    case Op::negate: {
      Value slot;
      const Value& value = value_of(*e.args[0], walk, slot);
      if (value.present()) set_number(out, subtract({0, 0}, value.number));
      else set_absent(out, value);
      return;
    }
    case Op::sum: case Op::product: return chain(e, walk, out);
    case Op::concat: return concat(e, walk, out);
    default: return call_function(e, walk, out);
  }
}

}  // namespace

Possible truth_of(const Expr& e, Walk& walk) {
  if (is_plain(e)) return truth_of_plain(e, walk.judging);
  switch (e.op) {
    case Op::logic_and: {
      Possible all = Possible::sure(true);
      for (const Expr* one : e.in_turn) {
        all = all & truth_of(*one, walk);
        if (all.only_no()) break;
      }
      return all;
    }
    case Op::logic_or: {
      Possible any = Possible::sure(false);
      for (const Expr* one : e.in_turn) {
        any = any | truth_of(*one, walk);
        if (any.only_yes()) break;
      }
      return any;
    }
    case Op::logic_not: return !truth_of(*e.args[0], walk);
    case Op::compare: {
      std::optional<Value> slot;
      return compare(e.cmp, *e.args[0], operand(*e.args[0], walk, slot), *e.args[1], walk, e.fold);
    }
    case Op::is: return e.negated ? !is(e, walk) : is(e, walk);
    case Op::between: return e.negated ? !between(e, walk) : between(e, walk);
    case Op::in: return e.negated ? !in(e, walk) : in(e, walk);
    case Op::like: return e.negated ? !like(e, walk) : like(e, walk);
    default: break;
  }
  if (e.type != Type::boolean) return Possible::blank();  // NULL, or no predicate at all
  if (e.op == Op::definition) return truth_of(*e.args[0], walk);
  if (e.op == Op::case_when) return truth_of_case(e, walk);
  if (e.op == Op::call) return truth_of_call(e, walk);
  const Value& value = e.op == Op::literal ? e.literal : cell(e, walk.judging);
  return value.present() ? Possible::sure(value.flag) : value.blank() ? Possible::blank() : Possible::any();
}

const Value& value_of(const Expr& e, Walk& walk, Value& slot) {
  if (e.op == Op::literal) return e.literal;
  if (e.op == Op::field) return cell(e, walk.judging);
  if (e.op == Op::definition) return value_of(*e.args[0], walk, slot);
  slot = Value{};
  if (e.type == Type::boolean) return set_flag(slot, truth_of(e, walk)), slot;
  if (e.op == Op::case_when) return case_when(e, walk, slot);
  compute(e, walk, slot);
  return slot;
}

}  // namespace handoff
