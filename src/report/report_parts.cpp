// Group columns and notes that reports share.
#include "report_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "handoff/contract/contact_field.hpp"

namespace handoff {

std::string days_text(double seconds) {
  const auto tenths = std::llround(seconds / 8640.0);
  return fmt::format("{}.{}", count_text(tenths / 10), tenths % 10);
}

void add_group(Node::Object& object, const std::vector<GroupBy>& by, const std::vector<GroupLabel>& labels) {
  bool period = false, partial = false;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    object.emplace_back(by[i].name, labels[i].missing && labels[i].value.empty() ? Node() : Node(labels[i].value));
    period = period || by[i].kind == GroupBy::Kind::period;
    partial = partial || labels[i].partial;
  }
  if (period) object.emplace_back("partial", Node(partial));
}

void add_group_headings(std::vector<Heading>& headings, const std::vector<GroupBy>& by) {
  for (const GroupBy& one : by) headings.emplace_back(one.name);
}

void add_group_cells(std::vector<Cell>& cells, const std::vector<GroupLabel>& labels) {
  for (const GroupLabel& label : labels)
    cells.emplace_back(label.partial ? label.text + " (partial)" : label.text, label.missing ? Tone::faint : Tone::plain);
}

void add_finding_picks(Picks& picks, bool early) {
  picks.push_back("met");
  if (early) picks.push_back({"met, not yet due", "met_early"});
  picks.insert(picks.end(), {"breached", "open", "unknown", "exempt"});
}

Node half_by_node(const TimeSummary& times, bool in_days, bool business) {
  const auto text = [&](const std::optional<Seconds>& end) { return !end ? std::string("not reached") : business ? business_span_text(*end) : span_text(*end); };
  const std::string least = text(times.half_by_least), most = text(times.half_by_most);
  const bool ranged = least != most;
  if (!times.half_by) return Blank{ranged ? fmt::format("{} to {}", least, most) : times.n ? least : "-"};
  const auto seconds = static_cast<double>(*times.half_by);
  if (!ranged) return TimeSpan{seconds, in_days, business};
  return Figure{in_days ? seconds / static_cast<double>(seconds_a_day) : seconds, fmt::format("{} to {}", least, most)};
}

Node half_by_end(const std::optional<Seconds>& end, bool in_days) { return end ? Node(TimeSpan{static_cast<double>(*end), in_days}) : Node(); }

Node half_by_days(const TimeSummary& times) { return half_by_node(times, true); }

Rate beside_line(Rate rate, const std::optional<double>& line) {
  if (line && straddles(rate, *line)) rate.rate.reset();
  return rate;
}

std::string_view standing_word(const Contract& contract, Instant as_of) {
  const Status status = contract_status(contract, as_of);  // whether in force or not is another matter
  return status == Status::unsigned_ || status == Status::altered ? "written" : "signed";
}

void note_few_mqls(std::uint64_t mqls, const FewQuarters& quarters, std::vector<std::string>& notes) {
  const bool few = quarters.of > 0 ? quarters.few > 0 : mqls < FewQuarters::least_a_quarter;
  if (!few) return;
  const std::string where = quarters.of < 2 ? "" : fmt::format(" in {} of {} quarters, {} in {}", quarters.few, quarters.of, count_text(quarters.count), period_name(*quarters.fewest, Grain::quarter));
  notes.push_back(fmt::format("fewer than {} MQLs{}: small numbers can make a sound agreement look broken, and the other way round",
                              FewQuarters::least_a_quarter, where));
}

std::string row_count(std::uint64_t rows) { return rows == 1 ? "1 row" : count_text(rows) + " rows"; }

void note_unnamed(const Contract& contract, const ValueCounts& values, std::vector<std::string>& notes) {
  if (values.total() == 0) return;
  const std::vector<bool> persons = person_fields(contract);
  const FieldId stage = known_field("stage");
  const bool hidden = stage < persons.size() && persons[stage];
  std::string text = leads_text(values.total()) + " in a current stage that no stage and no exit of the contract names: ";
  if (hidden) text += person_text;
  std::size_t shown = 0;
  for (const auto& [value, count] : values.counts()) {
    if (hidden || shown == 8) break;
    text += (shown++ ? ", " : "") + ("'" + value + "' ") + count_text(count);
  }
  if (!hidden && (values.cut() || values.counts().size() > shown)) text += ", and more";
  notes.push_back(text);
}

void note_entries(std::uint64_t entries, std::uint64_t leads, std::uint64_t reentries, std::vector<std::string>& notes) {
  notes.push_back(count_text(entries) + " entries of " + leads_text(leads) + ": each entry is counted, with its own clock" +
                  (reentries ? "; " + count_text(reentries) + (reentries == 1 ? " is" : " are") + " a lead's second or later" : ""));
}

bool by_owner(const std::vector<GroupBy>& by) {
  return std::any_of(by.begin(), by.end(), [](const GroupBy& one) { return one.kind == GroupBy::Kind::field && one.people; });
}

void note_owners(const OwnerCounts& owners, bool asked, std::vector<std::string>& notes) {
  if (owners.told() == 0) {
    if (asked && owners.untold() > 0) notes.push_back("the history does not tell whose any of these leads was: the export's owners stand");
    return;
  }
  if (owners.moved() > 0)
    notes.push_back(leads_text(owners.moved()) + (owners.moved() == 1 ? " is" : " are") +
                    " laid, in part or whole, to another owner than the export names: by the history, a breach is the owner's at its due time");
  if (owners.unsure() > 0)
    notes.push_back(leads_text(owners.unsure()) + (owners.unsure() == 1 ? " was" : " were") + " handed on, at a time that is not known, on the very day that decides whose " +
                    (owners.unsure() == 1 ? "it is" : "they are") + ": taken as at that day's first instant");
  if (owners.untold() > 0)
    notes.push_back(leads_text(owners.untold()) + " of which the history does not tell, in part or whole, whose " + (owners.untold() == 1 ? "it was" : "they were") + ": the export's owner stands");
}

void add_owner_counts(Node::Object& object, const OwnerCounts& owners) {
  object.emplace_back("moved_leads", owners.moved());
  object.emplace_back("untold_leads", owners.untold());
}

void note_placed_earlier(const std::vector<PlacedEarlier::Entries>& stages, const Contract& contract, std::vector<std::string>& notes) {
  std::string text;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    if (stages[i].leads == 0) continue;
    const Stage& stage = contract.stages[i];
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", stage.name, count_text(stages[i].leads));
    if (stages[i].no_column > 0) text += fmt::format(" (the export has no column for {})", contract.fields[stage.at].name);
  }
  if (!text.empty()) notes.push_back(fmt::format("without a date of the stage itself, and placed by that of the nearest earlier stage: {}", text));
}

bool by_period(const std::vector<GroupBy>& by) {
  return std::any_of(by.begin(), by.end(), [](const GroupBy& one) { return one.kind == GroupBy::Kind::period; });
}

std::string undated_text(const NotInForce& days) {
  const bool all = days.before.to < days.before.from && days.after.to < days.after.from;
  return all ? ", left out of the window" : ", left out: whether the contract was in force then cannot be told";
}

std::string pooled_text(std::uint64_t persons) {
  return persons == 1 ? "1 person with fewer than 30 leads is not named" : count_text(persons) + " persons with fewer than 30 leads are counted together and not named";
}

std::string_view count_name(Counting counting) { return counting == Counting::defined ? "defined" : "claimed"; }

std::string leads_text(std::uint64_t count) { return count_text(count) + (count == 1 ? " lead" : " leads"); }

}  // namespace handoff
