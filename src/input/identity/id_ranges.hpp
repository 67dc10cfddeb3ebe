// Exports tend to be sorted by id. Where the ids of a block ascend strictly, or descend, none of them stands in it twice; and where no
// other block's ids reach into their range, none stands elsewhere: the id table need not know them.
#pragma once
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/time/time.hpp"
#include "identity/identity.hpp"

namespace handoff {

/// One row of a block. Its texts are good as long as the block's records.
struct BlockId {
  std::string_view id;
  Instant modified = instant_min;  ///< see modified_of
  std::uint64_t offset = 0;
  Identity identity = {};
};

/// The ids of one block: between which two they lie, shorter ones before longer ones, then by their bytes.
struct IdRange {
  std::size_t file = 0, block = 0;       ///< of all files
  std::uint64_t begin = 0, end = 0;      ///< of its records in the file
  std::uint64_t rows = 0;
  std::string least, most;
  bool strict = true;                    ///< they ascend strictly, or descend strictly
  bool in_table = false;
};

/// Fills in what the rows of a block, of which there is one at least, say of its ids.
void describe(IdRange& range, std::span<const BlockId> ids);

class IdRanges {
 public:
  /// Of a block with rows. Thread-safe.
  void put(IdRange range);
  /// Once all blocks are in: those that the table was spared and that another block's ids reach into. They count as in the table from then on.
  std::vector<IdRange> meeting();
  /// Not in the table, and each of its ids once in all files. After `meeting`.
  bool spared(std::size_t block) const { return block < spared_.size() && spared_[block]; }
  std::uint64_t spared_rows() const { return spared_rows_; }
  void clear();

 private:
  std::mutex mutex_;
  std::vector<IdRange> ranges_;
  std::vector<bool> spared_;
  std::uint64_t spared_rows_ = 0;
};

}  // namespace handoff
