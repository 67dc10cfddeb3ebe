// Counting what unknown leads lack.
#include "handoff/judging/causes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "handoff/cells/absence.hpp"
#include "handoff/text/count_text.hpp"

namespace handoff {

namespace {

/// Empty: the cell is there, and a point. A date after as-of is not there yet; where the CRM overwrites it, nobody knows what stood there.
std::optional<Lack> lack_of(const Contract& contract, const Judging& judging, FieldId field) {
  const Value& value = (*judging.lead)[field];
  const Type type = contract.fields[field].type;
  if (type == Type::date && value.present() && value.stamp.first > judging.as_of) return contract.fields[field].overwritten ? Lack::overwritten : Lack::blank;
  if (value.blank()) return Lack::blank;
  if (no_column(value)) return Lack::no_column;
  if (!value.present()) return Lack::unreadable;
  const bool open = (type == Type::number && value.number.low != value.number.high) || (type == Type::date && value.stamp.date_only);
  return open ? std::optional(Lack::open) : std::nullopt;
}

}  // namespace

void append_lacking(const Contract& contract, const Expr& predicate, const Judging& judging, std::vector<FieldId>& out) {
  if (truth(predicate, judging) != Tri::unknown) return;
  const bool blanks = holds(predicate, judging) == Tri::no;
  std::vector<FieldId> fields;
  collect_fields(predicate, fields);
  for (const FieldId field : fields) {
    const std::optional<Lack> lack = lack_of(contract, judging, field);
    if (lack && (*lack == Lack::blank) == blanks) out.push_back(field);
  }
}

std::string cause_text(const Contract& contract, const Cause& cause, std::uint64_t of) {
  const Field& field = contract.fields[cause.field];
  if (cause.lack == Lack::no_column) return fmt::format("the export has no column for {}", field.name);
  if (cause.lack == Lack::before_start)
    return fmt::format("the only {} lies before the clock's start in {} of {}, and nothing tells whether anybody came since", field.name,
                       count_text(cause.leads), count_text(of));
  const char* lacks = cause.lack == Lack::blank         ? "is blank"
                      : cause.lack == Lack::unreadable  ? "cannot be read"
                      : cause.lack == Lack::overwritten ? "was overwritten after the moment of judging"
                      : field.type == Type::date        ? "has no time"
                                                        : "is a range";
  return fmt::format("{} {} in {} of {}", field.name, lacks, count_text(cause.leads), count_text(of));
}

std::string main_cause_text(const Contract& contract, const std::optional<Cause>& cause, std::uint64_t unknown, std::uint64_t of) {
  return cause && cause->leads * 3 >= unknown ? cause_text(contract, *cause, of) : std::string();
}

Causes::Counts& Causes::of(FieldId field) {
  const auto at = std::lower_bound(counts_.begin(), counts_.end(), field, [](const Counts& one, FieldId id) { return one.field < id; });
  if (at != counts_.end() && at->field == field) return *at;
  return *counts_.insert(at, Counts{field, {}});
}

void Causes::add(const Contract& contract, const Judging& judging, const std::vector<FieldId>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (std::find(fields.begin(), fields.begin() + static_cast<std::ptrdiff_t>(i), fields[i]) != fields.begin() + static_cast<std::ptrdiff_t>(i)) continue;
    if (const std::optional<Lack> lack = lack_of(contract, judging, fields[i])) add(fields[i], *lack);
  }
}

void Causes::merge(const Causes& other) {
  for (const Counts& theirs : other.counts_) {
    Counts& mine = of(theirs.field);
    for (std::size_t i = 0; i < lack_count; ++i) mine.lacks[i] += theirs.lacks[i];
  }
}

std::optional<Cause> Causes::main() const {
  std::optional<Cause> most;
  for (std::size_t i = 0; i < lack_count; ++i)
    for (const Counts& one : counts_)
      if (one.lacks[i] > (most ? most->leads : 0)) most = Cause{one.field, static_cast<Lack>(i), one.lacks[i]};
  return most;
}

bool add_before_start(const Contract& contract, const std::vector<ClockFact>& clocks, int clock, Causes& causes) {
  const auto before = std::find_if(clocks.begin(), clocks.end(), [clock](const ClockFact& fact) {
    return fact.before_start && fact.verdict == Verdict::unknown && (clock < 0 || fact.clock == clock);
  });
  if (before == clocks.end()) return false;
  causes.add(contract.clocks[static_cast<std::size_t>(before->clock)].stop, Lack::before_start);
  return true;
}

}  // namespace handoff
