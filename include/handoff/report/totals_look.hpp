// Rows of totals in an input: those that were set aside as such, and those that were read as leads and may be totals all the same.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace handoff {

struct TotalsRow {
  enum class Kind : std::uint8_t {
    set_aside,  ///< as a totals_row
    named,      ///< read as a lead; its first filled cell begins with a word for totals
    sums,       ///< read as a lead; its numbers are the sums of those in the rows above it
  };
  std::uint64_t line = 0;    ///< physical, 1-based
  Kind kind = Kind::set_aside;
  std::string column;        ///< of `sums`: the header of the first such number
  std::uint64_t addends = 0; ///< of `sums`: how many rows above, with a number that is not 0, come to it
};

struct TotalsLook {
  std::string file;
  std::uint64_t set_aside = 0, suspected = 0;
  std::vector<TotalsRow> rows;  ///< in order; of the suspected and of the others the first 20 each
};

}  // namespace handoff
