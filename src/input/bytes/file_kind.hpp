// What a file really is, from its first bytes: exports arrive as workbooks, web pages and archives named .csv.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace handoff {

/// Why a file cannot be read as CSV, and what to do instead.
struct NotCsv {
  std::string problem;
  std::string fix;
};

/// `head` is the file's beginning (4 KiB are enough), already UTF-8. Nothing when it may well be CSV.
std::optional<NotCsv> not_csv(std::string_view head);

/// Is the zip that begins like this a document of an office program?
bool is_workbook(std::string_view head);

enum class Utf16 { no, little_endian, big_endian };
/// By byte order mark, or by where the NUL bytes of the first KiB stand.
Utf16 utf16_kind(std::string_view head);

}  // namespace handoff
