// The expression language of the contract: SQL's own, with its precedence and its three-valued logic.
// Text is parsed and typed once, at load; a lead is then judged without allocation where it can be helped.
#pragma once
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "handoff/time/calendar.hpp"
#include "handoff/text/error.hpp"
#include "handoff/cells/lead.hpp"
#include "handoff/time/time.hpp"

namespace handoff {

enum class Tri : std::uint8_t { no, yes, unknown };
Tri tri_and(Tri a, Tri b);
Tri tri_or(Tri a, Tri b);
Tri tri_not(Tri a);

struct Expr;  // a typed node; see src/core/expression.hpp
using ExprPtr = std::shared_ptr<const Expr>;
struct ScoreAxis;   // score.hpp
struct BucketList;  // score.hpp

/// Where and why an expression is refused. `at` is the byte offset in its text.
struct ExprError : std::runtime_error {
  ExprError(std::size_t at_, std::string problem_, const Fix& fix_)
      : std::runtime_error(problem_), at(at_), problem(std::move(problem_)), fix(fix_.of(problem)) {}
  std::size_t at;
  std::string problem;
  std::string fix;
};

/// A field as a name in an expression means it.
struct FieldRef { FieldId id; Type type; bool overwritten = false; };  // `overwritten`: see Field
/// What a name means: a field, a named definition, a score axis, or a bucket list (segment, lane).
using Meaning = std::variant<FieldRef, ExprPtr, std::shared_ptr<const ScoreAxis>, std::shared_ptr<const BucketList>>;

/// The names an expression may use. `names` is for "did you mean".
struct Scope {
  std::function<std::optional<Meaning>(std::string_view name)> find;
  std::function<std::shared_ptr<const Calendar>(std::string_view name)> calendar;  ///< "" is the default; null: none
  std::shared_ptr<const Zone> zone;                                                ///< of date literals
  std::vector<std::string> names;
};

/// One line of a signal log: when, and of which type (position in Signals::types).
struct Signal { Instant at = 0; std::uint32_t type = 0; };
/// In place of a type that cannot be read.
constexpr std::uint32_t any_type = 0xFFFFFFFF;
/// The signals of one lead, by time. `types` are in lower case. `undated`: the types of signals at a moment that cannot be read.
struct Signals { std::span<const Signal> list; const std::vector<std::string>* types = nullptr; std::vector<std::uint32_t> undated{}; };

struct Touches;     // touch.hpp
struct StageEntry;  // history.hpp

/// What a lead is judged with, besides its cells.
struct Judging {
  const Lead* lead = nullptr;
  Stamp moment;                 ///< the moment of judging: the stage's own stamp, or as-of; windows look back from it
  Tri duplicate = Tri::unknown; ///< does another lead share the normalised e-mail; unknown when nobody counted
  const Signals* signals = nullptr; ///< null: no signal log was given, and what rests on it is unknown
  const Touches* touches = nullptr; ///< null: no touch log was given
  const StageEntry* entry = nullptr; ///< which of the lead's entries into a stage is judged; null: no stage history was given
  Instant as_of = std::numeric_limits<Instant>::max();  ///< what is dated after it is not there yet
  Tri wanted = Tri::yes;        ///< do [exclude] and --where let the lead through? Unknown: it is an unknown of each rate that it may belong to, and in no count
};

/// Parses and types an expression. Throws ExprError.
ExprPtr parse_expression(std::string_view text, const Scope& scope);
/// The type of its result: boolean for a predicate.
Type result_type(const Expr& expr);

/// The truth of a predicate: a missing value makes a comparison unknown; so does an interval (a range of employees, a date
/// without time) that the comparison does not decide. A date literal without a time is the whole day: a time on it equals it.
Tri truth(const Expr& expr, const Judging& judging);
/// The same where a blank is an answer, as in SQL's CASE: a comparison with a blank is not true. So what is unknown here is what nobody knows of the lead: a
/// cell that cannot be read, a column that is not there, a range across a threshold, a score without its signal log.
Tri holds(const Expr& expr, const Judging& judging);
/// The value of any expression. Text results stay valid as long as the expression, the lead's cells and `scratch` do.
Value evaluate(const Expr& expr, const Judging& judging, std::string& scratch);

/// The expression as SQL again, with canonical spacing, upper-case keywords and only the parentheses it needs: two texts of the same
/// meaning print alike. Times are printed in UTC, names as the scope lists them.
std::string to_sql(const Expr& expr);
/// Adds every field the expression (and what it refers to) reads.
void collect_fields(const Expr& expr, std::vector<FieldId>& out);
/// True when it asks `duplicate(email)`.
bool asks_duplicate(const Expr& expr);

}  // namespace handoff
