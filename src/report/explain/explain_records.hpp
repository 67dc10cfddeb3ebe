// What a lead's explanation is made of: each part's records once, as the list of JSON and as the table.
#pragma once
#include <string>
#include <string_view>

#include "explain/explain_report.hpp"
#include "handoff/report/records.hpp"

namespace handoff {

/// The lead, and all that its parts are explained by.
struct ExplainedLead {
  const Contract& contract;
  const StorySettings& settings;
  const LeadStory& story;
  const ExplainContext& context;
  const std::string& stage(int index) const { return contract.stages[static_cast<std::size_t>(index)].name; }
  const std::string& clock(int index) const { return contract.clocks[static_cast<std::size_t>(index)].name; }
  /// A moment in the contract's zone; null where it is not known.
  Node at(bool known, const Stamp& stamp) const { return known ? Node(Moment{stamp, contract.zone}) : Node(); }
};

/// `yes`, `no`, `unknown`.
std::string_view tri_word(Tri tri);
Tone tone_of(Tri tri);

/// What happened, when: dates of the export, touches, rows of the history, due times; the rows are those of CSV too.
Node::List timeline_list(const ExplainedLead& lead);
Table timeline_table(const ExplainedLead& lead);
/// What was claimed, and what the definitions say; then each definition clause by clause.
Node::List stage_list(const ExplainedLead& lead);
void add_stage_tables(const ExplainedLead& lead, std::vector<Table>& out);
/// The checks of the audit; the list is empty where the lead does not hold the audited stage.
Node::List check_list(const ExplainedLead& lead);
Table check_table(const ExplainedLead& lead);
/// Scores by axis, with the rules and signals that gave points.
Node::List score_list(const ExplainedLead& lead);
Table score_table(const ExplainedLead& lead);
/// Segment, lane, source, route; and what takes the lead out.
Node::List bucket_list(const ExplainedLead& lead);
Node::List exclusion_list(const ExplainedLead& lead);
Table bucket_table(const ExplainedLead& lead);
Node::List clock_list(const ExplainedLead& lead);
Table clock_table(const ExplainedLead& lead);

}  // namespace handoff
