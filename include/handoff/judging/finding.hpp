// What was found of a lead where something is asked of it, and whether it was due. Shares are over what was due: else the fast would be judged before
// the slow, and ten leads touched within the hour, of a hundred that are an hour old, would be 100 %.
#pragma once
#include <cstdint>
#include <optional>

#include "handoff/expression/predicate.hpp"
#include "handoff/statistics/rate.hpp"

namespace handoff {

/// What a check came to. `open`: not yet due. `unknown`: the export cannot prove either. `exempt`: the contract takes the lead out.
enum class Finding : std::uint8_t { pass, fail, open, unknown, exempt };

/// Had a limit that runs out somewhere in `due` run out before as-of? Unknown where a day without a time leaves it open.
Tri ran_out(const Stamp& due, Instant as_of);

/// One thing that may be so of a lead where something is asked of it.
enum class Way : std::uint8_t {
  exempt = 1,         ///< it is not asked of the lead: in no share
  passed = 2,         ///< due, and done
  failed = 4,         ///< due, and not done
  early = 8,          ///< not yet due, and done already
  open = 16,          ///< not yet due, and not known to be done
  failed_early = 32   ///< of several checks together: one has failed already, while another is not yet due
};

/// All that may be so of a lead. Where it is one thing, that is known; else the export leaves it open. A share asks of these whether the lead is
/// in its denominator, and, of the ways in which it is, whether it is in its numerator.
class Ways {
 public:
  Ways(Way one) : bits_(static_cast<std::uint8_t>(one)) {}
  friend Ways operator|(Ways a, Ways b) { return Ways(static_cast<std::uint8_t>(a.bits_ | b.bits_)); }
  bool may(Way one) const { return bits_ & static_cast<std::uint8_t>(one); }
  bool only(Ways these) const { return (bits_ & ~these.bits_) == 0; }
  bool operator==(const Ways&) const = default;

  /// In the denominator of a share: it was asked, and due.
  Tri due() const;
  /// Of the ways in which it is in the denominator: did it fail?
  std::optional<bool> fails() const;
  /// Two findings of a lead as one, each way of the one with each of the other: it fails by one failure, and passes where
  /// both pass. What the lead is exempt from plays no part.
  Ways joined(Ways other) const;

 private:
  explicit Ways(std::uint8_t bits) : bits_(bits) {}
  std::uint8_t bits_;
};

inline Ways operator|(Way a, Way b) { return Ways(a) | Ways(b); }

/// What was found of a lead, and whether the limit of what was asked had run out before as-of. What has no limit is due at once. `finding` is what is
/// known now: what may have been due and was not done is unknown, though in the shares it failed if it was due.
struct DueFinding {
  Finding finding = Finding::unknown;
  Tri due = Tri::yes;
  Ways ways = Way::passed | Way::failed;
  DueFinding() = default;
  DueFinding(Finding finding, Tri due = Tri::yes);
  DueFinding(Ways ways);
  bool operator==(const DueFinding&) const = default;
};

/// Of what has a limit and is not done: it has failed if its limit has run out.
DueFinding not_done(Tri due);
/// In the numerator, where a finding decides that.
constexpr std::optional<bool> passed(Finding found) {
  return found == Finding::pass ? std::optional(true) : found == Finding::fail ? std::optional(false) : std::nullopt;
}

/// Several findings of a lead as one: it fails by one known failure, and passes only with nothing unknown. It is due when all that is asked of it was.
/// What the lead is exempt from plays no part; where that is all, it is exempt.
class JoinedFinding {
 public:
  void add(const DueFinding& found) { ways_ = ways_.joined(found.ways); }
  DueFinding joined() const { return ways_; }

 private:
  Ways ways_ = Way::exempt;
};

/// Leads by what was found of them. Each is in one place. Additive.
struct FindingCounts {
  Share failed;                        ///< of the leads that were due: failed or passed. Unknown: whether they failed, or were due, cannot be known
  std::uint64_t open = 0;              ///< not yet due, and not known to be done
  std::uint64_t early = 0;             ///< passed, and not yet due: in no share
  std::uint64_t failed_early = 0;      ///< of several checks together: failed one already, while another is not yet due
  std::uint64_t exempt = 0;
  void add(const DueFinding& found);
  void merge(const FindingCounts& other);
  /// The leads that are asked: those of a share, decided or not.
  std::uint64_t asked() const { return static_cast<std::uint64_t>(failed.decided() + failed.unknown()); }
  std::uint64_t unknown() const { return static_cast<std::uint64_t>(failed.unknown()); }
  std::uint64_t fail() const { return static_cast<std::uint64_t>(failed.counted); }
  std::uint64_t pass() const { return static_cast<std::uint64_t>(failed.not_counted); }
  std::uint64_t not_due() const { return open + early + failed_early; }
  std::uint64_t all() const { return asked() + not_due() + exempt; }
  /// The share of those that passed.
  Share passed() const { return {failed.not_counted, failed.counted, failed.undecided, failed.perhaps_out, failed.perhaps_in}; }
};

}  // namespace handoff
