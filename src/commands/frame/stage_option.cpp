#include "frame/stage_option.hpp"

#include <fmt/format.h>

#include <vector>

#include "handoff/text/error.hpp"
#include "handoff/text/suggest.hpp"

namespace handoff {

int stage_option(const Contract& contract, const std::string& option, const std::string& name) {
  const int stage = find_stage(contract, name);
  if (stage >= 0) return stage;
  std::vector<std::string> names;
  for (const Stage& one : contract.stages) names.push_back(one.name);
  const std::string near = closest(name, names);
  std::string all;
  for (const std::string& one : names) all += (all.empty() ? "" : ", ") + one;
  throw Error(option, contract.file + " has no stage '" + name + "'", near.empty() ? "its stages are " + all : "did you mean '" + near + "'?");
}

int judged_stage(const Contract& contract, const std::optional<std::string>& typed, const std::string& option) {
  if (typed) return stage_option(contract, "--stage", *typed);
  const int stage = find_stage(contract, "MQL");
  if (stage >= 0) return stage;
  std::string all;
  for (const Stage& one : contract.stages) all += (all.empty() ? "" : ", ") + one.name;
  throw Error(contract.file, "has no stage 'MQL', which is meant where none is named",
              fmt::format("name one with {}: its stages are {}", option, all));
}

int target_option(const Contract& contract, const std::string& option, const std::string& name, int stage) {
  if (!name.empty()) {
    const int target = stage_option(contract, option, name);
    if (target <= stage)
      throw Error(option, "'" + name + "' does not come after '" + contract.stages[static_cast<std::size_t>(stage)].name + "'", "name a later stage");
    return target;
  }
  const int sql = find_stage(contract, "SQL");
  if (sql > stage) return sql;
  return stage + 1 < static_cast<int>(contract.stages.size()) ? stage + 1 : -1;
}

}  // namespace handoff
