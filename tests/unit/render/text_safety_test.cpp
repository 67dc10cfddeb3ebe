// Text that strangers typed, on a terminal and in Markdown. Sequences are those of ECMA-48 and Unicode's bidi controls.
#include "catch.hpp"
#include "render.hpp"

using namespace handoff;

TEST_CASE("plain and accented text passes as it is") {
  CHECK(terminal_text("").empty());
  CHECK(terminal_text("Acme Corp <a@b.c>") == "Acme Corp <a@b.c>");
  CHECK(terminal_text("Müller & Söhne 東京 👩💻") == "Müller & Söhne 東京 👩💻");
}

TEST_CASE("escape sequences are taken out whole") {
  CHECK(terminal_text("a\x1b[31mred\x1b[0mb") == "aredb");
  CHECK(terminal_text("a\x1b[2J\x1b[1;1Hb") == "ab");
  CHECK(terminal_text("a\x1b]0;title\x07z") == "az");
  CHECK(terminal_text("a\x1b]8;;http://evil\x1b\\click\x1b]8;;\x1b\\z") == "aclickz");
  CHECK(terminal_text("a\x1bPq#0\x1b\\z") == "az");
  CHECK(terminal_text("a\x1b(Bz") == "az");
  CHECK(terminal_text("a\x1b" "cz") == "az");            // full reset
  CHECK(terminal_text("a\xc2\x9b" "31mz") == "az");      // CSI as one C1 character
  CHECK(terminal_text("a\xc2\x9d" "0;t\xc2\x9cz") == "az");  // OSC and ST likewise
}

TEST_CASE("a broken escape sequence takes no text with it") {
  CHECK(terminal_text("a\x1b") == "a");
  CHECK(terminal_text("a\x1b[") == "a");
  CHECK(terminal_text("a\x1b[12") == "a");
  CHECK(terminal_text("a\x1b]0;no end") == "a0;no end");
  CHECK(terminal_text("\x1b\x1b[31mx") == "x");
  CHECK(terminal_text("\x1b[3\x1b[1mx") == "x");
}

TEST_CASE("controls become blanks or go") {
  CHECK(terminal_text("a\tb\nc\rd") == "a b c d");
  CHECK(terminal_text(std::string_view("a\0b\x08\x7f" "c", 6)) == "abc");
  CHECK(terminal_text("a\xc2\x85z\xc2\x80") == "a z");
  CHECK(terminal_text("a\u2028b") == "a b");
}

TEST_CASE("marks that nobody sees are named") {
  CHECK(terminal_text("a\u202Eb\u2066c\u200Fd\u200Ee\u061Cf") == "a<U+202E>b<U+2066>c<U+200F>d<U+200E>e<U+061C>f");
  CHECK(terminal_text("\uFEFFa\u200Bb\u2060c") == "<U+FEFF>a<U+200B>b<U+2060>c");
  CHECK(terminal_text("a\u200Db\u00ADc\uFE0Fd") == "a<U+200D>b<U+00AD>c<U+FE0F>d");
  CHECK(terminal_text("\U000E0041\U000E0100") == "<U+E0041><U+E0100>");
  CHECK(terminal_text("Acme") != terminal_text("Ac\u200Bme"));
  CHECK(markdown_text("a\u200Bb") == "a&lt;U+200B&gt;b");
}

TEST_CASE("lines stay lines, and lose what a terminal would obey") {
  CHECK(terminal_lines("a,\x1b[31mb\n\"c\td\"\n") == "a,b\n\"c d\"\n");
  CHECK(terminal_lines("a\xc2\x9b" "31mb\r\nlast") == "ab \nlast");
  CHECK(terminal_lines("\n\n") == "\n\n");
  CHECK(terminal_lines("").empty());
}

TEST_CASE("what is no UTF-8 becomes the replacement character") {
  CHECK(terminal_text("a\xff" "b") == "a\uFFFDb");
  CHECK(terminal_text("caf\xe9") == "caf\uFFFD");
  CHECK(terminal_text("\xc3") == "\uFFFD");
  CHECK(terminal_text("\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD");  // a surrogate
  CHECK(terminal_text("\x9b" "31m") == "\uFFFD" "31m");          // a raw C1 byte must not reach the terminal
}

TEST_CASE("Markdown's own characters are escaped") {
  CHECK(markdown_text("a|b") == "a\\|b");
  CHECK(markdown_text("<b>&amp;</b>") == "&lt;b&gt;&amp;amp;&lt;/b&gt;");
  CHECK(markdown_text("[x](y) *z* _q_ `c` #1 ~~s~~ $m$") == "\\[x\\](y) \\*z\\* \\_q\\_ \\`c\\` \\#1 \\~\\~s\\~\\~ \\$m\\$");
  CHECK(markdown_text("http://evil.example/ ftp://a") == "http:<!-- -->//evil.example/ ftp:<!-- -->//a");
  CHECK(markdown_text("www.evil.example, WWW.a") == "www<!-- -->.evil.example, WWW<!-- -->.a");
  CHECK(markdown_text("@someone, ann@corp.example") == "@<!-- -->someone, ann@<!-- -->corp.example");
  CHECK(markdown_text("10 @ 20, a: //b, www., 09:00") == "10 @ 20, a: //b, www., 09:00");
  CHECK(markdown_text("a\\|b") == "a\\\\\\|b");
  CHECK(markdown_text("two\nlines\r\nhere") == "two lines  here");
  CHECK(markdown_text("\x1b[31mred") == "red");
}

TEST_CASE("Markdown takes no leading mark for a list") {
  CHECK(markdown_text("- a - b") == "\\- a - b");
  CHECK(markdown_text("+1") == "\\+1");
  CHECK(markdown_text("12. a") == "12\\. a");
  CHECK(markdown_text("47.0 %") == "47.0 %");
  CHECK(markdown_text("2026-06-30") == "2026-06-30");
}
