// Inputs of one size are parted chunk by chunk by what they hold: each is read once at most, however many are alike.
#include "bytes/same_content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "handoff/text/error.hpp"

namespace handoff {
namespace {

using Twins = std::pair<std::size_t, std::size_t>;  // of inputs: the later one first

constexpr std::size_t chunk_bytes = 16 << 10;

std::string chunk_at(const ByteSource& source, std::uint64_t offset) {
  std::string bytes(chunk_bytes, '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const std::size_t got = source.read(offset + filled, bytes.data() + filled, bytes.size() - filled);
    if (got == 0) break;
    filled += got;
  }
  bytes.resize(filled);
  return bytes;
}

/// Where the text begins: behind a byte order mark.
std::uint64_t text_begin(const ByteSource& source) {
  char mark[3] = {};
  return source.read(0, mark, sizeof mark) == sizeof mark && std::string_view(mark, sizeof mark) == "\xEF\xBB\xBF" ? sizeof mark : 0;
}

/// Inputs that are alike in their first `read` bytes.
struct Alike {
  std::vector<std::size_t> inputs;
  std::uint64_t read = 0;
};

std::optional<Twins> twins_among(const std::vector<Input>& inputs, Alike first, const std::vector<std::uint64_t>& begins) {
  std::optional<Twins> found;
  std::vector<Alike> open{std::move(first)};
  while (!open.empty()) {
    const Alike alike = std::move(open.back());
    open.pop_back();
    std::map<std::string, std::vector<std::size_t>> parted;
    for (const std::size_t i : alike.inputs) parted[chunk_at(*inputs[i].source, begins[i] + alike.read)].push_back(i);
    for (auto& [bytes, group] : parted) {
      if (group.size() < 2) continue;
      if (bytes.size() == chunk_bytes) open.push_back({std::move(group), alike.read + chunk_bytes});
      else if (const Twins twins{group[1], group[0]}; !found || twins < *found) found = twins;
    }
  }
  return found;
}

}  // namespace

void refuse_same_content(const std::vector<Input>& inputs) {
  if (inputs.size() < 2) return;
  std::vector<std::uint64_t> begins;
  std::map<std::uint64_t, Alike> by_size;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const ByteSource& source = *inputs[i].source;
    begins.push_back(text_begin(source));
    if (inputs[i].dialect.data_offset < source.size()) by_size[source.size() - begins[i]].inputs.push_back(i);  // parts without rows may be alike
  }
  std::optional<Twins> first;
  for (auto& [size, alike] : by_size) {
    if (alike.inputs.size() < 2) continue;
    const std::optional<Twins> twins = twins_among(inputs, std::move(alike), begins);
    if (twins && (!first || *twins < *first)) first = twins;
  }
  if (!first) return;
  const std::string &later = inputs[first->first].source->name(), &earlier = inputs[first->second].source->name();
  throw Error(later, later == earlier ? std::string("is given twice") : fmt::format("holds the same bytes as {}: its rows would be read twice", earlier),
              "give one of the two");
}

}  // namespace handoff
