// Compressed exports: HubSpot mails zips, warehouses write gz and zst. Each is unpacked once into a file without a name, within a limit, so
// that a small file made to fill a disk is refused.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "bytes/head_watch.hpp"

namespace handoff {

/// Does a file that begins like this hold compressed CSV? Workbooks are zips too, and are not meant.
bool is_packed(std::string_view head);

/// What a packed file may come to when nobody says: so many times its own size, but this much in any case.
constexpr std::uint64_t unpack_ratio = 200, unpack_least = std::uint64_t{64} << 20;
constexpr std::size_t most_entries = 10'000;
constexpr std::size_t most_csv_files = 500;  ///< of one archive: each is held open

/// The files in it: CSV by their names (.csv .tsv .txt), or the only one there is. `limit`: bytes that all of them may come to.
/// Throws Error: damaged, cut off, encrypted, beyond the limit, no CSV file inside.
/// `check`: of the beginning of each, before the rest is unpacked.
std::vector<std::unique_ptr<ByteSource>> unpack(const ByteSource& packed, std::optional<std::uint64_t> limit, const HeadCheck& check = {});

/// Unpacks the beginning of a packed file, as far as it goes, and throws what `check` says of what is in it. The files of a ZIP are not looked at.
void look_into(const ByteSource& beginning, const HeadCheck& check);

}  // namespace handoff
