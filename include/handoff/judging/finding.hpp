// What was found of a lead where something is asked of it, and whether it was due. Shares are over what was due: else the fast would be judged before
// the slow, and ten leads touched within the hour, of a hundred that are an hour old, would be 100 %.
#pragma once
#include <cstdint>

#include "handoff/expression/predicate.hpp"
#include "handoff/statistics/rate.hpp"

namespace handoff {

/// What a check came to. `open`: not yet due. `unknown`: the export cannot prove either. `exempt`: the contract takes the lead out.
enum class Finding : std::uint8_t { pass, fail, open, unknown, exempt };

/// Had a limit that runs out somewhere in `due` run out before as-of? Unknown where a day without a time leaves it open.
Tri ran_out(const Stamp& due, Instant as_of);

/// What was found of a lead, and whether the limit of what was asked had run out before as-of. What has no limit is due at once. Whatever is
/// known to have failed a limit was due.
struct DueFinding {
  Finding finding = Finding::unknown;
  Tri due = Tri::yes;
  bool operator==(const DueFinding&) const = default;
};

/// Several findings of a lead as one: it fails by one known failure, and passes only with nothing unknown. It is due when all that is asked of it was.
/// What the lead is exempt from plays no part.
class JoinedFinding {
 public:
  void add(DueFinding found);
  /// Unknown, and due, where nothing was added but what the lead is exempt from.
  DueFinding joined() const;

 private:
  bool fail_ = false, open_ = false, unknown_ = false, pass_ = false;
  Tri due_ = Tri::yes;
};

/// Leads by what was found of them. Each is in one place. Additive.
struct FindingCounts {
  Share failed;                        ///< of the leads that were due: failed or passed. Unknown: whether they failed, or were due, cannot be known
  std::uint64_t open = 0;              ///< not yet due, and not known to be done
  std::uint64_t early = 0;             ///< passed, and not yet due: in no share
  std::uint64_t failed_early = 0;      ///< of several checks together: failed one already, while another is not yet due
  std::uint64_t exempt = 0;
  void add(DueFinding found);
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
