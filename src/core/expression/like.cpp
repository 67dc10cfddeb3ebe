// The general matcher remembers the last % only: when what follows does not fit, it tries again one character later
// behind that %, which is enough because an earlier % could only take more. So there is no exponential case.
#include "expression/like.hpp"

#include <algorithm>

#include "text/text_fold.hpp"

namespace handoff {
namespace {

/// One element of a pattern.
struct Element { enum Kind { any_run, any_one, character } kind; std::int32_t code_point; };

Element next_element(std::string_view pattern, std::size_t& at, std::int32_t escape) {
  const std::int32_t c = next_code_point(pattern, at);
  if (c == escape && at < pattern.size()) return {Element::character, next_code_point(pattern, at)};
  if (c == '%') return {Element::any_run, 0};
  if (c == '_') return {Element::any_one, 0};
  return {Element::character, c};
}

bool equal_bytes_folded(const char* text, std::string_view needle) {
  for (std::size_t i = 0; i < needle.size(); ++i) {
    if (ascii_lower(text[i]) != needle[i]) return false;
  }
  return true;
}

bool contains_folded(std::string_view text, std::string_view needle) {
  if (needle.empty()) return true;
  if (needle.size() > text.size()) return false;
  const char* const last = text.data() + (text.size() - needle.size());
  for (const char* p = text.data(); p <= last; ++p) {
    if (ascii_lower(*p) == needle.front() && equal_bytes_folded(p, needle)) return true;
  }
  return false;
}

}  // namespace

bool like_is_well_formed(std::string_view pattern, std::int32_t escape) {
  for (std::size_t at = 0; escape != no_escape && at < pattern.size();) {
    if (next_code_point(pattern, at) != escape) continue;
    if (at == pattern.size()) return false;
    const std::int32_t next = next_code_point(pattern, at);
    if (next != '%' && next != '_' && next != escape) return false;
  }
  return true;
}

LikePattern compile_like(std::string_view pattern, std::int32_t escape, bool fold) {
  LikePattern out;
  out.fold = fold;
  out.escape = escape;
  out.text = pattern;
  const bool plain = pattern.find('_') == std::string_view::npos && escape == no_escape && (!fold || is_ascii(pattern));
  if (!plain) return out;
  const bool before = !pattern.empty() && pattern.front() == '%';
  const bool after = pattern.size() > (before ? 1U : 0U) && pattern.back() == '%';
  const std::string_view needle = pattern.substr(before, pattern.size() - before - after);
  if (needle.find('%') != std::string_view::npos) return out;
  using enum LikePattern::Kind;
  out.kind = before && (after || needle.empty()) ? contains : before ? suffix : after ? prefix : equals;
  out.text = needle;
  if (fold) std::transform(out.text.begin(), out.text.end(), out.text.begin(), ascii_lower);
  return out;
}

bool like_matches(const LikePattern& pattern, std::string_view text) {
  using enum LikePattern::Kind;
  const std::string_view needle = pattern.text;
  if (pattern.kind == general) return like_matches(needle, pattern.escape, pattern.fold, text);
  if (pattern.kind == contains) return pattern.fold ? contains_folded(text, needle) : text.find(needle) != std::string_view::npos;
  if (text.size() < needle.size() || (pattern.kind == equals && text.size() != needle.size())) return false;
  const char* const from = pattern.kind == suffix ? text.data() + (text.size() - needle.size()) : text.data();
  return pattern.fold ? equal_bytes_folded(from, needle) : std::string_view(from, needle.size()) == needle;
}

bool like_matches(std::string_view pattern, std::int32_t escape, bool fold, std::string_view text) {
  constexpr std::size_t none = std::string_view::npos;
  std::size_t p = 0, t = 0, after_run = none, run_ends = 0;  // the last %: the pattern behind it, and where its run ends so far
  while (t < text.size()) {
    std::size_t next_p = p, next_t = t;
    bool fits = false;
    if (p < pattern.size()) {
      const Element element = next_element(pattern, next_p, escape);
      if (element.kind == Element::any_run) {
        p = after_run = next_p;
        run_ends = t;
        continue;
      }
      const std::int32_t c = next_code_point(text, next_t);
      fits = element.kind == Element::any_one || c == element.code_point || (fold && folded(c) == folded(element.code_point));
    }
    if (fits) {
      p = next_p;
      t = next_t;
    } else if (after_run != none) {
      next_code_point(text, run_ends);
      t = run_ends;
      p = after_run;
    } else {
      return false;
    }
  }
  while (p < pattern.size()) {
    if (next_element(pattern, p, escape).kind != Element::any_run) return false;
  }
  return true;
}

}  // namespace handoff
