// The rows of a spend file as text, by what they hold.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "logs/log_damage.hpp"
#include "scan/inputs.hpp"

namespace handoff {

/// What a column of spend holds.
enum SpendRole : std::size_t { month_role, from_role, to_role, source_role, amount_role, currency_role, spend_roles };
/// Of rows, and of the months that they span together. It is looked through month by month, and read whole.
constexpr std::size_t most_months = 200'000;

/// As [spend.columns] has them.
using SpendHeaders = std::map<std::string, std::string>;
/// By role, the column that holds it; -1: none.
using SpendColumns = std::array<int, spend_roles>;
/// Throws Error where the file has no column for a role that is named, for the month or for the amount.
SpendColumns spend_columns(const Dialect& dialect, const std::string& path, const SpendHeaders& columns, std::vector<std::string>& notes);
/// All names that a header of spend may be found by.
std::vector<std::string> spend_names(const SpendHeaders& columns);

/// All rows that could be read.
struct SpendRows {
  std::vector<std::vector<std::string>> cells;  ///< by row and role; null words are empty
  std::vector<std::uint64_t> offsets;           ///< where each begins
  UnfitRows unfit;
};
/// Reads the one file of `inputs`. Throws Error for more rows than most_months.
SpendRows read_spend_rows(std::vector<Input>& inputs, const SpendColumns& at, const Contract& contract);

}  // namespace handoff
