#include "handoff/text/error.hpp"

#include <string>

#include "handoff/expression/predicate.hpp"
#include "catch.hpp"

using namespace handoff;

TEST_CASE("a refusal cannot be made without a fix") {
  static_assert(!std::is_constructible_v<Error, std::string, std::string>);
  static_assert(!std::is_constructible_v<ExprError, std::size_t, std::string>);
  static_assert(!std::is_default_constructible_v<Fix>);
  CHECK_THROWS_AS(Error("--where", "is wrong", std::string()), std::logic_error);
  CHECK_THROWS_AS(ExprError(0, "is wrong", std::string()), std::logic_error);
  CHECK(Error("--where", "is wrong", "write it right").fix == "write it right");
}

TEST_CASE("every slip in an expression comes with a fix") {
  const Scope scope;
  for (const std::string text : {"", "1 =", "(1", "1)", "1 +", "NOT", "1 AND", "CASE", "CASE WHEN 1 = 1", "1 = 1 = 1", "a", "'a", "\"", "1 IN ()", "1 BETWEEN 2", "least('a', 'b')",
                                 "greatest(TRUE, FALSE)", "abs('a')", "hours(1, 2)", "-'a'", "'a' + 1", "NOT 1", "1 LIKE 2", "f(1)", "1 || TRUE", "round(1, 99)", "within(1)", "@"}) {
    INFO(text);
    try {
      parse_expression(text, scope);
      FAIL("not refused");
    } catch (const ExprError& error) {
      CHECK_FALSE(error.fix.empty());
    }
  }
}
