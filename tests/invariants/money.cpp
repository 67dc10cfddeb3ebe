// Deals and spend beside a generated export: the same bytes for any order of their rows, any split of the leads, any number of threads.
#include <algorithm>
#include <sstream>

#include "reading.hpp"
#include "suites.hpp"

namespace invariants {

namespace {

std::uint64_t hashed(std::string_view text) {
  std::uint64_t hash = 1469598103934665603ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

std::string day(std::uint64_t number) {
  const std::uint64_t month = 1 + number % 6, date = 1 + number / 6 % 28;
  return "2026-0" + std::to_string(month) + (date < 10 ? "-0" : "-") + std::to_string(date);
}

/// A deal for every third lead, two for some, in two currencies; one for a lead that nobody has.
std::vector<std::string> deals_of(const std::vector<Cells>& rows) {
  std::vector<std::string> lines;
  const auto deal = [&](const std::string& lead, std::uint64_t hash, int number) {
    const char* stage = hash % 5 == 0 ? "Closed Won" : hash % 5 == 1 ? "Closed Lost" : hash % 5 == 2 ? "Negotiation" : "Proposal";
    const std::string amount = hash % 23 == 0 ? "tbd" : std::to_string(1000 + hash % 90000) + "." + std::to_string(10 + hash % 90);
    lines.push_back("D" + lead + "-" + std::to_string(number) + "," + lead + "," + amount + "," + (hash % 4 == 0 ? "EUR" : "USD") + "," + stage + "," + day(hash / 7) +
                    "," + day(hash / 11));
  };
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::uint64_t hash = hashed(rows[i][0]);
    if (hash % 3 != 0) continue;
    deal(rows[i][0], hash / 3, 1);
    if (hash % 9 == 0) deal(rows[i][0], hash / 9, 2);
  }
  deal("nobody", 4, 1);
  return lines;
}

std::vector<std::string> spend_lines() {
  std::vector<std::string> lines;
  for (int month = 1; month <= 6; ++month)
    for (const char* source : {"Organic Search", "Paid Social", "Event", "Print"})
      lines.push_back("2026-0" + std::to_string(month) + "," + source + "," + std::to_string(100 * month + static_cast<int>(hashed(source) % 97)) + ".05," + (month == 2 ? "EUR" : "USD"));
  lines.push_back("2026-03,Event,unknown,USD");
  return lines;
}

std::string joined(const char* header, std::vector<std::string> lines, bool shuffle) {
  if (shuffle) std::sort(lines.begin(), lines.end(), [](const std::string& a, const std::string& b) { return hashed(a) < hashed(b); });
  std::string text = header;
  for (const std::string& line : lines) text += "\n" + line;
  return text + "\n";
}

/// The leads in two files, each with the header.
std::vector<std::string> halves(const Export& data) {
  std::istringstream in(read_file(data.files[0]));
  std::string header, parts[2];
  std::getline(in, header);
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) parts[number++ % 5 == 0] += line + "\n";
  std::vector<std::string> files;
  for (int i = 0; i < 2; ++i) {
    files.push_back(data.scratch->path("half-" + std::to_string(i) + ".csv"));
    write_file(files.back(), header + "\n" + parts[i]);
  }
  return files;
}

/// A report without the names of files, which stand in its notes too.
std::string bare(Json report) {
  report.erase("input");
  report.erase("notes");
  return report.dump();
}

/// Without the lines of the spend file, which come in another order.
std::string without_lines(std::string text) {
  constexpr std::string_view file = "spend.csv:";
  for (std::size_t at = text.find(file); at != std::string::npos; at = text.find(file, at + file.size())) {
    const std::size_t from = at + file.size();
    text.erase(from, text.find_first_not_of("0123456789", from) - from);
  }
  return text;
}

std::int64_t deals_at(const Json& report, const char* stage) {
  std::int64_t deals = 0;
  for (const Json& row : report.at("result").at("stages"))
    if (row.at("stage") == stage) deals += row.at("deals").get<std::int64_t>();
  return deals;
}

}  // namespace

namespace {

/// A deal of two contacts is one deal, whether its cell names both, or a row each and the deal's id.
void check_shared_deals(const Export& data, Checks& checks) {
  const std::vector<Cells> rows = read_csv(read_file(data.files[0]));
  std::vector<std::string> cells, lines;
  for (std::size_t i = 2; i < rows.size(); i += 3) {
    const std::string &one = rows[i - 1][0], &other = rows[i][0];
    const std::string rest = "," + std::to_string(1000 + hashed(one) % 90000) + ".25,USD," + (hashed(one) % 2 ? "closed_won" : "Closed Lost (Partner)") + "," + day(hashed(one) / 7) + "," + day(hashed(one) / 11);
    const std::string id = "D" + std::to_string(i);
    cells.push_back(id + "," + (i % 2 ? one + ";" + other : other + " ; " + one) + rest);
    lines.push_back(id + "," + one + rest);
    lines.push_back(id + "," + other + rest);
  }
  const auto pipeline = [&](const std::vector<std::string>& deals, bool shuffle) {
    const std::string file = data.scratch->path("shared-deals.csv");
    write_file(file, joined("Deal,Lead,Amount,Currency,Stage,Created,Closed", deals, shuffle));
    return report(data, {"pipeline", {"--deals", file}}, checks);
  };
  const Json by_cell = pipeline(cells, false), by_row = pipeline(lines, false);
  if (by_cell.is_null() || by_row.is_null()) return;
  checks.same_text("two contacts in a cell, and in a row each", bare(by_cell), bare(by_row));
  checks.same_text("in another order", bare(pipeline(cells, true)), bare(by_cell));
  checks.that("there are shared deals", deals_at(by_cell, "Lead") > static_cast<std::int64_t>(cells.size()) / 3);
}

}  // namespace

void check_money(const Export& data, Checks& checks) {
  checks.about("deals and spend, " + data.name);
  write_file(data.contract, read_file(data.contract) +
                                "\n[deal.columns]\nid = \"Deal\"\nlead_id = \"Lead\"\namount = \"Amount\"\ncurrency = \"Currency\"\nstage = \"Stage\"\ncreated_at = \"Created\"\n"
                                "closed_at = \"Closed\"\n[spend.columns]\nmonth = \"Month\"\nsource = \"Channel\"\namount = \"Cost\"\ncurrency = \"Currency\"\n");
  const std::vector<std::string> deals = deals_of(read_csv(read_file(data.files[0]))), spend = spend_lines();
  const std::string log = data.scratch->path("touches.csv");
  const auto pipeline = [&](const Export& leads, bool shuffle, std::vector<std::string> more) {
    const std::string deal_file = data.scratch->path("deals.csv"), spend_file = data.scratch->path("spend.csv");
    write_file(deal_file, joined("Deal,Lead,Amount,Currency,Stage,Created,Closed", deals, shuffle));
    write_file(spend_file, joined("Month,Channel,Cost,Currency", spend, shuffle));
    more.insert(more.end(), {"--deals", deal_file, "--spend", spend_file, "--touches", log});
    return report(leads, {"pipeline", more}, checks);
  };
  Export split;
  split.name = data.name;
  split.files = halves(data);
  split.contract = data.contract;
  split.truth = data.truth;
  for (const std::vector<std::string>& look : {std::vector<std::string>{}, {"--by", "source"}, {"--window", "2026-Q2", "--by", "month"}}) {
    const Json whole = pipeline(data, false, look);
    if (whole.is_null()) return;
    const std::string wanted = bare(whole);
    for (const char* threads : {"1", "2", "7"}) {
      std::vector<std::string> more = look;
      more.insert(more.end(), {"--threads", threads});
      checks.same_text(std::string("threads ") + threads, pipeline(data, false, more).dump(), whole.dump());
    }
    checks.same_text("deals and spend in another order", without_lines(pipeline(data, true, look).dump()),
                     without_lines(whole.dump()));
    checks.same_text("the leads in two files", bare(pipeline(split, true, look)), wanted);
    checks.same_text("the notes of it", without_lines(pipeline(split, true, look).at("notes").dump()),
                     without_lines(whole.at("notes").dump()));
  }
  check_shared_deals(data, checks);
  std::vector<std::string> other = deals;
  const auto won = std::find_if(other.begin(), other.end(), [](const std::string& line) { return line.find("Closed Won") != std::string::npos && line.find("nobody") == std::string::npos; });
  if (won != other.end()) won->replace(won->find("Closed Won"), 10, "Closed Lost");
  const std::string file = data.scratch->path("other-deals.csv");
  write_file(file, joined("Deal,Lead,Amount,Currency,Stage,Created,Closed", other, false));
  const Json changed = report(data, {"pipeline", {"--deals", file, "--spend", data.scratch->path("spend.csv"), "--touches", log}}, checks);
  checks.that("a deal that was lost is noticed", bare(changed) != bare(pipeline(data, false, {})));
  checks.that("the deals are there", deals_at(pipeline(data, false, {}), "Lead") > static_cast<std::int64_t>(deals.size()) / 2);
}

}  // namespace invariants
