// The deals of --deals: a log read by the columns of [deal.columns], and what each row says of how the deal stands.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "logs/event_log.hpp"
#include "handoff/measures/pipeline.hpp"
#include "frame/settings.hpp"

namespace handoff {

/// The log and the deals made of it, in the log's order. Must outlive the scan.
struct DealLog : DealCounts {
  EventLog log;
  DealBook book;
  Instant newest = instant_min;                          ///< the latest day that a deal was begun or closed on, not after as-of; instant_min: none
};

/// Reads the deals. In [deal.columns], `lead_id` (or the name of another field of the leads: its column in the log) joins; `amount`, `currency`, `stage`,
/// `created_at`, `won_at`, `closed_at`, `won`, `closed` and `id` are the deal's own; rows of one `id` are one deal. Throws Error where nothing joins, or two things do.
std::unique_ptr<DealLog> read_deals(const std::string& file, const Contract& contract, const Settings& settings);

/// What a stage's text says: won is the contract's last stage or the word won, lost is an exit or the word lost, all else is open. `known`: the
/// contract names it, or it says won or lost.
DealStatus stage_says(const Contract& contract, std::string_view stage, bool& known);

}  // namespace handoff
