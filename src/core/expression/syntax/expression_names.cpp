#include "expression/syntax/expression_names.hpp"

#include <algorithm>

#include "expression/expression.hpp"

namespace handoff {

bool is_name(const Expr& e) { return e.op == Op::field || e.op == Op::score || e.op == Op::bucket; }

bool is_contact(const Expr& e) {
  if (e.op != Op::field) return false;
  if (e.contact) return true;
  for (const std::string_view name : {"email", "first_name", "last_name", "phone"})
    if (e.field == known_field(name)) return true;
  return false;
}

bool shows_contact(const Expr& e) {
  return is_contact(e) || std::any_of(e.args.begin(), e.args.end(), [](const ExprPtr& arg) { return shows_contact(*arg); });
}

}  // namespace handoff
