// What the contract finds about one claimed lead of a stage: its clocks, and each check of the audit.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "handoff/judging/clock.hpp"
#include "handoff/judging/finding.hpp"
#include "handoff/judging/stage.hpp"
#include "handoff/judging/touch.hpp"

namespace handoff {

/// The checks of the audit, in the order they are printed. The first three make the union.
enum class Check : std::uint8_t { late, no_disposition, off_icp, off_definition, no_reason, undated, time_order, duplicate, incomplete, effort };
constexpr std::size_t check_count = 10;
constexpr std::size_t union_count = 3;
/// `late`, `no_disposition`, ...
std::string_view check_name(Check check);
/// What a failed check says, in a few words for people.
std::string_view check_sentence(Check check);

/// Everything the audit finds about one lead; a buffer that is used again.
struct LeadFacts {
  std::vector<ClockFact> clocks;               ///< those that apply on the audited stage
  std::array<DueFinding, check_count> checks{};
  DueFinding any;                              ///< of the first three, as far as the contract asks for them; due when all of these were
  const DueFinding& check(Check one) const { return checks[static_cast<std::size_t>(one)]; }
  Tri fits_icp = Tri::unknown;
  Tri meets_definition = Tri::unknown;
  TouchFacts touch;                            ///< where a touch log was given
};

/// Which checks the contract asks for, which of them the export can show at all, and why not. Effort that nobody asks for has no reason, and is not shown.
struct Measurable {
  std::array<bool, check_count> asked{};
  std::array<bool, check_count> check{};
  std::array<std::string, check_count> why_not;
  std::array<std::string, check_count> sentence;   ///< what a failed check says; where no clock on the stage stops at the first touch, `late` names the clocks that it is about
  bool shown(std::size_t i) const { return check[i] || !why_not[i].empty() || i != static_cast<std::size_t>(Check::effort); }
};

/// The union of the first three checks of one lead, as far as the contract asks for them.
DueFinding any_of_first(const std::array<DueFinding, check_count>& checks, const Measurable& measurable);

/// `absent`, by FieldId, marks fields that the export does not have. `duplicates`: somebody counts e-mail addresses. `touch_log`: one was given.
Measurable measurable_checks(const Contract& contract, int stage, const std::vector<bool>& absent, bool duplicates = false, bool touch_log = false);

/// Reads the facts of leads of one stage; LeadJudge says when.
class FactReader {
 public:
  FactReader(const Contract& contract, int stage, Instant as_of, const std::vector<bool>& absent);
  /// The clocks that apply, judged as the lead entered.
  void read_clocks(const Judging& judging, const Funnel& funnel, LeadFacts& out) const;
  /// All the rest, after these.
  /// `meets`: what the definition of the stage comes to; unknown where it has none.
  void read(const Judging& judging, const Funnel& funnel, Tri meets, LeadFacts& out) const;

 private:
  bool absent(FieldId field) const { return field < absent_.size() && absent_[field]; }
  DueFinding late(const LeadFacts& facts) const;
  DueFinding no_disposition(const Judging& judging, const StageClaim& entry) const;
  Finding no_reason(const Judging& judging) const;
  Finding undated(const Lead& lead, const StageClaim& entry) const;
  bool order_is_open(const Judging& judging, const Funnel& funnel) const;
  Finding incomplete(const Judging& judging) const;
  const Contract& contract_;
  int stage_;
  Instant as_of_;
  std::vector<bool> absent_;
  ClockSet clocks_;
  FieldId late_stop_;             // where the clocks stop that `late` is about
  TouchReader touches_;
  ExprPtr icp_;
  FieldId disposition_, reason_;
  Measurable measurable_;
};

/// The fields that the facts of a stage need.
void collect_fact_fields(const Contract& contract, int stage, std::vector<FieldId>& out);

/// Is the text one of the list, in any case?
bool in_list(const std::vector<std::string>& list, std::string_view text);

}  // namespace handoff
