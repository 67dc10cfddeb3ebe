// Rows of totals in an export: those that were set aside as such, and those that were read as leads and may be totals all the same. Nothing is set aside
// by this look; it is for people.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "csv/records.hpp"

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

/// Reads an export on one thread: one look, or one for each file of an archive. Sums are looked for in the columns, 32 at most, that hold nothing but
/// exact numbers in the first 1,000 rows and do not only ascend or descend, as ids do: since the first row, or since the last row of totals. A row repeats them where two of its numbers do, or one that is
/// the sum of five rows or more.
std::vector<TotalsLook> look_for_totals(const std::string& path, Sources& sources, const KnownHeaders& known, std::optional<std::uint64_t> unpack_limit = {});

}  // namespace handoff
