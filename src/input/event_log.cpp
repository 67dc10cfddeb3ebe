// Asking a log, and telling what could not be used of it. Reading it is in event_reading.cpp.
#include "event_log.hpp"

#include <fmt/format.h>

#include "hash.hpp"

namespace handoff {

std::size_t EventLog::find(std::string_view lead_id) const {
  const std::uint64_t hash = hash_text(lead_id);
  const std::size_t bucket = index_bits_ ? hash >> (64 - index_bits_) : 0;
  for (std::size_t i = index_[bucket]; i < index_[bucket + 1]; ++i)
    if (hashes_[i] == hash) return i;
  return nobody;
}

std::span<const Signal> EventLog::of(std::size_t lead) const { return {events_.data() + begin_[lead], events_.data() + begin_[lead + 1]}; }

InputAccount EventLog::input_account() const {
  InputAccount out;
  out.file = file_;
  out.rows_read = account_.rows_read;
  out.rows_used = account_.used;
  out.rows_rejected = account_.rows_read - account_.used;
  const std::pair<const char*, std::uint64_t> reasons[] = {{"unfit_row", account_.set_aside}, {"no_lead_id", account_.no_lead_id}, {"no_date", account_.no_date},
                                                           {"unreadable_date", account_.unreadable_date}, {"no_type", account_.no_type}};
  for (const auto& [name, count] : reasons)
    if (count > 0) out.rejected_by_reason.emplace_back(name, count);
  return out;
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

std::vector<std::string> EventLog::notes() const {
  std::vector<std::string> notes;
  const auto [ids, rows] = strangers();
  if (rows > 0)
    notes.push_back(fmt::format("{}: {} of its {} rows are about {} that no counted lead has", file_, count_text(static_cast<std::int64_t>(rows)),
                                count_text(static_cast<std::int64_t>(account_.used)),
                                ids == 1 ? "an id" : count_text(static_cast<std::int64_t>(ids)) + " ids"));
  if (account_.unreadable_date > 0)
    notes.push_back(fmt::format("{}: {} with a date that cannot be read, the first is {}", file_, account_.unreadable_date == 1 ? "1 row" : count_text(static_cast<std::int64_t>(account_.unreadable_date)) + " rows",
                                unreadable_example_));
  if (account_.day_only > 0)
    notes.push_back(fmt::format("{}: {} known to the day alone; taken at the day's first instant", file_,
                                account_.day_only == 1 ? "1 row is" : count_text(static_cast<std::int64_t>(account_.day_only)) + " rows are"));
  return notes;
}

}  // namespace handoff
