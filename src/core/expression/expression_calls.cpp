// What the functions mean. An argument that is missing makes the result missing, but for COALESCE.
#include <algorithm>
#include <cmath>

#include "cells/email.hpp"
#include "expression/expression_eval.hpp"
#include "expression/value_range.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

constexpr double seconds_an_hour = 3600;

Number scaled(Number seconds, double unit) { return {seconds.low / unit, seconds.high / unit}; }

/// Calls `use` with each item of a `;`-joined cell, trimmed, blank ones left out, until it gives true.
template <class Use>
bool any_item(std::string_view list, Use use) {
  while (true) {
    const auto end = list.find(';');
    const std::string_view item = trim_text(list.substr(0, end));
    if (!item.empty() && use(item)) return true;
    if (end == std::string_view::npos) return false;
    list.remove_prefix(end + 1);
  }
}

void change_text(const Expr& e, std::string_view text, Walk& walk, Value& out) {
  if (e.call == Call::trim) return set_text(out, trim_text(text));
  char* const room = walk.arena.take(is_ascii(text) ? text.size() : case_room(text.size()));
  if (room) set_text(out, {room, change_case(text, e.call == Call::upper, room)});
}

/// The first that is not blank. Of one that cannot be read nobody knows whether it is: the next does not stand in for it.
void coalesce(const Expr& e, Walk& walk, Value& out) {
  for (const ExprPtr& arg : e.args) {
    Value slot;
    const Value& value = value_of(*arg, walk, slot);
    if (value.blank()) continue;
    if (value.present()) out = value;
    else set_absent(out, value);
    return;
  }
}

Possible truth_of_coalesce(const Expr& e, Walk& walk) {
  bool no = false, yes = false;
  for (const ExprPtr& arg : e.args) {
    const Possible one = truth_of(*arg, walk);
    no = no || one.may_no();
    yes = yes || one.may_yes();
    if (!one.may_null()) return Possible(no, yes, false);
  }
  return Possible(no, yes, true);
}

/// The earlier (or later) of two stamps; where they overlap, the interval it must lie in.
Stamp pick(const Stamp& a, const Stamp& b, bool least) {
  const Cmp cmp = least ? Cmp::le : Cmp::ge;
  const Tri first = compare_stamps(cmp, a, b, WholeDay::none);
  if (first != Tri::unknown) return first == Tri::yes ? a : b;
  Stamp out;
  out.first = least ? std::min(a.first, b.first) : std::max(a.first, b.first);
  out.last = least ? std::min(a.last, b.last) : std::max(a.last, b.last);
  out.day = a.day;
  return out;
}

void extreme(const Expr& e, Walk& walk, Value& out) {
  const bool least = e.call == Call::least;
  Value best;
  bool open = false;
  for (std::size_t i = 0; i < e.args.size(); ++i) {
    Value slot;
    const Value& value = value_of(*e.args[i], walk, slot);
    if (value.blank()) return;
    open = open || !value.present();
    if (open) continue;  // a blank may still come
    if (i == 0) {
      best = value;
      best.text = {};
    } else if (e.type == Type::date) {
      best.stamp = pick(best.stamp, value.stamp, least);
    } else {
      const Number a = best.number, b = value.number;
      best.number = least ? Number{std::min(a.low, b.low), std::min(a.high, b.high)}
                          : Number{std::max(a.low, b.low), std::max(a.high, b.high)};
    }
  }
  out = best;
  if (open) out.state = Value::State::open;
}

void call_with(const Expr& e, const Value& a, const Value& b, Walk& walk, Value& out) {
  switch (e.call) {
    case Call::hours: return set_number(out, scaled(seconds_between(a.stamp, b.stamp), seconds_an_hour));
    case Call::days: return set_number(out, elapsed_days(a.stamp, b.stamp));
    case Call::business_hours: return set_number(out, scaled(business_seconds(a.stamp, b.stamp, *e.calendar), seconds_an_hour));
    case Call::lower: case Call::upper: case Call::trim: return change_text(e, a.text, walk, out);
    case Call::length: {
      const auto count = static_cast<double>(character_count(a.text));
      return set_number(out, {count, count});
    }
    case Call::count_of: {
      double count = 0;
      any_item(a.text, [&](std::string_view) { return ++count, false; });
      return set_number(out, {count, count});
    }
    case Call::abs: return set_number(out, absolute(a.number));
    case Call::round: return set_number(out, rounded(a.number, e.args.size() > 1 ? static_cast<int>(b.number.low) : 0));
    case Call::within: case Call::held_at: case Call::valid_email: case Call::contains: case Call::duplicate: case Call::coalesce: case Call::least: case Call::greatest: return;
  }
}

Possible truth_with(const Expr& e, const Value& a, const Value& b, const Walk& walk) {
  if (e.call == Call::within) return Possible::of(is_within(a.stamp, walk.judging.moment, e.window.amount));
  if (e.call == Call::valid_email) return Possible::sure(is_valid_email(a.text));
  const std::string_view wanted = trim_text(b.text);
  return Possible::sure(any_item(a.text, [&](std::string_view item) { return equal_folded(item, wanted); }));
}

/// The predicate as it was judged at the date: what is dated after as-of stays out of it all the same.
Possible truth_of_held_at(const Expr& e, const Walk& walk, const Value& date) {
  if (!date.present()) return date.blank() ? Possible::blank() : Possible::any();
  Judging then = walk.judging;
  then.moment = date.stamp;
  return possible(*e.args[1], then);
}

}  // namespace

Tri is_within(const Stamp& at, const Stamp& moment, Seconds window) {
  if (at.date_only && moment.date_only && window % seconds_a_day == 0) {
    return tri(static_cast<std::int64_t>(moment.day) - at.day <= window / seconds_a_day);
  }
  const double least = static_cast<double>(moment.first) - static_cast<double>(at.last);
  const double most = static_cast<double>(moment.last) - static_cast<double>(at.first);
  const auto limit = static_cast<double>(window);
  return most <= limit ? Tri::yes : least > limit ? Tri::no : Tri::unknown;
}

void call_function(const Expr& e, Walk& walk, Value& out) {
  if (e.call == Call::coalesce) return coalesce(e, walk, out);
  if (e.call == Call::least || e.call == Call::greatest) return extreme(e, walk, out);
  Value first_slot, second_slot;
  const Value& a = value_of(*e.args[0], walk, first_slot);
  if (a.blank()) return;
  const Value& b = e.args.size() > 1 ? value_of(*e.args[1], walk, second_slot) : a;
  if (a.present() && b.present()) call_with(e, a, b, walk, out);
  else set_absent(out, b);
}

Possible truth_of_call(const Expr& e, Walk& walk) {
  if (e.call == Call::coalesce) return truth_of_coalesce(e, walk);
  if (e.call == Call::duplicate) return Possible::of(walk.judging.duplicate);
  Value first_slot, second_slot;
  const Value& a = value_of(*e.args[0], walk, first_slot);
  if (e.call == Call::held_at) return truth_of_held_at(e, walk, a);
  if (a.blank()) return Possible::blank();
  const Value& b = e.args.size() > 1 ? value_of(*e.args[1], walk, second_slot) : a;
  if (a.present() && b.present()) return truth_with(e, a, b, walk);
  return b.blank() ? Possible::blank() : Possible::any();
}

}  // namespace handoff
