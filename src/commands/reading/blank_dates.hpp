// Dates that stand for none (0001-01-01, 1900-01-01, the epoch): a stage date among them claims its stage, so whoever reads the report is told.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "handoff/cells/lead.hpp"

namespace handoff {

/// Counts them over one worker's leads, by field.
class BlankDates {
 public:
  /// `fields`: those that the command needs; the dates among them are looked at.
  BlankDates(const Contract& contract, const std::vector<FieldId>& fields);
  void add(const Lead& lead);
  void merge(const BlankDates& other);
  void reset();
  /// `headers`: by FieldId, the columns that the fields were read from.
  std::vector<std::string> notes(const Contract& contract, const std::vector<std::string>& headers) const;

 private:
  struct Count { FieldId field; std::uint64_t leads = 0; std::string text; };   // text: the first of them in alphabetical order
  std::vector<Count> counts_;
};

}  // namespace handoff
