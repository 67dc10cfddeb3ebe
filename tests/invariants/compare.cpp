// Comparisons of two contracts: nothing is lost between the parts, and what one run says another does not contradict.
#include <map>

#include "reading.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

/// The same leads asked of two contracts; what `call` takes for files are the contracts and the export.
Export asked(const Export& data, const std::string& a, const std::string& b) {
  Export pair;
  pair.name = data.name + ", two contracts";
  pair.truth = data.truth;
  pair.scratch = std::make_unique<Scratch>();
  pair.files = {a, b};
  pair.files.insert(pair.files.end(), data.files.begin(), data.files.end());
  return pair;
}

/// The generator's contract with a definition of its own for the stage that is compared.
std::string variant(const Export& data, const std::string& name, const std::string& when) {
  std::string text = read_file(data.contract);
  const std::size_t stage = text.find("name = \"MQL\"");
  const std::size_t at = text.find("\nwhen = ", stage), end = text.find('\n', at + 1);
  text.replace(at, end - at, "\nwhen = \"" + when + "\"");
  const std::string path = data.scratch->path(name);
  write_file(path, text);
  return path;
}

std::uint64_t of_class(const Json& result, const std::string& name) {
  for (const Json& one : result.at("classes"))
    if (one.at("class") == name) return one.at("leads").get<std::uint64_t>();
  return ~std::uint64_t{0};
}

void check_sums(const Json& report, Checks& checks) {
  const Json& result = report.at("result");
  std::uint64_t classes = 0, cross = 0, used = 0;
  for (const Json& one : result.at("classes")) classes += one.at("leads").get<std::uint64_t>();
  for (const Json& one : result.at("cross")) cross += one.at("leads").get<std::uint64_t>();
  for (const Json& one : report.at("input")) used += one.at("rows_used").get<std::uint64_t>();
  checks.equal("classes add up to the leads", classes, result.at("leads"));
  checks.equal("the cross table adds up to the leads", cross, result.at("leads"));
  checks.equal("leads, outside and undated add up to the rows used", used,
               result.at("leads").get<std::uint64_t>() + result.at("outside_window").get<std::uint64_t>() + result.at("undated").get<std::uint64_t>());
  std::map<std::string, std::uint64_t> first = {{"a", 0}, {"b", 0}};
  for (const Json& one : result.at("moved")) {
    first[one.at("contract").get<std::string>()] += one.at("first").get<std::uint64_t>();
    checks.that("first and alone are among those that fail", one.at("first") <= one.at("failed") && one.at("alone") <= one.at("failed"));
  }
  checks.equal("fails first adds up to only A", first["b"], of_class(result, "only_a"));
  checks.equal("fails first adds up to only B", first["a"], of_class(result, "only_b"));
  std::map<std::string, std::uint64_t> segments = {{"a", 0}, {"b", 0}};
  for (const Json& one : result.at("segments"))
    for (auto& [side, leads] : segments)
      if (!one.at(side).is_null()) leads += one.at(side).get<std::uint64_t>();
  for (const auto& [side, leads] : segments)
    if (!result.at("segments").empty()) checks.equal("segments of " + side, leads, result.at(side).at("counted").at("leads"));
}

void check_list(const Json& result, const std::string& file, Checks& checks) {
  std::map<std::string, std::uint64_t> classes;
  std::uint64_t rows = 0;
  for (const Cells& row : read_csv(read_file(file))) {
    if (rows++ == 0) continue;
    checks.equal("cells of a row", row.size(), 6);
    ++classes[row[1]];
    const bool moved = row[1] != "both" && row[1] != "neither";
    if (moved == row[4].empty()) checks.that("a moved lead, and no other, has a clause that moved it", false, row[0]);
  }
  checks.equal("rows of the list", rows - 1, result.at("leads"));
  for (const char* name : {"both", "only_a", "only_b", "neither", "unknown", "excluded"})
    checks.equal(std::string("list, ") + name, classes[name], of_class(result, name));
}

}  // namespace

void check_compare(const Export& data, const Export& shuffled, Checks& checks) {
  const std::string a = variant(data, "a.toml", "employees BETWEEN 100 AND 1000 AND (title LIKE '%Director%' OR source = 'Event')");
  const std::string b = variant(data, "b.toml", "employees > 200 AND NOT (source = 'Event' OR industry = 'Retail')");
  const Export pair = asked(data, a, b);
  checks.about("compare, " + data.name);
  const std::string list = pair.scratch->path("list.csv");
  const Json one = report(pair, {"compare", {"--threads", "1", "--leads", list}}, checks);
  check_sums(one, checks);
  check_list(one.at("result"), list, checks);
  for (const char* name : {"both", "only_a", "only_b", "neither", "unknown", "excluded"}) checks.that(std::string("there are leads in ") + name, of_class(one.at("result"), name) > 0);
  for (const char* threads : {"2", "7"}) {
    const std::string other = pair.scratch->path(std::string("list-") + threads + ".csv");
    checks.equal(std::string("with --threads ") + threads, report(pair, {"compare", {"--threads", threads, "--leads", other}}, checks), one);
    checks.that(std::string("the list with --threads ") + threads, same_bytes(other, list), "differs");
  }
  checks.equal("rows in another order", without_input(report(asked(shuffled, a, b), {"compare", {}}, checks)), without_input(one));

  const Json mirror = report(asked(data, b, a), {"compare", {}}, checks);
  checks.equal("only A mirrored", of_class(mirror.at("result"), "only_b"), of_class(one.at("result"), "only_a"));
  checks.equal("only B mirrored", of_class(mirror.at("result"), "only_a"), of_class(one.at("result"), "only_b"));
  checks.equal("unknown mirrored", of_class(mirror.at("result"), "unknown"), of_class(one.at("result"), "unknown"));
  const Json self = report(asked(data, a, a), {"compare", {}}, checks);
  checks.equal("a contract against itself", of_class(self.at("result"), "only_a") + of_class(self.at("result"), "only_b"), 0);
  checks.equal("both, against itself", of_class(self.at("result"), "both"), one.at("result").at("a").at("counted").at("leads"));

  const Json grouped = report(pair, {"compare", {"--by", "source", "--window", "2025-06"}}, checks);
  check_sums(grouped, checks);
  std::uint64_t leads = 0;
  for (const Json& group : grouped.at("result").at("groups"))
    for (const Json& part : group.at("classes")) leads += part.at("leads").get<std::uint64_t>();
  checks.equal("groups add up", leads, grouped.at("result").at("leads"));

  Export alone = edited(data, read_file(data.files[0]));
  alone.contract = a;
  const Json audit = report(alone, {"audit", {}}, checks);
  std::size_t clocks = 0;
  for (const Json& clock : one.at("result").at("clocks")) {
    if (clock.at("contract") != "a") continue;
    const Json& known = audit.at("result").at("clocks").at(clocks++);
    for (const char* key : {"clock", "met", "met_early", "breached", "open", "unknown", "exempt", "compliance"}) checks.equal(std::string("clock as in the audit, ") + key, clock.at(key), known.at(key));
  }
  checks.equal("claimed as in the audit", one.at("result").at("a").at("claimed"), audit.at("result").at("population"));
  const Json where = report(pair, {"compare", {"--where", "employees > 200"}}, checks);
  check_sums(where, checks);
}

}  // namespace invariants
