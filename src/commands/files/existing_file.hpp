// What stands where an output is to go. Only what this program wrote, and can write again, is replaced: a name that was mistyped must not cost
// somebody an export, a contract, or the work of a week.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace handoff {

/// For a report: refuses a file that is not a report. Nothing there, an empty file, a device or a pipe is fine, and so is a report as JSON, as a
/// table or as Markdown. Of a CSV table its columns are returned, for `require_same_table` once the new ones are known; it is refused where the report is not
/// a `table` of CSV. Throws Error.
std::vector<std::string> require_report_place(const std::string& option, const std::string& path, bool table);

/// Refuses to put a CSV table with this header line in place of one with other columns: all of the old ones must be among the new in their order, and
/// be half of them or more. An earlier version had fewer; one that somebody added is not ours.
void require_same_table(const std::string& option, const std::string& path, const std::vector<std::string>& old_columns, std::string_view header);

/// For a file of rows that has always the same columns: refuses one that does not begin with one of these header lines as they are written, to the
/// byte; a header of an earlier version, which had fewer columns at the end, will do. `kind`: "a ledger". Throws Error.
void require_own_rows(const std::string& option, const std::string& path, const std::vector<std::string>& headers, const std::string& kind);

}  // namespace handoff
