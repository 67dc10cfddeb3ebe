#include "bytes/gunzip.hpp"

#include <zlib.h>

#include <array>
#include <new>
#include <string>

#include "bytes/file_source.hpp"
#include "handoff/text/error.hpp"
#include "bytes/head_watch.hpp"

namespace handoff {
namespace {

constexpr int gzip_only = 15 + 16;  // the largest window, and GZIP's own frame

/// zlib's state, ended in any case.
struct Inflater {
  Inflater() {
    if (inflateInit2(&stream, gzip_only) != Z_OK) throw std::bad_alloc();
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream); }
  z_stream stream{};
};

[[noreturn]] void refuse(const ByteSource& packed, const std::string& reason) {
  throw UnpackError(packed.name(), "cannot be unpacked: " + reason, "download it again, or unpack it yourself and give the CSV file");
}

}  // namespace

std::unique_ptr<ByteSource> gunzip(const ByteSource& packed, UnpackBudget& budget, const HeadCheck& check) {
  Spool spool(packed.name());
  HeadWatch watch(check);
  Inflater inflater;
  std::array<char, 1 << 16> in, out;
  std::uint64_t at = 0;
  bool inside = true;  // of a member
  for (;;) {
    z_stream& z = inflater.stream;
    if (z.avail_in == 0) {
      const std::size_t got = packed.read(at, in.data(), in.size());
      if (got == 0) break;
      at += got;
      z.next_in = reinterpret_cast<Bytef*>(in.data());
      z.avail_in = static_cast<uInt>(got);
    }
    if (!inside) {
      if (*z.next_in == 0) {  // some writers fill the last block with zeros
        ++z.next_in;
        --z.avail_in;
        continue;
      }
      if (inflateReset(&z) != Z_OK) refuse(packed, "it is damaged");
      inside = true;
    }
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    const int code = inflate(&z, Z_NO_FLUSH);
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) refuse(packed, z.msg ? z.msg : "it is damaged");
    const std::size_t made = out.size() - z.avail_out;
    budget.spend(made);
    spool.append({out.data(), made});
    watch.look(spool);
    if (code == Z_STREAM_END) inside = false;
  }
  if (inside) refuse(packed, "it is cut off");
  return std::move(spool).finish({});
}

}  // namespace handoff
