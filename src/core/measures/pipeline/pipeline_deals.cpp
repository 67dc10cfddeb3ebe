// Deals: read from a lead's own columns or claimed from the book, then counted wherever their lead is counted, and credited.
#include <algorithm>

#include "contract/group_limit.hpp"
#include "handoff/cells/absence.hpp"
#include "handoff/measures/pipeline.hpp"

namespace handoff {
/// The lead's own columns as a deal; false where it has no amount.
bool PipelineTally::own_deal(const Judging& judging, Deal& deal) {
  const Value& amount = (*judging.lead)[amount_];
  const bool one = amount.present() && amount.number.low == amount.number.high;
  own_unreadable += lead_.wanted && !one && amount.state != Value::State::missing && !no_column(amount);
  deal.any_amount = is_damaged(amount);
  if (!one && !deal.any_amount) return false;
  const Value& written = (*judging.lead)[currency_];
  const std::optional<std::string> currency = currency_of(contract_.symbols, written.present() ? written.text : std::string_view{}, amount.text);
  deal.any_currency = is_damaged(written) && currency && currency->empty();
  if (one) deal.minor = minor_of(amount);
  own_no_currency += lead_.wanted && deal.minor && deal.any_currency;
  own_two_currencies += lead_.wanted && deal.minor && !currency;
  if ((!deal.minor && !deal.any_amount) || !currency) return false;
  deal.currency = *currency;
  const Funnel& funnel = *funnel_;
  const std::size_t last = funnel.stages.size() - 1;
  deal.undecided = funnel.stages[last].perhaps || (!funnel.stages[last].held && funnel.exit < 0 && funnel.exits_perhaps != 0);
  deal.status = funnel.stages[last].held ? DealStatus::won : funnel.exit >= 0 && !deal.undecided ? DealStatus::lost : DealStatus::open;
  const std::size_t begun = last > 0 ? last - 1 : last;   // the stage before the last is the deal's own: an opportunity
  deal.any_time = funnel.stages[begun].misdated || (funnel.stages[last].held && funnel.stages[last].misdated);
  const auto stamp = [&](const Stamp& at, std::optional<Instant>& first, std::optional<Instant>& end) { first = at.first, end = at.last; };
  if (funnel.stages[begun].stamped && funnel.stages[begun].held) stamp(funnel.stages[begun].at, deal.created, deal.created_last);
  if (deal.status == DealStatus::won && funnel.stages[last].stamped) stamp(funnel.stages[last].at, deal.closed, deal.closed_last);
  if (deal.status == DealStatus::lost && funnel.exit_stamped) stamp(funnel.exit_at, deal.closed, deal.closed_last);
  return true;
}

/// Leads that are known to be asked for before others, of these who came in by the deal's day, then the earliest, then by id.
bool PipelineTally::before(const Claimant& a, const Claimant& b) {
  if (a.lead.wanted != b.lead.wanted) return a.lead.wanted;
  if (a.later != b.later) return b.later;
  if (a.lead.entry != b.lead.entry) return a.lead.entry && (!b.lead.entry || *a.lead.entry < *b.lead.entry);
  return a.lead.id < b.lead.id;
}

void PipelineTally::offer(std::size_t deal, bool later) {
  Claimant mine{true, later, lead_};
  Claimant& holder = claims_[deal];
  if (!holder.taken || before(mine, holder)) holder = std::move(mine);
}

/// Deals that no counted lead has, or whose leads all came in after them, are told apart and not lost.
void PipelineTally::settle() {
  if (!settings_.book) return;
  for (std::size_t i = 0; i < settings_.book->deals.size(); ++i) {
    if (settings_.book->standing(i) != i) continue;
    const Deal& deal = settings_.book->deals[i];
    const auto claim = claims_.find(i);
    if (claim == claims_.end()) {
      (deal.created && *deal.created > settings_.as_of ? after_as_of : no_lead)[deal.currency].add(deal);
      continue;
    }
    if (!claim->second.lead.wanted) {
      take(claim->second.lead, deal);
      continue;
    }
    if (claim->second.later && !settings_.book->of_lead) {
      older[deal.currency].add(deal);
      continue;
    }
    before_lead += claim->second.later;
    take(claim->second.lead, deal);
  }
  claims_.clear();
}

void PipelineTally::merge(PipelineTally&& other) {
  for (auto& [key, money] : other.groups) {
    const auto [found, fresh] = groups.try_emplace(key, std::move(money));
    if (!fresh) found->second.merge(money);
  }
  limit_groups(groups.size());
  placed_earlier.merge(other.placed_earlier);
  for (const auto& [key, count] : other.entries) entries[key] += count;
  limit_entries(entries.size());
  limit_rows();
  leads += other.leads, cohort += other.cohort, converted += other.converted;
  met += other.met, breached += other.breached;
  met_moved.merge(other.met_moved);
  breached_moved.merge(other.breached_moved);
  const auto add_sums = [](Sums& to, const Sums& from) {
    for (const auto& [currency, sums] : from) to[currency].merge(sums);
  };
  for (std::size_t i = 0; i < leak_count; ++i) {
    leaked[i] += other.leaked[i];
    undecided[i] += other.undecided[i];
    leak_bounds[i].merge(other.leak_bounds[i]);
    add_sums(leaked_sums[i], other.leaked_sums[i]);
  }
  moved_bounds.merge(other.moved_bounds);
  add_sums(converted_sums, other.converted_sums);
  add_sums(after_as_of, other.after_as_of);
  for (const auto& [currency, types] : other.credits)
    for (const auto& [type, sums] : types) credits[currency][type].merge(sums);
  deals_outside += other.deals_outside;
  own_unreadable += other.own_unreadable;
  own_two_currencies += other.own_two_currencies;
  own_no_currency += other.own_no_currency;
  outside.merge(other.outside);
  unnamed_values.merge(other.unnamed_values);
  for (auto& [deal, claim] : other.claims_) {
    Claimant& holder = claims_[deal];
    if (!holder.taken || before(claim, holder)) holder = std::move(claim);
  }
}

/// Of all groups anew: a tally that was merged has the rows of both.
void PipelineTally::limit_rows() {
  money_rows_ = 0;
  for (const auto& [key, money] : groups)
    for (const Sums& sums : money.sums) money_rows_ += sums.size();
  limit_money_rows(money_rows_);
}

/// What the share of won deals rests on besides: deals of which nobody knows whether they are the stage's, whether they ended, or of which currency they are.
void PipelineTally::count_may_win(const LeadMoney& lead, const Deal& deal) {
  const Tri inside = lead.inside[static_cast<std::size_t>(settings_.stage)];
  const bool open = deal.status == DealStatus::open && !deal.undecided, unsure = inside == Tri::unknown || deal.any_currency || deal.any_amount;
  if (inside == Tri::no || (!unsure && !deal.undecided && !deal.any_time)) return;
  GroupMoney& here = group(lead.keys[keys_.by_period() ? static_cast<std::size_t>(settings_.stage) : 0]);
  ++(deal.any_currency ? here.may_cycle_any : here.may_cycle[deal.currency]);
  if (open || (!unsure && !deal.undecided)) return;
  (deal.any_currency ? here.may_win_any : here.may_win[deal.currency]).add(std::nullopt, deal.undecided ? std::nullopt : std::optional(deal.status == DealStatus::won));
}

void PipelineTally::take(const LeadMoney& lead, const Deal& deal) {
  if (deal.created && *deal.created > settings_.as_of) {
    if (lead.wanted) after_as_of[deal.currency].add(deal);
    return;
  }
  count_may_win(lead, deal);
  if (!lead.wanted) return;
  if (deal.any_currency || deal.any_amount) return;
  for (std::size_t i = 0; i < lead.inside.size(); ++i) {
    if (lead.inside[i] != Tri::yes) continue;
    Sums& sums = group(lead.keys[keys_.by_period() ? i : 0]).sums[i];
    const auto [mine, fresh] = sums.try_emplace(deal.currency);
    mine->second.add(deal);
    if (!fresh) continue;
    limit_currencies(sums.size());
    limit_money_rows(++money_rows_);
  }
  deals_outside += !lead.entered;
  if (lead.cohort) (lead.leak < 0 ? converted_sums : leaked_sums[static_cast<std::size_t>(lead.leak)])[deal.currency].add(deal);
  if (lead.inside[static_cast<std::size_t>(settings_.stage)] != Tri::yes) return;
  if (deal.created && !deal.any_time && !deal.undecided) {
    Cycle& cycle = group(lead.keys[keys_.by_period() ? static_cast<std::size_t>(settings_.stage) : 0]).cycles[deal.currency];
    if (deal.status == DealStatus::won && deal.closed && *deal.closed_last >= *deal.created) {
      const Seconds took = std::max<Seconds>(*deal.closed - *deal.created, 0);
      cycle.won.add(took, took, took);
    }
    if (deal.status != DealStatus::won) cycle.others.add(settings_.as_of - *deal.created);   // lost ones wait as open ones do: none of them is won
  }
  if (!settings_.rules.empty()) credit(lead, deal);
}

/// Every model splits the same deal over the touches that count for it.
void PipelineTally::credit(const LeadMoney& lead, const Deal& deal) {
  std::map<std::uint32_t, CreditSums>& sums = credits[deal.currency];
  std::vector<Instant> touches;
  std::vector<std::uint32_t> types;
  Journey journey{lead.entry_last, deal.created_last.value_or(settings_.as_of), std::nullopt};
  if (deal.status == DealStatus::won) journey.closed = deal.closed_last;
  if (settings_.touches)
    for (const Signal& touch : settings_.touches(lead.id)) {
      if (touch.at > settings_.as_of || (settings_.lookback && deal.created && *deal.created - touch.at > *settings_.lookback)) continue;
      touches.push_back(touch.at);
      types.push_back(touch.type);
    }
  if (touches.size() >= many_touches) limit_credits(lead.id, credits_of_[lead.id] += touches.size());
  const std::size_t before_deal = counted_touches(CreditModel::linear, touches, journey);
  std::vector<std::uint32_t> seen(types.begin(), types.begin() + static_cast<std::ptrdiff_t>(before_deal));
  for (const std::uint32_t type : seen) ++sums[type].touches;
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  for (const std::uint32_t type : seen) ++sums[type].deals;
  if (seen.empty()) ++sums[no_touch].deals;
  const std::int64_t minor = deal.minor.value_or(0);
  for (const CreditRule& rule : settings_.rules) {
    const auto model = static_cast<std::size_t>(rule.model);
    const std::size_t counted = seen.empty() ? 0 : counted_touches(rule.model, touches, journey);
    const auto give = [&](std::uint32_t type, std::int64_t part) {
      CreditSums& one = sums[type];
      one.pipeline[model] += part;
      if (deal.status == DealStatus::won) one.revenue[model] += part;
    };
    if (counted == 0) {
      give(no_touch, minor);
      continue;
    }
    const std::vector<std::int64_t> parts = split_exactly(minor, credit_shares(rule, std::span(touches).first(counted), journey));
    for (std::size_t i = 0; i < parts.size(); ++i) give(types[i], parts[i]);
  }
}

}  // namespace handoff
