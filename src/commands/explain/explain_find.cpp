// One pass over the export for one id.
#include "explain/explain_find.hpp"

#include <algorithm>

#include "handoff/text/ascii.hpp"
#include "handoff/text/said_as_is.hpp"
#include "reading/signal_log.hpp"
#include "frame/stage_option.hpp"

namespace handoff {

HeldLead::HeldLead(const Judging& seen) : lead(*seen.lead), duplicate(seen.duplicate) {
  if (seen.touches) touches = *seen.touches;
  if (seen.signals) signals = *seen.signals;
  if (seen.entry) {
    steps = *seen.entry->steps;
    entry = *seen.entry;
    entry->steps = &steps;
  }
  for (Value& value : lead.values) value.text = texts.emplace_back(value.text);
}

Judging HeldLead::judging(Instant as_of) const {
  Judging out;
  out.lead = &lead;
  out.moment = {as_of, as_of, 0, false};
  out.as_of = as_of;
  out.duplicate = duplicate;
  out.touches = touches ? &*touches : nullptr;
  out.signals = signals ? &*signals : nullptr;
  out.entry = entry ? &*entry : nullptr;
  return out;
}

namespace {

constexpr std::size_t most_near = 3;

/// Are the two one slip apart: a letter more, less or other, or two swapped? In any case of letters.
bool near(std::string_view a, std::string_view b) {
  const auto same = [](char x, char y) { return ascii_lower(x) == ascii_lower(y); };
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t head = 0;
  while (head < a.size() && same(a[head], b[head])) ++head;
  std::size_t tail = 0;
  while (tail < a.size() - head && same(a[a.size() - 1 - tail], b[b.size() - 1 - tail])) ++tail;
  const std::size_t left = a.size() - head - tail;
  if (a.size() < b.size()) return left == 0;
  return left <= 1 || (left == 2 && same(a[head], b[head + 1]) && same(a[head + 1], b[head]));
}

/// What is looked for, and which leads the other commands leave out.
struct LookFor {
  std::string_view id;
  std::uint64_t entry;
  const Settings& settings;
  const std::vector<std::uint64_t>& file_starts;
};

/// Looks for one id, and for those that are a slip away from it.
class ExplainCounter {
 public:
  ExplainCounter(const Contract& contract, const LookFor& look_for)
      : filter(contract, look_for.settings, look_for.file_starts), id_(look_for.id), entry_(look_for.entry), lead_id_(known_field("lead_id")) {}
  void add(const LeadJudge& judge) {
    const Judging& judging = judge.judging();
    const int entry = judging.entry ? judging.entry->number : 1;
    if (entry == 1) filter.passes(judging);  // an excluded lead has a story too, and is counted as the other commands count it
    const std::string_view id = (*judging.lead)[lead_id_].text;
    if (id == id_) {
      entries = entry;
      const bool last = !judging.entry || judging.entry->last;
      if (entry_ == 0 ? last : static_cast<std::uint64_t>(entry) == entry_) found = std::make_unique<HeldLead>(judging);   // a copy of its whole history
    } else if (near(id, id_)) {
      keep(same_name(id, id_) ? same_ids : near_ids, id);
    }
  }
  void merge(ExplainCounter&& other) {
    filter.merge(other.filter);
    if (other.found) found = std::move(other.found);
    entries = std::max(entries, other.entries);
    near_ids.merge(other.near_ids);
    same_ids.merge(other.same_ids);
  }
  LeadFilter filter;
  std::unique_ptr<HeldLead> found;
  int entries = 0;                  // of the lead that was looked for; 0: it was not there
  std::set<std::string> near_ids;   // those that sort first, at most three a worker
  std::set<std::string> same_ids;   // the same of those that differ in the case of letters alone

 private:
  static void keep(std::set<std::string>& ids, std::string_view id) {
    ids.emplace(id);
    if (ids.size() > most_near) ids.erase(std::prev(ids.end()));
  }
  std::string_view id_;
  std::uint64_t entry_;
  FieldId lead_id_;
};

/// How often the history has the lead enter the stage, and refuses an entry that is not there.
int entries_of(int entries, const LeadQuery& query, const Contract& contract, const LeadReading& out) {
  if (query.logs.history.empty() || entries == 0) return 0;
  const std::string stage = contract.stages[static_cast<std::size_t>(out.story.stage)].name;
  if (!out.held)
    throw Error("--entry", "by the history, lead " + query.id + " entered " + stage + (entries == 1 ? " once" : " " + count_text(entries) + " times"),
                entries == 1 ? "leave it out" : "write a number from 1 to " + count_text(entries));
  const std::vector<HistoryStep>& steps = out.held->steps;
  const bool known = std::any_of(steps.begin(), steps.end(), [&](const HistoryStep& step) { return step.stage == out.story.stage; });
  return known ? entries : 0;
}

/// What the contract uses is needed; besides it, what it names and every date there is, for the timeline.
void choose_fields(const Contract& contract, int stage, bool with_contact, ScanNeeds& needs) {
  collect_story_fields(contract, stage, needs.needed);
  for (std::size_t id = 0; id < contract.fields.size(); ++id)
    if (contract.fields[id].type == Type::date || contract.fields[id].named_by_contract) needs.optional.push_back(static_cast<FieldId>(id));
  for (const std::string_view name : {"lead_id", "owner", "stage", "source", "segment", "email"}) needs.optional.push_back(known_field(name));
  if (!with_contact) return;
  for (const std::string_view name : {"first_name", "last_name", "phone"}) needs.optional.push_back(known_field(name));
}

}  // namespace

int told_stage(const Contract& contract, const std::string& name) {
  if (!name.empty()) return stage_option(contract, "--stage", name);
  if (const int mql = find_stage(contract, "MQL"); mql >= 0) return mql;
  const auto defined = std::find_if(contract.stages.begin(), contract.stages.end(), [](const Stage& stage) { return stage.when != nullptr; });
  return defined == contract.stages.end() ? 0 : static_cast<int>(defined - contract.stages.begin());
}

void refuse_unknown(const std::string& id, const std::set<std::string>& near_ids, const Settings& settings) {
  std::string text;
  std::size_t shown = 0;
  for (const std::string& one : near_ids) {
    if (shown == most_near) break;
    text += (shown++ ? ", '" : "did you mean '") + one + "'";
  }
  Error error(settings.inputs.front(), "no lead has the id '" + id + "'", text.empty() ? "take an id from the column of lead_id, as it stands there" : text + "?");
  throw SaidAsIs(std::move(error), {near_ids.begin(), near_ids.end()});
}

std::unique_ptr<LeadReading> read_lead(const LeadQuery& query, const Contract& contract, const Settings& settings, Streams& io) {
  auto out = std::make_unique<LeadReading>();
  out->settings = settings;
  StorySettings& story = out->story;
  story.as_of = settings.as_of;
  story.stage = told_stage(contract, query.stage);
  story.with_contact = query.with_contact;
  ScanNeeds needs;
  needs.email_duplicates = true;
  choose_fields(contract, story.stage, query.with_contact, needs);
  if (query.logs.given()) out->logs = std::make_unique<LeadLogs>(query.logs, contract, out->settings, story.stage, LeadLogs::everybody);
  out->signals = read_signals(query.signals, contract, settings);
  needs.logs = out->logs.get();
  needs.signals = out->signals ? &*out->signals : nullptr;
  story.touch_log = out->logs && out->logs->touches_given();
  Contract open = contract;
  open.exclusions.clear();
  OpenScan scan(open, settings, std::move(needs), io);
  story.absent = scan.absent();
  story.duplicates = !story.absent[known_field("email")];
  const auto [counted] = scan.run<ExplainCounter>(contract, LookFor{query.id, query.entry, settings, scan.file_starts()});
  out->coverage = std::move(scan.coverage);
  out->held = std::move(counted->found);
  out->near_ids = std::move(counted->same_ids.empty() ? counted->near_ids : counted->same_ids);
  out->entries = entries_of(counted->entries, query, contract, *out);
  counted->filter.take_out(out->coverage.accounts);  // as it stands in the other commands' reports
  if (out->signals) {
    out->coverage.accounts.push_back(out->signals->input_account());
    note_signals(*out->signals, contract, settings, out->coverage.notes);
  }
  return out;
}

}  // namespace handoff
