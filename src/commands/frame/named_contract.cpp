// Nine in ten first runs fail here: no contract yet, another name, or contract and export swapped.
#include "frame/named_contract.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "contract_file.hpp"
#include "handoff/text/error.hpp"
#include "bytes/nearest_file.hpp"

namespace handoff {

namespace {

bool is_toml_name(const std::string& file) { return file.ends_with(".toml") || file.ends_with(".TOML"); }

/// The export that was typed; `leads.csv` where none was.
std::string named_export(const Options& options) {
  const auto at = std::find_if(options.inputs.rbegin(), options.inputs.rend(), [](const std::string& file) { return !is_toml_name(file) && file != "-"; });
  return at == options.inputs.rend() ? "leads.csv" : *at;
}

[[noreturn]] void refuse_missing(const Options& options) {
  const std::string& file = options.contract;
  if (file.empty()) throw Error("--contract", "the name of the file is empty", "name the contract; a variable of the shell may not be set");
  if (!options.contracts.empty()) {
    const std::string near = nearest_file(file);
    throw Error(file, "does not exist",
                near.empty() ? fmt::format("check the path; a new contract for an export is written by: handoff init {} -o {}", named_export(options), file)
                             : fmt::format("did you mean {}?", near));
  }
  std::error_code unknown;
  const auto toml = std::find_if(options.inputs.begin(), options.inputs.end(), [&](const std::string& input) { return is_toml_name(input) && std::filesystem::exists(input, unknown); });
  if (toml != options.inputs.end()) throw Error("--contract", "is not given, and there is no ./sla.toml", fmt::format("if {0} is the contract, write -c {0}", *toml));
  throw Error(file, "does not exist, and no other contract is named",
              fmt::format("write one for your export: handoff init {}; or name yours: -c FILE", named_export(options)));
}

}  // namespace

std::string named_contract_text(const Options& options) {
  std::error_code error;
  if (!std::filesystem::exists(options.contract, error) && !error) refuse_missing(options);
  std::string text = read_contract_text(options.contract);
  if (!looks_like_export(text)) return text;
  const auto toml = std::find_if(options.inputs.begin(), options.inputs.end(), is_toml_name);
  throw Error(options.contract, "is an export, not a contract",
              toml != options.inputs.end() ? fmt::format("swap the two: {} -c {}", options.contract, *toml)
                                           : fmt::format("-c takes the contract, a TOML file; one for this export is written by: handoff init {}", options.contract));
}

Contract named_contract(const Options& options) { return parse_contract(named_contract_text(options), options.contract); }

}  // namespace handoff
