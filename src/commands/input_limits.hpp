// Limits beyond which the export, or the contract, is not what the user thinks it is.
#pragma once
#include "scan.hpp"
#include "settings.hpp"

namespace handoff {

/// Refuses more rows set aside than --max-rejects allows. Throws Error with the place of the first.
void judge_rejects(const ScanResult& scan, const RowLimit& limit);

/// Refuses more rows that are left out for an id that two leads have than --max-duplicates allows. Throws Error with the places of two rows.
void judge_duplicates(const ScanResult& scan, const RowLimit& limit);

/// What tells rows of one id apart, in words: `created_at`, `e-mail address`.
std::string identity_words(const ScanResult& scan);

}  // namespace handoff
