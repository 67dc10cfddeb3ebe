// Judging one lead after the other, and counting what they come to.
#include "handoff/measures/score_tally.hpp"

#include <algorithm>
#include <cmath>

#include "text/text_fold.hpp"

namespace handoff {
namespace {

constexpr std::size_t oldest_day = 5000;  // leads older than 13 years are mature by any measure

/// 1: just passes the threshold, 0: just misses it, -1: neither.
int near_side(const Threshold& threshold, double value, double width) {
  const double over = threshold.more ? value - threshold.at : threshold.at - value, hair = width * 1e-6;   // sums of points are not exact to the last bit
  if (passes(threshold, value)) return (threshold.strict ? over <= width + hair : over < width - hair) ? 1 : -1;
  return (threshold.strict ? over > -width + hair : over >= -width - hair) ? 0 : -1;
}

/// The CRM's own columns beside what the contract computes from rules; a column that an axis is made of is no second opinion.
std::vector<CrmScore> crm_scores(const Contract& contract, const std::vector<Scale>& scales, const std::vector<bool>& absent) {
  std::vector<CrmScore> out;
  const auto usable = [&](FieldId field) {
    if (field == no_field || (field < absent.size() && absent[field]) || contract.fields[field].type != Type::number) return false;
    return std::none_of(contract.scores.begin(), contract.scores.end(), [&](const auto& axis) { return axis->column == field; }) &&
           std::none_of(out.begin(), out.end(), [&](const CrmScore& one) { return one.field == field; });
  };
  for (std::size_t i = 0; i < scales.size(); ++i) {
    if (!scales[i].from_rules) continue;
    const FieldId field = known_field(scales[i].axis ? std::string_view(scales[i].name) : std::string_view("score"));
    if (usable(field)) out.push_back({i, field, std::string(known_fields()[field].name)});
  }
  return out;
}

}  // namespace

ScoreReader::ScoreReader(const Contract& contract, const ScoreSettings& settings)
    : contract_(contract), settings_(settings), scales_(find_scales(contract, settings.stage)) {
  crm_ = crm_scores(contract, scales_, settings.absent);
  const std::string& first = contract.stages.front().name;
  words_ = {equal_folded(first, "lead") ? "not a lead" : "not " + first, "unknown"};
  for (const Stage& stage : contract.stages) words_.push_back(stage.name);
  const ExprPtr& when = contract.stages[static_cast<std::size_t>(settings.stage)].when;
  if (settings.explain && when) deciding_.emplace(when, Explanation::Root::named, settings.with_contact);
}

/// The latest stage whose definition is met. What cannot be decided about the stage in question is not passed over for an earlier one.
int ScoreReader::verdict_of(const ScoredLead& lead) const {
  const auto asked = static_cast<std::size_t>(settings_.stage);
  for (std::size_t i = contract_.stages.size(); i-- > asked;)
    if (lead.meets[i] == Tri::yes) return static_cast<int>(i);
  if (lead.meets[asked] == Tri::unknown) return verdict_unknown;  // so is a stage that nobody has defined
  for (std::size_t i = asked; i-- > 0;)
    if (lead.meets[i] == Tri::yes) return static_cast<int>(i);
  if (!contract_.stages.front().when) return 0;  // what comes before the stage in question and is undefined, every lead of an export is
  return lead.meets.front() == Tri::unknown ? verdict_unknown : verdict_below;
}

Tri ScoreReader::read(LeadJudge& judge, ScoredLead& out) {
  const Judging& judging = judge.judging();
  out.funnel = &judge.funnel();
  const Tri inside = settings_.window ? entered_in(settings_.window, entry_days(*out.funnel, 0, *contract_.zone, settings_.as_of)) : Tri::yes;
  const Tri asked_for = tri_and(judging.wanted, inside);
  if (asked_for == Tri::no) return asked_for;
  const auto asked = static_cast<std::size_t>(settings_.stage);
  Judging then = judging;
  const auto move_to = [&](std::size_t stage) {
    const StageClaim& claim = out.funnel->stages[stage];
    const bool dated = settings_.at == JudgedAt::stage && (claim.misdated || claim.untold || (claim.stamped && claim.at.first <= settings_.as_of));
    then.moment = dated ? claim.at : judging.moment;
  };
  out.meets.assign(contract_.stages.size(), Tri::unknown);
  for (std::size_t i = 0; i < contract_.stages.size(); ++i) {
    const ExprPtr& when = contract_.stages[i].when;
    if (!when || (i == asked && deciding_)) continue;
    move_to(i);
    out.meets[i] = truth(*when, then);
  }
  move_to(asked);
  out.moment = then.moment;
  out.explanation.clear();
  if (deciding_) {
    out.explanation += contract_.stages[asked].name;
    out.explanation += ": ";
    out.meets[asked] = deciding_->judge(then);
    deciding_->append_deciding(then, out.explanation);
  }
  out.scores.resize(scales_.size());
  for (std::size_t i = 0; i < scales_.size(); ++i) out.scores[i] = scale_value(scales_[i], then);
  out.verdict = verdict_of(out);
  out.route = contract_.routes ? bucket_of(*contract_.routes, judging) : -1;  // where it should go now: deadlines run on after the claim
  return asked_for;
}

double near_width(const Scale& scale) { return scale_step(scale).value_or(5); }

namespace {

void merge_all(Reached& into, const Reached& from) {
  for (std::size_t t = 0; t < most_targets; ++t) into[t].merge(from[t]);
}

}  // namespace

void Cohort::merge(const Cohort& other) {
  leads += other.leads;
  merge_all(to_date, other.to_date);
  merge_all(at_horizon, other.at_horizon);
  if (ages.size() < other.ages.size()) ages.resize(other.ages.size());
  for (std::size_t day = 0; day < other.ages.size(); ++day) merge_all(ages[day], other.ages[day]);
}

/// What became of a lead that meets, or may meet, a setting.
void ScoreTally::count_conversions(LeadJudge& judge, Tri meets, std::optional<std::size_t> age, Cohort& cohort) const {
  if (meets == Tri::no) return;
  const std::optional<bool> asked = known(meets);
  cohort.leads += meets == Tri::yes;
  if (age && cohort.ages.size() <= *age) cohort.ages.resize(*age + 1);
  for (std::size_t t = 0; t < settings_.targets.size(); ++t) {
    const auto target = static_cast<std::size_t>(settings_.targets[t]);
    const Tri reached = judge.claimed(target);
    cohort.to_date[t].add(asked, known(reached));
    if (age) cohort.ages[*age][t].add(asked, known(reached));
    if (!horizons_[t]) continue;
    const DueFinding found = judge.converted(0, target, reached, horizons_[t]);
    if (found.due == Tri::no) continue;
    const std::optional<bool> counted = found.finding == Finding::unknown ? std::nullopt : std::optional(found.finding == Finding::pass);
    cohort.at_horizon[t].add(found.due == Tri::yes ? asked : std::nullopt, counted);
  }
}

void SettingCounts::merge(const SettingCounts& other) {
  met.merge(other.met);
  unknown += other.unknown;
  gained += other.gained;
  lost += other.lost;
}

void ScoreCounts::merge(const ScoreCounts& other) {
  for (std::size_t i = 0; i < scales.size(); ++i) scales[i].merge(other.scales[i]);
  for (std::size_t i = 0; i < crm.size(); ++i) crm[i].merge(other.crm[i]);
  signed_setting.merge(other.signed_setting);
  for (std::size_t i = 0; i < settings_tried.size(); ++i) settings_tried[i].merge(other.settings_tried[i]);
}

ScoreTally::ScoreTally(const Contract& contract, const ScoreSettings& settings)
    : contract_(contract), settings_(settings), reader_(contract, settings) {
  verdicts.resize(reader_.verdicts());
  routes.resize(contract.routes ? contract.routes->buckets.size() + 2 : 0);
  for (const Scale& scale : reader_.scales()) widths_.push_back(near_width(scale));
  for (const int target : settings.targets) horizons_.push_back(signed_horizon(contract, 0, target));
  taken.resize(settings.targets.size());
  sure = perhaps = empty_counts();
}

ScoreCounts ScoreTally::empty_counts() const {
  ScoreCounts counts;
  for (const Scale& scale : reader_.scales()) counts.scales.emplace_back().near.resize(scale.thresholds.size());
  for (const CrmScore& column : reader_.crm()) counts.crm.emplace_back().cross.resize(reader_.scales()[column.scale].thresholds.size());
  counts.settings_tried.resize(settings_.what_if.size());
  return counts;
}

void ScoreTally::count_near(std::size_t i, ScoreCounts& counts) const {
  std::vector<Share>& all = counts.scales[i].near;
  const Value& value = lead_.scores[i];
  if (!value.present()) {   // of a blank score there is nothing to know
    for (Share& near : all)
      if (!value.blank()) near.add(std::nullopt, std::nullopt);
    return;
  }
  const double low = value.number.low, high = value.number.high, width = widths_[i];
  const std::vector<Threshold>& thresholds = reader_.scales()[i].thresholds;
  for (std::size_t t = 0; t < thresholds.size(); ++t) {
    bool pass = false, miss = false;   // where it may lie: scores come in steps of the width
    const double begin = low + std::max(0.0, std::floor((thresholds[t].at - 2 * width - low) / width)) * width;
    const double end = std::min(high, std::max(low, thresholds[t].at + 2 * width));
    bool beyond = begin > low || end < high;
    for (double score = begin; score <= end + width * 1e-6; score += width) {
      const int side = near_side(thresholds[t], score, width);
      (side == 1 ? pass : side == 0 ? miss : beyond) = true;
    }
    if (pass || miss) all[t].add(beyond ? std::nullopt : std::optional(true), pass && miss ? std::nullopt : std::optional(pass));
  }
}

const ScoredLead* ScoreTally::add(LeadJudge& judge) {
  const Judging& judging = judge.judging();
  if (judge.funnel().to_come()) {
    after_as_of += judging.wanted == Tri::yes;
    return nullptr;
  }
  const Tri asked_for = reader_.read(judge, lead_);
  if (asked_for == Tri::no) {
    outside += judging.wanted == Tri::yes;
    return nullptr;
  }
  const StageClaim& entry = lead_.funnel->stages.front();
  std::optional<std::size_t> age;
  if (entry.placed && entry.place.first <= settings_.as_of)
    age = std::min(oldest_day, static_cast<std::size_t>((settings_.as_of - entry.place.first) / seconds_a_day));
  const Tri meets = lead_.meets[static_cast<std::size_t>(settings_.stage)];
  if (asked_for == Tri::yes) count_own(judge, meets, age);
  count_into(judge, meets, age, asked_for == Tri::yes ? sure : perhaps);
  return asked_for == Tri::yes ? &lead_ : nullptr;
}

/// What has no bounds: of the leads that are known to be asked for.
void ScoreTally::count_own(LeadJudge& judge, Tri meets, std::optional<std::size_t> age) {
  ++leads;
  ++verdicts[static_cast<std::size_t>(lead_.verdict + 2)];
  if (!routes.empty()) ++routes[lead_.route == undecided_bucket ? routes.size() - 1 : lead_.route < 0 ? routes.size() - 2 : static_cast<std::size_t>(lead_.route)];
  ++agreement[static_cast<std::size_t>(judge.claimed(static_cast<std::size_t>(settings_.stage)))][static_cast<std::size_t>(meets)];
  undated += !age;
  const StageClaim& entry = lead_.funnel->stages.front();
  for (std::size_t t = 0; t < settings_.targets.size(); ++t) {
    const auto stage = static_cast<std::size_t>(settings_.targets[t]);
    const StageClaim& claim = lead_.funnel->stages[stage];
    if (claim.held && claim.stamped && claim.at.first <= settings_.as_of && entry.stamped && !FunnelReader::faulty(*lead_.funnel, 0, stage))
      taken[t].add(between(entry.at, claim.at));
  }
}

void ScoreTally::count_into(LeadJudge& judge, Tri meets, std::optional<std::size_t> age, ScoreCounts& counts) {
  const Judging& judging = judge.judging();
  for (std::size_t i = 0; i < counts.scales.size(); ++i) count_near(i, counts);
  if (settings_.calibrate) calibrate(judging, counts);
  for (std::size_t i = 0; i < counts.crm.size(); ++i) count_crm(i, judging, counts.crm[i]);
  if (settings_.what_if.empty()) return;

  count_conversions(judge, meets, age, counts.signed_setting.met);
  counts.signed_setting.unknown += meets == Tri::unknown;
  Judging then = judging;
  then.moment = lead_.moment;
  for (std::size_t i = 0; i < settings_.what_if.size(); ++i) {
    const Tri here = truth(*settings_.what_if[i].when, then);
    SettingCounts& setting = counts.settings_tried[i];
    count_conversions(judge, here, age, setting.met);
    setting.unknown += here == Tri::unknown;
    setting.gained += here == Tri::yes && meets != Tri::yes;
    setting.lost += here != Tri::yes && meets == Tri::yes;
  }
}

void ScoreTally::merge(const ScoreTally& other) {
  leads += other.leads;
  outside += other.outside;
  after_as_of += other.after_as_of;
  undated += other.undated;
  young += other.young;
  for (std::size_t i = 0; i < verdicts.size(); ++i) verdicts[i] += other.verdicts[i];
  for (std::size_t i = 0; i < routes.size(); ++i) routes[i] += other.routes[i];
  for (std::size_t claimed = 0; claimed < agreement.size(); ++claimed)
    for (std::size_t tri = 0; tri < 3; ++tri) agreement[claimed][tri] += other.agreement[claimed][tri];
  sure.merge(other.sure);
  perhaps.merge(other.perhaps);
  for (std::size_t i = 0; i < taken.size(); ++i) taken[i].merge(other.taken[i]);
}

int default_score_stage(const Contract& contract) {
  if (const int mql = find_stage(contract, "MQL"); mql >= 0) return mql;
  const auto defined = std::find_if(contract.stages.begin(), contract.stages.end(), [](const Stage& stage) { return stage.when != nullptr; });
  return defined == contract.stages.end() ? 0 : static_cast<int>(defined - contract.stages.begin());
}

void collect_score_fields(const Contract& contract, const ScoreSettings& settings, std::vector<FieldId>& out) {
  collect_funnel_fields(contract, out);
  for (const Stage& stage : contract.stages)
    if (stage.when) collect_fields(*stage.when, out);
  for (const Scale& scale : find_scales(contract, settings.stage)) collect_scale_fields(scale, out);
  for (const auto& list : {contract.segments, contract.lanes, contract.sources, contract.routes})
    for (std::size_t i = 0; list && i < list->buckets.size(); ++i) collect_fields(*list->buckets[i].when, out);
  for (const WhatIf& one : settings.what_if) collect_fields(*one.when, out);
  out.push_back(known_field("lead_id"));
}

void collect_shown_fields(const Contract& contract, const ScoreSettings& settings, std::vector<FieldId>& out) {
  for (const std::string_view name : {"owner", "segment", "source"}) out.push_back(known_field(name));
  for (const CrmScore& column : crm_scores(contract, find_scales(contract, settings.stage), {})) out.push_back(column.field);
}

}  // namespace handoff
