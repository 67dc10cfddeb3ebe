// What the text of a deal's stage says: won, lost, or that it is still open.
#include <algorithm>

#include "handoff/text/ascii.hpp"
#include "leads/cell_text.hpp"
#include "deals/deal_log.hpp"

namespace handoff {
namespace {

bool names(const std::string& name, const std::vector<std::string>& values, const std::string& text) {
  return ascii_lower_text(name) == text || std::any_of(values.begin(), values.end(), [&](const std::string& value) {
           return ascii_lower_text(value) == text;
         });
}

/// `won`, `closed won`, `closed-won`, `closedwon`, `closed_won`, and nothing longer: *won back* and *not lost* say
/// something else.
bool says_word(std::string_view text, std::string_view word) {
  if (text == word) return true;
  constexpr std::string_view closed = "closed";
  if (!text.starts_with(closed) || !text.ends_with(word) || text.size() < closed.size() + word.size()) return false;
  const std::string_view between = text.substr(closed.size(), text.size() - closed.size() - word.size());
  return between.empty() || between == " " || between == "-" || between == "_";
}

/// Without the `(...)` that a CRM writes behind a stage's name for its pipeline.
std::string_view without_pipeline(std::string_view text) {
  const std::size_t open = text.ends_with(')') ? text.rfind('(') : std::string_view::npos;
  return open == std::string_view::npos ? text : trimmed(text.substr(0, open));
}

}  // namespace

DealStatus stage_says(const Contract& contract, std::string_view stage, bool& known) {
  const std::string whole = ascii_lower_text(trimmed(stage)), text(without_pipeline(whole));
  const auto named = [&](const auto& one) {
    return names(one.name, one.values, whole) || names(one.name, one.values, text);
  };
  known = true;
  if (named(contract.stages.back())) return DealStatus::won;
  if (std::any_of(contract.exits.begin(), contract.exits.end(), named)) return DealStatus::lost;
  if (says_word(text, "lost")) return DealStatus::lost;
  if (says_word(text, "won")) return DealStatus::won;
  known = std::any_of(contract.stages.begin(), contract.stages.end(), named);
  return DealStatus::open;
}

}  // namespace handoff
