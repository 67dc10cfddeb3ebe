// Group keys: bytes that sort as the groups are printed, so that merged tallies come out in one order whatever the threads.
#include "handoff/contract/group.hpp"

#include <algorithm>
#include <limits>

#include "handoff/text/cut_text.hpp"

namespace handoff {

namespace {

constexpr char key_end = '\0';        // ends a part; texts hold no NUL (the reader drops them)
constexpr char key_present = '\x01';
constexpr char key_pooled = '\x02';   // sorts behind all that is named
constexpr char key_missing = '\x03';
constexpr char key_undecided = '\x04';  // a bucket's is followed by the numbers of those that may take the lead, a period's by one of the next two and the first of them
constexpr char period_on = '-';
constexpr char period_perhaps = '~';    // of a lead that may not be there: it may be of each period, and is not of the undecided row

/// A number as eight hexadecimal digits that sort like it.
void write_number(std::uint32_t number, std::string& key) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (int shift = 28; shift >= 0; shift -= 4) key.push_back(digits[(number >> shift) & 15]);
}

std::uint32_t read_number_part(std::string_view part) {
  std::uint32_t number = 0;
  for (const char c : part) number = number * 16 + static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
  return number;
}

/// The parts of a key, without what ends them.
std::string_view next_part(std::string_view& key) {
  const std::size_t end = key.find(key_end);
  const std::string_view part = key.substr(0, end);
  key.remove_prefix(end == std::string_view::npos ? key.size() : end + 1);
  return part;
}

constexpr std::size_t number_size = 8;
constexpr std::uint32_t no_bucket_number = 0xffffffffU;

/// Is a part of a row's key among the groups that an undecided part leaves open?
bool may_be(std::string_view undecided, std::string_view row) {
  constexpr std::size_t head = 1;
  if (undecided.size() == head || row.empty()) return true;   // of a field: any of its values
  if (undecided[head] == period_perhaps && row[0] == key_undecided) return false;
  if ((undecided[head] == period_on || undecided[head] == period_perhaps) && row[0] != key_undecided) {
    const std::string_view days = undecided.substr(head + 1), period = row.substr(head);
    return row[0] == key_present && period >= days.substr(0, number_size) && (days.size() == number_size || period <= days.substr(number_size));
  }
  if (row[0] != key_present && row[0] != key_missing) return true;
  std::string wanted;
  if (row[0] == key_present) wanted = row.substr(head);
  else write_number(no_bucket_number, wanted);
  for (std::size_t at = head; at < undecided.size(); at += number_size)
    if (undecided.substr(at, number_size) == wanted) return true;
  return false;
}

constexpr std::uint32_t day_bias = 0x80000000U;

// Of a key's number: periods begin between the years 0 and 9999, four million days; the lowest number is for no period, and for no bucket.
constexpr int period_bits = 22, bucket_bits = 12;
constexpr std::size_t most_buckets = (std::size_t{1} << bucket_bits) - 1;
constexpr Day period_bias = 800'000;
constexpr std::size_t met_days = 1024;  // nearly three years
constexpr Day no_day = std::numeric_limits<Day>::min();

}  // namespace

GroupKeys::GroupKeys(const Contract& contract, std::vector<GroupBy> by) : contract_(contract), by_(std::move(by)), parts_(by_.size() + 1) {
  int bits = 0;
  bool small = true;
  for (std::size_t i = by_.size(); i-- > 0;) {
    const bool period = by_[i].kind == GroupBy::Kind::period;
    if (period) {
      parts_[i].met.assign(met_days, {no_day, 0});
      periods_.push_back(i);
    }
    small = small && (period || (by_[i].kind == GroupBy::Kind::buckets && by_[i].buckets->buckets.size() < most_buckets));
    parts_[i].shift = bits;
    bits += period ? period_bits : bucket_bits;
  }
  numbered_ = small && bits <= 64;
}

Day GroupKeys::period_start(std::size_t by, Day day) {
  Met& met = parts_[by].met[static_cast<std::uint32_t>(day) % met_days];
  if (met.day != day) met = {day, period_of(day, by_[by].grain, contract_.week_start).from};
  return met.from;
}

void GroupKeys::read(const Judging& judging) {
  bucket_number_ = 0;
  undecided_ = false;
  for (std::size_t i = 0; i < by_.size(); ++i) {
    const GroupBy& by = by_[i];
    Part& part = parts_[i];
    if (by.kind == GroupBy::Kind::field) {
      const Value& value = (*judging.lead)[by.field];
      part.kind = value.present() ? key_present : value.blank() ? key_missing : key_undecided;
      part.text = is_contact_of_lead(by) ? std::string_view("given") : counted_text(value.text);
    } else if (by.kind == GroupBy::Kind::buckets) {
      const int bucket = bucket_of(*by.buckets, judging);
      part.kind = bucket >= 0 ? key_present : bucket == unmapped_bucket ? key_missing : key_undecided;
      part.bucket = static_cast<std::uint32_t>(std::max(bucket, 0));
      if (bucket == undecided_bucket) part.buckets = possible_buckets(*by.buckets, judging);
      else if (numbered_) bucket_number_ |= static_cast<std::uint64_t>(bucket + 1) << part.shift;
    }
    undecided_ = undecided_ || part.kind == key_undecided;
  }
  parts_.back().kind = judging.wanted == Tri::unknown ? key_undecided : '\0';
  undecided_ = undecided_ || judging.wanted == Tri::unknown;
}

std::uint64_t GroupKeys::number(const Stamp* place) {
  std::uint64_t number = bucket_number_;
  if (!place || periods_.empty()) return number;
  const Day day = day_in(*contract_.zone, *place);
  for (const std::size_t i : periods_) number |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(period_start(i, day) + period_bias)) << parts_[i].shift;
  return number;
}

void GroupKeys::write(const Stamp* place, std::string& key) {
  const Day day = place && by_period() ? day_in(*contract_.zone, *place) : 0;
  write_parts(place ? std::optional(Period{day, day}) : std::nullopt, parts_.back().kind == key_undecided, true, key);
}

void GroupKeys::write_between(const Period& days, bool perhaps, bool holds, std::string& key) { write_parts(days, perhaps || parts_.back().kind == key_undecided, holds, key); }

void GroupKeys::write_parts(const std::optional<Period>& days, bool perhaps, bool holds, std::string& key) {
  for (std::size_t i = 0; i < by_.size(); ++i) {
    const GroupBy::Kind by = by_[i].kind;
    const Part& part = parts_[i];
    if (by == GroupBy::Kind::period) {
      if (days) write_period(i, *days, holds, key);
      else key.push_back(key_missing);
      key.push_back(key_end);
      continue;
    }
    key.push_back(part.kind);
    if (part.kind == key_present && by == GroupBy::Kind::field) key.append(part.text);
    else if (part.kind == key_present) write_number(part.bucket, key);
    else if (part.kind == key_undecided && by == GroupBy::Kind::buckets)
      for (const int bucket : part.buckets) write_number(bucket < 0 ? no_bucket_number : static_cast<std::uint32_t>(bucket), key);
    key.push_back(key_end);
  }
  if (perhaps) key.append({key_undecided, key_end});
}

/// The period of all these days, or where they are of several, the first and the last. Of single days the first alone, since there are so many pairs of them.
void GroupKeys::write_period(std::size_t by, const Period& days, bool holds, std::string& key) {
  const Day from = period_start(by, days.from), to = period_start(by, days.to);
  if (from == to) key.push_back(key_present);
  else key.append({key_undecided, holds ? period_on : period_perhaps});
  write_number(static_cast<std::uint32_t>(from) ^ day_bias, key);
  if (from < to && by_[by].grain != Grain::day) write_number(static_cast<std::uint32_t>(to) ^ day_bias, key);
}

bool GroupKeys::may_be_unwanted(std::string_view key) const {
  return static_cast<std::size_t>(std::count(key.begin(), key.end(), key_end)) > by_.size();
}

void GroupKeys::write(const Judging& judging, const Stamp* place, std::string& key) {
  read(judging);
  write(place, key);
}

GroupLabel GroupKeys::label(const GroupBy& by, std::string_view part) const {
  GroupLabel label;
  label.missing = part.empty() || part[0] == key_missing;
  if (label.missing) {
    label.text = by.kind == GroupBy::Kind::field ? "(missing)" : by.kind == GroupBy::Kind::buckets ? "unmapped" : "(no date)";
    if (by.kind == GroupBy::Kind::buckets) label.value = "unmapped";
    return label;
  }
  if (part[0] == key_undecided) {
    label.value = label.text = "(undecided)";
    return label;
  }
  if (part[0] == key_pooled) {
    label.value = label.text = "(under " + std::to_string(least_named_group) + " leads)";
    return label;
  }
  part.remove_prefix(1);
  if (by.kind == GroupBy::Kind::field) {
    label.value = part;
  } else if (by.kind == GroupBy::Kind::buckets) {
    label.value = by.buckets->buckets[read_number_part(part)].name;
  } else {
    const Day day = static_cast<Day>(read_number_part(part) ^ day_bias);
    label.period = period_of(day, by.grain, contract_.week_start);
    label.value = period_name(label.period, by.grain, contract_.week_start);
  }
  label.text = label.value;
  return label;
}

bool GroupKeys::pool_people(std::string& key) const {
  bool pooled = false;
  std::size_t at = 0;
  for (const GroupBy& by : by_) {
    std::size_t end = key.find(key_end, at);
    if (by.people && key[at] == key_present) {
      key.replace(at, end - at, 1, key_pooled);
      end = at + 1;
      pooled = true;
    }
    at = end + 1;
  }
  return pooled;
}

bool GroupKeys::pool_undecided(std::string& key) {
  std::string pooled;
  bool any = false;
  for (std::string_view rest = key; !rest.empty();) {
    const std::string_view part = next_part(rest);
    const bool open = part.starts_with(key_undecided);
    pooled.append(open ? part.substr(0, 1) : part).push_back(key_end);
    any = any || open;
  }
  if (any) key = std::move(pooled);
  return any;
}

bool GroupKeys::may_belong(std::string_view undecided, std::string_view row) {
  while (!undecided.empty() && !row.empty()) {
    const std::string_view lead = next_part(undecided), shown = next_part(row);
    const bool pooled = shown.starts_with(key_pooled) && lead.starts_with(key_present);
    if (lead != shown && !pooled && !(lead.starts_with(key_undecided) && may_be(lead, shown))) return false;
  }
  return true;
}

std::vector<GroupLabel> GroupKeys::labels(std::string_view key, const std::optional<Period>& window, Instant as_of) const {
  std::vector<GroupLabel> labels;
  const Day today = contract_.zone->day_of(as_of);
  for (const GroupBy& by : by_) {
    GroupLabel one = label(by, next_part(key));
    if (one.period.to >= one.period.from) {
      const bool cut_by_window = window && (one.period.from < window->from || one.period.to > window->to);
      one.partial = cut_by_window || one.period.to >= today;
    }
    labels.push_back(std::move(one));
  }
  return labels;
}

}  // namespace handoff
