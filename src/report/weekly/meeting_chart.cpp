// The conversion week by week, and what is better than before: what chance explains is not told as news.
#include <fmt/format.h>

#include <cmath>

#include "handoff/statistics/difference.hpp"
#include "report_parts.hpp"
#include "weekly/meeting_page.hpp"

namespace handoff {

namespace {

std::string conversion_name(const MeetingPage& page) { return fmt::format("{} to {}", page.stage_name(page.settings.stage), page.stage_name(page.settings.to)); }

std::string within_text(const MeetingPage& page) { return page.chart.horizon ? fmt::format(" within {}", span_text(*page.chart.horizon)) : ""; }

Records<ChartWeek> week_records() {
  using W = ChartWeek;
  const auto limit = [](const std::optional<double>& rate) { return rate ? Node(Percent{*rate}) : Node(); };
  const auto limits = [](const W& w) {
    return w.lower ? Node(fmt::format("{} to {}", percent_text(*w.lower), percent_text(*w.upper))) : Node(Blank{"-"});
  };
  const auto place = [](const W& w) { return w.immature ? "too early" : w.outside ? "outside" : w.side < 0 ? "below" : w.side > 0 ? "above" : ""; };
  return {{{"week", Holds::text, &W::name},
           {"from", Holds::text, [](const W& w) { return iso_day(w.week.from); }},
           {"to", Holds::text, [](const W& w) { return iso_day(w.week.to); }},
           {"rate", Holds::share, [](const W& w) { return w.rate; }},
           {"immature", Holds::flag, &W::immature},
           {"lower", Holds::share, [limit](const W& w) { return limit(w.lower); }},
           {"upper", Holds::share, [limit](const W& w) { return limit(w.upper); }}},
          {{"leads", Holds::count, [](const W& w) { return w.rate.of + w.rate.unknown; }},
           {"limits", Holds::interval, limits},
           {"place", Holds::text, place, "", [](const W& w) { return w.outside && !w.immature ? Tone::bad : Tone::faint; }}}};
}

std::string points_text(double difference) {
  const auto tenths = std::llround(std::abs(difference) * 1000);
  return fmt::format("{}{}.{}", difference < 0 ? "-" : "+", tenths / 10, tenths % 10);
}

/// Points by which the later rate is above the earlier, and what they may be where something is unknown.
Node points_node(const Difference& difference) {
  const std::string least = points_text(*difference.least), most = points_text(*difference.most);
  if (difference.difference && least == most) return Figure{*difference.difference * 100, points_text(*difference.difference)};
  return Figure{difference.difference.value_or(*difference.least) * 100, fmt::format("{} to {}", least, most)};
}

Node interval_node(const Difference& difference) { return fmt::format("{} to {}", points_text(*difference.low), points_text(*difference.high)); }

/// True where it is better.
bool add_win(const std::string& name, const Rate& later, const Rate& earlier, const Difference& difference, Table& table) {
  if (!difference.least || difference.difference.value_or(*difference.least) <= 0) return false;
  const char* sure = difference.proven() ? "better, and more than chance" : *difference.least <= 0 ? "may be better: the data leave it open" : "better; could be chance";
  table.rows.push_back({name, later, earlier, points_node(difference), interval_node(difference), Cell(sure, difference.proven() ? Tone::good : Tone::faint)});
  return true;
}

/// The last two periods of which all leads have had the horizon; empty: there are none, or none is signed.
std::optional<std::size_t> last_mature(const MeetingPage& page) {
  if (page.settings.to < 0 || !page.result.maturity_signed) return std::nullopt;
  const std::vector<MeetingPeriod>& periods = page.result.periods;
  const auto mature = [&](const MeetingPeriod& period) {
    return !period.before_data && static_cast<double>(page.contract.zone->day_start(period.period.to + 1)) + *page.result.maturity_seconds <= static_cast<double>(page.settings.as_of);
  };
  for (std::size_t i = page.result.chosen; i > 0; --i)
    if (mature(periods[i]) && mature(periods[i - 1])) return i;
  return std::nullopt;
}

/// The same by segment, as if both periods had the mix of both together.
Difference with_equal_mix(const MeetingPeriod& later, const MeetingPeriod& earlier) {
  std::vector<std::pair<Rate, Rate>> parts;
  for (const auto& [segment, rate] : later.by_segment) {
    const auto found = earlier.by_segment.find(segment);
    parts.emplace_back(rate, found == earlier.by_segment.end() ? Rate{} : found->second);
  }
  for (const auto& [segment, rate] : earlier.by_segment)
    if (!later.by_segment.contains(segment)) parts.emplace_back(Rate{}, rate);
  return parts.size() > 1 ? equal_mix(parts) : Difference{};
}

void add_conversion_win(const MeetingPage& page, Table& table) {
  const std::optional<std::size_t> at = last_mature(page);
  if (!at) {
    if (page.settings.to >= 0)
      table.footnotes.push_back(fmt::format("{} is not compared: {}.", conversion_name(page),
                                            page.result.maturity_signed ? fmt::format("no two months running have had {}", span_text(*page.chart.horizon))
                                                                        : "no horizon says how long a lead may take"));
    return;
  }
  const MeetingPeriod &later = page.result.periods[*at], &earlier = page.result.periods[*at - 1];
  const Difference difference = newcombe(later.conversion, earlier.conversion);
  const bool others = *at != page.result.chosen;   // than the months that head the columns
  if (!add_win(fmt::format("{}{}{}", conversion_name(page), within_text(page), others ? " *" : ""), later.conversion, earlier.conversion, difference, table)) return;
  if (others) table.footnotes.push_back(fmt::format("* of {} and of {}: the last two months that have had this time.", later.name, earlier.name));
  const Difference alike = with_equal_mix(later, earlier);
  if (alike.low)
    table.footnotes.push_back(fmt::format("With the same mix of segments {} would be {} points above {} ({} to {}).", later.name,
                                          alike.difference ? points_text(*alike.difference) : fmt::format("{} to {}", points_text(*alike.least), points_text(*alike.most)),
                                          earlier.name, points_text(*alike.low), points_text(*alike.high)));
}

}  // namespace

std::string chart_sentence(const MeetingPage& page) {
  if (page.settings.to < 0) return "";
  const std::string word(chart_word_text(page.chart.word));
  if (page.chart.word == ChartWord::no_baseline) return fmt::format("Is {} changing? {}: {}.", conversion_name(page), word, page.chart.why);
  return fmt::format("{}{}: {}{}.", conversion_name(page), within_text(page), word, page.chart.why.empty() ? "" : ": " + page.chart.why);
}

std::vector<Table> chart_tables(const MeetingPage& page) {
  if (page.settings.to < 0 || page.chart.word == ChartWord::no_baseline) return {};
  Table table = week_records().table(fmt::format("Is it changing? {}{}, by week of entry", conversion_name(page), within_text(page)),
                                     {"week", "leads", "rate", {"limits of chance", "limits"}, {"", "place"}}, page.chart.trend);
  table.footnotes.push_back(chart_sentence(page));
  const std::string centre = share_text(page.chart.centre);
  table.footnotes.push_back(fmt::format("Held against {}, the {} mature weeks before {} together: {} of {} leads. A week beyond a limit comes by chance at most once in 370.", centre, page.chart.weeks,
                                        iso_day(*page.contract.from), count_text(page.chart.centre.count), count_text(page.chart.centre.of)));
  return {table};
}

Node chart_node(const MeetingPage& page) {
  if (page.settings.to < 0) return {};
  std::string word(chart_word_text(page.chart.word));
  return Node::Object{{"word", word}, {"why", text_node(page.chart.why)}, {"horizon_seconds", page.chart.horizon}, {"centre", page.chart.centre}, {"weeks", page.chart.weeks}};
}

Node::List chart_list(const MeetingPage& page) { return week_records().list(page.chart.trend); }

Table win_table(const MeetingPage& page) {
  const std::size_t last = page.contract.stages.size() - 1;
  Table table{"5. Wins (5 min)", {{""}, {page.chosen().name, Holds::number}, {page.before().name, Holds::number}, {"points", Holds::number}, {"95 %", Holds::interval}, {"how sure"}}, {}, {}};
  const MeetingCounts &now = page.tally.counts[page.result.chosen], &before = page.tally.counts[page.result.chosen - 1];
  const auto count = [](const MeetingPeriod& period, std::uint64_t number) { return period.before_data ? Node(Blank{"-"}) : Node(number); };
  const auto counts = [&](std::string name, std::uint64_t a, std::uint64_t b) { table.rows.push_back({std::move(name), count(page.chosen(), a), count(page.before(), b)}); };
  counts(page.contract.stages[last].name, now.entered[last], before.entered[last]);
  if (page.tally.has_money) table.rows.push_back({"  their value", MoneySums(now.value[last]), MoneySums(before.value[last])});
  counts(fmt::format("  with every clock on {} met", page.stage_name(page.settings.stage)), now.won_in_time, before.won_in_time);
  const MeetingPeriod &one = page.chosen(), &two = page.before();
  if (!one.before_data && !two.before_data) add_win("on the contract's definition", one.on_definition, two.on_definition, newcombe(one.on_definition, two.on_definition), table);
  add_conversion_win(page, table);
  if (one.speed.half_by && two.speed.half_by && *one.speed.half_by < *two.speed.half_by)
    table.rows.push_back({"median speed-to-lead", span(one.speed.half_by), span(two.speed.half_by), {}, {}, Cell("faster; not tested", Tone::faint)});
  return table;
}

}  // namespace handoff
