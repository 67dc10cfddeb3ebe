// One worker of a log: rows to short events, texts interned.
#pragma once
#include <algorithm>
#include <limits>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "scan/block_walk.hpp"
#include "leads/cell_text.hpp"
#include "leads/columns.hpp"
#include "leads/date_orders.hpp"
#include "logs/event_columns.hpp"
#include "logs/event_log.hpp"
#include "handoff/cells/absence.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/cut_text.hpp"
#include "handoff/text/error.hpp"
#include "identity/hash.hpp"
#include "identity/id_form.hpp"
#include "scan/inputs.hpp"
#include "leads/lead_reader.hpp"
#include "leads/spreadsheet_error.hpp"
#include "csv/dialect/row_width.hpp"

namespace handoff {

/// The fields of a log, in the contract made of its columns.
constexpr FieldId id_field = 0, at_field = 1, type_field = 2, first_further = 3;

/// A column that holds more different texts than it may.
struct TooManyTexts { FieldId field; };

struct EventRow {
  std::uint64_t lead;
  Instant at;
  std::uint32_t type;    // twice the text's number, plus one where only the day is known
  std::uint32_t origin;  // among the further columns, in the order of reading
};

/// Distinct texts, numbered as they come.
class Interner {
 public:
  std::uint32_t number(std::string&& text) {
    const auto [at, fresh] = numbers_.try_emplace(std::move(text), static_cast<std::uint32_t>(texts_.size()));
    if (fresh) texts_.push_back(at->first);
    return at->second;
  }
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> texts_;
};

class EventWorker final : public RecordSink {
 public:
  /// `plans`: by input. `further`: the fields kept besides. `key`: of the ids' hashes.
  EventWorker(const Contract& contract, const DateOrders& orders, const std::vector<Input>& inputs, const std::vector<ColumnPlan>& plans,
              const EventLogRequest& request, const std::vector<FieldId>& further, const HashKey& key)
      : contract_(contract), reader_(contract, orders), inputs_(inputs), plans_(plans), request_(request), further_(further),
        changed_(changed_field(request, contract)), key_(key), widths(inputs.size()), interners(further.size()),
        columns(further.size()) {}
  void use(std::size_t file) {
    if (file == open_) return;
    reader_.use(plans_[file], inputs_[file].base, inputs_.size() > 1 ? file : LeadReader::no_file);
    open_ = file;
    where_ = request_.rules ? request_.rules->where.get() : nullptr;
    where_fields_.clear();
    if (where_) collect_fields(*where_, where_fields_);
    if (!where_ || !request_.rules->where_of_preset) return;
    for (const FieldId field : plans_[file].absent)   // the preset's rule holds where the file has its columns
      if (std::find(where_fields_.begin(), where_fields_.end(), field) != where_fields_.end()) where_ = nullptr;
  }
  void begin_block(const BlockPlace& place) override {
    use(place.file);
    reader_.at_block(place.account->begin, place.first_line);
    spreadsheet_ids.at_block(inputs_[place.file].base + place.account->begin, place.first_line);
  }
  void end_block(const BlockPlace& place) override {
    account.rows_read += place.account->records + place.account->rejects.size();
    account.unfit.add(place, inputs_[place.file].source->size());
    widths[place.file].add(*place.account);
  }
  void record(const Record& record) override {
    const std::string_view id = reader_.cell_of(record, id_field);
    if (id.empty() || is_spreadsheet_error(id)) {
      ++account.no_lead_id;
      account.unreadable_id += !id.empty();
      reader_.read_evidence(record, at_field);
      return;
    }
    if (has_exponent(id) || several(id)) look_at_ids(id, inputs_[open_].base + record.offset);
    account.forms.add(id);
    read_ids(id);
    if (!known_leads()) {
      const bool dated = reader_.read_evidence(record, at_field);
      account.incomplete += !dated || (request_.typed && reader_.cell_of(record, type_field).empty());
      return;
    }
    const Lead& row = reader_.read(record);
    const Value &at = row[at_field], &type = row[type_field];
    if (!at.present()) {
      ++(at.state == Value::State::missing ? account.no_date : account.unreadable_date);
      if (at.state != Value::State::missing) keep_undated(row);
      return;
    }
    const Value* owner = owner_alone(row);
    if (request_.typed && !type.present() && !owner) {
      ++account.no_type;
      account.unreadable_type += unreadable(type);
      if (unreadable(type)) keep_undated(row);
      return;
    }
    std::string name;
    if (type.present() && !owner) name = name_of(type);
    if (!counts(row, name)) return;
    ++account.used;
    account.day_only += at.stamp.date_only;
    account.shared += ids_.size() + beside_ > 1;
    account.beside += beside_;
    const std::uint32_t type_number = types.number(std::move(name)) * 2 + at.stamp.date_only;
    const auto row_number = static_cast<std::uint32_t>(rows.size());
    for (const auto& [lead, text] : ids_) {
      if (request_.numbered) row_numbers.push_back(row_number);
      rows.push_back({lead, at.stamp.first, type_number, static_cast<std::uint32_t>(rows.size())});
      for (std::size_t i = 0; i < columns.size(); ++i) add_further(i, owner && i == 0 ? *owner : row[further_[i]]);
    }
    if (types.texts().size() > most_types) throw TooManyTexts{type_field};
  }
  const std::vector<FieldFacts>& facts() const { return reader_.facts(); }
  /// By file and field, of a log of several files; once, after the last record.
  const std::vector<std::vector<OrderEvidence>>& orders_by_file() { return reader_.orders_by_file(); }

 private:
  /// Who has the lead now, of a row that tells nothing else; null: it tells of a type.
  const Value* owner_alone(const Lead& row) const {
    if (!request_.owner_changes) return nullptr;
    const Value &type = row[type_field], &owner = row[further_.front()];
    if (!type.present()) return (owner.present() || unreadable(owner)) && !unreadable(type) ? &owner : nullptr;
    if (changed_ == no_field || !row[changed_].present()) return nullptr;
    const std::string changed = ascii_lower_text(row[changed_].text);
    return std::find(request_.owner_changes->begin(), request_.owner_changes->end(), changed) != request_.owner_changes->end() ? &type : nullptr;
  }
  bool several(std::string_view cell) const { return request_.several_ids && cell.find(';') != std::string_view::npos; }
  /// Each id that a cell names, for the form of a spreadsheet's number.
  void look_at_ids(std::string_view cell, std::uint64_t offset) {
    for (std::size_t from = 0; from <= cell.size();) {
      const std::size_t end = several(cell) ? std::min(cell.find(';', from), cell.size()) : cell.size();
      spreadsheet_ids.look(trimmed(cell.substr(from, end - from)), offset);
      from = end + 1;
    }
  }
  /// The leads that a cell names: one, or where the log may name several (`101;102`), each of them once.
  void read_ids(std::string_view cell) {
    ids_.clear();
    beside_ = 0;
    if (!several(cell)) {
      ids_.emplace_back(hash_text(cell, key_), cell);
      return;
    }
    for (std::size_t from = 0; from <= cell.size();) {
      const std::size_t end = std::min(cell.find(';', from), cell.size());
      const std::string_view id = trimmed(cell.substr(from, end - from));
      const std::uint64_t hash = hash_text(id, key_);
      if (!id.empty() && std::none_of(ids_.begin(), ids_.end(), [&](const auto& one) { return one.first == hash; })) ids_.emplace_back(hash, id);
      from = end + 1;
    }
    if (ids_.empty()) ids_.emplace_back(hash_text(cell, key_), cell);
  }
  /// Keeps those ids that matter. Where none does, the row is outside if one of its leads is, else a stranger's.
  bool known_leads() {
    if (!request_.leads) return true;
    bool outside = false;
    std::string_view stranger;
    std::uint64_t strangers = 0;
    std::erase_if(ids_, [&](const auto& one) {
      const LeadSet::Known known = request_.leads->find(one.first);
      outside = outside || known == LeadSet::Known::outside;
      if (known == LeadSet::Known::stranger && (++strangers == 1 || one.second < stranger)) stranger = one.second;
      return known != LeadSet::Known::wanted;
    });
    beside_ = strangers;
    if (!ids_.empty()) return true;
    if (outside) { ++account.outside; return false; }
    ++account.strangers;
    account.alike = std::max(account.alike, request_.leads->alike(stranger));
    if (account.stranger.empty() || stranger < account.stranger) account.stranger = stranger;
    return false;
  }
  /// Does a cell that `where` asks hold what cannot be read? Of a blank it is known that nothing stands there.
  bool asks_unreadable(const Lead& row) const {
    return std::any_of(where_fields_.begin(), where_fields_.end(), [&](FieldId field) { return unreadable(row[field]); });
  }
  static bool unreadable(const Value& value) { return value.state == Value::State::unreadable && !no_column(value); }
  std::string name_of(const Value& type) const { return request_.case_tells ? std::string(counted_text(type.text)) : ascii_lower_text(counted_text(type.text)); }
  /// The row may tell of an event that counts, at any time, or of an owner, whose row has the empty type.
  void keep_undated(const Lead& row) {
    const Value& type = row[type_field];
    const bool of_owner = owner_alone(row) != nullptr;
    if (!request_.keep_undated || !(of_owner || type.present() || unreadable(type))) return;
    std::string name = type.present() && !of_owner ? name_of(type) : std::string();
    if (type.present() && request_.names) {
      const auto found = request_.names->find(name);
      if (found == request_.names->end()) return;
      name = found->second;
    }
    judging_.lead = &row;
    if (where_ && truth(*where_, judging_) == Tri::no) return;
    const std::uint32_t number = of_owner || type.present() ? types.number(std::move(name)) : any_type;
    for (const auto& [lead, text] : ids_) undated.push_back({lead, number});
    if (types.texts().size() > most_types) throw TooManyTexts{type_field};
  }
  /// Is the row of a type that counts, and does `where` hold for it? `name` becomes what stands for its type.
  bool counts(const Lead& row, std::string& name) {
    if (request_.names) {
      const auto found = request_.names->find(name);
      if (found == request_.names->end()) {
        ++account.other_type;
        ++account.other_types[name];
        if (account.other_types.size() > most_types) throw TooManyTexts{type_field};
        return false;
      }
      name = found->second;
    }
    if (!where_) return true;
    judging_.lead = &row;
    const Tri holds = truth(*where_, judging_);
    if (holds == Tri::yes) return true;
    ++(holds == Tri::no ? account.not_where : account.where_unknown);
    if (holds == Tri::unknown && asks_unreadable(row)) {
      ++account.unreadable_where;
      keep_undated(row);
    }
    return false;
  }
  void add_further(std::size_t i, const Value& value) {
    EventColumn& column = columns[i];
    column.unreadable.push_back(value.state == Value::State::unreadable && !no_column(value));
    switch (contract_.fields[further_[i]].type) {
      case Type::number:
        column.numbers.push_back(value.present() ? value.number.low : std::numeric_limits<double>::quiet_NaN());
        break;
      case Type::date:
        column.dates.push_back(value.present() ? value.stamp.first : instant_min);
        column.days.push_back(value.present() && value.stamp.date_only);
        break;
      default: column.indexes.push_back(value.present() ? number_of(i, value.text) : no_text); break;
    }
  }
  std::uint32_t number_of(std::size_t i, std::string_view text) {
    const std::size_t most = most_texts(request_.further[i].role);
    const std::uint32_t number = interners[i].number(std::string(most > 0 ? counted_text(text) : text));
    if (most > 0 && interners[i].texts().size() > most) throw TooManyTexts{further_[i]};
    return number;
  }
  const Contract& contract_;
  LeadReader reader_;
  const std::vector<Input>& inputs_;
  const std::vector<ColumnPlan>& plans_;
  std::size_t open_ = ~std::size_t{0};
  const EventLogRequest& request_;
  const Expr* where_ = nullptr;   // of the open file
  std::vector<FieldId> where_fields_;
  const std::vector<FieldId>& further_;
  const FieldId changed_;
  const HashKey key_;
  Judging judging_;
  std::vector<std::pair<std::uint64_t, std::string_view>> ids_;   // of the row: hash and text
  std::uint64_t beside_ = 0;                                      // of its ids, those that the export has not

 public:
  EventAccount account;
  SpreadsheetIds spreadsheet_ids;
  std::vector<WidthVotes> widths;  // by input
  std::vector<EventRow> rows;
  std::vector<UndatedEvent> undated;
  std::vector<std::uint32_t> row_numbers;   // by event, where they are asked for: of the row's first event
  Interner types;
  std::vector<Interner> interners;
  std::vector<EventColumn> columns;
};

}  // namespace handoff
