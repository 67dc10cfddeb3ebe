// What the logs beside the leads have to say of themselves, and which of them say too little to be believed.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "handoff/contract/group.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "handoff/text/suggest.hpp"
#include "reading/lead_logs.hpp"

namespace handoff {

namespace {

std::string rows_text(std::uint64_t rows) { return rows == 1 ? "1 row" : count_text(rows) + " rows"; }
std::string leads_of(std::uint64_t leads) { return leads == 1 ? "1 lead" : count_text(leads) + " leads"; }

/// A quiet week of fewer leads proves nothing.
bool many_of(std::uint64_t leads, const JoinCounts& counts) {
  constexpr std::uint64_t few = 5;
  return leads >= few && leads * 20 > counts.placed;
}

/// Does more than one row in twenty of a log lie more than a year before its lead was created? A few may be of a lead that was created anew. Where leads are older
/// than the export says, more rows lie in the year before than in all the years before that; a wrong year leaves that year empty.
bool many_early(const JoinCounts::Ages& ages) {
  constexpr std::uint64_t few = 5;
  return ages.early >= few && ages.early * 20 > ages.rows && ages.early > ages.before;
}

std::string early_text(const JoinCounts::Ages& ages, const char* one, const char* many) {
  return fmt::format("{} of {} {} dated more than a year before their lead was created", count_text(ages.early),
                     ages.rows == 1 ? fmt::format("1 {}", one) : fmt::format("{} {}", count_text(ages.rows), many), ages.early == 1 ? "is" : "are");
}

void require_years(const std::string& file, const JoinCounts::Ages& ages, const char* one, const char* many, const char* otherwise) {
  if (!many_early(ages)) return;
  throw Error(file, fmt::format("{}, more than 5 %, as where a year is wrong: {}", early_text(ages, one, many), otherwise),
              "mend the years, or say --allow-unproven where these leads are older than the export says");
}

/// `'internal note' (595), 'demo' (12) and 3 more`.
std::string named(const std::map<std::string, std::uint64_t>& counts) {
  std::vector<std::pair<std::string, std::uint64_t>> most(counts.begin(), counts.end());
  std::stable_sort(most.begin(), most.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (std::size_t i = 0; i < most.size() && i < 6; ++i)
    text += (i ? ", '" : "'") + most[i].first + "' (" + count_text(most[i].second) + ")";
  if (most.size() > 6) text += " and " + std::to_string(most.size() - 6) + " more";
  return text;
}

/// `; the log has 'phone call'`: the one of its own names that was likely meant.
std::string likely_meant(const std::vector<std::string>& names, const std::map<std::string, std::uint64_t>& others) {
  std::vector<std::string> candidates;
  for (const auto& [name, rows] : others) candidates.push_back(name);
  for (const std::string& name : names)
    if (const std::string near = closest(name, candidates); !near.empty()) return "; the log has '" + near + "'";
  return {};
}

/// Channels of the contract's own [touch] types through which nothing came: a slip in the name of a type looks like silence.
void note_silent_channels(const TouchRules& rules, const EventLog& log, const std::string& file, std::vector<std::string>& notes) {
  if (rules.types_of_preset || log.events() == 0) return;
  std::map<std::string, std::vector<std::string>> types;
  for (const auto& [type, channel] : rules.types) types[ascii_lower_text(channel)].push_back(type);
  for (const auto& [channel, names] : types) {
    if (std::find(log.types().begin(), log.types().end(), channel) != log.types().end()) continue;
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "'" : ", '") + name + "'";
    notes.push_back(file + ": no row that counts is of the channel " + channel + " ([touch] types " + text + likely_meant(names, log.account().other_types) + ")");
  }
}

}  // namespace

void LeadLogs::note_touches(std::vector<std::string>& notes, const JoinCounts& counts) const {
  const EventAccount& account = touches_->account();
  const std::string& file = touches_->input_account().file;
  const TouchRules& rules = *contract_.touch;
  if (rules.types_of_preset || rules.log.where_of_preset) {
    std::string text = "what a touch is comes from the preset " + contract_.preset + ", not from the contract:";
    std::set<std::string> types;
    for (const auto& [type, channel] : rules.types) types.insert(type + " (" + channel + ")");
    bool first = true;
    for (const std::string& type : types) text += (std::exchange(first, false) ? " " : ", ") + type;
    if (rules.log.where_of_preset) text += "; where " + to_sql(*rules.log.where);
    notes.push_back(text);
  }
  const std::string one = stranger();
  const std::string example = one.empty() ? "" : fmt::format(", '{}' for one", one);
  if (account.strangers > 0)
    notes.push_back(file + ": " + rows_text(account.strangers) + " about ids that the export does not have" + example + touches_->cause_of_strangers());
  if (account.outside > 0) notes.push_back(file + ": " + rows_text(account.outside) + " about leads outside the population, left out");
  if (account.other_type > 0) notes.push_back(file + ": " + rows_text(account.other_type) + " of types that the contract does not count as touches: " + named(account.other_types));
  note_silent_channels(rules, *touches_, file, notes);
  if (account.not_where > 0) notes.push_back(file + ": " + rows_text(account.not_where) + " that [touch] where leaves out (" + to_sql(*rules.log.where) + ")");
  if (const std::uint64_t open = account.where_unknown - account.unreadable_where; open > 0)
    notes.push_back(fmt::format("{}: {} for which [touch] where cannot be decided, left out", file, rows_text(open)));
  const EventColumn& updated = touches_->further()[updated_column];
  if (const auto lost = std::count(updated.unreadable.begin(), updated.unreadable.end(), true); lost > 0)
    notes.push_back(fmt::format("{}: {} with a status_updated_at that cannot be read, the first is {}", file, rows_text(static_cast<std::uint64_t>(lost)), updated.first_unreadable));
  if (counts.before_log + counts.after_log > 0) notes.push_back(fmt::format("{}: {}: what came then is not in the log", file, reach(counts)));
  note_silences(notes, counts);
  if (counts.touches.early > 0) notes.push_back(fmt::format("{}: {}", file, early_text(counts.touches, "touch", "touches")));
  if (counts.touches_to_come > 0) notes.push_back(file + ": " + rows_text(counts.touches_to_come) + " later than the moment of judging, in no count");
  const std::uint64_t apart = counts.differ + counts.column_only + counts.log_only;
  if (apart > 0)
    notes.push_back("the first touch comes from the log; first_touch_at in the export differs for " + leads_of(apart) + ": another day or time " +
                    count_text(counts.differ) + ", only in the column " + count_text(counts.column_only) +
                    ", only in the log " + count_text(counts.log_only));
}

void LeadLogs::note_history(std::vector<std::string>& notes, const JoinCounts& counts) const {
  const std::string& file = history_->input_account().file;
  std::map<std::string, std::uint64_t> unnamed;
  std::vector<std::uint64_t> rows(step_of_.size());
  for (std::size_t lead = 0; lead < history_->leads(); ++lead)
    for (const Signal& step : history_->of(lead)) ++rows[step.type];
  const EventColumn& owners = history_->further()[owner_column];
  if (const auto lost = std::count(owners.unreadable.begin(), owners.unreadable.end(), true); lost > 0)
    notes.push_back(fmt::format("{}: {} with an owner that cannot be read, the first is {}: from then on the history does not know who has the lead", file,
                                rows_text(static_cast<std::uint64_t>(lost)), owners.first_unreadable));
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (step_of_[i].named) continue;
    unnamed[history_->types()[i]] = rows[i];
    total += rows[i];
  }
  if (total > 0) notes.push_back(file + ": " + rows_text(total) + " in stages that the contract does not name (as a stage, an exit or a disposition): " + named(unnamed));
  const bool of_stages = std::any_of(step_of_.begin(), step_of_.end(), [](const Step& step) { return step.stage >= 0; });
  for (std::size_t stage = 1; stage < contract_.stages.size() && of_stages; ++stage) {  // leads are in the first from the start, which no change says
    const auto names_it = [&](const Step& step) { return step.stage == static_cast<int>(stage); };
    if (std::any_of(step_of_.begin(), step_of_.end(), names_it)) continue;
    std::vector<std::string> names = contract_.stages[stage].values;
    names.insert(names.begin(), contract_.stages[stage].name);
    notes.push_back(file + ": no row names the stage " + contract_.stages[stage].name + likely_meant(names, unnamed));
  }
  if (counts.entries_by_column > 0)
    notes.push_back(leads_of(counts.entries_by_column) + " whose entry into " + contract_.stages[static_cast<std::size_t>(stage_)].name +
                    " the history does not have: the export's own date stands");
  if (counts.steps.early > 0) notes.push_back(fmt::format("{}: {}", file, early_text(counts.steps, "entry", "entries")));
  if (counts.steps_to_come > 0) notes.push_back(file + ": " + rows_text(counts.steps_to_come) + " later than the moment of judging, in no count");
  if (counts.disordered > 0)
    notes.push_back(leads_of(counts.disordered) + " that the history has in a later stage before the first entry into " + contract_.stages[static_cast<std::size_t>(stage_)].name +
                    ": what came before that entry is left to the export's own dates");
  if (counts.differ_entry > 0) notes.push_back(leads_of(counts.differ_entry) + " with a date of entry in the export that the history does not have; the history's dates stand");
  if (counts.two_owners > 0)
    notes.push_back(leads_of(counts.two_owners) + " with two owners at one moment in the history: the one of the later stage stands, of one stage the name that sorts last");
}

std::string LeadLogs::stranger() const {
  const std::string id = touches_ ? touches_->account().stranger : std::string();
  return id.find(' ') == std::string::npos ? id.substr(0, 40) : std::string();
}

std::string LeadLogs::reach(const JoinCounts& counts) const {
  const bool late = counts.before_log >= counts.after_log;
  const std::uint64_t leads = late ? counts.before_log : counts.after_log;
  return fmt::format("its {} touch is of {}, and {} of {} entered {} {}", late ? "first" : "last", iso_day(contract_.zone->day_of(late ? touches_begin_ : touches_end_)),
                     count_text(leads), leads_of(counts.placed), contract_.stages[static_cast<std::size_t>(stage_)].name,
                     late ? "more than a week before it" : "after it, more than a week before as-of");
}

/// A part of a log may be missing in its middle: who entered in such a silence, and long before the next touch, looks untouched.
void LeadLogs::note_silences(std::vector<std::string>& notes, const JoinCounts& counts) const {
  std::uint64_t leads = 0;
  std::string days;
  constexpr std::size_t most_named = 3;
  std::size_t named = 0;
  for (const auto& [index, here] : counts.in_silence) {
    leads += here;
    if (++named > most_named) continue;
    const Silence& silence = silences_[index];
    days += fmt::format("{}{} to {}", days.empty() ? "" : ", ", iso_day(contract_.zone->day_of(silence.begin) + 1),
                        iso_day(contract_.zone->day_of(silence.end) - 1));
  }
  if (!many_of(leads, counts)) return;
  if (named > most_named) days += fmt::format(" and {} more times", named - most_named);
  notes.push_back(fmt::format("{}: no touch is of {}, and {} of {} entered {} then, more than a week before the next: a part of the log may be missing",
                              touches_->input_account().file, days, count_text(leads), leads_of(counts.placed),
                              contract_.stages[static_cast<std::size_t>(stage_)].name));
}

/// Of a log in another language, or of another tool, no row may count; with few rows that is what happened.
void LeadLogs::require_counted() const {
  constexpr std::uint64_t few_rows = 10;
  const EventAccount& account = touches_->account();
  const std::uint64_t rows = account.other_type + account.not_where + account.where_unknown;
  if (account.used > 0 || rows < few_rows) return;
  std::string causes;
  if (account.other_type > 0)
    causes = fmt::format("{} of types that [touch] types does not name ({})", count_text(account.other_type), named(account.other_types));
  if (rows > account.other_type)
    causes += fmt::format("{}{} left out by [touch] where ({})", causes.empty() ? "" : ", ", count_text(rows - account.other_type),
                          to_sql(*contract_.touch->log.where));
  throw Error(touches_->input_account().file,
              fmt::format("none of its {} about these leads counts as a touch: {}; they would pass for untouched", rows_text(rows), causes),
              "name the log's own words under [touch] of the contract; say --allow-unproven where nobody was touched");
}

void LeadLogs::require_whole(const JoinCounts& counts, bool all_leads) const {
  if (touches_) touches_->require_joined();
  if (touches_) require_counted();
  if (history_ && all_leads) history_->require_joined();
  if (touches_) touches_->require_usable("whom they are about would pass for untouched");
  if (history_) history_->require_usable("whom they are about would pass for leads that stayed where they were");
  if (touches_) require_years(touches_->input_account().file, counts.touches, "touch", "touches", "whom they are about would pass for untouched");
  if (history_) require_years(history_->input_account().file, counts.steps, "entry", "entries", "they would count from days before there was a lead");
  const bool late = many_of(counts.before_log, counts), early = many_of(counts.after_log, counts);
  if (!late && !early) return;
  throw Error(touches_->input_account().file, fmt::format("{}: a log that is only a part says of them that nobody came", reach(counts)),
              fmt::format("give the other parts of the log too, each with --touches, or {}; say --allow-unproven where the log is whole",
                          late ? "judge with --window those who entered since" : "say with --as-of when it was made"));
}

std::vector<std::string> LeadLogs::notes(const JoinCounts& counts) const {
  std::vector<std::string> notes;
  if (touches_) {
    note_touches(notes, counts);
    for (std::string& note : touches_->notes(true)) notes.push_back(std::move(note));
  }
  if (history_) {
    note_history(notes, counts);
    for (std::string& note : history_->notes(true)) notes.push_back(std::move(note));
  }
  return notes;
}

}  // namespace handoff
