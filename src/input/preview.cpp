// One thread, block after block, each cell tried as a date and as a number.
#include "preview.hpp"

#include <algorithm>

#include "handoff/lead.hpp"
#include "handoff/time.hpp"
#include "lead_reader.hpp"

namespace handoff {
namespace {

constexpr std::uint64_t block_bytes = 4 << 20;
constexpr std::size_t most_columns = 250;

void look_at_cell(std::string_view cell, ColumnLook& look) {
  cell = bare(cell);
  if (cell.empty()) {
    ++look.blank;
    return;
  }
  ++look.filled;
  look.values.add(cut_text(cell, 80));
  Number number;
  if (read_number(cell, number)) ++look.numbers;
  DateText date;
  if (!read_date(cell, date)) return;
  ++look.dates;
  look.with_time += date.has_time;
  look.with_offset += date.has_offset;
  if (!date.order_open) return;
  look.order.add(date);
  look.order_matters = look.order_matters || (date.a <= 12 && date.b <= 12 && date.a != date.b);
}

struct LookSink final : RecordSink {
  explicit LookSink(ExportLook& look_) : look(look_) {}
  void record(const Record& record) override {
    ++look.rows;
    for (std::size_t i = 0; i < look.columns.size(); ++i) look_at_cell(record.cells[i], look.columns[i]);
  }
  ExportLook& look;
};

}  // namespace

ExportLook look_at_export(const std::string& path, int stdin_fd, const std::function<bool(const std::string&)>& wanted) {
  const std::unique_ptr<ByteSource> source = open_source(path, stdin_fd);
  const Dialect dialect = find_header(*source);
  ExportLook look;
  look.file = source->name();
  look.header = dialect.header;
  look.encoding = dialect.encoding;
  Wanted slots;
  slots.slot_of_column.assign(dialect.header.size(), -1);
  for (std::size_t i = 0; i < dialect.header.size() && look.columns.size() < most_columns; ++i) {
    if (dialect.header[i].empty() || !wanted(dialect.header[i])) continue;
    const bool again = std::any_of(look.columns.begin(), look.columns.end(), [&](const ColumnLook& one) { return one.header == dialect.header[i]; });
    if (again) continue;  // of two columns with one header the first is read
    slots.slot_of_column[i] = slots.slots++;
    ColumnLook& column = look.columns.emplace_back();
    column.header = dialect.header[i];
    column.column = static_cast<int>(i);
  }
  if (look.columns.empty()) return look;
  BlockReader blocks(*source, dialect, slots);
  LookSink sink(look);
  for (std::uint64_t begin = dialect.data_offset; begin < source->size();) {
    const BlockAccount& account = blocks.normalize(begin, std::min(source->size(), begin + block_bytes));
    blocks.deliver(sink);
    for (const Reject& reject : account.rejects) look.set_aside += !is_furniture(reject.reason);
    if (account.end <= begin) break;
    begin = account.end;
  }
  return look;
}

}  // namespace handoff
