#include "files/report_page.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "frame/command.hpp"
#include "handoff/text/ascii.hpp"

namespace handoff {

namespace {

/// The titles of reports; one that ends with a blank is followed by a name.
constexpr std::string_view titles[] = {
    "Demand Waterfall",       "Audit of ",           "Back-plan",         "Breaches of ",
    "Weekly meeting, ",       "Monthly review, ",    "Signatures of ",    "Check of the contract",
    "Two contracts: ",        "Lead ",               "Check of the contract and the export",
    "Pipeline, revenue and what they cost",          "Does anything work to the measure?",
    "Scores under the definition of "};
constexpr std::string_view states[] = {"signed", "unsigned", "altered", "expired", "not yet in force", "signed under rules 1: sign again"};
constexpr std::size_t digest_figures = 12;

bool is_title(std::string_view line) {
  return std::any_of(std::begin(titles), std::end(titles), [&](std::string_view title) {
    return title.ends_with(' ') ? line.starts_with(title) && line.size() > title.size() : line == title;
  });
}

bool is_state(std::string_view phrase) { return std::find(std::begin(states), std::end(states), phrase) != std::end(states); }

bool is_digest(std::string_view phrase) {
  constexpr std::string_view word = "digest ";
  if (!phrase.starts_with(word) || phrase.size() != word.size() + digest_figures) return false;
  phrase.remove_prefix(word.size());
  return std::all_of(phrase.begin(), phrase.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

/// Has the text this shape? `0` is a figure.
bool has_shape(std::string_view text, std::string_view shape) {
  return text.size() == shape.size() &&
         std::equal(text.begin(), text.end(), shape.begin(), [](char c, char s) { return s == '0' ? is_digit(c) : c == s; });
}

/// `2026-07-01 00:00 America/New_York`, with seconds or without.
bool is_moment(std::string_view text) {
  const std::size_t blank = text.rfind(' ');
  if (blank == std::string_view::npos || blank + 1 == text.size()) return false;
  const std::string_view time = text.substr(0, blank);
  return has_shape(time, "0000-00-00 00:00") || has_shape(time, "0000-00-00 00:00:00");
}

/// `2026-01-01 to 2026-03-31`, and behind it that the window is not over.
bool is_window(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00 to 0000-00-00", open = " (not over: judged as of ";
  const std::string_view rest = text.substr(std::min(text.size(), shape.size()));
  return has_shape(text.substr(0, shape.size()), shape) && (rest.empty() || (rest.starts_with(open) && rest.ends_with(')')));
}

bool cut_label(std::string_view& text, std::string_view label) {
  if (!text.starts_with(label)) return false;
  text.remove_prefix(label.size());
  return true;
}

/// Below the head of a report under several contracts: each version, or who signed each.
bool is_of_versions(std::string_view title, std::string_view text) {
  if (title.starts_with("Signatures of ") && title.ends_with(" versions")) return true;
  std::string_view line = take_line(text);
  return line.starts_with("Version ") && (line.ends_with("digest") || line.find(", digest sha256:") != std::string_view::npos);
}

/// The phrases of the head: its lines, taken apart at ` · `. The text is left behind the blank line.
std::vector<std::string_view> take_phrases(std::string_view& text) {
  constexpr std::string_view between = " · ";
  std::vector<std::string_view> phrases;
  for (std::string_view line = take_line(text); !line.empty(); line = take_line(text))
    while (!line.empty()) {
      phrases.push_back(line.substr(0, line.find(between)));
      line.remove_prefix(std::min(line.size(), phrases.back().size() + between.size()));
    }
  return phrases;
}

bool is_table_head(std::string_view title, std::string_view text) {
  std::vector<std::string_view> phrases = take_phrases(text);
  std::string_view window = phrases.empty() ? std::string_view() : phrases.back();
  if (cut_label(window, "window ") && is_window(window)) phrases.pop_back();
  std::string_view moment = phrases.empty() ? std::string_view() : phrases.back();
  if (!cut_label(moment, "as of ") || !is_moment(moment)) return false;
  phrases.pop_back();
  if (phrases.empty()) return is_of_versions(title, text);
  const std::size_t named = phrases.size() - 2;   // a contract without name and version has two phrases
  return phrases.size() >= 2 && named <= 1 && is_state(phrases[named]) && is_digest(phrases[named + 1]);
}

bool is_contract_item(std::string_view line) {
  if (!cut_label(line, "- contract: ")) return false;
  const std::size_t digest = line.rfind(", digest ");
  if (digest == std::string_view::npos || !is_digest(line.substr(digest + 2))) return false;
  line = line.substr(0, digest);
  return std::any_of(std::begin(states), std::end(states), [&](std::string_view state) {
    return line.ends_with(state) && line.substr(0, line.size() - state.size()).ends_with(", ");
  });
}

bool is_markdown_head(std::string_view title, std::string_view text) {
  if (!take_line(text).empty()) return false;
  std::string_view line = take_line(text);
  const bool contract = is_contract_item(line);
  if (contract) line = take_line(text);
  if (!cut_label(line, "- as of: ") || !is_moment(line)) return false;
  line = take_line(text);
  if (cut_label(line, "- window: ")) {
    if (!is_window(line)) return false;
    line = take_line(text);
  }
  while (line.starts_with("- input: ")) line = take_line(text);
  return line.empty() && (contract || is_of_versions(title, text));
}

}  // namespace

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

bool begins_as_page(std::string_view text) {
  std::string_view title = take_line(text);
  const bool markdown = cut_label(title, "# ");
  return is_title(title) && (markdown ? is_markdown_head(title, text) : is_table_head(title, text));
}

bool begins_as_json(std::string_view text) {
  if (take_line(text) != "{") return false;
  std::string_view version = take_line(text), command = take_line(text), moment = take_line(text);
  if (!cut_label(version, "  \"handoff\": \"") || !cut_label(command, "  \"command\": \"") || !moment.starts_with("  \"as_of\": ")) return false;
  const auto is_end = [](std::string_view rest) { return rest == "\","; };
  const std::size_t name = std::min(command.find('"'), command.size());
  const std::vector<Command> all = all_commands();
  const auto known = [&](const Command& one) { return one.name == command.substr(0, name); };
  return is_end(command.substr(name)) && is_end(version.substr(std::min(version.find('"'), version.size()))) &&
         std::any_of(all.begin(), all.end(), known);
}

}  // namespace handoff
