// For every 64 bytes: the quote bits turn into an inside-quotes mask (prefix xor), the delimiters and line ends outside of it are the cells' ends, and two
// checks prove that each quote stands where the exact machine would take it as one: an opening quote after a separator (or after the quote it
// doubles), a closing one before a separator, a line end or another quote. At the first bit where they fail the masks are void.
#include "csv/cell_ends.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace handoff {
namespace {

/// Bit i of the result is the xor of bits 0 to i: set from an opening quote on, clear from a closing one on.
std::uint64_t prefix_xor(std::uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

std::uint32_t place_of(std::size_t base, std::uint64_t bits) { return static_cast<std::uint32_t>(base + static_cast<std::size_t>(std::countr_zero(bits))); }

}  // namespace

/// What 64 bytes hold, and what they hand to the next.
struct CellEnds::Quotes {
  std::uint64_t quotes = 0, separators = 0;  ///< of the record bytes only
  std::uint64_t inside = 0;
  std::uint64_t valid = ~0ULL;        ///< the bits before the first that fails
  std::uint64_t may_open = 0;         ///< carried in: bit 0 when the first byte follows a separator or a quote
  std::uint64_t after_closing = 0;    ///< carried in: bit 0 when it follows a closing quote
  bool goes_on() const { return (after_closing | inside >> 63) != 0; }
};

void CellEnds::reserve(std::size_t words) {
  if (words <= capacity_) return;
  capacity_ = words;
  masks_.reset(new StructureMasks[words]);
  found_.reset(new std::uint64_t[words]);
  odd_.reset(new std::uint64_t[words]);
  ends_.reset(new std::uint32_t[64 * words + 1 + places_slack]);
  lines_.reset(new std::uint64_t[words]);
  records_.reset(new std::uint32_t[64 * words + places_slack]);
  inner_.reset(new std::uint32_t[64 * words]);
}

void CellEnds::look(const char* bytes, std::size_t size, std::size_t from, std::size_t words) {
  bytes_ = bytes;
  size_ = size;
  first_word_ = from / 64;
  words_ = std::min(words, (size + 63) / 64 - first_word_);
  reserve(words_);
  find_structure(bytes + 64 * first_word_, words_, rules_.delimiter, rules_.newline, masks_.get());
  inner_count_ = 0;
  proved_ = true;
  std::uint64_t live = ~0ULL << (from % 64);
  std::uint64_t after_separator = 1ULL << (from % 64);
  Quotes quotes;
  bool quoted = false;  // does what stands in quotes go on in this word?
  std::size_t word = 0;
  for (; word < words_ && proved_; ++word, live = ~0ULL) {
    const StructureMasks& masks = masks_[word];
    const std::size_t base = 64 * (first_word_ + word);
    const std::uint64_t newlines = masks.newline & live;
    std::uint64_t found = (masks.delimiter & live) | newlines;
    odd_[word] = masks.care | blank_edges(masks, found, after_separator, base);
    const std::uint64_t after = found >> 63;
    if (quoted || (masks.quote & live) != 0) {
      quotes.quotes = masks.quote & live;
      quotes.separators = found;
      if (!quoted) quotes.may_open = after_separator;
      proved_ = tell_quotes(quotes, base);
      if (!proved_) failed_ = base + static_cast<std::size_t>(std::countr_one(quotes.valid));
      found &= ~quotes.inside & quotes.valid;
      for (std::uint64_t inner = newlines & quotes.inside & quotes.valid; inner != 0; inner &= inner - 1) inner_[inner_count_++] = place_of(base, inner);
      quoted = quotes.goes_on();
    }
    after_separator = after;
    found_[word] = found;
    lines_[word] = newlines & found;
  }
  looked_ = word;
  ends_[0] = static_cast<std::uint32_t>(from) - 1;
  count_ = 1 + find_places(found_.get(), looked_, static_cast<std::uint32_t>(64 * first_word_), ends_.get() + 1);
  record_count_ = count_places(lines_.get(), looked_);
}

bool CellEnds::even(std::size_t cells) const {
  if (record_count_ != (count_ - 1) / cells) return false;
  for (std::size_t end = cells; end < count_; end += cells)
    if (bytes_[ends_[end]] != rules_.newline) return false;
  return true;
}

std::span<const std::uint32_t> CellEnds::record_ends() {
  find_places(lines_.get(), looked_, static_cast<std::uint32_t>(64 * first_word_), records_.get());
  return {records_.get(), record_count_};
}

/// Finds what lies inside quotes; false where a quote is not proved, with `valid` the bits before.
bool CellEnds::tell_quotes(Quotes& quotes, std::size_t base) const {
  const std::uint64_t open_before = 0 - (quotes.inside >> 63);
  quotes.inside = prefix_xor(quotes.quotes) ^ open_before;
  const std::uint64_t edge = quotes.separators | quotes.quotes;
  std::uint64_t failed = quotes.quotes & quotes.inside & ~((edge << 1) | quotes.may_open);
  const std::uint64_t closing = quotes.quotes & ~quotes.inside;
  std::uint64_t odd = ((closing << 1) | quotes.after_closing) & ~edge;
  for (; odd != 0; odd &= odd - 1) {
    const std::size_t at = place_of(base, odd);
    const bool line_end = rules_.newline == '\n' && at + 1 < size_ && bytes_[at] == '\r' && bytes_[at + 1] == '\n';
    if (!line_end) failed |= odd & (0 - odd);
  }
  quotes.may_open = edge >> 63;
  quotes.after_closing = closing >> 63;
  quotes.valid = failed == 0 ? ~0ULL : (failed & (0 - failed)) - 1;
  return failed == 0;
}

/// Also beside a separator inside quotes, which does no harm.
std::uint64_t CellEnds::blank_edges(const StructureMasks& masks, std::uint64_t separators, std::uint64_t after_separator, std::size_t base) const {
  std::uint64_t edges = separators << 1 | separators >> 1 | after_separator;
  if (masks.blank >> 63 != 0) {
    const char next = bytes_[base + 64];
    if (next == rules_.delimiter || next == rules_.newline) edges |= 1ULL << 63;
  }
  return masks.blank & edges;
}

CellEnds::Range CellEnds::odd(std::size_t begin, std::size_t end) const {
  if (begin == end) return {end, end};
  Range found{end, end};
  std::size_t word = begin / 64;
  std::uint64_t bits = odd_[word - first_word_] & (~0ULL << (begin % 64));
  for (const std::size_t last = (end - 1) / 64;; bits = odd_[++word - first_word_]) {
    if (word == last) bits &= ~0ULL >> (63 - (end - 1) % 64);
    if (bits != 0) {
      if (found.begin == end) found.begin = place_of(64 * word, bits);
      found.end = 64 * word + static_cast<std::size_t>(std::bit_width(bits));
    }
    if (word == last) return found;
  }
}

bool CellEnds::lone_return(std::size_t begin, std::size_t end) const {
  for (std::size_t word = begin / 64; 64 * word < end; ++word) {
    const StructureMasks& masks = masks_[word - first_word_];
    if ((masks.care & ~masks.quote) == 0) continue;  // a CR is a byte that needs care
    const char* at = bytes_ + std::max(begin, 64 * word);
    const char* const stop = bytes_ + std::min(end, 64 * word + 64);
    while ((at = static_cast<const char*>(std::memchr(at, '\r', static_cast<std::size_t>(stop - at)))) != nullptr)
      if (*++at != '\n') return true;
  }
  return false;
}

bool CellEnds::care(std::size_t begin, std::size_t end) const {
  if (begin == end) return false;
  std::size_t word = begin / 64;
  std::uint64_t bits = masks_[word - first_word_].care & (~0ULL << (begin % 64));
  for (; word < (end - 1) / 64; bits = masks_[++word - first_word_].care)
    if (bits != 0) return true;
  return (bits & (~0ULL >> (63 - (end - 1) % 64))) != 0;
}

}  // namespace handoff
