#include "time/zone_file.hpp"

#include <array>

namespace handoff {
namespace {

constexpr std::size_t header_bytes = 44, type_bytes = 6;
constexpr std::int32_t least_offset = -89'999, most_offset = 93'599;

std::int64_t big_endian(std::string_view bytes) {
  std::uint64_t number = (static_cast<unsigned char>(bytes.front()) & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (const char c : bytes) number = number << 8 | static_cast<unsigned char>(c);
  return static_cast<std::int64_t>(number);
}

/// How many of each kind a block holds, and how long its times are.
struct Counts {
  std::size_t utc, standard, leaps, times, types, letters, width;
  std::size_t bytes() const { return times * (width + 1) + types * type_bytes + letters + leaps * (width + 4) + standard + utc; }
};

std::optional<Counts> read_counts(std::string_view bytes, std::size_t width) {
  constexpr std::size_t first_count = 20, counts = 6, most = 100'000;
  if (bytes.size() < header_bytes || !bytes.starts_with("TZif")) return std::nullopt;
  std::array<std::size_t, counts> count{};
  for (std::size_t i = 0; i < counts; ++i) {
    const std::int64_t number = big_endian(bytes.substr(first_count + 4 * i, 4));
    if (number < 0 || number > static_cast<std::int64_t>(most)) return std::nullopt;
    count[i] = static_cast<std::size_t>(number);
  }
  const Counts out{count[0], count[1], count[2], count[3], count[4], count[5], width};
  if (bytes.size() - header_bytes < out.bytes()) return std::nullopt;
  return out;
}

}  // namespace

std::optional<std::vector<OffsetChange>> read_zone_file(std::string_view bytes) {
  std::optional<Counts> counts = read_counts(bytes, 4);
  if (!counts) return std::nullopt;
  if (bytes[4] >= '2') {  // the same again with times of eight bytes
    bytes.remove_prefix(header_bytes + counts->bytes());
    counts = read_counts(bytes, 8);
    if (!counts) return std::nullopt;
  }
  if (counts->types == 0 || counts->types > 256 || counts->leaps > 0) return std::nullopt;
  const std::string_view times = bytes.substr(header_bytes, counts->times * counts->width);
  const std::string_view kinds = bytes.substr(header_bytes + times.size(), counts->times);
  const std::string_view types = bytes.substr(header_bytes + times.size() + kinds.size(), counts->types * type_bytes);
  std::vector<std::int32_t> offsets;
  for (std::size_t i = 0; i < counts->types; ++i) {
    const std::int64_t offset = big_endian(types.substr(i * type_bytes, 4));
    if (offset < least_offset || offset > most_offset) return std::nullopt;
    offsets.push_back(static_cast<std::int32_t>(offset));
  }
  std::vector<OffsetChange> changes{{instant_min, offsets.front()}};
  for (std::size_t i = 0; i < counts->times; ++i) {
    const Instant at = big_endian(times.substr(i * counts->width, counts->width));
    const auto kind = static_cast<unsigned char>(kinds[i]);
    if (kind >= offsets.size() || (i > 0 && at <= changes.back().from)) return std::nullopt;
    changes.push_back({at, offsets[kind]});
  }
  return changes;
}

}  // namespace handoff
