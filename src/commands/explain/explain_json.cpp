// The story as the documented tree. Names, addresses and phone numbers are not in it unless they were asked for.
#include "explain/explain_report.hpp"

#include "handoff/contract/contact_field.hpp"

namespace handoff {

namespace {

Node instant_node(bool known, const Stamp& stamp) {
  if (!known) return {};
  return Node(stamp.date_only ? iso_day(stamp.day) : iso_instant(stamp.first));
}

Node clause_list(const StoryVerdict& verdict) {
  Node::List list;
  for (const Reason& reason : verdict.clauses)
    list.emplace_back(Node::Object{{"clause", reason.clause}, {"values", reason.values}, {"verdict", tri_word(reason.verdict)}});
  return list;
}

Node timeline_list(const Contract& contract, const LeadStory& story, const ExplainContext& context, Report& report) {
  Node::List list;
  for (const StoryMoment& moment : story.timeline) {
    const bool due = moment.field == no_field;
    const std::string role = moment_role(contract, story, moment);
    Node::Object node = {{"at", instant_node(true, moment.at)},
                         {"local", local_text(moment.at, *contract.zone)},
                         {"field", due ? Node() : Node(contract.fields[moment.field].name)},
                         {"column", due ? Node() : Node((*context.headers)[moment.field])},
                         {"what", role.empty() ? Node() : Node(role)},
                         {"after_as_of", moment.later}};
    report.main.emplace_back(node);
    list.emplace_back(std::move(node));
  }
  return list;
}

Node stage_list(const Contract& contract, const LeadStory& story, const ExplainContext& context) {
  Node::List list;
  for (std::size_t i = 0; i < story.stages.size(); ++i) {
    const StoryStage& stage = story.stages[i];
    Node::Object node = {{"stage", contract.stages[i].name},
                         {"claimed", stage.claim.reached},
                         {"held", stage.claim.held},
                         {"claimed_by", claim_words(contract, i, stage, *context.lead)},
                         {"at", instant_node(stage.claim.stamped, stage.claim.at)},
                         {"recomputed", stage.definition ? Node(tri_word(stage.definition->truth)) : Node()}};
    if (stage.definition) {
      node.emplace_back("judged_at", instant_node(true, stage.judged_at));
      node.emplace_back("because", stage.definition->because);
      node.emplace_back("clauses", clause_list(*stage.definition));
    }
    list.emplace_back(std::move(node));
  }
  return list;
}

Node version_node(const ToldVersion& told) {
  const auto text = [](const std::string& one) { return one.empty() ? Node() : Node(one); };
  return Node::Object{{"version", told.version}, {"from", text(told.from)},       {"to", text(told.to)},         {"in_force", told.in_force},
                      {"stage", text(told.stage)}, {"entered", text(told.entered)}, {"why", told.sentence}};
}

Node score_list(const Contract& contract, const LeadStory& story, bool signal_log) {
  Node::List list;
  for (const StoryScore& one : story.scores) {
    Node::List rules;
    for (const StoryRule& rule : one.rules)
      rules.emplace_back(Node::Object{{"when", rule.when}, {"add", rule.add}, {"verdict", tri_word(rule.verdict.truth)}, {"because", rule.verdict.because}});
    const bool column = one.axis->points.empty() && one.axis->column != no_field;
    Node::Object node = {{"axis", one.axis->name},
                         {"score", one.value.present() && one.value.number.low == one.value.number.high ? Node(one.value.number.low) : Node()},
                         {"judged_at", instant_node(true, story.scored_at)},
                         {"from", column ? Node(contract.fields[one.axis->column].name) : Node()},
                         {"cap", Node(one.axis->cap)},
                         {"rules", std::move(rules)},
                         {"signals", signal_log && !one.axis->signals.empty() ? signal_list(one) : Node()}};
    if (const std::size_t all = one.signals.signals.size(); all > most_shown) node.emplace_back("signals_in_all", all);
    list.emplace_back(std::move(node));
  }
  return list;
}

Node bucket_list(const LeadStory& story) {
  Node::List list;
  for (const StoryBuckets& one : story.buckets) {
    Node::List tried;
    for (std::size_t i = 0; i < one.tried.size(); ++i)
      tried.emplace_back(Node::Object{{"bucket", one.list->buckets[i].name}, {"verdict", tri_word(one.tried[i].truth)}, {"because", one.tried[i].because}});
    list.emplace_back(Node::Object{{"list", one.list->name},
                                   {"bucket", one.bucket >= 0 ? Node(one.list->buckets[static_cast<std::size_t>(one.bucket)].name) : Node("unmapped")},
                                   {"tried", std::move(tried)}});
  }
  return list;
}

Node clock_list(const Contract& contract, const LeadStory& story, const ExplainContext& context) {
  Node::List list;
  for (const StoryClock& one : story.clocks) {
    const Clock& clock = contract.clocks[static_cast<std::size_t>(one.clock)];
    const bool applies = one.applies == StoryClock::Applies::yes;
    const ClockFact& fact = one.fact;
    const std::string calendar = calendar_words(clock);
    Node::Object node = {{"clock", clock.name},
                         {"stage", contract.stages[static_cast<std::size_t>(clock.on)].name},
                         {"limit", duration_text(clock.limit)},
                         {"calendar", calendar.empty() ? Node() : Node(calendar)},
                         {"applies", applies},
                         {"why_not", applies ? Node() : Node(not_applied_words(contract, one))},
                         {"start", instant_node(applies && fact.has_start, fact.start)},
                         {"stop", instant_node(applies && fact.stopped, fact.stop)},
                         {"due", applies && fact.started ? Node(iso_instant(fact.due.first)) : Node()},
                         {"elapsed_seconds", applies && fact.measured() ? Node(fact.elapsed) : Node()},
                         {"limit_seconds", applies && fact.started ? Node(limit_seconds(clock, fact.start.first)) : Node()},
                         {"verdict", applies ? Node(verdict_name(fact.verdict)) : Node()},
                         {"explanation", applies ? Node(one.sentence) : Node()}};
    if (context.history) {
      node.emplace_back("owner", applies && !one.owner.name.empty() ? Node(one.owner.name) : Node());
      node.emplace_back("owner_explanation", applies ? Node(owner_sentence(one.owner)) : Node());
    }
    list.emplace_back(std::move(node));
  }
  return list;
}

Node check_list(const StorySettings& settings, const LeadStory& story) {
  Node::List list;
  if (!story.stages[static_cast<std::size_t>(settings.stage)].claim.held) return list;
  for (std::size_t i = 0; i < check_count; ++i)
    if (story.measurable.shown(i)) list.emplace_back(Node::Object{{"check", check_name(static_cast<Check>(i))},
                                   {"finding", story.measurable.check[i] ? Node(finding_word(story.facts.checks[i])) : Node()}});
  return list;
}

Node field_object(const Contract& contract, const StorySettings& settings, const ExplainContext& context) {
  Node::Object fields;
  for (std::size_t id = 0; id < contract.fields.size(); ++id) {
    const auto field = static_cast<FieldId>(id);
    const Value& value = (*context.lead)[field];
    if ((*context.headers)[id].empty() || (is_contact_field(contract, field) && !settings.with_contact)) continue;
    fields.emplace_back(contract.fields[id].name, value.state == Value::State::missing ? Node() : Node(value.text));
  }
  return fields;
}

}  // namespace

void explain_json(const Contract& contract, const StorySettings& settings, const LeadStory& story, const ExplainContext& context, Report& report) {
  Node::List rows, exclusions;
  for (const RowPlace& row : context.rows)
    if (rows.size() < most_shown || row.offset == context.lead->offset) rows.emplace_back(Node::Object{{"file", row.file}, {"line", row.line}, {"stands", row.offset == context.lead->offset}});
  for (const StoryExclusion& one : story.exclusions)
    exclusions.emplace_back(Node::Object{{"exclusion", one.name}, {"verdict", tri_word(one.verdict.truth)}, {"because", one.verdict.because}});
  const std::size_t rows_told = rows.size();
  const Funnel& funnel = story.funnel;
  Node::Object root = {
      {"lead_id", Node::raw(context.lead_id)},
      {"version", context.version.sentence.empty() ? Node() : version_node(context.version)},
      {"rows", std::move(rows)},
      {"excluded_by", story.excluded >= 0 ? Node(story.exclusions[static_cast<std::size_t>(story.excluded)].name) : Node()},
      {"furthest", funnel.furthest >= 0 ? Node(contract.stages[static_cast<std::size_t>(funnel.furthest)].name) : Node()},
      {"exit", funnel.exit >= 0 ? Node(contract.exits[static_cast<std::size_t>(funnel.exit)].name) : Node()},
      {"time_order", funnel.time_order},
      {"timeline", timeline_list(contract, story, context, report)},
      {"stages", stage_list(contract, story, context)},
      {"scores", score_list(contract, story, context.signal_log)},
      {"buckets", bucket_list(story)},
      {"exclusions", std::move(exclusions)},
      {"clocks", clock_list(contract, story, context)},
      {"checks", check_list(settings, story)},
      {"fields", field_object(contract, settings, context)}};
  if (context.history) {
    root.emplace_back("entry", context.entry);
    root.emplace_back("entries", context.entries);
  }
  if (context.rows.size() > rows_told) root.emplace_back("rows_in_all", context.rows.size());
  if (story.touches_left_out > 0) root.emplace_back("touches_left_out", story.touches_left_out);
  if (story.steps_left_out > 0) root.emplace_back("steps_left_out", story.steps_left_out);
  report.result = Node(std::move(root));
}

}  // namespace handoff
