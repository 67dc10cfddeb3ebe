// Whose touches matter: what a narrow pass over the export finds out before the touch log is read, so that most rows of a long log are never held.
// A row may be left out only where it is certain that nobody will look at it.
#include <algorithm>
#include <deque>

#include "handoff/contract/group.hpp"
#include "reading/lead_logs.hpp"
#include "scan/scan.hpp"

namespace handoff {

namespace {

bool asks_any(const ExprPtr& expr, const std::vector<FieldId>& fields) {
  if (!expr) return false;
  std::vector<FieldId> asked;
  collect_fields(*expr, asked);
  return std::find_first_of(asked.begin(), asked.end(), fields.begin(), fields.end()) != asked.end();
}

/// Is anything that is asked of every lead answered by the touch log? Then nobody's touches may be left out.
bool asks_touches_of_everyone(const Contract& contract, const Settings& settings) {
  const std::vector<FieldId> touches = LeadLogs::touch_fields();
  const auto asks = [&](const ExprPtr& expr) { return asks_any(expr, touches); };
  const auto is_touch = [&](FieldId field) { return std::find(touches.begin(), touches.end(), field) != touches.end(); };
  bool asked = asks(settings.where);
  for (const NamedPredicate& one : contract.exclusions) asked = asked || asks(one.when);
  for (const Stage& one : contract.stages) asked = asked || is_touch(one.at) || asks(one.when);
  for (const Exit& one : contract.exits) asked = asked || is_touch(one.at) || asks(one.when);
  for (const Commitment& one : contract.commitments) asked = asked || asks(one.where);
  for (const GroupBy& one : settings.by) asked = asked || (one.kind == GroupBy::Kind::field && is_touch(one.field));
  for (const auto& list : {contract.segments, contract.lanes, contract.sources, contract.routes})
    for (std::size_t i = 0; list && i < list->buckets.size(); ++i) asked = asked || asks(list->buckets[i].when);
  return asked;
}

/// Do the cells of a lead's own row tell which stages it is in? Not where a stage is its definition alone, and that asks for other leads, for a log, or for an
/// answer, which may have been given after as-of.
bool row_tells_stages(const Contract& contract) {
  const std::vector<FieldId> answers = {known_field("disposition"), known_field("disposition_reason")};
  const bool signals = std::any_of(contract.scores.begin(), contract.scores.end(), [](const auto& axis) { return !axis->signals.empty(); });
  return std::none_of(contract.stages.begin(), contract.stages.end(), [&](const Stage& stage) {
    return stage.at == no_field && stage.values.empty() && stage.when && (signals || asks_duplicate(*stage.when) || asks_any(stage.when, answers));
  });
}

/// Collects which leads the export has, and whose touches matter: of those that are, or may be, in the stage and the window. `stage` LeadLogs::everybody: all.
class CohortSink : public LeadSink {
 public:
  CohortSink(const Contract& contract, const Settings& settings, int stage, bool windowed, const EventLog* history, const HashKey& key)
      : set(key), contract_(contract), settings_(settings), stage_(stage), history_(history), funnels_(contract, settings.as_of) {
    if (windowed && settings.window) window_ = {settings.window->from - 1, settings.window->to + 1};   // the tally judges; a day more on each side costs nothing
  }
  void lead(const Judging& judging) override { set.add((*judging.lead)[id_].text, wanted(judging)); }
  void reset() override { set = LeadSet(set.key()); }
  LeadSet set;

 private:
  bool wanted(const Judging& judging) {
    if (stage_ == LeadLogs::everybody) return true;
    if (history_ && history_->find((*judging.lead)[id_].text) != EventLog::nobody) return true;
    funnels_.read(judging, funnel_);
    return holds_in(window_, funnel_, static_cast<std::size_t>(stage_), *contract_.zone, settings_.as_of) != Tri::no;
  }
  const Contract& contract_;
  const Settings& settings_;
  int stage_;
  std::optional<Period> window_;
  const EventLog* history_;
  FunnelReader funnels_;
  Funnel funnel_;
  FieldId id_ = known_field("lead_id");
};

}  // namespace

LeadSet LeadLogs::cohort(const Settings& settings) const {
  ScanRequest request;
  request.files = settings.inputs;
  request.sources = settings.sources;
  request.unpack_limit = settings.unpack_limit;
  request.contract = &contract_;
  request.threads = settings.threads;
  request.horizon = settings.as_of;
  const bool all = kept_from_ == everybody || asks_touches_of_everyone(contract_, settings) || !row_tells_stages(contract_);
  if (!all) collect_funnel_fields(contract_, request.needed);
  std::deque<CohortSink> sinks;
  const HashKey key = random_hash_key();
  scan(request, [&](std::size_t) -> LeadSink* {
    return &sinks.emplace_back(contract_, settings, all ? everybody : kept_from_, kept_from_ == stage_, history_ ? &*history_ : nullptr, key);
  });
  for (std::size_t i = 1; i < sinks.size(); ++i) sinks.front().set.merge(std::move(sinks[i].set));
  sinks.front().set.seal();
  return std::move(sinks.front().set);
}

}  // namespace handoff
