// The explanation in the order of a conversation: what happened, what was claimed, what the definitions say, which
// clocks ran.
#include "explain/explain_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "explain/explain_records.hpp"
#include "handoff/contract/contact_field.hpp"

namespace handoff {

namespace {

bool is_hidden(const ExplainedLead& lead, FieldId field) {
  return is_contact_field(lead.contract, field) && !lead.settings.with_contact;
}

/// What the export can say of the last entry alone: of one that has ended, the history has it.
bool of_last_entry(FieldId field) {
  for (const char* name : {"stage", "disposition", "disposition_reason"})
    if (field == known_field(name)) return true;
  return false;
}

Node::Object field_object(const ExplainedLead& lead) {
  Node::Object fields;
  for (std::size_t id = 0; id < lead.contract.fields.size(); ++id) {
    const Value& value = (*lead.context.lead)[static_cast<FieldId>(id)];
    if (!(*lead.context.headers)[id].empty() && !is_hidden(lead, static_cast<FieldId>(id)))
      fields.emplace_back(lead.contract.fields[id].name,
                          value.state == Value::State::missing ? Node() : Node(value.text));
  }
  return fields;
}

Table field_table(const ExplainedLead& lead) {
  Table table{"What the export says besides", {{"field"}, {"value"}, {"column"}}, {}, {}};
  const bool ended = lead.context.entry < lead.context.entries;
  for (std::size_t id = 0; id < lead.contract.fields.size(); ++id) {
    const auto field = static_cast<FieldId>(id);
    const std::string& header = (*lead.context.headers)[id];
    if (lead.contract.fields[id].type == Type::date || field == known_field("lead_id") || header.empty()) continue;
    const Value& value = (*lead.context.lead)[field];
    const bool missing = value.state == Value::State::missing;
    table.rows.push_back({lead.contract.fields[id].name,
                          missing                  ? Node(Blank{"missing"})
                          : is_hidden(lead, field) ? Node(Blank{"given"})
                                                   : Node(value.text),
                          {ended && of_last_entry(field) ? "the history" : header, Tone::faint}});
  }
  return table;
}

constexpr std::size_t most_lines_named = 20;

std::string row_sentence(const ExplainContext& context) {
  const std::vector<RowPlace>& rows = context.rows;
  const auto stands =
      std::find_if(rows.begin(), rows.end(), [&](const RowPlace& row) { return row.offset == context.lead->offset; });
  if (stands == rows.end()) return "";
  if (rows.size() == 1) return fmt::format("It stands in {}, line {}.", stands->file, stands->line);
  std::string others;
  std::size_t named = 0;
  for (const RowPlace& row : rows) {
    if (row.offset == context.lead->offset) continue;
    if (++named > most_lines_named) break;
    others += fmt::format("{}{}{}", others.empty() ? "" : ", ",
                          row.file == stands->file ? "line " : row.file + ", line ", row.line);
  }
  if (rows.size() - 1 > most_lines_named)
    others += fmt::format(" and {} more", count_text(rows.size() - 1 - most_lines_named));
  return fmt::format(
      "The id is there {} times. The row that stands is {}, line {} (modified last, or the later of two modified "
      "alike); the others count as duplicates: {}.",
      rows.size(), stands->file, stands->line, others);
}

std::string entry_sentence(const ExplainedLead& lead) {
  const ExplainContext& context = lead.context;
  if (!context.history) return "";
  const std::string& stage = lead.stage(lead.settings.stage);
  const StageClaim& claim = lead.story.funnel.stages[static_cast<std::size_t>(lead.settings.stage)];
  if (context.entries == 0)
    return claim.held ? fmt::format("The history does not have its entry into {}: the export's own date stands.", stage)
                      : "";
  if (context.entries == 1) return fmt::format("By the history it entered {} once.", stage);
  return fmt::format("By the history it entered {} {} times. This is entry {}{}; --entry tells another.", stage,
                     count_text(context.entries), count_text(context.entry),
                     claim.stamped ? ", of " + local_text(claim.at, *lead.contract.zone) : "");
}

std::string claim_sentence(const ExplainedLead& lead) {
  const LeadStory& story = lead.story;
  const Funnel& funnel = story.funnel;
  if (story.excluded >= 0)
    return fmt::format(
        "The contract takes it out of all numbers: exclusion '{}'. What follows is what would be said of it.",
        story.exclusions[static_cast<std::size_t>(story.excluded)].name);
  std::string text = funnel.furthest < 0 ? "The export claims no stage of the contract for it"
                                         : "The export claims " + lead.stage(funnel.furthest);
  if (funnel.perhaps) {
    int may_be_at = 0;
    for (std::size_t i = 0; i < funnel.stages.size(); ++i)
      if (funnel.stages[i].perhaps) may_be_at = static_cast<int>(i);
    text = fmt::format("{} {}", funnel.furthest < 0 ? "The export perhaps claims" : text + ", and perhaps", lead.stage(may_be_at));
  }
  if (funnel.exits_perhaps != 0)
    text += funnel.exit >= 0 ? ", and that it left; the export does not say by which exit" : "; the export does not say whether it left";
  else if (funnel.exit >= 0)
    text += ", and that it left as " + lead.contract.exits[static_cast<std::size_t>(funnel.exit)].name;
  if (funnel.time_order) text += "; its stage dates are out of order";
  if (!funnel.unnamed_value.empty())
    text += fmt::format("; its current stage '{}' is not one that the contract names", funnel.unnamed_value);
  return text + ".";
}

std::string definition_sentence(const StoryStage& stage, const std::string& name) {
  const Tri truth = stage.definition->truth;
  return fmt::format("{} the definition of {}: {}.{}{}",
                     truth == Tri::yes  ? "It meets"
                     : truth == Tri::no ? "It does not meet"
                                        : "It cannot be decided whether it meets",
                     name, stage.definition->because,
                     stage.claim.held && truth == Tri::no ? " The export claims it all the same." : "",
                     !stage.claim.held && !stage.claim.perhaps && truth == Tri::yes ? " The export does not claim it." : "");
}

std::string clocks_sentence(const ExplainedLead& lead) {
  std::string text;
  for (const StoryClock& one : lead.story.clocks)
    if (one.applies == StoryClock::Applies::yes)
      text += fmt::format("{}{} {}", text.empty() ? "Clocks: " : ", ", lead.clock(one.clock),
                          verdict_name(one.fact.verdict));
  return text.empty() ? text : text + ".";
}

void add_headline(const ExplainedLead& lead, std::vector<std::string>& headline) {
  for (const std::string& sentence :
       {lead.context.version.sentence, row_sentence(lead.context), entry_sentence(lead), claim_sentence(lead)})
    if (!sentence.empty()) headline.push_back(sentence);
  for (std::size_t i = 0; i < lead.story.stages.size(); ++i)
    if (lead.story.stages[i].definition)
      headline.push_back(definition_sentence(lead.story.stages[i], lead.contract.stages[i].name));
  if (std::string sentence = clocks_sentence(lead); !sentence.empty()) headline.push_back(std::move(sentence));
}

void add_tables(const ExplainedLead& lead, std::vector<Table>& tables) {
  const auto add_filled = [&](Table table) {
    if (!table.rows.empty()) tables.push_back(std::move(table));
  };
  tables.push_back(timeline_table(lead));
  add_stage_tables(lead, tables);
  add_filled(score_table(lead));
  add_filled(bucket_table(lead));
  add_filled(clock_table(lead));
  if (lead.story.stages[static_cast<std::size_t>(lead.settings.stage)].claim.held) tables.push_back(check_table(lead));
  add_filled(field_table(lead));
}

Node version_node(const VersionChoice& choice) {
  if (choice.sentence.empty()) return {};
  return Node::Object{
      {"version", choice.version},   {"from", text_node(choice.from)},   {"to", text_node(choice.to)},
      {"in_force", choice.in_force}, {"stage", text_node(choice.stage)}, {"entered", text_node(choice.entered)},
      {"why", choice.sentence}};
}

Node::List row_list(const ExplainContext& context) {
  Node::List rows;
  for (const RowPlace& row : context.rows)
    if (const bool stands = row.offset == context.lead->offset; rows.size() < most_shown || stands)
      rows.emplace_back(Node::Object{{"file", row.file}, {"line", row.line}, {"stands", stands}});
  return rows;
}

Node::Object result_node(const ExplainedLead& lead, const Node::List& timeline) {
  const auto& [contract, settings, story, context] = lead;
  const Funnel& funnel = story.funnel;
  Node::List rows = row_list(context);
  const std::size_t rows_listed = rows.size();
  Node::Object root = {
      {"lead_id", Node::raw(context.lead_id)}, {"version", version_node(context.version)}, {"rows", std::move(rows)},
      {"excluded_by",
       story.excluded >= 0 ? Node(story.exclusions[static_cast<std::size_t>(story.excluded)].name) : Node()},
      {"furthest", funnel.furthest >= 0 ? Node(lead.stage(funnel.furthest)) : Node()},
      {"exit", funnel.exit >= 0 ? Node(contract.exits[static_cast<std::size_t>(funnel.exit)].name) : Node()},
      {"time_order", funnel.time_order}, {"timeline", timeline}, {"stages", stage_list(lead)},
      {"scores", score_list(lead)}, {"buckets", bucket_list(lead)}, {"exclusions", exclusion_list(lead)},
      {"clocks", clock_list(lead)}, {"checks", check_list(lead)}, {"fields", field_object(lead)}};
  if (context.history) append_members(root, {{"entry", context.entry}, {"entries", context.entries}});
  if (context.rows.size() > rows_listed) root.emplace_back("rows_in_all", context.rows.size());
  if (story.touches_left_out > 0) root.emplace_back("touches_left_out", story.touches_left_out);
  if (story.steps_left_out > 0) root.emplace_back("steps_left_out", story.steps_left_out);
  return root;
}

}  // namespace

void explain_report(const Contract& contract, const StorySettings& settings, const LeadStory& story,
                    const ExplainContext& context, Report& report) {
  const ExplainedLead lead{contract, settings, story, context};
  add_headline(lead, report.headline);
  add_tables(lead, report.tables);
  report.main = timeline_list(lead);
  report.result = result_node(lead, report.main);
}

}  // namespace handoff
