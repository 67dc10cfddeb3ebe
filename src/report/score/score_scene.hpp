// What the records of a scoring are seen with, and those of its calibration.
#pragma once
#include <array>
#include <string>

#include "score/score_records.hpp"

namespace handoff {

/// What all the records are seen with.
struct Scene {
  const ScoreResult& result;
  const ScoreReader& reader;
  const Contract& contract;
  const ScoreSettings& settings;
  const std::string& stage_name(int stage) const { return contract.stages[static_cast<std::size_t>(stage)].name; }
  const std::string& scale_name(std::size_t scale) const { return reader.scales()[scale].name; }
  std::string threshold(std::size_t scale, std::size_t threshold) const { return threshold_text(reader.scales()[scale].thresholds[threshold]); }
  const Stage& stage() const { return contract.stages[static_cast<std::size_t>(settings.stage)]; }
};

/// JSON calls the first target `converted`, the second `won`; tables show any number.
constexpr std::array<const char*, 2> target_keys = {"converted", "won"};

Node::List calibration_list(const Scene& scene);
/// With lines that say whether conversion rises with the score.
Table calibration_table(const Scene& scene);

}  // namespace handoff
