// `handoff score`: every lead scored, judged and routed under a contract, a row each; and what the scores are worth.
#include <cerrno>
#include <ostream>

#include "frame/command.hpp"
#include "contract_file.hpp"
#include "frame/declare.hpp"
#include "frame/empty_report.hpp"
#include "files/existing_file.hpp"
#include "files/file_names.hpp"
#include "handoff/text/error.hpp"
#include "handoff/report/masking.hpp"
#include "handoff/measures/score_tally.hpp"
#include "reading/lead_scan.hpp"
#include "frame/named_contract.hpp"
#include "files/outputs.hpp"
#include "score/score_report.hpp"
#include "score/score_rows.hpp"
#include "files/report_file.hpp"
#include "frame/settings.hpp"
#include "reading/signal_log.hpp"
#include "frame/stage_option.hpp"
#include "score/what_if.hpp"

namespace handoff {

namespace {

struct ScoreOptions {
  Options common;
  std::optional<std::string> stage, to;
  std::string at = "stage";
  std::vector<std::string> what_if;
  std::string signals;
  bool with_contact = false;
};

/// Where the rows go: the file of -o, or standard output.
class RowStream {
 public:
  RowStream(const Settings& settings, Streams& io) : io_(io), files_(*settings.files) {
    if (settings.output.empty()) return;
    path_ = settings.output;
    old_columns_ = require_report_place("--output", path_, true);
    file_ = &files_.open(path_);
  }
  void write(std::string_view bytes) {
    if (file_) return file_->write(bytes);
    errno = 0;
    const std::string safe = io_.out_is_terminal ? terminal_lines(bytes) : std::string();
    if (io_.out_is_terminal) bytes = safe;
    io_.out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!io_.out && errno == EPIPE) throw ClosedPipe{};
    if (!io_.out) throw Error("standard output", "cannot be written", "check the disk, or write to a file with -o");
  }
  /// Rows can be taken back from a file that is not there before it is complete, not from a pipe.
  RowsOut rows() {
    if (file_) return rows_to(*file_);
    return {[this](std::string_view bytes) { write(bytes); }, {}};
  }
  void write_header(const std::string& bytes) {
    require_same_table("--output", path_, old_columns_, bytes);
    write(bytes);
    if (file_) file_->keep();
  }
  /// Of standard output: sees that all rows have got there.
  void finish() {
    if (file_) return;
    io_.out.flush();
    write({});
  }
  /// Makes all files of the run appear.
  void commit() { files_.commit(); }

 private:
  Streams& io_;
  OutputFiles& files_;
  OutputFile* file_ = nullptr;
  std::string path_;
  std::vector<std::string> old_columns_;  // of the rows that these replace
};

/// Leads counted, and their rows where these are wanted.
struct ScoreCounter {
  static constexpr bool takes_unsure = true;
  ScoreCounter(const Contract& contract, const ScoreSettings& settings) : tally(contract, settings), format(contract, settings, tally.reader()), rows(settings.explain) {}
  ScoreCounter(const ScoreCounter&) = delete;   // `format` looks at the tally's reader
  ScoreCounter& operator=(const ScoreCounter&) = delete;
  void add(LeadJudge& judge, std::string& out) {
    const ScoredLead* lead = tally.add(judge);
    if (lead && rows) format.append(judge.judging(), *lead, out);
  }
  void merge(const ScoreCounter& other) { tally.merge(other.tally); }
  ScoreTally tally;
  ScoreRows format;
  bool rows;
};

/// To SQL, or the next stage where there is no SQL to come, and to the last: what marketing is paid for, and what it is all about.
std::vector<int> targets_of(const ScoreOptions& typed, const Contract& contract, int stage) {
  const int last = static_cast<int>(contract.stages.size()) - 1;
  int first = std::min(stage + 1, last);
  if (const int sql = find_stage(contract, "SQL"); sql > stage) first = sql;
  if (typed.to) {
    first = stage_option(contract, "--to", *typed.to);
    if (first <= stage)
      throw Error("--to", "'" + *typed.to + "' does not come after '" + contract.stages[static_cast<std::size_t>(stage)].name + "'", "name a later stage");
  }
  if (first <= stage) return {};
  return first < last ? std::vector<int>{first, last} : std::vector<int>{first};
}

ScoreSettings score_settings(const ScoreOptions& typed, const Contract& contract, const Settings& settings) {
  ScoreSettings score;
  score.as_of = settings.as_of;
  score.window = settings.window;
  score.stage = typed.stage ? stage_option(contract, "--stage", *typed.stage) : default_score_stage(contract);
  score.targets = targets_of(typed, contract, score.stage);
  score.with_contact = typed.with_contact;
  if (typed.at != "stage" && typed.at != "as-of") throw Error("--at", "'" + typed.at + "' is not a moment to judge at", "use stage or as-of");
  score.at = typed.at == "stage" ? JudgedAt::stage : JudgedAt::as_of;
  for (const std::string& range : typed.what_if) {
    for (const std::string& text : sweep(range)) {
      const ExprPtr when = parse_in_contract(contract, text, "--what-if");
      score.what_if.push_back({text, when});
      if (score.what_if.size() > most_settings) throw Error("--what-if", "all together are more than " + std::to_string(most_settings) + " settings", "take larger steps");
    }
  }
  return score;
}

/// Where the summary goes. With -o the rows have their file, and standard output is free; without, JSON and Markdown are the summary
/// alone, and with the two others the rows have standard output to themselves.
struct Places {
  bool rows = true;
  bool summary_to_err = false;
  Places(const Settings& settings) {
    const bool apart = !settings.output.empty();
    rows = apart || settings.look.format == Format::table || settings.look.format == Format::csv;
    summary_to_err = !apart && rows;
  }
};

/// The rows are CSV whatever `-f` says, which with -o is of the summary.
Settings score_places(const Options& typed, const Contract& contract, const Streams& io) {
  require_csv_name("--output", typed.output);
  Options summary = typed;
  summary.output.clear();
  Settings settings = settle(summary, contract, io);
  settings.output = typed.output;
  return settings;
}

void write_summary(Report report, const Settings& settings, const Places& places, Streams& io) {
  Settings summary = settings;
  summary.output.clear();
  if (!places.summary_to_err) return ReportFile(summary, io).write(std::move(report));
  if (settings.quiet) return;
  mask_contacts(report, settings.own);
  if (settings.look.format == Format::csv) return say_account(report, io.err);  // a spreadsheet's pipe: no tables beside it
  io.err << render(report, summary.look);
}

/// Rows stream in the order of the export, and their columns are one contract's: a file cannot hold two.
void require_one_contract(const Options& typed) {
  if (typed.contracts.size() < 2) return;
  throw Error("--contract", "is given " + std::to_string(typed.contracts.size()) + " times, and score writes its rows under one contract",
              "score one version at a time, a file each, with --window over its days; audit, waterfall and explain judge each lead under the version of its day");
}

int run_score(const ScoreOptions& typed, Streams& io) {
  require_one_contract(typed.common);
  const Contract contract = named_contract(typed.common);
  const Settings settings = score_places(typed.common, contract, io);
  ScoreSettings query = score_settings(typed, contract, settings);
  const Places places(settings);
  query.explain = places.rows;
  ScanNeeds needs;
  needs.scores = true;
  collect_score_fields(contract, query, needs.needed);
  collect_shown_fields(contract, query, needs.optional);
  if (typed.with_contact)
    for (const std::string_view name : {"first_name", "last_name", "email"}) needs.optional.push_back(known_field(name));
  check_files({{"--signals", typed.signals}}, {{"the summary", settings.output.empty() ? "" : "-"}, {"--output", settings.output}, {"--rejects", settings.rejects}},
              settings, contract.file);
  RowStream rows(settings, io);
  if (places.rows) needs.rows = rows.rows();
  const std::optional<EventLog> signals = read_signals(typed.signals, contract, settings);
  needs.signals = signals ? &*signals : nullptr;
  if (signals && !settings.allow_unproven) signals->require_usable("what leads did there would be in no score");   // before a row goes out

  OpenScan scan(contract, settings, std::move(needs), io);
  query.absent = scan.absent();
  if (places.rows) rows.write_header(ScoreCounter(contract, query).format.header());
  const auto [counted] = scan.run<ScoreCounter>(contract, query);
  const ScoreTally& tally = counted->tally;

  Report report = report_head("score", "Scores under the definition of " + contract.stages[static_cast<std::size_t>(query.stage)].name, contract, settings, scan.coverage);
  if (signals) {
    if (!settings.allow_unproven && !settings.where && !settings.window) signals->require_joined();
    report.input.push_back(signals->input_account());
    note_signals(*signals, contract, settings, report.notes);
  }
  const ScoreResult result = score_result(tally, contract, query);
  score_report(result, tally.reader(), contract, query, {settings.where_text, signals.has_value()}, report);
  if (result.leads == 0) say_empty("No lead is there to score", contract, settings, scan.coverage, report);
  try {
    if (places.rows) rows.finish();
    write_summary(report, settings, places, io);
  } catch (const ClosedPipe&) {  // whoever read had enough of it; the file was asked for all the same
  }
  rows.commit();
  return 0;
}

}  // namespace

Command score_command() {
  return {"score", "every lead scored, judged and routed as CSV, and what the scores are worth", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<ScoreOptions>();
            declare_options(app, options->common);
            remove_option(app, "--by");
            add_option(app, "--stage", options->stage, "Whose definition is told and calibrated (default MQL)", "NAME");
            add_option(app, "--to", options->to, "The stage that conversion is measured to, besides the last (default SQL, else the next)", "NAME");
            add_option(app, "--at", options->at, "When scores are judged: stage, the date of its claim where there is one; or as-of (default stage)", "WHEN");
            add_repeated(app, "--what-if", options->what_if, "Another definition of the stage to try, or a sweep: 'fit >= 50..90 step 5'; may be given again", "EXPR");
            add_option(app, "--signals", options->signals, "The signal log: one row a signal, joined by lead id", "FILE");
            add_flag(app, "--with-contact", options->with_contact, "Names and e-mail addresses in the rows");
            return [options](Streams& io) { return run_score(*options, io); };
          },
          {{"--by", "every lead is a row of its own: score one group at a time with --where \"segment = 'A'\""}}};
}

}  // namespace handoff
