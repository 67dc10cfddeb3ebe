// One thread, block after block, each cell tried as a date and as a number.
#include "scan/preview.hpp"

#include <algorithm>

#include "handoff/cells/lead.hpp"
#include "handoff/time/time.hpp"
#include "identity/hash.hpp"
#include "csv/dialect/row_width.hpp"

namespace handoff {
namespace {

constexpr std::uint64_t block_bytes = 4 << 20;

void look_at_cell(std::string_view cell, ColumnLook& look) {
  if (cell.empty()) {
    ++look.blank;
    return;
  }
  ++look.filled;
  look.values.add(cut_text(cell, 80));
  if (look.told_apart) look.marks.push_back(hash_text(cell, HashKey{}));
  Number number;
  if (read_number(cell, number)) ++look.numbers;
  look.decimals.add(cell);
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

namespace {

/// Reads all rows; what they show of their width goes into `votes`.
ExportLook look_at(const ByteSource& source, const Dialect& dialect, const HeaderChoice& wanted, const HeaderChoice& told_apart, WidthVotes& votes) {
  ExportLook look;
  look.file = source.name();
  look.header = dialect.header;
  look.nameless = dialect.nameless;
  look.encoding = dialect.encoding;
  look.title_rows = dialect.title.size();
  std::vector<std::string> chosen = wanted(dialect.header);
  std::vector<std::string> first;
  for (std::string& one : chosen)
    if (!one.empty() && first.size() < most_columns && std::find(first.begin(), first.end(), one) == first.end()) first.push_back(std::move(one));
  const std::vector<std::string> apart = told_apart ? told_apart(dialect.header) : std::vector<std::string>{};
  Wanted slots;
  slots.slot_of_column.assign(dialect.header.size(), -1);
  for (std::size_t i = 0; i < dialect.header.size(); ++i) {
    const auto found = std::find(first.begin(), first.end(), dialect.header[i]);
    if (found == first.end()) continue;
    first.erase(found);  // of two columns with one header the first is read
    slots.slot_of_column[i] = slots.slots++;
    ColumnLook& column = look.columns.emplace_back();
    column.header = dialect.header[i];
    column.column = static_cast<int>(i);
    column.told_apart = std::find(apart.begin(), apart.end(), column.header) != apart.end();
  }
  BlockReader blocks(source, dialect, slots);
  LookSink sink(look);
  for (std::uint64_t begin = dialect.data_offset; begin < source.size();) {
    const BlockAccount& account = blocks.normalize(begin, std::min(source.size(), begin + block_bytes));
    blocks.deliver(sink);
    votes.add(account);
    for (const Reject& reject : account.rejects) look.set_aside += !is_furniture(reject.reason);
    if (account.end <= begin) break;
    begin = account.end;
  }
  return look;
}

ExportLook look_at(const ByteSource& source, const HeaderChoice& wanted, const HeaderChoice& told_apart, const KnownHeaders& known) {
  Dialect dialect = find_header(source, known);
  for (;;) {
    WidthVotes votes;
    ExportLook look = look_at(source, dialect, wanted, told_apart, votes);
    if (!settle_width(dialect, votes)) return look;
  }
}

void add(const ColumnLook& from, ColumnLook& to) {
  to.blank += from.blank;
  to.filled += from.filled;
  to.dates += from.dates;
  to.with_time += from.with_time;
  to.with_offset += from.with_offset;
  to.numbers += from.numbers;
  to.order.merge(from.order);
  to.decimals.merge(from.decimals);
  to.order_matters = to.order_matters || from.order_matters;
  to.values.merge(from.values);
  to.marks.insert(to.marks.end(), from.marks.begin(), from.marks.end());
}

}  // namespace

std::uint64_t ColumnLook::repeats() const {
  std::vector<std::uint64_t> sorted = marks;
  std::sort(sorted.begin(), sorted.end());
  return static_cast<std::uint64_t>(sorted.end() - std::unique(sorted.begin(), sorted.end()));
}

std::vector<ExportLook> look_at_export(const std::string& path, Sources& sources, const HeaderChoice& wanted, const KnownHeaders& known,
                                       std::optional<std::uint64_t> unpack_limit, const HeaderChoice& told_apart, const HeaderCheck& check) {
  std::vector<ExportLook> looks;
  const HeadCheck of_head = [&](const ByteSource& head) {
    const Dialect dialect = find_header(head, known);
    if (check) check(dialect, head.name());
  };
  for (const std::unique_ptr<ByteSource>& source : sources.open(path, unpack_limit, of_head)) looks.push_back(look_at(*source, wanted, told_apart, known));
  return looks;
}

ExportLook united(const std::vector<ExportLook>& looks) {
  ExportLook all = looks.front();
  for (std::size_t i = 1; i < looks.size(); ++i) {
    all.rows += looks[i].rows;
    all.set_aside += looks[i].set_aside;
    all.title_rows += looks[i].title_rows;
    all.nameless = all.nameless || looks[i].nameless;
    for (const std::string& name : looks[i].header)
      if (std::find(all.header.begin(), all.header.end(), name) == all.header.end()) all.header.push_back(name);
    for (const ColumnLook& column : looks[i].columns) {
      const auto same = std::find_if(all.columns.begin(), all.columns.end(), [&](const ColumnLook& one) { return one.header == column.header; });
      if (same == all.columns.end()) all.columns.push_back(column);
      else add(column, *same);
    }
  }
  return all;
}

}  // namespace handoff
