// [[commitment]], [[escalation]], [plan]: what each side owes, what follows when it is missed, and what the revenue needs.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "handoff/suggest.hpp"
#include "sections.hpp"

namespace handoff {
namespace {

constexpr std::size_t most_entries = 1000;

std::vector<std::string> stage_names(const Contract& contract) {
  std::vector<std::string> names;
  for (const Stage& stage : contract.stages) names.push_back(stage.name);
  return names;
}

std::vector<std::string> clock_names(const Contract& contract) {
  std::vector<std::string> names;
  for (const Clock& clock : contract.clocks) names.push_back(clock.name);
  return names;
}

bool is_one_of(const std::vector<std::string>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& other) { return same_name(other, name); });
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// A metric taken apart: `rate(MQL, SAL)`; a bare word has no arguments.
struct Metric {
  std::string function;
  std::vector<std::string> arguments;
};

std::optional<Metric> read_metric(std::string_view text) {
  Metric metric;
  text = trim(text);
  const std::size_t open = text.find('(');
  metric.function = lower(trim(text.substr(0, open)));
  if (!is_identifier(metric.function)) return std::nullopt;
  if (open == std::string_view::npos) return metric;
  if (text.back() != ')') return std::nullopt;
  std::string_view inside = text.substr(open + 1, text.size() - open - 2);
  while (true) {
    const bool quoted = trim(inside).starts_with('"');
    const std::size_t from = quoted ? inside.find('"', inside.find('"') + 1) : 0;  // a comma inside quotes does not divide
    const std::size_t comma = from == std::string_view::npos ? from : inside.find(',', from);
    std::string_view argument = trim(inside.substr(0, comma));
    if (quoted && argument.size() >= 2 && argument.back() == '"') argument = argument.substr(1, argument.size() - 2);
    if (argument.empty()) return std::nullopt;
    metric.arguments.emplace_back(argument);
    if (comma == std::string_view::npos) return metric;
    inside.remove_prefix(comma + 1);
  }
}

constexpr std::string_view metric_example = "metric = \"rate(MQL, SAL)\"";

void check_arguments(const Section& section, const Metric& metric, std::size_t count, const std::vector<std::string>& names,
                     const char* what) {
  if (metric.arguments.size() != count) {
    section.refuse("metric", "`" + metric.function + "` takes " + std::to_string(count) + (count == 1 ? " name" : " names"),
                   std::string("write for instance: ") + (count == 1 ? "metric = \"count(MQL)\"" : std::string(metric_example)));
  }
  for (const std::string& argument : metric.arguments) {
    if (!is_one_of(names, argument)) {
      section.refuse("metric", "there is no " + std::string(what) + " `" + argument + "`",
                     did_you_mean(argument, names, "known here: " + listed(names)));
    }
  }
}

/// Checks the names inside the metrics we know. Others are kept as they are: what no export can prove is reported as not measured.
std::string check_metric(const Section& section, const Contract& contract, const std::string& text) {
  const std::optional<Metric> metric = read_metric(text);
  if (!metric) section.refuse("metric", "\"" + text + "\" is no metric", "write for instance: " + std::string(metric_example));
  const std::string& function = metric->function;
  if (function == "count" || function == "coverage")
    check_arguments(section, *metric, 1, stage_names(contract), "stage");
  else if (function == "rate")
    check_arguments(section, *metric, 2, stage_names(contract), "stage");
  else if (function == "compliance")
    check_arguments(section, *metric, 1, clock_names(contract), "clock");
  else if (const std::string near = closest(function, {"count", "rate", "compliance", "coverage"}); !near.empty()) {
    section.refuse("metric", "there is no metric `" + function + "`", "did you mean `" + near + "`?");
  }
  std::string meaning = function + "(";
  for (const std::string& argument : metric->arguments) meaning += std::to_string(argument.size()) + ":" + lower(argument) + ",";
  section.doc().meaning[section.find("metric")] = meaning + ")";
  return function;
}

std::map<std::string, double> read_mix(const Section& section, const Contract& contract) {
  std::map<std::string, double> mix;
  const std::string example = "mix = { A = 0.70, B = 0.25, other = 0.05 }";
  const auto table = section.table_if("mix", "`mix`", example);
  if (!table) return mix;
  double sum = 0;
  for (const Entry& entry : table->entries()) sum += mix[entry.name] = share_of(*table, entry.name, *entry.node, example);
  if (std::fabs(sum - 1) > 1e-6)
    section.refuse("mix", "the shares of `mix` do not add up to 1", "what is not named may stand under other: " + example);
  // a mix may also be by source; where it is by segment, every name in it must be one
  std::vector<std::string> segments;
  if (contract.segments) {
    for (const Bucket& bucket : contract.segments->buckets) segments.push_back(bucket.name);
  }
  const bool by_segment = std::any_of(mix.begin(), mix.end(), [&](const auto& part) { return is_one_of(segments, part.first); });
  if (by_segment) segments.insert(segments.end(), {"other", "unmapped"});
  for (const Entry& entry : table->entries()) {
    if (by_segment && !is_one_of(segments, entry.name)) {
      refuse(section.doc(), entry.at, "there is no segment `" + entry.name + "`",
             did_you_mean(entry.name, segments, "known here: " + listed(segments)));
    }
  }
  return mix;
}

Commitment read_commitment(const Section& section, const Contract& contract) {
  section.only({"name", "owner", "metric", "per", "target", "floor", "mix", "consequence"});
  Commitment commitment;
  commitment.source = section.source();
  commitment.name = section.text("name", "name = \"MQL to SAL\"");
  refuse_twice(section, contract.commitments, commitment.name);
  commitment.owner = section.text_if("owner", "owner = \"marketing\"").value_or("");
  commitment.metric = section.text("metric", metric_example);
  const std::string function = check_metric(section, contract, commitment.metric);
  const std::vector<std::string> grains = {"day", "week", "month", "quarter", "year"};
  if (const auto per = section.text_if("per", "per = \"month\"")) {
    commitment.per = lower(*per);
    if (!is_one_of(grains, *per))
      section.refuse("per", "\"" + *per + "\" is no period", did_you_mean(*per, grains, "a period is day, week, month, quarter or year"));
    section.doc().meaning[section.find("per")] = commitment.per;
  }
  const bool share = function == "rate" || function == "coverage" || function == "compliance";
  const std::string target = share ? "target = 0.65" : "target = 1200";
  commitment.target = share ? section.share_if("target", target) : section.number_if("target", target);
  commitment.floor = share ? section.share_if("floor", "floor = 0.60") : section.number_if("floor", "floor = 1000");
  const bool more_is_better = share || function == "count";
  if (function == "count" && commitment.target && *commitment.target < 0)
    section.refuse("target", "`target` of [[commitment]] must not be negative", "write for instance: " + target);
  if (more_is_better && commitment.target && commitment.floor && *commitment.floor > *commitment.target) {
    section.refuse("floor", "the floor of `" + commitment.name + "` is above its target",
                   "below the target it is missed, below the floor it may trigger: floor <= target");
  }
  commitment.mix = read_mix(section, contract);
  commitment.consequence = section.text_if("consequence", "consequence = \"...\"").value_or("");
  return commitment;
}

/// `2 months`, `1 week`; the canonical text.
std::string read_periods(const Section& section) {
  const std::string text = section.text("for", "for = \"2 months\"");
  int count = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
  std::string grain = lower(trim(std::string_view(end, static_cast<std::size_t>(text.data() + text.size() - end))));
  if (!grain.empty() && grain.back() == 's') grain.pop_back();
  const bool known = is_one_of({"day", "week", "month", "quarter", "year"}, grain);
  if (fault != std::errc() || count < 1 || count > 1000 || !known) {
    section.refuse("for", "\"" + text + "\" is no number of periods",
                   "write for instance: for = \"2 months\" (days, weeks, months, quarters, years)");
  }
  section.doc().meaning[section.find("for")] = std::to_string(count) + " " + grain;
  return std::to_string(count) + " " + grain + (count == 1 ? "" : "s");
}

void check_subject(const Section& section, const Contract& contract, Escalation& escalation) {
  std::vector<std::string> known = clock_names(contract);
  for (const Commitment& commitment : contract.commitments) known.push_back(commitment.name);
  if (!is_one_of(known, escalation.commitment)) {
    section.refuse("commitment", "there is no commitment or clock `" + escalation.commitment + "`",
                   did_you_mean(escalation.commitment, known, known.empty() ? "the contract has none" : "known here: " + listed(known)));
  }
  if (escalation.below != "target" && escalation.below != "floor") {
    section.refuse("below", "`below` of [[escalation]] is \"target\" or \"floor\"", "write: below = \"floor\"");
  }
  for (const Clock& clock : contract.clocks) {
    if (!same_name(clock.name, escalation.commitment)) continue;
    if (escalation.below == "floor") section.refuse("below", "the clock `" + clock.name + "` has no floor", "write: below = \"target\"");
    if (!clock.target) section.refuse("below", "the clock `" + clock.name + "` has no target", "add to it: target = 0.95");
  }
  for (const Commitment& commitment : contract.commitments) {
    if (!same_name(commitment.name, escalation.commitment)) continue;
    const bool has = escalation.below == "floor" ? commitment.floor.has_value() : commitment.target.has_value();
    if (!has)
      section.refuse("below", "the commitment `" + commitment.name + "` has no " + escalation.below,
                     "add to it: " + escalation.below + " = 0.60");
  }
}

/// A plan may have steps that the funnel does not follow: a name that is no stage (and not `won`, the end) must be both the end of
/// one rate and the beginning of another. A slip stands in one of them only.
std::map<std::string, double> read_rates(const Section& section, const Contract& contract, const std::string& example) {
  struct Step {
    std::string from, to;
    toml::source_position at;
  };
  std::vector<Step> steps;
  std::map<std::string, double> rates;
  std::set<std::string> sources, targets;
  for (const Entry& entry : section.entries()) {
    const std::size_t arrow = entry.name.find('>');
    if (arrow == std::string::npos) {
      refuse(section.doc(), entry.at, "`" + entry.name + "` of `rates` is not from one stage to another", "write for instance: " + example);
    }
    const std::string_view name = entry.name;
    steps.push_back({std::string(trim(name.substr(0, arrow))), std::string(trim(name.substr(arrow + 1))), entry.at});
    sources.insert(lower(steps.back().from));
    targets.insert(lower(steps.back().to));
    const double rate = share_of(section, entry.name, *entry.node, example);
    if (rate == 0) refuse(section.doc(), entry.node->source().begin, "a rate of 0 never gets there", "write for instance: " + example);
    rates[entry.name] = rate;
  }
  std::vector<std::string> names = stage_names(contract);
  names.push_back("won");
  for (const Step& step : steps) {
    for (const std::string& name : {step.from, step.to}) {
      const bool between = sources.count(lower(name)) > 0 && targets.count(lower(name)) > 0;
      if (between || is_one_of(names, name)) continue;
      refuse(section.doc(), step.at, "there is no stage `" + name + "`", did_you_mean(name, names, "the stages are " + listed(names)));
    }
  }
  return rates;
}

}  // namespace

void read_commitments(const Section& root, Contract& contract) {
  for (const Section& section : root.tables_if("commitment", "[[commitment]]", "[[commitment]]")) {
    if (contract.commitments.size() == most_entries) refuse(root.doc(), section.at(), "there are more than 1000 commitments");
    contract.commitments.push_back(read_commitment(section, contract));
  }
}

void read_escalations(const Section& root, Contract& contract) {
  for (const Section& section : root.tables_if("escalation", "[[escalation]]", "[[escalation]]")) {
    if (contract.escalations.size() == most_entries) refuse(root.doc(), section.at(), "there are more than 1000 escalations");
    section.only({"name", "commitment", "below", "for", "to", "action", "due"});
    Escalation escalation;
    escalation.source = section.source();
    escalation.name = section.text_if("name", "name = \"review\"").value_or("");
    escalation.commitment = section.text("commitment", "commitment = \"MQL to SAL\"");
    escalation.below = lower(section.text("below", "below = \"floor\""));
    check_subject(section, contract, escalation);
    escalation.for_text = read_periods(section);
    section.need("to", "to = [\"VP Marketing\", \"VP Sales\"]");
    escalation.to = section.texts_if("to", "to = [\"VP Marketing\", \"VP Sales\"]");
    escalation.action = section.text_if("action", "action = \"ICP and scoring review\"").value_or("");
    escalation.due = section.elapsed_if("due", "due = \"14d\"");
    contract.escalations.push_back(std::move(escalation));
  }
}

void read_plan(const Section& root, Contract& contract) {
  const auto section = root.table_if("plan", "[plan]", "[plan]");
  if (!section) return;
  section->only({"revenue", "deal_size", "rates", "months"});
  constexpr std::int64_t most = 1'000'000'000'000'000;  // exact in a double, and more than the world's product
  Plan plan;
  plan.revenue = section->whole_if("revenue", "revenue = 5_000_000", 1, most);
  plan.deal_size = section->whole_if("deal_size", "deal_size = 50_000", 1, most);
  if (const auto months = section->whole_if("months", "months = 12", 1, 1200)) plan.months = static_cast<int>(*months);
  const std::string example = "rates = { \"SQL>won\" = 0.25, \"MQL>SQL\" = 0.30 }";
  if (const auto rates = section->table_if("rates", "`rates`", example)) plan.rates = read_rates(*rates, contract, example);
  contract.plan = std::move(plan);
}

}  // namespace handoff
