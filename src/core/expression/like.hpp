// LIKE and ILIKE: `%` is any run of characters, `_` is any one character; without ESCAPE no character is special (standard SQL).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace handoff {

constexpr std::int32_t no_escape = -1;

/// A pattern made ready. The usual ones (`%x%`, `x%`, `%x`, `x`) become searches for bytes.
struct LikePattern {
  enum class Kind : std::uint8_t { general, equals, prefix, suffix, contains };
  Kind kind = Kind::general;
  bool fold = false;
  std::int32_t escape = no_escape;
  std::string text;    // general: the pattern as written; else what is searched for, lower case when `fold`
};

/// False: the escape character stands before nothing it could escape (it may stand before %, _ and itself).
bool like_is_well_formed(std::string_view pattern, std::int32_t escape);
LikePattern compile_like(std::string_view pattern, std::int32_t escape, bool fold);
bool like_matches(const LikePattern& pattern, std::string_view text);
/// For patterns known only with the lead. Time is bounded by the product of the lengths; nothing is allocated.
bool like_matches(std::string_view pattern, std::int32_t escape, bool fold, std::string_view text);

}  // namespace handoff
