// How a column is read hangs on what it holds, and on nothing that stands around it: days are days, whatever midnight and offset a CRM writes behind them, and
// amounts are what they are, whatever begins their decimals.
#include <algorithm>
#include <functional>

#include "reading.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

using Change = std::function<void(const std::string& column, std::string& cell)>;

std::string with_cells(const std::vector<Cells>& rows, const Change& change) {
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t c = 0; c < rows[i].size(); ++c) {
      std::string cell = rows[i][c];
      if (i > 0 && rows[i].size() == rows[0].size()) change(rows[0][c], cell);
      text += c ? ",\"" : "\"";
      for (const char letter : cell) text += letter == '"' ? "\"\"" : std::string(1, letter);
      text += '"';
    }
    text += '\n';
  }
  return text;
}

bool is_moment(const std::string& cell) { return cell.size() == 16 && cell[4] == '-' && cell[7] == '-' && cell[10] == ' ' && cell[13] == ':'; }

/// 107500 as 107.500, 107,500 or, where `cents`, with two decimals behind.
std::string grouped(std::string digits, char group, bool cents) {
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, group);
  return cents ? digits + (group == '.' ? ",00" : ".00") : digits;
}

/// $93,750.00 as 93750.
std::string digits_of(std::string cell) {
  if (cell.starts_with('$')) cell.erase(0, 1);
  if (cell.ends_with(".00")) cell.resize(cell.size() - 3);
  std::erase(cell, ',');
  return cell;
}

struct Example {
  Scratch scratch;
  std::vector<Cells> rows = read_csv(read_file(HANDOFF_PROJECT "/examples/leads.csv"));
  Json ask(const std::string& name, const std::vector<std::string>& words, const Change& change, Checks& checks) {
    const std::string file = scratch.path(name + ".csv");
    write_file(file, with_cells(rows, change));
    std::vector<std::string> line = {words[0], file, "-c", HANDOFF_PROJECT "/examples/sla.toml", "--as-of", "2026-07-01T00:00:00-04:00", "-f", "json", "--max-rejects", "100%"};
    line.insert(line.end(), words.begin() + 1, words.end());
    const Output said = run_words(line);
    checks.that(name + ": " + words[0] + " makes a report", said.code < 2, said.err);
    return said.code < 2 ? Json::parse(said.out).at("result") : Json();
  }
};

const std::vector<std::vector<std::string>> questions = {{"waterfall"}, {"waterfall", "--by", "month"}, {"audit", "--sample", "all", "--seed", "1"}, {"breaches", "--all", "--most", "100000"}, {"weekly"}, {"pipeline"}};

void check_days(Checks& checks) {
  checks.about("days, whatever stands behind them");
  Example example;
  const auto behind = [](const std::string& text) {
    return [text](const std::string&, std::string& cell) {
      if (is_moment(cell)) cell = cell.substr(0, 10) + text;
    };
  };
  for (const std::vector<std::string>& words : questions) {
    const Json days = example.ask("days", words, behind(""), checks);
    for (const char* text : {"T00:00:00.000Z", " 00:00", "T00:00:00+0900"}) {
      const Json same = example.ask("midnights", words, behind(text), checks);
      checks.that(words[0] + " of days with " + text, same == days, first_difference(same, days));
    }
    checks.that(words[0] + " of moments is another", words[0] == "pipeline" || example.ask("moments", words, behind("T13:00:00Z"), checks) != days);
  }
}

void check_decimals(Checks& checks) {
  checks.about("amounts, whatever begins their decimals");
  Example example;
  std::string first;   // one cell of the column tells its notation; the others may be either
  const auto written = [&first](char group) {
    first.clear();
    return [&first, group](const std::string& column, std::string& cell) {
      if (column != "Recent Deal Amount") return;
      cell = digits_of(cell);
      if (cell.size() < 4 || cell.find_first_not_of("0123456789") != std::string::npos) return;
      const bool tells = first.empty();
      if (tells) first = cell;
      cell = grouped(cell, group, tells);
    };
  };
  for (const char* command : {"waterfall", "weekly", "pipeline"}) {
    const Json plain = example.ask("plain", {command}, [](const std::string&, std::string&) {}, checks);
    for (const char group : {'.', ','}) {
      const Json same = example.ask("grouped", {command}, written(group), checks);
      checks.that(std::string(command) + " with the group mark " + group, same == plain, first_difference(same, plain));
    }
    checks.that("there are amounts", !first.empty());
  }
}

}  // namespace

void check_columns(Checks& checks) {
  check_days(checks);
  check_decimals(checks);
}

}  // namespace invariants
