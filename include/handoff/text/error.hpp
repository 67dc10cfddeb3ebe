// The one exception that reaches a user: what is wrong, where, and how to fix it. It ends the run with exit code 2.
#pragma once
#include <concepts>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace handoff {

/// How to mend what is wrong; never empty. An empty literal does not compile; a text that turns out empty is a wrong call.
class Fix {
 public:
  template <class Text>
    requires(std::constructible_from<std::string, Text &&> && !std::same_as<std::remove_cvref_t<Text>, Fix>)
  Fix(Text&& text) : text_(std::forward<Text>(text)) {  // NOLINT(bugprone-forwarding-reference-overload): the constraint leaves Fix out
    if constexpr (std::is_array_v<std::remove_reference_t<Text>>)
      static_assert(std::extent_v<std::remove_reference_t<Text>> > 1, "a refusal says how to fix what is wrong");
  }
  /// The words, for the refusal of `problem`. Throws std::logic_error where there are none.
  const std::string& of(const std::string& problem) const {
    if (text_.empty()) throw std::logic_error("a refusal does not say how to fix it: " + problem);
    return text_;
  }

 private:
  std::string text_;
};

/// A refusal in three parts. `where` is `file:line:column`, `file:line`, a file, an option, or empty.
struct Error : std::runtime_error {
  Error(std::string where_, std::string what_, const Fix& fix_)
      : std::runtime_error(what_), where(std::move(where_)), problem(std::move(what_)), fix(fix_.of(problem)) {}
  std::string where;
  std::string problem;
  std::string fix;
};

}  // namespace handoff
