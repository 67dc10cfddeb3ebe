#include "touches.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "journey.hpp"
#include "random.hpp"
#include "row_writer.hpp"
#include "vocabulary.hpp"

namespace synth {
namespace {

constexpr std::uint64_t use_touches = 77;
struct Type { const char* name; const char* channel; };   // no channel: no touch
constexpr std::array<Type, 6> activity_types = {{{"Call", "phone"}, {"Email", "email"}, {"Meeting", "meeting"}, {"LinkedIn Message", "social"}, {"Note", nullptr}, {"Marketing Email", nullptr}}};
constexpr std::size_t minimum = 4, channels_owed = 2;
constexpr std::int64_t days_owed = 14, status_limit = a_day;
constexpr std::array<const char*, 5> names = {"met", "breached", "open", "unknown", "exempt"};

Activity draw_activity(Draw& draw, Instant at) {
  static constexpr std::array<int, 10> likely = {0, 0, 0, 1, 1, 1, 2, 3, 4, 5};
  Activity one;
  one.at = at;
  one.type = likely[draw.below(10)];
  one.completed = draw.chance(8800);
  if (draw.chance(8000)) one.updated = std::min(at + draw.spread(1, 4000) * a_minute, last_moment);
  return one;
}

/// When counting ends, as the contract says: fourteen days on, or the rejection where that is earlier. Of a day the whole of it.
Moment close_of(const Options& options, const Lead& lead, const Moment& entry) {
  Moment close{entry.first + days_owed * a_day, entry.last + days_owed * a_day};
  if (date_only(options, mql)) {
    const std::int64_t day = day_of(entry.first) + days_owed;
    close = {instant_of(day * a_day), instant_of((day + 1) * a_day) - 1};
  }
  if (lead.disposition == rejected && lead.disposed != never && lead.disposed >= entry.first && lead.disposed < close.first) close = {lead.disposed, lead.disposed};
  return close;
}

std::size_t effort_of(std::size_t sure, std::size_t sure_channels, std::size_t most, std::size_t most_channels, bool closed) {
  if (sure >= minimum && sure_channels >= channels_owed) return 0;
  if (!closed) return 2;
  return most >= minimum && most_channels >= channels_owed ? 3 : 1;
}

Verdict verdict_of(int clock, const Lead& lead, const Facts& facts, Instant touch) {
  if (clock == general_clock && lead.source == words::partner_source) return Verdict::exempt;
  const Moment start = facts.at[mql];
  if (!start.known()) return Verdict::unknown;
  const bool demo = clock == demo_clock;
  const Instant first = demo ? start.first + demo_limit : business_due(start.first, general_limit);
  const Instant last = demo ? start.last + demo_limit : business_due(start.last, general_limit);
  if (touch == never) {
    return as_of > last ? Verdict::breached : as_of <= first ? Verdict::open : Verdict::unknown;
  }
  return touch <= first ? Verdict::met : touch > last ? Verdict::breached : Verdict::unknown;
}

}  // namespace

bool Activity::counts() const { return completed && activity_types[static_cast<std::size_t>(type)].channel; }

std::vector<Activity> activities_of(const Options& options, const Lead& lead) {
  std::vector<Activity> list;
  Draw draw(options.seed, lead.index, use_touches);
  const bool passed_on = lead.at[mql] != never;
  const Instant from = passed_on ? lead.at[mql] : lead.at[lead_stage];
  if (lead.touch != never && draw.chance(8500)) {
    Activity first = draw_activity(draw, lead.touch);
    first.type = static_cast<int>(draw.below(4));
    first.completed = true;
    list.push_back(first);
  }
  const std::uint32_t most = passed_on ? 11 : 3;
  for (std::uint32_t left = draw.below(most); left > 0; --left) {
    const Instant at = from + draw.between(-2 * 1440, 40 * 1440) * a_minute;
    if (at <= last_moment) list.push_back(draw_activity(draw, at));
  }
  if (options.more_touches > 0) {
    for (std::uint32_t left = draw.below(2 * options.more_touches + 1); left > 0; --left) {
      const Instant at = from + draw.between(-2 * 1440, 40 * 1440) * a_minute;
      list.push_back(draw_activity(draw, std::min(at, last_moment)));
    }
  }
  if (passed_on && draw.chance(300)) list.push_back(draw_activity(draw, lead.at[mql]));                                  // at the very minute
  const Instant end = lead.at[mql] + days_owed * a_day;
  if (passed_on && draw.chance(300) && end <= last_moment) list.push_back(draw_activity(draw, end));                      // in the window's last
  return list;
}

void TouchTruth::add(const Options& options, const Lead& lead, const Facts& facts) {
  if (!facts.reached(mql)) return;
  std::vector<Activity> list = activities_of(options, lead);
  std::erase_if(list, [](const Activity& one) { return !one.counts(); });
  std::sort(list.begin(), list.end(), [](const Activity& a, const Activity& b) { return a.at < b.at; });
  const Moment entry = facts.at[mql];
  Instant first = never;
  for (const Activity& one : list)
    if (first == never && entry.known() && one.at >= entry.first) first = one.at;
  for (std::size_t clock = 0; clock < clocks; ++clock) {
    if (facts.applies[clock] == Tri::no) continue;
    const Verdict alone = verdict_of(static_cast<int>(clock), lead, facts, first);
    const Verdict verdict = facts.applies[clock] == Tri::yes || alone == Verdict::exempt ? alone : Verdict::unknown;
    ++verdicts[clock][static_cast<std::size_t>(verdict)];
    untouched_late[clock] += verdict == Verdict::breached && list.empty();
    touched_early[clock] += alone != Verdict::exempt && entry.known() && first == never && !list.empty();
  }
  if (!entry.known()) {
    ++(list.empty() ? untouched : unknown);
    ++effort[3];
    return;
  }
  const Moment close = close_of(options, lead, entry);
  std::size_t sure = 0, most = 0;
  bool before = false;
  std::set<std::string> through, through_surely;
  for (const Activity& one : list) {
    before = before || one.at < entry.first;
    if (one.at < entry.first) continue;
    if (one.updated == never) ++(as_of > one.at + status_limit ? updated_late : update_open);
    else ++(one.updated - one.at <= status_limit ? updated : updated_late);
    if (one.at > close.last) continue;
    ++most;
    through.insert(activity_types[static_cast<std::size_t>(one.type)].channel);
    if (one.at > close.first) continue;
    ++sure;
    through_surely.insert(activity_types[static_cast<std::size_t>(one.type)].channel);
  }
  ++(first == never ? untouched : touched);
  touched_before += before;
  uncertain += sure != most;
  touches += most;
  for (const std::string& channel : through_surely) ++channels[channel];
  ++effort[effort_of(sure, through_surely.size(), most, through.size(), as_of > close.last)];
}

TouchLog::TouchLog(const Options& options) : options_(options) {
  if (options.touches.empty()) return;
  Options plain = options;
  plain.ugly = 0;
  out_ = std::make_unique<Output>(options.touches, plain);
  out_->line("activity_id,who,kind,state,done_at,status_at");
}

void TouchLog::write(const Lead& lead, bool arrives, bool counted) {
  if (!out_) return;
  const Facts facts = judge(options_, lead);
  const auto text = [](Instant at) {
    if (at == never) return std::string();
    const date::year_month_day ymd{date::sys_days{date::days{static_cast<int>(at / a_day)}}};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:00Z", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
                       at % a_day / an_hour, at % an_hour / a_minute);
  };
  for (const Activity& one : activities_of(options_, lead)) {
    std::string id;
    append_id(options_, lead.index, id);
    const Type& type = activity_types[static_cast<std::size_t>(one.type)];
    out_->line(fmt::format("A{},{},{},{},{},{}", ++number_, id, type.name, one.completed ? "Completed" : "Open", text(one.at), text(one.updated)));
    ++truth.rows;
    if (!arrives) ++truth.strangers;
    else if (!facts.reached(mql)) ++truth.outside;
    else if (!type.channel) ++truth.other_type;
    else ++(one.completed ? truth.used : truth.not_completed);
  }
  if (counted) truth.add(options_, lead, facts);
}

void TouchLog::finish() {
  if (out_) out_->finish();
}

std::string touch_section(const Options& options) {
  if (options.touches.empty()) return {};
  return fmt::format(
      "\n[touch]\ntypes = {{ Call = \"phone\", Email = \"email\", Meeting = \"meeting\", \"LinkedIn Message\" = \"social\" }}\nwhere = \"status = 'Completed'\"\n"
      "minimum = {}\nchannels = {}\nwithin = \"{}d\"\nbefore = \"rejected\"\nstatus_within = \"24h\"\n"
      "[touch.columns]\nlead_id = \"who\"\nat = \"done_at\"\ntype = \"kind\"\nstatus = \"state\"\nstatus_updated_at = \"status_at\"\n",
      minimum, channels_owed, days_owed);
}

std::string touch_truth_json(const TouchTruth& truth) {
  const auto counts = [](const auto& values) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) text += fmt::format("{}\"{}\": {}", i ? ", " : "", names[i], values[i]);
    return "{" + text + "}";
  };
  std::string channels, verdicts;
  for (const auto& [name, leads] : truth.channels) channels += fmt::format("{}\"{}\": {}", channels.empty() ? "" : ", ", name, leads);
  for (std::size_t c = 0; c < clocks; ++c)
    verdicts += fmt::format("{}{{\"verdicts\": {}, \"never\": {}, \"touched_before\": {}}}", c ? ", " : "", counts(truth.verdicts[c]), truth.untouched_late[c], truth.touched_early[c]);
  return fmt::format(
      "{{\"rows\": {}, \"used\": {}, \"strangers\": {}, \"outside\": {}, \"other_type\": {}, \"not_completed\": {}, \"effort\": {}, \"touched\": {}, \"untouched\": {}, "
      "\"unknown\": {}, \"touched_before\": {}, \"uncertain\": {}, \"touches\": {}, \"channels\": {{{}}}, \"updated\": {}, \"updated_late\": {}, \"update_open\": {}, "
      "\"clocks\": [{}]}}",
      truth.rows, truth.used, truth.strangers, truth.outside, truth.other_type, truth.not_completed, counts(truth.effort), truth.touched, truth.untouched, truth.unknown,
      truth.touched_before, truth.uncertain, truth.touches, channels, truth.updated, truth.updated_late, truth.update_open, verdicts);
}

}  // namespace synth
