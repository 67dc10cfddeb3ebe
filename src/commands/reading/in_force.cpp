// A contract's own days, for the commands that judge entries: a version judges what entered while it was in force, and nothing else.
#include <fmt/format.h>

#include "handoff/text/error.hpp"
#include "report_parts.hpp"
#include "frame/settings.hpp"
#include "reading/versions.hpp"

namespace handoff {

Settings settle_in_force(const Options& options, const Contract& contract, const Streams& io) {
  Settings settings = settle(options, contract, io);
  const std::optional<CountedDays> days = days_in_force(settings.asked, {contract.from, contract.to});
  if (!days)
    throw Error("--window", fmt::format("{} was in force on no day of it ({})", contract.file, days_text(contract.from, contract.to)),
                "widen it, or give the version of then");
  settings.window = days->window;
  settings.not_in_force = days->outside;
  return settings;
}

void tell_outside(const OutsideEntries& outside, const Contract& contract, const std::string& entered, Report& report, std::string_view where) {
  if (auto members = std::get_if<Node::Object>(&report.result.value())) {
    Node::Object with = *members;
    with.emplace_back("not_in_force", Node::Object{{"before", outside.before}, {"after", outside.after}});
    report.result = Node(std::move(with));
  }
  if (outside.total() == 0) return;
  std::string text;
  if (outside.before > 0) text = fmt::format("{} before {}", count_text(outside.before), iso_day(*contract.from));
  if (outside.after > 0) text += fmt::format("{}{} after {}", text.empty() ? "" : ", ", count_text(outside.after), iso_day(*contract.to));
  report.notes.push_back(fmt::format("{} into {} on days on which the contract was not in force, {}: {}", outside.total() == 1 ? "entry" : "entries", entered, where, text));
}

}  // namespace handoff
