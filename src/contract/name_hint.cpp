#include "name_hint.hpp"

#include <cctype>

#include "handoff/contract/field_hint.hpp"

namespace handoff {
namespace {

/// The name that begins at a place, without its quotes; empty: none does, or a parenthesis follows.
std::string name_at(std::string_view text, std::size_t at) {
  std::string name;
  if (at >= text.size()) return name;
  if (text[at] == '"') {
    for (++at; at < text.size(); ++at) {
      if (text[at] == '"' && (at + 1 >= text.size() || text[at + 1] != '"')) return name;
      if (text[at] == '"') ++at;
      name += text[at];
    }
    return {};
  }
  while (at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_')) name += text[at++];
  return at < text.size() && text[at] == '(' ? std::string() : name;
}

}  // namespace

std::string fix_with_headers(const Contract& contract, std::string_view text, const ExprError& error) {
  const std::string name = name_at(text, error.at);
  if (name.empty() || error.problem != "`" + name.substr(0, 60) + "` is not known") return error.fix;
  if (std::string reads = reads_header(contract, name); !reads.empty()) return reads;
  return text[error.at] == '"' ? error.fix + "; " + declare_column(name) : error.fix;
}

}  // namespace handoff
