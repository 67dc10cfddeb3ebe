// One answer, whichever way the bytes come in: every command that reads leads or logs says the same of files, of pipes, of compressed files and for every
// number of threads, to the byte but for the names of the inputs; and counts the same in two parts and in another order of the rows.
#include <zlib.h>

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "suites.hpp"
#include "world.hpp"

namespace invariants {

namespace {

/// One command line. A word `{touches}` stands for however that file comes in.
struct Line {
  std::vector<std::string> words;
  bool rows = false;   ///< prints rows in the order of the export
};

/// A way for the inputs to come in: by name, the paths that stand for a file; `leads` as "-" is standard input.
struct Way {
  std::string name;
  std::map<std::string, std::vector<std::string>> paths;
  std::string threads = "2";
  std::vector<std::unique_ptr<Feed>> feeds;   // the first is standard input where `leads` is "-"
};

std::vector<Line> lines_of(const World& world) {
  const std::string& contract = world.data.contract;
  const auto with = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"-c", contract, "-f", "json"});
    return Line{std::move(words)};
  };
  std::vector<Line> lines = {
      with({"audit", "{leads}", "{--touches}", "{--history}", "--sample", "all"}),
      with({"audit", "{leads}", "{--touches}", "--window", "2026-Q1"}),
      with({"waterfall", "{leads}", "{--history}"}),
      with({"waterfall", "{leads}", "--by", "source"}),
      with({"weekly", "{leads}", "{--touches}", "{--history}"}),
      with({"monthly", "{leads}", "{--touches}"}),
      with({"breaches", "{leads}", "{--touches}", "--all"}),
      with({"breaches", "{leads}", "{--history}"}),
      with({"gaming", "{leads}", "{--touches}"}),
      with({"score", "{leads}", "{--signals}"}),
      with({"pipeline", "{leads}", "{--deals}", "{--spend}", "{--touches}"}),
      with({"explain", "L10007", "{leads}", "{--touches}", "{--history}", "{--signals}"}),
      with({"check", "{leads}"}),
      with({"backplan", "--from", "{leads}"}),
      {{"compare", contract, contract, "{leads}", "-f", "json"}},
      {{"audit", "{leads}", "{--touches}", "-c", beside(world, "first.toml"), "-c", beside(world, "second.toml"), "-f", "json"}},
      {{"explain", "L10007", "{leads}", "{--touches}", "-c", beside(world, "first.toml"), "-c", beside(world, "second.toml"), "-f", "json"}},
      {{"score", "{leads}", "{--signals}", "-c", contract, "-f", "csv"}, true},
      {{"init", "{leads}", "-o", "-"}, true},
  };
  return lines;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

/// The output with a file's plain name wherever a way has another for it.
std::string plainly_named(const World& world, const Way& way, std::string text) {
  for (const auto& [name, paths] : way.paths) {
    const std::string& plain = world.files.at(name);
    for (const std::string& path : paths) {
      if (path != "-") {
        replace_all(text, path, plain);
        continue;
      }
      for (const char* after : {"\"", ":", ","}) replace_all(text, std::string("\"-") + after, "\"" + plain + after);
    }
  }
  replace_all(text, "It stands in -,", "It stands in " + world.files.at("leads") + ",");
  for (const char* name : {"standard input", "leads.csv.gz"}) replace_all(text, "for " + std::string(name) + ", template", "for leads.csv, template");
  for (const char* name : {"standard input", "leads.csv.gz"})
    if (text.starts_with(std::string(name) + ": ")) text.replace(0, std::string_view(name).size(), "leads.csv");  // what init says beside it
  replace_all(text, "handoff check FILE -\n", "handoff check FILE " + world.files.at("leads") + "\n");
  if (text.starts_with("-: ")) text.replace(0, 1, world.files.at("leads"));  // the account beside rows
  return text;
}

Output run_line(const World& world, const Line& line, const std::function<Way()>& make_way) {
  const Way way = make_way();
  std::vector<std::string> words;
  for (const std::string& word : line.words) {
    if (word == "{leads}") {
      for (const std::string& path : way.paths.at("leads")) {
        if (!words.empty() && words.back() != "--from" && words.front() == "backplan") words.emplace_back("--from");
        words.push_back(path);
      }
    } else if (word.starts_with("{--")) {
      const std::string option = word.substr(1, word.size() - 2);
      const std::vector<std::string>& paths = way.paths.at(option.substr(2));
      const bool one = line.words.front() == "pipeline" && paths.size() > 1;  // which takes one file of touches
      for (const std::string& path : one ? std::vector<std::string>{world.files.at(option.substr(2))} : paths) words.insert(words.end(), {option, path});
    } else {
      words.push_back(word);
    }
  }
  if (line.words.front() != "init") words.insert(words.end(), {"--as-of", world.data.truth.at("as_of").get<std::string>(), "--threads", way.threads});
  const bool piped = way.paths.at("leads").front() == "-";
  Output output = run_words(words, piped ? way.feeds.front().get() : nullptr);
  output.out = plainly_named(world, way, std::move(output.out));
  output.err = plainly_named(world, way, std::move(output.err));
  return output;
}

void write_gz(const std::string& path, const std::string& bytes) {
  const gzFile file = gzopen(path.c_str(), "wb1");
  if (file == nullptr || gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size())) != static_cast<int>(bytes.size()) || gzclose(file) != Z_OK)
    throw std::runtime_error(path + " cannot be written");
}

Way as_files(const World& world) {
  Way way{"files", {}, "2", {}};
  for (const auto& [name, path] : world.files) way.paths[name] = {path};
  return way;
}

Way with_threads(const World& world, const std::string& threads) {
  Way way = as_files(world);
  way.name = threads + " threads";
  way.threads = threads;
  return way;
}

/// The leads, or the log named, as standard input; the others through pipes that have names.
Way as_pipes(const World& world) {
  Way way{"pipes", {}, "2", {}};
  way.feeds.push_back(std::make_unique<Feed>(world.files.at("leads")));
  way.paths["leads"] = {"-"};
  for (const auto& [name, path] : world.files) {
    if (name == "leads") continue;
    way.feeds.push_back(std::make_unique<Feed>(path));
    way.paths[name] = {"/dev/fd/" + std::to_string(way.feeds.back()->fd())};
  }
  return way;
}

Way compressed(const World& world) {
  Way way{"gz", {}, "2", {}};
  for (const auto& [name, path] : world.files) {
    way.paths[name] = {path + ".gz"};
    write_gz(path + ".gz", world.bytes.at(name));
  }
  return way;
}

/// Two parts of the leads, of the touches and of the history; the other logs are one file.
Way in_parts(const World& world) {
  Way way{"parts", {}, "2", {}};
  for (const auto& [name, path] : world.files) way.paths[name] = {path};
  for (const char* name : {"leads", "touches", "history"}) {
    const std::vector<std::string> halves = in_halves(world.bytes.at(name));
    way.paths[name] = {beside(world, std::string(name) + "-1.csv"), beside(world, std::string(name) + "-2.csv")};
    for (std::size_t i = 0; i < 2; ++i) write_file(way.paths[name][i], halves[i]);
  }
  return way;
}

Way shuffled_rows(const World& world) {
  Way way{"another order of rows", {}, "3", {}};
  for (const auto& [name, path] : world.files) {
    way.paths[name] = {beside(world, name + "-shuffled.csv")};
    write_file(way.paths[name].front(), in_other_order(world.bytes.at(name)));
  }
  return way;
}

/// What is counted, whichever files and lines it stands in: the result, and the accounts of the leads and of each log, added up.
Json counted(const Output& output, std::size_t parts) {
  Json report = Json::parse(output.out);
  Json accounts = Json::object();
  std::size_t at = 0;
  for (const Json& input : report.at("input")) {
    const std::string name = at++ < parts ? "leads" : "log " + std::to_string(at - parts);
    for (const auto& [key, value] : input.items()) {
      if (!value.is_number()) continue;
      Json& sum = accounts[name][key];
      sum = (sum.is_number() ? sum.get<std::uint64_t>() : 0) + value.get<std::uint64_t>();
    }
  }
  Json result = report.at("result");
  if (result.is_object()) result.erase("rows");
  if (result.is_object()) result.erase("place");
  if (result.is_object()) result.erase("totals");
  return {{"result", result}, {"accounts", accounts}};
}

void check_ways(const World& world, const Line& line, Checks& checks) {
  checks.about(world.data.name + ", " + line.words.front() + (line.words.size() > 3 ? " " + line.words[2] + " " + line.words[3] : ""));
  const Output wanted = run_line(world, line, [&] { return as_files(world); });
  const bool no_rate = line.words.front() == "backplan" && wanted.err.find("no leads old enough") != std::string::npos;
  checks.that("files are read", wanted.code == 0 || wanted.code == 1 || no_rate, wanted.err);
  const auto same = [&](const std::string& way, const Output& got) {
    checks.equal(way + ": exit code", got.code, wanted.code);
    checks.same_text(way + ": what is written", got.out, wanted.out);
    checks.same_text(way + ": what is told beside it", got.err, wanted.err);
  };
  same("pipes", run_line(world, line, [&] { return as_pipes(world); }));
  same("gz", run_line(world, line, [&] { return compressed(world); }));
  for (const char* threads : {"1", "3", "7"}) same(std::string(threads) + " threads", run_line(world, line, [&] { return with_threads(world, threads); }));
  if (line.rows || wanted.code == 2) return;
  const Output parts = run_line(world, line, [&] { return in_parts(world); }), shuffled = run_line(world, line, [&] { return shuffled_rows(world); });
  checks.that("parts and shuffled rows are read", parts.code == wanted.code && shuffled.code == wanted.code, parts.err + shuffled.err);
  if (parts.code != wanted.code || shuffled.code != wanted.code) return;
  checks.equal("parts", counted(parts, 2), counted(wanted, 1));
  checks.equal("another order of rows", counted(shuffled, 1), counted(wanted, 1));
}

/// A history with a row for every lead that says nothing: then the touches of all are held. What is held of fewer must count the same.
void check_nothing_dropped_matters(const World& world, Checks& checks) {
  std::string everyone = "Lead,To,Since,Whose\n";
  for (std::uint64_t i = 0; i < 20'000; ++i) everyone += "L" + std::to_string(10'000 + i) + ",nothing,2020-01-01,\n";
  const std::string all = beside(world, "everyone.csv"), nobody = beside(world, "nobody.csv");
  write_file(all, everyone);
  write_file(nobody, "Lead,To,Since,Whose\nX0,nothing,2020-01-01,\n");
  for (const std::string command : {"audit", "weekly", "monthly", "breaches"}) {
    for (const std::string window : {"", "2026-Q1"}) {
      if (!window.empty() && (command == "weekly" || command == "monthly")) continue;
      checks.about(world.data.name + ", " + command + " " + window);
      const auto run = [&](const std::string& history) {
        std::vector<std::string> words = {command, world.files.at("leads"), "-c", world.data.contract, "--touches", world.files.at("touches"), "--history", history,
                                          "--allow-unproven", "-f", "json", "--as-of", world.data.truth.at("as_of").get<std::string>()};
        if (!window.empty()) words.insert(words.end(), {"--window", window});
        const Output output = run_words(words);
        checks.that("it is read", output.code != 2, output.err);
        if (output.code == 2) return Json(nullptr);
        const Json report = Json::parse(output.out);
        return Json{{"result", report.at("result")}, {"leads", report.at("input").at(0)}};
      };
      checks.equal("the touches of leads that do not matter", run(nobody), run(all));
    }
  }
}

}  // namespace

void check_one_answer(std::uint64_t seed, std::uint64_t leads, Checks& checks) {
  const World world = build_world(seed, static_cast<Asked>(seed % asked_kinds), leads);
  const std::string contract = read_file(world.data.contract);
  std::string first = contract, second = contract;
  replace_all(first, "version = \"1\"\n", "version = \"1\"\neffective = { to = 2026-03-31 }\n");
  replace_all(second, "version = \"1\"\n", "version = \"2\"\neffective = { from = 2026-04-01 }\n");
  write_file(beside(world, "first.toml"), first);
  write_file(beside(world, "second.toml"), second);
  for (const Line& line : lines_of(world)) check_ways(world, line, checks);
  check_nothing_dropped_matters(world, checks);
}

}  // namespace invariants
