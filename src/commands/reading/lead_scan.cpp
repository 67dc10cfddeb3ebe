// The glue between the scan and what is counted.
#include "files/report_file.hpp"
#include "reading/lead_scan.hpp"

#include <algorithm>
#include <ostream>

#include "reading/blank_dates.hpp"
#include "reading/currency_watch.hpp"
#include "files/existing_file.hpp"
#include "handoff/judging/disposition.hpp"
#include "handoff/text/error.hpp"
#include "reading/input_limits.hpp"
#include "reading/input_notes.hpp"

namespace handoff {

namespace {

/// Between the reader's leads and a worker's counters stands the filter.
class FilteredSink : public LeadSink {
 public:
  FilteredSink(const Contract& contract, LeadFilter filter_, const std::vector<FieldId>& fields, const std::vector<AskedColumn>& asked, LeadSink* counters,
               Instant as_of, const EventLog* log, const LeadLogs* logs)
      : filter(std::move(filter_)), blanks(contract, fields), currencies(contract), texts(asked), contract_(contract), counters_(counters), log_(log), funnels_(contract, as_of) {
    if (logs) join.emplace(*logs);
    judging_.moment = {as_of, as_of, 0, false};
    judging_.as_of = as_of;
    if (!log) return;
    signals_.types = &log->types();
    judging_.signals = &signals_;
  }
  FilteredSink(const FilteredSink&) = delete;
  FilteredSink& operator=(const FilteredSink&) = delete;
  void lead(const Judging& read) override {
    texts.add(*read.lead);
    const std::size_t known = take(read);
    const Lead& lead = *judging_.lead;
    if (join) return with_logs(lead, known);
    judging_.wanted = filter.passes(judging_);
    if (judging_.wanted == Tri::no) return;
    if (judging_.wanted == Tri::yes) {
      blanks.add(lead);
      currencies.add(lead);
      if (known != EventLog::nobody) log_->mark(known);
    }
    counters_->lead(judging_);
  }
  Tri there(const Judging& read) override {
    take(read);
    Tri there = Tri::no;
    const auto look = [&](const Judging& judging) {
      funnels_.read(judging, funnel_);
      there = tri_or(there, funnel_.there());
    };
    if (join) join->each(*judging_.lead, judging_, look);
    else look(judging_);
    return there;
  }
  std::string take_rows() override { return counters_->take_rows(); }
  void reset() override {
    filter.reset();
    blanks.reset();
    texts.reset();
    currencies.reset();
    counters_->reset();
    if (log_) log_->forget_marks();
    if (join) join->reset();
  }
  LeadFilter filter;
  BlankDates blanks;
  CurrencyWatch currencies;
  SeenTexts texts;
  std::optional<LogJoin> join;

 private:
  /// Judges this lead from now on. Where it stands in the log of signals; nowhere: EventLog::nobody.
  std::size_t take(const Judging& read) {
    const Lead& lead = as_it_stood(*read.lead);
    judging_.lead = &lead;
    judging_.duplicate = read.duplicate;
    const std::size_t known = log_ ? log_->find_lead(lead[lead_id_].text) : EventLog::nobody;
    if (!log_) return known;
    signals_.list = known == EventLog::nobody ? std::span<const Signal>() : log_->of(known);
    signals_.undated.clear();
    for (const UndatedEvent& one : log_->undated(lead[lead_id_].text)) signals_.undated.push_back(one.type);
    return known;
  }
  /// An export tells of today: a disposition that was made after as-of is taken out, and predicates do not see it either. Where the CRM overwrites its date,
  /// another may have stood there.
  const Lead& as_it_stood(const Lead& lead) {
    static const FieldId state = known_field("disposition"), reason = known_field("disposition_reason");
    const Value& stood = disposition_by(contract_, lead, judging_.moment.first);
    if (&stood == &lead[state]) return lead;
    earlier_ = lead;
    earlier_.values[state] = earlier_.values[reason] = stood;
    return earlier_;
  }
  /// The filter judges a lead once, as its first entry stands; what it lets through is counted entry by entry.
  void with_logs(const Lead& lead, std::size_t known) {
    std::optional<Tri> passes;
    join->each(lead, judging_, [&](const Judging& judging) {
      if (!passes) {
        passes = filter.passes(judging);
        if (*passes == Tri::yes) currencies.add(lead);
      }
      judging_.wanted = tri_and(*passes, judging.entry && judging.entry->perhaps ? Tri::unknown : Tri::yes);   // `judging` is the same
      if (*passes != Tri::no) counters_->lead(judging);
    });
    if (*passes != Tri::yes) return;
    blanks.add(lead);
    if (known != EventLog::nobody) log_->mark(known);
    join->counted(lead);
  }
  const Contract& contract_;
  LeadSink* counters_;
  const EventLog* log_;
  FieldId lead_id_ = known_field("lead_id");
  Signals signals_;
  FunnelReader funnels_;
  Funnel funnel_;
  Judging judging_;
  Lead earlier_;
};

}  // namespace

/// `--rejects`: appears with the other files of the run; alone where there are so many of them that the run fails, which is when they are needed.
class RejectsFile {
 public:
  explicit RejectsFile(const Settings& settings) : files_(*settings.files) {
    if (settings.rejects.empty()) return;
    require_own_rows("--rejects", settings.rejects, {std::string(header)}, "a list of rows set aside");
    file_ = &files_.open(settings.rejects);
    file_->write(header);
  }
  bool may_restart() const { return file_ && file_->may_restart(); }
  void restart() {
    file_->restart();
    file_->write(header);
  }
  void write(const RejectRow& row) {
    file_->write(csv_text(row.file_name) + "," + std::to_string(row.line) + "," + std::to_string(row.offset) + "," +
                 std::string(reject_name(row.reason)) + "," + csv_text(reject_sentence(row.reason)) + "," + csv_text(row.text) + "\n");
  }
  void commit_alone() {
    if (file_) files_.commit_alone(*file_);
  }

 private:
  static constexpr std::string_view header = "file,line,offset,reason,explanation,text\n";
  OutputFiles& files_;
  OutputFile* file_ = nullptr;
};

namespace {

InputAccount account_of(const FileAccount& file) {
  InputAccount account;
  account.file = file.file;
  account.rows_read = file.rows_read;
  account.rows_rejected = file.rejected();
  account.duplicates = file.duplicates;
  if (file.duplicates > file.collided) account.duplicates_by_kind.emplace_back("joined", file.duplicates - file.collided);
  if (file.collided > 0) account.duplicates_by_kind.emplace_back("collided", file.collided);
  account.rows_used = file.delivered;
  for (std::size_t i = 0; i < file.rejects.size(); ++i)
    if (file.rejects[i] > 0) account.rejected_by_reason.emplace_back(reject_name(static_cast<RejectReason>(i)), file.rejects[i]);
  return account;
}

}  // namespace

RowsOut rows_to(OutputFile& file) {
  RowsOut rows;
  rows.write = [&file](std::string_view bytes) { file.write(bytes); };
  if (file.may_restart()) rows.take_back = [&file] { file.restart(); };
  return rows;
}

OpenScan::OpenScan(const Contract& contract, const Settings& settings, ScanNeeds needs, Streams& io)
    : contract_(contract), settings_(settings), needs_(std::move(needs)), rejects_(std::make_unique<RejectsFile>(settings)), progress_(io, settings.quiet), absent_(contract.fields.size()) {
  ScanRequest request;
  request.files = settings.inputs;
  request.sources = settings.sources;
  request.unpack_limit = settings.unpack_limit;
  request.contract = &contract;
  request.id_nulls = needs_.id_nulls;
  request.needed = needs_.needed;
  for (const NamedPredicate& exclusion : contract.exclusions) collect_fields(*exclusion.when, request.needed);
  if (settings.where) collect_fields(*settings.where, request.needed);
  const auto is_needed = [&](FieldId field) { return std::find(request.needed.begin(), request.needed.end(), field) != request.needed.end(); };
  std::vector<FieldId> optional = needs_.optional;
  if (is_needed(known_field("disposition"))) optional.push_back(known_field("disposition_at"));
  if (contract.disposition && is_needed(known_field("disposition_at"))) optional.push_back(known_field("disposition"));   // was an answer given without a date?
  const bool touch_read = is_needed(touch_field()) || std::find(optional.begin(), optional.end(), touch_field()) != optional.end();
  if (touch_read)   // they tell what came after a touch before the start
    optional.insert(optional.end(), {known_field("last_touch_at"), known_field("touches")});
  const std::vector<FieldId> logged = needs_.logs && needs_.logs->touches_given() ? LeadLogs::touch_fields() : std::vector<FieldId>();
  for (const FieldId field : logged) {  // the log speaks for them
    std::erase(request.needed, field);
    optional.push_back(field);
  }
  std::copy_if(optional.begin(), optional.end(), std::back_inserter(unmissed_), [&](FieldId field) { return !is_needed(field); });
  request.needed.insert(request.needed.end(), unmissed_.begin(), unmissed_.end());
  idle_ = logged;
  std::copy_if(unmissed_.begin(), unmissed_.end(), std::back_inserter(idle_), [&](FieldId field) { return contract.fields[field].type != Type::date; });
  needed_ = request.needed;
  request.threads = settings.threads;
  request.rows = needs_.rows;
  request.want_email_duplicates = needs_.email_duplicates || asks_duplicates(contract, settings.where, needs_);
  request.horizon = settings.as_of;
  request.content = needs_.content;
  if (!settings.rejects.empty()) request.reject = [this](const RejectRow& row) { rejects_->write(row); };
  if (rejects_->may_restart()) request.forget_rejects = [this] { rejects_->restart(); };
  request.progress = progress_.callback();
  exports_ = open_exports(request);
  for (const FieldId field : exports_.absent) absent_[field] = true;
  for (const FieldId field : logged) absent_[field] = false;
  if (!settings.allow_unproven && !needs_.reports_damage) require_proof(contract, settings, absent_);
}

OpenScan::~OpenScan() = default;

void OpenScan::pass(const std::vector<LeadSink*>& counters) {
  std::deque<FilteredSink> sinks;
  std::vector<LeadSink*> leads;
  const std::vector<AskedColumn> asked = asked_columns(contract_, settings_.where, needed_);
  for (LeadSink* const counter : counters)
    leads.push_back(&sinks.emplace_back(contract_, LeadFilter(contract_, settings_, file_starts()), needed_, asked, counter, settings_.as_of, needs_.signals, needs_.logs));
  coverage.scan = exports_.run(leads);
  progress_.clear();
  for (std::size_t i = 1; i < sinks.size(); ++i) {
    sinks[0].filter.merge(sinks[i].filter);
    sinks[0].blanks.merge(sinks[i].blanks);
    sinks[0].texts.merge(sinks[i].texts);
    sinks[0].currencies.merge(sinks[i].currencies);
  }
  for (const FilteredSink& sink : sinks)
    if (sink.join) coverage.joined.merge(sink.join->counts);
  try {
    judge_rejects(coverage.scan, settings_.reject_limit);
    require_leads(coverage.scan);
    if (!needs_.reports_damage) refuse_damage(coverage.scan, contract_, asked_numbers(contract_, settings_.where, needed_), needs_.needed, settings_.allow_unproven);
    judge_duplicates(coverage.scan, settings_.duplicate_limit);
  } catch (const Error&) {
    rejects_->commit_alone();
    throw;
  }
  for (const FileAccount& file : coverage.scan.files) coverage.accounts.push_back(account_of(file));
  sinks[0].filter.take_out(coverage.accounts);
  coverage.content = sinks[0].filter.content();
  std::erase_if(coverage.scan.absent, [&](FieldId field) { return std::find(unmissed_.begin(), unmissed_.end(), field) != unmissed_.end(); });
  coverage.notes = input_notes(contract_, settings_, coverage.scan);
  note_undated_answers(contract_, coverage.scan, absent_, coverage.notes);
  for (std::string& note : sinks[0].filter.notes(bounds_unsure_)) coverage.notes.push_back(std::move(note));
  for (std::string& note : sinks[0].blanks.notes(contract_, coverage.scan.header_of_field)) coverage.notes.push_back(std::move(note));
  for (std::string& note : sinks[0].currencies.notes(coverage.scan.header_of_field)) coverage.notes.push_back(std::move(note));
  coverage.texts = sinks[0].texts.in_no_row(contract_);
  note_texts(contract_, coverage.texts, coverage.notes);
  note_blank_columns(contract_, coverage.scan, needs_.reports_damage ? 1 : rows_enough_for_blanks, idle_, coverage.notes);
  if (!needs_.logs) return;
  if (!settings_.allow_unproven && !needs_.reports_damage) needs_.logs->require_whole(coverage.joined, !settings_.where && !settings_.window);
  for (InputAccount& account : needs_.logs->accounts()) coverage.accounts.push_back(std::move(account));
  for (std::string& note : needs_.logs->notes(coverage.joined)) coverage.notes.push_back(std::move(note));
  coverage.said_ids.push_back(needs_.logs->stranger());
}

void OpenScan::pass_again(const std::vector<std::uint64_t>& offsets, const std::vector<LeadSink*>& counters) {
  std::deque<FilteredSink> sinks;   // what they count beside their leads has been counted
  std::vector<LeadSink*> leads;
  for (LeadSink* const counter : counters)
    leads.push_back(&sinks.emplace_back(contract_, LeadFilter(contract_, settings_, file_starts()), std::vector<FieldId>(), std::vector<AskedColumn>(), counter,
                                        settings_.as_of, needs_.signals, needs_.logs));
  exports_.again(offsets, leads);
}

Report report_head(const std::string& command, const std::string& title, const Contract& contract, const Settings& settings, const Coverage& coverage) {
  Report report = report_head(command, title, contract, settings);
  report.input = coverage.accounts;
  report.notes = coverage.notes;
  report.said_ids = coverage.said_ids;
  return report;
}

void require_claims(const Contract& contract, const std::vector<bool>& absent, const std::vector<int>& stages) {
  for (const int index : stages) {
    const Stage& stage = contract.stages[static_cast<std::size_t>(index)];
    const bool by_date = stage.at != no_field && !absent[stage.at];
    const bool by_value = !stage.values.empty() && !absent[known_field("stage")];
    const bool by_definition = stage.at == no_field && stage.values.empty();
    if (by_date || by_value || by_definition) continue;
    const std::string field = stage.at != no_field ? contract.fields[stage.at].name : "stage";
    throw Error(stage.source.text(), "the export has no column that could claim the stage '" + stage.name + "' (" + field + ")",
                "name its column under [columns], for instance " + field + " = 'Header in the export', or take the stage out");
  }
}
}  // namespace handoff
