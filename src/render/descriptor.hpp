// Paths that stand for a descriptor that is open already.
#pragma once
#include <string>

namespace handoff {

/// The descriptor that a path such as `-`, `/dev/stdout` or `/dev/fd/63` stands for, as an output; -1: none.
int descriptor_named(const std::string& path);

}  // namespace handoff
