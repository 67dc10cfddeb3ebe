// `handoff verify`: who signed what, and does it still hold; of several versions, whether they follow one another.
#include <fmt/format.h>

#include "frame/command.hpp"
#include "contract_file.hpp"
#include "frame/declare.hpp"
#include "handoff/contract/signature.hpp"
#include "handoff/text/error.hpp"
#include "files/report_file.hpp"
#include "frame/settings.hpp"
#include "verify/verify_report.hpp"

namespace handoff {

namespace {

Verified look_at(Contract contract, Instant as_of) {
  Verified out;
  out.status = contract_status(contract, as_of);
  out.day = contract.zone->day_of(as_of);
  out.contract = std::move(contract);
  out.missing = missing_parties(out.contract, out.day);
  return out;
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
    report.contract = ContractStamp{contract.name, contract.version, contract.digest, std::string(status_name(all.front().status)), status_words(contract, settings.as_of)};
  }
  verify_report(all, order, report);
  for (const Verified& one : all)
    if (one.contract.rules < 2) report.notes.push_back(all.size() == 1 ? rules_note() : fmt::format("{}: {}", one.contract.file, rules_note()));
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
