// Counting leads into the audit, and drawing the sample while they pass.
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
  claimed += other.claimed;
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

std::uint64_t sample_rank(std::uint64_t seed, std::string_view lead_id) {
  const auto mix = [](std::uint64_t x) {  // the finalizer of splitmix64 (Steele, Lea, Flood 2014)
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
  };
  std::uint64_t hash = mix(seed + 0x9e3779b97f4a7c15ULL);
  for (const char c : lead_id) hash = mix(hash ^ static_cast<unsigned char>(c)) + 0x9e3779b97f4a7c15ULL;
  return mix(hash ^ lead_id.size());
}

AuditTally::AuditTally(const Contract& contract, const AuditSettings& settings)
    : contract_(contract),
      settings_(settings),
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
  if (unknown(Check::late) && !facts_->clocks.empty()) lacking_ = asked_by_clocks_;
  if (unknown(Check::no_disposition) && contract_.disposition) lacking_.push_back(known_field("disposition"));
  if (unknown(Check::off_icp) && icp_) append_lacking(contract_, *icp_, at_entry(judging, funnel_->stages[static_cast<std::size_t>(settings_.stage)]), lacking_);
  any_causes.add(contract_, *judging.lead, lacking_);
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
  conversion.standing.add(true, known(both));
  conversion.recomputed.add(known(stands), known(stands_there));
  if (both == Tri::unknown && judging.wanted == Tri::yes) {
    lacking_.clear();
    for (const int stage : {settings_.stage, settings_.to})
      if (const ExprPtr& when = contract_.stages[static_cast<std::size_t>(stage)].when)
        append_lacking(contract_, *when, at_entry(judging, funnel.stages[static_cast<std::size_t>(stage)]), lacking_);
    definition_causes.add(contract_, *judging.lead, lacking_);
  }
  const bool faulty = FunnelReader::faulty(funnel, static_cast<std::size_t>(settings_.stage), target);
  if (to.held) {
    ++conversion.claimed;
    conversion.duplicates += judging.duplicate == Tri::yes;
    conversion.off_definition += stands == Tri::no;
    conversion.off_target += stands_there == Tri::no;
    conversion.skipped += !from.stamped;
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
  key_.clear();
  const StageClaim& entry = funnel_->stages[static_cast<std::size_t>(settings_.stage)];
  strata_keys_.write(owned_.of(judging, owner), entry.placed ? &entry.place : nullptr, key_);
  ++strata[key_];
  limit_strata(strata.size());
  if (!settings_.sample || *settings_.sample == 0) return;
  const std::string_view id = (*judging.lead)[0].text;
  SampledLead lead;
  const bool again = judging.entry && judging.entry->number > 1;
  lead.rank = sample_rank(settings_.seed, again ? std::string(id) + "\x1f" + std::to_string(judging.entry->number) : std::string(id));
  std::vector<SampledLead>& heap = candidates[key_];
  if (heap.size() >= *settings_.sample && lead.rank > heap.front().rank) return;
  lead.id = id;
  if (heap.size() >= *settings_.sample && !(lead < heap.front())) return;
  lead.checks = facts_->checks;
  lead.any = facts_->any;
  if (settings_.ledger) write_ledger(judging, lead.ledger);
  if (settings_.worksheet) write_worksheet(judging, lead.worksheet);
  if (heap.size() >= *settings_.sample) {
    std::pop_heap(heap.begin(), heap.end());
    heap.pop_back();
  }
  heap.push_back(std::move(lead));
  std::push_heap(heap.begin(), heap.end());
}

AuditCounts& AuditTally::group_of(const Judging& judging) {
  key_.clear();
  const StageClaim& entry = funnel_->stages[static_cast<std::size_t>(settings_.stage)];
  keys_.write(judging, entry.placed ? &entry.place : nullptr, key_);
  AuditCounts& group = groups[key_];
  limit_groups(groups.size());
  return group;
}

/// A lead of which nobody knows whether it is wanted: counted beside the others, into the shares alone.
void AuditTally::add_unsure(LeadJudge& judge) {
  if (!belongs(judge, settings_, *contract_.zone)) return;
  const Judging& lead = judge.judging();
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
  if (lead.wanted != Tri::yes) return add_unsure(judge);
  if (!funnel_->unnamed_value.empty()) unnamed_values.add(funnel_->unnamed_value);
  const auto stage = static_cast<std::size_t>(settings_.stage);
  const ExprPtr& when = contract_.stages[stage].when;
  conversion.never_claimed += when && !funnel_->stages[stage].held && !funnel_->to_come() && judge.meets(stage) == Tri::yes;
  if (!enter(judge, settings_, *contract_.zone)) return;
  const StageClaim& entry = funnel_->stages[stage];
  if (entry.placed && !(lead.entry && lead.entry->number > 1)) quarters.add(entry.place, *contract_.zone);
  facts_ = &judge.facts(settings_.stage);
  const Owner& owner = judge.owner(settings_.stage);
  const bool grouped = !keys_.by().empty();
  count(*lead.lead, all);
  count_causes(lead);
  AuditCounts* group = grouped ? &group_of(owned_.of(lead, owner)) : nullptr;
  if (group) count(*lead.lead, *group);
  owners_.add(lead, owner);
  for (const ClockFact& fact : facts_->clocks) {
    const Owner its = clock_owner(lead, fact, settings_.as_of);
    owners_.add(lead, its);
    count_clock(fact, all);
    if (group) count_clock(fact, its.name == owner.name ? *group : group_of(owned_.of(lead, its)));
  }
  convert(judge, conversion);
  try_limits(lead, trials);
  sample(lead, owner);
  if (settings_.ledger && !settings_.sample) write_ledger(lead, ledger);
}

void AuditTally::merge(AuditTally&& other) {
  Entrants::merge(other);
  quarters.merge(other.quarters);
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
  for (const auto& [key, leads] : other.strata) strata[key] += leads;
  limit_strata(strata.size());
  for (auto& [key, theirs] : other.candidates) {
    std::vector<SampledLead>& heap = candidates[key];
    for (SampledLead& lead : theirs) heap.push_back(std::move(lead));
    std::sort(heap.begin(), heap.end());
    if (settings_.sample && heap.size() > *settings_.sample) heap.resize(*settings_.sample);
    std::make_heap(heap.begin(), heap.end());
  }
  any_causes.merge(other.any_causes);
  definition_causes.merge(other.definition_causes);
  owners_.merge(other.owners_);
  unnamed_values.merge(other.unnamed_values);
}

}  // namespace handoff
