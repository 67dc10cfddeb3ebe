// What a contract leaves out, what may be read in two ways, and what the texts of an export are like.
#include <algorithm>
#include <cctype>

#include "check_report.hpp"
#include "handoff/suggest.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

std::string quoted(const std::string& text) { return "'" + text + "'"; }

/// `'Wrong title' 12, 'wrong title' 3`, the most frequent first.
std::string most_frequent(const std::vector<std::pair<std::string, std::uint64_t>>& counts, std::size_t shown = 5) {
  std::vector<std::pair<std::string, std::uint64_t>> sorted = counts;
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out;
  for (std::size_t i = 0; i < sorted.size() && i < shown; ++i)
    out += (i ? ", " : "") + quoted(sorted[i].first) + " " + count_text(static_cast<std::int64_t>(sorted[i].second));
  if (sorted.size() > shown) out += " and " + std::to_string(sorted.size() - shown) + " more";
  return out;
}

using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

/// The same, each with the name of the list that it was likely meant to be.
std::string with_nearest(const Counts& counts, const std::vector<std::string>& list) {
  std::string out = most_frequent(counts);
  for (std::size_t i = 0, told = 0; i < counts.size() && told < 3; ++i) {
    const std::string near = closest(counts[i].first, list);
    if (near.empty()) continue;
    out += (told++ ? ", " : "; likely meant: ") + quoted(counts[i].first) + " for " + quoted(near);
  }
  return out;
}

Counts all_of(const ValueCounts& values) { return {values.counts().begin(), values.counts().end()}; }

std::uint64_t sum(const Counts& counts) {
  std::uint64_t total = 0;
  for (const auto& [text, count] : counts) total += count;
  return total;
}

/// The values that a list does not name, in any case.
Counts outside(const ValueCounts& values, const std::vector<std::string>& list) {
  Counts out;
  for (const auto& [text, count] : values.counts())
    if (!in_list(list, text)) out.emplace_back(text, count);
  return out;
}

void add_near_duplicates(const ValueCounts& values, const std::string& what, std::vector<TextFinding>& out) {
  for (const std::vector<std::string>& group : near_duplicates(values)) {
    Counts counts;
    for (const std::string& text : group) counts.emplace_back(text, values.counts().find(text)->second);
    out.push_back({what + " that are likely one", sum(counts), values.total(), most_frequent(counts)});
  }
}

void add_reasons(const Contract& contract, const ProofTally& tally, std::vector<TextFinding>& out) {
  const Disposition& rules = *contract.disposition;
  const ValueCounts& reasons = tally.reasons;
  if (const Counts strangers = outside(tally.dispositions, rules.states); !rules.states.empty() && !strangers.empty())
    out.push_back({"dispositions outside the list", sum(strangers), tally.dispositions.total(), with_nearest(strangers, rules.states)});
  if (const Counts strangers = outside(reasons, rules.reasons); !rules.reasons.empty() && !strangers.empty())
    out.push_back({"reasons outside the list", sum(strangers), reasons.total(), with_nearest(strangers, rules.reasons)});
  if (tally.reasons_blank > 0) out.push_back({"reason blank where one is required", tally.reasons_blank, tally.reasons_required, ""});
  add_near_duplicates(tally.dispositions, "dispositions", out);
  add_near_duplicates(reasons, "reasons", out);
  const std::size_t distinct = reasons.counts().size();
  // Free text: a fixed list is used again and again, what people type is not.
  if (reasons.cut() || (distinct > 20 && 2 * distinct > reasons.total()))
    out.push_back({"reasons look like free text", reasons.total(), reasons.total(),
                   (reasons.cut() ? "more than " : "") + count_text(static_cast<std::int64_t>(distinct)) + " different ones"});
  Counts other;
  for (const auto& [text, count] : reasons.counts())
    if (is_other(text)) other.emplace_back(text, count);
  if (!other.empty()) out.push_back({"reasons that say nothing", sum(other), reasons.total(), most_frequent(other)});
}

/// Opening seconds of an ordinary Monday (or of the week's first open day).
Seconds day_length(const Calendar& calendar) {
  for (const std::vector<OpenHours>& day : calendar.rules().week) {
    Seconds length = 0;
    for (const OpenHours& hours : day) length += Seconds{60} * (hours.to - hours.from);
    if (length > 0) return length;
  }
  return 0;
}

/// Strict comparisons with a number: `fit > 70`.
std::vector<std::string> strict_comparisons(const std::string& sql) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at + 3 < sql.size(); ++at) {
    const bool strict = (sql[at] == '>' || sql[at] == '<') && sql[at + 1] == ' ' && at > 0 && sql[at - 1] == ' ';
    if (!strict || !std::isdigit(static_cast<unsigned char>(sql[at + 2]))) continue;
    std::size_t from = at - 1, to = at + 2;
    while (from > 0 && sql[from - 1] != ' ' && sql[from - 1] != '(') --from;
    while (to < sql.size() && sql[to] != ' ' && sql[to] != ')') ++to;
    out.push_back(sql.substr(from, to - from));
  }
  return out;
}

void add_limit_reading(const std::string& clause, const Duration& limit, const Calendar* calendar, std::vector<Reading>& out) {
  const std::string text = duration_text(limit);
  if (limit.unit == Unit::business_hours && calendar) {
    const Seconds day = day_length(*calendar);
    if (day > 0 && limit.amount >= day)
      out.push_back({clause, text, "is " + text.substr(0, text.find('b')) + " open hours of calendar " + calendar->rules().name + ", " +
                                 span_text(day) + " on an open day; a working day later would be 1bd"});
  } else if (limit.unit == Unit::elapsed && limit.amount >= seconds_a_day / 2) {
    out.push_back({clause, text, "runs day and night, weekends and holidays too; on the business clock it would be written bh or bd"});
  }
}

}  // namespace

std::vector<TextFinding> text_findings(const Contract& contract, const Trial& trial, const TrialResult& result) {
  const ProofTally& tally = result.tally;
  std::vector<TextFinding> out;
  if (tally.unnamed_stages.total() > 0)
    out.push_back({"current stage that the contract does not name", tally.unnamed_stages.total(), tally.leads, most_frequent(all_of(tally.unnamed_stages))});
  if (contract.disposition) add_reasons(contract, tally, out);
  add_near_duplicates(tally.sources, "sources", out);
  constexpr std::array<const char*, 3> lists = {"no segment takes", "no lane takes", "no source of the contract takes"};
  for (std::size_t i = 0; i < lists.size(); ++i)
    if (tally.unmapped[i] > 0)
      out.push_back({std::string("leads that ") + lists[i], tally.unmapped[i], tally.leads, most_frequent(all_of(tally.unmapped_values[i]))});
  for (std::size_t field = 0; field < trial.order_open.size(); ++field)
    if (trial.order_open[field])
      out.push_back({"date column that does not tell day from month", result.coverage.scan.facts[field].filled, std::nullopt,
                     "\"" + trial.header_of_field[field] + "\": add date_order = \"mdy\" or \"dmy\" under [time], or to the column"});
  if (tally.same_email > 0) out.push_back({"leads that share an e-mail address", tally.same_email, tally.leads, ""});
  std::uint64_t duplicates = 0, rows = 0;
  for (const InputAccount& account : result.coverage.accounts) {
    duplicates += account.duplicates;
    rows += account.rows_read;
  }
  if (duplicates > 0) out.push_back({"rows whose lead id stands twice", duplicates, rows, "the row with the later modification time counts, else the later row"});
  return out;
}

std::vector<Gap> gaps_of(const Contract& contract) {
  std::vector<Gap> out;
  const int mql = find_stage(contract, "MQL");
  const auto clock_on = [&](int stage) { return std::any_of(contract.clocks.begin(), contract.clocks.end(), [&](const Clock& clock) { return clock.on == stage; }); };
  if (!contract.from) out.push_back({"all", "the days on which it is in force", "effective = { from = 2026-04-01, to = 2026-06-30 }   # under [contract]"});
  if (contract.stages.size() < 2) out.push_back({"waterfall", "a second stage", "[[stage]] with name = \"SQL\", at = \"sql_at\""});
  if (contract.exits.empty()) out.push_back({"waterfall", "how a lead leaves", "[[exit]] with name = \"Disqualified\", value = [\"Disqualified\"]"});
  if (mql < 0) out.push_back({"audit", "a stage named MQL (or give --stage)", "[[stage]] with name = \"MQL\", at = \"mql_at\""});
  if (mql >= 0 && !contract.stages[static_cast<std::size_t>(mql)].when)
    out.push_back({"audit", "the definition of MQL", "when = \"fit >= 60 AND intent >= 40\"   # under its [[stage]]"});
  if (mql >= 0 && !clock_on(mql))
    out.push_back({"audit", "a clock on MQL", "[[clock]] with name = \"first touch\", on = \"MQL\", start = \"mql_at\", stop = \"first_touch_at\", limit = \"4bh\""});
  if (!find_definition(contract, "icp")) out.push_back({"audit", "who fits (icp)", "[define] icp = \"employees BETWEEN 50 AND 500\""});
  if (!contract.disposition || contract.disposition->states.empty())
    out.push_back({"audit", "the answers that sales may give", "[disposition] states = [\"accepted\", \"recycled\", \"rejected\"], limit = \"72h\""});
  else if (contract.disposition->reason_required.empty())
    out.push_back({"audit", "which answers need a reason", "reason_required = [\"recycled\", \"rejected\"]   # under [disposition]"});
  if (contract.scores.empty()) out.push_back({"score", "a score", "[score.fit] points = [{ when = \"icp\", add = 60 }]"});
  if (contract.commitments.empty())
    out.push_back({"weekly, monthly", "what each side owes", "[[commitment]] with name = \"MQL to SQL\", owner = \"marketing\", metric = \"rate(MQL, SQL)\", per = \"month\", target = 0.2"});
  else if (contract.escalations.empty())
    out.push_back({"monthly", "what follows when a commitment is missed", "[[escalation]] with commitment = \"" + contract.commitments.front().name + "\", below = \"target\", for = \"2 months\""});
  if (!contract.plan) out.push_back({"backplan", "the plan (or give --revenue and the rest)", "[plan] revenue = 5_000_000, deal_size = 50_000, months = 12"});
  return out;
}

std::vector<Reading> readings_of(const Contract& contract) {
  std::vector<Reading> out;
  for (const Clock& clock : contract.clocks) add_limit_reading("clock " + clock.name, clock.limit, clock.calendar.get(), out);
  if (contract.disposition && contract.disposition->limit)
    add_limit_reading("disposition", *contract.disposition->limit, contract.disposition->calendar.get(), out);
  for (const Stage& stage : contract.stages) {
    if (!stage.when) continue;
    for (const std::string& strict : strict_comparisons(to_sql(*stage.when)))
      out.push_back({stage.name, strict, "is strict: a lead exactly there is not counted"});
  }
  for (const NamedPredicate& one : contract.definitions) {
    for (const std::string& strict : strict_comparisons(to_sql(*one.when)))
      out.push_back({"define " + one.name, strict, "is strict: a lead exactly there is not counted"});
  }
  const FieldId first_touch = known_field("first_touch_at");
  const bool touched = std::any_of(contract.clocks.begin(), contract.clocks.end(), [&](const Clock& clock) { return clock.stop == first_touch; });
  if (touched && !contract.touch)
    out.push_back({"first touch", "first_touch_at", "is what the CRM writes into that column; whether an automated e-mail counts, the contract does not say (add [touch])"});
  return out;
}

}  // namespace handoff
