#include "check/asked_texts.hpp"

#include <fmt/format.h>

namespace handoff {

std::string asked_text(const Contract& contract, const AskedText& asked) {
  const std::string field = asked.subject ? to_sql(*asked.subject) : contract.fields[asked.field].name;
  return fmt::format("{}{} '{}'", field,
                     asked.how == AskedText::How::pattern ? " LIKE"
                     : asked.how == AskedText::How::item  ? " with"
                                                          : " =",
                     asked.text);
}

std::string nearest_text(const TextInNoRow& one) {
  if (one.nearest.empty()) return {};
  return fmt::format("the export has '{}'{}", one.nearest, one.case_differs ? ", in another case" : "");
}

}  // namespace handoff
