// One export read once for two contracts: each field of either is a field of the scan, and each contract is handed a lead of its own.
#pragma once
#include <array>
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

/// What the leads of a joint scan are counted with; all of it outlives the scan.
struct JointSettings {
  const CompareSettings& compare;
  const Settings& settings;                      ///< `where` is judged in A's terms
  const std::vector<std::uint64_t>& file_starts;
  const std::array<std::vector<FieldId>, 2>& needed;
};

/// Counts the leads of one worker: --where, then each as the two sides see it.
class JointCounter {
 public:
  JointCounter(const Contract& joint, const JointSettings& settings);
  void add(const LeadJudge& joint, std::string& rows);
  void merge(const JointCounter& other);
  LeadFilter filter;
  CompareTally tally;

 private:
  struct Side { SideView view; LeadJudge judge; Judging own; };
  static Side side_of(const JointSettings& settings, std::size_t side);
  std::array<Side, 2> sides_;
};

/// An export opened for two contracts, as OpenScan.
class JointScan {
 public:
  /// `needed`: by side, in the side's own field ids. `rows`: where the list goes, if there is one. Throws Error.
  JointScan(const std::array<Contract, 2>& contracts, const Settings& settings, std::array<std::vector<FieldId>, 2> needed, RowsOut rows, Streams& io);
  /// By the side's FieldId.
  std::vector<bool> absent(std::size_t side) const;
  /// One pass. Throws Error.
  std::unique_ptr<JointCounter> run(const CompareSettings& compare);
  Coverage coverage;

 private:
  const std::array<Contract, 2>& contracts_;
  const Settings& settings_;
  Settings unfiltered_;
  const Contract joint_;
  std::array<std::vector<FieldId>, 2> needed_;
  std::optional<OpenScan> scan_;
};

}  // namespace handoff
