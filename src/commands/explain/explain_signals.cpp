// The signals of a score, one by one: when, how many points, what age left of them, and whether they count at the moment of judging.
#include <algorithm>
#include <fmt/format.h>

#include "explain/explain_report.hpp"
#include "render.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

constexpr std::size_t most_rows = 20;

std::string number_words(const Number& number) { return number.low == number.high ? real_text(number.low) : real_text(number.low) + ".." + real_text(number.high); }

bool counts(const SignalPoints& one) { return one.counts == SignalCounts::yes || one.counts == SignalCounts::open; }

std::string_view counts_word(SignalCounts counts) {
  constexpr std::string_view words[] = {"yes", "open", "after_moment", "before_window", "no_rule"};
  return words[static_cast<std::size_t>(counts)];
}

std::string values_of(const ScoreAxis& axis, const SignalPoints& one) {
  std::string text = real_text(one.add) + " points";
  if (axis.decay) text += " before decay, times " + number_words(one.weight) + " by age";
  return one.counts == SignalCounts::open ? text + "; the moment of judging is a day, which leaves open whether it counts" : text;
}

/// What did not count, by reason.
std::string uncounted_words(const StoryScore& score, const std::string& moment) {
  const ScoreAxis& axis = *score.axis;
  const auto of = [&](SignalCounts reason) {
    return std::count_if(score.signals.signals.begin(), score.signals.signals.end(), [&](const SignalPoints& one) { return one.counts == reason; });
  };
  std::string text;
  const auto add = [&](std::ptrdiff_t count, const std::string& why) {
    if (count > 0) text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + why;
  };
  add(of(SignalCounts::after_moment), "after " + moment);
  if (axis.window) add(of(SignalCounts::before_window), "more than " + span_text(*axis.window) + " before it");
  add(of(SignalCounts::no_rule), "of a type that the axis does not name");
  return text;
}

}  // namespace

std::string points_text(const Value& value) { return value.present() ? number_words(value.number) : "unknown"; }

void add_signals(const Contract& contract, const LeadStory& story, const StoryScore& score, bool signal_log, Table& table) {
  const ScoreAxis& axis = *score.axis;
  if (!signal_log) {
    table.footnotes.push_back(axis.name + ": counts signals, and no signal log was given (--signals): the score is unknown.");
    return;
  }
  const std::string moment = local_text(story.scored_at, *contract.zone);
  std::size_t shown = 0, counted = 0;
  for (const SignalPoints& one : score.signals.signals) {
    if (!counts(one) || ++counted > most_rows) continue;
    ++shown;
    const Stamp at{one.at, one.at, contract.zone->day_of(one.at), false};
    table.rows.push_back({text_cell(""), text_cell(number_words(one.points)), text_cell("signal '" + one.type + "', " + local_text(at, *contract.zone)), text_cell(values_of(axis, one))});
  }
  std::string text = axis.name + ": ";
  const std::size_t all = score.signals.signals.size();
  if (all == 0) text += "the signal log knows nothing of this lead.";
  else if (all == counted) text += (all == 1 ? "its only signal counts at " : "all " + std::to_string(all) + " signals count at ") + moment + ".";
  else text += std::to_string(counted) + " of " + std::to_string(all) + (counted == 1 ? " signals counts at " : " signals count at ") + moment + ".";
  if (const std::string left = uncounted_words(score, moment); !left.empty()) text += " The others do not: " + left + ".";
  if (shown < counted) text += " The first " + std::to_string(shown) + (all > most_shown ? fmt::format(" are shown; -f json lists the first {}.", count_text(most_shown)) : " are shown; -f json lists all.");
  table.footnotes.push_back(text);
  for (const SignalSum& sum : score.signals.sums)
    if (sum.before.low != sum.after.low || sum.before.high != sum.after.high)
      table.footnotes.push_back(axis.name + ": '" + sum.type + "' comes to " + number_words(sum.before) + ", and no more than " + number_words(sum.after) + " of it counts.");
}

Node signal_list(const StoryScore& score) {
  Node::List list;
  const auto number = [](const Number& one) { return one.low == one.high ? Node(one.low) : Node(); };
  for (const SignalPoints& one : score.signals.signals) {
    if (list.size() == most_shown) break;
    list.emplace_back(Node::Object{{"type", one.type},
                                   {"at", iso_instant(one.at)},
                                   {"counts", counts_word(one.counts)},
                                   {"add", one.counts == SignalCounts::no_rule ? Node() : Node(one.add)},
                                   {"weight", number(one.weight)},
                                   {"points", number(one.points)}});
  }
  return list;
}

}  // namespace handoff
