// The words for rows set aside, and their text.
#include <fmt/format.h>

#include <algorithm>

#include "csv/records.hpp"

namespace handoff {

std::string_view reject_name(RejectReason reason) {
  switch (reason) {
    case RejectReason::too_few_cells: return "too_few_cells";
    case RejectReason::too_many_cells: return "too_many_cells";
    case RejectReason::bad_quote: return "bad_quote";
    case RejectReason::too_long: return "too_long";
    case RejectReason::footer: return "footer";
    case RejectReason::repeated_header: return "repeated_header";
    case RejectReason::totals_row: return "totals_row";
    case RejectReason::no_lead_id: return "no_lead_id";
    case RejectReason::title_row: return "title_row";
    case RejectReason::bad_line_end: return "bad_line_end";
    case RejectReason::long_lead_id: return "long_lead_id";
    case RejectReason::zero_bytes: return "zero_bytes";
  }
  return "unknown";
}

std::string_view reject_sentence(RejectReason reason) {
  switch (reason) {
    case RejectReason::too_few_cells: return "has fewer cells than the header";
    case RejectReason::too_many_cells: return "has more cells than the header";
    case RejectReason::bad_quote: return "has a damaged quote: one that is never closed, or closed in the middle of a cell";
    case RejectReason::too_long: return "is longer than 1 MiB or 2,000 lines, most likely for a quote that is never closed";
    case RejectReason::footer: return "is a line that the report writer put below the rows";
    case RejectReason::repeated_header: return "repeats the header";
    case RejectReason::totals_row: return "is a row of totals, not a lead";
    case RejectReason::no_lead_id: return "has no lead id";
    case RejectReason::title_row: return "stands above the header, as the title of a report does";
    case RejectReason::bad_line_end: return "holds a doubtful line end: a carriage return outside of quotes, or a backslash before the end of this line or the one above";
    case RejectReason::long_lead_id: return "has a lead id of more than 1,000 bytes: it is another column, or several rows run together";
    case RejectReason::zero_bytes: return "holds zero bytes where its cells should stand: this part of the file was never written";
  }
  return "cannot be read";
}

bool is_furniture(RejectReason reason) {
  return reason == RejectReason::footer || reason == RejectReason::repeated_header || reason == RejectReason::totals_row || reason == RejectReason::title_row;
}

std::string reject_text(const ByteSource& source, const Reject& reject) {
  std::string text(std::min<std::size_t>(reject.length, 64 << 10), '\0');
  text.resize(source.read(reject.offset, text.data(), text.size()));
  return text;
}

std::string shown_text(const ByteSource& source, const Reject& reject) {
  std::string text = reject_text(source, reject);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

std::optional<RejectReason> cut_off_row(const BlockAccount& account, std::uint64_t source_size) {
  if (account.end < source_size || account.rejects.empty()) return {};
  const Reject& last = account.rejects.back();
  const bool short_row = last.reason == RejectReason::too_few_cells || last.reason == RejectReason::bad_quote;
  return short_row && last.offset + last.length == source_size ? std::optional(last.reason) : std::nullopt;
}

std::string cut_off_note(const std::string& name, RejectReason why) {
  return fmt::format("{}: the last line has no line end, and {}: the file may be cut off", name,
                     why == RejectReason::bad_quote ? "has a damaged quote" : "has fewer cells than the header");
}

}  // namespace handoff
