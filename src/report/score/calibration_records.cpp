// Calibration: leads by their score at the landmark, and what became of them after it.
#include <fmt/format.h>

#include <algorithm>

#include "report_parts.hpp"
#include "score/score_scene.hpp"

namespace handoff {

std::string band_text(int band) {
  if (band >= 1000) return "10000 and more";
  if (band <= -100) return "below -990";
  return fmt::format("{} to {}", band * 10, band * 10 + 10);
}

namespace {

std::string days_text(Seconds age) {
  return age % seconds_a_day == 0 ? fmt::format("{} d", age / seconds_a_day) : duration_text({Unit::elapsed, age});
}

/// Within which time after the landmark conversions to a target count; `so far` where the contract has no horizon for it.
std::string within_text(const Scene& scene, std::size_t target) {
  const std::optional<Seconds> horizon = signed_horizon(scene.contract, 0, scene.settings.targets[target]);
  return horizon ? "in " + days_text(*horizon) : "so far";
}

/// The first and the last band have one bound.
Records<BandResult> band_records(const Scene& scene) {
  using B = BandResult;
  std::vector<RecordField<B>> fields = {{"scale", Holds::text, [&scene](const B& b) { return scene.scale_name(b.scale); }},
                                        {"band", Holds::text, [](const B& b) { return band_text(b.band); }},
                                        {"from", Holds::number, [](const B& b) { return b.band * 10; }},
                                        {"below", Holds::number, [](const B& b) { return b.band * 10 + 10; }},
                                        {"leads", Holds::count, &B::leads}};
  for (std::size_t t = 0; t < std::min(scene.settings.targets.size(), target_keys.size()); ++t) {
    fields.push_back({fmt::format("{}_before", target_keys[t]), Holds::count, [t](const B& b) { return b.conversions[t].before; }});
    fields.push_back({target_keys[t], Holds::share, [t](const B& b) { return b.conversions[t].rate; }});
  }
  const auto share = [&scene](const B& b) { return Bar{scene.result.leads ? static_cast<double>(b.leads) / static_cast<double>(scene.result.leads) : 0}; };
  return {std::move(fields), {{"bar", Holds::bar, share},
                              {"lower", Holds::number, [](const B& b) { return b.band <= -100 ? Node(Blank{}) : Node(b.band * 10); }},
                              {"upper", Holds::number, [](const B& b) { return b.band >= 1000 ? Node(Blank{}) : Node(b.band * 10 + 10); }}}};
}

/// Whether conversion rises with the score, and where it does not.
void say_rising(const Scene& scene, Table& table) {
  const ScoreResult& result = scene.result;
  const auto say_fall = [&](const Fall& fall) {
    const BandResult &a = result.bands[fall.lower], &b = result.bands[fall.upper];
    return fmt::format("from {} at {} to {} at {}{}", share_text(a.conversions[fall.target].rate), band_text(a.band), share_text(b.conversions[fall.target].rate), band_text(b.band),
                       fall.overlap ? " (the intervals overlap)" : "");
  };
  for (std::size_t scale = 0; scale < scene.reader.scales().size(); ++scale) {
    for (std::size_t target = 0; target < scene.settings.targets.size(); ++target) {
      const std::optional<bool>& rises = result.rises[scale][target];
      if (!rises) continue;
      std::string falls;
      for (const Fall& fall : result.falls)
        if (fall.scale == scale && fall.target == target) falls += (falls.empty() ? "" : "; ") + say_fall(fall);
      const std::string &to = scene.stage_name(scene.settings.targets[target]), &name = scene.scale_name(scale);
      table.footnotes.push_back(*rises ? fmt::format("Conversion to {} never falls from one band of {} to the next.", to, name)
                                       : fmt::format("Conversion to {} does not rise with every band of {}: it falls {}.", to, name, falls));
    }
  }
  const bool small = std::any_of(result.bands.begin(), result.bands.end(), [](const BandResult& band) {
    return std::any_of(band.conversions.begin(), band.conversions.end(), [](const LandmarkRate& one) { return one.asked < least_band; });
  });
  if (small && !table.footnotes.empty()) table.footnotes.push_back("Bands with fewer than 30 leads are passed over here: they swing too much.");
  for (std::size_t t = 0; t < scene.settings.targets.size(); ++t)
    if (!signed_horizon(scene.contract, 0, scene.settings.targets[t]))
      table.footnotes.push_back(fmt::format("To {} so far: the stages before it have no `maturity` in the contract, so older leads have had more time, and nothing is concluded.",
                                            scene.stage_name(scene.settings.targets[t])));
}

}  // namespace

Node::List calibration_list(const Scene& scene) { return band_records(scene).list(scene.result.bands); }

Table calibration_table(const Scene& scene) {
  Picks picks = {"scale", {"from", "lower"}, {"below", "upper"}, "leads", {"", "bar"}};
  for (std::size_t t = 0; t < std::min(scene.settings.targets.size(), target_keys.size()); ++t) {
    const std::string key = target_keys[t], &to = scene.stage_name(scene.settings.targets[t]);
    picks.insert(picks.end(), {{to + " by then", key + "_before"}, {"of", key, Aspect::of}, {fmt::format("to {} {}", to, within_text(scene, t)), key}, {"95 % interval", key, Aspect::interval}});
  }
  Table table = band_records(scene).table(
      fmt::format("Calibration: leads by their score {} after entry, and what became of those that had not converted by then", days_text(scene.contract.landmark)), picks, scene.result.bands);
  say_rising(scene, table);
  return table;
}

}  // namespace handoff
