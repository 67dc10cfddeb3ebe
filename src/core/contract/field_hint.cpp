#include "handoff/contract/field_hint.hpp"

#include "handoff/text/ascii.hpp"

namespace handoff {
namespace {

/// Letters and digits in lower case, `_` between runs of them: blanks, dashes and case do not part two headers.
std::string bare_header(std::string_view header) {
  std::string out;
  for (const char c : header) {
    const char low = ascii_lower(c);
    if ((low >= 'a' && low <= 'z') || (low >= '0' && low <= '9') || static_cast<unsigned char>(c) >= 0x80) out += low;
    else if (!out.empty() && out.back() != '_') out += '_';
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out;
}

/// A name that a field may have.
std::string own_name(std::string_view header) {
  std::string name;
  for (const char c : bare_header(header))
    if (static_cast<unsigned char>(c) < 0x80) name += c;
  const bool letter = !name.empty() && name.front() >= 'a' && name.front() <= 'z';
  return letter ? name : "my_field";
}

/// As TOML takes it: HubSpot's own labels hold double quotes.
std::string quoted_header(std::string_view header) {
  const char quote = header.find('"') == std::string_view::npos ? '"' : '\'';
  return quote + std::string(header) + quote;
}

}  // namespace

FieldId field_of_header(const Contract& contract, std::string_view header) {
  const std::string wanted = bare_header(header);
  if (wanted.empty() || find_field(contract, header) != no_field) return no_field;
  for (const bool exact : {true, false})
    for (std::size_t i = 0; i < contract.fields.size() && i < no_field; ++i)
      for (const std::string& candidate : contract.fields[i].headers)
        if (exact ? candidate == header : bare_header(candidate) == wanted) return static_cast<FieldId>(i);
  return no_field;
}

std::string reads_header(const Contract& contract, std::string_view header) {
  const FieldId field = field_of_header(contract, header);
  if (field == no_field) return {};
  const std::string& name = contract.fields[field].name;
  return "the column " + quoted_header(header) + " is read by the field `" + name + "`: write " + name;
}

std::string declare_column(std::string_view header, Type type) {
  return "a column of the export is declared under [columns]: " + own_name(header) + " = { column = " + quoted_header(header) + ", type = \"" + std::string(type_name(type)) + "\" }";
}

}  // namespace handoff
