// A log beside the leads: one row an event (a signal, a touch, a stage entry, a deal), joined by lead id. Read as an export is: any
// dialect, the contract's headers, the day-month order of a column decided by all its rows.
//
// Memory: 24 bytes an event while it is read, 16 bytes an event and 13 bytes an id afterwards, and what further columns take; 16 bytes a row that keep_undated keeps. Ids are kept as 64-bit
// hashes under a key that is another in every run: two different ids share one with odds of ids * leads / 2^64, five in a million for ten million of each,
// whoever made the ids.
#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/byte_source.hpp"
#include "handoff/contract/contract.hpp"
#include "handoff/expression/predicate.hpp"
#include "handoff/report/input_account.hpp"
#include "identity/hash.hpp"
#include "identity/id_alike.hpp"
#include "leads/date_orders.hpp"
#include "logs/log_damage.hpp"

namespace handoff {

/// A further column of a log: a text (held as an index into its distinct values), a number or a date.
struct EventField {
  std::string role;
  Type type = Type::text;
  std::vector<std::string> also = {};      ///< further headers that it is known by, where the contract names none
};

/// The leads of an export that events may be about, and which of them matter. 12 bytes a lead; ids as keyed 64-bit hashes, of which 63 bits tell.
class LeadSet {
 public:
  /// Sets that are to be merged have one key.
  explicit LeadSet(const HashKey& key = random_hash_key()) : key_(key) {}
  const HashKey& key() const { return key_; }
  enum class Known : std::uint8_t { stranger, outside, wanted };
  void add(std::string_view lead_id, bool wanted);
  void merge(LeadSet&& other);
  /// After the last lead: sorts, and lets a lead that was wanted once be wanted.
  void seal();
  Known find(std::uint64_t hash) const;
  /// May an id that is not among them be one of them all the same?
  IdsAlike alike(std::string_view lead_id) const;
  std::size_t size() const { return ids_.size(); }

 private:
  HashKey key_;
  std::vector<std::uint64_t> ids_;        // the last bit: wanted
  IdForms forms_;
  std::vector<std::uint32_t> index_;
  int bits_ = 0;
};

/// Another log that a file may be by mistake, and how it is given.
struct OtherLog {
  std::string option, what;                ///< `--history`, `a stage history`
  const LogRules* rules = nullptr;
};

struct EventLogRequest {
  std::string file;                        ///< "-": standard input
  std::vector<std::string> more;           ///< further files of the same log, each with its own header
  std::shared_ptr<Sources> sources = std::make_shared<Sources>();  ///< where they are opened: of the run, which may open them again
  std::optional<std::uint64_t> unpack_limit;  ///< as of the leads
  std::string table;                       ///< `signals`: messages speak of [signals.columns]
  const Contract* contract = nullptr;      ///< its zone, date order and null words hold for the log too
  std::map<std::string, std::string> columns;  ///< role -> header: `lead_id`, `at`, `type`, and the further ones; without one, the role itself
  bool typed = true;                       ///< a row needs a type
  bool case_tells = false;                 ///< types that differ in case alone are two, as the ids of campaigns are; else they are read in lower case
  bool happened = false;                   ///< every row is of something that happened: one without a date is damaged. Of a log with tasks a blank date says: not yet
  bool several_ids = false;                ///< a cell may name several leads, `101;102`: the row is an event of each
  bool numbered = false;                   ///< EventLog::row is asked
  bool keep_undated = false;               ///< rows that have a date or a type that cannot be read are kept for EventLog::undated
  std::vector<EventField> further;         ///< read where the log has them
  int threads = 0;                         ///< 0: the cores there are
  const LogRules* rules = nullptr;         ///< the contract's: its columns in place of `columns`, and rows for which its `where` is not true left out
  const std::map<std::string, std::string>* names = nullptr;  ///< type in lower case -> what stands for it; other types are left out, counted by name
  std::vector<OtherLog> others;            ///< of a file that lacks a column they are told, where it has theirs
  /// Of a history, whose first further column is `owner`: rows whose `field` is one of these, in lower case, tell of the owner alone, whose name stands where
  /// others have their type. So do rows without a type that name an owner. They have the empty type. Null: there are none such.
  const std::vector<std::string>* owner_changes = nullptr;
  /// Rows about other leads are left out, before anything but the id is read; null: all are kept. Its key is the log's.
  const LeadSet* leads = nullptr;
};

/// rows_read = used + title_rows + unfit + no_lead_id + no_date + unreadable_date + no_type + strangers + outside + other_type + not_where + where_unknown.
struct EventAccount {
  std::uint64_t rows_read = 0, used = 0;
  std::uint64_t title_rows = 0;            ///< above the header
  UnfitRows unfit;                         ///< rows that do not fit the header, footers and the like
  std::uint64_t no_lead_id = 0, no_date = 0, unreadable_date = 0, no_type = 0;
  std::uint64_t unreadable_id = 0, unreadable_type = 0;   ///< of no_lead_id and no_type: something stood there that a spreadsheet lost, `#N/A`
  std::uint64_t unreadable_where = 0;                     ///< of where_unknown: so in a cell that `where` asks
  std::uint64_t strangers = 0, outside = 0;   ///< about ids that the export has not; about leads that do not matter
  std::uint64_t incomplete = 0;            ///< of strangers and outside: rows without a date, or without a type where one is asked for
  std::uint64_t other_type = 0, not_where = 0, where_unknown = 0;
  std::uint64_t shared = 0, beside = 0;    ///< used rows that name several leads; the ids in them that the export has not
  std::map<std::string, std::uint64_t> other_types;   ///< by name in lower case
  std::string stranger;                    ///< the first of those ids in alphabetical order
  IdForms forms;                           ///< of the ids
  IdsAlike alike = IdsAlike::no;           ///< how strangers' ids are those of leads all the same
  void merge(const EventAccount& other);
  std::uint64_t day_only = 0;              ///< used, and known to the day alone: they stand at its first instant
};

/// The columns of a log while it is being read or held.
struct EventColumn {
  std::vector<std::string> texts;          ///< distinct values, sorted; of a text column
  std::vector<std::uint32_t> indexes;      ///< by event, of a text column; no_text: the cell is empty
  std::vector<double> numbers;             ///< by event, of a number column; not a number: missing
  std::vector<Instant> dates;              ///< by event, of a date column; instant_min: missing
  std::vector<bool> days;                  ///< by event, of a date column: known to the day alone, and `dates` is its first instant
  std::vector<bool> unreadable;  ///< by event: something stands there, and cannot be read; it reads as missing above
  std::string first_unreadable;            ///< `"#N/A" (deals.csv:4)`; empty: all cells could be read
};
constexpr std::uint32_t no_text = 0xFFFFFFFF;

/// A row about a lead that may tell of an event at any time, or of none that counts: its date or its type cannot be read. It counts as set aside all the same.
struct UndatedEvent { std::uint64_t lead = 0; std::uint32_t type = any_type; };

class EventLog {
 public:
  static constexpr std::size_t nobody = ~std::size_t{0};
  /// The place of a lead among those of the log; nobody: the log does not know it.
  std::size_t find(std::string_view lead_id) const;
  /// The same of a lead of the export: where the log does not know it, whether it knows it by another form of the id is kept for cause_of_strangers.
  /// Thread-safe.
  std::size_t find_lead(std::string_view lead_id) const;
  /// Its events, by time.
  std::span<const Signal> of(std::size_t lead) const;
  /// The number of its first event, for the further columns.
  std::size_t first(std::size_t lead) const { return begin_[lead]; }
  /// The rows of a lead that may tell of an event at any time, by type; of a log that was asked to keep them.
  std::span<const UndatedEvent> undated(std::string_view lead_id) const;
  /// Says that a lead of the export has been joined. Thread-safe.
  void mark(std::size_t lead) const { joined_[lead].store(1, std::memory_order_relaxed); }
  /// The leads come again: none has been joined.
  void forget_marks() const;

  std::size_t events() const { return events_.size(); }
  std::size_t leads() const { return hashes_.size(); }
  /// The distinct types, in lower case unless the request says that case tells, sorted; empty text where a log has no types, and of rows that tell of the owner alone.
  const std::vector<std::string>& types() const { return types_; }
  /// By EventLogRequest::further; a column that the log has not is empty.
  const std::vector<EventColumn>& further() const { return further_; }
  bool has(std::size_t further) const { return has_[further]; }
  bool day_only(std::size_t event) const { return day_only_[event]; }
  /// Events of one row have one number; of a log that was asked to number them.
  std::uint32_t row(std::size_t event) const { return row_numbers_[event]; }

  const EventAccount& account() const { return account_; }
  const std::string& unreadable_example() const { return unreadable_example_; }
  /// The header of the column that types are read from; empty: the log has none.
  const std::string& type_column() const { return type_column_; }
  /// Another column of the log that the contract's preset knows as a type; empty: none.
  const std::string& other_type_column() const { return other_type_column_; }
  /// The same as a report tells it.
  InputAccount input_account() const;
  /// Ids that no lead was joined by, and their events.
  std::pair<std::uint64_t, std::uint64_t> strangers() const;
  /// Why the ids of some strangers are those of leads all the same, as cause_of_alike; empty: none of these.
  std::string cause_of_strangers() const;
  /// Throws Error where no row is of a lead that counted, though there are rows: such a log is of other leads, and says of these that nothing happened.
  void require_joined() const;
  /// What is wrong with its rows.
  LogDamage damage() const;
  /// Throws Error where more than one row in twenty is damaged, or where days and months are surely swapped; `otherwise`: what the log would say all the same.
  void require_usable(std::string_view otherwise) const;
  /// The latest event no later than `until`; instant_min: there is none.
  Instant newest(Instant until) const;
  /// Rows that tell the same of the same lead as another, at the same second.
  std::uint64_t repeated() const;
  /// Rows that are the same as another in all that is read of them; of a log whose rows have no ids.
  std::uint64_t same_rows() const;
  /// What a reader of the report must know; call it after the leads have passed.
  /// `intervals`: whoever uses the log knows which rows are days, and does not take them for instants.
  std::vector<std::string> notes(bool intervals = false) const;

 private:
  /// Where the hashes of each leading bit pattern begin.
  void index_leads();
  void note_unreadable(std::vector<std::string>& notes) const;
  friend class EventReading;
  std::string file_, table_;
  std::vector<Signal> events_;             // by lead, then time
  std::vector<UndatedEvent> undated_;      // by lead, then type
  std::vector<bool> day_only_;
  std::vector<std::uint32_t> row_numbers_;   // by event; empty where nobody asked
  HashKey key_;
  std::vector<std::uint64_t> hashes_;      // sorted, one a lead
  std::vector<std::uint32_t> begin_;       // of each lead, and one more
  std::vector<std::uint32_t> index_;       // where the hashes of each leading bit pattern begin
  int index_bits_ = 0;
  std::vector<std::string> types_;
  std::vector<EventColumn> further_;
  std::vector<bool> has_;
  EventAccount account_;
  std::vector<SwappedDates> swapped_;
  std::vector<std::string> file_notes_;    // headers that stand twice, or are alike; files that end within a row
  std::vector<std::string> column_notes_;  // how dates were read
  bool happened_ = false, keeps_undated_ = false;
  std::string unreadable_example_, first_unfit_, type_column_, other_type_column_;
  std::unique_ptr<std::atomic<unsigned char>[]> joined_;
  std::unique_ptr<std::atomic<IdsAlike>> alike_;
};

/// Reads a log whole. Throws Error for a column that is not there, for dates in no or in two orders, for times without a zone, and for more than
/// 100,000 different texts in a column that should hold types.
EventLog read_events(const EventLogRequest& request);

}  // namespace handoff
