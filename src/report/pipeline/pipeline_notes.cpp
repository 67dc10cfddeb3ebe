// What could not be used, and how much money it was: told, never dropped.
#include <fmt/format.h>

#include <algorithm>

#include "pipeline/pipeline_report.hpp"
#include "report_parts.hpp"

#include "handoff/text/contact.hpp"

namespace handoff {
namespace {

std::string deals_text(std::uint64_t count) { return count_text(count) + (count == 1 ? " deal" : " deals"); }

/// `12 deals of 34,000 USD + 1,000 EUR`.
std::string sums_text(const Sums& sums) {
  std::uint64_t deals = 0;
  std::string money;
  for (const auto& [currency, one] : sums) {
    deals += one.deals;
    if (one.pipeline != 0) money += (money.empty() ? " of " : " + ") + money_text(one.pipeline, currency);
  }
  return deals_text(deals) + money;
}

/// Cells of deals that hold something, and not what they should: what is not known is not taken for a blank.
void note_unreadable(const DealCounts& log, std::vector<std::string>& notes) {
  const std::pair<const UnreadableCells&, const char*> kinds[] = {
      {log.unreadable_stages, "a stage"},
      {log.unreadable_flags, "a flag of winning or closing"},
      {log.unreadable_wins, "a date of winning"},
      {log.unreadable_dates, "a close date"}};
  for (const auto& [cells, what] : kinds)
    if (cells.deals)
      notes.push_back(fmt::format("{} {} {} that cannot be read, the first is {}", deals_text(cells.deals),
                                  cells.deals == 1 ? "has" : "have", what, cells.first));
  if (log.unproven)
    notes.push_back(fmt::format(
        "nobody can say of {} whether {} won or lost, for such a cell: taken as open, and in no revenue, win rate or cycle",
        deals_text(log.unproven), log.unproven == 1 ? "it was" : "they were"));
  if (log.decided_later)
    notes.push_back(fmt::format("{} won or lost by a date after the moment of judging: taken as open",
                                log.decided_later == 1 ? "1 deal is" : fmt::format("{} are", deals_text(log.decided_later))));
  if (log.undated)
    notes.push_back(fmt::format(
        "nobody can say of {} when {} won or lost, for such a date: counted by the stage, even where that was after the moment of judging, and in no cycle",
        deals_text(log.undated), log.undated == 1 ? "it was" : "they were"));
}

void note_deals(const PipelineFacts& facts, std::vector<std::string>& notes) {
  const PipelineTally& tally = facts.tally;
  if (!facts.deals) {
    notes.push_back("deals are the leads' own amounts (no --deals): won is the last stage, lost an exit, begun the stage before the last");
    if (tally.own_unreadable) notes.push_back(leads_text(tally.own_unreadable) + " with an amount that is not a single number; in no sum");
    if (tally.own_no_currency)
      notes.push_back(leads_text(tally.own_no_currency) + " with a currency that cannot be read; in no sum, and in the bounds of each win rate");
  } else {
    const DealCounts& log = *facts.deals;
    notes.push_back(fmt::format("deals are joined by {}", log.key) +
                    (facts.settings.book->of_lead ? "" : "; a deal that several leads share belongs to the first of them that came in before it"));
    if (log.same_rows * 100 > facts.settings.book->deals.size())
      notes.push_back(fmt::format("{} the same as another in all that is read of it, as where a file is laid behind itself; each counts, unless the column of the deals' ids is named "
                                  "under [deal.columns]: id", log.same_rows == 1 ? "1 row of the deals is" : count_text(log.same_rows) + " rows of the deals are"));
    if (log.repeated)
      notes.push_back(count_text(log.repeated) + (log.repeated == 1 ? " row tells" : " rows tell") + " again of a deal that another row has told of, by its id: it counts once" +
                      (log.differing ? "; of " + deals_text(log.differing) + " the rows differ, and the one that begins first, then of the least amount, stands" : ""));
    if (log.no_amount) notes.push_back(deals_text(log.no_amount) + " without an amount; counted, and in no sum");
    if (log.below_zero) notes.push_back(deals_text(log.below_zero) + " with an amount below 0; in the sums as written");
    if (log.unreadable_amount)
      notes.push_back(fmt::format("{} with an amount that cannot be read, for instance {}; counted, and in no sum",
                                  deals_text(log.unreadable_amount),
                                  log.unreadable_example.empty()
                                      ? log.unreadable_amounts.first
                                      : fmt::format("\"{}\"", without_contact(log.unreadable_example).substr(0, 40))));
    note_unreadable(log, notes);
    if (log.too_large) notes.push_back(fmt::format("{} with an amount of more than 90 trillion; counted, and in no sum", deals_text(log.too_large)));
    if (log.two_currencies)
      notes.push_back(fmt::format("{} with an amount whose cell names another currency than its row; counted, and in no sum", deals_text(log.two_currencies)));
    if (log.mostly_undecided())
      notes.push_back(fmt::format("{} of {} whose close date has passed are neither won nor lost: revenue, win rate and cycle leave them out",
                                  count_text(log.neither), deals_text(log.past_close)));
    if (log.unknown_stages.total()) {
      std::string text = deals_text(log.unknown_stages.total()) + " in stages that the contract does not name and that say neither won nor lost, taken as open: ";
      std::size_t shown = 0;
      for (const auto& [stage, count] : log.unknown_stages.counts()) {
        if (shown == 8) break;
        text += (shown++ ? ", " : "") + ("'" + stage + "' ") + count_text(count);
      }
      notes.push_back(text + (log.unknown_stages.counts().size() > shown ? ", and more" : ""));
    }
  }
  if (facts.result.no_losing)
    notes.push_back(fmt::format("no win rate: nothing in {} says of a deal that it was lost{}", facts.deals ? "the deals" : "the export",
                                facts.deals ? ", neither a stage nor `won` beside `closed`" : ", since no [[exit]] of the contract can be seen in it"));
  if (!tally.no_lead.empty()) notes.push_back(sums_text(tally.no_lead) + " without a lead among those counted; in no row");
  if (!tally.older.empty()) notes.push_back(sums_text(tally.older) + " begun before any of their leads came in; in no row");
  if (tally.before_lead) notes.push_back(deals_text(tally.before_lead) + " begun before the lead came in that holds them; counted with it");
  if (!tally.after_as_of.empty()) notes.push_back(sums_text(tally.after_as_of) + " begun after the moment of judging; in no row");
  if (tally.deals_outside) notes.push_back(deals_text(tally.deals_outside) + " of leads that entered no stage in the window");
}

void note_currencies(const PipelineFacts& facts, std::vector<std::string>& notes) {
  std::vector<std::string> currencies;
  for (const PipelineGroup& group : facts.result.groups)
    for (const StageMoney& one : group.stages)
      if (std::find(currencies.begin(), currencies.end(), one.currency) == currencies.end()) currencies.push_back(one.currency);
  if (currencies.size() < 2) return;
  std::sort(currencies.begin(), currencies.end());
  std::string list;
  for (const std::string& one : currencies) list += (list.empty() ? "" : ", ") + (one.empty() ? std::string("none given") : one);
  notes.push_back(fmt::format("currencies are not mixed: each has rows of its own ({}), with the same leads in each", list));
}

void note_spend(const PipelineFacts& facts, std::vector<std::string>& notes) {
  if (!facts.spend_notes) return;
  notes.insert(notes.end(), facts.spend_notes->begin(), facts.spend_notes->end());
  const SpendResult& spend = facts.result.spend;
  notes.push_back(fmt::format("cost for one: the spend of a month over the leads that entered the stage in it ({}), of all months that the spend file has; a month that the window or as-of cuts counts by days",
                              facts.settings.counting == Counting::defined ? "those that stand: --count defined" : "every claim: --count claimed"));
  if (!spend.by_group) notes.push_back("spend is known by month" + std::string(facts.spend_by_source ? " and source" : "") + ", not by these groups: no cost in their rows");
  if (spend.outside_window) notes.push_back(count_text(spend.outside_window) + (spend.outside_window == 1 ? " row of spend is" : " rows of spend are") + " outside the window");
  if (spend.after_as_of) notes.push_back(count_text(spend.after_as_of) + (spend.after_as_of == 1 ? " row of spend begins" : " rows of spend begin") + " after the moment of judging; in no cost");
  if (spend.unmatched.empty()) return;
  std::string text = "spend without any lead that came in from there in that month, in the cost all the same: ";
  for (std::size_t i = 0; i < spend.unmatched.size() && i < 6; ++i) {
    const UnmatchedSpend& one = spend.unmatched[i];
    text += fmt::format("{}{}{} {}", i ? ", " : "", one.source.empty() ? "" : one.source + " ", one.period, money_text(one.minor, one.currency));
  }
  if (spend.unmatched.size() > 6) text += fmt::format(", and {} more", spend.unmatched.size() - 6);
  notes.push_back(text);
}

}  // namespace

void add_pipeline_notes(const PipelineFacts& facts, Report& report) {
  std::vector<std::string>& notes = report.notes;
  note_deals(facts, notes);
  note_currencies(facts, notes);
  note_spend(facts, notes);
  if (facts.touches) {
    std::string text = "credited: the marketing touches of the deal's own lead up to the moment the deal began (for full path, up to the moment it was won); of a deal known to the day, up to the day's end";
    if (facts.settings.lookback) text += ", and at most " + span_text(*facts.settings.lookback) + " before it";
    notes.push_back(text);
    if (facts.contract.attribution)
      notes.push_back("the contract's model is " + facts.contract.attribution->model + "; the others have the usual shares, see the manual");
  }
  if (!facts.result.leaks.empty())
    notes.push_back("causes are tried in the order of the rows; each lead is in one row. A share of MQLs is of all that entered, a share of pipeline of all their deals; at average: what as many entrants bring on average, the lost ones among them");
  for (std::size_t i = 0; i < leak_count && !facts.result.leaks.empty(); ++i)
    if (const std::string& why = facts.tally.why_unmeasured(static_cast<Leak>(i)); !why.empty())
      notes.push_back(fmt::format("not measured: {} ({})", leak_sentence(static_cast<Leak>(i)), why));
  const auto fast = [](const PipelineGroup& group) { return std::any_of(group.deals.begin(), group.deals.end(), [](const DealsResult& one) { return one.velocity.has_value(); }); };
  if (std::any_of(facts.result.groups.begin(), facts.result.groups.end(), fast))
    notes.push_back("velocity a day: deals x win rate x the mean won deal, over the days of the median cycle. It grows with the number of deals, and so with the window: hold windows of one length against each other");
  if (facts.result.pooled_groups) notes.push_back(pooled_text(facts.result.pooled_groups));
  if (facts.settings.window || by_period(facts.settings.by)) note_placed_earlier(facts.tally.placed_earlier.stages(), facts.contract, notes);
  note_unnamed(facts.contract, facts.tally.unnamed_values, notes);
}

}  // namespace handoff
