// Instants, civil days, zones, the date texts of real exports, durations, and report periods.
// Inside, time is whole seconds UTC; a date without a time is an interval of a day, never midnight.
#pragma once
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace handoff {

/// Seconds since 1970-01-01T00:00:00Z.
using Instant = std::int64_t;
/// Whole seconds of elapsed (or business) time.
using Seconds = std::int64_t;
/// Days since 1970-01-01 in the proleptic Gregorian calendar; a day of a wall calendar, not an instant.
using Day = std::int32_t;

constexpr Seconds seconds_a_day = 86'400;
constexpr Instant instant_min = std::numeric_limits<Instant>::min();
constexpr Instant instant_max = std::numeric_limits<Instant>::max();

/// A moment as an export tells it: known to the second (`first == last`), or only to the day, when it is the interval
/// from the day's first to its last second in the zone it was written in (both ends included).
struct Stamp {
  Instant first = 0;
  Instant last = 0;
  Day day = 0;             ///< the civil day in the stamp's zone; two date-only stamps are compared by it
  bool date_only = false;
  bool home_day = false;   ///< `day` is known to be a day of the contract's own zone, in which reports are made
};

/// How a local time without an offset had to be moved to become an instant.
enum class LocalFix : std::uint8_t { none, twice, skipped };

/// A time zone as a table of offsets, loaded once; safe to share between threads.
class Zone {
 public:
  /// The zone of the system's tz database ("America/New_York", "UTC"); null when there is none of that name.
  static std::shared_ptr<const Zone> find(std::string_view name);
  const std::string& name() const { return name_; }
  /// Local seconds (civil seconds since 1970-01-01T00:00 wall clock) to UTC. A time that happens twice is the earlier
  /// one; one that does not exist moves forward by the gap; `fix` says which happened.
  Instant to_utc(std::int64_t local, LocalFix* fix = nullptr) const;
  std::int64_t to_local(Instant instant) const;
  /// First instant of a civil day (midnight, or what follows it where midnight does not exist).
  Instant day_start(Day day) const;
  Day day_of(Instant instant) const;
  /// True where the clock does not change within two days of `day`: then every local second of it is as many after `midnight`, its first instant.
  /// So it is on each day up to `until`, which is written where it is given.
  bool stands_still(Day day, Instant& midnight, Day* until = nullptr) const;

 private:
  struct Span { Instant from; std::int64_t local_from; std::int32_t offset; };
  explicit Zone(std::string name) : name_(std::move(name)) {}
  void append(Instant from, std::int32_t offset);
  void extend_by_rule();
  void index_spans();
  std::size_t span_at(std::int64_t time, std::int64_t Span::* key) const;
  std::string name_;
  std::vector<Span> spans_;           // sorted by `from` and by `local_from`; the first begins at the beginning of time
  std::vector<std::uint16_t> index_;  // for each stretch of 2^22 seconds since 1900, the span its beginning falls into
};

/// All zone names of the system, for "did you mean".
std::vector<std::string> zone_names();

Day day_from_civil(int year, unsigned month, unsigned day);
struct Civil { int year; unsigned month; unsigned day; };
Civil civil_from_day(Day day);
/// 0 = Monday ... 6 = Sunday.
int weekday(Day day);

enum class DateOrder : std::uint8_t { undecided, mdy, dmy };

/// A date text taken apart, before a zone and (for `4/8/2025`) an order of day and month are applied.
struct DateText {
  int year = 0;
  int a = 0;                 ///< month, or the first of two numbers whose order the column decides
  int b = 0;                 ///< day, or the second
  bool order_open = false;   ///< true: `a` and `b` are as written, and DateOrder says which is the month
  bool has_time = false;
  int second_of_day = 0;
  bool has_offset = false;   ///< an explicit Z or +hh:mm
  int offset = 0;            ///< seconds east of UTC
};

/// Takes one cell apart. Reads every form that CRM exports are known to hold: ISO with `T` or blank, fractions (cut),
/// `Z` and `+0000`, `4/8/2025 17:19`, `31-05-2018`, `02/24/26 02:18 AM`, `15 Apr, 2021 00:03:00`, `Apr 15, 2021`, dots, slashes
/// after a year, one-digit hours, epoch milliseconds (13 digits) and seconds (10 digits). Surrounding blanks are ignored.
/// False: not a date (also 13/13/2024, 2023-02-30, 25:00). Two-digit years are 2000-2069 and 1970-1999.
bool read_date(std::string_view cell, DateText& out);

/// The stamp of a date text. `order` must be decided where `order_open`; false when the order makes it no date (13 as month).
bool make_stamp(const DateText& text, DateOrder order, const Zone& zone, Stamp& out, LocalFix* fix = nullptr);

/// What a column has shown about its order of day and month: evidence is gathered over all its rows.
struct OrderEvidence {
  std::uint64_t first_over_12 = 0;   ///< cells only dmy can read
  std::uint64_t second_over_12 = 0;  ///< cells only mdy can read
  std::uint64_t open = 0;            ///< cells that both can read
  void add(const DateText& text);
  void merge(const OrderEvidence& other);
};

/// `2026-06-30T00:00:00Z`.
std::string iso_instant(Instant instant);
/// `2026-06-30`.
std::string iso_day(Day day);
/// `2026-06-30 14:05` or, for a whole day, `2026-06-30`, in a zone; for people.
std::string local_text(const Stamp& stamp, const Zone& zone);

/// The kinds of time that limits are written in.
enum class Unit : std::uint8_t { elapsed, business_hours, business_days };
/// A limit or a window: `30m`, `4h`, `14d`, `2w` elapsed; `4bh` hours on the business clock; `1bd` business days.
struct Duration {
  Unit unit = Unit::elapsed;
  std::int64_t amount = 0;  ///< seconds for elapsed and business hours; days for business days
};
/// Reads `90m`, `1.5h`, `4bh`, `1bd`, `14d`, `2 weeks`, `2 months` is refused here (months are periods). Nothing when it is no duration.
std::optional<Duration> read_duration(std::string_view text);
std::string duration_text(const Duration& duration);
void append_duration_text(std::string& out, const Duration& duration);
/// `1 d 2 h`, `45 min`, `30 s`: at most two units, for people.
std::string span_text(Seconds seconds);
/// Business time: `9 h`, `30 h 15 min`, in hours throughout, since a business day does not have 24 of them.
std::string business_span_text(Seconds seconds);

enum class Grain : std::uint8_t { day, week, month, quarter, year };
/// A report period: the civil days it covers, both included.
struct Period { Day from; Day to; };
/// The period of a grain that holds the day. Weeks begin on `week_start` (0 = Monday).
Period period_of(Day day, Grain grain, int week_start = 0);
/// `2026-W14`, `2026-04`, `2026-Q2`, `2026`; a week that does not start on Monday is named by its first day.
std::string period_name(const Period& period, Grain grain, int week_start = 0);

/// `--window`: `90d` and `last-week|month|quarter|year` (whole periods before the as-of day's), `this-quarter`, `2026-Q2`, `2026-04`, `2026-W14`, `2026`,
/// `2026-04-01..2026-06-30` (both included). Nothing when the text is none of these. `90d` is the 90 days that end with the as-of day.
std::optional<Period> read_window(std::string_view text, Day as_of, int week_start = 0);

}  // namespace handoff
