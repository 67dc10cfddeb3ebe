// Cells to a lead: each needed cell typed as the contract's field says, missing kept apart from zero, and what could not be
// read counted with its first example. Nothing is allocated for a cell.
#pragma once
#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "identity/hash.hpp"
#include "leads/columns.hpp"
#include "leads/date_orders.hpp"
#include "leads/field_facts.hpp"
#include "handoff/contract/contract.hpp"
#include "handoff/cells/lead.hpp"
#include "handoff/text/ascii.hpp"
#include "leads/known_days.hpp"

namespace handoff {

/// The words that mean missing, any case, besides the blank cell.
class NullWords {
 public:
  explicit NullWords(const std::vector<std::string>& words);
  /// `cell` is trimmed.
  bool holds(std::string_view cell) const { return (lengths_ & length_bit(cell.size())) != 0 && is_one(cell); }

 private:
  static std::uint64_t length_bit(std::size_t length) { return std::uint64_t{1} << std::min<std::size_t>(length, 63); }
  bool is_one(std::string_view cell) const;
  std::vector<std::string> lower_;
  std::uint64_t lengths_ = 0;  // bit n: a word of n bytes (63: that or longer), since nearly every cell is told by its length
};

class LeadReader {
 public:
  /// `horizon`: instants after it are not counted as the newest (meetings are planned ahead).
  LeadReader(const Contract& contract, const DateOrders& orders, Instant horizon = std::numeric_limits<Instant>::max());
  Instant horizon() const { return horizon_; }
  LeadReader(const LeadReader&) = delete;   // its rules point to its own lead
  LeadReader& operator=(const LeadReader&) = delete;
  /// From the next `use` on, dates but for these fields are read only for what they show of their columns: those that begin with a year show nothing, and
  /// stay as they are. Where there is no zone, all are read.
  void only_evidence_but(std::array<FieldId, 2> fields) { evidence_but_ = fields; }
  static constexpr std::size_t no_file = ~std::size_t{0};
  /// Reads what follows by the columns of this file; `base` is the offset of its first byte over all inputs laid end to end. `file`: its number among them,
  /// for orders_by_file.
  void use(const ColumnPlan& plan, std::uint64_t base, std::size_t file = no_file);
  /// For examples: where the block begins, in the file, and on which line.
  void at_block(std::uint64_t offset, std::uint64_t line) { block_offset_ = base_ + offset; block_line_ = line; }
  /// The lead is good until the next call, and as long as the record's cells.
  const Lead& read(const Record& record);
  /// Gives the lead that `read` has read from the record a hash of its cells, by the plan's `content`: what is blank says nothing, and the order of the
  /// columns neither.
  void read_content(const Record& record);
  /// The cell of a field as it stands; empty where it is blank or a word for missing, or the file has no column for it.
  std::string_view cell_of(const Record& record, FieldId field) const;
  /// Instead of `read`, for a row that nobody asks about: only what its dates show of their columns, the order of day and month and times without a zone.
  /// False: the cell of `date` is blank, or is not a date.
  bool read_evidence(const Record& record, FieldId date);
  /// By FieldId; all records read since the reader was made.
  const std::vector<FieldFacts>& facts() const { return facts_; }
  /// By file and FieldId, what the dates of each have shown; of files that were numbered. Call it once, after the last record.
  const std::vector<std::vector<OrderEvidence>>& orders_by_file();

 private:
  struct Rule { Value* value; FieldFacts* facts; int slot; Type type; bool as_written; const Zone* zone; KnownDays* days; DateOrder order; bool evidence; bool home; bool open;
                bool day; bool times; DecimalMark mark; bool duration; Seconds unit; bool swaps; };
  void leave_file();
  void look_at_time(const Rule& rule, std::string_view cell) const;
  void look_at_year_first(const Rule& rule, std::string_view cell) const;
  void look_at_mark(const Rule& rule, std::string_view cell) const;
  bool read_typed(const Rule& rule, std::string_view cell);
  bool read_date_cell(const Rule& rule, std::string_view cell);
  bool read_other_date(const Rule& rule, std::string_view cell);
  void note(Example& example, std::string_view cell) const;
  void note_unreadable(const Rule& rule, std::string_view cell) const {
    ++rule.facts->unreadable;
    note(rule.facts->first_unreadable, cell);
    note_header(rule, cell);
  }
  void note_header(const Rule& rule, std::string_view cell) const {
    const auto is_header = [&](const std::string& header) { return !header.empty() && same_name(header, cell); };
    if (rule.type == Type::date && std::any_of(headers_.begin(), headers_.end(), is_header)) note(rule.facts->header_cell, cell);
  }
  const Contract& contract_;
  const DateOrders& orders_;
  NullWords nulls_;
  Instant horizon_;
  std::shared_ptr<const Zone> utc_;  // stands in where the contract declares no zone, for cells that carry their own offset
  std::uint64_t base_ = 0, block_offset_ = 0, block_line_ = 0;
  std::vector<Rule> rules_;
  std::vector<std::string> headers_;   // of the open file
  std::vector<int> slots_;           // by field; -1: the file has no column for it
  struct ContentCell { int slot; HashKey key; };
  std::vector<ContentCell> content_;
  std::vector<FieldFacts> facts_;
  std::size_t file_ = no_file;                              // the open one
  std::vector<OrderEvidence> before_file_;                  // by field, as it was opened
  std::vector<std::vector<OrderEvidence>> orders_by_file_;
  std::map<const Zone*, KnownDays> days_;  // of the zones that dates are read in
  std::optional<std::array<FieldId, 2>> evidence_but_;
  Lead lead_;
};

}  // namespace handoff
