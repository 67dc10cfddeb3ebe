// The shared options, in the words of their help.
#include "options.hpp"

#include <CLI/CLI.hpp>

namespace handoff {

void declare_options(CLI::App& app, Options& options) {
  app.add_option("leads", options.inputs, "The export, or several files of one export; - reads standard input")->type_name("FILE");
  const auto take = [&options](const std::vector<std::string>& files) {
    options.contracts = files;
    options.contract = files.front();
  };
  app.add_option_function<std::vector<std::string>>("-c,--contract", take, "The contract (default ./sla.toml); several of different days for audit and waterfall")
      ->type_name("FILE")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--as-of", options.as_of, "The moment of judging, ISO 8601 (default: now)")->type_name("TIME");
  app.add_option("--window", options.window, "Cohort of entry: 90d, last-quarter (this- or last- week, month, quarter, year), 2026, 2026-Q2, 2026-04, 2026-W14, 2026-04-01..2026-06-30")->type_name("W");
  app.add_option("--where", options.where, "Only leads for which the expression is true")->type_name("EXPR");
  app.add_option("--by", options.by, "Group by a field, segment, lane, day, week, month, quarter or year; may be given twice")
      ->type_name("FIELD")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("-f,--format", options.format, "table, csv, json or md (default table)")->type_name("F");
  app.add_option("-o,--output", options.output, "Write there instead of standard output, whole or not at all")->type_name("FILE");
  app.add_option("--rejects", options.rejects, "Write the rows set aside to this CSV file")->type_name("FILE");
  app.add_option("--max-rejects", options.max_rejects, "More rows set aside than this is an error: N or P% (default 1%)")->type_name("N|P%");
  app.add_option("--unpack-limit", options.unpack_limit, "What a compressed export may unpack to: 500MB, 20GB (default: 200 times its size, or 64 MB)")->type_name("SIZE");
  app.add_option("--threads", options.threads, "Threads (default: the cores there are); the answer is the same")->type_name("N");
  app.add_flag("-q,--quiet", options.quiet, "No progress line; with -f csv no account and notes on standard error");
  app.add_option("--color", options.color, "auto, always or never (default auto)")->type_name("WHEN");
  app.add_flag("--require-signed", options.require_signed, "Refuse a contract that is not signed and in force");
}

}  // namespace handoff
