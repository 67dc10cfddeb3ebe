// What a scan has to say beside its numbers: notes under the report, and the progress line while it runs.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "scan.hpp"
#include "settings.hpp"

namespace handoff {

/// Notes about the export: columns that are not there, cells that could not be read, clock changes, stale data, the contract's status.
std::vector<std::string> input_notes(const Contract& contract, const Settings& settings, const ScanResult& scan);

/// A line on standard error, only on a terminal, only when the work is long.
class ProgressLine {
 public:
  ProgressLine(Streams& io, bool quiet);
  std::function<void(double)> callback();
  void clear();

 private:
  Streams& io_;
  bool shown_ = false, wanted_ = false;
  Instant begun_ = 0;
};

}  // namespace handoff
