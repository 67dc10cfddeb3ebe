#include "files/report_file.hpp"
#include "reading/versions.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <optional>
#include <vector>

#include "contract_file.hpp"
#include "handoff/text/error.hpp"
#include "handoff/contract/versions.hpp"
#include "report_parts.hpp"
#include "formats.hpp"

namespace handoff {
namespace {

/// The days that no version covers, open ends included.
std::vector<Period> uncovered(const Versions& all) {
  std::vector<Period> out;
  const InForce& first = all.days[all.order.order.front()];
  if (first.from) out.push_back({all_days().from, *first.from - 1});
  for (const VersionGap& gap : all.order.gaps) out.push_back({gap.from, gap.to});
  const InForce& last = all.days[all.order.order.back()];
  if (last.to) out.push_back({*last.to + 1, all_days().to});
  return out;
}

/// Each version reads the export for itself, and may leave out what another counts: where the rows fall otherwise than under the first, a note says how.
void note_accounts(const std::string& name, const std::vector<InputAccount>& own, Report& all) {
  for (std::size_t i = 0; i < std::min(own.size(), all.input.size()); ++i) {
    const InputAccount &here = own[i], &first = all.input[i];
    if (here.rows_used == first.rows_used && here.rows_rejected == first.rows_rejected && here.duplicates == first.duplicates && here.excluded_by_name == first.excluded_by_name) continue;
    std::string text = fmt::format("{}: {}", name, account_words(here));
    for (const auto& [reason, rows] : here.excluded_by_name)
      text += fmt::format("{}{} {}", &reason == &here.excluded_by_name.front().first ? ": " : ", ", count_text(rows), reason);
    all.notes.push_back(std::move(text));
  }
}

/// Adds one version's report to that of all.
void add_version(const Contract& contract, const Settings& settings, VersionReport one, Node::List& list, Report& all) {
  const std::string name = contract.version.empty() ? contract.name : contract.version;
  const std::string days = days_text(contract.from, contract.to);
  const ContractStamp stamp = one.report.contract.value_or(ContractStamp{});
  list.emplace_back(Node::Object{
      {"contract", Node::Object{{"name", stamp.name}, {"version", stamp.version}, {"digest", stamp.digest}, {"status", stamp.status}}},
      {"from", contract.from ? Node(iso_day(*contract.from)) : Node()},
      {"to", contract.to ? Node(iso_day(*contract.to)) : Node()},
      {"window", Node::Object{{"from", iso_day(settings.window->from)}, {"to", iso_day(settings.window->to)}}},
      {"result", std::move(one.report.result)}});
  all.headline.push_back("Version " + name + ", " + days + ": " + stamp.said() + ", digest " + stamp.digest + ", " + leads_text(one.leads) + ".");
  for (const std::string& line : one.report.headline)
    if (settings.where_text.empty() || line != "Only leads where " + settings.where_text + ".") all.headline.push_back(name + ": " + line);
  for (Table& table : one.report.tables) {
    table.title = "Version " + name + (table.title.empty() ? "" : ": " + table.title);
    all.tables.push_back(std::move(table));
  }
  for (const std::string& note : one.report.notes) {
    if (std::find(all.notes.begin(), all.notes.end(), note) == all.notes.end()) all.notes.push_back(name + ": " + note);
  }
  for (const Node& row : one.report.main) {
    Node::Object object{{"contract_version", name}};
    for (const auto& member : std::get<Node::Object>(row.value())) object.push_back(member);
    all.main.emplace_back(std::move(object));
  }
  all.main_columns = one.report.main_columns;
  if (all.input.empty()) all.input = one.report.input;
  note_accounts(name, one.report.input, all);
}

}  // namespace

std::string days_text(const std::optional<Day>& from, const std::optional<Day>& to) {
  if (!from && !to) return "at all times";
  if (!from) return "until " + iso_day(*to);
  return to ? iso_day(*from) + " to " + iso_day(*to) : "from " + iso_day(*from);
}

Versions load_versions(const std::vector<std::string>& files) {
  Versions all;
  for (const std::string& file : files) {
    all.contracts.push_back(load_contract(file));
    all.days.push_back({all.contracts.back().from, all.contracts.back().to});
  }
  all.order = order_versions(all.days);
  for (const VersionOverlap& both : all.order.overlaps)
    throw Error(all.contracts[both.later].file, "and " + all.contracts[both.earlier].file + " are both in force " + days_text(both.from, both.to) +
                                                    ": a lead would have two contracts",
                "end the one before the other begins: effective = { from = 2026-04-01, to = 2026-06-30 }");
  const Contract& first = all.contracts[all.order.order.front()];
  for (const Contract& other : all.contracts)  // their days would begin at two instants, and an entry between these would have two contracts or none
    if (!same_days(*other.zone, *first.zone))
      throw Error(other.file, fmt::format("its days are those of {}, and those of {} are of {}: versions follow one another at an instant", other.zone->name(), first.file, first.zone->name()),
                  fmt::format("write the same zone under [time] of both; for times of another zone give the column its own: mql_at = {{ column = \"...\", zone = \"{}\" }}", other.zone->name()));
  return all;
}

Settings version_settings(const Options& typed, const Contract& contract, const Streams& io) {
  Options one = typed;
  one.contracts = {contract.file};
  one.contract = contract.file;
  one.require_signed = false;
  Settings settings = settle(one, contract, io);
  if (contract.to) settings.contract_at = std::min(settings.as_of, contract.zone->day_start(*contract.to + 1) - 1);
  return settings;
}

bool run_versions(const std::string& command, const Options& typed, const NamedFiles& logs, const std::string& check, Streams& io, const MakeReport& make) {
  const Versions all = load_versions(typed.contracts);
  const Contract& first = all.contracts[all.order.order.front()];
  Settings whole = version_settings(typed, first, io);
  for (const Contract& contract : all.contracts) add_own_text(whole, contract.file);
  for (const Contract& contract : all.contracts) check_files(logs, {{"--output", whole.output}, {"--rejects", whole.rejects}}, whole, contract.file);
  ReportFile out(whole, io);

  Report report;
  Node::List list;
  bool failed = false;
  std::vector<Gate> gates;
  for (const std::size_t i : all.order.order) {
    const Contract& contract = all.contracts[i];
    Settings settings = version_settings(typed, contract, io);
    settings.files = whole.files;
    if (!list.empty()) settings.rejects.clear();  // the account of rows is the first version's, and so are the rows set aside
    const Period asked = whole.window.value_or(all_days());
    settings.window = days_in_both(asked, {contract.from.value_or(asked.from), contract.to.value_or(asked.to)});
    if (typed.require_signed) require_signed(contract, settings.contract_at);
    if (!settings.window) {
      report.notes.push_back("version " + contract.version + " was in force on no day of the window");
      continue;
    }
    VersionReport one = make(contract, settings);
    failed = failed || one.failed;
    whole.own.insert(whole.own.end(), one.own.begin(), one.own.end());
    for (Gate& gate : one.gates) gates.push_back({contract.version + ", " + gate.name, std::move(gate.why_not)});
    if (report.command.empty()) report = [&] {
      Report head = report_head(command, one.report.title, contract, settings);
      head.notes = std::move(report.notes);
      head.contract.reset();
      head.window.reset();
      head.window_open = false;
      if (whole.window) head_window(head, *whole.window, contract);
      return head;
    }();
    add_version(contract, settings, std::move(one), list, report);
  }
  if (list.empty()) throw Error("--window", "no version of the contract was in force in it", "widen it, or give the version of then");
  std::uint64_t left = 0;
  for (const Period& days : uncovered(all)) {
    Settings settings = whole;
    settings.rejects.clear();
    settings.window = days_in_both(whole.window.value_or(all_days()), days);
    if (settings.window) left += make(first, settings).leads;
  }
  if (left > 0) report.notes.push_back(leads_text(left) + " entered a stage on days on which no version was in force; these entries are in no number above");
  if (!check.empty()) failed = check_failed(check, failed, gates);
  report.result = Node::Object{{"versions", std::move(list)}, {"uncovered", left}};
  out.write(report);
  out.commit();
  return failed;
}

}  // namespace handoff
