// From the contract's words to rules that can be counted, or to the reason why this export cannot prove them.
#include <algorithm>
#include <charconv>

#include "handoff/measures/commitment.hpp"
#include "text/text_fold.hpp"

namespace handoff {

namespace {

std::optional<Grain> grain_of(std::string_view name) {
  constexpr std::string_view names[] = {"day", "week", "month", "quarter", "year"};
  for (std::size_t i = 0; i < std::size(names); ++i)
    if (equal_folded(name, names[i])) return static_cast<Grain>(i);
  return std::nullopt;
}

/// How often clocks are judged: as often as the data is looked at, weekly where the contract does not say.
Grain data_grain(const Contract& contract) {
  const auto found = contract.cadence.find("data");
  return found == contract.cadence.end() ? Grain::week : grain_of(found->second).value_or(Grain::week);
}

int find_clock(const Contract& contract, std::string_view name) {
  for (std::size_t i = 0; i < contract.clocks.size(); ++i)
    if (equal_folded(contract.clocks[i].name, name)) return static_cast<int>(i);
  return -1;
}

/// The window of effort, but for a `within` of the commitment's own.
void set_touched(const Contract& contract, CommitmentRule& rule) {
  rule.stage = touched_stage(contract);
  const std::string& number = rule.metric.arguments[0];
  std::from_chars(number.data(), number.data() + number.size(), rule.touches);   // the contract holds a number from 1 to 1000
  if (contract.touch) rule.window = *contract.touch;
  if (rule.within) rule.window.within = Duration{Unit::elapsed, *rule.within};
  else if (rule.window.within) rule.within = rule.window.within->amount;
  rule.ends = !rule.window.before.empty();
}

void set_subject(const Contract& contract, CommitmentRule& rule) {
  const std::vector<std::string>& names = rule.metric.arguments;
  const std::string& function = rule.metric.function;
  if (names.empty()) return;
  if (function == "touched_share") return set_touched(contract, rule);
  if (function == "compliance" || function == "late_share" || (rule.sense == Sense::time_down && function != "days")) {
    rule.clock = find_clock(contract, names[0]);
    if (rule.clock >= 0) {
      const Clock& clock = contract.clocks[static_cast<std::size_t>(rule.clock)];
      rule.stage = clock.on;
      const Stage& stage = contract.stages[static_cast<std::size_t>(clock.on)];
      rule.beside_standing = rule.sense != Sense::time_down && !clock.where_stands && stage.when != nullptr;
    }
    if (names.size() > 1) rule.by = find_field(contract, names[1]);
    return;
  }
  rule.stage = find_stage(contract, function == "sum" ? names.back() : names[0]);
  if ((function == "rate" || function == "share_within" || function == "days") && names.size() > 1) rule.to = find_stage(contract, names[1]);
  if (function == "rate" && !rule.within && rule.stage >= 0 && rule.to > rule.stage) rule.within = maturity_between(contract, rule.stage, rule.to);
  if (function == "share_within" && names.size() > 2)
    if (const std::optional<Duration> length = read_duration(names[2])) rule.within = length->amount;
  if (function == "share" && names.size() > 1)
    if (const NamedPredicate* definition = find_definition(contract, names[1])) rule.definition = definition->when;
}

void set_mix(const Contract& contract, const Commitment& commitment, CommitmentRule& rule) {
  rule.mix.assign(commitment.mix.begin(), commitment.mix.end());
  const auto of_segment = [&](const auto& part) {
    return contract.segments && std::any_of(contract.segments->buckets.begin(), contract.segments->buckets.end(), [&](const Bucket& bucket) { return equal_folded(bucket.name, part.first); });
  };
  rule.mix_by_source = commitment.mix_by.empty() ? std::none_of(rule.mix.begin(), rule.mix.end(), of_segment) : commitment.mix_by == "source";
  // what stands under other is the rest, and comes last
  std::stable_partition(rule.mix.begin(), rule.mix.end(), [](const auto& part) { return !equal_folded(part.first, "other"); });
}

std::string why_not(const Contract& contract, const CommitmentSettings& settings, const CommitmentRule& rule) {
  const auto absent = [&](FieldId field) { return field < settings.absent.size() && settings.absent[field]; };
  const std::string& function = rule.metric.function;
  if (rule.sense == Sense::unknown) return "no export can show it";
  if (rule.stage < 0) return "the contract has no such stage or clock";
  if ((function == "rate" || function == "share_within" || function == "days") && rule.to <= rule.stage) return "the second stage does not come after the first";
  if (rule.clock >= 0) {
    const Clock& clock = contract.clocks[static_cast<std::size_t>(rule.clock)];
    if (absent(clock.start) || absent(clock.stop)) return "the export lacks the columns of the clock";
    if (rule.by != no_field && absent(rule.by)) return "the export has no column for " + contract.fields[rule.by].name;
  }
  for (const int index : {rule.stage, rule.to}) {   // what nobody can claim is not missed: the export cannot show it
    if (index < 0) continue;
    const Stage& stage = contract.stages[static_cast<std::size_t>(index)];
    const bool by_date = stage.at != no_field && !absent(stage.at), by_value = !stage.values.empty() && !absent(known_field("stage"));
    if (stage.claimable() && !by_date && !by_value) return "the export has no column that could claim " + stage.name;
  }
  if (function == "sum" && absent(known_field("amount"))) return "the export has no column for amount";
  if (function == "coverage" && absent(known_field("first_touch_at"))) return "the export has no column for first_touch_at";
  if (function == "touched_share" && !settings.touch_log && absent(known_field("first_touch_at")) && absent(known_field("touches")))
    return "it needs a touch log, or columns for first_touch_at and touches";
  if (function == "share" && !rule.definition) return "the contract does not define it";
  if (function == "completeness" && contract.enrichment.empty()) return "the contract requires no enrichment fields";
  if (function == "disposition" || function == "feedback") {
    if (!contract.disposition || contract.disposition->states.empty()) return "the contract names no dispositions";
    if (absent(known_field("disposition"))) return "the export has no column for disposition";
  }
  if (function == "feedback" && !contract.disposition->limit) return "the contract sets no limit for dispositions";
  if (function == "feedback" && absent(known_field("disposition_at"))) return "the export has no column for disposition_at";
  if (function == "effort" && !settings.touch_log) return "it needs a touch log";
  if (function == "status_update_lag") {
    if (!contract.touch || !contract.touch->status_within) return "the contract does not say how soon (status_within of [touch])";
    if (!settings.touch_log) return "it needs a touch log";
    if (!settings.status_updates) return "it needs a stage history, or a touch log with status_updated_at";
  }
  return "";
}

}  // namespace

std::vector<CommitmentRule> commitment_rules(const Contract& contract, const CommitmentSettings& settings) {
  std::vector<CommitmentRule> rules;
  for (const Commitment& commitment : contract.commitments) {
    CommitmentRule rule;
    rule.name = commitment.name;
    rule.owner = commitment.owner;
    rule.consequence = commitment.consequence;
    rule.metric = read_metric(commitment.metric).value_or(Metric{});
    rule.sense = metric_sense(rule.metric.function);
    rule.per = grain_of(commitment.per).value_or(data_grain(contract));
    rule.target = commitment.target;
    rule.floor = commitment.floor;
    rule.where = commitment.where;
    rule.currency = commitment.currency;
    rule.of_entries = commitment.of_entries;
    rule.unknown_missed = commitment.unknown_missed;
    rule.mix_within = commitment.mix_within;
    rule.blank_is_zero = commitment.blank_is_zero;
    rule.within = commitment.within;
    set_subject(contract, rule);
    set_mix(contract, commitment, rule);
    rule.not_measured = why_not(contract, settings, rule);
    rules.push_back(std::move(rule));
  }
  for (const Clock& clock : contract.clocks) {
    if (!clock.target) continue;
    CommitmentRule rule;
    rule.name = clock.name;
    rule.owner = clock.owner;
    rule.metric = {"compliance", {clock.name}};
    rule.sense = Sense::share_up;
    rule.per = data_grain(contract);
    rule.target = clock.target;
    set_subject(contract, rule);
    rule.not_measured = why_not(contract, settings, rule);
    rules.push_back(std::move(rule));
  }
  return rules;
}

std::vector<FieldId> asked_fields(const Contract& contract, const CommitmentRule& rule) {
  std::vector<FieldId> fields;
  if (rule.clock >= 0) {
    const Clock& clock = contract.clocks[static_cast<std::size_t>(rule.clock)];
    fields = {clock.start, clock.stop};
    for (const ExprPtr& asked : {clock.where, clock.exempt})
      if (asked) collect_fields(*asked, fields);
  }
  const std::string& function = rule.metric.function;
  if (function == "sum") fields.push_back(known_field("amount"));
  if (function == "coverage" || function == "touched_share") fields.push_back(known_field("first_touch_at"));
  if (function == "touched_share") fields.push_back(known_field("touches"));
  if (function == "completeness") fields.insert(fields.end(), contract.enrichment.begin(), contract.enrichment.end());
  if (function == "disposition" || function == "feedback") fields.push_back(known_field("disposition"));
  if (function == "feedback") fields.push_back(known_field("disposition_at"));
  return fields;
}

std::vector<CommitmentSeries> commitment_series(const Contract& contract, const std::vector<CommitmentRule>& rules) {
  std::vector<CommitmentSeries> series;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    std::vector<Grain> grains = {rules[i].per, Grain::week};
    for (const Escalation& escalation : contract.escalations)
      if (equal_folded(escalation.commitment, rules[i].name)) grains.push_back(escalation.grain);
    for (std::size_t g = 0; g < grains.size(); ++g)
      if (std::find(grains.begin(), grains.begin() + static_cast<std::ptrdiff_t>(g), grains[g]) == grains.begin() + static_cast<std::ptrdiff_t>(g)) series.push_back({i, grains[g]});
  }
  return series;
}

void collect_commitment_fields(const Contract& contract, const CommitmentSettings& settings, std::vector<FieldId>& out) {
  if (settings.counting == Counting::defined) collect_definition_fields(contract, out);
  for (const CommitmentRule& rule : commitment_rules(contract, settings)) {
    if (rule.stage >= 0) collect_fact_fields(contract, rule.stage, out);
    if (rule.where) collect_fields(*rule.where, out);
    if (rule.definition) collect_fields(*rule.definition, out);
    if (rule.by != no_field) out.push_back(rule.by);
    if (rule.in_money()) out.insert(out.end(), {known_field("amount"), known_field("currency")});
    if (rule.metric.function == "coverage") out.push_back(known_field("first_touch_at"));
    if (rule.metric.function == "touched_share") out.insert(out.end(), {touch_field(), known_field("last_touch_at"), known_field("touches")});
    if (rule.metric.function == "feedback") out.push_back(known_field("disposition_at"));
    const std::shared_ptr<const BucketList>& buckets = rule.mix_by_source ? contract.sources : contract.segments;
    if (rule.mix.empty()) continue;
    if (!buckets) out.push_back(known_field(rule.mix_by_source ? "source" : "segment"));
    else
      for (const Bucket& bucket : buckets->buckets) collect_fields(*bucket.when, out);
  }
}

}  // namespace handoff
