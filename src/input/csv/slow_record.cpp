// A state machine over bytes. It only finds where records end; cells are split afterwards, once it is known that there are any.
#include "csv/slow_record.hpp"

#include <algorithm>
#include <cstring>

namespace handoff {

/// Looks at the bytes up to `bytes_end`; true at an event, with `path.at` on the byte that made it.
bool RecordScanner::step(Path& path, const char* bytes, const char* bytes_end) {
  const char* at = bytes;
  State state = path.state;
  Event event = Event::none;
  for (; at != bytes_end; ++at) {
    const char c = *at;
    const bool ends_line = c == rules_.newline;
    switch (state) {
      case State::quoted:
        if (c == '"') state = State::quote_in_quoted;
        else if (ends_line) event = Event::inner_line;
        break;
      case State::cell_start:
      case State::text:
        if (ends_line) event = Event::closed;
        else if (c == rules_.delimiter) state = State::cell_start;
        else if (state == State::cell_start && c == '"') state = State::quoted;
        else if (state == State::text || !rules_.blank(c)) state = State::text;
        break;
      case State::quote_in_quoted:
      case State::blank_after_quote:
        if (ends_line) event = Event::closed;
        else if (c == '"' && state == State::quote_in_quoted) state = State::quoted;
        else if (rules_.blank(c)) state = State::blank_after_quote;
        else if (c == rules_.delimiter) state = State::cell_start;
        else if (c == '\r') state = State::cr_after_quote;
        else event = Event::damaged;
        break;
      case State::cr_after_quote:
        if (ends_line) event = Event::closed;
        else if (c != '\r') event = Event::damaged;
        break;
    }
    if (event != Event::none) break;
  }
  path.at += static_cast<std::uint64_t>(at - bytes);
  path.state = state;
  path.event = event;
  return event != Event::none;
}

/// Follows the path to its next event, keeping the window from `start` on; a record that began at `start` may not go past the limit of bytes.
void RecordScanner::walk(Path& path, std::uint64_t start) {
  const std::uint64_t limit = start + max_record_bytes;  // the byte here may end the record, and nothing else
  for (;;) {
    const std::uint64_t stop = std::min(window_.end(), limit + 1);
    if (path.at < stop && step(path, window_.at(path.at), window_.at(stop))) return;
    if (path.at > limit) {
      path.event = Event::limit;
      return;
    }
    if (!window_.more(start)) {
      path.event = path.state == State::quoted ? Event::damaged : Event::closed;
      return;
    }
  }
}

std::uint64_t RecordScanner::line_end_from(std::uint64_t from, std::uint64_t start) {
  std::uint64_t at = from;
  for (;;) {
    const std::uint64_t have = window_.end() - at;
    const void* found = have == 0 ? nullptr : std::memchr(window_.at(at), rules_.newline, static_cast<std::size_t>(have));
    if (found != nullptr) return at + static_cast<std::uint64_t>(static_cast<const char*>(found) - window_.at(at));
    at = window_.end();
    // A line of gigabytes is passed over without being held.
    const std::uint64_t keep = at - start > 2 * max_record_bytes ? at : start;
    if (!window_.more(keep)) return at;
  }
}

RecordExtent RecordScanner::measure(std::uint64_t start) {
  RecordExtent found;
  Path path{start, State::cell_start, Event::none};
  walk(path, start);
  if (path.event != Event::inner_line) {
    found.shape = path.event == Event::closed ? Shape::whole : path.event == Event::damaged ? Shape::damaged : Shape::too_long;
    found.first_line_end = found.end = found.shape == Shape::whole ? path.at : line_end_from(path.at, start);
    return found;
  }
  found.first_line_end = path.at;

  const std::uint64_t second_line = path.at + 1;
  const auto known = std::lower_bound(ahead_.lines.begin() + static_cast<std::ptrdiff_t>(ahead_.first), ahead_.lines.end(), second_line);
  if (known != ahead_.lines.end() && *known == second_line) {
    ahead_.first = static_cast<std::size_t>(known - ahead_.lines.begin());
    if (ahead_.first > max_record_lines) {
      ahead_.lines.erase(ahead_.lines.begin(), known);
      ahead_.first = 0;
    }
  } else {
    ahead_.lines.assign(1, second_line);
    ahead_.first = 0;
    ahead_.path = {second_line, State::quoted, Event::none};
  }
  Path& on = ahead_.path;
  const auto too_many_lines = [&] { return ahead_.lines.size() - ahead_.first >= max_record_lines; };
  // An event reached from an earlier start lies within the limits of this one too; only its limits are not ours.
  if (on.event == Event::limit) on.event = Event::none;
  while (on.event == Event::none && !too_many_lines()) {
    walk(on, start);
    if (on.event != Event::inner_line) break;
    ahead_.lines.push_back(++on.at);
    on.event = Event::none;
  }
  found.inner_lines = ahead_.lines.size() - ahead_.first;
  found.end = on.at;
  found.shape = on.event == Event::closed ? Shape::whole : on.event == Event::damaged ? Shape::damaged : Shape::too_long;
  return found;
}

bool escapes_line_end(const char* begin, const char* end, LineRules rules) {
  if (end - begin > escape_reach) begin = end - escape_reach;
  end = without_line_end(begin, end, rules);
  const char* text = end;
  while (text != begin && text[-1] == '\\') --text;
  return (end - text) % 2 == 1;
}

bool split_record(const char* begin, const char* end, LineRules rules, std::vector<RawCell>& cells) {
  cells.clear();
  const char* at = begin;
  for (;;) {
    const char* cell = at;
    while (at != end && rules.blank(*at)) ++at;
    if (at != end && *at == '"') {
      const char* inside = ++at;
      for (;; at += 2) {  // past a doubled quote
        at = at == end ? nullptr : static_cast<const char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
        if (at == nullptr) return false;
        if (at + 1 == end || at[1] != '"') break;
      }
      cells.push_back({inside, at, true});
      ++at;
      while (at != end && rules.blank(*at)) ++at;
      if (at != end && *at != rules.delimiter) return false;
    } else {
      while (at != end && *at != rules.delimiter) {
        if (*at == rules.newline) return false;
        ++at;
      }
      cells.push_back({cell, at, false});
    }
    if (at == end) return true;
    ++at;
  }
}

}  // namespace handoff
