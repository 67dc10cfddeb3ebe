// Reads a whole text through the public interface and keeps what came out.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "csv/records.hpp"

namespace handoff::test {

using Row = std::vector<std::string>;

struct Collected final : RecordSink {
  std::vector<Row> rows;
  std::vector<std::uint64_t> offsets;
  void record(const Record& record) override {
    rows.emplace_back(record.cells.begin(), record.cells.end());
    offsets.push_back(record.offset);
  }
};

inline Wanted all_columns(const Dialect& dialect) {
  Wanted wanted;
  wanted.slots = static_cast<int>(dialect.header.size());
  for (int i = 0; i < wanted.slots; ++i) wanted.slot_of_column.push_back(i);
  return wanted;
}

struct Reading {
  Dialect dialect;
  std::vector<Row> rows;
  std::vector<std::uint64_t> offsets;
  BlockAccount account;
  std::vector<std::string> reasons;  ///< `reason@line: text`, lines after the block's first
};

inline Reading read_source(const ByteSource& source) {
  Reading reading;
  reading.dialect = find_dialect(source);
  BlockReader reader(source, reading.dialect, all_columns(reading.dialect));
  reading.account = reader.normalize(reading.dialect.data_offset, source.size());
  Collected collected;
  reader.deliver(collected);
  reading.rows = collected.rows;
  reading.offsets = collected.offsets;
  for (const Reject& reject : reading.account.rejects) {
    reading.reasons.push_back(std::string(reject_name(reject.reason)) + "@" + std::to_string(reject.line) + ": " + reject_text(source, reject));
  }
  return reading;
}

inline Reading read_all(const std::string& text) { return read_source(*memory_source("test.csv", text)); }

}  // namespace handoff::test
