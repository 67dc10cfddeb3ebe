// Reads earlier rows again for the id table: what is their lead id, and when were they modified. Rows of one id tend to follow each
// other, so the latest are remembered.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "identity/email_table.hpp"
#include "identity/id_table.hpp"
#include "scan/inputs.hpp"
#include "leads/lead_reader.hpp"
#include "identity/record_again.hpp"

namespace handoff {

class RowReread final : public RowLookup, public EmailLookup, private RecordSink {
 public:
  /// `plans`: by input, the columns of lead_id, modified_at, `identity_by` (see identity_of), and email where it is asked for.
  RowReread(const std::vector<Input>& inputs, const std::vector<ColumnPlan>& plans, const Contract& contract, const DateOrders& orders, FieldId identity_by, Instant horizon);
  IdRow row_at(std::uint64_t offset) override;
  std::string_view email_at(std::uint64_t offset) override { return known_at(offset).email; }

 private:
  struct Known { std::uint64_t offset = ~std::uint64_t{0}; std::string id, email; Instant modified = instant_min; Identity identity; };
  Known& place(std::uint64_t offset) { return known_[mix64(offset) % known_.size()]; }
  const Known& known_at(std::uint64_t offset);
  void record(const Record& record) override;
  const std::vector<Input>& inputs_;
  const std::vector<ColumnPlan>& plans_;
  LeadReader reader_;
  std::vector<std::unique_ptr<RecordAgain>> readers_;  // by input; made when first needed
  std::size_t open_ = ~std::size_t{0};
  std::vector<Known> known_;
  const FieldId identity_by_, lead_id_, modified_at_, email_;
};

/// How late a row was modified last, of the rows of one id: by its date up to the horizon. A row that does not say comes
/// before all of these, and one that was modified after the horizon before that: it speaks of a day that is not there yet.
inline Instant modified_of(const Value& modified_at, Instant horizon) {
  constexpr Instant not_said = instant_min / 2;
  if (!modified_at.present()) return not_said;
  const Instant modified = modified_at.stamp.first;
  return modified <= horizon ? modified : instant_min + (modified - horizon);
}

}  // namespace handoff
