// What a stage's definition measures leads on: every score axis of the contract, and every score column or sum that the definition
// compares with a number. The numbers it compares with are its thresholds.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// A number that a definition compares a scale with. `>=` and `>` ask for more, `<` and `<=` for less; BETWEEN is one of each.
struct Threshold {
  double at = 0;
  bool more = true;     ///< at or above it is in; false: at or below it
  bool strict = false;  ///< exactly on it is out
};

/// True where the value is on the side that the threshold asks for.
bool passes(const Threshold& threshold, double value);
/// `>= 70`
std::string threshold_text(const Threshold& threshold);

/// One axis, or a score column or a sum that the definition names.
struct Scale {
  std::string name;                        ///< the axis, the column, or the sum: `fit + intent + recency`, or the definition that holds it
  std::shared_ptr<const ScoreAxis> axis;   ///< null: a column or a sum
  ExprPtr expr;                            ///< null: an axis
  std::vector<Threshold> thresholds;       ///< in the order in which the definition names them
  bool from_rules = false;                 ///< points or signals, not a column alone
};

/// The axes in the contract's order, then the others in the definition's. `stage`: whose definition is looked at; -1: none.
std::vector<Scale> find_scales(const Contract& contract, int stage);

/// The value on the scale; missing where it cannot be proven.
Value scale_value(const Scale& scale, const Judging& judging);

/// The step in which scores of the scale come: the largest number of which all its points are multiples, to a millionth. Empty where that is not known: of a
/// column, and of points that decay.
std::optional<double> scale_step(const Scale& scale);
/// Does a cap or a floor of the scale lie within a step of the threshold? All scores that are beyond it pile up there.
bool piles_up(const Scale& scale, const Threshold& threshold, double step);

/// The fields that a scale reads.
void collect_scale_fields(const Scale& scale, std::vector<FieldId>& out);

}  // namespace handoff
