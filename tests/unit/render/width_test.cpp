// Columns on a terminal: East Asian Width (UAX #11) and grapheme clusters (UAX #29), counted by hand.
#include "width.hpp"

#include "catch.hpp"
#include "render.hpp"

using namespace handoff;

TEST_CASE("display width counts what a reader sees") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("é") == 1);
  CHECK(display_width("e\u0301") == 1);             // e and a combining accent
  CHECK(display_width("東京") == 4);
  CHECK(display_width("ﾄｳ") == 2);                   // halfwidth forms
  CHECK(display_width("한국") == 4);
  CHECK(display_width("🚀") == 2);
  CHECK(display_width("👩\u200D💻") == 2);            // two emoji joined into one
  CHECK(display_width("🇩🇪") == 2);                   // a flag is two letters
  CHECK(display_width("❤\uFE0F") == 2);
  CHECK(display_width("\xff") == 1);                 // shown as U+FFFD
  CHECK(display_width("─█▏") == 3);
}

TEST_CASE("text is cut before an ellipsis, never inside a character") {
  CHECK(cut_to_width("abcdef", 6) == "abcdef");
  CHECK(cut_to_width("abcdefg", 6) == "abcde…");
  CHECK(cut_to_width("東京都庁", 8) == "東京都庁");
  CHECK(cut_to_width("東京都庁", 6) == "東京…");      // 4 columns and the ellipsis; a third would need 7
  CHECK(cut_to_width("ae\u0301bc", 3) == "ae\u0301…");
  CHECK(cut_to_width("abc", 1) == "…");
  CHECK(cut_to_width("", 1).empty());
}

TEST_CASE("text is wrapped at blanks") {
  using Lines = std::vector<std::string>;
  CHECK(wrap_text("one two three", 7) == Lines{"one two", "three"});
  CHECK(wrap_text("one two three", 6) == Lines{"one", "two", "three"});
  CHECK(wrap_text("a incomprehensible b", 5) == Lines{"a", "incomprehensible", "b"});
  CHECK(wrap_text("  a   b  ", 5) == Lines{"a b"});
  CHECK(wrap_text("東京 都庁", 8) == Lines{"東京", "都庁"});
  CHECK(wrap_text("", 5).empty());
}
