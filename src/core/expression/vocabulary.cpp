// A pass over a parsed tree, which is rebuilt where a comparison of declared words is found and shared where none is.
#include "handoff/expression/vocabulary.hpp"

#include <algorithm>

#include "expression/syntax/expression_types.hpp"
#include "handoff/expression/score.hpp"
#include "handoff/text/suggest.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

/// What an operand may be equal to.
struct Words {
  std::vector<std::string> list;
  std::string where;
  bool closed = true;
  bool buckets = false;
};

std::optional<Words> words_of(const Expr& e, const std::vector<Vocabulary>& vocabularies) {
  if (e.op == Op::bucket) {
    Words words{{}, "[" + e.buckets->name + "]", true, true};
    for (const Bucket& bucket : e.buckets->buckets) words.list.push_back(bucket.name);
    return words;
  }
  if (e.op != Op::field) return std::nullopt;
  for (const Vocabulary& one : vocabularies)
    if (one.field == e.field) return Words{one.words, one.where, one.closed, false};
  return std::nullopt;
}

std::string listed(const std::vector<std::string>& words) {
  constexpr std::size_t shown = 12;
  std::string text;
  for (std::size_t i = 0; i < words.size() && i < shown; ++i) text += (i ? ", '" : "'") + words[i] + "'";
  return words.size() > shown ? text + " and " + std::to_string(words.size() - shown) + " more" : text;
}

/// The literal as it is declared; the literal itself where it is left alone.
ExprPtr declared(const ExprPtr& literal, const Expr& subject_of, const Words& words) {
  if (!is_literal(*literal) || literal->untyped || literal->type != Type::text) return literal;
  const auto same = [&](const std::string& word) { return equal_folded(word, literal->name); };
  const auto found = std::find_if(words.list.begin(), words.list.end(), same);
  if (found != words.list.end()) return words.buckets && *found != literal->name ? make_text(*found, literal->at) : literal;
  const std::string near = closest(literal->name, words.list);
  if (!words.closed && near.empty()) return literal;
  const std::string shown = "'" + literal->name.substr(0, 60) + "'";
  std::string fix = near.empty() ? words.where + " are " + listed(words.list) : "did you mean '" + near + "'?";
  if (words.buckets && equal_folded(literal->name, "unmapped")) fix = "what no bucket takes is missing: write " + subject(subject_of) + " IS NULL";
  throw ExprError(literal->at, shown + " can never match: it is not among " + words.where, fix);
}

class Pass {
 public:
  explicit Pass(const Dictionary& dictionary) : dictionary_(dictionary), vocabularies_(dictionary.words) {}

  ExprPtr run(const ExprPtr& expr) const {
    if (expr->op == Op::field) return marked(expr);
    if (expr->op == Op::definition || expr->args.empty()) return expr;
    std::vector<ExprPtr> args;
    for (const ExprPtr& arg : expr->args) args.push_back(run(arg));
    const bool fold = hold(*expr, args);
    if (args == expr->args && !fold) return expr;
    if (expr->op == Op::in) {
      auto node = std::make_shared<Expr>(*make_in(expr->negated, std::move(args), expr->at, Scope{}));
      node->fold = fold;
      return node;
    }
    auto node = std::make_shared<Expr>(*expr);
    node->args = std::move(args);
    node->fold = fold;
    settle_node(*node);
    return node;
  }

 private:
  ExprPtr marked(const ExprPtr& field) const {
    if (std::find(dictionary_.contact.begin(), dictionary_.contact.end(), field->field) == dictionary_.contact.end()) return field;
    auto node = std::make_shared<Expr>(*field);
    node->contact = true;
    return node;
  }

  /// Puts declared words for the literals; true when the comparison is one of a field, and in any case.
  bool hold(const Expr& e, std::vector<ExprPtr>& args) const {
    const bool equality = e.op == Op::compare && (e.cmp == Cmp::eq || e.cmp == Cmp::ne);
    if (!equality && e.op != Op::in && !(e.op == Op::case_when && e.has_operand)) return false;
    if (equality && is_literal(*args[0])) return hold_one(*args[1], args[0]);
    const auto words = words_of(*args[0], vocabularies_);
    if (!words) return false;
    const std::size_t end = e.op == Op::case_when && e.has_else ? args.size() - 1 : args.size();
    for (std::size_t i = 1; i < end; i += e.op == Op::case_when ? 2 : 1) args[i] = declared(args[i], *args[0], *words);
    return !words->buckets;
  }

  bool hold_one(const Expr& subject_of, ExprPtr& literal) const {
    const auto words = words_of(subject_of, vocabularies_);
    if (words) literal = declared(literal, subject_of, *words);
    return words && !words->buckets;
  }

  const Dictionary& dictionary_;
  const std::vector<Vocabulary>& vocabularies_;
};

}  // namespace

ExprPtr hold_to_words(const ExprPtr& expr, const Dictionary& dictionary) { return Pass(dictionary).run(expr); }

}  // namespace handoff
