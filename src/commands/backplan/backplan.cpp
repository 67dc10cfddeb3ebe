// `handoff backplan`: from the revenue that is wanted back to the leads a month that it takes.
#include <algorithm>
#include <cmath>

#include "backplan/backplan_rates.hpp"
#include "backplan/backplan_report.hpp"
#include "backplan/backplan_options.hpp"
#include "frame/command.hpp"
#include "frame/declare.hpp"
#include "handoff/contract/signature.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "handoff/text/suggest.hpp"
#include "frame/named_contract.hpp"
#include "report_parts.hpp"
#include "files/report_file.hpp"
#include "frame/settings.hpp"

namespace handoff {

namespace {

std::string stage_to_split(const std::vector<PlanRate>& chain, const BackplanOptions& typed) {
  std::vector<std::string> names = {chain.front().to};
  for (const PlanRate& rate : chain) names.push_back(rate.from);
  const std::string wanted = typed.stage.value_or("MQL");
  for (const std::string& name : names)
    if (same_name(name, wanted)) return name;
  if (!typed.stage) return names.back();
  const std::string near = closest(wanted, names);
  throw Error("--stage", "'" + wanted + "' is not a step of the plan", near.empty() ? "use " + names.back() + ", for instance" : "did you mean '" + near + "'?");
}

PlanForward forward_of(const std::vector<PlanRate>& chain, const std::string& stage, const Exact& volume, bool asked) {
  PlanForward forward{stage, volume, asked, plan_forward(chain, stage, volume)};
  if (forward.steps.empty()) throw Error("--volume", "'" + stage + "' is not a step of the plan", "use " + chain.back().from + ", for instance");
  forward.stage = forward.steps.front().first;
  return forward;
}

std::optional<PlanForward> wanted_forward(const PlanAnswer& answer, const BackplanOptions& typed) {
  if (typed.forward && !typed.volumes.empty()) throw Error("--forward", "--volume is given too", "leave one of them out");
  if (typed.volumes.size() > 1) throw Error("--volume", "it is given twice", "leave one out");
  if (typed.forward) return forward_of(answer.chain, answer.chain.back().from, plan_number("--forward", *typed.forward, true), true);
  if (!typed.volumes.empty()) {
    const std::string& text = typed.volumes.front();
    const std::size_t equals = text.rfind('=');
    if (equals == std::string::npos) throw Error("--volume", "'" + text + "' is not STAGE=N", "write --volume MQL=1333, for instance");
    return forward_of(answer.chain, text.substr(0, equals), plan_number("--volume", text.substr(equals + 1), true), true);
  }
  const PlanStep& first = answer.steps.back();
  return forward_of(answer.chain, first.stage, {static_cast<std::uint64_t>(first.total.planned), 1}, false);
}

const PlanStep& step_of(const PlanAnswer& answer, const std::string& stage) {
  const auto found = std::find_if(answer.steps.begin(), answer.steps.end(), [&](const PlanStep& step) { return same_name(step.stage, stage); });
  return found == answer.steps.end() ? answer.steps.back() : *found;
}

void add_months(const BackplanOptions& typed, PlanAnswer& answer, Report& report) {
  const Day start = plan_start(*typed.start);
  if (!answer.target->months) throw Error("--months", "a layout by month needs to know how many there are", "give --months 12, for instance");
  for (const PlanRate& rate : answer.chain)
    if (!rate.lag)
      throw Error("--lag", "how long it takes from " + rate.from + " to " + rate.to + " is not known",
                  "give --lag '" + rate.from + ":" + rate.to + "=14d', write it under [plan] lags, or measure it with --from");
  Seconds whole = 0;
  for (const PlanRate& rate : answer.chain) whole += std::min(*rate.lag, 40'000 * seconds_a_day);
  if (whole > 36'525 * seconds_a_day) throw Error("--lag", "from " + answer.chain.back().from + " to " + answer.chain.front().to + " it takes more than 100 years", "check the lags, or the dates of the export");
  answer.months = plan_months(answer.steps, answer.chain, start, *answer.target->months);
  double early = 0;
  for (const PlanMonth& month : answer.months) early += month.before_start ? month.stages.back().exact : 0;
  std::string lags;
  for (auto rate = answer.chain.rbegin(); rate != answer.chain.rend(); ++rate) lags += (lags.empty() ? "" : ", ") + rate->from + " to " + rate->to + " " + span_text(*rate->lag);
  report.notes.push_back("deals are spread evenly over the months, and each stage is needed so much earlier: " + lags);
  if (early > 0)
    report.notes.push_back("of the " + exact_text(answer.steps.back().total.exact) + " at " + answer.steps.back().stage + ", " + exact_text(*exact_of(std::round(early * 100) / 100)) + " must come before " + *typed.start);
}

void add_capacity(const Contract& contract, const BackplanOptions& typed, PlanAnswer& answer) {
  const Plan plan = contract.plan.value_or(Plan{});
  const auto number = [](const char* option, const std::optional<std::string>& text, const std::optional<double>& written) {
    return text ? std::optional<Exact>(plan_number(option, *text)) : written ? exact_of(*written) : std::nullopt;
  };
  const std::optional<Exact> touches = number("--touches-per-lead", typed.touches_per_lead, plan.touches_per_lead);
  const std::optional<Exact> minutes = number("--minutes-per-touch", typed.minutes_per_touch, plan.minutes_per_touch);
  const std::optional<Exact> hours = number("--hours-per-month", typed.hours_per_month, plan.hours_per_month);
  if (touches) answer.capacity = plan_capacity(step_of(answer, answer.stage), *touches, minutes, hours);
  else if (typed.minutes_per_touch || typed.hours_per_month)
    throw Error("--touches-per-lead", "how many touches a lead takes is not known", "give --touches-per-lead 6, or write touches_per_lead = 6 under [plan]");
}

void add_gap(const Contract& contract, const BackplanOptions& typed, const MeasuredRates* measured, PlanAnswer& answer, Report& report) {
  std::vector<AuditedRate> audited;
  for (const AuditedOption& asked : audited_options(typed)) {
    const auto rate = std::find_if(answer.chain.begin(), answer.chain.end(), [&](const PlanRate& one) { return same_name(one.from, asked.from) && same_name(one.to, asked.to); });
    if (rate == answer.chain.end()) throw Error("--audited", asked.from + " to " + asked.to + " is not a step of the plan", "use " + answer.chain.back().from + ":" + answer.chain.back().to + "=0.24, for instance");
    AuditedRate one{rate->from, rate->to, rate->rate, {}, {}};
    if (asked.rate) one.audited = *asked.rate;
    else if (asked.lower_by) one.audited = rate->rate * above({1, 1}, *asked.lower_by);
    else {
      const auto undefined = [&](const std::string& name) {
        const int stage = find_stage(contract, name);
        return stage < 0 || !contract.stages[static_cast<std::size_t>(stage)].when;
      };
      if (measured && undefined(rate->from) && undefined(rate->to))
        throw Error("--audited", "the contract defines neither " + rate->from + " nor " + rate->to + ", so there is nothing to audit the claims by", "write when = \"...\" into the stage, or give the rate: --audited " + rate->from + ":" + rate->to + "=0.24");
      const MeasuredRate* found = measured ? find_measured(contract, *measured, rate->from, rate->to) : nullptr;
      if (!found || found->defined.count == 0)
        throw Error("--audited", "there is no audited rate from " + rate->from + " to " + rate->to, "give one, --audited MQL:SQL=0.24, or an export that shows it, --from leads.csv");
      one.audited = {static_cast<std::uint64_t>(found->defined.count), static_cast<std::uint64_t>(found->defined.of)};
      one.measured = found->defined;
      if (found->defined.unknown) report.notes.push_back(leads_text(found->defined.unknown) + " of " + rate->from + " whose definition the export cannot decide are in no audited rate");
    }
    audited.push_back(std::move(one));
  }
  if (!audited.empty()) answer.gap = plan_gap(*answer.target, answer.chain, audited);
}

/// What has been committed to, against what the plan needs; only for periods of whole months.
void add_volumes(const Contract& contract, PlanAnswer& answer) {
  if (!answer.target->months) return;
  for (const Commitment& commitment : contract.commitments) {
    const std::string stage = counted_stage(commitment.metric);
    const std::uint64_t months = commitment.per == "month" ? 1 : commitment.per == "quarter" ? 3 : commitment.per == "year" ? 12 : 0;
    const std::optional<Exact> target = commitment.target ? exact_of(*commitment.target) : std::nullopt;
    if (stage.empty() || months == 0 || !target || commitment.where) continue;
    for (const PlanStep& step : answer.steps)
      if (same_name(step.stage, stage)) answer.volumes.push_back({commitment.name, step.stage, commitment.per, *target, step.per_month->exact * Exact{months, 1}});
  }
}

void check_options(const BackplanOptions& typed) {
  if (typed.common.inputs.empty())
    for (const auto& [option, given] : {std::pair{"--window", typed.common.window.has_value()}, {"--where", typed.common.where.has_value()}, {"--rejects", !typed.common.rejects.empty()}})
      if (given) throw Error(option, "it is about an export, and none is given", "add --from leads.csv, or leave it out");
  for (const std::string& by : typed.by)
    if (by != "segment" && by != "source") throw Error("--by", "a plan is split by segment or by source, not by '" + by + "'", "use --by segment or --by source");
  if (typed.mix && typed.by.size() != 1) throw Error("--mix", "it says the shares of one --by", "give --by segment or --by source");
  if (typed.by.size() > 2 || (typed.by.size() == 2 && typed.by[0] == typed.by[1])) throw Error("--by", "'" + typed.by.back() + "' is given twice", "leave one out");
}

/// Every number that is printed has its digits, or is refused: beyond 10^15 they would no longer be exact.
void check_sizes(const PlanAnswer& answer) {
  const auto check = [](const Exact& number, const std::string& what) {
    if (compare(number, {1'000'000'000'000'000, 1}) > 0) throw Error("", what + " is more than 10^15", "check the revenue, the deal size, the rates and the hours");
  };
  const auto check_deals = [&](const Exact& deals, const std::string& whose) {
    check(deals, "the number of deals " + whose);
    if (answer.target && answer.target->deal_size) check(deals * *answer.target->deal_size, "the revenue " + whose);
  };
  if (answer.target) check_deals(answer.target->deals, "of the target");
  if (answer.forward) check_deals(answer.forward->steps.back().second, "of the volume");
  if (answer.capacity) {
    check(answer.capacity->touches, "the number of touches");
    if (answer.capacity->hours) check(*answer.capacity->hours, "the number of hours");
    if (answer.capacity->covered) check(*answer.capacity->covered, "the number of leads that the hours are enough for");
  }
  if (answer.gap) {
    check_deals(answer.gap->deals_instead, "at the audited rates");
    for (const PlanStep& step : answer.gap->steps) check(step.total.exact, "what the plan takes at " + step.stage + " at the audited rates");
  }
  for (const VolumeCheck& volume : answer.volumes) {
    check(volume.target, "the target of " + volume.commitment);
    check(volume.needed, "what " + volume.commitment + " needs");
  }
}

int run_backplan(const BackplanOptions& typed, Streams& io) {
  const Contract contract = named_contract(typed.common);
  check_options(typed);
  Options common = typed.common;
  if (common.inputs.empty()) common.inputs = {"-"};  // a plan needs no export; nothing is read from it
  Settings settings = settle(common, contract, io);
  settings.inputs = typed.common.inputs;
  const std::vector<AuditedOption> audits_asked = audited_options(typed);
  const bool audits = std::any_of(audits_asked.begin(), audits_asked.end(), [](const AuditedOption& asked) { return !asked.rate && !asked.lower_by; });
  if (audits && !typed.common.count) settings.counting = Counting::claimed;  // what is audited is the dashboard's own count
  check_outputs({{"--output", settings.output}, {"--rejects", settings.rejects}}, settings, contract.file);
  std::vector<PlanRate> rates = typed_rates(contract, typed);
  PlanAnswer answer;
  answer.target = plan_target(contract, typed);
  if (!answer.target && !typed.forward && typed.volumes.empty())
    throw Error("--revenue", "there is no target to plan back from", "give --revenue 5M --deal-size 50K, or --deals 100, or write them under [plan] into the contract");
  ReportFile out(settings, io);
  Report report = report_head("backplan", "Back-plan", contract, settings);
  std::optional<MeasuredRates> measured;
  if (!settings.inputs.empty()) {
    measured = measure_rates(contract, settings, rates, report.notes, io);
    report.input = measured->accounts;
  } else if (const Status status = contract_status(contract, settings.as_of); status != Status::signed_) {
    std::string name(status_name(status));
    for (char& letter : name) letter = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    report.notes.push_back("the contract is " + name);
    if (contract.rules < 2) report.notes.push_back(rules_note());
  }
  for (const PlanRate& rate : rates)  // a lag for what has no rate
    if (rate.rate.over.zero()) throw Error("--lag", rate.from + " to " + rate.to + " is not a step of the plan", "give it a rate too, or leave it out");
  std::vector<PlanRate> unused;
  answer.chain = plan_chain(contract, std::move(rates), unused);
  for (const PlanRate& rate : unused) {
    if (rate.basis == RateBasis::option) throw Error("--rate", rate.from + " to " + rate.to + " is not on the way to won", "give the rates from there on too, or leave it out");
    report.notes.push_back("the rate from " + rate.from + " to " + rate.to + " is on no way to won, and not used");
  }
  if (answer.chain.empty()) throw Error("--rate", "no rate leads to won", "give --rate SQL:won=0.25 --rate MQL:SQL=0.30, write them under [plan] rates, or measure them with --from leads.csv");
  if (measured) use_measured_lags(contract, *measured, answer.chain);
  answer.stage = stage_to_split(answer.chain, typed);
  if (answer.target) answer.steps = backplan(*answer.target, answer.chain);
  for (const PlanStep& step : answer.steps)
    if (compare(step.total.exact, {1'000'000'000'000, 1}) > 0)
      throw Error("", "the plan takes more than 10^12 at " + step.stage, "check the revenue, the deal size and the rates");
  answer.forward = wanted_forward(answer, typed);
  if (answer.target) {
    for (const std::string& by : typed.by) answer.splits.emplace_back(by, plan_split(step_of(answer, answer.stage), plan_shares(contract, typed, by, answer.stage)));
    if (typed.start) add_months(typed, answer, report);
    add_capacity(contract, typed, answer);
    add_gap(contract, typed, measured ? &*measured : nullptr, answer, report);
    add_volumes(contract, answer);
  }
  check_sizes(answer);
  add_plan(answer, report);
  out.write(report);
  out.commit();
  return 0;
}

void declare_backplan(CLI::App& app, BackplanOptions& options) {
  declare_options(app, options.common);
  remove_option(app, "leads");  // a plan is made without an export, unless --from names one
  remove_option(app, "--by");
  add_option(app, "--from", options.common.inputs, "Measure the rates from this export, or several files of one; - reads standard input", "FILE");
  declare_count_option(app, options.common);
  add_option(app, "--revenue", options.revenue, "What the deals must bring: 5000000, 5_000_000 or 5M", "N");
  add_option(app, "--deal-size", options.deal_size, "What a deal brings", "N");
  add_option(app, "--deals", options.deals, "So many deals, instead of revenue and deal size", "N");
  add_option(app, "--months", options.months, "In so many months", "N");
  const auto list = [&](const char* name, std::vector<std::string>& to, const char* help, const char* type) {
    add_repeated(app, name, to, help, type);
  };
  list("--rate", options.rates, "A conversion rate, in place of the contract's: SQL:won=0.25 or SQL:won=25%; may be given again", "FROM:TO=R");
  list("--lag", options.lags, "How long a conversion takes: MQL:SQL=14d; may be given again", "FROM:TO=D");
  list("--audited", options.audited, "The rate an audit found: MQL:SQL=0.24, MQL:SQL=-20% (lower by a fifth), or MQL:SQL with --from", "FROM:TO[=R]");
  add_option(app, "--forward", options.forward, "What so many leads at the first step come to", "N");
  list("--volume", options.volumes, "The same, from a stage of the plan: MQL=1333", "STAGE=N");
  add_option(app, "--stage", options.stage, "Whose number is split and worked (default MQL, else the first step)", "NAME");
  list("--by", options.by, "Split it by segment or by source; may be given twice", "segment|source");
  add_option(app, "--mix", options.mix, "The shares of --by: A=0.70,B=0.25,other=0.05", "NAME=SHARE,...");
  add_option(app, "--start", options.start, "Lay the plan out by month, the first being this one: 2026-07", "MONTH");
  add_option(app, "--touches-per-lead", options.touches_per_lead, "Touches that a lead takes", "N");
  add_option(app, "--minutes-per-touch", options.minutes_per_touch, "Minutes that a touch takes", "N");
  add_option(app, "--hours-per-month", options.hours_per_month, "Hours a month that there are for touches", "N");
}

}  // namespace

Command backplan_command() {
  return {"backplan", "what revenue needs: deals, and back through the rates to leads a month", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<BackplanOptions>();
            declare_backplan(app, *options);
            return [options](Streams& io) { return run_backplan(*options, io); };
          }};
}

}  // namespace handoff
