// The command line over the contract: what is typed wins, and what is typed wrong is named.
#include "backplan/backplan_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "handoff/text/suggest.hpp"
#include "frame/settings.hpp"

namespace handoff {

namespace {

/// `MQL:SQL` or `MQL>SQL`.
std::optional<std::pair<std::string, std::string>> two_stages(std::string_view text) {
  std::size_t at = text.find('>');
  if (at == std::string_view::npos) at = text.find(':');
  if (at == std::string_view::npos) return std::nullopt;
  std::pair<std::string, std::string> names = {trimmed(text.substr(0, at)), trimmed(text.substr(at + 1))};
  if (names.first.empty() || names.second.empty()) return std::nullopt;
  return names;
}

struct Assigned { std::string from, to, value; };

Assigned read_assigned(const std::string& option, const std::string& text, const char* example) {
  const std::size_t equals = text.rfind('=');
  const auto names = equals == std::string::npos ? std::nullopt : two_stages(std::string_view(text).substr(0, equals));
  if (!names) throw Error(option, "'" + text + "' is not FROM:TO=VALUE", std::string("write for instance ") + option + " " + example);
  if (same_name(names->first, names->second)) throw Error(option, "'" + text + "' leads from a stage to itself", std::string("write for instance ") + option + " " + example);
  return {names->first, names->second, trimmed(std::string_view(text).substr(equals + 1))};
}

Exact read_rate(const std::string& option, const std::string& text) {
  const std::optional<Exact> rate = read_exact(text);
  if (!rate || compare(*rate, {1, 1}) > 0) throw Error(option, "'" + text + "' is not a rate from 0 to 1", "write 0.25 or 25%, for instance");
  if (rate->over.zero()) throw Error(option, "a rate of 0 never gets there", "give one above 0");
  return *rate;
}

PlanRate* find_rate(std::vector<PlanRate>& rates, std::string_view from, std::string_view to) {
  for (PlanRate& rate : rates)
    if (same_name(rate.from, from) && same_name(rate.to, to)) return &rate;
  return nullptr;
}

/// A name is a stage, `won`, or a step of the plan's own: the end of one rate and the beginning of another.
void check_names(const Contract& contract, const std::vector<PlanRate>& rates) {
  std::vector<std::string> names = {"won"};
  for (const Stage& stage : contract.stages) names.push_back(stage.name);
  const auto known = [&](const std::string& name) {
    const bool is_from = std::any_of(rates.begin(), rates.end(), [&](const PlanRate& rate) { return same_name(rate.from, name); });
    const bool is_to = std::any_of(rates.begin(), rates.end(), [&](const PlanRate& rate) { return same_name(rate.to, name); });
    return (is_from && is_to) || std::any_of(names.begin(), names.end(), [&](const std::string& one) { return same_name(one, name); });
  };
  for (const PlanRate& rate : rates) {
    for (const std::string& name : {rate.from, rate.to}) {
      if (rate.basis != RateBasis::option || known(name)) continue;
      const std::string near = closest(name, names);
      throw Error("--rate", "there is no stage '" + name + "'", near.empty() ? "use a stage of the contract, or won for the end" : "did you mean '" + near + "'?");
    }
  }
}

void add_lags(const Contract& contract, const BackplanOptions& typed, std::vector<PlanRate>& rates) {
  if (contract.plan) {
    for (const auto& [key, lag] : contract.plan->lags)
      if (const auto names = two_stages(key))
        if (PlanRate* rate = find_rate(rates, names->first, names->second)) rate->lag = lag;
  }
  for (const std::string& text : typed.lags) {
    const Assigned one = read_assigned("--lag", text, "MQL:SQL=14d");
    const std::optional<Duration> lag = read_duration(one.value);
    if (!lag || lag->unit != Unit::elapsed) throw Error("--lag", "'" + one.value + "' is not a length of elapsed time", "write 14d or 2w, for instance");
    if (lag->amount > most_plan_lag) throw Error("--lag", "'" + one.value + "' is more than 10 years", "give 3653d at the most");
    PlanRate* rate = find_rate(rates, one.from, one.to);
    if (rate && rate->lag_typed) throw Error("--lag", "how long it takes from " + one.from + " to " + one.to + " is given twice", "leave one out");
    if (!rate) {  // for a rate that an export is to give
      rates.push_back({one.from, one.to, {}, RateBasis::measured, {}, {}, lag->amount, true});
      continue;
    }
    rate->lag = lag->amount;
    rate->lag_typed = true;
  }
}

}  // namespace

std::vector<PlanRate> typed_rates(const Contract& contract, const BackplanOptions& typed) {
  std::vector<PlanRate> rates;
  if (contract.plan) {
    for (const auto& [key, share] : contract.plan->rates) {
      const auto names = two_stages(key);
      const std::optional<Exact> rate = exact_of(share);
      if (names && rate) rates.push_back({names->first, names->second, *rate, RateBasis::contract, {}, {}, {}});
    }
  }
  std::vector<std::string> seen;
  for (const std::string& text : typed.rates) {
    const Assigned one = read_assigned("--rate", text, "SQL:won=0.25");
    const Exact value = read_rate("--rate", one.value);
    PlanRate* rate = find_rate(rates, one.from, one.to);
    if (rate && rate->basis == RateBasis::option) throw Error("--rate", "the rate from " + one.from + " to " + one.to + " is given twice", "leave one out");
    if (!rate) rate = &rates.emplace_back(PlanRate{one.from, one.to, {}, RateBasis::option, {}, {}, {}});
    else rate->replaced = rate->rate;
    rate->rate = value;
    rate->basis = RateBasis::option;
  }
  check_names(contract, rates);
  add_lags(contract, typed, rates);
  return rates;
}

std::vector<AuditedOption> audited_options(const BackplanOptions& typed) {
  std::vector<AuditedOption> audits_asked;
  const auto put = [&](AuditedOption asked) {
    for (const AuditedOption& other : audits_asked)
      if (same_name(other.from, asked.from) && same_name(other.to, asked.to))
        throw Error("--audited", "the rate from " + asked.from + " to " + asked.to + " is given twice", "leave one out");
    audits_asked.push_back(std::move(asked));
  };
  for (const std::string& text : typed.audited) {
    if (text.find('=') == std::string::npos) {
      const auto names = two_stages(text);
      if (!names) throw Error("--audited", "'" + text + "' is not FROM:TO=R", "write for instance --audited MQL:SQL=0.24");
      put({names->first, names->second, {}, {}});
      continue;
    }
    const Assigned one = read_assigned("--audited", text, "MQL:SQL=0.24, or MQL:SQL=-20% for a rate lower by a fifth");
    AuditedOption asked{one.from, one.to, {}, {}};
    if (one.value.starts_with('-')) {
      asked.lower_by = read_exact(std::string_view(one.value).substr(1));
      if (!asked.lower_by || compare(*asked.lower_by, {1, 1}) >= 0) throw Error("--audited", "'" + one.value + "' is not a share to be lower by", "write -20%, for instance");
    } else {
      asked.rate = read_rate("--audited", one.value);
    }
    put(std::move(asked));
  }
  return audits_asked;
}

std::optional<PlanTarget> plan_target(const Contract& contract, const BackplanOptions& typed) {
  const Plan plan = contract.plan.value_or(Plan{});
  const auto whole = [](const std::optional<std::int64_t>& number) {
    return number ? std::optional<Exact>(Exact{static_cast<std::uint64_t>(*number), 1}) : std::nullopt;
  };
  if (typed.deals && typed.revenue) throw Error("--deals", "--revenue is given too, and one follows from the other", "leave one of them out");
  PlanTarget target;
  require_one_currency(typed);
  target.deal_size = typed.deal_size ? plan_number("--deal-size", typed.deal_size) : whole(plan.deal_size);
  target.months = plan.months;
  if (typed.months) {
    const std::uint64_t months = whole_number("--months", *typed.months, 1);
    if (months > 1200) throw Error("--months", "'" + *typed.months + "' is more than a hundred years", "give 1200 at the most");
    target.months = static_cast<int>(months);
  }
  if (typed.deals || (!typed.revenue && plan.deals)) {
    target.deals = typed.deals ? plan_number("--deals", *typed.deals) : *whole(plan.deals);
    if (target.deal_size) target.revenue = target.deals * *target.deal_size;
    return target;
  }
  target.revenue = typed.revenue ? plan_number("--revenue", typed.revenue) : whole(plan.revenue);
  if (!target.revenue) return std::nullopt;
  if (!target.deal_size)
    throw Error("--deal-size", "the revenue is known, and not what a deal brings", "give --deal-size 50000, write [plan] deal_size = 50_000 into the contract, or give --deals");
  target.deals = *target.revenue / *target.deal_size;
  return target;
}

std::string counted_stage(const std::string& metric) {
  const std::string text = trimmed(metric);
  const std::size_t open = text.find('(');
  if (open == std::string::npos || text.back() != ')' || !same_name(trimmed(text.substr(0, open)), "count")) return {};
  std::string name = trimmed(std::string_view(text).substr(open + 1, text.size() - open - 2));
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  return name;
}

namespace {

/// Shares in the contract's order of segments or sources, what it does not name after them.
std::vector<std::pair<std::string, double>> in_order(const std::map<std::string, double>& shares, const std::shared_ptr<const BucketList>& order) {
  std::vector<std::pair<std::string, double>> sorted;
  if (order)
    for (const Bucket& bucket : order->buckets)
      for (const auto& [name, share] : shares)
        if (same_name(name, bucket.name)) sorted.emplace_back(name, share);
  const auto missing = [&](const std::string& name) { return std::none_of(sorted.begin(), sorted.end(), [&](const auto& one) { return one.first == name; }); };
  for (const bool rest : {false, true})
    for (const auto& [name, share] : shares)
      if (missing(name) && rest == same_name(name, "other")) sorted.emplace_back(name, share);
  return sorted;
}

/// `A=0.70,B=0.25,other=0.05`, in the order typed.
std::vector<std::pair<std::string, double>> read_mix(const std::string& text) {
  std::vector<std::pair<std::string, double>> shares;
  Exact sum;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    const std::string part = text.substr(from, comma - from);
    const std::size_t equals = part.rfind('=');
    const std::optional<Exact> share = equals == std::string::npos ? std::nullopt : read_exact(trimmed(part.substr(equals + 1)));
    const std::string name = share ? trimmed(part.substr(0, equals)) : "";
    if (name.empty()) throw Error("--mix", "'" + part + "' is not NAME=SHARE", "write for instance --mix A=0.70,B=0.25,other=0.05");
    for (const auto& other : shares)
      if (same_name(other.first, name)) throw Error("--mix", "'" + name + "' is given twice", "leave one out");
    shares.emplace_back(name, to_double(*share));
    sum = sum + *share;
    from = comma + 1;
  }
  if (compare(sum, {1, 1}) != 0) throw Error("--mix", "the shares add up to " + exact_text(sum, 4) + ", not to 1", "write for instance --mix A=0.70,B=0.25,other=0.05");
  return shares;
}

/// A name that the contract's list does not have is a slip of the pen; a contract without such a list knows no better.
void require_known(const std::vector<std::pair<std::string, double>>& shares, const std::string& by,
                   const std::shared_ptr<const BucketList>& list) {
  if (!list || list->buckets.empty()) return;
  std::vector<std::string> names;
  for (const Bucket& bucket : list->buckets) names.push_back(bucket.name);
  const std::string all = fmt::format("{}", fmt::join(names, ", "));
  names.insert(names.end(), {"other", "unmapped"});
  for (const auto& part : shares) {
    const std::string& name = part.first;
    if (std::any_of(names.begin(), names.end(), [&](const std::string& one) { return same_name(one, name); })) continue;
    const std::string near = closest(name, names);
    throw Error("--mix", fmt::format("the contract has no {} '{}'", by, name),
                near.empty() ? fmt::format("its {}s are {}; what is none of them may stand under other", by, all)
                             : fmt::format("did you mean '{}'?", near));
  }
}

}  // namespace

std::vector<std::pair<std::string, double>> plan_shares(const Contract& contract, const BackplanOptions& typed, const std::string& by, const std::string& stage) {
  const bool segments = by == "segment";
  const std::shared_ptr<const BucketList>& order = segments ? contract.segments : contract.sources;
  if (typed.mix) {
    std::vector<std::pair<std::string, double>> shares = read_mix(*typed.mix);
    require_known(shares, by, order);
    return shares;
  }
  if (contract.plan && !(segments ? contract.plan->segments : contract.plan->sources).empty())
    return in_order(segments ? contract.plan->segments : contract.plan->sources, order);
  for (const Commitment& commitment : contract.commitments) {
    if (commitment.mix.empty() || !same_name(counted_stage(commitment.metric), stage)) continue;
    const bool of_segments = contract.segments && std::any_of(contract.segments->buckets.begin(), contract.segments->buckets.end(),
                                                              [&](const Bucket& bucket) { return commitment.mix.contains(bucket.name); });
    const std::string mix_by = !commitment.mix_by.empty() ? commitment.mix_by : of_segments ? "segment" : "source";
    if (mix_by == by) return in_order(commitment.mix, order);
  }
  throw Error("--by", "the contract does not say what shares of " + stage + " the " + by + "s are to have",
              "write [plan] " + by + "s = { A = 0.70, B = 0.25, other = 0.05 } into it, or give --mix A=0.70,B=0.25,other=0.05");
}

Day plan_start(const std::string& text) {
  const std::optional<Period> period = text.size() == 7 ? read_window(text, 0) : std::nullopt;
  if (!period || text[4] != '-' || text[5] > '1') throw Error("--start", "'" + text + "' is not a month", "write 2026-07, for instance");
  if (const int year = civil_from_day(period->from).year; year < 1900 || year > 2200) throw Error("--start", "'" + text + "' is outside 1900 to 2200", "write 2026-07, for instance");
  return period->from;
}

}  // namespace handoff
