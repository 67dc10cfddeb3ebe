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

/// The letters and figures of a header, in lower case: `Person - Name` is `personname`.
std::string letters_of(std::string_view header) {
  std::string out;
  for (const char c : header)
    if (const char low = ascii_lower(c); is_digit(low) || (low >= 'a' && low <= 'z') || static_cast<unsigned char>(low) >= 0x80) out += low;
  return out;
}

/// Headers that hold persons in any CRM. `Name` alone is a person's in an export of leads; `Company Name` and `Campaign Name` are none.
bool holds_persons(std::string_view header) {
  constexpr std::string_view whole[] = {
      "name",        "contact",     "contacts",    "surname",     "forename",     "givenname",      "familyname",   "middlename",   "person",
      "attendee",    "prospect",    "email",       "emails",      "emailaddress", "workemail",      "businessemail", "contactemail", "leademail",
      "personemail", "phone",       "phonenumber", "telephone",   "mobile",       "mobilephone",    "mobilenumber", "mobilephonenumber",
      "cellphone",   "workphone",   "homephone",   "otherphone",  "directphone",  "contactphone"};
  constexpr std::string_view ends[] = {"firstname",  "lastname",   "fullname",     "contactname",  "leadname", "personname",
                                       "prospectname", "attendeename", "registrantname", "contactperson", "recipientname"};
  constexpr std::string_view staff[] = {"owner", "rep", "manager", "assign", "createdby", "modifiedby", "user"};
  const std::string letters = letters_of(header);
  if (std::find(std::begin(whole), std::end(whole), letters) != std::end(whole)) return true;
  const auto has = [&](std::string_view word) { return letters.find(word) != std::string::npos; };
  return std::none_of(std::begin(staff), std::end(staff), has) &&
         std::any_of(std::begin(ends), std::end(ends), [&](std::string_view end) { return letters.ends_with(end); });
}

/// May the contract's own words for the field be a column of persons? Whose the field is says `owner`; an export of accounts calls a company `Name`.
bool named_for_persons(const Contract& contract, FieldId field) {
  if (field >= contract.fields.size() || field == known_field("lead_id") || field == known_field("owner") || field == known_field("company")) return false;
  const Field& one = contract.fields[field];
  return one.named_by_contract && (one.type == Type::text || one.type == Type::list) && std::any_of(one.headers.begin(), one.headers.end(), holds_persons);
}

bool is_contact(const Contract& contract, FieldId field, const std::vector<std::string>& known) {
  for (const std::string_view name : contact_names)
    if (field == known_field(name)) return true;
  return reads(contract, field, known) || named_for_persons(contract, field);
}

}  // namespace

bool is_contact_header(const Contract& contract, std::string_view header) {
  const std::vector<std::string> known = contact_headers(contract);
  return std::find(known.begin(), known.end(), folded_header(header)) != known.end() || holds_persons(header);
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

std::vector<bool> person_fields(const Contract& contract) {
  std::vector<bool> out(contract.fields.size());
  for (std::size_t id = 0; id < out.size(); ++id) {
    const auto field = static_cast<FieldId>(id);
    out[id] = is_contact_field(contract, field) || is_owner_field(contract, field);
  }
  return out;
}

bool asks_owner(const Contract& contract, const Expr& expr) {
  std::vector<FieldId> fields;
  collect_fields(expr, fields);
  return std::any_of(fields.begin(), fields.end(), [&](FieldId field) { return is_owner_field(contract, field); });
}

}  // namespace handoff
