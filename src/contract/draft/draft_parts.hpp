// The parts of a drafted contract that do not depend on the template.
#pragma once
#include "draft/draft.hpp"

namespace handoff {

/// A text as TOML takes it; HubSpot's own labels hold double quotes.
std::string toml_quoted(const std::string& text);
std::string draft_heading(const DraftFacts& facts, const std::string& name);
std::string draft_zone_line(const DraftFacts& facts);
/// What follows the zone: the order of day and month, as the rows show it.
std::string draft_order_lines(const DraftFacts& facts);
/// [numbers], where the export leaves the decimal mark open; else nothing.
std::string draft_number_lines(const DraftFacts& facts);
/// [columns] with its header; `more`: lines that the template adds.
std::string draft_columns(const DraftFacts& facts, const std::string& more);
/// A proposal: each of its lines behind the mark that it waits to be settled, so that taking the marks out leaves a contract.
std::string to_decide(const std::string& block);
std::string draft_nulls(const DraftFacts& facts);
/// Is there a column for the field?
bool has_column(const DraftFacts& facts, std::string_view field);
/// `'Lead' 12, 'MQL' 3`, at most so many.
std::string counts_text(const DraftFacts::Counts& counts, std::size_t most = 12);
/// All that follows [null] in the contract that no template gives.
std::string plain_rest(const DraftFacts& facts);

}  // namespace handoff
