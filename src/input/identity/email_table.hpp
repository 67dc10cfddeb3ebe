// Which e-mail addresses more than one lead carries, exactly: by a keyed 64-bit hash of each, eight bytes a lead until all are in, then only of those met
// again, which are few, so that asking finds them in the cache. Equal hashes are not equal addresses: while the leads pass, each address whose hash was
// met again is compared with the first of that hash. Where two differ, which takes luck and no skill since the key is random, the addresses
// of that hash are counted one by one, and the leads pass again.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "identity/hash.hpp"

namespace handoff {

class EmailTable;

/// The addresses of a block of leads.
class EmailBatch {
 public:
  explicit EmailBatch(const EmailTable& table) : table_(table) {}
  /// Case does not tell addresses apart. Blanks at the ends do: no cell that was read has any.
  void add(std::string_view email);
  std::size_t size() const { return hashes_.size(); }

 private:
  friend class EmailTable;
  const EmailTable& table_;
  std::vector<std::uint64_t> hashes_;
};

/// Reads an address again by the offset of its row over all inputs. One a thread.
struct EmailLookup {
  virtual ~EmailLookup() = default;
  /// Good until the next call.
  virtual std::string_view email_at(std::uint64_t offset) = 0;
};

class EmailTable {
 public:
  using Hash = std::uint64_t (*)(std::string_view);
  /// `hash` is there for tests, which force addresses to meet.
  explicit EmailTable(Hash hash = nullptr) : forced_(hash), key_(random_hash_key()) {}

  /// Counts the address of one lead each, and empties the batch. Thread-safe.
  void add(EmailBatch& batch);
  /// All leads are in: from now on it can be asked, and takes nothing more.
  void close(int threads = 1);
  bool any_shared() const { return capacity_ > 0; }
  /// Does more than one lead carry it? Thread-safe. All leads have to be asked for, with the offsets of their rows, before the answers are sure: they are
  /// where `begin_parting` then says that no addresses met, or else after the parting.
  bool shared(std::string_view email, std::uint64_t offset, EmailLookup& rows);
  /// True: different addresses have met in one hash. Then `part` is to be called with the address of every lead, and `end_parting` after the last.
  bool begin_parting();
  /// Thread-safe.
  void part(std::string_view email);
  void end_parting() { parted_ = true; }

  std::size_t footprint() const;
  /// As new.
  void clear();

 private:
  friend class EmailBatch;
  static constexpr std::size_t parts = 1024;  // of the hashes, by their upper bits: each fits into the cache
  struct Sorted {
    std::vector<std::uint64_t> hashes;             // part by part
    std::array<std::uint32_t, parts + 1> begin{};  // of each part
  };
  /// A hash met again, and the first address seen of it: where its text is kept, or its row's offset where there is no room for texts.
  struct Slot {
    std::uint64_t hash = 0;              // 0: free
    std::atomic<std::uint64_t> first{0};
  };
  static constexpr std::uint64_t by_offset = 1, meeting = 2;   // in `first`: it is an offset; its hash has several addresses
  std::uint64_t hash_of(std::string_view email) const;
  static std::size_t part_of(std::uint64_t hash) { return static_cast<std::size_t>(hash >> 54); }
  std::vector<std::uint64_t> met_again(std::size_t first_part, std::size_t behind) const;
  Slot* slot_of(std::uint64_t hash) const;
  std::uint64_t keep(std::string_view email, std::uint64_t offset);
  static bool is_first(std::uint64_t first, std::string_view email, EmailLookup& rows);

  Hash forced_;
  HashKey key_;
  mutable std::mutex mutex_;
  std::vector<Sorted> batches_;        // empty once closed
  std::unique_ptr<Slot[]> slots_;      // open addressing, two thirds full at most
  std::size_t capacity_ = 0;
  std::vector<std::unique_ptr<char[]>> texts_;   // each address behind its length
  char* next_text_ = nullptr;
  std::size_t texts_bytes_ = 0, texts_left_ = 0, texts_limit_ = 0;
  std::atomic<bool> met_{false};       // different addresses in one hash
  bool parted_ = false;
  std::unordered_map<std::string, std::uint64_t> leads_of_;   // by address in lower case, of those that met
};

}  // namespace handoff
