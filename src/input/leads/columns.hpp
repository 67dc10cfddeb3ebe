// Which column of an export holds which field: the contract's headers first, then the preset's, then the field's own name.
// An exact header beats one that differs in case, blanks or underscores, since drifted labels are common and look-alikes are too.
#pragma once
#include <string>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "csv/records.hpp"

namespace handoff {

/// One field and the slot of a record its cell arrives in. Two fields may share a slot.
struct ColumnUse {
  FieldId field = no_field;
  int slot = -1;
  int column = -1;  ///< of the file, from 0
};

struct ColumnPlan {
  Wanted wanted;
  std::vector<ColumnUse> uses;                ///< the needed fields that the file has, by FieldId
  std::vector<FieldId> absent;                ///< the needed fields that it has not
  std::vector<std::string> header_of_field;   ///< by FieldId; empty: absent, or not needed
  std::vector<std::string> notes;             ///< a header that stands twice
  std::vector<ColumnUse> content;             ///< see add_content
};

/// Finds the needed fields in the header of one file. Throws Error where lead_id, or a field that the contract names, is not there.
ColumnPlan plan_columns(const Dialect& dialect, const std::string& file, const Contract& contract, const std::vector<FieldId>& needed);

/// The column of one field, with the notes and the refusals of plan_columns for headers that are alike; -1: there is none.
int column_of(const std::vector<std::string>& header, const Field& field, const std::string& file, std::vector<std::string>& notes);

/// Says that amounts are of the currencies in a column of a known name that the contract does not name. `section`: where
/// to name it, `[columns]`.
std::string unnamed_currency_note(const std::string& header, const std::string& section);

/// By FieldId, the header of the first file that has the field; empty: none has.
std::vector<std::string> first_headers(const std::vector<ColumnPlan>& plans, std::size_t fields);

/// Has the plan read the cells of every field of the contract that the file has a column for, needed or not: as texts, for what they say of the lead together.
void add_content(const Dialect& dialect, const Contract& contract, ColumnPlan& plan);

/// The names of all columns that a contract knows.
KnownHeaders known_headers(const Contract& contract);

/// The header that looks most like one of `names`, for "did you mean"; empty when none is near.
std::string nearest_header(const std::vector<std::string>& header, const std::vector<std::string>& names);

/// `"A", "B", "C" and 12 more`: at most `shown` of them, long ones cut.
std::string listed(const std::vector<std::string>& names, std::size_t shown);

/// `it has "A", "B"`, for a refusal; the names are left out where they may be values of a row.
std::string columns_of(const Dialect& dialect);

}  // namespace handoff
