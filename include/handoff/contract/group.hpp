// Groups of a report: by a field, by the contract's segments or lanes, or by the period of entry into a stage.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// One `--by`.
struct GroupBy {
  enum class Kind : std::uint8_t { field, buckets, period };
  std::string name;                                   ///< as typed: the JSON key
  Kind kind = Kind::field;
  FieldId field = no_field;
  std::shared_ptr<const BucketList> buckets;
  Grain grain = Grain::month;
  bool people = false;   ///< the groups are persons who work on leads: a field that reads the owner's column, under any name, or buckets that ask one
};

/// What `--by NAME` means under a contract: a period, segment or lane where the contract defines them, else a field.
/// Throws Error for a name that is none of these, and for fields that are no groups (dates, numbers with no end of values are allowed).
GroupBy group_by(const Contract& contract, std::string_view name, const std::string& option = "--by");
/// Fields whose values are the leads themselves, in person: never shown, however many share one.
bool is_contact_of_lead(const GroupBy& by);
void collect_group_fields(const GroupBy& by, std::vector<FieldId>& out);

/// A group as it is printed. `missing`: the field is empty, or no bucket takes the lead; its label says so. A lead whose group cannot be known (its cell
/// cannot be read, its range lies across the line between two buckets) stands in the group `(undecided)`.
struct GroupLabel {
  std::string value;   ///< raw: the field's text, the bucket's name, the period's name; empty where missing
  std::string text;    ///< for people: `(missing)`, `unmapped`, `(no date)` where missing
  bool missing = false;
  bool partial = false;  ///< a period cut by the window or by as-of
  Period period{0, -1};
};

/// Writes a lead's group keys, one `--by` after the other, as bytes that sort the way the groups are printed.
class GroupKeys {
 public:
  GroupKeys(const Contract& contract, std::vector<GroupBy> by);
  const std::vector<GroupBy>& by() const { return by_; }
  bool by_period() const { return !periods_.empty(); }
  /// Appends nothing where there is no `--by`. `place`: the entry that periods are taken from; null: no date.
  void write(const Judging& judging, const Stamp* place, std::string& key);
  /// The same in two steps, for a lead with several places: what depends on the lead alone is found out once. The lead's texts must outlive the second.
  void read(const Judging& judging);
  void write(const Stamp* place, std::string& key);
  /// The same of an entry on one of several days: a group that may belong to the row of each of their periods. `perhaps`: it may be on none that is asked for. `holds`: the lead
  /// surely entered; else it is in no row of its own.
  void write_between(const Period& days, bool perhaps, bool holds, std::string& key);
  /// Has the key of the lead that `read` has found a number? Not where a field groups, and not where a group is undecided.
  bool numbered() const { return numbered_ && !undecided_; }
  /// A number of the key that `write` would append, different for different keys, where they have any.
  std::uint64_t number(const Stamp* place);
  /// The labels of a key. `window` and `as_of` decide which periods are partial.
  std::vector<GroupLabel> labels(std::string_view key, const std::optional<Period>& window, Instant as_of) const;
  /// Is the key of leads that may not be wanted at all? They make no row, and may belong to the rows of their groups.
  bool may_be_unwanted(std::string_view key) const;
  /// Is a group of the lead that `read` has found not known, or whether it is wanted?
  bool undecided() const { return undecided_; }
  /// Takes the names of persons out of a key (for groups too small to name anyone); false where it holds none.
  bool pool_people(std::string& key) const;
  /// Makes one group of all that are undecided, whichever groups their leads may belong to. False: the key is not of such a group.
  static bool pool_undecided(std::string& key);
  /// May a lead of an undecided group, by the key as it was written, belong to the row of a report with this key?
  static bool may_belong(std::string_view undecided, std::string_view row);

 private:
  GroupLabel label(const GroupBy& by, std::string_view part) const;
  Day period_start(std::size_t by, Day day);
  void write_parts(const std::optional<Period>& days, bool perhaps, bool holds, std::string& key);
  void write_period(std::size_t by, const Period& days, bool holds, std::string& key);
  const Contract& contract_;
  std::vector<GroupBy> by_;
  bool numbered_ = false;
  // By `--by`: what `read` found, and for a period the days met before with its first day, since an export tells the same days again and again.
  struct Met { Day day, from; };
  struct Part { char kind = 0; std::uint32_t bucket = 0; std::string_view text; std::vector<int> buckets; std::vector<Met> met; int shift = 0; };
  std::vector<Part> parts_;
  std::vector<std::size_t> periods_;   // those of the parts that are periods
  std::uint64_t bucket_number_ = 0;    // of what `read` found: the key's number without its periods
  bool undecided_ = false;
};

/// Groups of people smaller than this are not named.
constexpr std::uint64_t least_named_group = 30;

/// The most groups a report may have; beyond it a field is no group but a list.
constexpr std::size_t most_groups = 20'000;

/// The civil day of a stamp in the contract's zone.
inline Day day_in(const Zone& zone, const Stamp& stamp) { return stamp.date_only || stamp.home_day ? stamp.day : zone.day_of(stamp.first); }

}  // namespace handoff
