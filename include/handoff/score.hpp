// Scores by axis (fit, intent, recency, any name) and first-match buckets (segment, lane).
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "handoff/predicate.hpp"

namespace handoff {

/// `{ when = "...", add = 60 }`: added when true; unknown is not true.
struct PointRule { ExprPtr when; double add = 0; };

/// One axis of a score: from rules, or from a column.
struct ScoreAxis {
  std::string name;
  std::optional<double> cap;            ///< no more than this
  std::vector<PointRule> points;        ///< empty: from a column
  FieldId column = no_field;
  FieldId at = no_field;                ///< when the last signal was; with `window`: older counts 0
  std::optional<Seconds> window;
};

/// The score of a lead at the moment of judging. From rules it is never missing; from a column it is missing when the cell is.
/// Where a window is set and `at` is missing, the score cannot be proven: missing. A signal after the moment is not stale.
Value score(const ScoreAxis& axis, const Judging& judging);

struct Bucket { std::string name; ExprPtr when; };
/// Buckets in the order of the contract; the first whose predicate is true takes the lead.
struct BucketList { std::string name; std::vector<Bucket> buckets; };
/// Index of the bucket that takes the lead; -1: unmapped.
int bucket_of(const BucketList& list, const Judging& judging);

}  // namespace handoff
