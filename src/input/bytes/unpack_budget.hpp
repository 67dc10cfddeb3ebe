// How much a compressed file may come to, counted down as it unpacks.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "bytes/byte_source.hpp"
#include "handoff/text/error.hpp"

namespace handoff {

/// Says what is wrong with the packing, and not with what is packed: damaged, cut off, too large. The beginning of a packed file is cut off too.
struct UnpackError : Error {
  using Error::Error;
};

class UnpackBudget {
 public:
  /// `given`: what --unpack-limit says; else by the file's own size.
  UnpackBudget(const ByteSource& packed, std::optional<std::uint64_t> given);
  /// Throws Error when so many bytes more are too many.
  void spend(std::uint64_t bytes);

 private:
  std::string name_;
  bool given_;
  std::uint64_t limit_, left_;
};

}  // namespace handoff
