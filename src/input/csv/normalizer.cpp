// Records one after another from the block's first byte to its limit; each goes either into the buffer or into the account.
#include "csv/normalizer.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "csv/dialect/row_width.hpp"
#include "csv/zero_bytes.hpp"

namespace handoff {
namespace {

/// Beyond this a guess is given up: it would read the same endless line again for every block that lies in it.
constexpr std::uint64_t guess_reach = 16 << 20;
constexpr std::uint64_t reject_bytes = 64 << 10;
constexpr std::size_t most_slow_rows = 64;

}  // namespace

Normalizer::Normalizer(const ByteSource& source, const Dialect& dialect, const WantedCells& wanted, NormalizerOptions options)
    : source_(source),
      dialect_(dialect),
      wanted_(wanted),
      rules_{dialect.delimiter, dialect.newline},
      records_(wanted),
      window_(source, options.chunk, [this] { records_.keep_all(); }),
      scanner_(window_, rules_),
      judge_(dialect.header, row_width(dialect), rules_),
      fast_rows_(window_, dialect, wanted, records_, account_, options.stretch),
      fast_(options.fast && fast_rows_.usable()) {}

std::uint64_t Normalizer::guess_start(std::uint64_t offset) {
  if (offset <= dialect_.data_offset) return dialect_.data_offset;
  const std::uint64_t size = window_.source_size();
  if (offset >= size) return size;
  std::uint64_t at = offset - 1;
  records_.clear();  // else those of the block before would be kept from moving
  window_.restart(at);
  window_.set_limit(at + 4096);
  const std::uint64_t reach = offset + guess_reach;
  while (at < reach && window_.more(at)) {
    const auto have = static_cast<std::size_t>(window_.end() - at);
    const void* found = std::memchr(window_.at(at), rules_.newline, have);
    if (found != nullptr) return at + static_cast<std::uint64_t>(static_cast<const char*>(found) - window_.at(at)) + 1;
    at += have;
  }
  return size;
}

const BlockAccount& Normalizer::run(std::uint64_t begin, std::uint64_t limit) {
  account_.begin = account_.end = begin;
  account_.lines = account_.records = account_.cells_repaired = 0;
  account_.rejects.clear();
  account_.other_widths.clear();
  records_.clear();
  open_window(begin, limit);
  scanner_.forget();
  std::uint64_t at = begin;
  std::size_t slow_rows = 1;  // to take before the fast way is tried again: where it fails at once, it is tried ever more rarely
  while (at < limit && at < window_.source_size()) {
    if (const std::uint64_t next = skip_blank_lines(at, limit); next != at) {
      at = next;
      continue;
    }
    if (fast_ && !follows_escape(at)) {
      const FastRows::Stop stop = fast_rows_.run(at, limit);
      slow_rows = stop.at == at ? std::min(2 * slow_rows, most_slow_rows) : 1;
      at = stop.at;
      if (stop.why == FastRows::Why::limit) break;
      const bool may_be_plain = window_.end() - at <= max_record_bytes;
      if (stop.why == FastRows::Why::starved && may_be_plain && window_.more(at)) continue;
      if (at >= window_.source_size()) break;
    }
    for (std::size_t row = 0; row < slow_rows && at < limit && at < window_.source_size(); ++row) at = slow_row(at);
  }
  account_.end = at;
  return account_;
}

/// With what stands before `begin`, as far back as `follows_escape` looks: reading that for itself takes a call of the system for a few bytes.
void Normalizer::open_window(std::uint64_t begin, std::uint64_t limit) {
  window_.restart(begin - std::min<std::uint64_t>(begin, escape_reach + 1));
  window_.set_limit(limit);
  while (begin < limit && window_.end() < begin && window_.more(window_.begin())) {
  }
}

/// Passes lines of nothing but blanks, as far as the window reaches: no record, and a file may hold millions. Returns where the next line begins.
std::uint64_t Normalizer::skip_blank_lines(std::uint64_t at, std::uint64_t limit) {
  const auto is_blank = [this](char c) { return (c == ' ' || c == '\t' || c == '\r') && c != rules_.newline && c != rules_.delimiter; };
  while (at < std::min(limit, window_.end())) {
    const char* const line = window_.at(at);
    const char* const most = line + std::min<std::uint64_t>(window_.end() - at, max_record_bytes);
    const char* end = line;
    while (end != most && is_blank(*end)) ++end;
    if (end == most || *end != rules_.newline) break;
    ++account_.lines;
    at += static_cast<std::uint64_t>(end - line) + 1;
  }
  return at;
}

/// Takes one record the exact way; returns where the next begins.
std::uint64_t Normalizer::slow_row(std::uint64_t start) {
  const RecordExtent extent = scanner_.measure(start);
  if (extent.shape == Shape::too_long) return set_aside(start, extent.first_line_end, RejectReason::too_long);
  if (extent.shape == Shape::damaged) return set_aside(start, extent.first_line_end, RejectReason::bad_quote);

  const char* begin = window_.at(start);
  const char* end = without_line_end(begin, window_.at(extent.end), rules_);
  if (holds_zero_block(begin, end)) return set_aside(start, extent.first_line_end, RejectReason::zero_bytes);
  const bool line_ended = extent.end < window_.source_size();
  const bool goes_on = extent.end + 1 < window_.source_size();
  const bool escaped = (goes_on && escapes_line_end(begin, window_.at(extent.end), rules_)) || follows_escape(start);
  const RowJudge::Verdict verdict = judge_.judge(begin, end, {.several = extent.inner_lines > 0, .escaped = escaped});
  if (verdict.other_width > 0) count_width(verdict.other_width);
  if (verdict.kind == RowJudge::Kind::damaged) return set_aside(start, extent.first_line_end, RejectReason::bad_quote);
  const std::uint64_t lines_before = account_.lines;
  account_.lines += extent.inner_lines + (line_ended ? 1 : 0);
  if (verdict.kind == RowJudge::Kind::row) write_row(judge_.cells(), start);
  if (verdict.kind == RowJudge::Kind::set_aside) {
    const auto length = std::min<std::uint64_t>(static_cast<std::uint64_t>(end - begin), reject_bytes);
    account_.rejects.push_back({start, static_cast<std::uint32_t>(length), lines_before, verdict.reason});
  }
  return extent.end + (line_ended ? 1 : 0);
}

/// Does the line before `start` end with a backslash? Then what begins here may be the rest of its last cell.
bool Normalizer::follows_escape(std::uint64_t start) const {
  std::array<char, escape_reach + 1> read;
  const std::uint64_t from = start - std::min<std::uint64_t>(start, read.size());
  auto size = static_cast<std::size_t>(start - from);
  const bool held = from >= window_.begin() && start <= window_.end();
  if (!held) size = source_.read(from, read.data(), size);
  const char* const bytes = held ? window_.at(from) : read.data();
  return size > 0 && bytes[size - 1] == rules_.newline && escapes_line_end(bytes, bytes + size - 1, rules_);
}

/// Looks at its first MiB: reading on may have left a long line behind.
bool Normalizer::line_holds_zeros(std::uint64_t start, std::uint64_t line_end) const {
  const std::uint64_t end = std::min(line_end, start + max_record_bytes);
  if (end - start < zero_block_bytes) return false;
  if (start >= window_.begin() && end <= window_.end()) return holds_zero_block(window_.at(start), window_.at(end));
  std::string bytes(static_cast<std::size_t>(end - start), ' ');
  bytes.resize(source_.read(start, bytes.data(), bytes.size()));
  return holds_zero_block(bytes.data(), bytes.data() + bytes.size());
}

/// Gives up the physical line that ends at `line_end`; reading goes on at the next.
std::uint64_t Normalizer::set_aside(std::uint64_t start, std::uint64_t line_end, RejectReason reason) {
  std::uint64_t length = line_end - start;
  if (line_holds_zeros(start, line_end)) reason = RejectReason::zero_bytes;
  if (length < reject_bytes) {
    const char* begin = window_.at(start);
    length = static_cast<std::uint64_t>(without_line_end(begin, begin + length, rules_) - begin);
  }
  account_.rejects.push_back({start, static_cast<std::uint32_t>(std::min(length, reject_bytes)), account_.lines, reason});
  if (line_end >= window_.source_size()) return line_end;
  ++account_.lines;
  return line_end + 1;
}

void Normalizer::count_width(std::size_t cells) {
  for (OtherWidth& other : account_.other_widths) {
    if (other.cells != cells) continue;
    ++other.rows;
    return;
  }
  account_.other_widths.push_back({cells, 1});
}

void Normalizer::write_row(const std::vector<RawCell>& cells, std::uint64_t start) {
  std::string_view* const out = records_.begin_record();
  for (const WantedCells::Cell& wanted : wanted_.cells) {
    bool repaired = false;
    std::string_view text;
    if (wanted.column < cells.size()) text = cell_text(cells[wanted.column], scratch_, repaired);
    if (repaired) ++account_.cells_repaired;
    out[wanted.slot] = records_.keep(text);
  }
  records_.end_record(start);
  ++account_.records;
}

}  // namespace handoff
