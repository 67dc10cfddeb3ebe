// From sums to costs, win rates, shares and credits. Spend is cut by days where a period cuts it, so that its parts still sum.
#include <algorithm>
#include <optional>
#include <set>

#include "contract/group_rows.hpp"
#include "handoff/measures/pipeline.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

bool is_source(const GroupBy& by) { return by.name == "source"; }

std::string trimmed_lower(std::string_view text) {
  std::string out(case_room(text.size()), ' ');
  out.resize(change_case(trim_text(text), false, out.data()));
  return out;
}

/// Minor units of the spend that fall before a day.
std::int64_t spent_before(const Spend& spend, Day day) {
  __extension__ using Wide = __int128;
  const std::int64_t days = spend.days.to - spend.days.from + 1;
  const std::int64_t gone = std::clamp<std::int64_t>(day - spend.days.from, 0, days);
  return static_cast<std::int64_t>(static_cast<Wide>(spend.minor) * gone / days);
}

Period common(const Period& a, const Period& b) { return {std::max(a.from, b.from), std::min(a.to, b.to)}; }

/// The days that spend counts for: those of the window up to as-of.
Period counted_days(const Contract& contract, const PipelineSettings& settings) {
  const Period upto = {-10'000'000, contract.zone->day_of(settings.as_of - 1)};
  return settings.window ? common(*settings.window, upto) : upto;
}

/// Does the export have what says of a deal that it was lost?
bool can_lose(const Contract& contract, const PipelineSettings& settings) {
  if (settings.book) return settings.book->can_lose;
  const auto absent = [&](FieldId field) { return field < settings.absent.size() && settings.absent[field]; };
  return std::any_of(contract.exits.begin(), contract.exits.end(), [&](const Exit& exit) {
    return exit.when || (exit.at != no_field && !absent(exit.at)) || (!exit.values.empty() && !absent(known_field("stage")));
  });
}

/// Spend by source in lower case and by month, so that a group finds its own without a walk over all.
class SpendByMonth {
 public:
  SpendByMonth(const std::vector<Spend>& spend, const Contract& contract, const PipelineSettings& settings) : counted_(counted_days(contract, settings)) {
    for (const Spend& one : spend) {
      const Period days = common(one.days, counted_);
      const std::string source = trimmed_lower(one.source);
      for (Day day = days.from; day <= days.to;) {
        const Period month = period_of(day, Grain::month, contract.week_start);
        const Period mine = common(month, days);
        if (const std::int64_t part = spend_within(one, mine); part != 0) by_source_[source][mine.from][one.currency] += part;
        day = month.to + 1;
      }
    }
  }
  /// What a group spent, by currency; nothing where spend does not know such groups. Periods of groups are whole months.
  std::map<std::string, Minor> of(const std::vector<GroupBy>& by, const std::vector<GroupLabel>& labels) const {
    Period days = counted_;
    std::optional<std::string> source;
    for (std::size_t i = 0; i < by.size(); ++i) {
      if (is_source(by[i])) source = labels[i].missing ? std::string() : trimmed_lower(labels[i].value);
      else if (labels[i].missing) return {};
      else days = common(days, labels[i].period);
    }
    std::map<std::string, Minor> sums;
    const auto add_months = [&](const Months& months) {
      for (auto month = months.lower_bound(days.from); month != months.end() && month->first <= days.to; ++month)
        for (const auto& [currency, part] : month->second) sums[currency] += part;
    };
    if (!source)
      for (const auto& [name, months] : by_source_) add_months(months);
    else if (const auto found = by_source_.find(*source); found != by_source_.end()) add_months(found->second);
    return sums;
  }

 private:
  using Months = std::map<Day, std::map<std::string, Minor>>;  // by its first day that counts, by currency
  const Period counted_;
  std::map<std::string, Months> by_source_;
};

SpendResult account(const PipelineTally& tally, const std::vector<Spend>& spend, const Contract& contract, const PipelineSettings& settings) {
  SpendResult out;
  const bool with_source = std::any_of(settings.spend_by.begin(), settings.spend_by.end(), is_source);
  std::set<std::pair<std::string, std::string>> known;  // source and month that leads came in from
  for (const auto& [key, count] : tally.entries) {
    const std::vector<GroupLabel> labels = tally.spend_keys().labels(key, {}, settings.as_of);
    if (labels.empty() || labels.back().missing) continue;
    known.emplace(with_source && !labels.front().missing ? trimmed_lower(labels.front().value) : std::string(), labels.back().value);
  }
  std::map<std::pair<std::string, std::string>, std::pair<std::string, std::map<std::string, Minor>>> unmatched;
  for (const Spend& one : spend) {
    ++out.rows;
    out.read[one.currency] += one.minor;
    const Period days = common(one.days, counted_days(contract, settings));
    out.outside_window += days.from > days.to;
    if (days.from > days.to) continue;
    out.counted[one.currency] += spend_within(one, days);
    for (Day day = days.from; !known.empty() && day <= days.to;) {
      const Period month = period_of(day, Grain::month, contract.week_start);
      const std::string name = period_name(month, Grain::month, contract.week_start), source = with_source ? trimmed_lower(one.source) : std::string();
      if (!known.contains({source, name})) {
        auto& [shown, sums] = unmatched[{source, name}];
        if (shown.empty() || one.source < shown) shown = one.source;
        sums[one.currency] += spend_within(one, common(month, days));
      }
      day = month.to + 1;
    }
  }
  for (const auto& [place, sums] : unmatched)
    for (const auto& [currency, minor] : sums.second)
      if (minor != 0) out.unmatched.push_back({sums.first, place.second, currency, minor});
  for (const GroupBy& by : settings.by)
    out.by_group = out.by_group && ((is_source(by) && with_source) || (by.kind == GroupBy::Kind::period && by.grain >= Grain::month));
  return out;
}

/// `perhaps`: of leads that may belong to the group; null: there are none.
void add_stages(const GroupMoney& money, const GroupMoney* perhaps, const Contract& contract, const std::map<std::string, Minor>& spend, bool spend_known, PipelineGroup& out) {
  std::set<std::string> currencies;
  for (const Sums& sums : money.sums)
    for (const auto& [currency, one] : sums) currencies.insert(currency);
  for (const auto& [currency, minor] : spend) currencies.insert(currency);
  if (currencies.empty()) currencies.insert("");
  for (std::size_t i = 0; i < contract.stages.size(); ++i)
    for (const std::string& currency : currencies) {
      StageMoney row;
      row.stage = contract.stages[i].name;
      row.leads = money.leads[i];
      row.unsure = money.unsure[i];
      row.currency = currency;
      if (const auto sums = money.sums[i].find(currency); sums != money.sums[i].end()) row.sums = sums->second;
      const auto spent = spend.find(currency);
      if (spend_known && spent != spend.end()) {
        row.spend = spent->second;
        row.paid = money.paid[i];
        row.paid_unsure = money.paid_unsure[i];
        const auto cost = [&](std::uint64_t leads) { return leads > 0 ? std::optional(static_cast<double>(spent->second) / static_cast<double>(leads)) : std::nullopt; };
        row.cost_per = cost(row.paid);
        row.cost_least = cost(row.paid + row.paid_unsure + (perhaps ? perhaps->paid[i] + perhaps->paid_unsure[i] : 0));
      }
      out.stages.push_back(std::move(row));
    }
}

/// The deals of a group, won of won and lost; `perhaps`: of leads that may belong to it.
Rate win_rate(const std::string& currency, const DealSums& sums, const GroupMoney& money, const GroupMoney* perhaps, std::size_t stage) {
  Share share = share_of(sums.won, sums.won + sums.lost);
  const auto add_may_win = [&](const GroupMoney& of) {
    if (const auto may_win = of.may_win.find(currency); may_win != of.may_win.end()) share.merge(may_win->second);
    share.merge(of.may_win_any);
  };
  add_may_win(money);
  if (!perhaps) return wilson(share);
  add_may_win(*perhaps);
  if (const auto theirs = perhaps->sums[stage].find(currency); theirs != perhaps->sums[stage].end())
    share.merge(share_of(theirs->second.won, theirs->second.won + theirs->second.lost).perhaps());
  return wilson(share);
}

/// Deals that may be in the cycle of a currency.
std::uint64_t may_cycle(const std::string& currency, const GroupMoney& money) {
  const auto found = money.may_cycle.find(currency);
  return money.may_cycle_any + (found == money.may_cycle.end() ? 0 : found->second);
}

void add_deals(const GroupMoney& money, const GroupMoney* perhaps, std::size_t stage, bool can_lose, PipelineGroup& out) {
  for (const auto& [currency, sums] : money.sums[stage]) {
    DealsResult row;
    row.currency = currency;
    row.sums = sums;
    if (can_lose) row.win = win_rate(currency, sums, money, perhaps, stage);
    const auto cycle = money.cycles.find(currency);
    const Cycle none, &times = cycle == money.cycles.end() ? none : cycle->second;
    row.cycle = summarize(times.won, times.others, nothing_known_of(may_cycle(currency, money) + (perhaps ? may_cycle(currency, *perhaps) : 0)));
    if (row.win.rate && row.cycle.median && *row.cycle.median > 0 && sums.won_with_amount > 0)
      row.velocity = static_cast<double>(sums.deals) * *row.win.rate * (static_cast<double>(sums.revenue) / static_cast<double>(sums.won_with_amount)) /
                     (*row.cycle.median / static_cast<double>(seconds_a_day));
    out.deals.push_back(std::move(row));
  }
}

/// What a tenth more compliance goes with, at the observed rates. A difference that may be none is worth nothing, and so is one between leads of any age.
Uplift uplift(const PipelineTally& tally, const Contract& contract, const PipelineSettings& settings) {
  Uplift out;
  if (settings.to < 0) return out;
  out.horizon = signed_horizon(contract, settings.stage, settings.to);
  out.met = wilson(tally.met_moved);
  out.breached = wilson(tally.breached_moved);
  out.difference = newcombe(out.met, out.breached);
  const auto judged = static_cast<double>(tally.met + tally.breached);
  if (judged > 0) {
    out.compliance = static_cast<double>(tally.met) / judged;
    out.points = std::min(0.1, static_cast<double>(tally.breached) / judged);
  }
  if (out.horizon && out.difference.proven()) {
    out.leads = *out.difference.difference * out.points * judged;
    out.low = *out.difference.low * out.points * judged;
    out.high = *out.difference.high * out.points * judged;
  }
  for (const auto& [currency, sums] : tally.converted_sums)
    if (tally.converted > 0 && sums.pipeline != 0) out.value[currency] = static_cast<double>(sums.pipeline) / static_cast<double>(tally.converted);
  return out;
}

}  // namespace

std::vector<Period> days_of(const std::vector<Spend>& spend) {
  std::vector<Period> all, days;
  for (const Spend& one : spend) all.push_back(one.days);
  std::sort(all.begin(), all.end(), [](const Period& a, const Period& b) { return a.from < b.from; });
  for (const Period& one : all) {
    if (days.empty() || one.from > days.back().to + 1) days.push_back(one);
    else days.back().to = std::max(days.back().to, one.to);
  }
  return days;
}

std::int64_t spend_within(const Spend& spend, const Period& period) {
  const Period days = common(spend.days, period);
  return days.from > days.to ? 0 : spent_before(spend, days.to + 1) - spent_before(spend, days.from);
}

PipelineResult pipeline(const PipelineTally& tally, const std::vector<Spend>& all_spend, const std::vector<std::string>& touch_types, const Contract& contract,
                        const PipelineSettings& settings) {
  PipelineResult result;
  result.cohort = tally.cohort;
  result.no_losing = !can_lose(contract, settings);
  std::vector<Spend> spend;
  const Day today = contract.zone->day_of(settings.as_of - 1);
  for (const Spend& one : all_spend)
    if (one.days.from <= today) spend.push_back(one);
  result.spend = account(tally, spend, contract, settings);
  result.spend.after_as_of = all_spend.size() - spend.size();
  GroupRows<GroupMoney> rows = group_rows<GroupMoney>(
      tally.keys(), tally.groups, [](const GroupMoney& money) { return *std::max_element(money.leads.begin(), money.leads.end()); },
      [](GroupMoney& sum, const GroupMoney& more) { sum.merge(more); });
  result.pooled_groups = rows.pooled;
  std::map<std::string, GroupMoney>& groups = rows.rows;
  if (groups.empty() && settings.by.empty()) {
    GroupMoney& none = groups[""];
    none.leads.resize(contract.stages.size());
    none.unsure.resize(contract.stages.size());
    none.paid.resize(contract.stages.size());
    none.paid_unsure.resize(contract.stages.size());
    none.sums.resize(contract.stages.size());
  }
  const bool known = !settings.spend_by.empty() && result.spend.by_group;
  const SpendByMonth by_month(known ? spend : std::vector<Spend>{}, contract, settings);
  for (const auto& [key, money] : groups) {
    PipelineGroup group;
    group.labels = tally.keys().labels(key, settings.window, settings.as_of);
    add_stages(money, rows.perhaps_of(key), contract, known ? by_month.of(settings.by, group.labels) : std::map<std::string, Minor>{}, known, group);
    add_deals(money, rows.perhaps_of(key), static_cast<std::size_t>(settings.stage), !result.no_losing, group);
    result.groups.push_back(std::move(group));
  }
  result.leaks = leak_results(tally, settings);
  result.uplift = uplift(tally, contract, settings);
  for (const auto& [currency, types] : tally.credits)
    for (const auto& [type, sums] : types)
      result.credits.push_back({type != PipelineTally::no_touch, type == PipelineTally::no_touch ? std::string() : touch_types.at(type), currency, sums});
  return result;
}

void collect_pipeline_fields(const Contract& contract, const PipelineSettings& settings, std::vector<FieldId>& out) {
  collect_funnel_fields(contract, out);
  if (settings.counting == Counting::defined) collect_definition_fields(contract, out);
  collect_fact_fields(contract, settings.stage, out);
  for (const GroupBy& by : settings.by) collect_group_fields(by, out);
  for (const GroupBy& by : settings.spend_by) collect_group_fields(by, out);
  if (settings.book) {
    out.push_back(settings.book->key);
  } else {
    out.push_back(known_field("amount"));
    out.push_back(known_field("currency"));
  }
}

}  // namespace handoff
