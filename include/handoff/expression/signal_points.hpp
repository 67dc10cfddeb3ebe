// What each signal of the log adds to an axis, one by one: for whoever must defend a score signal by signal.
#pragma once
#include <string>
#include <vector>

#include "handoff/expression/score.hpp"

namespace handoff {

/// Does a signal count at the moment of judging; `open`: the moment is a day without a time that leaves it open; `undated`: the signal's own date, or its type,
/// cannot be read.
enum class SignalCounts : std::uint8_t { yes, open, after_moment, before_window, no_rule, undated };

/// One signal of the lead under one axis.
struct SignalPoints {
  std::string type;          ///< as the rule names it; as the log does (lower case) where no rule names it
  Instant at = 0;            ///< undated: without meaning
  double add = 0;            ///< points of the rule, before decay
  Number weight{1, 1};       ///< what decay leaves of them
  Number points;             ///< what it adds, before the rule's `most` and the axis's `cap`
  SignalCounts counts = SignalCounts::yes;
};

/// What a rule's signals come to together, before and after its `most`.
struct SignalSum { std::string type; Number before, after; };

/// Every signal of the lead under every rule that names its type, by time; and the sums, in the order of the rules. Empty without a log.
struct SignalStory { std::vector<SignalPoints> signals; std::vector<SignalSum> sums; };
SignalStory tell_signals(const ScoreAxis& axis, const Judging& judging);

}  // namespace handoff
