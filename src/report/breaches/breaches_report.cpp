// What is owed, to whom and since when: tables, sentences and JSON of `breaches`.
#include "breaches/breaches_report.hpp"

#include <fmt/format.h>

#include "report_parts.hpp"

namespace handoff {

namespace {

std::uint64_t total(const BreachTally& tally, Standing standing) {
  std::uint64_t sum = 0;
  for (const StandingCounts& counts : tally.counts) sum += of(counts, standing);
  return sum;
}

std::string moment_text(Instant moment, const Contract& contract) { return local_text({moment, moment, 0, false}, *contract.zone); }

using Breaches = Records<Breach>;

/// What a table shows of a standing: the four that may be listed, then the rest. What was done before it was due has a column where there is any.
Picks standing_picks(const BreachTally& tally, const BreachSettings& settings) {
  Picks picks = {{"past due", "overdue"}};
  if (settings.due_within) picks.push_back({"due soon", "due"});
  picks.insert(picks.end(), {{"not yet due", "open"}, {"past due, lead left", "left"}, {"done late", "late"}, "met"});
  if (total(tally, Standing::met_early)) picks.push_back({"met, not yet due", "met_early"});
  picks.push_back("unknown");
  picks.push_back("exempt");
  return picks;
}

/// Counts of a duty, or of a group, by standing. `counts_of` finds them in the record.
template <class T, class CountsOf>
void add_standing_fields(std::vector<RecordField<T>>& fields, CountsOf counts_of) {
  for (std::size_t i = 0; i < standing_count; ++i) {
    const bool overdue = static_cast<Standing>(i) == Standing::overdue;
    fields.push_back({std::string(standing_name(static_cast<Standing>(i))), Holds::count, [=](const T& one) { return counts_of(one)[i]; }, "",
                      [=](const T& one) { return overdue && counts_of(one)[i] ? Tone::bad : Tone::plain; }});
  }
}

struct DutyLine { const Duty* duty; const StandingCounts* counts; };

Records<DutyLine> duty_records() {
  using D = DutyLine;
  std::vector<RecordField<D>> fields = {{"duty", Holds::text, [](const D& d) { return d.duty->name; }},
                                        {"kind", Holds::text, [](const D& d) { return duty_kind_name(d.duty->kind); }},
                                        {"owed_by", Holds::text, [](const D& d) { return text_node(d.duty->role); }},
                                        {"limit", Holds::span, [](const D& d) { return d.duty->limit ? Node(duration_text(*d.duty->limit)) : Node(Blank{}); }},
                                        {"measurable", Holds::flag, [](const D& d) { return d.duty->why_not.empty(); }}};
  add_standing_fields(fields, [](const D& d) -> const StandingCounts& { return *d.counts; });
  return {std::move(fields)};
}

void add_duties(const BreachTally& tally, const BreachSettings& settings, Node::Object& root, Report& report) {
  std::vector<DutyLine> all, measured;
  for (std::size_t i = 0; i < tally.duties.size(); ++i) {
    all.push_back({&tally.duties[i], &tally.counts[i]});
    if (tally.duties[i].why_not.empty()) measured.push_back(all.back());
  }
  Picks picks = {"duty", {"owed by", "owed_by"}, "limit"};
  for (Pick& pick : standing_picks(tally, settings)) picks.push_back(std::move(pick));
  const Records<DutyLine> duties = duty_records();
  root.emplace_back("duties", duties.list(all));
  report.tables.push_back(duties.table("What is owed, over all " + count_text(tally.population), picks, measured));
}

/// Groups with their leads and what is owed to them.
Node::List add_groups(const BreachTally& tally, const BreachGroups& groups, const BreachSettings& settings, Report& report) {
  std::vector<RecordField<BreachGroup>> fields = {{"leads", Holds::count, &BreachGroup::leads}};
  add_standing_fields(fields, [](const BreachGroup& group) -> const StandingCounts& { return group.counts; });
  const Records<BreachGroup> records(std::move(fields));
  Picks picks = {"leads"};
  for (Pick& pick : standing_picks(tally, settings)) picks.push_back(std::move(pick));
  Table table;
  table.title = "By group";
  add_group_headings(table.columns, settings.by);
  records.add_headings(picks, table.columns);
  Node::List list;
  for (const auto& [labels, group] : groups.groups) {
    std::vector<Cell>& row = table.rows.emplace_back();
    add_group_cells(row, labels);
    records.add_cells(picks, group, row);
    Node::Object object;
    add_group(object, settings.by, labels);
    append_members(object, records.object(group));
    list.emplace_back(std::move(object));
  }
  report.tables.push_back(std::move(table));
  return list;
}

/// Persons stay out of sentences unless they were asked for.
std::string breach_sentence(const Breach& breach, const BreachContext& context) {
  return context.with_owner && !breach.whose.empty() ? breach.explanation + " " + breach.whose : breach.explanation;
}

/// `2 d 4 h`; of what is still running `in 35 min`.
Node late_by(const Breach& breach) {
  if (!breach.late) return Blank{"-"};
  if (breach.standing == Standing::due) return "in " + span_text(-*breach.late);
  return TimeSpan{static_cast<double>(*breach.late)};
}

Breaches breach_records(const BreachTally& tally, const Contract& contract, const BreachSettings& settings, const BreachContext& context) {
  using B = Breach;
  const std::string& stage = contract.stages[static_cast<std::size_t>(settings.stage)].name;
  const auto duty = [&tally](const B& b) -> const Duty& { return tally.duties[b.duty]; };
  const auto owner = [&context](const B& b) { return b.owner.empty() ? Node(Blank{"(none)"}) : context.with_owner ? Node::raw(b.owner) : Node(b.owner); };
  return {{{"lead_id", Holds::text, [](const B& b) { return Node::raw(b.lead_id); }},
           {"owner", Holds::text, owner},
           {"segment", Holds::text, [](const B& b) { return text_node(b.segment); }},
           {"stage", Holds::text, [&stage](const B&) { return stage; }},
           {"duty", Holds::text, [duty](const B& b) { return duty(b).name; }},
           {"kind", Holds::text, [duty](const B& b) { return duty_kind_name(duty(b).kind); }},
           {"owed_by", Holds::text, [duty](const B& b) { return text_node(duty(b).role); }},
           {"standing", Holds::text, [](const B& b) { return standing_name(b.standing); }},
           {"start", Holds::text, [](const B& b) { return text_node(b.start); }},
           {"due", Holds::moment, [&contract](const B& b) { return b.due ? Node(Moment{{*b.due, *b.due, 0, false}, contract.zone}) : Node(); }},
           {"late_seconds", Holds::span, [](const B& b) { return b.late; }},
           {"missing", Holds::text, &B::missing},
           {"explanation", Holds::text, [&context](const B& b) { return breach_sentence(b, context); }}},
          {{"late_by", Holds::span, late_by, "", [](const B& b) { return b.late && b.standing == Standing::overdue ? Tone::bad : Tone::plain; }}}};
}

void add_breaches(const std::vector<Breach>& breaches, const BreachTally& tally, const Contract& contract, const BreachSettings& settings,
                  const BreachContext& context, Node::Object& root, Report& report) {
  const Breaches records = breach_records(tally, contract, settings, context);
  Picks picks = {"due", {"late by", "late_by"}, {"lead", "lead_id"}};
  if (context.with_owner) picks.push_back("owner");
  if (settings.all) picks.push_back("standing");
  picks.push_back("duty");
  picks.push_back(context.sentences ? Pick("why", "explanation") : Pick("what is missing", "missing"));
  const char* order = settings.order == BreachOrder::due ? "oldest due first" : settings.due_within ? "first what is not yet due, then the newest" : "newest due first";
  std::string title = fmt::format("{}, {}", context.since ? "New" : "What is owed to whom", order);
  if (breaches.size() < tally.fresh) title += fmt::format(": the first {} of {}", count_text(breaches.size()), count_text(tally.fresh));
  Table table = records.table(std::move(title), picks, breaches);
  if (context.explain)
    for (const Breach& breach : breaches)
      table.footnotes.push_back(fmt::format("{}, {}: {}", breach.lead_id, tally.duties[breach.duty].name, breach_sentence(breach, context)));
  report.tables.push_back(std::move(table));
  report.main = records.list(breaches);
  report.main_columns = {"lead_id", "owner", "segment", "stage", "duty", "kind", "owed_by", "standing", "start", "due", "late_seconds", "missing", "explanation"};
  root.emplace_back("breaches", report.main);
}

void add_headline(const BreachTally& tally, const Contract& contract, const BreachSettings& settings, const BreachContext& context, Report& report) {
  const std::uint64_t overdue = total(tally, Standing::overdue), due = total(tally, Standing::due);
  const std::string within = settings.due_within ? " within " + span_text(*settings.due_within) : "";
  std::string text = overdue ? count_text(overdue) + " past due and not done" : "Nothing is past due";
  if (settings.due_within) text += overdue || due ? ", " + count_text(due) + " due" + within : ", and nothing is due" + within;
  report.headline.push_back(text + ".");
  if (!context.since) return;
  text = tally.fresh ? count_text(tally.fresh) + " of these " + (tally.fresh == 1 ? "is" : "are") + " new" : "Nothing is new";
  report.headline.push_back(text + " since " + moment_text(*context.since, contract) + "; " + count_text(tally.standing_told().size()) + " told before still stand.");
}

/// What may be owed to leads that may not belong here, and why nobody knows.
void note_perhaps(const BreachTally& tally, const std::string& stage, std::vector<std::string>& notes) {
  const std::string causes[] = {
      "if their leads belong here, which --where, [exclude] or a row of the history leaves open",
      fmt::format("if their leads are at {}, which the export cannot tell", stage),
      fmt::format("if their leads entered {} on the days asked for, which the export cannot tell", stage)};
  for (std::size_t i = 0; i < unsure_cause_count; ++i)
    if (tally.perhaps[i] > 0)
      notes.push_back(fmt::format("{} more would be listed {}", count_text(tally.perhaps[i]), causes[i]));
}

void add_notes(const BreachTally& tally, const Contract& contract, const BreachSettings& settings, const BreachContext& context, const BreachGroups& groups, Report& report) {
  const std::string stage = contract.stages[static_cast<std::size_t>(settings.stage)].name;
  for (const Duty& duty : tally.duties)
    if (!duty.why_not.empty()) report.notes.push_back("not measured: " + duty.name + " (" + duty.why_not + ")");
  if (tally.duties.empty()) report.notes.push_back("the contract has no clock on " + stage + " and no dispositions: nothing is owed");
  if (const std::uint64_t unknown = total(tally, Standing::unknown))
    report.notes.push_back(fmt::format("{} cannot be proven past due or in time ({}): not listed", count_text(unknown),
                                       unknown_causes_text(tally)));
  note_perhaps(tally, stage, report.notes);
  const std::uint64_t left = total(tally, Standing::left), late = total(tally, Standing::late);
  std::string over;
  if (late) over = count_text(late) + " done late";
  if (left) over += (late ? " and " : "") + count_text(left) + " past due of leads that have left";
  if (!settings.all && !over.empty()) report.notes.push_back(over + ", not listed: nothing can be done about them; --all lists them");
  if (tally.after_as_of) report.notes.push_back(leads_text(tally.after_as_of) + " claimed as " + stage + " by a date after the moment of judging, left out");
  if (tally.unplaced && settings.window) report.notes.push_back(leads_text(tally.unplaced) + " claimed as " + stage + " without any date" + undated_text(settings.not_in_force));
  if (context.history) note_entries(tally.population, tally.unique_leads, tally.reentries, report.notes);
  note_owners(tally.owners(), context.with_owner || by_owner(settings.by), report.notes);
  if (groups.pooled) report.notes.push_back(pooled_text(groups.pooled));
  if (context.since && *context.since > settings.as_of)
    report.notes.push_back("the state was written for a later moment, " + moment_text(*context.since, contract) + ": what came due since then is told again next time");
  const std::size_t listed = tally.sorted().size();
  if (context.keeps_state && listed < tally.fresh) report.notes.push_back(count_text(tally.fresh - listed) + " more than --most are not told yet: the next run goes on with them");
}

}  // namespace

std::string unknown_causes_text(const BreachTally& tally) {
  const std::uint64_t unknown = total(tally, Standing::unknown);
  std::string text;
  for (std::size_t i = 0; i < unknown_cause_count; ++i) {
    const std::uint64_t count = tally.unknown_causes[i];
    if (count == 0) continue;
    const std::string_view cause = unknown_cause_text(static_cast<UnknownCause>(i));
    text += count < unknown ? fmt::format("{}{} {}", text.empty() ? "" : ", ", count_text(count), cause) : cause;
  }
  return text;
}

void breaches_report(const BreachTally& tally, const Contract& contract, const BreachSettings& settings, const BreachContext& context, Report& report) {
  const std::vector<Breach> breaches = tally.sorted();
  const BreachGroups groups = breach_groups(tally, settings);
  Node::Object root = {{"stage", contract.stages[static_cast<std::size_t>(settings.stage)].name},
                       {"population", tally.population},
                       {"where", text_node(context.where)},
                       {"due_within", settings.due_within},
                       {"since", context.since ? Node(iso_instant(*context.since)) : Node()},
                       {"listed", breaches.size()},
                       {"to_list", tally.fresh},
                       {"told_before", tally.standing_told().size()},
                       {"after_as_of", tally.after_as_of}};
  add_headline(tally, contract, settings, context, report);
  add_duties(tally, settings, root, report);
  Node::List grouped;
  if (!settings.by.empty()) grouped = add_groups(tally, groups, settings, report);
  add_breaches(breaches, tally, contract, settings, context, root, report);
  if (!settings.by.empty()) root.emplace_back("groups", std::move(grouped));
  if (context.history) {
    append_members(root, {{"leads", tally.unique_leads}, {"reentries", tally.reentries}});
    add_owner_counts(root, tally.owners());
  }
  add_notes(tally, contract, settings, context, groups, report);
  report.result = std::move(root);
}

}  // namespace handoff
