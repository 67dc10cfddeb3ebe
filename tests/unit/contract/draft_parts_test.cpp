// Texts of an export as a drafted contract holds them: letters as they are, and nothing that a terminal obeys.
#include "draft/draft_parts.hpp"

#include "catch.hpp"

using namespace handoff;

TEST_CASE("a letter of several bytes is quoted as it is, whatever its later bytes are") {
  CHECK(toml_quoted("Qualifié – à rappeler ’À’ 東京 🚀") == "\"Qualifié – à rappeler ’À’ 東京 🚀\"");
  CHECK(toml_quoted("à \u202E –\u009B\x1f") == "\"à \\u202E –\\u009B\\u001F\"");
}
