#include "scan/scan_pass.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <set>
#include <tuple>
#include <utility>

#include "csv/zero_bytes.hpp"
#include "scan/record_lengths.hpp"
#include "scan/scan_notes.hpp"

namespace handoff {
namespace {

// A block holds too few rows to go into the tables by themselves.
constexpr std::size_t id_batch = std::size_t{1} << 14, email_batch = std::size_t{1} << 16;

class PassWorker final : public RecordSink {
 public:
  PassWorker(const Pass& pass, std::size_t index, std::atomic<bool>& repeated)
      : pass_(pass), sink_(pass.sinks.empty() ? nullptr : pass.sinks[index]), asker_(pass.askers.empty() ? nullptr : pass.askers[index]), repeated_(repeated),
        reader_(*pass.request->contract, *pass.orders, pass.request->horizon), id_nulls_(pass.request->id_nulls),
        lookup_(*pass.inputs, *pass.id_plans, *pass.request->contract, *pass.orders, pass.identity_by, pass.request->horizon), files_(pass.inputs->size()), widths_(pass.inputs->size()),
        lead_id_(known_field("lead_id")), modified_at_(known_field("modified_at")),
        email_(known_field("email")), emails_(*pass.emails), judging_{nullptr, {pass.request->horizon, pass.request->horizon, 0, false}} {
    for (const FieldId field : std::set<FieldId>(pass.request->needed.begin(), pass.request->needed.end()))
      if (field != lead_id_ && field != modified_at_ && field != email_ && field != pass.identity_by) told_by_rows_.push_back(field);
    if (!sink_ && !asker_) reader_.only_evidence_but({modified_at_, pass.identity_by});  // nobody else looks at the dates of this pass
  }
  void begin_block(const BlockPlace& place) override;
  void record(const Record& record) override;
  void end_block(const BlockPlace& place) override;
  std::function<void()> in_order(const BlockPlace& place) override;
  void end_walk() override;
  void add_to(PassOutcome& outcome);

 private:
  void insert_ids();
  void place_ids();
  void count_email(const Lead& lead);
  bool stands(const Lead& lead, std::string_view id);
  void count_cells(const Lead& lead, bool stands);
  void note_collision(const Lead& lead, std::string_view id);
  std::vector<RejectRow> title_of(const BlockPlace& place) const;
  template <class Show> void each_reject(const BlockPlace& place, bool furniture, Show show);

  const Pass& pass_;
  LeadSink *sink_, *asker_;
  std::atomic<bool>& repeated_;
  LeadReader reader_;
  NullWords id_nulls_;
  RowReread lookup_;
  std::vector<FileAccount> files_;
  std::vector<WidthVotes> widths_;
  std::vector<std::pair<std::uint64_t, RejectReason>> nameless_;  // where the rows without a lead id begin, of this block, and what is wrong with it
  std::vector<RejectRow> first_;
  std::vector<std::uint64_t> to_come_;
  std::vector<OpenLead> may_be_there_;
  std::size_t open_ = ~std::size_t{0};
  const FieldId lead_id_, modified_at_, email_;
  std::vector<BlockId> block_ids_;
  IdRange range_;        // of this block
  IdBatch ids_;          // of blocks that are in no order, until there are enough
  EmailBatch emails_;    // likewise
  SpreadsheetIds spreadsheet_ids_;
  std::vector<FieldId> told_by_rows_;   // see count_cells
  Collision collision_;
  Judging judging_;
  std::uint64_t block_offset_ = 0, block_line_ = 0;
  bool spared_ = false;
};

void PassWorker::begin_block(const BlockPlace& place) {
  if (place.file != open_) {
    open_ = place.file;
    reader_.use((*pass_.plans)[open_], (*pass_.inputs)[open_].base, pass_.inputs->size() > 1 ? open_ : LeadReader::no_file);
  }
  reader_.at_block(place.account->begin, place.first_line);
  block_offset_ = (*pass_.inputs)[open_].base + place.account->begin;
  block_line_ = place.first_line;
  spreadsheet_ids_.at_block(block_offset_, block_line_);
  nameless_.clear();
  block_ids_.clear();
  range_ = {place.file, place.block, place.account->begin, place.account->end, 0, {}, {}, true, false};
  spared_ = pass_.ranges->spared(place.block);
}

void PassWorker::record(const Record& record) {
  FileAccount& account = files_[open_];
  const Lead& lead = reader_.read(record);
  const Value& id = lead[lead_id_];
  const bool none = !id.present() || id_nulls_.holds(id.text);
  if (none || id.text.size() > most_id_bytes) {
    const RejectReason reason = none ? RejectReason::no_lead_id : RejectReason::long_lead_id;
    ++account.rejects[static_cast<std::size_t>(reason)];
    if (pass_.show_rejects) nameless_.emplace_back(record.offset, reason);
    return;
  }
  spreadsheet_ids_.look(id.text, lead.offset);
  if (pass_.insert_ids) block_ids_.push_back({id.text, modified_of(lead[modified_at_], reader_.horizon()), lead.offset, identity_of(lead, pass_.identity_by)});
  if (pass_.only_standing && !spared_ && !stands(lead, id.text)) return;
  judging_.lead = &lead;
  judging_.duplicate = Tri::unknown;
  if (lead[email_].present()) count_email(lead);
  ++account.delivered;
  if (!sink_) return;
  // Once an id has come again, the leads will be handed on anew: the rest of this pass only completes the table.
  if (pass_.insert_ids && repeated_.load(std::memory_order_relaxed)) return;
  if (pass_.request->content) reader_.read_content(record);
  sink_->lead(judging_);
}

void PassWorker::count_email(const Lead& lead) {
  if (pass_.to_come && std::binary_search(pass_.to_come->begin(), pass_.to_come->end(), lead.offset)) return;
  const std::string_view email = lead[email_].text;
  if (pass_.add_emails) {
    emails_.add(email);
    if (pass_.open) pass_.open->count(email, lead.offset);
    if (emails_.size() == email_batch) pass_.emails->add(emails_);
  }
  if (pass_.part_emails) pass_.emails->part(email);
  if (!pass_.find_emails) return;
  judging_.duplicate = pass_.shared(email, lead.offset, lookup_);
  if (!asker_ || judging_.duplicate == Tri::no) return;
  const Tri there = asker_->there(judging_);
  if (there == Tri::no) to_come_.push_back(lead.offset);
  if (there == Tri::unknown && may_be_there_.size() <= most_open_leads) may_be_there_.push_back({lead.offset, std::string(email)});
}

/// Which of the fields that somebody asked for a row of a repeated id fills, but for those by which such rows are compared.
void PassWorker::count_cells(const Lead& lead, bool stands) {
  BareRows& bare = files_[open_].bare;
  bare.count_row(stands);
  for (const FieldId field : told_by_rows_)
    if (lead[field].present()) bare.count(field, stands);
}

/// Counts a row for whose id another one stands.
bool PassWorker::stands(const Lead& lead, std::string_view id) {
  const IdTable::Place place = pass_.ids->place(id, lead.offset, lookup_);
  if (place == IdTable::Place::alone) return true;
  if (sink_) count_cells(lead, place == IdTable::Place::stands);
  if (place == IdTable::Place::stands) return true;
  ++files_[open_].duplicates;
  if (place == IdTable::Place::joined) return false;
  ++files_[open_].collided;
  if (!collision_.seen()) note_collision(lead, id);
  return false;
}

void PassWorker::note_collision(const Lead& lead, std::string_view id) {
  const std::uint64_t standing = pass_.ids->standing(id, lookup_);
  if (!identity_of(lead, pass_.identity_by).differs(lookup_.row_at(standing).identity)) return;
  collision_ = {{lead.offset, block_offset_, block_line_, {}}, standing};
}

void PassWorker::insert_ids() {
  if (!ids_.rows().empty() && pass_.ids->insert(ids_, lookup_)) repeated_.store(true, std::memory_order_relaxed);
  ids_.clear();
}

/// A block whose ids are in order waits for the other blocks' ranges.
void PassWorker::place_ids() {
  if (block_ids_.empty()) return;
  describe(range_, block_ids_);
  range_.in_table = !range_.strict;
  const bool strict = range_.strict;
  pass_.ranges->put(std::move(range_));
  if (strict) return;
  for (const BlockId& row : block_ids_) ids_.add(row.id, row.modified, row.offset, row.identity);
  if (ids_.rows().size() >= id_batch) insert_ids();
}

void PassWorker::end_block(const BlockPlace& place) {
  place_ids();
  const BlockAccount& block = *place.account;
  FileAccount& account = files_[place.file];
  account.rows_read += block.records + block.rejects.size();
  account.cells_repaired += block.cells_repaired;
  widths_[place.file].add(block);
  if (const auto line = zero_block_line(block)) account.zeros_line = std::min(account.zeros_line.value_or(UINT64_MAX), place.first_line + *line);
  account.cut_off = cut_off_row(block, (*pass_.inputs)[place.file].source->size());
  for (const Reject& reject : block.rejects) ++account.rejects[static_cast<std::size_t>(reject.reason)];
  if (pass_.show_rejects && first_.size() < rejects_kept)
    each_reject(place, false, [&](RejectRow row) { first_.push_back(std::move(row)); return first_.size() < rejects_kept; });
}

void PassWorker::end_walk() {
  insert_ids();
  if (emails_.size() > 0) pass_.emails->add(emails_);
}

/// The rows above the header, where the block is the first of its file.
std::vector<RejectRow> PassWorker::title_of(const BlockPlace& place) const {
  const Input& input = (*pass_.inputs)[place.file];
  std::vector<RejectRow> rows;
  if (place.account->begin != input.dialect.data_offset || place.first_line != input.dialect.header_lines + 1) return rows;
  for (const Reject& title : input.dialect.title)
    rows.push_back({place.file, input.source->name(), title.line, title.offset, title.reason, shown_text(*input.source, title)});
  return rows;
}

/// Rows of leads, and rows set aside, go out.
std::function<void()> PassWorker::in_order(const BlockPlace& place) {
  const ScanRequest& request = *pass_.request;
  const bool writes = sink_ && request.rows.write;
  const bool shows = pass_.show_rejects && request.reject;
  std::vector<RejectRow> rejects = shows ? title_of(place) : std::vector<RejectRow>();
  if (shows) each_reject(place, true, [&](RejectRow row) { rejects.push_back(std::move(row)); return true; });
  if (!writes && rejects.empty()) return {};
  return [&request, writes, rows = writes ? sink_->take_rows() : std::string(), rejects = std::move(rejects)] {
    if (writes) request.rows.write(rows);
    for (const RejectRow& row : rejects) request.reject(row);
  };
}

/// Rows set aside by the reader and rows without a lead id, in the order of the file, until `show` returns false.
template <class Show>
void PassWorker::each_reject(const BlockPlace& place, bool furniture, Show show) {
  const Input& input = (*pass_.inputs)[place.file];
  const auto& rejects = place.account->rejects;
  RecordLengths length_at(input);
  std::uint64_t counted_to = place.account->begin, line = place.first_line;
  std::size_t r = 0, n = 0;
  while (r < rejects.size() || n < nameless_.size()) {
    Reject reject;
    if (n == nameless_.size() || (r < rejects.size() && rejects[r].offset < nameless_[n].first)) {
      reject = rejects[r++];
      reject.line += place.first_line;
      if (!furniture && is_furniture(reject.reason)) continue;
    } else {
      std::tie(reject.offset, reject.reason) = nameless_[n++];
      line += count_lines(*input.source, input.dialect.newline, counted_to, reject.offset);
      counted_to = reject.offset;
      reject.length = static_cast<std::uint32_t>(std::min<std::uint64_t>(length_at(reject.offset), std::uint64_t{64} << 10));
      reject.line = line;
    }
    if (!show(RejectRow{place.file, input.source->name(), reject.line, reject.offset, reject.reason, shown_text(*input.source, reject)})) return;
  }
}

void PassWorker::add_to(PassOutcome& outcome) {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    FileAccount& sum = outcome.files[i];
    sum.rows_read += files_[i].rows_read;
    sum.delivered += files_[i].delivered;
    sum.duplicates += files_[i].duplicates;
    sum.collided += files_[i].collided;
    sum.cells_repaired += files_[i].cells_repaired;
    if (files_[i].cut_off) sum.cut_off = files_[i].cut_off;
    sum.bare.merge(files_[i].bare);
    if (files_[i].zeros_line) sum.zeros_line = std::min(sum.zeros_line.value_or(UINT64_MAX), *files_[i].zeros_line);
    for (std::size_t r = 0; r < reject_reasons; ++r) sum.rejects[r] += files_[i].rejects[r];
    outcome.widths[i].merge(widths_[i]);
  }
  for (std::size_t id = 0; id < outcome.facts.size(); ++id) outcome.facts[id].merge(reader_.facts()[id]);
  const std::vector<std::vector<OrderEvidence>>& orders = reader_.orders_by_file();
  for (std::size_t i = 0; i < orders.size(); ++i) outcome.files[i].add_orders(orders[i]);
  if (collision_.row.offset < outcome.collision.row.offset) outcome.collision = collision_;
  outcome.spreadsheet_ids.merge(spreadsheet_ids_);
  outcome.to_come.insert(outcome.to_come.end(), to_come_.begin(), to_come_.end());
  outcome.open.insert(outcome.open.end(), may_be_there_.begin(), may_be_there_.end());
  outcome.first_rejects.insert(outcome.first_rejects.end(), first_.begin(), first_.end());
}

}  // namespace

PassOutcome run_pass(const Pass& pass) {
  std::atomic<bool> repeated{false};
  std::deque<PassWorker> owned;
  std::vector<RecordSink*> workers;
  for (std::size_t i = 0; i < pass.workers; ++i) workers.push_back(&owned.emplace_back(pass, i, repeated));
  std::vector<WalkFile> files;
  for (std::size_t i = 0; i < pass.inputs->size(); ++i)
    files.push_back({(*pass.inputs)[i].source.get(), &(*pass.inputs)[i].dialect, &(*pass.plans)[i].wanted});
  WalkOptions options;
  options.block_size = pass.request->block_size;
  options.in_order = (pass.request->rows.write && !pass.sinks.empty()) || (pass.show_rejects && pass.request->reject);
  options.progress = pass.request->progress;
  if (pass.stop_at_repeat) options.stop = &repeated;
  walk_blocks(files, options, workers);

  PassOutcome outcome;
  outcome.repeated = repeated;
  outcome.facts.resize(pass.request->contract->fields.size());
  outcome.widths.resize(pass.inputs->size());
  for (const Input& input : *pass.inputs) outcome.files.push_back(opened_account(input));
  for (PassWorker& worker : owned) worker.add_to(outcome);
  auto& first = outcome.first_rejects;
  std::sort(first.begin(), first.end(),
            [](const RejectRow& a, const RejectRow& b) { return std::pair(a.file, a.offset) < std::pair(b.file, b.offset); });
  if (first.size() > rejects_kept) first.resize(rejects_kept);
  return outcome;
}

}  // namespace handoff
