// What people found in an audit's sample, beside what the tool found.
#pragma once
#include <cstdint>
#include <vector>

#include "handoff/judging/fact.hpp"
#include "handoff/statistics/rate.hpp"

namespace handoff {

/// One check, the person's verdicts against the tool's.
struct ReviewResult {
  Check check{};
  std::uint64_t reviewed = 0, agree = 0;          ///< leads with a verdict, yes or no; of those that the contract exempts none counts
  std::uint64_t only_tool = 0, only_person = 0;   ///< failed by one alone
  std::uint64_t settled = 0;                      ///< unknown to the tool, decided by the person
  std::uint64_t cannot_tell = 0, exempt = 0;      ///< answered so; answered, and exempt by the contract: set aside
  std::uint64_t sample = 0;                       ///< leads that `corrected` is over: the first m where these have the answers, else the whole sample
  Rate corrected;                                 ///< by the person's verdicts alone; without one, unknown
};
struct ReviewSummary {
  std::uint64_t rows = 0, matched = 0;            ///< of the worksheet; of them in this sample
  std::uint64_t leads = 0;                        ///< leads of the sample with at least one verdict
  std::uint64_t unmatched = 0, other_samples = 0; ///< rows whose lead is not in this sample; rows that say they are of another
  std::uint64_t by_id_alone = 0;                  ///< rows with an answer whose lead id alone says whose it is
  std::vector<ReviewResult> checks;
  std::uint64_t any_sample = 0;                   ///< as ReviewResult::sample, by the leads with any answer
  Rate any_corrected;
};

}  // namespace handoff
