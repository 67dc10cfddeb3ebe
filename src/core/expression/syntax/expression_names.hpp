// Which expressions are shown by the name that is written, and which of them would show a person.
#pragma once

namespace handoff {

struct Expr;

/// A field, score or bucket.
bool is_name(const Expr& e);
/// Name, e-mail address or phone number, or a field that shares their column.
bool is_contact(const Expr& e);
/// Anywhere below as well.
bool shows_contact(const Expr& e);

}  // namespace handoff
