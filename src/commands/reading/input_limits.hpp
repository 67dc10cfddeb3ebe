// Limits beyond which the export, or the contract, is not what the user thinks it is.
#pragma once
#include "handoff/judging/seen_texts.hpp"
#include "scan/scan.hpp"
#include "frame/settings.hpp"

namespace handoff {

/// Refuses more rows set aside than --max-rejects allows. Throws Error with the place of the first.
void judge_rejects(const ScanResult& scan, const RowLimit& limit);

/// Refuses more rows that are left out for an id that two leads have than --max-duplicates allows. Throws Error with the places of two rows.
void judge_duplicates(const ScanResult& scan, const RowLimit& limit);

/// Where the rows that stand for their ids say less than those that give way, see BareRows: the file, and what is lost. Empty: nowhere.
struct BareFile { std::string file, problem; };
std::optional<BareFile> bare_file(const ScanResult& scan, const Contract& contract);
/// Throws Error for such a file.
void require_full_rows(const ScanResult& scan, const Contract& contract);

/// Refuses an export in which no row is a lead, as one that a filter left empty: nothing would pass for good news. Throws Error.
void require_leads(const ScanResult& scan);

/// Refuses an export that has a needed column of dates with something in it, and nowhere a date: a spreadsheet has damaged it, or it is another column.
/// Leads to whom nothing happened would be seen in it. Throws Error.
void require_dates(const ScanResult& scan, const Contract& contract, const std::vector<FieldId>& needed);
/// Throws Error where a column that holds percentages alone (`74%`, read as 0.74) is held against a
/// number that none of them comes to, and that is above 1.
void require_scale(const ScanResult& scan, const Contract& contract, const std::vector<AskedNumber>& asked);
/// Throws Error where a column's days and months are surely swapped.
void require_days_in_place(const ScanResult& scan);

/// All of these: an export that something has damaged on its way. `allow_unproven`: all but those that --allow-unproven goes on with.
void refuse_damage(const ScanResult& scan, const Contract& contract, const std::vector<AskedNumber>& asked,
                   const std::vector<FieldId>& needed, bool allow_unproven);

/// What tells rows of one id apart, in words: `created_at`, `e-mail address`.
std::string identity_words(const ScanResult& scan);

}  // namespace handoff
