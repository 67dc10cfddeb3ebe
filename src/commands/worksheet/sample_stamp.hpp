// What a worksheet says of the sample that it is of, in one cell that stands in every row: so it survives sorting, filtering and a row too few,
// and `--reviewed` needs no option repeated.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "handoff/measures/audit.hpp"
#include "frame/settings.hpp"

namespace handoff {

/// All that a sample depends on besides the export. Texts as they are typed after their options; empty: not given.
struct SampleStamp {
  std::string stage, size, seed, as_of, window, stratify, where;
  std::string logs;        ///< `touches`, `history`, `touches+history`: which were joined
  std::string population;  ///< how many leads it was drawn from
  std::string contract;    ///< the digest
  bool operator==(const SampleStamp&) const = default;
};

/// One word after the other, without a character that parts cells, begins with a letter, and ends with a checksum: a spreadsheet leaves it alone.
std::string sample_stamp_text(const SampleStamp& stamp);
/// Empty where it is not such a text, or a character of it has changed.
std::optional<SampleStamp> parse_sample_stamp(std::string_view text);

/// The seed of a sample that nobody chose: of what the export says, under this contract, as of this moment. At most 15 digits, which no spreadsheet rounds.
/// Throws Error.
std::uint64_t seed_of(const ContentSum& content, const Contract& contract, Instant as_of);

/// The stamp of a sample that is being drawn.
SampleStamp sample_stamp(const Contract& contract, const Settings& settings, const AuditSettings& audit, const std::string& stratify, std::uint64_t population);

/// Refuses a run that would draw another sample than the worksheet's: another contract, or an option that was typed otherwise. Throws Error.
void require_same_sample(const SampleStamp& drawn, const SampleStamp& now, const std::string& worksheet);

}  // namespace handoff
