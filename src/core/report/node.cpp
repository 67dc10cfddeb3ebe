// What each type of value is in JSON and CSV.
#include "handoff/report/node.hpp"

#include <limits>
#include <type_traits>

namespace handoff {
namespace {

/// In major units: a whole number as one, whatever its size, so that no digit of it is lost.
Node major_units(Minor minor) {
  constexpr Minor most = std::numeric_limits<std::int64_t>::max();
  const Minor whole = minor / 100;
  if (minor % 100 == 0 && -most <= whole && whole <= most) return static_cast<std::int64_t>(whole);
  return static_cast<double>(minor) / 100.0;
}

struct Plain {
  Node operator()(const Rate& rate) const {
    return Node::Object{{"count", rate.count}, {"of", rate.of}, {"unknown", rate.unknown}, {"least", rate.least}, {"most", rate.most},
                        {"rate", rate.rate},   {"low", rate.low}, {"high", rate.high}};
  }
  Node operator()(const Interval& one) const { return Node::Object{{"low", one.rate.low}, {"high", one.rate.high}}; }
  Node operator()(const Percent& one) const { return one.share; }
  Node operator()(const TimeSpan& one) const { return one.in_days ? one.seconds / static_cast<double>(seconds_a_day) : one.seconds; }
  Node operator()(const MoneyAmount& one) const { return one.exact ? Node(*one.exact / 100.0) : major_units(one.minor); }
  Node operator()(const MoneySums& one) const {
    return one.by_currency.size() == 1 ? major_units(one.by_currency.front().second) : Node();
  }
  Node operator()(const Moment& one) const { return one.at.date_only ? iso_day(one.at.day) : iso_instant(one.at.first); }
  Node operator()(const Bar& one) const { return one.share; }
  Node operator()(const Word& one) const { return one.name; }
  Node operator()(const Blank&) const { return {}; }
  Node operator()(const Figure& one) const { return one.value; }
};

void flatten_into(const Node::Object& object, const std::string& prefix, std::vector<std::pair<std::string, Node>>& out) {
  for (const auto& [key, member] : object) {
    Node value = member.plain();
    if (const auto* nested = std::get_if<Node::Object>(&value.value())) {
      flatten_into(*nested, prefix + key + "_", out);
    } else if (!std::holds_alternative<Node::List>(value.value())) {
      out.emplace_back(prefix + key, std::move(value));
    }
  }
}

}  // namespace

/// Member by member: where memory ends in the middle, what is here so far is a Node all the same. (A variant of GCC's library that is copied as a
/// whole is then taken apart as something that it is not.)
Node::Node(const Node& other) : raw_(other.raw_) {
  std::visit([this](auto value) { value_ = std::move(value); }, other.value_);
}

const Typed* Node::typed() const {
  const auto* typed = std::get_if<TypedPtr>(&value_);
  return typed ? typed->get() : nullptr;
}

Node Node::plain() const {
  const Typed* typed = this->typed();
  return typed ? std::visit(Plain{}, *typed) : *this;
}

const Node& Node::at(std::string_view key) const {
  static const Node none;
  if (const auto* object = std::get_if<Object>(&value_)) {
    for (const auto& [name, member] : *object) {
      if (name == key) return member;
    }
  }
  return none;
}

Node::Object counts_of(const std::vector<std::pair<std::string, std::uint64_t>>& counts) {
  Node::Object object;
  for (const auto& [name, count] : counts) object.emplace_back(name, count);
  return object;
}

void append_members(Node::Object& object, Node::Object members) {
  object.insert(object.end(), std::make_move_iterator(members.begin()), std::make_move_iterator(members.end()));
}

std::vector<std::pair<std::string, Node>> flatten(const Node& object) {
  std::vector<std::pair<std::string, Node>> out;
  if (const auto* members = std::get_if<Node::Object>(&object.value())) flatten_into(*members, "", out);
  return out;
}

}  // namespace handoff
