// For every 64 bytes: the quote bits turn into an inside-quotes mask (prefix xor), the delimiters and line ends outside of it are the cells' ends, and two
// checks prove that each quote stands where the exact machine would take it as one: an opening quote after a separator (or after the quote it
// doubles), a closing one before a separator, a line end or another quote. At the first bit where they fail the masks are void; the record it lies
// in goes the exact way, and the masks begin anew after it.
#include "fast_rows.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "furniture.hpp"

namespace handoff {
namespace {

/// Bit i of the result is the xor of bits 0 to i: set from an opening quote on, clear from a closing one on.
std::uint64_t prefix_xor(std::uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

constexpr std::size_t copy_room = 64;

/// Copies more than asked for, which is faster: there is room behind both. Most cells have fewer than 32 bytes, few have more than 64.
char* copy_cell(char* out, const char* from, std::size_t length) {
  std::memcpy(out, from, 32);
  if (length > 32) {
    if (length <= copy_room) std::memcpy(out + 32, from + 32, 32);
    else std::memcpy(out, from, length);
  }
  return out + length;
}

}  // namespace

/// What one block of 64 bytes holds, and what it hands to the next.
struct FastRows::Edges {
  std::uint64_t quotes = 0, separators = 0, newlines = 0;  ///< of the record bytes only
  std::uint64_t inside = 0;
  std::uint64_t valid = ~0ULL;        ///< the bits before the first that fails
  std::uint64_t may_open = 0;         ///< carried in: bit 0 when the block's first byte follows a separator or a quote
  std::uint64_t after_closing = 0;    ///< carried in: bit 0 when it follows a closing quote
};

FastRows::FastRows(Window& window, const Dialect& dialect, const WantedCells& wanted, RecordBuffer& records, BlockAccount& account)
    : window_(window),
      header_(dialect.header),
      wanted_(wanted),
      records_(records),
      account_(account),
      rules_{dialect.delimiter, dialect.newline},
      key_column_(0),
      ends_(dialect.header.size() + 2 + 64) {
  while (key_column_ + 1 < header_.size() && header_[key_column_].empty()) ++key_column_;
}

void FastRows::refresh() {
  if (generation_ == window_.generation()) return;
  generation_ = window_.generation();
  bytes_ = window_.at(window_.begin());
  size_ = static_cast<std::size_t>(window_.end() - window_.begin());
  masks_.resize((size_ + 63) / 64);
  find_structure(bytes_, masks_.size(), rules_.delimiter, rules_.newline, masks_.data());
}

FastRows::Stop FastRows::run(std::uint64_t at, std::uint64_t limit) {
  refresh();
  const std::uint64_t begin = window_.begin();
  limit_ = static_cast<std::size_t>(std::min<std::uint64_t>(limit - begin, SIZE_MAX));
  row_ = static_cast<std::size_t>(at - begin);
  cells_ = 0;
  inner_lines_ = 0;
  std::uint64_t live = ~0ULL << (row_ % 64);
  Edges edges;
  edges.may_open = 1ULL << (row_ % 64);
  for (std::size_t block = row_ / 64; block < masks_.size(); ++block, live = ~0ULL) {
    const StructureMasks& found = masks_[block];
    const std::size_t base = 64 * block;
    edges.quotes = found.quote & live;
    edges.newlines = found.newline & live;
    edges.separators = (found.delimiter & live) | edges.newlines;
    const bool proved = tell_quotes(edges, base);
    if (!walk(edges, base)) return {begin + row_, row_ >= limit_ ? Why::limit : Why::slow};
    if (!proved) {
      const std::size_t failed = base + static_cast<std::size_t>(std::countr_one(edges.valid));
      return {begin + row_, failed + 1 >= size_ ? Why::starved : Why::slow};
    }
  }
  return {begin + row_, Why::starved};
}

/// Finds what lies inside quotes; false where a quote is not proved, with `valid` the bits before.
bool FastRows::tell_quotes(Edges& edges, std::size_t base) {
  const std::uint64_t open_before = 0 - (edges.inside >> 63);
  if ((edges.quotes | edges.after_closing) == 0) {
    edges.inside = open_before;
    edges.may_open = edges.separators >> 63;
    return true;
  }
  edges.inside = prefix_xor(edges.quotes) ^ open_before;
  const std::uint64_t edge = edges.separators | edges.quotes;
  std::uint64_t failed = edges.quotes & edges.inside & ~((edge << 1) | edges.may_open);
  const std::uint64_t closing = edges.quotes & ~edges.inside;
  std::uint64_t odd = ((closing << 1) | edges.after_closing) & ~edge;
  for (; odd != 0; odd &= odd - 1) {
    const std::size_t at = base + static_cast<std::size_t>(std::countr_zero(odd));
    const bool line_end = rules_.newline == '\n' && at + 1 < size_ && bytes_[at] == '\r' && bytes_[at + 1] == '\n';
    if (!line_end) failed |= odd & (0 - odd);
  }
  edges.may_open = edge >> 63;
  edges.after_closing = closing >> 63;
  edges.valid = failed == 0 ? ~0ULL : (failed & (0 - failed)) - 1;
  return failed == 0;
}

/// Takes the cells' ends, and writes each record that is complete. False when it stops, at `row_`.
bool FastRows::walk(const Edges& edges, std::size_t base) {
  std::uint64_t ends = edges.separators & ~edges.inside & edges.valid;
  std::uint64_t newlines = edges.newlines & ends;
  std::uint64_t inner = edges.newlines & edges.inside & edges.valid;
  std::size_t cells = cells_;
  std::size_t* const cell_ends = ends_.data();
  for (;;) {
    const std::uint64_t upto = newlines == 0 ? ~0ULL : newlines ^ (newlines - 1);
    for (std::uint64_t part = ends & upto; part != 0; part &= part - 1) cell_ends[++cells] = base + static_cast<std::size_t>(std::countr_zero(part));
    if (inner != 0) {
      inner_lines_ += static_cast<std::uint64_t>(std::popcount(inner & upto));
      inner &= ~upto;
    }
    if (newlines == 0) break;
    const std::size_t end = base + static_cast<std::size_t>(std::countr_zero(newlines));
    if (cells != header_.size() || !write_row(end)) return false;
    row_ = end + 1;
    cells = 0;
    inner_lines_ = 0;
    if (row_ >= limit_) return false;
    ends &= ~upto;
    newlines &= newlines - 1;
  }
  cells_ = std::min(cells, header_.size() + 1);  // one too many is as wrong as a thousand
  return true;
}

RawCell FastRows::raw(std::size_t column) const {
  const char* begin = bytes_ + (ends_[column] + 1);
  const char* end = bytes_ + ends_[column + 1];
  if (begin == end || *begin != '"') return {begin, end, false};
  return {begin + 1, end - 1, true};
}

/// Is there a byte among these that must be decoded?
bool FastRows::needs_care(const char* begin, const char* end) const {
  if (begin == end) return false;
  const auto first = static_cast<std::size_t>(begin - bytes_), last = static_cast<std::size_t>(end - bytes_) - 1;
  std::uint64_t bits = masks_[first / 64].care & (~0ULL << (first % 64));
  std::size_t block = first / 64;
  for (; block < last / 64; ++block) {
    if (bits != 0) return true;
    bits = masks_[block + 1].care;
  }
  return (bits & (~0ULL >> (63 - last % 64))) != 0;
}

/// Without the blanks at both ends; a cell that needs no care has no other kind.
static RawCell without_blanks(RawCell cell) {
  while (cell.begin != cell.end && *cell.begin == ' ') ++cell.begin;
  while (cell.begin != cell.end && cell.end[-1] == ' ') --cell.end;
  return cell;
}

std::string_view FastRows::text(std::size_t column) {
  RawCell cell = raw(column);
  bool repaired = false;
  if (needs_care(cell.begin, cell.end)) return cell_text(cell, scratch_, repaired);
  cell = without_blanks(cell);
  return {cell.begin, static_cast<std::size_t>(cell.end - cell.begin)};
}

/// True when the exact path might set this row aside; it looks at the same cells, only better.
bool FastRows::may_be_furniture() {
  std::size_t column = 0;
  std::string_view first = text(column);
  while (first.empty() && column + 1 < header_.size()) first = text(++column);
  if (is_total_text(first) || is_footer_text(first)) return true;
  return (column == key_column_ ? first : text(key_column_)) == header_[key_column_];
}

char* FastRows::write_careful(const RawCell& cell, char* out) {
  bool repaired = false;
  const std::string_view cleaned = cell_text(cell, scratch_, repaired);
  if (repaired) ++account_.cells_repaired;
  return std::copy(cleaned.begin(), cleaned.end(), out);
}

/// The wanted cells of the record; returns the end of their texts.
char* FastRows::write_cells(char* out, std::uint32_t* ends) {
  char* const begin = out;
  if (!needs_care(bytes_ + row_, bytes_ + ends_[header_.size()])) {
    // Also an empty cell is copied: to ask costs more.
    for (const WantedCells::Cell& wanted : wanted_.cells) {
      const std::size_t* const edges = &ends_[wanted.column];
      const RawCell cell = without_blanks({bytes_ + (edges[0] + 1), bytes_ + edges[1], false});
      out = copy_cell(out, cell.begin, static_cast<std::size_t>(cell.end - cell.begin));
      *ends++ = static_cast<std::uint32_t>(out - begin);
    }
    return out;
  }
  for (const WantedCells::Cell& wanted : wanted_.cells) {
    RawCell cell = raw(wanted.column);
    if (needs_care(cell.begin, cell.end)) {
      out = write_careful(cell, out);
    } else {
      cell = without_blanks(cell);
      out = copy_cell(out, cell.begin, static_cast<std::size_t>(cell.end - cell.begin));
    }
    *ends++ = static_cast<std::uint32_t>(out - begin);
  }
  return out;
}

/// Writes the record that ends at `end` and has as many cells as the header; false when it is one for the exact path.
bool FastRows::write_row(std::size_t end) {
  if (end - row_ > max_record_bytes || inner_lines_ >= max_record_lines) return false;
  ends_[0] = row_ - 1;  // wraps around where the record begins the window: what is looked at is the byte after it
  // CRs of the line end; what stands before the last cell is not touched.
  const std::size_t last_cell = ends_[header_.size() - 1] + 1;
  ends_[header_.size()] = last_cell + static_cast<std::size_t>(without_line_end(bytes_ + last_cell, bytes_ + end, rules_) - (bytes_ + last_cell));
  if (may_be_furniture()) return false;
  const auto [begin, ends] = records_.begin_record(longest_text(end - row_) + copy_room);
  const char* const written = write_cells(begin, ends);
  records_.end_record(static_cast<std::size_t>(written - begin), window_.begin() + row_);
  ++account_.records;
  account_.lines += 1 + inner_lines_;
  return true;
}

}  // namespace handoff
