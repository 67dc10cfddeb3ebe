// What the export claims of a lead, what the contract's definitions and the audit's checks make of it.
#include <fmt/format.h>

#include "explain/explain_records.hpp"

namespace handoff {

namespace {

/// One stage of the contract.
struct StageLine {
  std::size_t index;
  const StoryStage& stage;
};

/// Why a stage counts as claimed: `by mql_at`, `by the current stage 'SQL'`.
std::string claim_words(const ExplainedLead& lead, const StageLine& line) {
  std::string text;
  if (line.stage.claim.perhaps) return "perhaps claimed";
  switch (line.stage.by) {
    case ClaimedBy::nothing: return "not claimed";
    case ClaimedBy::date: text = "by " + lead.contract.fields[lead.contract.stages[line.index].at].name; break;
    case ClaimedBy::value:
      text = fmt::format("by the current stage '{}'", (*lead.context.lead)[known_field("stage")].text);
      break;
    case ClaimedBy::definition: text = "by its definition alone"; break;
    case ClaimedBy::later_stage: text = "only through a later stage"; break;
  }
  return line.stage.claim.held ? text : text + ", after as-of";
}

Records<Reason> clause_records() {
  return {{{"clause", &Reason::clause},
           {"values", &Reason::values},
           {"verdict", [](const Reason& r) { return tri_word(r.verdict); }, "",
            [](const Reason& r) { return tone_of(r.verdict); }}}};
}

/// When the definition was judged: `at its entry, 2026-06-01 10:00`.
std::string judged_words(const ExplainedLead& lead, const StoryStage& stage) {
  const Zone& zone = *lead.contract.zone;
  if (stage.claim.misdated || stage.claim.untold) {
    const bool begins = stage.claim.at.first > first_instant;
    return fmt::format("on each day that its entry may be, {}to {}",
                       begins ? fmt::format("from {} ", iso_day(zone.day_of(stage.claim.at.first))) : "up ",
                       iso_day(zone.day_of(stage.claim.at.last)));
  }
  return fmt::format("{}{}", stage.at_entry ? "at its entry, " : "as of ", local_text(stage.judged_at, zone));
}

Node definition_node(const StageLine& line) {
  if (!line.stage.definition) return Blank{"none"};
  const Tri truth = line.stage.definition->truth;
  return Word{tri_word(truth), truth == Tri::yes ? "met" : truth == Tri::no ? "not met" : "unknown"};
}

Records<StageLine> stage_records(const ExplainedLead& lead) {
  using L = StageLine;
  const auto defined = [](const L& l) { return l.stage.definition.has_value(); };
  return {{{"stage", [&lead](const L& l) { return lead.contract.stages[l.index].name; }},
           {"claimed", Holds::flag, [](const L& l) { return l.stage.claim.perhaps ? Node() : Node(l.stage.claim.reached); }},
           {"held", Holds::flag, [](const L& l) { return l.stage.claim.perhaps ? Node() : Node(l.stage.claim.held); }},
           {"claimed_by", [&lead](const L& l) { return claim_words(lead, l); }},
           {"at", Holds::moment, [&lead](const L& l) { return lead.at(l.stage.claim.stamped, l.stage.claim.at); }},
           {"recomputed", definition_node, "",
            [](const L& l) { return l.stage.definition ? tone_of(l.stage.definition->truth) : Tone::faint; }},
           {"judged_at", Holds::moment,
            [&lead](const L& l) { return lead.at(!l.stage.claim.misdated && !l.stage.claim.untold, l.stage.judged_at); }, "", nullptr, defined},
           {"because", [](const L& l) { return l.stage.definition->because; }, "", nullptr, defined},
           {"clauses", [](const L& l) { return clause_records().list(l.stage.definition->clauses); }, "", nullptr,
            defined}},
          {{"claim", [](const L& l) { return l.stage.claim.perhaps   ? "unknown"
                                             : l.stage.claim.held    ? "yes"
                                             : l.stage.claim.reached ? "later"
                                                                     : "no"; }}}};
}

std::vector<StageLine> stage_lines(const ExplainedLead& lead) {
  std::vector<StageLine> lines;
  for (std::size_t i = 0; i < lead.story.stages.size(); ++i) lines.push_back({i, lead.story.stages[i]});
  return lines;
}

/// One check of the audit on the lead.
struct CheckLine {
  Check check;
  bool measurable;
  Finding finding;
  const std::string& why_not;
  const std::string& sentence;
};

Node finding_node(const CheckLine& line) {
  constexpr std::string_view words[] = {"pass", "fail", "open", "unknown", "exempt"};
  return line.measurable ? Node(words[static_cast<std::size_t>(line.finding)]) : Node(Blank{"not measured"});
}

Records<CheckLine> check_line_records() {
  using L = CheckLine;
  const auto tone = [](const L& l) {
    return !l.measurable                ? Tone::faint
           : l.finding == Finding::fail ? Tone::bad
           : l.finding == Finding::pass ? Tone::good
                                        : Tone::faint;
  };
  return {{{"check", [](const L& l) { return check_name(l.check); }}, {"finding", finding_node, "", tone}},
          {{"sentence", [](const L& l) { return l.sentence; }},
           {"why_not", [](const L& l) { return l.measurable ? Node() : Node(l.why_not); }, "",
            [](const L&) { return Tone::faint; }}}};
}

std::vector<CheckLine> check_lines(const ExplainedLead& lead) {
  std::vector<CheckLine> lines;
  const Measurable& measurable = lead.story.measurable;
  for (std::size_t i = 0; i < check_count; ++i)
    if (measurable.shown(i))
      lines.push_back({static_cast<Check>(i), measurable.check[i], lead.story.facts.checks[i].finding, measurable.why_not[i], measurable.sentence[i]});
  return lines;
}

}  // namespace

std::string_view tri_word(Tri tri) { return tri == Tri::yes ? "yes" : tri == Tri::no ? "no" : "unknown"; }
Tone tone_of(Tri tri) { return tri == Tri::no ? Tone::bad : tri == Tri::yes ? Tone::good : Tone::faint; }

Node::List stage_list(const ExplainedLead& lead) { return stage_records(lead).list(stage_lines(lead)); }

void add_stage_tables(const ExplainedLead& lead, std::vector<Table>& out) {
  const std::vector<StageLine> lines = stage_lines(lead);
  out.push_back(stage_records(lead).table(
      "Stages: claimed by the export, and by the contract's definitions",
      {"stage", {"claimed", "claim"}, {"entered", "at"}, {"how", "claimed_by"}, {"definition", "recomputed"}}, lines));
  for (const StageLine& line : lines) {
    if (!line.stage.definition) continue;
    const Stage& stage = lead.contract.stages[line.index];
    out.push_back(clause_records().table(
        fmt::format("{}, clause by clause, judged {}", stage.name, judged_words(lead, line.stage)),
        {"clause", "values", "verdict"}, line.stage.definition->clauses));
    out.back().footnotes.push_back("The definition: " + to_sql(*stage.when));
  }
}

Node::List check_list(const ExplainedLead& lead) {
  const bool held = lead.story.stages[static_cast<std::size_t>(lead.settings.stage)].claim.held;
  return held ? check_line_records().list(check_lines(lead)) : Node::List();
}

Table check_table(const ExplainedLead& lead) {
  const std::vector<CheckLine> lines = check_lines(lead);
  Picks picks = {{"check", "sentence"}, "finding"};
  if (std::any_of(lines.begin(), lines.end(), [](const CheckLine& line) { return !line.measurable; }))
    picks.push_back({"why not", "why_not"});
  return check_line_records().table("Checks of the audit on " + lead.stage(lead.settings.stage), picks, lines);
}

}  // namespace handoff
