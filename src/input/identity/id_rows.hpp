// Where the rows of one lead id stand: the same id twice is said to a person by file and line.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/byte_source.hpp"
#include "handoff/contract/contract.hpp"
#include "handoff/report/input_account.hpp"

namespace handoff {

/// All rows of the id, in the order of the files; rows that are set aside are none. Reads the files once more.
std::vector<RowPlace> rows_of_id(const std::vector<std::string>& files, Sources& sources, const Contract& contract, std::string_view lead_id, int threads,
                                 std::optional<std::uint64_t> unpack_limit = {});

}  // namespace handoff
