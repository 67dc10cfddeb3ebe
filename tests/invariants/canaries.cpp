// Addresses and phone numbers stay in the export: planted in each column of each file in turn, and in its header, none comes out of any command in any format, nor out of
// its refusals. Ids and owners of the files that are documented to hold them are the only exceptions.
#include <algorithm>

#include "planted.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

/// What people type where it does not belong.
const std::vector<std::string> canaries = {"kanarie.vogel@nest.example",
                                           "Anna <kanarie@nest.example>",
                                           "mailto:kanarie@nest.example?subject=x",
                                           "\"kanarie vogel\"@nest.example",
                                           "kan\u00E1rie.v\u00F6gel@n\u00E9st.example",
                                           "kanarie%40nest.example",
                                           "kanarie\uFF20nest.example",
                                           "https://a.example/?u=kanarie@nest.example&x",
                                           "+49 171 2345678",
                                           "(555) 823-4567",
                                           "+49\u00A0171\u00A02345678",
                                           "0171/2345678",
                                           "tel:+491712345678",
                                           "555-823-4567x12",
                                           "01.71.23.45.67.89",
                                           "2026-01-02 0171 2345678",
                                           "\u96FB\u8A7103-2345-6789",
                                           "ring +1 (555) 823\u20114567 after five"};

/// Bytes of which no text but a canary has any.
const std::vector<std::string> needles = {"kanarie", "kan\u00E1rie", "nest.example", "n\u00E9st.example", "2345678", "823-4567", "823\u20114567", "45.67.89", "2345-6789"};

std::string found_in(const std::string& text) {
  for (const std::string& needle : needles)
    if (const std::size_t at = text.find(needle); at != std::string::npos) return text.substr(at < 60 ? 0 : at - 60, 140);
  return "";
}

void look(const Scene& scene, std::size_t file, std::size_t column, bool header, Checks& checks) {
  run_planted(scene, file, column, header, false, [](std::size_t row) { return canaries[row % canaries.size()]; }, [&](const PlantedLine& asked, const std::string& name, const Said& said) {
    const bool raw = std::find(asked.raw.begin(), asked.raw.end(), name) != asked.raw.end();
    const std::string out = raw ? "" : found_in(said.out), err = found_in(said.err), written = raw ? "" : found_in(said.file);
    const std::string what = said.line + "with " + (header ? "the header of " : "") + "'" + name + "' of " + scene.files[file].first + " planted";
    checks.that("nothing of a person in what is said: " + what, out.empty(), out);
    checks.that("nothing of a person on standard error: " + what, err.empty(), err);
    checks.that("nothing of a person in the file: " + what, written.empty(), written);
  });
}

}  // namespace

void check_canaries(bool brief, Checks& checks) {
  checks.about("canaries");
  for (const Scene& scene : scenes())
    for (std::size_t file = 0; file < scene.files.size(); ++file) {
      const std::vector<std::string> columns = columns_of(scene, file);
      for (std::size_t column = 0; column < columns.size(); ++column) {
        if (brief && (column + file) % 3 != 0) continue;
        const bool id = file == 0 && column == 0;   // the id of a lead is said as it stands
        if (!id) look(scene, file, column, false, checks);
        look(scene, file, column, true, checks);
      }
    }
}

}  // namespace invariants
