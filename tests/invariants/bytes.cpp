// The same bytes whatever the number of threads, the order of rows, the number of files and the way in.
#include "suites.hpp"

namespace invariants {

namespace {

/// All that a run leaves behind.
struct Answer {
  std::string waterfall, grouped, audit, ledger;
};

Answer answer(const Export& data, const std::vector<std::string>& more, bool pipe, Checks& checks) {
  const auto run = [&](const std::string& command, std::vector<std::string> options) {
    options.insert(options.end(), more.begin(), more.end());
    options.insert(options.end(), {"-f", "json"});
    const Output output = call(data, {command, options, pipe});
    checks.that(command + " succeeds", output.code == 0, output.err);
    return output.out;
  };
  const std::string ledger = data.scratch->path("sample.csv");
  Answer all;
  all.waterfall = run("waterfall", {});
  all.grouped = run("waterfall", {"--by", "source", "--by", "month"});
  all.audit = run("audit", {"--sample", "200", "--by", "segment", "--leads", ledger});
  all.ledger = read_file(ledger);
  return all;
}

void compare(const Answer& got, const Answer& wanted, Checks& checks) {
  checks.same_text("waterfall", got.waterfall, wanted.waterfall);
  checks.same_text("waterfall by source and month", got.grouped, wanted.grouped);
  checks.same_text("audit", got.audit, wanted.audit);
  checks.same_text("ledger of the sample", got.ledger, wanted.ledger);
}

/// A report with its inputs added up, and without the notes that name a file: the rest must not know where the leads came from.
Json neutral(const std::string& text) {
  Json report = Json::parse(text);
  Json notes = Json::array();
  for (const Json& note : report.at("notes")) {
    bool names_file = false;
    for (const Json& account : report.at("input"))
      names_file = names_file || note.get<std::string>().find(account.at("file").get<std::string>() + ":") != std::string::npos;
    if (!names_file) notes.push_back(note);
  }
  report["input"] = summed_input(report);
  report["notes"] = notes;
  return report;
}

void compare_neutral(const Answer& got, const Answer& wanted, Checks& checks) {
  const auto same = [&](const char* what, const std::string& a, const std::string& b) {
    const Json one = neutral(a), two = neutral(b);
    checks.equal(what, one, two);
    checks.that(std::string(what) + ", to the byte", one != two || one.dump() == two.dump());
  };
  same("waterfall", got.waterfall, wanted.waterfall);
  same("waterfall by source and month", got.grouped, wanted.grouped);
  same("audit", got.audit, wanted.audit);
  checks.same_text("ledger of the sample", got.ledger, wanted.ledger);
}

std::string full_ledger(const Export& data, const std::string& threads, Checks& checks) {
  const std::string path = data.scratch->path("ledger-" + threads + ".csv");
  const Output output = call(data, {"audit", {"--sample", "all", "--leads", path, "--threads", threads, "-q"}});
  checks.that("audit of all succeeds with --threads " + threads, output.code == 0, output.err);
  return path;
}

}  // namespace

void check_bytes(const Export& data, const Export& shuffled, Checks& checks) {
  checks.about("1 thread, " + data.name);
  const Answer one = answer(data, {"--threads", "1"}, false, checks);
  const std::string ledger = full_ledger(data, "1", checks);
  for (const char* threads : {"2", "7"}) {
    checks.about(std::string("1 thread and ") + threads + ", " + data.name);
    compare(answer(data, {"--threads", threads}, false, checks), one, checks);
    checks.that("ledger of all", same_bytes(full_ledger(data, threads, checks), ledger), "differs");
  }
  checks.about("file and pipe, " + data.name);
  compare_neutral(answer(data, {}, true, checks), one, checks);
  checks.about("rows in another order, " + data.name);
  compare_neutral(answer(shuffled, {}, false, checks), one, checks);
}

void check_same_leads(const Export& data, const Export& other, Checks& checks) {
  checks.about("the same leads: " + data.name + ", and " + other.name + " in " + std::to_string(other.files.size()) + " files");
  compare_neutral(answer(other, {}, false, checks), answer(data, {}, false, checks), checks);
}

}  // namespace invariants
