// `handoff explain`: one lead's story, for whoever must defend a number lead by lead.
#include <algorithm>
#include <deque>
#include <filesystem>
#include <set>

#include "command.hpp"
#include "contract_file.hpp"
#include "declare.hpp"
#include "explain_report.hpp"
#include "handoff/error.hpp"
#include "lead_scan.hpp"
#include "outputs.hpp"
#include "settings.hpp"
#include "stage_option.hpp"

namespace handoff {

namespace {

struct ExplainOptions {
  Options common;
  LogOptions logs;
  std::string stage;
  bool with_contact = false;
};

constexpr std::size_t most_near = 3;

/// Are the two one slip apart: a letter more, less or other, or two swapped? In any case of letters.
bool near(std::string_view a, std::string_view b) {
  const auto same = [](char x, char y) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return lower(x) == lower(y);
  };
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t head = 0;
  while (head < a.size() && same(a[head], b[head])) ++head;
  std::size_t tail = 0;
  while (tail < a.size() - head && same(a[a.size() - 1 - tail], b[b.size() - 1 - tail])) ++tail;
  const std::size_t left = a.size() - head - tail;
  if (a.size() < b.size()) return left == 0;
  return left <= 1 || (left == 2 && same(a[head], b[head + 1]) && same(a[head + 1], b[head]));
}

/// A lead that outlives the call it was handed in.
struct HeldLead {
  Lead lead;
  Tri duplicate = Tri::unknown;
  std::deque<std::string> texts;
  std::optional<Touches> touches;   ///< where a touch log was given
  HeldLead(const Lead& seen, Tri duplicate_, const Touches* logged) : lead(seen), duplicate(duplicate_) {
    if (logged) touches = *logged;
    for (Value& value : lead.values) value.text = texts.emplace_back(value.text);
  }
  HeldLead(const HeldLead&) = delete;
  HeldLead& operator=(const HeldLead&) = delete;
};

/// Looks for one id, and for those that a slip away from it.
class ExplainWorker : public WorkerTally {
 public:
  ExplainWorker(std::string_view id, LeadFilter filter_) : filter(std::move(filter_)), id_(id), lead_id_(known_field("lead_id")) {}
  void count(const Judging& judging) override {
    filter.passes(judging);  // an excluded lead has a story too, and is counted as the other commands count it
    const std::string_view id = (*judging.lead)[lead_id_].text;
    if (id == id_) {
      found = std::make_unique<HeldLead>(*judging.lead, judging.duplicate, judging.touches);
    } else if (near(id, id_)) {
      near_ids.emplace(id);
      if (near_ids.size() > most_near) near_ids.erase(std::prev(near_ids.end()));
    }
  }
  void reset() override {
    found.reset();
    near_ids.clear();
    filter.reset();
  }
  LeadFilter filter;
  std::unique_ptr<HeldLead> found;
  std::set<std::string> near_ids;   // those that sort first

 private:
  std::string_view id_;
  FieldId lead_id_;
};

[[noreturn]] void refuse_unknown(const std::string& id, const std::deque<ExplainWorker>& workers, const Settings& settings) {
  std::set<std::string> ids;
  for (const ExplainWorker& worker : workers) ids.insert(worker.near_ids.begin(), worker.near_ids.end());
  std::string text;
  std::size_t shown = 0;
  for (const std::string& one : ids) {
    if (shown == most_near) break;
    text += (shown++ ? ", '" : "did you mean '") + one + "'";
  }
  throw Error(settings.inputs.front(), "no lead has the id '" + id + "'", text.empty() ? "take an id from the column of lead_id, as it stands there" : text + "?");
}

/// What the contract uses is needed; besides it, what it names and every date there is, for the timeline.
void choose_fields(const Contract& contract, int stage, bool with_contact, ScanWish& scan) {
  collect_story_fields(contract, stage, scan.needed);
  for (std::size_t id = 0; id < contract.fields.size(); ++id)
    if (contract.fields[id].type == Type::date || contract.fields[id].named_by_contract) scan.optional.push_back(static_cast<FieldId>(id));
  for (const std::string_view name : {"lead_id", "owner", "stage", "source", "segment", "email"}) scan.optional.push_back(known_field(name));
  if (!with_contact) return;
  for (const std::string_view name : {"first_name", "last_name", "phone"}) scan.optional.push_back(known_field(name));
}

/// The account as it stands in the other commands' reports.
void count_excluded(std::deque<ExplainWorker>& workers, const Contract& contract, std::vector<InputAccount>& accounts) {
  for (std::size_t i = 1; i < workers.size(); ++i) workers[0].filter.merge(workers[i].filter);
  for (std::size_t file = 0; file < workers[0].filter.taken_out.size(); ++file) {
    for (std::size_t i = 0; i < contract.exclusions.size(); ++i) {
      const std::uint64_t out = workers[0].filter.taken_out[file][i];
      if (out == 0) continue;
      accounts[file].excluded += out;
      accounts[file].rows_used -= out;
      accounts[file].excluded_by_name.emplace_back(contract.exclusions[i].name, out);
    }
  }
}

/// The stage whose checks are told: the one named, or MQL, or the first that is defined, or the first.
int told_stage(const Contract& contract, const std::string& name) {
  if (!name.empty()) return stage_option(contract, "--stage", name);
  if (const int mql = find_stage(contract, "MQL"); mql >= 0) return mql;
  const auto defined = std::find_if(contract.stages.begin(), contract.stages.end(), [](const Stage& stage) { return stage.when != nullptr; });
  return defined == contract.stages.end() ? 0 : static_cast<int>(defined - contract.stages.begin());
}

int run_explain(ExplainOptions typed, Streams& io) {
  const Contract contract = load_contract(typed.common.contract);
  if (typed.common.inputs.empty()) throw Error("", "no lead is named", "write: handoff explain LEAD_ID leads.csv");
  if (typed.common.inputs.size() == 1) {
    const std::string& only = typed.common.inputs.front();
    std::error_code error;
    if (only == "-" || std::filesystem::exists(only, error)) throw Error("", "the id of the lead is missing before '" + only + "'", "write: handoff explain LEAD_ID " + only);
    throw Error("", "no export is given", "write: handoff explain " + only + " leads.csv");
  }
  const std::string id = typed.common.inputs.front();
  typed.common.inputs.erase(typed.common.inputs.begin());
  const Settings settings = settle(typed.common, contract, io);
  StorySettings wish;
  wish.as_of = settings.as_of;
  wish.stage = told_stage(contract, typed.stage);
  wish.with_contact = typed.with_contact;
  ScanWish scan;
  scan.email_duplicates = true;
  choose_fields(contract, wish.stage, typed.with_contact, scan);
  NamedFiles inputs;
  add_log_paths(typed.logs, inputs);
  check_files(inputs, {{"--output", settings.output}}, settings, contract.file);
  std::optional<LeadLogs> logs;
  if (typed.logs.given()) logs.emplace(typed.logs, contract, settings, wish.stage, 0);
  scan.logs = logs ? &*logs : nullptr;
  wish.touch_log = logs.has_value();
  ReportFile out(settings, io);
  Contract open = contract;
  open.exclusions.clear();
  std::vector<std::uint64_t> file_starts;
  scan.planned = [&](const ScanPlan& plan) { file_starts = plan.file_starts; };

  std::deque<ExplainWorker> workers;
  Coverage coverage = scan_leads(
      open, settings, scan,
      [&](const std::vector<bool>& absent) {
        wish.absent = absent;
        wish.duplicates = !absent[known_field("email")];
        return &workers.emplace_back(id, LeadFilter(contract, settings, file_starts));
      },
      io);
  const auto found = std::find_if(workers.begin(), workers.end(), [](const ExplainWorker& worker) { return worker.found != nullptr; });
  if (found == workers.end()) refuse_unknown(id, workers, settings);
  const HeldLead& held = *found->found;
  count_excluded(workers, contract, coverage.accounts);

  Judging judging;
  judging.lead = &held.lead;
  judging.moment = {settings.as_of, settings.as_of, 0, false};
  judging.duplicate = held.duplicate;
  judging.touches = held.touches ? &*held.touches : nullptr;
  ExplainContext context;
  context.lead_id = id;
  context.lead = &held.lead;
  context.headers = &coverage.scan.header_of_field;
  Report report = report_head("explain", "Lead " + id, contract, settings);
  report.input = coverage.accounts;
  report.notes = coverage.notes;
  const auto once = std::find_if(settings.inputs.begin(), settings.inputs.end(), comes_once);
  if (once == settings.inputs.end()) context.rows = rows_of_id(settings.inputs, contract, id, settings.threads, settings.unpack_limit);
  else report.notes.push_back((*once == "-" ? "standard input" : *once) + " can be read only once: the line of the lead, and other rows of its id, are not looked up");
  explain_report(contract, wish, tell_story(contract, wish, judging), context, report);
  out.write(report);
  out.commit();
  return 0;
}

}  // namespace

Command explain_command() {
  return {"explain", "one lead's story: what happened, what was claimed, and why each verdict is what it is", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<ExplainOptions>();
            declare_options(app, options->common);
            describe_option(app, "leads", "The lead's id, then the export, or several files of it; - reads standard input");
            for (const char* other : {"--window", "--where", "--by", "--rejects"}) remove_option(app, other);
            declare_touch_option(app, options->logs);
            add_option(app, "--stage", options->stage, "The stage whose checks are told (default MQL)", "NAME");
            add_flag(app, "--with-contact", options->with_contact, "Names, e-mail addresses and phone numbers as they are");
            return [options](Streams& io) { return run_explain(*options, io); };
          }};
}

}  // namespace handoff
