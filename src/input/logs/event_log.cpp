// Asking a log, and telling what could not be used of it. Reading it is in event_reading.cpp.
#include "logs/event_log.hpp"

#include "handoff/text/count_text.hpp"
#include "handoff/text/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "identity/hash.hpp"

namespace handoff {

void LeadSet::add(std::string_view lead_id, bool wanted) {
  ids_.push_back((hash_text(lead_id, key_) & ~std::uint64_t{1}) | (wanted ? 1 : 0));
  forms_.add(lead_id);
}

IdsAlike LeadSet::alike(std::string_view lead_id) const {
  return forms_.find(lead_id, [&](const std::string& other) { return find(hash_text(other, key_)) != Known::stranger; });
}

void LeadSet::merge(LeadSet&& other) {
  forms_.merge(other.forms_);
  if (ids_.empty()) ids_.swap(other.ids_);
  else ids_.insert(ids_.end(), other.ids_.begin(), other.ids_.end());
  std::vector<std::uint64_t>().swap(other.ids_);
}

void LeadSet::seal() {
  std::sort(ids_.begin(), ids_.end(), std::greater<>());  // the wanted one of a pair goes first, and stays
  ids_.erase(std::unique(ids_.begin(), ids_.end(), [](std::uint64_t a, std::uint64_t b) { return (a ^ b) <= 1; }), ids_.end());
  std::reverse(ids_.begin(), ids_.end());
  while (bits_ < 28 && (std::size_t{1} << bits_) < ids_.size()) ++bits_;
  index_.assign((std::size_t{1} << bits_) + 1, 0);
  for (const std::uint64_t id : ids_) ++index_[(bits_ ? id >> (64 - bits_) : 0) + 1];
  for (std::size_t i = 1; i < index_.size(); ++i) index_[i] += index_[i - 1];
}

LeadSet::Known LeadSet::find(std::uint64_t hash) const {
  const std::size_t bucket = bits_ ? hash >> (64 - bits_) : 0;
  for (std::size_t i = index_[bucket]; i < index_[bucket + 1]; ++i)
    if ((ids_[i] ^ hash) <= 1) return ids_[i] & 1 ? Known::wanted : Known::outside;
  return Known::stranger;
}

void EventAccount::merge(const EventAccount& other) {
  rows_read += other.rows_read;
  used += other.used;
  title_rows += other.title_rows;
  unfit.merge(other.unfit);
  no_lead_id += other.no_lead_id;
  no_date += other.no_date;
  unreadable_date += other.unreadable_date;
  no_type += other.no_type;
  unreadable_id += other.unreadable_id;
  unreadable_type += other.unreadable_type;
  unreadable_where += other.unreadable_where;
  strangers += other.strangers;
  outside += other.outside;
  incomplete += other.incomplete;
  other_type += other.other_type;
  not_where += other.not_where;
  shared += other.shared;
  beside += other.beside;
  where_unknown += other.where_unknown;
  for (const auto& [name, rows] : other.other_types) other_types[name] += rows;
  if (stranger.empty() || (!other.stranger.empty() && other.stranger < stranger)) stranger = other.stranger;
  day_only += other.day_only;
  forms.merge(other.forms);
  alike = std::max(alike, other.alike);
}

std::size_t EventLog::find(std::string_view lead_id) const {
  const std::uint64_t hash = hash_text(lead_id, key_);
  const std::size_t bucket = index_bits_ ? hash >> (64 - index_bits_) : 0;
  for (std::size_t i = index_[bucket]; i < index_[bucket + 1]; ++i)
    if (hashes_[i] == hash) return i;
  return nobody;
}

std::size_t EventLog::find_lead(std::string_view lead_id) const {
  const std::size_t found = find(lead_id);
  if (found != nobody) return found;
  const IdsAlike how = account_.forms.find(lead_id, [&](const std::string& other) { return find(other) != nobody; });
  if (how > alike_->load(std::memory_order_relaxed)) {
    IdsAlike before = alike_->load();
    while (how > before && !alike_->compare_exchange_weak(before, how)) {}
  }
  return nobody;
}

std::string EventLog::cause_of_strangers() const { return cause_of_alike(std::max(account_.alike, alike_->load())); }

void EventLog::index_leads() {
  while (index_bits_ < 28 && (std::size_t{1} << index_bits_) < hashes_.size()) ++index_bits_;
  index_.assign((std::size_t{1} << index_bits_) + 1, static_cast<std::uint32_t>(hashes_.size()));
  for (std::size_t i = hashes_.size(); i-- > 0;)
    index_[index_bits_ ? hashes_[i] >> (64 - index_bits_) : 0] = static_cast<std::uint32_t>(i);
  for (std::size_t i = index_.size() - 1; i-- > 0;) index_[i] = std::min(index_[i], index_[i + 1]);
}

std::span<const UndatedEvent> EventLog::undated(std::string_view lead_id) const {
  if (undated_.empty()) return {};
  const auto by_lead = [](const UndatedEvent& a, const UndatedEvent& b) { return a.lead < b.lead; };
  const auto [from, to] = std::equal_range(undated_.begin(), undated_.end(), UndatedEvent{hash_text(lead_id, key_)}, by_lead);
  return {from, to};
}

std::span<const Signal> EventLog::of(std::size_t lead) const { return {events_.data() + begin_[lead], events_.data() + begin_[lead + 1]}; }

InputAccount EventLog::input_account() const {
  InputAccount out;
  out.file = file_;
  out.rows_read = account_.rows_read;
  out.rows_used = account_.used;
  const std::pair<const char*, std::uint64_t> left[] = {{"other_leads", account_.outside}, {"other_type", account_.other_type}, {"not_where", account_.not_where},
                                                        {"where_unknown", account_.where_unknown}};
  for (const auto& [name, count] : left) {
    out.excluded += count;
    if (count > 0) out.excluded_by_name.emplace_back(name, count);
  }
  out.rows_rejected = account_.rows_read - account_.used - out.excluded;
  const std::pair<const char*, std::uint64_t> reasons[] = {{"title_row", account_.title_rows}, {"unfit_row", account_.unfit.rows()}, {"no_lead_id", account_.no_lead_id}, {"no_date", account_.no_date},
                                                           {"unreadable_date", account_.unreadable_date}, {"no_type", account_.no_type},
                                                           {"unknown_lead", account_.strangers}};
  for (const auto& [name, count] : reasons)
    if (count > 0) out.rejected_by_reason.emplace_back(name, count);
  return out;
}

void EventLog::forget_marks() const {
  for (std::size_t i = 0; i < hashes_.size(); ++i) joined_[i].store(0, std::memory_order_relaxed);
}

std::pair<std::uint64_t, std::uint64_t> EventLog::strangers() const {
  std::uint64_t ids = 0, rows = 0;
  for (std::size_t i = 0; i < hashes_.size(); ++i) {
    if (joined_[i].load(std::memory_order_relaxed)) continue;
    ++ids;
    rows += begin_[i + 1] - begin_[i];
  }
  return {ids, rows};
}

void EventLog::require_joined() const {
  const bool left_out = account_.outside + account_.other_type + account_.not_where + account_.where_unknown > 0;
  const bool of_others = events_.empty() ? account_.strangers > 0 && !left_out : strangers().second == events_.size();
  if (!of_others) return;
  if (table_ == "deal")
    throw Error(file_, fmt::format("none of its {} rows is of a lead of the export: its leads would pass for leads without a deal{}", count_text(account_.rows_read), cause_of_strangers()),
                "give the deals of these leads, or name the column that joins them under [deal.columns] of the contract: lead_id = \"...\"; "
                "say --allow-unproven where these leads have none");
  throw Error(file_, fmt::format("none of its {} rows is about a lead of the export: its leads would pass for leads to whom nothing happened{}", count_text(account_.rows_read), cause_of_strangers()),
              fmt::format("give the log of these leads, or name the column that holds their lead ids under [{}.columns] of the contract: lead_id = \"...\"; "
                          "say --allow-unproven where nothing did happen", table_));
}

LogDamage EventLog::damage() const {
  LogDamage damage;
  damage.file = file_;
  damage.rows_read = account_.rows_read;
  damage.unfit = account_.unfit.damaged();
  damage.first_unfit = first_unfit_;
  damage.lacking = {{happened_ ? account_.no_date : 0, "a date", {}}};
  damage.unreadable = {{account_.unreadable_date, "a date", unreadable_example_},
                       {account_.unreadable_id, "a lead id", {}},
                       {account_.unreadable_type, "a type", {}},
                       {account_.unreadable_where, "a cell that where asks", {}}};
  return damage;
}

void EventLog::require_usable(std::string_view otherwise) const {
  for (const SwappedDates& one : swapped_)
    if (one.sure) throw Error(one.where, one.problem, one.fix);
  damage().require_few(otherwise);
}

Instant EventLog::newest(Instant until) const {
  Instant latest = instant_min;
  for (const Signal& event : events_)
    if (event.at <= until) latest = std::max(latest, event.at);
  return latest;
}

std::uint64_t EventLog::repeated() const {
  constexpr std::size_t most_at_once = 64;   // of a crowd at one second the nearest are looked at
  std::uint64_t rows = 0;
  for (std::size_t lead = 0; lead < leads(); ++lead) {
    const std::span<const Signal> events = of(lead);
    for (std::size_t i = 1; i < events.size(); ++i)
      for (std::size_t k = i; k-- > 0 && i - k <= most_at_once && events[k].at == events[i].at;) {
        if (events[k].type != events[i].type || day_only_[begin_[lead] + i]) continue;
        ++rows;
        break;
      }
  }
  return rows;
}

std::uint64_t EventLog::same_rows() const {
  const auto same = [&](std::size_t a, std::size_t b) {
    if (events_[a].at != events_[b].at || events_[a].type != events_[b].type || day_only_[a] != day_only_[b]) return false;
    return std::all_of(further_.begin(), further_.end(), [&](const EventColumn& column) {
      const auto alike = [&](const auto& cells) { return cells.empty() || cells[a] == cells[b]; };
      return alike(column.indexes) && alike(column.dates) && alike(column.days) && alike(column.numbers);
    });
  };
  std::uint64_t rows = 0;
  for (std::size_t lead = 0; lead < leads(); ++lead)
    for (std::size_t event = begin_[lead] + std::size_t{1}; event < begin_[lead + 1]; ++event) rows += same(event - 1, event);  // equal ones are neighbours
  return rows;
}

void EventLog::note_unreadable(std::vector<std::string>& notes) const {
  const auto rows = [](std::uint64_t count) { return count == 1 ? std::string("1 row") : fmt::format("{} rows", count_text(count)); };
  const auto open = [](std::uint64_t count) { return count == 1 ? "; nobody knows whether it counts" : "; nobody knows whether they count"; };
  const std::uint64_t ids = account_.unreadable_id, types = account_.unreadable_type, dates = account_.unreadable_date;
  const bool history = table_ == "history";
  if (ids > 0) notes.push_back(fmt::format("{}: {} with a lead id that cannot be read, such as #N/A, left out", file_, rows(ids)));
  if (types > 0)
    notes.push_back(fmt::format("{}: {} with a {} that cannot be read, such as #N/A{}", file_, rows(types), history ? "stage" : "type",
                                keeps_undated_ && !history ? open(types) : ", left out"));
  if (const std::uint64_t wheres = account_.unreadable_where; wheres > 0)
    notes.push_back(fmt::format("{}: {} with a cell that where asks and that cannot be read{}", file_, rows(wheres), open(wheres)));
  if (dates > 0)
    notes.push_back(fmt::format("{}: {} with a date that cannot be read, the first is {}{}", file_, rows(dates), unreadable_example_, keeps_undated_ ? open(dates) : ""));
}

std::vector<std::string> EventLog::notes(bool intervals) const {
  std::vector<std::string> notes = file_notes_;
  notes.insert(notes.end(), column_notes_.begin(), column_notes_.end());
  for (const SwappedDates& one : swapped_) notes.push_back(fmt::format("{}: {}", one.where, one.problem));
  const auto [ids, rows] = strangers();
  if (rows > 0)
    notes.push_back(fmt::format("{}: {} of its {} rows are about {} that no counted lead has{}", file_, count_text(rows),
                                count_text(events_.size()),
                                ids == 1 ? "an id" : count_text(ids) + " ids", cause_of_strangers()));
  if (const std::uint64_t again = table_ == "deal" || table_ == "history" ? 0 : repeated(); again * 100 > events_.size())
    notes.push_back(fmt::format("{}: {} of the same lead, time and type as another, as where two exports overlap; each counts", file_,
                                again == 1 ? "1 row is" : count_text(again) + " rows are"));
  if (account_.shared > 0)
    notes.push_back(fmt::format("{}: {} several leads, {}{}", file_,
                                account_.shared == 1 ? "1 row names" : count_text(account_.shared) + " rows name",
                                table_ == "deal" ? "and counts as one deal" : account_.shared == 1 ? "and is an event of each" : "and are events of each",
                                account_.beside == 0 ? "" : account_.beside == 1 ? "; 1 id in them is not in the export"
                                                          : "; " + count_text(account_.beside) + " ids in them are not in the export"));
  const std::pair<std::uint64_t, const char*> lacking[] = {{account_.no_lead_id - account_.unreadable_id, "lead id"}, {account_.no_date, "date"}, {account_.no_type - account_.unreadable_type, table_ == "history" ? "stage" : "type"}};
  for (const auto& [count, what] : lacking)
    if (count > 0)
      notes.push_back(fmt::format("{}: {} without a {}, left out", file_, count == 1 ? "1 row" : count_text(count) + " rows", what));
  note_unreadable(notes);
  if (account_.day_only > 0)
    notes.push_back(fmt::format("{}: {} known to the day alone; {}", file_,
                                account_.day_only == 1 ? "1 row is" : count_text(account_.day_only) + " rows are",
                                intervals ? "what a time would have decided is unknown" : "taken at the day's first instant"));
  return notes;
}

}  // namespace handoff
