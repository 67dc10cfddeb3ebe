// A typed text is taken apart into words and numbers, and the few shapes that people write are put together again as the option takes them.
#include "frame/time_hints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "handoff/text/ascii.hpp"

namespace handoff {

namespace {

/// A run of digits, or of letters in lower case.
struct TimeWord {
  std::string text;
  std::optional<int> number;
};

std::vector<TimeWord> parts_of(std::string_view typed) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::vector<TimeWord> out;
  for (std::size_t at = 0; at < typed.size();) {
    std::size_t end = at;
    if (digit(typed[at])) while (end < typed.size() && digit(typed[end])) ++end;
    else while (end < typed.size() && letter(typed[end])) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    TimeWord part{ascii_lower_text(typed.substr(at, end - at)), std::nullopt};
    int value = 0;
    if (digit(typed[at]) && end - at <= 6 && std::from_chars(typed.data() + at, typed.data() + end, value).ec == std::errc{}) part.number = value;
    out.push_back(std::move(part));
    at = end;
  }
  return out;
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word) != words.end(); }

/// 1 to 12 for a month's name or its beginning; 0: it is not one.
int month_named(std::string_view word) {
  constexpr std::array<std::string_view, 12> names = {"january", "february", "march",     "april",   "may",      "june",
                                                      "july",    "august",   "september", "october", "november", "december"};
  for (std::size_t i = 0; i < names.size(); ++i)
    if (word.size() >= 3 && names[i].starts_with(word)) return static_cast<int>(i) + 1;
  return word == "sept" ? 9 : 0;
}

std::string grain_word(std::string_view word) {
  if (word.size() > 1 && word.back() == 's') word.remove_suffix(1);
  if (is_any(word, {"d", "day"})) return "day";
  if (is_any(word, {"w", "wk", "week"})) return "week";
  if (is_any(word, {"m", "mo", "mon", "mth", "month"})) return "month";
  if (is_any(word, {"q", "qtr", "quarter"})) return "quarter";
  if (is_any(word, {"y", "yr", "year"})) return "year";
  return "";
}

/// `30`, `3 months`, `last 90 days`: so many days back.
std::optional<std::string> days_back(int count, const std::string& grain) {
  const int days = grain == "day" || grain.empty() ? 1 : grain == "week" ? 7 : grain == "month" ? 30 : grain == "quarter" ? 90 : 365;
  if (count < 1 || count > 100'000 / days) return std::nullopt;
  return fmt::format("{}d", count * days);
}

/// The years that may stand with a name that lacks one: the latest that has begun.
std::string with_year(std::optional<int> year, const std::string& name, Day today) {
  const int now = civil_from_day(today).year;
  const std::string of_now = fmt::format("{:04}-{}", year.value_or(now), name);
  const std::optional<Period> period = read_window(of_now, today);
  return !year && period && period->from > today ? fmt::format("{:04}-{}", now - 1, name) : of_now;
}

bool is_year(const TimeWord& part) { return part.number && part.text.size() == 4 && *part.number >= 1900 && *part.number <= 2199; }

/// A quarter, a month or a week by its name, with or without its year.
std::optional<std::string> named_period(std::vector<TimeWord> parts, Day today) {
  std::optional<int> year;
  if (const auto at = std::find_if(parts.begin(), parts.end(), is_year); at != parts.end()) {
    year = at->number;
    parts.erase(at);
  }
  std::erase_if(parts, [](const TimeWord& part) { return is_any(part.text, {"of", "the", "in", "fy", "cy"}); });
  if (parts.empty()) return year ? std::optional(fmt::format("{:04}", *year)) : std::nullopt;
  if (parts.size() == 1 && month_named(parts[0].text) > 0) return with_year(year, fmt::format("{:02}", month_named(parts[0].text)), today);
  if (parts.size() == 1 && year && parts[0].number && *parts[0].number >= 1 && *parts[0].number <= 12) return fmt::format("{:04}-{:02}", *year, *parts[0].number);
  if (parts.size() != 2) return std::nullopt;
  const bool number_first = parts[0].number.has_value();
  const TimeWord& count = number_first ? parts[0] : parts[1];
  const std::string grain = grain_word(number_first ? parts[1].text : parts[0].text);
  if (!count.number || *count.number < 1) return std::nullopt;
  if (grain == "quarter" && *count.number <= 4) return with_year(year, fmt::format("Q{}", *count.number), today);
  if (!number_first && grain == "week" && *count.number <= 53) return with_year(year, fmt::format("W{:02}", *count.number), today);
  return std::nullopt;
}

/// `last month`, `this-qtr`, `YTD`, `last 30 days`, `3 months`, `30`.
std::optional<std::string> relative(const std::vector<TimeWord>& parts, Day today) {
  if (parts.size() == 1) {
    const std::string& word = parts[0].text;
    if (word == "yesterday") return fmt::format("{0}..{0}", iso_day(today - 1));
    if (word == "today") return "1d";
    if (is_any(word, {"wtd", "mtd", "qtd", "ytd"})) return "this-" + grain_word(word.substr(0, 1));
    if (parts[0].number && !is_year(parts[0])) return days_back(*parts[0].number, "");
  }
  std::size_t at = 0;
  const bool before = !parts.empty() && is_any(parts[0].text, {"last", "previous", "prev", "past", "prior"});
  const bool now = !parts.empty() && is_any(parts[0].text, {"this", "current"});
  if (before || now) ++at;
  if (at + 2 == parts.size() && parts[at].number && !now) {
    const std::string grain = grain_word(parts[at + 1].text);
    if (!grain.empty()) return days_back(*parts[at].number, grain);
  }
  if ((!before && !now) || at + 1 != parts.size()) return std::nullopt;
  const std::string grain = grain_word(parts[at].text);
  if (grain.empty()) return std::nullopt;
  if (grain == "day") return before ? fmt::format("{0}..{0}", iso_day(today - 1)) : "1d";
  return (before ? "last-" : "this-") + grain;
}

/// A day in any form that says which number is the month. A day that its month does not have is the month's last.
std::optional<Day> day_written(std::string_view typed) {
  DateText date;
  if (read_date(typed, date) && !date.has_time) {
    if (!date.order_open) return day_from_civil(date.year, static_cast<unsigned>(date.a), static_cast<unsigned>(date.b));
    if (date.a > 12 && date.b <= 12) return day_from_civil(date.year, static_cast<unsigned>(date.b), static_cast<unsigned>(date.a));
    if (date.b > 12 || date.a == date.b) return day_from_civil(date.year, static_cast<unsigned>(date.a), static_cast<unsigned>(date.b));
    return std::nullopt;
  }
  const std::vector<TimeWord> parts = parts_of(typed);
  const bool three = parts.size() == 3 && parts[0].number && parts[1].number && parts[2].number;
  if (!three || !is_year(parts[0]) || *parts[1].number < 1 || *parts[1].number > 12 || *parts[2].number < 29 || *parts[2].number > 31) return std::nullopt;
  return period_of(day_from_civil(*parts[0].number, static_cast<unsigned>(*parts[1].number), 1), Grain::month).to;
}

/// Two days with something between them; in the order of time.
std::optional<std::string> range_of_days(std::string_view typed) {
  for (const std::string_view between : {"...", "..", " to ", " until ", " till ", " through ", " and ", " - ", "\xE2\x80\x93", "\xE2\x80\x94", ":", ",", "/", "-"}) {
    const std::size_t at = typed.find(between);
    if (at == std::string_view::npos || typed.find(between, at + between.size()) != std::string_view::npos) continue;
    std::optional<Day> from = day_written(typed.substr(0, at)), to = day_written(typed.substr(at + between.size()));
    if (!from || !to) continue;
    if (*to < *from) std::swap(from, to);
    return iso_day(*from) + ".." + iso_day(*to);
  }
  return std::nullopt;
}

bool is_half(const std::vector<TimeWord>& parts) { return parts.size() >= 2 && parts[0].text == "h" && parts[1].number && (*parts[1].number == 1 || *parts[1].number == 2); }

}  // namespace

std::optional<std::string> window_meant(std::string_view typed, Day today, int week_start) {
  const std::vector<TimeWord> parts = parts_of(typed);
  std::optional<std::string> meant = relative(parts, today);
  if (!meant) meant = range_of_days(typed);
  if (!meant) meant = named_period(parts, today);
  if (!meant)
    if (const std::optional<Day> day = day_written(typed)) meant = fmt::format("{0}..{0}", iso_day(*day));
  if (!meant && is_half(parts)) {
    const int year = parts.size() > 2 && is_year(parts[2]) ? *parts[2].number : civil_from_day(today).year;
    meant = *parts[1].number == 1 ? fmt::format("{0:04}-01-01..{0:04}-06-30", year) : fmt::format("{0:04}-07-01..{0:04}-12-31", year);
  }
  if (!meant || !read_window(*meant, today, week_start) || *meant == typed) return std::nullopt;
  return meant;
}

std::string window_fix(std::string_view typed, Day today, int week_start) {
  if (const std::optional<std::string> meant = window_meant(typed, today, week_start)) return fmt::format("did you mean --window {}?", *meant);
  const std::vector<TimeWord> parts = parts_of(typed);
  if (parts.size() == 1 && is_any(parts[0].text, {"all", "ever", "everything", "always", "none"})) return "leave --window out: all leads count then";
  return "write 90d, last-quarter, 2026-Q2, 2026-04 or 2026-04-01..2026-06-30";
}

std::string moment_fix(std::string_view typed, Day today) {
  const std::vector<TimeWord> parts = parts_of(typed);
  if (parts.size() == 1 && is_any(parts[0].text, {"now", "today"})) return fmt::format("leave --as-of out, which is now, or write {}", iso_day(today));
  if (parts.size() == 1 && parts[0].text == "yesterday") return fmt::format("write {}", iso_day(today - 1));
  DateText date;
  if (read_date(typed, date) && date.order_open && date.a <= 12 && date.b <= 12) {
    const auto day = [&](int month, int of_month) { return iso_day(day_from_civil(date.year, static_cast<unsigned>(month), static_cast<unsigned>(of_month))); };
    return fmt::format("it may be {} or {}: write the one that you mean", day(date.a, date.b), day(date.b, date.a));
  }
  if (const std::optional<Day> day = day_written(typed)) return fmt::format("did you mean {}?", iso_day(*day));
  const std::string text(typed);
  std::optional<Period> whole = read_window(text, today);
  if (!whole)
    if (const std::optional<std::string> meant = window_meant(text, today, 0)) whole = read_window(*meant, today);
  if (whole && whole->to < today) return fmt::format("a moment is one day or time: when that was over, it was {}", iso_day(whole->to + 1));
  return "write 2026-06-30, 2026-06-30T17:00 or 2026-06-30T17:00:00Z";
}

}  // namespace handoff
