// Checked by hand and not by a regular expression: linear, no allocation, and the rules can be read.
#include "cells/email.hpp"

#include <algorithm>

#include "handoff/text/ascii.hpp"

namespace handoff {
namespace {

bool is_letter_or_digit(char c) { return is_letter(c) || is_digit(c); }

bool is_local(std::string_view local) {
  constexpr std::string_view marks = "!#$%&'*+-/=?^_`{|}~.";
  if (local.empty() || local.size() > 64 || local.front() == '.' || local.back() == '.') return false;
  if (local.find("..") != std::string_view::npos) return false;
  return std::all_of(local.begin(), local.end(), [&](char c) { return is_letter_or_digit(c) || marks.find(c) != std::string_view::npos; });
}

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(), [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

}  // namespace

bool is_valid_email(std::string_view text) {
  const auto at = text.rfind('@');
  if (text.size() > 254 || at == std::string_view::npos || !is_local(text.substr(0, at))) return false;
  std::string_view domain = text.substr(at + 1);
  std::size_t labels = 0;
  while (true) {
    const auto dot = domain.find('.');
    const std::string_view label = domain.substr(0, dot);
    if (!is_label(label)) return false;
    ++labels;
    if (dot == std::string_view::npos) return labels >= 2 && label.size() >= 2 && !std::all_of(label.begin(), label.end(), is_digit);
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace handoff
