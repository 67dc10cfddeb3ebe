// Compiled once for every instruction set Highway knows on this architecture; the best one is chosen at run time, so one
// binary runs on a baseline x86-64 and is fast on a new one. Highway's own choice lies in a library that measures its timers for
// milliseconds whenever a program starts: what the processor has, the compiler's runtime tells too.
#include "csv/structural_scan.hpp"

#include <array>
#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "csv/structural_scan.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef HANDOFF_PLACES_OF_BYTE  // once for all instruction sets
#define HANDOFF_PLACES_OF_BYTE
namespace handoff {
namespace {

/// The places of the bits that are set in a byte, ascending; what is behind them means nothing.
constexpr auto places_of_byte = [] {
  std::array<std::array<std::uint8_t, 8>, 256> places{};
  for (std::size_t byte = 0; byte < places.size(); ++byte)
    for (std::size_t bit = 0, found = 0; bit < 8; ++bit)
      if (byte >> bit & 1) places[byte][found++] = static_cast<std::uint8_t>(bit);
  return places;
}();

}  // namespace
}  // namespace handoff
#endif

HWY_BEFORE_NAMESPACE();
namespace handoff {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// 64 bytes fill one mask; wider vectors would have to be cut.
using Bytes = hn::CappedTag<std::uint8_t, 64>;

template <class Mask>
HWY_INLINE void store_bits(Bytes d, Mask found, std::uint64_t& bits, std::size_t at) {
  alignas(8) std::uint8_t stored[8] = {};
  const std::size_t count = hn::StoreMaskBits(d, found, stored);
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < count; ++i) word |= static_cast<std::uint64_t>(stored[i]) << (8 * i);
  bits |= word << at;
}

HWY_ATTR void FindStructure(const std::uint8_t* HWY_RESTRICT bytes, std::size_t blocks, std::uint8_t delimiter, std::uint8_t newline,
                            StructureMasks* HWY_RESTRICT masks) {
  const Bytes d;
  const hn::RebindToSigned<Bytes> di;
  const std::size_t lanes = hn::Lanes(d);
  const auto quotes = hn::Set(d, static_cast<std::uint8_t>('"'));
  const auto delimiters = hn::Set(d, delimiter);
  const auto newlines = hn::Set(d, newline);
  const auto blank = hn::Set(di, static_cast<std::int8_t>(' '));
  for (std::size_t block = 0; block < blocks; ++block) {
    StructureMasks found{0, 0, 0, 0, 0};
    for (std::size_t at = 0; at < 64; at += lanes) {
      const auto text = hn::LoadU(d, bytes + 64 * block + at);
      store_bits(d, hn::Eq(text, quotes), found.quote, at);
      store_bits(d, hn::Eq(text, delimiters), found.delimiter, at);
      store_bits(d, hn::Eq(text, newlines), found.newline, at);
      store_bits(d, hn::RebindMask(d, hn::Eq(hn::BitCast(di, text), blank)), found.blank, at);
      // As signed bytes, those from 0x80 on are below the blank too.
      store_bits(d, hn::RebindMask(d, hn::Lt(hn::BitCast(di, text), blank)), found.care, at);
    }
    found.care |= found.quote;
    masks[block] = found;
  }
}

#if HWY_TARGET <= HWY_AVX3  // which can put the chosen lanes side by side in one step

HWY_ATTR std::size_t FindPlaces(const std::uint64_t* HWY_RESTRICT words, std::size_t count, std::uint32_t base, std::uint32_t* HWY_RESTRICT places) {
  const hn::CappedTag<std::uint32_t, 16> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto step = hn::Set(d, static_cast<std::uint32_t>(lanes));
  auto at = hn::Iota(d, base);
  std::uint32_t* out = places;
  for (std::size_t word = 0; word < count; ++word) {
    const std::uint64_t bits = words[word];
    for (std::size_t done = 0; done < 64; done += lanes, at = hn::Add(at, step)) {
      alignas(8) std::uint8_t next[8];
      const std::uint64_t rest = bits >> done;
      std::memcpy(next, &rest, sizeof next);
      // Where they go is counted anew, so that no part waits for the one before.
      hn::StoreU(hn::Compress(at, hn::LoadMaskBits(d, next)), d, out + std::popcount(bits & ((std::uint64_t{1} << done) - 1)));
    }
    out += std::popcount(bits);
  }
  return static_cast<std::size_t>(out - places);
}

#else

/// Eight bits at a time, whatever is set of them: a table has their places side by side, and what is written too much, the next eight write over. So
/// nothing hangs on how many a word has, which no processor can foresee.
HWY_ATTR std::size_t FindPlaces(const std::uint64_t* HWY_RESTRICT words, std::size_t count, std::uint32_t base, std::uint32_t* HWY_RESTRICT places) {
  const hn::CappedTag<std::uint32_t, 8> d;
  const hn::Rebind<std::uint8_t, decltype(d)> few;
  const std::size_t lanes = hn::Lanes(d);
  const auto step = hn::Set(d, 8U);
  auto at = hn::Set(d, base);
  std::uint32_t* out = places;
  for (std::size_t word = 0; word < count; ++word) {
    std::uint64_t bits = words[word];
    for (int part = 0; part < 8; ++part, bits >>= 8, at = hn::Add(at, step)) {
      const auto& known = places_of_byte[bits & 0xFF];
      for (std::size_t done = 0; done < 8; done += lanes) hn::StoreU(hn::Add(at, hn::PromoteTo(d, hn::LoadU(few, known.data() + done))), d, out + done);
      out += std::popcount(bits & 0xFF);
    }
  }
  return static_cast<std::size_t>(out - places);
}

#endif

HWY_ATTR std::size_t CountPlaces(const std::uint64_t* HWY_RESTRICT words, std::size_t count) {
  std::size_t sum = 0;
  for (std::size_t word = 0; word < count; ++word) sum += static_cast<std::size_t>(std::popcount(words[word]));
  return sum;
}

}  // namespace HWY_NAMESPACE
}  // namespace handoff
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace handoff {

namespace {

#if HWY_ARCH_X86

/// What Highway lets the compiler use for its targets.
bool has_sse4() { return __builtin_cpu_supports("sse4.2") != 0 && __builtin_cpu_supports("pclmul") != 0 && __builtin_cpu_supports("aes") != 0; }
bool has_avx2() {
  return has_sse4() && __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 && __builtin_cpu_supports("bmi2") != 0 &&
         __builtin_cpu_supports("fma") != 0;
}
bool has_avx3() {
  return has_avx2() && __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
         __builtin_cpu_supports("avx512bw") != 0;
}

#endif

const ScanWay& best_way() {
  static const ScanWay best = scan_ways().front();
  return best;
}

}  // namespace

std::vector<ScanWay> scan_ways() {
  std::vector<ScanWay> ways;
#if HWY_ARCH_X86
  __builtin_cpu_init();
  const auto add = [&](bool has, const ScanWay& way) {
    if (has && way.structure) ways.push_back(way);
  };
  add(has_avx3(), {HWY_CHOOSE_AVX3(FindStructure), HWY_CHOOSE_AVX3(FindPlaces), HWY_CHOOSE_AVX3(CountPlaces)});
  add(has_avx2(), {HWY_CHOOSE_AVX2(FindStructure), HWY_CHOOSE_AVX2(FindPlaces), HWY_CHOOSE_AVX2(CountPlaces)});
  add(has_sse4(), {HWY_CHOOSE_SSE4(FindStructure), HWY_CHOOSE_SSE4(FindPlaces), HWY_CHOOSE_SSE4(CountPlaces)});
#endif
  ways.push_back({&HWY_STATIC_DISPATCH(FindStructure), &HWY_STATIC_DISPATCH(FindPlaces), &HWY_STATIC_DISPATCH(CountPlaces)});
  return ways;
}

void find_structure(const char* bytes, std::size_t blocks, char delimiter, char newline, StructureMasks* masks) {
  best_way().structure(reinterpret_cast<const std::uint8_t*>(bytes), blocks, static_cast<std::uint8_t>(delimiter), static_cast<std::uint8_t>(newline), masks);
}

std::size_t find_places(const std::uint64_t* words, std::size_t count, std::uint32_t base, std::uint32_t* places) {
  return best_way().places(words, count, base, places);
}

std::size_t count_places(const std::uint64_t* words, std::size_t count) { return best_way().count(words, count); }

}  // namespace handoff
#endif
