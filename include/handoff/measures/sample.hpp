// Drawing leads by a seed: the same ones for every order of rows, packing and number of threads, and by default by a seed that nobody chose.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace handoff {

/// A keyed hash of a text.
std::uint64_t sample_rank(std::uint64_t seed, std::string_view text);

/// What the kept leads of an export say, whatever the order of its rows: one row an id, not excluded; of each a hash of its cells.
struct ContentSum {
  std::uint64_t sum = 0, leads = 0;
  void add(std::uint64_t content) { sum += content; ++leads; }
  void merge(const ContentSum& other) { sum += other.sum; leads += other.leads; }
  bool operator==(const ContentSum&) const = default;
};

/// Who is drawn by: `entry`, from 1, tells the entries of a lead apart where a history was given.
std::uint64_t sample_hash(std::string_view lead_id, int entry);

/// A lead that was drawn, and where its row begins.
struct DrawnLead {
  std::uint64_t place = 0, hash = 0, rank = 0;
};

/// Leads that may be drawn, sixteen bytes each, by stratum.
class SampleFrame {
 public:
  /// `place`: the offset of its row, less than 1 TiB.
  void add(const std::string& stratum, std::uint64_t hash, std::uint64_t place);
  void merge(SampleFrame&& other);
  std::size_t strata() const { return names_.size(); }
  std::uint64_t leads() const;
  /// The lowest ranks of each stratum; the strata share the sample by their size (`stratum_shares`). All where there are no more. By place and hash.
  std::vector<DrawnLead> draw(std::uint64_t size, std::uint64_t seed) const;

 private:
  struct Member { std::uint64_t hash, place_and_stratum; };
  std::uint32_t stratum_of(const std::string& name);
  std::map<std::string, std::uint32_t> names_;   // to the index of the stratum
  std::vector<std::uint64_t> sizes_;             // by that index
  std::vector<std::vector<Member>> blocks_;      // full ones but for the last of each thread
};

/// How many of a sample each stratum gets: as many as of `size` points, evenly apart from a start that the seed draws, fall on it when the strata lie end to
/// end in the order of a keyed hash of their names. So each is within one of its exact share, and on average over the seeds every lead has the same chance.
std::map<std::string, std::uint64_t> stratum_shares(const std::map<std::string, std::uint64_t>& sizes, std::uint64_t size, std::uint64_t seed);

}  // namespace handoff
