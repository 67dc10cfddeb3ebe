// The shared options, in the words of their help.
#include "frame/options.hpp"

#include <CLI/CLI.hpp>

#include "frame/declare.hpp"

namespace handoff {

void declare_options(CLI::App& app, Options& options) {
  add_option(app, "leads", options.inputs, "The export, or several files of one export; - reads standard input", "FILE");
  const auto take = [&options](const std::vector<std::string>& files) {
    options.contracts = files;
    options.contract = files.front();
  };
  CLI::Option* contract = app.add_option_function<std::vector<std::string>>(
      "-c,--contract", take, "The contract (default ./sla.toml); several of different days for audit, waterfall, explain");
  contract->take_all()->allow_extra_args(false);
  refuse_empty(contract, "-c,--contract", "FILE");
  add_option(app, "--as-of", options.as_of, "The moment of judging, ISO 8601 (default: now)", "TIME");
  add_option(app, "--window", options.window, "Cohort of entry: 90d, last-quarter (this- or last- week, month, quarter, year), 2026, 2026-Q2, 2026-04, 2026-W14, 2026-04-01..2026-06-30", "W");
  add_option(app, "--where", options.where, "Only leads for which the expression is true", "EXPR");
  add_repeated(app, "--by", options.by, "Group by a field, segment, lane, day, week, month, quarter or year; may be given twice", "FIELD");
  add_flag(app, "--allow-unproven", options.allow_unproven, "Go on where the export lacks a column that [exclude] or --where asks, or where a touch log may be only a part");
  declare_run_options(app, options);
}

void declare_count_option(CLI::App& app, Options& options) {
  add_option(app, "--count", options.count, "defined: claims that meet the contract's definition; claimed: every claim (default: the contract's, else defined)", "C");
}

void declare_run_options(CLI::App& app, Options& options) {
  add_option(app, "-f,--format", options.format, "table, csv, json or md (default: by the end of -o's name, else table)", "F");
  add_option(app, "-o,--output", options.output, "Write there, whole or not at all, instead of to standard output (-)", "FILE");
  add_option(app, "--rejects", options.rejects, "Write the rows set aside to this CSV file", "FILE");
  add_option(app, "--max-rejects", options.max_rejects, "More rows set aside than this is an error: N or P% (default 1%)", "N|P%");
  add_option(app, "--max-duplicates", options.max_duplicates, "More rows whose id another lead has than this is an error: N or P% (default 1%)", "N|P%");
  add_option(app, "--unpack-limit", options.unpack_limit, "What a compressed export may unpack to: 500MB, 20GB (default: 200 times its size, or 64 MB)", "SIZE");
  add_option(app, "--threads", options.threads, "Threads (default: the cores there are); the answer is the same", "N");
  add_flag(app, "-q,--quiet", options.quiet, "No progress line; with -f csv no account and notes on standard error");
  add_option(app, "--color", options.color, "auto, always or never (default auto)", "WHEN");
  add_flag(app, "--require-signed", options.require_signed, "Refuse a contract that is not signed and in force");
}

}  // namespace handoff
