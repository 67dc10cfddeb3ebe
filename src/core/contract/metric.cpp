// Text of a metric to its parts.
#include "handoff/contract/metric.hpp"

#include <algorithm>

#include "text/text_fold.hpp"

namespace handoff {
namespace {

bool is_word(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (text.empty() || text.size() > 64 || !letter(text[0])) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// Cuts the first argument off `inside`; a comma inside quotes does not divide. Empty: the list is not well formed.
std::string_view next_argument(std::string_view& inside, bool& more) {
  inside = trim_text(inside);
  const bool quoted = inside.starts_with('"');
  const std::size_t from = quoted ? inside.find('"', 1) : 0;
  const std::size_t comma = from == std::string_view::npos ? from : inside.find(',', from);
  std::string_view argument = trim_text(inside.substr(0, comma));
  more = comma != std::string_view::npos;
  inside.remove_prefix(more ? comma + 1 : inside.size());
  if (quoted && argument.size() >= 2 && argument.back() == '"') argument = argument.substr(1, argument.size() - 2);
  return argument;
}

}  // namespace

std::optional<Metric> read_metric(std::string_view text) {
  Metric metric;
  text = trim_text(text);
  const std::size_t open = text.find('(');
  metric.function = trim_text(text.substr(0, open));
  std::transform(metric.function.begin(), metric.function.end(), metric.function.begin(), ascii_lower);
  if (!is_word(metric.function)) return std::nullopt;
  if (open == std::string_view::npos) return metric;
  if (text.back() != ')') return std::nullopt;
  std::string_view inside = text.substr(open + 1, text.size() - open - 2);
  for (bool more = true; more;) {
    const std::string_view argument = next_argument(inside, more);
    if (argument.empty()) return std::nullopt;
    metric.arguments.emplace_back(argument);
  }
  return metric;
}

Sense metric_sense(std::string_view function) {
  constexpr std::string_view shares[] = {"rate", "share_within", "coverage", "compliance", "share", "completeness", "disposition", "feedback", "effort", "status_update_lag", "touched_share"};
  constexpr std::string_view times[] = {"median", "p90", "mean", "days"};
  if (function == "count" || function == "sum") return Sense::number_up;
  if (function == "late_share") return Sense::share_down;
  if (std::find(std::begin(times), std::end(times), function) != std::end(times)) return Sense::time_down;
  return std::find(std::begin(shares), std::end(shares), function) == std::end(shares) ? Sense::unknown : Sense::share_up;
}

bool takes_horizon(std::string_view function) { return function == "rate" || function == "coverage" || function == "touched_share"; }

std::optional<double> share_of_time(std::string_view function) {
  if (function == "median" || function == "days") return 0.5;
  return function == "p90" ? std::optional(0.9) : std::nullopt;
}

}  // namespace handoff
