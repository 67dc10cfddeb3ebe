// Resolution of names, by need: asking for a declaration reads it, and those it names before it.
#include "names.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "handoff/contract/contact_field.hpp"
#include "handoff/contract/field_hint.hpp"
#include "handoff/text/suggest.hpp"
#include "name_hint.hpp"

namespace handoff {
namespace {

constexpr const char* bucket_tables[] = {"segment", "lane", "source", "route"};
constexpr std::size_t deepest_reference = 64;
constexpr std::size_t most_declarations = 1000;
constexpr double heaviest = 10'000;  // names that follow names could otherwise double at every step

bool has_name(const std::vector<Field>& fields, std::string_view name) {
  for (const Field& field : fields) {
    if (same_name(field.name, name)) return true;
  }
  return false;
}

std::optional<Meaning> field_meaning(const Contract& contract, std::string_view name) {
  const FieldId id = find_field(contract, name);
  if (id == no_field) return std::nullopt;
  return Meaning(FieldRef{id, contract.fields[id].type, contract.fields[id].overwritten});
}

std::shared_ptr<const BucketList>& buckets_of(Contract& contract, std::string_view table) {
  if (table == "segment") return contract.segments;
  if (table == "lane") return contract.lanes;
  return table == "source" ? contract.sources : contract.routes;
}

std::shared_ptr<const Calendar> find_calendar(const Contract& contract, std::string_view name) {
  const auto it = contract.calendars.find(name.empty() ? std::string("default") : std::string(name));
  return it == contract.calendars.end() ? nullptr : it->second;
}

}  // namespace

Scope contract_scope(const Contract& contract) {
  Scope scope;
  scope.find = [&contract](std::string_view name) -> std::optional<Meaning> {
    if (const NamedPredicate* definition = find_definition(contract, name)) return Meaning(definition->when);
    for (const auto& axis : contract.scores) {
      if (same_name(axis->name, name)) return Meaning(axis);
    }
    for (const auto& list : {contract.segments, contract.lanes, contract.sources, contract.routes}) {
      if (list && same_name(list->name, name)) return Meaning(list);
    }
    return field_meaning(contract, name);
  };
  scope.calendar = [&contract](std::string_view name) { return find_calendar(contract, name); };
  scope.zone = contract.zone;
  for (const NamedPredicate& definition : contract.definitions) scope.names.push_back(definition.name);
  for (const auto& axis : contract.scores) scope.names.push_back(axis->name);
  for (const auto& list : {contract.segments, contract.lanes, contract.sources, contract.routes}) {
    if (list) scope.names.push_back(list->name);
  }
  for (const Field& field : contract.fields) scope.names.push_back(field.name);
  return scope;
}

Dictionary dictionary_of(const Contract& contract) {
  Dictionary out;
  out.contact = contact_fields(contract);
  if (contract.disposition && !contract.disposition->states.empty())
    out.words.push_back({known_field("disposition"), contract.disposition->states, "the states of [disposition]", true});
  return out;
}

Names::Names(Document& doc, Contract& contract) : doc_(doc), contract_(contract) {
  scope_.find = [this](std::string_view name) { return find(name); };
  scope_.calendar = [this](std::string_view name) { return find_calendar(contract_, name); };
  scope_.zone = contract.zone;
  for (const Field& field : contract.fields) scope_.names.push_back(field.name);
}

void Names::declare(const Section& root) {
  if (const auto table = root.table_if("define", "[define]", "[define]")) {
    for (const Entry& entry : table->entries()) declare_one(Kind::definition, entry, "[define]");
  }
  if (const auto table = root.table_if("score", "[score]", "[score.fit]")) {
    for (const Entry& entry : table->entries())
      if (entry.name != "landmark" || entry.node->is_table()) declare_one(Kind::axis, entry, "[score]");
    if (table->has("landmark") && !table->find("landmark")->is_table()) read_landmark(*table);
  }
  for (const char* name : bucket_tables) {
    const std::string title = "[" + std::string(name) + "]";
    if (const auto table = root.table_if(name, title, title)) {
      pending_.push_back({Kind::buckets, name, &table->table(), table->at(), State::unread, {}, 1});
      scope_.names.emplace_back(name);
    }
  }
}

/// An age that no export reaches is a slip of the pen.
void Names::read_landmark(const Section& table) {
  constexpr std::string_view example = "landmark = \"14d\"";
  constexpr Seconds most = 3660 * seconds_a_day;
  const std::optional<Duration> age = table.elapsed_if("landmark", example);
  if (age->amount > most) table.refuse("landmark", "`landmark` of [score] is longer than ten years", "it is the age at which calibration scores a lead: " + std::string(example));
  const bool usual = age->amount == contract_.landmark;
  contract_.landmark = age->amount;
  if (usual) doc_.meaning[table.find("landmark")] = "";   // the default, written out, means nothing more
}

void Names::declare_one(Kind kind, const Entry& entry, std::string_view table) {
  const std::string quoted = "`" + entry.name + "`";
  if (!is_identifier(entry.name)) {
    refuse(doc_, entry.at, quoted + " in " + std::string(table) + " cannot be a name in expressions",
           "a name is letters, digits and _, begins with a letter, and is not a word of SQL");
  }
  for (const Pending& other : pending_) {
    if (same_name(other.name, entry.name))
      refuse(doc_, entry.at, quoted + " is defined twice", "case does not matter in names: rename one of the two");
  }
  const bool reserved =
      std::any_of(std::begin(bucket_tables), std::end(bucket_tables), [&](const char* name) { return same_name(entry.name, name); });
  if (reserved || (kind == Kind::definition && has_name(contract_.fields, entry.name))) {
    refuse(doc_, entry.at, quoted + " is already the name of " + (reserved ? "the contract's buckets" : "a field"),
           "choose another name for it");
  }
  if (pending_.size() == most_declarations) refuse(doc_, entry.at, "there are more than 1000 definitions and scores", "leave out those that no stage, clock or other definition uses");
  pending_.push_back({kind, entry.name, entry.node, entry.at, State::unread, {}, 1});
  scope_.names.push_back(entry.name);
}

void Names::resolve_all() {
  for (Pending& pending : pending_) read(pending);
  for (const Pending& pending : pending_) {
    if (pending.kind == Kind::definition) {
      const Source source{doc_.file, static_cast<int>(pending.at.line), static_cast<int>(pending.at.column)};
      contract_.definitions.push_back({pending.name, std::get<ExprPtr>(pending.meaning), source});
    } else if (pending.kind == Kind::axis) {
      contract_.scores.push_back(std::get<std::shared_ptr<const ScoreAxis>>(pending.meaning));
    } else {
      buckets_of(contract_, pending.name) = std::get<std::shared_ptr<const BucketList>>(pending.meaning);
    }
  }
  // As the digest has them: two files of one digest make the same columns, in one order.
  std::sort(contract_.scores.begin(), contract_.scores.end(), [](const auto& a, const auto& b) { return a->name < b->name; });
}

void Names::refuse_circle(const Pending& pending) const {
  std::string circle;
  bool inside = false;
  for (const std::size_t index : reading_) {
    inside = inside || &pending_[index] == &pending;
    if (inside) circle += pending_[index].name + " -> ";
  }
  refuse(doc_, pending.at, "`" + pending.name + "` is defined by itself: " + circle + pending.name,
         "one of these must say what it means without the others");
}

void Names::read(Pending& pending) {
  if (pending.state == State::read) return;
  if (pending.state == State::reading) refuse_circle(pending);
  if (reading_.size() >= deepest_reference) {
    refuse(doc_, pending.at, "definitions refer to each other more than " + std::to_string(deepest_reference) + " deep",
           "say it in fewer steps");
  }
  pending.state = State::reading;
  reading_.push_back(static_cast<std::size_t>(&pending - pending_.data()));
  switch (pending.kind) {
    case Kind::definition: pending.meaning = read_definition(pending); break;
    case Kind::axis: {
      const toml::table* table = pending.node->as_table();
      if (!table) Section(doc_, doc_.root, "[score]").wrong_type(pending.name, *pending.node, "a table", "[score." + pending.name + "]");
      pending.meaning = read_axis(*this, Section(doc_, *table, "[score." + pending.name + "]"), pending.name);
      break;
    }
    case Kind::buckets:
      pending.meaning = read_buckets(*this, Section(doc_, *pending.node->as_table(), "[" + pending.name + "]"), pending.name);
      break;
  }
  reading_.pop_back();
  pending.state = State::read;
  if (pending.weight > heaviest)
    refuse(doc_, pending.at, "`" + pending.name + "` comes to more than 10,000 names when all it refers to is followed",
           "say it in simpler terms");
}

Meaning Names::read_definition(const Pending& pending) {
  const Section section(doc_, *doc_.root.get("define")->as_table(), "[define]");
  const std::string example = pending.name + " = \"employees BETWEEN 50 AND 500\"";
  const ExprPtr expr = parse(section, pending.name, *pending.node, example, {});
  const Type type = result_type(*expr);
  if (type != Type::boolean && type != Type::number) {
    refuse(doc_, pending.node->source().begin,
           "`" + pending.name + "` of [define] must be a predicate or a number, and is a " + std::string(type_name(type)),
           "compare it with something, for instance: " + example);
  }
  return expr;
}

std::optional<Meaning> Names::find(std::string_view name) {
  for (Pending& pending : pending_) {
    if (!same_name(pending.name, name) || same_name(name, self_)) continue;
    read(pending);
    if (!reading_.empty()) pending_[reading_.back()].weight += pending.weight;
    return pending.meaning;
  }
  if (!reading_.empty()) pending_[reading_.back()].weight += 1;
  return field_meaning(contract_, name);
}

ExprPtr Names::parse(const Section& section, std::string_view name, const toml::node& node, std::string_view example,
                     std::string_view self) {
  const std::string text = text_of(section, name, node, example);
  const std::string outer = std::exchange(self_, std::string(self));
  try {
    ExprPtr expr = hold_to_words(parse_expression(text, scope_), dictionary_of(contract_));
    self_ = outer;
    doc_.meaning[&node] = to_sql(*expr);
    return expr;
  } catch (const ExprError& error) {
    throw Error(place_in_text(doc_, *node.as_string(), error.at), error.problem, fix_with_headers(contract_, text, error));
  }
}

ExprPtr Names::predicate_at(const Section& section, std::string_view name, const toml::node& node, std::string_view example,
                            std::string_view self) {
  ExprPtr expr = parse(section, name, node, example, self);
  const Type type = result_type(*expr);
  if (type != Type::boolean) {
    refuse(
        doc_, node.source().begin,
        "`" + std::string(name) + "` of " + section.title() + " must be true or false of a lead, and is a " + std::string(type_name(type)),
        "write a comparison, for instance: " + std::string(example));
  }
  return expr;
}

ExprPtr Names::predicate(const Section& section, std::string_view key, std::string_view example) {
  return predicate_at(section, key, section.need(key, example), example);
}

ExprPtr Names::predicate_if(const Section& section, std::string_view key, std::string_view example) {
  return section.has(key) ? predicate(section, key, example) : nullptr;
}

/// A date such as `disqualified_at` needs no line under [columns] when its column is called the same, and no known date is
/// so near that a slip is likelier.
FieldId Names::unknown_field(const Section& section, std::string_view key, const std::string& name, Type type) {
  std::vector<std::string> candidates;
  for (const Field& field : contract_.fields) {
    if (field.type == type) candidates.push_back(field.name);
  }
  const bool plain_date = type == Type::date && is_identifier(name) && name.ends_with("_at");
  const bool near = !closest(name, candidates).empty();
  if (plain_date && !near) {
    Field field;
    field.name = name;
    field.type = type;
    field.headers = {name};
    field.named_by_contract = true;
    const toml::source_position at = section.find(key)->source().begin;
    field.source = {doc_.file, static_cast<int>(at.line), static_cast<int>(at.column)};
    contract_.fields.push_back(std::move(field));
    return static_cast<FieldId>(contract_.fields.size() - 1);
  }
  const std::string declare = declare_column(name, type), reads = reads_header(contract_, name);
  const std::string fix = !reads.empty() ? reads : near ? did_you_mean(name, candidates, "") + " If not, " + declare : declare;
  section.refuse(key, "`" + std::string(key) + "` of " + section.title() + " names no field: \"" + name + "\"", fix);
}

FieldId Names::field(const Section& section, std::string_view key, Type type, std::string_view example) {
  const toml::node& node = section.need(key, example);
  const std::string name = text_of(section, key, node, example);
  FieldId id = find_field(contract_, name);
  if (id == no_field) id = unknown_field(section, key, name, type);
  const Field& field = contract_.fields[id];
  if (field.type != type) {
    section.refuse(key,
                   "`" + std::string(key) + "` of " + section.title() + " must be a field of type " + std::string(type_name(type)) +
                       ", and `" + field.name + "` is a " + std::string(type_name(field.type)),
                   "write for instance: " + std::string(example));
  }
  doc_.meaning[&node] = field.name;
  return id;
}

FieldId Names::field_if(const Section& section, std::string_view key, Type type, std::string_view example) {
  return section.has(key) ? field(section, key, type, example) : no_field;
}

}  // namespace handoff
