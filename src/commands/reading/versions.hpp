// Several versions of one contract: each lead is judged by the one in force on the day it entered the stage. A version is a report of its own
// over the days it was in force; what entered on days that no version covers is counted and named.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cli.hpp"
#include "frame/fail_on.hpp"
#include "handoff/contract/contract.hpp"
#include "handoff/report/report.hpp"
#include "handoff/contract/versions.hpp"
#include "files/outputs.hpp"
#include "frame/settings.hpp"

namespace handoff {

/// All versions, and their order in time.
struct Versions {
  std::vector<Contract> contracts;
  std::vector<InForce> days;
  VersionOrder order;
};
/// Throws Error for versions that overlap, and for versions whose days are of two zones.
Versions load_versions(const std::vector<std::string>& files);
/// `2026-01-01 to 2026-06-30`, `from 2026-01-01`, `at all times`.
std::string days_text(const std::optional<Day>& from, const std::optional<Day>& to);
/// What was typed, for one of the versions: its signature is asked of the last moment it was in force at. Throws Error.
Settings version_settings(const Options& typed, const Contract& contract, const Streams& io);

/// A report on the leads of settings.window under one contract, how many leads it is about, and whether they failed a check asked for, by what it rests on.
struct VersionReport { Report report; std::uint64_t leads = 0; bool failed = false; std::vector<Gate> gates; OutsideEntries outside;   std::vector<std::string> own = {};   ///< texts of the tool's own making, which are not masked though they look like somebody's number
};
using MakeReport = std::function<VersionReport(const Contract& contract, const Settings& settings)>;

/// `logs`: option and path of what is read besides the export. Runs `make` for each version in force in the window, and for the days between them; writes one report of all. The first contract's
/// zone and week decide what the window is. Throws Error for versions that overlap, and what `make` throws.
/// `check`: of --fail-on; empty: none. True: a version's leads failed it. Throws Error where none did and a version could not be judged.
bool run_versions(const std::string& command, const Options& typed, const NamedFiles& logs, const std::string& check, Streams& io, const MakeReport& make);

}  // namespace handoff
