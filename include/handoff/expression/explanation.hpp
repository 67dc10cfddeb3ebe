// Why a predicate came out as it did: its clauses, which of them decide, and the values they saw. Everything that a lead does not change is
// prepared once, so that a lead costs the reading of its values and no more.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/expression/predicate.hpp"

namespace handoff {

/// A clause with what decided it: `employees BETWEEN 50 AND 500`, "employees = 620", no.
struct Reason { std::string clause; std::string values; Tri verdict; };

/// A predicate taken apart at AND, OR, NOT and gates by lane. A clause is what is left: a comparison, a flag, a named definition. Of gates that of the
/// lead's lane decides; `lane = 'abm'` is a clause too. Clauses of one text are one clause. One a thread: it keeps the verdicts of the last lead.
class Explanation {
 public:
  /// Of a predicate that is nothing but the name of a definition: explain the name, or what it stands for.
  enum class Root : std::uint8_t { named, opened };
  /// Without `with_contact`, names, e-mail addresses and phone numbers are shown as "given".
  Explanation(ExprPtr expr, Root root, bool with_contact);

  std::size_t clauses() const { return clauses_.size(); }
  const std::string& text(std::size_t clause) const { return clauses_[clause].text; }

  /// Judges a lead: the truth of the whole. All below is about the lead judged last.
  Tri judge(const Judging& judging);

  /// Clauses that keep the whole from being true, in their order: those that came out against it in the parts that are not true
  /// (a false alternative to a true one keeps nobody out). Empty where the whole is true.
  void against(std::vector<std::size_t>& out) const;
  /// Of these, what is known to be against where the whole is false, and what is not known where it is unknown.
  void deciding_against(std::vector<std::size_t>& out) const;
  /// Clauses that make the whole true: all of an AND, the first true alternative of an OR. Empty where the whole is not true.
  void in_favour(std::vector<std::size_t>& out) const;
  /// Would the whole be true if this clause alone had come out the other way?
  bool decides_alone(std::size_t clause) const;

  /// Appends the clauses in favour, or else those deciding against, with their values: `fit >= 60 (fit = 40); icp (employees = 620)`.
  void append_because(const Judging& judging, std::string& out) const;
  /// Appends the clauses that decided, with values and verdicts: `fit >= 60 (fit = 80): yes; intent >= 40 (intent = 12): no`. Of AND, what makes it
  /// false decides, else all of it; of OR, what makes it true, else all; where neither is known, what is unknown decides.
  void append_deciding(const Judging& judging, std::string& out) const;
  /// All clauses in the order they stand; one that stands twice is there twice.
  std::vector<Reason> reasons(const Judging& judging) const;

 private:
  enum class Kind : std::uint8_t { clause, all, any, negation, gates };
  struct Named { std::string name; const Expr* expr; bool hidden; };
  struct Clause { std::string text; const Expr* expr; bool negated; std::vector<Named> values; bool lane = false; };   // negated: under an odd number of NOTs
  struct Part { Kind kind; std::size_t clause; std::vector<std::size_t> parts; };   // of gates: a lane and its gate by turns, and the gate of all others last
  std::size_t take_apart(const Expr& expr, bool negated);
  std::size_t clause_of(const Expr& expr, bool negated);
  std::size_t lane_of(const ExprPtr& lanes, const ExprPtr& lane);
  static Tri truth_of_gates(const Part& part, const std::vector<Tri>& truths);
  void add_value(std::string name, const Expr& expr, std::vector<Named>& out) const;
  void add_values(const Expr& expr, std::vector<Named>& out) const;
  void find_truths(const std::vector<Tri>& verdicts, std::vector<Tri>& truths) const;
  void collect(std::size_t part, Tri wanted, bool supporting, std::vector<std::size_t>& out) const;
  void append_values(const Clause& clause, const Judging& judging, std::string& out) const;
  void append_part(std::size_t part, const Judging& judging, std::string& out, bool& first) const;
  void append_clause(std::size_t part, const Judging& judging, std::string& out, bool& first) const;
  ExprPtr held_;
  std::vector<ExprPtr> made_;      // the lanes' own clauses
  bool with_contact_;
  std::vector<Clause> clauses_;
  std::vector<Part> parts_;        // what a part is made of stands before it; the whole is the last
  std::vector<Tri> verdicts_;      // by clause
  std::vector<Tri> truths_;        // by part
};

}  // namespace handoff
