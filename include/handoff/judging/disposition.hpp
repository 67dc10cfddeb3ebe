// The disposition as it stood at the moment of judging: an export tells of today, and what was answered later had not been answered yet. And when it is due.
#pragma once
#include <optional>

#include "handoff/judging/finding.hpp"
#include "handoff/judging/stage.hpp"

namespace handoff {

/// The lead's disposition. Where `disposition_at` is after as-of it is missing, or not known where the CRM overwrites that date.
const Value& disposition_by(const Contract& contract, const Lead& lead, Instant as_of);

/// Was the lead given an answer of which the export has no date, where `field` is the date of the contract's answers? Unknown where nobody knows whether it was
/// given. No of every other field, and where the date is there, in whatever state.
Tri answered_undated(const Contract& contract, const Lead& lead, FieldId field, Instant as_of);

/// Is the lead owed an answer? With `owed_on`, only one whose disposition is among these; unknown where it cannot be read.
Tri owes_answer(const Disposition& rules, const Value& state);

/// An answer that nobody knows; `due`: whether its limit has run out. Where the contract owes it on some answers alone, it may not be owed.
DueFinding answer_not_known(const Disposition& rules, Tri due);

/// An answer that stands by as-of: in time or late by its own date, `given`. Before the limit has run out it is in time, whatever its date says.
DueFinding answer_found(const Stamp& due, const Value& given, Instant as_of);

/// First and last instant at which the limit on the answer may run out, for a lead that entered its stage so. Empty: the contract sets no limit, or the
/// entry has no date of its own.
std::optional<Stamp> answer_due(const Disposition& rules, const StageClaim& entry);
/// Had that limit run out before as-of? Yes where there is none: the answer is due at once. Unknown where the entry has no date of its own.
Tri answer_ran_out(const Disposition& rules, const StageClaim& entry, Instant as_of);

}  // namespace handoff
