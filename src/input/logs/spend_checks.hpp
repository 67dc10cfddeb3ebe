// What a file of spend may be damaged by: a row of totals, and shares among its amounts.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "leads/decimals.hpp"
#include "logs/spend_file.hpp"

namespace handoff {

/// `file:line` of a row.
using PlaceOfRow = std::function<std::string(std::size_t row)>;

/// Notes rows of totals behind `out`.
void note_totals(SpendFile& out, const PlaceOfRow& place);
/// Notes amounts below 0 behind `out`.
void note_negative(SpendFile& out, const PlaceOfRow& place);
/// Throws Error where an amount is written as a share.
void refuse_shares(const std::vector<std::string>& amounts, DecimalMark mark, const PlaceOfRow& place);

}  // namespace handoff
