#include "reading/input_limits.hpp"

#include <fmt/format.h>

#include "handoff/text/error.hpp"
#include "handoff/report/report.hpp"
#include "handoff/text/day_number.hpp"

namespace handoff {

namespace {

std::string counted_rows(std::uint64_t rows) { return count_text(rows); }

/// Rows that can hold a lead: neither footers nor their like.
std::uint64_t lead_rows(const ScanResult& scan) {
  std::uint64_t rows = 0;
  for (const FileAccount& file : scan.files) rows += file.rows_read - file.furniture();
  return rows;
}

/// So few cells may all be somebody's remarks.
constexpr std::uint64_t least_filled = 10;

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

std::optional<BareFile> bare_file(const ScanResult& scan, const Contract& contract) {
  for (const FileAccount& file : scan.files) {
    const std::optional<BareRows::Lost> lost = file.bare.worst();
    if (!lost) continue;
    return BareFile{file.file,
                    fmt::format("column \"{}\" ({}) is filled in {} of the {} rows that stand for an id which several rows have, and in "
                                "{} of the {} rows that give way to them: repeated cells are blank, as where cells were merged, or "
                                "another table stands below",
                                scan.header_of_field[lost->field], contract.fields[lost->field].name,
                                lost->cells.standing == 0 ? "none" : count_text(lost->cells.standing),
                                count_text(file.bare.rows().standing), count_text(lost->cells.given_way),
                                count_text(file.bare.rows().given_way))};
  }
  return std::nullopt;
}

void require_full_rows(const ScanResult& scan, const Contract& contract) {
  const std::optional<BareFile> bare = bare_file(scan, contract);
  if (!bare) return;
  throw Error(bare->file, bare->problem,
              "export the leads without their activities, a row a lead, or fill the blank cells down; say --allow-unproven where "
              "the later rows are right");
}

void require_leads(const ScanResult& scan) {
  std::uint64_t read = 0;
  bool damaged = false;
  std::string reasons;
  for (std::size_t i = 0; i < reject_reasons; ++i) {
    std::uint64_t count = 0;
    for (const FileAccount& file : scan.files) count += file.rejects[i];
    damaged = damaged || (count > 0 && !is_furniture(static_cast<RejectReason>(i)));
    if (count > 0) reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", counted_rows(count), reject_name(static_cast<RejectReason>(i)));
  }
  for (const FileAccount& file : scan.files) {
    if (file.rows_read > file.rejected()) return;
    read += file.rows_read;
  }
  throw Error(scan.files.front().file, fmt::format("holds no lead: {} set aside ({})", read == 1 ? "its only row is" : fmt::format("all of its {} rows are", counted_rows(read)), reasons),
              damaged ? "look at them with --rejects FILE, and mend the export" : "export again with the records selected, without a filter that leaves nothing");
}

void require_scale(const ScanResult& scan, const Contract& contract, const std::vector<AskedNumber>& asked) {
  for (const AskedNumber& one : asked) {
    const FieldFacts& facts = scan.facts[one.field];
    if (!facts.percent_cell.seen() || facts.plain_cell.seen()) continue;
    if (one.number <= 1 || facts.most_share >= one.number) continue;
    throw Error(scan.share_places[one.field],
                fmt::format("column \"{}\" ({}) holds percentages alone, and \"{}\" reads as a hundredth of its figures: "
                            "none comes to the {} of {} ({})",
                            scan.header_of_field[one.field], contract.fields[one.field].name, facts.percent_cell.text,
                            one.number, *one.clause, one.place),
                fmt::format("write {} in place of {}, or export the points and not their percentage", one.number / 100,
                            one.number));
  }
}

void require_days_in_place(const ScanResult& scan) {
  for (const SwappedDates& one : scan.swapped)
    if (one.sure) throw Error(one.where, one.problem, one.fix);
}

void require_dates(const ScanResult& scan, const Contract& contract, const std::vector<FieldId>& needed) {
  for (const FieldId field : needed) {
    const FieldFacts& facts = scan.facts[field];
    if (contract.fields[field].type != Type::date || facts.filled < least_filled || facts.unreadable < facts.filled) continue;
    const std::string& first = facts.first_unreadable.text;
    const std::string damaged = "export again from the CRM, and give the file as it was downloaded";
    throw Error(scan.files.front().file,
                fmt::format("column \"{}\" ({}) holds no date: none of its {} cells that are filled can be read as one, the first is {}", scan.header_of_field[field],
                            contract.fields[field].name, counted_rows(facts.filled), facts.first_unreadable.said()),
                is_day_number(first)            ? damaged + "; a spreadsheet has saved days as numbers, which shows when its column is not formatted as a date"
                : first.starts_with("##")       ? damaged + "; a spreadsheet saves #### where a column is too narrow to show its dates"
                                                : damaged + ", or name the column that holds the dates under [columns] of the contract");
  }
}

void refuse_damage(const ScanResult& scan, const Contract& contract, const std::vector<AskedNumber>& asked,
                   const std::vector<FieldId>& needed, bool allow_unproven) {
  if (!allow_unproven) require_days_in_place(scan);
  require_scale(scan, contract, asked);
  require_dates(scan, contract, needed);
  if (!allow_unproven) require_full_rows(scan, contract);
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
