// What goes to a terminal is free of what a terminal would obey, whatever the command, the format and the column it was typed into; and shows what nobody would see.
#include "planted.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

const std::vector<std::string> hostile = {"a\x1b[31mred\x1b[0m", "a\x1b]0;title\x07z", "a\xc2\x9b" "31mz", "a\u202Ez", "a\u2066z\u2069", "a\u200Bz", "a\u200Fz",
                                          "a\uFEFFz", "a\x08\x08z", "a\x7fz", "a\rz", "a\tz", "a\u2028z", "\U000E0041z", "a\x1b]8;;http://evil\x1b\\z", "a\xc2\x90z"};

/// The place of what must not reach a terminal; empty: there is nothing.
std::string obeyed_in(const std::string& text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    bool bad = (c < 0x20 && c != '\n') || c == 0x7F;
    if (c == 0xC2 && at + 1 < text.size()) bad = static_cast<unsigned char>(text[at + 1]) < 0xA0;
    for (const char* mark : {"\u202E", "\u2066", "\u2069", "\u200B", "\u200F", "\uFEFF", "\u2028", "\U000E0041"}) bad = bad || text.compare(at, std::string(mark).size(), mark) == 0;
    if (bad) return "byte " + std::to_string(at) + ": " + Json(text.substr(at < 40 ? 0 : at - 40, 80)).dump(-1, ' ', true, Json::error_handler_t::replace);
  }
  return "";
}

}  // namespace

void check_terminals(bool brief, Checks& checks) {
  checks.about("terminals");
  for (const Scene& scene : scenes())
    for (std::size_t file = 0; file < scene.files.size(); ++file)
      for (std::size_t column = 0; column < columns_of(scene, file).size(); ++column)
        for (const bool header : {false, true}) {
          if (brief && (column + file) % 3 != 0) continue;
          run_planted(scene, file, column, header, true, [](std::size_t row) { return hostile[row % hostile.size()] + std::to_string(row); },
                      [&](const PlantedLine&, const std::string& name, const Said& said) {
                        const std::string out = obeyed_in(said.out), err = obeyed_in(said.err);
                        checks.that("a terminal obeys nothing: " + said.line + "with '" + name + "' planted", out.empty(), out);
                        checks.that("a terminal obeys nothing on standard error: " + said.line + "with '" + name + "' planted", err.empty(), err);
                      });
        }
}

}  // namespace invariants
