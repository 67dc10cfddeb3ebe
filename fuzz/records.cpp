// Bytes to records. The first three bytes choose delimiter and blocks; the rest is the export. The dialect is found as in a run, and where none is found
// the bytes are read under one that is made up: then the header is no obstacle to getting at the rows.
#include "handoff/text/error.hpp"
#include "csv/normalizer.hpp"
#include "records_support.hpp"
#include "target.hpp"
#include "walked_csv.hpp"

namespace handoff::fuzz {
namespace {

void check_error(const Error& error) {
  demand(!error.problem.empty() && !error.where.empty(), "a refusal says what and where");
  demand(error.problem.find('\n') == std::string::npos, "a refusal is one line", error.problem);
}

Dialect dialect_of(const ByteSource& source, char delimiter, unsigned columns, bool found) {
  if (found) {
    try {
      return find_dialect(source);
    } catch (const Error& error) {
      check_error(error);
    }
  }
  Dialect dialect;
  dialect.delimiter = delimiter;
  dialect.newline = columns % 2 == 0 ? '\n' : '\r';
  dialect.header.assign(1 + columns / 2, "h");
  return dialect;
}

struct Block { test::Collected records; BlockAccount account; };

Block block_of(const ByteSource& source, const Dialect& dialect, const WantedCells& wanted, NormalizerOptions options) {
  Normalizer normalizer(source, dialect, wanted, options);
  Block block;
  block.account = normalizer.run(dialect.data_offset, source.size());
  normalizer.deliver(block.records);
  return block;
}

}  // namespace

void records(std::string_view bytes) {
  Choices choices(bytes);
  const char delimiter = ",;\t|"[choices.below(4)];
  const unsigned shape = choices.below(16), cuts = choices.below(256);
  const std::string text(choices.rest());
  if (text.empty()) return;
  const auto source = memory_source("fuzz.csv", text);
  const Dialect dialect = dialect_of(*source, delimiter, shape, cuts % 2 == 0);
  demand(dialect.data_offset <= text.size() && !dialect.header.empty() && dialect.header.size() <= 4096, "a dialect is one of this file");

  Wanted wanted;
  for (wanted.slots = 0; wanted.slots < static_cast<int>(dialect.header.size()); ++wanted.slots) wanted.slot_of_column.push_back(wanted.slots);
  const WantedCells cells = wanted_cells(wanted, dialect);
  const Block exact = block_of(*source, dialect, cells, {.chunk = 1 << 20, .fast = false});
  const Block fast = block_of(*source, dialect, cells, {.chunk = 1 + cuts, .stretch = 1024, .fast = true});
  demand(exact.records.rows == fast.records.rows && exact.records.offsets == fast.records.offsets && exact.account.records == fast.account.records && exact.account.rejects.size() == fast.account.rejects.size() &&
             exact.account.lines == fast.account.lines && exact.account.cells_repaired == fast.account.cells_repaired,
         "the fast path says what the exact path says");

  const auto plainly = test::read_plainly(text, dialect);
  demand(plainly.size() == exact.account.records + exact.account.rejects.size(), "every record is handed on or set aside");
  const std::string differs = test::difference(plainly, test::walked(*source, dialect, 1 + cuts * text.size() / 256, 1 + shape % 2));
  demand(differs.empty(), "the reader says what the plain one says", differs);
}

}  // namespace handoff::fuzz
