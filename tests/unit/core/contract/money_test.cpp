// Amounts and their currencies by hand: what a symbol is, which cells contradict their row, and sums that 64 bits cannot hold.
#include "handoff/contract/money.hpp"

#include "catch.hpp"
#include "handoff/cells/lead.hpp"

using namespace handoff;

TEST_CASE("the currency that a cell names is found where it stands", "[money]") {
  CHECK(currency_mark("$5,000") == "$");
  CHECK(currency_mark("5.000,00 \xE2\x82\xAC") == "\xE2\x82\xAC");
  CHECK(currency_mark("USD 500") == "USD");
  CHECK(currency_mark("500 eur") == "eur");
  CHECK(currency_mark("(\xC2\xA3" "20)") == "\xC2\xA3");
  CHECK(currency_mark("US$ 20") == "US$");
  for (const char* cell : {"", "5000", "1,200.50", "51-200", "12%", "5M", "more than 20"}) CHECK(currency_mark(cell).empty());
}

TEST_CASE("a symbol is a currency of its own name, unless the contract says which", "[money]") {
  const CurrencyNames none, dollars = {{"$", "USD"}}, rest = {{"", "EUR"}};
  CHECK(currency_of(none, "", "$5,000") == "$");
  CHECK(currency_of(dollars, "", "$5,000") == "USD");
  CHECK(currency_of(dollars, "$", "5000") == "USD");
  CHECK(currency_of(none, " usd ", "5000") == "USD");
  CHECK(currency_of(none, "", "5000") == "");
  CHECK(currency_of(rest, "", "5000") == "EUR");
  CHECK(currency_of(rest, "", "$5000") == "$");
  CHECK(currency_of(none, "AUD", "$5,000") == "AUD");   // a dollar of another country
  CHECK(currency_of(dollars, "EUR", "$5,000") == std::nullopt);
  CHECK(currency_of(none, "EUR", "500 USD") == std::nullopt);
  CHECK(currency_of(none, "USD", "500 usd") == "USD");
}

TEST_CASE("an amount of more than 90 trillion has no cents that a double holds", "[money]") {
  CHECK(minor_of(9e13) == 9'000'000'000'000'000);
  CHECK(minor_of(-9e13) == -9'000'000'000'000'000);
  CHECK_FALSE(minor_of(9.1e13));
  CHECK(minor_of(0.005) == 1);
  Value one;
  one.state = Value::State::present;
  one.number = {1e14, 1e14};
  CHECK(too_large(one));
  one.number = {50, 1e14};   // a range is another matter
  CHECK_FALSE(too_large(one));
}

TEST_CASE("sums do not stop where 64 bits end", "[money]") {
  Money money;
  for (int i = 0; i < 2000; ++i) money.add("EUR", 9e13);   // 1.8e19 cents; 64 bits end at 9.2e18
  Money twice = money;
  twice.merge(money);
  CHECK(money_text(money.sums().at("EUR")) == "180,000,000,000,000,000");
  CHECK(money_text(twice.sums().at("EUR"), "EUR") == "360,000,000,000,000,000 EUR");
  Money owed;
  for (int i = 0; i < 2000; ++i) owed.add("EUR", -9e13);
  CHECK(money_text(owed.sums().at("EUR")) == "-180,000,000,000,000,000");
  CHECK(money_text(Minor{-5}) == "-0.05");
  CHECK(money_text(Minor{0}) == "0");
  CHECK(money_text(Minor{123'456'70}) == "123,456.70");
}
