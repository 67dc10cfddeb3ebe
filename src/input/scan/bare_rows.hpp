// Rows of an id that say less of their lead than the rows that give way to them: a report joined with activities whose repeated cells were merged, or a
// log that was pasted below the leads. The later row stands, and the lead's dates would be gone without a word.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// What the rows of repeated ids fill, of one file.
class BareRows {
 public:
  struct Cells { std::uint64_t standing = 0, given_way = 0; };   ///< filled ones
  void count(FieldId field, bool stands) {
    if (field >= fields_.size()) fields_.resize(field + 1);
    Cells& cells = fields_[field];
    ++(stands ? cells.standing : cells.given_way);
  }
  void count_row(bool stands) { ++(stands ? rows_.standing : rows_.given_way); }
  void merge(const BareRows& other);
  const Cells& rows() const { return rows_; }

  /// A field that the rows which give way fill ten times as often as those that stand, in ten rows or more, and in one for every ten ids.
  struct Lost { FieldId field = no_field; Cells cells; };
  /// The one that loses most cells; of several the first of the contract. Empty: none.
  std::optional<Lost> worst() const;

 private:
  Cells rows_;
  std::vector<Cells> fields_;   // by FieldId
};

}  // namespace handoff
