// What the bytes of a cell mean: UTF-8 where they are exactly that (RFC 3629, section 3 and 4), Windows-1252 where they are not.
#include "leads/cell_text.hpp"

#include "catch.hpp"

using namespace handoff;

namespace {

std::string text_of_bytes(const std::string& bytes, bool& repaired) {
  std::string scratch;
  return std::string(cell_text({bytes.data(), bytes.data() + bytes.size(), false}, scratch, repaired));
}

}  // namespace

TEST_CASE("the first and the last code point of each length are UTF-8") {
  for (const std::string bytes : {"a", "\x7F", "\xC2\xA1", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    bool repaired = false;
    CHECK(valid_utf8(bytes));
    CHECK(text_of_bytes("x" + bytes + "x", repaired) == "x" + bytes + "x");
    CHECK_FALSE(repaired);
  }
}

TEST_CASE("forms that are too long, surrogates, numbers that are too large and pieces are no UTF-8") {
  for (const std::string bytes : {"\xC0\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xE0\x9F\xBF", "\xF0\x80\x80\xAF", "\xF0\x8F\xBF\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
                                  "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF", "\x80", "\xBF", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xC3(", "\xE2(\xA1"}) {
    bool repaired = false;
    CHECK_FALSE(valid_utf8(bytes));
    CHECK(text_of_bytes("x" + bytes + "x", repaired) != "x" + bytes + "x");
    CHECK(repaired);
  }
}

TEST_CASE("what is no UTF-8 is read as Windows-1252, its five gaps as U+FFFD") {
  bool repaired = false;
  CHECK(text_of_bytes("caf\xE9 \x80\x39", repaired) == "caf\xC3\xA9 \xE2\x82\xAC\x39");  // "café €9"
  CHECK(text_of_bytes("\xC0\xAF", repaired) == "\xC3\x80\xC2\xAF");                       // never the slash that the longer form hides
  for (const char gap : {'\x81', '\x8D', '\x8F', '\x90', '\x9D'}) CHECK(text_of_bytes(std::string(1, gap), repaired) == "\xEF\xBF\xBD");
}

TEST_CASE("control characters in UTF-8 are the Windows-1252 that they were made of") {
  bool repaired = false;
  CHECK(text_of_bytes("\xC2\x80 \xC3\x83\xC2\x96 d\xC2\x92\xC2\xA0", repaired) == "\xE2\x82\xAC \xC3\x83\xE2\x80\x93 d\xE2\x80\x99");  // "€ Ã– d’"
  CHECK(repaired);
  CHECK(text_of_bytes("\xC2\x9D", repaired) == "\xEF\xBF\xBD");
}
