#include "journey.hpp"

#include <algorithm>

#include "vocabulary.hpp"

namespace synth {
namespace {

/// Not in the hour that the wall clock shows twice: a time written without its offset would then be another one.
Instant clear(Instant instant) { return is_twice(instant) ? instant + 2 * an_hour : instant; }
Instant minutes_later(Instant from, std::int64_t minutes) { return clear(from + minutes * a_minute); }
bool happened(Instant instant) { return instant != never && instant <= last_moment; }

Instant draw_created(Draw& draw) {
  int day = static_cast<int>(draw.chance(400) ? draw.between(last_day - 5, last_day) : draw.between(first_day, last_day));
  if (is_weekend(day) && draw.chance(6500) && day > first_day + 2) day -= 2;
  const std::int64_t minute = draw.chance(7500) ? draw.between(8 * 60, 19 * 60) : draw.between(0, 24 * 60 - 1);
  return clear(std::min<Instant>(instant_of(day * a_day + minute * a_minute), last_moment - an_hour));
}

Instant draw_mql(const Options& options, Draw& draw, Lead& lead) {
  const Instant created = lead.at[lead_stage];
  Instant at = created;
  if (draw.chance(5500)) at = minutes_later(created, draw.between(0, 5));
  else at = minutes_later(created, draw.spread(6, 30'000));
  // Due at closing time and judged that night: met if touched at once, past due if not. No contract should hang on it.
  if (at == as_of - 11 * an_hour) at += a_minute;
  const bool moved = draw.chance(150), gap = draw.chance(5000);
  const std::int64_t minute = draw.between(0, 59);
  if (options.has(Ugly::dst) && moved) {
    const Instant spring = instant_of(std::int64_t{20'520} * a_day + 3 * an_hour), autumn = instant_of(std::int64_t{20'394} * a_day + an_hour);
    const Instant changed = (gap ? spring : autumn) + minute * a_minute;
    if (changed > created) at = changed, lead.written_in_gap = gap;
  }
  return at;
}

/// When sales reacted. Some are early, some on the minute, some a minute late, some never; two of the owners are slow.
Instant draw_touch(Draw& draw, const Lead& lead, Instant start) {
  const bool demo = is_demo(lead);
  const bool partner = lead.source == words::partner_source;
  const Instant due = demo ? start + demo_limit : business_due(start, general_limit);
  const auto kind = draw.below(1000);
  const bool slow = lead.owner == 5 || lead.owner == 9;
  const std::uint32_t untouched = lead.owner == none ? 400 : slow ? 170 : 80;
  if (kind < untouched) return never;
  if (kind >= 995 && !partner) return due;
  if (kind >= 990 && !partner) return due + a_minute;
  if (kind >= 960 && !partner && start - lead.at[lead_stage] > 20 * a_minute) {
    return std::max(lead.at[lead_stage], start - draw.spread(10, 4000) * a_minute);
  }
  if (draw.chance(slow ? 4000 : demo ? 7000 : 8000)) {
    if (demo) return start + draw.between(0, 60) * a_minute;
    if (draw.chance(1500)) return start + draw.between(0, 45) * a_minute;
    const std::int64_t minutes = draw.between(1, 240);
    return business_due(start, minutes * a_minute);
  }
  return due + draw.spread(2, 9000) * a_minute;
}

/// Stages after MQL, until one is not reached or would lie in the future. Returns the furthest.
int draw_stages(Draw& draw, Lead& lead) {
  static constexpr std::array<std::uint32_t, stages> odds = {10'000, 10'000, 6000, 4000, 4000, 2500};
  static constexpr std::array<std::int64_t, stages> least = {0, 0, 15, 900, 2 * 1440, 7 * 1440};
  static constexpr std::array<std::int64_t, stages> most = {0, 0, 4300, 14 * 1440, 30 * 1440, 90 * 1440};
  int furthest = mql;
  for (int stage = sal; stage < stages; ++stage) {
    const bool untouched = lead.touch == never && stage == sal;
    if (!draw.chance(untouched ? odds[2] / 3 : odds[static_cast<std::size_t>(stage)])) break;
    Instant from = lead.at[static_cast<std::size_t>(stage - 1)];
    if (stage == sal && lead.touch != never) from = std::max(from, lead.touch);
    const auto s = static_cast<std::size_t>(stage);
    const Instant at = minutes_later(from, draw.spread(std::max<std::int64_t>(1, least[s]), std::max<std::int64_t>(1, most[s])));
    if (!happened(at)) break;
    lead.at[s] = at;
    furthest = stage;
  }
  return furthest;
}

void draw_disposition(Draw& draw, Lead& lead, int furthest) {
  const Instant base = std::max(lead.at[mql], lead.touch);
  if (furthest >= sal) {
    if (draw.chance(700)) return;
    lead.disposition = accepted;
    lead.disposed = lead.at[sal];
    return;
  }
  const auto kind = draw.below(100);
  const Instant at = minutes_later(base, draw.spread(30, 5800));
  if (kind >= 66 || !happened(at)) return;
  lead.disposition = kind < 40 ? recycled : rejected;
  lead.disposed = at;
  if (!draw.chance(900)) lead.reason = static_cast<int>(draw.below(static_cast<std::uint32_t>(words::reasons.size())));
}

/// Rejected MQLs are disqualified; at the other stages some are, later on.
void draw_exit(Draw& draw, Lead& lead, int furthest) {
  static constexpr std::array<std::uint32_t, stages> odds = {800, 0, 3000, 2500, 4500, 0};
  Instant at = never;
  if (lead.disposition == rejected) at = lead.disposed;
  else if (draw.chance(odds[static_cast<std::size_t>(furthest)])) {
    at = minutes_later(lead.at[static_cast<std::size_t>(furthest)], draw.spread(600, 40 * 1440));
  }
  if (!happened(at)) return;
  lead.disqualified = at;
  if (draw.chance(7000)) lead.value = value_disqualified;
  if (lead.value == value_disqualified && draw.chance(800)) lead.disqualified = never;  // the value says so, no date does
}

/// What the CRM forgot: stages passed without a date, a stage known only from the current-stage column, dates in the wrong order.
void draw_gaps(const Options& options, Draw& draw, Lead& lead, int furthest) {
  const bool partner = lead.source == words::partner_source;  // whether an exempt lead without a start is exempt or unknown: not asked here
  for (int stage = mql; stage < furthest; ++stage) {
    if (draw.chance(stage == sal ? 700 : 300) && !(stage == mql && partner)) lead.at[static_cast<std::size_t>(stage)] = never;
  }
  const bool undated = draw.below(10'000) < (options.has(Ugly::undated) ? 500U : 60U), swapped = draw.below(10'000) < (options.has(Ugly::order) ? 800U : 120U);
  if (furthest > lead_stage && lead.value == furthest && !(furthest == mql && partner) && undated) {
    lead.at[static_cast<std::size_t>(furthest)] = never;
  }
  if (lead.at[sql] != never && lead.at[mql] != never && swapped) {
    lead.at[sql] = clear(lead.at[mql] - draw.spread(30, 9000) * a_minute);
  }
}

void draw_value(Draw& draw, Lead& lead, int furthest) {
  if (lead.value == value_disqualified) return;
  lead.value = furthest;
  if (furthest > lead_stage && draw.chance(300)) lead.value = furthest - 1;  // the CRM lags behind
  else if (draw.chance(150)) lead.value = no_value;
  else if (furthest == lead_stage && draw.chance(200)) lead.value = value_unnamed + static_cast<int>(draw.below(2));
}

/// Judged at the MQL date, or as-of where there is none; never near the thirty days of the contract's window.
void draw_signal(Draw& draw, Lead& lead) {
  if (lead.intent == none || draw.chance(300)) return;
  const Instant last = lead.at[mql] != never ? lead.at[mql] : lead.at[lead_stage];
  const bool fresh = draw.chance(8500);
  lead.signal = clear(last - (fresh ? draw.between(0, 25 * 1440) : draw.between(36 * 1440, 90 * 1440)) * a_minute);
  const std::int64_t age = as_of - lead.signal;
  if (lead.at[mql] == never && age > 29 * a_day && age < 31 * a_day) lead.signal = clear(lead.signal - 4 * a_day);
}

void draw_modified(Draw& draw, Lead& lead) {
  Instant latest = std::max({lead.touch, lead.disposed, lead.disqualified, lead.assigned, lead.signal});
  for (const Instant at : lead.at) latest = std::max(latest, at);
  lead.modified = std::min(minutes_later(latest, draw.spread(1, 8000)), last_moment);
}

}  // namespace

void draw_journey(const Options& options, Draw& draw, Lead& lead, bool passed_on) {
  lead.at[lead_stage] = draw_created(draw);
  int furthest = lead_stage;
  if (passed_on) {
    lead.at[mql] = draw_mql(options, draw, lead);
    if (!happened(lead.at[mql])) lead.at[mql] = never, lead.written_in_gap = false;
  }
  if (lead.at[mql] != never) {
    lead.touch = clear(draw_touch(draw, lead, lead.at[mql]));
    if (!happened(lead.touch)) lead.touch = never;
    furthest = draw_stages(draw, lead);
    draw_disposition(draw, lead, furthest);
  } else if (draw.chance(500)) {
    lead.touch = minutes_later(lead.at[lead_stage], draw.spread(5, 9000));
    if (!happened(lead.touch)) lead.touch = never;
  }
  if (lead.owner != none) {
    const Instant from = lead.at[mql] != never ? lead.at[mql] : lead.at[lead_stage];
    lead.assigned = std::min(minutes_later(from, draw.spread(1, 240)), last_moment);
  }
  if (furthest >= opportunity && !draw.chance(500)) lead.amount = draw.between(20, 480) * 250;
  draw_exit(draw, lead, furthest);
  draw_value(draw, lead, furthest);
  draw_modified(draw, lead);
  draw_gaps(options, draw, lead, furthest);
  draw_signal(draw, lead);
}

}  // namespace synth
