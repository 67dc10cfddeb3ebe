// Each clause asks of each lead: does it come under me, and can it be decided? What is counted is the second among the first.
#include "handoff/cells/absence.hpp"
#include "handoff/contract/metric.hpp"
#include "handoff/measures/proof.hpp"
#include "measures/check/proof_text.hpp"

#include <algorithm>

namespace handoff {
namespace {
using Kind = ClauseProof::Kind;

/// Scores that an export tells as they are today, whenever the lead became an MQL.
bool is_score(const Contract& contract, FieldId field) {
  for (const char* name : {"score", "fit", "intent", "recency"})
    if (field == known_field(name)) return true;
  return std::any_of(contract.scores.begin(), contract.scores.end(), [&](const auto& axis) { return axis->column == field && field != no_field; });
}

std::vector<FieldId> fields_of(const ExprPtr& expr) {
  std::vector<FieldId> out;
  if (expr) collect_fields(*expr, out);
  return out;
}

std::vector<FieldId> fields_of(const ScoreAxis& axis) {
  std::vector<FieldId> out;
  for (const PointRule& rule : axis.points) collect_fields(*rule.when, out);
  if (axis.column != no_field) out.push_back(axis.column);
  if (axis.at != no_field) out.push_back(axis.at);
  return out;
}

std::vector<FieldId> fields_of(const BucketList& list) {
  std::vector<FieldId> out;
  for (const Bucket& bucket : list.buckets) collect_fields(*bucket.when, out);
  return out;
}

/// The bucket that surely takes the lead; -1: surely none; nothing where a bucket before cannot be decided.
std::optional<int> sure_bucket(const BucketList& list, const Judging& judging) {
  for (std::size_t i = 0; i < list.buckets.size(); ++i) {
    const Tri takes = truth(*list.buckets[i].when, judging);
    if (takes == Tri::unknown) return std::nullopt;
    if (takes == Tri::yes) return static_cast<int>(i);
  }
  return -1;
}

const BucketList* list_of(const Contract& contract, Kind kind) {
  return kind == Kind::segment ? contract.segments.get() : kind == Kind::lane ? contract.lanes.get() : contract.sources.get();
}

bool all_rules_decided(const ScoreAxis& axis, const Judging& judging) {
  return std::none_of(axis.points.begin(), axis.points.end(), [&](const PointRule& rule) { return truth(*rule.when, judging) == Tri::unknown; });
}

std::optional<bool> cell_decided(const Value& value) {
  if (value.state == Value::State::missing || no_column(value)) return std::nullopt;
  return value.present();
}

}  // namespace

std::string_view proof_name(Proof proof) {
  constexpr std::string_view names[] = {"proven", "partly", "not at all", "untried"};
  return names[static_cast<std::size_t>(proof)];
}

Proof ClauseProof::proof() const {
  if (free_metric || !order_open.empty()) return Proof::not_at_all;
  if (no_log) return decided > 0 ? Proof::partly : Proof::not_at_all;
  if (of == 0) return absent.empty() ? Proof::untried : Proof::not_at_all;
  if (decided == 0) return always_a_number ? Proof::partly : Proof::not_at_all;
  return decided < of || !todays.empty() ? Proof::partly : Proof::proven;
}

ProofTally::ProofTally(const Contract& contract, const ProofSettings& settings)
    : contract_(&contract),
      stage_(known_field("stage")),
      disposition_(known_field("disposition")), reason_(known_field("disposition_reason")),
      source_(known_field("source")),
      absent_(settings.absent), persons_(person_fields(contract)) {
  audited_ = std::max(0, find_stage(contract, "MQL"));
  named_ = named_texts(contract);
  make_clauses(absent_, settings.order_open);
}

void ProofTally::add_clause(Kind kind, std::size_t index, std::vector<FieldId> fields) {
  std::sort(fields.begin(), fields.end());
  fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
  ClauseProof clause;
  clause.kind = kind;
  clause.index = index;
  clauses.push_back(std::move(clause));
  fields_.push_back(std::move(fields));
}

void ProofTally::make_clauses(const std::vector<bool>& absent, const std::vector<bool>& order_open) {
  const Contract& contract = *contract_;
  for (std::size_t i = 0; i < contract.stages.size(); ++i) {
    const Stage& stage = contract.stages[i];
    if (stage.at != no_field) add_clause(Kind::stage_date, i, {stage.at});
    if (stage.when) add_clause(Kind::stage_definition, i, fields_of(stage.when));
  }
  const auto by_value = [](const auto& one) { return !one.values.empty(); };
  if (std::any_of(contract.stages.begin(), contract.stages.end(), by_value) || std::any_of(contract.exits.begin(), contract.exits.end(), by_value))
    add_clause(Kind::current_stage, 0, {stage_});
  for (std::size_t i = 0; i < contract.exits.size(); ++i) {
    const Exit& exit = contract.exits[i];
    if (exit.at != no_field) add_clause(Kind::exit_date, i, {exit.at});
    if (exit.when) add_clause(Kind::exit_definition, i, fields_of(exit.when));
  }
  for (std::size_t i = 0; i < contract.clocks.size(); ++i) {
    std::vector<FieldId> fields = fields_of(contract.clocks[i].where);
    fields.insert(fields.end(), {contract.clocks[i].start, contract.clocks[i].stop});
    add_clause(Kind::clock, i, std::move(fields));
  }
  if (contract.disposition && !contract.disposition->states.empty()) {
    std::vector<FieldId> fields = {disposition_};
    if (contract.disposition->limit) fields.push_back(contract.stages[static_cast<std::size_t>(audited_)].at);   // it is due by the entry's own date
    add_clause(Kind::disposition, 0, std::move(fields));
    if (!contract.disposition->reason_required.empty()) add_clause(Kind::reason, 0, {disposition_, reason_});
  }
  for (std::size_t i = 0; i < contract.enrichment.size(); ++i) add_clause(Kind::enrichment, i, {contract.enrichment[i]});
  for (std::size_t i = 0; i < contract.exclusions.size(); ++i) add_clause(Kind::exclusion, i, fields_of(contract.exclusions[i].when));
  make_bucket_clauses();
  for (std::size_t i = 0; i < contract.scores.size(); ++i) add_clause(Kind::score, i, fields_of(*contract.scores[i]));
  if (contract.touch) add_clause(Kind::touch, 0, {});
  for (std::size_t i = 0; i < contract.commitments.size(); ++i) {
    const std::optional<Metric> metric = read_metric(contract.commitments[i].metric);
    ShareOf share;
    if (metric && metric->function == "share" && metric->arguments.size() == 2) {
      share.stage = find_stage(contract, metric->arguments[0]);
      if (const NamedPredicate* named = find_definition(contract, metric->arguments[1]); named && share.stage >= 0) share.when = named->when;
    }
    if (metric && metric->function == "touched_share") share.counted.push_back(touched_stage(contract));
    for (std::size_t part = 0; metric && part < metric->arguments.size(); ++part)
      if (const int stage = find_stage(contract, metric->arguments[part]); stage >= 0) share.counted.push_back(stage);
      else if (part == 0) break;  // of a clock, what the clock came to
    std::vector<FieldId> fields = fields_of(contract.commitments[i].where);
    for (const FieldId field : fields_of(share.when)) fields.push_back(field);
    add_clause(Kind::commitment, i, std::move(fields));
    shares_.push_back(std::move(share));
  }
  missing_.resize(clauses.size());
  date_only_.resize(clauses.size());
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    ClauseProof& clause = clauses[i];
    for (const FieldId field : fields_[i]) {
      if (field >= contract.fields.size()) continue;
      if (absent[field]) clause.absent.push_back(field);
      else if (order_open[field]) clause.order_open.push_back(field);
      else if ((clause.kind == Kind::stage_definition || clause.kind == Kind::score) && is_score(contract, field)) clause.todays.push_back(field);
    }
    clause.always_a_number = clause.kind == Kind::score && !contract.scores[clause.index]->points.empty();
    clause.no_log = clause.kind == Kind::touch || (clause.kind == Kind::score && !contract.scores[clause.index]->signals.empty());
  }
}

void ProofTally::make_bucket_clauses() {
  for (const Kind kind : {Kind::segment, Kind::lane, Kind::source})
    if (const BucketList* list = list_of(*contract_, kind)) add_clause(kind, 0, fields_of(*list));
}

/// Clauses about the entrants of the audited stage, judged as they entered.
std::optional<bool> ProofTally::decided_on_entry(const ClauseProof& clause, LeadJudge& judge) const {
  const Judging& judging = judge.judging();
  const StageClaim& entry = judge.funnel().stages[static_cast<std::size_t>(audited_)];
  if (!entry.held) return std::nullopt;
  const Lead& lead = *judging.lead;
  switch (clause.kind) {
    case Kind::disposition: return judge.facts(audited_).check(Check::no_disposition).finding != Finding::unknown;
    case Kind::reason:
      if (absent_[disposition_] || !in_list(contract_->disposition->reason_required, lead[disposition_].text)) return std::nullopt;
      return !absent_[reason_];
    case Kind::enrichment: {
      const FieldId field = contract_->enrichment[clause.index];
      return !absent_[field] && lead[field].state != Value::State::unreadable;
    }
    case Kind::score: {
      const Judging then = at_entry(judging, entry);
      const ScoreAxis& axis = *contract_->scores[clause.index];
      if (axis.points.empty() && !axis.signals.empty()) return false;
      return all_rules_decided(axis, then) && score(axis, then).present();
    }
    default: return std::nullopt;
  }
}

std::optional<bool> ProofTally::decided(const ClauseProof& clause, LeadJudge& judge) const {
  const Judging& judging = judge.judging();
  const Lead& lead = *judging.lead;
  const Funnel& funnel = judge.funnel();
  switch (clause.kind) {
    case Kind::stage_date: return cell_decided(lead[contract_->stages[clause.index].at]);
    case Kind::exit_date: return cell_decided(lead[contract_->exits[clause.index].at]);
    case Kind::current_stage: return cell_decided(lead[stage_]);
    case Kind::stage_definition: {
      const Stage& stage = contract_->stages[clause.index];
      const bool claimed = stage.at == no_field && stage.values.empty() ? true : funnel.stages[clause.index].held;
      if (!claimed) return std::nullopt;
      return recomputed(*contract_, clause.index, funnel, judging) != Tri::unknown;
    }
    case Kind::exit_definition: return truth(*contract_->exits[clause.index].when, judging) != Tri::unknown;
    case Kind::clock: {
      const int stage = contract_->clocks[clause.index].on;
      if (!funnel.stages[static_cast<std::size_t>(stage)].held) return std::nullopt;
      for (const ClockFact& fact : judge.clocks(stage))
        if (fact.clock == static_cast<int>(clause.index)) return fact.verdict != Verdict::unknown && !fact.perhaps;
      return std::nullopt;
    }
    case Kind::exclusion: return truth(*contract_->exclusions[clause.index].when, judging) != Tri::unknown;
    case Kind::segment:
    case Kind::lane:
    case Kind::source: return sure_bucket(*list_of(*contract_, clause.kind), judging).has_value();
    case Kind::touch: return std::nullopt;
    case Kind::commitment: {
      const ShareOf& share = shares_[clause.index];
      if (!share.when && !share.counted.empty()) return counts_surely(share.counted, contract_->commitments[clause.index].where, judge);
      if (!share.when || !funnel.stages[static_cast<std::size_t>(share.stage)].held) return std::nullopt;
      const StageClaim& entry = funnel.stages[static_cast<std::size_t>(share.stage)];
      const Judging then = at_entry(judging, entry);
      return truth(*share.when, then) != Tri::unknown;
    }
    default: return decided_on_entry(clause, judge);
  }
}

/// Is a clock undecided for its one cause that no cell shows?
bool ProofTally::touched_before(const ClauseProof& clause, LeadJudge& judge) const {
  const auto before = [&](const ClockFact& fact) { return fact.clock == static_cast<int>(clause.index) && fact.before_start; };
  return clause.kind == Kind::clock && std::ranges::any_of(judge.clocks(contract_->clocks[clause.index].on), before);
}

void ProofTally::note_undecided(std::size_t clause, const Judging& judging) {
  for (const FieldId field : fields_[clause]) {
    if (field >= absent_.size() || absent_[field]) continue;
    const Value& value = (*judging.lead)[field];
    if (!value.present()) ++missing_[clause][field];
    else if (clauses[clause].kind == Kind::clock && contract_->fields[field].type == Type::date && value.stamp.date_only) ++date_only_[clause][field];
  }
}

void ProofTally::add(LeadJudge& judge) {
  const Judging& judging = judge.judging();
  ++leads;
  same_email += judging.duplicate == Tri::yes;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const std::optional<bool> answer = decided(clauses[i], judge);
    if (!answer) continue;
    ++clauses[i].of;
    if (*answer) ++clauses[i].decided;
    else if (touched_before(clauses[i], judge)) ++clauses[i].before_start;
    else note_undecided(i, judging);
  }
  add_texts(*judging.lead, judge.funnel());
  add_unmapped(judging);
}

void ProofTally::add_texts(const Lead& lead, const Funnel& funnel) {
  if (!funnel.unnamed_value.empty()) unnamed_stages.add(shown(stage_, funnel.unnamed_value));
  if (lead[source_].present()) sources.add(shown(source_, lead[source_].text));
  if (lead[disposition_].present()) dispositions.add(shown(disposition_, lead[disposition_].text));
  if (lead[reason_].present()) reasons.add(shown(reason_, lead[reason_].text));
  if (const auto& rules = contract_->disposition) {
    if (lead[disposition_].present() && !rules->states.empty() && !in_list(rules->states, lead[disposition_].text)) other_dispositions.add(shown(disposition_, lead[disposition_].text));
    if (lead[reason_].present() && !rules->reasons.empty() && !in_list(rules->reasons, lead[reason_].text)) other_reasons.add(shown(reason_, lead[reason_].text));
  }
  if (lead[reason_].present() && says_nothing(lead[reason_].text)) empty_reasons.add(lead[reason_].text);
  for (const NamedTexts& named : named_)
    if (lead[named.field].present())
      if (const std::string* text = in_another_case(named, lead[named.field].text))
        other_case.add(contract_->fields[named.field].name + " '" + std::string(shown(named.field, lead[named.field].text)) + "' for '" + *text + "'");
  if (!funnel.stages[static_cast<std::size_t>(audited_)].held) return;
  ++entrants;
  dispositions_blank += lead[disposition_].state == Value::State::missing;
  if (!contract_->disposition || !lead[disposition_].present() || !in_list(contract_->disposition->reason_required, lead[disposition_].text)) return;
  ++reasons_required;
  reasons_blank += !lead[reason_].present();
}

void ProofTally::add_unmapped(const Judging& judging) {
  const std::array<Kind, 3> kinds = {Kind::segment, Kind::lane, Kind::source};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const BucketList* list = list_of(*contract_, kinds[i]);
    if (!list || bucket_of(*list, judging) != unmapped_bucket) continue;
    ++unmapped[i];
    const FieldId field = failing_field(*list, judging);
    if (field == no_field) continue;
    std::vector<FieldId> fields = fields_of(*list);
    std::sort(fields.begin(), fields.end());
    const bool several = fields.front() != fields.back();
    const Value& value = (*judging.lead)[field];
    unmapped_values[i].add((several ? contract_->fields[field].name + ": " : std::string()) +
                           std::string(value.text.empty() ? std::string_view(no_column(value) ? "(no column)" : "(blank)") : shown(field, value.text)));
  }
}

}  // namespace handoff
