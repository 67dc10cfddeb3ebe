// Why leads did not move on: each has one cause, the first that is proven. An earlier one that nobody can decide may be the cause all the same.
#include "handoff/judging/disposition.hpp"
#include "handoff/measures/pipeline.hpp"
#include "text/text_fold.hpp"

namespace handoff {
namespace {

bool begins(std::string_view text, std::string_view with) { return equal_folded(text.substr(0, with.size()), with); }
bool says_recycled(std::string_view text) { return begins(text, "recycl") || begins(text, "nurtur"); }
bool says_rejected(std::string_view text) { return begins(text, "reject") || begins(text, "disqual") || begins(text, "unqual"); }

/// Rows add up by the first proven cause; the bounds hold all that the unknown may come to.
Rate leak_rate(std::uint64_t count, std::uint64_t cohort, const Share& bounds) {
  Rate rate = whole(share_of(count, cohort));
  const Rate all = whole(bounds);
  rate.unknown = all.unknown;
  rate.least = rate.low = all.least;
  rate.most = rate.high = all.most;
  if (20 * rate.unknown > all.of + all.unknown) rate.rate.reset();   // they are among the cohort
  return rate;
}

/// Where no check has failed: what was said of the lead, or else by which exit it left; no exit: empty.
Leak last_cause(std::string_view said, std::string_view exit) {
  if (says_recycled(said) || (!says_rejected(said) && says_recycled(exit))) return Leak::recycled;
  return says_rejected(said) || !exit.empty() ? Leak::rejected : Leak::open;
}

/// The checks of the first causes, in their order.
constexpr Check checked_leaks[] = {Check::off_definition, Check::late, Check::no_disposition};

}  // namespace

const std::string& PipelineTally::why_unmeasured(Leak leak) const {
  static const std::string measured;
  const auto i = static_cast<std::size_t>(leak);
  return i < std::size(checked_leaks) ? measurable_.why_not[static_cast<std::size_t>(checked_leaks[i])] : measured;
}

bool PipelineTally::asks_for(Leak leak) const {
  const auto i = static_cast<std::size_t>(leak);
  return i >= std::size(checked_leaks) || measurable_.asked[static_cast<std::size_t>(checked_leaks[i])];
}

/// Where no check has failed: the cause by what is known, and each that it may be by the exits that nobody knows of.
void PipelineTally::add_last_causes(const Judging& judging, Causes& out) const {
  const Value& state = disposition_by(contract_, *judging.lead, settings_.as_of);
  const std::string_view said = state.present() ? state.text : std::string_view{};
  const auto by_exit = [&](int exit) { return last_cause(said, exit < 0 ? std::string_view{} : std::string_view(contract_.exits[static_cast<std::size_t>(exit)].name)); };
  const auto may_be = [&](Leak leak) { out.may_be[static_cast<std::size_t>(leak)] = true; };
  out.first = by_exit(funnel_->exit);
  may_be(out.first);
  for (std::size_t i = 0; i < contract_.exits.size(); ++i)
    if (funnel_->exits_perhaps >> i & 1) may_be(by_exit(static_cast<int>(i)));
  if (state.state == Value::State::unreadable)
    for (const Leak leak : {Leak::recycled, Leak::rejected}) may_be(leak);
  for (const Leak leak : {Leak::recycled, Leak::rejected, Leak::open})
    out.unsure = out.unsure || (leak != out.first && out.may_be[static_cast<std::size_t>(leak)]);
}

/// The first cause that is proven, and each that it may be.
PipelineTally::Causes PipelineTally::causes(const Judging& judging) const {
  Causes out;
  out.unsure = funnel_->stages[static_cast<std::size_t>(settings_.to)].perhaps;   // it may have moved on
  for (std::size_t i = 0; i < std::size(checked_leaks); ++i) {
    const Finding finding = facts_->check(checked_leaks[i]).finding;
    const bool unknown = finding == Finding::unknown && measurable_.asked[static_cast<std::size_t>(checked_leaks[i])];
    out.may_be[i] = unknown || finding == Finding::fail;
    out.first = static_cast<Leak>(i);
    if (finding == Finding::fail) return out;
    out.unsure = out.unsure || unknown;
  }
  add_last_causes(judging, out);
  return out;
}

/// Those answered before it was due are in no share; of whom nobody knows whether they were late, they may be in either.
void PipelineTally::compare_late(const DueFinding& late, bool entered) {
  if (late.due == Tri::no) return;
  const bool sure = entered && late.due == Tri::yes, unknown = late.finding == Finding::unknown && measurable_.asked[static_cast<std::size_t>(Check::late)];
  met += sure && late.finding == Finding::pass;
  breached += sure && late.finding == Finding::fail;
  const std::optional<bool> belongs = sure && !unknown ? std::optional(true) : std::nullopt;
  if (unknown || late.finding == Finding::pass) count_moved(belongs, met_moved);
  if (unknown || late.finding == Finding::fail) count_moved(belongs, breached_moved);
}

void PipelineTally::read_leak(LeadJudge& judge) {
  facts_ = &judge.facts(settings_.stage);
  const bool sure = lead_.cohort;   // else it may have entered in the window
  const std::optional<bool> entered = sure ? std::optional(true) : std::nullopt;
  const StageClaim* const target = settings_.to >= 0 ? &funnel_->stages[static_cast<std::size_t>(settings_.to)] : nullptr;
  cohort += sure;
  compare_late(facts_->check(Check::late), sure);
  if (!target) return;
  moved_bounds.add(entered, target->perhaps ? std::nullopt : std::optional(target->held));
  if (target->held) {
    converted += sure;
    for (Share& bounds : leak_bounds) bounds.add(entered, false);
    return;
  }
  const Causes found = causes(judge.judging());
  for (std::size_t i = 0; i < leak_count; ++i)
    leak_bounds[i].add(entered, !found.may_be[i] ? std::optional(false) : found.unsure ? std::nullopt : std::optional(true));
  if (!sure) return;
  const auto first = static_cast<std::size_t>(found.first);
  lead_.leak = static_cast<int>(first);
  ++leaked[first];
  undecided[first] += found.unsure;
}

std::vector<LeakResult> leak_results(const PipelineTally& tally, const PipelineSettings& settings) {
  std::vector<LeakResult> out;
  if (settings.to < 0) return out;
  std::map<std::string, Minor> all;
  const auto add_all = [&](const Sums& sums) {
    for (const auto& [currency, one] : sums) all[currency] += one.pipeline;
  };
  add_all(tally.converted_sums);
  for (const Sums& sums : tally.leaked_sums) add_all(sums);
  for (int i = -1; i < static_cast<int>(leak_count); ++i) {
    if (i >= 0 && !tally.asks_for(static_cast<Leak>(i))) continue;   // no row of zeros for what nobody asked
    LeakResult row;
    row.leak = i;
    const std::uint64_t count = i < 0 ? tally.converted : tally.leaked[static_cast<std::size_t>(i)];
    row.leads = leak_rate(count, tally.cohort, i < 0 ? tally.moved_bounds : tally.leak_bounds[static_cast<std::size_t>(i)]);
    row.undecided = i < 0 ? 0 : tally.undecided[static_cast<std::size_t>(i)];
    const Sums& sums = i < 0 ? tally.converted_sums : tally.leaked_sums[static_cast<std::size_t>(i)];
    for (const auto& [currency, total] : all) {
      const auto mine = sums.find(currency);
      const Minor minor = mine == sums.end() ? 0 : mine->second.pipeline;
      LeakResult::Amount& amount = row.pipeline[currency];
      amount.minor = minor;
      if (total > 0) amount.share = static_cast<double>(minor) / static_cast<double>(total);
      if (tally.cohort > 0) amount.expected = static_cast<double>(total) / static_cast<double>(tally.cohort) * static_cast<double>(count);
    }
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace handoff
