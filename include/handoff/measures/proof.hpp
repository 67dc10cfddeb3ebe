// What an export can prove of a contract: for each clause, of how many leads it can be decided at all, and what stands in the way.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/contract/contact_field.hpp"
#include "handoff/judging/lead_judge.hpp"
#include "handoff/contract/money.hpp"
#include "handoff/statistics/rate.hpp"

namespace handoff {

/// `untried`: nothing in this export comes under the clause, so it is neither proven nor not.
enum class Proof : std::uint8_t { proven, partly, not_at_all, untried };
/// `proven`, `partly`, `not at all`, `untried`.
std::string_view proof_name(Proof proof);

/// One thing that a contract says.
struct ClauseProof {
  enum class Kind : std::uint8_t {
    stage_date, stage_definition, current_stage, exit_date, exit_definition, clock, disposition, reason, enrichment,
    exclusion, segment, lane, source, score, touch, commitment
  };
  Kind kind{};
  std::size_t index = 0;                 ///< in the contract's list of that kind
  std::uint64_t of = 0;                  ///< leads that come under it (cells, for a date or a value)
  std::uint64_t decided = 0;             ///< of those: decided by what the export holds
  std::vector<FieldId> absent;           ///< fields that it needs and the export does not have
  std::vector<std::pair<FieldId, std::uint64_t>> missing;  ///< blank or unreadable in so many undecided leads; the most first
  std::vector<FieldId> todays;           ///< scores it rests on that the export knows as of today alone
  std::vector<std::pair<FieldId, std::uint64_t>> date_only;  ///< of a clock: fields with dates without a time, in so many undecided leads
  std::uint64_t before_start = 0;        ///< of a clock: undecided, since the only stop lies before the start and nothing tells what came since
  std::vector<FieldId> order_open;       ///< date fields whose order of day and month nothing decides
  bool no_log = false;                   ///< it rests on a log beside the export
  bool always_a_number = false;          ///< a score by points: a rule that cannot be decided adds nothing
  bool free_metric = false;              ///< nobody but the signers knows how to measure it
  Proof proof() const;
};

/// A field and the texts that `=`, `<>` or IN compare it with, anywhere in the contract.
struct NamedTexts { FieldId field = no_field; std::vector<std::string> texts; };

struct ProofSettings {
  Instant as_of = 0;
  std::vector<bool> absent;                  ///< by FieldId: not in the export
  std::vector<bool> order_open;              ///< by FieldId: dates whose order nothing decides
};

/// The tally of one worker.
class ProofTally {
 public:
  ProofTally(const Contract& contract, const ProofSettings& settings);
  void add(LeadJudge& judge);
  void merge(const ProofTally& other);
  /// After the last lead: sorts what stands in the way; commitments take what their stages and clocks came to.
  void finish();

  std::uint64_t leads = 0;
  std::uint64_t same_email = 0;             ///< leads that share an e-mail address with another
  std::vector<ClauseProof> clauses;         ///< in the order of the contract's parts
  ValueCounts unnamed_stages;               ///< current-stage values that no stage and no exit names
  ValueCounts dispositions, reasons, sources;
  ValueCounts other_dispositions, other_reasons;  ///< of these, what the contract's lists do not name
  ValueCounts other_case;                   ///< `disposition 'Accepted' for 'accepted'`: cells that a comparison names in another case
  ValueCounts empty_reasons;                ///< of the reasons, those that say nothing
  std::uint64_t entrants = 0;               ///< leads claimed at the stage whose entrants sales answers
  std::uint64_t dispositions_blank = 0;     ///< of these
  std::uint64_t reasons_required = 0, reasons_blank = 0;  ///< of these: whose disposition needs a reason; who have none
  /// By segment, lane, source: leads that surely none takes, and what kept each out: the value of the field that the
  /// nearest bucket fails on, `employees: 1001-5000` where the list asks several fields.
  std::array<std::uint64_t, 3> unmapped{};
  std::array<ValueCounts, 3> unmapped_values;
  int audited() const { return audited_; }

 private:
  void make_clauses(const std::vector<bool>& absent, const std::vector<bool>& order_open);
  void make_bucket_clauses();
  void add_clause(ClauseProof::Kind kind, std::size_t index, std::vector<FieldId> fields);
  /// Is the clause decided for this lead; nothing where the lead does not come under it.
  std::optional<bool> decided(const ClauseProof& clause, LeadJudge& judge) const;
  std::optional<bool> decided_on_entry(const ClauseProof& clause, LeadJudge& judge) const;
  std::optional<bool> counts_surely(const std::vector<int>& stages, const ExprPtr& where, LeadJudge& judge) const;
  bool touched_before(const ClauseProof& clause, LeadJudge& judge) const;
  void note_undecided(std::size_t clause, const Judging& judging);
  void add_texts(const Lead& lead, const Funnel& funnel);
  void add_unmapped(const Judging& judging);
  void prove_commitment(ClauseProof& clause) const;
  /// A text of the export as it is listed: none that names a person.
  std::string_view shown(FieldId field, std::string_view text) const { return field < persons_.size() && persons_[field] ? person_text : text; }
  const Contract* contract_;
  int audited_ = 0;                         ///< MQL where there is one, else the first stage
  FieldId stage_, disposition_, reason_, source_;
  std::vector<bool> absent_;
  std::vector<bool> persons_;               ///< by field: its texts name persons
  std::vector<std::vector<FieldId>> fields_;  ///< by clause: what it reads
  std::vector<std::map<FieldId, std::uint64_t>> missing_, date_only_;
  std::vector<NamedTexts> named_;           ///< texts that comparisons name, by field
  struct ShareOf { int stage = -1; ExprPtr when; std::vector<int> counted; };  ///< `counted`: the stages in the metric
  std::vector<ShareOf> shares_;             ///< by commitment: what share(MQL, icp) asks; `when` null: another metric
};

/// `other`, `misc`, `unknown`, `none`, `n/a`: a reason in name alone.
bool says_nothing(std::string_view reason);

/// The fields that a proof of everything needs.
void collect_proof_fields(const Contract& contract, std::vector<FieldId>& out);

/// Groups of texts that are likely one: alike but for case, blanks and punctuation, or at most two slips apart (texts of eight letters or more, and no digits).
/// Within a group the most frequent first.
std::vector<std::vector<std::string>> near_duplicates(const ValueCounts& values);

}  // namespace handoff
