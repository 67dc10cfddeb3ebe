// The invariants must be able to fail: an export or an output is falsified in one place, and a check has to notice.
#include "suites.hpp"

namespace invariants {

namespace {

/// Runs checks that ought to fail, silently.
template <class Run>
void noticed(const std::string& what, Checks& checks, Run run) {
  Checks inner(true);
  run(inner);
  checks.that(what + " is noticed", inner.failed > 0);
}

/// Replaces the first `from` behind `after`; throws where there is none, so that nothing is falsified in vain.
std::string falsified(std::string text, const std::string& after, const std::string& from, const std::string& to) {
  const std::size_t start = text.find(after);
  const std::size_t at = start == std::string::npos ? start : text.find(from, start);
  if (at == std::string::npos) throw std::runtime_error("there is no '" + from + "' to falsify");
  return text.replace(at, from.size(), to);
}

void falsify_exports(const Export& data, Checks& checks) {
  const std::string bytes = read_file(data.files[0]);
  const std::string stage = "Marketing Qualified Lead,", next = "Sales Accepted Lead,";
  const std::size_t second = bytes.find('\n') + 1, third = bytes.find('\n', second) + 1;
  const Export moved = edited(data, falsified(bytes, "\n", stage, next)), fewer = edited(data, bytes.substr(0, second) + bytes.substr(third));
  const Export wider = edited(data, bytes.substr(0, third - 1) + ",x" + bytes.substr(third - 1));
  noticed("a lead moved on", checks, [&](Checks& inner) { check_truth(moved, inner); });
  noticed("a row too few", checks, [&](Checks& inner) { check_truth(fewer, inner); });
  noticed("a row with a cell too many", checks, [&](Checks& inner) { check_truth(wider, inner); });
  noticed("a lead moved on, in groups", checks, [&](Checks& inner) { check_truth_groups(moved, inner); });
  noticed("a row too few, beside the whole export", checks, [&](Checks& inner) { check_same_leads(data, fewer, inner); });
}

void falsify_truth(const Export& data, const Json& audit, Checks& checks) {
  const Json& truth = data.truth.at("audit").at("reached");
  for (const char* path : {"/population", "/late", "/off_icp", "/definition/unknown", "/recomputed/of", "/clocks/0/verdicts/met", "/clocks/1/never",
                           "/clocks/1/elapsed_count", "/joint/0/leads", "/duplicate_email"}) {
    noticed(std::string("a truth of another ") + path, checks, [&](Checks& inner) {
      Json other = truth;
      Json& number = other.at(Json::json_pointer(path));
      number = number.get<std::uint64_t>() + 1;
      compare_audit(audit, other, false, inner);
    });
  }
}

void falsify_reports(const Json& waterfall, const Json& audit, const Json& grouped, Checks& checks) {
  const auto with = [](const Json& report, const char* path) {
    Json other = report;
    Json& number = other.at(Json::json_pointer(path));
    number = number.get<double>() + 1;
    return other;
  };
  for (const char* path : {"/input/0/rows_read", "/input/0/duplicates", "/result/stages/1/open", "/result/stages/2/exits/Disqualified", "/result/stages/3/reached",
                           "/result/stages/1/conversion_next/count", "/result/leads"})
    noticed(std::string("a waterfall of another ") + path, checks, [&](Checks& inner) { check_waterfall_totals(with(waterfall, path), inner); });
  for (const char* path : {"/result/groups/0/stages/0/reached", "/result/groups/1/stages/2/value", "/result/groups/1/stages/1/exits/Recycled"})
    noticed(std::string("a group of another ") + path, checks, [&](Checks& inner) { check_waterfall_groups(with(grouped, path), waterfall, inner); });
  for (const char* path : {"/result/population", "/result/clocks/0/met", "/result/clocks/1/met", "/result/checks/0/all/count", "/result/checks/2/unknown_all",
                           "/result/any_open"})
    noticed(std::string("an audit of another ") + path, checks, [&](Checks& inner) { check_audit_totals(with(audit, path), inner); });
}

void falsify_formats(const Export& data, const Json& waterfall, const Json& audit, Checks& checks) {
  const auto look = [&](const char* command, const char* format) { return call(data, {command, {"--sample", "all", "-f", format}}).out; };
  const auto plain = [&](const char* format) { return call(data, {"waterfall", {"-f", format}}).out; };
  const std::string open = std::to_string(waterfall.at("result").at("stages")[1].at("open").get<std::uint64_t>());
  noticed("another number in the CSV", checks, [&](Checks& inner) { compare_csv(falsified(plain("csv"), "\nMQL,", "," + open + ",", ",7" + open + ","), waterfall, inner); });
  noticed("another number in the Markdown", checks, [&](Checks& inner) { compare_looks(falsified(plain("md"), "| MQL |", "| MQL | ", "| MQL | 7"), plain("table"), waterfall, inner); });
  noticed("another number in the table", checks, [&](Checks& inner) { compare_looks(plain("md"), falsified(plain("table"), "\nMQL", "%", "9 %"), waterfall, inner); });
  const std::string met = "| 1h | ";
  noticed("another verdict in the Markdown", checks, [&](Checks& inner) { compare_looks(falsified(look("audit", "md"), met, met, met + "1"), look("audit", "table"), audit, inner); });
}

/// The truth of the touch log, one number after the other.
void falsify_touches(const Export& data, Checks& checks) {
  const Json audit = report(data, {"audit", {"--touches", data.scratch->path("touches.csv")}}, checks);
  if (audit.is_null()) return;
  const Json& truth = data.truth.at("touches");
  Checks whole(true);
  compare_touches(audit, truth, false, whole);
  checks.that("the touch truth itself holds", whole.failed == 0 && whole.passed > 0);
  for (const char* path : {"/effort/met", "/effort/breached", "/effort/open", "/effort/unknown", "/touched", "/untouched", "/unknown", "/touched_before", "/touches",
                           "/channels/phone", "/updated", "/updated_late", "/update_open", "/clocks/0/verdicts/met", "/clocks/1/verdicts/exempt", "/clocks/1/never"})
    noticed(std::string("a touch truth of another ") + path, checks, [&](Checks& inner) {
      Json other = truth;
      Json& number = other.at(Json::json_pointer(path));
      number = number.get<std::uint64_t>() + 1;
      compare_touches(audit, other, false, inner);
    });
}

/// A lead in no month, and a breach that fell due in none.
void falsify_months(const Export& data, Checks& checks) {
  const std::vector<Json> pages = month_pages(data, checks);
  checks.that("there are months to falsify", pages.size() > 12);
  if (pages.size() <= 12) return;
  for (const char* path : {"/result/population", "/result/undated", "/result/breaches/duties/0/overdue", "/result/breaches/duties/2/owed_undated", "/result/periods/11/claimed"})
    noticed(std::string("a month of another ") + path, checks, [&](Checks& inner) {
      std::vector<Json> other = pages;
      Json& number = other[4].at(Json::json_pointer(path));
      number = number.get<std::uint64_t>() + 1;
      check_months(other, inner);
    });
}

void falsify_ledger(const Export& data, Checks& checks) {
  const std::string file = data.scratch->path("all.csv"), other = data.scratch->path("other.csv");
  const Json audit = report(data, {"audit", {"--sample", "all", "--by", "segment", "--leads", file}}, checks);
  const std::string bytes = read_file(file);
  const auto ledger = [&](const std::string& what, const std::string& text) {
    write_file(other, text);
    noticed(what, checks, [&](Checks& inner) { compare_ledger(other, audit, data.truth.at("audit").at("reached"), false, inner); });
  };
  ledger("another verdict in the ledger", falsified(bytes, "\n", ",met,", ",breached,"));
  ledger("a formula in the ledger", falsified(bytes, "\n", ",MQL,", ",=1+1,"));
  ledger("an address in the ledger", falsified(bytes, "\n", ",MQL,", ",a.b@c.example,"));
  const std::size_t second = bytes.find('\n') + 1;
  const std::string row = bytes.substr(second, bytes.find('\n', second) + 1 - second);
  ledger("a row twice in the ledger", bytes + row);
  ledger("another owner's lead without a clock", falsified(bytes, "\n", ",first touch,", ",,"));
  write_file(other, falsified(bytes, "\n", ",met,", ",Met,"));
  checks.that("a byte of another file is noticed", !same_bytes(file, other));
}

}  // namespace

void check_that_checks_fail(const Export& data, Checks& checks) {
  checks.about("able to fail, " + data.name);
  const Json waterfall = report(data, {"waterfall", {}}, checks), audit = report(data, {"audit", {"--sample", "all"}}, checks);
  const Json grouped = report(data, {"waterfall", {"--by", "segment"}}, checks);
  if (waterfall.is_null() || audit.is_null() || grouped.is_null()) return;
  falsify_exports(data, checks);
  falsify_truth(data, audit, checks);
  falsify_reports(waterfall, audit, grouped, checks);
  falsify_formats(data, waterfall, audit, checks);
  falsify_months(data, checks);
  falsify_ledger(data, checks);
  if (data.truth.contains("touches")) falsify_touches(data, checks);
}

}  // namespace invariants
