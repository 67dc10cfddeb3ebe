#include "leads/lead_reader.hpp"

#include <algorithm>
#include <optional>

#include "leads/cell_text.hpp"
#include "handoff/text/contact.hpp"
#include "handoff/cells/absence.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/time/blank_day.hpp"
#include "leads/spreadsheet_error.hpp"

namespace handoff {
namespace {

bool equal_lower(std::string_view cell, const std::string& word) {
  if (cell.size() != word.size()) return false;
  for (std::size_t i = 0; i < cell.size(); ++i)
    if (ascii_lower(cell[i]) != word[i]) return false;
  return true;
}

/// Does `2026-06-01T00:00`, with or without seconds and what stands behind them, say 00:00? Nothing: it is another form.
std::optional<bool> says_midnight(std::string_view cell) {
  if (cell.size() < 16 || cell[4] != '-' || cell[7] != '-' || cell[13] != ':') return std::nullopt;
  const bool seconds = cell.size() >= 19 && cell[16] == ':';
  const auto zero = [&](std::size_t at) { return cell[at] == '0'; };
  return zero(11) && zero(12) && zero(14) && zero(15) && (!seconds || (zero(17) && zero(18)));
}

/// Such a date says which number is the month.
bool begins_with_year(std::string_view cell) {
  const auto digit = [&](std::size_t i) { return cell[i] >= '0' && cell[i] <= '9'; };
  return cell.size() > 4 && cell[4] == '-' && digit(0) && digit(1) && digit(2) && digit(3);
}

/// Known to everybody: who has the export can make the hash again. The field is told by its name, since ids are of one version of the program.
HashKey content_key(std::string_view field) {
  HashKey key;
  key.start = hash_text(field, {});
  return key;
}

}  // namespace

NullWords::NullWords(const std::vector<std::string>& words) {
  for (const auto& word : words) {
    std::string low(trimmed(word));
    for (char& c : low) c = ascii_lower(c);
    if (low.empty()) continue;
    lengths_ |= length_bit(low.size());
    lower_.push_back(std::move(low));
  }
}

bool NullWords::is_one(std::string_view cell) const {
  return std::any_of(lower_.begin(), lower_.end(), [&](const std::string& word) { return equal_lower(cell, word); });
}

LeadReader::LeadReader(const Contract& contract, const DateOrders& orders, Instant horizon)
    : contract_(contract), orders_(orders), nulls_(contract.nulls), horizon_(horizon), facts_(contract.fields.size()) {
  lead_.values.resize(contract.fields.size());
}

/// What has come since the file was opened is its own.
void LeadReader::leave_file() {
  if (file_ == no_file) return;
  if (orders_by_file_.size() <= file_) orders_by_file_.resize(file_ + 1);
  std::vector<OrderEvidence>& own = orders_by_file_[file_];
  own.resize(facts_.size());
  for (std::size_t id = 0; id < facts_.size(); ++id) {
    const OrderEvidence &now = facts_[id].order, &before = before_file_[id];
    own[id].merge({now.first_over_12 - before.first_over_12, now.second_over_12 - before.second_over_12, now.open - before.open});
  }
}

const std::vector<std::vector<OrderEvidence>>& LeadReader::orders_by_file() {
  leave_file();
  file_ = no_file;
  return orders_by_file_;
}

void LeadReader::use(const ColumnPlan& plan, std::uint64_t base, std::size_t file) {
  leave_file();
  if (file != no_file) {
    before_file_.clear();
    for (const FieldFacts& facts : facts_) before_file_.push_back(facts.order);
  }
  file_ = file;
  base_ = base;
  headers_ = plan.header_of_field;
  rules_.clear();
  slots_.assign(contract_.fields.size(), -1);
  for (Value& value : lead_.values) value = Value{};
  content_.clear();
  for (const ColumnUse& one : plan.content) content_.push_back({one.slot, content_key(contract_.fields[one.field].name)});
  for (const FieldId id : plan.absent) lead_.values[id] = absent_cell();
  for (const ColumnUse& one : plan.uses) {
    const Field& field = contract_.fields[one.field];
    const Zone* zone = field.zone ? field.zone.get() : contract_.zone.get();
    if (!zone && field.type == Type::date && !utc_) utc_ = Zone::find("UTC");
    const DateOrder order = orders_.used[one.field] == DateOrder::undecided ? DateOrder::mdy : orders_.used[one.field];
    const bool as_written = field.type == Type::text || field.type == Type::list;
    const bool evidence = evidence_but_ && zone && std::find(evidence_but_->begin(), evidence_but_->end(), one.field) == evidence_but_->end();
    const bool open = reading_open(contract_, orders_, one.field) || (field.type == Type::date && !zone);  // its rows still show something
    const bool times = field.type == Type::date && !orders_.days_given[one.field];
    KnownDays* const days = zone && field.type == Type::date ? &days_.try_emplace(zone, *zone).first->second : nullptr;
    slots_[one.field] = one.slot;
    rules_.push_back({&lead_.values[one.field], &facts_[one.field], one.slot, field.type, as_written, zone, days, order, evidence, !field.zone && contract_.zone, open,
                      orders_.days[one.field] != 0, times, orders_.marks[one.field], field.duration, field.unit,
                      field.type == Type::date && !orders_.given[one.field]});
  }
}

inline bool LeadReader::read_date_cell(const Rule& rule, std::string_view cell) {
  Stamp& stamp = rule.value->stamp;
  if (rule.times && !rule.facts->timed) look_at_time(rule, cell);
  if (rule.swaps && !rule.facts->late_iso) look_at_year_first(rule, cell);
  if (rule.evidence && begins_with_year(cell)) return true;
  const bool known = rule.days && (!rule.day || cell.size() == 10) && rule.days->read(cell, stamp);
  if (known) {
    rule.facts->local_times += !stamp.date_only;
  } else {   // a known day is one of a lead
    if (!read_other_date(rule, cell)) return false;
    if (!is_lead_day(stamp.day)) {
      ++rule.facts->strange_years;
      return false;
    }
  }
  stamp.home_day = rule.home;
  lead_.blank_dates |= is_blank_day(stamp.day);
  if (stamp.first > rule.facts->newest) {
    if (stamp.first <= horizon_) rule.facts->newest = stamp.first;
    else ++rule.facts->later;
  }
  return true;
}

const Lead& LeadReader::read(const Record& record) {
  lead_.offset = base_ + record.offset;
  lead_.blank_dates = false;
  const std::string_view* const cells = record.cells.data();
  for (const Rule& rule : rules_) {
    const std::string_view cell = cells[rule.slot];
    Value& value = *rule.value;
    if (cell.empty() || nulls_.holds(cell)) {
      value.state = Value::State::missing;
      value.text = {};
      continue;
    }
    ++rule.facts->filled;
    value.text = cell;
    value.state = Value::State::present;
    if (rule.as_written) {
      if (!may_be_spreadsheet_error(cell) || !is_spreadsheet_error(cell)) continue;
    } else if (rule.type == Type::date ? read_date_cell(rule, cell) : read_typed(rule, cell)) {
      continue;
    }
    value.state = Value::State::unreadable;
    note_unreadable(rule, cell);
  }
  return lead_;
}

void LeadReader::read_content(const Record& record) {
  std::uint64_t sum = 0;
  for (const ContentCell& one : content_) {
    const std::string_view cell = record.cells[static_cast<std::size_t>(one.slot)];
    if (!cell.empty() && !nulls_.holds(cell)) sum += hash_text(cell, one.key);
  }
  lead_.content = mix64(sum);
}

std::string_view LeadReader::cell_of(const Record& record, FieldId field) const {
  if (slots_[field] < 0) return {};
  const std::string_view cell = record.cells[static_cast<std::size_t>(slots_[field])];
  return nulls_.holds(cell) ? std::string_view() : cell;
}

bool LeadReader::read_evidence(const Record& record, FieldId date) {
  lead_.offset = base_ + record.offset;
  bool good = false;
  for (const Rule& rule : rules_) {
    const bool asked = rule.value == &lead_.values[date];
    if (!rule.open && !asked) continue;
    const std::string_view cell = record.cells[static_cast<std::size_t>(rule.slot)];
    if (cell.empty() || nulls_.holds(cell)) continue;
    if (rule.type == Type::number) {
      ++rule.facts->filled;
      look_at_mark(rule, cell);
      continue;
    }
    if (rule.times && !rule.facts->timed) look_at_time(rule, cell);
    if (rule.swaps && !rule.facts->late_iso) look_at_year_first(rule, cell);
    bool is_date = rule.zone && begins_with_year(cell);  // which shows nothing of its order
    if (!is_date && rule.open) {
      ++rule.facts->filled;
      const std::uint64_t offsets = rule.facts->offsets, local_times = rule.facts->local_times;
      is_date = read_other_date(rule, cell);
      rule.facts->offsets = offsets, rule.facts->local_times = local_times;   // they are counted of the rows that are read
    } else if (!is_date) {
      DateText text;
      is_date = read_date(cell, text);
    }
    if (!is_date) note_header(rule, cell);
    good = good || (asked && is_date);
  }
  return good;
}

bool LeadReader::read_typed(const Rule& rule, std::string_view cell) {
  if (rule.type != Type::number) return read_boolean(cell, rule.value->flag);
  if (rule.open) look_at_mark(rule, cell);
  if (rule.duration) return read_time_taken(cell, rule.unit, rule.mark, rule.value->number);
  if (!read_number(cell, rule.mark, rule.value->number)) return false;
  if (cell.find('%') != std::string_view::npos) {
    note(rule.facts->percent_cell, cell);
    rule.facts->most_share = std::max(rule.facts->most_share, rule.value->number.high);
  } else if (rule.value->number.low > 1) {
    note(rule.facts->plain_cell, cell);
  }
  if (rule.value->number.low < 0) ++rule.facts->below_zero, note(rule.facts->below_zero_cell, cell);
  return true;
}

/// What a date shows of its column: whether all its times are 00:00.
void LeadReader::look_at_time(const Rule& rule, std::string_view cell) const {
  if (cell.size() == 10 && cell[4] == '-') return;   // a day
  std::optional<bool> midnight = says_midnight(cell);
  if (!midnight) {
    DateText text;
    const bool may_hold_one = cell.find(':') != std::string_view::npos || cell.find_first_not_of("0123456789") == std::string_view::npos;
    if (!may_hold_one || !read_date(cell, text) || !text.has_time) return;
    midnight = text.second_of_day == 0;
  }
  rule.facts->midnights += *midnight;
  rule.facts->timed = !*midnight;
}

/// What `2026-04-08` shows of its column: whether its days are all 12 or less, as where days and months were swapped.
void LeadReader::look_at_year_first(const Rule& rule, std::string_view cell) const {
  if (cell.size() < 10 || !begins_with_year(cell) || cell[7] != '-') return;
  const int day = (cell[8] - '0') * 10 + (cell[9] - '0');
  if (day < 1 || day > 31) return;
  rule.facts->late_iso = day > 12;
  if (day > 12) return;
  ++rule.facts->early_iso;
  note(rule.facts->iso_cell, cell);
}

/// What a number shows of its column: whether a dot or a comma begins the decimals.
void LeadReader::look_at_mark(const Rule& rule, std::string_view cell) const {
  const MarkShown shown = rule.facts->marks.add(cell);
  if (shown == MarkShown::either) return;
  note(shown == MarkShown::only_dot ? rule.facts->dot_cell : shown == MarkShown::only_comma ? rule.facts->comma_cell : rule.facts->open_cell, cell);
}

void LeadReader::note(Example& example, std::string_view cell) const {
  if (lead_.offset >= example.offset) return;
  example.offset = lead_.offset;
  example.block_offset = block_offset_;
  example.block_line = block_line_;
  example.text = may_be_name(cell) ? std::string() : std::string(cut_text(without_contact(cell), 80));  // before it is cut, since half an address cannot be known for one
}

/// The long way, for every form and every day.
bool LeadReader::read_other_date(const Rule& rule, std::string_view cell) {
  FieldFacts& facts = *rule.facts;
  DateText text;
  if (!read_date(cell, text)) return false;
  if (text.order_open) {
    facts.order.add(text);
    if (text.a > 12) note(facts.day_first, cell);
    else if (text.b > 12) note(facts.month_first, cell);
    else if (text.a != text.b) note(facts.either, cell);
  }
  const Zone* zone = rule.zone;
  if (!zone) {
    if (!text.has_offset) {
      ++facts.zoneless;
      note(facts.first_zoneless, cell);
      return false;
    }
    zone = utc_.get();
    if (!zone) return false;
  }
  if (rule.day) {
    text.has_time = text.has_offset = false;
    if (!text.order_open && begins_with_year(cell) && rule.days && rule.days->read(cell.substr(0, 10), rule.value->stamp)) return true;
  }
  LocalFix fix = LocalFix::none;
  if (!make_stamp(text, rule.order, *zone, rule.value->stamp, &fix)) return false;
  facts.offsets += text.has_time && text.has_offset;
  facts.local_times += text.has_time && !text.has_offset;
  facts.twice += fix == LocalFix::twice;
  facts.skipped += fix == LocalFix::skipped;
  return true;
}

}  // namespace handoff
