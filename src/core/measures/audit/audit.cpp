// Counting leads into the audit. Who is drawn is known when all have passed; the leads of the sample are then read again.
#include "handoff/measures/audit.hpp"

#include <algorithm>

#include "contract/group_limit.hpp"
#include "handoff/judging/history.hpp"

namespace handoff {

void ClockCounts::merge(const ClockCounts& other) {
  found.merge(other.found);
  early_stops += other.early_stops;
  never += other.never;
  before_start += other.before_start;
  stopped.merge(other.stopped);
  waiting.merge(other.waiting);
  unmeasured += other.unmeasured;
}

void AuditCounts::merge(const AuditCounts& other) {
  population += other.population;
  fields.merge(other.fields);
  for (std::size_t i = 0; i < check_count; ++i) checks[i].merge(other.checks[i]);
  any.merge(other.any);
  clocks.resize(std::max(clocks.size(), other.clocks.size()));
  for (std::size_t i = 0; i < other.clocks.size(); ++i) clocks[i].merge(other.clocks[i]);
  touch.merge(other.touch);
}

void ConversionCounts::merge(const ConversionCounts& other) {
  claimed.merge(other.claimed);
  standing.merge(other.standing);
  recomputed.merge(other.recomputed);
  duplicates += other.duplicates;
  off_definition += other.off_definition;
  off_target += other.off_target;
  skipped += other.skipped;
  time_order += other.time_order;
  never_claimed += other.never_claimed;
  taken.merge(other.taken);
  waiting.merge(other.waiting);
}

bool operator<(const SampledLead& a, const SampledLead& b) { return a.rank != b.rank ? a.rank < b.rank : a.id < b.id; }

AuditTally::AuditTally(const Contract& contract, const AuditSettings& settings)
    : placed_earlier(contract),
      contract_(contract),
      settings_(settings),
      rows_(contract, settings),
      keys_(contract, settings.by),
      strata_keys_(contract, settings.stratify ? std::vector<GroupBy>{*settings.stratify} : std::vector<GroupBy>{}) {
  all.clocks.resize(contract.clocks.size());
  perhaps.clocks.resize(contract.clocks.size());
  trials.resize(settings.trials.size());
  trials_perhaps = trials;
  collect_clock_fields(contract, settings.stage, asked_by_clocks_);
  if (const NamedPredicate* icp = find_definition(contract, "icp")) icp_ = icp->when;
}

/// What an unknown lead lacks, of all that those of the first three checks ask which are unknown of it.
void AuditTally::count_causes(const Judging& judging) {
  if (facts_->any.finding != Finding::unknown) return;
  const auto unknown = [&](Check check) { return facts_->check(check).finding == Finding::unknown; };
  lacking_.clear();
  if (unknown(Check::late) && !facts_->clocks.empty() && !add_before_start(contract_, facts_->clocks, -1, any_causes)) lacking_ = asked_by_clocks_;
  if (unknown(Check::no_disposition) && contract_.disposition) lacking_.push_back(known_field("disposition"));
  if (unknown(Check::off_icp) && icp_) append_lacking(contract_, *icp_, at_entry(judging, funnel_->stages[static_cast<std::size_t>(settings_.stage)]), lacking_);
  any_causes.add(contract_, judging, lacking_);
}

void AuditTally::count(const Lead& lead, AuditCounts& counts) const {
  ++counts.population;
  for (const FieldId field : contract_.enrichment) {
    const Value& value = lead[field];
    counts.fields.add(true, value.state == Value::State::unreadable ? std::nullopt : std::optional(value.present()));
  }
  for (std::size_t i = 0; i < check_count; ++i) counts.checks[i].add(facts_->checks[i]);
  counts.any.add(facts_->any);
  counts.touch.add(facts_->touch);
  if (counts.clocks.empty()) counts.clocks.resize(contract_.clocks.size());
}

void AuditTally::count_clock(const ClockFact& fact, AuditCounts& counts) const {
  if (counts.clocks.empty()) counts.clocks.resize(contract_.clocks.size());
  ClockCounts& clock = counts.clocks[static_cast<std::size_t>(fact.clock)];
  clock.found.add(clock_finding(fact));
  clock.early_stops += fact.early_stop;
  clock.before_start += fact.before_start && fact.verdict == Verdict::unknown;
  clock.never += fact.verdict == Verdict::breached && !fact.stopped && !fact.early_stop;
  if (fact.measured()) (fact.stopped ? clock.stopped : clock.waiting).add(fact.elapsed, fact.least, fact.most);
  else clock.unmeasured += fact.verdict != Verdict::exempt;
}

void AuditTally::convert(LeadJudge& judge, ConversionCounts& conversion) {
  if (settings_.to < 0) return;
  const Judging& judging = judge.judging();
  const auto target = static_cast<std::size_t>(settings_.to);
  const Funnel& funnel = *funnel_;
  const StageClaim& from = funnel.stages[static_cast<std::size_t>(settings_.stage)];
  const StageClaim& to = funnel.stages[target];
  const Tri stands = judge.stands(static_cast<std::size_t>(settings_.stage)), stands_there = judge.stands(target);
  const Tri both = tri_and(stands, stands_there);
  conversion.claimed.add(true, known(judge.claimed(target)));
  conversion.standing.add(true, known(both));
  conversion.recomputed.add(known(stands), known(stands_there));
  if (both == Tri::unknown && judging.wanted == Tri::yes) {
    lacking_.clear();
    for (const int stage : {settings_.stage, settings_.to})
      if (const ExprPtr& when = contract_.stages[static_cast<std::size_t>(stage)].when)
        append_lacking(contract_, *when, at_entry(judging, funnel.stages[static_cast<std::size_t>(stage)]), lacking_);
    definition_causes.add(contract_, judging, lacking_);
  }
  const bool faulty = FunnelReader::faulty(funnel, static_cast<std::size_t>(settings_.stage), target);
  if (to.held) {
    conversion.duplicates += judging.duplicate == Tri::yes;
    conversion.off_definition += stands == Tri::no;
    conversion.off_target += stands_there == Tri::no;
    conversion.skipped += !from.stamped && !from.misdated;
    conversion.time_order += faulty;
    if (from.stamped && to.stamped && to.at.first <= settings_.as_of && !faulty) conversion.taken.add(between(from.at, to.at));
  } else if (from.stamped) {
    conversion.waiting.add(settings_.as_of - from.at.first);
  }
}

/// The clocks that apply stay the same; only the limit is another.
void AuditTally::try_limits(const Judging& judging, std::vector<FindingCounts>& trials) const {
  for (std::size_t i = 0; i < settings_.trials.size(); ++i) {
    const ClockTrial& trial = settings_.trials[i];
    const auto applies = std::find_if(facts_->clocks.begin(), facts_->clocks.end(), [&](const ClockFact& fact) { return fact.clock == trial.clock; });
    if (applies == facts_->clocks.end()) continue;
    ClockFact fact = judge_clock(*trial.contract, trial.clock, judging, settings_.as_of, settings_.absent);
    fact.perhaps = applies->perhaps;
    trials[i].add(clock_finding(fact));
  }
}

void AuditTally::sample(const Judging& judging, const Owner& owner) {
  if (!settings_.sample || *settings_.sample == 0) return;
  key_.clear();
  const StageClaim& entry = funnel_->stages[static_cast<std::size_t>(settings_.stage)];
  strata_keys_.write(owned_.of(judging, owner), entry.placed ? &entry.place : nullptr, key_);
  frame.add(key_, sample_hash((*judging.lead)[0].text, judging.entry ? judging.entry->number : 1), judging.lead->offset);
  limit_strata(frame.strata());
}

AuditCounts& AuditTally::group_of(const Judging& judging) {
  key_.clear();
  write_group(keys_, judging, *funnel_, static_cast<std::size_t>(settings_.stage), *contract_.zone, settings_.as_of, key_);
  AuditCounts& group = groups[key_];
  limit_groups(groups.size());
  return group;
}

/// A lead of which nobody knows whether it is wanted, or whether it is at the stage: counted beside the others, into the shares alone.
void AuditTally::add_unsure(LeadJudge& judge) {
  if (belongs(judge, settings_, *contract_.zone) == Tri::no) return;
  Judging lead = judge.judging();
  lead.wanted = Tri::unknown;
  facts_ = &judge.facts(settings_.stage);
  const Owner& owner = judge.owner(settings_.stage);
  AuditCounts* group = keys_.by().empty() ? nullptr : &group_of(owned_.of(lead, owner));
  count(*lead.lead, perhaps);
  if (group) count(*lead.lead, *group);
  for (const ClockFact& fact : facts_->clocks) {
    const Owner its = clock_owner(lead, fact, settings_.as_of);
    count_clock(fact, perhaps);
    if (group) count_clock(fact, its.name == owner.name ? *group : group_of(owned_.of(lead, its)));
  }
  convert(judge, conversion_perhaps);
  try_limits(lead, trials_perhaps);
}

/// A lead is counted with its first clock's owner, and each clock with its own.
void AuditTally::add(LeadJudge& judge, std::string& ledger) {
  const Judging& lead = judge.judging();
  funnel_ = &judge.funnel();
  const auto stage = static_cast<std::size_t>(settings_.stage);
  const StageClaim& entry = funnel_->stages[stage];
  see(judge, settings_);
  if (lead.wanted != Tri::yes || entry.perhaps || (entry.open_day && belongs(judge, settings_, *contract_.zone) == Tri::unknown)) return add_unsure(judge);
  if (!funnel_->unnamed_value.empty()) unnamed_values.add(funnel_->unnamed_value);
  const ExprPtr& when = contract_.stages[stage].when;
  conversion.never_claimed += when && !funnel_->stages[stage].held && !funnel_->to_come() && judge.meets(stage) == Tri::yes;
  if (!enter(judge, settings_, *contract_.zone)) return;
  if (entry.placed && !entry.open_day && !(lead.entry && lead.entry->number > 1)) quarters.add(entry.place, *contract_.zone);
  placed_earlier.add(stage, entry, *lead.lead);
  facts_ = &judge.facts(settings_.stage);
  const Owner& owner = judge.owner(settings_.stage);
  const bool grouped = !keys_.by().empty();
  count(*lead.lead, all);
  count_causes(lead);
  AuditCounts* group = grouped ? &group_of(owned_.of(lead, owner)) : nullptr;
  if (group) count(*lead.lead, *group);
  owners_.add(lead, owner);
  breached += std::any_of(facts_->clocks.begin(), facts_->clocks.end(), [](const ClockFact& fact) { return lead_finding(fact).finding == Finding::fail; });
  for (const ClockFact& fact : facts_->clocks) {
    const Owner its = clock_owner(lead, fact, settings_.as_of);
    owners_.add(lead, its);
    count_clock(fact, all);
    if (group) count_clock(fact, its.name == owner.name ? *group : group_of(owned_.of(lead, its)));
  }
  convert(judge, conversion);
  try_limits(lead, trials);
  sample(lead, owner);
  if (settings_.ledger && !settings_.sample) rows_.ledger(lead, *funnel_, *facts_, ledger);
}

void AuditTally::merge(AuditTally&& other) {
  Entrants::merge(other);
  quarters.merge(other.quarters);
  placed_earlier.merge(other.placed_earlier);
  all.merge(other.all);
  perhaps.merge(other.perhaps);
  conversion_perhaps.merge(other.conversion_perhaps);
  for (const auto& [key, counts] : other.groups) groups[key].merge(counts);
  limit_groups(groups.size());
  conversion.merge(other.conversion);
  for (std::size_t i = 0; i < trials.size(); ++i) {
    trials[i].merge(other.trials[i]);
    trials_perhaps[i].merge(other.trials_perhaps[i]);
  }
  frame.merge(std::move(other.frame));
  limit_strata(frame.strata());
  breached += other.breached;
  any_causes.merge(other.any_causes);
  definition_causes.merge(other.definition_causes);
  owners_.merge(other.owners_);
  unnamed_values.merge(other.unnamed_values);
}

SampleTally::SampleTally(const Contract& contract, const AuditSettings& settings, const std::vector<DrawnLead>& drawn) : settings_(settings), drawn_(drawn), rows_(contract, settings) {}

void SampleTally::add(LeadJudge& judge) {
  const Judging& judging = judge.judging();
  const std::string_view id = (*judging.lead)[0].text;
  const DrawnLead sought{judging.lead->offset, sample_hash(id, judging.entry ? judging.entry->number : 1), 0};
  const auto found = std::lower_bound(drawn_.begin(), drawn_.end(), sought, [](const DrawnLead& a, const DrawnLead& b) { return a.place != b.place ? a.place < b.place : a.hash < b.hash; });
  if (found == drawn_.end() || found->place != sought.place || found->hash != sought.hash) return;   // another entry of the lead
  const LeadFacts& facts = judge.facts(settings_.stage);
  SampledLead lead{found->rank, std::string(id), facts.checks, facts.any, {}, {}};
  if (settings_.ledger) rows_.ledger(judging, judge.funnel(), facts, lead.ledger);
  if (settings_.worksheet) rows_.worksheet(judging, judge.funnel(), facts, lead.worksheet);
  leads.push_back(std::move(lead));
}

void SampleTally::merge(SampleTally&& other) {
  leads.insert(leads.end(), std::make_move_iterator(other.leads.begin()), std::make_move_iterator(other.leads.end()));
}

}  // namespace handoff
