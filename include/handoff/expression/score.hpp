// Scores by axis (fit, intent, recency, any name) and first-match buckets (segment, lane).
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "handoff/expression/predicate.hpp"

namespace handoff {

/// `{ when = "...", add = 60 }`: added when it holds. What a blank leaves open does not hold; what nobody knows is 0 or all of it.
struct PointRule { ExprPtr when; double add = 0; };

/// `{ type = "Pricing page", add = 15 }`: added for every signal of that type (any case) in the log; `most`: no more than this from the type.
struct SignalRule { std::string type; double add = 0; std::optional<double> most; };

/// Points lose weight with age: for every whole `every` since the signal they are multiplied by `keep`.
struct Decay { Seconds every = 0; double keep = 1; };

/// One axis of a score: from rules and the signal log, or from a column.
struct ScoreAxis {
  std::string name;
  std::optional<double> cap, floor;     ///< no more, and no less, than this
  std::vector<PointRule> points;
  std::vector<SignalRule> signals;      ///< both empty: from a column
  std::optional<Decay> decay;           ///< by the age of `at`; of each signal by its own age
  FieldId column = no_field;
  FieldId at = no_field;                ///< when the last signal was; with `window`: older counts 0
  std::optional<Seconds> window;
};

/// What one rule adds to a lead: nothing, all of its points, or anything between.
Number points_of(const PointRule& rule, const Judging& judging);
/// The score of a lead at the moment of judging. From rules it is never missing; from a column it is missing when the cell is, and open when that cannot be read.
/// Where a window is set and `at` is missing, the score cannot be proven: missing. A signal after the moment is not stale. Without a log of signals
/// the score of an axis that has rules for them is open.
Value score(const ScoreAxis& axis, const Judging& judging);

struct Bucket { std::string name; ExprPtr when; };
/// Buckets in the order of the contract; the first whose predicate holds takes the lead.
struct BucketList { std::string name; std::vector<Bucket> buckets; };
/// In place of an index: no bucket takes the lead; nobody knows which one does.
constexpr int unmapped_bucket = -1, undecided_bucket = -2;
/// Index of the bucket that takes the lead, `unmapped_bucket` or `undecided_bucket`.
int bucket_of(const BucketList& list, const Judging& judging);
/// All that may take the lead, in their order; `unmapped_bucket`, where it may be that none does, is the last.
std::vector<int> possible_buckets(const BucketList& list, const Judging& judging);
/// The name of a bucket as reports print it: `unmapped` and `(undecided)` where it is none.
std::string_view bucket_name(const BucketList& list, int index);

}  // namespace handoff
