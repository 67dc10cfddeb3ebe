// Events are read block by block on all cores into short rows, then sorted once; texts are interned by each worker on its own and
// renumbered by the sorted union, so that the same log gives the same answer for every split.
#include "logs/event_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <thread>

#include "handoff/text/error.hpp"
#include "logs/column_notes.hpp"
#include "logs/event_columns.hpp"
#include "logs/event_merge.hpp"
#include "logs/event_worker.hpp"
#include "scan/inputs.hpp"

namespace handoff {
/// One log on its way from bytes to events.
class EventReading {
 public:
  explicit EventReading(const EventLogRequest& request)
      : request_(request), contract_(log_contract(request)), further_(further_fields(request, contract_)),
        inputs_(open_inputs(files_of(request), *request.sources, request.unpack_limit, true, known_headers(contract_),
                            [this](const Dialect& header, const std::string& file) { plan(header, file); })),
        orders_(orders_of(contract_)) {
    log_.key_ = request.leads ? request.leads->key() : random_hash_key();
    for (const Input& input : inputs_) plans_.push_back(plan(input.dialect, input.source->name()));
    headers_.resize(contract_.fields.size());
    for (std::size_t i = 0; i < headers_.size(); ++i)
      for (const ColumnPlan& one : plans_)
        if (headers_[i].empty()) headers_[i] = one.header_of_field[i];
    for (const ColumnPlan& one : plans_) log_.file_notes_.insert(log_.file_notes_.end(), one.notes.begin(), one.notes.end());
  }
  EventLog run() {
    try {
      sample();
      while (!pass()) workers_.clear();
    } catch (const TooManyTexts& column) {
      refuse_texts(column.field);
    }
    for (const Input& input : inputs_) input.source->check_unchanged();
    unite();
    sort();
    return std::move(log_);
  }

 private:
  std::string section() const { return "[" + request_.table + ".columns]"; }
  ColumnPlan plan(const Dialect& header, const std::string& file) const;
  [[noreturn]] void refuse_texts(FieldId field) const;
  void limit_texts() const;
  bool asked_by_where(FieldId field) const;
  void sample();
  bool settle_widths();
  bool pass();
  bool settle(FieldId field, const FieldFacts& facts, const ColumnNames& names);
  void unite();
  void sort();
  const EventLogRequest& request_;
  Contract contract_;
  std::vector<FieldId> further_;
  std::vector<Input> inputs_;
  std::vector<ColumnPlan> plans_;      // by input: an archive may hold several
  std::vector<std::string> headers_;   // by field, of the first input that has it; empty: none has
  DateOrders orders_;
  std::deque<EventWorker> workers_;
  std::vector<EventRow> rows_;
  EventLog log_;
};

bool EventReading::asked_by_where(FieldId field) const {
  std::vector<FieldId> asked;
  if (request_.rules && request_.rules->where) collect_fields(*request_.rules->where, asked);
  return std::find(asked.begin(), asked.end(), field) != asked.end();
}

ColumnPlan EventReading::plan(const Dialect& header, const std::string& file) const {
  std::vector<FieldId> needed = {id_field, at_field, type_field};
  needed.insert(needed.end(), further_.begin(), further_.end());
  const FieldId changed = changed_field(request_, contract_);
  if (changed != no_field) needed.push_back(changed);
  if (request_.rules && request_.rules->where) collect_fields(*request_.rules->where, needed);
  ColumnPlan plan;
  try {
    plan = plan_columns(header, file, contract_, needed);
  } catch (const Error& error) {  // it speaks of the leads' own columns
    refuse_other_log(request_, header, file, error.problem.substr(0, error.problem.find(", nor any other")));
    std::string fix = error.fix;
    if (const std::size_t at = fix.find("[columns]"); at != std::string::npos) fix.replace(at, 9, section());
    else fix = "under " + section() + ": " + fix;
    throw Error(error.where, error.problem, fix);
  }
  for (const FieldId field : plan.absent) {
    if (std::find(further_.begin(), further_.end(), field) != further_.end() || (field == type_field && !request_.typed)) continue;
    if (field == changed && !asked_by_where(changed)) continue;
    if (field >= first_further && request_.rules && request_.rules->where_of_preset) continue;  // the preset's rule holds where the log has its columns
    const std::string& role = contract_.fields[field].name;
    const std::string lacks = fmt::format("no column holds {} of {} (looked for {})", role, request_.table, listed(contract_.fields[field].headers, 1));
    refuse_other_log(request_, header, file, lacks);
    throw Error(file, lacks, fmt::format("name it under {} of the contract: {} = \"...\"; {}", section(), role, columns_of(header)));
  }
  return plan;
}

/// A look at the beginning, so that one pass is nearly always enough.
void EventReading::sample() {
  EventWorker worker(contract_, orders_, inputs_, plans_, request_, further_, log_.key_);
  constexpr std::uint64_t bytes = 256 << 10;
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    const Input& input = inputs_[i];
    if (input.dialect.data_offset >= input.source->size()) continue;  // a header alone
    worker.use(i);
    BlockReader blocks(*input.source, input.dialect, plans_[i].wanted);
    blocks.normalize(input.dialect.data_offset, std::min(input.source->size(), input.dialect.data_offset + bytes));
    blocks.deliver(worker);
  }
  guess_orders(orders_, worker.facts());
}

/// True where the rows show another width than their beginning did.
bool EventReading::settle_widths() {
  std::vector<WidthVotes> votes(inputs_.size());
  for (const EventWorker& worker : workers_)
    for (std::size_t i = 0; i < inputs_.size(); ++i) votes[i].merge(worker.widths[i]);
  return handoff::settle_widths(inputs_, votes);
}

/// Reads everything; false where the rows show another width, or another order of day and month, than the sample did.
bool EventReading::pass() {
  const WalkOptions options;
  std::vector<WalkFile> files;
  std::size_t blocks = 0;
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    files.push_back({inputs_[i].source.get(), &inputs_[i].dialect, &plans_[i].wanted});
    blocks += block_count(files.back(), options.block_size);
  }
  const std::size_t cores = request_.threads > 0 ? static_cast<std::size_t>(request_.threads) : std::max(1U, std::thread::hardware_concurrency());
  std::vector<RecordSink*> workers;
  for (std::size_t i = 0; i < std::min(cores, blocks); ++i)
    workers.push_back(&workers_.emplace_back(contract_, orders_, inputs_, plans_, request_, further_, log_.key_));
  walk_blocks(files, options, workers);
  if (settle_widths()) return false;
  SpreadsheetIds& ids = workers_.front().spreadsheet_ids;
  for (const EventWorker& worker : workers_) ids.merge(worker.spreadsheet_ids);
  refuse_spreadsheet_ids(ids, inputs_, plans_, id_field);
  limit_texts();
  std::vector<FieldFacts> facts = workers_.front().facts();
  for (std::size_t i = 1; i < workers_.size(); ++i)
    for (std::size_t field = 0; field < facts.size(); ++field) facts[field].merge(workers_[i].facts()[field]);
  const ColumnNames names{&contract_, &headers_, [&](const Example& example) { return place_of(inputs_, example); }};
  bool changed = false;
  for (std::size_t field = 0; field < facts.size(); ++field)
    if ((contract_.fields[field].type == Type::date || contract_.fields[field].type == Type::number) && facts[field].filled > 0) changed = settle(static_cast<FieldId>(field), facts[field], names) || changed;
  const auto first_of = [&](FieldId field) {
    const Example& example = facts[field].first_unreadable;
    return example.seen() ? fmt::format("{} ({})", example.said(), place_of(inputs_, example)) : std::string();
  };
  log_.unreadable_example_ = first_of(at_field);
  log_.further_.resize(request_.further.size());
  for (std::size_t i = 0; i < further_.size(); ++i) log_.further_[i].first_unreadable = first_of(further_[i]);
  log_.swapped_ = swapped_dates(orders_, facts, names);
  log_.column_notes_ = log_column_notes(request_, contract_, orders_, inputs_, headers_, facts, workers_);
  return !changed;
}

/// As settle_order, which speaks of the leads' columns: a column of a log has no order of its own in the contract.
bool EventReading::settle(FieldId field, const FieldFacts& facts, const ColumnNames& names) {
  try {
    return settle_order(orders_, field, facts, names);
  } catch (const Error& error) {
    if (contract_.fields[field].type == Type::number && error.fix.starts_with("say which it is")) throw Error(error.where, error.problem, "say which it is " + numbers_fix());
    if (error.fix.find("date_order") == std::string::npos) throw;
    throw Error(error.where, error.problem, "say which it is under [time], for all columns: date_order = \"mdy\" (month first) or \"dmy\" (day first)");
  }
}

/// Each worker saw few enough texts of a column; all of them together may have seen too many.
void EventReading::limit_texts() const {
  const auto limit = [&](FieldId field, std::size_t most, const auto& texts_of) {
    if (united(workers_, texts_of).size() > most) refuse_texts(field);
  };
  limit(type_field, most_types, types_of);
  for (std::size_t i = 0; i < request_.further.size(); ++i)
    if (const std::size_t most = most_texts(request_.further[i].role); most > 0)
      limit(further_[i], most, [i](const EventWorker& worker) -> const std::vector<std::string>& { return worker.interners[i].texts(); });
}

void EventReading::refuse_texts(FieldId field) const {
  if (field == type_field)
    throw Error(request_.file, fmt::format("column \"{}\" holds more than {} different texts, so it does not hold types", headers_[type_field], most_types),
                "name the column that says what kind of event a row is, under " + section());
  const std::string& role = contract_.fields[field].name;
  throw Error(request_.file, fmt::format("column \"{}\" holds more than {} different texts, too many for {}", headers_[field], most_texts(role), role),
              fmt::format("name the column that holds {} under {}", role, section()));
}

/// All workers' rows as one, their texts numbered alike.
void EventReading::unite() {
  log_.types_ = united(workers_, types_of);
  log_.further_.resize(request_.further.size());
  for (std::size_t i = 0; i < log_.further_.size(); ++i) {
    const auto texts_of = [i](const EventWorker& worker) -> const std::vector<std::string>& { return worker.interners[i].texts(); };
    log_.further_[i].texts = united(workers_, texts_of);
    log_.has_.push_back(!headers_[further_[i]].empty());
  }
  for (EventWorker& worker : workers_) {
    const std::vector<std::uint32_t> types = renumbered(worker.types.texts(), log_.types_);
    const std::size_t before = rows_.size();
    if (before + worker.rows.size() >= std::numeric_limits<std::uint32_t>::max())
      throw Error(request_.file, "holds more than 4,294,967,294 events", "leave out those that no lead of the export has");
    for (EventRow& row : worker.rows) {
      row.type = types[row.type / 2] * 2 + row.type % 2;
      row.origin += static_cast<std::uint32_t>(before);
    }
    append(rows_, worker.rows);
    append_undated(log_.undated_, worker.undated, types);
    for (std::uint32_t& number : worker.row_numbers) number += static_cast<std::uint32_t>(before);
    append(log_.row_numbers_, worker.row_numbers);
    for (std::size_t i = 0; i < log_.further_.size(); ++i) {
      const std::vector<std::uint32_t> numbers = renumbered(worker.interners[i].texts(), log_.further_[i].texts);
      for (std::uint32_t& index : worker.columns[i].indexes) index = index == no_text ? no_text : numbers[index];
      append(log_.further_[i].indexes, worker.columns[i].indexes);
      append(log_.further_[i].numbers, worker.columns[i].numbers);
      append(log_.further_[i].dates, worker.columns[i].dates);
      append(log_.further_[i].days, worker.columns[i].days);
      append(log_.further_[i].unreadable, worker.columns[i].unreadable);
    }
    log_.account_.merge(worker.account);
    if (log_.account_.other_types.size() > most_types) refuse_texts(type_field);
  }
  workers_.clear();
  sort_undated(log_.undated_);
  log_.account_.unfit.refuse_zeros(inputs_);
  log_.first_unfit_ = log_.account_.unfit.first(inputs_);
  for (std::string& note : log_.account_.unfit.notes(inputs_)) log_.file_notes_.push_back(std::move(note));
  for (const Input& input : inputs_) {
    log_.account_.rows_read += input.dialect.title.size();
    log_.account_.title_rows += input.dialect.title.size();
  }
}

void EventReading::sort() {
  const auto further_before = [&](std::uint32_t a, std::uint32_t b) {
    for (const EventColumn& column : log_.further_) {
      if (!column.indexes.empty() && column.indexes[a] != column.indexes[b]) return column.indexes[a] < column.indexes[b];
      if (!column.dates.empty() && column.dates[a] != column.dates[b]) return column.dates[a] < column.dates[b];
      if (!column.days.empty() && column.days[a] != column.days[b]) return static_cast<bool>(column.days[b]);
      if (!column.unreadable.empty() && column.unreadable[a] != column.unreadable[b])
        return static_cast<bool>(column.unreadable[b]);
      if (column.numbers.empty()) continue;
      const double x = column.numbers[a], y = column.numbers[b];
      if (x < y || y < x) return x < y;
      if ((x == x) != (y == y)) return y == y;  // a missing one goes first
    }
    return false;
  };
  std::sort(rows_.begin(), rows_.end(), [&](const EventRow& a, const EventRow& b) {
    if (a.lead != b.lead) return a.lead < b.lead;
    if (a.at != b.at) return a.at < b.at;
    return a.type != b.type ? a.type < b.type : further_before(a.origin, b.origin);
  });
  for (EventColumn& column : log_.further_) {
    gather(column.indexes, rows_);
    gather(column.numbers, rows_);
    gather(column.dates, rows_);
    gather(column.days, rows_);
    gather(column.unreadable, rows_);
  }
  gather(log_.row_numbers_, rows_);
  log_.events_.reserve(rows_.size());
  log_.day_only_.reserve(rows_.size());
  for (const EventRow& row : rows_) {
    if (log_.hashes_.empty() || log_.hashes_.back() != row.lead) {
      log_.hashes_.push_back(row.lead);
      log_.begin_.push_back(static_cast<std::uint32_t>(log_.events_.size()));
    }
    log_.events_.push_back({row.at, row.type / 2});
    log_.day_only_.push_back(row.type % 2 != 0);
  }
  std::vector<EventRow>().swap(rows_);
  log_.begin_.push_back(static_cast<std::uint32_t>(log_.events_.size()));
  log_.index_leads();
  log_.type_column_ = headers_[type_field];
  for (const std::string& header : contract_.fields[type_field].headers)
    for (const Input& input : inputs_)
      if (log_.other_type_column_.empty() && header != log_.type_column_ && std::count(input.dialect.header.begin(), input.dialect.header.end(), header) > 0)
        log_.other_type_column_ = header;
  log_.joined_ = std::make_unique<std::atomic<unsigned char>[]>(log_.hashes_.size());
  log_.alike_ = std::make_unique<std::atomic<IdsAlike>>(IdsAlike::no);
  log_.file_ = request_.file;
  for (const std::string& more : request_.more) log_.file_ += ", " + more;
  log_.table_ = request_.table;
  log_.happened_ = request_.happened;
  log_.keeps_undated_ = request_.keep_undated;
}

EventLog read_events(const EventLogRequest& request) { return EventReading(request).run(); }

}  // namespace handoff
