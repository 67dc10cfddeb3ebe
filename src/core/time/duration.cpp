// Limits as people write them (`4bh`, `1bd`, `14d`), and spans as people read them. Everything is counted in whole seconds or
// whole business days; what is neither is refused, not rounded.
#include <array>

#include "handoff/time/time_text.hpp"
#include "time/time_parts.hpp"

namespace handoff {
namespace {

struct Name { std::string_view text; Unit unit; std::int64_t scale; };  // scale: seconds, or business days

constexpr std::array<Name, 35> unit_names = {{
    {"s", Unit::elapsed, 1},          {"sec", Unit::elapsed, 1},         {"secs", Unit::elapsed, 1},
    {"second", Unit::elapsed, 1},     {"seconds", Unit::elapsed, 1},     {"m", Unit::elapsed, 60},
    {"min", Unit::elapsed, 60},       {"mins", Unit::elapsed, 60},       {"minute", Unit::elapsed, 60},
    {"minutes", Unit::elapsed, 60},   {"h", Unit::elapsed, 3600},        {"hr", Unit::elapsed, 3600},
    {"hrs", Unit::elapsed, 3600},     {"hour", Unit::elapsed, 3600},     {"hours", Unit::elapsed, 3600},
    {"d", Unit::elapsed, 86'400},     {"day", Unit::elapsed, 86'400},    {"days", Unit::elapsed, 86'400},
    {"w", Unit::elapsed, 604'800},    {"wk", Unit::elapsed, 604'800},    {"wks", Unit::elapsed, 604'800},
    {"week", Unit::elapsed, 604'800}, {"weeks", Unit::elapsed, 604'800}, {"bs", Unit::business_hours, 1},
    {"bm", Unit::business_hours, 60}, {"bh", Unit::business_hours, 3600}, {"bd", Unit::business_days, 1},
    {"business second", Unit::business_hours, 1},   {"business seconds", Unit::business_hours, 1},
    {"business minute", Unit::business_hours, 60},  {"business minutes", Unit::business_hours, 60},
    {"business hour", Unit::business_hours, 3600},  {"business hours", Unit::business_hours, 3600},
    {"business day", Unit::business_days, 1},       {"business days", Unit::business_days, 1},
}};

constexpr std::int64_t thousand_years = 366'000LL * seconds_a_day;  // no limit is longer, and sums of such cannot overflow

bool same_word(std::string_view text, std::string_view name) {
  if (text.size() != name.size() || text == "M") return false;  // a capital M may well mean months
  for (std::size_t i = 0; i < text.size(); ++i)
    if (ascii_lower(text[i]) != name[i]) return false;
  return true;
}

const Name* find_name(std::string_view text) {
  for (const Name& name : unit_names)
    if (same_word(text, name.text)) return &name;
  return nullptr;
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

/// A decimal number at the front of `text` as numerator over a power of ten; at most eleven digits before the point (a thousand
/// years of seconds), three after it, and twelve in all.
bool take_decimal(std::string_view& text, std::int64_t& numerator, std::int64_t& denominator) {
  numerator = 0;
  denominator = 1;
  std::size_t at = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    if (at == 11) return false;
    numerator = numerator * 10 + (text[at] - '0');
  }
  if (at == 0) return false;
  if (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1])) {
    for (++at; at < text.size() && is_digit(text[at]); ++at) {
      if (denominator == 1000 || numerator >= 100'000'000'000) return false;
      numerator = numerator * 10 + (text[at] - '0');
      denominator *= 10;
    }
  }
  text.remove_prefix(at);
  return true;
}

}  // namespace

std::optional<Duration> read_duration(std::string_view text) {
  text = trimmed(text);
  std::int64_t numerator = 0, denominator = 1;
  if (!take_decimal(text, numerator, denominator)) return {};
  const Name* name = find_name(trimmed(text));
  if (!name) return {};
  const std::int64_t scaled = numerator * name->scale;  // below 10^12 * 604,800: cannot overflow
  if (scaled % denominator != 0) return {};
  const std::int64_t amount = scaled / denominator;
  const std::int64_t most = name->unit == Unit::business_days ? thousand_years / seconds_a_day : thousand_years;
  if (amount > most) return {};
  return Duration{name->unit, amount};
}

void append_duration_text(std::string& out, const Duration& duration) {
  const std::int64_t amount = duration.amount;
  const auto put = [&](std::int64_t number, char unit) {
    append_whole(out, number);
    if (duration.unit != Unit::elapsed) out += 'b';
    out += unit;
  };
  if (duration.unit == Unit::business_days) return put(amount, 'd');
  // Up to three days a limit is spoken of in hours (24h, 72h); a business day has no fixed number of them.
  if (duration.unit == Unit::elapsed && amount % seconds_a_day == 0 && amount > 3 * seconds_a_day) return put(amount / seconds_a_day, 'd');
  if (amount % 3600 == 0) return put(amount / 3600, 'h');
  if (amount % 60 == 0) return put(amount / 60, 'm');
  put(amount, 's');
}

std::string duration_text(const Duration& duration) {
  std::string text;
  append_duration_text(text, duration);
  return text;
}

void append_span_text(std::string& out, Seconds seconds) {
  struct Part { std::string_view name; std::uint64_t seconds; };
  constexpr std::array<Part, 4> parts = {{{" d", 86'400}, {" h", 3600}, {" min", 60}, {" s", 1}}};
  const std::uint64_t size = seconds < 0 ? 0 - static_cast<std::uint64_t>(seconds) : static_cast<std::uint64_t>(seconds);
  std::size_t first = 0;
  while (first + 1 < parts.size() && size < parts[first].seconds) ++first;
  if (seconds < 0) out += '-';
  append_whole(out, static_cast<std::int64_t>(size / parts[first].seconds));
  out += parts[first].name;
  if (first + 1 == parts.size()) return;
  const std::uint64_t rest = size % parts[first].seconds / parts[first + 1].seconds;
  if (rest == 0) return;
  out += ' ';
  append_whole(out, static_cast<std::int64_t>(rest));
  out += parts[first + 1].name;
}

std::string span_text(Seconds seconds) {
  std::string text;
  append_span_text(text, seconds);
  return text;
}

void append_business_span_text(std::string& out, Seconds seconds) {
  if (seconds < seconds_a_day) return append_span_text(out, seconds);
  append_whole(out, seconds / 3600);
  out += " h";
  const Seconds minutes = seconds % 3600 / 60;
  if (minutes == 0) return;
  out += ' ';
  append_whole(out, minutes);
  out += " min";
}

std::string business_span_text(Seconds seconds) {
  std::string text;
  append_business_span_text(text, seconds);
  return text;
}

}  // namespace handoff
