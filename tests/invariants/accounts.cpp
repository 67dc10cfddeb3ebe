// Every CSV file of the project, also logs and reviews, read as an export whose first named column is the id: rows read = used + set aside + duplicates +
// excluded, and a plain reader that shares nothing with the program finds as many rows.
#include "suites.hpp"

#include <algorithm>
#include <filesystem>
#include <regex>

#include "handoff/text/error.hpp"
#include "handoff/cells/lead.hpp"
#include "walked_csv.hpp"

namespace invariants {

namespace {

namespace fs = std::filesystem;

/// The header's first name that TOML takes without ado, and the rows that a plain reader finds; no name where the file is refused.
struct Plainly {
  std::string id;
  std::uint64_t rows = 0, set_aside = 0;
  std::uint64_t spreadsheet_line = 0;   // of the first id that a spreadsheet made a number; 0: there is none
};

Plainly read_plainly(const std::string& path) {
  Plainly plainly;
  try {
    const auto source = handoff::open_source(path);
    std::vector<std::string> fields;
    for (const handoff::KnownField& field : handoff::known_fields()) fields.emplace_back(field.name);
    const handoff::Dialect dialect = handoff::find_dialect(*source, handoff::known_headers(fields));
    plainly.set_aside = dialect.title.size();
    std::string bytes(source->size(), '\0');
    bytes.resize(source->read(0, bytes.data(), bytes.size()));
    std::size_t id = 0;
    while (id < dialect.header.size() && (dialect.header[id].empty() || dialect.header[id].find_first_of("'\n\r") != std::string::npos)) ++id;
    if (id < dialect.header.size()) plainly.id = dialect.header[id];
    const std::regex number(R"(\s*[0-9]+(([.,][0-9]+)?[Ee]\+|[.,][0-9]+[Ee]-?)[0-9]{1,3}\s*)");
    for (const plain::Item& item : handoff::test::read_plainly(bytes, dialect)) {
      ++(item.reason.empty() ? plainly.rows : plainly.set_aside);
      if (plainly.spreadsheet_line == 0 && id < item.cells.size() && std::regex_match(item.cells[id], number))
        plainly.spreadsheet_line = 1 + static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(item.offset), dialect.newline));
    }
  } catch (const handoff::Error&) {
    plainly.id.clear();
  }
  return plainly;
}

std::string contract_for(const std::string& id) {
  return "handoff = 2\n[contract]\nname = \"Accounts\"\nversion = \"1\"\n[time]\nzone = \"UTC\"\ndate_order = \"mdy\"\n[numbers]\ndecimal = \".\"\n[columns]\nlead_id = '" + id +
         "'\n[null]\nvalues = [\"-\"]\n[exclude]\n\"holds a 1\" = \"lead_id LIKE '%1%'\"\n\"holds an A\" = \"lead_id ILIKE '%a%'\"\n"
         "[[stage]]\nname = \"Lead\"\nwhen = \"lead_id IS NOT NULL\"\n";
}

void check_file(const std::string& path, std::uint64_t& accounted, std::uint64_t& excluded, Checks& checks) {
  checks.about(path);
  const Plainly plainly = read_plainly(path);
  Export data;
  data.files = {path};
  data.truth = {{"as_of", "2026-07-01T00:00:00Z"}};
  data.scratch = std::make_unique<Scratch>();
  data.contract = data.scratch->path("sla.toml");
  write_file(data.contract, contract_for(plainly.id.empty() ? "id" : plainly.id));
  const bool unwritten = read_file(path).find(std::string(512, '\0')) != std::string::npos;
  for (const char* threads : {"1", "3"}) {
    const Output output = call(data, {"waterfall", {"--max-rejects", "100%", "--max-duplicates", "100%", "--threads", threads, "-f", "json"}});
    if (plainly.id.empty()) {
      checks.that("a file that is no export is refused", output.code == 2 && output.out.empty() && !output.err.empty(), output.out);
      continue;
    }
    if (plainly.spreadsheet_line > 0) {
      const std::string place = path + ":" + std::to_string(plainly.spreadsheet_line) + ":";
      checks.that("an id that a spreadsheet made a number is refused with its place", output.code == 2 && output.err.find(place) != std::string::npos, output.err);
      continue;
    }
    if (unwritten) {
      checks.that("a file with an unwritten part is refused", output.code == 2 && output.err.find("zero bytes") != std::string::npos, output.err);
      continue;
    }
    checks.that("the file is read", output.code == 0, output.err);
    if (output.code != 0) return;
    const Json input = Json::parse(output.out).at("input").at(0);
    const auto of = [&](const char* key) { return input.at(key).get<std::uint64_t>(); };
    checks.equal("rows read", of("rows_read"), plainly.rows + plainly.set_aside);
    checks.equal("rows read = used + set aside + duplicates + excluded", of("rows_used") + of("rows_rejected") + of("duplicates") + of("excluded"), of("rows_read"));
    std::uint64_t by_kind = 0;
    if (input.contains("duplicates_by_kind"))
      for (const auto& [kind, rows] : input.at("duplicates_by_kind").items()) by_kind += rows.get<std::uint64_t>();
    checks.equal("duplicates = joined + collided", by_kind, of("duplicates"));
    checks.that("what a plain reader sets aside is set aside", of("rows_rejected") >= plainly.set_aside);
    excluded += of("excluded");
  }
  accounted += plainly.id.empty() || plainly.spreadsheet_line > 0 || unwritten ? 0 : 1;
}

}  // namespace

void check_accounts(const std::string& root, Checks& checks) {
  std::vector<std::string> paths;
  for (const char* folder : {"tests", "examples", "docs"})
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(root) / folder))
      if (entry.path().extension() == ".csv") paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  std::uint64_t accounted = 0, excluded = 0;
  for (const std::string& path : paths) check_file(path, accounted, excluded, checks);
  checks.about(root);
  checks.that("most files are exports", accounted >= 60, std::to_string(accounted) + " of " + std::to_string(paths.size()));
  checks.that("some rows are excluded", excluded > 100, std::to_string(excluded));
}

}  // namespace invariants
