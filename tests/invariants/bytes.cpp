// The same bytes whatever the number of threads, the order of rows, the number of files and the way in.
#include "suites.hpp"

#include <algorithm>

namespace invariants {

namespace {

/// All that a run leaves behind.
struct Answer {
  std::string waterfall, grouped, audit, ledger, score, pipeline, gaming, check;
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
  all.score = run("score", {"--what-if", "employees >= 100..300 step 100"});
  all.pipeline = run("pipeline", {"--by", "source"});
  all.gaming = run("gaming", {});
  all.check = run("check", {});
  return all;
}

void compare(const Answer& got, const Answer& wanted, Checks& checks) {
  checks.same_text("waterfall", got.waterfall, wanted.waterfall);
  checks.same_text("waterfall by source and month", got.grouped, wanted.grouped);
  checks.same_text("audit", got.audit, wanted.audit);
  checks.same_text("ledger of the sample", got.ledger, wanted.ledger);
  checks.same_text("score", got.score, wanted.score);
  checks.same_text("pipeline", got.pipeline, wanted.pipeline);
  checks.same_text("gaming", got.gaming, wanted.gaming);
  checks.same_text("check", got.check, wanted.check);
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
  if (report.at("result").is_object()) report["result"].erase("totals");  // by file and line
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
  same("score", got.score, wanted.score);
  same("pipeline", got.pipeline, wanted.pipeline);
  same("gaming", got.gaming, wanted.gaming);
  same("check", got.check, wanted.check);
  checks.same_text("ledger of the sample", got.ledger, wanted.ledger);
}

std::string full_ledger(const Export& data, const std::string& threads, Checks& checks) {
  const std::string path = data.scratch->path("ledger-" + threads + ".csv");
  const Output output = call(data, {"audit", {"--sample", "all", "--leads", path, "--threads", threads, "-q"}});
  checks.that("audit of all succeeds with --threads " + threads, output.code == 0, output.err);
  return path;
}

std::string scored(const Export& data, const std::string& threads, Checks& checks) {
  const std::string path = data.scratch->path("scored-" + threads + ".csv");
  const Output output = call(data, {"score", {"-o", path, "--threads", threads, "-f", "json"}});
  checks.that("score succeeds with --threads " + threads, output.code == 0, output.err);
  if (output.code != 0) return path;
  std::uint64_t verdicts = 0;
  const Json result = Json::parse(output.out).at("result");
  for (const auto& [name, count] : result.at("by_verdict").items()) verdicts += count.get<std::uint64_t>();
  checks.equal("verdicts sum to the leads", verdicts, result.at("leads"));
  for (const Json& scale : result.at("scales")) {
    std::uint64_t leads = count(scale, "missing") + count(scale, "range") + count(result, "younger_than_landmark") + count(result, "undated");
    for (const Json& band : result.at("calibration"))
      if (band.at("scale") == scale.at("scale")) leads += band.at("leads").get<std::uint64_t>();
    checks.equal("bands, and who is in none, sum to the leads", leads, result.at("leads"));
  }
  return path;
}

/// The rows of a file in the order of their bytes.
std::vector<std::string> sorted_rows(const std::string& path) {
  std::vector<std::string> rows;
  const std::string text = read_file(path);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    rows.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace

void check_bytes(const Export& data, const Export& shuffled, Checks& checks) {
  checks.about("1 thread, " + data.name);
  const Answer one = answer(data, {"--threads", "1"}, false, checks);
  const std::string ledger = full_ledger(data, "1", checks);
  const std::string rows = scored(data, "1", checks);
  for (const char* threads : {"2", "7"}) {
    checks.about(std::string("1 thread and ") + threads + ", " + data.name);
    compare(answer(data, {"--threads", threads}, false, checks), one, checks);
    checks.that("scored leads", same_bytes(scored(data, threads, checks), rows), "differ");
    checks.that("ledger of all", same_bytes(full_ledger(data, threads, checks), ledger), "differs");
  }
  checks.about("file and pipe, " + data.name);
  compare_neutral(answer(data, {}, true, checks), one, checks);
  checks.about("rows in another order, " + data.name);
  compare_neutral(answer(shuffled, {}, false, checks), one, checks);
  checks.that("scored leads as a set", sorted_rows(scored(shuffled, "2", checks)) == sorted_rows(rows), "differ");
}

void check_same_leads(const Export& data, const Export& other, Checks& checks) {
  checks.about("the same leads: " + data.name + ", and " + other.name + " in " + std::to_string(other.files.size()) + " files");
  compare_neutral(answer(other, {}, false, checks), answer(data, {}, false, checks), checks);
}

}  // namespace invariants
