// A lead made of cells as an export holds them, and the canonical fields as a scope: enough to ask an expression.
#pragma once
#include <deque>
#include <map>
#include <string>

#include "catch.hpp"
#include "handoff/expression/predicate.hpp"
#include "handoff/expression/score.hpp"

namespace handoff {

struct Bench {
  std::map<std::string, Meaning> named;  ///< definitions, scores, buckets; looked up before the fields
  std::map<std::string, std::shared_ptr<const Calendar>> calendars;
  Scope scope;
  Lead lead;
  Judging judging;
  std::deque<std::string> cells;

  Bench() {
    lead.values.resize(known_fields().size());
    scope.zone = Zone::find("America/New_York");
    scope.find = [this](std::string_view name) -> std::optional<Meaning> {
      if (const auto it = named.find(std::string(name)); it != named.end()) return it->second;
      const FieldId id = known_field(name);
      if (id == no_field) return std::nullopt;
      return FieldRef{id, known_fields()[id].type};
    };
    scope.calendar = [this](std::string_view name) {
      const auto it = calendars.find(std::string(name));
      return it == calendars.end() ? nullptr : it->second;
    };
    for (const auto& field : known_fields()) scope.names.emplace_back(field.name);
    judging.lead = &lead;
    at("2026-06-30 00:00");
  }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  Stamp stamp(const std::string& cell) const {
    DateText text;
    Stamp out;
    REQUIRE(read_date(cell, text));
    REQUIRE(make_stamp(text, DateOrder::mdy, *scope.zone, out));
    return out;
  }
  /// The moment of judging.
  Bench& at(const std::string& cell) { return judging.moment = stamp(cell), *this; }

  /// Sets a cell; an empty one is missing, one that its type cannot read is unreadable.
  Bench& set(const std::string& name, const std::string& cell) {
    const FieldId id = known_field(name);
    REQUIRE(id != no_field);
    Value& value = lead.values[id] = Value{};
    cells.push_back(cell);
    value.text = cells.back();
    if (cell.empty()) return *this;
    DateText date;
    bool good = true;
    switch (known_fields()[id].type) {
      case Type::number: good = read_number(cell, value.number); break;
      case Type::boolean: good = read_boolean(cell, value.flag); break;
      case Type::date: good = read_date(cell, date) && make_stamp(date, DateOrder::mdy, *scope.zone, value.stamp); break;
      case Type::text: case Type::list: break;
    }
    value.state = good ? Value::State::present : Value::State::unreadable;
    return *this;
  }
  Bench& define(const std::string& name, const std::string& text) {
    named[name] = parse(text);
    scope.names.push_back(name);
    return *this;
  }

  ExprPtr parse(const std::string& text) const { return parse_expression(text, scope); }
  std::string print(const std::string& text) const { return to_sql(*parse(text)); }
  Tri ask(const std::string& text) const { return truth(*parse(text), judging); }
  Value value(const std::string& text) const {
    const ExprPtr e = parse(text);
    std::string scratch;
    return evaluate(*e, judging, scratch);
  }
  /// `5`, `[51, 200]`, or `missing`.
  std::string number(const std::string& text) const {
    const Value v = value(text);
    if (!v.present()) return "missing";
    const auto show = [](double x) {
      std::string out = Catch::StringMaker<double>::convert(x);
      return out.size() > 2 && out.substr(out.size() - 2) == ".0" ? out.substr(0, out.size() - 2) : out;
    };
    return v.number.low == v.number.high ? show(v.number.low) : "[" + show(v.number.low) + ", " + show(v.number.high) + "]";
  }
  std::string text(const std::string& expression) const {
    const ExprPtr e = parse(expression);
    std::string scratch;
    const Value v = evaluate(*e, judging, scratch);
    return v.present() ? std::string(v.text) : "missing";
  }
};

inline const char* word(Tri t) { return t == Tri::yes ? "yes" : t == Tri::no ? "no" : "unknown"; }

}  // namespace handoff

namespace Catch {
template <>
struct StringMaker<handoff::Tri> {
  static std::string convert(handoff::Tri t) { return handoff::word(t); }
};
}  // namespace Catch
