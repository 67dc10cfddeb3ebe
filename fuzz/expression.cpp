// Expression text in the terms of a contract: read, or refused at a place in it. What is read prints as SQL that reads as the same and says the same of every
// lead, and NOT of it says the opposite.
#include <deque>

#include "contract_file.hpp"
#include "handoff/expression/explanation.hpp"
#include "handoff/text/error.hpp"
#include "names.hpp"
#include "target.hpp"

namespace handoff::fuzz {
namespace {

constexpr const char* terms = R"toml(
handoff = 2
[contract]
name = "Fuzz"
version = "1"
[time]
zone = "America/New_York"
[calendar.default]
mon-fri = "09:00-17:00"
[define]
icp = "employees BETWEEN 50 AND 500 AND country IN ('US', 'CA')"
twice = "intent * 2"
[score.fit]
points = [{ when = "employees >= 50", add = 60 }, { when = "title ILIKE '%vp%'", add = 40.5 }]
[segment]
A = "employees > 200"
B = "TRUE"
[[stage]]
name = "Lead"
when = "lead_id IS NOT NULL"
)toml";

/// Leads with something in every field, with nothing, with ranges and with what cannot be read.
struct Leads {
  std::deque<Lead> list;
  explicit Leads(const Contract& contract) {
    static const char* const texts[] = {"", "VP Sales", "51-200", "2026-04-01", "2026-04-01 10:00", "yes", "12", "ann@example.com", "a%b_c", "5001+", "next week"};
    for (std::size_t turn = 0; turn < std::size(texts); ++turn) {
      Lead& lead = list.emplace_back();
      lead.values.resize(contract.fields.size());
      for (std::size_t id = 0; id < contract.fields.size(); ++id) fill(lead.values[id], contract.fields[id].type, texts[(turn + id * (turn % 3)) % std::size(texts)], *contract.zone);
    }
  }
  static void fill(Value& value, Type type, std::string_view text, const Zone& zone) {
    value.text = text;
    if (text.empty()) return;
    DateText parts;
    bool good = true;
    if (type == Type::number) good = read_number(text, value.number);
    if (type == Type::boolean) good = read_boolean(text, value.flag);
    if (type == Type::date) good = read_date(text, parts) && make_stamp(parts, DateOrder::mdy, zone, value.stamp);
    value.state = good ? Value::State::present : Value::State::unreadable;
  }
};

std::string answer(const Expr& expr, const Judging& judging) {
  if (result_type(expr) == Type::boolean) return std::string(1, "ny?"[static_cast<int>(truth(expr, judging))]);
  std::string scratch;
  const Value value = evaluate(expr, judging, scratch);
  if (!value.present()) return value.state == Value::State::missing ? "missing" : "unreadable";
  switch (result_type(expr)) {
    case Type::number: return std::to_string(value.number.low) + ".." + std::to_string(value.number.high);
    case Type::date: return iso_instant(value.stamp.first) + ".." + iso_instant(value.stamp.last);
    default: return std::string(value.text);
  }
}

ExprPtr parse(std::string_view text, const Scope& scope) {
  try {
    return parse_expression(text, scope);
  } catch (const ExprError& error) {
    demand(error.at <= text.size() && !error.problem.empty(), "a refusal says what, and where in the text", text);
    return nullptr;
  }
}

}  // namespace

void expression(std::string_view bytes) {
  static const Contract contract = parse_contract(terms, "terms.toml");
  static const Scope scope = contract_scope(contract);
  static const Leads leads(contract);
  const ExprPtr expr = parse(bytes, scope);
  if (!expr) return;
  std::vector<FieldId> fields;
  collect_fields(*expr, fields);
  for (const FieldId field : fields) demand(field < contract.fields.size(), "an expression reads fields that there are", bytes);
  const std::string sql = to_sql(*expr);
  if (sql.size() > 60'000) return;
  const ExprPtr again = parse(sql, scope);
  demand(again != nullptr, "what an expression prints as is refused", sql);
  demand(to_sql(*again) == sql, "an expression prints as it is read", sql + "\n" + to_sql(*again));
  const bool is_predicate = result_type(*expr) == Type::boolean;
  const ExprPtr opposite = is_predicate ? parse("NOT (" + sql + ")", scope) : nullptr;
  for (const Lead& lead : leads.list) {
    Judging judging;
    judging.lead = &lead;
    judging.moment.first = judging.moment.last = 1'780'000'000;
    demand(answer(*expr, judging) == answer(*again, judging), "what is printed says the same", sql);
    if (opposite) demand(truth(*opposite, judging) == tri_not(truth(*expr, judging)), "NOT says the opposite", sql);
    if (is_predicate) {
      Explanation explanation(expr, Explanation::Root::opened, false);
      demand(explanation.judge(judging) == truth(*expr, judging), "an explanation comes to the same", sql);
      explanation.reasons(judging);
    }
  }
}

}  // namespace handoff::fuzz
