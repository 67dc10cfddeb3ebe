// Counting leads and their deals. A deal of the book may have several leads (an account's): it waits until all have passed, and then
// belongs to the first of them, so that no amount is counted twice and the order of rows decides nothing.
#include "handoff/measures/pipeline.hpp"

#include <algorithm>

#include "contract/group_limit.hpp"
#include "handoff/measures/entrants.hpp"

namespace handoff {

std::string_view leak_name(Leak leak) {
  constexpr std::string_view names[] = {"off_definition", "late", "no_disposition", "recycled", "rejected", "open"};
  return names[static_cast<std::size_t>(leak)];
}

std::string_view leak_sentence(Leak leak) {
  constexpr std::string_view sentences[] = {"off the contract's definition", "touched late, or never and past due", "no disposition",
                                            "recycled",                  "rejected or left otherwise",          "open: nothing held against it yet"};
  return sentences[static_cast<std::size_t>(leak)];
}

void DealSums::add(const Deal& deal) {
  ++deals;
  undecided += deal.undecided;
  ++(deal.status == DealStatus::won ? won : deal.status == DealStatus::lost ? lost : open);
  if (!deal.minor) {
    ++no_amount;
    return;
  }
  pipeline += *deal.minor;
  won_with_amount += deal.status == DealStatus::won;
  if (deal.status == DealStatus::won) revenue += *deal.minor;
  if (deal.status == DealStatus::open) still_open += *deal.minor;
}

void DealSums::merge(const DealSums& other) {
  deals += other.deals;
  won += other.won;
  lost += other.lost;
  open += other.open;
  undecided += other.undecided;
  no_amount += other.no_amount;
  won_with_amount += other.won_with_amount;
  pipeline += other.pipeline;
  still_open += other.still_open;
  revenue += other.revenue;
}

void Cycle::merge(const Cycle& other) {
  won.merge(other.won);
  others.merge(other.others);
}

namespace {

void merge_sums(Sums& to, const Sums& from) {
  for (const auto& [currency, sums] : from) to[currency].merge(sums);
}

}  // namespace

void GroupMoney::merge(const GroupMoney& other) {
  leads.resize(std::max(leads.size(), other.leads.size()));
  unsure.resize(std::max(unsure.size(), other.unsure.size()));
  sums.resize(std::max(sums.size(), other.sums.size()));
  for (std::size_t i = 0; i < other.leads.size(); ++i) leads[i] += other.leads[i];
  for (std::size_t i = 0; i < other.unsure.size(); ++i) unsure[i] += other.unsure[i];
  paid.resize(std::max(paid.size(), other.paid.size()));
  paid_unsure.resize(std::max(paid_unsure.size(), other.paid_unsure.size()));
  for (std::size_t i = 0; i < other.paid.size(); ++i) paid[i] += other.paid[i];
  for (std::size_t i = 0; i < other.paid_unsure.size(); ++i) paid_unsure[i] += other.paid_unsure[i];
  for (std::size_t i = 0; i < other.sums.size(); ++i) merge_sums(sums[i], other.sums[i]);
  for (const auto& [currency, cycle] : other.cycles) cycles[currency].merge(cycle);
  for (const auto& [currency, won] : other.may_win) may_win[currency].merge(won);
  may_win_any.merge(other.may_win_any);
  for (const auto& [currency, deals] : other.may_cycle) may_cycle[currency] += deals;
  may_cycle_any += other.may_cycle_any;
}

void CreditSums::merge(const CreditSums& other) {
  touches += other.touches;
  deals += other.deals;
  for (std::size_t i = 0; i < credit_models; ++i) {
    pipeline[i] += other.pipeline[i];
    revenue[i] += other.revenue[i];
  }
}

PipelineTally::PipelineTally(const Contract& contract, const PipelineSettings& settings)
    : placed_earlier(contract),
      contract_(contract),
      settings_(settings),
      horizon_(settings.to < 0 ? std::nullopt : signed_horizon(contract, settings.stage, settings.to)),
      measurable_(measurable_checks(contract, settings.stage, settings.absent)),
      keys_(contract, settings.by),
      spend_keys_(contract, settings.spend_by),
      amount_(known_field("amount")),
      currency_(known_field("currency")) {}

GroupMoney& PipelineTally::group(const std::string& key) {
  const auto found = groups.find(key);
  if (found != groups.end()) return found->second;
  limit_groups(groups.size() + 1);
  GroupMoney& fresh = groups[key];
  fresh.leads.resize(contract_.stages.size());
  fresh.unsure.resize(contract_.stages.size());
  fresh.paid.resize(contract_.stages.size());
  fresh.paid_unsure.resize(contract_.stages.size());
  fresh.sums.resize(contract_.stages.size());
  return fresh;
}

bool PipelineTally::is_paid(const StageClaim& claim) const {
  if (settings_.spent_days.empty() || !claim.placed) return false;
  const Day day = day_in(*contract_.zone, claim.place);
  return std::any_of(settings_.spent_days.begin(), settings_.spent_days.end(), [day](const Period& days) { return days.from <= day && day <= days.to; });
}

/// Which stages it entered in the window, in which groups, and what became of it.
void PipelineTally::read_lead(LeadJudge& judge) {
  const Judging& judging = judge.judging();
  const Funnel& funnel = judge.funnel();
  funnel_ = &funnel;
  lead_.wanted = judging.wanted == Tri::yes;
  if (lead_.wanted && !funnel.unnamed_value.empty()) unnamed_values.add(funnel.unnamed_value);
  const std::size_t stages = funnel.stages.size();
  lead_.inside.assign(stages, Tri::no);
  paid_.assign(stages, false);
  lead_.cohort = lead_.entered = false;
  lead_.keys.assign(keys_.by_period() ? stages : 1, {});
  lead_.id = (*judging.lead)[0].text;
  lead_.entry.reset();
  lead_.entry_last.reset();
  lead_.leak = -1;
  if (!keys_.by_period()) keys_.write(judging, nullptr, lead_.keys[0]);
  bool may_enter = false;
  for (std::size_t i = 0; i < stages; ++i) {
    const StageClaim& claim = funnel.stages[i];
    if (!claim.held && !claim.perhaps) continue;
    if (claim.held && claim.placed && !lead_.entry) lead_.entry = claim.place.first, lead_.entry_last = claim.place.last;
    const Tri inside = tri_and(judging.wanted, holds_in(settings_.window, funnel, i, *contract_.zone, settings_.as_of));
    if (inside == Tri::no && lead_.wanted && claim.held && claim.placed && !claim.open_day) outside.add(settings_.not_in_force, day_in(*contract_.zone, claim.place));
    if (inside == Tri::no) continue;
    lead_.inside[i] = tri_and(inside, judge.counts(i));
    if (lead_.inside[i] == Tri::yes) placed_earlier.add(i, claim, *judging.lead);
    paid_[i] = claim.held && is_paid(claim);
    lead_.entered = lead_.entered || inside == Tri::yes;
    if (static_cast<int>(i) == settings_.stage) (inside == Tri::yes ? lead_.cohort : may_enter) = true;
    if (keys_.by_period()) write_group(keys_, judging, funnel, i, *contract_.zone, settings_.as_of, lead_.keys[i]);
  }
  if (lead_.cohort || may_enter) read_leak(judge);
}

/// Within the horizon: so that the old, who had more time, are not held against the young.
void PipelineTally::count_moved(std::optional<bool> belongs, Share& share) const {
  if (settings_.to < 0) return;
  const StageClaim &entry = funnel_->stages[static_cast<std::size_t>(settings_.stage)], &target = funnel_->stages[static_cast<std::size_t>(settings_.to)];
  const std::optional<bool> moved = target.perhaps ? std::nullopt : std::optional(target.held);
  if (!horizon_) return share.add(belongs, moved);
  if (entry.misdated && settings_.as_of - entry.at.first >= *horizon_) return share.add(std::nullopt, moved && !*moved ? std::optional(false) : std::nullopt);
  if (!entry.stamped || entry.at.first + *horizon_ > settings_.as_of) return;
  const Instant end = entry.at.first + *horizon_;
  if (!target.held) return share.add(belongs, moved);
  const bool known_when = target.stamped && (target.at.last <= end || target.at.first > end);
  share.add(belongs, known_when ? std::optional(target.at.last <= end) : std::nullopt);
}

void PipelineTally::count_lead() {
  bool counted = false;
  for (std::size_t i = 0; i < lead_.inside.size(); ++i) {
    if (lead_.inside[i] == Tri::no) continue;
    counted = counted || lead_.inside[i] == Tri::yes;
    GroupMoney& here = group(lead_.keys[keys_.by_period() ? i : 0]);
    const bool sure = lead_.inside[i] == Tri::yes;
    ++(sure ? here.leads : here.unsure)[i];
    if (paid_[i]) ++(sure ? here.paid : here.paid_unsure)[i];
  }
  leads += counted;
}

void PipelineTally::add(LeadJudge& judge) {
  const Judging& judging = judge.judging();
  read_lead(judge);
  count_lead();
  if (lead_.wanted && settings_.touches) settings_.touches(lead_.id);  // joined, whether or not it has a deal
  if (lead_.wanted && !settings_.spend_by.empty() && funnel_->stages.front().held) {
    key_.clear();
    const StageClaim& first = funnel_->stages.front();
    spend_keys_.write(judging, first.placed ? &first.place : nullptr, key_);
    ++entries[key_];
    limit_entries(entries.size());
  }
  if (!settings_.book) {
    Deal deal;
    if (own_deal(judging, deal)) take(lead_, deal);
    return;
  }
  const Value& key = (*judging.lead)[settings_.book->key];
  if (!key.present()) return;
  const auto [from, until] = settings_.book->find(key.text);
  for (std::size_t row = from; row < until; ++row) {
    const std::size_t deal = settings_.book->standing(row);
    const Deal& one = settings_.book->deals[deal];
    offer(deal, lead_.entry && one.created_last && *lead_.entry > *one.created_last);
  }
}

}  // namespace handoff
