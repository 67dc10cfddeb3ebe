// [touch], [history] and the columns of the other logs: what counts as a touch, as an entry into a stage, and where a log says so.
#include "presets.hpp"
#include "sections/sections.hpp"

namespace handoff {
namespace {

using Fields = std::vector<std::pair<const char*, Type>>;

/// The fields a log is known to have, whatever the contract's columns say: first the three that every row is read by.
const Fields& touch_fields() {
  static const Fields fields = {{"lead_id", Type::text}, {"at", Type::date},      {"type", Type::text},      {"status", Type::text},
                                {"outcome", Type::text}, {"owner", Type::text},   {"channel", Type::text},   {"subject", Type::text},
                                {"direction", Type::text}, {"automated", Type::boolean}, {"status_updated_at", Type::date}};
  return fields;
}

const Fields& history_fields() {
  static const Fields fields = {{"lead_id", Type::text}, {"at", Type::date}, {"stage", Type::text}, {"owner", Type::text}, {"field", Type::text}, {"old", Type::text}};
  return fields;
}

/// Known fields, then the contract's own, which are text; each with the headers it may stand under.
LogRules log_fields(const Contract& contract, const std::string& table, const Fields& known, const std::map<std::string, std::string>& columns) {
  LogRules rules;
  const auto add = [&](const std::string& name, Type type) {
    LogField field{name, type, {}, false};
    for (const auto& [own, header] : columns) {
      if (!same_name(own, name)) continue;
      field.headers = {header};
      field.named_by_contract = true;
    }
    if (!field.named_by_contract) {
      field.headers = log_headers(contract.preset, table, name);
      field.headers.push_back(name);
    }
    rules.fields.push_back(std::move(field));
  };
  for (const auto& [name, type] : known) add(name, type);
  for (const auto& [name, header] : columns) {
    bool there = false;
    for (const auto& field : rules.fields) there = there || same_name(field.name, name);
    if (!there) add(name, Type::text);
  }
  return rules;
}

Scope log_scope(const Contract& contract, const LogRules& rules) {
  Scope scope;
  for (const LogField& field : rules.fields) scope.names.push_back(field.name);
  scope.find = [&rules](std::string_view wanted) -> std::optional<Meaning> {
    for (std::size_t id = 0; id < rules.fields.size(); ++id) {
      if (same_name(rules.fields[id].name, wanted)) return Meaning(FieldRef{static_cast<FieldId>(id), rules.fields[id].type});
    }
    return std::nullopt;
  };
  scope.calendar = [](std::string_view) { return std::shared_ptr<const Calendar>(); };
  scope.zone = contract.zone;
  return scope;
}

/// `where` in the log's own columns.
void read_log_where(const Section& section, const Contract& contract, const std::string& example, LogRules& rules) {
  const auto text = section.text_if("where", example);
  if (!text) return;
  const toml::node& node = *section.find("where");
  try {
    rules.where = parse_expression(*text, log_scope(contract, rules));
  } catch (const ExprError& error) {
    throw Error(place_in_text(section.doc(), *node.as_string(), error.at), error.problem, error.fix);
  }
  if (result_type(*rules.where) != Type::boolean)
    section.refuse("where", "`where` of " + section.title() + " must be true or false of a row of the log", "write for instance: " + example);
  section.doc().meaning[&node] = to_sql(*rules.where);
}

/// `before` is judged at a disposition: one of its states, or an exit, or a stage.
std::string read_before(const Section& section, const Contract& contract) {
  const auto before = section.text_if("before", "before = \"rejected\"");
  if (!before) return {};
  std::vector<std::string> known;
  if (contract.disposition) known = contract.disposition->states;
  for (const Exit& exit : contract.exits) known.push_back(exit.name);
  for (const Stage& stage : contract.stages) known.push_back(stage.name);
  bool found = false;
  for (const std::string& one : known) found = found || same_name(one, *before);
  if (!found) {
    section.refuse("before", "`before` of [touch] names no state of [disposition], no exit and no stage: \"" + *before + "\"",
                   did_you_mean(*before, known, "known are " + listed(known)));
  }
  return *before;
}

/// The contract's types, or those that the preset is known to have.
void read_types(const Section& section, const Contract& contract, TouchRules& rules) {
  const std::string example = "types = { Call = \"phone\", Email = \"email\" }";
  if (const auto types = section.table_if("types", "`types`", example)) {
    for (const Entry& entry : types->entries()) rules.types[ascii_lower_text(entry.name)] = text_of(*types, entry.name, *entry.node, example);
    if (rules.types.empty())
      section.refuse("types", "`types` of [touch] is empty, so nothing would be a touch", "write for instance: " + example);
    return;
  }
  rules.types = preset_touch_types(contract.preset);
  rules.types_of_preset = !rules.types.empty();
}

}  // namespace

std::map<std::string, std::string> read_log_columns(const Section& section, const std::string& table,
                                                    std::initializer_list<const char*> required) {
  std::map<std::string, std::string> columns;
  const std::string title = "[" + table + ".columns]";
  const auto found = section.table_if("columns", title, title);
  if (!found) return columns;
  const std::string example = "lead_id = \"Who Id\"";
  for (const Entry& entry : found->entries()) {
    if (!is_identifier(entry.name))
      refuse(section.doc(), entry.at, "`" + entry.name + "` cannot be the name of a field", "write for instance: " + example);
    columns[entry.name] = text_of(*found, entry.name, *entry.node, example);
  }
  if (columns.size() > 200) refuse(section.doc(), found->at(), title + " has more than 200 entries", "keep those that the contract uses");
  for (const char* name : required) found->need(name, std::string(name) + " = \"Column header\"");
  return columns;
}

void read_touch(const Section& root, Names& names) {
  Contract& contract = names.contract();
  const auto section = root.table_if("touch", "[touch]", "[touch]");
  if (!section) return;
  section->only({"types", "where", "minimum", "channels", "within", "from", "before", "where_lead", "status_within", "columns"});
  TouchRules rules;
  const bool known = contract.preset != "none";
  rules.log = log_fields(contract, "touch", touch_fields(),
                         known ? read_log_columns(*section, "touch", {}) : read_log_columns(*section, "touch", {"lead_id", "at"}));
  read_types(*section, contract, rules);
  read_log_where(*section, contract, "where = \"status = 'Completed'\"", rules.log);
  if (const std::string where = preset_touch_where(contract.preset); !rules.log.where && !where.empty()) {
    rules.log.where = parse_expression(where, log_scope(contract, rules.log));
    rules.log.where_of_preset = true;
  }
  if (const auto minimum = section->whole_if("minimum", "minimum = 6", 1, 1000)) rules.minimum = static_cast<int>(*minimum);
  if (const auto channels = section->whole_if("channels", "channels = 2", 1, 1000)) rules.channels = static_cast<int>(*channels);
  rules.within = section->elapsed_if("within", "within = \"14d\"");
  if (section->has("from")) rules.from = stage_at(*section, "from", contract, "from = \"MQL\"");
  rules.before = read_before(*section, contract);
  rules.where_lead = names.predicate_if(*section, "where_lead", "where_lead = \"disposition = 'accepted'\"");
  if (const auto within = section->elapsed_if("status_within", "status_within = \"24h\"")) rules.status_within = within->amount;
  contract.touch = std::move(rules);
}

void read_logs(const Section& root, Contract& contract) {
  for (const char* table : {"history", "deal", "spend", "signals"}) {
    const std::string title = "[" + std::string(table) + "]";
    const auto section = root.table_if(table, title, title);
    if (!section) continue;
    const bool history = std::string_view(table) == "history";
    if (history) section->only({"columns", "where"});
    else section->only({"columns"});
    contract.logs[table] = read_log_columns(*section, table, {});
    if (!history) continue;
    contract.history = log_fields(contract, table, history_fields(), contract.logs[table]);
    read_log_where(*section, contract, "where = \"field = 'Lead Status'\"", contract.history);
  }
  if (contract.history.fields.empty()) contract.history = log_fields(contract, "history", history_fields(), {});
}

}  // namespace handoff
