#include "measures/check/proof_text.hpp"

#include <algorithm>

#include "expression/expression.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/expression/score.hpp"

namespace handoff {
namespace {

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

void note(FieldId field, const Expr& text, std::vector<NamedTexts>& out) {
  if (!is_literal(text) || text.type != Type::text || text.name.empty()) return;
  auto found = std::find_if(out.begin(), out.end(), [&](const NamedTexts& one) { return one.field == field; });
  if (found == out.end()) found = out.insert(out.end(), NamedTexts{field, {}});
  if (std::find(found->texts.begin(), found->texts.end(), text.name) == found->texts.end()) found->texts.push_back(text.name);
}

/// Buckets and scores that an expression names are walked by whoever declares them.
void walk(const Expr& e, std::vector<NamedTexts>& out) {
  const bool equality = e.op == Op::compare && (e.cmp == Cmp::eq || e.cmp == Cmp::ne) && e.args.size() == 2;
  if (equality && e.args[0]->op == Op::field) note(e.args[0]->field, *e.args[1], out);
  if (equality && e.args[1]->op == Op::field) note(e.args[1]->field, *e.args[0], out);
  if (e.op == Op::in && !e.args.empty() && e.args[0]->op == Op::field)
    for (std::size_t i = 1; i < e.args.size(); ++i) note(e.args[0]->field, *e.args[i], out);
  for (const ExprPtr& arg : e.args) walk(*arg, out);
}

/// How many clauses of an AND are not true; their fields behind `out`.
std::size_t failing(const Expr& e, const Judging& judging, std::vector<FieldId>& out) {
  if (e.op == Op::definition && e.args.size() == 1) return failing(*e.args[0], judging, out);
  if (e.op != Op::logic_and) {
    if (truth(e, judging) == Tri::yes) return 0;
    collect_fields(e, out);
    return 1;
  }
  std::size_t count = 0;
  for (const ExprPtr& arg : e.args) count += failing(*arg, judging, out);
  return count;
}

}  // namespace

std::vector<NamedTexts> named_texts(const Contract& contract) {
  std::vector<ExprPtr> all;
  for (const NamedPredicate& one : contract.definitions) all.push_back(one.when);
  for (const NamedPredicate& one : contract.exclusions) all.push_back(one.when);
  for (const Stage& one : contract.stages) all.push_back(one.when);
  for (const Exit& one : contract.exits) all.push_back(one.when);
  for (const Clock& one : contract.clocks) all.push_back(one.where);
  for (const Commitment& one : contract.commitments) all.push_back(one.where);
  for (const auto& axis : contract.scores)
    for (const PointRule& rule : axis->points) all.push_back(rule.when);
  for (const auto& list : {contract.segments, contract.lanes, contract.sources, contract.routes})
    for (std::size_t i = 0; list && i < list->buckets.size(); ++i) all.push_back(list->buckets[i].when);
  std::vector<NamedTexts> out;
  for (const ExprPtr& expr : all)
    if (expr) walk(*expr, out);
  return out;
}

const std::string* in_another_case(const NamedTexts& named, std::string_view cell) {
  const std::string* found = nullptr;
  for (const std::string& text : named.texts) {
    if (text == cell) return nullptr;
    if (!found && same_letters(text, cell)) found = &text;
  }
  return found;
}

FieldId failing_field(const BucketList& list, const Judging& judging) {
  FieldId field = no_field;
  std::size_t least = 0;
  for (const Bucket& bucket : list.buckets) {
    std::vector<FieldId> fields;
    const std::size_t count = failing(*bucket.when, judging, fields);
    if (fields.empty() || (field != no_field && count >= least)) continue;
    field = fields.front();
    least = count;
  }
  return field;
}

}  // namespace handoff
