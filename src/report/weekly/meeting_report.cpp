// The two agendas. Every part stands there every time, in the same order, with its minutes; an empty one says so.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "weekly/meeting_page.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

Table commit_table(const std::string& title, const std::vector<std::string>& rows) {
  Table table{title, {{""}, {"who"}, {"will do"}, {"by"}}, {}, {}};
  for (const std::string& who : rows) table.rows.push_back({"☐", who, "________________________________", "__________"});
  return table;
}

std::uint64_t owed(const MeetingPage& page) {
  std::uint64_t sum = 0;
  for (const StandingCounts& counts : page.breaches.counts) sum += counts[static_cast<std::size_t>(Standing::overdue)];
  return sum;
}

/// Who has something judged: with one side alone there is no `both`.
std::string sides_text(const MeetingPage& page) {
  std::vector<std::string> sides;
  for (const CommitmentResult& result : page.commitments) {
    const std::string& owner = page.rules[result.rule].owner;
    const bool any = std::any_of(result.periods.begin(), result.periods.end(), [](const PeriodResult& period) { return judged(period.outcome); });
    if (result.grain == page.settings.grain && any && std::find(sides.begin(), sides.end(), owner) == sides.end()) sides.push_back(owner);
  }
  if (sides.size() != 1) return sides.size() == 2 ? "Both sides" : "All sides";
  std::string side = sides.front().empty() ? "Who owes it" : sides.front();
  if (side[0] >= 'a' && side[0] <= 'z') side[0] = static_cast<char>(side[0] - 'a' + 'A');
  return side;
}

/// Volume never without conversion.
void add_headline(const MeetingPage& page, Report& report) {
  const MeetingPeriod& now = page.chosen();
  const auto plural = [](std::uint64_t count) { return count == 1 ? "" : "s"; };
  const bool judged = page.settings.counting == Counting::defined && page.contract.stages[static_cast<std::size_t>(page.settings.stage)].when;
  std::string text = fmt::format("{} {}{} delivered{}", count_text(now.delivered), page.stage_name(page.settings.stage), plural(now.delivered),
                                 judged ? fmt::format(" by the contract's definition ({} claimed)", count_text(now.claimed)) : "");
  if (page.settings.to >= 0) {
    const std::string to = page.stage_name(page.settings.to);
    text += fmt::format(", {} of them {}{}{}; {} {}{} accepted in all", count_text(now.conversion.count), to, now.immature ? " so far" : "",
                        now.conversion.rate ? fmt::format(" ({})", percent_text(*now.conversion.rate)) : "", count_text(now.accepted), to, plural(now.accepted));
  }
  report.headline.push_back(text + ".");
  const std::uint64_t missed = page.breaches.fresh, open = owed(page);
  std::uint64_t unknown = 0;
  for (const StandingCounts& counts : page.breaches.due_counts) unknown += counts[static_cast<std::size_t>(Standing::unknown)];
  report.headline.push_back(fmt::format("{} deadline{} of {} {} missed{}; {}.", count_text(missed), plural(missed), now.name,
                                        missed == 1 ? "was" : "were", unknown ? fmt::format(", and {} more may have been, which the export cannot tell", count_text(unknown)) : "",
                                        open == 0 ? "none is owed now" : fmt::format("{} {} owed now, old ones among them", count_text(open), open == 1 ? "is" : "are")));
  const Share& sides = page.sides.share;
  const std::string grain = page.settings.grain == Grain::week ? "week" : "month";
  if (sides.decided() > 0)
    report.headline.push_back(fmt::format("{} met everything that could be judged in {} of {} {}{}{}.", sides_text(page), count_text(sides.counted), count_text(sides.decided()),
                                          grain, plural(sides.decided()),
                                          sides.undecided ? fmt::format("; of {} more the data cannot tell", count_text(sides.undecided)) : ""));
  else if (sides.unknown() > 0)
    report.headline.push_back(fmt::format("Whether all was met that was promised, the data cannot tell of any {}.", grain));
}

/// The share of dispositions, this period and the one before.
Table disposition_table(const MeetingPage& page) {
  Table table{"Dispositions of those claimed", {{""}, {page.chosen().name, Holds::count}, {page.before().name, Holds::count}}, {}, {}};
  const std::vector<std::string>& states = page.contract.disposition->states;
  for (std::size_t i = 0; i < states.size() + 2; ++i) {
    std::vector<Cell>& row = table.rows.emplace_back();
    row.push_back(i < states.size() ? states[i] : i == states.size() ? "(another word)" : "(none)");
    for (const std::size_t period : {page.result.chosen, page.result.chosen - 1}) {
      const Rate rate = whole(share_of(page.tally.counts[period].dispositions[i], page.result.periods[period].claimed));
      const std::string shown = rate.rate ? fmt::format("{}, {}", count_text(rate.count), percent_text(*rate.rate)) : count_text(rate.count);
      row.push_back(page.result.periods[period].before_data ? Node(Blank{"-"}) : Node(Figure{static_cast<double>(rate.count), shown}));
    }
  }
  return table;
}

std::string talk_title(const MeetingPage& page, bool great) {
  if (great) return "Great " + page.stage_name(page.settings.stage) + "s that sales turned down in " + page.chosen().name;
  return "Bad " + page.stage_name(page.settings.stage) + "s of " + page.chosen().name;
}

void add_notes(const MeetingPage& page, Report& report) {
  const MeetingTally& tally = page.tally;
  const std::string stage = page.stage_name(page.settings.stage);
  for (const Duty& duty : page.breaches.duties)
    if (!duty.why_not.empty()) report.notes.push_back("not measured: " + duty.name + " (" + duty.why_not + ")");
  for (const CommitmentRule& rule : page.rules)
    if (!rule.not_measured.empty()) report.notes.push_back("not measured: " + rule.name + " (" + rule.not_measured + ")");
  if (tally.undated) report.notes.push_back(leads_text(tally.undated) + " claimed as " + stage + " without any date, in no period");
  if (tally.blank_dates)
    report.notes.push_back(leads_text(tally.blank_dates) + " claimed as " + stage + " by a date of 1970-01-01 or before, which systems write where they have none; in no period");
  if (const std::uint64_t unmeasured = tally.counts[page.result.chosen].unmeasured)
    report.notes.push_back(leads_text(unmeasured) + " of " + page.chosen().name + " in no speed-to-lead: no date of their own, or a touch that cannot be read");
  if (page.chosen().partial) report.notes.push_back(page.chosen().name + " is not over: nothing is judged by it");
  if (page.chosen().claimed < least_named_group)
    report.notes.push_back("fewer than 30 " + stage + "s in " + page.chosen().name + ": a rate of so few swings by itself; look at the trend");
  note_owners(page.breaches.owners(), page.owners, report.notes);
  if (page.result.pooled) report.notes.push_back(pooled_text(page.result.pooled));
  if (tally.reasons.cut()) report.notes.push_back("more than 1,000 different reasons: those beyond are not ranked");
  if (!page.settings.source) report.notes.push_back("the export has no column for the pipeline's source");
}

void finish(const MeetingPage& page, const std::vector<MeetingLine>& lines, Report& report) {
  add_notes(page, report);
  add_meeting_result(page, lines, report);
}

}  // namespace

void weekly_report(const MeetingPage& page, Report& report) {
  add_headline(page, report);
  const std::vector<MeetingLine> lines = scoreboard_lines(page);
  report.tables.push_back(line_table(page, "1. Scoreboard (5 min)", lines));
  for (Table& table : chart_tables(page)) report.tables.push_back(std::move(table));
  if (!page.settings.by.empty()) report.tables.push_back(group_table(page));
  report.tables.push_back(duty_table(page, "2. SLA breaches (5 min)"));
  report.tables.push_back(named_table(page));
  report.tables.push_back(commitment_table(page));
  report.tables.push_back(escalation_table(page, "Escalations"));
  report.tables.push_back(talk_table(page, "3. Lead quality (10 min): " + talk_title(page, false), page.tally.bad, false));
  report.tables.push_back(talk_table(page, talk_title(page, true), page.tally.great, true));
  report.tables.push_back(source_table(page, "4. Pipeline themes (5 min): " + page.trend_text()));
  report.tables.push_back(reason_table(page));
  report.tables.push_back(commit_table(std::string(weekly_commits_title), {"marketing", "sales"}));
  finish(page, lines, report);
}

void monthly_report(const MeetingPage& page, Report& report) {
  add_headline(page, report);
  std::vector<MeetingLine> lines = performance_lines(page);
  report.tables.push_back(line_table(page, "1. Performance (15 min)", lines));
  for (Table& table : chart_tables(page)) report.tables.push_back(std::move(table));
  if (!page.settings.by.empty()) report.tables.push_back(group_table(page));
  report.tables.push_back(commitment_table(page));
  if (page.contract.disposition && !page.contract.disposition->states.empty()) report.tables.push_back(disposition_table(page));
  const std::vector<MeetingLine> funnel = funnel_lines(page);
  report.tables.push_back(line_table(page, "2. Funnel and cycle time (10 min)", funnel));
  report.tables.push_back(source_table(page, "Pipeline, " + page.trend_text()));
  report.tables.push_back(duty_table(page, "3. Issues (15 min)"));
  report.tables.push_back(named_table(page));
  report.tables.push_back(talk_table(page, talk_title(page, false), page.tally.bad, false));
  report.tables.push_back(talk_table(page, talk_title(page, true), page.tally.great, true));
  report.tables.push_back(reason_table(page));
  report.tables.push_back(escalation_table(page, "4. Adjustments (10 min): what the contract asks for"));
  report.tables.push_back(commit_table(std::string(monthly_actions_title), {"", "", ""}));
  report.tables.push_back(win_table(page));
  for (const MeetingLine& line : funnel)
    if (std::none_of(lines.begin(), lines.end(), [&](const MeetingLine& one) { return one.key == line.key; })) lines.push_back(line);
  finish(page, lines, report);
}

}  // namespace handoff
