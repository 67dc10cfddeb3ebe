// The program's own reader, run whole: blocks of any size, any number of threads. What it says is put into the plain reader's terms.
#pragma once
#include <memory>
#include <vector>

#include "scan/block_walk.hpp"
#include "plain_csv.hpp"
#include "csv/dialect/row_width.hpp"

namespace handoff::test {

inline plain::Rules plain_rules(const Dialect& dialect) { return {dialect.delimiter, dialect.newline, dialect.header, dialect.width}; }

/// Keeps a block's rows until it is the block's turn.
struct WalkedBlocks final : RecordSink {
  WalkedBlocks(const ByteSource& source_, std::vector<plain::Item>& items_) : source(source_), items(items_) {}
  const ByteSource& source;
  std::vector<plain::Item>& items;
  std::vector<plain::Item> rows;
  WidthVotes widths;
  void begin_block(const BlockPlace&) override { rows.clear(); }
  void record(const Record& record) override { rows.push_back({record.offset, 0, "", {record.cells.begin(), record.cells.end()}, ""}); }
  std::function<void()> in_order(const BlockPlace& place) override {
    widths.add(*place.account);
    std::vector<plain::Item> both;
    std::size_t row = 0;
    for (const Reject& reject : place.account->rejects) {
      while (row < rows.size() && rows[row].offset < reject.offset) both.push_back(rows[row++]);
      both.push_back({reject.offset, place.first_line + reject.line, std::string(reject_name(reject.reason)), {}, reject_text(source, reject)});
    }
    while (row < rows.size()) both.push_back(rows[row++]);
    return [both = std::move(both), this] { items.insert(items.end(), both.begin(), both.end()); };
  }
};

/// Rows (whose line the reader does not tell: it is 0) and rows set aside, in the order in which they were handed on; read anew where the rows show
/// another width than the dialect has.
inline std::vector<plain::Item> walked(const ByteSource& source, Dialect dialect, std::size_t block_size, std::size_t threads) {
  Wanted wanted;
  for (wanted.slots = 0; wanted.slots < static_cast<int>(dialect.header.size()); ++wanted.slots) wanted.slot_of_column.push_back(wanted.slots);
  const WalkFile file{&source, &dialect, &wanted};
  std::vector<plain::Item> items;
  std::vector<std::unique_ptr<WalkedBlocks>> owned;
  for (;;) {
    std::vector<RecordSink*> workers;
    for (std::size_t i = 0; i < threads; ++i) workers.push_back(owned.emplace_back(std::make_unique<WalkedBlocks>(source, items)).get());
    walk_blocks({&file, 1}, {.block_size = block_size, .in_order = true, .progress = {}}, workers);
    WidthVotes widths;
    for (const auto& worker : owned) widths.merge(worker->widths);
    if (!settle_width(dialect, widths)) return items;
    items.clear();
    owned.clear();
  }
}

/// What the plain reader says of the same bytes, in the same terms.
inline std::vector<plain::Item> read_plainly(std::string_view bytes, const Dialect& dialect) {
  std::vector<plain::Item> items = plain::read(bytes, plain_rules(dialect), dialect.data_offset, dialect.header_lines + 1);
  for (plain::Item& item : items)
    if (item.reason.empty()) item.line = 0;
  return items;
}

/// Where two readings first differ, in words; empty where they are the same.
inline std::string difference(const std::vector<plain::Item>& plainly, const std::vector<plain::Item>& fast) {
  for (std::size_t i = 0; i < plainly.size() && i < fast.size(); ++i)
    if (plainly[i] != fast[i]) return "item " + std::to_string(i) + ": plain " + plain::shown(plainly[i]) + " | fast " + plain::shown(fast[i]);
  if (plainly.size() != fast.size()) return std::to_string(plainly.size()) + " items read plainly, " + std::to_string(fast.size()) + " fast";
  return "";
}

}  // namespace handoff::test
