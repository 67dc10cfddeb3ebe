// Where the cells and records of a stretch of bytes end, told by bit masks of its quotes, delimiters and line ends; as far as the masks prove it.
#pragma once
#include <cstdint>
#include <memory>
#include <span>

#include "csv/slow_record.hpp"
#include "csv/structural_scan.hpp"

namespace handoff {

/// A stretch lies in a window of bytes; all places are counted from the window's first byte.
class CellEnds {
 public:
  explicit CellEnds(LineRules rules) : rules_(rules) {}
  /// Looks at `words` times 64 bytes, or as many as there are, from the 64 that hold `from` on, where a record begins. `size` bytes are in the
  /// window, below 4 GiB; 64 more are readable.
  void look(const char* bytes, std::size_t size, std::size_t from, std::size_t words);

  /// First the place before the first record (one less than 0, where that begins the window), then where each cell ends: its delimiter or line end.
  std::uint32_t* ends() { return ends_.get(); }
  /// How many, the first one included.
  std::size_t count() const { return count_; }
  /// How many records end in the stretch.
  std::size_t records() const { return record_count_; }
  /// Does each of them have so many cells?
  bool even(std::size_t cells) const;
  /// Where each of them ends.
  std::span<const std::uint32_t> record_ends();
  /// Line ends inside quotes.
  std::span<const std::uint32_t> inner_lines() const { return {inner_.get(), inner_count_}; }
  /// False: at `failed` stands a quote which the exact path might not take as one, and nothing is told of what follows.
  bool proved() const { return proved_; }
  std::size_t failed() const { return failed_; }
  /// Is there nothing behind the stretch?
  bool at_end() const { return 64 * (first_word_ + words_) >= size_; }

  /// From the first to behind the last byte in [begin, end) that makes its cell differ from its text: it must be decoded, or is a blank at the
  /// cell's edge; {end, end} where there is none. A CR that is cut off a record's end may leave one more blank.
  struct Range { std::size_t begin, end; };
  Range odd(std::size_t begin, std::size_t end) const;
  /// Is there a CR that no LF follows?
  bool lone_return(std::size_t begin, std::size_t end) const;
  /// Must one of these bytes be decoded?
  bool care(std::size_t begin, std::size_t end) const;

 private:
  struct Quotes;
  void reserve(std::size_t words);
  bool tell_quotes(Quotes& quotes, std::size_t base) const;
  std::uint64_t blank_edges(const StructureMasks& masks, std::uint64_t separators, std::uint64_t after_separator, std::size_t base) const;

  LineRules rules_;
  const char* bytes_ = nullptr;
  std::size_t size_ = 0, first_word_ = 0, words_ = 0, looked_ = 0, capacity_ = 0;  // looked_: words up to where it is proved
  bool proved_ = true;
  std::size_t failed_ = 0;
  std::size_t count_ = 0, record_count_ = 0, inner_count_ = 0;
  // Not cleared before they are written to; room for every byte being an end.
  std::unique_ptr<StructureMasks[]> masks_;
  std::unique_ptr<std::uint64_t[]> found_;  // by word: the cells' ends
  std::unique_ptr<std::uint64_t[]> lines_;  // of these, the records'
  std::unique_ptr<std::uint64_t[]> odd_;    // by word: what must be decoded, and blanks beside a separator
  std::unique_ptr<std::uint32_t[]> ends_, records_, inner_;
};

}  // namespace handoff
