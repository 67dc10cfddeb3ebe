// Why a definition came out as it did, for every lead of an export: only the clauses that decided it, with the values they saw. The
// clauses are printed once, so that a lead costs the reading of its values and no more.
#pragma once
#include <string>
#include <vector>

#include "handoff/expression/predicate.hpp"

namespace handoff {

/// A predicate, prepared for telling; one a thread. Of AND, what makes it false decides, else all of it; of OR, what makes it true, else all;
/// where neither is known, what is unknown decides.
class DecidingClauses {
 public:
  /// Without `with_contact`, names, e-mail addresses and phone numbers are told as "given".
  DecidingClauses(const ExprPtr& expr, bool with_contact);
  /// The truth, and behind `out` the clauses that decided: `fit >= 60 (fit = 80): yes; intent >= 40 (intent = 12): no`.
  Tri write(const Judging& judging, std::string& out);

 private:
  enum class Kind : std::uint8_t { leaf, all, any, none };   ///< `none`: NOT of a branch, which is its one child
  struct Named { std::string name; const Expr* expr; bool hidden; };
  struct Node { Kind kind; std::string clause; const Expr* expr; std::vector<Named> values; std::vector<std::size_t> children; };
  std::size_t prepare(const Expr& expr);
  void add_values(const Expr& expr, std::vector<Named>& out) const;
  Tri judge(std::size_t node, const Judging& judging);
  void tell(std::size_t node, const Judging& judging, std::string& out, bool& first) const;
  ExprPtr expr_;
  bool with_contact_;
  std::vector<Node> nodes_;
  std::vector<Tri> truths_;   // by node, of the lead being told
  std::size_t root_ = 0;
};

}  // namespace handoff
