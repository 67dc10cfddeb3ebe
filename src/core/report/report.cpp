// The texts of reals and shares, which tables and sentences have in common.
#include "handoff/report/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace handoff {
namespace {

std::string fixed(double value, int decimals) {
  std::array<char, 400> buffer{};  // the largest double has 309 digits before the point
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
  std::string text(buffer.data(), end.ptr);
  if (text.front() == '-' && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
  return text;
}

/// No share of counts is smaller: less than this is what rounding left of nothing.
constexpr double least_share = 1e-12;

// Two decimals where one would hide the number, and one where there is nothing to hide.
int percent_decimals(double share) {
  const double size = std::abs(share);
  return (size >= least_share && size < 0.01) || (size > 0.99 && size <= 1 - least_share) ? 2 : 1;
}

/// A percentage without its unit. What is more than nothing never reads as nothing, and what is less than all never as all: 99.997 % is > 99.99 %, and misses a
/// target of 100 %.
std::string percent_digits(double share, int decimals) {
  std::string text = fixed(share * 100, decimals);
  const std::string nothing = fixed(0, decimals);
  const double step = std::pow(10.0, -decimals);
  if (text == nothing && std::abs(share) >= least_share) return fmt::format("{} {}", share > 0 ? '<' : '>', fixed(share > 0 ? step : -step, decimals));
  if (text == fixed(100, decimals) && share <= 1 - least_share) return fmt::format("> {}", fixed(100 - step, decimals));
  return text;
}

}  // namespace

int real_decimals(double value) {
  constexpr int usual = 6, digits = 3;
  const double size = std::abs(value);
  if (size < 1e-12 || size >= 1e-4) return usual;   // smaller than any share of counts: what rounding left of a zero
  return std::max(usual, digits - 1 - static_cast<int>(std::floor(std::log10(size))));
}

std::string real_text(double value) {
  if (!std::isfinite(value)) return "";
  std::string text = fixed(value, real_decimals(value));
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string percent_text(double share) {
  if (!std::isfinite(share)) return "-";
  return percent_digits(share, percent_decimals(share)) + " %";
}

std::string bounds_text(double low, double high, std::string_view between) {
  std::string text = percent_text(low);
  text.resize(text.size() - 2);
  return fmt::format("{}{}{}", text, between, percent_text(high));
}

bool shows_bounds(const Rate& rate) { return rate.unknown > 0 && rate.least && percent_text(*rate.least) != percent_text(*rate.most); }

std::string share_text(const Rate& rate, bool bounds_alone) {
  if (!shows_bounds(rate)) return rate.rate ? percent_text(*rate.rate) : rate.least ? percent_text(*rate.least) : "-";
  const std::string bounds = bounds_text(*rate.least, *rate.most, " to ");
  return rate.rate && !bounds_alone ? fmt::format("{} ({})", percent_text(*rate.rate), bounds.substr(0, bounds.size() - 2)) : bounds;
}

std::string rate_text(const Rate& rate) {
  if (!rate.least || !std::isfinite(*rate.least)) return "-";
  std::string text = share_text(rate);
  // A fact about all of a population has no interval to show.
  if (!rate.low || !rate.high || (*rate.low == *rate.least && *rate.high == *rate.most)) return text;
  const int decimals = percent_decimals(rate.rate.value_or(*rate.most));
  const std::string interval = fmt::format("{}-{}", percent_digits(*rate.low, decimals), percent_digits(*rate.high, decimals));
  if (!text.ends_with(')')) return fmt::format("{} ({}{})", text, shows_bounds(rate) ? "95 %: " : "", interval);
  text.pop_back();
  return fmt::format("{}; 95 %: {})", text, interval);
}

}  // namespace handoff
