#include "csv/zero_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "handoff/text/error.hpp"

namespace handoff {

bool holds_zero_block(const char* begin, const char* end) {
  const auto is_zero = [](char c) { return c == '\0'; };
  constexpr auto step = static_cast<std::ptrdiff_t>(zero_block_bytes);
  for (const char* probe = begin; end - probe >= step;) {
    probe += step - 1;  // a run that is long enough covers one of these bytes
    if (!is_zero(*probe)) {
      ++probe;
      continue;
    }
    const char* first = probe;
    while (first != begin && is_zero(first[-1])) --first;
    const char* const last = std::find_if_not(probe, end, is_zero);
    if (last - first >= step) return true;
    probe = last;
  }
  return false;
}

bool is_zero_line(const char* begin, const char* end) {
  const auto zeros = static_cast<std::size_t>(std::count(begin, end, '\0'));
  return zeros >= zero_line_bytes &&
         std::all_of(begin, end, [](char c) { return c == '\0' || c == ' ' || c == '\t' || c == '\r'; });
}

std::optional<std::uint64_t> zero_block_line(const BlockAccount& account) {
  for (const Reject& reject : account.rejects)
    if (reject.reason == RejectReason::zero_bytes && reject.length >= zero_block_bytes) return reject.line;
  return std::nullopt;
}

void refuse_zero_block(const std::string& file, std::uint64_t line) {
  throw Error(fmt::format("{}:{}", file, line),
              fmt::format("{} zero bytes or more stand in a row: this part of the file was never written, and its rows are lost",
                          zero_block_bytes),
              "export again; if nothing is missing, take the zero bytes out: tr -d '\\000'");
}

}  // namespace handoff
