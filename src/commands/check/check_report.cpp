// Clauses, their proof, and the tables of a check.
#include "check/check_report.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "leads/columns.hpp"
#include "draft/crm_labels.hpp"
#include "reading/input_notes.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

using Kind = ClauseProof::Kind;

std::string field_text(const Contract& contract, const Trial& trial, FieldId field) {
  const std::string& header = trial.header_of_field[field];
  const std::string& name = contract.fields[field].name;
  return header.empty() || header == name ? name : name + " (\"" + header + "\")";
}

std::string fields_text(const Contract& contract, const Trial& trial, const std::vector<FieldId>& fields) {
  std::string out;
  for (std::size_t i = 0; i < fields.size() && i < 4; ++i) out += (i ? ", " : "") + field_text(contract, trial, fields[i]);
  return fields.size() > 4 ? out + " and " + std::to_string(fields.size() - 4) + " more" : out;
}

/// The column that most likely holds a field which the contract does not find; empty where none comes near.
std::string likely_column(const Contract& contract, const Trial& trial, FieldId field) {
  const std::vector<ProposedColumn> proposed = propose_columns(trial.header, recognize(trial.header));
  const auto header_for = [&](FieldId wanted) {
    const auto at = std::find_if(proposed.begin(), proposed.end(), [&](const ProposedColumn& one) { return one.field == wanted; });
    return at == proposed.end() ? std::string() : at->header;
  };
  std::string header = header_for(field);
  if (header.empty() && field == known_field("disposition")) header = header_for(known_field("lead_status"));  // where sales says what it did
  if (!header.empty()) return header;
  header = nearest_header(trial.header, {contract.fields[field].name});
  const bool taken = std::find(trial.header_of_field.begin(), trial.header_of_field.end(), header) != trial.header_of_field.end();
  return taken ? std::string() : header;
}

/// `no column for disposition; name it under [columns], for instance: disposition = "Lead Status"`.
std::string absent_text(const Contract& contract, const Trial& trial, const std::vector<FieldId>& absent) {
  std::string lines;
  for (std::size_t i = 0; i < absent.size() && i < 4; ++i) {
    const std::string likely = likely_column(contract, trial, absent[i]);
    lines += fmt::format("{}{} = \"{}\"", i ? ", " : "", contract.fields[absent[i]].name, likely.empty() ? "..." : likely);
  }
  return fmt::format("no column for {}; name {} under [columns]: {}", fields_text(contract, trial, absent), absent.size() == 1 ? "it" : "them", lines);
}

void add(std::string& text, const std::string& part) { text += (text.empty() ? "" : "; ") + part; }

Tone tone_of(Proof proof) {
  return proof == Proof::proven ? Tone::good : proof == Proof::not_at_all ? Tone::bad : proof == Proof::untried ? Tone::faint : Tone::plain;
}

Rate share_of(const ClauseProof& clause) {
  Rate rate;
  rate.count = clause.decided;
  rate.of = clause.of;
  if (clause.of > 0) rate.rate = rate.low = rate.high = static_cast<double>(clause.decided) / static_cast<double>(clause.of);
  return rate;
}

/// The proof, and in a few words why it is partly where the share beside it says 100.0 %.
std::string proof_text(const ClauseProof& clause) {
  std::string text(proof_name(clause.proof()));
  if (clause.proof() != Proof::partly) return text;
  if (clause.decided < clause.of) {
    const double share = static_cast<double>(clause.decided) / static_cast<double>(clause.of);
    return percent_text(share) == percent_text(1) ? text + ", all but " + count_text(clause.of - clause.decided) : text;
  }
  return text + (clause.no_log ? ", no log" : !clause.todays.empty() ? ", today's score" : "");
}

Table proof_table(const Contract& contract, const Trial& trial, const TrialResult& result) {
  Table table;
  table.title = "What this export can prove";
  table.columns = {{"clause"}, {"proof"}, {"of", Align::right}, {"decided", Align::right}};
  for (const ClauseProof& clause : result.tally.clauses) {
    const Rate share = share_of(clause);
    table.rows.push_back({text_cell(clause_name(contract, clause)), text_cell(proof_text(clause), tone_of(clause.proof())),
                          clause.of ? count_cell(clause.of) : text_cell("-", Tone::faint), rate_cell(share)});
    if (const std::string why = clause_reasons(contract, trial, clause); !why.empty()) table.footnotes.push_back(clause_name(contract, clause) + ": " + why);
  }
  return table;
}

Table gap_table(const std::vector<Gap>& gaps) {
  Table table;
  table.title = "What the contract leaves out";
  table.columns = {{"for"}, {"missing"}};
  for (const Gap& gap : gaps) {
    table.rows.push_back({text_cell(gap.command), text_cell(gap.missing)});
    table.footnotes.push_back("to add " + gap.missing + ": " + gap.line);
  }
  return table;
}

Table finding_table(const std::vector<TextFinding>& findings) {
  Table table;
  table.title = "What the export's texts are like";
  table.columns = {{"finding"}, {"leads", Align::right}, {"share", Align::right}};
  for (const TextFinding& one : findings) {
    const bool share = one.of && *one.of > 0;
    table.rows.push_back({text_cell(one.finding), one.at_least ? text_cell("at least " + count_text(one.count)) : count_cell(one.count),
                          share ? text_cell(percent_text(static_cast<double>(one.count) / static_cast<double>(*one.of))) : text_cell("-", Tone::faint)});
    if (!one.which.empty()) table.footnotes.push_back(one.finding + ": " + one.which);
  }
  return table;
}

Table reading_table(const std::vector<Reading>& readings) {
  Table table;
  table.title = "How it is read, where two people may read it in two ways";
  table.columns = {{"clause"}, {"as written"}};
  for (const Reading& one : readings) {
    table.rows.push_back({text_cell(one.clause), text_cell(one.written)});
    table.footnotes.push_back(one.clause + ": " + one.written + " " + one.reading);
  }
  return table;
}

Table open_table(const std::vector<Undecided>& open) {
  Table table;
  table.title = "Still to be decided";
  table.columns = {{"line", Align::right}, {"what"}};
  for (const Undecided& one : open) table.rows.push_back({text_cell(std::to_string(one.line)), text_cell(one.what)});
  return table;
}

void add_proof(const Contract& contract, const Trial& trial, const TrialResult& result, const std::vector<TextFinding>& findings, Node::Object& root, Report& report) {
  Node::List clauses, texts;
  std::array<std::uint64_t, 4> counts{};
  for (const ClauseProof& clause : result.tally.clauses) {
    ++counts[static_cast<std::size_t>(clause.proof())];
    Node::List absent;
    for (const FieldId field : clause.absent) absent.emplace_back(contract.fields[field].name);
    const std::string why = clause_reasons(contract, trial, clause);
    Node::Object row = {{"clause", clause_name(contract, clause)},
                        {"proof", std::string(proof_name(clause.proof()))},
                        {"decided", share_of(clause)},
                        {"why", why.empty() ? Node() : Node(why)},
                        {"absent", std::move(absent)}};
    clauses.emplace_back(row);
    report.main.emplace_back(std::move(row));
  }
  for (const TextFinding& one : findings)
    texts.emplace_back(Node::Object{{"finding", one.finding}, {"count", one.count}, {"of", one.of ? Node(*one.of) : Node()}, {"which", one.which}, {"at_least", one.at_least}});
  Node::Object by_proof;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    std::string key(proof_name(static_cast<Proof>(i)));
    std::replace(key.begin(), key.end(), ' ', '_');
    by_proof.emplace_back(key, counts[i]);
  }
  root.emplace_back("leads", result.tally.leads);
  root.emplace_back("by_proof", std::move(by_proof));
  root.emplace_back("clauses", std::move(clauses));
  root.emplace_back("texts", std::move(texts));
  report.headline.push_back("Of " + count_text(result.tally.clauses.size()) + " clauses this export can prove " + count_text(counts[0]) + ", " + count_text(counts[1]) +
                            " in part, " + count_text(counts[2]) + " not at all" + (counts[3] ? "; " + count_text(counts[3]) + " it gives no occasion for" : "") + ".");
}

}  // namespace

std::string clause_name(const Contract& contract, const ClauseProof& clause) {
  const std::size_t i = clause.index;
  switch (clause.kind) {
    case Kind::stage_date: return contract.stages[i].name + ", date";
    case Kind::stage_definition: return contract.stages[i].name + ", definition";
    case Kind::exit_date: return contract.exits[i].name + ", date";
    case Kind::current_stage: return "current stage";
    case Kind::exit_definition: return contract.exits[i].name + ", definition";
    case Kind::clock: return "clock " + contract.clocks[i].name;
    case Kind::disposition: return "disposition";
    case Kind::reason: return "disposition, reason";
    case Kind::enrichment: return "enrichment, " + contract.fields[contract.enrichment[i]].name;
    case Kind::exclusion: return "exclude " + contract.exclusions[i].name;
    case Kind::segment: return "segment";
    case Kind::lane: return "lane";
    case Kind::source: return "source";
    case Kind::score: return "score " + contract.scores[i]->name;
    case Kind::touch: return "touch";
    case Kind::commitment: return "commitment " + contract.commitments[i].name;
  }
  return {};
}

namespace {

void add_texts(const Contract& contract, const Trial& trial, const std::vector<TextInNoRow>& texts, Node::Object& root, Report& report) {
  Table table;
  table.title = "Texts of the contract that no row has";
  table.columns = {{"asked by"}, {"text"}, {"column"}, {"the export has"}};
  Node::List list;
  for (const TextInNoRow& one : texts) {
    const std::string near = one.many ? fmt::format("more than {} values: no nearest was looked for", count_text(SeenTexts::most_values)) : nearest_text(one);
    const std::string& header = trial.header_of_field[one.asked.field];
    table.rows.push_back({text_cell(one.asked.place), text_cell(asked_text(contract, one.asked)), text_cell(header),
                          text_cell(near.starts_with("the export has ") ? near.substr(15) : near)});
    list.emplace_back(Node::Object{{"asked_by", one.asked.place}, {"field", contract.fields[one.asked.field].name}, {"column", text_node(header)},
                                   {"text", one.asked.text}, {"like", one.asked.how == AskedText::How::pattern},
                                   {"nearest", one.nearest.empty() ? Node() : Node(one.nearest)}, {"case_differs", one.case_differs},
                                   {"many_values", one.many}});
  }
  root.emplace_back("texts_in_no_row", std::move(list));
  if (!texts.empty()) report.tables.push_back(std::move(table));
}

}  // namespace

std::string clause_reasons(const Contract& contract, const Trial& trial, const ClauseProof& clause) {
  std::string text;
  if (clause.free_metric) add(text, "the metric " + contract.commitments[clause.index].metric + " is the signers' own; nothing here measures it");
  if (clause.kind == Kind::touch || (clause.kind == Kind::commitment && clause.no_log)) add(text, "a touch log has to be given beside the export");
  else if (clause.no_log) add(text, "a signal log has to be given beside the export");
  if (!clause.absent.empty()) add(text, absent_text(contract, trial, clause.absent));
  for (const bool both : {false, true}) {
    std::vector<FieldId> fields = clause.order_open;
    std::erase_if(fields, [&](FieldId field) { return (trial.orders[field].first_over_12 > 0) != both; });
    if (!fields.empty()) add(text, (both ? "both orders of day and month stand in " : "no row tells day from month in ") + fields_text(contract, trial, fields));
  }
  if (clause.of > 0 && clause.decided == 0 && clause.proof() == Proof::partly && !clause.no_log) add(text, "a rule that cannot be decided adds nothing: the score is a number all the same");
  const std::uint64_t undecided = clause.of - clause.decided;
  for (std::size_t i = 0; i < clause.date_only.size() && i < 2; ++i)
    add(text, field_text(contract, trial, clause.date_only[i].first) + " has no time of day in " + count_text(clause.date_only[i].second) + " of " + count_text(undecided) + " undecided");
  const bool cells = clause.kind == Kind::stage_date || clause.kind == Kind::exit_date || clause.kind == Kind::enrichment;
  for (std::size_t i = 0; i < clause.missing.size() && i < 2; ++i) {
    const auto& [field, count] = clause.missing[i];
    if (!clause.order_open.empty()) break;
    if (cells) add(text, count_text(count) + (count == 1 ? " cell cannot be read" : " cells cannot be read"));
    else add(text, field_text(contract, trial, field) + " is blank or unreadable in " + count_text(count) + " of " + count_text(undecided) + " undecided");
  }
  std::uint64_t explained = 0;
  for (const auto& [field, count] : clause.missing) explained += count;
  for (const auto& [field, count] : clause.date_only) explained += count;
  const bool decidable = clause.absent.empty() && clause.order_open.empty() && !clause.no_log;
  if (clause.kind == Kind::commitment && decidable && undecided > 0 && clause.missing.empty()) add(text, "as far as the stages and clocks that it counts are");
  else if (decidable && explained < undecided)
    add(text, count_text(undecided - explained) + " or more hold a range or a date that the wording cuts through");
  if (!clause.todays.empty() && clause.of > 0)
    add(text, fields_text(contract, trial, clause.todays) + " is today's value, not the one at the time");
  if (clause.proof() == Proof::untried) add(text, clause.kind == Kind::commitment && clause.of == 0 ? "nothing that it counts is in this export, or it counts no stage and no clock" : "no lead of the export comes under it");
  return text;
}

void check_report(const Contract& contract, const std::vector<Undecided>& open, const Trial& trial, const TrialResult* result, Report& report) {
  const std::vector<Gap> gaps = gaps_of(contract);
  const std::vector<Reading> readings = readings_of(contract);
  report.headline.push_back("The contract is valid" + (open.empty() ? std::string() : "; " + std::to_string(open.size()) + (open.size() == 1 ? " line" : " lines") + " still to be decided") + ".");
  Node::List undecided, missing, read;
  for (const Undecided& one : open) undecided.emplace_back(Node::Object{{"line", one.line}, {"what", one.what}});
  for (const Gap& gap : gaps) missing.emplace_back(Node::Object{{"command", gap.command}, {"missing", gap.missing}, {"line", gap.line}});
  for (const Reading& one : readings) read.emplace_back(Node::Object{{"clause", one.clause}, {"written", one.written}, {"reading", one.reading}});
  Node::Object root = {{"undecided", std::move(undecided)}, {"missing", std::move(missing)}, {"readings", std::move(read)}};
  if (!open.empty()) report.tables.push_back(open_table(open));
  if (result) {
    const std::vector<TextFinding> findings = text_findings(contract, trial, *result);
    add_proof(contract, trial, *result, findings, root, report);
    report.tables.push_back(proof_table(contract, trial, *result));
    if (!findings.empty()) report.tables.push_back(finding_table(findings));
    add_texts(contract, trial, result->coverage.texts, root, report);
    add_totals(trial, root, report);
  }
  if (!gaps.empty()) report.tables.push_back(gap_table(gaps));
  if (!readings.empty()) report.tables.push_back(reading_table(readings));
  report.main_columns = {"clause", "proof"};
  report.result = Node(std::move(root));
}

}  // namespace handoff
