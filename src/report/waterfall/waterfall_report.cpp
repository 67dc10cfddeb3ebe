// One kind of record, a stage of a group, is the JSON, the CSV and both tables.
#include "waterfall/waterfall_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report_parts.hpp"

namespace handoff {

namespace {

using Stages = Records<StageResult>;

template <class Asks>
bool any_stage(const WaterfallResult& result, const Asks& asks) {
  return std::any_of(result.groups.begin(), result.groups.end(),
                     [&](const WaterfallGroup& group) { return std::any_of(group.stages.begin(), group.stages.end(), asks); });
}

bool defines_stages(const Contract& contract) {
  return std::any_of(contract.stages.begin(), contract.stages.end(), [](const Stage& stage) { return stage.when != nullptr; });
}

/// Is what counts something else than what is claimed?
bool judges_claims(const Contract& contract, const WaterfallSettings& settings) { return settings.counting == Counting::defined && defines_stages(contract); }

Node sums_by_currency(const StageResult& stage) {
  Node::Object sums;
  for (const auto& [currency, minor] : stage.value.sums()) sums.emplace_back(currency.empty() ? "none" : currency, MoneyAmount{minor, currency});
  return sums;
}

Stages stage_records(const Contract& contract, bool defined) {
  using S = StageResult;
  std::vector<RecordField<S>> shown = {{"bar", Holds::bar, [](const S& s) { return Bar{s.of_first}; }}, {"moved_on", Holds::count, &S::moved}};
  for (std::size_t i = 0; i < contract.exits.size(); ++i)
    shown.push_back({contract.exits[i].name, Holds::count, [i](const S& s) { return s.exits[i].second; }, "exits"});
  // What a definition says of the claims: where claims count as they are, nobody was asked.
  const auto judged = [defined](std::uint64_t S::*count) { return [=](const S& s) { return defined ? Node(s.*count) : Node(); }; };
  return {{{"stage", Holds::text, &S::stage},
           {"reached", Holds::count, &S::claimed},
           {"claimed", Holds::count, &S::claimed},
           {"stands", Holds::count, judged(&S::reached)},
           {"off_definition", Holds::count, judged(&S::off)},
           {"undecided", Holds::count, judged(&S::undecided)},
           {"meets_unclaimed", Holds::count, judged(&S::unclaimed)},
           {"implied", Holds::count, &S::implied},
           {"exits", Holds::text, [](const S& s) { return counts_of(s.exits); }},
           {"skipped", Holds::count, &S::skipped},
           {"undated", Holds::count, &S::undated},
           {"open", Holds::count, &S::open},
           {"moved_undecided", Holds::count, &S::moved_undecided},
           {"after_as_of", Holds::count, &S::after_as_of},
           {"conversion_next", Holds::share, &S::next},
           {"conversion_total", Holds::share, &S::total},
           {"mature", Holds::share, &S::mature},
           {"maturity_days", Holds::span, [](const S& s) { return days(s.maturity_seconds); }},
           {"median", Holds::span, [](const S& s) { return days(s.to_next.median); }, "days_to_next"},
           {"mean", Holds::span, [](const S& s) { return days(s.to_next.mean); }, "days_to_next"},
           {"p90", Holds::span, [](const S& s) { return days(s.to_next.p90); }, "days_to_next"},
           {"n", Holds::count, [](const S& s) { return s.to_next.n; }, "days_to_next"},
           {"half_by", Holds::span, [](const S& s) { return half_by_days(s.to_next); }, "days_to_next"},
           {"half_by_least", Holds::span, [](const S& s) { return half_by_end(s.to_next.half_by_least, true); }, "days_to_next"},
           {"half_by_most", Holds::span, [](const S& s) { return half_by_end(s.to_next.half_by_most, true); }, "days_to_next"},
           {"value", Holds::money, [](const S& s) { return MoneySums(s.value); }},
           {"values", Holds::text, sums_by_currency, "", nullptr, [](const S& s) { return s.value.sums().size() > 1; }}},
          std::move(shown)};
}

void add_result(const WaterfallResult& result, const Stages& stages, const WaterfallSettings& settings, const WaterfallContext& context, Report& report) {
  Node::Object root = {{"basis", settings.period_basis ? "period" : "cohort"},
                       {"count", count_name(settings.counting)},
                       {"where", text_node(context.where)},
                       {"leads", result.leads},
                       {"time_order", result.time_order}};
  Node::List groups = grouped_list(settings.by, result.groups, &WaterfallGroup::stages, stages, "stages", report.main);
  if (context.history) root.emplace_back("reentries", result.reentries);
  if (settings.by.empty()) root.emplace_back("stages", groups.empty() ? Node(Node::List{}) : groups.front().at("stages"));
  else root.emplace_back("groups", std::move(groups));
  report.result = std::move(root);
}

void add_tables(const WaterfallResult& result, const Stages& stages, const Contract& contract, const WaterfallSettings& settings, Report& report) {
  const bool judged = judges_claims(contract, settings);
  Picks conversion = {"stage", judged ? "stands" : defines_stages(contract) ? "claimed" : "reached", {"", "bar"}, {"to next", "conversion_next"}, {"95 % interval", "conversion_next", Aspect::interval},
                      "mature", {"from first", "conversion_total"}};
  if (any_stage(result, [](const StageResult& stage) { return !stage.value.empty(); })) conversion.push_back({"value of the leads here", "value"});
  Picks account = {"stage", {"moved on", "moved_on"}};
  for (const Exit& exit : contract.exits) account.push_back({exit.name, "exits." + exit.name});
  // A column only where there is something in it.
  if (any_stage(result, [](const StageResult& stage) { return stage.after_as_of > 0; })) account.push_back({"after as-of", "after_as_of"});
  account.push_back("open");
  if (any_stage(result, [](const StageResult& stage) { return stage.moved_undecided > 0; })) account.push_back({"undecided", "moved_undecided"});
  account.insert(account.end(), {"skipped", "undated", {"median", "days_to_next.median"}, {"p90", "days_to_next.p90"},
                                 {"half by", "days_to_next.half_by"}, {"n", "days_to_next.n"}});
  const auto table = [&](const char* title, const Picks& picks) {
    report.tables.push_back(grouped_table(title, settings.by, result.groups, &WaterfallGroup::stages, stages, picks));
  };
  table("", conversion);
  if (judged) table("What the CRM claims, and what of it meets the contract", {"stage", "claimed", "stands", {"off the definition", "off_definition"}, "undecided", {"meets it, handed over by nobody", "meets_unclaimed"}});
  table("Where they are, and the time to the next stage", account);
}

std::string maturity_note(const WaterfallResult& result, const Contract& contract) {
  std::string text;
  if (result.groups.empty()) return text;
  const std::vector<StageResult>& stages = result.groups.front().stages;
  for (std::size_t i = 0; i + 1 < stages.size(); ++i) {
    if (!stages[i].maturity_seconds) continue;
    text += fmt::format("{}{} {} d{}", text.empty() ? "" : ", ", stages[i].stage, days_text(*stages[i].maturity_seconds),
                        signed_horizon(contract, static_cast<int>(i), static_cast<int>(i) + 1) ? " (contract)" : "");
  }
  return text.empty() ? text : "mature: entered long enough ago for 90 % of conversions to have happened, or as the contract says: " + text;
}

/// Of the leads that entered a stage, over all rows: how many, where all of them are at the next. None, where one is
/// not, or nobody knows.
std::uint64_t all_moved(const WaterfallResult& result, std::size_t stage) {
  std::int64_t moved = 0;
  for (const WaterfallGroup& group : result.groups) {
    const StageResult& here = group.stages[stage];
    if (here.next.count != here.next.of || here.next.unknown > 0 || here.undecided > 0) return 0;
    moved += here.next.count;
  }
  return looks_filtered(static_cast<std::uint64_t>(moved)) ? static_cast<std::uint64_t>(moved) : 0;
}

/// One note for each run of stages that nobody fell out of.
void note_filter(const WaterfallResult& result, const Contract& contract, std::vector<std::string>& notes) {
  const auto name = [&](std::size_t stage) -> const std::string& { return contract.stages[stage].name; };
  for (std::size_t i = 0; i + 1 < contract.stages.size(); ++i) {
    const std::uint64_t leads = all_moved(result, i);
    if (leads == 0) continue;
    const std::size_t first = i;
    std::string at = name(i + 1);
    for (; i + 2 < contract.stages.size() && all_moved(result, i + 1) > 0; ++i) at += fmt::format(" and {}", name(i + 2));
    notes.push_back(filtered_text(leads, name(first), at, name(i + 1)));
  }
}

void note_sizes(const WaterfallResult& result, const WaterfallSettings& settings, const Contract& contract, std::vector<std::string>& notes) {
  const int mql = find_stage(contract, "MQL");
  std::uint64_t small = 0, mqls = 0;
  for (const WaterfallGroup& group : result.groups) {
    small += group.stages.front().reached < least_named_group;
    if (mql >= 0) mqls += group.stages[static_cast<std::size_t>(mql)].claimed;
  }
  if (mql >= 0) note_few_mqls(mqls, result.few_mqls, notes);
  if (!settings.by.empty() && small) notes.push_back(count_text(small) + " of the groups with fewer than 30 leads: read their intervals, not their rates");
  if (result.pooled_groups) notes.push_back(pooled_text(result.pooled_groups));
  if (any_stage(result, [](const StageResult& stage) { return !stage.to_next.exact; }))
    notes.push_back("times have more than 4,096 distinct values: quantiles, and the ages that a measured maturity is compared with, are within 0.1 %");
}

void add_notes(const WaterfallResult& result, const WaterfallSettings& settings, const Contract& contract, const WaterfallContext& context, Report& report) {
  std::vector<std::string>& notes = report.notes;
  if (judges_claims(contract, settings))
    notes.push_back("stands: claimed, and meeting the contract's definition when the lead entered the stage; --count claimed counts every claim");
  if (!settings.period_basis) note_filter(result, contract, notes);
  if (settings.period_basis) notes.push_back("period basis: entries into a stage against entries into the stage before, in the same window; these are not the same leads");
  if (const std::string text = maturity_note(result, contract); !text.empty()) notes.push_back(text);
  if (context.window_asked) notes.push_back("from first: of the leads that entered the first stage in the window, those that reached this one; the count beside it: who entered this one in the window");
  if (result.time_order) notes.push_back(leads_text(result.time_order) + " with stage dates out of order; counted, and left out of the times");
  if (result.after_as_of) notes.push_back(leads_text(result.after_as_of) + " with stage dates after the moment of judging; claimed, and in no rate");
  if (result.unplaced && (settings.window || !settings.by.empty()))
    notes.push_back(leads_text(result.unplaced) + " in a stage without any date to place it by" + (settings.window ? undated_text(settings.not_in_force) : ""));
  if (settings.window || by_period(settings.by)) note_placed_earlier(result.placed_earlier, contract, notes);
  note_unnamed(contract, result.unnamed_values, notes);
  note_sizes(result, settings, contract, notes);
  if (result.reentries > 0) {
    const bool one = result.reentries == 1;
    notes.push_back(fmt::format("{} {} {} by the history {} again, from there on", count_text(result.reentries), one ? "entry into" : "entries into",
                                context.reentered_stage, one ? "is not its lead's first: it counts" : "are not their lead's first: they count"));
  }
}

}  // namespace

std::string filtered_text(std::uint64_t leads, const std::string& stage, const std::string& at, const std::string& by) {
  return fmt::format("every one of the {} leads that entered {} is at {}: the export looks filtered by {}, and a rate of 100 % measures the filter",
                     count_text(leads), stage, at, by);
}

bool is_empty(const WaterfallResult& result) {
  return !any_stage(result, [](const StageResult& stage) { return stage.claimed > 0 || stage.unclaimed > 0; });
}

void waterfall_report(const WaterfallResult& result, const Contract& contract, const WaterfallSettings& settings, const WaterfallContext& context, Report& report) {
  const Stages stages = stage_records(contract, settings.counting == Counting::defined);
  add_result(result, stages, settings, context, report);
  add_tables(result, stages, contract, settings, report);
  add_notes(result, settings, contract, context, report);
}

}  // namespace handoff
