// The story in the order in which it is told in a room: what happened, what was claimed, what the definitions say, which clocks ran.
#include "explain/explain_report.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "handoff/contract/contact_field.hpp"
#include "render.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

Tone tone_of(Tri tri) { return tri == Tri::no ? Tone::bad : tri == Tri::yes ? Tone::good : Tone::faint; }


/// Where the moment is told: a column of the export, or a log.
std::string source_words(const StoryMoment& moment, const ExplainContext& context) {
  if (moment.step >= 0) return "the history";
  if (moment.touch >= 0) return "the log";
  if (moment.field == no_field) return "";
  return context.history && (*context.lead)[moment.field].text.empty() ? "the history" : (*context.headers)[moment.field];
}

/// What the timeline leaves out of a log; empty: nothing.
std::string left_out_sentence(std::string_view log, std::string_view rows, std::size_t shown, std::size_t left_out) {
  if (left_out == 0) return {};
  return fmt::format("{} has {} {} of this lead: the first {} and the last {} are shown", log, count_text(shown + left_out), rows, most_shown / 2, shown - most_shown / 2);
}

Table timeline_table(const Contract& contract, const StorySettings& settings, const LeadStory& story, const ExplainContext& context) {
  Table table;
  table.title = "What happened, when";
  for (const std::string& name : {contract.zone->name(), std::string("UTC"), std::string("field"), std::string("what it is"), std::string("column")})
    table.columns.push_back({name, Align::left});
  bool judged = false;
  const Stamp now{settings.as_of, settings.as_of, contract.zone->day_of(settings.as_of), false};
  const auto mark_now = [&] {
    judged = true;
    table.rows.push_back({text_cell(local_text(now, *contract.zone)), text_cell(utc_text(now)), text_cell(""), text_cell("moment of judging (as-of)"), text_cell("")});
  };
  for (const StoryMoment& moment : story.timeline) {
    if (moment.later && !judged) mark_now();
    const bool due = moment.clock >= 0, column = moment.field != no_field;
    table.rows.push_back({text_cell(local_text(moment.at, *contract.zone), due ? Tone::faint : Tone::plain), text_cell(utc_text(moment.at), due ? Tone::faint : Tone::plain),
                          text_cell(column ? contract.fields[moment.field].name : ""), text_cell(moment_role(contract, story, moment), due ? Tone::faint : Tone::plain),
                          text_cell(source_words(moment, context))});
  }
  if (!judged) mark_now();
  for (std::string sentence : {left_out_sentence("the touch log", "touches", story.touches.size(), story.touches_left_out),
                               left_out_sentence("the history", "rows", story.steps.size(), story.steps_left_out)})
    if (!sentence.empty()) table.footnotes.push_back(std::move(sentence));
  for (const FieldId field : story.unreadable)
    table.footnotes.push_back(contract.fields[field].name + " holds '" + std::string((*context.lead)[field].text) + "', which is not a date");
  return table;
}

Table stage_table(const Contract& contract, const LeadStory& story, const ExplainContext& context) {
  Table table;
  table.title = "Stages: claimed by the export, and by the contract's definitions";
  for (const char* name : {"stage", "claimed", "entered", "how", "definition"}) table.columns.push_back({name, Align::left});
  for (std::size_t i = 0; i < story.stages.size(); ++i) {
    const StoryStage& stage = story.stages[i];
    const std::string met = !stage.definition ? "none" : stage.definition->truth == Tri::yes ? "met" : stage.definition->truth == Tri::no ? "not met" : "unknown";
    table.rows.push_back({text_cell(contract.stages[i].name), text_cell(stage.claim.held ? "yes" : stage.claim.reached ? "later" : "no"),
                          text_cell(stage.claim.stamped ? local_text(stage.claim.at, *contract.zone) : "-", stage.claim.stamped ? Tone::plain : Tone::faint),
                          text_cell(claim_words(contract, i, stage, *context.lead)),
                          text_cell(met, stage.definition ? tone_of(stage.definition->truth) : Tone::faint)});
  }
  return table;
}

Table clause_table(const Contract& contract, const LeadStory& story, std::size_t index) {
  const StoryStage& stage = story.stages[index];
  Table table;
  table.title = contract.stages[index].name + ", clause by clause, judged " + (stage.at_entry ? "at its entry, " : "as of ") + local_text(stage.judged_at, *contract.zone);
  table.columns = {{"clause", Align::left}, {"values", Align::left}, {"verdict", Align::left}};
  for (const Reason& reason : stage.definition->clauses)
    table.rows.push_back({text_cell(reason.clause), text_cell(reason.values), text_cell(std::string(tri_word(reason.verdict)), tone_of(reason.verdict))});
  table.footnotes.push_back("The definition: " + to_sql(*contract.stages[index].when));
  return table;
}

Table score_table(const Contract& contract, const LeadStory& story, std::size_t stage, const ExplainContext& context) {
  const Lead& lead = *context.lead;
  Table table;
  table.title = "Scores, judged " + std::string(story.stages[stage].at_entry ? "at the entry into " + contract.stages[stage].name : "as of the moment of judging");
  table.columns = {{"axis", Align::left}, {"points", Align::right}, {"for", Align::left}, {"values", Align::left}};
  for (const StoryScore& one : story.scores) {
    const ScoreAxis& axis = *one.axis;
    std::string how = axis.points.empty() && axis.column != no_field ? "from " + contract.fields[axis.column].name : "all together";
    if (axis.cap) how += ", at most " + real_text(*axis.cap);
    if (axis.floor) how += ", at least " + real_text(*axis.floor);
    if (axis.window && (axis.at != no_field || !axis.signals.empty())) how += ", window " + span_text(*axis.window);
    table.rows.push_back({text_cell(axis.name), text_cell(points_text(one.value)), text_cell(how), text_cell("")});
    if (std::string sentence = score_sentence(contract, one, lead); !sentence.empty()) table.footnotes.push_back(std::move(sentence));
    for (const StoryRule& rule : one.rules) {
      if (rule.verdict.truth == Tri::no) continue;
      const bool gives = rule.verdict.truth == Tri::yes;
      table.rows.push_back({text_cell(""), text_cell(gives ? real_text(rule.add) : "0", gives ? Tone::plain : Tone::faint), text_cell(rule.when),
                            text_cell((gives ? "" : "cannot be decided: ") + rule.verdict.values(), gives ? Tone::plain : Tone::faint)});
    }
    if (axis.decay)
      table.footnotes.push_back(axis.name + ": points are multiplied by " + real_text(axis.decay->keep) + " for every whole " + span_text(axis.decay->every) + " of age" +
                                (axis.at != no_field ? ", of " + contract.fields[axis.at].name : "") + (axis.signals.empty() ? "." : ", each signal's by its own."));
    if (!axis.signals.empty()) add_signals(contract, story, one, context.signal_log, table);
  }
  return table;
}

Table bucket_table(const LeadStory& story, const Contract& contract) {
  Table table;
  table.title = "Where it belongs, and what takes it out";
  table.columns = {{"what", Align::left}, {"answer", Align::left}, {"why", Align::left}};
  for (const StoryBuckets& one : story.buckets) {
    if (one.bucket >= 0) {
      table.rows.push_back({text_cell(one.list->name), text_cell(one.list->buckets[static_cast<std::size_t>(one.bucket)].name), text_cell(one.tried.back().because)});
      continue;
    }
    std::string why;
    for (std::size_t i = 0; i < one.tried.size(); ++i) why += (why.empty() ? "not " : "; not ") + one.list->buckets[i].name + ": " + one.tried[i].because;
    table.rows.push_back({text_cell(one.list->name), text_cell("unmapped", Tone::faint), text_cell(why)});
  }
  for (const StoryExclusion& one : story.exclusions) {
    const Tri truth = one.verdict.truth;
    table.rows.push_back({text_cell("exclude " + one.name), text_cell(truth == Tri::yes ? "taken out" : truth == Tri::no ? "stays in" : "stays in (unknown)", truth == Tri::yes ? Tone::bad : Tone::plain),
                          text_cell(one.verdict.because)});
  }
  const Funnel& funnel = story.funnel;
  if (funnel.exit >= 0)
    table.rows.push_back({text_cell("left as"), text_cell(contract.exits[static_cast<std::size_t>(funnel.exit)].name), text_cell(funnel.exit_stamped ? local_text(funnel.exit_at, *contract.zone) : "without a date of its own")});
  return table;
}

Table clock_table(const Contract& contract, const LeadStory& story) {
  Table table;
  table.title = "Clocks";
  for (const char* name : {"clock", "limit", "started", "stopped", "due", "took", "verdict"}) table.columns.push_back({name, Align::left});
  for (const StoryClock& one : story.clocks) {
    const Clock& clock = contract.clocks[static_cast<std::size_t>(one.clock)];
    const ClockFact& fact = one.fact;
    if (one.applies != StoryClock::Applies::yes) {
      table.rows.push_back({text_cell(clock.name), text_cell(duration_text(clock.limit)), text_cell("-", Tone::faint), text_cell("-", Tone::faint), text_cell("-", Tone::faint),
                            text_cell("-", Tone::faint), text_cell("does not apply", Tone::faint)});
      table.footnotes.push_back(clock.name + ": does not apply, since " + not_applied_words(contract, one) + ".");
      continue;
    }
    const auto at = [&](bool known, const Stamp& stamp) { return known ? text_cell(local_text(stamp, *contract.zone)) : text_cell("-", Tone::faint); };
    const Tone tone = fact.verdict == Verdict::met ? Tone::good : fact.verdict == Verdict::breached ? Tone::bad : Tone::plain;
    table.rows.push_back({text_cell(clock.name), text_cell(duration_text(clock.limit)), at(fact.has_start, fact.start), at(fact.stopped, fact.stop),
                          at(fact.started, {fact.due.first, fact.due.first, 0, false}),
                          fact.measured() ? text_cell(clock_span_text(clock, fact.elapsed) + (fact.stopped ? "" : " so far")) : text_cell("-", Tone::faint),
                          text_cell(std::string(verdict_name(fact.verdict)), tone)});
    const std::string calendar = calendar_words(clock);
    const std::string whose = owner_sentence(one.owner);
    table.footnotes.push_back(clock.name + ": " + one.sentence + (calendar.empty() ? "" : " Calendar " + calendar + ".") + (whose.empty() ? "" : " " + whose));
  }
  return table;
}

Table check_table(const Contract& contract, const StorySettings& settings, const LeadStory& story) {
  Table table;
  table.title = "Checks of the audit on " + contract.stages[static_cast<std::size_t>(settings.stage)].name;
  table.columns = {{"check", Align::left}, {"finding", Align::left}};
  bool all = true;
  for (std::size_t i = 0; i < check_count; ++i) all = all && (story.measurable.check[i] || !story.measurable.shown(i));
  if (!all) table.columns.push_back({"why not", Align::left});
  for (std::size_t i = 0; i < check_count; ++i) {
    if (!story.measurable.shown(i)) continue;
    const bool measurable = story.measurable.check[i];
    const Finding finding = story.facts.checks[i];
    const Tone tone = finding == Finding::fail ? Tone::bad : finding == Finding::pass ? Tone::good : Tone::faint;
    table.rows.push_back({text_cell(std::string(check_sentence(static_cast<Check>(i)))),
                          measurable ? text_cell(std::string(finding_word(finding)), tone) : text_cell("not measured", Tone::faint),
                          text_cell(measurable ? "" : story.measurable.why_not[i], Tone::faint)});
    if (all) table.rows.back().pop_back();
  }
  return table;
}

/// What the export can say of the last entry alone: of one that has ended, the history tells.
bool of_last_entry(FieldId field) {
  for (const char* name : {"stage", "disposition", "disposition_reason"})
    if (field == known_field(name)) return true;
  return false;
}

Table field_table(const Contract& contract, const StorySettings& settings, const ExplainContext& context) {
  Table table;
  table.title = "What the export says besides";
  const bool ended = context.entry < context.entries;
  table.columns = {{"field", Align::left}, {"value", Align::left}, {"column", Align::left}};
  for (std::size_t id = 0; id < contract.fields.size(); ++id) {
    const auto field = static_cast<FieldId>(id);
    if (contract.fields[id].type == Type::date || field == known_field("lead_id") || (*context.headers)[id].empty()) continue;
    const Value& value = (*context.lead)[field];
    const bool hidden = is_contact_field(contract, field) && !settings.with_contact;
    const bool missing = value.state == Value::State::missing;
    const std::string text = missing ? "missing" : hidden ? "given" : std::string(value.text);
    table.rows.push_back({text_cell(contract.fields[id].name), text_cell(text, missing || hidden ? Tone::faint : Tone::plain), text_cell(ended && of_last_entry(field) ? "the history" : (*context.headers)[id], Tone::faint)});
  }
  return table;
}

constexpr std::size_t most_lines_named = 20;

std::string row_sentence(const ExplainContext& context) {
  const auto stands = std::find_if(context.rows.begin(), context.rows.end(), [&](const RowPlace& row) { return row.offset == context.lead->offset; });
  if (stands == context.rows.end()) return "";
  std::string text = "It stands in " + stands->file + ", line " + std::to_string(stands->line) + ".";
  if (context.rows.size() == 1) return text;
  std::string others;
  std::size_t named = 0;
  for (const RowPlace& row : context.rows) {
    if (row.offset == context.lead->offset) continue;
    if (++named > most_lines_named) break;
    others += (others.empty() ? "" : ", ") + (row.file == stands->file ? "line " : row.file + ", line ") + std::to_string(row.line);
  }
  if (context.rows.size() - 1 > most_lines_named) others += fmt::format(" and {} more", count_text(context.rows.size() - 1 - most_lines_named));
  return "The id is there " + std::to_string(context.rows.size()) + " times. The row that stands is " + stands->file + ", line " + std::to_string(stands->line) +
         " (modified last, or the later of two modified alike); the others count as duplicates: " + others + ".";
}

std::string entry_sentence(const Contract& contract, const StorySettings& settings, const LeadStory& story, const ExplainContext& context) {
  if (!context.history) return "";
  const std::string stage = contract.stages[static_cast<std::size_t>(settings.stage)].name;
  const StageClaim& claim = story.funnel.stages[static_cast<std::size_t>(settings.stage)];
  if (context.entries == 0) return claim.held ? "The history does not have its entry into " + stage + ": the export's own date stands." : "";
  if (context.entries == 1) return "By the history it entered " + stage + " once.";
  return "By the history it entered " + stage + " " + count_text(context.entries) + " times. This is entry " + count_text(context.entry) +
         (claim.stamped ? ", of " + local_text(claim.at, *contract.zone) : "") + "; --entry tells another.";
}

std::string claim_sentence(const Contract& contract, const LeadStory& story) {
  const Funnel& funnel = story.funnel;
  if (story.excluded >= 0)
    return "The contract takes it out of all numbers: exclusion '" + story.exclusions[static_cast<std::size_t>(story.excluded)].name + "'. What follows is what would be said of it.";
  std::string text = funnel.furthest < 0 ? "The export claims no stage of the contract for it" : "The export claims " + contract.stages[static_cast<std::size_t>(funnel.furthest)].name;
  if (funnel.exit >= 0) text += ", and that it left as " + contract.exits[static_cast<std::size_t>(funnel.exit)].name;
  if (funnel.time_order) text += "; its stage dates are out of order";
  if (!funnel.unnamed_value.empty()) text += "; its current stage '" + funnel.unnamed_value + "' is not one that the contract names";
  return text + ".";
}

std::string definition_sentence(const Contract& contract, const LeadStory& story, std::size_t index) {
  const StoryStage& stage = story.stages[index];
  const std::string& name = contract.stages[index].name;
  const char* says = stage.definition->truth == Tri::yes ? "It meets the definition of " : stage.definition->truth == Tri::no ? "It does not meet the definition of " : "It cannot be decided whether it meets the definition of ";
  std::string text = says + name + ": " + stage.definition->because + ".";
  if (stage.claim.held && stage.definition->truth == Tri::no) text += " The export claims it all the same.";
  if (!stage.claim.held && stage.definition->truth == Tri::yes) text += " The export does not claim it.";
  return text;
}

std::string clocks_sentence(const Contract& contract, const LeadStory& story) {
  std::string text;
  for (const StoryClock& one : story.clocks) {
    if (one.applies != StoryClock::Applies::yes) continue;
    text += (text.empty() ? "Clocks: " : ", ") + contract.clocks[static_cast<std::size_t>(one.clock)].name + " " + std::string(verdict_name(one.fact.verdict));
  }
  return text.empty() ? text : text + ".";
}

}  // namespace

void explain_report(const Contract& contract, const StorySettings& settings, const LeadStory& story, const ExplainContext& context, Report& report) {
  const auto stage = static_cast<std::size_t>(settings.stage);
  for (std::string sentence : {context.version.sentence, row_sentence(context), entry_sentence(contract, settings, story, context), claim_sentence(contract, story)})
    if (!sentence.empty()) report.headline.push_back(std::move(sentence));
  for (std::size_t i = 0; i < story.stages.size(); ++i)
    if (story.stages[i].definition) report.headline.push_back(definition_sentence(contract, story, i));
  if (std::string sentence = clocks_sentence(contract, story); !sentence.empty()) report.headline.push_back(std::move(sentence));

  report.tables.push_back(timeline_table(contract, settings, story, context));
  report.tables.push_back(stage_table(contract, story, context));
  for (std::size_t i = 0; i < story.stages.size(); ++i)
    if (story.stages[i].definition) report.tables.push_back(clause_table(contract, story, i));
  if (!story.scores.empty()) report.tables.push_back(score_table(contract, story, stage, context));
  if (Table table = bucket_table(story, contract); !table.rows.empty()) report.tables.push_back(std::move(table));
  if (!story.clocks.empty()) report.tables.push_back(clock_table(contract, story));
  if (story.stages[stage].claim.held) report.tables.push_back(check_table(contract, settings, story));
  if (Table table = field_table(contract, settings, context); !table.rows.empty()) report.tables.push_back(std::move(table));
  explain_json(contract, settings, story, context, report);
}

}  // namespace handoff
