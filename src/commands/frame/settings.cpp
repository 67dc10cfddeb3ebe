// Options to settings, each refusal naming its option and a value that would do.
#include "frame/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <thread>

#include "frame/command.hpp"
#include "contract_file.hpp"
#include "files/existing_file.hpp"
#include "files/file_names.hpp"
#include "handoff/text/error.hpp"
#include "handoff/report/masking.hpp"
#include "handoff/text/suggest.hpp"
#include "files/outputs.hpp"
#include "frame/time_hints.hpp"

namespace handoff {

namespace {

bool color_of(const std::string& when, const Streams& io, const Options& options) {
  if (when == "always") return true;
  if (when == "never") return false;
  if (when != "auto") throw Error("--color", "'" + when + "' is not known", "use auto, always or never");
  const char* no_color = std::getenv("NO_COLOR");
  return io.out_is_terminal && options.output.empty() && !(no_color && *no_color);
}

/// `now` is for the fix alone.
Instant moment_of(const std::string& text, const Zone& zone, Instant now) {
  DateText parts;
  Stamp stamp;
  if (read_date(text, parts)) {
    const bool open = parts.order_open && parts.a <= 12 && parts.b <= 12;
    const DateOrder order = !parts.order_open ? DateOrder::undecided : parts.a > 12 ? DateOrder::dmy : DateOrder::mdy;
    if (!open && make_stamp(parts, order, zone, stamp)) return stamp.first;
  }
  throw Error("--as-of", fmt::format("'{}' is not a moment", text), moment_fix(text, zone.day_of(now)));
}

RowLimit row_limit_of(const std::string& option, const std::string& text) {
  RowLimit limit;
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
  throw Error(option, "'" + text + "' is neither a number of rows nor a share", "write 50 or 2%");
}

/// `500MB`, `20 GB`, a bare number of bytes; thousands, not 1024.
std::uint64_t bytes_of(const std::string& option, const std::string& text) {
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  std::string unit(stop, text.data() + text.size());
  unit.erase(0, unit.find_first_not_of(' ') == std::string::npos ? unit.size() : unit.find_first_not_of(' '));
  for (char& c : unit) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  constexpr std::uint64_t tera = 1'000'000'000'000;
  const std::uint64_t factor = unit.empty() || unit == "B" ? 1 : unit == "KB" ? 1'000 : unit == "MB" ? 1'000'000 : unit == "GB" ? 1'000'000'000 : unit == "TB" ? tera : 0;
  if (error != std::errc{} || factor == 0 || number == 0 || number > tera / factor)
    throw Error(option, "'" + text + "' is not a size up to 1 TB", "write " + option + " 20GB, for instance");
  return number * factor;
}

/// The names that people put into one --by: `month,segment`, `month segment`.
std::vector<std::string> names_in(const std::string& typed) {
  std::vector<std::string> names(1);
  for (const char c : typed) {
    if (c == ',' || c == ' ' || c == ';') names.emplace_back();
    else names.back() += c;
  }
  std::erase(names, std::string());
  return names;
}

/// A name may hold a comma itself, so it is tried as a whole first.
std::vector<GroupBy> groups_of(const Contract& contract, const std::vector<std::string>& typed) {
  std::vector<GroupBy> groups;
  std::vector<std::string> seen;
  const auto add = [&](const std::string& name) {
    groups.push_back(group_by(contract, name));
    if (std::find(seen.begin(), seen.end(), name) != seen.end()) throw Error("--by", fmt::format("'{}' is given twice", name), "leave one out");
    seen.push_back(name);
  };
  for (const std::string& text : typed) {
    try {
      add(text);
    } catch (const Error&) {
      const std::vector<std::string> names = names_in(text);
      if (names.size() < 2) throw;
      for (const std::string& name : names) add(name);
    }
  }
  if (groups.size() > 2) throw Error("--by", "a report has at most two groups", "leave one out");
  return groups;
}

}  // namespace

std::uint64_t whole_number(const std::string& option, const std::string& text, std::uint64_t least) {
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size() || number < least)
    throw Error(option, "'" + text + "' is not a whole number of at least " + std::to_string(least), "write " + option + " " + std::to_string(std::max<std::uint64_t>(least, 1)) + ", for instance");
  return number;
}

void require_signed(const Contract& contract, Instant moment) {
  const Status status = contract_status(contract, moment);
  if (status == Status::signed_) return;
  throw Error(contract.file, "the contract is " + std::string(status_name(status)) + ", and --require-signed asks for a signed one",
              status == Status::unsigned_  ? "have both parties sign it"
              : status == Status::altered ? "go back to what was signed, or have both parties sign what stands there now"
                                          : "give the contract that was in force then, or another --as-of");
}

void add_own_text(Settings& settings, const std::string& file) {
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(file, unknown)) return;  // a pipe can be read once
  try {
    settings.own.push_back(read_contract_text(file));
  } catch (const Error&) {  // it was read before; what stands in it is masked then, which hurts nobody
  }
}

Settings settle(const Options& options, const Contract& contract, const Streams& io) {
  Settings settings;
  settings.own = io.typed;
  add_own_text(settings, contract.file);
  settings.inputs = options.inputs;
  if (io.sources) settings.sources = io.sources;
  if (options.unpack_limit) settings.unpack_limit = bytes_of("--unpack-limit", *options.unpack_limit);
  settings.as_of_given = options.as_of.has_value();
  settings.as_of = settings.as_of_given ? moment_of(*options.as_of, *contract.zone, io.now()) : io.now();
  settings.contract_at = settings.as_of;
  if (options.contracts.size() > 1)
    throw Error("--contract", "is given " + std::to_string(options.contracts.size()) + " times, and this takes one contract",
                "leave all but one out; audit, waterfall and explain take several that are in force on different days");
  if (options.window) {
    const Day today = contract.zone->day_of(settings.as_of);
    settings.window = read_window(*options.window, today, contract.week_start);
    if (!settings.window) throw Error("--window", fmt::format("'{}' is not a window", *options.window), window_fix(*options.window, today, contract.week_start));
    if (settings.window->from > today)
      throw Error("--window", fmt::format("'{}' begins on {}, after the moment of judging ({})", *options.window, iso_day(settings.window->from), iso_day(today)),
                  "take a window that has begun, last-quarter for instance, or a later --as-of");
  }
  settings.asked = settings.window;
  if (options.where) {
    settings.where_text = *options.where;
    settings.where = parse_in_contract(contract, *options.where, "--where");
    if (result_type(*settings.where) != Type::boolean)
      throw Error("--where", "the expression is not a condition", "compare it with something, for instance employees > 200");
  }
  if (options.inputs.empty()) throw Error("", "no export is given", "name the CSV file, or - for standard input");
  settings.by = groups_of(contract, options.by);
  settings.look.format = format_of(options.format, options.output);
  settings.look.color = color_of(options.color, io, options);
  settings.look.width = io.width;
  settings.output = options.output;
  settings.rejects = options.rejects;
  settings.reject_limit = row_limit_of("--max-rejects", options.max_rejects);
  settings.duplicate_limit = row_limit_of("--max-duplicates", options.max_duplicates);
  settings.threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  if (options.threads) settings.threads = static_cast<int>(std::min<std::uint64_t>(1024, whole_number("--threads", *options.threads, 1)));
  settings.quiet = options.quiet;
  if (options.require_signed) require_signed(contract, settings.contract_at);
  return settings;
}

Report report_head(const std::string& command, const std::string& title, const Contract& contract, const Settings& settings) {
  Report report;
  report.command = command;
  report.title = title;
  report.as_of = settings.as_of;
  report.as_of_text = local_text({settings.as_of, settings.as_of, 0, false}, *contract.zone) + " " + contract.zone->name();
  if (settings.asked) report.window = {iso_day(settings.asked->from), iso_day(settings.asked->to)};
  const Status status = contract_status(contract, settings.contract_at);
  report.contract = ContractStamp{contract.name, contract.version, contract.digest, std::string(status_name(status))};
  if (!settings.where_text.empty()) report.headline.push_back("Only leads where " + settings.where_text + ".");
  return report;
}

void say_account(const Report& report, std::ostream& err) {
  for (const InputAccount& account : report.input)
    err << terminal_text(account.file) << ": " << account.rows_read << " rows read = " << account.rows_used << " used + " << account.rows_rejected
        << " set aside + " << account.duplicates << " duplicates + " << account.excluded << " excluded\n";
  for (const std::string& note : report.notes) err << "note: " << terminal_text(note) << "\n";
}

void finish_output(Streams& io, const std::string& done) {
  if (io.out) errno = 0;
  io.out.flush();
  if (!io.out && errno == EPIPE) throw ClosedPipe{};
  if (!io.out) throw Error("standard output", "cannot be written", done.empty() ? "check the disk, or write to a file with -o" : done + "; check the disk");
}

ReportFile::ReportFile(const Settings& settings, Streams& io) : settings_(settings), io_(io) {
  if (settings.output.empty()) return;
  old_columns_ = require_report_place("--output", settings.output, settings.look.format == Format::csv);
  file_ = &settings.files->open(settings.output);
}

void ReportFile::write(Report report) {
  mask_contacts(report, settings_.own);
  const std::string bytes = render(report, settings_.look);
  if (settings_.look.format == Format::csv && !settings_.quiet) say_account(report, io_.err);
  if (file_) {
    require_same_table("--output", settings_.output, old_columns_, bytes);
    file_->write(bytes);
    return;
  }
  errno = 0;
  io_.out << (io_.out_is_terminal && settings_.look.format != Format::table ? terminal_lines(bytes) : bytes);
  finish_output(io_);
}

void ReportFile::commit() { settings_.files->commit(); }

}  // namespace handoff
