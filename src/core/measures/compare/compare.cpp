// Counting leads by what two contracts say of them.
#include "handoff/measures/compare.hpp"

#include "contract/group_limit.hpp"
#include "handoff/measures/entrants.hpp"

namespace handoff {

std::string_view compare_class_name(CompareClass one) {
  constexpr std::string_view names[] = {"both", "only_a", "only_b", "neither", "unknown", "excluded"};
  return names[static_cast<std::size_t>(one)];
}

CompareClass compare_class(CompareVerdict a, CompareVerdict b) {
  using enum CompareVerdict;
  if (a == excluded || b == excluded) return CompareClass::excluded;
  if (a == unknown || b == unknown) return CompareClass::unknown;
  if (a == yes) return b == yes ? CompareClass::both : CompareClass::only_a;
  return b == yes ? CompareClass::only_b : CompareClass::neither;
}

void PartCounts::merge(const PartCounts& other) {
  leads += other.leads;
  converted.merge(other.converted);
  won.merge(other.won);
  value.merge(other.value);
}

void merge(CompareCounts& into, const CompareCounts& other) {
  for (std::size_t a = 0; a < compare_verdict_count; ++a)
    for (std::size_t b = 0; b < compare_verdict_count; ++b) into[a][b].merge(other[a][b]);
}

CompareTally::CompareTally(const CompareSettings& settings)
    : settings_(settings),
      readers_{SideReader(settings.sides[0], settings), SideReader(settings.sides[1], settings)},
      keys_(*settings.sides[0].contract, settings.by) {
  for (std::size_t side = 0; side < 2; ++side) sides[side] = readers_[side].empty_counts();
}

void CompareTally::add_to(CompareCounts& counts, CompareVerdict a, CompareVerdict b, LeadJudge& judge) const {
  const std::vector<StageClaim>& stages = judge.funnel().stages;
  PartCounts& part = counts[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)];
  ++part.leads;
  const auto holds = [](const StageClaim& claim) { return claim.perhaps ? std::nullopt : std::optional(claim.held); };
  if (settings_.to >= 0) part.converted.add(true, holds(stages[static_cast<std::size_t>(settings_.to)]));
  part.won.add(true, holds(stages.back()));
  part.value.add(*judge.judging().lead, settings_.sides[0].contract->symbols);
}

CompareRow CompareTally::row(const Lead& lead, CompareVerdict a, CompareVerdict b) {
  CompareRow row;
  row.lead_id = lead[known_field("lead_id")].text;
  row.part = compare_class(a, b);
  row.a = a;
  row.b = b;
  for (std::size_t side = 0; side < 2; ++side) {
    SideReader& reader = readers_[side];
    const CompareVerdict verdict = side == 0 ? a : b;
    const std::string name = side == 0 ? "A" : "B";
    if (row.part != CompareClass::both && row.part != CompareClass::neither)
      if (const std::string by = reader.moved_by(); !by.empty()) row.moved_by += (row.moved_by.empty() ? name : "; " + name) + ": " + by;
    const char* says = verdict == CompareVerdict::yes       ? " counts it: "
                       : verdict == CompareVerdict::no      ? " does not: "
                       : verdict == CompareVerdict::unknown ? " cannot decide: "
                                                            : " leaves it out: ";
    row.explanation += (side ? " " : "") + name + says + reader.reasons() + ".";
  }
  return row;
}

void CompareTally::add(LeadJudge& a, LeadJudge& b, std::string& rows) {
  const CompareVerdict first = readers_[0].read(a), second = readers_[1].read(b);
  const auto stage = static_cast<std::size_t>(settings_.sides[0].stage);
  const Zone& zone = *settings_.sides[0].contract->zone;
  const std::optional<Period> days = entry_days(a.funnel(), stage, zone, settings_.as_of);
  const Tri wanted = a.judging().wanted, inside = tri_and(wanted, entered_in(settings_.window, days));
  if (inside == Tri::no) {
    (days ? outside : undated) += wanted == Tri::yes;
    return;
  }
  may_exclude = may_exclude || readers_[0].may_exclude() || readers_[1].may_exclude();
  if (!keys_.by().empty()) {
    Judging own = a.judging();
    own.wanted = tri_and(own.wanted, inside);
    key_.clear();
    write_group(keys_, own, a.funnel(), stage, zone, settings_.as_of, key_);
    add_to(groups[key_], first, second, a);
    limit_groups(groups.size());
  }
  add_to(inside == Tri::yes ? all : perhaps, first, second, a);
  readers_[0].count_clocks(a, inside, sides[0]);
  readers_[1].count_clocks(b, inside, sides[1]);
  if (inside != Tri::yes) return;
  readers_[0].count(a, second, sides[0]);
  readers_[1].count(b, first, sides[1]);
  if (settings_.list) settings_.list(row(*a.judging().lead, first, second), rows);
}

void CompareTally::merge(const CompareTally& other) {
  handoff::merge(all, other.all);
  handoff::merge(perhaps, other.perhaps);
  for (const auto& [key, counts] : other.groups) handoff::merge(groups[key], counts);
  limit_groups(groups.size());
  for (std::size_t side = 0; side < 2; ++side) sides[side].merge(other.sides[side]);
  may_exclude = may_exclude || other.may_exclude;
  outside += other.outside;
  undated += other.undated;
}

void collect_compare_fields(const CompareSettings& settings, std::size_t side, std::vector<FieldId>& out) {
  const Contract& contract = *settings.sides[side].contract;
  const int stage = settings.sides[side].stage;
  collect_funnel_fields(contract, out);
  collect_clock_fields(contract, stage, out);
  if (const ExprPtr& when = contract.stages[static_cast<std::size_t>(stage)].when) collect_fields(*when, out);
  for (const NamedPredicate& exclusion : contract.exclusions) collect_fields(*exclusion.when, out);
  if (contract.segments)
    for (const Bucket& bucket : contract.segments->buckets) collect_fields(*bucket.when, out);
  if (side != 0) return;
  for (const GroupBy& by : settings.by) collect_group_fields(by, out);
  for (const std::string_view name : {"lead_id", "amount", "currency"}) out.push_back(known_field(name));
}

}  // namespace handoff
