// The meeting on one page: what it is made of, and its parts, which the two agendas put in order.
#pragma once
#include <string>
#include <vector>

#include "handoff/measures/breach.hpp"
#include "handoff/measures/commitment.hpp"
#include "handoff/measures/week_chart.hpp"
#include "handoff/measures/weekly.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

/// Everything on the page, counted and judged.
struct MeetingPage {
  const Contract& contract;
  const MeetingSettings& settings;
  const MeetingTally& tally;
  MeetingResult result;
  const BreachTally& breaches;                 ///< listed: what fell due in the period
  std::vector<CommitmentRule> rules;
  std::vector<CommitmentResult> commitments;
  std::vector<Fired> fired;                    ///< still running, or their action not yet due when the period began
  Compliance sides;                            ///< over the periods of the trend
  std::string where;
  bool owners = false;                         ///< persons may be named
  WeekChart chart;                             ///< of the conversion, by week
  const MeetingPeriod& chosen() const { return result.periods[result.chosen]; }
  const MeetingPeriod& before() const { return result.periods[result.chosen - 1]; }
  /// `2026-W15 to 2026-W26`.
  std::string trend_text() const { return result.periods.front().name + " to " + chosen().name; }
  /// False: the contract asks for nothing at the stage that this export can show, so nothing is missed or owed as far
  /// as anybody knows.
  bool judges_duties() const;
  std::string stage_name(int stage) const { return contract.stages[static_cast<std::size_t>(stage)].name; }
};

/// A commitment on the page: the last of its own periods that is over by the end of the meeting's, else the running one; and the meeting's own.
struct CommitmentLine { const CommitmentRule* rule; const PeriodResult* own; const PeriodResult* here; };
std::vector<CommitmentLine> commitment_lines(const MeetingPage& page);

/// A number of the scoreboard over the periods.
struct MeetingLine {
  enum class Kind : std::uint8_t { count, rate, span };
  struct Point { std::optional<double> value; Rate rate; std::string why; bool to_date = false; };   ///< why: shown in place of the value
  std::string key, name;
  Kind kind = Kind::count;
  std::vector<Point> points;                   ///< by period
  std::string takes;                           ///< of a rate that may be to date: how long the step may take, in a sentence
};
/// `0 to 2`, where the export has no column for the day of some; else the count.
std::string count_bounds_text(std::uint64_t least, const std::optional<std::uint64_t>& most);
/// The lines of the scoreboard (weekly), or of performance and of the funnel (monthly).
std::vector<MeetingLine> scoreboard_lines(const MeetingPage& page);
std::vector<MeetingLine> performance_lines(const MeetingPage& page);
std::vector<MeetingLine> funnel_lines(const MeetingPage& page);
/// One block character a point, against the largest; `·` where there is no value, `╎` before the first that is to date.
std::string sparkline(const std::vector<MeetingLine::Point>& points, std::size_t count);
Table line_table(const MeetingPage& page, const std::string& title, const std::vector<MeetingLine>& lines);

/// Over the lines that people fill in.
inline constexpr std::string_view weekly_commits_title = "5. Commits for the week (5 min)",
                                  monthly_actions_title = "Actions";

/// The two agendas: they fill the report's result, tables, headline and notes.
void weekly_report(const MeetingPage& page, Report& report);
void monthly_report(const MeetingPage& page, Report& report);

/// The owner of a lead on the page: named where `--by` names them, which it does of nobody with fewer than `least_named_group` leads.
Node owner_node(const MeetingPage& page, const std::string& owner);

/// Tables that both agendas have.
Table duty_table(const MeetingPage& page, const std::string& title);
Table named_table(const MeetingPage& page);
Table commitment_table(const MeetingPage& page);
Table escalation_table(const MeetingPage& page, const std::string& title);
Table talk_table(const MeetingPage& page, const std::string& title, const std::vector<TalkLead>& leads, bool great);
Table source_table(const MeetingPage& page, const std::string& title);
Table reason_table(const MeetingPage& page);
Table group_table(const MeetingPage& page);
/// Is the conversion changing? Empty where there is no baseline: a footnote of the scoreboard says why.
std::vector<Table> chart_tables(const MeetingPage& page);
std::string chart_sentence(const MeetingPage& page);
/// What is better than before, at the same horizon.
Table win_table(const MeetingPage& page);

/// The same records for JSON.
Node::List duty_list(const MeetingPage& page);
Node::List named_list(const MeetingPage& page);
Node::List commitment_list(const MeetingPage& page);
Node::List escalation_list(const MeetingPage& page);
Node::List talk_list(const MeetingPage& page, const std::vector<TalkLead>& leads);
Node::List source_list(const MeetingPage& page);
Node::List reason_list(const MeetingPage& page);
Node::List group_list(const MeetingPage& page);
Node chart_node(const MeetingPage& page);
Node::List chart_list(const MeetingPage& page);

/// JSON's result and the long CSV: `section,name,period,measure,value`.
void add_meeting_result(const MeetingPage& page, const std::vector<MeetingLine>& lines, Report& report);

}  // namespace handoff
