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
  DecimalMark decimal = DecimalMark::undecided;          ///< of the column of amounts
};

/// Reads the deals. In [deal.columns], `lead_id` (or the name of another field of the leads: its column in the log) joins; `amount`, `currency`, `stage`,
/// `created_at`, `won_at`, `closed_at`, `won`, `closed` and `id` are the deal's own; rows of one `id` are one deal, and so is a row whose cell names several
/// leads (`a;b`). Throws Error where nothing joins, or two things do; where the amounts' notation is open; and where commitments are in money and more than 5 %
/// of the deals whose close date has passed are neither won nor lost.
std::unique_ptr<DealLog> read_deals(const std::string& file, const Contract& contract, const Settings& settings);

/// What a stage's text says: won is the contract's last stage, or `won`, `closed won`, `closed-won`, `closedwon`, `closed_won`; lost is an exit, or the
/// same words; whatever the case, and a trailing `(...)` taken off. All else is open. `known`: the contract names it, or it says won or lost.
DealStatus stage_says(const Contract& contract, std::string_view stage, bool& known);

}  // namespace handoff
