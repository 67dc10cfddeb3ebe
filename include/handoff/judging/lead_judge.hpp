// One lead, judged once for all measures of a pass: its funnel, and for each stage its clocks, findings and owner. Each is found out when a measure first
// asks for it, so that a waterfall does not pay for what an audit looks at.
#pragma once
#include <memory>
#include <vector>

#include "handoff/judging/fact.hpp"
#include "handoff/judging/owner.hpp"

namespace handoff {

/// Judges one lead after the other, as of a moment; one a thread. What it hands out stands until the next lead is taken up.
class LeadJudge {
 public:
  /// `absent`, by FieldId, marks fields that the export does not have.
  LeadJudge(const Contract& contract, Instant as_of, const std::vector<bool>& absent);
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
  Entrant& entrant(int stage);
  const Contract& contract_;
  Instant as_of_;
  std::vector<bool> absent_;
  FunnelReader funnels_;
  Funnel funnel_;
  std::vector<std::unique_ptr<Entrant>> entrants_;   // by stage; null: nobody has asked
  const Judging* judging_ = nullptr;
  std::uint64_t number_ = 0, funnel_of_ = 0;         // of the lead; of the lead whose funnel was read
};

}  // namespace handoff
