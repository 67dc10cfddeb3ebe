// After the last lead: tallies merged, reasons sorted, commitments proven by what they are made of; and texts that are likely one.
#include <algorithm>

#include "handoff/text/ascii.hpp"
#include "handoff/contract/metric.hpp"
#include "handoff/measures/proof.hpp"
#include "handoff/text/suggest.hpp"

namespace handoff {
namespace {

using Kind = ClauseProof::Kind;

std::vector<std::pair<FieldId, std::uint64_t>> most_first(const std::map<FieldId, std::uint64_t>& counts) {
  std::vector<std::pair<FieldId, std::uint64_t>> out(counts.begin(), counts.end());
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return out;
}

/// Letters and digits alone, in lower case; bytes of other scripts stay.
std::string letters_and_digits(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const char low = ascii_lower(c);
    if ((low >= 'a' && low <= 'z') || (low >= '0' && low <= '9') || static_cast<unsigned char>(c) >= 0x80) out += low;
  }
  return out;
}

bool alike(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const bool digits = std::any_of(a.begin(), a.end(), [](char c) { return c >= '0' && c <= '9'; });
  return !digits && std::min(a.size(), b.size()) >= 8 && !closest(a, {b}).empty();  // 2025 and 2026 are no slip
}

}  // namespace

bool says_nothing(std::string_view reason) {
  std::string low;
  for (const char c : reason)
    if (const char l = ascii_lower(c); l >= 'a' && l <= 'z') low += l;
  return low == "other" || low == "others" || low == "misc" || low == "unknown" || low == "none" || low == "na";
}

/// Of an entrant of the first stage: is it known of each stage whether the lead came to it?
std::optional<bool> ProofTally::counts_surely(const std::vector<int>& stages, const ExprPtr& where, LeadJudge& judge) const {
  const Judging& judging = judge.judging();
  if (!judge.funnel().stages[static_cast<std::size_t>(stages.front())].held) return std::nullopt;
  const Tri comes_under = where ? truth(*where, judging) : Tri::yes;
  if (comes_under == Tri::no) return std::nullopt;
  return comes_under == Tri::yes && std::none_of(stages.begin(), stages.end(), [&](int stage) {
    const FieldId at = contract_->stages[static_cast<std::size_t>(stage)].at;
    return at != no_field && !absent_[at] && (*judging.lead)[at].state == Value::State::unreadable;
  });
}

void ProofTally::merge(const ProofTally& other) {
  leads += other.leads;
  same_email += other.same_email;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    clauses[i].of += other.clauses[i].of;
    clauses[i].decided += other.clauses[i].decided;
    clauses[i].before_start += other.clauses[i].before_start;
    for (const auto& [field, count] : other.missing_[i]) missing_[i][field] += count;
    for (const auto& [field, count] : other.date_only_[i]) date_only_[i][field] += count;
  }
  unnamed_stages.merge(other.unnamed_stages);
  dispositions.merge(other.dispositions);
  reasons.merge(other.reasons);
  sources.merge(other.sources);
  other_dispositions.merge(other.other_dispositions);
  other_reasons.merge(other.other_reasons);
  other_case.merge(other.other_case);
  empty_reasons.merge(other.empty_reasons);
  entrants += other.entrants;
  dispositions_blank += other.dispositions_blank;
  reasons_required += other.reasons_required;
  reasons_blank += other.reasons_blank;
  for (std::size_t i = 0; i < unmapped.size(); ++i) {
    unmapped[i] += other.unmapped[i];
    unmapped_values[i].merge(other.unmapped_values[i]);
  }
}

/// A commitment is as proven as the stages and clocks it counts; its leads are the entrants of the first stage, or those under the first clock.
void ProofTally::prove_commitment(ClauseProof& clause) const {
  const std::optional<Metric> metric = read_metric(contract_->commitments[clause.index].metric);
  clause.free_metric = !metric || metric_sense(metric->function) == Sense::unknown;
  if (!metric || shares_[clause.index].when) return;  // a share has been counted lead by lead
  const bool touched = metric->function == "touched_share";
  clause.no_log = metric->function == "effort" || metric->function == "status_update_lag" || (touched && absent_[known_field("touches")]);
  const std::vector<std::string> parts = touched ? std::vector{contract_->stages[static_cast<std::size_t>(touched_stage(*contract_))].name} : metric->arguments;
  const bool answers = metric->function == "disposition" || metric->function == "feedback" || metric->function == "coverage";
  bool counted = false;
  bool lost = false;  // one part that cannot be proven takes the whole with it
  for (const std::string& part : parts) {
    const int stage = find_stage(*contract_, part);
    const ClauseProof* best = nullptr;
    for (const ClauseProof& one : clauses) {
      const bool of_stage = stage >= 0 && ((one.kind == Kind::stage_date && static_cast<int>(one.index) == stage) ||
                                           (one.kind == Kind::current_stage && !contract_->stages[static_cast<std::size_t>(stage)].values.empty()));
      const bool of_clock = stage < 0 && one.kind == Kind::clock && letters_and_digits(contract_->clocks[one.index].name) == letters_and_digits(part);
      const bool more = (metric->function == "completeness" && one.kind == Kind::enrichment) || (answers && one.kind == Kind::disposition);
      if (more && one.proof() == Proof::not_at_all) {
        lost = true;
        clause.absent.insert(clause.absent.end(), one.absent.begin(), one.absent.end());
      }
      if ((of_stage || of_clock) && (!best || best->proof() == Proof::not_at_all)) best = &one;
    }
    if (!best) continue;
    if (shares_[clause.index].counted.empty() && !counted) {
      clause.of = best->of;
      clause.decided = best->decided;
    }
    counted = true;
    for (const FieldId field : best->absent) clause.absent.push_back(field);
    for (const FieldId field : best->order_open) clause.order_open.push_back(field);
    lost = lost || best->proof() == Proof::not_at_all;
  }
  std::sort(clause.absent.begin(), clause.absent.end());
  clause.absent.erase(std::unique(clause.absent.begin(), clause.absent.end()), clause.absent.end());
  if (lost || clause.no_log) clause.decided = 0;
}

void ProofTally::finish() {
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    clauses[i].missing = most_first(missing_[i]);
    clauses[i].date_only = most_first(date_only_[i]);
    if (clauses[i].kind == Kind::commitment) prove_commitment(clauses[i]);
    if (!clauses[i].order_open.empty()) clauses[i].decided = 0;  // read in an order that was only taken
  }
}

void collect_proof_fields(const Contract& contract, std::vector<FieldId>& out) {
  for (std::size_t i = 0; i < contract.stages.size(); ++i) collect_fact_fields(contract, static_cast<int>(i), out);
  for (const auto& axis : contract.scores) {
    for (const PointRule& rule : axis->points) collect_fields(*rule.when, out);
    if (axis->column != no_field) out.push_back(axis->column);
    if (axis->at != no_field) out.push_back(axis->at);
  }
  for (const auto& list : {contract.segments, contract.lanes, contract.sources})
    for (std::size_t i = 0; list && i < list->buckets.size(); ++i) collect_fields(*list->buckets[i].when, out);
  for (const NamedPredicate& one : contract.exclusions) collect_fields(*one.when, out);
  for (const Commitment& one : contract.commitments) {
    if (one.where) collect_fields(*one.where, out);
    if (const std::optional<Metric> metric = read_metric(one.metric); metric && metric->function == "touched_share")
      out.insert(out.end(), {known_field("touches"), known_field("first_touch_at"), known_field("last_touch_at")});
  }
  out.push_back(known_field("source"));
}

std::vector<std::vector<std::string>> near_duplicates(const ValueCounts& values) {
  std::vector<std::pair<std::string, std::uint64_t>> texts(values.counts().begin(), values.counts().end());
  std::stable_sort(texts.begin(), texts.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::vector<std::string>> groups;
  for (const auto& [text, count] : texts) {
    const std::string key = letters_and_digits(text);
    if (key.empty()) continue;
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return alike(letters_and_digits(one.front()), key); });
    if (group == groups.end()) groups.push_back({text});
    else group->push_back(text);
  }
  std::erase_if(groups, [](const auto& group) { return group.size() < 2; });
  return groups;
}

}  // namespace handoff
