// Which passes a scan takes: one over everything, and a second only where an id came again, or a date order or the width of rows was guessed wrong. A narrow pass
// goes first where e-mail addresses are counted, and where rows go out that cannot be taken back: that one settles all.
#include "scan/scan.hpp"

#include <algorithm>

#include "leads/columns.hpp"
#include "identity/email_table.hpp"
#include "handoff/text/error.hpp"
#include "identity/id_catch_up.hpp"
#include "identity/id_table.hpp"
#include "scan/inputs.hpp"
#include "scan/scan_again.hpp"
#include "scan/deciding_fields.hpp"
#include "scan/scan_notes.hpp"
#include "scan/scan_pass.hpp"
#include "scan/scan_sample.hpp"
#include "scan/threads.hpp"

namespace handoff {
namespace {

class Scan {
 public:
  explicit Scan(const ScanRequest& request);
  ScanResult run(const std::vector<LeadSink*>& sinks);
  void again(const std::vector<std::uint64_t>& offsets, const std::vector<LeadSink*>& sinks);
  std::vector<FieldId> absent() const;
  const std::vector<Input>& inputs() const { return inputs_; }
  std::size_t workers() const { return workers_; }

 private:
  std::vector<ColumnPlan> plan(const std::vector<FieldId>& fields) const;
  void describe(Pass& pass, const std::vector<ColumnPlan>& plans);
  PassOutcome pass(const std::vector<ColumnPlan>& plans, Pass pass);
  bool settle(PassOutcome& outcome);
  bool settle_widths(const PassOutcome& outcome);
  void decide();
  bool part_emails();
  bool leave_out(PassOutcome& outcome);
  PassOutcome deliver(bool insert);
  void take_back();
  void forget_ids() { ids_.clear(), ranges_.clear(); }
  ScanResult account(PassOutcome outcome) const;
  bool asked(FieldId field) const { return std::find(request_.needed.begin(), request_.needed.end(), field) != request_.needed.end(); }

  ScanRequest request_;
  const Contract& contract_;
  FieldId lead_id_ = known_field("lead_id"), modified_at_ = known_field("modified_at"), email_ = known_field("email");
  FieldId identity_by_ = no_field;              // see identity_of
  bool identity_alone_ = false;                // it is read for that alone
  std::vector<Input> inputs_;
  std::vector<FieldId> fields_;             // asked for, and those the scan needs itself
  std::vector<ColumnPlan> plans_, id_plans_;
  std::vector<std::string> headers_;        // see first_headers
  DateOrders orders_;
  IdTable ids_;
  IdRanges ranges_;                         // what the table was spared
  EmailTable emails_;
  LeadsToCome to_come_;                     // of those that share an address
  std::vector<LeadSink*> sinks_;
  std::size_t workers_ = 1;
  bool repeated_ = false;                   // an id came again
  bool ids_reread_ = false;                 // modified_at or identity_by_ was read in the wrong order: the id table is void if ids repeat
  std::vector<RejectRow> first_rejects_;
  bool rejects_shown_ = false;
  bool widths_known_ = false;               // before any row set aside is shown: what was shown cannot be taken back
  int passes_ = 0;
};

Scan::Scan(const ScanRequest& request)
    : request_(request), contract_(*request.contract), fields_(request.needed), emails_(request.hash_email) {
  request_.block_size = std::max<std::size_t>(request_.block_size, 1);
  fields_.push_back(lead_id_);
  fields_.push_back(modified_at_);
  if (request_.want_email_duplicates) fields_.push_back(email_);
  inputs_ = open_inputs(request.files, *request.sources, request.unpack_limit, false, known_headers(*request.contract),
                        [this](const Dialect& header, const std::string& file) { plan_columns(header, file, contract_, fields_); });
  identity_by_ = identity_field(inputs_, contract_);
  identity_alone_ = identity_by_ != no_field && std::find(fields_.begin(), fields_.end(), identity_by_) == fields_.end();
  if (identity_alone_) fields_.push_back(identity_by_);
  plans_ = plan(fields_);
  for (std::size_t i = 0; request_.content && i < inputs_.size(); ++i) add_content(inputs_[i].dialect, contract_, plans_[i]);
  std::vector<FieldId> id_fields{lead_id_, modified_at_};
  if (identity_by_ != no_field) id_fields.push_back(identity_by_);
  if (request_.want_email_duplicates) id_fields.push_back(email_);
  id_plans_ = plan(id_fields);
  headers_ = first_headers(plans_, contract_.fields.size());
  orders_ = orders_of(contract_);
  workers_ = std::min(threads_asked(request_.threads), block_count(inputs_, plans_, request_.block_size));
}

std::vector<ColumnPlan> Scan::plan(const std::vector<FieldId>& fields) const {
  std::vector<ColumnPlan> plans;
  for (const Input& input : inputs_) plans.push_back(plan_columns(input.dialect, input.source->name(), contract_, fields));
  return plans;
}

/// Fields asked for that no file has.
std::vector<FieldId> Scan::absent() const {
  std::vector<FieldId> fields;
  for (const FieldId id : plans_.front().absent)
    if (asked(id) && headers_[id].empty()) fields.push_back(id);
  return fields;
}

/// What every pass stands on.
void Scan::describe(Pass& pass, const std::vector<ColumnPlan>& plans) {
  pass.request = &request_;
  pass.inputs = &inputs_;
  pass.plans = &plans;
  pass.id_plans = &id_plans_;
  pass.identity_by = identity_by_;
  pass.orders = &orders_;
  pass.ids = &ids_;
  pass.ranges = &ranges_;
  pass.emails = &emails_;
  if (!to_come_.later.empty()) pass.to_come = &to_come_.later;
  if (to_come_.open.any()) pass.open = &to_come_.open;
  pass.workers = workers_;
}

/// One pass, which does what `pass` says. Rows set aside are shown by the first that is sure to see all.
PassOutcome Scan::pass(const std::vector<ColumnPlan>& plans, Pass pass) {
  describe(pass, plans);
  pass.find_emails = pass.find_emails || (!pass.sinks.empty() && request_.want_email_duplicates);
  const bool may_show = widths_known_ || !request_.reject || request_.forget_rejects;
  pass.show_rejects = may_show && !rejects_shown_ && !pass.stop_at_repeat;
  ++passes_;
  PassOutcome outcome = run_pass(pass);
  if (pass.show_rejects) {
    first_rejects_ = std::move(outcome.first_rejects);
    rejects_shown_ = true;
  }
  repeated_ = repeated_ || outcome.repeated;
  const bool all_rows = !(pass.stop_at_repeat && repeated_);
  if (all_rows) refuse_zero_blocks(outcome.files), refuse_spreadsheet_ids(outcome.spreadsheet_ids, inputs_, plans, lead_id_);
  if (pass.insert_ids && all_rows && insert_blocks(pass, ranges_.meeting())) repeated_ = true;
  return outcome;
}

/// Holds the date orders against what a pass has shown; true where the pass read a column the other way.
bool Scan::settle(PassOutcome& outcome) {
  const ColumnNames names{&contract_, &headers_, [&](const Example& example) { return place_of(inputs_, example); }};
  bool changed = false;
  for (std::size_t i = 0; i < outcome.facts.size(); ++i) {
    const auto id = static_cast<FieldId>(i);
    FieldFacts& facts = outcome.facts[i];
    if ((contract_.fields[i].type != Type::date && contract_.fields[i].type != Type::number) || facts.filled == 0) continue;
    // Nobody asked for modified_at, and where no id comes twice nothing hangs on it.
    if (id == modified_at_ && !asked(id) && !repeated_ && (facts.zoneless > 0 || order_unsettled(orders_, id, facts))) {
      facts = FieldFacts{};
      continue;
    }
    if (id == identity_by_ && identity_alone_ && (facts.zoneless > 0 || order_unsettled(orders_, id, facts))) continue;  // the notation that all rows share tells
    const bool other = settle_order(orders_, id, facts, names);
    if ((id == modified_at_ || id == identity_by_) && other) ids_reread_ = true;
    changed = changed || other;
  }
  return changed;
}

/// Holds the widths of rows against what a whole pass has shown. True where one is another: then all begins anew.
bool Scan::settle_widths(const PassOutcome& outcome) {
  if (!handoff::settle_widths(inputs_, outcome.widths)) return false;
  forget_ids();
  emails_.clear();
  to_come_.clear();
  repeated_ = ids_reread_ = false;
  if (rejects_shown_ && request_.forget_rejects) request_.forget_rejects();
  rejects_shown_ = false;
  return true;
}

/// Fills the tables before any row is handed on. Nearly always ids and addresses are all it takes: no id comes twice, and the dates are in the
/// order that the sample showed, or what was handed on is taken back.
void Scan::decide() {
  const bool emails = request_.want_email_duplicates;
  bool all = request_.rows.final();
  for (;;) {
    PassOutcome outcome = pass(plan(deciding_fields({contract_, orders_, fields_, identity_by_}, emails, all)), {.insert_ids = true, .stop_at_repeat = !all, .add_emails = emails && !repeated_});
    if ((all || !repeated_) && settle_widths(outcome)) continue;
    settle(outcome);
    if (!repeated_ || (all && !ids_reread_)) break;
    all = true;
    ids_reread_ = false;
    forget_ids();
  }
  ids_reread_ = false;
  if (repeated_ && emails) {  // the rows that do not stand were counted too
    emails_.clear();
    pass(plan({lead_id_, email_}), {.only_standing = true, .add_emails = true});
  }
  emails_.close(static_cast<int>(workers_));
  if (!request_.rows.final() || !emails_.any_shared()) return;
  for (bool again = true; again;) {
    PassOutcome outcome = pass(plans_, {.askers = sinks_, .only_standing = repeated_, .find_emails = true});
    again = leave_out(outcome);
  }
  part_emails();
}

/// Counts the addresses anew without those of leads that are yet to come, and beside them those of leads that may be there; false where there are none, or that
/// has been done already.
bool Scan::leave_out(PassOutcome& outcome) {
  if (!to_come_.take(std::move(outcome.to_come), outcome.open)) return false;
  emails_.clear();
  pass(plan({lead_id_, email_}), {.only_standing = repeated_, .add_emails = true});
  emails_.close(static_cast<int>(workers_));
  return true;
}

/// Counts the addresses whose hashes met though they are others; false where none did.
bool Scan::part_emails() {
  if (!emails_.begin_parting()) return false;
  pass(plan({lead_id_, email_}), {.only_standing = repeated_, .part_emails = true});
  emails_.end_parting();
  return true;
}

/// Hands leads on as they come, and begins again where that was too early. `insert`: the tables are still to be filled.
PassOutcome Scan::deliver(bool insert) {
  for (;;) {
    PassOutcome outcome = pass(plans_, {.sinks = sinks_, .askers = sinks_, .insert_ids = insert, .only_standing = !insert && repeated_});
    if (insert && settle_widths(outcome)) {
      take_back();
      continue;
    }
    const bool changed = settle(outcome) && !request_.rows.final();  // what was settled shows another order only where a file changes, which is refused
    const bool counted = !changed && (leave_out(outcome) || part_emails());
    if (!changed && !counted && !(insert && repeated_)) return outcome;
    insert = repeated_ && ids_reread_;  // the rows that stand were chosen by dates read the wrong way
    if (insert) forget_ids();
    ids_reread_ = false;
    take_back();
  }
}

/// What was handed on comes again.
void Scan::take_back() {
  for (LeadSink* sink : sinks_) sink->reset();
  if (request_.rows.take_back) request_.rows.take_back();
}

ScanResult Scan::account(PassOutcome outcome) const {
  ScanResult result;
  result.files = std::move(outcome.files);
  result.facts = std::move(outcome.facts);
  result.id_spellings = outcome.spreadsheet_ids.spellings;
  if (identity_alone_) result.facts[identity_by_] = FieldFacts{};
  result.first_rejects = first_rejects_;
  result.header_of_field = headers_;
  if (identity_alone_) result.header_of_field[identity_by_].clear();
  result.absent = absent();
  add_orders(orders_, result);
  result.ids = ids_.ids() + ranges_.spared_rows();
  result.joined_ids = ids_.joined_ids();
  result.collided_ids = ids_.collided_ids();
  if (identity_by_ != no_field) result.identity_by = contract_.fields[identity_by_].name;
  if (outcome.collision.seen()) result.collision = {place_of(inputs_, outcome.collision.row), place_of(inputs_, outcome.collision.standing)};
  result.passes = passes_;
  add_damage(orders_, contract_, inputs_, repeated_ || asked(modified_at_) ? no_field : modified_at_, result);
  result.notes = scan_notes(result, inputs_, plans_, contract_, orders_);
  return result;
}

ScanResult Scan::run(const std::vector<LeadSink*>& sinks) {
  sinks_ = sinks;
  sample_orders(inputs_, plans_, contract_, orders_);
  if (request_.reject && !request_.forget_rejects) {
    settle_widths(pass(id_plans_, {}));
    widths_known_ = true;
  }
  const bool deciding = request_.rows.final() || request_.want_email_duplicates;
  if (deciding) decide();
  PassOutcome outcome = deliver(!deciding);
  for (const Input& input : inputs_) input.source->check_unchanged();
  return account(std::move(outcome));
}

void Scan::again(const std::vector<std::uint64_t>& offsets, const std::vector<LeadSink*>& sinks) {
  Pass pass{.sinks = sinks};
  describe(pass, plans_);
  pass.find_emails = request_.want_email_duplicates;
  read_again(pass, offsets);
}

}  // namespace

OpenExports open_exports(const ScanRequest& request) {
  const auto scan = std::make_shared<Scan>(request);
  OpenExports exports{scan->absent(), {}, scan->workers(), [scan](const std::vector<LeadSink*>& sinks) { return scan->run(sinks); },
                      [scan](const std::vector<std::uint64_t>& offsets, const std::vector<LeadSink*>& sinks) { scan->again(offsets, sinks); }};
  for (const Input& input : scan->inputs()) exports.file_starts.push_back(input.base);
  return exports;
}

}  // namespace handoff
