// The walk. Comparisons read their operands where they lie; only computed values are copied.
#include "expression/expression_eval.hpp"

#include <algorithm>
#include <functional>
#include <optional>

#include "handoff/expression/score.hpp"
#include "expression/value_range.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

const Value& cell(const Expr& e, const Judging& judging) {
  static const Value missing;
  if (!judging.lead || e.field >= judging.lead->values.size()) return missing;
  return (*judging.lead)[e.field];
}

/// What an operand is worth: a cell or a literal as it lies, else computed into `slot`, which costs nothing until then.
const Value& operand(const Expr& e, Walk& walk, std::optional<Value>& slot) {
  if (e.op == Op::field) return cell(e, walk.judging);
  if (e.op == Op::literal) return e.literal;
  return value_of(e, walk, slot.emplace());
}

Type compared_type(const Expr& a, const Expr& b) { return a.untyped ? b.type : a.type; }

Tri compare(Cmp cmp, const Expr& a, const Value& left, const Expr& b, Walk& walk, bool fold = false) {
  if (!left.present()) return Tri::unknown;
  std::optional<Value> slot;
  const Value& right = operand(b, walk, slot);
  if (!right.present()) return Tri::unknown;
  switch (compared_type(a, b)) {
    case Type::number: return compare_intervals(cmp, left.number.low, left.number.high, right.number.low, right.number.high);
    case Type::date: return compare_stamps(cmp, left.stamp, right.stamp, is_day(b) ? WholeDay::right : is_day(a) ? WholeDay::left : WholeDay::none);
    case Type::boolean: return tri((left.flag == right.flag) == (cmp == Cmp::eq));
    case Type::text: case Type::list: break;
  }
  return compare_texts(cmp, left.text, right.text, fold);
}

Tri in(const Expr& e, Walk& walk) {
  std::optional<Value> slot;
  const Value& value = operand(*e.args[0], walk, slot);
  if (!value.present()) return Tri::unknown;
  Tri found = in_constants(e, value);
  for (const std::uint32_t i : e.set.others) {
    if (found == Tri::yes) break;
    found = tri_or(found, compare(Cmp::eq, *e.args[0], value, *e.args[i], walk, e.fold));
  }
  return e.set.has_null ? tri_or(found, Tri::unknown) : found;
}

Tri between(const Expr& e, Walk& walk) {
  std::optional<Value> slot;
  const Value& value = operand(*e.args[0], walk, slot);
  const Tri low = compare(Cmp::ge, *e.args[0], value, *e.args[1], walk);
  return low == Tri::no ? Tri::no : tri_and(low, compare(Cmp::le, *e.args[0], value, *e.args[2], walk));
}

Tri like(const Expr& e, Walk& walk) {
  std::optional<Value> slot;
  const Value& value = operand(*e.args[0], walk, slot);
  if (!value.present()) return Tri::unknown;
  const Expr& pattern = *e.args[1];
  if (is_literal(pattern)) return pattern.literal.present() ? tri(like_matches(e.pattern, value.text)) : Tri::unknown;
  std::optional<Value> pattern_slot;
  const Value& text = operand(pattern, walk, pattern_slot);
  return text.present() ? tri(like_matches(text.text, e.pattern.escape, e.pattern.fold, value.text)) : Tri::unknown;
}

/// IS never gives unknown, but for the emptiness of what rests on a cell that is unreadable, or whose column the export has not.
Tri is(const Expr& e, Walk& walk) {
  if (e.is != Is::null) return tri(truth_of(*e.args[0], walk) == (e.is == Is::yes ? Tri::yes : Tri::no));
  std::optional<Value> slot;
  const Value& value = operand(*e.args[0], walk, slot);
  if (value.present()) return Tri::no;
  return rests_on_unreadable(*e.args[0], walk) ? Tri::unknown : Tri::yes;
}

const Value& case_when(const Expr& e, Walk& walk, Value& slot) {
  Value operand_slot;
  const Value* operand = e.has_operand ? &value_of(*e.args[0], walk, operand_slot) : nullptr;
  const std::size_t pairs_end = e.args.size() - (e.has_else ? 1 : 0);
  for (std::size_t i = e.has_operand ? 1 : 0; i < pairs_end; i += 2) {
    const Tri taken = operand ? compare(Cmp::eq, *e.args[0], *operand, *e.args[i], walk, e.fold) : truth_of(*e.args[i], walk);
    if (taken == Tri::yes) return value_of(*e.args[i + 1], walk, slot);
  }
  if (e.has_else) return value_of(*e.args.back(), walk, slot);
  return slot = Value{};
}

void chain(const Expr& e, Walk& walk, Value& out) {
  Number total{};
  for (std::size_t i = 0; i < e.args.size(); ++i) {
    Value slot;
    const Value& value = value_of(*e.args[i], walk, slot);
    if (!value.present()) return;
    bool defined = true;
    if (i == 0) total = value.number;
    else if (e.signs[i] == '+') total = add(total, value.number);
    else if (e.signs[i] == '-') total = subtract(total, value.number);
    else if (e.signs[i] == '*') total = multiply(total, value.number);
    else if (e.signs[i] == '/') defined = divide(total, value.number, total);
    else defined = remainder(total, value.number, total);
    if (!defined) return;
  }
  set_number(out, total);
}

void concat(const Expr& e, Walk& walk, Value& out) {
  std::vector<std::string_view> parts;
  parts.reserve(e.args.size());
  std::size_t size = 0;
  for (const ExprPtr& arg : e.args) {
    Value slot;
    const Value& value = value_of(*arg, walk, slot);
    if (!value.present()) return;
    parts.push_back(value.text);  // lies in a cell, a literal or the arena, not in the slot
    size += value.text.size();
  }
  char* const text = walk.arena.take(size);
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
      return;
    }
    case Op::negate: {
      Value slot;
      const Value& value = value_of(*e.args[0], walk, slot);
      if (value.present()) set_number(out, subtract({0, 0}, value.number));
      return;
    }
    case Op::sum: case Op::product: return chain(e, walk, out);
    case Op::concat: return concat(e, walk, out);
    case Op::call: return call_function(e, walk, out);
    default: return set_flag(out, truth_of(e, walk));
  }
}

}  // namespace

bool rests_on_unreadable(const Expr& e, const Walk& walk) {
  const auto unreadable = [&](FieldId id) {
    const Lead* lead = walk.judging.lead;
    return lead && id < lead->values.size() && (*lead)[id].state == Value::State::unreadable;
  };
  if (e.op == Op::field) return unreadable(e.field);
  if (e.axis && (unreadable(e.axis->column) || unreadable(e.axis->at))) return true;
  if (e.buckets && std::any_of(e.buckets->buckets.begin(), e.buckets->buckets.end(),
                               [&](const Bucket& bucket) { return bucket.when && rests_on_unreadable(*bucket.when, walk); }))
    return true;
  return std::any_of(e.args.begin(), e.args.end(), [&](const ExprPtr& arg) { return rests_on_unreadable(*arg, walk); });
}

char* Arena::take(std::size_t size) {
  constexpr std::size_t most = 16U << 20U;
  if (size > most || total_ + size > most) return nullptr;
  total_ += size;
  if (size <= sizeof first_ - used_) {
    used_ += size;
    return first_ + (used_ - size);
  }
  more_.push_back({std::make_unique_for_overwrite<char[]>(size), size});
  return more_.back().bytes.get();
}

bool Arena::holds(std::string_view text) const {
  const auto within = [&](const char* begin, std::size_t size) {
    const std::less_equal<const char*> not_after;
    return not_after(begin, text.data()) && not_after(text.data(), begin + size);
  };
  const auto in_block = [&](const Block& block) { return within(block.bytes.get(), block.size); };
  return within(first_, sizeof first_) || std::any_of(more_.begin(), more_.end(), in_block);
}

void set_number(Value& out, Number number) {
  out.state = Value::State::present;
  out.number = number;
}
void set_flag(Value& out, Tri truth) {
  out.state = truth == Tri::unknown ? Value::State::missing : Value::State::present;
  out.flag = truth == Tri::yes;
}
void set_text(Value& out, std::string_view text) {
  out.state = Value::State::present;
  out.text = text;
}

Tri truth_of(const Expr& e, Walk& walk) {
  if (e.plain) return truth_of_plain(e, walk.judging);
  switch (e.op) {
    case Op::logic_and: {
      Tri all = Tri::yes;
      for (const std::uint32_t i : e.cheap_first) {
        const Tri one = truth_of(*e.args[i], walk);
        if (one == Tri::no) return Tri::no;
        if (one == Tri::unknown) all = Tri::unknown;
      }
      return all;
    }
    case Op::logic_or: {
      Tri any = Tri::no;
      for (const std::uint32_t i : e.cheap_first) {
        const Tri one = truth_of(*e.args[i], walk);
        if (one == Tri::yes) return Tri::yes;
        if (one == Tri::unknown) any = Tri::unknown;
      }
      return any;
    }
    case Op::logic_not: return tri_not(truth_of(*e.args[0], walk));
    case Op::compare: {
      std::optional<Value> slot;
      return compare(e.cmp, *e.args[0], operand(*e.args[0], walk, slot), *e.args[1], walk, e.fold);
    }
    case Op::is: return e.negated ? tri_not(is(e, walk)) : is(e, walk);
    case Op::between: return e.negated ? tri_not(between(e, walk)) : between(e, walk);
    case Op::in: return e.negated ? tri_not(in(e, walk)) : in(e, walk);
    case Op::like: return e.negated ? tri_not(like(e, walk)) : like(e, walk);
    case Op::definition: if (e.type == Type::boolean) return truth_of(*e.args[0], walk); break;
    default: break;
  }
  if (e.type != Type::boolean) return Tri::unknown;  // NULL, or no predicate at all
  Value slot;
  const Value& value = value_of(e, walk, slot);
  return value.present() ? tri(value.flag) : Tri::unknown;
}

const Value& value_of(const Expr& e, Walk& walk, Value& slot) {
  switch (e.op) {
    case Op::literal: return e.literal;
    case Op::field: return cell(e, walk.judging);
    case Op::definition: return value_of(*e.args[0], walk, slot);
    case Op::case_when: return case_when(e, walk, slot);
    default: break;
  }
  slot = Value{};
  compute(e, walk, slot);
  return slot;
}

}  // namespace handoff
