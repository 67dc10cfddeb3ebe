// Typed reads out of a TOML table, each with the sentence for when something else stands there.
#include "toml_reader.hpp"

#include <algorithm>
#include <cmath>

namespace handoff {
namespace {

std::string_view kind_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return node.as_array()->is_array_of_tables() ? "a list of tables" : "a list";
    case toml::node_type::string: return "a text";
    case toml::node_type::integer: return "a whole number";
    case toml::node_type::floating_point: return "a number";
    case toml::node_type::boolean: return "true or false";
    case toml::node_type::date: return "a date";
    case toml::node_type::time: return "a time";
    case toml::node_type::date_time: return "a date with a time";
    default: return "nothing";
  }
}

/// "`limit` of [[clock]]", or "`handoff`" at the top.
std::string of_section(const Section& section, std::string_view name) {
  const std::string quoted = "`" + std::string(name) + "`";
  return section.title().empty() ? quoted : quoted + " of " + section.title();
}

std::string for_instance(std::string_view example) {
  return example.empty() ? std::string() : "write for instance: " + std::string(example);
}

constexpr std::size_t longest_list = 1000;

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

void Section::only(std::initializer_list<std::string_view> keys) const {
  const std::vector<std::string> known(keys.begin(), keys.end());
  for (const Entry& entry : entries()) {
    if (std::find(known.begin(), known.end(), entry.name) != known.end()) continue;
    const std::string where = title_.empty() ? "at the top of the contract" : "in " + title_;
    handoff::refuse(*doc_, entry.at, "unknown key `" + entry.name + "` " + where,
                    did_you_mean(entry.name, known, "known here: " + listed(known)));
  }
}

std::vector<Entry> Section::entries() const {
  std::vector<Entry> out;
  for (auto&& [key, node] : *table_) out.push_back({std::string(key.str()), &node, key.source().begin});
  std::stable_sort(out.begin(), out.end(), [](const Entry& a, const Entry& b) { return a.at < b.at; });
  return out;
}

const toml::node& Section::need(std::string_view key, std::string_view example) const {
  if (const toml::node* node = find(key)) return *node;
  const std::string who = title_.empty() ? "the contract" : title_;
  handoff::refuse(*doc_, at(), who + " has no `" + std::string(key) + "`", "add: " + std::string(example));
}

toml::source_position Section::at(std::string_view key) const {
  const auto it = table_->find(key);
  return it == table_->end() ? at() : it->first.source().begin;
}

Source Section::source() const { return {doc_->file, static_cast<int>(at().line), static_cast<int>(at().column)}; }

Source Section::source(std::string_view key) const {
  return {doc_->file, static_cast<int>(at(key).line), static_cast<int>(at(key).column)};
}

void Section::refuse(std::string_view key, const std::string& problem, const Fix& fix) const {
  const toml::node* node = find(key);
  handoff::refuse(*doc_, node ? node->source().begin : at(), problem, fix);
}

void Section::wrong_type(std::string_view name, const toml::node& node, std::string_view expected, std::string_view example) const {
  handoff::refuse(*doc_, node.source().begin,
                  of_section(*this, name) + " must be " + std::string(expected) + ", and " + std::string(kind_name(node)) + " stands here",
                  for_instance(example));
}

std::string text_of(const Section& section, std::string_view name, const toml::node& node, std::string_view example) {
  const auto* text = node.as_string();
  if (!text) section.wrong_type(name, node, "a text in quotes", example);
  if (blank(text->get())) refuse(section.doc(), node.source().begin, of_section(section, name) + " is empty", for_instance(example));
  return text->get();
}

std::vector<std::string> texts_of(const Section& section, std::string_view name, const toml::node& node, std::string_view example) {
  std::vector<std::string> out;
  if (node.is_string()) {
    out.push_back(text_of(section, name, node, example));
    return out;
  }
  const toml::array* list = node.as_array();
  if (!list) section.wrong_type(name, node, "a text or a list of texts", example);
  for (const toml::node& item : *list) {
    if (!item.is_string()) section.wrong_type(name, item, "a list of texts", example);
    out.push_back(text_of(section, name, item, example));
  }
  if (out.empty()) refuse(section.doc(), node.source().begin, of_section(section, name) + " is an empty list", for_instance(example));
  if (out.size() > longest_list) refuse(section.doc(), node.source().begin, of_section(section, name) + " has more than 1000 entries", "keep the 1000 that matter most, or compare with LIKE in an expression");
  return out;
}

double number_of(const Section& section, std::string_view name, const toml::node& node, std::string_view example) {
  const std::optional<double> number = node.is_number() ? node.value<double>() : std::nullopt;
  if (!number) section.wrong_type(name, node, "a number", example);
  if (!std::isfinite(*number))
    refuse(section.doc(), node.source().begin, of_section(section, name) + " must be a finite number", for_instance(example));
  return *number;
}

double share_of(const Section& section, std::string_view name, const toml::node& node, std::string_view example) {
  const double share = number_of(section, name, node, example);
  if (share < 0 || share > 1) {
    std::string fix = for_instance(example);
    if (share > 1 && share <= 100 && share == std::floor(share)) {
      const int whole = static_cast<int>(share);
      const std::string cents = whole == 100 ? "1.0" : (whole < 10 ? "0.0" : "0.") + std::to_string(whole);
      fix = "write " + cents + ", not " + std::to_string(whole);
    }
    refuse(section.doc(), node.source().begin, of_section(section, name) + " must be a share from 0 to 1", fix);
  }
  return share;
}

Day day_of(const Section& section, std::string_view name, const toml::node& node, std::string_view example) {
  const auto* date = node.as_date();
  if (!date) {
    const bool quoted = node.is_string();
    section.wrong_type(name, node, quoted ? "a date without quotes" : "a date", example);
  }
  return day_from_civil(date->get().year, date->get().month, date->get().day);
}

std::string Section::text(std::string_view key, std::string_view example) const { return text_of(*this, key, need(key, example), example); }

std::optional<std::string> Section::text_if(std::string_view key, std::string_view example) const {
  const toml::node* node = find(key);
  if (!node) return std::nullopt;
  return text_of(*this, key, *node, example);
}

std::vector<std::string> Section::texts_if(std::string_view key, std::string_view example) const {
  const toml::node* node = find(key);
  if (!node) return {};
  std::vector<std::string> out = texts_of(*this, key, *node, example);
  std::string meaning;  // "x" and ["x"] are the same list
  for (const std::string& text : out) meaning += std::to_string(text.size()) + ":" + text + ",";
  doc_->meaning[node] = "[" + meaning + "]";
  return out;
}

std::optional<double> Section::number_if(std::string_view key, std::string_view example) const {
  const toml::node* node = find(key);
  if (!node) return std::nullopt;
  return number_of(*this, key, *node, example);
}

std::optional<double> Section::share_if(std::string_view key, std::string_view example) const {
  const toml::node* node = find(key);
  if (!node) return std::nullopt;
  return share_of(*this, key, *node, example);
}

std::optional<std::int64_t> Section::whole_if(std::string_view key, std::string_view example, std::int64_t least, std::int64_t most) const {
  const toml::node* node = find(key);
  if (!node) return std::nullopt;
  const double number = number_of(*this, key, *node, example);
  if (number != std::floor(number)) wrong_type(key, *node, "a whole number", example);
  if (number < static_cast<double>(least) || number > static_cast<double>(most)) {
    refuse(key, of_section(*this, key) + " must be from " + std::to_string(least) + " to " + std::to_string(most), for_instance(example));
  }
  return static_cast<std::int64_t>(number);
}

std::optional<bool> Section::flag_if(std::string_view key, std::string_view example) const {
  const toml::node* node = find(key);
  if (!node) return std::nullopt;
  if (!node->is_boolean()) wrong_type(key, *node, "true or false", example);
  return node->value<bool>();
}

std::optional<Day> Section::day_if(std::string_view key, std::string_view example) const {
  const toml::node* node = find(key);
  if (!node) return std::nullopt;
  return day_of(*this, key, *node, example);
}

std::optional<Duration> Section::duration_if(std::string_view key, std::string_view example) const {
  const toml::node* node = find(key);
  if (!node) return std::nullopt;
  const std::string written = text_of(*this, key, *node, example);
  const std::optional<Duration> duration = read_duration(written);
  if (!duration) {
    refuse(key, of_section(*this, key) + ": \"" + written + "\" is not a length of time",
           "30m, 1h, 14d are elapsed time, 4bh hours on the business clock, 1bd business days; " + for_instance(example));
  }
  if (duration->amount <= 0) refuse(key, of_section(*this, key) + " must be longer than nothing", for_instance(example));
  doc_->meaning[node] = duration_text(*duration);
  return duration;
}

std::optional<Duration> Section::elapsed_if(std::string_view key, std::string_view example) const {
  const std::optional<Duration> duration = duration_if(key, example);
  if (duration && duration->unit != Unit::elapsed) {
    refuse(key, of_section(*this, key) + " is elapsed time, and cannot be business time", for_instance(example));
  }
  return duration;
}

std::optional<Section> Section::table_if(std::string_view key, std::string title, std::string_view example) const {
  const toml::node* node = find(key);
  if (!node) return std::nullopt;
  const toml::table* table = node->as_table();
  if (!table) wrong_type(key, *node, "a table", example);
  return Section(*doc_, *table, std::move(title));
}

std::vector<Section> Section::tables_if(std::string_view key, const std::string& title, std::string_view example) const {
  std::vector<Section> out;
  const toml::node* node = find(key);
  if (!node) return out;
  const toml::array* list = node->as_array();
  if (!list) wrong_type(key, *node, "a list of tables", example);
  for (const toml::node& item : *list) {
    const toml::table* table = item.as_table();
    if (!table) wrong_type(key, item, "a list of tables", example);
    out.emplace_back(*doc_, *table, title);
  }
  return out;
}

}  // namespace handoff
