// Scores, verdict and route of each lead under a contract, and what they are worth: who converts by score, whether leads crowd just
// above a threshold, how the CRM's own score compares, and what another definition would have let through.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "handoff/expression/explanation.hpp"
#include "handoff/statistics/distribution.hpp"
#include "handoff/statistics/rate.hpp"
#include "handoff/contract/scale.hpp"
#include "handoff/contract/group.hpp"
#include "handoff/judging/lead_judge.hpp"

namespace handoff {

/// At which moment scores and definitions are judged.
enum class JudgedAt : std::uint8_t { stage, as_of };

/// Another definition of the stage, tried beside the signed one.
struct WhatIf { std::string text; ExprPtr when; };

struct ScoreSettings {
  Instant as_of = 0;
  std::optional<Period> window;        ///< of entry into the first stage
  int stage = 0;                       ///< whose definition is told, calibrated and tried
  std::vector<int> targets;            ///< one or two later stages to which conversion is measured, in order; none: the stage is the last
  JudgedAt at = JudgedAt::stage;
  std::vector<WhatIf> what_if;
  std::vector<bool> absent;            ///< by FieldId: not in the export
  bool explain = true;
  bool calibrate = true;               ///< score each lead at the landmark too
  bool with_contact = false;
};
constexpr std::size_t most_targets = 2;

/// Everything found about one lead; a buffer that is used again.
struct ScoredLead {
  const Funnel* funnel = nullptr;      ///< the judge's
  Stamp moment;                        ///< the moment of judging the scores and the stage
  std::vector<Value> scores;           ///< by Scale
  std::vector<Tri> meets;              ///< by stage; unknown where the contract does not define it
  int verdict = 0;                     ///< see below
  int route = -1;                      ///< in Contract::routes; -1: none fits; undecided_bucket: nobody knows
  std::string explanation;
};
/// Verdicts that are no stage.
constexpr int verdict_unknown = -1;    ///< the stage's definition cannot be decided, and no later one is met
constexpr int verdict_below = -2;      ///< no definition is met, the first stage's neither

/// Which scores of the CRM stand beside which scale.
struct CrmScore { std::size_t scale; FieldId field; std::string name; };

/// Reads one lead after the other; one a thread.
class ScoreReader {
 public:
  ScoreReader(const Contract& contract, const ScoreSettings& settings);
  /// Is the lead asked for, and in the window? Where it is not, nothing is read.
  Tri read(LeadJudge& judge, ScoredLead& out);
  const std::vector<Scale>& scales() const { return scales_; }
  const std::vector<CrmScore>& crm() const { return crm_; }
  /// `MQL`, `unknown`, `not a lead`: the word for a verdict.
  const std::string& verdict_word(int verdict) const { return words_[static_cast<std::size_t>(verdict + 2)]; }
  std::size_t verdicts() const { return words_.size(); }

 private:
  int verdict_of(const ScoredLead& lead) const;
  const Contract& contract_;
  const ScoreSettings& settings_;
  std::vector<Scale> scales_;
  std::vector<CrmScore> crm_;
  std::vector<std::string> words_;
  std::optional<Explanation> deciding_;
};

/// By target: those that reached it.
using Reached = std::array<Share, most_targets>;

/// Leads that meet a setting of what-if, and their conversion. Those of whom it is not known whether they meet it are unknown.
struct Cohort {
  std::uint64_t leads = 0;             ///< that surely meet it
  Reached to_date{};                   ///< claimed at the target by as-of
  Reached at_horizon{};                ///< of those that are so old: within the horizon, of targets that have one
  std::vector<Reached> ages;           ///< by days from entry to as-of, as far as the oldest reaches; leads without a date are in none
  void merge(const Cohort& other);
};

/// Leads of one band of a scale, by their score at the landmark, an age that the contract says; and what became of them after it. Who had converted before it
/// is apart: its score already knows.
struct LandmarkCohort {
  struct Target {
    std::uint64_t before = 0;          ///< had converted by the landmark
    Share within;                      ///< of the others whose horizon has passed: converted within it, counted from the landmark
    Share so_far;                      ///< of the others: converted after the landmark, by as-of
  };
  std::uint64_t leads = 0;
  std::array<Target, most_targets> targets{};
  void merge(const LandmarkCohort& other);
};

/// A scale over all leads.
struct ScaleCounts {
  std::map<int, LandmarkCohort> bands; ///< by floor(value / 10), cut at -100 and 1000
  std::map<int, LandmarkCohort> perhaps; ///< the same of leads whose score is a range: in each band that it may lie in
  LandmarkCohort unplaced;             ///< of leads whose score nobody knows: it may lie in any band
  std::uint64_t missing = 0;           ///< at the landmark the score cannot be proven
  std::uint64_t spread = 0;            ///< it is a range that lies in more than one band
  /// Of leads that may be in the band.
  LandmarkCohort perhaps_in(int band) const;
  std::vector<Share> near;   ///< by threshold: of the leads within near_width, those that just pass it; a range may be on either side, or in neither
  void merge(const ScaleCounts& other);
};

/// The CRM's score against the recomputed one.
struct CrmCounts {
  std::uint64_t both = 0, differ = 0, crm_higher = 0;
  std::uint64_t no_crm = 0, no_score = 0;
  Distribution difference;             ///< thousandths of a point, of those that differ
  std::vector<std::array<std::uint64_t, 2>> cross; ///< by threshold: only the CRM's passes, only the recomputed one
  void merge(const CrmCounts& other);
};

/// One setting of what-if; the signed definition is one too.
struct SettingCounts {
  Cohort met;
  std::uint64_t unknown = 0, gained = 0, lost = 0;  ///< gained: met here and not by the signed definition; lost: the other way round
  void merge(const SettingCounts& other);
};

/// What is counted of scores, of the leads that are asked for or of those that may be.
struct ScoreCounts {
  std::vector<ScaleCounts> scales;
  std::vector<CrmCounts> crm;
  SettingCounts signed_setting;
  std::vector<SettingCounts> settings_tried;         ///< by ScoreSettings::what_if
  void merge(const ScoreCounts& other);
};

class ScoreTally {
 public:
  static constexpr bool takes_unsure = true;         ///< who may not be asked for is in the bounds alone
  ScoreTally(const Contract& contract, const ScoreSettings& settings);
  /// Judges and counts one lead; null: it is in no count, since it is not asked for, or may not be, or is not there yet. Good until the next call.
  const ScoredLead* add(LeadJudge& judge);
  void merge(const ScoreTally& other);
  const ScoreReader& reader() const { return reader_; }

  std::uint64_t leads = 0, outside = 0, undated = 0;
  std::uint64_t after_as_of = 0;                     ///< first dated after as-of: not there yet, and in no other count
  std::uint64_t young = 0;                           ///< whose landmark is still to come
  std::vector<std::uint64_t> verdicts;               ///< by verdict + 2
  std::array<std::array<std::uint64_t, 3>, 3> agreement{};  ///< by Tri and Tri: the stage claimed, and recomputed
  std::vector<std::uint64_t> routes;                 ///< by bucket; then none, and undecided
  ScoreCounts sure, perhaps;
  std::vector<Distribution> taken;                   ///< by target: seconds from entry to it, where both are dated

 private:
  ScoreCounts empty_counts() const;
  void count_own(LeadJudge& judge, Tri meets, std::optional<std::size_t> age);
  void count_into(LeadJudge& judge, Tri meets, std::optional<std::size_t> age, ScoreCounts& counts);
  void count_near(std::size_t i, ScoreCounts& counts) const;
  void calibrate(const Judging& judging, ScoreCounts& counts);
  void count_open_entry(ScoreCounts& counts) const;
  void count_target(std::size_t target, Instant landmark, LandmarkCohort& cohort) const;
  void count_conversions(LeadJudge& judge, Tri meets, std::optional<std::size_t> age, Cohort& cohort) const;
  const Contract& contract_;
  void count_crm(std::size_t i, const Judging& judging, CrmCounts& counts) const;
  const ScoreSettings& settings_;
  std::vector<std::optional<Seconds>> horizons_;     // by target: how long after the landmark a conversion counts
  ScoreReader reader_;
  std::vector<double> widths_;   // by scale: see near_width
  ScoredLead lead_;
};

/// A cohort's conversion to one target.
struct Conversion { Rate to_date, mature; };
/// A band's conversion to one target after the landmark: within the horizon where the contract has one, else so far.
/// The bounds of `rate` hold leads that may be in the band; `asked`: of the band's own leads, how many the rate is about, or may be.
struct LandmarkRate { std::uint64_t before = 0; Rate rate; std::int64_t asked = 0; };
struct BandResult {
  std::size_t scale = 0;
  int band = 0;
  std::uint64_t leads = 0;
  std::vector<LandmarkRate> conversions;             ///< by target
};
/// Two neighbouring bands with enough leads, where the upper one converts less, whatever the unknown are.
struct Fall { std::size_t scale, target; std::size_t lower, upper; bool overlap; };   ///< indexes in ScoreResult::bands
struct NearResult {
  std::size_t scale, threshold;
  std::uint64_t below, above;
  Rate share;
  double width;              ///< points on either side: one step of the scale, where that is known
  std::string why_not;       ///< why the two sides cannot be held against each other; empty: they can
};
struct CrmResult {
  std::size_t crm;
  Rate differ;
  std::uint64_t crm_higher, no_crm, no_score;
  std::optional<double> median_difference;           ///< points, of those that differ
  std::vector<std::array<std::uint64_t, 2>> cross;
};
struct SettingResult {
  std::string text;
  std::uint64_t leads = 0, unknown = 0, gained = 0, lost = 0;
  std::vector<Conversion> conversions;
};
struct ScoreResult {
  std::uint64_t leads = 0, outside = 0, undated = 0, after_as_of = 0, young = 0;
  std::vector<std::pair<std::string, std::uint64_t>> by_verdict;  ///< highest stage first, then unknown and below; those that can occur
  std::vector<std::pair<std::string, std::uint64_t>> by_route;    ///< then "none", and "undecided" where there are any; empty without [route]
  std::array<std::array<std::uint64_t, 3>, 3> agreement{};
  std::vector<BandResult> bands;
  std::vector<std::uint64_t> missing, spread;        ///< by scale
  std::vector<std::vector<std::optional<bool>>> rises;  ///< by scale and target; empty: fewer than two bands that can be compared, or no horizon
  std::vector<Fall> falls;
  std::vector<NearResult> near;
  std::vector<CrmResult> crm;
  std::vector<SettingResult> settings;               ///< empty without what-if; the signed definition first, where there is one
  std::vector<std::optional<std::int64_t>> maturity_days;  ///< by target; empty: nobody got there
  std::vector<bool> maturity_signed;                 ///< by target: from the contract, not measured
};

/// Fewer leads than this in a band: its rate swings too much to say that it falls.
constexpr std::int64_t least_band = 30;

/// How far on either side of a threshold leads are near: one step, or 5 points where the steps are not known.
double near_width(const Scale& scale);

ScoreResult score_result(const ScoreTally& tally, const Contract& contract, const ScoreSettings& settings);
void collect_score_fields(const Contract& contract, const ScoreSettings& settings, std::vector<FieldId>& out);
/// What a row shows where the export has it: owner, segment, source, and the CRM's own scores.
void collect_shown_fields(const Contract& contract, const ScoreSettings& settings, std::vector<FieldId>& out);

/// The stage that is meant where nobody says: MQL, else the first that the contract defines, else the first.
int default_score_stage(const Contract& contract);

}  // namespace handoff
