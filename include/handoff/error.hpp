// The one exception that reaches a user: what is wrong, where, and how to fix it. It ends the run with exit code 2.
#pragma once
#include <stdexcept>
#include <string>

namespace handoff {

/// A refusal in three parts. `where` is `file:line:column`, `file:line`, a file, an option, or empty; `fix` may be empty.
struct Error : std::runtime_error {
  Error(std::string where_, std::string what_, std::string fix_ = {})
      : std::runtime_error(what_), where(std::move(where_)), problem(std::move(what_)), fix(std::move(fix_)) {}
  std::string where;
  std::string problem;
  std::string fix;
};

}  // namespace handoff
