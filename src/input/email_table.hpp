// Which e-mail addresses more than one lead carries, by a 64-bit hash of each: eight bytes a lead until all are in, then only those
// met again, which are few, so that asking finds them in the cache. Among ten million addresses the chance that any two share a hash is below
// one in a hundred thousand.
#pragma once
#include <array>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <vector>

namespace handoff {

/// The addresses of a block of leads.
class EmailBatch {
 public:
  /// Case does not tell addresses apart. Blanks at the ends do: no cell that was read has any.
  void add(std::string_view email);
  std::size_t size() const { return hashes_.size(); }

 private:
  friend class EmailTable;
  std::vector<std::uint64_t> hashes_;
};

class EmailTable {
 public:
  /// Counts the address of one lead each, and empties the batch. Thread-safe.
  void add(EmailBatch& batch);
  /// All leads are in: from now on it can be asked, and takes nothing more.
  void close(int threads = 1);
  /// Does more than one lead carry it? Thread-safe.
  bool shared(std::string_view email) const;
  std::size_t footprint() const;
  /// As new.
  void clear();

 private:
  static constexpr std::size_t parts = 1024;  // of the hashes, by their upper bits: each fits into the cache
  struct Sorted {
    std::vector<std::uint64_t> hashes;             // part by part
    std::array<std::uint32_t, parts + 1> begin{};  // of each part
  };
  static std::size_t part_of(std::uint64_t hash) { return static_cast<std::size_t>(hash >> 54); }
  std::vector<std::uint64_t> met_again(std::size_t first_part, std::size_t behind) const;
  std::mutex mutex_;
  std::vector<Sorted> batches_;         // empty once closed
  std::vector<std::uint64_t> shared_;   // open addressing, at most half full; 0: free
};

}  // namespace handoff
