// What the signers are still to write: horizons, since a rate without one moves as long as leads live and judges nothing but what cannot
// change, and the texts that placeholders stand for.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "check/check_records.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/measures/commitment.hpp"

namespace handoff {
namespace {

/// `(placeholder: reason 7 of 12)`, `Reason 7 of 12`, `TBD`: no CRM has such a text, and no lead can be given it.
bool holds_a_place(const std::string& text) {
  const std::string lower = ascii_lower_text(text);
  if (lower.find("placeholder") != std::string::npos || lower == "tbd" || lower == "todo" || lower == "...") return true;
  const std::size_t number = lower.find_first_of("0123456789");
  if (number == std::string::npos || number < 2 || lower[number - 1] != ' ') return false;
  unsigned which = 0, of = 0;
  int end = 0;
  const bool counted = std::sscanf(lower.c_str() + number, "%3u of %3u%n", &which, &of, &end) == 2;
  return counted && number + static_cast<std::size_t>(end) == lower.size() && which <= of;
}

/// The first such text of a list and how many follow it.
void add_placeholders(const std::vector<std::string>& texts, std::string_view list, std::vector<Gap>& out) {
  const auto first = std::find_if(texts.begin(), texts.end(), holds_a_place);
  if (first == texts.end()) return;
  const auto count = std::count_if(first, texts.end(), holds_a_place);
  out.push_back({"audit, weekly", fmt::format("the texts that {} of [disposition] {} hold a place for", count, list),
                 fmt::format("what the CRM calls them, in place of \"{}\"{}", *first, count > 1 ? fmt::format(" and {} more", count - 1) : "")});
}

}  // namespace

void append_placeholder_gap(const Contract& contract, std::vector<Gap>& out) {
  if (!contract.disposition) return;
  add_placeholders(contract.disposition->states, "states", out);
  add_placeholders(contract.disposition->reasons, "reasons", out);
}

void append_mix_gap(const Contract& contract, std::vector<Gap>& out) {
  std::string names;
  for (const Commitment& one : contract.commitments)
    if (!one.mix.empty() && !one.mix_within) names += fmt::format("{}{}", names.empty() ? "" : ", ", one.name);
  if (names.empty()) return;
  out.push_back({"weekly, monthly", fmt::format("how far a part of the mix may fall short (of {})", names), "mix_within = 0.03   # under its [[commitment]]"});
}

void append_horizon_gap(const Contract& contract, std::vector<Gap>& out) {
  std::string names;
  for (const CommitmentRule& rule : commitment_rules(contract, CommitmentSettings{})) {
    if (!rule.so_far() || !rule.not_measured.empty()) continue;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", rule.name);
  }
  if (names.empty()) return;
  out.push_back({"weekly, monthly", fmt::format("by when a lead must have got there (of {})", names), "within = \"30d\"   # under its [[commitment]]"});
}

}  // namespace handoff
