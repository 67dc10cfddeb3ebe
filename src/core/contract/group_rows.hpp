// From the groups of a tally to the rows of a report: persons too few to be named stand together, and so do the leads whose group nobody knows. Each of these
// may belong to several rows, of whose shares it is a membership unknown. So may a lead of which nobody knows whether it is wanted: it stands in no row.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "handoff/contract/group.hpp"

namespace handoff {

/// The groups that make a row, by the row's key, in the order in which rows are printed.
template <class Counts>
struct GroupParts {
  std::map<std::string, std::vector<const Counts*>> rows;
  std::map<std::string, std::vector<const Counts*>> perhaps;   ///< undecided groups that may belong to the row
  std::uint64_t pooled = 0;                                    ///< persons that were put together
};

/// `leads` tells how many a group has. A group without leads has no row unless `empty_too`.
template <class Counts, class Groups, class Leads>
GroupParts<Counts> group_parts(const GroupKeys& keys, const Groups& groups, Leads leads, bool empty_too = true) {
  GroupParts<Counts> out;
  std::map<std::string, const Counts*> undecided;   // by their own keys, so that what they are added up to does not hang on the order of a hash table
  for (const auto& [key, counts] : groups) {
    const std::uint64_t number = leads(counts);
    if (keys.may_be_unwanted(key)) {
      undecided.emplace(key, &counts);
      continue;
    }
    std::string shown = key;
    out.pooled += number < least_named_group && keys.pool_people(shown);
    if (GroupKeys::pool_undecided(shown)) undecided.emplace(key, &counts);
    if (number == 0 && !empty_too) continue;
    out.rows[shown].push_back(&counts);
  }
  if (keys.by().empty()) out.rows.try_emplace("");   // of all leads, though nobody may be known to be wanted
  for (const auto& [key, counts] : undecided) {
    std::string own = key;
    GroupKeys::pool_undecided(own);
    const bool in_no_row = keys.may_be_unwanted(key);
    for (const auto& [row, parts] : out.rows)
      if ((in_no_row || row != own) && GroupKeys::may_belong(key, row)) out.perhaps[row].push_back(counts);
  }
  return out;
}

/// The same with their counts added up.
template <class Counts>
struct GroupRows {
  std::map<std::string, Counts> rows, perhaps;
  std::uint64_t pooled = 0;
  /// Null: no undecided lead may belong to the row.
  const Counts* perhaps_of(const std::string& key) const {
    const auto found = perhaps.find(key);
    return found == perhaps.end() ? nullptr : &found->second;
  }
};

/// `merge` adds one group's counts to another's.
template <class Counts, class Groups, class Leads, class Merge>
GroupRows<Counts> group_rows(const GroupKeys& keys, const Groups& groups, Leads leads, Merge merge) {
  const GroupParts<Counts> parts = group_parts<Counts>(keys, groups, leads);
  GroupRows<Counts> out;
  out.pooled = parts.pooled;
  for (const auto& [row, all] : parts.rows)
    for (const Counts* counts : all) merge(out.rows[row], *counts);
  for (const auto& [row, all] : parts.perhaps)
    for (const Counts* counts : all) merge(out.perhaps[row], *counts);
  return out;
}

}  // namespace handoff
