// The two agendas. Every part stands there every time, in the same order, with its minutes; an empty one says so.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "breaches/breaches_report.hpp"
#include "report_parts.hpp"
#include "weekly/meeting_page.hpp"

namespace handoff {

namespace {

Table commit_table(const std::string& title, const std::vector<std::string>& rows) {
  Table table{title, {{""}, {"who"}, {"will do"}, {"by"}}, {}, {}};
  for (const std::string& who : rows) table.rows.push_back({"☐", who, "________________________________", "__________"});
  return table;
}

std::uint64_t sum_of(const std::vector<StandingCounts>& counts, Standing standing) {
  std::uint64_t sum = 0;
  for (const StandingCounts& one : counts) sum += of(one, standing);
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

const char* plural(std::uint64_t count) { return count == 1 ? "" : "s"; }

/// Of what is asked at the stage, what this export cannot show: `first touch (the export has no mql_at)`.
std::string unseen_text(const MeetingPage& page) {
  std::vector<std::string> unseen;
  for (const Duty& duty : page.breaches.duties)
    if (duty.can_be_missed() && !duty.why_not.empty())
      unseen.push_back(fmt::format("{} ({})", duty.name, duty.why_not));
  return fmt::format("{}", fmt::join(unseen, ", "));
}

/// Where the contract has clocks, if not on the stage of the page.
std::string clocks_elsewhere(const MeetingPage& page) {
  std::vector<std::string> stages;
  for (const Clock& clock : page.contract.clocks)
    if (const std::string name = page.stage_name(clock.on);
        std::find(stages.begin(), stages.end(), name) == stages.end())
      stages.push_back(name);
  if (stages.empty()) return "the contract has no clock, and under [disposition] neither a limit nor a required reason";
  const bool spaced = stages.front().find(' ') != std::string::npos;
  return fmt::format("the contract's clocks are on {}; see --stage {}", fmt::join(stages, " and "),
                     spaced ? fmt::format("'{}'", stages.front()) : stages.front());
}

/// Of the duties that the export can show: how many may have been missed.
std::uint64_t may_be_missed(const BreachTally& breaches) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < breaches.duties.size(); ++i)
    if (breaches.duties[i].why_not.empty()) sum += breaches.may_owe[i];
  return sum;
}

/// What was missed and is owed; where nothing is asked, or nobody can tell, that.
std::string missed_sentence(const MeetingPage& page) {
  const std::string& now = page.chosen().name;
  const std::vector<Duty>& duties = page.breaches.duties;
  if (std::none_of(duties.begin(), duties.end(), [](const Duty& duty) { return duty.can_be_missed(); }))
    return fmt::format("No deadline is asked of a lead at {}: {}.", page.stage_name(page.settings.stage),
                       clocks_elsewhere(page));
  const std::string unseen = unseen_text(page);
  if (!page.judges_duties())
    return fmt::format("Whether a deadline of {} was missed, or one is owed now, the data cannot tell: {}.", now,
                       unseen);
  const std::uint64_t missed = page.breaches.fresh, open = sum_of(page.breaches.counts, Standing::overdue),
                      unknown = may_be_missed(page.breaches);
  const std::string perhaps =
      unknown ? fmt::format(", and {} more may have been, which the export cannot tell", count_text(unknown)) : "";
  const bool all_known = page.breaches.perhaps_listed() == 0 && sum_of(page.breaches.counts, Standing::unknown) == 0;
  const std::string owed_now =
      open == 0 ? (all_known ? "none is owed now" : "none is known to be owed now")
                : fmt::format("{} {} owed now, {}", count_text(open), open == 1 ? "is" : "are",
                              missed == 0 ? fmt::format("none of {}", now) : "old ones among them");
  return fmt::format("{} deadline{} of {} {} missed{}; {}{}.", count_text(missed), plural(missed), now,
                     missed == 1 ? "was" : "were", perhaps, owed_now,
                     unseen.empty() ? "" : fmt::format("; of {} the data cannot tell", unseen));
}

/// Why a count has bounds alone, where the export has no column for the day of some of them; else empty.
std::string dayless_text(const MeetingPage& page) {
  const MeetingPeriod& now = page.chosen();
  std::vector<std::string> columns;
  const auto add = [&](int stage, std::uint64_t least, const std::optional<std::uint64_t>& most) {
    if (!most || *most == least) return;
    int dated = stage;   // or an earlier one, whose date stands for it
    while (dated > 0 && page.contract.stages[static_cast<std::size_t>(dated)].at == no_field) --dated;
    const FieldId at = page.contract.stages[static_cast<std::size_t>(dated)].at;
    if (at == no_field) return;
    const std::string& column = page.contract.fields[at].name;
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
  };
  add(page.settings.stage, now.delivered, now.delivered_most);
  if (page.settings.to >= 0) add(page.settings.to, now.accepted, now.accepted_most);
  return columns.empty() ? ""
                         : fmt::format("; the export has no column for {}, so it cannot be told who came in {}",
                                       fmt::join(columns, " and "), now.name);
}

/// Volume never without conversion.
void add_headline(const MeetingPage& page, Report& report) {
  const MeetingPeriod& now = page.chosen();
  const bool judged = page.settings.counting == Counting::defined && page.contract.stages[static_cast<std::size_t>(page.settings.stage)].when;
  const std::uint64_t most = now.delivered_most.value_or(now.delivered);
  std::string text = fmt::format(
      "{} {}{} delivered{}", count_bounds_text(now.delivered, now.delivered_most), page.stage_name(page.settings.stage),
      plural(most), judged ? fmt::format(" by the contract's definition ({} claimed)", count_text(now.claimed)) : "");
  if (page.settings.to >= 0) {
    const std::string to = page.stage_name(page.settings.to);
    if (most == now.delivered)
      text += fmt::format(", {} of them {}{}{}", count_text(now.conversion.count), to, now.immature ? " so far" : "",
                          now.conversion.rate ? fmt::format(" ({})", percent_text(*now.conversion.rate)) : "");
    text += fmt::format("; {} {}{} accepted in all", count_bounds_text(now.accepted, now.accepted_most), to,
                        plural(now.accepted_most.value_or(now.accepted)));
  }
  report.headline.push_back(fmt::format("{}{}.", text, dayless_text(page)));
  report.headline.push_back(missed_sentence(page));
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

bool MeetingPage::judges_duties() const {
  return std::any_of(breaches.duties.begin(), breaches.duties.end(),
                     [](const Duty& duty) { return duty.can_be_missed() && duty.why_not.empty(); });
}

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
