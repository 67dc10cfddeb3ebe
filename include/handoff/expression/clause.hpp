// The clauses of a predicate, and which of them decide: what a lead is kept out by, and what alone would let it in.
#pragma once
#include <string>
#include <vector>

#include "handoff/expression/predicate.hpp"

namespace handoff {

/// A predicate taken apart at AND, OR and NOT. A clause is what explain() calls one: a comparison, a flag, a named definition. Clauses of
/// one text are one clause. Where the whole predicate is nothing but the name of a definition, the definition is opened.
class ClauseTree {
 public:
  explicit ClauseTree(ExprPtr expr);
  /// What explain() has to be asked, for the same clauses.
  const Expr& expr() const { return *root_expr_; }
  const std::vector<std::string>& texts() const { return texts_; }
  /// The verdict of every clause, by index; the result is the truth of the whole.
  Tri judge(const Judging& judging, std::vector<Tri>& verdicts) const;
  /// Clauses that keep the whole from being true, in their order: those that came out against it in the parts that are not true
  /// (a false alternative to a true one keeps nobody out). Empty where the whole is true.
  void against(const std::vector<Tri>& verdicts, std::vector<std::size_t>& out) const;
  /// Clauses that make the whole true: all of an AND, the first true alternative of an OR. Empty where the whole is not true.
  void in_favour(const std::vector<Tri>& verdicts, std::vector<std::size_t>& out) const;
  /// Would the whole be true if this clause alone had come out the other way?
  bool decides_alone(const std::vector<Tri>& verdicts, std::size_t clause) const;

 private:
  enum class Kind : std::uint8_t { clause, all, any, negation };
  struct Part {
    Kind kind = Kind::clause;
    std::size_t clause = 0;
    const Expr* expr = nullptr;
    std::vector<Part> parts;
  };
  Part take_apart(const Expr& expr);
  static Tri value(const Part& part, const std::vector<Tri>& verdicts);
  static void collect(const Part& part, const std::vector<Tri>& verdicts, Tri wanted, bool supporting, std::vector<std::size_t>& out);
  ExprPtr held_;
  const Expr* root_expr_ = nullptr;
  std::vector<std::string> texts_;
  std::vector<const Expr*> leaves_;   // by clause
  std::vector<bool> negated_;         // by clause: stands under an odd number of NOTs, so that its being false helps
  bool under_not_ = false;
  Part root_;
};

/// The clauses that decided, each with its values: `fit >= 60 (fit = 40); demo_request (conversion = 'Contact form')`. Of a truth, those in its
/// favour; of a refusal, what is known to be against the lead; of a doubt, what is not known. Without `with_contact`, as explain().
std::string tell_clauses(const ClauseTree& tree, const std::vector<Tri>& verdicts, const Judging& judging, bool with_contact);
/// Clauses against, as tell_clauses() chooses them.
void deciding_against(const ClauseTree& tree, Tri truth, const std::vector<Tri>& verdicts, std::vector<std::size_t>& out);

}  // namespace handoff
