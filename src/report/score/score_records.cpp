// Each kind of record once; the JSON, the CSV and the tables pick from its fields. Every record has a conversion to each target.
#include "score/score_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "handoff/expression/left_out.hpp"
#include "report_parts.hpp"
#include "score/score_scene.hpp"

namespace handoff {

namespace {

template <class T>
void add_conversion_fields(std::size_t targets, std::vector<RecordField<T>>& fields) {
  for (std::size_t t = 0; t < std::min(targets, target_keys.size()); ++t) {
    fields.push_back({target_keys[t], Holds::share, [t](const T& one) { return one.conversions[t].to_date; }});
    fields.push_back({fmt::format("{}_mature", target_keys[t]), Holds::share, [t](const T& one) { return one.conversions[t].mature; }});
  }
}

void add_conversion_picks(const Scene& scene, Picks& picks) {
  for (std::size_t t = 0; t < std::min(scene.settings.targets.size(), target_keys.size()); ++t) {
    const std::string key = target_keys[t];
    picks.insert(picks.end(), {{"to " + scene.stage_name(scene.settings.targets[t]), key}, {"of mature", key + "_mature"}, {"95 % interval", key + "_mature", Aspect::interval}});
  }
}

using Count = std::pair<std::string, std::uint64_t>;

/// What the leads are called that no route is known to take; null: it is a route or a verdict.
const char* routeless(const Scene& scene, const Count& one) {
  const std::size_t routes = scene.contract.routes ? scene.contract.routes->buckets.size() : 0;
  for (std::size_t i = routes; i < scene.result.by_route.size(); ++i)
    if (&one == &scene.result.by_route[i]) return i == routes ? "(no route fits)" : "(undecided)";
  return nullptr;
}

/// Counts of all leads by name.
Records<Count> count_records(const Scene& scene) {
  const auto none = [&scene](const Count& one) { return routeless(scene, one); };
  return {{{"name", Holds::text, [none](const Count& one) { return none(one) ? none(one) : one.first; }, "",
            [none](const Count& one) { return none(one) ? Tone::faint : Tone::plain; }},
           {"leads", Holds::count, &Count::second},
           {"share", Holds::share, [&scene](const Count& one) { return whole(share_of(one.second, scene.result.leads)); }}}};
}

Table agreement_table(const Scene& scene) {
  Table table;
  table.title = scene.stage().name + ": claimed by the CRM against recomputed by the contract";
  table.columns = {{""}, {"meet the definition", Holds::count}, {"do not", Holds::count}, {"unknown", Holds::count}};
  const auto add = [&](const char* name, const auto& counts) { table.rows.push_back({name, counts[1], counts[0], counts[2]}); };
  add("claimed", scene.result.agreement[1]);
  add("not claimed", scene.result.agreement[0]);
  const auto& open = scene.result.agreement[2];
  if (open[0] + open[1] + open[2] > 0) add("not known whether claimed", open);
  return table;
}

Node agreement_node(const std::array<std::uint64_t, 3>& counts) {
  return Node::Object{{"meets", counts[1]}, {"off_definition", counts[0]}, {"unknown", counts[2]}};
}

std::string width_text(const NearResult& near) { return fmt::format("{:g}", near.width); }

Records<NearResult> near_records(const Scene& scene) {
  using N = NearResult;
  return {{{"threshold", Holds::text, [&scene](const N& n) { return scene.threshold(n.scale, n.threshold); }},
           {"within_points", Holds::number, [](const N& n) { return Node(Figure{n.width, width_text(n)}); }},
           {"just_below", Holds::count, &N::below},
           {"just_above", Holds::count, &N::above},
           {"share_above", Holds::share, &N::share},
           {"why_not", Holds::text, [](const N& n) { return text_node(n.why_not); }}},
          {{"scale", Holds::text, [&scene](const N& n) { return scene.scale_name(n.scale); }}}};
}

/// Leads one step to either side, where the steps are known. Only there a majority on the upper side says something.
Table near_table(const Scene& scene) {
  Table table = near_records(scene).table("At the thresholds: leads one step of points to either side",
                                          {"scale", "threshold", {"points", "within_points"}, {"just miss it", "just_below"}, {"just pass it", "just_above"},
                                           {"share passing", "share_above"}, {"95 % interval", "share_above", Aspect::interval}},
                                          scene.result.near);
  const auto more_pass = [](const NearResult& near) { return near.why_not.empty() && near.share.low && *near.share.low > 0.5; };
  if (std::any_of(scene.result.near.begin(), scene.result.near.end(), more_pass))
    table.footnotes.push_back("More leads just pass than just miss. Ask why: rules that give their points together do that, and so does a score that is helped over the line.");
  for (const NearResult& near : scene.result.near)
    if (!near.why_not.empty()) table.footnotes.push_back(fmt::format("{} {}: {}, so the two sides are not held against each other.", scene.scale_name(near.scale),
                                                                     scene.threshold(near.scale, near.threshold), near.why_not));
  return table;
}

Node scale_list(const Scene& scene) {
  Node::List list;
  for (std::size_t i = 0; i < scene.reader.scales().size(); ++i) {
    Node::Object rises;
    for (std::size_t t = 0; t < scene.settings.targets.size(); ++t) rises.emplace_back(scene.stage_name(scene.settings.targets[t]), scene.result.rises[i][t]);
    std::vector<NearResult> near;
    std::copy_if(scene.result.near.begin(), scene.result.near.end(), std::back_inserter(near), [&](const NearResult& one) { return one.scale == i; });
    list.emplace_back(Node::Object{{"scale", scene.scale_name(i)}, {"missing", scene.result.missing[i]}, {"range", scene.result.spread[i]},
                                   {"rises", std::move(rises)},    {"thresholds", near_records(scene).list(near)}});
  }
  return list;
}

Node fall_list(const Scene& scene) {
  using F = Fall;
  const auto band = [&scene](std::size_t index) { return band_text(scene.result.bands[index].band); };
  return Records<F>({{"scale", Holds::text, [&](const F& f) { return scene.scale_name(f.scale); }},
                     {"to", Holds::text, [&](const F& f) { return scene.stage_name(scene.settings.targets[f.target]); }},
                     {"from_band", Holds::text, [&](const F& f) { return band(f.lower); }},
                     {"to_band", Holds::text, [&](const F& f) { return band(f.upper); }},
                     {"intervals_overlap", Holds::flag, &F::overlap}})
      .list(scene.result.falls);
}

/// `12.5`: points with one decimal, where it is not zero.
Node points(const std::optional<double>& value) {
  if (!value) return {};
  const auto tenths = std::llround(*value * 10);
  return Figure{*value, tenths % 10 ? fmt::format("{}.{}", count_text(tenths / 10), tenths % 10) : count_text(tenths / 10)};
}

Records<CrmResult> crm_records(const Scene& scene) {
  using C = CrmResult;
  const auto column = [&scene](const C& c) -> const CrmScore& { return scene.reader.crm()[c.crm]; };
  const auto crossing = [&scene, column](const C& c) {
    Node::List cross;
    for (std::size_t t = 0; t < c.cross.size(); ++t)
      cross.emplace_back(Node::Object{{"threshold", scene.threshold(column(c).scale, t)}, {"only_crm_passes", c.cross[t][0]}, {"only_recomputed_passes", c.cross[t][1]}});
    return Node(std::move(cross));
  };
  return {{{"field", Holds::text, [column](const C& c) { return column(c).name; }},
           {"scale", Holds::text, [&scene, column](const C& c) { return scene.scale_name(column(c).scale); }},
           {"differ", Holds::share, &C::differ},
           {"crm_higher", Holds::count, &C::crm_higher},
           {"median_difference", Holds::number, [](const C& c) { return points(c.median_difference); }},
           {"crm_missing", Holds::count, &C::no_crm},
           {"recomputed_missing", Holds::count, &C::no_score},
           {"crossing", Holds::text, crossing}}};
}

/// A row a threshold; the first has the column's own figures before it.
Table crm_table(const Scene& scene) {
  const Picks picks = {{"column", "field"}, "scale", {"both known", "differ", Aspect::of}, {"differ", "differ", Aspect::count}, {"rate", "differ"},
                       {"CRM higher", "crm_higher"}, {"median difference", "median_difference"}};
  const Records<CrmResult> records = crm_records(scene);
  Table table;
  table.title = "The CRM's score against the recomputed one";
  records.add_headings(picks, table.columns);
  table.columns.insert(table.columns.end(), {{"threshold"}, {"only the CRM passes", Holds::count}, {"only recomputed passes", Holds::count}});
  for (const CrmResult& one : scene.result.crm) {
    for (std::size_t t = 0; t < std::max<std::size_t>(1, one.cross.size()); ++t) {
      std::vector<Cell> row = t == 0 ? records.cells(picks, one) : std::vector<Cell>(picks.size());
      if (t < one.cross.size()) row.insert(row.end(), {scene.threshold(scene.reader.crm()[one.crm].scale, t), one.cross[t][0], one.cross[t][1]});
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

/// The first setting is the contract's own, where it has one: nothing is gained or lost by it.
Records<SettingResult> setting_records(const Scene& scene) {
  using S = SettingResult;
  const auto own = [&scene](const S& s) { return &s == &scene.result.settings.front() && scene.stage().when; };
  const auto unless_own = [own](auto member) { return [own, member](const S& s) { return own(s) ? Node(Blank{}) : Node(s.*member); }; };
  std::vector<RecordField<S>> fields = {{"definition", Holds::text, &S::text},   {"signed", Holds::flag, own},           {"leads", Holds::count, &S::leads},
                                        {"unknown", Holds::count, &S::unknown}, {"gained", Holds::count, &S::gained}, {"lost", Holds::count, &S::lost}};
  add_conversion_fields(scene.settings.targets.size(), fields);
  const auto name = [&scene, own](const S& s) { return own(s) ? fmt::format("as {}", standing_word(scene.contract, scene.settings.as_of)) : s.text; };
  return {std::move(fields), {{"name", Holds::text, name}, {"more", Holds::count, unless_own(&S::gained)}, {"less", Holds::count, unless_own(&S::lost)}}};
}

/// Each setting is a whole definition: what of the one as written it leaves out is said, once for all settings that leave out the same.
void say_left_out(const Scene& scene, Table& table) {
  std::map<std::vector<std::string>, std::vector<std::string>> by_conditions;   // what is left out, by which settings
  for (const WhatIf& one : scene.settings.what_if) by_conditions[left_out(*scene.stage().when, *one.when)].push_back(one.text);
  for (const auto& [out, settings] : by_conditions) {
    if (out.empty()) continue;
    const std::string more = settings.size() > 1 ? fmt::format(" and {} more", settings.size() - 1) : "";
    table.footnotes.push_back(fmt::format("{}{} {} out of the definition: {}. To keep one of them, add it with AND.", settings.front(), more,
                                          settings.size() > 1 ? "leave" : "leaves", fmt::join(out, "; ")));
  }
}

Table setting_table(const Scene& scene) {
  Picks picks = {{"definition", "name"}, "leads", {"gained", "more"}, {"lost", "less"}, "unknown"};
  add_conversion_picks(scene, picks);
  Table table = setting_records(scene).table("What if " + scene.stage().name + " were defined otherwise", picks, scene.result.settings);
  if (scene.stage().when) table.footnotes.push_back(fmt::format("As {}: {}.", standing_word(scene.contract, scene.settings.as_of), to_sql(*scene.stage().when)));
  if (scene.stage().when) say_left_out(scene, table);
  return table;
}

void add_tables(const Scene& scene, Report& report) {
  const ScoreResult& result = scene.result;
  const Records<Count> counts = count_records(scene);
  report.tables.push_back(counts.table("Verdicts", {{"verdict", "name"}, "leads", "share", {"", "share", Aspect::bar}}, result.by_verdict));
  if (scene.stage().when) report.tables.push_back(agreement_table(scene));
  if (scene.contract.routes) report.tables.push_back(counts.table("Routes", {{"route", "name"}, "leads", "share"}, result.by_route));
  if (!result.bands.empty()) report.tables.push_back(calibration_table(scene));
  if (!result.near.empty()) report.tables.push_back(near_table(scene));
  if (!result.crm.empty()) report.tables.push_back(crm_table(scene));
  if (!result.settings.empty()) report.tables.push_back(setting_table(scene));
}

}  // namespace

void add_score_records(const ScoreResult& result, const ScoreReader& reader, const Contract& contract, const ScoreSettings& settings,
                       const ScoreContext& context, Report& report) {
  const Scene scene{result, reader, contract, settings};
  Node::List targets;
  for (std::size_t t = 0; t < settings.targets.size(); ++t)
    targets.emplace_back(Node::Object{{"stage", scene.stage_name(settings.targets[t])},
                                      {"maturity_days", result.maturity_days[t]},
                                      {"maturity_signed", static_cast<bool>(result.maturity_signed[t])},
                                      {"horizon_days", days(signed_horizon(contract, 0, settings.targets[t]))}});
  Node::List bands = calibration_list(scene), tried = setting_records(scene).list(result.settings);
  report.main = settings.what_if.empty() ? bands : Node::List{};
  report.main.insert(report.main.end(), tried.begin(), tried.end());
  Node::Object root = {{"stage", scene.stage().name},
                       {"where", text_node(context.where)},
                       {"judged_at", settings.at == JudgedAt::stage ? "stage" : "as-of"},
                       {"leads", result.leads},
                       {"outside_window", result.outside},
                       {"after_as_of", result.after_as_of},
                       {"undated", result.undated},
                       {"landmark_days", days(std::optional(contract.landmark))},
                       {"younger_than_landmark", result.young},
                       {"by_verdict", counts_of(result.by_verdict)},
                       {"by_route", contract.routes ? Node(counts_of(result.by_route)) : Node()}};
  if (scene.stage().when) append_members(root, {{"claimed", agreement_node(result.agreement[1])}, {"not_claimed", agreement_node(result.agreement[0])},
                                           {"perhaps_claimed", agreement_node(result.agreement[2])}});
  append_members(root, {{"converts_to", std::move(targets)},
                        {"calibration", std::move(bands)},
                        {"scales", scale_list(scene)},
                        {"falls", fall_list(scene)},
                        {"crm", crm_records(scene).list(result.crm)}});
  if (!settings.what_if.empty()) root.emplace_back("what_if", std::move(tried));
  report.result = std::move(root);
  add_tables(scene, report);
}

}  // namespace handoff
