// Which texts a contract asks for: one walk over its clauses, each text under the first clause that asks for it.
#include <algorithm>
#include <set>
#include <tuple>

#include "expression/expression.hpp"
#include "handoff/contract/clauses.hpp"
#include "handoff/judging/seen_texts.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

/// Collects the texts of clauses whose fields are all read.
class Asking {
 public:
  Asking(std::size_t fields, const std::vector<FieldId>& read) : read_(fields) {
    for (const FieldId field : read)
      if (field < fields) read_[field] = true;
  }

  bool rests_on(const std::vector<FieldId>& fields) const {
    return std::all_of(fields.begin(), fields.end(), [&](FieldId field) { return field < read_.size() && read_[field]; });
  }

  void clause(const ExprPtr& expr, const std::string& place) {
    if (!expr) return;
    std::vector<FieldId> fields;
    collect_fields(*expr, fields);
    if (rests_on(fields)) walk(*expr, expr, place);
  }

  void listed(FieldId field, const std::vector<std::string>& texts, const std::string& place) {
    for (const std::string& text : texts) add({field, AskedText::How::any_case, text, place, nullptr, nullptr, nullptr});
  }

  std::vector<AskedColumn> columns;
  std::vector<AskedNumber> numbers;

 private:
  /// Definitions are clauses of their own.
  void walk(const Expr& e, const ExprPtr& held, const std::string& place) {
    if (e.op == Op::definition) return;
    if (e.op == Op::compare || e.op == Op::between || e.op == Op::in) held_against(e, place);
    if (e.op == Op::compare && (e.cmp == Cmp::eq || e.cmp == Cmp::ne) && e.args.size() == 2) {
      compared(*e.args[0], *e.args[1], e, held, place);
      compared(*e.args[1], *e.args[0], e, held, place);
    } else if (e.op == Op::in) {
      for (std::size_t i = 1; i < e.args.size(); ++i) compared(*e.args[0], *e.args[i], e, held, place);
    } else if ((e.op == Op::like || (e.op == Op::call && e.call == Call::contains)) && e.args.size() > 1) {
      compared(*e.args[0], *e.args[1], e, held, place);
    } else if (e.op == Op::case_when && e.has_operand) {
      const std::size_t end = e.has_else ? e.args.size() - 1 : e.args.size();
      for (std::size_t i = 1; i < end; i += 2) compared(*e.args[0], *e.args[i], e, held, place);
    }
    for (const ExprPtr& arg : e.args) walk(*arg, held, place);
  }

  /// The numbers that a column stands beside, on whichever side.
  void held_against(const Expr& e, const std::string& place) {
    std::shared_ptr<const std::string> clause;
    for (const ExprPtr& subject : e.args) {
      const FieldId field = subject->op == Op::field ? subject->field : subject->op == Op::score ? subject->axis->column : no_field;
      if (field == no_field) continue;
      for (const ExprPtr& one : e.args) {
        if (!is_literal(*one) || one->type != Type::number || one->untyped) continue;
        if (!clause) clause = std::make_shared<const std::string>(to_sql(e));
        numbers.push_back({field, one->literal.number.low, clause, place});
      }
    }
  }

  void compared(const Expr& subject, const Expr& text, const Expr& whole, const ExprPtr& held, const std::string& place) {
    if (!is_literal(text) || text.type != Type::text || text.untyped || text.name.empty() || is_literal(subject)) return;
    if (subject.op == Op::bucket || subject.op == Op::definition) return;   // the names of buckets are the contract's own
    std::vector<FieldId> fields;
    collect_fields(subject, fields);
    std::sort(fields.begin(), fields.end());
    if (fields.empty() || fields.front() != fields.back()) return;
    AskedText asked{fields.front(), AskedText::How::equals, text.name, place, nullptr, nullptr, held};
    if (whole.op == Op::like) asked.how = AskedText::How::pattern, asked.like = &whole;
    else if (whole.op == Op::call) asked.how = AskedText::How::item;
    else if (whole.fold) asked.how = AskedText::How::any_case;
    if (subject.op != Op::field) asked.subject = &subject;
    add(std::move(asked));
  }

  void add(AskedText asked) {
    auto column = std::find_if(columns.begin(), columns.end(), [&](const AskedColumn& one) { return one.field == asked.field; });
    if (column == columns.end()) column = columns.insert(columns.end(), AskedColumn{asked.field, {}});
    std::string subject = asked.subject ? to_sql(*asked.subject) : std::string();
    if (known_.emplace(asked.field, asked.how, std::move(subject), asked.text).second) column->texts.push_back(std::move(asked));
  }

  std::vector<bool> read_;
  std::set<std::tuple<FieldId, AskedText::How, std::string, std::string>> known_;   // of a field: how, of what, and the text
};

void ask_lists(const Contract& contract, Asking& asking) {
  const FieldId stage = known_field("stage"), disposition = known_field("disposition"), reason = known_field("disposition_reason");
  if (asking.rests_on({stage})) {
    for (const Stage& one : contract.stages) asking.listed(stage, one.values, "stage " + one.name);
    for (const Exit& one : contract.exits) asking.listed(stage, one.values, "exit " + one.name);
  }
  if (const std::optional<Disposition>& rules = contract.disposition) {
    const bool reasons = !rules->reason_required.empty();
    if (asking.rests_on(reasons ? std::vector<FieldId>{disposition, reason} : std::vector<FieldId>{disposition})) asking.listed(disposition, rules->states, "[disposition] states");
    if (reasons && asking.rests_on({disposition, reason})) asking.listed(reason, rules->reasons, "[disposition] reasons");
  }
  for (const Commitment& one : contract.commitments) {
    const bool by_source = one.mix_by == "source";
    const FieldId field = known_field(by_source ? "source" : "segment");
    if (one.mix.empty() || (by_source ? contract.sources : contract.segments) || !asking.rests_on({field})) continue;
    std::vector<std::string> parts;
    for (const auto& [part, share] : one.mix)
      if (!equal_folded(part, "other")) parts.push_back(part);
    asking.listed(field, parts, "commitment " + one.name);
  }
}

/// What must be read for a clause to be in use: of a bucket all that the list asks.
std::vector<FieldId> rests_on(const ContractClause& clause) {
  std::vector<FieldId> fields;
  if (!clause.list) collect_fields(*clause.expr, fields);
  else
    for (const Bucket& bucket : clause.list->buckets) collect_fields(*bucket.when, fields);
  return fields;
}

}  // namespace

namespace {

Asking ask(const Contract& contract, const ExprPtr& where, const std::vector<FieldId>& read) {
  Asking asking(contract.fields.size(), read);
  asking.clause(where, "--where");
  for (const ContractClause& clause : contract_clauses(contract))
    if (asking.rests_on(rests_on(clause))) asking.clause(clause.expr, clause.place);
  return asking;
}

}  // namespace

std::vector<AskedColumn> asked_columns(const Contract& contract, const ExprPtr& where, const std::vector<FieldId>& read) {
  Asking asking = ask(contract, where, read);
  ask_lists(contract, asking);
  return std::move(asking.columns);
}

std::vector<AskedNumber> asked_numbers(const Contract& contract, const ExprPtr& where, const std::vector<FieldId>& read) {
  return std::move(ask(contract, where, read).numbers);
}

}  // namespace handoff
