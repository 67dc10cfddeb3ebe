// Why a share has unknown leads: the field that most of them lack, so that where a report can print no more than bounds, it says what is missing. Counted of
// unknown leads alone: where everything is known it costs nothing.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "handoff/judging/clock.hpp"

namespace handoff {

/// What is wrong with a cell that a question needs. `overwritten`: the CRM wrote another date over it after as-of. `open`: a range, or a day without a time.
/// `before_start`: the one stop of a clock lies before its start, so that nobody knows whether anybody came since.
enum class Lack : std::uint8_t { no_column, blank, unreadable, overwritten, open, before_start };
constexpr std::size_t lack_count = 6;

struct Cause { FieldId field = no_field; Lack lack{}; std::uint64_t leads = 0; };
/// `employees is blank in 4,744 of 5,000`; `the export has no column for employees`.
std::string cause_text(const Contract& contract, const Cause& cause, std::uint64_t of);
/// The same where it explains at least a third of the `unknown` leads; else empty: it would send the reader to the wrong cells.
std::string main_cause_text(const Contract& contract, const std::optional<Cause>& cause, std::uint64_t unknown, std::uint64_t of);

/// Appends the fields that an unknown predicate lacks of a lead: those that are blank, where nothing but blanks leaves it open, else those that nobody knows.
void append_lacking(const Contract& contract, const Expr& predicate, const Judging& judging, std::vector<FieldId>& out);

/// Counts, over leads to which a question is unknown, the cells that it needs. Additive.
class Causes {
 public:
  /// `fields`: those that the question asks; each is counted once a lead.
  void add(const Contract& contract, const Judging& judging, const std::vector<FieldId>& fields);
  void add(FieldId field, Lack lack) { ++of(field).lacks[static_cast<std::size_t>(lack)]; }
  void merge(const Causes& other);
  /// What most of the leads lack: of two alike the graver lack, then the earlier field. Empty: nothing that the fields tell.
  std::optional<Cause> main() const;

 private:
  struct Counts { FieldId field; std::array<std::uint64_t, lack_count> lacks{}; };
  Counts& of(FieldId field);
  std::vector<Counts> counts_;   // by field
};

/// Of a lead whose clock is unknown because its one stop lies before the start: counts that, whatever else its cells lack. False: there is none.
/// `clock`: the one that is asked; -1: any.
bool add_before_start(const Contract& contract, const std::vector<ClockFact>& clocks, int clock, Causes& causes);

}  // namespace handoff
