// Options to numbers to a page. One pass: what the meeting counts, what is owed, and what was committed to.
#include "weekly/meeting.hpp"
#include "weekly/meeting_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "frame/declare.hpp"
#include "frame/fail_on.hpp"
#include "handoff/text/error.hpp"
#include "reading/lead_scan.hpp"
#include "frame/named_contract.hpp"
#include "files/outputs.hpp"
#include "report_parts.hpp"
#include "files/report_file.hpp"
#include "frame/settings.hpp"
#include "frame/stage_option.hpp"
#include "frame/time_hints.hpp"
#include "reading/versions.hpp"
#include "waterfall/step_notes.hpp"

namespace handoff {

namespace {

struct MeetingOptions {
  Options common;
  LogOptions logs;
  std::optional<std::string> period, stage;
  std::string to, pipeline_by = "source", top = "10";
  std::vector<std::string> fail_on;
  bool with_owner = false;
};

struct MeetingQuery {
  MeetingSettings meeting;
  BreachSettings breaches;
  CommitmentSettings commitments;
  ChartSettings chart;
};

/// `23` and `June`, written as the option takes them.
std::string period_fix(const std::string& typed, bool weekly, Day today, int week_start, const std::string& example) {
  const bool number = !typed.empty() && typed.size() <= 2 && typed.find_first_not_of("0123456789") == std::string::npos;
  const std::string year = iso_day(today).substr(0, 4);
  const std::string words = number ? (weekly ? "week " + typed : typed + "/" + year) : typed == "last" || typed == "this" ? typed + (weekly ? " week" : " month") : typed;
  const std::optional<std::string> meant = window_meant(words, today, week_start);
  const std::optional<Period> period = meant ? read_window(*meant, today, week_start) : std::nullopt;
  const Grain grain = weekly ? Grain::week : Grain::month;
  const bool whole = period && period_of(period->from, grain, week_start).from == period->from && period_of(period->from, grain, week_start).to == period->to;
  return whole ? "did you mean " + *meant + "?" : "write " + example;
}

Period chosen_period(const MeetingOptions& typed, const Contract& contract, const Settings& settings, Grain grain) {
  const Day today = contract.zone->day_of(settings.as_of);
  if (!typed.period) return period_of(period_of(today, grain, contract.week_start).from - 1, grain, contract.week_start);
  const bool weekly = grain == Grain::week;
  const std::string option = weekly ? "--week" : "--month";
  const Period last = period_of(period_of(today, grain, contract.week_start).from - 1, grain, contract.week_start);
  const std::string example = weekly ? (contract.week_start == 0 ? "2026-W26" : period_name(last, grain, contract.week_start)) + ", or last-week" : "2026-06, or last-month";
  std::optional<Period> period = read_window(*typed.period, today, contract.week_start);
  if (weekly && !period) {  // its first day: the name of a week that does not begin on Monday
    period = read_window(*typed.period + ".." + *typed.period, today);
    if (period && period_of(period->from, grain, contract.week_start).from == period->from) period = period_of(period->from, grain, contract.week_start);
  }
  if (!period) throw Error(option, "'" + *typed.period + "' is not a " + std::string(option.substr(2)), period_fix(*typed.period, weekly, today, contract.week_start, example));
  const Period whole = period_of(period->from, grain, contract.week_start);
  if (whole.from != period->from || whole.to != period->to)
    throw Error(option, "'" + *typed.period + "' is not a " + option.substr(2) + " of the contract", "write " + example);
  if (contract.zone->day_start(whole.from) >= settings.as_of) throw Error(option, "'" + *typed.period + "' has not begun by as-of", "write " + example);
  return whole;
}

/// A week in which the contract was in force on no day is no week of this contract.
void hold_to_force(const Contract& contract, MeetingQuery& query) {
  MeetingSettings& meeting = query.meeting;
  const std::vector<Period> periods = meeting_periods(meeting, contract);
  const InForce days{contract.from, contract.to};
  if (!days_in_force(meeting.period, days))
    throw Error(contract.file, "was in force on no day of " + period_name(meeting.period, meeting.grain, contract.week_start) + " (" + days_text(contract.from, contract.to) + ")",
                "give the version of then, or choose another with " + std::string(meeting.grain == Grain::week ? "--week" : "--month"));
  meeting.in_force = query.breaches.window = days_in_force(std::nullopt, days)->window;
  query.commitments.in_force = days;
  meeting.not_in_force = days_in_force(Period{periods.front().from, periods.back().to}, days)->outside;
}

/// Refuses a check that is none, and one that the contract gives nothing to fail on.
void require_something(const std::vector<std::string>& checks, const Contract& contract, int stage) {
  for (const std::string& check : checks) {
    if (check == "breach") require_duty(contract, stage, "--fail-on breach");
    else if (check == "floor") require_floor(contract);
    else if (check == "escalation") require_escalation(contract);
    else throw Error("--fail-on", "'" + check + "' is not a check", "use breach, floor or escalation");
  }
}

MeetingQuery query_of(const MeetingOptions& typed, const Contract& contract, const Settings& settings, Grain grain) {
  MeetingQuery query;
  MeetingSettings& meeting = query.meeting;
  meeting.as_of = settings.as_of;
  meeting.counting = query.commitments.counting = settings.counting;
  meeting.grain = grain;
  meeting.period = chosen_period(typed, contract, settings, grain);
  meeting.stage = judged_stage(contract, typed.stage);
  meeting.to = target_option(contract, "--to", typed.to, meeting.stage);
  require_something(typed.fail_on, contract, meeting.stage);
  hold_to_force(contract, query);
  meeting.by = settings.by;
  meeting.source = group_by(contract, typed.pipeline_by, "--pipeline-by");
  query.breaches.as_of = settings.as_of;
  query.breaches.stage = meeting.stage;
  query.breaches.due_in = meeting.period;
  query.breaches.all = true;
  query.breaches.most = whole_number("--top", typed.top, 0);
  query.commitments.as_of = settings.as_of;
  query.chart = {settings.as_of, meeting.stage, meeting.to, meeting.period.to};
  return query;
}

/// What was committed to in the periods that were over by the end of the page's.
std::vector<CommitmentResult> over_by(const std::vector<CommitmentResult>& all, Day end) {
  std::vector<CommitmentResult> over = all;
  for (CommitmentResult& one : over) std::erase_if(one.periods, [&](const PeriodResult& period) { return period.period.to > end; });
  return over;
}

/// The results as bad as they may be, where the export cannot decide.
std::vector<CommitmentResult> at_the_worst(const MeetingPage& page) {
  std::vector<CommitmentResult> worst = page.commitments;
  for (CommitmentResult& one : worst) {
    const bool of_persons = page.rules[one.rule].by != no_field;
    if (of_persons && page.contract.people.beyond_chance) continue;   // it is a matter of how many leads they have
    for (PeriodResult& period : one.periods) {
      if (period.outcome == Outcome::unproven) period.outcome = Outcome::below_floor;
      for (CommitmentPart& part : period.parts)
        if (part.outcome == Outcome::unproven) part.outcome = Outcome::below_floor;
    }
  }
  return worst;
}

/// Escalations that somebody still has to answer for; of a past page, behind which another is over, those that stood at its end.
std::vector<Fired> still_owed(const MeetingPage& page, const std::vector<CommitmentResult>& commitments) {
  const MeetingSettings& settings = page.settings;
  const Period next = period_of(settings.period.to + 1, settings.grain, page.contract.week_start);
  const bool past = page.contract.zone->day_start(next.to + 1) <= settings.as_of;
  std::vector<Fired> owed;
  for (const Fired& one : escalations(page.contract, page.rules, past ? over_by(commitments, settings.period.to) : commitments))
    if (one.state != FiredState::over || (one.due_day && *one.due_day >= settings.period.from)) owed.push_back(one);
  return owed;
}

Compliance sides_in_trend(const MeetingPage& page) {
  const Compliance all = sides_compliance(page.commitments, page.rules, page.settings.grain);
  Compliance sides;
  for (const Compliance::One& one : all.periods)
    if (one.period.from >= page.tally.periods.front().from && one.period.to <= page.settings.period.to) sides.add(one.period, one.counted, one.kept);
  return sides;
}

/// What one check came to; its gates behind `gates`.
bool check_found(const std::string& check, const MeetingPage& page, std::vector<Gate>& gates) {
  if (check == "breach") {
    gates = duty_gates(page.breaches);
    return page.breaches.fresh > 0;
  }
  if (check == "escalation") {
    gates = escalation_gates(page);
    for (const Fired& one : still_owed(page, at_the_worst(page)))
      if (one.state != FiredState::over && page.contract.escalations[one.escalation].below != "unproven")
        gates.push_back({fmt::format("the escalation on '{}'", page.contract.escalations[one.escalation].commitment),
                         fmt::format("whether it stands hangs on what the export cannot decide of {}", one.periods.back())});
    return std::any_of(page.fired.begin(), page.fired.end(), [](const Fired& one) { return one.state != FiredState::over; });
  }
  gates = floor_gates(page);
  const std::vector<CommitmentLine> lines = commitment_lines(page);
  return std::any_of(lines.begin(), lines.end(), [](const CommitmentLine& line) { return line.own && line.own->outcome == Outcome::below_floor; });
}

/// True where one of the checks failed: a failure is known whatever the others could not judge.
bool any_failed(const MeetingPage& page, const std::vector<std::string>& checks, Instant newest, const Settings& settings) {
  std::vector<std::vector<Gate>> gates(checks.size());
  for (std::size_t i = 0; i < checks.size(); ++i)
    if (check_found(checks[i], page, gates[i])) return true;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    add_stage_gate(page.breaches.holders, settings.where != nullptr, page.contract, page.settings.stage, page.settings.as_of, gates[i]);
    add_age_gate(newest, std::min(settings.as_of, page.contract.zone->day_start(page.settings.period.to + 1) - 1), page.contract, settings, gates[i]);
    check_failed(checks[i], false, gates[i]);
  }
  return false;
}

/// The first stage that anything on touches is asked of.
int first_stage(const Contract& contract, const MeetingQuery& query) {
  int first = query.meeting.stage;
  for (const Clock& clock : contract.clocks) first = std::min(first, clock.on);
  for (const CommitmentRule& rule : commitment_rules(contract, query.commitments))
    if (rule.stage >= 0) first = std::min(first, rule.stage);
  return first;
}

int run_meeting(const MeetingOptions& typed, Grain grain, Streams& io) {
  const Contract contract = named_contract(typed.common);
  const Settings settings = settle(typed.common, contract, io);
  MeetingQuery query = query_of(typed, contract, settings, grain);
  NamedFiles inputs;
  add_log_paths(typed.logs, inputs);
  check_files(inputs, {{"--output", settings.output}, {"--rejects", settings.rejects}}, settings, contract.file);
  ReportFile out(settings, io);
  ScanNeeds needs;
  needs.commitments = needs.scores = true;
  collect_meeting_fields(contract, query.meeting, needs.needed);
  collect_breach_fields(contract, query.breaches, needs.needed);
  collect_commitment_fields(contract, query.commitments, needs.optional);
  collect_meeting_shown(contract, query.meeting, needs.optional);
  collect_breach_shown(contract, needs.optional);
  needs.optional.push_back(known_field("created_at"));   // how old the export is
  std::optional<LeadLogs> logs;
  if (typed.logs.given()) logs.emplace(typed.logs, contract, settings, query.meeting.stage, first_stage(contract, query));
  needs.logs = logs ? &*logs : nullptr;
  query.commitments.touch_log = logs && logs->touches_given();
  query.commitments.status_updates = logs && logs->updates();

  OpenScan scan(contract, settings, std::move(needs), io);
  std::vector<int> shown{query.meeting.stage};   // and the stages that commitments count belong here too
  if (query.meeting.to >= 0) shown.push_back(query.meeting.to);
  require_claims(contract, scan.absent(), shown);
  query.meeting.absent = query.breaches.absent = query.commitments.absent = scan.absent();
  if (const std::optional<GroupBy>& source = query.meeting.source; source && source->kind == GroupBy::Kind::field && scan.absent()[source->field])
    query.meeting.source.reset();  // a column that nobody has groups nothing
  const auto [tally, breaches, owed, chart, dates] =
      scan.run<MeetingTally, BreachTally, CommitmentTally, ChartTally, StepDatesTally>(
      contract, query.meeting, query.breaches, query.commitments, query.chart, StepDatesSettings{settings.as_of});

  MeetingPage page{contract, query.meeting, *tally, meeting(*tally, contract, query.meeting), *breaches, {}, {}, {}, {}, settings.where_text, false, {}};
  page.rules = owed->rules();
  page.commitments = commitments(*owed, contract, query.commitments);
  page.fired = still_owed(page, page.commitments);
  if (!typed.with_owner && !by_owner(settings.by)) page.fired = without_names(std::move(page.fired));
  page.sides = sides_in_trend(page);
  page.owners = by_owner(settings.by);
  page.chart = week_chart(*chart, contract);

  const bool failed = any_failed(page, typed.fail_on, scan.coverage.scan.newest, settings);
  const std::string title = (grain == Grain::week ? "Weekly meeting, " : "Monthly review, ") + page.chosen().name + (page.chosen().partial ? " (not over)" : "");
  Report report = report_head(grain == Grain::week ? "weekly" : "monthly", title, contract, settings, scan.coverage);
  head_window(report, query.meeting.period, contract);
  if (grain == Grain::week) weekly_report(page, report);
  else monthly_report(page, report);
  note_filtered_steps(dates->steps, contract, report.notes);
  note_dates_by_hand(dates->steps, contract, report.notes);
  tell_outside(page.tally.outside, contract, page.stage_name(query.meeting.stage), report, page.chart.word == ChartWord::no_baseline ? "in no number here" : "in no number here but the chart's");
  out.write(report);
  out.commit();
  return failed ? 1 : 0;
}

}  // namespace

Command meeting_command(std::string_view name, std::string_view answers, Grain grain) {
  return {name, answers, [grain](CLI::App& app) -> Runner {
            auto options = std::make_shared<MeetingOptions>();
            declare_options(app, options->common);
            declare_count_option(app, options->common);
            declare_log_options(app, options->logs);
            const bool week = grain == Grain::week;
            remove_option(app, "--window");
            add_option(app, week ? "--week" : "--month", options->period,
                       week ? "Which week: 2026-W26 (default: the last one that is over)" : "Which month: 2026-06 (default: the last one that is over)", "PERIOD");
            add_option(app, "--stage", options->stage, "What marketing delivers (default MQL)", "NAME");
            add_option(app, "--to", options->to, "What sales accepts (default SQL, else the next)", "NAME");
            add_option(app, "--pipeline-by", options->pipeline_by, "The pipeline by another field than source", "FIELD");
            add_option(app, "--top", options->top, "Name no more breaches than this (default 10)", "N");
            add_option(app, "--fail-on", options->fail_on, "breach, floor or escalation: exit with 1 when there is one; may be given more than once", "CHECK");
            add_flag(app, "--with-owner", options->with_owner, "Name the persons whom an escalation is about; else they are counted");
            return [options, grain](Streams& io) { return run_meeting(*options, grain, io); };
          },
          {{"--window", grain == Grain::week ? "it is about one week: choose it with --week 2026-W26" : "it is about one month: choose it with --month 2026-06"}}};
}

}  // namespace handoff
