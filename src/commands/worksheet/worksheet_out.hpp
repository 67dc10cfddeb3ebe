// Writing a worksheet where another may stand already: people's answers in it are carried over, or the run is refused.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "handoff/measures/audit.hpp"
#include "worksheet/worksheet.hpp"

namespace handoff {

/// Answers that a new worksheet takes over from the one that it replaces.
class OldAnswers {
 public:
  /// Looks at what stands at the path. Without `keep` refuses a worksheet that holds an answer, a remark or a column of somebody's own. Refuses, in
  /// either case, a file that is not a worksheet. Throws Error.
  OldAnswers(const std::string& path, bool keep, const std::string& own_header);
  /// What follows the columns of the tool in the header: names of columns that people added, each with a comma before it.
  std::string header_end() const;
  /// The six cells that people fill in, with a comma before each, as the old worksheet has them of this lead; blank ones where it does not.
  std::string filled(const SampledLead& lead);
  /// The cells of the columns that people added, of the lead that was asked for last.
  std::string added() const;
  /// The rows with somebody's work that no lead has taken, whole.
  std::string rest(const std::string& header) const;
  std::uint64_t carried() const { return carried_; }   ///< rows with work that a lead of the new sample has
  std::uint64_t left_over() const;                      ///< rows with work that stand at the end

 private:
  bool has_work(const Worksheet::Row& row) const;
  bool is_remark(const Worksheet::Row& row) const;
  const Worksheet::Row* take(const SampledLead& lead);
  Worksheet sheet_;
  std::vector<int> filled_columns_, added_columns_;
  std::vector<bool> taken_;
  std::map<std::string, std::vector<std::size_t>> by_key_, by_id_;  // rows, by index
  const Worksheet::Row* last_ = nullptr;
  std::uint64_t carried_ = 0;
};

}  // namespace handoff
