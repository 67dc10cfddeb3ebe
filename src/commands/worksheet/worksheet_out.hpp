// Writing a worksheet where another may stand already: people's answers in it are carried over, or the run is refused.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "handoff/measures/audit.hpp"
#include "worksheet/worksheet.hpp"
#include "worksheet/written_cells.hpp"

namespace handoff {

/// What people wrote into the worksheet that a new one replaces.
class OldAnswers {
 public:
  /// Looks at what stands at the path. Without `keep` refuses a worksheet that holds an answer, a remark, a text typed
  /// over a cell of the tool's, a row that does not tell whether there is one, or a column of somebody's own. Refuses, in
  /// either case, a file that is not a worksheet.
  /// Throws Error.
  OldAnswers(const std::string& path, bool keep, const std::string& own_header);
  /// Finds the rows of the leads of the new sample. To be called once, before what follows.
  /// `digest`: of the contract of today. A verdict under another one says nothing of today's definitions.
  void meet(const std::vector<SampledLead>& leads, const std::string& header, const std::string& digest);
  /// What follows the columns of the tool in the header: names of columns that people added, each with a comma before it.
  std::string header_end() const;
  /// The six cells that people fill in, with a comma before each, as the old worksheet has them of the lead at an
  /// index; blank ones where it does not, and of verdicts under another contract.
  std::string filled(std::size_t lead) const;
  /// The cells of the columns that people added, and what they typed over the tool's.
  std::string added(std::size_t lead) const;
  /// The rows with somebody's work that no lead has taken, whole, and those that may hold some.
  std::string rest(const std::string& header) const;
  std::uint64_t carried() const { return carried_; }       ///< rows with work that a lead of the new sample has
  std::uint64_t left_over() const;                         ///< rows with work that stand at the end
  std::uint64_t unchecked() const;                            ///< rows there that may hold some
  /// Cells of carried rows in which somebody typed over what the tool wrote.
  std::uint64_t typed_over() const { return typed_over_; }
  /// Verdicts of carried rows under another contract: they stand where what was typed over does.
  std::uint64_t outdated() const { return outdated_; }

 private:
  /// `typed`: what was typed over, as `owner: Bea; due: ask Tom`.
  struct Met { const Worksheet::Row* row = nullptr; std::string typed; bool outdated = false; };
  std::vector<TypedOver> verdicts_under(const Worksheet::Row& row, const std::string& contract) const;
  std::vector<TypedOver> typed(const Worksheet::Row& row) const;
  bool has_work(const Worksheet::Row& row) const;
  bool is_remark(const Worksheet::Row& row) const;
  bool is_unchecked(const Worksheet::Row& row) const;
  std::vector<const Worksheet::Row*> rows_left(bool with_work) const;
  const Worksheet::Row* take(const SampledLead& lead);
  Worksheet sheet_;
  std::optional<WrittenCells> written_;
  std::vector<int> filled_columns_, added_columns_;
  int typed_column_ = -1;        // of the old worksheet; what was typed over before stands there
  std::vector<bool> taken_;
  std::map<std::string, std::vector<std::size_t>> by_key_, by_id_;  // rows, by index
  std::vector<Met> met_;         // by lead
  std::uint64_t carried_ = 0, typed_over_ = 0, outdated_ = 0;
};

}  // namespace handoff
