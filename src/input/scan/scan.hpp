// The engine: exports to leads that stand, on all cores, in as many passes as honest answers take. A pass more is needed where an id
// stands twice, where the rows show another order of day and month than the sample did, or where leads are told by what all others are.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "identity/id_form.hpp"
#include "leads/date_orders.hpp"
#include "leads/field_facts.hpp"
#include "handoff/contract/contract.hpp"
#include "handoff/expression/predicate.hpp"
#include "csv/records.hpp"
#include "scan/bare_rows.hpp"

namespace handoff {

constexpr std::size_t reject_reasons = 12;
/// What tells leads apart is short, and is held for many: longer texts are no ids.
constexpr std::size_t most_id_bytes = 1000;

/// A row that was set aside.
struct RejectRow {
  std::size_t file = 0;         ///< index in ScanResult::files
  std::string file_name;
  std::uint64_t line = 0;       ///< 1-based, physical
  std::uint64_t offset = 0;     ///< of its first byte, in the file
  RejectReason reason{};
  std::string text;             ///< as it stands in the file, cut at 64 KiB
};

/// What takes the leads of one worker thread.
struct LeadSink {
  virtual ~LeadSink() = default;
  /// A lead, judged at the horizon. It is good for this call.
  virtual void lead(const Judging& judging) = 0;
  /// Is the lead there by the horizon, or does all that is dated of it lie after it? Asked of leads that share an address, since nobody's address is shared with
  /// a lead that is not there yet.
  virtual Tri there(const Judging&) { return Tri::yes; }
  /// With ScanRequest::rows, after each block: the rows made of its leads.
  virtual std::string take_rows() { return {}; }
  /// Forgets everything: the leads come again. Called between passes; never where rows cannot be taken back.
  virtual void reset() = 0;
};

/// Where rows go that are made of leads, in the order of the files.
struct RowsOut {
  std::function<void(std::string_view)> write;  ///< the rows of one block after the other; one call at a time, from any thread; null: there are none
  std::function<void()> take_back;              ///< all that was written, since the leads come again; null: it cannot be
  /// Are leads handed on once only, when all is decided?
  bool final() const { return write && !take_back; }
};

struct ScanRequest {
  std::vector<std::string> files;        ///< "-": standard input
  std::shared_ptr<Sources> sources = std::make_shared<Sources>();  ///< where they are opened: of the run, which may open them again
  std::optional<std::uint64_t> unpack_limit;  ///< bytes that a compressed file may come to; empty: by its size
  const Contract* contract = nullptr;
  std::vector<std::string> id_nulls;     ///< words that mean missing for lead_id alone, besides the contract's own
  std::vector<FieldId> needed;           ///< lead_id and modified_at are read in any case
  int threads = 0;                       ///< 0: the cores there are
  RowsOut rows;                          ///< where the sinks' rows go
  bool want_email_duplicates = false;
  bool content = false;                  ///< each lead gets a hash of what its cells say, of all columns that the contract knows
  std::uint64_t (*hash_email)(std::string_view) = nullptr;   ///< for tests, which force addresses to meet
  Instant horizon = std::numeric_limits<Instant>::max();  ///< as-of: later instants do not count as the newest
  std::size_t block_size = std::size_t{128} << 10;
  std::function<void(double)> progress;  ///< share of the pass under way, 0 to 1
  /// Takes each row set aside, once, in the order of files and rows; null: only counts and the first few are kept.
  std::function<void(const RejectRow&)> reject;
  std::function<void()> forget_rejects;  ///< takes back all that `reject` took, since they come again; null: it cannot be, and costs a pass more
};

/// rows_read = delivered + rejected() + duplicates.
struct FileAccount {
  std::string file;
  std::uint64_t rows_read = 0;           ///< records after the header, whatever became of them
  std::uint64_t delivered = 0;           ///< leads handed to the sinks
  std::uint64_t duplicates = 0;          ///< rows whose lead id a standing row has
  std::uint64_t collided = 0;            ///< of those: where two rows of the id are of two leads; the others are of one, as in a joined report
  std::array<std::uint64_t, reject_reasons> rejects{};  ///< by RejectReason
  std::uint64_t cells_repaired = 0;
  std::optional<RejectReason> cut_off;   ///< see cut_off_row
  std::optional<std::uint64_t> zeros_line;  ///< the first line with a block of zero bytes, see zero_bytes.hpp
  BareRows bare;                         ///< of ids that several rows have
  char delimiter = ',';
  std::string encoding;
  std::vector<OrderEvidence> orders;     ///< by FieldId, what its own dates show; empty: it is the only file
  void add_orders(const std::vector<OrderEvidence>& more);
  std::uint64_t rejected() const;        ///< all set aside
  std::uint64_t furniture() const;       ///< of those: footers and the like, which do not count against --max-rejects
};

struct ScanResult {
  std::vector<FileAccount> files;
  std::vector<RejectRow> first_rejects;      ///< at most 20, furniture left out
  std::vector<FieldId> absent;               ///< needed fields that no file has
  std::vector<std::string> header_of_field;  ///< by FieldId; empty: not read
  std::vector<FieldFacts> facts;             ///< by FieldId, over all rows with a lead id or without, standing or not
  std::vector<DateOrder> date_orders;        ///< by FieldId: as read; undecided where no cell left a question
  Instant newest = instant_min;              ///< of all dates read, not after the horizon; instant_min: none
  std::uint64_t ids = 0;
  std::uint64_t joined_ids = 0, collided_ids = 0;   ///< that several rows have: all of one lead, or not
  std::string identity_by;                       ///< the field by which the leads of an id are known apart, created_at or email; empty: by nothing
  std::pair<std::string, std::string> collision;    ///< `leads.csv:14`, and the row that stands; empty: not seen
  IdSpellings id_spellings;
  int passes = 0;
  std::vector<std::string> share_places;     ///< by FieldId, where the first percentage of a column of numbers stands; empty: it has none
  std::vector<SwappedDates> swapped;         ///< columns whose days and months a spreadsheet has swapped, if anything hangs on them
  std::vector<std::string> notes;            ///< sentences about the files and columns, in a fixed order
};

/// Exports that have been opened: their headers have been read, and not a lead has passed.
struct OpenExports {
  std::vector<FieldId> absent;               ///< needed fields that no file has
  std::vector<std::uint64_t> file_starts;    ///< by file: the offset of its first byte over all inputs
  std::size_t workers = 1;                   ///< threads of the scan
  /// Reads all files and hands the standing leads to the sinks, one a worker. The same leads for every number of threads and every block size. Once. Throws
  /// Error, and what a sink throws.
  std::function<ScanResult(const std::vector<LeadSink*>& sinks)> run;
  /// After `run`: hands the leads whose rows begin at these offsets on once more, as they were then. Each offset is that of a lead that was handed on; ascending.
  std::function<void(const std::vector<std::uint64_t>& offsets, const std::vector<LeadSink*>& sinks)> again;
};
/// Throws Error for a file that cannot be read or lacks a column that the contract names. What the request points to must outlive the scan.
OpenExports open_exports(const ScanRequest& request);

/// Opens and runs, with `make_sink(0)` ... `make_sink(n - 1)`, which are the caller's.
inline ScanResult scan(const ScanRequest& request, const std::function<LeadSink*(std::size_t)>& make_sink) {
  const OpenExports exports = open_exports(request);
  std::vector<LeadSink*> sinks;
  for (std::size_t i = 0; i < exports.workers; ++i) sinks.push_back(make_sink(i));
  return exports.run(sinks);
}

}  // namespace handoff
