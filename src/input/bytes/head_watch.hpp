// Looks at the beginning of what is copied into a temporary file, as soon as it is there: what is not an export is refused without copying the rest.
// A pipe may never end, and a small archive may unpack to a full disk.
#pragma once
#include <cstdint>

#include "bytes/byte_source.hpp"
#include "bytes/file_source.hpp"

namespace handoff {

class HeadWatch {
 public:
  /// `check` may be null: then only the kind of the file is looked at. It has to outlive this.
  /// `packed`: of compressed bytes, what they hold is looked at too. Else they pass, since they are looked at as they are unpacked.
  explicit HeadWatch(const HeadCheck& check, bool packed = false) : check_(check), packed_(packed) {}
  /// After each part that was copied. Throws what the whole would be refused with, once the part tells it for sure; and where the copy passes 1 TiB.
  void look(const Spool& copied);

 private:
  bool passes(const ByteSource& head) const;
  bool packed_passes(const ByteSource& head) const;
  const HeadCheck& check_;
  bool packed_;
  std::uint64_t next_ = 4096;  ///< bytes at which to look again
};

}  // namespace handoff
