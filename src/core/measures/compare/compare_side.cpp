// One contract's word on a lead, and what it rests on.
#include "handoff/measures/compare.hpp"

#include <algorithm>

namespace handoff {

std::string_view compare_verdict_name(CompareVerdict verdict) {
  constexpr std::string_view names[] = {"no", "yes", "unknown", "excluded"};
  return names[static_cast<std::size_t>(verdict)];
}

namespace {

CompareVerdict verdict_of(Tri tri) { return tri == Tri::yes ? CompareVerdict::yes : tri == Tri::no ? CompareVerdict::no : CompareVerdict::unknown; }

void add_all(std::vector<std::uint64_t>& into, const std::vector<std::uint64_t>& other) {
  into.resize(std::max(into.size(), other.size()));
  for (std::size_t i = 0; i < other.size(); ++i) into[i] += other[i];
}

std::string claim_text(const Contract& contract, const Stage& stage) {
  std::string by = stage.at != no_field ? contract.fields[stage.at].name : "";
  if (!stage.values.empty()) by += (by.empty() ? "" : " or ") + std::string("stage");
  return "claimed at " + stage.name + (by.empty() ? "" : " by " + by);
}

}  // namespace

void SideCounts::merge(const SideCounts& other) {
  clauses.resize(std::max(clauses.size(), other.clauses.size()));
  for (std::size_t i = 0; i < other.clauses.size(); ++i) {
    clauses[i].failed += other.clauses[i].failed;
    clauses[i].first += other.clauses[i].first;
    clauses[i].alone += other.clauses[i].alone;
    clauses[i].unknown += other.clauses[i].unknown;
  }
  add_all(exclusions, other.exclusions);
  add_all(open_exclusions, other.open_exclusions);
  add_all(segments, other.segments);
  clocks.resize(std::max(clocks.size(), other.clocks.size()));
  clocks_perhaps.resize(clocks.size());
  for (std::size_t i = 0; i < other.clocks.size(); ++i) {
    clocks[i].merge(other.clocks[i]);
    clocks_perhaps[i].merge(other.clocks_perhaps[i]);
  }
  claimed += other.claimed;
}

SideReader::SideReader(const CompareSide& side, const CompareSettings& settings)
    : side_(side), contract_(*side.contract), as_of_(settings.as_of), allow_unproven_(settings.allow_unproven) {
  if (stage().when) definition_.emplace(stage().when, Explanation::Root::opened, false);
}

SideCounts SideReader::empty_counts() const {
  SideCounts counts;
  counts.clauses.resize(clauses().size());
  counts.exclusions.resize(contract_.exclusions.size());
  counts.open_exclusions.resize(contract_.exclusions.size());
  if (contract_.segments) counts.segments.resize(contract_.segments->buckets.size() + 2);
  counts.clocks.resize(contract_.clocks.size());
  counts.clocks_perhaps.resize(contract_.clocks.size());
  return counts;
}

std::vector<std::string> SideReader::clauses() const {
  if (!definition_) return {claim_text(contract_, stage())};
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < definition_->clauses(); ++i) texts.push_back(definition_->text(i));
  return texts;
}

CompareVerdict SideReader::read(LeadJudge& judge) {
  const Judging& judging = judge.judging();
  against_.clear();
  exclusion_ = open_exclusion_ = -1;
  for (std::size_t i = 0; i < contract_.exclusions.size() && exclusion_ < 0; ++i) {
    const Tri excluded = holds(*contract_.exclusions[i].when, judging);
    if (excluded == Tri::yes) exclusion_ = static_cast<int>(i);
    else if (excluded == Tri::unknown && open_exclusion_ < 0) open_exclusion_ = static_cast<int>(i);
  }
  const StageClaim& entry = judge.funnel().stages[static_cast<std::size_t>(side_.stage)];
  then_ = at_entry(judging, entry, as_of_);   // the moment of recomputed()
  if (exclusion_ >= 0) return verdict_ = CompareVerdict::excluded;
  if (open_exclusion_ >= 0 && !allow_unproven_) return verdict_ = CompareVerdict::unknown;
  if (!definition_) {
    if (!entry.held) against_.push_back(0);
    return verdict_ = verdict_of(judge.claimed(static_cast<std::size_t>(side_.stage)));
  }
  verdict_ = verdict_of(definition_->judge(then_));
  if (verdict_ == CompareVerdict::yes) return verdict_;
  definition_->deciding_against(against_);
  return verdict_;
}

void SideReader::count_clauses(CompareVerdict other, SideCounts& counts) {
  if (verdict_ == CompareVerdict::no && other == CompareVerdict::yes) {
    for (std::size_t i = 0; i < against_.size(); ++i) {
      ClauseCounts& clause = counts.clauses[against_[i]];
      ++clause.failed;
      clause.first += i == 0;
      clause.alone += !definition_ || definition_->decides_alone(against_[i]);
    }
  } else if (verdict_ == CompareVerdict::unknown && other != CompareVerdict::excluded) {
    for (const std::size_t clause : against_) ++counts.clauses[clause].unknown;
  }
}

void SideReader::count_clocks(LeadJudge& judge, Tri inside, SideCounts& counts) const {
  const Tri claimed = judge.claimed(static_cast<std::size_t>(side_.stage));
  if (claimed == Tri::no || exclusion_ >= 0) return;
  const bool known = tri_and(claimed, inside) == Tri::yes && (open_exclusion_ < 0 || allow_unproven_);
  counts.claimed += known;
  for (const ClockFact& fact : judge.clocks(side_.stage)) (known ? counts.clocks : counts.clocks_perhaps)[static_cast<std::size_t>(fact.clock)].add(clock_finding(fact));
}

void SideReader::count(const LeadJudge& judge, CompareVerdict other, SideCounts& counts) {
  if (exclusion_ >= 0) ++counts.exclusions[static_cast<std::size_t>(exclusion_)];
  else if (open_exclusion_ >= 0) ++counts.open_exclusions[static_cast<std::size_t>(open_exclusion_)];
  if (verdict_ == CompareVerdict::yes && contract_.segments) {
    const int bucket = bucket_of(*contract_.segments, judge.judging());
    ++counts.segments[bucket >= 0 ? static_cast<std::size_t>(bucket) : counts.segments.size() - (bucket == unmapped_bucket ? 2 : 1)];
  }
  count_clauses(other, counts);
}

std::string SideReader::moved_by() const {
  if (verdict_ == CompareVerdict::excluded) return "excluded: " + contract_.exclusions[static_cast<std::size_t>(exclusion_)].name;
  std::string text;
  if (verdict_ == CompareVerdict::yes) return text;
  const std::vector<std::string> texts = clauses();
  for (const std::size_t clause : against_) text += (text.empty() ? "" : "; ") + texts[clause];
  return text;
}

std::string SideReader::reasons() {
  if (verdict_ == CompareVerdict::excluded) return "excluded as " + contract_.exclusions[static_cast<std::size_t>(exclusion_)].name;
  if (open_exclusion_ >= 0 && !allow_unproven_) return "perhaps excluded as " + contract_.exclusions[static_cast<std::size_t>(open_exclusion_)].name;
  if (!definition_ && verdict_ == CompareVerdict::unknown) return "perhaps " + claim_text(contract_, stage());
  if (!definition_) return (verdict_ == CompareVerdict::yes ? "" : "not ") + claim_text(contract_, stage());
  std::string text;
  definition_->append_because(then_, text);
  return text;
}

}  // namespace handoff
