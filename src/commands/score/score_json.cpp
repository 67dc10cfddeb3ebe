// Names here are promises (interface): keys stay, new ones may come.
#include <algorithm>
#include <array>

#include "report_parts.hpp"
#include "score/score_report.hpp"

namespace handoff {
namespace {

/// `converted` is to the first target, `won` to the second where there are two.
void add_conversions(const std::vector<Conversion>& conversions, Node::Object& out) {
  constexpr std::array names{"converted", "won"};
  for (std::size_t t = 0; t < std::min(conversions.size(), names.size()); ++t) {
    out.emplace_back(names[t], conversions[t].to_date);
    out.emplace_back(std::string(names[t]) + "_mature", conversions[t].mature);
  }
}

Node::Object counts_node(const std::vector<std::pair<std::string, std::uint64_t>>& counts) {
  Node::Object node;
  for (const auto& [name, count] : counts) node.emplace_back(name, count);
  return node;
}

Node::Object band_node(const BandResult& band, const ScoreReader& reader) {
  Node::Object node = {{"scale", reader.scales()[band.scale].name}, {"band", band_text(band.band)}, {"from", band.band * 10},
                       {"below", band.band * 10 + 10},               {"leads", band.leads}};
  add_conversions(band.conversions, node);
  return node;
}

Node::List scale_list(const ScoreResult& result, const ScoreReader& reader, const Contract& contract, const ScoreSettings& settings) {
  Node::List list;
  for (std::size_t i = 0; i < reader.scales().size(); ++i) {
    Node::Object rises;
    for (std::size_t t = 0; t < settings.targets.size(); ++t)
      rises.emplace_back(contract.stages[static_cast<std::size_t>(settings.targets[t])].name, Node(result.rises[i][t]));
    Node::List thresholds;
    for (const NearResult& near : result.near)
      if (near.scale == i)
        thresholds.emplace_back(Node::Object{{"threshold", threshold_text(reader.scales()[i].thresholds[near.threshold])},
                                             {"just_below", near.below},
                                             {"just_above", near.above},
                                             {"share_above", near.share}});
    list.emplace_back(Node::Object{{"scale", reader.scales()[i].name}, {"missing", result.missing[i]}, {"range", result.spread[i]},
                                   {"rises", std::move(rises)}, {"thresholds", std::move(thresholds)}});
  }
  return list;
}

Node::List fall_list(const ScoreResult& result, const ScoreReader& reader, const Contract& contract, const ScoreSettings& settings) {
  Node::List list;
  for (const Fall& fall : result.falls)
    list.emplace_back(Node::Object{{"scale", reader.scales()[fall.scale].name},
                                   {"to", contract.stages[static_cast<std::size_t>(settings.targets[fall.target])].name},
                                   {"from_band", band_text(result.bands[fall.lower].band)},
                                   {"to_band", band_text(result.bands[fall.upper].band)},
                                   {"intervals_overlap", fall.overlap}});
  return list;
}

Node::List crm_list(const ScoreResult& result, const ScoreReader& reader) {
  Node::List list;
  for (const CrmResult& one : result.crm) {
    const CrmScore& column = reader.crm()[one.crm];
    Node::List cross;
    for (std::size_t t = 0; t < one.cross.size(); ++t)
      cross.emplace_back(Node::Object{{"threshold", threshold_text(reader.scales()[column.scale].thresholds[t])},
                                      {"only_crm_passes", one.cross[t][0]},
                                      {"only_recomputed_passes", one.cross[t][1]}});
    list.emplace_back(Node::Object{{"field", column.name}, {"scale", reader.scales()[column.scale].name}, {"differ", one.differ},
                                   {"crm_higher", one.crm_higher}, {"median_difference", Node(one.median_difference)},
                                   {"crm_missing", one.no_crm}, {"recomputed_missing", one.no_score}, {"crossing", std::move(cross)}});
  }
  return list;
}

Node::Object setting_node(const SettingResult& setting, bool is_signed) {
  Node::Object node = {{"definition", setting.text}, {"signed", is_signed},      {"leads", setting.leads},
                       {"unknown", setting.unknown}, {"gained", setting.gained}, {"lost", setting.lost}};
  add_conversions(setting.conversions, node);
  return node;
}

Node::Object agreement_node(const std::array<std::uint64_t, 3>& counts) {
  return {{"meets", counts[1]}, {"off_definition", counts[0]}, {"unknown", counts[2]}};
}

}  // namespace

std::string band_text(int band) {
  if (band >= 1000) return "10000 and more";
  if (band <= -100) return "below -990";
  return std::to_string(band * 10) + " to " + std::to_string(band * 10 + 10);
}

void score_json(const ScoreResult& result, const ScoreReader& reader, const Contract& contract, const ScoreSettings& settings,
                const ScoreContext& context, Report& report) {
  const Stage& stage = contract.stages[static_cast<std::size_t>(settings.stage)];
  Node::List bands, targets, tried;
  for (const BandResult& band : result.bands) {
    bands.emplace_back(band_node(band, reader));
    if (settings.what_if.empty()) report.main.emplace_back(band_node(band, reader));
  }
  for (std::size_t t = 0; t < settings.targets.size(); ++t)
    targets.emplace_back(Node::Object{{"stage", contract.stages[static_cast<std::size_t>(settings.targets[t])].name},
                                      {"maturity_days", Node(result.maturity_days[t])},
                                      {"maturity_signed", static_cast<bool>(result.maturity_signed[t])}});
  Node::Object root = {{"stage", stage.name},
                       {"where", context.where.empty() ? Node() : Node(context.where)},
                       {"judged_at", settings.at == JudgedAt::stage ? "stage" : "as-of"},
                       {"leads", result.leads},
                       {"outside_window", result.outside},
                       {"undated", result.undated},
                       {"by_verdict", counts_node(result.by_verdict)},
                       {"by_route", contract.routes ? Node(counts_node(result.by_route)) : Node()}};
  if (stage.when) root.emplace_back("claimed", agreement_node(result.agreement[1]));
  if (stage.when) root.emplace_back("not_claimed", agreement_node(result.agreement[0]));
  root.emplace_back("converts_to", std::move(targets));
  root.emplace_back("calibration", std::move(bands));
  root.emplace_back("scales", scale_list(result, reader, contract, settings));
  root.emplace_back("falls", fall_list(result, reader, contract, settings));
  root.emplace_back("crm", crm_list(result, reader));
  for (std::size_t i = 0; i < result.settings.size(); ++i) {
    const Node::Object node = setting_node(result.settings[i], i == 0 && stage.when);
    tried.emplace_back(node);
    report.main.emplace_back(node);
  }
  if (!settings.what_if.empty()) root.emplace_back("what_if", std::move(tried));
  report.result = Node(std::move(root));
}

}  // namespace handoff
