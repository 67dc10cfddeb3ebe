// How each duty stands, and the heap of those that stand first in the list. A lead's texts are built only once it is known to be kept.
#include "handoff/measures/breach.hpp"

#include <algorithm>

#include "contract/group_limit.hpp"
#include "handoff/measures/audit.hpp"
#include "handoff/judging/disposition.hpp"
#include "handoff/judging/history.hpp"

namespace handoff {

std::string_view duty_kind_name(DutyKind kind) {
  constexpr std::string_view names[] = {"clock", "disposition", "reason"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view standing_name(Standing standing) {
  constexpr std::string_view names[] = {"overdue", "due", "left", "late", "open", "met", "met_early", "unknown", "exempt"};
  return names[static_cast<std::size_t>(standing)];
}

BreachKey breach_key(std::string_view lead_id, std::string_view duty, std::optional<Instant> due, Standing standing, int entry) {
  std::string text = std::to_string(lead_id.size()) + ":";
  text.append(lead_id).append(duty).append("\n").append(due ? std::to_string(*due) : entry > 1 ? "-" + std::to_string(entry) : "-").append("\n").append(standing_name(standing));
  return {sample_rank(0x746f6c64, text), sample_rank(0x7374616e, text)};
}

namespace {

bool within(const Period& period, Day day) { return day >= period.from && day <= period.to; }

/// Where a breach stands in the list; smaller stands earlier.
struct Urgency {
  bool settled, undated, past;   // past: of the newest first, which what is not yet due stands before
  Instant due;                   // negated where the newest stand first
  std::string_view id;
  std::size_t duty;
  int entry;
  auto operator<=>(const Urgency&) const = default;
};
Urgency urgency(BreachOrder order, Standing standing, std::optional<Instant> due, std::string_view id, std::size_t duty, int entry) {
  const bool newest = order == BreachOrder::newest && standing != Standing::due;
  const Instant moment = due.value_or(0);
  return {standing > Standing::due, !due, newest, newest ? -moment : moment, id, duty, entry};
}

}  // namespace

BreachTally::BreachTally(const Contract& contract, const BreachSettings& settings)
    : contract_(contract), settings_(settings), keys_(contract, settings.by) {
  duties = duties_of(contract, settings.stage, settings.absent);
  counts.resize(duties.size());
  due_counts.resize(duties.size());
  undated_counts.resize(duties.size());
  may_owe.resize(duties.size());
  perhaps_owed.resize(duties.size());
}

bool BreachTally::before(const Breach& a, const Breach& b) const {
  return urgency(settings_.order, a.standing, a.due, a.lead_id, a.duty, a.entry) < urgency(settings_.order, b.standing, b.due, b.lead_id, b.duty, b.entry);
}

/// An entry that the next one ended is over: what it is owed can no longer be done.
BreachTally::Found BreachTally::clock_found(const Judging& judging, const ClockFact& fact) const {
  const bool over = judging.entry && !judging.entry->last;
  Found found;
  const DueFinding known = lead_finding(fact);
  if (fact.started || (fact.has_start && known.finding == Finding::unknown)) found.due = fact.due.first;
  switch (known.finding) {
    case Finding::pass: found.standing = known.due == Tri::no ? Standing::met_early : known.due == Tri::yes ? Standing::met : Standing::unknown; break;
    case Finding::unknown: found.standing = known.due == Tri::no ? Standing::open : Standing::unknown; break;
    case Finding::exempt: found.standing = Standing::exempt; break;
    case Finding::open: {
      const bool soon = !over && fact.started && settings_.due_within && fact.due.first <= settings_.as_of + *settings_.due_within;
      found.standing = soon ? Standing::due : Standing::open;
      if (fact.started) found.late = std::min<Seconds>(settings_.as_of - fact.due.first, 0);
      break;
    }
    case Finding::fail:
      found.standing = fact.stopped ? Standing::late : over || funnel_->exit >= 0 ? Standing::left : Standing::overdue;
      found.late = std::max<Seconds>((fact.stopped ? fact.stop.first : settings_.as_of) - fact.due.last, 0);
  }
  return found;
}

/// An answer was given.
void BreachTally::answered_found(const Judging& judging, const Stamp& due, Found& found) const {
  const Value& given = (*judging.lead)[known_field("disposition_at")];
  const DueFinding answer = answer_found(due, given, settings_.as_of);
  if (answer.finding == Finding::pass) found.standing = answer.due == Tri::no ? Standing::met_early : Standing::met;
  if (answer.finding != Finding::fail) return;
  found.standing = Standing::late;
  found.late = given.stamp.first - due.last;
}

BreachTally::Found BreachTally::disposition_found(const Judging& judging) const {
  Found found;
  const StageClaim& entry = funnel_->stages[static_cast<std::size_t>(settings_.stage)];
  const Finding finding = facts_->check(Check::no_disposition).finding;
  const Tri ran_out = answer_ran_out(*contract_.disposition, entry, settings_.as_of);
  if (finding == Finding::unknown && ran_out == Tri::no) found.standing = Standing::open;
  if (finding == Finding::exempt) found.standing = Standing::exempt;
  const std::optional<Stamp> due = answer_due(*contract_.disposition, entry);
  if (!due) return found;
  found.due = due->first;
  if (finding == Finding::pass) answered_found(judging, *due, found);
  if (finding != Finding::open && finding != Finding::fail) return found;
  if (finding == Finding::fail) {
    found.standing = Standing::overdue;
    found.late = settings_.as_of - due->last;
  } else {
    found.standing = settings_.due_within && *found.due <= settings_.as_of + *settings_.due_within ? Standing::due : Standing::open;
    found.late = settings_.as_of - *found.due;
  }
  return found;
}

/// A reason is due with the disposition that needs it. `met` where none is needed.
BreachTally::Found BreachTally::reason_found(const Judging& judging) const {
  Found found;
  const Finding finding = facts_->check(Check::no_reason).finding;
  if (finding == Finding::pass) found.standing = Standing::met;
  const Value& at = (*judging.lead)[known_field("disposition_at")];
  const bool dated = at.present() && at.stamp.first <= settings_.as_of;
  if (dated) found.due = at.stamp.first;
  if (finding != Finding::fail) return found;
  found.standing = Standing::overdue;
  if (dated) found.late = std::max<Seconds>(settings_.as_of - at.stamp.last, 0);
  return found;
}

/// Of a clock as everywhere. Of an answer: past due the owner's at the due time, given when it was given, else the owner's of now.
Owner BreachTally::owner_of(const Judging& judging, const Found& found, const ClockFact* fact) const {
  if (fact) return clock_owner(judging, *fact, settings_.as_of);
  if ((found.standing == Standing::overdue || found.standing == Standing::late) && found.due) return owner_at(judging, *found.due, OwnedAt::due, settings_.as_of);
  const Value& at = (*judging.lead)[known_field("disposition_at")];
  const bool met = found.standing == Standing::met || found.standing == Standing::met_early;
  if (met && at.present()) return owner_at(judging, at.stamp.first, OwnedAt::stop, settings_.as_of);
  return owner_at(judging, settings_.as_of, OwnedAt::now, settings_.as_of);
}

void BreachTally::list(const Judging& judging, std::size_t duty, const Found& found, const ClockFact* fact, const Owner& owner) {
  const std::string_view id = (*judging.lead)[known_field("lead_id")].text;
  const int entry = judging.entry ? judging.entry->number : 1;
  if (settings_.told) {
    const BreachKey key = breach_key(id, duties[duty].name, found.due, found.standing, entry);
    if (std::binary_search(settings_.told->begin(), settings_.told->end(), key)) {
      standing_told_.push_back(key);
      return;
    }
  }
  ++fresh;
  if (settings_.most == 0) return;
  const auto earlier = [this](const Breach& a, const Breach& b) { return before(a, b); };
  if (heap_.size() >= settings_.most) {
    const Breach& last = heap_.front();
    if (!(urgency(settings_.order, found.standing, found.due, id, duty, entry) < urgency(settings_.order, last.standing, last.due, last.lead_id, last.duty, last.entry))) return;
    std::pop_heap(heap_.begin(), heap_.end(), earlier);
    heap_.pop_back();
  }
  Breach breach;
  breach.lead_id = id;
  breach.duty = duty;
  breach.entry = entry;
  breach.owner = owner.name;
  breach.whose = owner_sentence(owner);
  write(judging, found, fact, breach);
  heap_.push_back(std::move(breach));
  std::push_heap(heap_.begin(), heap_.end(), earlier);
}

BreachGroup& BreachTally::group_of(const Judging& judging, const Owner& owner) {
  key_.clear();
  write_group(keys_, owned_.of(judging, owner), *funnel_, static_cast<std::size_t>(settings_.stage), *contract_.zone, settings_.as_of, key_);
  BreachGroup& group = groups[key_];
  limit_groups(groups.size());
  return group;
}

bool BreachTally::owes(std::size_t duty, const ClockFact*& fact) const {
  fact = nullptr;
  if (duties[duty].kind != DutyKind::clock) return duties[duty].why_not.empty();
  for (const ClockFact& one : facts_->clocks)
    if (one.clock == duties[duty].clock && one.stands) fact = &one;
  return fact != nullptr;   // else another clock applies to this lead, or tells of it
}

BreachTally::Found BreachTally::found_of(std::size_t duty, const Judging& judging, const ClockFact* fact) const {
  if (fact) return clock_found(judging, *fact);
  return duties[duty].kind == DutyKind::disposition ? disposition_found(judging) : reason_found(judging);
}

/// Did it fall due on the days that are listed? Unknown where nobody knows which clock applies, and they do not agree, of an
/// entry on a day that nobody knows, and of one without a date that an earlier stage places on these days.
Tri BreachTally::is_here(const Found& found, const ClockFact* fact) const {
  if (!settings_.due_in) return Tri::yes;
  const StageClaim& entry = funnel_->stages[static_cast<std::size_t>(settings_.stage)];
  if (!found.due && found.standing == Standing::unknown && entry.misdated)
    return contract_.zone->day_of(entry.at.first) <= settings_.due_in->to ? Tri::unknown : Tri::no;
  if (!found.due && found.standing == Standing::unknown && !entry.stamped)   // placed as in a commitment of a period
    return !entry.placed || within(*settings_.due_in, day_in(*contract_.zone, entry.place)) ? Tri::unknown : Tri::no;
  const auto falls_here = [&](Instant due) { return within(*settings_.due_in, contract_.zone->day_of(due)); };
  const bool here = found.due && falls_here(*found.due);
  const auto stop = [&](const ClockFact& one) { return contract_.clocks[static_cast<std::size_t>(one.clock)].stop; };
  const auto differs = [&](const ClockFact& other) { return stop(other) == stop(*fact) && other.has_start && falls_here(other.due.first) != here; };
  const bool open = fact && found.due && fact->perhaps && std::any_of(facts_->clocks.begin(), facts_->clocks.end(), differs);
  return open ? Tri::unknown : here ? Tri::yes : Tri::no;
}

/// As in the audit, a lead is counted with its first clock's owner, and each duty with its own.
void BreachTally::add(LeadJudge& judge) {
  see(judge, settings_);
  if (judge.judging().wanted != Tri::yes || belongs(judge, settings_, *contract_.zone) == Tri::unknown) return add_unsure(judge);
  if (!enter(judge, settings_, *contract_.zone)) return;
  const Judging& judging = judge.judging();
  funnel_ = &judge.funnel();
  facts_ = &judge.facts(settings_.stage);
  ++population;
  const Owner& whose = judge.owner(settings_.stage);
  BreachGroup* group = keys_.by().empty() ? nullptr : &group_of(judging, whose);
  if (group) ++group->leads;
  for (std::size_t i = 0; i < duties.size(); ++i) {
    const ClockFact* fact = nullptr;
    if (!owes(i, fact)) {
      if (duties[i].lacks_column()) may_owe[i] += found_of(i, judging, nullptr).standing == Standing::unknown && may_be_listed(nullptr, judging, i);
      continue;
    }
    const Found found = found_of(i, judging, fact);
    ++counts[i][static_cast<std::size_t>(found.standing)];
    const Owner owner = owner_of(judging, found, fact);
    owners_.add(judging, owner);
    if (group) ++(owner.name == whose.name ? *group : group_of(judging, owner)).counts[static_cast<std::size_t>(found.standing)];
    const Tri here = is_here(found, fact);
    if (here == Tri::yes) ++due_counts[i][static_cast<std::size_t>(found.standing)];
    if (found.standing == Standing::unknown) {
      const FieldId entered = contract_.stages[static_cast<std::size_t>(settings_.stage)].at;
      ++unknown_causes[static_cast<std::size_t>(unknown_cause(contract_, *judging.lead, entered, fact))];
      may_owe[i] += here != Tri::no && may_be_listed(fact, judging, i);
    } else if (here == Tri::unknown) {
      may_owe[i] += listed(found.standing);
    }
    if (!found.due) ++undated_counts[i][static_cast<std::size_t>(found.standing)];
    if (here == Tri::yes && listed(found.standing)) list(judging, i, found, fact, owner);
  }
}

void BreachTally::merge(BreachTally&& other) {
  Entrants::merge(other);
  population += other.population;
  for (std::size_t i = 0; i < unsure_cause_count; ++i) perhaps[i] += other.perhaps[i];
  fresh += other.fresh;
  owners_.merge(other.owners_);
  for (std::size_t i = 0; i < unknown_cause_count; ++i) unknown_causes[i] += other.unknown_causes[i];
  for (std::size_t i = 0; i < may_owe.size(); ++i) {
    may_owe[i] += other.may_owe[i];
    perhaps_owed[i].listed += other.perhaps_owed[i].listed;
    perhaps_owed[i].due += other.perhaps_owed[i].due;
  }
  for (std::size_t i = 0; i < counts.size(); ++i)
    for (std::size_t k = 0; k < standing_count; ++k) {
      counts[i][k] += other.counts[i][k];
      due_counts[i][k] += other.due_counts[i][k];
      undated_counts[i][k] += other.undated_counts[i][k];
    }
  for (const auto& [key, theirs] : other.groups) {
    BreachGroup& group = groups[key];
    limit_groups(groups.size());
    group.leads += theirs.leads;
    for (std::size_t k = 0; k < standing_count; ++k) group.counts[k] += theirs.counts[k];
  }
  standing_told_.insert(standing_told_.end(), other.standing_told_.begin(), other.standing_told_.end());
  for (Breach& breach : other.heap_) heap_.push_back(std::move(breach));
  std::sort(heap_.begin(), heap_.end(), [this](const Breach& a, const Breach& b) { return before(a, b); });
  if (heap_.size() > settings_.most) heap_.resize(settings_.most);  // sorted is a heap too
}

std::vector<Breach> BreachTally::sorted() const {
  std::vector<Breach> breaches = heap_;
  std::sort(breaches.begin(), breaches.end(), [this](const Breach& a, const Breach& b) { return before(a, b); });
  return breaches;
}

}  // namespace handoff
