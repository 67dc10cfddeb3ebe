// The metric of a commitment, taken apart: `rate(MQL, SAL)`. Names are checked where the contract is read; what they come to is
// counted by whoever reports on commitments.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handoff {

/// A function and its arguments as they are written; a bare word has none.
struct Metric {
  std::string function;                ///< lower case
  std::vector<std::string> arguments;  ///< without quotes and outer blanks
};

/// Takes a metric apart: a name, and in parentheses names divided by commas. A name that holds a comma stands in double quotes.
/// Empty: it is none.
std::optional<Metric> read_metric(std::string_view text);

/// Is more of it better, and is it a share of 1, or a time? Of metrics we do not know: neither.
enum class Sense { number_up, share_up, share_down, time_down, unknown };
Sense metric_sense(std::string_view function);
/// Is it a share that may still rise as long as leads of its period live, unless a horizon says when each is judged?
bool takes_horizon(std::string_view function);
/// The share of leads that a time metric is about: a half of `median` and `days`, nine tenths of `p90`; empty of `mean` and of all others.
std::optional<double> share_of_time(std::string_view function);

}  // namespace handoff
