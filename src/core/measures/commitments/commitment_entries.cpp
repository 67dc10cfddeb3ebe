// Leads that a history tells to have entered a stage more than once. Of each period a commitment counts a lead by its first entry, or every entry where it says so.
// A row of the history that cannot be read may be an entry before the first that is known: then the lead is counted once, by one of them, and nobody knows which.
#include <algorithm>
#include <set>

#include "handoff/judging/history.hpp"
#include "handoff/measures/commitment.hpp"

namespace handoff {

/// Of an entry that may be there: is the commitment about the lead, if it is? Whether the lead is wanted, its other entries say.
Tri CommitmentTally::belongs_if_there(const CommitmentRule& rule, const Judging& then, Tri belongs) const {
  const auto stage = static_cast<std::size_t>(rule.stage);
  if (funnel_->stages[stage].held) return belongs;
  const Tri asked = rule.where ? truth(*rule.where, then) : Tri::yes;
  const bool by_definition = of_funnel(rule) && settings_.counting == Counting::defined && contract_.stages[stage].when;
  return tri_and(asked, by_definition ? Tri::unknown : Tri::yes);
}

CommitmentTally::Candidate CommitmentTally::candidate(std::size_t index, const Judging& then, Tri belongs, LeadJudge& judge, const LeadFacts& facts) const {
  const CommitmentRule& rule = rules_[index];
  Candidate one;
  one.anywhen = judge.judging().entry->perhaps;
  one.belongs = belongs_if_there(rule, then, belongs);
  if (one.belongs == Tri::no || rule.in_money()) return one;
  one.ways = finding(rule, then, judge, facts).ways;
  const auto fact = std::find_if(facts.clocks.begin(), facts.clocks.end(), [&](const ClockFact& of) { return of.clock == rule.clock; });
  if (rule.clock >= 0 && fact != facts.clocks.end() && fact->perhaps) one.belongs = tri_and(one.belongs, Tri::unknown);
  if (!rule.mix.empty()) one.mix = mix_part(rule, then);
  if (rule.by != no_field) one.part = part_of(rule, then, facts);
  return one;
}

/// The last entry of a lead has been seen.
void CommitmentTally::settle(LeadJudge& judge) {
  for (std::size_t i = 0; i < series_.size(); ++i) {
    if (candidates_[i].empty()) continue;
    if (rules_[series_[i].rule].of_entries) put_entries(i);
    else put_first(i, judge);
    candidates_[i].clear();
  }
}

void CommitmentTally::put_entries(std::size_t series) {
  std::set<Day> seen;
  for (const Candidate& one : candidates_[series]) {
    PeriodCounts& here = one.from == one.to ? counts[series][one.from] : between[series][{one.from, one.to}];
    here.merge(one.own);
    if (one.there && one.belongs != Tri::no) here.reentries += !seen.insert(one.from).second;
  }
}

/// In each period the first entry that is there stands for the lead, or one before it that may be. The periods are cut where an entry begins, or ceases, to be possible.
void CommitmentTally::put_first(std::size_t series, LeadJudge& judge) {
  const std::vector<Candidate>& all = candidates_[series];
  const auto of_day = [&](Day day) { return period_of(day, series_[series].grain, contract_.week_start); };
  std::set<Day> cuts;
  for (const Candidate& one : all) cuts.insert({one.from, of_day(one.to).to + 1});
  for (auto cut = cuts.begin(); std::next(cut) != cuts.end(); ++cut) {
    const Day from = *cut, to = of_day(*std::next(cut) - 1).from;
    std::vector<const Candidate*> may;
    bool there = false;
    std::uint64_t again = 0;
    for (const Candidate& one : all) {
      if (one.from > from || one.to < to) continue;
      if (there && !one.anywhen) again += one.there && one.belongs != Tri::no;
      else may.push_back(&one);
      there = there || one.there;
    }
    if (may.empty()) continue;
    PeriodCounts& here = from == to ? counts[series][from] : between[series][{from, to}];
    if (may.size() == 1) here.merge(may.front()->own);
    else put_one_of(series_[series].rule, may, there, judge, here);
    here.reentries += again;
  }
}

/// Counts a lead once, by one of these entries, whichever. `there`: it surely entered in the period.
void CommitmentTally::put_one_of(std::size_t index, const std::vector<const Candidate*>& may, bool there, LeadJudge& judge, PeriodCounts& here) const {
  const CommitmentRule& rule = rules_[index];
  bool perhaps = !there;
  std::optional<Ways> ways;
  std::set<std::string> mix;
  std::set<std::optional<std::string>> parts;
  bool mix_known = true;
  for (const Candidate* one : may) {
    perhaps = perhaps || one->belongs != Tri::yes;
    if (one->belongs == Tri::no) continue;
    ways = ways ? *ways | one->ways : one->ways;
    parts.insert(one->part);
    mix.insert(one->mix.value_or(""));
    mix_known = mix_known && one->mix;
  }
  if (!ways) return;
  const Judging then = at_entry(judge.judging(), funnel_->stages[static_cast<std::size_t>(rule.stage)]);
  if (rule.in_money()) return put_money(index, then, perhaps ? Tri::unknown : Tri::yes, here);
  if (*ways == Way::exempt) {
    here.exempt += !perhaps;
    return;
  }
  const LeadFacts& facts = judge.facts(rule.stage);
  const DueFinding found(*ways);
  if (perhaps || (found.finding == Finding::unknown && rule.metric.function != "count")) add_causes(index, then, &facts, here.causes);
  if (rule.metric.function == "count") {
    if (perhaps) here.unknown.add(std::nullopt, std::nullopt);
    else ++here.count;
    if (rule.mix.empty()) return;
    if (mix_known && mix.size() == 1) ++(perhaps ? here.mix_perhaps : here.mix)[*mix.begin()];
    else ++(perhaps ? here.mix_perhaps_open : here.mix_open);
  } else if (rule.sense == Sense::time_down) {
    const auto sure = perhaps || ways->may(Way::exempt) ? std::nullopt : std::optional(true);
    here.unknown.undecided += 1;
    if (rule.target) here.at_target.unknown.add(sure, std::nullopt);
    if (rule.floor) here.at_floor.unknown.add(sure, std::nullopt);
  } else if (rule.metric.function == "status_update_lag") {
    here.unknown.add(std::nullopt, std::nullopt);
  } else {
    PartEvidence* const part = rule.by == no_field ? nullptr : &part_in(here, parts.size() == 1 ? *parts.begin() : std::nullopt);
    if (found.finding == Finding::open) put_open(perhaps, here, part);
    else put_share(rule, *ways, perhaps, here, part);
    if (rule.beside_standing) here.standing.merge(now_due(rule, found, true));
  }
}

}  // namespace handoff
