#include "input_limits.hpp"

#include <fmt/format.h>

#include "handoff/error.hpp"
#include "handoff/report.hpp"

namespace handoff {

namespace {

std::string counted_rows(std::uint64_t rows) { return count_text(static_cast<std::int64_t>(rows)); }

/// Rows that can hold a lead: neither footers nor their like.
std::uint64_t lead_rows(const ScanResult& scan) {
  std::uint64_t rows = 0;
  for (const FileAccount& file : scan.files) rows += file.rows_read - file.furniture();
  return rows;
}

std::uint64_t most_rows(const RowLimit& limit, std::uint64_t rows) {
  return limit.rows ? *limit.rows : static_cast<std::uint64_t>(limit.share * static_cast<double>(rows));
}

}  // namespace

void judge_rejects(const ScanResult& scan, const RowLimit& limit) {
  const std::uint64_t read = lead_rows(scan);
  std::uint64_t bad = 0;
  for (const FileAccount& file : scan.files) bad += file.rejected() - file.furniture();
  if (bad <= most_rows(limit, read)) return;
  std::string where = scan.files.front().file, example;
  if (!scan.first_rejects.empty()) {
    const RejectRow& first = scan.first_rejects.front();
    where = fmt::format("{}:{}", first.file_name, first.line);
    example = fmt::format("; the first: {}", reject_sentence(first.reason));
  }
  throw Error(where, fmt::format("{} of {} rows had to be set aside, more than --max-rejects {}{}", counted_rows(bad), counted_rows(read), limit.text, example),
              "look at them with --rejects FILE --max-rejects 100%, and mend the export or allow more");
}

std::string identity_words(const ScanResult& scan) { return scan.identity_by == "email" ? "e-mail address" : scan.identity_by; }

void judge_duplicates(const ScanResult& scan, const RowLimit& limit) {
  const std::uint64_t read = lead_rows(scan);
  std::uint64_t collided = 0;
  for (const FileAccount& file : scan.files) collided += file.collided;
  if (collided <= most_rows(limit, read)) return;
  const auto& [row, standing] = scan.collision;
  const std::string example = row.empty() ? "" : fmt::format("; the first is this one, whose id is that of {} too", standing);
  throw Error(row.empty() ? scan.files.front().file : row,
              fmt::format("{} of {} rows have the id of another lead (another {}), more than --max-duplicates {}{}", counted_rows(collided), counted_rows(read),
                          identity_words(scan), limit.text, example),
              "name the column that tells leads apart under [columns] of the contract (lead_id = \"...\"), export its ids in full, or allow more with --max-duplicates");
}

}  // namespace handoff
