// What people found in a sample, beside what the tool found.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "handoff/measures/audit.hpp"
#include "handoff/measures/audit_review.hpp"
#include "worksheet/sample_stamp.hpp"
#include "worksheet/worksheet.hpp"

namespace handoff {

/// A person's verdicts on one lead: fail, pass, or unknown where it cannot be told; empty: the cell was left blank.
using Review = std::array<std::optional<Finding>, reviewed_checks.size()>;

/// One lead's row of a worksheet.
struct ReviewRow {
  Review review{};
  std::string lead_id;                 ///< without its guard; a spreadsheet may have changed it
  std::string place;                   ///< file:line
};
/// A filled-in worksheet. A lead is known by its key, and without one by its id.
struct Reviews {
  std::optional<SampleStamp> sample;   ///< empty: the worksheet does not say
  std::map<std::uint64_t, ReviewRow> by_key;
  std::map<std::string, ReviewRow> by_id;
  std::uint64_t by_id_alone = 0;       ///< rows with an answer and neither a key nor checksums: their lead id alone says whose it is
  std::uint64_t other_samples = 0;     ///< rows of another sample than most of the rows are of; left aside
  std::uint64_t rows() const { return by_key.size() + by_id.size(); }
};
/// Reads it. Throws Error with file:line where a cell is not a verdict, a lead has two that contradict each other, or an answer has no lead.
Reviews read_reviews(const std::string& path);

/// What the sample comes to by the person's verdicts alone: a lead without one is unknown. Where those with one are the first of the sample by rank, they are
/// a sample themselves. A lead that the contract exempts stays exempt. `population` sizes come from the audit. Throws Error where no row matches, or a row's id and key are of two leads.
ReviewSummary fold_reviews(const AuditResult& result, const Reviews& reviews, const std::string& file);

}  // namespace handoff
