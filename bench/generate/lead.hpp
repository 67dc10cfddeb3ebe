// One synthetic lead as it will stand in the export: a pure function of the seed and its index, whatever order or file it is written in.
#pragma once
#include <array>
#include <cstdint>

#include "options.hpp"
#include "wall_clock.hpp"

namespace synth {

/// What happens to the lead's row. The first two groups arrive as leads; the last is set aside.
enum class Row : std::uint8_t { plain, wrapped, nul, too_few, too_many, bad_quote, no_id };
constexpr bool set_aside(Row row) { return row >= Row::too_few; }

/// Whether the same id stands in the export a second time, in an older state, and where.
enum class Twin : std::uint8_t { none, stale_before, stale_after, same_time };

enum Stage : int { lead_stage, mql, sal, sql, opportunity, customer, stages };
/// Values of the current-stage column beyond the stages; `no_value` is a blank.
enum : int { no_value = -1, value_disqualified = 6, value_unnamed = 7 };
enum : int { none = -1, accepted = 0, recycled = 1, rejected = 2 };

struct Employees {
  int low = 0, high = 0;  ///< equal where the export knows the number
  bool known = false;
};

/// Missing is `none` (-1) for choices, `never` for instants.
struct Lead {
  std::uint64_t index = 0;
  Row row = Row::plain;
  Twin twin = Twin::none;
  bool stale = false;               ///< the older row of an id that stands twice
  bool test = false;                ///< an e-mail address of the excluded domain
  bool shares_email = false;        ///< another lead that arrives has the same address
  bool written_in_gap = false;      ///< the MQL time is written as the wall-clock hour that the change to summer time left out
  std::uint64_t email_of = 0;       ///< the lead whose address it is
  bool has_email = true;
  int email_look = 0;               ///< 0 as is, 1 upper case, 2 blanks around, 3 both
  int title = none, owner = none, industry = none, source = none, campaign = none, conversion = none;
  Employees employees;
  int value = no_value;             ///< of the current-stage column
  std::array<Instant, stages> at{};
  Instant assigned = never, touch = never, disposed = never, disqualified = never, modified = never, signal = never;
  int disposition = none, reason = none;
  int intent = none;
  std::int64_t amount = none;       ///< whole dollars
};

bool is_demo(const Lead& lead);
/// Makes lead `index` of the export that the options describe.
Lead make_lead(const Options& options, std::uint64_t index);
/// The older row of a lead that stands twice; `lead` is the one that holds.
Lead make_stale(const Options& options, const Lead& lead);
/// Only what the order of rows needs to know.
Twin twin_of(const Options& options, std::uint64_t index);

}  // namespace synth
