// Two walks over a report: the first learns which addresses its cells hold, the second masks each. A report without any is left as it is.
#include "handoff/report/masking.hpp"

#include <algorithm>

#include "handoff/text/ascii.hpp"

namespace handoff {
namespace {

bool part_of_word(char c) { return is_digit(c) || is_letter(c); }

/// Does the text hold it, and not as a piece of something longer?
bool holds_whole(std::string_view text, std::string_view found) {
  for (std::size_t at = text.find(found); at != std::string_view::npos; at = text.find(found, at + 1)) {
    const std::size_t end = at + found.size();
    if ((at == 0 || !part_of_word(text[at - 1])) && (end == text.size() || !part_of_word(text[end]))) return true;
  }
  return false;
}

/// Calls `use` with each text that is a cell of its own, raw ones too.
template <class Use>
void visit_texts(const Node& node, const Use& use) {
  if (const Typed* typed = node.typed()) {
    if (const auto* amount = std::get_if<MoneyAmount>(typed)) use(amount->currency, false);
    if (const auto* sums = std::get_if<MoneySums>(typed))
      for (const auto& [currency, minor] : sums->by_currency) use(currency, false);
  }
  if (const auto* text = std::get_if<std::string>(&node.value())) use(*text, node.is_raw());
  if (const auto* list = std::get_if<Node::List>(&node.value()))
    for (const Node& one : *list) visit_texts(one, use);
  const auto* object = std::get_if<Node::Object>(&node.value());
  if (!object) return;
  for (const auto& [key, member] : *object) {
    use(key, false);
    visit_texts(member, use);
  }
}

template <class Use>
void visit_cells(const Report& report, const Use& use) {
  for (const Table& table : report.tables)
    for (const auto& row : table.rows)
      for (const Cell& cell : row) visit_texts(cell.value, use);
  visit_texts(report.result, use);
  for (const Node& row : report.main) visit_texts(row, use);
}

/// Of the types, money alone holds texts of the export: its currencies.
Node masked_money(const Typed& typed, const ContactMask& mask, const Node& node) {
  if (const auto* amount = std::get_if<MoneyAmount>(&typed)) return MoneyAmount{amount->minor, mask.masked(amount->currency), amount->exact};
  const auto* sums = std::get_if<MoneySums>(&typed);
  if (!sums) return node;
  MoneySums masked = *sums;
  for (auto& [currency, minor] : masked.by_currency) currency = mask.masked(currency);
  return masked;
}

Node masked_node(const Node& node, const ContactMask& mask) {
  if (const Typed* typed = node.typed()) return masked_money(*typed, mask, node);
  if (const auto* text = std::get_if<std::string>(&node.value())) return node.is_raw() ? node : Node(mask.masked(*text));
  if (const auto* list = std::get_if<Node::List>(&node.value())) {
    Node::List out;
    for (const Node& one : *list) out.push_back(masked_node(one, mask));
    return out;
  }
  const auto* object = std::get_if<Node::Object>(&node.value());
  if (!object) return node;
  Node::Object out;
  for (const auto& [key, member] : *object) out.emplace_back(mask.masked(key), masked_node(member, mask));
  return out;
}

void mask_all(std::vector<std::string>& texts, const ContactMask& mask) {
  for (std::string& text : texts) text = mask.masked(text);
}

/// Its own words: what is above, beside and under the cells.
void mask_words(Table& table, const ContactMask& mask) {
  table.title = mask.masked(table.title);
  mask_all(table.footnotes, mask);
  for (Heading& heading : table.columns) heading.text = mask.masked(heading.text);
}

void mask_cells(Table& table, const ContactMask& mask) {
  for (auto& row : table.rows)
    for (Cell& cell : row)
      cell.value = masked_node(cell.value, mask);
}

}  // namespace

bool ContactMask::allowed(std::string_view found) const {
  return (!ids_.empty() && ids_.contains(std::string(found))) || std::any_of(own_.begin(), own_.end(), [&](std::string_view own) { return holds_whole(own, found); });
}

void ContactMask::allow_number(std::string_view id) {
  for (const ContactSpan& span : contacts_in(id))
    if (span.phone) ids_.emplace(id.substr(span.begin, span.end - span.begin));
}

void ContactMask::learn(std::string_view text) {
  for (const ContactSpan& span : contacts_in(text)) {
    const std::string_view found = text.substr(span.begin, span.end - span.begin);
    if (!allowed(found)) (span.phone ? phones_ : emails_).emplace(found);
  }
}

std::string ContactMask::masked(std::string_view text) const {
  if (!numbered_) {
    for (const auto* kind : {&emails_, &phones_})
      if (std::size_t number = 0; kind->size() > 1)
        for (const std::string& one : *kind) numbers_.emplace(one, ++number);
    numbered_ = true;
  }
  std::string out;
  std::size_t from = 0;
  for (const ContactSpan& span : contacts_in(text)) {
    const std::string_view found = text.substr(span.begin, span.end - span.begin);
    if (allowed(found)) continue;
    out.append(text.substr(from, span.begin - from)).append(span.phone ? "(phone)" : "(e-mail)");
    if (const auto number = numbers_.find(found); number != numbers_.end()) out.append(" ").append(std::to_string(number->second));
    from = span.end;
  }
  return out.append(text.substr(from));
}

void mask_contacts(Report& report, const std::vector<std::string>& own) {
  if (report.with_contact) return;
  ContactMask mask;
  for (const std::string& one : own) mask.allow(one);
  for (const std::string& id : report.said_ids) mask.allow_number(id);
  visit_cells(report, [&](const std::string& text, bool raw) {
    if (raw && !contacts_in(text).empty()) mask.allow_id(text);
  });
  visit_cells(report, [&](const std::string& text, bool raw) {
    if (!raw) mask.learn(text);
  });
  report.title = mask.masked(report.title);
  mask_all(report.headline, mask);
  mask_all(report.notes, mask);
  mask_all(report.main_columns, mask);
  for (Table& table : report.tables) mask_words(table, mask);
  if (mask.empty()) return;
  for (Table& table : report.tables) mask_cells(table, mask);
  report.result = masked_node(report.result, mask);
  for (Node& row : report.main) row = masked_node(row, mask);
}

}  // namespace handoff
