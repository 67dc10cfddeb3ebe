// Which e-mail addresses more than one lead carries: a 63-bit hash of each address and whether it was met again, eight bytes a
// slot. Among ten million addresses the chance that any two share a hash is below one in a hundred thousand.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>

#include "packed_table.hpp"

namespace handoff {

class EmailTable {
 public:
  EmailTable() : shards_(std::make_unique<Shards>()) {}
  /// Counts the address of one lead: blanks at the ends and case do not tell addresses apart. Thread-safe.
  void add(std::string_view email);
  /// Once all leads are in: does more than one carry it?
  bool shared(std::string_view email) const;
  std::size_t footprint() const;
  void clear() { shards_ = std::make_unique<Shards>(); }

 private:
  static constexpr int shard_bits = 7;
  using Table = PackedTable<7, 1>;
  struct Shard { mutable std::mutex mutex; Table table; };
  using Shards = std::array<Shard, std::size_t{1} << shard_bits>;
  std::unique_ptr<Shards> shards_;
};

}  // namespace handoff
