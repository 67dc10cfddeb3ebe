// Who is credited with a deal: its amount split among the marketing touches before it, by seven models. The parts of a deal always sum
// to the deal: shares are whole numbers, the split is by largest remainder over minor units, and ties go to the earlier touch.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/time/time.hpp"

namespace handoff {

enum class CreditModel : std::uint8_t { first, last, linear, position, w, full_path, time_decay };
constexpr std::size_t credit_models = 7;
/// `first`, `last`, `linear`, `position`, `w`, `full_path`, `time_decay`: as the contract writes them.
std::string_view credit_model_name(CreditModel model);
/// Nothing where there is no model of that name.
std::optional<CreditModel> credit_model(std::string_view name);

/// The shares of the places in a journey. Only those are read that the model has; they need not sum to 1.
struct CreditRule {
  CreditModel model = CreditModel::linear;
  double first = 0, lead = 0, opportunity = 0, last = 0, middle = 0;
  Seconds half_life = 7 * seconds_a_day;
};
/// The usual shares: position 40 / 20 / 40, W 30 / 30 / 30 / 10, full path 4 x 22.5 and 10, time decay with a half-life of 7 days.
CreditRule usual_rule(CreditModel model);
/// A rule with the contract's own shares, by the names that [attribution] weights has: first, lead, opportunity, last, middle.
CreditRule rule_with(CreditModel model, const std::map<std::string, double>& weights, std::optional<Seconds> half_life);

/// The moments of a journey. `lead`: when the person became a lead; empty: not known, and its share goes to the other places.
/// `closed`: when the deal was won; empty: it has not been.
struct Journey {
  std::optional<Instant> lead;
  Instant opportunity = 0;
  std::optional<Instant> closed;
};

/// Which touches count for a model, as a prefix of `touches` (by time): those not after the opportunity; for full path those not after the close.
std::size_t counted_touches(CreditModel model, std::span<const Instant> touches, const Journey& journey);

/// Relative shares of touches (by time, all of them counted), whole numbers. A place is the last touch at or before its moment. One touch may hold
/// several places and has the sum of their shares; what is no place shares `middle` evenly. A place that no touch holds, and a
/// middle without touches, leave their shares to the others in proportion. Empty where there are no touches.
std::vector<std::uint64_t> credit_shares(const CreditRule& rule, std::span<const Instant> touches, const Journey& journey);

/// Splits an amount in minor units (also a negative one) in proportion to whole shares; the parts sum to it. Largest remainder, compared exactly;
/// ties to the earlier. All shares 0: evenly. No shares: no parts.
std::vector<std::int64_t> split_exactly(std::int64_t minor, std::span<const std::uint64_t> shares);

}  // namespace handoff
