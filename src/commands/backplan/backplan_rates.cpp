// The plan's rates as an export shows them, and the notes on what they rest on.
#include "backplan/backplan_rates.hpp"

#include <algorithm>
#include <cmath>

#include "backplan/backplan_options.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "reading/lead_scan.hpp"
#include "report_parts.hpp"
#include "waterfall/waterfall_report.hpp"

namespace handoff {

namespace {

int stage_index(const Contract& contract, const std::string& name) {
  const int index = find_stage(contract, name);
  return index < 0 && same_name(name, "won") ? static_cast<int>(contract.stages.size()) - 1 : index;
}

/// The conversions that an export is asked for: the plan's own chain, else every stage of the contract; not those that were typed.
std::vector<PlanRate> rates_to_measure(const Contract& contract, std::vector<PlanRate>& rates) {
  const bool own = std::any_of(rates.begin(), rates.end(), [](const PlanRate& rate) { return rate.basis == RateBasis::contract; });
  std::vector<PlanRate> wanted;
  for (const PlanRate& rate : rates) {
    const int from = stage_index(contract, rate.from), to = stage_index(contract, rate.to);
    if (rate.basis != RateBasis::option && from >= 0 && from < to) wanted.push_back(rate);
  }
  if (own) return wanted;
  for (std::size_t i = 0; i + 1 < contract.stages.size(); ++i) {
    const std::string &from = contract.stages[i].name, &to = contract.stages[i + 1].name;
    const auto here = [&](const PlanRate& rate) { return stage_index(contract, rate.to) == static_cast<int>(i) + 1; };
    if (std::none_of(rates.begin(), rates.end(), here)) wanted.push_back({from, to, {}, RateBasis::measured, {}, {}, {}});
  }
  return wanted;
}

MeasuredRates scan_pairs(const Contract& contract, const Settings& settings, const std::vector<StagePair>& pairs, std::vector<std::string>& notes, Streams& io) {
  MeasuredRates measured;
  measured.pairs = pairs;
  ScanNeeds needs;
  collect_backplan_fields(contract, pairs, needs.needed);
  std::vector<int> stages;
  for (const StagePair& pair : pairs) {
    stages.insert(stages.end(), {pair.from, pair.to});
    for (const int stage : {pair.from, pair.to})
      if (const ExprPtr& when = contract.stages[static_cast<std::size_t>(stage)].when) needs.email_duplicates = needs.email_duplicates || asks_duplicate(*when);
  }
  OpenScan scan(contract, settings, std::move(needs), io);
  require_claims(contract, scan.absent(), stages);
  const auto [tally] = scan.run<BackplanTally>(contract, BackplanSettings{pairs, settings.window, settings.as_of});
  for (std::size_t i = 0; i < pairs.size(); ++i) measured.rates.push_back(measured_rate(tally->counts[i], signed_horizon(contract, pairs[i].from, pairs[i].to)));
  measured.accounts = scan.coverage.accounts;
  notes = scan.coverage.notes;
  return measured;
}

void note_measured(const PlanRate& rate, const MeasuredRate& measured, Counting counting, std::vector<std::string>& notes) {
  const Rate& found = measured.by(counting);
  const std::string name = rate.from + " to " + rate.to;
  std::string text = name + ": " + count_text(found.count) + " of " + count_text(found.of) + " that entered " + rate.from;
  if (measured.maturity_seconds) text += " at least " + days_text(*measured.maturity_seconds) + " days ago";
  if (measured.young) text += "; " + count_text(measured.young) + " younger ones are not judged";
  if (found.unknown) text += "; of " + count_text(found.unknown) + " the export cannot decide it";
  notes.push_back(text);
  if (found.of < 30) notes.push_back(name + ": fewer than 30 leads; plan with the interval, not with the rate");
  else if (!found.rate) notes.push_back(fmt::format("{}: more than one in twenty are unknown; plan with the interval, not with the rate", name));
  if (rate.replaced && (to_double(*rate.replaced) < *found.low || to_double(*rate.replaced) > *found.high))
    notes.push_back("the contract plans with " + percent_text(to_double(*rate.replaced)) + " from " + name + "; the export shows " + rate_text(found));
}

/// A rate of 100 % that the choice of the rows made is nothing to plan by. Throws Error, but where `allowed` says to go on.
void tell_filter(const PlanRate& rate, std::uint64_t leads, bool allowed, std::vector<std::string>& notes) {
  std::string text = filtered_text(leads, rate.from, rate.to, rate.to);
  if (allowed) return notes.push_back(std::move(text));
  throw Error("--from", text,
              fmt::format("give an export with the leads that never got there too, or the rate yourself: --rate '{}:{}=0.25'; "
                          "say --allow-unproven where it is true of all leads",
                          rate.from, rate.to));
}

/// Puts what was measured in place of the contract's rates.
void use_measured(const Contract& contract, const Settings& settings, const MeasuredRates& measured, std::vector<PlanRate> wanted, std::vector<PlanRate>& rates, std::vector<std::string>& notes) {
  for (PlanRate& rate : wanted) {
    const MeasuredRate* found = find_measured(contract, measured, rate.from, rate.to);
    const std::string name = rate.from + " to " + rate.to;
    if (!found || found->by(settings.counting).count == 0)
      throw Error("--from", !found || found->by(settings.counting).of == 0 ? "the export has no leads old enough to show a rate from " + name : "none of " + count_text(found->by(settings.counting).of) + " leads got from " + name + ", and a rate of 0 leads nowhere",
                  "give it yourself: --rate '" + rate.from + ":" + rate.to + "=0.25', or widen --window");
    if (looks_filtered(found->all_came)) tell_filter(rate, found->all_came, settings.allow_unproven, notes);
    if (rate.basis == RateBasis::contract) rate.replaced = rate.rate;
    rate.basis = RateBasis::measured;
    rate.rate = {static_cast<std::uint64_t>(found->by(settings.counting).count), static_cast<std::uint64_t>(found->by(settings.counting).of)};
    rate.measured = found->by(settings.counting);
    note_measured(rate, *found, settings.counting, notes);
    std::erase_if(rates, [&](const PlanRate& one) { return same_name(one.from, rate.from) && same_name(one.to, rate.to); });
    rates.push_back(std::move(rate));
  }
}

}  // namespace

const MeasuredRate* find_measured(const Contract& contract, const MeasuredRates& measured, const std::string& from, const std::string& to) {
  for (std::size_t i = 0; i < measured.pairs.size(); ++i)
    if (measured.pairs[i].from == stage_index(contract, from) && measured.pairs[i].to == stage_index(contract, to)) return &measured.rates[i];
  return nullptr;
}

MeasuredRates measure_rates(const Contract& contract, const Settings& settings, std::vector<PlanRate>& rates, std::vector<std::string>& notes, Streams& io) {
  const std::vector<PlanRate> wanted = rates_to_measure(contract, rates);
  std::vector<StagePair> pairs;
  for (const PlanRate& rate : wanted) pairs.push_back({stage_index(contract, rate.from), stage_index(contract, rate.to)});
  for (const PlanRate& rate : rates) {  // what was typed is not measured, but its lag and its audited rate may be
    const int from = stage_index(contract, rate.from), to = stage_index(contract, rate.to);
    if (rate.basis == RateBasis::option && from >= 0 && from < to) pairs.push_back({from, to});
  }
  MeasuredRates measured = scan_pairs(contract, settings, pairs, notes, io);
  use_measured(contract, settings, measured, wanted, rates, notes);
  return measured;
}

void use_measured_lags(const Contract& contract, const MeasuredRates& measured, std::vector<PlanRate>& chain) {
  for (PlanRate& rate : chain) {
    const MeasuredRate* found = find_measured(contract, measured, rate.from, rate.to);
    if (found && found->median_seconds && !rate.lag_typed) rate.lag = std::llround(*found->median_seconds);
  }
}

}  // namespace handoff
