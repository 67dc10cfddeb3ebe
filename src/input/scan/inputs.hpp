// The files of a scan, opened and laid end to end: one offset names a row in any of them.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "leads/columns.hpp"
#include "leads/field_facts.hpp"
#include "handoff/contract/contract.hpp"
#include "csv/records.hpp"
#include "csv/dialect/row_width.hpp"

namespace handoff {

struct Input {
  std::unique_ptr<ByteSource> source;
  Dialect dialect;
  std::uint64_t base = 0;  ///< offset of its first byte over all inputs
};

/// Holds a header against what is asked of it; throws Error.
using HeaderCheck = std::function<void(const Dialect& header, const std::string& file)>;

/// Opens all files, unpacks those that are compressed, and finds their dialects. `unpack_limit`: see unpack() in archive.hpp. Throws Error, also for
/// "-" or the same content given twice and for more than 1 TiB in all. `header_alone`: a file without rows is an answer too, as it is of a log. `known`: see
/// find_dialect(). `check`: what is going to be asked of each header. Of a pipe, and of what is packed, it is asked before the rest is copied.
std::vector<Input> open_inputs(const std::vector<std::string>& files, Sources& sources, std::optional<std::uint64_t> unpack_limit = {}, bool header_alone = false,
                               const KnownHeaders& known = {}, const HeaderCheck& check = {});

/// settle_width() for each of the files; `votes`: by input.
bool settle_widths(std::vector<Input>& inputs, const std::vector<WidthVotes>& votes);

/// Blocks of all inputs; `plans`: by input.
std::size_t block_count(const std::vector<Input>& inputs, const std::vector<ColumnPlan>& plans, std::size_t block_size);

/// The input that holds an offset.
std::size_t input_at(const std::vector<Input>& inputs, std::uint64_t offset);

/// Line ends in [from, to) of a source.
std::uint64_t count_lines(const ByteSource& source, char newline, std::uint64_t from, std::uint64_t to);

/// `leads.csv:14`, where an example stands.
std::string place_of(const std::vector<Input>& inputs, const Example& example);
/// The same of a row by its offset over all inputs: its file is read up to there.
std::string place_of(const std::vector<Input>& inputs, std::uint64_t offset);

}  // namespace handoff
