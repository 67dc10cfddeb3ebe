// What the cells of one field came to over a pass: gathered by each worker on its own, merged to the same answer for every split.
#pragma once
#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/cells/lead.hpp"
#include "leads/decimals.hpp"

namespace handoff {

/// The first cell of a kind: the one with the lowest offset, whichever worker saw it.
struct Example {
  static constexpr std::uint64_t none = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t offset = none;       ///< of the record, over all inputs laid end to end
  std::uint64_t block_offset = 0;    ///< of the first record of its block, likewise
  std::uint64_t block_line = 0;      ///< the 1-based line that record begins on
  std::string text;                  ///< the cell, cut at 80 bytes; empty: it may be a person's name
  bool seen() const { return offset != none; }
  /// The cell as a sentence quotes it.
  std::string said() const { return text.empty() ? "what may be a name" : fmt::format("\"{}\"", text); }
};

struct FieldFacts {
  std::uint64_t filled = 0;          ///< cells that were neither blank nor a null word
  std::uint64_t unreadable = 0;      ///< of those: cells that the field's type cannot read
  std::uint64_t later = 0;           ///< dates after the horizon
  std::uint64_t strange_years = 0;   ///< of those: dates before 1900 or after 2099
  std::uint64_t twice = 0, skipped = 0;  ///< local times moved by daylight saving
  std::uint64_t zoneless = 0;        ///< times without an offset where no zone is declared
  std::uint64_t offsets = 0, local_times = 0;  ///< times with an offset or Z, and without, that could be read; none of a column of days
  OrderEvidence order;
  std::uint64_t early_iso = 0;       ///< `2026-04-08`: dates in that form whose day is 12 or less; counted until another is seen
  bool late_iso = false;             ///< one of them has a later day
  Instant newest = instant_min;      ///< latest first instant not after the horizon; instant_min: none
  Example first_unreadable, first_zoneless;
  Example header_cell;               ///< of a date: a cell that holds the name of a column, as where another file is laid beneath
  std::uint64_t midnights = 0;       ///< times of 00:00 in their own notation, whatever the zone
  bool timed = false;                ///< another time stands in the column; what comes behind the first is not looked at
  MarkEvidence marks;                ///< of a number
  Example dot_cell, comma_cell, open_cell;   ///< `12.5`, `12,5`, and `1,200`, which both marks read, and not alike
  Example percent_cell, plain_cell;  ///< `72%`, and a number above 1 without that sign: one of them is meant otherwise than it is read
  Example day_first, month_first, either;  ///< `25/3/2024`, `3/25/2024`, and `3/4/2024`, which both orders read, and not alike
  std::uint64_t below_zero = 0;      ///< numbers less than 0
  Example below_zero_cell;
  double most_share = 0;             ///< of percent_cell and its like, the largest: 0.72
  Example iso_cell;                  ///< the first of early_iso
  void merge(const FieldFacts& other);
};

/// Cuts a text to at most `bytes`, at the border of a character.
std::string_view cut_text(std::string_view text, std::size_t bytes);

}  // namespace handoff
