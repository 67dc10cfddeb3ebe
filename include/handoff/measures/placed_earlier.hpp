// Entries without a date of their own: a window, and a group by period, have them where the nearest earlier stage with a date lies. They are told.
#pragma once
#include <cstdint>
#include <vector>

#include "handoff/cells/absence.hpp"
#include "handoff/contract/contract.hpp"
#include "handoff/judging/stage.hpp"

namespace handoff {

class PlacedEarlier {
 public:
  explicit PlacedEarlier(const Contract& contract) : contract_(&contract), stages_(contract.stages.size()) {}
  struct Entries { std::uint64_t leads = 0, no_column = 0; };   ///< no_column: of these, of a file without a column for the stage's date
  /// Counts an entry that is held, where another stage's date places it.
  void add(std::size_t stage, const StageClaim& entry, const Lead& lead) {
    if (entry.stamped || !entry.placed || entry.open_day) return;
    ++stages_[stage].leads;
    const FieldId at = contract_->stages[stage].at;
    stages_[stage].no_column += at != no_field && no_column(lead[at]);
  }
  void merge(const PlacedEarlier& other) {
    for (std::size_t i = 0; i < stages_.size(); ++i) {
      stages_[i].leads += other.stages_[i].leads;
      stages_[i].no_column += other.stages_[i].no_column;
    }
  }
  /// By stage.
  const std::vector<Entries>& stages() const { return stages_; }

 private:
  const Contract* contract_;
  std::vector<Entries> stages_;
};

}  // namespace handoff
