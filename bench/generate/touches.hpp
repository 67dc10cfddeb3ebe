// The touch log beside an export: one row an activity, and what is true of the leads by it. Decided from the draws themselves.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "judge.hpp"
#include "output.hpp"

namespace synth {

/// One activity. Times are whole minutes.
struct Activity {
  Instant at = never, updated = never;
  int type = 0;                     ///< position in activity_types
  bool completed = true;
  bool counts() const;              ///< a person's, and done
};

/// Every activity of the lead, in no order. Nothing is later than as-of.
std::vector<Activity> activities_of(const Options& options, const Lead& lead);

struct TouchTruth {
  std::uint64_t rows = 0, used = 0, strangers = 0, outside = 0, other_type = 0, not_completed = 0;
  std::array<std::uint64_t, 5> effort{};            ///< met, breached, open, unknown, exempt
  std::uint64_t touched = 0, untouched = 0, unknown = 0, touched_before = 0, uncertain = 0, touches = 0;
  std::map<std::string, std::uint64_t> channels;    ///< leads surely touched through each, within the window
  std::uint64_t updated = 0, updated_late = 0, update_open = 0;
  std::array<std::array<std::uint64_t, 5>, clocks> verdicts{};
  std::array<std::uint64_t, clocks> untouched_late{}, touched_early{};
  void add(const Options& options, const Lead& lead, const Facts& facts);
};

/// Writes the log lead by lead; does nothing where none was asked for.
class TouchLog {
 public:
  explicit TouchLog(const Options& options);
  /// `arrives`: the lead's row becomes a lead; `counted`: and is not excluded.
  void write(const Lead& lead, bool arrives, bool counted);
  void finish();
  TouchTruth truth;

 private:
  Options options_;
  std::unique_ptr<Output> out_;
  std::uint64_t number_ = 0;
};

/// [touch] of the contract.
std::string touch_section(const Options& options);
std::string touch_truth_json(const TouchTruth& truth);

}  // namespace synth
