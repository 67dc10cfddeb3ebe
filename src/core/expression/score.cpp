// Points, signals and buckets. What the moment of judging or a day without a time leaves open stays an interval.
#include "handoff/expression/score.hpp"

#include <algorithm>

#include "expression/expression_eval.hpp"
#include "handoff/cells/absence.hpp"
#include "handoff/expression/signal_points.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

const Value& cell(FieldId id, const Judging& judging) {
  static const Value blank;
  return !judging.lead || id >= judging.lead->values.size() ? blank : (*judging.lead)[id];
}

/// Zero, or any of these.
Number perhaps(Number points) { return {std::min(points.low, 0.0), std::max(points.high, 0.0)}; }

/// `keep` to the power of whole periods, by multiplication alone: the same on every machine.
double kept(const Decay& decay, Seconds age) {
  double weight = 1, factor = decay.keep;
  for (Seconds periods = age > 0 ? age / decay.every : 0; periods > 0; periods /= 2, factor *= factor)
    if (periods % 2 != 0) weight *= factor;
  return weight;
}

/// All products of a number and a weight; what weighs nothing is 0, however open its range.
Number times(Number a, Number weight) {
  const auto product = [](double x, double y) { return x == 0 || y == 0 ? 0.0 : x * y; };
  const auto [low, high] = std::minmax(
      {product(a.low, weight.low), product(a.low, weight.high), product(a.high, weight.low), product(a.high, weight.high)});
  return {low, high};
}

/// What age leaves of points, for the ages that the two stamps allow. Two days without times are whole days apart.
Number weight_of(const Decay& decay, const Stamp& at, const Stamp& moment) {
  if (at.date_only && moment.date_only && decay.every % seconds_a_day == 0) {
    const double weight = kept(decay, (Seconds{moment.day} - at.day) * seconds_a_day);
    return {weight, weight};
  }
  return {kept(decay, moment.last - at.first), kept(decay, moment.first - at.last)};
}

Number points_of(const ScoreAxis& axis, const Judging& judging) {
  Number sum;
  for (const PointRule& rule : axis.points) {
    const Number added = points_of(rule, judging);
    sum = {sum.low + added.low, sum.high + added.high};
  }
  return sum;
}

/// What one signal adds: nothing after the moment or before the window; 0 to all of it where the moment is a day that leaves it open.
SignalPoints signal_points(const ScoreAxis& axis, double add, Instant at, const Stamp& moment) {
  SignalPoints one{{}, at, add, {1, 1}, {}, SignalCounts::yes};
  const Stamp stamp{at, at, 0, false};
  if (axis.decay) one.weight = weight_of(*axis.decay, stamp, moment);
  const Tri fresh = axis.window ? is_within(stamp, moment, *axis.window) : Tri::yes;
  if (at > moment.last) one.counts = SignalCounts::after_moment;
  else if (fresh == Tri::no) one.counts = SignalCounts::before_window;
  else if (fresh == Tri::unknown || at > moment.first) one.counts = SignalCounts::open;
  if (one.counts == SignalCounts::after_moment || one.counts == SignalCounts::before_window) return one;
  one.points = times({add, add}, one.weight);
  if (one.counts == SignalCounts::open) one.points = perhaps(one.points);
  return one;
}

/// Position of a rule's type among those of the log; nothing: the log has no such signal.
std::optional<std::uint32_t> type_of(const SignalRule& rule, const std::vector<std::string>& types) {
  const auto named = std::find_if(types.begin(), types.end(), [&](const std::string& type) { return equal_folded(type, rule.type); });
  if (named == types.end()) return std::nullopt;
  return static_cast<std::uint32_t>(named - types.begin());
}

/// What signals of the rule at moments that cannot be read may add; one of a type that cannot be read may be of this one.
Number undated_points(const SignalRule& rule, std::optional<std::uint32_t> type, const Signals& signals) {
  const auto may_be = [&](std::uint32_t one) { return one == any_type || (type && one == *type); };
  const auto count = static_cast<double>(std::count_if(signals.undated.begin(), signals.undated.end(), may_be));
  return perhaps({rule.add * count, rule.add * count});
}

/// No more than the rule's `most`; of points that are taken away, no less.
Number at_most(const SignalRule& rule, Number sum) {
  if (rule.most && rule.add >= 0) return {std::min(sum.low, *rule.most), std::min(sum.high, *rule.most)};
  if (rule.most) return {std::max(sum.low, *rule.most), std::max(sum.high, *rule.most)};
  return sum;
}

Number signals_of(const ScoreAxis& axis, const Signals& signals, const Stamp& moment) {
  Number sum;
  for (const SignalRule& rule : axis.signals) {
    const std::optional<std::uint32_t> type = type_of(rule, *signals.types);
    Number from_type = undated_points(rule, type, signals);
    for (const Signal& signal : signals.list) {
      if (!type || signal.type != *type) continue;
      const Number added = signal_points(axis, rule.add, signal.at, moment).points;
      from_type = {from_type.low + added.low, from_type.high + added.high};
    }
    from_type = at_most(rule, from_type);
    sum = {sum.low + from_type.low, sum.high + from_type.high};
  }
  return sum;
}

/// Points or column, as the age of `at` leaves them. Not present: a cell that it rests on is not.
Value aged(const ScoreAxis& axis, const Judging& judging) {
  Value out;
  const bool by_column = axis.points.empty() && axis.signals.empty();
  if (by_column && !cell(axis.column, judging).present()) return set_absent(out, cell(axis.column, judging)), out;
  const bool ages = (axis.window || axis.decay) && (axis.at != no_field || axis.signals.empty());  // without `at` they are about the signals alone
  const Value& at = cell(axis.at, judging);
  if (ages && !at.present()) return set_absent(out, at), out;
  if (ages && is_later(at, judging)) return set_absent(out, absent_cell()), out;  // an earlier signal may have stood there
  const Tri fresh = ages && axis.window ? is_within(at.stamp, judging.moment, *axis.window) : Tri::yes;
  Number points;
  if (fresh != Tri::no) {
    points = by_column ? cell(axis.column, judging).number : points_of(axis, judging);
    if (ages && axis.decay) points = times(points, weight_of(*axis.decay, at.stamp, judging.moment));
    if (fresh == Tri::unknown) points = perhaps(points);
  }
  set_number(out, points);
  return out;
}

}  // namespace

Number points_of(const PointRule& rule, const Judging& judging) {
  const Tri gives = rule.when ? holds(*rule.when, judging) : Tri::no;
  const Number all{rule.add, rule.add};
  return gives == Tri::yes ? all : gives == Tri::no ? Number{0, 0} : perhaps(all);
}

Value score(const ScoreAxis& axis, const Judging& judging) {
  Value out;
  set_number(out, {0, 0});
  if (axis.signals.empty() || !axis.points.empty()) {
    out = aged(axis, judging);
    if (out.blank()) return out;
  }
  if (!axis.signals.empty()) {
    if (!judging.signals || !judging.signals->types) out.state = Value::State::open;
    if (!out.present()) return out;
    const Number added = signals_of(axis, *judging.signals, judging.moment);
    out.number = {out.number.low + added.low, out.number.high + added.high};
  }
  if (!out.present()) return out;
  if (axis.cap) out.number = {std::min(out.number.low, *axis.cap), std::min(out.number.high, *axis.cap)};
  if (axis.floor) out.number = {std::max(out.number.low, *axis.floor), std::max(out.number.high, *axis.floor)};
  return out;
}

SignalStory tell_signals(const ScoreAxis& axis, const Judging& judging) {
  SignalStory story;
  if (!judging.signals || !judging.signals->types) return story;
  const Signals& log = *judging.signals;
  std::vector<bool> named(log.types->size());
  for (const SignalRule& rule : axis.signals) {
    const std::optional<std::uint32_t> type = type_of(rule, *log.types);
    SignalSum sum{rule.type, undated_points(rule, type, log), {}};
    if (type) {
      named[*type] = true;
      for (const Signal& signal : log.list) {
        if (signal.type != *type) continue;
        SignalPoints one = signal_points(axis, rule.add, signal.at, judging.moment);
        one.type = rule.type;
        sum.before = {sum.before.low + one.points.low, sum.before.high + one.points.high};
        story.signals.push_back(std::move(one));
      }
    }
    for (const std::uint32_t one : log.undated)
      if (one == any_type || (type && one == *type)) story.signals.push_back({rule.type, instant_max, rule.add, {0, 1}, perhaps({rule.add, rule.add}), SignalCounts::undated});
    sum.after = at_most(rule, sum.before);
    story.sums.push_back(std::move(sum));
  }
  for (const Signal& signal : log.list)
    if (!named[signal.type]) story.signals.push_back({(*log.types)[signal.type], signal.at, 0, {1, 1}, {}, SignalCounts::no_rule});
  std::stable_sort(story.signals.begin(), story.signals.end(), [](const SignalPoints& a, const SignalPoints& b) { return a.at < b.at; });
  return story;
}

int bucket_of(const BucketList& list, const Judging& judging) {
  bool open = false;  // one before may have taken it
  for (std::size_t i = 0; i < list.buckets.size(); ++i) {
    const ExprPtr& when = list.buckets[i].when;
    const Tri takes = when ? holds(*when, judging) : Tri::no;
    if (takes == Tri::yes) return open ? undecided_bucket : static_cast<int>(i);
    open = open || takes == Tri::unknown;
  }
  return open ? undecided_bucket : unmapped_bucket;
}

std::vector<int> possible_buckets(const BucketList& list, const Judging& judging) {
  std::vector<int> all;
  for (std::size_t i = 0; i < list.buckets.size(); ++i) {
    const ExprPtr& when = list.buckets[i].when;
    const Tri takes = when ? holds(*when, judging) : Tri::no;
    if (takes != Tri::no) all.push_back(static_cast<int>(i));
    if (takes == Tri::yes) return all;
  }
  all.push_back(unmapped_bucket);
  return all;
}

std::string_view bucket_name(const BucketList& list, int index) {
  if (index == undecided_bucket) return "(undecided)";
  return index < 0 ? std::string_view("unmapped") : list.buckets[static_cast<std::size_t>(index)].name;
}

}  // namespace handoff
