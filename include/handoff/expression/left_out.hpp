// What another definition leaves out of the one as written, so that who tries a threshold knows what else has changed.
#pragma once
#include <string>
#include <vector>

#include "handoff/expression/predicate.hpp"

namespace handoff {

/// The conditions of `written`, in its order, each once, that `tried` does not ask, whatever it holds them against: `fit >= 50` asks the condition `fit >= 60`.
std::vector<std::string> left_out(const Expr& written, const Expr& tried);

}  // namespace handoff
