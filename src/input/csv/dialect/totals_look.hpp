// Rows of totals in an export: those that were set aside as such, and those that were read as leads and may be totals all the same. Nothing is set aside
// by this look; it is for people.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "csv/records.hpp"
#include "handoff/report/totals_look.hpp"

namespace handoff {

/// Reads an export on one thread: one look, or one for each file of an archive. Sums are looked for in the columns, 32 at most, that hold nothing but
/// exact numbers in the first 1,000 rows and do not only ascend or descend, as ids do: since the first row, or since the last row of totals. A row repeats them where two of its numbers do, or one that is
/// the sum of five rows or more.
std::vector<TotalsLook> look_for_totals(const std::string& path, Sources& sources, const KnownHeaders& known, std::optional<std::uint64_t> unpack_limit = {});

}  // namespace handoff
