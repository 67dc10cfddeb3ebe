// What was owed in the period: each kind of record once, for the JSON and the tables.
#include <fmt/format.h>

#include <algorithm>

#include "breaches/breaches_report.hpp"
#include "report_parts.hpp"
#include "weekly/meeting_page.hpp"

namespace handoff {

namespace {

struct DutyLine {
  const Duty* duty;
  const StandingCounts* due;     // of what fell due in the period
  std::uint64_t owed_now, undated;   // all that is past due and not done; of these, without a due time
  /// What fell due in other periods.
  std::uint64_t elsewhere() const { return owed_now - undated - of(*due, Standing::overdue); }
};

Records<DutyLine> duty_records() {
  using D = DutyLine;
  std::vector<RecordField<D>> fields = {{"duty", Holds::text, [](const D& d) { return d.duty->name; }},
                                        {"kind", Holds::text, [](const D& d) { return duty_kind_name(d.duty->kind); }},
                                        {"owed_by", Holds::text, [](const D& d) { return text_node(d.duty->role); }},
                                        {"measurable", Holds::flag, [](const D& d) { return d.duty->why_not.empty(); }},
                                        {"owed_now", Holds::count, &D::owed_now},
                                        {"owed_elsewhere", Holds::count, [](const D& d) { return d.elsewhere(); }},
                                        {"owed_undated", Holds::count, &D::undated}};
  for (std::size_t i = 0; i < standing_count; ++i) {
    const bool overdue = static_cast<Standing>(i) == Standing::overdue;
    fields.push_back({std::string(standing_name(static_cast<Standing>(i))), Holds::count, [i](const D& d) { return (*d.due)[i]; }, "",
                      [i, overdue](const D& d) { return overdue && (*d.due)[i] ? Tone::bad : Tone::plain; }});
  }
  return {std::move(fields)};
}

std::vector<DutyLine> duty_lines(const MeetingPage& page, bool measured_alone) {
  std::vector<DutyLine> lines;
  for (std::size_t i = 0; i < page.breaches.duties.size(); ++i)
    if (const Duty& duty = page.breaches.duties[i]; !measured_alone || duty.why_not.empty())
      lines.push_back({&duty, &page.breaches.due_counts[i], of(page.breaches.counts[i], Standing::overdue), of(page.breaches.undated_counts[i], Standing::overdue)});
  return lines;
}

Records<Breach> named_records(const MeetingPage& page) {
  using B = Breach;
  const RecordField<B> owner = {"owner", Holds::text, [&page](const B& b) { return owner_node(page, b.owner); }};
  std::vector<RecordField<B>> fields = {{"lead_id", Holds::text, [](const B& b) { return Node::raw(b.lead_id); }}};
  if (page.owners) fields.push_back(owner);
  const auto due = [zone = page.contract.zone](const B& b) { return b.due ? Node(Moment{{*b.due, *b.due, 0, false}, zone}) : Node(); };
  const auto standing = [](const B& b) {
    return Word{standing_name(b.standing), b.standing == Standing::overdue ? "still owed" : b.standing == Standing::left ? "lead left" : "done late"};
  };
  fields.insert(fields.end(), {{"duty", Holds::text, [&page](const B& b) { return page.breaches.duties[b.duty].name; }},
                               {"standing", Holds::text, standing},
                               {"due", Holds::moment, due},
                               {"late_seconds", Holds::span, [](const B& b) { return span(b.late); }},
                               {"explanation", Holds::text, &B::explanation}});
  return {std::move(fields), {{"missing", Holds::text, &B::missing}}};
}

}  // namespace

Node::List duty_list(const MeetingPage& page) { return duty_records().list(duty_lines(page, false)); }

/// What fell due in the period, by how it stands; then how what is owed now adds up: of the period, of others, without a date. A column only where there is any.
Table duty_table(const MeetingPage& page, const std::string& title) {
  const std::vector<DutyLine> lines = duty_lines(page, true);
  Picks picks = {{"fell due in " + page.chosen().name, "duty"}, {"owed by", "owed_by"}, {"still owed", "overdue"}, {"lead left", "left"}, {"done late", "late"}, "met"};
  const auto any = [&](Standing standing) { return std::any_of(lines.begin(), lines.end(), [&](const DutyLine& line) { return of(*line.due, standing) > 0; }); };
  if (any(Standing::met_early)) picks.push_back({"met, not yet due", "met_early"});
  picks.push_back({"not yet due", "open"});
  if (any(Standing::unknown)) picks.push_back("unknown");
  if (any(Standing::exempt)) picks.push_back("exempt");
  picks.push_back({fmt::format("owed from other {}s", page.settings.grain == Grain::week ? "week" : "month"), "owed_elsewhere"});
  if (std::any_of(lines.begin(), lines.end(), [](const DutyLine& line) { return line.undated > 0; })) picks.push_back({"owed, no date", "owed_undated"});
  picks.push_back({"all that is owed now", "owed_now"});
  return duty_records().table(title, picks, lines);
}

Node::List named_list(const MeetingPage& page) { return named_records(page).list(page.breaches.sorted()); }

Table named_table(const MeetingPage& page) {
  const std::vector<Breach> breaches = page.breaches.sorted();
  std::string title = "Breaches to name";
  if (breaches.size() < page.breaches.fresh) title += fmt::format(": {} of {}, what can be mended first", breaches.size(), count_text(page.breaches.fresh));
  Picks picks = {"due", {"late by", "late_seconds"}, {"lead", "lead_id"}};
  if (page.owners) picks.push_back("owner");
  picks.insert(picks.end(), {"standing", "duty", {"what is missing", "missing"}});
  return named_records(page).table(std::move(title), picks, breaches);
}

}  // namespace handoff
