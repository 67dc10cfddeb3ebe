// How a contract is read where two people may read it in two ways.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "check/check_records.hpp"
#include "handoff/text/cut_text.hpp"
#include "handoff/time/calendar.hpp"

namespace handoff {
namespace {

constexpr std::size_t most_days = 80;  // letters of a list of days

/// Opening seconds of an ordinary Monday (or of the week's first open day).
Seconds day_length(const Calendar& calendar) {
  for (const std::vector<OpenHours>& day : calendar.rules().week) {
    Seconds length = 0;
    for (const OpenHours& hours : day) length += Seconds{60} * (hours.to - hours.from);
    if (length > 0) return length;
  }
  return 0;
}

bool ends_with_word(std::string_view text) {
  for (const std::string_view word : {" AND ", " OR ", " WHEN ", " THEN ", " ELSE ", "CASE ", "NOT "})
    if (text.ends_with(word)) return true;
  return text == "NOT ";
}

bool begins_with_word(std::string_view text) {
  for (const std::string_view word : {" AND ", " OR ", " WHEN ", " THEN ", " ELSE ", " END"})
    if (text.starts_with(word)) return true;
  return false;
}

/// Strict comparisons with a number, each with both its sides whole: `hours(mql_at, sal_at) > 24`.
std::vector<std::string> strict_comparisons(const std::string& sql) {
  std::vector<bool> quoted_byte(sql.size());
  bool inside = false;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] == '\'') inside = !inside;
    quoted_byte[i] = inside;
  }
  std::vector<std::string> out;
  for (std::size_t at = 1; at + 2 < sql.size(); ++at) {
    const bool strict =
        !quoted_byte[at] && (sql[at] == '>' || sql[at] == '<') && sql[at + 1] == ' ' && sql[at - 1] == ' ';
    if (!strict || (std::isdigit(static_cast<unsigned char>(sql[at + 2])) == 0 && sql[at + 2] != '-')) continue;
    std::size_t from = at - 1, to = at + 1;
    for (int depth = 0;
         from > 0 && (quoted_byte[from - 1] || depth > 0 || !ends_with_word(std::string_view(sql).substr(0, from)));
         --from) {
      const char c = quoted_byte[from - 1] ? ' ' : sql[from - 1];
      if (depth == 0 && (c == '(' || c == ',')) break;
      depth += c == ')' ? 1 : c == '(' ? -1 : 0;
    }
    for (int depth = 0;
         to < sql.size() && (quoted_byte[to] || depth > 0 || !begins_with_word(std::string_view(sql).substr(to)));
         ++to) {
      const char c = quoted_byte[to] ? ' ' : sql[to];
      if (depth == 0 && (c == ')' || c == ',')) break;
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    while (from < at && sql[from] == ' ') ++from;
    out.push_back(sql.substr(from, to - from));
  }
  return out;
}

void add_limit_reading(const std::string& clause, const Duration& limit, const Calendar* calendar,
                       std::vector<Reading>& out) {
  const std::string text = duration_text(limit);
  if (limit.unit == Unit::business_hours && calendar) {
    const Seconds day = day_length(*calendar);
    if (day > 0 && limit.amount >= day)
      out.push_back({clause, text,
                     "is " + text.substr(0, text.find('b')) + " open hours of calendar " + calendar->rules().name +
                         ", " + span_text(day) + " on an open day; a working day later would be 1bd"});
  } else if (limit.unit == Unit::elapsed && limit.amount >= seconds_a_day / 2) {
    out.push_back(
        {clause, text,
         "runs day and night, weekends and holidays too; on the business clock it would be written bh or bd"});
  }
}

/// A minute of a day as it stands on a clock: `22:00`; past midnight that of the next day.
std::string clock_time(int minute) { return fmt::format("{:02}:{:02}", minute % (24 * 60) / 60, minute % 60); }

/// Hours that run past midnight, by the days on which they begin: a 5 that stands for 17 is seen there.
void add_night_readings(const Calendar& calendar, std::vector<Reading>& out) {
  constexpr std::array<std::string_view, 7> names = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  std::map<std::pair<int, int>, std::string> nights;
  const auto add = [&](std::string_view day, const std::vector<OpenHours>& hours) {
    for (const OpenHours& open : hours) {
      if (open.to <= 24 * 60) continue;
      std::string& days = nights[{open.from, open.to}];
      days += fmt::format("{}{}", days.empty() ? "" : ", ", day);
    }
  };
  for (std::size_t day = 0; day < names.size(); ++day) add(names[day], calendar.rules().week[day]);
  for (const auto& [day, hours] : calendar.rules().on) add(iso_day(day), hours);
  for (const auto& [open, days] : nights)
    out.push_back({fmt::format("calendar {}", calendar.rules().name), fmt::format("{}-{}", clock_time(open.first), clock_time(open.second)),
                   fmt::format("runs past midnight: open from {} until {} of the next day, {} ({})", clock_time(open.first), clock_time(open.second),
                               span_text(Seconds{60} * (open.second - open.first)), days.size() > most_days ? fmt::format("{}...", cut_text(days, most_days)) : days)});
}

}  // namespace

std::vector<Reading> readings_of(const Contract& contract) {
  std::vector<Reading> out;
  for (const Clock& clock : contract.clocks)
    add_limit_reading("clock " + clock.name, clock.limit, clock.calendar.get(), out);
  if (contract.disposition && contract.disposition->limit)
    add_limit_reading("disposition", *contract.disposition->limit, contract.disposition->calendar.get(), out);
  for (const auto& [name, calendar] : contract.calendars) add_night_readings(*calendar, out);
  for (const Stage& stage : contract.stages) {
    if (!stage.when) continue;
    for (const std::string& strict : strict_comparisons(to_sql(*stage.when)))
      out.push_back({stage.name, strict, "is strict: a lead exactly there is not counted"});
  }
  for (const NamedPredicate& one : contract.definitions) {
    for (const std::string& strict : strict_comparisons(to_sql(*one.when)))
      out.push_back({"define " + one.name, strict, "is strict: a lead exactly there is not counted"});
  }
  const FieldId first_touch = known_field("first_touch_at");
  const bool touched = std::any_of(contract.clocks.begin(), contract.clocks.end(),
                                   [&](const Clock& clock) { return clock.stop == first_touch; });
  if (touched && !contract.touch)
    out.push_back({"first touch", "first_touch_at",
                   "is what the CRM writes into that column; whether an automated e-mail counts, the contract does not "
                   "say (add [touch])"});
  return out;
}

}  // namespace handoff
