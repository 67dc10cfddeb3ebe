// [plan], [attribution], [cadence]: what the revenue needs, who is credited with it, and how often all of it is looked at.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "handoff/measures/backplan.hpp"
#include "sections/sections.hpp"

namespace handoff {
namespace {

/// From one stage to another, as a key of `rates` and `lags` says it.
struct Step {
  std::string from, to;
  toml::source_position at;
};

Step read_step_name(const Section& section, const Entry& entry, const std::string& example) {
  const std::size_t arrow = entry.name.find('>');
  if (arrow == std::string::npos) {
    refuse(section.doc(), entry.at, "`" + entry.name + "` of " + section.title() + " is not from one stage to another",
           "write for instance: " + example);
  }
  const std::string_view name = entry.name;
  Step step{std::string(trim_blanks(name.substr(0, arrow))), std::string(trim_blanks(name.substr(arrow + 1))), entry.at};
  if (same_name(step.from, step.to))
    refuse(section.doc(), entry.at, "`" + entry.name + "` of " + section.title() + " leads from a stage to itself", "write for instance: " + example);
  return step;
}

/// A plan may have steps that the funnel does not follow: a name that is no stage (and not `won`, the end) must be both the end of
/// one step and the beginning of another. A slip stands in one of them only.
void check_steps(const Section& section, const Contract& contract, const std::vector<Step>& steps) {
  std::set<std::string> sources, targets;
  for (const Step& step : steps) {
    sources.insert(ascii_lower_text(step.from));
    targets.insert(ascii_lower_text(step.to));
  }
  std::vector<std::string> names;
  for (const Stage& stage : contract.stages) names.push_back(stage.name);
  names.push_back("won");
  for (const Step& step : steps) {
    for (const std::string& name : {step.from, step.to}) {
      const bool between = sources.count(ascii_lower_text(name)) > 0 && targets.count(ascii_lower_text(name)) > 0;
      if (between || is_one_of(names, name)) continue;
      refuse(section.doc(), step.at, "there is no stage `" + name + "`", did_you_mean(name, names, "the stages are " + listed(names)));
    }
  }
}

std::map<std::string, double> read_rates(const Section& section, const std::string& example, std::vector<Step>& steps) {
  std::map<std::string, double> rates;
  for (const Entry& entry : section.entries()) {
    steps.push_back(read_step_name(section, entry, example));
    const double rate = share_of(section, entry.name, *entry.node, example);
    if (rate == 0) refuse(section.doc(), entry.node->source().begin, "a rate of 0 never gets there", "write for instance: " + example);
    rates[entry.name] = rate;
  }
  return rates;
}

std::map<std::string, Seconds> read_lags(const Section& section, const std::string& example, std::vector<Step>& steps) {
  std::map<std::string, Seconds> lags;
  for (const Entry& entry : section.entries()) {
    steps.push_back(read_step_name(section, entry, example));
    const Seconds lag = lags[entry.name] = section.elapsed_if(entry.name, example)->amount;
    if (lag > most_plan_lag)
      refuse(section.doc(), entry.node->source().begin, "`" + entry.name + "` of " + section.title() + " takes more than 10 years", "give 3653d at the most");
  }
  return lags;
}

/// Shares of the buckets of a table; `other` is the rest. Where the contract has no such table, the names are free.
std::map<std::string, double> read_shares(const Section& plan, const char* key, const std::shared_ptr<const BucketList>& buckets) {
  const std::string word = std::string(key).substr(0, std::string_view(key).size() - 1);
  const std::string example = word == "segment" ? "segments = { A = 0.70, B = 0.25, other = 0.05 }" : "sources = { Inbound = 0.6, Event = 0.4 }";
  std::map<std::string, double> shares;
  const auto table = plan.table_if(key, "`" + std::string(key) + "`", example);
  if (!table) return shares;
  std::vector<std::string> names = {"other", "unmapped"};
  if (buckets) {
    for (const Bucket& bucket : buckets->buckets) names.push_back(bucket.name);
  }
  double sum = 0;
  for (const Entry& entry : table->entries()) {
    if (buckets && !is_one_of(names, entry.name)) {
      refuse(plan.doc(), entry.at, "there is no " + word + " `" + entry.name + "`", did_you_mean(entry.name, names, "known here: " + listed(names)));
    }
    sum += shares[entry.name] = share_of(*table, entry.name, *entry.node, example);
  }
  if (std::fabs(sum - 1) > 1e-6)
    plan.refuse(key, "the shares of `" + std::string(key) + "` do not add up to 1", "what is not named may stand under other: " + example);
  return shares;
}

/// A number above 0.
std::optional<double> above_zero(const Section& section, std::string_view key, std::string_view example) {
  const std::optional<double> number = section.number_if(key, example);
  if (number && *number <= 0)
    section.refuse(key, "`" + std::string(key) + "` of " + section.title() + " must be more than 0", "write for instance: " + std::string(example));
  return number;
}

/// The places in a journey that get a share of their own, by model.
std::vector<std::string> weighted_places(const std::string& model) {
  if (model == "position") return {"first", "last", "middle"};
  if (model == "w") return {"first", "lead", "opportunity", "middle"};
  if (model == "full_path") return {"first", "lead", "opportunity", "last", "middle"};
  return {};
}

void read_weights(const Section& section, Attribution& out) {
  const std::vector<std::string> places = weighted_places(out.model);
  const std::string example = out.model == "w"           ? "weights = { first = 0.3, lead = 0.3, opportunity = 0.3, middle = 0.1 }"
                              : out.model == "full_path" ? "weights = { first = 0.225, lead = 0.225, opportunity = 0.225, last = 0.225, middle = 0.1 }"
                                                         : "weights = { first = 0.4, last = 0.4, middle = 0.2 }";
  if (places.empty()) {
    if (section.has("weights"))
      section.refuse("weights", "the model `" + out.model + "` takes no `weights`", "leave them out; position, w and full_path take them");
    return;
  }
  section.need("weights", example);
  const Section table = *section.table_if("weights", "`weights`", example);
  double sum = 0;
  for (const Entry& entry : table.entries()) {
    if (std::find(places.begin(), places.end(), entry.name) == places.end()) {
      refuse(section.doc(), entry.at, "the model `" + out.model + "` has no place `" + entry.name + "`",
             did_you_mean(entry.name, places, "its places are " + listed(places)));
    }
    sum += out.weights[entry.name] = share_of(table, entry.name, *entry.node, example);
  }
  if (std::fabs(sum - 1) > 1e-6) section.refuse("weights", "the shares of `weights` do not add up to 1", "write for instance: " + example);
}

}  // namespace

void read_plan(const Section& root, Contract& contract) {
  const auto section = root.table_if("plan", "[plan]", "[plan]");
  if (!section) return;
  section->only({"revenue", "deal_size", "deals", "rates", "months", "lags", "segments", "sources", "touches_per_lead", "minutes_per_touch",
                 "hours_per_month"});
  constexpr std::int64_t most = 1'000'000'000'000'000;  // exact in a double, and more than the world's product
  Plan plan;
  plan.revenue = section->whole_if("revenue", "revenue = 5_000_000", 1, most);
  plan.deal_size = section->whole_if("deal_size", "deal_size = 50_000", 1, most);
  plan.deals = section->whole_if("deals", "deals = 100", 1, most);
  if (plan.deals && plan.revenue)
    section->refuse("deals", "[plan] has both `deals` and `revenue`", "the number of deals is given or follows from revenue and deal_size: keep one");
  if (const auto months = section->whole_if("months", "months = 12", 1, 1200)) plan.months = static_cast<int>(*months);
  const std::string rates_example = "rates = { \"SQL>won\" = 0.25, \"MQL>SQL\" = 0.30 }";
  const std::string lags_example = "lags = { \"MQL>SQL\" = \"30d\" }";
  std::vector<Step> steps;
  if (const auto rates = section->table_if("rates", "`rates`", rates_example)) plan.rates = read_rates(*rates, rates_example, steps);
  if (const auto lags = section->table_if("lags", "`lags`", lags_example)) plan.lags = read_lags(*lags, lags_example, steps);
  check_steps(*section, contract, steps);
  plan.segments = read_shares(*section, "segments", contract.segments);
  plan.sources = read_shares(*section, "sources", contract.sources);
  plan.touches_per_lead = above_zero(*section, "touches_per_lead", "touches_per_lead = 6");
  plan.minutes_per_touch = above_zero(*section, "minutes_per_touch", "minutes_per_touch = 10");
  plan.hours_per_month = above_zero(*section, "hours_per_month", "hours_per_month = 100");
  contract.plan = std::move(plan);
}

void read_attribution(const Section& root, Contract& contract) {
  const auto section = root.table_if("attribution", "[attribution]", "[attribution]");
  if (!section) return;
  section->only({"model", "weights", "half_life", "lookback", "columns"});
  const std::vector<std::string> models = {"first", "last", "linear", "position", "w", "full_path", "time_decay"};
  Attribution out;
  out.model = ascii_lower_text(section->text("model", "model = \"linear\""));
  if (!is_one_of(models, out.model))
    section->refuse("model", "there is no model \"" + out.model + "\"", did_you_mean(out.model, models, "models are " + listed(models)));
  section->doc().meaning[section->find("model")] = out.model;
  read_weights(*section, out);
  const bool decays = out.model == "time_decay";
  if (decays) section->need("half_life", "half_life = \"7d\"");
  if (const auto half_life = section->elapsed_if("half_life", "half_life = \"7d\"")) out.half_life = half_life->amount;
  if (out.half_life && !decays)
    section->refuse("half_life", "the model `" + out.model + "` takes no `half_life`", "leave it out, or write: model = \"time_decay\"");
  if (const auto lookback = section->elapsed_if("lookback", "lookback = \"90d\"")) out.lookback = lookback->amount;
  out.columns = read_log_columns(*section, "attribution", {});
  contract.attribution = std::move(out);
}

void read_people(const Section& root, Contract& contract) {
  const auto section = root.table_if("people", "[people]", "[people]");
  if (!section) return;
  section->only({"judge", "minimum"});
  const std::vector<std::string> ways = {"as written", "beyond chance"};
  if (const auto way = section->text_if("judge", "judge = \"beyond chance\"")) {
    if (!is_one_of(ways, *way))
      section->refuse("judge", fmt::format("a person is not judged \"{}\"", *way),
                      did_you_mean(*way, ways, "write: judge = \"as written\", or \"beyond chance\""));
    contract.people.beyond_chance = ascii_lower_text(*way) == ways[1];
    section->doc().meaning[section->find("judge")] = ascii_lower_text(*way);
  }
  if (const auto least = section->whole_if("minimum", "minimum = 30", 1, 1'000'000)) contract.people.minimum = static_cast<std::uint64_t>(*least);
}

void read_cadence(const Section& root, Contract& contract) {
  const auto section = root.table_if("cadence", "[cadence]", "[cadence]");
  if (!section) return;
  section->only({"data", "review", "revision"});
  const std::vector<std::string> grains = {"day", "week", "month", "quarter", "year"};
  for (const char* key : {"data", "review", "revision"}) {
    const auto grain = section->text_if(key, std::string(key) + " = \"week\"");
    if (!grain) continue;
    if (!is_one_of(grains, *grain))
      section->refuse(key, "\"" + *grain + "\" is not a period", did_you_mean(*grain, grains, "a period is day, week, month, quarter or year"));
    contract.cadence[key] = ascii_lower_text(*grain);
    section->doc().meaning[section->find(key)] = ascii_lower_text(*grain);
  }
}

}  // namespace handoff
