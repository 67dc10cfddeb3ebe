// [exclude], [[stage]], [[exit]]: who is not counted, the funnel in order, and the ways out of it.
#include <fmt/format.h>

#include <map>

#include "sections/sections.hpp"

namespace handoff {
namespace {

constexpr std::size_t most_stages = 64;
constexpr std::size_t most_exclusions = 1000;
constexpr std::string_view at_example = "at = \"mql_at\"";
constexpr std::string_view value_example = "value = [\"marketingqualifiedlead\", \"MQL\"]";
constexpr std::string_view when_example = "when = \"fit >= 60 AND intent >= 40\"";

/// What a stage and an exit have in common: a name, and at least one of `at`, `value`, `when`.
template <class Step>
Step read_step(const Section& section, Names& names) {
  Step step;
  step.source = section.source();
  step.name = section.text("name", "name = \"MQL\"");
  step.at = names.field_if(section, "at", Type::date, at_example);
  step.values = section.texts_if("value", value_example);
  if constexpr (std::is_same_v<Step, Stage>) step.when = names.gate_if(section, "when", when_example);
  else step.when = names.predicate_if(section, "when", when_example);
  if (step.at == no_field && step.values.empty() && !step.when) {
    refuse(section.doc(), section.at(), section.title() + " `" + step.name + "` does not say how a lead gets there",
           "add one of: " + std::string(at_example) + "; " + std::string(value_example) + "; " + std::string(when_example));
  }
  return step;
}

/// `dated_by`; null: not there.
ExprPtr read_date(const Section& section, Names& names) {
  const toml::node* node = section.find("dated_by");
  if (!node) return nullptr;
  ExprPtr date = names.expression_at(section, "dated_by", *node, "dated_by = \"GREATEST(event_at, converted_at)\"");
  if (result_type(*date) != Type::date)
    section.refuse("dated_by", fmt::format("`dated_by` comes to a {}, and a stage is dated by a date", type_name(result_type(*date))),
                   "name a date column, or GREATEST(...) of several");
  return date;
}

/// False where meeting the definition is enough.
bool read_claim_needed(const Section& section, const Stage& stage) {
  const std::optional<std::string> claim = section.text_if("claim", "claim = \"not needed\"");
  if (!claim) return true;
  if (*claim != "needed" && *claim != "not needed")
    section.refuse("claim", "`claim` is \"needed\" or \"not needed\"", "write: claim = \"not needed\"");
  if (*claim == "not needed" && !stage.when)
    section.refuse("claim", fmt::format("stage `{}` needs no claim and has no definition", stage.name), fmt::format("add: {}", when_example));
  section.doc().meaning[section.find("claim")] = *claim == "needed" ? "" : *claim;
  return *claim == "needed";
}

/// Current-stage values that are taken, lower case, with the stage or exit they stand for: a value may stand for one only.
using Taken = std::map<std::string, std::string>;

void take_values(const Section& section, Taken& taken, const std::string& name, const std::vector<std::string>& values) {
  for (const std::string& value : values) {
    const auto [it, added] = taken.emplace(ascii_lower_text(value), name);
    if (added) continue;
    if (same_name(it->second, name))
      section.refuse("value", "the value \"" + value + "\" stands here twice", "case does not matter: write it once");
    section.refuse("value", "the value \"" + value + "\" already stands for `" + it->second + "`",
                   "a value may stand for one stage or exit only");
  }
}

/// Two stages that one column dates are entered at one moment: every lead of the earlier converts at once.
void refuse_shared_date(const Section& section, const Contract& contract, const Stage& stage) {
  if (stage.at == no_field) return;
  const Field& field = contract.fields[stage.at];
  for (const Stage& other : contract.stages) {
    if (other.at == no_field) continue;
    if (other.at == stage.at)
      section.refuse("at",
                     fmt::format("`{}` and `{}` have one date, `{}`; the other stands at {}", stage.name, other.name,
                                 field.name, other.source.text()),
                     "name for each stage the date on which a lead entered it");
    const Field& earlier = contract.fields[other.at];
    if (field.headers.empty() || earlier.headers.empty()) continue;
    if (folded_header(field.headers.front()) != folded_header(earlier.headers.front())) continue;
    const auto placed = [](const Field& one) { return one.named_by_contract && one.source.line > 0; };  // under [columns]
    const std::string at = placed(field) ? field.source.text() : place(section.doc(), section.find("at")->source().begin);
    throw Error(at,
                fmt::format("`{}` and `{}` read one column, \"{}\", for the stages `{}` and `{}`; the other stands at {}",
                            field.name, earlier.name, field.headers.front(), stage.name, other.name,
                            placed(earlier) ? earlier.source.text() : other.source.text()),
                "name for each stage the column of the date on which a lead entered it");
  }
}

}  // namespace

void read_exclusions(const Section& root, Names& names) {
  const auto table = root.table_if("exclude", "[exclude]", "[exclude]");
  if (!table) return;
  const std::string example = "test = \"email LIKE '%@acme.com'\"";
  for (const Entry& entry : table->entries()) {
    if (names.contract().exclusions.size() == most_exclusions)
      refuse(root.doc(), entry.at, "there are more than 1000 exclusions", "join them with OR");
    const Source source{root.doc().file, static_cast<int>(entry.at.line), static_cast<int>(entry.at.column)};
    names.contract().exclusions.push_back({entry.name, names.predicate_at(*table, entry.name, *entry.node, example), source});
  }
  root.doc().ordered.insert(&table->table());  // a lead is counted under the first that fits
}

void read_stages(const Section& root, Names& names) {
  Contract& contract = names.contract();
  Taken taken;
  for (const Section& section : root.tables_if("stage", "[[stage]]", "[[stage]]")) {
    section.only({"name", "at", "value", "when", "dated_by", "claim", "owner", "maturity"});
    Stage stage = read_step<Stage>(section, names);
    stage.dated_by = read_date(section, names);
    stage.claim_needed = read_claim_needed(section, stage);
    stage.owner = section.text_if("owner", "owner = \"marketing\"").value_or("");
    stage.maturity = section.elapsed_if("maturity", "maturity = \"30d\"");
    refuse_twice(section, contract.stages, stage.name);
    refuse_shared_date(section, contract, stage);
    take_values(section, taken, stage.name, stage.values);
    if (contract.stages.size() == most_stages)
      refuse(root.doc(), section.at(), "there are more than 64 stages", "leave out those that no commitment is about");
    contract.stages.push_back(std::move(stage));
  }
  if (contract.stages.empty())
    refuse(root.doc(), {}, "the contract has no stage", "add: [[stage]] with name = \"MQL\" and " + std::string(at_example));
}

void read_funnel(const Section& root, Contract& contract) {
  const auto section = root.table_if("funnel", "[funnel]", "skipped = \"counted\"");
  if (!section) return;
  section->only({"skipped"});
  const std::string skipped = section->text_if("skipped", "skipped = \"counted\"").value_or("left out");
  if (skipped != "counted" && skipped != "left out")
    section->refuse("skipped", "`skipped` is \"left out\" or \"counted\"", "write: skipped = \"counted\"");
  section->doc().meaning[section->find("skipped")] = skipped == "counted" ? skipped : "";
  contract.count_skipped = skipped == "counted";
}

void read_exits(const Section& root, Names& names) {
  Contract& contract = names.contract();
  Taken taken;
  for (const Stage& stage : contract.stages) {
    for (const std::string& value : stage.values) taken.emplace(ascii_lower_text(value), stage.name);
  }
  for (const Section& section : root.tables_if("exit", "[[exit]]", "[[exit]]")) {
    section.only({"name", "at", "value", "when"});
    Exit exit = read_step<Exit>(section, names);
    refuse_twice(section, contract.exits, exit.name);
    if (find_stage(contract, exit.name) >= 0)
      section.refuse("name", "`" + exit.name + "` is a stage already", "a lead leaves by an exit that is not a stage: rename one of the two");
    take_values(section, taken, exit.name, exit.values);
    if (contract.exits.size() == most_stages) refuse(root.doc(), section.at(), "there are more than 64 exits", "group them");
    contract.exits.push_back(std::move(exit));
  }
}

int stage_at(const Section& section, std::string_view key, const Contract& contract, std::string_view example) {
  const std::string name = section.text(key, example);
  const int index = find_stage(contract, name);
  if (index < 0) {
    std::vector<std::string> names;
    for (const Stage& stage : contract.stages) names.push_back(stage.name);
    section.refuse(key, "there is no stage `" + name + "`", did_you_mean(name, names, "the stages are " + listed(names)));
  }
  section.doc().meaning[section.find(key)] = contract.stages[static_cast<std::size_t>(index)].name;
  return index;
}

}  // namespace handoff
