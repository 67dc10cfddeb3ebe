#include "breaches/breaches_report.hpp"

#include "report_parts.hpp"

namespace handoff {

namespace {

std::uint64_t total(const BreachTally& tally, Standing standing) {
  std::uint64_t sum = 0;
  for (const StandingCounts& counts : tally.counts) sum += of(counts, standing);
  return sum;
}

std::string moment_text(Instant moment, const Contract& contract) { return local_text({moment, moment, 0, false}, *contract.zone); }

/// What a table shows of a standing: the four that may be listed, then the rest.
struct Shown { Standing standing; const char* heading; };
constexpr Shown shown_standings[] = {{Standing::overdue, "past due"}, {Standing::due, "due soon"}, {Standing::open, "not yet due"}, {Standing::left, "past due, lead left"},
                           {Standing::late, "done late"},   {Standing::met, "met"},      {Standing::unknown, "unknown"}, {Standing::exempt, "exempt"}};

bool column_wanted(Standing standing, const BreachSettings& settings) { return standing != Standing::due || settings.due_within; }

void add_count_headings(Table& table, const BreachSettings& settings) {
  for (const Shown& one : shown_standings)
    if (column_wanted(one.standing, settings)) table.columns.push_back({one.heading, Align::right});
}

void add_count_cells(std::vector<Cell>& row, const StandingCounts& counts, const BreachSettings& settings) {
  for (const Shown& one : shown_standings) {
    if (!column_wanted(one.standing, settings)) continue;
    Cell cell = count_cell(of(counts, one.standing));
    if (one.standing == Standing::overdue && of(counts, one.standing)) cell.tone = Tone::bad;
    row.push_back(std::move(cell));
  }
}

Table duty_table(const BreachTally& tally, const BreachSettings& settings) {
  Table table;
  table.title = "What is owed, over all " + count_text(tally.population);
  table.columns = {{"duty", Align::left}, {"owed by", Align::left}, {"limit", Align::right}};
  add_count_headings(table, settings);
  for (std::size_t i = 0; i < tally.duties.size(); ++i) {
    const Duty& duty = tally.duties[i];
    if (!duty.why_not.empty()) continue;
    std::vector<Cell> row = {text_cell(duty.name), text_cell(duty.role), text_cell(duty.limit ? duration_text(*duty.limit) : "")};
    add_count_cells(row, tally.counts[i], settings);
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table group_table(const BreachGroups& groups, const BreachSettings& settings) {
  Table table;
  table.title = "By group";
  add_group_headings(table.columns, settings.by);
  table.columns.push_back({"leads", Align::right});
  add_count_headings(table, settings);
  for (const auto& [labels, group] : groups.groups) {
    std::vector<Cell> row;
    add_group_cells(row, labels);
    row.push_back(count_cell(group.leads));
    add_count_cells(row, group.counts, settings);
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// `2 d 4 h`; of what is still running `in 35 min`.
Cell late_cell(const Breach& breach) {
  if (!breach.late) return text_cell("-", Tone::faint);
  if (breach.standing == Standing::due) return text_cell("in " + span_text(-*breach.late));
  return text_cell(span_text(*breach.late), breach.standing == Standing::overdue ? Tone::bad : Tone::plain);
}

/// Persons stay out of sentences unless they were asked for.
std::string breach_sentence(const Breach& breach, const BreachContext& context) {
  return context.with_owner && !breach.whose.empty() ? breach.explanation + " " + breach.whose : breach.explanation;
}

Table breach_table(const std::vector<Breach>& breaches, const BreachTally& tally, const Contract& contract, const BreachSettings& settings, const BreachContext& context) {
  Table table;
  table.title = context.since ? "New, most urgent first" : "Most urgent first";
  if (breaches.size() < tally.fresh) table.title += ": the first " + count_text(breaches.size()) + " of " + count_text(tally.fresh);
  table.columns = {{"due", Align::left}, {"late by", Align::right}, {"lead", Align::left}};
  if (context.with_owner) table.columns.push_back({"owner", Align::left});
  if (settings.all) table.columns.push_back({"standing", Align::left});
  table.columns.push_back({"duty", Align::left});
  table.columns.push_back({context.sentences ? "why" : "what is missing", Align::left});
  for (const Breach& breach : breaches) {
    std::vector<Cell> row = {breach.due ? text_cell(moment_text(*breach.due, contract)) : text_cell("-", Tone::faint), late_cell(breach), raw_cell(breach.lead_id)};
    if (context.with_owner) row.push_back(breach.owner.empty() ? text_cell("(none)", Tone::faint) : raw_cell(breach.owner));
    if (settings.all) row.push_back(text_cell(std::string(standing_name(breach.standing))));
    row.push_back(text_cell(tally.duties[breach.duty].name));
    row.push_back(text_cell(context.sentences ? breach_sentence(breach, context) : breach.missing));
    table.rows.push_back(std::move(row));
    if (context.explain) table.footnotes.push_back(breach.lead_id + ", " + tally.duties[breach.duty].name + ": " + breach_sentence(breach, context));
  }
  return table;
}

Node::Object breach_node(const Breach& breach, const BreachTally& tally, const std::string& stage, const BreachContext& context) {
  const Duty& duty = tally.duties[breach.duty];
  return {{"lead_id", Node::raw(breach.lead_id)},
          {"owner", breach.owner.empty() ? Node() : context.with_owner ? Node::raw(breach.owner) : Node(breach.owner)},
          {"segment", breach.segment.empty() ? Node() : Node(breach.segment)},
          {"stage", stage},
          {"duty", duty.name},
          {"kind", duty_kind_name(duty.kind)},
          {"owed_by", duty.role.empty() ? Node() : Node(duty.role)},
          {"standing", standing_name(breach.standing)},
          {"start", breach.start.empty() ? Node() : Node(breach.start)},
          {"due", breach.due ? Node(iso_instant(*breach.due)) : Node()},
          {"late_seconds", Node(breach.late)},
          {"missing", breach.missing},
          {"explanation", breach_sentence(breach, context)}};
}

void add_counts(Node::Object& node, const StandingCounts& counts) {
  for (std::size_t i = 0; i < standing_count; ++i) node.emplace_back(std::string(standing_name(static_cast<Standing>(i))), counts[i]);
}

void breaches_json(const std::vector<Breach>& breaches, const BreachGroups& groups, const BreachTally& tally, const Contract& contract,
                   const BreachSettings& settings, const BreachContext& context, Report& report) {
  const std::string& stage = contract.stages[static_cast<std::size_t>(settings.stage)].name;
  Node::List duties, rows, grouped;
  for (std::size_t i = 0; i < tally.duties.size(); ++i) {
    const Duty& duty = tally.duties[i];
    Node::Object node = {{"duty", duty.name},
                         {"kind", duty_kind_name(duty.kind)},
                         {"owed_by", duty.role.empty() ? Node() : Node(duty.role)},
                         {"limit", duty.limit ? Node(duration_text(*duty.limit)) : Node()},
                         {"measurable", duty.why_not.empty()}};
    add_counts(node, tally.counts[i]);
    duties.emplace_back(std::move(node));
  }
  for (const Breach& breach : breaches) {
    rows.emplace_back(breach_node(breach, tally, stage, context));
    report.main.emplace_back(breach_node(breach, tally, stage, context));
  }
  for (const auto& [labels, group] : groups.groups) {
    Node::Object node;
    add_group(node, settings.by, labels);
    node.emplace_back("leads", group.leads);
    add_counts(node, group.counts);
    grouped.emplace_back(std::move(node));
  }
  Node::Object root = {{"stage", stage},
                       {"population", tally.population},
                       {"where", context.where.empty() ? Node() : Node(context.where)},
                       {"due_within", Node(settings.due_within)},
                       {"since", context.since ? Node(iso_instant(*context.since)) : Node()},
                       {"listed", static_cast<std::uint64_t>(breaches.size())},
                       {"to_list", tally.fresh},
                       {"told_before", static_cast<std::uint64_t>(tally.standing_told().size())},
                       {"after_as_of", tally.after_as_of},
                       {"duties", std::move(duties)},
                       {"breaches", std::move(rows)}};
  if (!settings.by.empty()) root.emplace_back("groups", std::move(grouped));
  if (context.history) {
    root.emplace_back("leads", tally.unique_leads);
    root.emplace_back("reentries", tally.reentries);
    add_owner_counts(root, tally.owners());
  }
  report.result = Node(std::move(root));
  report.main_columns = {"lead_id", "owner", "segment", "stage", "duty", "kind", "owed_by", "standing", "start", "due", "late_seconds", "missing", "explanation"};
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

void add_notes(const BreachTally& tally, const Contract& contract, const BreachSettings& settings, const BreachContext& context, const BreachGroups& groups, Report& report) {
  const std::string stage = contract.stages[static_cast<std::size_t>(settings.stage)].name;
  for (const Duty& duty : tally.duties)
    if (!duty.why_not.empty()) report.notes.push_back("not measured: " + duty.name + " (" + duty.why_not + ")");
  if (tally.duties.empty()) report.notes.push_back("the contract has no clock on " + stage + " and no dispositions: nothing is owed");
  if (const std::uint64_t unknown = total(tally, Standing::unknown))
    report.notes.push_back(count_text(unknown) + " cannot be proven past due or in time (a date without a time, or none): not listed");
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

void breaches_report(const BreachTally& tally, const Contract& contract, const BreachSettings& settings, const BreachContext& context, Report& report) {
  const std::vector<Breach> breaches = tally.sorted();
  const BreachGroups groups = breach_groups(tally, settings);
  add_headline(tally, contract, settings, context, report);
  report.tables.push_back(duty_table(tally, settings));
  if (!settings.by.empty()) report.tables.push_back(group_table(groups, settings));
  report.tables.push_back(breach_table(breaches, tally, contract, settings, context));
  add_notes(tally, contract, settings, context, groups, report);
  breaches_json(breaches, groups, tally, contract, settings, context, report);
}

}  // namespace handoff
