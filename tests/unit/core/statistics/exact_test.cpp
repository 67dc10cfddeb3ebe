// Exact numbers against 128-bit arithmetic and against decimals worked by hand.
#include "handoff/statistics/exact.hpp"

#include <limits>
#include <random>

#include "catch.hpp"

using namespace handoff;

TEST_CASE("decimal texts are read exactly", "[exact]") {
  CHECK(compare(*read_exact("0.30"), {3, 10}) == 0);
  CHECK(compare(*read_exact("25%"), {1, 4}) == 0);
  CHECK(compare(*read_exact("5M"), {5000000, 1}) == 0);
  CHECK(compare(*read_exact("2.5K"), {2500, 1}) == 0);
  CHECK(compare(*read_exact("5_000_000"), *read_exact("5,000,000")) == 0);
  CHECK(compare(*read_exact(".5"), {1, 2}) == 0);
  for (const char* text : {"", ".", "%", "M", "-1", "1e6", "1,5", "1,2345", "1.2.3", "0x10", "_1", "1_", "5 000", "1234567890123456789012345678901"}) CHECK_FALSE(read_exact(text));
}

TEST_CASE("a double is its shortest decimal", "[exact]") {
  CHECK(compare(*exact_of(0.3), {3, 10}) == 0);
  CHECK(compare(*exact_of(0.0476), {476, 10000}) == 0);
  CHECK(compare(*exact_of(1e15), {1000000000000000, 1}) == 0);
  CHECK(compare(*exact_of(1), {1, 1}) == 0);
  CHECK(exact_of(0)->over.zero());
  CHECK_FALSE(exact_of(-0.5));
  CHECK_FALSE(exact_of(std::numeric_limits<double>::infinity()));
  CHECK_FALSE(exact_of(std::numeric_limits<double>::quiet_NaN()));
}

TEST_CASE("rounding is half up, floor and ceiling are what they say", "[exact]") {
  CHECK(round_of({5, 2}) == 3);
  CHECK(round_of({7, 3}) == 2);
  CHECK(floor_of({7, 3}) == 2);
  CHECK(ceil_of({7, 3}) == 3);
  CHECK(ceil_of({6, 3}) == 2);
  CHECK(exact_text({4000, 3}) == "1,333.33");
  CHECK(exact_text({4000, 4}) == "1,000");
  CHECK(exact_text({1999, 1000}) == "2.00");
  CHECK(to_double({1, 3}) == 1.0 / 3);
  CHECK(to_double({4000, 3}) == 4000.0 / 3);
  CHECK(compare(above({1, 2}, {1, 3}), {1, 6}) == 0);
  CHECK(above({1, 3}, {1, 2}).over.zero());
}

TEST_CASE("long numbers agree with 128-bit arithmetic", "[exact]") {
  std::mt19937_64 random(7);
  __extension__ using Wide = unsigned __int128;
  for (int i = 0; i < 2000; ++i) {
    const std::uint64_t a = random() >> (random() % 60), b = (random() >> (random() % 60)) | 1, c = (random() >> (random() % 60)) | 1;
    const Wide product = static_cast<Wide>(a) * b;
    const auto [quotient, rest] = divide(Natural(a) * Natural(b), Natural(c));
    const Wide whole = product / c;
    const Natural expected = Natural(static_cast<std::uint64_t>(whole >> 64)) * Natural(1ULL << 32) * Natural(1ULL << 32) + Natural(static_cast<std::uint64_t>(whole));
    CHECK(compare(quotient, expected) == 0);
    CHECK(compare(rest, Natural(static_cast<std::uint64_t>(product % c))) == 0);
    CHECK(compare(quotient * Natural(c) + rest, Natural(a) * Natural(b)) == 0);
  }
}
