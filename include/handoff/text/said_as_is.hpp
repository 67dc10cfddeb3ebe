// A refusal whose texts need no mask. All others are masked before they are printed (masking.hpp), whoever throws them.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "handoff/text/error.hpp"

namespace handoff {

/// Of a contract that cannot be read: it speaks of nothing but what the user wrote. Or, with `ids`, one that names leads by their ids; all else in it is masked.
struct SaidAsIs : Error {
  explicit SaidAsIs(Error error, std::vector<std::string> ids_ = {}) : Error(std::move(error)), ids(std::move(ids_)) {}
  std::vector<std::string> ids;  ///< empty: all of it is said as it is
};

}  // namespace handoff
