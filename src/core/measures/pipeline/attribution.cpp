// Shares as whole numbers (millionths of a millionth at most), so that remainders are compared exactly and no last bit decides who gets a cent.
#include "handoff/measures/attribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace handoff {
namespace {

constexpr std::string_view model_names[] = {"first", "last", "linear", "position", "w", "full_path", "time_decay"};
constexpr double whole_share = 1e9;          // a share of 1, for the places
constexpr double whole_decay = 1099511627776.0;  // 2^40: a touch at the opportunity's own moment

std::uint64_t part_of_whole(double share) { return share > 0 && std::isfinite(share) ? static_cast<std::uint64_t>(std::llround(std::min(share, 1e3) * whole_share)) : 0; }

/// The last touch at or before a moment; nothing where all come later.
std::optional<std::size_t> touch_at(std::span<const Instant> touches, std::optional<Instant> moment) {
  if (!moment) return std::nullopt;
  const auto after = std::upper_bound(touches.begin(), touches.end(), *moment);
  if (after == touches.begin()) return std::nullopt;
  return static_cast<std::size_t>(after - touches.begin()) - 1;
}

struct Place { std::optional<std::size_t> touch; std::uint64_t share; };

std::vector<std::uint64_t> place_shares(std::size_t touches, const std::vector<Place>& places, std::uint64_t middle) {
  std::vector<std::uint64_t> shares(touches, 0);
  std::vector<bool> held(touches, false);
  std::size_t free = touches;
  for (const Place& place : places) {
    if (!place.touch) continue;
    free -= !held[*place.touch];
    held[*place.touch] = true;
  }
  const std::uint64_t times = std::max<std::size_t>(free, 1);  // so that a part of the middle is a whole number
  for (const Place& place : places)
    if (place.touch) shares[*place.touch] += place.share * times;
  for (std::size_t i = 0; i < touches; ++i)
    if (!held[i]) shares[i] = middle;
  return shares;
}

std::vector<std::uint64_t> decaying_shares(const CreditRule& rule, std::span<const Instant> touches, const Journey& journey) {
  std::vector<std::uint64_t> shares;
  // Ages count from the latest touch, not from the deal: the proportions are the same, and a journey long ago does not fade to nothing.
  const Instant latest = std::min(touches.back(), journey.opportunity);
  const double half_life = static_cast<double>(std::max<Seconds>(rule.half_life, 1));
  for (const Instant touch : touches) {
    const double age = static_cast<double>(std::max<Seconds>(latest - touch, 0));
    shares.push_back(static_cast<std::uint64_t>(std::llround(std::exp2(-age / half_life) * whole_decay)));
  }
  return shares;
}

}  // namespace

std::string_view credit_model_name(CreditModel model) { return model_names[static_cast<std::size_t>(model)]; }

std::optional<CreditModel> credit_model(std::string_view name) {
  for (std::size_t i = 0; i < credit_models; ++i)
    if (model_names[i] == name) return static_cast<CreditModel>(i);
  return std::nullopt;
}

CreditRule usual_rule(CreditModel model) {
  CreditRule rule;
  rule.model = model;
  switch (model) {
    case CreditModel::position: rule.first = rule.last = 0.4, rule.middle = 0.2; break;
    case CreditModel::w: rule.first = rule.lead = rule.opportunity = 0.3, rule.middle = 0.1; break;
    case CreditModel::full_path: rule.first = rule.lead = rule.opportunity = rule.last = 0.225, rule.middle = 0.1; break;
    default: break;
  }
  return rule;
}

CreditRule rule_with(CreditModel model, const std::map<std::string, double>& weights, std::optional<Seconds> half_life) {
  CreditRule rule = usual_rule(model);
  if (half_life) rule.half_life = *half_life;
  if (weights.empty()) return rule;
  const auto share = [&](const char* name) {
    const auto found = weights.find(name);
    return found == weights.end() ? 0.0 : found->second;
  };
  rule.first = share("first"), rule.lead = share("lead"), rule.opportunity = share("opportunity"), rule.last = share("last"), rule.middle = share("middle");
  return rule;
}

std::size_t counted_touches(CreditModel model, std::span<const Instant> touches, const Journey& journey) {
  Instant until = journey.opportunity;
  if (model == CreditModel::full_path && journey.closed) until = std::max(until, *journey.closed);
  return static_cast<std::size_t>(std::upper_bound(touches.begin(), touches.end(), until) - touches.begin());
}

std::vector<std::uint64_t> credit_shares(const CreditRule& rule, std::span<const Instant> touches, const Journey& journey) {
  const std::size_t n = touches.size();
  if (n == 0) return {};
  const std::optional<std::size_t> lead = touch_at(touches, journey.lead), opportunity = touch_at(touches, journey.opportunity);
  switch (rule.model) {
    case CreditModel::first: return place_shares(n, {{0, 1}}, 0);
    case CreditModel::last: return place_shares(n, {{n - 1, 1}}, 0);
    case CreditModel::linear: return std::vector<std::uint64_t>(n, 1);
    case CreditModel::position: return place_shares(n, {{0, part_of_whole(rule.first)}, {n - 1, part_of_whole(rule.last)}}, part_of_whole(rule.middle));
    case CreditModel::w:
      return place_shares(n, {{0, part_of_whole(rule.first)}, {lead, part_of_whole(rule.lead)}, {opportunity, part_of_whole(rule.opportunity)}}, part_of_whole(rule.middle));
    case CreditModel::full_path:
      return place_shares(n, {{0, part_of_whole(rule.first)}, {lead, part_of_whole(rule.lead)}, {opportunity, part_of_whole(rule.opportunity)},
                              {journey.closed ? std::optional(n - 1) : std::nullopt, part_of_whole(rule.last)}}, part_of_whole(rule.middle));
    case CreditModel::time_decay: return decaying_shares(rule, touches, journey);
  }
  return {};
}

std::vector<std::int64_t> split_exactly(std::int64_t minor, std::span<const std::uint64_t> shares) {
  __extension__ using Wide = unsigned __int128;
  std::vector<std::int64_t> parts(shares.size(), 0);
  if (shares.empty()) return parts;
  Wide all = 0;
  for (const std::uint64_t share : shares) all += share;
  const bool even = all == 0;
  if (even) all = shares.size();
  const std::uint64_t amount = minor < 0 ? 0 - static_cast<std::uint64_t>(minor) : static_cast<std::uint64_t>(minor);
  std::vector<Wide> rests(shares.size());
  std::uint64_t left = amount;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const Wide product = static_cast<Wide>(amount) * (even ? 1 : shares[i]);
    parts[i] = static_cast<std::int64_t>(product / all);
    rests[i] = product % all;
    left -= static_cast<std::uint64_t>(parts[i]);
  }
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rests[a] > rests[b]; });
  for (std::size_t i = 0; left > 0; ++i, --left) ++parts[order[i]];  // fewer than there are parts
  if (minor < 0)
    for (std::int64_t& part : parts) part = -part;
  return parts;
}

}  // namespace handoff
