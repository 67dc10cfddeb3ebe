#include "catch.hpp"
#include "handoff/contact.hpp"

using namespace handoff;

TEST_CASE("addresses and phone numbers do not leave a listed text") {
  CHECK(without_contact("call ann@secret.example +49 170 111") == "call (e-mail) (phone)");
  CHECK(without_contact("ann.o'hara+x@sub.secret.example.") == "(e-mail).");
  CHECK(without_contact("<ann@secret.example>") == "<(e-mail)>");
  CHECK(without_contact("a@b, c@d.e") == "(e-mail), (e-mail)");
  CHECK(without_contact("\xC3\xA9lise@soci\xC3\xA9t\xC3\xA9.fr") == "(e-mail)");
  CHECK(without_contact("ring 555-0123 or (415) 555-0100 x2") == "ring (phone) or (phone) x2");
  CHECK(without_contact("4155550100") == "(phone)");
  CHECK(without_contact("0049 170 1234567") == "(phone)");
  CHECK(without_contact("tel:+14155550100") == "tel:(phone)");
}

TEST_CASE("what is no address and no phone number stays") {
  for (const char* text : {"Wrong title", "", "@", "met @ booth", "1001-5000", "1,234,567,890", "31/31/2024", "2024-13-45 10:00:00", "2024-13-45T10:00", "00Q5e000001abc", "500+", "Q3 2025", "(No value)",
                           "99.99.2024 25:61", "1234567", "v1.2.3", "51-200", "12.5 %"})
    CHECK(without_contact(text) == text);
}
