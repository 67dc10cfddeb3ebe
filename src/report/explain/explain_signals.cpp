// The signals of a score, one by one: when, how many points, what age left of them, and whether they count at the moment of judging.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "explain/explain_records.hpp"

namespace handoff {

namespace {

constexpr std::size_t most_rows = 20;

std::string number_words(const Number& number) {
  return number.low == number.high ? real_text(number.low) : fmt::format("{}..{}", real_text(number.low), real_text(number.high));
}

bool counts(const SignalPoints& one) { return one.counts == SignalCounts::yes || one.counts == SignalCounts::open; }

std::string values_of(const ScoreAxis& axis, const SignalPoints& one) {
  std::string text = real_text(one.add) + " points";
  if (axis.decay) text += fmt::format(" before decay, times {} by age", number_words(one.weight));
  return one.counts == SignalCounts::open ? text + "; the moment of judging is a day, which leaves open whether it counts" : text;
}

Records<SignalPoints> signal_records(const ExplainedLead& lead, const ScoreAxis& axis) {
  using S = SignalPoints;
  constexpr std::string_view words[] = {"yes", "open", "after_moment", "before_window", "no_rule"};
  const auto number = [](const Number& one) { return one.low == one.high ? Node(one.low) : Node(); };
  const auto stamp = [&lead](const S& s) { return Stamp{s.at, s.at, lead.contract.zone->day_of(s.at), false}; };
  return {{{"type", Holds::text, &S::type},
           {"at", Holds::moment, [&lead, stamp](const S& s) { return lead.at(true, stamp(s)); }},
           {"counts", Holds::text, [words](const S& s) { return words[static_cast<std::size_t>(s.counts)]; }},
           {"add", Holds::number, [](const S& s) { return s.counts == SignalCounts::no_rule ? Node() : Node(s.add); }},
           {"weight", Holds::number, [number](const S& s) { return number(s.weight); }},
           {"points", Holds::number, [number](const S& s) { return number(s.points); }}},
          {{"axis", Holds::text, [](const S&) { return Node(); }},
           {"adds", Holds::number, [](const S& s) { return points_node(s.points); }},
           {"for", Holds::text, [&lead, stamp](const S& s) { return fmt::format("signal '{}', {}", s.type, local_text(stamp(s), *lead.contract.zone)); }},
           {"values", Holds::text, [&axis](const S& s) { return values_of(axis, s); }}}};
}

/// What did not count, by reason.
std::string uncounted_words(const StoryScore& score, const std::string& moment) {
  const ScoreAxis& axis = *score.axis;
  std::string text;
  const auto add = [&](SignalCounts reason, const std::string& why) {
    const auto count = std::count_if(score.signals.signals.begin(), score.signals.signals.end(), [&](const SignalPoints& one) { return one.counts == reason; });
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, why);
  };
  add(SignalCounts::after_moment, "after " + moment);
  if (axis.window) add(SignalCounts::before_window, fmt::format("more than {} before it", span_text(*axis.window)));
  add(SignalCounts::no_rule, "of a type that the axis does not name");
  return text;
}

/// How many of the signals count, why the others do not, and how many are shown.
std::string counted_sentence(const StoryScore& score, const std::string& moment, std::size_t counted) {
  const std::size_t all = score.signals.signals.size();
  std::string text = score.axis->name + ": ";
  if (all == 0) text += "the signal log knows nothing of this lead.";
  else if (all == counted) text += fmt::format("{} at {}.", all == 1 ? "its only signal counts" : fmt::format("all {} signals count", all), moment);
  else text += fmt::format("{} of {} signals {} at {}.", counted, all, counted == 1 ? "counts" : "count", moment);
  if (const std::string left = uncounted_words(score, moment); !left.empty()) text += fmt::format(" The others do not: {}.", left);
  if (counted > most_rows)
    text += fmt::format(" The first {} are shown; -f json lists {}.", most_rows, all > most_shown ? "the first " + count_text(most_shown) : "all");
  return text;
}

}  // namespace

Node points_node(const Number& number) { return number.low == number.high ? Node(number.low) : Node(number_words(number)); }

void add_signals(const ExplainedLead& lead, const StoryScore& score, Table& table) {
  const ScoreAxis& axis = *score.axis;
  if (!lead.context.signal_log) {
    table.footnotes.push_back(axis.name + ": counts signals, and no signal log was given (--signals): the score is unknown.");
    return;
  }
  const Records<SignalPoints> records = signal_records(lead, axis);
  std::size_t counted = 0;
  for (const SignalPoints& one : score.signals.signals)
    if (counts(one) && ++counted <= most_rows) table.rows.push_back(records.cells({"axis", "adds", "for", "values"}, one));
  table.footnotes.push_back(counted_sentence(score, local_text(lead.story.scored_at, *lead.contract.zone), counted));
  for (const SignalSum& sum : score.signals.sums)
    if (sum.before.low != sum.after.low || sum.before.high != sum.after.high)
      table.footnotes.push_back(fmt::format("{}: '{}' comes to {}, and no more than {} of it counts.", axis.name, sum.type, number_words(sum.before), number_words(sum.after)));
}

Node::List signal_list(const ExplainedLead& lead, const StoryScore& score) {
  const std::vector<SignalPoints>& all = score.signals.signals;
  return signal_records(lead, *score.axis).list(std::span(all).first(std::min(all.size(), most_shown)));
}

}  // namespace handoff
