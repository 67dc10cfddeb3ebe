// One pass over the leads that count, whatever they are counted into: exclusions, --where, the set-aside rows, the account.
#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "handoff/report/report.hpp"
#include "handoff/judging/seen_texts.hpp"
#include "logs/event_log.hpp"
#include "reading/lead_logs.hpp"
#include "scan/scan.hpp"
#include "files/report_file.hpp"
#include "frame/settings.hpp"

namespace handoff {

/// Decides which leads count, and counts those that do not, by file and by the name of what took them out.
class LeadFilter {
 public:
  LeadFilter(const Contract& contract, const Settings& settings, std::vector<std::uint64_t> file_starts);
  bool passes(const Judging& judging);
  void merge(const LeadFilter& other);
  void reset();
  std::vector<std::vector<std::uint64_t>> taken_out;   ///< by file, by exclusion; last: --where

 private:
  const Contract& contract_;
  const Settings& settings_;
  std::vector<std::uint64_t> file_starts_;
};

/// The rows that were written to `rows`, which keeps as much room for the next ones.
inline std::string taken(std::string& rows) {
  std::string all;
  all.reserve(rows.size() + rows.size() / 4);
  all.swap(rows);
  return all;
}

class OutputFile;
/// Into a file; rows can be taken back where it may begin again.
RowsOut rows_to(OutputFile& file);

/// What a command wants of a scan, besides the tally.
struct ScanWish {
  std::vector<FieldId> needed;
  std::vector<std::string> id_nulls;  ///< words that mean missing for lead_id alone, besides the contract's own
  std::vector<FieldId> optional;   ///< read where the export has them; nothing is said where it has not
  RowsOut rows;                    ///< where rows go that the tallies make
  bool email_duplicates = false;
  bool reports_damage = false;       ///< a needed date column without a readable date is reported in a note, not refused
  std::function<void(const ScanPlan&)> planned;   ///< called before `make`; may be null
  const EventLog* signals = nullptr;   ///< joined to each lead by its id
  const LeadLogs* logs = nullptr;      ///< joined too; a lead then counts once for each entry of its history
};

/// What the scan says about the input, ready for the report.
struct Coverage {
  std::vector<InputAccount> accounts;
  std::vector<std::string> notes;
  std::vector<FieldId> absent;
  ScanResult scan;
  JoinCounts joined;
  std::vector<TextInNoRow> texts;  ///< of the contract and --where, that no row has
};

/// One worker's leads. `count` is called for each lead that counts.
struct WorkerTally {
  virtual ~WorkerTally() = default;
  virtual void count(const Judging& judging) = 0;
  /// The rows made since the last time, for ScanWish::rows.
  virtual std::string take_rows() { return {}; }
  /// The leads come again: what was counted is forgotten.
  virtual void reset() = 0;
};

/// Scans the inputs. `make` is called once a worker, after the columns are known (`absent`, by FieldId). Judges --max-rejects, writes --rejects.
Coverage scan_leads(const Contract& contract, const Settings& settings, const ScanWish& wish,
                    const std::function<WorkerTally*(const std::vector<bool>& absent)>& make, Streams& io);

/// The head of a report on scanned leads: with their account, and the notes on the input.
Report report_head(const std::string& command, const std::string& title, const Contract& contract, const Settings& settings, const Coverage& coverage);

/// Refuses a stage that nothing in the export can claim: its zero would be no zero. Throws Error.
void require_claims(const Contract& contract, const std::vector<bool>& absent, const std::vector<int>& stages);

/// The fields of exclusions and of --where.
void collect_filter_fields(const Contract& contract, const Settings& settings, std::vector<FieldId>& out);

}  // namespace handoff
