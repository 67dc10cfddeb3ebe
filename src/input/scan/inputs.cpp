#include "scan/inputs.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "handoff/text/error.hpp"
#include "identity/id_table.hpp"
#include "scan/block_walk.hpp"
#include "scan/preview.hpp"
#include "bytes/same_content.hpp"

namespace handoff {

std::vector<Input> open_inputs(const std::vector<std::string>& files, Sources& sources, std::optional<std::uint64_t> unpack_limit, bool header_alone,
                               const KnownHeaders& known, const HeaderCheck& check) {
  const HeadCheck of_head = [&](const ByteSource& head) {
    const Dialect dialect = find_header(head, known);
    if (check) check(dialect, head.name());
  };
  if (files.empty()) throw Error("", "no input file", "name an export, or - for standard input");
  if (std::count(files.begin(), files.end(), "-") > 1) throw Error("-", "standard input is given twice", "name it once");
  std::vector<Input> inputs;
  std::uint64_t base = 0;
  for (const std::string& file : files) {
    for (std::unique_ptr<ByteSource>& source : sources.open(file, unpack_limit, of_head)) {
      Input input;
      input.source = std::move(source);
      if (input.source->size() >= IdTable::offset_limit - base) throw Error(file, "more than 1 TiB of input", "split it by date");
      input.dialect = header_alone ? find_header(*input.source, known) : find_dialect(*input.source, known);
      input.base = base;
      base += input.source->size();
      inputs.push_back(std::move(input));
    }
  }
  refuse_same_content(inputs);
  return inputs;
}

bool settle_widths(std::vector<Input>& inputs, const std::vector<WidthVotes>& votes) {
  bool changed = false;
  for (std::size_t i = 0; i < inputs.size(); ++i) changed = settle_width(inputs[i].dialect, votes[i]) || changed;
  return changed;
}

std::size_t input_at(const std::vector<Input>& inputs, std::uint64_t offset) {
  const auto after = std::upper_bound(inputs.begin(), inputs.end(), offset, [](std::uint64_t at, const Input& input) { return at < input.base; });
  return static_cast<std::size_t>(after - inputs.begin()) - 1;
}

std::size_t block_count(const std::vector<Input>& inputs, const std::vector<ColumnPlan>& plans, std::size_t block_size) {
  std::size_t blocks = 0;
  for (std::size_t i = 0; i < inputs.size(); ++i) blocks += block_count({inputs[i].source.get(), &inputs[i].dialect, &plans[i].wanted}, block_size);
  return blocks;
}

std::uint64_t count_lines(const ByteSource& source, char newline, std::uint64_t from, std::uint64_t to) {
  std::array<char, 16384> buffer;
  std::uint64_t lines = 0;
  while (from < to) {
    const std::size_t got = source.read(from, buffer.data(), static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), to - from)));
    if (got == 0) break;
    lines += static_cast<std::uint64_t>(std::count(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(got), newline));
    from += got;
  }
  return lines;
}

std::string place_of(const std::vector<Input>& inputs, const Example& example) {
  const Input& input = inputs[input_at(inputs, example.offset)];
  const std::uint64_t from = example.block_offset - input.base, to = example.offset - input.base;
  const std::uint64_t line = example.block_line + count_lines(*input.source, input.dialect.newline, from, to);
  return fmt::format("{}:{}", input.source->name(), line);
}

std::string place_of(const std::vector<Input>& inputs, std::uint64_t offset) {
  const Input& input = inputs[input_at(inputs, offset)];
  const std::uint64_t line = input.dialect.header_lines + 1 + count_lines(*input.source, input.dialect.newline, input.dialect.data_offset, offset - input.base);
  return fmt::format("{}:{}", input.source->name(), line);
}

}  // namespace handoff
