// Hand-made contracts and leads for tests of the core: a funnel of four stages in UTC, cells set by field name.
#pragma once
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "handoff/cells/lead.hpp"
#include "handoff/expression/predicate.hpp"
#include "handoff/judging/lead_judge.hpp"

namespace handoff::test {

/// The instant or day of an ISO text, in UTC.
inline Stamp stamp(std::string_view text) {
  DateText parts;
  Stamp out;
  static const auto utc = Zone::find("UTC");
  if (!read_date(text, parts) || !make_stamp(parts, DateOrder::undecided, *utc, out)) throw std::runtime_error("no date: " + std::string(text));
  return out;
}
inline Instant at(std::string_view text) { return stamp(text).first; }

/// Stages Lead, MQL, SQL, Won by created_at, mql_at, sql_at, won_at or the current stage; exit "lost" by lost_at or value; zone UTC.
inline Contract small_contract() {
  Contract contract;
  contract.name = "test";
  contract.zone = Zone::find("UTC");
  for (const KnownField& field : known_fields()) {
    Field one;
    one.name = field.name;
    one.type = field.type;
    contract.fields.push_back(one);
  }
  const auto stage = [&](std::string name, std::string_view field) {
    Stage one;
    one.name = name;
    one.at = known_field(field);
    one.values = {name};
    contract.stages.push_back(one);
  };
  stage("Lead", "created_at");
  stage("MQL", "mql_at");
  stage("SQL", "sql_at");
  stage("Won", "won_at");
  Exit lost;
  lost.name = "lost";
  lost.at = known_field("lost_at");
  lost.values = {"Lost"};
  contract.exits.push_back(lost);
  return contract;
}

/// A clock on MQL (stage 1), from `mql_at` to `first_touch_at`.
inline Clock first_touch_clock(std::string_view limit) {
  Clock clock;
  clock.name = "first touch";
  clock.on = 1;
  clock.start = known_field("mql_at");
  clock.stop = known_field("first_touch_at");
  clock.limit = *read_duration(limit);
  return clock;
}

/// The scope of a contract's fields, for expressions in tests.
inline Scope scope_of(const Contract& contract) {
  Scope scope;
  scope.find = [&contract](std::string_view name) -> std::optional<Meaning> {
    const FieldId id = find_field(contract, name);
    if (id == no_field) return std::nullopt;
    return FieldRef{id, contract.fields[id].type};
  };
  scope.calendar = [](std::string_view) { return std::shared_ptr<const Calendar>(); };
  scope.zone = contract.zone;
  return scope;
}

/// A lead whose cells are set by name; it owns their texts.
class LeadBuilder {
 public:
  explicit LeadBuilder(const Contract& contract) : contract_(&contract) { lead.values.resize(contract.fields.size()); }
  LeadBuilder& set(std::string_view field, std::string_view text) {
    const FieldId id = find_field(*contract_, field);
    Value& value = lead.values.at(id);
    texts_.push_back(std::make_shared<const std::string>(text));
    value.state = Value::State::present;
    value.text = *texts_.back();
    if (contract_->fields[id].type == Type::date) value.stamp = stamp(text);
    if (contract_->fields[id].type == Type::number && !read_number(text, value.number)) throw std::runtime_error("no number");
    if (contract_->fields[id].type == Type::boolean && !read_boolean(text, value.flag)) throw std::runtime_error("no boolean");
    return *this;
  }
  /// Judged as of a moment.
  Judging as_of(Instant moment) const { return {&lead, {moment, moment, 0, false}, Tri::unknown, nullptr, nullptr, nullptr, moment}; }
  Lead lead;

 private:
  const Contract* contract_;
  std::vector<std::shared_ptr<const std::string>> texts_;  // shared: copies of a lead look at the same texts
};

/// Hands a measure one lead, as a scan does. `rows`: where a measure that makes rows writes them.
template <class Tally, class Settings, class... Rows>
auto count_lead(Tally& tally, const Contract& contract, const Settings& settings, const Judging& lead, Rows&... rows) {
  std::vector<bool> absent;
  if constexpr (requires { settings.absent; }) absent = settings.absent;
  Counting counting = Counting::defined;
  if constexpr (requires { settings.counting; }) counting = settings.counting;
  LeadJudge judge(contract, settings.as_of, absent, counting);
  judge.take(lead);
  return tally.add(judge, rows...);
}

}  // namespace handoff::test
