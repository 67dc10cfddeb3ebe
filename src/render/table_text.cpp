// The one place that knows how a person reads each type of value.
#include "table_text.hpp"

#include <cmath>

#include "render.hpp"

namespace handoff {
namespace {

struct Shown {
  bool bounds_alone;
  std::string operator()(const Rate& rate) const { return share_text(rate, bounds_alone); }
  /// Without the unit, which stands in the heading.
  std::string operator()(const Interval& one) const {
    const Rate& rate = one.rate;
    if (!rate.low || !rate.high || (rate.low == rate.least && rate.high == rate.most)) return "";
    const std::string text = bounds_text(*rate.low, *rate.high, " - ");
    return text.substr(0, text.size() - 2);
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

std::string table_text(const Node& value, bool bounds_alone) {
  if (const Typed* typed = value.typed()) return std::visit(Shown{bounds_alone}, *typed);
  if (const auto* text = std::get_if<std::string>(&value.value())) return *text;
  if (const auto* count = std::get_if<std::int64_t>(&value.value())) return count_text(*count);
  if (const auto* real = std::get_if<double>(&value.value())) return real_text(*real);
  if (const auto* flag = std::get_if<bool>(&value.value())) return *flag ? "yes" : "no";
  return "";
}

std::vector<bool> bounds_alone(const Table& table) {
  std::vector<bool> alone(table.columns.size());
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < std::min(row.size(), alone.size()); ++i) {
      const Typed* typed = row[i].value.typed();
      const auto* rate = typed ? std::get_if<Rate>(typed) : nullptr;
      if (rate && !rate->rate && shows_bounds(*rate)) alone[i] = true;
    }
  }
  return alone;
}

bool is_faint(const Node& value) {
  const Typed* typed = value.typed();
  if (!typed) return value.is_null();
  const auto* rate = std::get_if<Rate>(typed);
  return (rate && !rate->least) || std::holds_alternative<Blank>(*typed) || std::holds_alternative<Interval>(*typed);
}

}  // namespace handoff
