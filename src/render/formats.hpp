// The four formats, and the words that those for people share.
#pragma once
#include <string>
#include <vector>

#include "render.hpp"

namespace handoff {

std::string render_table(const Report& report, const Look& look);
std::string render_csv(const Report& report);
std::string render_json(const Report& report);
std::string render_markdown(const Report& report);

/// The report's title; its command where it has none.
const std::string& title_of(const Report& report);
/// The name and version of the contract, as one phrase.
std::string contract_name(const ContractStamp& contract);
/// The first twelve hex digits of a digest: enough to compare by eye.
std::string short_digest(const std::string& digest);
/// As-of for people; empty where the report has none.
std::string as_of_words(const Report& report);
/// `2026-04-01 to 2026-06-30`; empty where the report has no window.
std::string window_words(const Report& report);
/// `leads.csv: 4,200 rows read = 4,198 used + 2 set aside + 0 duplicates + 0 excluded`.
std::string account_words(const InputAccount& account);
/// What was set aside and left out, by reason: `set aside: 1 bad_quote, 1 too_few_cells`. One line a kind, none where there is nothing.
std::vector<std::string> account_details(const InputAccount& account);

}  // namespace handoff
