// Rows of a log that cannot be used. Every kind of log is held to one line: what the lost rows say would pass for what did not happen.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv/records.hpp"
#include "scan/inputs.hpp"

namespace handoff {

/// Rows of a log that were set aside before a cell of them was read. Merged to the same answer for every split.
class UnfitRows {
 public:
  /// Counts those of a block; `source_size`: of its file.
  void add(const BlockPlace& place, std::uint64_t source_size);
  void merge(const UnfitRows& other);
  std::uint64_t rows() const { return rows_; }
  /// Those that may be events: footers, totals and headers that stand again are none.
  std::uint64_t damaged() const { return damaged_; }
  /// `has fewer cells than the header (touches.csv:4)`, of the first damaged one; empty: there is none.
  std::string first(const std::vector<Input>& inputs) const;
  /// Throws Error where a file holds a block of zero bytes in place of rows, see zero_bytes.hpp.
  void refuse_zeros(const std::vector<Input>& inputs) const;
  /// How many are damaged and where the first stands, and each file that ends within a row.
  std::vector<std::string> notes(const std::vector<Input>& inputs) const;

 private:
  struct Place { std::size_t file = 0; std::uint64_t line = 0; RejectReason reason{}; };
  std::uint64_t rows_ = 0, damaged_ = 0;
  std::optional<Place> first_;
  std::optional<std::pair<std::size_t, std::uint64_t>> zeros_;  // file and line of the first block of zero bytes
  std::vector<std::optional<RejectReason>> cut_off_;   // by file
};

/// What is wrong with a log's rows, by kind. A blank cell is not damage where a blank says something: a call without a lead was with somebody else.
struct LogDamage {
  /// Rows that lack something, or hold it in a cell that cannot be read: `a date`.
  struct Cells {
    std::uint64_t rows = 0;
    std::string_view what;
    std::string first;      ///< `"soon" (touches.csv:2)`; empty: not known
  };
  std::string file;
  std::uint64_t rows_read = 0;
  std::uint64_t unfit = 0;  ///< UnfitRows::damaged
  std::string first_unfit;
  std::vector<Cells> lacking, unreadable;

  std::uint64_t rows() const;
  /// Throws Error where more than one row in twenty is damaged. `otherwise`: what the log would say all the same.
  void require_few(std::string_view otherwise) const;
};

}  // namespace handoff
