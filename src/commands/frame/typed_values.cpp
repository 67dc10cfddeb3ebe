#include "frame/typed_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "frame/time_hints.hpp"
#include "handoff/text/error.hpp"

namespace handoff {

Instant moment_of(const std::string& text, const Zone& zone, Instant now) {
  DateText parts;
  Stamp stamp;
  if (read_date(text, parts)) {
    const bool open = parts.order_open && parts.a <= 12 && parts.b <= 12;
    const DateOrder order = !parts.order_open ? DateOrder::undecided : parts.a > 12 ? DateOrder::dmy : DateOrder::mdy;
    if (!open && make_stamp(parts, order, zone, stamp)) return stamp.first;
  }
  throw Error("--as-of", fmt::format("'{}' is not a moment", text), moment_fix(text, zone.day_of(now)));
}

RowLimit row_limit_of(const std::string& option, const std::string& text) {
  RowLimit limit;
  limit.text = text;
  const bool percent = !text.empty() && text.back() == '%';
  const char* end = text.data() + text.size() - percent;
  if (percent) {
    double share = 0;
    const auto [stop, error] = std::from_chars(text.data(), end, share);
    if (error == std::errc{} && stop == end && share >= 0 && share <= 100) {
      limit.share = share / 100;
      return limit;
    }
  } else {
    std::uint64_t rows = 0;
    const auto [stop, error] = std::from_chars(text.data(), end, rows);
    if (error == std::errc{} && stop == end && !text.empty()) {
      limit.rows = rows;
      return limit;
    }
  }
  throw Error(option, "'" + text + "' is neither a number of rows nor a share", "write 50 or 2%");
}

std::uint64_t bytes_of(const std::string& option, const std::string& text) {
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  std::string unit(stop, text.data() + text.size());
  unit.erase(0, unit.find_first_not_of(' ') == std::string::npos ? unit.size() : unit.find_first_not_of(' '));
  for (char& c : unit) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  constexpr std::uint64_t tera = 1'000'000'000'000;
  const std::uint64_t factor = unit.empty() || unit == "B" ? 1 : unit == "KB" ? 1'000 : unit == "MB" ? 1'000'000 : unit == "GB" ? 1'000'000'000 : unit == "TB" ? tera : 0;
  if (error != std::errc{} || factor == 0 || number == 0 || number > tera / factor)
    throw Error(option, "'" + text + "' is not a size up to 1 TB", "write " + option + " 20GB, for instance");
  return number * factor;
}

std::uint64_t whole_number(const std::string& option, const std::string& text, std::uint64_t least) {
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size() || number < least)
    throw Error(option, "'" + text + "' is not a whole number of at least " + std::to_string(least), "write " + option + " " + std::to_string(std::max<std::uint64_t>(least, 1)) + ", for instance");
  return number;
}

}  // namespace handoff
