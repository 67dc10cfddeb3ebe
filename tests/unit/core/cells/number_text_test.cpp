// Number cells, expected values written out by hand. `$22,700.00`, `$342.09K` and the employee ranges are forms that
// HubSpot and Salesforce exports hold.
#include <cmath>
#include <limits>
#include <string>

#include "catch.hpp"
#include "handoff/cells/lead.hpp"

using namespace handoff;

namespace {
constexpr double infinite = std::numeric_limits<double>::infinity();

struct NumberRow { const char* cell; double low; double high; };

void check(const NumberRow& row) {
  Number number{-77, -77};
  INFO(row.cell);
  CHECK(read_number(row.cell, number));
  CHECK(number.low == row.low);
  CHECK(number.high == row.high);
}
void check(const char* cell, double value) { check(NumberRow{cell, value, value}); }

void refuse(const std::string& cell) {
  Number number{-77, -77};
  INFO(cell);
  CHECK_FALSE(read_number(cell, number));
  CHECK(number.low == -77);  // left as it was
}
}  // namespace

TEST_CASE("plain numbers", "[number]") {
  check("12", 12);
  check(" 12 ", 12);
  check("-3.5", -3.5);
  check("+7", 7);
  check("\xE2\x88\x92" "8", -8);  // the minus sign proper
  check(".5", 0.5);
  check("5.", 5);
  check("007", 7);
  check("1e6", 1e6);
  check("1E-3", 0.001);
  check("2.5e+2", 250);
  check("0.1", 0.1);
  check("-0", 0);
  check("9007199254740993", 9007199254740992.0);  // 2^53 + 1 has no double; the nearest even one
}

TEST_CASE("groups and decimals in the ways of several countries", "[number]") {
  check("1,200", 1200);       // a single comma and three digits: thousands
  check("1.200", 1.2);        // a single dot and three digits: decimals
  check("1,20", 1.2);
  check("1,2", 1.2);
  check("1234,567", 1234.567);  // four digits are no group
  check("0,500", 0.5);          // nor is a lone zero
  check("1,200.50", 1200.5);
  check("1.200,50", 1200.5);
  check("1,200,000", 1200000);
  check("1.200.000", 1200000);
  check("1.200.000,25", 1200000.25);
  check("12,34,567", 1234567);  // lakh
  check("1'200.5", 1200.5);
  check("1 200 000", 1200000);
  check("1\xC2\xA0" "200,5", 1200.5);      // no-break space
  check("1\xE2\x80\xAF" "200", 1200);      // narrow no-break space
  for (const char* cell : {"1,2,3", "1.2.3", "1,200,50", "1.200,500.5", "1 20", "1 2000", "1234,567,890", ",", ".", "..", "1,,2"}) refuse(cell);
}

TEST_CASE("money and magnitudes are exact", "[number]") {
  check("$22,700.00", 22700);
  check("$342.09K", 342090);  // 342.09 * 1000 in doubles would be 342089.99999999994
  check("1.2M", 1200000);
  check("$1.5B", 1.5e9);
  check("2bn", 2e9);
  check("3 million", 3e6);
  check("\xE2\x82\xAC" "1.200,50", 1200.5);
  check("1.200,50 \xE2\x82\xAC", 1200.5);
  check("\xC2\xA3" "10k", 10000);
  check("USD 500", 500);
  check("500 EUR", 500);
  check("US$ 1,000", 1000);
  check("-$500", -500);
  check("$-500", -500);
  check("(500)", -500);
  check("($1,234.50)", -1234.5);
  check("USD (500)", -500);
  check("12%", 0.12);
  check("12.5 %", 0.125);
  check("-3%", -0.03);
  for (const char* cell : {"(500", "500)", "(-500)", "$", "USD", "12K5", "12km", "12 monkeys", "$$5", "5%%", "1.2MK"}) refuse(cell);
}

TEST_CASE("ranges are intervals", "[number]") {
  check({"51-200", 51, 200});
  check({"1 - 10", 1, 10});
  check({"1 to 50", 1, 50});
  check({"51\xE2\x80\x93" "200", 51, 200});
  check({"1..5", 1, 5});
  check({"1,001-5,000", 1001, 5000});
  check({"5001+", 5001, infinite});
  check({"10,001+", 10001, infinite});
  check({"10001 or more", 10001, infinite});
  check({"10,001 and above", 10001, infinite});
  check({"51-200 employees", 51, 200});
  check({"$1M - $5M", 1e6, 5e6});
  check({"$1-5M", 1e6, 5e6});   // the M is of both
  check({"500-1M", 500, 1e6});  // unless it would turn the range round
  check({"10-20%", 0.1, 0.2});
  check({"-5--1", -5, -1});
  check({"7-7", 7, 7});
  for (const char* cell : {"200-51", "1-", "-", "1-2-3", "2024-01-05", "2024-01", "1 to", "1--", "5++"}) refuse(cell);
}

TEST_CASE("more and less than", "[number]") {
  check({"<50", 0, std::nextafter(50.0, 0.0)});  // open at 50: `employees < 50` holds, `= 50` does not
  check({"< 50", 0, std::nextafter(50.0, 0.0)});
  check({"less than 50", 0, std::nextafter(50.0, 0.0)});
  check({"<=50", 0, 50});
  check({"up to 50", 0, 50});
  check({">50", std::nextafter(50.0, infinite), infinite});
  check({"More than 1,000", std::nextafter(1000.0, infinite), infinite});
  check({">=50", 50, infinite});
  check({"\xE2\x89\xA5 50", 50, infinite});
  check({"<-5", -infinite, std::nextafter(-5.0, -infinite)});
  for (const char* cell : {"<", ">", "<>5", "<50-60", ">5+", "<<5"}) refuse(cell);
}

TEST_CASE("what is no number", "[number]") {
  for (const char* cell : {"", " ", "nan", "NaN", "inf", "-inf", "infinity", "0x10", "abc", "1e", "1e999", "1e-999", "1e308K", "--5", "+-5",
                           "10:30", "1/2", "#N/A", "1e99999999999", "\xFF", "1\xFF", "true", "5 5", "e5", "K"}) {
    refuse(cell);
  }
  refuse(std::string(1'000'000, '9'));
  refuse(std::string(161, '1'));
  refuse(std::string("1\0", 2));
}

TEST_CASE("no cell of four hostile bytes leads to a number that is none", "[number]") {
  const std::string alphabet = "19,.-+eK%$( )<'";
  std::string cell(4, ' ');
  for (const char a : alphabet) for (const char b : alphabet) for (const char c : alphabet) for (const char d : alphabet) {
    cell[0] = a, cell[1] = b, cell[2] = c, cell[3] = d;
    Number number;
    if (!read_number(cell, number)) continue;
    if (std::isnan(number.low) || std::isnan(number.high) || number.low > number.high) FAIL(cell);
  }
}
