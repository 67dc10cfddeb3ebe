// What CRMs call their columns: the headers of their exports, by canonical field.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace handoff {

/// `none`, `hubspot`, `salesforce`.
const std::vector<std::string>& preset_names();
/// The headers that a preset knows a canonical field by, likeliest first; empty when it knows none.
std::vector<std::string> preset_headers(std::string_view preset, std::string_view field);
/// The same of a log beside the leads: `touch`, `history`.
std::vector<std::string> log_headers(std::string_view preset, std::string_view table, std::string_view field);
/// Activity types that a person's touch has in that CRM, in lower case, with their channels; none for `none`.
std::map<std::string, std::string> preset_touch_types(std::string_view preset);
/// Which rows of its activities are done, as an expression over the log's fields; empty: all.
std::string preset_touch_where(std::string_view preset);
/// How many fields a preset names.
int preset_rows(std::string_view preset);
/// Cell texts that a preset knows to mean missing.
std::vector<std::string> preset_nulls(std::string_view preset);

}  // namespace handoff
