// As-of is a wall: a report as of a day says of an export made later what it says of one in which nothing is dated after that day. What a CRM overwrites
// without a date of its own (the current stage, the disposition's word, the last signal) is made the same in both.
#include <algorithm>

#include "reading.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

const std::string wall = "2026-03-01 00:00";   // dates of the example are written like this, in the zone of its contract

struct Pair { std::vector<Cells> later, then; };

std::size_t column_of(const Cells& header, const std::string& name) {
  return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
}

/// The example as it is, and with every date after the wall taken out, and every lead that came later; in both without what only the later export can know.
Pair cut_at_wall(const std::vector<Cells>& rows) {
  Pair pair{rows, rows};
  const Cells& header = rows[0];
  const auto at = [&](const char* name) { return column_of(header, name); };
  const std::vector<std::size_t> undated = {at("Lifecycle Stage"), at("Lead Disposition"), at("Disqualification Reason"), at("Recent Conversion Date")};
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].size() != header.size()) continue;
    bool later = false, there = false;
    for (std::size_t c = 0; c < header.size(); ++c) {
      if (header[c].find("Date") == std::string::npos || header[c] == "Last Modified Date") continue;
      if (rows[i][c].empty() || rows[i][c][0] != '2') continue;
      const bool stage = header[c] == "Create Date" || header[c].starts_with("Became") || header[c].starts_with("Date entered");
      there = there || (stage && rows[i][c] < wall);
      if (rows[i][c] < wall) continue;
      later = true;
      pair.then[i][c].clear();
    }
    if (!later) continue;
    for (const std::size_t c : undated) pair.later[i][c] = pair.then[i][c] = "";
    if (!there) pair.then[i].clear();
  }
  std::erase_if(pair.then, [](const Cells& row) { return row.empty(); });
  return pair;
}

std::string csv_of(const std::vector<Cells>& rows) {
  std::string text;
  for (const Cells& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      text += c ? ",\"" : "\"";
      for (const char letter : row[c]) text += letter == '"' ? "\"\"" : std::string(1, letter);
      text += '"';
    }
    text += '\n';
  }
  return text;
}

/// What a report counts, without what tells of the time after the wall.
Json without_later(Json node) {
  if (node.is_object()) node.erase("after_as_of");
  if (node.is_structured())
    for (auto& [key, value] : node.items()) value = without_later(value);
  return node;
}

}  // namespace

void check_wall(Checks& checks) {
  checks.about("as-of is a wall");
  const Pair pair = cut_at_wall(read_csv(read_file(HANDOFF_PROJECT "/examples/leads.csv")));
  const Scratch scratch;
  write_file(scratch.path("later.csv"), csv_of(pair.later));
  write_file(scratch.path("then.csv"), csv_of(pair.then));
  checks.that("there are dates after the wall", pair.later != pair.then);
  const std::vector<std::vector<std::string>> asked = {
      {"waterfall"}, {"waterfall", "--count", "claimed"}, {"waterfall", "--by", "segment"}, {"audit", "--sample", "all"}, {"breaches", "--all", "--most", "100000"}, {"weekly"},
      {"monthly"}, {"pipeline"}, {"gaming"}, {"waterfall", "--where", "first_touch_at IS NULL"}, {"waterfall", "--where", "hours(created_at, sql_at) > 0"}};
  for (const std::vector<std::string>& words : asked) {
    const auto result = [&](const char* file) {
      std::vector<std::string> line = {words[0], scratch.path(file), "-c", HANDOFF_PROJECT "/examples/sla.toml", "--as-of", "2026-03-01T00:00:00-05:00", "-f", "json", "--max-rejects", "100%"};
      line.insert(line.end(), words.begin() + 1, words.end());
      const Output said = run_words(line);
      checks.that(words[0] + " makes a report", said.code < 2, said.err);
      return said.code < 2 ? without_later(Json::parse(said.out).at("result")) : Json();
    };
    const Json later = result("later.csv"), then = result("then.csv");
    checks.that(words.size() > 1 ? words[0] + " " + words.back() : words[0], later == then, first_difference(later, then));
  }
}

}  // namespace invariants
