#include "planted.hpp"

#include <unistd.h>

#include <array>
#include <filesystem>
#include <sstream>

#include "cli.hpp"
#include "reading.hpp"

namespace invariants {

namespace {

constexpr std::size_t rows_read = 90;   // enough for groups that are named, few enough for thousands of runs

std::vector<Cells> file_of(const Scene& scene, std::size_t file) {
  std::vector<Cells> rows = read_csv(read_file(std::string(HANDOFF_PROJECT) + "/" + scene.files[file].second));
  if (rows.size() > rows_read) rows.resize(rows_read);
  return rows;
}

std::string quoted_cell(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  return out + "\"";
}

std::string csv_of(const std::vector<Cells>& rows) {
  std::string out;
  for (const Cells& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) out += quoted_cell(row[i]) + (i + 1 < row.size() ? "," : "\n");
  return out;
}

std::vector<PlantedLine> asked_of_examples() {
  const std::vector<std::string> at = {"--as-of", "2026-07-01T00:00:00-04:00", "--max-rejects", "100%"};
  std::vector<PlantedLine> out;
  const auto ask = [&](std::vector<std::string> line, std::vector<std::string> raw = {}, bool writes = false) {
    line.insert(line.end(), at.begin(), at.end());
    out.push_back({std::move(line), std::move(raw), writes});
  };
  const std::string leads = "{leads}", sla = HANDOFF_PROJECT "/examples/sla.toml", other = HANDOFF_PROJECT "/examples/minimal.toml";
  for (const char* command : {"waterfall", "audit", "breaches", "weekly", "monthly", "gaming", "check"}) ask({command, leads, "-c", sla});
  ask({"score", leads, "-c", sla}, {"Contact owner"});
  ask({"compare", sla, other, leads});
  ask({"backplan", "-c", sla, "--from", leads, "--deals", "20", "--months", "12"});
  ask({"explain", "10000064", leads, "-c", sla});
  ask({"breaches", leads, "-c", sla, "--all", "--explain", "--most", "1000"});
  ask({"audit", leads, "-c", sla, "--leads", "{out}"}, {"Contact owner"}, true);
  ask({"audit", leads, "-c", sla, "--worksheet", "{out}"}, {"Contact owner"}, true);
  ask({"compare", sla, other, leads, "--leads", "{out}"}, {}, true);
  ask({"waterfall", leads, "-c", sla, "--max-rejects", "0"});
  for (const char* by : {"owner", "source", "segment", "industry", "country", "disposition", "team"})
    for (const char* command : {"waterfall", "audit", "breaches", "weekly"}) ask({command, leads, "-c", sla, "--by", by});
  return out;
}

std::string read_if_there(const std::string& path) { return std::filesystem::exists(path) ? read_file(path) : ""; }

}  // namespace

std::vector<Scene> scenes() {
  const std::string effort = HANDOFF_PROJECT "/docs/samples/effort.toml", money = HANDOFF_PROJECT "/docs/samples/money.toml", signals = HANDOFF_PROJECT "/tests/data/contracts/signals.toml",
                    owners = HANDOFF_PROJECT "/tests/data/contracts/owners.toml";
  Scene examples{"examples", {{"leads", "examples/leads.csv"}}, asked_of_examples()};
  Scene logs{"logs", {{"leads", "docs/samples/effort.csv"}, {"touches", "docs/samples/touches.csv"}, {"history", "docs/samples/history.csv"}}, {}};
  for (const char* command : {"audit", "breaches", "weekly", "monthly", "gaming", "waterfall"}) {
    logs.asked.push_back({{command, "{leads}", "-c", effort, "--as-of", "2026-06-01", "--history", "{history}"}, {}, false});
    if (std::string(command) != "waterfall") logs.asked.back().line.insert(logs.asked.back().line.end(), {"--touches", "{touches}"});
  }
  logs.asked.push_back({{"breaches", "{leads}", "-c", effort, "--as-of", "2026-06-01", "--touches", "{touches}", "--explain", "--all"}, {}, false});
  logs.asked.push_back({{"explain", "T4", "{leads}", "-c", effort, "--as-of", "2026-06-01", "--touches", "{touches}", "--history", "{history}"}, {}, false});
  Scene deals{"money", {{"leads", "docs/samples/money.csv"}, {"deals", "docs/samples/deals.csv"}, {"spend", "docs/samples/spend.csv"}, {"members", "docs/samples/members.csv"}}, {}};
  for (const char* table : {"attribution", "leakage", "deals"})
    deals.asked.push_back({{"pipeline", "{leads}", "-c", money, "--deals", "{deals}", "--spend", "{spend}", "--touches", "{members}", "--as-of", "2026-07-01", "--table", table}, {}, false});
  deals.asked.push_back({{"pipeline", "{leads}", "-c", money, "--deals", "{deals}", "--spend", "{spend}", "--as-of", "2026-07-01", "--by", "source"}, {}, false});
  Scene scores{"scores", {{"leads", "tests/data/exports/small.csv"}, {"signals", "tests/data/logs/signals.csv"}}, {}};
  scores.asked.push_back({{"score", "{leads}", "-c", signals, "--as-of", "2026-06-15", "--signals", "{signals}"}, {"owner"}, false});
  scores.asked.push_back({{"explain", "L06", "{leads}", "-c", signals, "--as-of", "2026-06-15", "--signals", "{signals}"}, {}, false});
  Scene hands{"owners", {{"leads", "tests/data/exports/owners.csv"}, {"history", "tests/data/logs/owner-changes.csv"}}, {}};
  hands.asked.push_back({{"breaches", "{leads}", "-c", owners, "--as-of", "2026-02-11T12:00:00Z", "--history", "{history}", "--all", "--due-within", "24h"}, {}, false});
  hands.asked.push_back({{"audit", "{leads}", "-c", owners, "--as-of", "2026-02-11T12:00:00Z", "--history", "{history}", "--by", "owner"}, {}, false});
  return {examples, logs, deals, scores, hands};
}

std::vector<std::string> columns_of(const Scene& scene, std::size_t file) { return file_of(scene, file).front(); }

void write_planted(const Scene& scene, std::size_t file, std::size_t column, bool header, const std::function<std::string(std::size_t row)>& text, const Scratch& scratch) {
  for (std::size_t i = 0; i < scene.files.size(); ++i) {
    std::vector<Cells> rows = file_of(scene, i);
    if (i == file && header) rows.front()[column] = text(0);
    for (std::size_t row = 1; i == file && !header && row < rows.size(); ++row)
      if (row % 3 && column < rows[row].size()) rows[row][column] = text(row);
    write_file(scratch.path(scene.files[i].first + ".csv"), csv_of(rows));
  }
}

void run_planted(const Scene& scene, std::size_t file, std::size_t column, bool header, bool terminal, const std::function<std::string(std::size_t row)>& text,
                 const std::function<void(const PlantedLine&, const std::string& column, const Said&)>& use) {
  const Scratch scratch;
  const std::string name = columns_of(scene, file)[column];
  write_planted(scene, file, column, header, text, scratch);
  std::size_t turn = column + (header ? 1 : 0);
  for (const PlantedLine& asked : scene.asked) {
    constexpr std::array<const char*, 4> formats = {"table", "csv", "json", "md"};
    const char* const format = formats[turn++ % formats.size()];
    std::vector<std::string> args;
    for (std::string word : asked.line) {
      if (word.starts_with("{")) word = scratch.path(word == "{out}" ? "out.csv" : word.substr(1, word.size() - 2) + ".csv");
      args.push_back(word);
    }
    args.insert(args.end(), {"-f", format, "--color", "never"});
    Said said;
    for (const std::string& word : args) said.line += word + " ";
    std::ostringstream out, err;
    handoff::Streams io{STDIN_FILENO, out, err, terminal, terminal, 400, [] { return handoff::Instant{0}; }};
    said.code = handoff::run(args, io);
    said.out = std::move(out).str();
    said.err = std::move(err).str();
    if (asked.writes) {
      said.file = read_if_there(scratch.path("out.csv"));
      std::filesystem::remove(scratch.path("out.csv"));  // another command would not replace it
    }
    use(asked, name, said);
  }
}

}  // namespace invariants
