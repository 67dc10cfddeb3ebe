// A value that a report states, with its type: what JSON, CSV, a table and a workbook write each in its own way.
#pragma once
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "handoff/contract/money.hpp"
#include "handoff/statistics/rate.hpp"
#include "handoff/time/time.hpp"

namespace handoff {

/// A share without counts: JSON writes the number, a table `47.0 %`.
struct Percent { double share = 0; };
/// The bounds of a rate, in tables beside it; blank where they are missing, or are the rate itself.
struct Interval { Rate rate; };
/// A length of time. JSON writes seconds, or days where `in_days`; a table `2 d 4 h`, or where `business` `9 h`: business days are not 24 hours long.
struct TimeSpan { double seconds = 0; bool in_days = false; bool business = false; };
/// Money of one currency, in minor units (cents). `exact` has fractions of a cent, which a table rounds: to whole units from 1,000 on.
struct MoneyAmount { Minor minor = 0; std::string currency; std::optional<double> exact{}; };
/// Money of any number of currencies. JSON and CSV write one currency's sum, and null where there are several or none; a table writes them all.
struct MoneySums {
  explicit MoneySums(const Money& money) : by_currency(money.sums().begin(), money.sums().end()) {}
  std::vector<std::pair<std::string, Minor>> by_currency;
};
/// A moment, or a day: JSON writes it in UTC (a day as it is), a table in the zone. `zone` is never null.
struct Moment { Stamp at; std::shared_ptr<const Zone> zone; };
/// A share, 0 to 1, drawn in a table.
struct Bar { double share = 0; };
/// A name of the interface, and the words that a table has for it.
struct Word { std::string_view name; std::string shown; };
/// Nothing: null in JSON, and in a table the text.
struct Blank { std::string shown; };
/// A number that a table writes with digits of its own.
struct Figure { double value = 0; std::string shown; };
using Typed = std::variant<Rate, Interval, Percent, TimeSpan, MoneyAmount, MoneySums, Moment, Bar, Word, Blank, Figure>;

/// Null, boolean, integer, real, text, list, object (keys keep their order), or one of the types above.
/// Reals are written with six decimals at most. Text may hold anything that strangers typed; renderers make it safe.
class Node {
 public:
  using List = std::vector<Node>;
  using Object = std::vector<std::pair<std::string, Node>>;
  using TypedPtr = std::shared_ptr<const Typed>;
  using Variant = std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Object, TypedPtr>;
  Node() = default;
  Node(const Node& other);
  Node(Node&&) noexcept = default;
  Node& operator=(const Node& other) { return *this = Node(other); }
  Node& operator=(Node&&) noexcept = default;
  ~Node() = default;
  Node(std::nullptr_t) {}
  Node(bool value) : value_(value) {}
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  Node(T value) : value_(static_cast<std::int64_t>(value)) {}
  Node(double value) : value_(value) {}
  Node(const char* value) : value_(std::string(value)) {}
  Node(std::string value) : value_(std::move(value)) {}
  Node(std::string_view value) : value_(std::string(value)) {}
  Node(List value) : value_(std::move(value)) {}
  Node(Object value) : value_(std::move(value)) {}
  template <class T>
    requires(std::constructible_from<Typed, T> && !std::integral<std::remove_cvref_t<T>>)
  Node(T value) : value_(std::make_shared<const Typed>(std::move(value))) {}
  template <class T>
  Node(const std::optional<T>& value) { if (value) *this = Node(*value); }
  const Variant& value() const { return value_; }
  /// The type above that it is; null where it is a plain value.
  const Typed* typed() const;
  /// What JSON and CSV write: a rate is an object of `count`, `of`, `unknown`, `least`, `most`, `rate`, `low` and `high`, null where they are missing.
  Node plain() const;
  /// A text that is said as it stands in the export: an id, or what was asked for by name. See masking.hpp.
  static Node raw(std::string text) { Node node(std::move(text)); node.raw_ = true; return node; }
  bool is_raw() const { return raw_; }
  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }
  /// The member of an object; null Node when there is none.
  const Node& at(std::string_view key) const;
  /// Appends a member to an object.
  void add(std::string key, Node value) { std::get<Object>(value_).emplace_back(std::move(key), std::move(value)); }

 private:
  Variant value_;
  bool raw_ = false;
};

/// An object of counts by name.
Node::Object counts_of(const std::vector<std::pair<std::string, std::uint64_t>>& counts);
/// Appends the members of another object.
void append_members(Node::Object& object, Node::Object members);
/// Null where the text is empty.
inline Node text_node(const std::string& text) { return text.empty() ? Node() : Node(text); }
/// A length of time that JSON writes in days.
template <class Seconds>
Node days(const std::optional<Seconds>& seconds) { return seconds ? Node(TimeSpan{static_cast<double>(*seconds), true}) : Node(); }
/// A length of time that JSON writes in seconds.
template <class Seconds>
Node span(const std::optional<Seconds>& seconds) { return seconds ? Node(TimeSpan{static_cast<double>(*seconds)}) : Node(); }

/// Flattens an object to CSV columns of plain values: nested keys joined by `_` (`conversion_next_rate`); lists are left out.
std::vector<std::pair<std::string, Node>> flatten(const Node& object);

}  // namespace handoff
