// `handoff verify`: who signed what, and does it still hold; of several versions, whether they follow one another.
#include <algorithm>

#include "frame/command.hpp"
#include "contract_file.hpp"
#include "frame/declare.hpp"
#include "handoff/text/error.hpp"
#include "handoff/contract/signature.hpp"
#include "handoff/contract/versions.hpp"
#include "report_parts.hpp"
#include "files/report_file.hpp"
#include "frame/settings.hpp"

namespace handoff {

namespace {

/// One contract, looked at as of a moment.
struct Verified {
  Contract contract;
  Status status{};
  Day day{};                          ///< of the moment, in the contract's zone
  std::vector<std::string> missing;   ///< parties without a signature, at the moment, over what stands there now
  bool sound() const { return status != Status::altered && status != Status::unsigned_; }
};

/// `holds`, `later`, `differs` or `no digest`.
std::string state_of(const Signature& one, const Verified& all) { return std::string(signature_state_name(signature_state(all.contract, one, all.day))); }

Verified look_at(Contract contract, Instant as_of) {
  Verified out;
  out.status = contract_status(contract, as_of);
  out.day = contract.zone->day_of(as_of);
  out.contract = std::move(contract);
  out.missing = missing_parties(out.contract, out.day);
  return out;
}

std::string in_force_text(const Contract& contract) {
  if (!contract.from && !contract.to) return "always";
  return (contract.from ? iso_day(*contract.from) : std::string("ever")) + " to " + (contract.to ? iso_day(*contract.to) : "further notice");
}

/// As on every report: enough to tell two contracts apart; JSON, CSV and the lines above the tables have the whole.
std::string first_digits(const std::string& digest) { return digest.starts_with("sha256:") ? digest.substr(7, 12) : digest; }

Node day_node(const std::optional<Day>& day) { return day ? Node(iso_day(*day)) : Node(); }

/// Does all of it hold? One contract: signed and in force. Several: each signed, none claims another's days, and one is in force as of.
bool holds(const std::vector<Verified>& all, const VersionOrder& order) {
  if (all.size() == 1) return all.front().status == Status::signed_;
  bool in_force = false;
  for (const Verified& one : all) {
    if (!one.sound()) return false;
    in_force = in_force || one.status == Status::signed_;
  }
  return in_force && order.overlaps.empty();
}

Node::Object signature_node(const Signature& one, const Verified& all) {
  return {{"party", one.party},        {"name", one.name},           {"role", text_node(one.role)}, {"date", day_node(one.date)},
          {"digest", text_node(one.digest)}, {"state", state_of(one, all)}};
}

Node::Object contract_node(const Verified& one) {
  const Contract& contract = one.contract;
  Node::List signatures, missing;
  for (const Signature& signature : contract.signatures) signatures.emplace_back(signature_node(signature, one));
  for (const std::string& party : one.missing) missing.emplace_back(party);
  return {{"file", contract.file},
          {"name", contract.name},
          {"version", contract.version},
          {"from", day_node(contract.from)},
          {"to", day_node(contract.to)},
          {"digest", contract.digest},
          {"status", std::string(status_name(one.status))},
          {"signatures", std::move(signatures)},
          {"missing", std::move(missing)}};
}

void add_result(const std::vector<Verified>& all, const VersionOrder& order, Report& report) {
  Node::List contracts, gaps, overlaps;
  for (const std::size_t i : order.order) contracts.emplace_back(contract_node(all[i]));
  for (const VersionGap& gap : order.gaps) gaps.emplace_back(Node::Object{{"from", iso_day(gap.from)}, {"to", iso_day(gap.to)}});
  for (const VersionOverlap& both : order.overlaps)
    overlaps.emplace_back(Node::Object{{"files", Node::List{all[both.earlier].contract.file, all[both.later].contract.file}},
                                       {"from", day_node(both.from)},
                                       {"to", day_node(both.to)}});
  report.result = Node::Object{{"holds", holds(all, order)}, {"contracts", std::move(contracts)}, {"gaps", std::move(gaps)}, {"overlaps", std::move(overlaps)}};
  for (const std::size_t i : order.order) {
    const Verified& one = all[i];
    std::vector<Signature> lines = one.contract.signatures;
    if (lines.empty()) lines.emplace_back();  // an unsigned contract has its row too
    for (const Signature& signature : lines) {
      Node::Object row = {{"file", one.contract.file},         {"version", one.contract.version}, {"from", day_node(one.contract.from)},
                          {"to", day_node(one.contract.to)},   {"contract_digest", one.contract.digest}, {"status", std::string(status_name(one.status))}};
      for (auto& member : signature_node(signature, one)) row.push_back(std::move(member));
      if (signature.party.empty()) row[6].second = row[7].second = row[11].second = Node();
      report.main.emplace_back(std::move(row));
    }
  }
}

Tone tone_of(Status status) {
  return status == Status::signed_ ? Tone::good : status == Status::altered || status == Status::unsigned_ ? Tone::bad : Tone::plain;
}

Table contract_table(const std::vector<Verified>& all, const VersionOrder& order) {
  Table table;
  table.columns = {{"contract"}, {"version"}, {"in force"}, {"status"}, {"digest"}};
  for (const std::size_t i : order.order) {
    const Contract& contract = all[i].contract;
    table.rows.push_back({text_cell(contract.file), text_cell(contract.version), text_cell(in_force_text(contract)),
                          text_cell(std::string(status_name(all[i].status)), tone_of(all[i].status)), text_cell(first_digits(contract.digest))});
  }
  return table;
}

Table signature_table(const std::vector<Verified>& all, const VersionOrder& order) {
  Table table;
  table.title = "Signatures";
  if (all.size() > 1) table.columns.push_back({"contract"});
  for (const char* name : {"party", "name", "role", "date", "signature"}) table.columns.push_back({name});
  for (const std::size_t i : order.order) {
    const Contract& contract = all[i].contract;
    const auto add = [&](std::vector<Cell> cells) {
      if (all.size() > 1) cells.insert(cells.begin(), text_cell(contract.file));
      table.rows.push_back(std::move(cells));
    };
    for (const Signature& one : contract.signatures) {
      const std::string state = state_of(one, all[i]);
      const std::string text = state == "holds"     ? state
                               : state == "later"   ? "signed later"
                               : state == "differs" ? "over another contract, digest " + first_digits(one.digest)
                                                    : "no digest: signed nothing that can be checked";
      add({text_cell(one.party), text_cell(one.name), text_cell(one.role), text_cell(one.date ? iso_day(*one.date) : ""),
           text_cell(text, state == "holds" ? Tone::good : Tone::bad)});
    }
    for (const std::string& party : all[i].missing) {
      bool stands = false;
      for (const Signature& one : contract.signatures) stands = stands || one.party == party;
      if (!stands) add({text_cell(party), text_cell("-", Tone::faint), {}, {}, text_cell("has not signed", Tone::bad)});
    }
  }
  return table;
}

std::string sentence(const Verified& one) {
  const Contract& contract = one.contract;
  std::string head = contract.file + ": ";
  switch (one.status) {
    case Status::signed_: return head + "signed by both, unchanged since, and in force.";
    case Status::altered: return head + "ALTERED: what stands there now is not what was signed. Go back to what was signed, or sign again.";
    case Status::unsigned_: {
      std::string who, later;
      for (const std::string& party : one.missing) {
        const auto signature = std::find_if(contract.signatures.begin(), contract.signatures.end(),
                                            [&](const Signature& each) { return each.party == party && state_of(each, one) == "later"; });
        if (signature == contract.signatures.end()) who += (who.empty() ? "" : " and ") + party;
        else later += (later.empty() ? "" : ", ") + party + " signed later, on " + iso_day(*signature->date);
      }
      return head + "UNSIGNED: " + (who.empty() ? "" : "the signature of " + who + " is missing") + (who.empty() || later.empty() ? "" : ", ") + later + ".";
    }
    case Status::expired: return head + "signed by both and unchanged since; it expired on " + iso_day(*contract.to) + ".";
    case Status::not_yet_in_force: return head + "signed by both and unchanged since; it comes into force on " + iso_day(*contract.from) + ".";
  }
  return head;
}

/// `all days`, `the days from 2026-01-01 on`, `2026-04-01`.
std::string shared_days(const VersionOverlap& both) {
  if (!both.from && !both.to) return "all days";
  if (!both.from) return "the days to " + iso_day(*both.to);
  if (!both.to) return "the days from " + iso_day(*both.from) + " on";
  return *both.from == *both.to ? iso_day(*both.from) : "the days from " + iso_day(*both.from) + " to " + iso_day(*both.to);
}

/// A sentence a pair; of more than three pairs one sentence, for JSON has the pairs.
void add_overlaps(const std::vector<Verified>& all, const VersionOrder& order, Report& report) {
  if (order.overlaps.size() > 3) {
    std::vector<bool> claims(all.size(), false);
    for (const VersionOverlap& both : order.overlaps) claims[both.earlier] = claims[both.later] = true;
    std::string names, last;
    for (const std::size_t i : order.order) {
      if (!claims[i]) continue;
      if (!last.empty()) names += (names.empty() ? "" : ", ") + last;
      last = all[i].contract.file;
    }
    report.headline.push_back(names + " and " + last + " claim days of one another, in " + std::to_string(order.overlaps.size()) +
                              " pairs: end the one before the next begins.");
    return;
  }
  for (const VersionOverlap& both : order.overlaps)
    report.headline.push_back("Both " + all[both.earlier].contract.file + " and " + all[both.later].contract.file + " claim " + shared_days(both) +
                              ": end the one before the other begins.");
}

void add_words(const std::vector<Verified>& all, const VersionOrder& order, Report& report) {
  for (const std::size_t i : order.order) report.headline.push_back(sentence(all[i]) + " Digest " + all[i].contract.digest + ".");
  add_overlaps(all, order, report);
  for (const VersionGap& gap : order.gaps)
    report.headline.push_back("No version covers " + iso_day(gap.from) + (gap.from == gap.to ? "" : " to " + iso_day(gap.to)) + ".");
  bool in_force = all.size() == 1;
  for (const Verified& one : all) in_force = in_force || one.status == Status::signed_;
  if (!in_force) report.headline.push_back("None of them is signed and in force at this moment.");
}

int run_verify(const Options& typed, Streams& io) {
  Options options = typed;
  if (options.inputs.empty()) options.inputs = {"sla.toml"};
  std::vector<Contract> contracts;
  for (const std::string& file : options.inputs) contracts.push_back(load_contract(file, "check the path, or write: handoff verify FILE"));
  Settings settings = settle(options, contracts.front(), io);
  for (const Contract& contract : contracts) add_own_text(settings, contract.file);
  check_outputs({{"--output", settings.output}}, settings, contracts.front().file);
  ReportFile out(settings, io);
  std::vector<Verified> all;
  std::vector<InForce> days;
  for (Contract& contract : contracts) {
    days.push_back({contract.from, contract.to});
    all.push_back(look_at(std::move(contract), settings.as_of));
  }
  const VersionOrder order = order_versions(days);
  Report report;
  report.command = "verify";
  report.title = all.size() == 1 ? "Signatures of " + all.front().contract.name : "Signatures of " + std::to_string(all.size()) + " versions";
  report.as_of = settings.as_of;
  report.as_of_text = local_text({settings.as_of, settings.as_of, 0, false}, *all.front().contract.zone) + " " + all.front().contract.zone->name();
  if (all.size() == 1) {
    const Contract& contract = all.front().contract;
    report.contract = ContractStamp{contract.name, contract.version, contract.digest, std::string(status_name(all.front().status))};
  }
  add_result(all, order, report);
  add_words(all, order, report);
  report.tables = {contract_table(all, order), signature_table(all, order)};
  if (!options.quiet || !settings.output.empty()) out.write(report);
  out.commit();
  return holds(all, order) ? 0 : 1;
}

}  // namespace

Command verify_command() {
  return {"verify", "who signed the contract, and does it still hold", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<Options>();
            add_option(app, "contracts", options->inputs, "The contract (default ./sla.toml), or several versions of it", "FILE");
            add_option(app, "--as-of", options->as_of, "The moment at which it should hold, ISO 8601 (default: now)", "TIME");
            add_option(app, "-f,--format", options->format, "table, csv, json or md (default table)", "F");
            add_option(app, "-o,--output", options->output, "Write there instead of standard output, whole or not at all", "FILE");
            add_option(app, "--color", options->color, "auto, always or never (default auto)", "WHEN");
            add_flag(app, "-q,--quiet", options->quiet, "Print nothing: the exit code says whether it holds");
            return [options](Streams& io) { return run_verify(*options, io); };
          }};
}

}  // namespace handoff
