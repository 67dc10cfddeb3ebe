// The seed that nobody chose: the same for every order of rows, packing and number of threads, another one for another content, and good to draw the same
// leads by hand.
#include <cstdio>

#include "suites.hpp"
#include "world.hpp"

namespace invariants {

namespace {

/// What an audit with a sample of forty draws: its seed, and the leads in their order.
struct Drawn {
  Json seed;
  std::string from, leads;
};

Drawn draw(const Export& data, std::vector<std::string> more, Checks& checks) {
  const std::string sheet = data.scratch->path("drawn.csv");
  std::remove(sheet.c_str());
  more.insert(more.end(), {"--sample", "40", "--worksheet", sheet});
  const Json audit = report(data, {"audit", more, false}, checks);
  if (audit.is_null()) return {};
  Drawn drawn{audit.at("result").at("seed"), audit.at("result").at("seed_from").get<std::string>(), {}};
  const std::string rows = read_file(sheet);
  for (std::size_t at = rows.find('\n'); at != std::string::npos && at + 1 < rows.size(); at = rows.find('\n', at + 1)) drawn.leads += rows.substr(at + 1, rows.find(',', at) - at - 1) + " ";
  return drawn;
}

void same(const std::string& what, const Drawn& got, const Drawn& wanted, Checks& checks) {
  checks.equal(what + ": the seed", got.seed, wanted.seed);
  checks.same_text(what + ": the leads drawn", got.leads, wanted.leads);
}

/// The bytes with the first character of the second cell of a row in the middle changed.
std::string with_one_cell_changed(std::string bytes) {
  const std::size_t line = bytes.find('\n', bytes.size() / 2) + 1, first = bytes.find(',', line) + 1;
  bytes[first] = bytes[first] == 'x' ? 'y' : 'x';
  return bytes;
}

}  // namespace

void check_sample(const Export& data, const Export& shuffled, const Export& halves, Checks& checks) {
  for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--stratify", "source"}, {"--where", "employees > 100"}}) {
    checks.about(data.name + ", the sample" + (more.empty() ? "" : " " + more[0] + " " + more[1]));
    const Drawn wanted = draw(data, more, checks);
    checks.equal("the seed is of the export", wanted.from, "export");
    checks.that("there are leads to draw", wanted.leads.size() > 40);
    same("rows in another order", draw(shuffled, more, checks), wanted, checks);
    same("two files", draw(halves, more, checks), wanted, checks);
    for (const char* threads : {"1", "3", "7"}) {
      std::vector<std::string> on = more;
      on.insert(on.end(), {"--threads", threads});
      same(std::string(threads) + " threads", draw(data, on, checks), wanted, checks);
    }
    std::vector<std::string> by_hand = more;
    by_hand.insert(by_hand.end(), {"--seed", wanted.seed.dump()});
    const Drawn repeated = draw(data, by_hand, checks);
    same("the seed given by hand", repeated, wanted, checks);
    checks.equal("which is said", repeated.from, "option");
    by_hand.back() = "7";
    const Drawn other = draw(data, by_hand, checks);
    checks.equal("another one wins", other.seed, 7);
    checks.that("and draws others", other.leads != wanted.leads);
  }
  checks.about(data.name + ", the seed");
  const Json seed = draw(data, {}, checks).seed;
  checks.that("--where chooses leads, and not the seed", draw(data, {"--where", "employees > 100"}, checks).seed == seed);
  checks.that("one character of one cell makes another seed", draw(edited(data, with_one_cell_changed(read_file(data.files.front()))), {}, checks).seed != seed);
  checks.that("another moment of judging makes another seed", draw(data, {"--as-of", "2026-06-30T00:00:00Z"}, checks).seed != seed);
  const Json all = report(data, {"audit", {"--sample", "all"}, false}, checks);
  checks.that("where all are judged there is none", all.at("result").at("seed").is_null());
}

}  // namespace invariants
