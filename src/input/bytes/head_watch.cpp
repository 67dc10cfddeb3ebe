#include "bytes/head_watch.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include "bytes/archive.hpp"
#include "bytes/file_kind.hpp"
#include "handoff/text/error.hpp"
#include "identity/id_table.hpp"
#include "bytes/transcode.hpp"

namespace handoff {
namespace {

constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
/// By then the whole would say the same: blank lines, the header and the fifty rows that the delimiter is chosen by have passed.
constexpr std::uint64_t surely_enough = std::uint64_t{64} << 20;
constexpr std::size_t lines_enough = 60;

std::string beginning(const ByteSource& source, std::size_t most) {
  std::string text(static_cast<std::size_t>(std::min<std::uint64_t>(most, source.size())), '\0');
  text.resize(source.read(0, text.data(), text.size()));
  return text;
}

/// Without quotes a record is a line, so that few bytes hold all the rows that anybody looks at before the header is settled.
bool tells_all(const ByteSource& head) {
  if (head.size() >= surely_enough) return true;
  const std::string text = beginning(head, std::size_t{1} << 20);
  if (text.find('"') != std::string::npos) return false;
  const char newline = text.find('\n') == std::string::npos ? '\r' : '\n';
  std::size_t lines = 0;
  for (std::size_t from = 0, end = text.find(newline); end != std::string::npos && lines < lines_enough; from = end + 1, end = text.find(newline, from))
    lines += std::any_of(text.begin() + static_cast<std::ptrdiff_t>(from), text.begin() + static_cast<std::ptrdiff_t>(end),
                         [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\0'; });
  return lines >= lines_enough;
}

}  // namespace

bool HeadWatch::packed_passes(const ByteSource& head) const {
  bool passed = false;
  look_into(head, [&](const ByteSource& inside) {
    if (check_) check_(inside);
    passed = true;
  });
  return passed;
}

bool HeadWatch::passes(const ByteSource& head) const {
  const std::string first = beginning(head, 4096);
  if (is_packed(first)) return !packed_ || packed_passes(head);
  if (const auto other = not_csv(first)) throw Error(head.name(), other->problem, other->fix);
  if (!check_) return true;
  try {
    if (const Utf16 kind = utf16_kind(first); kind != Utf16::no) {
      std::string text;
      Utf16Decoder(kind).decode(beginning(head, surely_enough), text);
      check_(*memory_source(head.name(), std::move(text)));
    } else {
      check_(head);
    }
    return true;
  } catch (const Error&) {
    if (tells_all(head)) throw;
    return false;
  }
}

void HeadWatch::look(const Spool& copied) {
  if (copied.size() >= IdTable::offset_limit) throw Error(copied.name(), "more than 1 TiB of input", "split it by date");
  if (copied.size() < next_) return;
  const bool settled = passes(*copied.so_far()) || copied.size() >= surely_enough;
  next_ = settled ? never : std::min(std::max(next_, copied.size()) * 4, surely_enough);
}

}  // namespace handoff
