// [score.*], [segment], [lane], [source], [route]: axes from rules, signals or a column, and buckets where the first match wins.
#include "names.hpp"

namespace handoff {
namespace {

constexpr std::string_view points_example = "points = [ { when = \"employees > 500\", add = 20 } ]";
constexpr std::string_view signals_example = "signals = [ { type = \"Pricing page\", add = 15, most = 30 } ]";
constexpr std::string_view column_example = "column = \"HubSpot Score\"";

bool has_header(const Field& field, std::string_view header) {
  for (const std::string& other : field.headers) {
    if (same_name(other, header)) return true;
  }
  return false;
}

/// `column` names a number field, or a header of the export; a header becomes the column of the field named as the axis.
FieldId axis_column(Names& names, const Section& section, const std::string& axis) {
  Contract& contract = names.contract();
  const std::string text = section.text("column", column_example);
  if (find_field(contract, text) != no_field) return names.field(section, "column", Type::number, column_example);
  for (std::size_t id = 0; id < contract.fields.size(); ++id) {
    const Field& field = contract.fields[id];
    if (field.named_by_contract && field.type == Type::number && has_header(field, text)) return static_cast<FieldId>(id);
  }
  FieldId id = find_field(contract, axis);
  if (id == no_field) {
    id = static_cast<FieldId>(contract.fields.size());
    contract.fields.push_back({});
    contract.fields.back().name = axis;
    contract.fields.back().type = Type::number;
  } else if (contract.fields[id].type != Type::number) {
    section.refuse("column",
                   "the field `" + axis + "` is a " + std::string(type_name(contract.fields[id].type)) + ", and a score is a number",
                   "give the axis another name");
  } else if (contract.fields[id].named_by_contract) {
    section.refuse("column",
                   "`column` of " + section.title() + " says \"" + text + "\", and [columns] `" + axis + "` says \"" +
                       contract.fields[id].headers.front() + "\"",
                   "keep one of the two");
  }
  contract.fields[id].headers = {text};
  contract.fields[id].named_by_contract = true;
  contract.fields[id].source = section.source("column");
  return id;
}

/// Beyond this a score is a slip of the pen, and sums of scores would leave what a number can hold.
std::optional<double> points_if(const Section& section, const char* key, std::string_view example) {
  constexpr double most = 1e9;
  const std::optional<double> number = section.number_if(key, example);
  if (number && !(*number >= -most && *number <= most))
    section.refuse(key, "`" + std::string(key) + "` of " + section.title() + " is beyond 1,000,000,000", "write for instance: " + std::string(example));
  return number;
}

std::vector<PointRule> read_points(Names& names, const Section& section, const std::string& axis) {
  std::vector<PointRule> points;
  for (const Section& rule : section.tables_if("points", "a rule of " + section.title(), points_example)) {
    rule.only({"when", "add"});
    const ExprPtr when = names.predicate_at(rule, "when", rule.need("when", points_example), points_example, axis);
    rule.need("add", points_example);
    points.push_back({when, *points_if(rule, "add", points_example)});
  }
  if (points.empty())
    section.refuse("points", "`points` of " + section.title() + " is an empty list", "write for instance: " + std::string(points_example));
  return points;
}

std::vector<SignalRule> read_signals(const Section& section) {
  std::vector<SignalRule> signals;
  for (const Section& rule : section.tables_if("signals", "a signal of " + section.title(), signals_example)) {
    rule.only({"type", "add", "most"});
    SignalRule signal;
    signal.type = rule.text("type", signals_example);
    rule.doc().meaning[rule.find("type")] = ascii_lower_text(signal.type);
    for (const SignalRule& other : signals) {
      if (same_name(other.type, signal.type))
        rule.refuse("type", "the signal \"" + signal.type + "\" stands in " + section.title() + " twice",
                    "case does not matter: write it once");
    }
    rule.need("add", signals_example);
    signal.add = *points_if(rule, "add", signals_example);
    signal.most = points_if(rule, "most", signals_example);
    const bool fits = !signal.most || (signal.add >= 0 ? *signal.most >= signal.add : *signal.most <= signal.add);
    if (!fits)
      rule.refuse("most", "not even one signal fits into `most` of \"" + signal.type + "\"",
                  "all signals of the type together come to no more than `most`: " + std::string(signals_example));
    signals.push_back(std::move(signal));
  }
  if (signals.empty())
    section.refuse("signals", "`signals` of " + section.title() + " is an empty list", "write for instance: " + std::string(signals_example));
  return signals;
}

/// Where the points come from: a column, or rules and signals.
void read_origin(Names& names, const Section& section, ScoreAxis& axis) {
  for (const char* key : {"points", "signals"}) {
    if (!section.has(key) || !section.has("column")) continue;
    section.refuse("column", section.title() + " has both `" + key + "` and `column`",
                   std::string("a score comes from ") + (key[0] == 'p' ? "rules" : "signals") + " or from a column: keep one of the two");
  }
  if (section.has("points")) axis.points = read_points(names, section, axis.name);
  if (section.has("signals")) axis.signals = read_signals(section);
  if (!axis.points.empty() || !axis.signals.empty()) return;
  if (section.has("column")) {
    axis.column = axis_column(names, section, axis.name);
    return;
  }
  axis.column = find_field(names.contract(), axis.name);
  if (axis.column == no_field || names.contract().fields[axis.column].type != Type::number) {
    refuse(section.doc(), section.at(), section.title() + " has neither `points` nor `column`",
           "add: " + std::string(points_example) + ", or: " + std::string(column_example));
  }
}

/// `at`, `window`, `decay`: how age counts.
void read_age(Names& names, const Section& section, ScoreAxis& axis) {
  constexpr std::string_view decay_example = "decay = { every = \"30d\", keep = 0.5 }";
  axis.at = names.field_if(section, "at", Type::date, "at = \"last_signal_at\"");
  if (const auto window = section.elapsed_if("window", "window = \"30d\"")) axis.window = window->amount;
  if (const auto table = section.table_if("decay", "`decay`", decay_example)) {
    table->only({"every", "keep"});
    table->need("every", decay_example);
    table->need("keep", decay_example);
    axis.decay = Decay{table->elapsed_if("every", decay_example)->amount, *table->share_if("keep", decay_example)};
  }
  const bool dated = axis.at != no_field || !axis.signals.empty();
  if (axis.window && !dated)
    section.refuse("window", section.title() + " has a window, and does not say which date it is about", "add: at = \"last_signal_at\"");
  if (axis.decay && !dated)
    section.refuse("decay", section.title() + " loses points with age, and does not say since which date", "add: at = \"last_signal_at\"");
}

}  // namespace

std::shared_ptr<const ScoreAxis> read_axis(Names& names, const Section& section, const std::string& name) {
  section.only({"cap", "floor", "points", "signals", "column", "at", "window", "decay"});
  ScoreAxis axis;
  axis.name = name;
  axis.cap = points_if(section, "cap", "cap = 100");
  axis.floor = points_if(section, "floor", "floor = 0");
  if (axis.cap && *axis.cap <= 0)
    section.refuse("cap", "`cap` of " + section.title() + " must be more than 0", "write for instance: cap = 100");
  if (axis.cap && axis.floor && *axis.floor >= *axis.cap)
    section.refuse("floor", "the floor of " + section.title() + " is not below its cap", "write for instance: floor = 0");
  read_origin(names, section, axis);
  read_age(names, section, axis);
  return std::make_shared<const ScoreAxis>(std::move(axis));
}

std::shared_ptr<const BucketList> read_buckets(Names& names, const Section& section, const std::string& name) {
  constexpr std::size_t most_buckets = 1000;
  BucketList list;
  list.name = name;
  section.doc().ordered.insert(&section.table());
  for (const Entry& entry : section.entries()) {
    const std::string example = "\"A\" = \"employees < 200\"";
    if (entry.name.find_first_not_of(" \t") == std::string::npos || same_name(entry.name, "unmapped")) {
      refuse(section.doc(), entry.at, "`" + entry.name + "` cannot be a name in " + section.title(),
             "\"unmapped\" is where leads go that match nothing; write for instance: " + example);
    }
    for (const Bucket& other : list.buckets) {
      if (same_name(other.name, entry.name))
        refuse(section.doc(), entry.at, "`" + entry.name + "` stands in " + section.title() + " twice",
               "case does not matter in names: rename one of the two");
    }
    if (list.buckets.size() == most_buckets) refuse(section.doc(), entry.at, section.title() + " has more than 1000 entries", "group them");
    list.buckets.push_back({entry.name, names.predicate_at(section, entry.name, *entry.node, example, name)});
  }
  if (list.buckets.empty())
    refuse(section.doc(), section.at(), section.title() + " is empty", "name at least one, for instance: \"A\" = \"employees < 200\"");
  return std::make_shared<const BucketList>(std::move(list));
}

}  // namespace handoff
