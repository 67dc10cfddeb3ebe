// What the workers of a log have read, as one: texts by their sorted union, columns in the order of the sorted rows.
#pragma once
#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "logs/event_worker.hpp"

namespace handoff {

/// Sorted union of the workers' texts.
template <class TextsOf>
std::vector<std::string> united(const std::deque<EventWorker>& workers, TextsOf texts_of) {
  std::vector<std::string> all;
  for (const EventWorker& worker : workers) all.insert(all.end(), texts_of(worker).begin(), texts_of(worker).end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

inline const std::vector<std::string>& types_of(const EventWorker& worker) { return worker.types.texts(); }

/// The place of each of a worker's texts among all.
inline std::vector<std::uint32_t> renumbered(const std::vector<std::string>& mine, const std::vector<std::string>& all) {
  std::vector<std::uint32_t> numbers;
  for (const std::string& text : mine) numbers.push_back(static_cast<std::uint32_t>(std::lower_bound(all.begin(), all.end(), text) - all.begin()));
  return numbers;
}

/// Moves the values of a worker behind those of others.
template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
  if (to.empty()) to.swap(from);
  else to.insert(to.end(), from.begin(), from.end());
  std::vector<T>().swap(from);
}

/// Moves a worker's undated rows behind those of others. `types`: as renumbered.
inline void append_undated(std::vector<UndatedEvent>& to, std::vector<UndatedEvent>& from, const std::vector<std::uint32_t>& types) {
  for (UndatedEvent& one : from)
    if (one.type != any_type) one.type = types[one.type];
  append(to, from);
}

/// By lead, then type.
inline void sort_undated(std::vector<UndatedEvent>& events) {
  std::sort(events.begin(), events.end(), [](const UndatedEvent& a, const UndatedEvent& b) { return a.lead != b.lead ? a.lead < b.lead : a.type < b.type; });
}

/// Puts the values of a column into the order of the sorted rows.
template <class T>
void gather(std::vector<T>& values, const std::vector<EventRow>& rows) {
  if (values.empty()) return;
  std::vector<T> sorted;
  sorted.reserve(rows.size());
  for (const EventRow& row : rows) sorted.push_back(values[row.origin]);
  values.swap(sorted);
}

}  // namespace handoff
