// The scores of a lead: the axes, the rules and signals that gave points, and what a score that is read from a column
// rests on.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "explain/explain_records.hpp"

namespace handoff {

namespace {

constexpr std::size_t most_rows = 20;

std::string number_words(const Number& number) {
  return number.low == number.high ? real_text(number.low)
                                   : fmt::format("{}..{}", real_text(number.low), real_text(number.high));
}

Node points_node(const Number& number) {
  return number.low == number.high ? Node(number.low) : Node(number_words(number));
}

bool counts(const SignalPoints& one) { return one.counts == SignalCounts::yes || one.counts == SignalCounts::open || one.counts == SignalCounts::undated; }

std::string values_of(const ScoreAxis& axis, const SignalPoints& one) {
  std::string text = real_text(one.add) + " points";
  if (one.counts == SignalCounts::undated) return text + "; its date or its type cannot be read, which leaves open whether it counts";
  if (axis.decay) text += fmt::format(" before decay, times {} by age", number_words(one.weight));
  return one.counts == SignalCounts::open
             ? text + "; the moment of judging is a day, which leaves open whether it counts"
             : text;
}

Records<SignalPoints> signal_records(const ExplainedLead& lead, const ScoreAxis& axis) {
  using S = SignalPoints;
  constexpr std::string_view words[] = {"yes", "open", "after_moment", "before_window", "no_rule", "undated"};
  const auto number = [](const Number& one) { return one.low == one.high ? Node(one.low) : Node(); };
  const auto stamp = [&lead](const S& s) { return Stamp{s.at, s.at, lead.contract.zone->day_of(s.at), false}; };
  return {{{"type", &S::type},
           {"at", Holds::moment, [&lead, stamp](const S& s) { return lead.at(s.counts != SignalCounts::undated, stamp(s)); }},
           {"counts", [words](const S& s) { return words[static_cast<std::size_t>(s.counts)]; }},
           {"add", Holds::number, [](const S& s) { return s.counts == SignalCounts::no_rule ? Node() : Node(s.add); }},
           {"weight", Holds::number, [number](const S& s) { return number(s.weight); }},
           {"points", Holds::number, [number](const S& s) { return number(s.points); }}},
          {{"axis", [](const S&) { return Node(); }},
           {"adds", Holds::number, [](const S& s) { return points_node(s.points); }},
           {"for",
            [&lead, stamp](const S& s) {
              return s.counts == SignalCounts::undated ? fmt::format("signal '{}'", s.type)
                                                       : fmt::format("signal '{}', {}", s.type, local_text(stamp(s), *lead.contract.zone));
            }},
           {"values", [&axis](const S& s) { return values_of(axis, s); }}}};
}

/// What did not count, by reason.
std::string uncounted_words(const StoryScore& score, const std::string& moment) {
  const ScoreAxis& axis = *score.axis;
  std::string text;
  const auto add = [&](SignalCounts reason, const std::string& why) {
    const auto count = std::count_if(score.signals.signals.begin(), score.signals.signals.end(),
                                     [&](const SignalPoints& one) { return one.counts == reason; });
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
  else if (all == counted)
    text += fmt::format("{} at {}.", all == 1 ? "its only signal counts" : fmt::format("all {} signals count", all),
                        moment);
  else text += fmt::format("{} of {} signals {} at {}.", counted, all, counted == 1 ? "counts" : "count", moment);
  if (const std::string left = uncounted_words(score, moment); !left.empty())
    text += fmt::format(" The others do not: {}.", left);
  if (counted > most_rows)
    text += fmt::format(" The first {} are shown; -f json lists {}.", most_rows,
                        all > most_shown ? "the first " + count_text(most_shown) : "all");
  return text;
}

/// Its rows, and the sentences beneath: what did not count, what a `most` cut off.
void add_signals(const ExplainedLead& lead, const StoryScore& score, Table& table) {
  const ScoreAxis& axis = *score.axis;
  if (!lead.context.signal_log) {
    table.footnotes.push_back(axis.name +
                              ": counts signals, and no signal log was given (--signals): the score is unknown.");
    return;
  }
  const Records<SignalPoints> records = signal_records(lead, axis);
  std::size_t counted = 0;
  for (const SignalPoints& one : score.signals.signals)
    if (counts(one) && ++counted <= most_rows)
      table.rows.push_back(records.cells({"axis", "adds", "for", "values"}, one));
  table.footnotes.push_back(counted_sentence(score, local_text(lead.story.scored_at, *lead.contract.zone), counted));
  for (const SignalSum& sum : score.signals.sums)
    if (sum.before.low != sum.after.low || sum.before.high != sum.after.high)
      table.footnotes.push_back(fmt::format("{}: '{}' comes to {}, and no more than {} of it counts.", axis.name,
                                            sum.type, number_words(sum.before), number_words(sum.after)));
}

/// The first `most_shown`.
Node::List signal_list(const ExplainedLead& lead, const StoryScore& score) {
  const std::vector<SignalPoints>& all = score.signals.signals;
  return signal_records(lead, *score.axis).list(std::span(all).first(std::min(all.size(), most_shown)));
}

bool from_column(const ScoreAxis& axis) { return axis.points.empty() && axis.column != no_field; }

/// What a score that is read from a column rests on; empty for one from rules or signals.
std::string score_sentence(const ExplainedLead& lead, const StoryScore& score) {
  const ScoreAxis& axis = *score.axis;
  if (!from_column(axis) || !axis.signals.empty()) return "";
  const Value& cell = (*lead.context.lead)[axis.column];
  std::string text =
      fmt::format("{}: the export holds {}", axis.name, cell.text.empty() ? "nothing" : fmt::format("'{}'", cell.text));
  if (!cell.present()) return text + ", so the score is unknown.";
  if (!axis.window || axis.at == no_field) return text + ".";
  const Value& at = (*lead.context.lead)[axis.at];
  text += fmt::format(", and it counts for {} after {}, ", span_text(*axis.window), lead.contract.fields[axis.at].name);
  if (!at.present()) return text + "which is missing: the score is unknown.";
  text += local_text(at.stamp, *lead.contract.zone);
  if (!score.value.present()) return text + ": a date without a time leaves open whether it still counts.";
  return text + (score.value.number.high == 0 && cell.number.low != 0 ? ": older at the moment it was judged, so 0."
                                                                      : ": it still counts.");
}

/// `from fit_score, at most 100, window 90 d`.
std::string rule_words(const ExplainedLead& lead, const ScoreAxis& axis) {
  std::string text = from_column(axis) ? "from " + lead.contract.fields[axis.column].name : "all together";
  if (axis.cap) text += ", at most " + real_text(*axis.cap);
  if (axis.floor) text += ", at least " + real_text(*axis.floor);
  if (axis.window && (axis.at != no_field || !axis.signals.empty())) text += ", window " + span_text(*axis.window);
  return text;
}

bool gives(const StoryRule& rule) { return rule.verdict.truth == Tri::yes; }

Records<StoryRule> rule_records() {
  using R = StoryRule;
  const auto tone = [](const R& r) { return gives(r) ? Tone::plain : Tone::faint; };
  return {
      {{"when", &R::when},
       {"add", Holds::number, &R::add},
       {"verdict", [](const R& r) { return tri_word(r.verdict.truth); }},
       {"because", [](const R& r) { return r.verdict.because; }}},
      {{"axis", [](const R&) { return Node(); }},
       {"points", Holds::number, [](const R& r) { return points_node(r.points); }, "", tone},
       {"values", [](const R& r) { return (gives(r) ? "" : "cannot be decided: ") + r.verdict.values(); }, "", tone}}};
}

Records<StoryScore> score_records(const ExplainedLead& lead) {
  using S = StoryScore;
  const auto exact = [](const S& s) { return s.value.present() && s.value.number.low == s.value.number.high; };
  return {{{"axis", [](const S& s) { return s.axis->name; }},
           {"score", Holds::number, [exact](const S& s) { return exact(s) ? Node(s.value.number.low) : Node(); }},
           {"judged_at", Holds::moment, [&lead](const S&) { return lead.at(true, lead.story.scored_at); }},
           {"from",
            [&lead](const S& s) {
              return from_column(*s.axis) ? Node(lead.contract.fields[s.axis->column].name) : Node();
            }},
           {"cap", Holds::number, [](const S& s) { return s.axis->cap; }},
           {"rules", [](const S& s) { return rule_records().list(s.rules); }},
           {"signals",
            [&lead](const S& s) {
              return lead.context.signal_log && !s.axis->signals.empty() ? Node(signal_list(lead, s)) : Node();
            }},
           {"signals_in_all", Holds::count, [](const S& s) { return s.signals.signals.size(); }, "", nullptr,
            [](const S& s) { return s.signals.signals.size() > most_shown; }}},
          {{"points", Holds::number,
            [](const S& s) { return s.value.present() ? points_node(s.value.number) : Node("unknown"); }},
           {"for", [&lead](const S& s) { return rule_words(lead, *s.axis); }},
           {"values", [](const S&) { return Node(); }}}};
}

std::string decay_sentence(const ExplainedLead& lead, const ScoreAxis& axis) {
  return fmt::format("{}: points are multiplied by {} for every whole {} of age{}{}", axis.name,
                     real_text(axis.decay->keep), span_text(axis.decay->every),
                     axis.at != no_field ? ", of " + lead.contract.fields[axis.at].name : "",
                     axis.signals.empty() ? "." : ", each signal's by its own.");
}

}  // namespace

Node::List score_list(const ExplainedLead& lead) { return score_records(lead).list(lead.story.scores); }

Table score_table(const ExplainedLead& lead) {
  const bool at_entry = lead.story.stages[static_cast<std::size_t>(lead.settings.stage)].at_entry;
  const Picks picks = {"axis", "points", "for", "values"}, rule_picks = {"axis", "points", {"for", "when"}, "values"};
  const Records<StoryScore> scores = score_records(lead);
  const Records<StoryRule> rules = rule_records();
  Table table;
  table.title = fmt::format("Scores, judged {}", at_entry ? "at the entry into " + lead.stage(lead.settings.stage)
                                                          : "as of the moment of judging");
  scores.add_headings(picks, table.columns);
  for (const StoryScore& one : lead.story.scores) {
    table.rows.push_back(scores.cells(picks, one));
    if (std::string sentence = score_sentence(lead, one); !sentence.empty())
      table.footnotes.push_back(std::move(sentence));
    for (const StoryRule& rule : one.rules)
      if (rule.verdict.truth != Tri::no) table.rows.push_back(rules.cells(rule_picks, rule));
    if (one.axis->decay) table.footnotes.push_back(decay_sentence(lead, *one.axis));
    if (!one.axis->signals.empty()) add_signals(lead, one, table);
  }
  return table;
}

}  // namespace handoff
