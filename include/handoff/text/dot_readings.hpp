// Typed numbers whose dot may part thousands or begin the decimals.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace handoff {

/// The two numbers that one text may be, each written so that it is nothing else.
struct DotReadings { std::string grouped, decimal; };

/// What `250.000` may be: `250000` and `250`. The dot has one to three digits before it, the first no zero, and three behind it. What stands
/// behind the number (`1.250M`) goes with both. Nothing: the text has one reading, or it is not such a number.
std::optional<DotReadings> dot_readings(std::string_view text);

}  // namespace handoff
