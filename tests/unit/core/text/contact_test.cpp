#include "catch.hpp"
#include "handoff/text/contact.hpp"
#include "handoff/text/cut_text.hpp"

using namespace handoff;

TEST_CASE("addresses and phone numbers do not leave a listed text") {
  CHECK(without_contact("call ann@secret.example +49 170 111") == "call (e-mail) (phone)");
  CHECK(without_contact("ann.o'hara+x@sub.secret.example.") == "(e-mail).");
  CHECK(without_contact("<ann@secret.example>") == "<(e-mail)>");
  CHECK(without_contact("a@b, c@d.e") == "(e-mail), (e-mail)");
  CHECK(without_contact("\xC3\xA9lise@soci\xC3\xA9t\xC3\xA9.fr") == "(e-mail)");
  CHECK(without_contact("ring 555-0123 or (415) 555-0100 x2") == "ring (phone) or (phone) x2");
  CHECK(without_contact("4155550100") == "(phone)");
  CHECK(without_contact("4155-50100") == "(phone)");
  CHECK(without_contact("0049 170 1234567") == "(phone)");
  CHECK(without_contact("tel:+14155550100") == "tel:(phone)");
}

TEST_CASE("what is no address and no phone number stays") {
  for (const char* text : {"Wrong title", "", "@", "met @ booth", "1001-5000", "5000-10000", "10001-50000", "1,234,567,890", "31/31/2024", "2024-13-45 10:00:00", "2024-13-45T10:00", "00Q5e000001abc", "500+", "Q3 2025", "(No value)",
                           "99.99.2024 25:61", "1234567", "v1.2.3", "51-200", "12.5 %", "98.76 - 100.00", "(98.76-100.00)", "1282500.00", "2026-01-01..2026-06-30",
                           "(2026-01-01 to 2026-03-31)", "2026_05_04_1200", "digest 01234567890b", "12345 \u00B7 67890", "employees=40", "fit=40.5", "100,200,3000,40000", "hubspot@1", "16ebc4c1615f", "1000..50000", "2025-01-03 17:41 - 2026-01-03 21:55",
                           "Google 2026-03 250 USD, Search 2026-02 1,500 USD", "12,345 of 2026-01-03", "due 09:00-17:00 2026-06-01", "45729.40833", "3 @ 5", "3 @ 5.50", "@handle", "met @handle", "10 @@ 20", "rated 4 @ v1.2",
                           "0001-01-01 12:00", "3026-01-01 00:00", "1753-01-01 00:00:00", "0001-01-01", "01.01.0001 00:00", "12/31/9999 23:59", "0001-01-01T12:00", "0001-01-01 to 3026-01-01 12:00",
                           "from 0001-01-01 12:00 - 9999-12-31 23:59", "the first is \"45729.408333333333\" (a.csv:2)"})
    CHECK(without_contact(text) == text);
}

TEST_CASE("an address is one however it is written") {
  CHECK(without_contact("mailto:ann@secret.example?subject=x") == "mailto:(e-mail)?subject=x");
  CHECK(without_contact("Ann <a@b.example>") == "Ann <(e-mail)>");
  CHECK(without_contact("\"ann b\"@secret.example") == "(e-mail)");
  CHECK(without_contact("ann\uFF20secret.example, ann%40secret.example") == "(e-mail), (e-mail)");
  CHECK(without_contact("root@[192.168.0.1]") == "(e-mail)");
  CHECK(without_contact("'ann@secret.example'") == "'(e-mail)'");
  CHECK(without_contact("a@b.c@d.e") == "(e-mail)@d.e");
  CHECK(without_contact("ann @ secret.example") == "(e-mail)");
  CHECK(without_contact("ask ann@ secret.example, or bob @secret.example.") == "ask (e-mail), or (e-mail).");
  CHECK(without_contact("ann@@secret.example") == "(e-mail)");
  CHECK(without_contact("ann @@ secret.example") == "(e-mail)");
  CHECK(without_contact("ann  \uFF20  secret.example") == "(e-mail)");
}

TEST_CASE("an address is one though somebody or something hides its sign") {
  for (const char* text :
       {"ann [at] secret [dot] example", "ann\\@secret.example", "ann@\\secret.example", "ann(at)secret.example", "ann [AT] secret.example", "ann(at)secret(dot)example", "ann&#64;secret.example", "ann&#x40;secret.example", "ann@exa_mple.example",
        "ann\x1b@secret.example", "ann\x1b[1;31m@secret.example", "ann@secret\x1b[0m.example", "an\x01n@secret.example", "ann@\nsecret.example", "ann\r\n@secret.example",
        "ann\u200B@sec\u200Bret.example"})
    CHECK(without_contact(text) == "(e-mail)");
  CHECK(without_contact("https://ann@secret.example/") == "https://(e-mail)/");
  CHECK(without_contact("http://ann:pw@corp.example") == "http://(e-mail)");
  CHECK(without_contact("ann=40corp.example") == "(e-mail)");
  CHECK(without_contact("_ann@secret.example_") == "(e-mail)_");
  for (const char* text : {"met (at) booth", "(at)", "5 (at) 3", "a&#64;", "AT&T", "AT&#38;T", "x\x1b[1mbold\x1b[0m"}) CHECK(without_contact(text) == text);
}

TEST_CASE("a phone number is one whatever parts its digits") {
  for (const char* text : {"+49 171 2345678", "(555) 123-4567", "+49\u00A0171\u00A02345678", "0171/2345678", "0171\u20112345\u2011678", "01.23.45.67.89", "0171-23-45 678", "0171-12-31 678", "0171-12-31-678", "01.12.3456 789", "0171 0171-12-31 678", "0800/12/34 567", "06 12 34 56 78", "+1 (555) 123\u200B4567",
                           "\uFF10\uFF11\uFF17\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16"})
    CHECK(without_contact(text) == "(phone)");
  for (const char* text : {"5557710137.0", "555_771_0125", "555,771,0126", "555\u00B7771\u00B70145", "555\u2022771\u20220146",
                           "\u0966\u0967\u096D\u0967\u0968\u0969\u096A\u096B\u096C", "\U0001D7CE\U0001D7CF\U0001D7D5\U0001D7CF\U0001D7D0\U0001D7D1\U0001D7D2\U0001D7D3\U0001D7D4"})
    CHECK(without_contact(text) == "(phone)");
  CHECK(without_contact("5557710128abc") == "(phone)");
  CHECK(without_contact("call5550107721now") == "call(phone)now");
  for (const char* text : {"report2026050412", "batch123456789012", "a1234567890", "00Qab1234567890"}) CHECK(without_contact(text) == text);
  CHECK(without_contact("2026-01-02 0171 2345678") == "2026-01-02 (phone)");
  CHECK(without_contact("2026-02 0171 2345678") == "2026-02 (phone)");
  CHECK(without_contact("17:41 0171 2345678") == "17:41 (phone)");
  CHECK(without_contact("0171 2345678 2026-01-02") == "(phone) 2026-01-02");
  CHECK(without_contact("+1 555 123 4567x89") == "(phone)x89");
  CHECK(without_contact("\u96FB\u8A7103-2345-6789") == "\u96FB\u8A71(phone)");
  CHECK(without_contact("ann@secret.example 0171 2345678") == "(e-mail) (phone)");
}

TEST_CASE("no address is torn where a text is cut") {
  const std::string before(12, 'x');
  CHECK(cut_text(before + " ann@secret.example said", 20) == before + " ");
  CHECK(cut_text(before + " ring 0171 2345678", 24) == before + " ring ");
  CHECK(cut_text(before + "\u00E9", 13) == before);
}

TEST_CASE("a glance never says that a text holds nothing where it does") {
  for (const char* text : {"ann@secret.example", "+49 171 111", "555-0123", "ann%40secret.example", "ann\uFF20secret.example", "ann(at)secret.example", "ann&#64;secret.example"}) CHECK(may_hold_contact(text));
  for (const char* text : {"", "plain", "2026-01", "51-200", "(No value)", "R&D", "40 %"}) CHECK_FALSE(may_hold_contact(text));
}

TEST_CASE("what may be a name is not quoted") {
  for (const char* text : {"Featherstonehaugh", "Ann Ash", "ann Ash", "O'Brien", "ASHFORD", "\u00C9lise", "Ash, Ann-Marie"}) CHECK(may_be_name(text));
  for (const char* text : {"", "TBD", "soon", "not yet", "#N/A", "4.5.2026", "May 4", "N/A", "-"}) CHECK_FALSE(may_be_name(text));
}
