// The plan's rates measured from an export: mature cohorts, with intervals.
#pragma once
#include <string>
#include <vector>

#include "handoff/measures/backplan.hpp"
#include "handoff/report/report.hpp"
#include "frame/settings.hpp"

namespace handoff {

/// What an export showed of the conversions it was asked about.
struct MeasuredRates {
  std::vector<StagePair> pairs;
  std::vector<MeasuredRate> rates;   ///< by pair
  std::vector<InputAccount> accounts;
};

/// Reads the export and puts what it shows into `rates`, in place of the contract's and not of those that were typed. The chain is the
/// contract's own plan, else all of its stages. Throws Error where a rate cannot be shown.
MeasuredRates measure_rates(const Contract& contract, const Settings& settings, std::vector<PlanRate>& rates, std::vector<std::string>& notes, Streams& io);

/// The lags that the export shows (medians), where the command line gave none.
void use_measured_lags(const Contract& contract, const MeasuredRates& measured, std::vector<PlanRate>& chain);

/// What was measured of one conversion; null: nothing.
const MeasuredRate* find_measured(const Contract& contract, const MeasuredRates& measured, const std::string& from, const std::string& to);

}  // namespace handoff
