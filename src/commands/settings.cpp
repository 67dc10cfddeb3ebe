// Options to settings, each refusal naming its option and a value that would do.
#include "settings.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <ostream>
#include <thread>

#include "command.hpp"
#include "contract_file.hpp"
#include "handoff/error.hpp"
#include "handoff/suggest.hpp"

namespace handoff {

namespace {

Format format_of(const std::string& text) {
  const std::vector<std::string> names = {"table", "csv", "json", "md"};
  const auto found = std::find(names.begin(), names.end(), text);
  if (found != names.end()) return static_cast<Format>(found - names.begin());
  const std::string near = closest(text, names);
  throw Error("--format", "'" + text + "' is no format", near.empty() ? "use table, csv, json or md" : "did you mean '" + near + "'?");
}

bool color_of(const std::string& when, const Streams& io, const Options& options) {
  if (when == "always") return true;
  if (when == "never") return false;
  if (when != "auto") throw Error("--color", "'" + when + "' is not known", "use auto, always or never");
  const char* no_color = std::getenv("NO_COLOR");
  return io.out_is_terminal && options.output.empty() && !(no_color && *no_color);
}

Instant moment_of(const std::string& text, const Zone& zone) {
  DateText parts;
  Stamp stamp;
  if (read_date(text, parts) && !parts.order_open && make_stamp(parts, DateOrder::undecided, zone, stamp)) return stamp.first;
  throw Error("--as-of", "'" + text + "' is no moment", "write 2026-06-30, 2026-06-30T17:00 or 2026-06-30T17:00:00Z");
}

RejectLimit reject_limit_of(const std::string& text) {
  RejectLimit limit;
  limit.text = text;
  const bool percent = !text.empty() && text.back() == '%';
  const char* end = text.data() + text.size() - percent;
  if (percent) {
    double share = 0;
    const auto [stop, error] = std::from_chars(text.data(), end, share);
    if (error == std::errc{} && stop == end && share >= 0 && share <= 100) {
      limit.share = share / 100;
      return limit;
    }
  } else {
    std::uint64_t rows = 0;
    const auto [stop, error] = std::from_chars(text.data(), end, rows);
    if (error == std::errc{} && stop == end && !text.empty()) {
      limit.rows = rows;
      return limit;
    }
  }
  throw Error("--max-rejects", "'" + text + "' is neither a number of rows nor a share", "write 50 or 2%");
}

}  // namespace

std::uint64_t whole_number(const std::string& option, const std::string& text, std::uint64_t least) {
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size() || number < least)
    throw Error(option, "'" + text + "' is no whole number of at least " + std::to_string(least), "write " + option + " 200, for instance");
  return number;
}

Settings settle(const Options& options, const Contract& contract, const Streams& io) {
  Settings settings;
  settings.inputs = options.inputs;
  settings.stdin_fd = io.in_fd;
  settings.as_of_given = !options.as_of.empty();
  settings.as_of = settings.as_of_given ? moment_of(options.as_of, *contract.zone) : io.now();
  if (!options.window.empty()) {
    settings.window = read_window(options.window, contract.zone->day_of(settings.as_of), contract.week_start);
    if (!settings.window)
      throw Error("--window", "'" + options.window + "' is no window", "write 90d, last-quarter, 2026-Q2, 2026-04 or 2026-04-01..2026-06-30");
  }
  if (!options.where.empty()) {
    settings.where = parse_in_contract(contract, options.where, "--where");
    if (result_type(*settings.where) != Type::boolean)
      throw Error("--where", "the expression is no condition", "compare it with something, for instance employees > 200");
  }
  if (options.by.size() > 2) throw Error("--by", "a report has at most two groups", "leave one out");
  for (const std::string& name : options.by) settings.by.push_back(group_by(contract, name));
  settings.look.format = format_of(options.format);
  settings.look.color = color_of(options.color, io, options);
  settings.look.width = io.width;
  settings.output = options.output;
  settings.rejects = options.rejects;
  settings.reject_limit = reject_limit_of(options.max_rejects);
  if (options.threads < 0 || options.threads > 1024) throw Error("--threads", "the number of threads is out of range", "write 1 to 1024");
  settings.threads = options.threads > 0 ? options.threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  settings.quiet = options.quiet;
  const Status status = contract_status(contract, settings.as_of);
  if (options.require_signed && status != Status::signed_)
    throw Error(contract.file, "the contract is " + std::string(status_name(status)) + ", and --require-signed asks for a signed one",
                "have both parties sign it, or leave --require-signed out");
  return settings;
}

Report report_head(const std::string& command, const std::string& title, const Contract& contract, const Settings& settings) {
  Report report;
  report.command = command;
  report.title = title;
  report.as_of = settings.as_of;
  report.as_of_text = local_text({settings.as_of, settings.as_of, 0, false}, *contract.zone) + " " + contract.zone->name();
  if (settings.window) report.window = {iso_day(settings.window->from), iso_day(settings.window->to)};
  const Status status = contract_status(contract, settings.as_of);
  report.contract = ContractStamp{contract.name, contract.version, contract.digest, std::string(status_name(status))};
  return report;
}

void write_report(const Report& report, const Settings& settings, Streams& io) {
  const std::string bytes = render(report, settings.look);
  if (settings.output.empty()) {
    errno = 0;
    io.out << bytes;
    io.out.flush();
    if (!io.out && errno == EPIPE) throw ClosedPipe{};
    if (!io.out) throw Error("standard output", "cannot be written", "check the disk, or write to a file with -o");
    return;
  }
  OutputFile file(settings.output);
  file.write(bytes);
  file.commit();
}

}  // namespace handoff
