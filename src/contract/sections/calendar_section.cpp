// [calendar.*]: opening hours by day of the week, holidays, and days of their own hours.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sections/sections.hpp"

namespace handoff {
namespace {

constexpr std::size_t most_calendars = 32;  // each is compiled for 130 years
constexpr std::size_t most_openings = 8;   // a day
const std::vector<std::string> day_names = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::string_view hours_example = "mon-fri = [\"09:00-12:00\", \"13:00-17:00\"]";

/// Reads `9:00`, `09:00`, `24:00` as minutes; -1: no time of day.
int read_minute(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon < 1 || colon > 2 || text.size() != colon + 3) return -1;
  int number[2] = {0, 0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == colon) continue;
    if (text[i] < '0' || text[i] > '9') return -1;
    int& part = number[i < colon ? 0 : 1];
    part = part * 10 + (text[i] - '0');
  }
  const int minute = number[0] * 60 + number[1];
  return number[1] > 59 || minute > 24 * 60 ? -1 : minute;
}

/// Hours past midnight that are longer than any shift: 5:00 stands for 17:00, or the two times are the wrong way round.
void refuse_long_night(const Section& section, const toml::node& node, const std::string& text, const OpenHours& open) {
  constexpr int day = 24 * 60, noon = 12 * 60, longest = 16 * 60;
  if (open.to <= day || open.to - open.from <= longest) return;
  const auto clock = [](int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); };
  const int closes = open.to - day;
  const bool afternoon = open.from < noon && closes < noon;
  const std::string meant = afternoon ? fmt::format("{}-{}", clock(open.from), clock(closes + noon)) : fmt::format("{}-{}", clock(closes), clock(open.from));
  const int length = open.to - open.from;
  refuse(section.doc(), node.source().begin,
         fmt::format("\"{}\" is open until {} of the next day, for {} h{}", text, clock(closes), length / 60, length % 60 == 0 ? "" : fmt::format(" {} min", length % 60)),
         fmt::format("did you mean \"{}\"? Hours of more than 16 h past midnight are written as two: \"{}-24:00\", and \"00:00-{}\" on the next day", meant, clock(open.from), clock(closes)));
}

/// `09:00-17:00`, or past midnight `23:00-07:00`.
OpenHours read_hours(const Section& section, const toml::node& node, const std::string& text) {
  const std::size_t dash = text.find('-');
  const int from = dash == std::string::npos ? -1 : read_minute(std::string_view(text).substr(0, dash));
  int to = dash == std::string::npos ? -1 : read_minute(std::string_view(text).substr(dash + 1));
  if (from < 0 || to < 0 || from == 24 * 60) {
    refuse(section.doc(), node.source().begin, "\"" + text + "\" are not opening hours",
           "write for instance \"09:00-17:00\", \"13:00-24:00\", or past midnight \"23:00-07:00\"");
  }
  if (from == to)
    refuse(section.doc(), node.source().begin, "\"" + text + "\" opens and closes at the same time",
           "a whole day is \"00:00-24:00\"; an empty list [] is a closed day");
  if (to < from) to += 24 * 60;
  const OpenHours open{from, to};
  refuse_long_night(section, node, text, open);
  return open;
}

/// One text or a list of them, in order and apart; an empty list is a closed day.
std::vector<OpenHours> read_day(const Section& section, const Entry& entry) {
  std::vector<OpenHours> hours;
  if (entry.node->is_string()) {
    hours.push_back(read_hours(section, *entry.node, text_of(section, entry.name, *entry.node, hours_example)));
    return hours;
  }
  const toml::array* list = entry.node->as_array();
  if (!list) section.wrong_type(entry.name, *entry.node, "a list of opening hours", hours_example);
  if (list->size() > most_openings)
    refuse(section.doc(), entry.at, "`" + entry.name + "` of " + section.title() + " opens more than 8 times a day", "merge the hours");
  for (const toml::node& item : *list) {
    const OpenHours next = read_hours(section, item, text_of(section, entry.name, item, hours_example));
    for (const OpenHours& other : hours) {
      if (next.from < other.to && other.from < next.to) {
        refuse(section.doc(), item.source().begin, "these opening hours overlap others of the same day",
               "write hours that are apart, for instance: " + std::string(hours_example));
      }
    }
    hours.push_back(next);
  }
  std::sort(hours.begin(), hours.end(), [](const OpenHours& a, const OpenHours& b) { return a.from < b.from; });
  return hours;
}

int day_index(std::string_view name) {
  const auto it = std::find(day_names.begin(), day_names.end(), ascii_lower_text(name));
  return it == day_names.end() ? -1 : static_cast<int>(it - day_names.begin());
}

/// `mon`, `mon-fri`, `sun-thu`: the days it names, or none.
std::vector<int> read_days(std::string_view key) {
  const std::size_t dash = key.find('-');
  const int first = day_index(key.substr(0, dash));
  const int last = dash == std::string_view::npos ? first : day_index(key.substr(dash + 1));
  if (first < 0 || last < 0) return {};
  std::vector<int> days = {first};
  for (int day = first; day != last;) days.push_back(day = (day + 1) % 7);
  return days;
}

/// The key `2026-12-24` of `on`.
Day read_on_key(const Section& section, const Entry& entry) {
  DateText text;
  const bool iso = entry.name.size() == 10 && entry.name[4] == '-' && entry.name[7] == '-';
  if (!iso || !read_date(entry.name, text) || text.has_time) {
    refuse(section.doc(), entry.at, "`" + entry.name + "` of " + section.title() + " is not a day",
           "write for instance: on = { 2026-12-24 = [\"09:00-12:00\"] }");
  }
  return day_from_civil(text.year, static_cast<unsigned>(text.a), static_cast<unsigned>(text.b));
}

std::string hours_text(const std::vector<OpenHours>& hours) {
  std::string out;
  for (const OpenHours& open : hours) out += std::to_string(open.from) + "-" + std::to_string(open.to) + " ";
  return out;
}

/// What the calendar means, however it was written: for the digest.
std::string calendar_meaning(const CalendarRules& rules) {
  std::string out = rules.zone->name();
  for (const auto& day : rules.week) out += "|" + hours_text(day);
  out += "|off";
  for (const Day day : rules.holidays) out += " " + iso_day(day);
  for (const auto& [day, hours] : rules.on) out += "|" + iso_day(day) + " " + hours_text(hours);
  return out;
}

void read_holidays(const Section& section, CalendarRules& rules) {
  constexpr std::string_view example = "holidays = [2026-05-25, 2026-07-03]";
  const toml::node* node = section.find("holidays");
  if (!node) return;
  const toml::array* list = node->as_array();
  if (!list) section.wrong_type("holidays", *node, "a list of dates", example);
  std::set<Day> days;
  for (const toml::node& item : *list) days.insert(day_of(section, "holidays", item, example));
  rules.holidays.assign(days.begin(), days.end());
}

void read_week(const Section& section, CalendarRules& rules) {
  std::vector<std::string> known = day_names;
  known.insert(known.end(), {"mon-fri", "sat-sun", "mon-sun", "zone", "holidays", "on"});
  std::array<bool, 7> named{};
  for (const Entry& entry : section.entries()) {
    if (entry.name == "zone" || entry.name == "holidays" || entry.name == "on") continue;
    const std::vector<int> days = read_days(entry.name);
    if (days.empty()) {
      refuse(section.doc(), entry.at, "unknown key `" + entry.name + "` in " + section.title(),
             did_you_mean(entry.name, known, "days are mon, tue, wed, thu, fri, sat, sun, or a range such as mon-fri"));
    }
    const std::vector<OpenHours> hours = read_day(section, entry);
    for (const int day : days) {
      const auto index = static_cast<std::size_t>(day);
      if (named[index])
        refuse(section.doc(), entry.at, "`" + day_names[index] + "` stands in " + section.title() + " twice",
               "give each day its hours once");
      named[index] = true;
      rules.week[index] = hours;
    }
  }
}

std::shared_ptr<const Calendar> read_calendar(const Section& section, const Contract& contract, const std::string& name) {
  CalendarRules rules;
  rules.name = name;
  rules.zone = contract.zone;
  if (const auto zone = section.text_if("zone", "zone = \"America/New_York\"")) rules.zone = read_zone(section, "zone", *zone);
  read_week(section, rules);
  read_holidays(section, rules);
  if (const auto on = section.table_if("on", "`on`", "on = { 2026-12-24 = [\"09:00-12:00\"] }")) {
    for (const Entry& entry : on->entries()) rules.on[read_on_key(*on, entry)] = read_day(*on, entry);
  }
  const bool open = std::any_of(rules.week.begin(), rules.week.end(), [](const auto& day) { return !day.empty(); });
  if (!open) refuse(section.doc(), section.at(), section.title() + " is never open", "add for instance: " + std::string(hours_example));
  section.doc().meaning[&section.table()] = calendar_meaning(rules);
  return std::make_shared<const Calendar>(std::move(rules));
}

}  // namespace

void read_calendars(const Section& root, Contract& contract) {
  const auto all = root.table_if("calendar", "[calendar]", "[calendar.default]");
  if (!all) return;
  for (const Entry& entry : all->entries()) {
    const toml::table* table = entry.node->as_table();
    if (!table) {
      refuse(root.doc(), entry.at, "`" + entry.name + "` stands in [calendar], which holds calendars by name",
             "write the hours under [calendar.default]");
    }
    if (contract.calendars.size() == most_calendars)
      refuse(root.doc(), entry.at, "there are more than 32 calendars", "give teams with the same hours one calendar");
    contract.calendars[entry.name] = read_calendar(Section(root.doc(), *table, "[calendar." + entry.name + "]"), contract, entry.name);
  }
}

std::shared_ptr<const Calendar> calendar_for(const Section& section, const Contract& contract, const std::optional<Duration>& limit) {
  const std::string name = section.text_if("calendar", "calendar = \"default\"").value_or("default");
  const auto it = contract.calendars.find(name);
  if (it == contract.calendars.end() && section.has("calendar")) {
    std::vector<std::string> names;
    for (const auto& [known, calendar] : contract.calendars) names.push_back(known);
    section.refuse("calendar", "there is no calendar `" + name + "`",
                   did_you_mean(name, names, "add: [calendar." + name + "] with mon-fri = [\"09:00-17:00\"]"));
  }
  if (section.has("calendar") && name == "default") section.doc().meaning[section.find("calendar")] = "";
  if (!limit || limit->unit == Unit::elapsed) return nullptr;
  if (it == contract.calendars.end()) {
    section.refuse("limit", "a limit of " + duration_text(*limit) + " needs business hours, and the contract has no [calendar.default]",
                   "add: [calendar.default] with mon-fri = [\"09:00-17:00\"]; or write an elapsed limit, such as 24h");
  }
  return it->second;
}

}  // namespace handoff
