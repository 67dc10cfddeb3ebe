// A template keeps its text; its zone and columns become those of the export, and what the export lacks is said where it is asked for.
#include "draft/draft.hpp"

#include <algorithm>

#include "contract_file.hpp"
#include "draft/draft_parts.hpp"
#include "handoff/text/error.hpp"
#include "handoff/text/suggest.hpp"
#include "draft/templates.hpp"
#include "toml_layout.hpp"

namespace handoff {
namespace {

using Kind = LayoutItem::Kind;

std::size_t line_end(const std::string& text, std::size_t at) { return std::min(text.find('\n', at), text.size()); }

/// The header named in a line of [columns] that the export has; empty: none of them.
std::string named_column(const std::string& line, const std::vector<std::string>& header) {
  const auto found = std::find_if(header.begin(), header.end(), [&](const std::string& name) {
    return !name.empty() && (line.find('"' + name + '"') != std::string::npos || line.find('\'' + name + '\'') != std::string::npos);
  });
  return found == header.end() ? std::string() : *found;
}

/// The columns for a template: where the export has the template's own header, that one and no guess.
DraftFacts fitted(DraftFacts facts, const std::string& text) {
  const std::vector<LayoutItem> items = toml_layout(text);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != Kind::table || items[i].path != std::vector<std::string>{"columns"}) continue;
    for (std::size_t k = i + 1; k < items.size() && items[k].kind == Kind::key; ++k) {
      const std::string& name = items[k].path.front();
      const std::string header = named_column(text.substr(items[k].begin, items[k].end - items[k].begin), facts.header);
      const bool axis = name == "fit" || name == "intent" || name == "recency";  // [score] names its column too
      if (name == "preset" || (header.empty() && !axis)) continue;
      std::erase_if(facts.columns, [&](const ProposedColumn& one) { return one.header == header || known_fields()[one.field].name == name; });
    }
  }
  return facts;
}

/// What a template's own [columns] adds: fields of its own, and canonical ones under another header.
std::string template_columns(const DraftFacts& facts, const std::string& text, const std::vector<LayoutItem>& items, std::size_t first) {
  std::string out;
  for (std::size_t i = first; i < items.size() && items[i].kind == Kind::key; ++i) {
    const std::string& name = items[i].path.front();
    if (name == "preset" || has_column(facts, name)) continue;
    const std::string line = text.substr(items[i].begin, items[i].end - items[i].begin);
    if (!named_column(line, facts.header).empty()) out += line + "\n";
    else if (known_field(name) == no_field) out += line + "   # DECIDE: # this export has no such column; name the one that holds it\n";
    else out += "# DECIDE: " + line + "   # this export has no such column\n";
  }
  return out;
}

/// Where sales says what it did with a lead, as far as the headers tell: the lead status.
std::string answer_column(const DraftFacts& facts) {
  const auto at = std::find_if(facts.columns.begin(), facts.columns.end(), [](const ProposedColumn& one) { return one.field == known_field("lead_status"); });
  return at == facts.columns.end() ? "..." : at->header;
}

/// The line that a [disposition] needs to be provable, where no column was recognised for it.
std::string disposition_column(const DraftFacts& facts) {
  if (has_column(facts, "disposition")) return "";
  return "# DECIDE: disposition = " + toml_quoted(answer_column(facts)) + "   # the column of what sales answers; its texts are the states of [disposition]\n";
}

/// Fields that stages, exits and clocks ask for and no column holds.
std::string missing_fields(const DraftFacts& facts, const std::string& text) {
  const Contract contract = parse_contract(text, "the template");
  std::vector<FieldId> asked;
  for (const Stage& stage : contract.stages) asked.push_back(stage.at);
  for (const Exit& exit : contract.exits) asked.push_back(exit.at);
  for (const Clock& clock : contract.clocks) asked.insert(asked.end(), {clock.start, clock.stop});
  if (contract.disposition) asked.insert(asked.end(), {known_field("disposition"), known_field("disposition_reason")});
  std::sort(asked.begin(), asked.end());
  asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
  std::string out;
  for (const FieldId field : asked) {
    if (field >= contract.fields.size() || contract.fields[field].named_by_contract || has_column(facts, contract.fields[field].name)) continue;
    const std::string line = "# DECIDE: " + contract.fields[field].name + " = ";
    if (text.find("\n" + line) != std::string::npos) continue;
    if (field == known_field("disposition")) out += disposition_column(facts);
    else out += line + "\"...\"   # asked for below, and this export has no column for it\n";
  }
  return out;
}

/// The template's marks of what its source leaves open.
void mark_silent(std::string& text) {
  const std::string mark = "# SILENT\n", decide = "# DECIDE: # the template's source does not say\n";
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += decide.size()) text.replace(at, mark.size(), decide);
}

/// A rate without a horizon is judged by nothing but what cannot change: by when a lead must have got there is for both sides to settle.
void mark_horizons(std::string& text) {
  if (text.find("\nmaturity") != std::string::npos) return;
  const std::string decide = "# DECIDE: within = \"30d\"   # how long after its entry a lead may take; without it only what cannot change is judged\n";
  for (const std::string metric : {"\nmetric = \"rate(", "\nmetric = \"coverage("}) {
    for (std::size_t at = 0; (at = text.find(metric, at)) != std::string::npos; ++at) {
      const std::size_t end = std::min(text.find("\n[", at), text.size()), within = text.find("\nwithin", at);
      if (within >= end) text.insert(line_end(text, at + 1) + 1, decide);
    }
  }
}

std::string from_template(const DraftFacts& facts, const std::string& name, std::string text, const std::string& missing) {
  const std::vector<LayoutItem> items = toml_layout(text);
  std::string table;
  // From the back, so that what was found stays where it was.
  for (std::size_t i = items.size(); i-- > 0;) {
    const LayoutItem& item = items[i];
    if (item.kind == Kind::table && item.path.size() == 1 && item.path.front() == "columns") {
      std::size_t last = i;
      while (last + 1 < items.size() && items[last + 1].kind == Kind::key) ++last;
      const std::string nulls = (text.find("\n[null]") == std::string::npos ? draft_nulls(facts) : "") + draft_number_lines(facts);
      text.replace(item.begin, line_end(text, items[last].end) - item.begin,
                   draft_columns(facts, template_columns(facts, text, items, i + 1) + missing) + (nulls.empty() ? "" : "\n" + nulls.substr(0, nulls.size() - 1)));
    } else if (item.kind == Kind::table && item.path.size() == 1 && item.path.front() == "contract") {
      text.insert(line_end(text, item.end), "\n# DECIDE: effective = { from = 2026-04-01, to = 2026-06-30 }   # the days on which it is in force; name and version are to be settled too");
    } else if (item.kind == Kind::key && item.path.front() == "zone") {
      std::size_t head = i;
      while (head > 0 && items[head].kind == Kind::key) --head;
      if (items[head].path != std::vector<std::string>{"time"}) continue;
      std::string lines = draft_zone_line(facts) + "\n" + draft_order_lines(facts);
      lines.pop_back();  // the template's own line end follows
      text.replace(item.begin, line_end(text, item.end) - item.begin, lines);
    }
  }
  text.erase(0, items.front().begin);
  mark_silent(text);
  mark_horizons(text);
  return draft_heading(facts, name) + text;
}

std::string plain(const DraftFacts& facts) {
  const std::string nulls = draft_nulls(facts), numbers = draft_number_lines(facts);
  return draft_heading(facts, "plain") +
         "handoff = 2\n\n[contract]\nname = \"Sales-marketing SLA\"\nversion = \"draft\"\n"
         "# DECIDE: effective = { from = 2026-04-01, to = 2026-06-30 }   # the days on which it is in force; name and version are to be settled too\n\n[time]\n" +
         draft_zone_line(facts) + "\n" + draft_order_lines(facts) + "\n" + draft_columns(facts, (facts.lead_date.empty() ? "" : "lead_at = { column = " + toml_quoted(facts.lead_date) + ", type = \"date\" }\n") + disposition_column(facts)) + "\n" + (nulls.empty() ? "" : nulls + "\n") + (numbers.empty() ? "" : numbers + "\n") + plain_rest(facts);
}

}  // namespace

std::vector<std::string> draft_names() {
  std::vector<std::string> out = {"plain"};
  for (const Template& one : templates()) out.emplace_back(one.name);
  return out;
}

std::string draft_contract(const DraftFacts& facts, const std::string& name) {
  std::string text;
  if (name == "plain") text = plain(facts);
  for (const Template& one : templates()) {
    if (one.name != name) continue;
    const DraftFacts own = fitted(facts, std::string(one.text));
    text = from_template(own, name, std::string(one.text), "");
    text = from_template(own, name, std::string(one.text), missing_fields(own, text));
  }
  if (text.empty()) {
    const std::vector<std::string> names = draft_names();
    const std::string near = closest(name, names);
    std::string all;
    for (const std::string& one : names) all += (all.empty() ? "" : ", ") + one;
    throw Error("--template", "there is no template '" + name + "'", near.empty() ? "there are " + all : "did you mean '" + near + "'?");
  }
  parse_contract(text, "the drafted contract");  // what does not load is not handed out
  return text;
}

}  // namespace handoff
