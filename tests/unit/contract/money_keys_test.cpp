// Keys about money, numbers, days and durations: what they read as, what is refused, and what of them the digest knows.
#include "contract_texts.hpp"

using namespace handoff;

TEST_CASE("symbols, decimal marks, days and durations are read") {
  const Contract c = parse_contract(least_contract +
                                        "[money]\nsymbols = { \"$\" = \"usd\", \"\" = \"EUR\" }\n[numbers]\ndecimal = \",\"\n"
                                        "[columns]\namount = { column = \"Amount\", decimal = \".\" }\nsal_at = { column = \"Accepted\", type = \"day\" }\n"
                                        "response = { column = \"Response\", type = \"duration\", unit = \"m\" }\nseen = { column = \"Seen\", type = \"day\" }\n",
                                    "sla.toml");
  CHECK(c.symbols == CurrencyNames{{"$", "USD"}, {"", "EUR"}});
  CHECK(c.decimal == DecimalMark::comma);
  CHECK(c.fields[known_field("amount")].decimal == DecimalMark::dot);
  CHECK(c.fields[known_field("sal_at")].day);
  const Field& response = c.fields[find_field(c, "response")];
  CHECK(response.type == Type::number);
  CHECK(response.duration);
  CHECK(response.unit == 60);
  CHECK(c.fields[find_field(c, "seen")].type == Type::date);
}

TEST_CASE("refused: what is not a mark, a unit, a day or a duration") {
  CHECK(refusal_with("[numbers]\ndecimal = \"dot\"\n").starts_with("sla.toml:11:11: `decimal` is"));
  CHECK(refusal_with("[numbers]\n").find("decimal = \".\"") != std::string::npos);
  CHECK(refusal_with("[money]\nsymbols = { \"$\" = \"USD\", \"us\" = \"\" }\n").starts_with("sla.toml:11:"));
  CHECK(refusal_with("[money]\nsymbols = { usd = \"USD\", USD = \"EUR\" }\n").find("stands twice in `symbols`") != std::string::npos);
  CHECK(refusal_with("[money]\nsymbol = { \"$\" = \"USD\" }\n").ends_with("did you mean `symbols`?"));
  CHECK(refusal_with("[columns]\nx = { column = \"X\", type = \"duration\", unit = \"w\" }\n").find("`unit` is \"w\"") != std::string::npos);
  CHECK(refusal_with("[columns]\nx = { column = \"X\", type = \"number\", unit = \"m\" }\n").find("`unit` is for durations") != std::string::npos);
  CHECK(refusal_with("[columns]\nmql_at = { column = \"X\", type = \"day\", zone = \"UTC\" }\n").find("a day is written alike in every zone") != std::string::npos);
  CHECK(refusal_with("[columns]\namount = { column = \"X\", type = \"duration\" }\n").find("`amount` is always a number") != std::string::npos);
  CHECK(refusal_with("[columns]\nmql_at = { column = \"X\", decimal = \".\" }\n").find("`decimal` is for numbers") != std::string::npos);
}

TEST_CASE("a clock stops at a date, or has the time that the CRM measured") {
  const std::string columns = "[columns]\nresponse = { column = \"Response\", type = \"duration\", unit = \"m\" }\nn = { column = \"N\", type = \"number\" }\n";
  const std::string clock = "[[clock]]\nname = \"touch\"\non = \"MQL\"\nstart = \"mql_at\"\nlimit = \"1h\"\n";
  const Contract c = parse_contract(least_contract + columns + clock + "taken = \"response\"\n", "sla.toml");
  CHECK(c.clocks[0].taken == find_field(c, "response"));
  CHECK(c.clocks[0].stop == c.clocks[0].taken);
  CHECK(refusal_with(columns + clock + "taken = \"n\"\n").find("`taken` needs a duration") != std::string::npos);
  CHECK(refusal_with(columns + clock + "taken = \"response\"\nstop = \"first_touch_at\"\n").find("has `taken`, and `stop` is for") != std::string::npos);
  CHECK(refusal_with(columns + clock + "taken = \"response\"\nbefore = \"met\"\n").find("has `taken`, and `before` is for") != std::string::npos);
  CHECK(refusal_with(columns + "[calendar.default]\nmon-fri = \"09:00-17:00\"\n[[clock]]\nname = \"t\"\non = \"MQL\"\nstart = \"mql_at\"\nlimit = \"1bd\"\ntaken = \"response\"\n")
            .find("its limit is in business days") != std::string::npos);
}

TEST_CASE("a target of money names its currency") {
  const std::string head = "[[commitment]]\nname = \"V\"\nmetric = \"sum(amount, MQL)\"\n";
  const Contract c = parse_contract(least_contract + head + "target = \"250_000 eur\"\nfloor = \"200000.50 EUR\"\nblank = 0\n", "sla.toml");
  CHECK(c.commitments[0].target == 250'000);
  CHECK(c.commitments[0].floor == 200'000.5);
  CHECK(c.commitments[0].currency == "EUR");
  CHECK(c.commitments[0].blank_is_zero);
  CHECK(refusal_with(head + "target = 250000\n").find("names no currency") != std::string::npos);
  CHECK(refusal_with(head + "target = \"250000\"\n").find("is not a sum of money") != std::string::npos);
  CHECK(refusal_with(head + "target = \"250,000 EUR\"\n").find("is not a sum of money") != std::string::npos);
  CHECK(refusal_with(head + "target = \"5 EUR\"\nfloor = \"4 USD\"\n").find("of two currencies, EUR and USD") != std::string::npos);
  CHECK(refusal_with(head + "target = \"5 EUR\"\nfloor = \"6 EUR\"\n").find("is above its target") != std::string::npos);
  CHECK(refusal_with(head).find("target = \"250000 EUR\"") != std::string::npos);
  CHECK(refusal_with("[[commitment]]\nname = \"V\"\nmetric = \"count(MQL)\"\ntarget = 5\nblank = 0\n").find("is not a sum of money") != std::string::npos);
  CHECK(refusal_with("[[commitment]]\nname = \"V\"\nmetric = \"sum(revenue, MQL)\"\ntarget = \"5 EUR\"\n").find("there is no money `revenue`") != std::string::npos);
}

TEST_CASE("the digest knows what the keys mean, and not how they are written") {
  const auto digest = [](const std::string& more) { return parse_contract(least_contract + more, "sla.toml").digest; };
  CHECK(digest("[money]\nsymbols = { \"$\" = \"USD\" }\n") == digest("[money]\nsymbols = { \"$\" = \"usd\" }\n"));
  CHECK(digest("[money]\nsymbols = { \"$\" = \"USD\" }\n") != digest("[money]\nsymbols = { \"$\" = \"CAD\" }\n"));
  const std::string head = "[[commitment]]\nname = \"V\"\nmetric = \"sum(amount, MQL)\"\n";
  CHECK(digest(head + "target = \"250_000 eur\"\n") == digest(head + "target = \"250000 EUR\"\n"));
  CHECK(digest(head + "target = \"250000 EUR\"\n") != digest(head + "target = \"250000 USD\"\n"));
  CHECK(digest("[columns]\nmql_at = { column = \"M\", type = \"day\" }\n") != digest("[columns]\nmql_at = \"M\"\n"));
}
