// Who the lead is, and what becomes of its row. Its way through the funnel is in journey.cpp.
#include "lead.hpp"

#include <algorithm>

#include "journey.hpp"
#include "random.hpp"
#include "vocabulary.hpp"

namespace synth {
namespace {

enum Use : std::uint64_t { use_row, use_who, use_journey, use_email, use_stale };

/// Four neighbours of which one or two borrow the first one's address. They arrive, all of them.
struct Block { bool shared = false; int borrowers = 0; };
Block block_of(const Options& options, std::uint64_t index) {
  if (!options.has(Ugly::dupemail)) return {};
  Draw draw(options.seed, index / 4, use_email);
  if (!draw.chance(250)) return {};
  const auto room = options.rows - index / 4 * 4 - 1;
  return {true, static_cast<int>(std::min<std::uint64_t>(1 + draw.below(2), room))};
}

/// Damage and doubling are drawn together, so that a row suffers one of them at most.
struct Fate { Row row = Row::plain; Twin twin = Twin::none; bool test = false; };
Fate fate_of(const Options& options, std::uint64_t index) {
  if (block_of(options, index).shared) return {};
  Draw draw(options.seed, index, use_row);
  const auto u = draw.below(100'000);
  const auto in = [&](Ugly part, std::uint32_t from, std::uint32_t to) { return options.has(part) && u >= from && u < to; };
  if (in(Ugly::ragged, 0, 250)) return {.row = Row::too_few};
  if (in(Ugly::ragged, 250, 400)) return {.row = Row::too_many};
  if (in(Ugly::badquote, 400, 500)) return {.row = Row::bad_quote};
  if (in(Ugly::noid, 500, 550)) return {.row = Row::no_id};
  if (in(Ugly::wrapped, 1000, 2000)) return {.row = Row::wrapped};
  if (in(Ugly::nul, 2000, 2300)) return {.row = Row::nul};
  if (in(Ugly::duplicates, 3000, 3600)) return {.twin = Twin::stale_before};
  if (in(Ugly::duplicates, 3600, 4200)) return {.twin = Twin::stale_after};
  if (in(Ugly::duplicates, 4200, 4400)) return {.twin = Twin::same_time};
  return {.test = u >= 99'500};
}

void draw_employees(Draw& draw, Lead& lead, bool fits) {
  const auto exact = [&](std::int64_t lo, std::int64_t hi) {
    const int number = static_cast<int>(draw.spread(lo, hi));
    lead.employees = {number, number, true};
  };
  const auto kind = draw.below(100);
  if (fits) {
    if (kind < 66) return exact(50, 1000);
    if (kind < 80) lead.employees = {51, 200, true};
    else if (kind < 92) lead.employees = {201, 500, true};
    else if (kind < 98) lead.employees = {501, 1000, true};
    else if (kind < 99) lead.employees = {50, 50, true};
    else lead.employees = {1000, 1000, true};
    return;
  }
  if (kind < 40) return exact(1, 60);
  if (kind < 62) return exact(900, 40'000);
  if (kind < 72) lead.employees = {1, 10, true};
  else if (kind < 82) lead.employees = {11, 50, true};     // the profile begins at 50: nobody can say
  else if (kind < 90) lead.employees = {1001, 5000, true};
  else if (kind < 92) lead.employees = {100, 300, true};   // spans two segments
}

void draw_who(const Options& options, Draw& draw, Lead& lead) {
  lead.title = draw.chance(300) ? none : static_cast<int>(draw.below(static_cast<std::uint32_t>(words::titles.size())));
  lead.owner = static_cast<int>(draw.below(static_cast<std::uint32_t>(words::owners.size())));
  if (draw.chance(200)) lead.owner = none;
  lead.source = static_cast<int>(draw.below(static_cast<std::uint32_t>(words::sources.size())));
  if (lead.source == words::partner_source && draw.chance(5000)) lead.source = 0;
  if (draw.chance(150)) lead.source = none;
  lead.campaign = draw.chance(2500) ? none : static_cast<int>(draw.below(static_cast<std::uint32_t>(words::campaigns.size())));
  const bool formula = draw.chance(200);
  const auto which = draw.below(static_cast<std::uint32_t>(words::formula_campaigns.size()));
  if (options.has(Ugly::formula) && formula) lead.campaign = static_cast<int>(words::campaigns.size() + which);
}

/// Leads that marketing passed on look more like customers: title, firm and wish are drawn anew for them, with other odds.
void draw_firm(Draw& draw, Lead& lead, bool passed_on) {
  const bool fits = draw.chance(passed_on ? 7900 : 3200);
  if (fits) lead.industry = static_cast<int>(draw.below(words::profile_industries));
  else if (!draw.chance(500)) lead.industry = static_cast<int>(draw.below(static_cast<std::uint32_t>(words::industries.size())));
  draw_employees(draw, lead, fits);
  if (passed_on && draw.chance(5500)) lead.title = static_cast<int>(draw.below(words::senior_titles));
  const auto others = static_cast<std::uint32_t>(words::conversions.size()) - words::demo_conversions;
  if (draw.chance(passed_on ? 2200 : 300)) lead.conversion = static_cast<int>(draw.below(words::demo_conversions));
  else if (!draw.chance(400)) lead.conversion = words::demo_conversions + static_cast<int>(draw.below(others));
  if (!draw.chance(200)) lead.intent = static_cast<int>(passed_on ? draw.between(28, 100) : draw.between(0, 62));
  if (passed_on && draw.chance(300)) lead.intent = 40;
}

Lead make(const Options& options, std::uint64_t index, std::uint64_t seed) {
  Lead lead;
  lead.index = lead.email_of = index;
  lead.at.fill(never);
  Draw who(seed, index, use_who);
  const bool passed_on = who.chance(2550);
  draw_who(options, who, lead);
  draw_firm(who, lead, passed_on);
  lead.has_email = !who.chance(150);
  Draw way(seed, index, use_journey);
  draw_journey(options, way, lead, passed_on);
  return lead;
}

}  // namespace

bool is_demo(const Lead& lead) { return lead.conversion >= 0 && lead.conversion < words::demo_conversions; }

Twin twin_of(const Options& options, std::uint64_t index) {
  return options.has(Ugly::duplicates) ? fate_of(options, index).twin : Twin::none;
}

Lead make_lead(const Options& options, std::uint64_t index) {
  Lead lead = make(options, index, options.seed);
  const Fate fate = fate_of(options, index);
  lead.row = fate.row;
  lead.twin = fate.twin;
  lead.test = fate.test;
  const Block block = block_of(options, index);
  if (lead.test || block.shared) lead.has_email = true;
  const int place = static_cast<int>(index % 4);
  if (block.shared && block.borrowers > 0 && place <= block.borrowers) {
    lead.shares_email = true;
    lead.email_of = index - static_cast<std::uint64_t>(place);
    if (place > 0) lead.email_look = 1 + static_cast<int>(Draw(options.seed, index, use_email).below(3));
  }
  return lead;
}

Lead make_stale(const Options& options, const Lead& lead) {
  Lead stale = make(options, lead.index, mix(options.seed));
  stale.stale = true;
  stale.has_email = lead.has_email;
  stale.at[lead_stage] = lead.at[lead_stage];  // a CRM never rewrites when a lead was created
  Draw draw(options.seed, lead.index, use_stale);
  stale.modified = lead.modified - (lead.twin == Twin::same_time ? 0 : draw.spread(1, 40'000) * a_minute);
  return stale;
}

}  // namespace synth
