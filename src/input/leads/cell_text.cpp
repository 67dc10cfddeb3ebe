// The careful way from bytes to text. Plain cells (ASCII, nothing doubled) never come here on the fast path.
#include "leads/cell_text.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "bytes/transcode.hpp"

namespace handoff {
namespace {

/// Windows-1252, 0x80 to 0x9F; the rest is Latin-1.
constexpr std::array<char16_t, 32> windows_1252_high{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

/// Bytes of the well-formed sequence at the front of `text` (Unicode, table 3-7), or 0.
std::size_t sequence_length(std::string_view text) {
  const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto tail = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const unsigned lead = at(0), second = at(1);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (lead == 0xE0 && second < 0xA0) return 0;
    if (lead == 0xED && second > 0x9F) return 0;
    return tail(1) && tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (lead == 0xF0 && second < 0x90) return 0;
    if (lead == 0xF4 && second > 0x8F) return 0;
    return tail(1) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

/// Where a control character U+0080 to U+009F stands in valid UTF-8; npos where none does.
std::size_t find_c1(std::string_view text) {
  for (std::size_t at = text.find('\xC2'); at != std::string_view::npos; at = text.find('\xC2', at + 1))
    if (static_cast<unsigned char>(text[at + 1]) < 0xA0) return at;
  return std::string_view::npos;
}

/// Windows-1252 that some program took for ISO-8859-1 and wrote as UTF-8 has control characters for its dashes and curly quotes.
std::string without_c1(std::string_view text) {
  std::string out;
  for (std::size_t at = find_c1(text); at != std::string_view::npos; at = find_c1(text)) {
    out += text.substr(0, at);
    append_windows_1252(out, text.substr(at + 1, 1));
    text.remove_prefix(at + 2);
  }
  return out += text;
}

/// Undoubles quotes and drops NULs.
std::string_view without_doubles_and_nul(const RawCell& cell, std::string& scratch) {
  scratch.clear();
  for (const char* at = cell.begin; at != cell.end; ++at) {
    if (*at == '\0') continue;
    scratch += *at;
    if (*at == '"' && cell.quoted && at + 1 != cell.end && at[1] == '"') ++at;
  }
  return scratch;
}

}  // namespace

bool valid_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

void append_windows_1252(std::string& out, std::string_view bytes) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, byte >= 0x80 && byte <= 0x9F ? windows_1252_high[byte - 0x80] : byte);
  }
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  constexpr std::string_view no_break_space = "\xC2\xA0";
  for (;;) {
    if (!text.empty() && blank(text.front())) text.remove_prefix(1);
    else if (text.starts_with(no_break_space)) text.remove_prefix(2);
    else break;
  }
  for (;;) {
    if (!text.empty() && blank(text.back())) text.remove_suffix(1);
    else if (text.ends_with(no_break_space)) text.remove_suffix(2);
    else break;
  }
  return text;
}

std::string_view cell_text(const RawCell& cell, std::string& scratch, bool& repaired) {
  std::string_view text(cell.begin, static_cast<std::size_t>(cell.end - cell.begin));
  const bool has_nul = text.find('\0') != std::string_view::npos;
  if (has_nul || (cell.quoted && text.find('"') != std::string_view::npos)) text = without_doubles_and_nul(cell, scratch);
  const bool is_utf8 = valid_utf8(text), has_c1 = is_utf8 && find_c1(text) != std::string_view::npos;
  if (!is_utf8 || has_c1) {
    std::string decoded;
    if (has_c1) decoded = without_c1(text);
    else append_windows_1252(decoded, text);
    scratch = std::move(decoded);
    text = scratch;
  }
  text = trimmed(text);
  if (has_nul || has_c1 || !is_utf8) repaired = true;
  return text;
}

}  // namespace handoff
