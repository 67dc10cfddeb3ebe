// One lead, judged once for all measures of a pass: its funnel, and for each stage its clocks, findings and owner. Each is found out when a measure first
// asks for it, so that a waterfall does not pay for what an audit looks at.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "handoff/judging/fact.hpp"
#include "handoff/judging/owner.hpp"

namespace handoff {

/// What is known of an answer; empty: nothing.
constexpr std::optional<bool> known(Tri answer) { return answer == Tri::unknown ? std::nullopt : std::optional(answer == Tri::yes); }

/// Judges one lead after the other, as of a moment; one a thread. What it hands out stands until the next lead is taken up.
class LeadJudge {
 public:
  /// `absent`, by FieldId, marks fields that the export does not have. `counting`: what `counts` answers by.
  LeadJudge(const Contract& contract, Instant as_of, const std::vector<bool>& absent, Counting counting = Counting::defined);
  /// Takes up a lead, which must stay until the next. `lead.moment` is as-of.
  void take(const Judging& lead) {
    judging_ = &lead;
    ++number_;
  }
  const Judging& judging() const { return *judging_; }
  const Funnel& funnel() {
    if (funnel_of_ != number_) funnels_.read(*judging_, funnel_);
    funnel_of_ = number_;
    return funnel_;
  }
  /// Does the lead meet the definition of a stage at its moment, claimed or not? Yes where the stage has none.
  Tri meets(std::size_t stage);
  /// Is the lead claimed at a stage by as-of? At a stage that needs no claim, the definition says it, which may be unknown.
  Tri claimed(std::size_t stage) {
    const StageClaim& claim = funnel().stages[stage];
    return claim.held ? Tri::yes : claim.perhaps ? Tri::unknown : Tri::no;
  }
  /// Does the lead stand at a stage: claimed by as-of, and meeting its definition?
  Tri stands(std::size_t stage) {
    const Tri held = claimed(stage);
    return held == Tri::yes ? meets(stage) : held;
  }
  /// Is the lead counted at a stage: does it stand there, or with --count claimed, is it claimed by as-of?
  Tri counts(std::size_t stage) { return counting_ == Counting::defined ? stands(stage) : claimed(stage); }
  /// Of an entrant of a stage: did it come to count at a later one within a horizon of its entry? It is due once all of the day of its entry, or its moment, is that
  /// long ago; what happened later does not count. Unknown where it is not known when the lead came there, and the dates of the stages beside leave it open.
  /// Without a horizon nothing is late: it passed, or is open.
  DueFinding converted(std::size_t from, std::size_t to, const std::optional<Seconds>& horizon) { return converted(from, to, counts(to), horizon); }
  /// The same, where something else says whether the lead is at the later stage.
  DueFinding converted(std::size_t from, std::size_t to, Tri there, const std::optional<Seconds>& horizon);
  Counting counting() const { return counting_; }
  /// The clocks that apply to entrants of a stage, in the contract's order.
  const std::vector<ClockFact>& clocks(int stage);
  /// These, and what each check of the audit comes to.
  const LeadFacts& facts(int stage);
  /// Whose the lead is where it is counted once as an entrant of the stage; of a lead that does not hold the stage: the owner of now.
  const Owner& owner(int stage);

 private:
  /// What is known of the lead as an entrant of one stage; `..._of`: of the lead of that number.
  struct Entrant {
    FactReader reader;
    LeadFacts facts;
    Owner owner;
    std::uint64_t clocks_of = 0, facts_of = 0, owner_of = 0;
  };
  /// What `meets` has found of the lead of a number.
  struct Met { Tri meets = Tri::unknown; std::uint64_t of = 0; };
  Entrant& entrant(int stage);
  const Contract& contract_;
  Instant as_of_;
  Counting counting_;
  std::vector<bool> absent_;
  FunnelReader funnels_;
  Funnel funnel_;
  std::vector<Met> met_;                             // by stage
  std::vector<std::unique_ptr<Entrant>> entrants_;   // by stage; null: nobody has asked
  const Judging* judging_ = nullptr;
  std::uint64_t number_ = 0, funnel_of_ = 0;         // of the lead; of the lead whose funnel was read
};

}  // namespace handoff
