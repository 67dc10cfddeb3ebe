// A column is looked at until all of its texts have been seen; each distinct value is held against them once.
#include "handoff/judging/seen_texts.hpp"

#include <algorithm>

#include "expression/expression.hpp"
#include "handoff/contract/contact_field.hpp"
#include "handoff/text/suggest.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

/// The items of a list, or the text alone.
template <class Use>
void each_item(std::string_view text, bool list, Use use) {
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = list ? std::min(text.find(';', from), text.size()) : text.size();
    use(trim_text(text.substr(from, end - from)));
    from = end + 1;
  }
}

bool is_text(const AskedText& asked, std::string_view value) {
  switch (asked.how) {
    case AskedText::How::equals: return value == asked.text;
    case AskedText::How::any_case: return equal_folded(value, asked.text);
    case AskedText::How::pattern: return like_matches(asked.like->pattern, value);
    case AskedText::How::item: break;
  }
  bool found = false;
  each_item(value, true, [&](std::string_view item) { found = found || equal_folded(item, trim_text(asked.text)); });
  return found;
}

std::size_t slot_of(std::string_view text) {
  std::size_t mix = text.size() * 0x9E37;
  for (std::size_t i = 0; i < text.size() && i < 4; ++i) mix = mix * 31 + static_cast<unsigned char>(text[i]) + 7 * static_cast<unsigned char>(text[text.size() - 1 - i]);
  return (mix ^ mix >> 7) & 63U;
}

std::string lower_text(std::string_view text) {
  std::string out(case_room(text.size()), '\0');
  out.resize(change_case(text, false, out.data()));
  return out;
}

/// One holds the other, and neither is a mere syllable.
std::string nearest_around(const std::string& text, const std::vector<std::string>& values) {
  const std::string wanted = lower_text(text);
  std::string best;
  for (const std::string& value : values) {
    const std::string have = lower_text(value);
    const bool inside = have.find(wanted) != std::string::npos || wanted.find(have) != std::string::npos;
    if (inside && std::min(have.size(), wanted.size()) >= 4 && (best.empty() || value.size() < best.size())) best = value;
  }
  return best;
}

void find_nearest(const std::vector<std::string>& values, TextInNoRow& out) {
  const AskedText& asked = out.asked;
  if (asked.how == AskedText::How::pattern) {
    LikePattern any_case = asked.like->pattern;
    if (any_case.fold) return;
    any_case = compile_like(asked.text, any_case.escape, true);
    const auto found = std::find_if(values.begin(), values.end(), [&](const std::string& value) { return like_matches(any_case, value); });
    if (found != values.end()) out.nearest = *found, out.case_differs = true;
    return;
  }
  for (const std::string& value : values)
    if (asked.how == AskedText::How::equals && !asked.subject && equal_folded(value, asked.text)) {
      out.nearest = value;
      out.case_differs = true;
      return;
    }
  out.nearest = closest(asked.text, values);
  if (out.nearest.empty()) out.nearest = nearest_around(asked.text, values);
}

}  // namespace

SeenTexts::SeenTexts(const std::vector<AskedColumn>& columns) : asked_(&columns) { reset(); }

void SeenTexts::reset() {
  columns_.assign(asked_->size(), {});
  open_.clear();
  for (std::size_t i = 0; i < asked_->size(); ++i) {
    columns_[i].seen.resize((*asked_)[i].texts.size());
    columns_[i].unseen = columns_[i].seen.size();
    if (columns_[i].unseen > 0) open_.push_back(i);
  }
}

void SeenTexts::look(const Lead& lead) {
  bool closed = false;
  for (const std::size_t i : open_) {
    const Value& value = lead[(*asked_)[i].field];
    if (!value.present()) continue;
    Column& column = columns_[i];
    if (column.recent[slot_of(value.text)] == value.text && !value.text.empty()) continue;
    look_at(i, value.text);
    closed = closed || column.unseen == 0;
  }
  if (closed) std::erase_if(open_, [&](std::size_t i) { return columns_[i].unseen == 0; });
}

void SeenTexts::look_at(std::size_t index, std::string_view text) {
  Column& column = columns_[index];
  column.any = true;
  if (column.many || text.size() > longest_value) return match(index, text);
  const auto [kept, fresh] = column.values.emplace(text);
  column.recent[slot_of(text)] = *kept;
  if (!fresh) return;
  match(index, text);
  if (column.unseen > 0 && column.values.size() <= most_values) return;
  column.many = column.unseen > 0;
  column.recent.fill({});
  column.values.clear();
}

void SeenTexts::match(std::size_t index, std::string_view text) {
  Column& column = columns_[index];
  const std::vector<AskedText>& texts = (*asked_)[index].texts;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (column.seen[i]) continue;
    std::string scratch;
    std::string_view held = text;
    if (texts[i].subject) {
      probe_.values.resize(std::max<std::size_t>(probe_.values.size(), known_fields().size()));
      if (probe_.values.size() <= texts[i].field) probe_.values.resize(texts[i].field + std::size_t{1});
      Value& cell = probe_.values[texts[i].field];
      cell = {};
      cell.state = Value::State::present;
      cell.text = text;
      Judging judging;
      judging.lead = &probe_;
      const Value value = evaluate(*texts[i].subject, judging, scratch);
      cell = {};
      if (!value.present()) continue;
      scratch = std::string(value.text);
      held = scratch;
    }
    if (!is_text(texts[i], held)) continue;
    column.seen[i] = true;
    --column.unseen;
  }
}

void SeenTexts::merge(const SeenTexts& other) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Column& mine = columns_[i];
    const Column& theirs = other.columns_[i];
    for (std::size_t text = 0; text < mine.seen.size(); ++text) {
      if (mine.seen[text] || !theirs.seen[text]) continue;
      mine.seen[text] = true;
      --mine.unseen;
    }
    mine.any = mine.any || theirs.any;
    mine.many = mine.many || theirs.many;
    mine.recent.fill({});
    if (mine.unseen == 0 || mine.many) {
      mine.values.clear();
      continue;
    }
    mine.values.insert(theirs.values.begin(), theirs.values.end());
    if (mine.values.size() <= most_values) continue;
    mine.many = true;
    mine.values.clear();
  }
}

std::vector<TextInNoRow> SeenTexts::in_no_row(const Contract& contract) const {
  std::vector<TextInNoRow> out;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    if (!column.any || column.unseen == 0) continue;
    const FieldId field = (*asked_)[i].field;
    const bool people = is_contact_field(contract, field) || field == known_field("owner");
    const bool list = contract.fields[field].type == Type::list;
    std::vector<std::string> values;
    for (const std::string& value : column.values) each_item(value, list, [&](std::string_view item) { values.emplace_back(item); });
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    for (std::size_t text = 0; text < column.seen.size(); ++text) {
      if (column.seen[text]) continue;
      TextInNoRow one{(*asked_)[i].texts[text], {}, false, column.many};
      if (!column.many && !people) find_nearest(values, one);
      out.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace handoff
