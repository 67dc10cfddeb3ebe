// The scores of a lead: the axes, the rules that gave points, and what a score that is read from a column rests on.
#include <fmt/format.h>

#include "explain/explain_records.hpp"

namespace handoff {

namespace {

bool from_column(const ScoreAxis& axis) { return axis.points.empty() && axis.column != no_field; }

/// What a score that is read from a column rests on; empty for one from rules or signals.
std::string score_sentence(const ExplainedLead& lead, const StoryScore& score) {
  const ScoreAxis& axis = *score.axis;
  if (!from_column(axis) || !axis.signals.empty()) return "";
  const Value& cell = (*lead.context.lead)[axis.column];
  std::string text = fmt::format("{}: the export holds {}", axis.name, cell.text.empty() ? "nothing" : fmt::format("'{}'", cell.text));
  if (!cell.present()) return text + ", so the score is unknown.";
  if (!axis.window || axis.at == no_field) return text + ".";
  const Value& at = (*lead.context.lead)[axis.at];
  text += fmt::format(", and it counts for {} after {}, ", span_text(*axis.window), lead.contract.fields[axis.at].name);
  if (!at.present()) return text + "which is missing: the score is unknown.";
  text += local_text(at.stamp, *lead.contract.zone);
  if (!score.value.present()) return text + ": a date without a time leaves open whether it still counts.";
  return text + (score.value.number.high == 0 && cell.number.low != 0 ? ": older at the moment it was judged, so 0." : ": it still counts.");
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
  return {{{"when", Holds::text, &R::when},
           {"add", Holds::number, &R::add},
           {"verdict", Holds::text, [](const R& r) { return tri_word(r.verdict.truth); }},
           {"because", Holds::text, [](const R& r) { return r.verdict.because; }}},
          {{"axis", Holds::text, [](const R&) { return Node(); }},
           {"points", Holds::number, [](const R& r) { return gives(r) ? r.add : 0.0; }, "", tone},
           {"values", Holds::text, [](const R& r) { return (gives(r) ? "" : "cannot be decided: ") + r.verdict.values(); }, "", tone}}};
}

Records<StoryScore> score_records(const ExplainedLead& lead) {
  using S = StoryScore;
  const auto exact = [](const S& s) { return s.value.present() && s.value.number.low == s.value.number.high; };
  return {{{"axis", Holds::text, [](const S& s) { return s.axis->name; }},
           {"score", Holds::number, [exact](const S& s) { return exact(s) ? Node(s.value.number.low) : Node(); }},
           {"judged_at", Holds::moment, [&lead](const S&) { return lead.at(true, lead.story.scored_at); }},
           {"from", Holds::text, [&lead](const S& s) { return from_column(*s.axis) ? Node(lead.contract.fields[s.axis->column].name) : Node(); }},
           {"cap", Holds::number, [](const S& s) { return s.axis->cap; }},
           {"rules", Holds::text, [](const S& s) { return rule_records().list(s.rules); }},
           {"signals", Holds::text, [&lead](const S& s) { return lead.context.signal_log && !s.axis->signals.empty() ? Node(signal_list(lead, s)) : Node(); }},
           {"signals_in_all", Holds::count, [](const S& s) { return s.signals.signals.size(); }, "", nullptr, [](const S& s) { return s.signals.signals.size() > most_shown; }}},
          {{"points", Holds::number, [](const S& s) { return s.value.present() ? points_node(s.value.number) : Node("unknown"); }},
           {"for", Holds::text, [&lead](const S& s) { return rule_words(lead, *s.axis); }},
           {"values", Holds::text, [](const S&) { return Node(); }}}};
}

std::string decay_sentence(const ExplainedLead& lead, const ScoreAxis& axis) {
  return fmt::format("{}: points are multiplied by {} for every whole {} of age{}{}", axis.name, real_text(axis.decay->keep), span_text(axis.decay->every),
                     axis.at != no_field ? ", of " + lead.contract.fields[axis.at].name : "", axis.signals.empty() ? "." : ", each signal's by its own.");
}

}  // namespace

Node::List score_list(const ExplainedLead& lead) { return score_records(lead).list(lead.story.scores); }

Table score_table(const ExplainedLead& lead) {
  const bool at_entry = lead.story.stages[static_cast<std::size_t>(lead.settings.stage)].at_entry;
  const Picks picks = {"axis", "points", "for", "values"}, rule_picks = {"axis", "points", {"for", "when"}, "values"};
  const Records<StoryScore> scores = score_records(lead);
  const Records<StoryRule> rules = rule_records();
  Table table;
  table.title = fmt::format("Scores, judged {}", at_entry ? "at the entry into " + lead.stage(lead.settings.stage) : "as of the moment of judging");
  scores.add_headings(picks, table.columns);
  for (const StoryScore& one : lead.story.scores) {
    table.rows.push_back(scores.cells(picks, one));
    if (std::string sentence = score_sentence(lead, one); !sentence.empty()) table.footnotes.push_back(std::move(sentence));
    for (const StoryRule& rule : one.rules)
      if (rule.verdict.truth != Tri::no) table.rows.push_back(rules.cells(rule_picks, rule));
    if (one.axis->decay) table.footnotes.push_back(decay_sentence(lead, *one.axis));
    if (!one.axis->signals.empty()) add_signals(lead, one, table);
  }
  return table;
}

}  // namespace handoff
