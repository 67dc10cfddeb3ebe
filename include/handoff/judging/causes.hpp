// Why a share has unknown leads: the field that most of them lack, so that where a report can print no more than bounds, it says what is missing. Counted of
// unknown leads alone: where everything is known it costs nothing.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// What is wrong with a cell that a question needs. `open`: a range, or a day without a time.
enum class Lack : std::uint8_t { no_column, blank, unreadable, open };
constexpr std::size_t lack_count = 4;

struct Cause { FieldId field = no_field; Lack lack{}; std::uint64_t leads = 0; };
/// `employees is blank in 4,744 of 5,000`; `the export has no column for employees`.
std::string cause_text(const Contract& contract, const Cause& cause, std::uint64_t of);

/// Appends the fields that an unknown predicate lacks of a lead: those that are blank, where nothing but blanks leaves it open, else those that nobody knows.
void append_lacking(const Contract& contract, const Expr& predicate, const Judging& judging, std::vector<FieldId>& out);

/// Counts, over leads to which a question is unknown, the cells that it needs. Additive.
class Causes {
 public:
  /// `fields`: those that the question asks; each is counted once a lead.
  void add(const Contract& contract, const Judging& judging, const std::vector<FieldId>& fields);
  void merge(const Causes& other);
  /// What most of the leads lack: of two alike the earlier field, then the graver lack. Empty: nothing that the fields tell.
  std::optional<Cause> main() const;

 private:
  struct Counts { FieldId field; std::array<std::uint64_t, lack_count> lacks{}; };
  Counts& of(FieldId field);
  std::vector<Counts> counts_;   // by field
};

}  // namespace handoff
