// The metric of a [[commitment]]: which there are, and which names of the contract each takes.
#include "handoff/contract/metric.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "handoff/text/suggest.hpp"
#include "sections/sections.hpp"

namespace handoff {
namespace {

constexpr std::string_view metric_example = "metric = \"rate(MQL, SAL)\"";

/// What an argument names.
enum class Operand { stage, clock, predicate, field, amount, duration, number };

/// One metric: its arguments, of which the last `optional` may be left out.
struct Row {
  std::string_view function;
  std::vector<Operand> arguments;
  std::size_t optional;
  std::string_view usage;
};

const std::vector<Row>& rows() {
  using enum Operand;
  static const std::vector<Row> all = {
      {"count", {stage}, 0, "count(MQL)"},
      {"rate", {stage, stage}, 0, "rate(MQL, SAL)"},
      {"sum", {amount, stage}, 0, "sum(amount, SQL)"},
      {"share_within", {stage, stage, duration}, 0, "share_within(MQL, SQL, 30d)"},
      {"days", {stage, stage}, 0, "days(MQL, SQL)"},
      {"median", {clock}, 0, "median(first touch)"},
      {"p90", {clock}, 0, "p90(first touch)"},
      {"mean", {clock}, 0, "mean(first touch)"},
      {"coverage", {stage}, 0, "coverage(MQL)"},
      {"compliance", {clock}, 0, "compliance(first touch)"},
      {"late_share", {clock, field}, 1, "late_share(first touch), or of each owner: late_share(first touch, owner)"},
      {"share", {stage, predicate}, 0, "share(MQL, icp)"},
      {"completeness", {stage}, 0, "completeness(MQL)"},
      {"disposition", {stage}, 0, "disposition(MQL)"},
      {"feedback", {stage}, 0, "feedback(MQL)"},
      {"effort", {stage}, 0, "effort(MQL)"},
      {"status_update_lag", {stage}, 0, "status_update_lag(MQL)"},
      {"touched_share", {number}, 0, "touched_share(3)"}};
  return all;
}

std::string_view kind_word(Operand kind) {
  constexpr std::string_view words[] = {"stage", "clock", "definition", "field", "money", "length of time", "number"};
  return words[static_cast<std::size_t>(kind)];
}

std::vector<std::string> names_of(Operand kind, const Contract& contract) {
  std::vector<std::string> names;
  if (kind == Operand::stage) {
    for (const Stage& stage : contract.stages) names.push_back(stage.name);
  } else if (kind == Operand::clock) {
    for (const Clock& clock : contract.clocks) names.push_back(clock.name);
  } else if (kind == Operand::predicate) {
    for (const NamedPredicate& one : contract.definitions)
      if (result_type(*one.when) == Type::boolean) names.push_back(one.name);
  } else if (kind == Operand::amount) {
    names.emplace_back("amount");
  } else {
    for (const Field& field : contract.fields) names.push_back(field.name);
  }
  return names;
}

/// A whole number from 1 to 1000.
std::optional<int> touches_of(const std::string& text) {
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || number < 1 || number > 1000) return std::nullopt;
  return number;
}

void check_argument(const Section& section, const Contract& contract, Operand kind, const std::string& argument) {
  if (kind == Operand::duration) {
    const std::optional<Duration> length = read_duration(argument);
    if (!length || length->unit != Unit::elapsed || length->amount <= 0)
      section.refuse("metric", "`" + argument + "` is not a length of elapsed time above 0", "write for instance: metric = \"share_within(MQL, SQL, 30d)\"");
    return;
  }
  if (kind == Operand::number) {
    if (!touches_of(argument))
      section.refuse("metric", "`" + argument + "` is not a number of touches, from 1 to 1000", "write for instance: metric = \"touched_share(3)\"");
    return;
  }
  const std::vector<std::string> names = names_of(kind, contract);
  if (std::any_of(names.begin(), names.end(), [&](const std::string& name) { return same_name(name, argument); })) return;
  if (kind == Operand::predicate && find_definition(contract, argument)) {
    section.refuse("metric", "`" + argument + "` is a number, and a share is of leads for which something is true",
                   "name a definition that compares, for instance: metric = \"share(MQL, icp)\"");
  }
  section.refuse("metric", "there is no " + std::string(kind_word(kind)) + " `" + argument + "`",
                 did_you_mean(argument, names, names.empty() ? "the contract has none" : "known here: " + listed(names)));
}

/// What a metric rests on besides the names in it.
void check_ground(const Section& section, const Contract& contract, const std::string& function) {
  const auto lacks = [&](const std::string& what, const std::string& fix) {
    section.refuse("metric", "`" + function + "` needs " + what + ", and the contract has none", fix);
  };
  const bool states = contract.disposition && !contract.disposition->states.empty();
  if (function == "completeness" && contract.enrichment.empty())
    lacks("[enrichment]", "add: [enrichment] with required = [\"employees\", \"industry\"]");
  if ((function == "disposition" || function == "feedback") && !states)
    lacks("[disposition]", "add: [disposition] with states = [\"accepted\", \"recycled\", \"rejected\"]");
  if (function == "feedback" && !contract.disposition->limit) lacks("a `limit` of [disposition]", "add to [disposition]: limit = \"72h\"");
  const bool effort = contract.touch && (contract.touch->minimum || contract.touch->channels);
  if (function == "effort" && !effort)
    lacks("a `minimum` or `channels` of [touch]", "add: [touch] with minimum = 6");
  if (function == "status_update_lag" && !(contract.touch && contract.touch->status_within))
    lacks("a `status_within` of [touch]", "add to [touch]: status_within = \"24h\"");
}

const Row* find_row(const std::string& function) {
  const auto it = std::find_if(rows().begin(), rows().end(), [&](const Row& row) { return row.function == function; });
  return it == rows().end() ? nullptr : &*it;
}

}  // namespace

std::string check_metric(const Section& section, const Contract& contract, const std::string& text) {
  const std::optional<Metric> metric = read_metric(text);
  if (!metric) section.refuse("metric", "\"" + text + "\" is not a metric", "write for instance: " + std::string(metric_example));
  const std::string& function = metric->function;
  if (const Row* row = find_row(function)) {
    const std::size_t most = row->arguments.size(), given = metric->arguments.size();
    if (given > most || given < most - row->optional) {
      const std::string count = row->optional > 0 ? std::to_string(most - row->optional) + " or " : "";
      section.refuse("metric", "`" + function + "` takes " + count + std::to_string(most) + (most == 1 ? " name" : " names"),
                     "write for instance: metric = \"" + std::string(row->usage) + "\"");
    }
    for (std::size_t i = 0; i < given; ++i) check_argument(section, contract, row->arguments[i], metric->arguments[i]);
    const bool steps = function == "rate" || function == "share_within" || function == "days";
    if (steps && find_stage(contract, metric->arguments[1]) <= find_stage(contract, metric->arguments[0])) {
      section.refuse("metric", "`" + metric->arguments[1] + "` does not come after `" + metric->arguments[0] + "` in the funnel",
                     "the earlier stage stands first, for instance: metric = \"" + std::string(row->usage) + "\"");
    }
    check_ground(section, contract, function);
  } else {
    std::vector<std::string> names;
    for (const Row& known : rows()) names.emplace_back(known.function);
    const std::string near = closest(function, names);
    if (!near.empty() || !metric->arguments.empty()) {
      section.refuse("metric", "there is no metric `" + function + "`",
                     near.empty() ? "there are " + listed(names) + "; a word without parentheses is kept, and reported as not measured"
                                  : "did you mean `" + near + "`?");
    }
  }
  std::string meaning = function + "(";
  for (const std::string& argument : metric->arguments) {
    const bool length = function == "share_within" && &argument == &metric->arguments.back();
    const std::string word = function == "touched_share" ? std::to_string(*touches_of(argument)) : length ? duration_text(*read_duration(argument)) : ascii_lower_text(argument);
    meaning += std::to_string(word.size()) + ":" + word + ",";
  }
  section.doc().meaning[section.find("metric")] = meaning + ")";
  return function;
}

}  // namespace handoff
