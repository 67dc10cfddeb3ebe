// What was spent, by month and source: a small file, read whole on one thread. A row that cannot be used is counted and named, and its
// money is in no cost.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bytes/byte_source.hpp"
#include "handoff/contract/contract.hpp"
#include "handoff/measures/pipeline.hpp"
#include "handoff/report/input_account.hpp"
#include "logs/log_damage.hpp"

namespace handoff {

struct SpendFile {
  std::vector<Spend> rows;
  bool has_source = false;
  InputAccount account;
  LogDamage damage;         ///< of a row with a blank amount nothing is damaged: nothing was spent
  std::vector<std::string> notes;
};

/// `columns`, as [spend.columns] has them: `month` (or `from` and `to`), `amount`, and where there are any `source` and `currency`; a role that is
/// not named is looked for under its own name. Throws Error for a file without a month or an amount, and for dates in an open order.
/// `unpack_limit`: see unpack() in archive.hpp.
SpendFile read_spend(const std::string& path, Sources& sources, const std::map<std::string, std::string>& columns, const Contract& contract,
                     std::optional<std::uint64_t> unpack_limit);

/// The days of a month as spend files write it: `2026-04`, `2026/04`, `04/2026`, `April 2026`, `Apr-26`, or any date in it. False: none of these.
bool read_month(std::string_view text, DateOrder order, Period& out);

}  // namespace handoff
