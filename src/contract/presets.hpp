// What CRMs call their columns: the headers of their exports, by canonical field.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace handoff {

/// `none`, `hubspot`, `salesforce`.
const std::vector<std::string>& preset_names();
/// The headers that a preset knows a canonical field by, likeliest first; empty when it knows none.
std::vector<std::string> preset_headers(std::string_view preset, std::string_view field);
/// How many fields a preset names.
int preset_rows(std::string_view preset);
/// Cell texts that a preset knows to mean missing.
std::vector<std::string> preset_nulls(std::string_view preset);

}  // namespace handoff
