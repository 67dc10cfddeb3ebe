// [[commitment]] and [[escalation]]: what each side owes, and what follows when it is missed.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "handoff/contract/metric.hpp"
#include "handoff/contract/money.hpp"
#include "handoff/text/dot_readings.hpp"
#include "sections/sections.hpp"

namespace handoff {
namespace {

constexpr std::size_t most_entries = 1000;
constexpr std::string_view mix_example = "mix = { A = 0.70, B = 0.25, other = 0.05 }";

std::vector<std::string> clock_names(const Contract& contract) {
  std::vector<std::string> names;
  for (const Clock& clock : contract.clocks) names.push_back(clock.name);
  return names;
}

const std::vector<std::string> grains = {"day", "week", "month", "quarter", "year"};

std::vector<std::string> bucket_names(const std::shared_ptr<const BucketList>& list) {
  std::vector<std::string> names;
  if (list) {
    for (const Bucket& bucket : list->buckets) names.push_back(bucket.name);
  }
  return names;
}

/// What a mix is by: as written, else the table that knows one of its names; a contract without either table says nothing.
std::string read_mix_by(const Section& section, const Contract& contract, const std::map<std::string, double>& mix) {
  const std::string example = "mix_by = \"segment\"";
  if (const auto by = section.text_if("mix_by", example)) {
    std::string word = ascii_lower_text(*by);
    if (word != "segment" && word != "source")
      section.refuse("mix_by", "`mix_by` is \"segment\" or \"source\"", did_you_mean(word, {"segment", "source"}, "write: " + example));
    if (mix.empty()) section.refuse("mix_by", "`mix_by` says what `mix` is by, and there is no `mix`", "add: " + std::string(mix_example));
    section.doc().meaning[section.find("mix_by")] = word;
    return word;
  }
  const auto knows = [&](const std::shared_ptr<const BucketList>& list) {
    const std::vector<std::string> names = bucket_names(list);
    return std::any_of(mix.begin(), mix.end(), [&](const auto& part) { return is_one_of(names, part.first); });
  };
  return knows(contract.segments) ? "segment" : knows(contract.sources) ? "source" : "";
}

void read_mix(const Section& section, const Contract& contract, Commitment& out) {
  const auto table = section.table_if("mix", "`mix`", mix_example);
  double sum = 0;
  if (table) {
    for (const Entry& entry : table->entries()) sum += out.mix[entry.name] = share_of(*table, entry.name, *entry.node, mix_example);
    if (std::fabs(sum - 1) > 1e-6)
      section.refuse("mix", "the shares of `mix` do not add up to 1", "what is not named may stand under other: " + std::string(mix_example));
  }
  if (section.has("mix_within") && out.mix.empty())
    section.refuse("mix_within", "`mix_within` says how far a part of `mix` may fall short, and there is no `mix`", fmt::format("add: {}", mix_example));
  if (const auto* within = section.find("mix_within")) out.mix_within = share_of(section, "mix_within", *within, "mix_within = 0.03");
  out.mix_by = read_mix_by(section, contract, out.mix);
  std::vector<std::string> names = bucket_names(out.mix_by == "segment" ? contract.segments : contract.sources);
  std::string what = out.mix_by;
  if (what.empty()) {   // no table knows a name: not one of them can be a bucket
    names = bucket_names(contract.segments);
    what = names.empty() ? "source" : contract.sources ? "segment or source" : "segment";
    for (std::string& name : bucket_names(contract.sources)) names.push_back(std::move(name));
  }
  if (!table || names.empty()) return;
  names.insert(names.end(), {"other", "unmapped"});
  for (const Entry& entry : table->entries()) {
    if (is_one_of(names, entry.name)) continue;
    refuse(section.doc(), entry.at, fmt::format("there is no {} `{}`", what, entry.name), did_you_mean(entry.name, names, fmt::format("known here: {}", listed(names))));
  }
}

/// `250000 EUR`: a number and what it is of.
double read_sum(const Section& section, std::string_view key, Commitment& out) {
  const std::string example = std::string(key) + " = \"250000 EUR\"";
  const toml::node& node = *section.find(key);
  const auto refuse_sum = [&](const std::string& what) { section.refuse(key, what, "write a number and its currency: " + example); };
  if (!node.is_string()) refuse_sum("`" + std::string(key) + "` of a sum of money names no currency");
  const std::string text = section.text(key, example);
  const std::size_t end = text.find_first_not_of("0123456789_.");
  std::string digits = text.substr(0, end);
  if (const auto two = dot_readings(digits))
    section.refuse(key, fmt::format("\"{}\" may be {} or {}: its dot parts thousands or begins the decimals", text, two->grouped, two->decimal),
                   fmt::format("write the one that is meant, for instance: {} = \"{}{}\"", key, two->grouped, text.substr(std::min(end, text.size()))));
  std::erase(digits, '_');
  double number = 0;
  const auto [stop, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const std::string currency = upper_currency(end == std::string::npos ? std::string_view{} : std::string_view(text).substr(end));
  const bool named = !currency.empty() && currency.find_first_of("0123456789.,_ ") == std::string::npos;
  if (digits.empty() || fault != std::errc{} || stop != digits.data() + digits.size() || !named || !minor_of(number)) refuse_sum("\"" + text + "\" is not a sum of money");
  if (!out.currency.empty() && out.currency != currency)
    section.refuse(key, "`target` and `floor` of `" + out.name + "` are of two currencies, " + out.currency + " and " + currency, "give both in one");
  out.currency = currency;
  section.doc().meaning[&node] = digits + " " + currency;
  return number;
}

/// Is the metric of a clock on the business calendar? Its times are hours of that.
bool on_business_time(const Contract& contract, const std::string& metric) {
  const std::optional<Metric> parts = read_metric(metric);
  for (const Clock& clock : contract.clocks)
    if (parts && parts->function != "days" && !parts->arguments.empty() && same_name(clock.name, parts->arguments[0])) return clock.limit.unit != Unit::elapsed;
  return false;
}

/// A line that a time is held to, in seconds of the metric's own kind of time.
std::optional<double> time_line(const Section& section, const char* key, bool business) {
  const std::string example = std::string(key) + (business ? " = \"6bh\"" : " = \"6h\"");
  const std::optional<Duration> line = section.duration_if(key, example);
  if (!line) return std::nullopt;
  if ((line->unit == Unit::business_hours) != business || line->unit == Unit::business_days)
    section.refuse(key, std::string("`") + key + "` of [[commitment]] is of " + (business ? "a clock that runs in opening hours" : "elapsed time"), "write for instance: " + example);
  return static_cast<double>(line->amount);
}

/// A count has no target between 0 and 1: whoever wrote one meant a share.
void refuse_share_of_count(const Section& section, const Commitment& commitment) {
  constexpr std::string_view fix = "write how many leads: {} = 1200; a share is owed by rate, for instance: metric = \"rate(MQL, SQL)\"";
  const auto refuse_line = [&](const char* key) {
    section.refuse(key, fmt::format("`{}` of `{}` is below 1, and `{}` counts leads", key, commitment.name, commitment.metric), fmt::format(fmt::runtime(fix), key));
  };
  if (commitment.target && *commitment.target < 1) refuse_line("target");
  if (commitment.floor && *commitment.floor > 0 && *commitment.floor < 1) refuse_line("floor");
}

/// Targets of shares lie between 0 and 1. The floor is the worse line: below the target, or above it where less is better.
void read_target(const Section& section, const Contract& contract, Sense sense, bool money, Commitment& out) {
  if (money) {
    section.need("target", "target = \"250000 EUR\"");
    out.target = read_sum(section, "target", out);
    if (section.has("floor")) out.floor = read_sum(section, "floor", out);
    if (section.has("mix")) section.refuse("mix", "`mix` is of a volume, and `" + out.name + "` is a sum of money", "give the mix to a commitment with metric = \"count(MQL)\"");
  }
  const bool share = sense == Sense::share_up || sense == Sense::share_down;
  const bool less = sense == Sense::share_down || sense == Sense::time_down;
  const std::string target = sense == Sense::share_down ? "target = 0.05" : share ? "target = 0.65" : "target = 1200";
  if (sense == Sense::time_down) {
    const bool business = on_business_time(contract, out.metric);
    out.target = time_line(section, "target", business);
    out.floor = time_line(section, "floor", business);
  } else if (!money) {
    out.target = share ? section.share_if("target", target) : section.number_if("target", target);
    out.floor = share ? section.share_if("floor", "floor = 0.60") : section.number_if("floor", "floor = 1000");
  }
  if (sense == Sense::number_up && out.target && *out.target < 0)
    section.refuse("target", "`target` of [[commitment]] must not be negative", "write for instance: " + target);
  if (sense == Sense::number_up && !money) refuse_share_of_count(section, out);
  if (!out.target || !out.floor || sense == Sense::unknown) return;
  if (less && *out.floor < *out.target) {
    section.refuse("floor", "the floor of `" + out.name + "` is below its target, and less is better here",
                   "above the target it is missed, above the floor it may trigger: floor >= target");
  }
  if (!less && *out.floor > *out.target) {
    section.refuse("floor", "the floor of `" + out.name + "` is above its target",
                   "below the target it is missed, below the floor it may trigger: floor <= target");
  }
}

Commitment read_commitment(const Section& section, Names& names) {
  section.only({"name", "owner", "metric", "where", "per", "of", "target", "floor", "blank", "unknown", "within", "mix",
                "mix_by", "mix_within", "consequence"});
  const Contract& contract = names.contract();
  Commitment commitment;
  commitment.source = section.source();
  commitment.name = section.text("name", "name = \"MQL to SAL\"");
  refuse_twice(section, contract.commitments, commitment.name);
  commitment.owner = section.text_if("owner", "owner = \"marketing\"").value_or("");
  commitment.metric = section.text("metric", "metric = \"rate(MQL, SAL)\"");
  const std::string function = check_metric(section, contract, commitment.metric);
  commitment.where = names.predicate_if(section, "where", "where = \"lane = 'inbound'\"");
  if (const auto per = section.text_if("per", "per = \"month\"")) {
    commitment.per = ascii_lower_text(*per);
    if (!is_one_of(grains, *per))
      section.refuse("per", "\"" + *per + "\" is not a period", did_you_mean(*per, grains, "a period is day, week, month, quarter or year"));
    section.doc().meaning[section.find("per")] = commitment.per;
  }
  if (const auto of = section.text_if("of", "of = \"entries\"")) {
    commitment.of_entries = ascii_lower_text(*of) == "entries";
    if (!commitment.of_entries) section.refuse("of", "`of` of [[commitment]] is \"entries\"", "write: of = \"entries\", or leave it out: then each lead counts once a period, by its first entry");
    section.doc().meaning[section.find("of")] = "entries";
  }
  if (const auto unknown = section.text_if("unknown", "unknown = \"missed\"")) {
    commitment.unknown_missed = ascii_lower_text(*unknown) == "missed";
    if (!commitment.unknown_missed)
      section.refuse("unknown", "`unknown` of [[commitment]] is \"missed\"", "write: unknown = \"missed\", or leave it out: then what the export cannot decide is not in the data");
    section.doc().meaning[section.find("unknown")] = "missed";
  }
  read_target(section, contract, metric_sense(function), function == "sum", commitment);
  if (section.has("blank") && function != "sum")
    section.refuse("blank", "`blank` says what a lead without an amount brings, and `" + commitment.name + "` is not a sum of money", "leave it out");
  commitment.blank_is_zero = section.whole_if("blank", "blank = 0", 0, 0).has_value();
  if (const auto within = section.elapsed_if("within", "within = \"30d\"")) {
    if (!takes_horizon(function))
      section.refuse("within", "`" + function + "` takes no `within`", "leave it out: `within` says by when a lead must have got there, of the metrics rate, coverage and touched_share");
    commitment.within = within->amount;
  }
  read_mix(section, contract, commitment);
  commitment.consequence = section.text_if("consequence", "consequence = \"...\"").value_or("");
  return commitment;
}

/// `2 months`, `1 week`: how many periods in a row, and their canonical text.
void read_periods(const Section& section, Escalation& out) {
  const std::string text = section.text("for", "for = \"2 months\"");
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out.periods);
  std::string grain = ascii_lower_text(trim_blanks(std::string_view(end, static_cast<std::size_t>(text.data() + text.size() - end))));
  if (!grain.empty() && grain.back() == 's') grain.pop_back();
  const auto known = std::find(grains.begin(), grains.end(), grain);
  if (fault != std::errc() || out.periods < 1 || out.periods > 1000 || known == grains.end()) {
    section.refuse("for", "\"" + text + "\" is not a number of periods",
                   "write for instance: for = \"2 months\" (days, weeks, months, quarters, years)");
  }
  constexpr Grain lengths[] = {Grain::day, Grain::week, Grain::month, Grain::quarter, Grain::year};
  out.grain = lengths[known - grains.begin()];
  section.doc().meaning[section.find("for")] = std::to_string(out.periods) + " " + grain;
  out.for_text = std::to_string(out.periods) + " " + grain + (out.periods == 1 ? "" : "s");
}

void check_subject(const Section& section, const Contract& contract, Escalation& escalation) {
  std::vector<std::string> known = clock_names(contract);
  for (const Commitment& commitment : contract.commitments) known.push_back(commitment.name);
  if (!is_one_of(known, escalation.commitment)) {
    section.refuse("commitment", "there is no commitment or clock `" + escalation.commitment + "`",
                   did_you_mean(escalation.commitment, known, known.empty() ? "the contract has none" : "known here: " + listed(known)));
  }
  if (escalation.below != "target" && escalation.below != "floor" && escalation.below != "unproven") {
    section.refuse("below", "`below` of [[escalation]] is \"target\", \"floor\" or \"unproven\"", "write: below = \"floor\"");
  }
  for (const Clock& clock : contract.clocks) {
    if (!same_name(clock.name, escalation.commitment)) continue;
    if (escalation.below == "floor") section.refuse("below", "the clock `" + clock.name + "` has no floor", "write: below = \"target\"");
    if (!clock.target) section.refuse("below", "the clock `" + clock.name + "` has no target", "add to it: target = 0.95");
  }
  for (const Commitment& commitment : contract.commitments) {
    if (!same_name(commitment.name, escalation.commitment)) continue;
    const std::string line = escalation.below == "floor" ? "floor" : "target";
    const bool has = escalation.below == "floor"    ? commitment.floor.has_value()
                     : escalation.below == "target" ? commitment.target.has_value()
                                                    : commitment.target || commitment.floor;
    if (!has)
      section.refuse("below", fmt::format("the commitment `{}` has no {}", commitment.name, line), fmt::format("add to it: {} = 0.60", line));
  }
}

}  // namespace

void read_commitments(const Section& root, Names& names) {
  Contract& contract = names.contract();
  for (const Section& section : root.tables_if("commitment", "[[commitment]]", "[[commitment]]")) {
    if (contract.commitments.size() == most_entries) refuse(root.doc(), section.at(), "there are more than 1000 commitments", "keep those that the meeting speaks about");
    contract.commitments.push_back(read_commitment(section, names));
  }
}

void read_escalations(const Section& root, Contract& contract) {
  for (const Section& section : root.tables_if("escalation", "[[escalation]]", "[[escalation]]")) {
    if (contract.escalations.size() == most_entries) refuse(root.doc(), section.at(), "there are more than 1000 escalations", "let one escalation follow from several commitments, or leave some out");
    section.only({"name", "commitment", "below", "for", "level", "to", "action", "due"});
    Escalation escalation;
    escalation.source = section.source();
    escalation.name = section.text_if("name", "name = \"review\"").value_or("");
    escalation.commitment = section.text("commitment", "commitment = \"MQL to SAL\"");
    escalation.below = ascii_lower_text(section.text("below", "below = \"floor\""));
    check_subject(section, contract, escalation);
    read_periods(section, escalation);
    if (const auto level = section.whole_if("level", "level = 2", 1, 100)) escalation.level = static_cast<int>(*level);
    section.need("to", "to = [\"VP Marketing\", \"VP Sales\"]");
    escalation.to = section.texts_if("to", "to = [\"VP Marketing\", \"VP Sales\"]");
    escalation.action = section.text_if("action", "action = \"ICP and scoring review\"").value_or("");
    escalation.due = section.elapsed_if("due", "due = \"14d\"");
    contract.escalations.push_back(std::move(escalation));
  }
}

}  // namespace handoff
