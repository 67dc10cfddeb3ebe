// Commitments, leads that entered MQL, and their periods judged twice: at once, and merged from two halves in another order.
#pragma once
#include <algorithm>

#include "catch.hpp"
#include "handoff/measures/commitment.hpp"
#include "leads.hpp"

namespace handoff::test {

inline Commitment owed(std::string name, std::string owner, std::string metric, std::string per, std::optional<double> target, std::optional<double> floor = {}) {
  Commitment one;
  one.name = std::move(name);
  one.owner = std::move(owner);
  one.metric = std::move(metric);
  one.per = std::move(per);
  one.target = target;
  one.floor = floor;
  return one;
}

inline std::vector<LeadBuilder> mqls(const Contract& contract, int number, std::string_view mql, int converted = 0, std::string_view sql = "") {
  std::vector<LeadBuilder> leads;
  for (int i = 0; i < number; ++i) {
    leads.emplace_back(contract);
    leads.back().set("created_at", "2026-01-01T00:00:00Z").set("mql_at", mql);
    if (i < converted) leads.back().set("sql_at", sql);
  }
  return leads;
}

inline void append(std::vector<LeadBuilder>& to, std::vector<LeadBuilder> more) { to.insert(to.end(), more.begin(), more.end()); }

inline CommitmentSettings as_of(std::string_view moment) {
  CommitmentSettings settings;
  settings.as_of = at(moment);
  return settings;
}

/// The periods of one rule in one length.
inline std::vector<PeriodResult> judge(const Contract& contract, const CommitmentSettings& settings, const std::vector<LeadBuilder>& leads, std::string_view name, Grain grain) {
  CommitmentTally tally(contract, settings);
  CommitmentTally halves[2] = {{contract, settings}, {contract, settings}};
  for (std::size_t i = 0; i < leads.size(); ++i) {
    count_lead(tally, contract, settings, leads[i].as_of(settings.as_of));
    count_lead(halves[i % 2], contract, settings, leads[leads.size() - 1 - i].as_of(settings.as_of));
  }
  halves[0].merge(halves[1]);
  const std::vector<CommitmentResult> whole = commitments(tally, contract, settings), merged = commitments(halves[0], contract, settings);
  for (std::size_t r = 0; r < whole.size(); ++r) {
    if (tally.rules()[whole[r].rule].name != name || whole[r].grain != grain) continue;
    REQUIRE(merged[r].periods.size() == whole[r].periods.size());
    for (std::size_t p = 0; p < whole[r].periods.size(); ++p) {
      CHECK(merged[r].periods[p].count == whole[r].periods[p].count);
      CHECK(merged[r].periods[p].outcome == whole[r].periods[p].outcome);
    }
    return whole[r].periods;
  }
  return {};
}

inline const PeriodResult& named(const std::vector<PeriodResult>& periods, std::string_view name) {
  const auto found = std::find_if(periods.begin(), periods.end(), [&](const PeriodResult& period) { return period.name == name; });
  REQUIRE(found != periods.end());
  return *found;
}

}  // namespace handoff::test
