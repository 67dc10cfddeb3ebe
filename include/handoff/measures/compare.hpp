// One export under two contracts: which leads both count at a stage, which only one, what became of each part, and the clause that
// parts them. All parts add up to the leads that were read.
#pragma once
#include <array>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "handoff/expression/explanation.hpp"
#include "handoff/judging/lead_judge.hpp"
#include "handoff/statistics/difference.hpp"
#include "handoff/contract/group.hpp"
#include "handoff/contract/money.hpp"
#include "handoff/statistics/rate.hpp"

namespace handoff {

/// One of the two contracts, and the stage that it is asked about.
struct CompareSide {
  const Contract* contract = nullptr;
  int stage = 0;
  std::vector<bool> absent;              ///< by FieldId: not in the export
};

struct CompareRow;
struct CompareSettings {
  Instant as_of = 0;
  std::array<CompareSide, 2> sides;      ///< A, B
  std::optional<Period> window;          ///< of entry into A's stage; a lead that is not claimed there is placed by its nearest earlier stage
  int to = -1;                           ///< A's stage that conversion is measured to; -1: A's stage is the last
  std::vector<GroupBy> by;               ///< in A's terms
  bool allow_unproven = false;           ///< a lead that an exclusion may take out is kept; else neither contract can decide it
  std::function<void(const CompareRow&, std::string& out)> list;  ///< writes a lead's row behind what is there, called by many threads; empty: not wanted
};

/// What both verdicts come to. `unknown`: at least one side cannot be decided. `excluded`: at least one contract takes the lead out.
enum class CompareClass : std::uint8_t { both, only_a, only_b, neither, unknown, excluded };
constexpr std::size_t compare_class_count = 6;
/// `both`, `only_a`, ...
std::string_view compare_class_name(CompareClass one);

/// What one contract says of one lead.
enum class CompareVerdict : std::uint8_t { no, yes, unknown, excluded };
constexpr std::size_t compare_verdict_count = 4;
std::string_view compare_verdict_name(CompareVerdict verdict);
CompareClass compare_class(CompareVerdict a, CompareVerdict b);

/// Leads of one part, and what became of them by A's claims.
struct PartCounts {
  std::uint64_t leads = 0;
  Share converted, won;
  Money value;
  void merge(const PartCounts& other);
};
/// By A's verdict, then B's.
using CompareCounts = std::array<std::array<PartCounts, compare_verdict_count>, compare_verdict_count>;
void merge(CompareCounts& into, const CompareCounts& other);

/// One clause of a contract, over the leads that the other contract counts and this one does not.
struct ClauseCounts {
  std::uint64_t failed = 0;   ///< came out against the lead
  std::uint64_t first = 0;    ///< the first that did: adds up to all such leads
  std::uint64_t alone = 0;    ///< had it come out the other way, this contract would count the lead too
  std::uint64_t unknown = 0;  ///< leads that this contract cannot decide, where the clause is among what is not known
};

/// One lead, for the list.
struct CompareRow {
  std::string lead_id;
  CompareClass part{};
  CompareVerdict a{}, b{};
  std::string moved_by, explanation;
};

/// What each side counts besides.
struct SideCounts {
  std::vector<ClauseCounts> clauses;                                     ///< by clause
  std::vector<std::uint64_t> exclusions;                                 ///< by exclusion: the first that takes the lead out
  /// By exclusion: the first that cannot be decided, of leads that none takes out.
  std::vector<std::uint64_t> open_exclusions;
  std::vector<std::uint64_t> segments;                                   ///< leads counted, by bucket; then unmapped; last: undecided
  std::vector<FindingCounts> clocks, clocks_perhaps;                     ///< by clock: over the claimed entrants of the stage, and over who may be one; passed is met
  std::uint64_t claimed = 0;                                             ///< hold the stage by the export's claims
  void merge(const SideCounts& other);
};

/// Reads one side of a comparison.
class SideReader {
 public:
  SideReader(const CompareSide& side, const CompareSettings& settings);
  /// The verdict on one lead. `judge` has taken up this side's own view of it.
  CompareVerdict read(LeadJudge& judge);
  /// Does nobody know whether an exclusion takes out the lead just read?
  bool may_exclude() const { return exclusion_ < 0 && open_exclusion_ >= 0 && !allow_unproven_; }
  const Stage& stage() const { return contract_.stages[static_cast<std::size_t>(side_.stage)]; }
  /// Adds the lead just read. `other` is the other side's verdict.
  void count(const LeadJudge& judge, CompareVerdict other, SideCounts& counts);
  /// Adds the clocks of the lead just read, as the audit judges them: over the claimed entrants of the stage, at their entry. `inside`: did it enter in the window?
  void count_clocks(LeadJudge& judge, Tri inside, SideCounts& counts) const;
  /// The clauses that decided, with their values: `fit >= 60 (fit = 40)`.
  std::string reasons();
  /// The clauses that keep the lead out, joined by `; `.
  std::string moved_by() const;
  /// Texts of the clauses that this side may be parted by, by index.
  std::vector<std::string> clauses() const;
  SideCounts empty_counts() const;

 private:
  void count_clauses(CompareVerdict other, SideCounts& counts);
  const CompareSide& side_;
  const Contract& contract_;
  Instant as_of_;
  bool allow_unproven_;
  std::optional<Explanation> definition_;   // empty: the contract does not define the stage, and its claim stands
  Judging then_;                         // at the moment the definition is judged
  CompareVerdict verdict_{};
  int exclusion_ = -1, open_exclusion_ = -1;
  std::vector<std::size_t> against_;
};

class CompareTally {
 public:
  explicit CompareTally(const CompareSettings& settings);
  /// Counts one lead, as each side sees it; where a list is wanted, its row goes behind `rows`.
  void add(LeadJudge& a, LeadJudge& b, std::string& rows);
  void merge(const CompareTally& other);

  CompareCounts all{}, perhaps{};                          ///< of the window; of leads that may have entered in it
  std::unordered_map<std::string, CompareCounts> groups;   ///< by group key; empty without --by
  std::array<SideCounts, 2> sides;
  bool may_exclude = false;                                ///< of some leads nobody knows whether a contract takes them out
  std::uint64_t outside = 0, undated = 0;                  ///< by the window: entered on another day, or on none that is known
  const GroupKeys& keys() const { return keys_; }
  std::vector<std::string> clauses(std::size_t side) const { return readers_[side].clauses(); }

 private:
  void add_to(CompareCounts& counts, CompareVerdict a, CompareVerdict b, LeadJudge& judge) const;
  CompareRow row(const Lead& lead, CompareVerdict a, CompareVerdict b);
  const CompareSettings& settings_;
  std::array<SideReader, 2> readers_;
  GroupKeys keys_;
  std::string key_;
};

struct PartResult {
  CompareClass part{};
  std::uint64_t leads = 0;
  Rate share;                            ///< of all leads compared, those excluded left out; no rate for those
  Rate converted, won;
  Money value;
};
struct ClauseResult { std::size_t side = 0; std::string clause; ClauseCounts counts; };
struct SegmentResult { std::string segment; std::array<std::optional<std::uint64_t>, 2> leads; };  ///< empty: the contract has no such segment
struct CompareClock { std::size_t side = 0; int clock = 0; FindingCounts found; Rate compliance; };
struct CompareGroup { std::vector<GroupLabel> labels; std::vector<PartResult> parts; };

struct CompareResult {
  std::uint64_t leads = 0;               ///< all parts
  std::vector<PartResult> parts;         ///< by CompareClass
  std::array<std::array<std::uint64_t, compare_verdict_count>, compare_verdict_count> cross{};
  std::array<std::uint64_t, 2> claimed{};  ///< hold the side's stage by the export's claims, those that it excludes left out
  std::array<PartResult, 2> counted;     ///< what each side counts, whatever the other says; `part` means nothing
  std::array<Difference, 2> apart;       ///< conversion of only A less that of both; of only B less that of both
  std::vector<ClauseResult> moved;       ///< clauses with `failed` above 0: A's by falling count, then B's
  std::vector<ClauseResult> undecided;   ///< clauses with `unknown` above 0, likewise
  std::vector<SegmentResult> segments;
  std::vector<CompareClock> clocks;
  std::vector<CompareGroup> groups;
  std::uint64_t pooled_groups = 0;
};

CompareResult compare(const CompareTally& tally, const CompareSettings& settings);

/// Fields that one side needs; `first`: it is A, whose terms the rest is counted in.
void collect_compare_fields(const CompareSettings& settings, std::size_t side, std::vector<FieldId>& out);

}  // namespace handoff
