// A small world built from a seed: leads, every log that a command can join to them, and a contract that asks the fields which the touch log speaks for.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "harness.hpp"

namespace invariants {

/// What of the contract asks about touches.
enum class Asked : std::uint8_t { nothing, stage, stage_date, exit, exclusion, segment, answers, all };
constexpr int asked_kinds = 8;
const char* asked_name(Asked asked);

struct World {
  Export data;                                  ///< its file is `files.at("leads")`
  std::map<std::string, std::string> files;     ///< by name, `leads touches history signals deals spend`: the path
  std::map<std::string, std::string> bytes;     ///< what is in them
};

/// The same seed, the same world. Some rows of the logs are about nobody's leads, and some lack an id, a date or a type.
World build_world(std::uint64_t seed, Asked asked, std::uint64_t leads);

/// A file in the same folder.
std::string beside(const World& world, const std::string& name);
/// The lines after the header in two files of one half each.
std::vector<std::string> in_halves(const std::string& bytes);
/// The lines after the header by a hash of their text.
std::string in_other_order(const std::string& bytes);

}  // namespace invariants
