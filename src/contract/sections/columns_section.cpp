// [columns], [null], [enrichment]: which column of the export is which field.
#include <fmt/format.h>

#include "handoff/contract/contact_field.hpp"
#include "handoff/contract/field_hint.hpp"
#include "handoff/contract/money.hpp"
#include "handoff/text/error.hpp"
#include "presets.hpp"
#include "sections/sections.hpp"

namespace handoff {
namespace {

constexpr std::size_t most_own_fields = 1000;
constexpr std::string_view own_example = "resources = { column = \"Content downloads\", type = \"number\" }";

std::vector<std::string> known_names() {
  std::vector<std::string> names;
  for (const KnownField& field : known_fields()) names.emplace_back(field.name);
  return names;
}

/// A type, and how its cells are read: a day is a date, a duration a number of seconds.
struct ColumnType { Type type = Type::text; bool day = false, duration = false; };

ColumnType read_type(const Section& section, const std::string& text) {
  for (const Type type : {Type::text, Type::number, Type::date, Type::boolean, Type::list}) {
    if (type_name(type) == text) return {type};
  }
  if (text == "day") return {Type::date, true, false};
  if (text == "duration") return {Type::number, false, true};
  section.refuse("type", "there is no type \"" + text + "\"",
                 did_you_mean(text, {"text", "number", "date", "boolean", "list", "day", "duration"}, "a type is text, number, date, day, duration, boolean or list"));
}

/// Seconds of one unit of a duration.
Seconds read_unit(const Section& section, const std::string& unit) {
  constexpr std::pair<std::string_view, Seconds> units[] = {{"s", 1}, {"m", 60}, {"h", 3600}, {"d", seconds_a_day}};
  for (const auto& [name, seconds] : units)
    if (unit == name) return seconds;
  section.refuse("unit", "`unit` is \"" + unit + "\"", "write what a number of the column counts: \"s\", \"m\", \"h\" or \"d\" (seconds, minutes, hours, days of 24 hours)");
}

Field& field_for(const Section& section, const Entry& entry, bool table, Contract& contract) {
  if (const FieldId id = known_field(entry.name); id != no_field) return contract.fields[id];
  const std::string quoted = "`" + entry.name + "`";
  if (!table) {
    refuse(section.doc(), entry.at, quoted + " is not a canonical field",
           did_you_mean(entry.name, known_names(),
                        "a field of your own needs its type: " + std::string(is_identifier(entry.name) ? entry.name : "my_field") +
                            " = { column = \"...\", type = \"number\" }"));
  }
  if (!is_identifier(entry.name)) {
    refuse(section.doc(), entry.at, quoted + " cannot be the name of a field",
           "a name is letters, digits and _, begins with a letter, and is not a word of SQL");
  }
  if (find_field(contract, entry.name) != no_field) {
    refuse(section.doc(), entry.at, quoted + " differs from another field only in case",
           did_you_mean(entry.name, known_names(), "rename one of the two"));
  }
  if (contract.fields.size() - known_fields().size() >= most_own_fields)
    refuse(section.doc(), entry.at, "there are more than 1000 fields of your own", "keep those that the contract uses");
  contract.fields.push_back({});
  contract.fields.back().name = entry.name;
  return contract.fields.back();
}

/// Dates that a CRM overwrites: it keeps the last one alone.
bool is_overwritten(std::string_view name) { return name == "last_touch_at" || name == "last_signal_at" || name == "modified_at"; }

/// `{ column = "...", type = "...", zone = "...", date_order = "..." }`
void read_table(const Section& section, const Entry& entry, Field& field) {
  const bool own = known_field(entry.name) == no_field;
  section.only({"column", "type", "zone", "date_order", "keeps", "decimal", "unit"});
  section.need("column", own_example);
  field.headers = section.texts_if("column", own_example);
  if (own) section.need("type", own_example);
  if (const auto text = section.text_if("type", own_example)) {
    const ColumnType type = read_type(section, *text);
    if (!own && (type.type != field.type || type.duration)) {
      section.refuse("type", "`" + field.name + "` is always a " + std::string(type_name(field.type)),
                     "leave `type` out, or declare a field of your own under another name");
    }
    field.type = type.type;
    field.day = type.day;
    field.duration = type.duration;
    if (!own) section.doc().meaning[section.find("type")] = "";
  }
  if (field.day && section.has("zone"))
    section.refuse("zone", "`" + field.name + "` holds days, and a day is written alike in every zone", "leave `zone` out");
  if (section.has("unit") && !field.duration) section.refuse("unit", "`unit` is for durations, and `" + field.name + "` is not one", "add: type = \"duration\"");
  if (const auto unit = section.text_if("unit", "unit = \"m\"")) field.unit = read_unit(section, *unit);
  if (section.has("decimal") && field.type != Type::number)
    section.refuse("decimal", "`decimal` is for numbers, and `" + field.name + "` is a " + std::string(type_name(field.type)), "leave it out");
  if (const auto decimal = section.text_if("decimal", "decimal = \".\"")) field.decimal = read_decimal(section, *decimal);
  for (const char* key : {"zone", "date_order", "keeps"}) {
    if (section.has(key) && field.type != Type::date)
      section.refuse(key, "`" + std::string(key) + "` is for dates, and `" + field.name + "` is a " + std::string(type_name(field.type)),
                     "leave it out");
  }
  if (const auto keeps = section.text_if("keeps", "keeps = \"last\"")) {
    if (*keeps != "last" && *keeps != "first")
      section.refuse("keeps", "`keeps` is \"last\" (the CRM overwrites the date) or \"first\" (it writes it once)", "write: keeps = \"last\"");
    field.overwritten = *keeps == "last";
  }
  if (const auto zone = section.text_if("zone", "zone = \"UTC\"")) field.zone = read_zone(section, "zone", *zone);
  if (const auto order = section.text_if("date_order", "date_order = \"mdy\"")) field.date_order = read_order(section, *order);
}

void read_field(const Section& columns, const Entry& entry, Contract& contract) {
  Document& doc = columns.doc();
  const toml::table* table = entry.node->as_table();
  Field& field = field_for(columns, entry, table != nullptr, contract);
  field.named_by_contract = true;
  field.source = {doc.file, static_cast<int>(entry.at.line), static_cast<int>(entry.at.column)};
  const std::string example = entry.name + " = \"Column header\"";
  if (table) {
    read_table(Section(doc, *table, "`" + entry.name + "`"), entry, field);
  } else {
    field.headers = texts_of(columns, entry.name, *entry.node, example);
  }
  // however it is written, a column is its type, zone, order and headers
  std::string meaning = std::string(type_name(field.type)) + "|" + (field.zone ? field.zone->name() : "") + "|" +
                        std::to_string(static_cast<int>(field.date_order));
  if (field.overwritten != is_overwritten(field.name)) meaning += field.overwritten ? "|last" : "|first";
  if (field.day) meaning += "|day";
  if (field.duration) meaning += "|duration " + std::to_string(field.unit);
  if (field.decimal != DecimalMark::undecided) meaning += field.decimal == DecimalMark::dot ? "|." : "|,";
  for (const std::string& header : field.headers) meaning += "|" + std::to_string(header.size()) + ":" + header;
  doc.meaning[entry.node] = meaning;
}

void add_known_fields(Contract& contract) {
  for (const KnownField& known : known_fields()) {
    Field field;
    field.name = known.name;
    field.type = known.type;
    field.overwritten = is_overwritten(known.name);
    contract.fields.push_back(std::move(field));
  }
}

/// What reports print value by value may not be read from a column of persons.
void refuse_persons(const Contract& contract) {
  for (const char* name : {"stage", "source", "disposition", "disposition_reason"}) {
    const Field& field = contract.fields[known_field(name)];
    if (!field.named_by_contract) continue;
    for (const std::string& header : field.headers)
      if (is_contact_header(contract, header))
        throw Error(field.source.text(),
                    fmt::format("`{}` is printed value by value, and the column \"{}\" holds names, e-mail addresses or phone numbers", name, header),
                    fmt::format("name the column that holds the {} of a lead", name));
  }
}

}  // namespace

void read_columns(const Section& root, Contract& contract) {
  contract.preset = "none";
  add_known_fields(contract);
  if (const auto columns = root.table_if("columns", "[columns]", "[columns]")) {
    if (const auto preset = columns->text_if("preset", "preset = \"hubspot\"")) {
      contract.preset = ascii_lower_text(*preset);
      bool known = false;
      for (const std::string& name : preset_names()) known = known || name == contract.preset;
      if (!known)
        columns->refuse("preset", "there is no preset \"" + *preset + "\"",
                        did_you_mean(*preset, preset_names(), "presets are hubspot, salesforce and none"));
      root.doc().meaning[columns->find("preset")] = contract.preset == "none" ? "" : contract.preset;
    }
    for (const Entry& entry : columns->entries()) {
      if (entry.name != "preset") read_field(*columns, entry, contract);
    }
  }
  for (Field& field : contract.fields) {
    if (field.named_by_contract) continue;  // a column that was signed is not silently replaced by another
    field.headers = preset_headers(contract.preset, field.name);
    bool has_own_name = false;
    for (const std::string& header : field.headers) has_own_name = has_own_name || same_name(header, field.name);
    if (!has_own_name) field.headers.push_back(field.name);
    if (field.name == "currency") field.headers.insert(field.headers.end(), currency_headers().begin(), currency_headers().end());
  }
  refuse_persons(contract);
  contract.nulls = preset_nulls(contract.preset);
  if (const auto null = root.table_if("null", "[null]", "[null]")) {
    null->only({"values"});
    const std::vector<std::string> values = null->texts_if("values", "values = [\"N/A\", \"(No value)\"]");
    contract.nulls.insert(contract.nulls.end(), values.begin(), values.end());
  }
}

DecimalMark read_decimal(const Section& section, const std::string& mark) {
  if (mark == ".") return DecimalMark::dot;
  if (mark == ",") return DecimalMark::comma;
  section.refuse("decimal", "`decimal` is \".\" (1,200 is twelve hundred) or \",\" (1.200 is)", "write: decimal = \".\"");
}

void read_numbers(const Section& root, Contract& contract) {
  const auto section = root.table_if("numbers", "[numbers]", "[numbers]");
  if (!section) return;
  section->only({"decimal"});
  section->need("decimal", "decimal = \".\"");
  contract.decimal = read_decimal(*section, section->text("decimal", "decimal = \".\""));
}

void read_money(const Section& root, Contract& contract) {
  constexpr std::string_view example = "symbols = { \"$\" = \"USD\" }";
  const auto section = root.table_if("money", "[money]", "[money]");
  if (!section) return;
  section->only({"symbols"});
  const auto symbols = section->table_if("symbols", "`symbols`", example);
  if (!symbols) return;
  for (const Entry& entry : symbols->entries()) {
    const std::string name = upper_currency(entry.name), means = upper_currency(text_of(*symbols, entry.name, *entry.node, example));
    if (!contract.symbols.emplace(name, means).second)
      refuse(section->doc(), entry.at, "\"" + entry.name + "\" stands twice in `symbols` of [money]", "case does not matter: write it once");
    section->doc().meaning[entry.node] = name + "=" + means;
  }
}

void read_enrichment(const Section& root, const Names& names) {
  constexpr std::string_view example = "required = [\"employees\", \"industry\"]";
  const auto section = root.table_if("enrichment", "[enrichment]", "[enrichment]");
  if (!section) return;
  section->only({"required"});
  section->need("required", example);
  Contract& contract = names.contract();
  for (const std::string& name : section->texts_if("required", example)) {
    const FieldId id = find_field(contract, name);
    if (id == no_field) {
      std::vector<std::string> candidates;
      for (const Field& field : contract.fields) candidates.push_back(field.name);
      section->refuse("required", "`required` of [enrichment] names no field: \"" + name + "\"",
                      reads_header(contract, name).empty() ? did_you_mean(name, candidates, declare_column(name)) : reads_header(contract, name));
    }
    bool twice = false;
    for (const FieldId other : contract.enrichment) twice = twice || other == id;
    if (twice)
      section->refuse("required", "`required` of [enrichment] names `" + contract.fields[id].name + "` twice", "name each field once");
    contract.enrichment.push_back(id);
  }
}

}  // namespace handoff
