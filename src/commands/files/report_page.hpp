// How a report begins, line by line: so a report of an earlier run is told from a page of somebody's own that quotes one.
#pragma once
#include <string_view>

namespace handoff {

/// Does the text begin as a report for people begins, as a table or as Markdown? A title of ours in the first line, and right below it the head:
/// contract with status and digest, moment of judging, window, in this order and with nothing between them.
bool begins_as_page(std::string_view text);

/// Does the text begin as a report as JSON: our version, the command, the moment of judging?
bool begins_as_json(std::string_view text);

/// The next line without its line feed, which is taken off the text.
std::string_view take_line(std::string_view& text);

}  // namespace handoff
