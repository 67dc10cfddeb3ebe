#include "files/existing_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "descriptor.hpp"
#include "handoff/text/error.hpp"

namespace handoff {

namespace {

constexpr std::size_t looked_at = 64 * 1024;  ///< bytes: a header row, or the top of a report

/// The beginning of a regular file; none where there is nothing to lose.
std::optional<std::string> beginning_of(const std::string& path) {
  struct stat about {};
  if (path.empty() || descriptor_named(path) >= 0 || stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode) || about.st_size == 0) return {};
  std::string text(looked_at, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
  return text;
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// A report for people names its contract's digest within its first lines; a page into which somebody pasted one has it further down.
bool is_page(std::string_view text) {
  constexpr int top = 8;
  for (int line = 0; line < top && !text.empty(); ++line) {
    const std::string_view one = first_line(text);
    for (const std::string_view mark : {"digest ", "digest sha256:", "Digest sha256:"}) {
      const std::size_t at = one.find(mark);
      if (at != std::string_view::npos && one.size() >= at + mark.size() + 12 && is_hex(one.substr(at + mark.size(), 12))) return true;
    }
    text.remove_prefix(std::min(text.size(), one.size() + 1));
  }
  return false;
}

bool is_json(std::string_view text) { return text.starts_with("{\n  \"handoff\": \""); }

/// The columns of a table as this program writes one: commas, a line feed, no mark in front. What a spreadsheet saved has another look.
std::vector<std::string> plain_columns(std::string_view text) {
  const std::string_view line = first_line(text);
  std::vector<std::string> names(1);
  if (line.size() == text.size() || line.starts_with("\xEF\xBB\xBF")) return {};
  bool quoted = false;
  for (const char c : line) {
    if (static_cast<unsigned char>(c) < 0x20) return {};
    if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) names.emplace_back();
    else names.back() += c;
  }
  return names.size() < 2 || quoted ? std::vector<std::string>{} : names;
}

[[noreturn]] void refuse_place(const std::string& option, const std::string& path, const std::string& what) {
  throw Error(option, fmt::format("'{}' {}", path, what), "name another file, or move that one away");
}

}  // namespace

std::vector<std::string> require_report_place(const std::string& option, const std::string& path, bool table) {
  const std::optional<std::string> text = beginning_of(path);
  if (!text || is_json(*text) || is_page(*text)) return {};
  std::vector<std::string> columns = plain_columns(*text);
  if (std::find(columns.begin(), columns.end(), "touched_in_time") != columns.end()) refuse_place(option, path, "is a worksheet, and a report would replace it");
  if (columns.empty() || !table) refuse_place(option, path, "is there already, and is not a report of handoff");
  return columns;
}

void require_same_table(const std::string& option, const std::string& path, const std::vector<std::string>& old_columns, std::string_view header) {
  if (old_columns.empty()) return;
  const std::vector<std::string> now = plain_columns(header);
  const auto kept = std::count_if(old_columns.begin(), old_columns.end(), [&](const std::string& name) { return std::find(now.begin(), now.end(), name) != now.end(); });
  if (kept > 0 && static_cast<std::size_t>(kept) * 2 >= old_columns.size()) return;
  refuse_place(option, path, fmt::format("is there already, and is a table of other columns ('{}' first)", old_columns.front()));
}

void require_own_rows(const std::string& option, const std::string& path, const std::vector<std::string>& headers, const std::string& kind) {
  const std::optional<std::string> text = beginning_of(path);
  if (!text) return;
  const std::string there(first_line(*text));
  const bool ours = std::any_of(headers.begin(), headers.end(), [&](const std::string& header) {
    return header == there + "\n" || (header.starts_with(there + ",") && there.size() * 2 >= header.size());
  });
  if (!ours) refuse_place(option, path, fmt::format("is there already, and is not {} as handoff writes it", kind));
}

}  // namespace handoff
