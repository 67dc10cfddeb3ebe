// Options to settings, each refusal naming its option and a value that would do.
#include "frame/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "contract_file.hpp"
#include "files/file_names.hpp"
#include "handoff/contract/field_hint.hpp"
#include "handoff/contract/signature.hpp"
#include "handoff/text/error.hpp"
#include "frame/time_hints.hpp"
#include "frame/typed_values.hpp"

namespace handoff {

namespace {

bool color_of(const std::string& when, const Streams& io, const Options& options) {
  if (when == "always") return true;
  if (when == "never") return false;
  if (when != "auto") throw Error("--color", "'" + when + "' is not known", "use auto, always or never");
  const char* no_color = std::getenv("NO_COLOR");
  return io.out_is_terminal && options.output.empty() && !(no_color && *no_color);
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

bool is_group(const Contract& contract, const std::string& name) try {
  group_by(contract, name);
  return true;
} catch (const Error&) {
  return false;
}

/// Several groups in one text, where a text as a whole is none? Not where it is the header of a column, nor where none of
/// its words is a group: `Contact owner` and `Date of demo` are columns.
std::vector<std::string> groups_in(const Contract& contract, const std::string& text) {
  std::vector<std::string> names = names_in(text);
  const bool any = std::any_of(names.begin(), names.end(), [&](const std::string& name) { return is_group(contract, name); });
  if (!any || field_of_header(contract, text) != no_field) names.clear();
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
      const std::vector<std::string> names = groups_in(contract, text);
      if (names.size() < 2) throw;
      for (const std::string& name : names) add(name);
    }
  }
  if (groups.size() > 2) throw Error("--by", "a report has at most two groups", "leave one out");
  return groups;
}

Counting counting_of(const std::string& typed) {
  if (typed == "defined") return Counting::defined;
  if (typed == "claimed") return Counting::claimed;
  throw Error("--count", fmt::format("'{}' is not a way to count", typed),
              "use defined (claimed, and meeting the contract's definition) or claimed (whatever the CRM says)");
}

}  // namespace

void require_signed(const Contract& contract, Instant moment) {
  const Status status = contract_status(contract, moment);
  if (status == Status::signed_) return;
  if (signed_under_rules_1(contract, moment))
    throw Error(contract.file, "the contract is signed under rules 1, and --require-signed asks for one that is signed under rules 2", contract.rules < 2 ? "write handoff = 2 into it, and have both parties sign it again" : "have both parties sign it again");
  if (const std::optional<Day> day = signed_later(contract, moment))
    throw Error(contract.file,
                fmt::format("both parties had signed the contract by {}, after the moment of judging, and "
                            "--require-signed asks for one that was signed then", iso_day(*day)),
                fmt::format("judge as of {} or later with --as-of, give the version that was signed then, or leave "
                            "--require-signed out", iso_day(*day)));
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
  settings.allow_unproven = options.allow_unproven;
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
  }
  if (options.inputs.empty()) throw Error("", "no export is given", "name the CSV file, or - for standard input");
  settings.counting = options.count ? counting_of(*options.count) : contract.counting;
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

}  // namespace handoff
