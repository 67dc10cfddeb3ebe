// Which fields and columns hold a person's name or address, whatever the contract calls them.
#include "catch.hpp"
#include "handoff/contract/contact_field.hpp"
#include "leads.hpp"

using namespace handoff;

namespace {

Contract with_own(const std::string& name, const std::string& header) {
  Contract contract = test::small_contract();
  Field own;
  own.name = name;
  own.headers = {header};
  own.named_by_contract = true;
  contract.fields.push_back(own);
  return contract;
}

FieldId last(const Contract& contract) { return static_cast<FieldId>(contract.fields.size() - 1); }

}  // namespace

TEST_CASE("the canonical contact fields, and no other canonical one", "[contact_field]") {
  const Contract contract = test::small_contract();
  CHECK(contact_fields(contract) == std::vector<FieldId>{known_field("email"), known_field("first_name"), known_field("last_name"), known_field("phone")});
  for (const char* name : {"lead_id", "owner", "company", "title", "source", "mql_at"}) CHECK_FALSE(is_contact_field(contract, known_field(name)));
  CHECK_FALSE(is_contact_field(contract, no_field));
}

TEST_CASE("a field of the contract that reads a contact column is one", "[contact_field]") {
  for (const char* header : {"E mail", "First Name", "LAST_NAME", "Phone", "first\xC2\xA0name"}) {
    Contract contract = with_own("reach", header);
    INFO(header);
    CHECK(is_contact_field(contract, last(contract)));
    CHECK(contact_fields(contract).back() == last(contract));
    CHECK(is_contact_header(contract, header));
  }
  for (const char* header : {"Email opens", "Name of campaign", "Phone calls", ""}) {
    Contract contract = with_own("reach", header);
    INFO(header);
    CHECK_FALSE(is_contact_field(contract, last(contract)));
    CHECK_FALSE(is_contact_header(contract, header));
  }
}

TEST_CASE("a header that the contract gives a contact field hides every field that reads it", "[contact_field]") {
  Contract contract = with_own("work_mail", "Work address");
  CHECK_FALSE(is_contact_field(contract, last(contract)));
  Field& email = contract.fields[known_field("email")];
  email.headers = {"Work Address"};
  email.named_by_contract = true;
  CHECK(is_contact_field(contract, last(contract)));
  CHECK(is_contact_header(contract, "work_address"));
  CHECK_FALSE(is_contact_header(contract, "Old address"));
  CHECK(is_contact_header(contract, "email"));  // it holds addresses all the same
}

TEST_CASE("a header says whether its column holds persons", "[contact_field]") {
  const Contract contract = test::small_contract();
  for (const char* header : {"Name", "Full Name", "Contact", "Contact Name", "Lead Name", "Person - Name", "Primary Contact Name", "Mobile", "Surname"})
    CHECK(is_contact_header(contract, header));
  for (const char* header : {"Company Name", "Account Name", "Campaign Name", "Deal Name", "Lead Source", "Contact Status", "Lead Owner Full Name", "Email Opt Out"})
    CHECK_FALSE(is_contact_header(contract, header));
}

TEST_CASE("the id of a lead is told even where it is an address", "[contact_field]") {
  Contract contract = test::small_contract();
  contract.fields[known_field("lead_id")].headers = {"email"};
  contract.fields[known_field("lead_id")].named_by_contract = true;
  CHECK_FALSE(is_contact_field(contract, known_field("lead_id")));
  CHECK(is_contact_field(contract, known_field("email")));
}
