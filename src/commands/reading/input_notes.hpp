// What a scan has to say beside its numbers: notes under the report, and the progress line while it runs.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "handoff/judging/seen_texts.hpp"
#include "scan/scan.hpp"
#include "frame/settings.hpp"

namespace handoff {

/// Says so where the newest moment of `what` (`the data`, `deals.csv`) is so old that it is no longer about as-of; instant_min: there is none.
void note_staleness(const Contract& contract, const Settings& settings, const std::string& what, Instant newest, std::vector<std::string>& notes);
/// Notes about the export: columns that are not there, cells that could not be read, clock changes, stale data, the contract's status.
std::vector<std::string> input_notes(const Contract& contract, const Settings& settings, const ScanResult& scan);

/// Notes columns that are blank in every row of an export of at least `least` rows: every lead reads alike there, and nobody knows whether anything was done.
/// `left_out`: columns on which nothing hangs.
void note_blank_columns(const Contract& contract, const ScanResult& scan, std::uint64_t least, const std::vector<FieldId>& left_out,
                        std::vector<std::string>& notes);
/// Of fewer rows it may be chance that all are blank.
constexpr std::uint64_t rows_enough_for_blanks = 200;

/// Where the export has answers and no column for their dates, and was written after as-of: they count as given by then. `absent`: by field.
void note_undated_answers(const Contract& contract, const ScanResult& scan, const std::vector<bool>& absent, std::vector<std::string>& notes);

/// One note on the texts that no row has, likely slips first. `check` lists them all, and leaves the note out.
void note_texts(const Contract& contract, std::vector<TextInNoRow> texts, std::vector<std::string>& notes);
constexpr std::string_view texts_note = "no row of the export has ";

/// A line on standard error, only on a terminal, only when the work is long.
class ProgressLine {
 public:
  ProgressLine(Streams& io, bool quiet);
  std::function<void(double)> callback();
  void clear();

 private:
  Streams& io_;
  bool shown_ = false, wanted_ = false;
  Instant begun_ = 0;
};

}  // namespace handoff
