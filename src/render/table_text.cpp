// The one place that knows how a person reads each type of value.
#include "table_text.hpp"

#include <cmath>

#include "render.hpp"

namespace handoff {
namespace {

/// The bounds without their unit, which stands in the heading.
std::string bound_text(double bound) {
  std::string text = percent_text(bound);
  return text.substr(0, text.size() - 2);
}

struct Shown {
  std::string operator()(const Rate& rate) const { return rate.rate ? percent_text(*rate.rate) : "-"; }
  std::string operator()(const Interval& one) const {
    const Rate& rate = one.rate;
    if (!rate.low || !rate.high || (rate.low == rate.rate && rate.high == rate.rate)) return "";
    return bound_text(*rate.low) + " - " + bound_text(*rate.high);
  }
  std::string operator()(const Percent& one) const { return percent_text(one.share); }
  std::string operator()(const TimeSpan& one) const {
    const auto seconds = static_cast<Seconds>(std::llround(one.seconds));
    return one.business ? business_span_text(seconds) : span_text(seconds);
  }
  std::string operator()(const MoneyAmount& one) const {
    return one.exact ? rounded_money_text(*one.exact, one.currency) : money_text(one.minor, one.currency);
  }
  std::string operator()(const MoneySums& one) const {
    std::string text;
    for (const auto& [currency, minor] : one.by_currency) text += (text.empty() ? "" : " + ") + money_text(minor, currency);
    return text;
  }
  std::string operator()(const Moment& one) const { return local_text(one.at, *one.zone); }
  std::string operator()(const Bar&) const { return ""; }
  std::string operator()(const Word& one) const { return one.shown; }
  std::string operator()(const Blank& one) const { return one.shown; }
  std::string operator()(const Figure& one) const { return one.shown; }
};

}  // namespace

std::string table_text(const Node& value) {
  if (const Typed* typed = value.typed()) return std::visit(Shown{}, *typed);
  if (const auto* text = std::get_if<std::string>(&value.value())) return *text;
  if (const auto* count = std::get_if<std::int64_t>(&value.value())) return count_text(*count);
  if (const auto* real = std::get_if<double>(&value.value())) return real_text(*real);
  if (const auto* flag = std::get_if<bool>(&value.value())) return *flag ? "yes" : "no";
  return "";
}

bool is_faint(const Node& value) {
  const Typed* typed = value.typed();
  if (!typed) return value.is_null();
  const auto* rate = std::get_if<Rate>(typed);
  return (rate && !rate->rate) || std::holds_alternative<Blank>(*typed) || std::holds_alternative<Interval>(*typed);
}

}  // namespace handoff
