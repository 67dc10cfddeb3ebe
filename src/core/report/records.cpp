// From a field's value to a member of JSON and to a cell, for records of any kind.
#include "handoff/report/records.hpp"

namespace handoff {
namespace {

Node aspect_of(const Node& value, Aspect aspect) {
  const auto* rate = value.typed() ? std::get_if<Rate>(value.typed()) : nullptr;
  if (aspect == Aspect::value) return value;
  if (!rate) return {};
  switch (aspect) {
    case Aspect::count: return rate->count;
    case Aspect::of: return rate->of;
    case Aspect::interval: return Interval{*rate};
    case Aspect::bar: return Bar{rate->rate ? *rate->rate : rate->least.value_or(0)};
    case Aspect::value: break;
  }
  return value;
}

}  // namespace

void add_member(Node::Object& object, const std::string& in, const std::string& key, Node value) {
  if (in.empty()) return void(object.emplace_back(key, std::move(value)));
  if (object.empty() || object.back().first != in) object.emplace_back(in, Node::Object{});
  object.back().second.add(key, std::move(value));
}

Holds holds_shown(Holds holds, Aspect aspect) {
  switch (aspect) {
    case Aspect::count: case Aspect::of: return Holds::count;
    case Aspect::interval: return Holds::interval;
    case Aspect::bar: return Holds::bar;
    case Aspect::value: break;
  }
  return holds;
}

Cell cell_of(const Node& value, Holds holds, Aspect aspect, Tone tone) {
  Node shown = aspect_of(value, aspect);
  const bool words = holds == Holds::text || holds == Holds::flag || holds == Holds::bar;
  if (shown.is_null() && aspect == Aspect::value && !words) return Blank{"-"};
  return {std::move(shown), tone};
}

}  // namespace handoff
