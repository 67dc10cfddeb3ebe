#include "files/existing_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "descriptor.hpp"
#include "files/report_page.hpp"
#include "handoff/text/error.hpp"
#include "weekly/meeting_page.hpp"

namespace handoff {

namespace {

constexpr std::size_t looked_at = 64 * 1024;  ///< bytes: a header row, or the top of a report

/// The beginning of a regular file; none where there is nothing to lose.
std::optional<std::string> beginning_of(const std::string& path, std::size_t most = looked_at) {
  struct stat about {};
  if (path.empty() || descriptor_named(path) >= 0 || stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode) || about.st_size == 0) return {};
  std::string text(std::min(most, static_cast<std::size_t>(about.st_size)), '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
  return text;
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

/// Did somebody write into the lines of a meeting's page that stand there to be filled in? True where any word stands
/// there that handoff does not write.
bool filled_in(std::string_view page) {
  constexpr std::string_view own[] = {"☐", "who", "will", "do", "by", "marketing", "sales"};
  constexpr std::string_view rules = "_\\-|:";
  bool inside = false, rows = false;
  while (!page.empty()) {
    std::string_view line = take_line(page);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!inside) {
      std::string title(line.starts_with("## ") ? line.substr(3) : line);
      std::erase(title, '\\');
      inside = title == weekly_commits_title || title == monthly_actions_title;
      rows = false;
      continue;
    }
    if (line.empty() && rows) inside = false;
    rows = rows || !line.empty();
    while (!line.empty()) {
      const std::size_t from = std::min(line.find_first_not_of(" \t|"), line.size());
      line.remove_prefix(from);
      const std::string_view word = line.substr(0, line.find_first_of(" \t|"));
      line.remove_prefix(word.size());
      const bool drawn = word.find_first_not_of(rules) == std::string_view::npos || word.starts_with("─");
      if (!drawn && std::find(std::begin(own), std::end(own), word) == std::end(own)) return true;
    }
  }
  return false;
}

/// The page of a meeting by its title, which has such lines.
bool is_meeting(std::string_view page) {
  const std::string_view line = first_line(page), title = line.starts_with("# ") ? line.substr(2) : line;
  return title.starts_with("Weekly meeting, ") || title.starts_with("Monthly review, ");
}

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

/// Columns without what hangs on the data: `value.EUR` and `value.USD` are of `value`.
std::vector<std::string> roots(const std::vector<std::string>& columns) {
  std::vector<std::string> out;
  for (const std::string& column : columns)
    if (std::string root = column.substr(0, column.find('.')); out.empty() || out.back() != root) out.push_back(std::move(root));
  return out;
}

[[noreturn]] void refuse_place(const std::string& option, const std::string& path, const std::string& what) {
  throw Error(option, fmt::format("'{}' {}", path, what), "name another file, or move that one away");
}

}  // namespace

std::vector<std::string> require_report_place(const std::string& option, const std::string& path, bool table) {
  const std::optional<std::string> text = beginning_of(path);
  if (!text || begins_as_json(*text)) return {};
  if (begins_as_page(*text)) {
    constexpr std::size_t longest_page = 16 * 1024 * 1024;
    if (is_meeting(*text) && filled_in(*beginning_of(path, longest_page)))
      refuse_place(option, path,
                   "is a meeting's page on which somebody filled in lines, and a report would replace them");
    return {};
  }
  std::vector<std::string> columns = plain_columns(*text);
  if (std::find(columns.begin(), columns.end(), "touched_in_time") != columns.end()) refuse_place(option, path, "is a worksheet, and a report would replace it");
  if (columns.empty() || !table) refuse_place(option, path, "is there already, and is not a report of handoff");
  return columns;
}

void require_same_table(const std::string& option, const std::string& path, const std::vector<std::string>& old_columns, std::string_view header) {
  if (old_columns.empty()) return;
  const std::vector<std::string> now = plain_columns(header);
  const std::vector<std::string> before = roots(old_columns), after = roots(now);
  std::size_t at = 0;
  for (const std::string& name : after)
    if (at < before.size() && before[at] == name) ++at;
  if (at == before.size() && 2 * before.size() >= after.size()) return;
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
