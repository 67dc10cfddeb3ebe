// One export read once for two contracts: each field of either is a field of the scan, and each contract is handed a lead of its own.
#pragma once
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "handoff/measures/compare.hpp"
#include "leads/lead_reader.hpp"
#include "reading/lead_scan.hpp"

namespace handoff {

/// The contract of a joint scan: A's fields and B's behind them, each with its own zone and date order; A's ids tell leads apart.
/// Exclusions are left to the sides.
Contract joint_contract(const Contract& a, const Contract& b);

/// A lead as one side sees it: its own fields, and its own null words.
class SideView {
 public:
  /// `base`: the side's first field in the joint lead. `other`: whose null words the scan has not applied for this side.
  SideView(const Contract& own, const Contract& other, std::size_t base, std::vector<FieldId> fields);
  const Lead& view(const Lead& joint);

 private:
  std::size_t base_;
  std::vector<FieldId> fields_;
  NullWords own_nulls_;      // those that only this side knows
  Lead lead_;
};

/// What is counted of a joint scan; one a worker.
struct JointTally {
  virtual ~JointTally() = default;
  virtual void count(const Judging& a, const Judging& b) = 0;
  /// The rows made since the last time, for JointWish::rows.
  virtual std::string take_rows() { return {}; }
  virtual void reset() = 0;
};

struct JointWish {
  std::array<std::vector<FieldId>, 2> needed;    ///< by side, in the side's own field ids
  RowsOut rows;                                  ///< where rows go that the tallies make
};

/// Scans the inputs once. `settings.where` is judged in A's terms. `make` is called once a worker with what is absent for each side.
Coverage scan_two(const std::array<const Contract*, 2>& contracts, const Settings& settings, const JointWish& wish,
                  const std::function<JointTally*(const std::array<std::vector<bool>, 2>& absent)>& make, Streams& io);

}  // namespace handoff
