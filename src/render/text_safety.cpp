// What strangers typed into a CRM, made harmless: a terminal must not obey it, and Markdown must not format it.
#include <fmt/format.h>

#include <algorithm>

#include "handoff/text/ascii.hpp"
#include "render.hpp"
#include "utf8.hpp"

namespace handoff {
namespace {

bool between(char c, char low, char high) { return c >= low && c <= high; }

// The end of a control string (OSC, DCS, ...), after BEL or ST. Without an end only its introducer is taken off, so that text which
// merely looks like the beginning of one is not swallowed to the end of the cell.
std::size_t after_control_string(std::string_view text, std::size_t at) {
  for (std::size_t i = at; i < text.size(); ++i) {
    if (text[i] == '\x07') return i + 1;
    if (i + 1 < text.size() && text[i] == '\x1b' && text[i + 1] == '\\') return i + 2;
    if (i + 1 < text.size() && text[i] == '\xc2' && text[i + 1] == '\x9c') return i + 2;
  }
  return at;
}

std::size_t after_csi(std::string_view text, std::size_t at) {
  while (at < text.size() && between(text[at], '0', '?')) ++at;
  while (at < text.size() && between(text[at], ' ', '/')) ++at;
  return at < text.size() && between(text[at], '@', '~') ? at + 1 : at;
}

// The end of the escape sequence whose ESC stands before `at` (ECMA-48).
std::size_t after_escape(std::string_view text, std::size_t at) {
  if (at >= text.size()) return at;
  const char kind = text[at];
  if (kind == '[') return after_csi(text, at + 1);
  if (kind == ']' || kind == 'P' || kind == 'X' || kind == '^' || kind == '_') return after_control_string(text, at + 1);
  std::size_t end = at;
  while (end < text.size() && between(text[end], ' ', '/')) ++end;
  if (end < text.size() && between(text[end], '0', '~')) return end + 1;
  return at;
}

bool is_blank(char32_t value) {
  return (value >= '\t' && value <= '\r') || value == 0x85 || value == 0x2028 || value == 0x2029;
}

bool is_dropped(char32_t value) { return value < 0x20 || (value >= 0x7F && value <= 0x9F); }

/// `<U+200B>`: what nobody sees is named, so that two texts that look alike can be told apart.
void append_name(std::string& out, char32_t value) { out += fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(value)); }

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return between(c, ' ', '~'); });
}

// Whether the text begins like a list item, which Markdown would take it for at the start of a line.
std::size_t list_mark(std::string_view text) {
  if (text.empty()) return std::string_view::npos;
  if (text[0] == '-' || text[0] == '+' || text[0] == '=') return 0;
  std::size_t at = 0;
  while (at < text.size() && between(text[at], '0', '9')) ++at;
  if (at > 0 && at < text.size() && (text[at] == '.' || text[at] == ')') && (at + 1 == text.size() || text[at + 1] == ' ')) return at;
  return std::string_view::npos;
}

/// Bytes behind which a link or a mention that begins at `at` must be broken: `www`, the colon of `http://`, the sign of
/// `@someone`; 0: none begins. A backslash or an entity would not do, since pages look for mentions in the text that is shown.
std::size_t live_mark(std::string_view text, std::size_t at) {
  const auto is_word = [&](std::size_t i) { return i < text.size() && (is_digit(text[i]) || is_letter(text[i]) || text[i] == '_'); };
  if (text[at] == '@') return is_word(at + 1) ? 1 : 0;
  if (text[at] == ':') return at > 0 && is_word(at - 1) && text.substr(at, 3) == "://" ? 1 : 0;
  const bool first = at == 0 || !is_word(at - 1);
  return first && same_name(text.substr(at, 4), "www.") && is_word(at + 4) ? 3 : 0;
}

}  // namespace

std::string terminal_text(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    at += point.bytes;
    if (point.value == 0x1B) {
      at = after_escape(text, at);
    } else if (point.value == 0x9B) {
      at = after_csi(text, at);
    } else if (point.value == 0x90 || point.value == 0x98 || (point.value >= 0x9D && point.value <= 0x9F)) {
      at = after_control_string(text, at);
    } else if (is_blank(point.value)) {
      out += ' ';
    } else if (is_hidden_mark(point.value)) {
      append_name(out, point.value);
    } else if (!is_dropped(point.value)) {
      append_code_point(out, point.value);
    }
  }
  return out;
}

std::string terminal_lines(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    out += terminal_text(bytes.substr(at, end - at));
    if (end < bytes.size()) out += '\n';
    at = end + 1;
  }
  return out;
}

std::string markdown_text(std::string_view text) {
  const std::string safe = terminal_text(text);
  const std::size_t mark = list_mark(safe);
  std::string out;
  out.reserve(safe.size() + safe.size() / 8);
  for (std::size_t at = 0; at < safe.size(); ++at) {
    const char c = safe[at];
    if (const std::size_t bytes = live_mark(safe, at)) {
      out.append(safe, at, bytes).append("<!-- -->");
      at += bytes - 1;
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      if (at == mark || std::string_view("|`[]*_#\\~$").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

}  // namespace handoff
