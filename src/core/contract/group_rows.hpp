// From the groups of a tally to the rows of a report: persons too few to be named stand together, and so do the leads whose group nobody knows. Each of these
// may belong to several rows, of whose shares it is a membership unknown.
#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "handoff/contract/group.hpp"

namespace handoff {

template <class Counts>
struct GroupRows {
  std::map<std::string, Counts> rows;      ///< by key, in the order in which they are printed
  std::map<std::string, Counts> perhaps;   ///< by the same keys: what the undecided leads that may belong to the row come to
  std::uint64_t pooled = 0;                ///< persons that were put together
  /// Null: no undecided lead may belong to the row.
  const Counts* perhaps_of(const std::string& key) const {
    const auto found = perhaps.find(key);
    return found == perhaps.end() ? nullptr : &found->second;
  }
};

/// `leads` tells how many a group has; `merge` adds one group's counts to another's.
template <class Counts, class Groups, class Leads, class Merge>
GroupRows<Counts> group_rows(const GroupKeys& keys, const Groups& groups, Leads leads, Merge merge) {
  GroupRows<Counts> out;
  for (const auto& [key, counts] : groups) {
    std::string shown = key;
    out.pooled += leads(counts) < least_named_group && keys.pool_people(shown);
    GroupKeys::pool_undecided(shown);
    merge(out.rows[shown], counts);
  }
  for (const auto& [key, counts] : groups) {
    std::string own = key;
    if (!GroupKeys::pool_undecided(own)) continue;
    for (const auto& [row, all] : out.rows)
      if (row != own && GroupKeys::may_belong(key, row)) merge(out.perhaps[row], counts);
  }
  return out;
}

}  // namespace handoff
