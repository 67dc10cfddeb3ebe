// Contact fields by their columns. Headers are compared as they are found in a file: without blanks, underscores and case.
#include "handoff/contract/contact_field.hpp"

#include <algorithm>
#include <string>

#include "handoff/text/ascii.hpp"

namespace handoff {
namespace {

constexpr std::string_view contact_names[] = {"email", "first_name", "last_name", "phone"};

std::vector<std::string> headers_of(const Field& field) {
  std::vector<std::string> out;
  for (const std::string& header : field.headers) out.push_back(folded_header(header));
  if (!field.named_by_contract) out.push_back(folded_header(field.name));
  return out;
}

/// What these canonical fields may be read from.
std::vector<std::string> headers_of(const Contract& contract, std::initializer_list<std::string_view> names) {
  std::vector<std::string> out;
  for (const std::string_view name : names) {
    const FieldId field = known_field(name);
    if (field >= contract.fields.size()) continue;
    for (std::string& header : headers_of(contract.fields[field])) out.push_back(std::move(header));
  }
  return out;
}

std::vector<std::string> contact_headers(const Contract& contract) { return headers_of(contract, {"email", "first_name", "last_name", "phone"}); }

/// May the field be read from one of these columns? The id of a lead is told whatever it is.
bool reads(const Contract& contract, FieldId field, const std::vector<std::string>& known) {
  if (field >= contract.fields.size() || field == known_field("lead_id")) return false;
  const std::vector<std::string> headers = headers_of(contract.fields[field]);
  return std::find_first_of(headers.begin(), headers.end(), known.begin(), known.end()) != headers.end();
}

bool is_contact(const Contract& contract, FieldId field, const std::vector<std::string>& known) {
  for (const std::string_view name : contact_names)
    if (field == known_field(name)) return true;
  return reads(contract, field, known);
}

}  // namespace

bool is_contact_header(const Contract& contract, std::string_view header) {
  const std::vector<std::string> known = contact_headers(contract);
  return std::find(known.begin(), known.end(), folded_header(header)) != known.end();
}

bool is_contact_field(const Contract& contract, FieldId field) { return is_contact(contract, field, contact_headers(contract)); }

std::vector<FieldId> contact_fields(const Contract& contract) {
  const std::vector<std::string> known = contact_headers(contract);
  std::vector<FieldId> out;
  for (std::size_t id = 0; id < contract.fields.size(); ++id)
    if (is_contact(contract, static_cast<FieldId>(id), known)) out.push_back(static_cast<FieldId>(id));
  return out;
}

bool is_owner_field(const Contract& contract, FieldId field) {
  return field == known_field("owner") || (!is_contact_field(contract, field) && reads(contract, field, headers_of(contract, {"owner"})));
}

bool asks_owner(const Contract& contract, const Expr& expr) {
  std::vector<FieldId> fields;
  collect_fields(expr, fields);
  return std::any_of(fields.begin(), fields.end(), [&](FieldId field) { return is_owner_field(contract, field); });
}

}  // namespace handoff
