// The values that a walk makes, and where the texts of these lie meanwhile.
#include <algorithm>
#include <functional>

#include "expression/expression_eval.hpp"

namespace handoff {

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
void set_flag(Value& out, Possible truth) {
  const bool sure = truth.only_yes() || truth.only_no(), blank = !truth.may_yes() && !truth.may_no();
  out.state = sure ? Value::State::present : blank ? Value::State::missing : Value::State::open;
  out.flag = truth.only_yes();
}
void set_text(Value& out, std::string_view text) {
  out.state = Value::State::present;
  out.text = text;
}
void set_absent(Value& out, const Value& operand) { out.state = operand.blank() ? Value::State::missing : Value::State::open; }

void widen(Value& out, const Value& other, Type type) {
  const bool both = out.present() && other.present();
  if (out.blank() && other.blank()) return;
  if (both && type == Type::number) {
    out.number = {std::min(out.number.low, other.number.low), std::max(out.number.high, other.number.high)};
    out.text = {};
  } else if (both && type == Type::date) {
    const bool same_day = out.stamp.date_only && other.stamp.date_only && out.stamp.day == other.stamp.day;
    if (!same_day) out.stamp = {std::min(out.stamp.first, other.stamp.first), std::max(out.stamp.last, other.stamp.last), out.stamp.day, false};
    out.text = {};
  } else if (!both || out.text != other.text) {
    out = {};
    out.state = Value::State::open;
  }
}

}  // namespace handoff
