// A check's records: each once, for JSON, CSV and the tables.
#include "check/check_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "check/asked_texts.hpp"
#include "check/check_records.hpp"
#include "handoff/report/records.hpp"
#include "waterfall/step_notes.hpp"

namespace handoff {

namespace {

/// A table, and beneath it a sentence a record; an empty sentence is left out.
template <class T, class Sentence>
Table table_with_notes(const Records<T>& records, const char* title, const Picks& picks, const std::vector<T>& all,
                       Sentence sentence) {
  Table table = records.table(title, picks, all);
  for (const T& one : all)
    if (std::string text = sentence(one); !text.empty()) table.footnotes.push_back(std::move(text));
  return table;
}

/// The proof, and in a few words why it is partly where the share beside it says 100.0 %.
std::string proof_text(const ClauseProof& clause) {
  std::string text(proof_name(clause.proof()));
  if (clause.proof() != Proof::partly) return text;
  if (clause.decided == clause.of)
    return text + (clause.no_log ? ", no log" : !clause.todays.empty() ? ", today's score" : "");
  const double share = static_cast<double>(clause.decided) / static_cast<double>(clause.of);
  return percent_text(share) == percent_text(1)
             ? fmt::format("{}, all but {}", text, count_text(clause.of - clause.decided))
             : text;
}

Tone tone_of_proof(const ClauseProof& clause) {
  const Proof proof = clause.proof();
  return proof == Proof::proven       ? Tone::good
         : proof == Proof::not_at_all ? Tone::bad
         : proof == Proof::untried    ? Tone::faint
                                      : Tone::plain;
}

Records<ClauseProof> clause_proofs(const Contract& contract, const ExportFacts& facts) {
  using C = ClauseProof;
  const auto absent = [&contract](const C& c) {
    Node::List list;
    for (const FieldId field : c.absent) list.emplace_back(contract.fields[field].name);
    return list;
  };
  return {{{"clause", [&contract](const C& c) { return clause_name(contract, c); }},
           {"proof", [](const C& c) { return proof_name(c.proof()); }},
           {"decided", Holds::share, [](const auto& c) { return whole(share_of(c.decided, c.of)); }},
           {"why", [&](const C& c) { return text_node(clause_reasons(contract, facts, c)); }},
           {"absent", absent}},
          {{"shown", proof_text, "", tone_of_proof},
           {"of", Holds::count, [](const C& c) { return c.of ? Node(c.of) : Node(); }}}};
}

Records<TextFinding> finding_records() {
  using F = TextFinding;
  const auto count = [](const F& f) {
    return f.at_least ? Node(Figure{static_cast<double>(f.count), "at least " + count_text(f.count)}) : Node(f.count);
  };
  const auto share = [](const F& f) {
    return f.of && *f.of > 0 ? Node(Percent{static_cast<double>(f.count) / static_cast<double>(*f.of)}) : Node();
  };
  return {{{"finding", &F::finding}, {"count", Holds::count, count},
           {"of", Holds::count, &F::of},
           {"which", &F::which},
           {"at_least", Holds::flag, &F::at_least}},
          {{"share", Holds::share, share}}};
}

Records<TextInNoRow> text_records(const Contract& contract, const ExportFacts& facts) {
  using T = TextInNoRow;
  const auto near = [](const T& t) {
    if (t.many)
      return fmt::format("more than {} values: no nearest was looked for", count_text(SeenTexts::most_values));
    const std::string text = nearest_text(t);
    return text.starts_with("the export has ") ? text.substr(15) : text;
  };
  return {{{"asked_by", [](const T& t) { return t.asked.place; }},
           {"field", [&contract](const T& t) { return contract.fields[t.asked.field].name; }},
           {"column", [&facts](const T& t) { return text_node(facts.headers[t.asked.field]); }},
           {"text", [](const T& t) { return t.asked.text; }},
           {"like", [](const T& t) { return t.asked.how == AskedText::How::pattern; }},
           {"nearest", [](const T& t) { return text_node(t.nearest); }},
           {"case_differs", &T::case_differs},
           {"many_values", &T::many}},
          {{"asked", [&contract](const T& t) { return asked_text(contract, t.asked); }}, {"near", near}}};
}

/// One row of totals, by its line and without its texts.
struct TotalsLine {
  const std::string& file;
  const TotalsRow& row;
  bool set_aside() const { return row.kind == TotalsRow::Kind::set_aside; }
};

std::string totals_text(const TotalsLine& line) {
  switch (line.row.kind) {
    case TotalsRow::Kind::set_aside: return "is a row of totals";
    case TotalsRow::Kind::named: return "begins with a word for totals, averages or counts";
    case TotalsRow::Kind::sums:
      return fmt::format("repeats the sums of the rows above, first in \"{}\"", line.row.column);
  }
  return {};
}

Records<TotalsLine> totals_records() {
  using L = TotalsLine;
  return {{{"line", Holds::count, [](const L& l) { return l.row.line; }},
           {"set_aside", Holds::flag, &L::set_aside}, {"why", totals_text}},
          {{"row", [](const L& l) { return fmt::format("{}:{}", l.file, l.row.line); }},
           {"read_as", [](const L& l) { return l.set_aside() ? "set aside" : "a lead"; }, "",
            [](const L& l) { return l.set_aside() ? Tone::faint : Tone::bad; }}}};
}

void add_totals(const std::vector<TotalsLook>& looks, Node::Object& root, Report& report) {
  const Records<TotalsLine> records = totals_records();
  std::vector<TotalsLine> all;
  Node::List files;
  std::uint64_t suspected = 0, more = 0;
  for (const TotalsLook& look : looks) {
    suspected += look.suspected;
    more += look.set_aside + look.suspected - look.rows.size();
    if (look.rows.empty()) continue;
    std::vector<TotalsLine> lines;
    for (const TotalsRow& row : look.rows) {
      lines.push_back({look.file, row});
      all.push_back(lines.back());
    }
    files.emplace_back(Node::Object{{"file", look.file}, {"set_aside", look.set_aside}, {"suspected", look.suspected},
                                    {"rows", records.list(lines)}});
  }
  root.emplace_back("totals", std::move(files));
  if (all.empty()) return;
  Table table = records.table("Rows of totals", {"row", {"read as", "read_as"}, "why"}, all);
  if (more > 0) table.footnotes.push_back(fmt::format("and {} more", count_text(more)));
  if (suspected > 0)
    table.footnotes.push_back(
        "a lead: it counts in every report; where it is a row of totals, take it out of the export, or keep it out "
        "with [exclude]");
  report.tables.push_back(std::move(table));
}

void add_proof(const Contract& contract, const ExportFacts& facts, const ProofTally& tally, Node::Object& root,
               Report& report) {
  const Records<ClauseProof> clauses = clause_proofs(contract, facts);
  const Records<TextFinding> findings = finding_records();
  const std::vector<TextFinding> found = text_findings(contract, facts, tally, report.input);
  std::array<std::uint64_t, 4> counts{};
  for (const ClauseProof& clause : tally.clauses) ++counts[static_cast<std::size_t>(clause.proof())];
  report.main = clauses.list(tally.clauses);
  append_members(
      root,
      {{"leads", tally.leads}, {"by_proof",
        Node::Object{{"proven", counts[0]}, {"partly", counts[1]}, {"not_at_all", counts[2]}, {"untried", counts[3]}}},
       {"clauses", report.main}, {"texts", findings.list(found)}});
  report.headline.push_back(
      fmt::format("Of {} {} this export can prove {}, {} in part, {} not at all{}.",
                  count_text(tally.clauses.size()), tally.clauses.size() == 1 ? "clause" : "clauses", count_text(counts[0]), count_text(counts[1]), count_text(counts[2]),
                  counts[3] ? fmt::format("; {} it gives no occasion for", count_text(counts[3])) : ""));
  const auto reasons = [&](const ClauseProof& clause) {
    const std::string why = clause_reasons(contract, facts, clause);
    return why.empty() ? why : fmt::format("{}: {}", clause_name(contract, clause), why);
  };
  report.tables.push_back(table_with_notes(clauses, "What this export can prove",
                                           {"clause", {"proof", "shown"}, "of", "decided"}, tally.clauses, reasons));
  if (!found.empty())
    report.tables.push_back(table_with_notes(
        findings, "What the export's texts are like", {"finding", {"leads", "count"}, "share"}, found,
        [](const TextFinding& one) { return one.which.empty() ? "" : fmt::format("{}: {}", one.finding, one.which); }));
}

/// Dates set by hand afterwards: every one is counted, also where they are few.
void add_dates_by_hand(const Contract& contract, const std::vector<StepDates>& steps, Node::Object& root, Report& report) {
  Node::List list;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const StepDates& step = steps[i];
    list.emplace_back(Node::Object{{"stage", contract.stages[i].name},
                                   {"timed", step.timed},
                                   {"within_a_minute", step.by_hand},
                                   {"dated", step.dated},
                                   {"before_created", step.before_created}});
    if (step.by_hand > 0) report.notes.push_back(within_a_minute_text(step, contract, i));
    if (step.before_created > 0) report.notes.push_back(before_created_text(step, contract, i));
  }
  root.emplace_back("dates_by_hand", std::move(list));
}

}  // namespace

void check_report(const Contract& contract, const std::vector<Undecided>& open, const ExportFacts& facts,
                  const ProofTally* tally, Report& report) {
  const std::vector<Gap> gaps = gaps_of(contract);
  const std::vector<Reading> readings = readings_of(contract);
  const Records<Undecided> open_lines = {{{"line", Holds::number,
                                           [](const Undecided& u) {
                                             return Figure{static_cast<double>(u.line), std::to_string(u.line)};
                                           }},
                                          {"what", &Undecided::what}}};
  const Records<Gap> missing = {{{"command", &Gap::command}, {"missing", &Gap::missing}, {"line", &Gap::line}}};
  const Records<Reading> wordings = {
      {{"clause", &Reading::clause}, {"written", &Reading::written}, {"reading", &Reading::reading}}};
  report.headline.push_back(fmt::format(
      "The contract is valid{}.",
      open.empty() ? ""
                   : fmt::format("; {} {} still to be decided", open.size(), open.size() == 1 ? "line" : "lines")));
  Node::Object root = {
      {"undecided", open_lines.list(open)}, {"missing", missing.list(gaps)}, {"readings", wordings.list(readings)}};
  if (!open.empty()) report.tables.push_back(open_lines.table("Still to be decided", {"line", "what"}, open));
  if (tally) {
    add_proof(contract, facts, *tally, root, report);
    const Records<TextInNoRow> texts = text_records(contract, facts);
    root.emplace_back("texts_in_no_row", texts.list(facts.texts));
    if (!facts.texts.empty())
      report.tables.push_back(texts.table(
          "Texts of the contract that no row has",
          {{"asked by", "asked_by"}, {"text", "asked"}, "column", {"the export has", "near"}}, facts.texts));
    add_totals(facts.totals, root, report);
    add_dates_by_hand(contract, facts.steps, root, report);
  }
  if (!gaps.empty())
    report.tables.push_back(
        table_with_notes(missing, "What the contract leaves out", {{"for", "command"}, "missing"}, gaps,
                         [](const Gap& gap) { return fmt::format("to add {}: {}", gap.missing, gap.line); }));
  if (!readings.empty())
    report.tables.push_back(table_with_notes(
        wordings, "How it is read, where two people may read it in two ways", {"clause", {"as written", "written"}},
        readings, [](const Reading& one) { return fmt::format("{}: {} {}", one.clause, one.written, one.reading); }));
  report.main_columns = {"clause", "proof"};
  report.result = std::move(root);
}

}  // namespace handoff
