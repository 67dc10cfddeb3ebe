// The scored leads as CSV: one row a lead, the same columns for the same contract and export, written straight into a worker's buffer.
#pragma once
#include <string>

#include "handoff/measures/score_tally.hpp"

namespace handoff {

class ScoreRows {
 public:
  ScoreRows(const Contract& contract, const ScoreSettings& settings, const ScoreReader& reader);
  std::string header() const;
  /// Appends the lead's row. `judging` is as of the moment of judging.
  void append(const Judging& judging, const ScoredLead& lead, std::string& out) const;

 private:
  void add_scale_names(std::vector<std::string>& names) const;
  void append_buckets(const Judging& judging, std::string& out) const;
  void append_moment(const ScoredLead& lead, std::string& out) const;
  void append_crm(const Judging& judging, const ScoredLead& lead, std::string& out) const;
  const Contract& contract_;
  const ScoreSettings& settings_;
  const ScoreReader& reader_;
  std::string as_of_text_;
  std::vector<std::string> verdicts_;                     // by verdict + 2, as cells
  std::vector<std::string> stages_;                       // names, as cells
  std::vector<std::string> segments_, lanes_, sources_, routes_;  // bucket names, as cells
};

}  // namespace handoff
