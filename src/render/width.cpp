// Columns are counted by grapheme cluster: a letter with its accents is one, an East Asian character or an emoji, however many code
// points it is joined from, is two.
#include "width.hpp"

#include <utf8proc.h>

#include <algorithm>

#include "render.hpp"
#include "utf8.hpp"

namespace handoff {
namespace {

constexpr char32_t emoji_presentation = 0xFE0F;

struct Cluster { std::size_t bytes; int width; };

// The grapheme cluster that begins at `at`.
Cluster cluster_at(std::string_view text, std::size_t at) {
  utf8proc_int32_t state = 0;
  Cluster cluster{0, 0};
  char32_t before = 0;
  while (at + cluster.bytes < text.size()) {
    const CodePoint point = code_point_at(text, at + cluster.bytes);
    const auto value = static_cast<utf8proc_int32_t>(point.value);
    if (cluster.bytes > 0 && utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(before), value, &state)) break;
    cluster.bytes += point.bytes;
    cluster.width = point.value == emoji_presentation && cluster.width > 0 ? 2 : std::min(2, cluster.width + utf8proc_charwidth(value));
    before = point.value;
  }
  return cluster;
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Cluster cluster = cluster_at(text, at);
    at += cluster.bytes;
    width += cluster.width;
  }
  return width;
}

std::string cut_to_width(std::string_view text, int columns) {
  int width = 0;
  std::size_t keep = 0;  // bytes that still leave a column for the ellipsis
  for (std::size_t at = 0; at < text.size();) {
    const Cluster cluster = cluster_at(text, at);
    at += cluster.bytes;
    width += cluster.width;
    if (width <= columns - 1) keep = at;
    if (width > columns) return std::string(text.substr(0, keep)) + "…";
  }
  return std::string(text);
}

std::vector<std::string> wrap_text(std::string_view text, int columns) {
  std::vector<std::string> lines;
  std::string line;
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const int word_width = display_width(word);
    if (!line.empty() && width + 1 + word_width > columns) {
      lines.push_back(std::move(line));
      line.clear();
      width = 0;
    }
    if (!line.empty()) {
      line += ' ';
      ++width;
    }
    line += word;
    width += word_width;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

}  // namespace handoff
