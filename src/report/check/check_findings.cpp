// What a contract leaves out, what may be read in two ways, and what the texts of an export are like.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "check/check_records.hpp"
#include "handoff/text/contact.hpp"
#include "handoff/text/suggest.hpp"

namespace handoff {

namespace {

std::string in_quotes(const std::string& text) { return "'" + text + "'"; }

using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

/// `'Wrong title' 12, 'wrong title' 3`, the most frequent first; addresses and phone numbers masked.
std::string most_frequent(const Counts& counts, std::size_t shown = 5) {
  std::map<std::string, std::uint64_t> masked;
  for (const auto& [text, count] : counts) masked[without_contact(text)] += count;
  Counts sorted(masked.begin(), masked.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out;
  for (std::size_t i = 0; i < sorted.size() && i < shown; ++i)
    out += (i ? ", " : "") + in_quotes(sorted[i].first) + " " + count_text(sorted[i].second);
  if (sorted.size() > shown) out += " and " + std::to_string(sorted.size() - shown) + " more";
  return out;
}

/// The same of a tally. One that was cut kept the texts that sort first, and nobody knows which of all are the most
/// frequent.
std::string texts_of(const ValueCounts& values) {
  const Counts all(values.counts().begin(), values.counts().end());
  if (!values.cut()) return most_frequent(all);
  std::string out =
      "more than " + count_text(static_cast<std::int64_t>(ValueCounts::most)) + " different ones, for instance";
  for (std::size_t i = 0; i < 3; ++i)
    out += (i ? ", " : " ") + in_quotes(without_contact(all[i].first)) + " " + count_text(all[i].second);
  return out;
}

/// The same, each with the name of the list that it was likely meant to be.
std::string with_nearest(const ValueCounts& values, const std::vector<std::string>& list) {
  std::string out = texts_of(values);
  std::size_t told = 0;
  for (const auto& [text, count] : values.counts()) {
    const std::string near = told < 3 ? closest(text, list) : "";
    if (near.empty()) continue;
    out += (told++ ? ", " : "; likely meant: ") + in_quotes(without_contact(text)) + " for " + in_quotes(near);
  }
  return out;
}

std::uint64_t sum(const Counts& counts) {
  std::uint64_t total = 0;
  for (const auto& [text, count] : counts) total += count;
  return total;
}

/// `disposition 'Accepted' for 'accepted' 40`: no quotes of our own.
std::string other_cases(const ValueCounts& values) {
  std::string out;
  std::size_t shown = 0;
  for (const auto& [text, count] : values.counts())
    if (shown++ < 5) out += (shown > 1 ? ", " : "") + without_contact(text) + " " + count_text(count);
  return shown > 5 || values.cut() ? out + ", and more" : out;
}

void add_near_duplicates(const ValueCounts& values, const std::string& what, std::vector<TextFinding>& out) {
  for (const std::vector<std::string>& group : near_duplicates(values)) {
    Counts counts;
    for (const std::string& text : group) counts.emplace_back(text, values.counts().find(text)->second);
    out.push_back({what + " that are likely one", sum(counts), values.total(), most_frequent(counts), values.cut()});
  }
}

void add_reasons(const Contract& contract, const ProofTally& tally, std::vector<TextFinding>& out) {
  const Disposition& rules = *contract.disposition;
  const ValueCounts& reasons = tally.reasons;
  if (const ValueCounts& others = tally.other_dispositions; others.total() > 0)
    out.push_back({"dispositions outside the list", others.total(), tally.dispositions.total(),
                   with_nearest(others, rules.states)});
  if (const ValueCounts& others = tally.other_reasons; others.total() > 0)
    out.push_back({"reasons outside the list", others.total(), reasons.total(), with_nearest(others, rules.reasons)});
  if (tally.reasons_blank > 0)
    out.push_back({"reason blank where one is required", tally.reasons_blank, tally.reasons_required, ""});
  add_near_duplicates(tally.dispositions, "dispositions", out);
  add_near_duplicates(reasons, "reasons", out);
  const std::size_t distinct = reasons.counts().size();
  // Free text: a fixed list is used again and again, what people type is not.
  if (reasons.cut() || (distinct > 20 && 2 * distinct > reasons.total()))
    out.push_back({"reasons look like free text", reasons.total(), reasons.total(),
                   (reasons.cut() ? "more than " : "") + count_text(distinct) + " different ones"});
  if (tally.empty_reasons.total() > 0)
    out.push_back(
        {"reasons that say nothing", tally.empty_reasons.total(), reasons.total(), texts_of(tally.empty_reasons)});
}

/// Columns whose order of day and month, or whose decimal mark, the rows leave open, or contradict each other in.
void add_orders(const ExportFacts& facts, std::vector<TextFinding>& out) {
  for (std::size_t field = 0; field < facts.order_open.size(); ++field) {
    if (!facts.order_open[field]) continue;
    const OrderEvidence& order = facts.orders[field];
    const MarkEvidence& marks = facts.decimals[field];
    const auto add = [&](const char* finding, std::uint64_t count, const std::string& what) { out.push_back({finding, count, std::nullopt, fmt::format("\"{}\": {}", facts.headers[field], what)}); };
    if (marks.dot > 0 && marks.comma > 0)
      add("numbers with decimal dots and decimal commas", marks.dot + marks.comma,
          fmt::format("{} can only be read with a dot, {} only with a comma; no decimal is right for all: export it again in one", count_text(marks.dot), count_text(marks.comma)));
    else if (marks.unsettled())
      add("numbers that do not tell what begins the decimals", marks.open, "add decimal = \".\" or \",\" under [numbers], or to the column");
    else if (order.first_over_12 > 0)
      add("date column in two orders of day and month", order.first_over_12 + order.second_over_12,
          fmt::format("{} can only be read day first, {} only month first; no date_order is right for all: export it again in one", count_text(order.first_over_12), count_text(order.second_over_12)));
    else
      add("date column that does not tell day from month", facts.filled[field], "add date_order = \"mdy\" or \"dmy\" under [time], or to the column");
  }
}

}  // namespace

std::vector<TextFinding> text_findings(const Contract& contract, const ExportFacts& facts, const ProofTally& tally,
                                       const std::vector<InputAccount>& accounts) {
  std::vector<TextFinding> out;
  if (tally.unnamed_stages.total() > 0)
    out.push_back({"current stage that the contract does not name", tally.unnamed_stages.total(), tally.leads,
                   texts_of(tally.unnamed_stages)});
  if (contract.disposition) add_reasons(contract, tally, out);
  add_near_duplicates(tally.sources, "sources", out);
  constexpr std::array<const char*, 3> lists = {"no segment takes", "no lane takes", "no source of the contract takes"};
  for (std::size_t i = 0; i < lists.size(); ++i)
    if (tally.unmapped[i] > 0)
      out.push_back(
          {std::string("leads that ") + lists[i], tally.unmapped[i], tally.leads, texts_of(tally.unmapped_values[i])});
  if (tally.other_case.total() > 0)
    out.push_back({"written in another case than in the contract", tally.other_case.total(), std::nullopt,
                   other_cases(tally.other_case) +
                       "; the comparison `=` tells them apart: compare lower(...) or write it as the cells do"});
  add_orders(facts, out);
  if (tally.same_email > 0) out.push_back({"leads that share an e-mail address", tally.same_email, tally.leads, ""});
  std::uint64_t duplicates = 0, rows = 0;
  for (const InputAccount& account : accounts) {
    duplicates += account.duplicates;
    rows += account.rows_read;
  }
  if (duplicates > 0)
    out.push_back({"rows whose lead id stands twice", duplicates, rows,
                   "the row with the later modification time counts, else the later row"});
  return out;
}

std::vector<Gap> gaps_of(const Contract& contract) {
  std::vector<Gap> out;
  const int mql = find_stage(contract, "MQL");
  const auto clock_on = [&](int stage) {
    return std::any_of(contract.clocks.begin(), contract.clocks.end(),
                       [&](const Clock& clock) { return clock.on == stage; });
  };
  if (!contract.from)
    out.push_back({"all", "the days on which it is in force",
                   "effective = { from = 2026-04-01, to = 2026-06-30 }   # under [contract]"});
  if (contract.stages.size() < 2)
    out.push_back({"waterfall", "a second stage", "[[stage]] with name = \"SQL\", at = \"sql_at\""});
  if (contract.exits.empty())
    out.push_back(
        {"waterfall", "how a lead leaves", "[[exit]] with name = \"Disqualified\", value = [\"Disqualified\"]"});
  if (mql < 0)
    out.push_back({"audit", "a stage named MQL (or give --stage)", "[[stage]] with name = \"MQL\", at = \"mql_at\""});
  if (mql >= 0 && !contract.stages[static_cast<std::size_t>(mql)].when)
    out.push_back({"audit", "the definition of MQL", "when = \"fit >= 60 AND intent >= 40\"   # under its [[stage]]"});
  if (mql >= 0 && !clock_on(mql))
    out.push_back({"audit", "a clock on MQL",
                   "[[clock]] with name = \"first touch\", on = \"MQL\", start = \"mql_at\", stop = "
                   "\"first_touch_at\", limit = \"4bh\""});
  if (!find_definition(contract, "icp"))
    out.push_back({"audit", "who fits (icp)", "[define] icp = \"employees BETWEEN 50 AND 500\""});
  if (!contract.disposition || contract.disposition->states.empty())
    out.push_back({"audit", "the answers that sales may give",
                   "[disposition] states = [\"accepted\", \"recycled\", \"rejected\"], limit = \"72h\""});
  else if (contract.disposition->reason_required.empty())
    out.push_back({"audit", "which answers need a reason",
                   "reason_required = [\"recycled\", \"rejected\"]   # under [disposition]"});
  if (contract.scores.empty())
    out.push_back({"score", "a score", "[score.fit] points = [{ when = \"icp\", add = 60 }]"});
  if (contract.commitments.empty())
    out.push_back({"weekly, monthly", "what each side owes",
                   "[[commitment]] with name = \"MQL to SQL\", owner = \"marketing\", metric = \"rate(MQL, SQL)\", per "
                   "= \"month\", target = 0.2"});
  else if (contract.escalations.empty() && std::all_of(contract.commitments.begin(), contract.commitments.end(),
                                                       [](const Commitment& one) { return one.consequence.empty(); }))
    out.push_back({"monthly", "what follows when a commitment is missed",
                   "[[escalation]] with commitment = \"" + contract.commitments.front().name +
                       "\", below = \"target\", for = \"2 months\""});
  append_placeholder_gap(contract, out);
  append_mix_gap(contract, out);
  append_horizon_gap(contract, out);
  if (!contract.plan)
    out.push_back({"backplan", "the plan (or give --revenue and the rest)",
                   "[plan] revenue = 5_000_000, deal_size = 50_000, months = 12"});
  return out;
}

}  // namespace handoff
