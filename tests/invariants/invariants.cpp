// Invariants of whole runs over generated exports: the numbers are true, the same however the leads arrive, and agree with one another.
// usage: invariants_tests <handoff-generate> <rows> [--times] [--but] [truth|bytes|totals|formats|ledger|compare|explain|breaches|due|weekly|agree|in_force|touches|money|history|owners|one_answer|accounts|canaries|terminals|persons|ignorance|wall|horizon|columns|sample|fail ...]
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <exception>
#include <functional>
#include <iostream>

#include "suites.hpp"

using namespace invariants;

namespace {

struct Part {
  std::string name;
  std::function<void(Checks&)> run;
};

/// What each style's export is like when every ugliness that goes together is in it.
const std::vector<std::string> whole_sets = {"all", "all,-latin1,utf16,tab"};
/// Smaller exports, each for a reading of its own.
const std::vector<std::string> small_sets = {"none",       "semicolon",      "tab",         "utf16",         "mdy",
                                             "dmy",        "dateonly",       "pipe,quoteall", "all,semicolon", "all,-dst,-ampm,dateonly",
                                             "all,-ampm,dmy"};

std::vector<Part> parts_of(const std::string& generator, std::uint64_t rows) {
  const std::uint64_t fewer = std::min(rows, std::max<std::uint64_t>(rows / 40, 5'000)), few = std::min<std::uint64_t>(rows, 5'000);
  const std::vector<std::string> styles = {"hubspot", "salesforce"};
  const bool brief = rows <= 20'000;  // one column in three; tests/long.sh looks at all
  const auto truth = [=](Checks& checks) {
    for (const std::string& style : styles) {
      std::uint64_t seed = 11;
      const auto check = [&](const std::string& ugly, std::uint64_t size, std::vector<std::string> more) {
        const Export data = generate(generator, {style, ugly, size, ++seed, std::move(more)});
        check_truth(data, checks);
        check_truth_groups(data, checks);
      };
      check("all", style == "hubspot" ? rows : std::min(rows, std::max(rows / 5, few)), {});
      check("all", fewer, {"--columns", "44"});  // the score carries a date, and the contract a window for it
      // Under a sanitizer, which is told by its few rows, each style has half of them: the paths are the same.
      for (std::size_t i = 0; i < small_sets.size(); ++i)
        if (rows > 5'000 || i % 2 == (style == "hubspot" ? 0U : 1U)) check(small_sets[i], fewer, {});
    }
  };
  const auto bytes = [=](Checks& checks) {
    for (std::size_t i = 0; i < styles.size(); ++i) {
      const std::uint64_t size = i == 0 ? rows : std::min(rows, std::max<std::uint64_t>(rows / 10, 20'000));
      const auto make = [&](const std::string& ugly, std::vector<std::string> more, int split) {
        more.insert(more.end(), {"--columns", "44"});  // wide rows: several blocks, and so several workers, in a small export
        return generate(generator, {styles[i], ugly, size, 3, std::move(more), split});
      };
      check_bytes(make(whole_sets[i], {}, 1), make(whole_sets[i], {"--shuffle", "7"}, 1), checks);
      // Footers and repeated headers belong to files, not to leads: two files have more of them.
      const std::string bare = whole_sets[i] + ",-footer,-repeated";
      check_same_leads(make(bare, {}, 1), make(bare, {}, 2), checks);
    }
  };
  const auto totals = [=](Checks& checks) {
    for (const std::string& style : styles) check_totals(generate(generator, {style, "all", fewer, 21, {}}), checks);
  };
  const auto formats = [=](Checks& checks) {
    for (const std::string& style : styles) check_formats(generate(generator, {style, "all", fewer, 31, {}}), checks);
  };
  const auto ledger = [=](Checks& checks) {
    check_ledger(generate(generator, {"hubspot", "all", rows, 41, {}}), checks);
    check_ledger(generate(generator, {"salesforce", "all,-latin1,utf16", fewer, 42, {}}), checks);
    check_ledger(generate(generator, {"hubspot", "dateonly", fewer, 43, {}}), checks);
    check_formulas(generate(generator, {"hubspot", "none", few, 44, {}}), checks);
  };
  const auto compare = [=](Checks& checks) {
    for (const std::string& style : styles)
      check_compare(generate(generator, {style, "all,-latin1,utf16", fewer, 61, {}}), generate(generator, {style, "all,-latin1,utf16", fewer, 61, {"--shuffle", "7"}}), checks);
  };
  const auto explain = [=](Checks& checks) {
    for (const std::string& style : styles) check_explain(generate(generator, {style, "all,-latin1,utf16", few, 71, {}}), checks);
  };
  const auto breaches = [=](Checks& checks) {
    for (const std::string& style : styles)
      check_breaches(generate(generator, {style, "all,-latin1,utf16", fewer, 71, {}}), generate(generator, {style, "all,-latin1,utf16", fewer, 71, {"--shuffle", "7"}}), checks);
  };
  const auto due = [=](Checks& checks) {
    for (const std::string& style : styles) check_due(generate(generator, {style, "none", few, 73, {}}), checks);
  };
  const auto weekly = [=](Checks& checks) {
    for (const std::string& style : styles)
      check_weekly(generate(generator, {style, "all,-latin1,utf16", fewer, 81, {}}), generate(generator, {style, "all,-latin1,utf16", fewer, 81, {"--shuffle", "7"}}), checks);
  };
  const auto agree = [=](Checks& checks) {
    for (const std::string& style : styles) check_agree(generate(generator, {style, "all,-latin1,utf16", fewer, 83, {}}), checks);
  };
  const auto in_force = [=](Checks& checks) {
    for (const std::string& style : styles) check_in_force(generate(generator, {style, "all,-latin1,utf16", fewer, 99, {}}), checks);
  };
  const auto touches = [=](Checks& checks) {
    for (const std::string& style : styles)
      for (const char* ugly : {"all,-latin1,utf16", "none", "dateonly"}) check_touches(generate(generator, {style, ugly, fewer, 81, {}, 1, true}), checks);
  };
  const auto fail = [=](Checks& checks) { check_that_checks_fail(generate(generator, {"hubspot", "none", few, 51, {}, 1, true}), checks); };
  const auto money = [=](Checks& checks) { check_money(generate(generator, {"hubspot", "none", few, 91, {}, 1, true}), checks); };
  const auto history = [=](Checks& checks) {
    for (const std::string& style : styles) check_history(generate(generator, {style, "none", few, 95, {}, 1, true}), checks);
  };
  const auto owners = [=](Checks& checks) {
    for (const std::string& style : styles) check_owners(generate(generator, {style, "all,-latin1,utf16", 5'000, 97, {}}), checks);  // fewer change hands too seldom
  };
  const auto one_answer = [=](Checks& checks) {
    for (std::uint64_t seed = rows <= 5'000 ? 7 : 1; seed <= 8; ++seed) check_one_answer(seed, seed == 8 ? few / 2 : few / 10, checks);
  };
  const auto drawn = [=](Checks& checks) {
    for (const std::string& style : styles) {
      const auto make = [&](std::vector<std::string> more, int split) { return generate(generator, {style, "all,-latin1,utf16,-footer,-repeated", few, 101, std::move(more), split}); };
      check_sample(make({}, 1), make({"--shuffle", "7"}, 1), make({}, 2), checks);
    }
  };
  const auto seen = [=](Checks& checks) { check_canaries(brief, checks); };
  const auto obeyed = [=](Checks& checks) { check_terminals(brief, checks); };
  const auto accounts = [](Checks& checks) { check_accounts(HANDOFF_PROJECT, checks); };
  return {{"truth", truth}, {"bytes", bytes}, {"totals", totals}, {"formats", formats}, {"ledger", ledger}, {"compare", compare}, {"explain", explain}, {"breaches", breaches}, {"due", due}, {"weekly", weekly}, {"agree", agree}, {"in_force", in_force}, {"touches", touches}, {"money", money}, {"history", history}, {"owners", owners}, {"one_answer", one_answer}, {"accounts", accounts}, {"canaries", seen}, {"terminals", obeyed}, {"persons", check_persons}, {"ignorance", check_ignorance}, {"wall", check_wall}, {"horizon", check_horizon}, {"columns", check_columns}, {"sample", drawn}, {"fail", fail}};
}

void tell_time(const std::string& name, std::chrono::steady_clock::time_point from) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - from;
  std::cerr << name << ": " << seconds.count() << " s, peak so far " << usage.ru_maxrss / 1024 << " MiB\n";
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 3) {
    std::cerr << "usage: invariants_tests <handoff-generate> <rows> [--times] [--but] [truth|bytes|totals|formats|ledger|compare|explain|breaches|due|weekly|agree|in_force|touches|money|history|owners|one_answer|accounts|canaries|terminals|persons|ignorance|wall|horizon|columns|sample|fail ...]\n";
    return 2;
  }
  std::signal(SIGPIPE, SIG_IGN);
  const std::uint64_t rows = std::stoull(argv[2]);
  std::vector<std::string> wanted(argv + 3, argv + argc);
  const bool times = std::erase(wanted, "--times") > 0, but = std::erase(wanted, "--but") > 0;
  Checks checks;
  for (const Part& part : parts_of(argv[1], rows)) {
    const bool named = std::find(wanted.begin(), wanted.end(), part.name) != wanted.end();
    if (!wanted.empty() && named == but) continue;
    const auto from = std::chrono::steady_clock::now();
    try {
      part.run(checks);
    } catch (const std::exception& error) {
      checks.that("the part " + part.name + " runs to its end", false, error.what());
    }
    if (times) tell_time(part.name, from);
  }
  std::cout << checks.passed << " passed, " << checks.failed << " failed\n";
  return checks.failed > 0 ? 1 : 0;
}
