// A worksheet goes to people and comes back from their spreadsheets: the same answers for the same leads, and none of them lost.
#include "worksheet/worksheet.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>

#include "catch.hpp"
#include "cli.hpp"
#include "render.hpp"

using namespace handoff;
using nlohmann::json;

namespace {

using Cells = std::vector<std::string>;

struct Run {
  int code = -1;
  std::string out, err;
};
Run run_audit(std::vector<std::string> more) {
  std::vector<std::string> args = {"audit", "examples/leads.csv", "-c", "examples/sla.toml"};
  args.insert(args.end(), more.begin(), more.end());
  std::ostringstream out, err;
  Streams io{0, out, err, false, false, 100, [] { return Instant{1'800'000'000}; }};
  const int code = run(args, io);
  return {code, out.str(), err.str()};
}

struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "handoff-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string file(const char* name) const { return (path / name).string(); }
};

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void write(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

std::vector<Cells> parse(const std::string& text) {
  std::vector<Cells> rows(1, Cells(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') rows.back().back() += text[++i];
    else if (c == '"') quoted = !quoted;
    else if (quoted) rows.back().back() += c;
    else if (c == ',') rows.back().emplace_back();
    else if (c == '\n') rows.emplace_back(1);
    else rows.back().back() += c;
  }
  rows.pop_back();
  return rows;
}

std::size_t at(const Cells& header, const char* name) { return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin()); }

/// What a spreadsheet does to a cell that it takes for a number, a date or a truth, and to the mark that keeps text a text.
std::string as_shown(const std::string& cell) {
  if (cell.size() > 11 && std::all_of(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; })) return cell.substr(0, 1) + "." + cell.substr(1, 2) + "E+" + std::to_string(cell.size() - 1);
  if (cell.size() > 1 && cell[0] == '0' && cell[1] >= '0' && cell[1] <= '9') return cell.substr(cell.find_first_not_of('0'));
  if (cell.size() == 16 && cell[4] == '-' && cell[10] == ' ') return cell.substr(8, 2) + "." + cell.substr(5, 2) + "." + cell.substr(0, 4) + " " + cell.substr(11);
  if (cell.size() > 1 && cell[0] == '\'') return cell.substr(1);
  return cell;
}

std::string utf16(const std::string& ascii) {
  std::string out = "\xFF\xFE";
  for (const char c : ascii) out += std::string{c, '\0'};
  return out;
}

/// Saves as a spreadsheet would: `way` picks delimiter, quotes, line ends, encoding, order of rows and columns, blank rows, another column.
std::string saved(std::vector<Cells> rows, unsigned way, std::mt19937& random) {
  const char delimiter = way % 3 == 0 ? ',' : way % 3 == 1 ? ';' : '\t';
  if (way & 4U) std::shuffle(rows.begin() + 1, rows.end(), random);
  std::vector<std::size_t> order(rows[0].size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  if (way & 8U) std::shuffle(order.begin(), order.end(), random);
  std::string out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line;
    for (std::size_t i = 0; i < order.size(); ++i) {
      std::string cell = r == 0 ? rows[r][order[i]] : as_shown(rows[r][order[i]]);
      const bool needs = cell.find_first_of(std::string("\"\r\n") + delimiter) != std::string::npos || (way & 16U);
      for (std::size_t q = cell.find('"'); q != std::string::npos; q = cell.find('"', q + 2)) cell.insert(q, 1, '"');
      line += (i ? std::string(1, delimiter) : "") + (needs ? '"' + cell + '"' : cell);
    }
    if (way & 32U) line += delimiter + std::string(r == 0 ? "Priority" : "high");
    out += line + "\r\n";
    if ((way & 64U) && r % 7 == 3) out += std::string(order.size() - 1 + ((way & 32U) ? 1 : 0), delimiter) + "\r\n";
  }
  return (way & 128U) ? utf16(out) : out;
}

const std::vector<std::string> options = {"--as-of", "2026-07-01T00:00:00-04:00", "--sample", "60", "--seed", "7", "--window", "2025-06-01..2026-06-30"};
std::vector<std::string> with(std::vector<std::string> more) {
  more.insert(more.end(), options.begin(), options.end());
  return more;
}

}  // namespace

TEST_CASE("whatever a spreadsheet does to a worksheet, the same answers come back for the same leads, without an option") {
  Folder folder;
  const std::string sheet = folder.file("w.csv"), back = folder.file("back.csv");
  REQUIRE(run_audit(with({"--worksheet", sheet})).code == 0);
  std::vector<Cells> rows = parse(read(sheet));
  const Cells header = rows[0];
  const std::vector<std::pair<std::string, std::string>> words = {{"yes", "YES"}, {"no", "Nein"}, {"", ""}, {"y", "1"}, {"N", "FALSCH"}, {"?", "cannot tell"}};
  std::vector<Cells> plain = rows, odd = rows;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    for (const Check check : reviewed_checks) {
      const auto& [one, other] = words[(r * 5 + static_cast<std::size_t>(check)) % words.size()];
      plain[r][at(header, review_column(check).data())] = one;
      odd[r][at(header, review_column(check).data())] = other;
    }
    odd[r][at(header, "comment")] = r % 3 ? "" : "said \"later\"; call\tagain, please";
    odd[r][0] = "0" + std::to_string(1050000000000 + r);  // ids that will not survive
  }
  const auto joined = [&](const std::vector<Cells>& all) {
    std::string text;
    for (const Cells& row : all)
      for (std::size_t i = 0; i < row.size(); ++i) text += csv_text(row[i]) + (i + 1 < row.size() ? "," : "\n");
    return text;
  };
  write(back, joined(plain));
  const Run wanted = run_audit({"--reviewed", back, "-f", "json"});
  INFO(wanted.err);
  REQUIRE(wanted.code == 0);
  const json review = json::parse(wanted.out)["result"]["review"];
  CHECK(review["matched"] == 60);
  CHECK(review["rows"] == 60);
  std::mt19937 random(20261129);
  for (unsigned way = 0; way < 256; ++way) {
    write(back, saved(odd, way, random));
    const Run got = run_audit({"--reviewed", back, "-f", "json"});
    INFO("way " << way << " " << got.err);
    REQUIRE(got.code == 0);
    REQUIRE(json::parse(got.out)["result"]["review"] == review);
  }
}

TEST_CASE("a worksheet with anything of a person's in it keeps every byte, and --keep loses none of it") {
  Folder folder;
  const std::string sheet = folder.file("w.csv");
  REQUIRE(run_audit(with({"--worksheet", sheet})).code == 0);
  REQUIRE(run_audit(with({"--worksheet", sheet})).code == 0);  // nobody has filled anything in
  std::vector<Cells> rows = parse(read(sheet));
  const auto put = [&](std::size_t row, const char* column, const std::string& text) { rows[row][at(rows[0], column)] = text; };
  put(3, "fits_icp", "yes");
  put(9, "comment", "a remark");
  put(20, "touched_in_time", "no");
  std::string text;
  for (const Cells& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i ? "," : "") + csv_text(row[i]);
    text += &row == &rows[0] ? ",Priority\n" : &row == &rows[30] ? ",high\n" : ",\n";
  }
  write(sheet, text);
  const Run refused = run_audit(with({"--worksheet", sheet}));
  CHECK(refused.code == 2);
  CHECK(refused.err.find("holds 2 answers and 2 other cells") != std::string::npos);
  CHECK(read(sheet) == text);
  for (const char* seed : {"8", "9", "7"}) {  // other samples, and back
    REQUIRE(run_audit({"--as-of", "2026-07-01T00:00:00-04:00", "--sample", "40", "--seed", seed, "--worksheet", sheet, "--keep"}).code == 0);
    const std::vector<Cells> now = parse(read(sheet));
    std::multiset<std::string> work;
    for (std::size_t r = 1; r < now.size(); ++r)
      for (const char* column : {"fits_icp", "comment", "touched_in_time", "Priority"})
        if (const std::string& cell = now[r][at(now[0], column)]; !cell.empty()) work.insert(now[r][0] + " " + column + " " + cell);
    CHECK(work == std::multiset<std::string>{rows[3][0] + " fits_icp yes", rows[9][0] + " comment a remark", rows[20][0] + " touched_in_time no", rows[30][0] + " Priority high"});
  }
}

TEST_CASE("a row that the tool did not write is somebody's") {
  Folder folder;
  const std::string sheet = folder.file("w.csv");
  REQUIRE(run_audit(with({"--worksheet", sheet})).code == 0);
  const std::string text = read(sheet), remark = "Ann reviewed up to row 12";
  const auto columns = static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find('\n')), ','));
  write(sheet, text + remark + std::string(columns, ',') + "\n");
  const Run refused = run_audit(with({"--worksheet", sheet}));
  CHECK(refused.code == 2);
  CHECK(refused.err.find("1 other cell that somebody filled in") != std::string::npos);
  REQUIRE(run_audit(with({"--worksheet", sheet, "--keep"})).code == 0);
  CHECK(read(sheet).find(remark) != std::string::npos);
}

TEST_CASE("a worksheet that is not of this sample, or was damaged, is refused") {
  Folder folder;
  const std::string sheet = folder.file("w.csv"), back = folder.file("back.csv");
  REQUIRE(run_audit(with({"--worksheet", sheet})).code == 0);
  const std::string text = read(sheet);
  const auto refuses = [&](const std::string& bytes, const std::string& words, std::vector<std::string> more = {}) {
    write(back, bytes);
    more.insert(more.end(), {"--reviewed", back});
    const Run got = run_audit(more);
    INFO(got.err);
    CHECK(got.code == 2);
    CHECK(got.err.find(words) != std::string::npos);
  };
  refuses(text, "was drawn with '7'", {"--seed", "8"});
  refuses(text, "was drawn with '60'", {"--sample", "61"});
  refuses(text, "was drawn without it", {"--where", "employees > 10"});
  std::vector<Cells> rows = parse(text);
  const auto written = [&] {
    std::string out;
    for (const Cells& row : rows)
      for (std::size_t i = 0; i < row.size(); ++i) out += csv_text(row[i]) + (i + 1 < row.size() ? "," : "\n");
    return out;
  };
  const std::size_t sample = at(rows[0], "sample"), late = at(rows[0], "touched_in_time");
  rows[5][sample].replace(rows[5][sample].find("seed=7"), 6, "seed=8");  // dragged down
  refuses(written(), "back.csv:6: the cell of the column 'sample' has been changed");
  rows = parse(text);
  rows[4][late] = "x";
  refuses(written(), "back.csv:5: touched_in_time: 'x' is not a verdict");
  rows[4][late] = "";
  std::swap(rows[7][0], rows[8][0]);  // one column sorted by itself
  refuses(written(), "back.csv:8: the lead id is '");
  refuses("lead_id,touched_in_time,has_disposition,fits_icp,meets_definition\nnobody,yes,no,,\nno one,yes,no,,\n", "none of the 2 rows");
}

TEST_CASE("what nobody has answered is unknown, unless the answers are of the first leads by rank") {
  Folder folder;
  const std::string sheet = folder.file("w.csv"), back = folder.file("back.csv");
  REQUIRE(run_audit(with({"--worksheet", sheet})).code == 0);
  const std::vector<Cells> blank = parse(read(sheet));
  const std::size_t off = at(blank[0], "meets_definition");
  // `answer`: of the lead of a rank, from 0.
  const auto reviewed = [&](auto answer) {
    std::vector<Cells> rows = blank;
    for (std::size_t r = 1; r < rows.size(); ++r) rows[r][off] = answer(r - 1);
    std::string text;
    for (const Cells& row : rows)
      for (std::size_t i = 0; i < row.size(); ++i) text += csv_text(row[i]) + (i + 1 < row.size() ? "," : "\n");
    write(back, text);
    const Run run = run_audit({"--reviewed", back, "-f", "json"});
    INFO(run.err);
    REQUIRE(run.code == 0);
    return json::parse(run.out)["result"]["review"]["checks"][3];
  };
  const auto no_or_yes = [](std::size_t rank) { return rank % 3 == 0 ? "no" : "yes"; };
  const json all = reviewed(no_or_yes);
  CHECK(all["sample"] == 60);
  CHECK(all["corrected"]["count"] == 20);
  CHECK(all["corrected"]["unknown"] == 0);

  const json first = reviewed([&](std::size_t rank) { return rank < 30 ? no_or_yes(rank) : ""; });
  CHECK(first["sample"] == 30);   // a smaller sample
  CHECK(first["corrected"]["count"] == 10);
  CHECK(first["corrected"]["of"] == 30);
  CHECK(first["corrected"]["high"].get<double>() - first["corrected"]["low"].get<double>() > all["corrected"]["high"].get<double>() - all["corrected"]["low"].get<double>());

  const json gaps = reviewed([&](std::size_t rank) { return rank % 2 == 0 ? no_or_yes(rank) : ""; });   // who was easy to judge, perhaps
  CHECK(gaps["sample"] == 60);
  CHECK(gaps["corrected"]["count"] == 10);
  CHECK(gaps["corrected"]["unknown"] == 30);
  CHECK(gaps["corrected"]["least"].get<double>() == Approx(10.0 / 60));
  CHECK(gaps["corrected"]["most"].get<double>() == Approx(40.0 / 60));
  CHECK(gaps["corrected"]["least"] <= all["corrected"]["rate"]);
  CHECK(gaps["corrected"]["most"] >= all["corrected"]["rate"]);

  const json told = reviewed([&](std::size_t rank) { return rank % 2 == 0 ? no_or_yes(rank) : "cannot tell"; });   // all looked at, half of them undecided
  CHECK(told["cannot_tell"] == 30);
  CHECK(told["reviewed"] == 30);
  CHECK(told["corrected"]["unknown"] == 30);
  CHECK(reviewed([](std::size_t) { return ""; })["corrected"]["of"] == 0);
}

TEST_CASE("ids that a spreadsheet would change are known, and come back") {
  for (const char* id : {"12345678901", "007", "1-2", "1/2", "1E5", "12e03", "MAR1", "1-Mar", "TRUE", "10:20", "1.5", "+49"}) {
    INFO(id);
    CHECK(spreadsheet_changes(id));
    CHECK(id_of_worksheet(worksheet_id(id)) == id);
  }
  for (const char* id : {"10008596", "L03", "00Q5g00000ABCDE", "0", "a-1", "lead 7"}) {
    INFO(id);
    CHECK_FALSE(spreadsheet_changes(id));
    CHECK(worksheet_id(id) == id);
  }
  for (const char* id : {"=x", "@ann", "a;=1", "'=x", "-3", "it's"}) CHECK(id_of_worksheet(parse(worksheet_id(id) + "\n")[0][0]) == id);
  CHECK(id_of_worksheet("'it") == "'it");
}
