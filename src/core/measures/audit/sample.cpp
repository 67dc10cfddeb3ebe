// Ranks, strata and the draw.
#include "handoff/measures/sample.hpp"

#include <algorithm>
#include <numeric>

namespace handoff {

namespace {

__extension__ using Wide = unsigned __int128;

std::uint64_t mixed(std::uint64_t x) {  // the finalizer of splitmix64 (Steele, Lea, Flood 2014)
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

constexpr std::uint64_t step = 0x9e3779b97f4a7c15ULL;
constexpr std::size_t block_size = 4096;
constexpr unsigned place_bits = 40;   // of the offset of a row; the rest is the stratum

std::uint64_t rank_of(std::uint64_t key, std::uint64_t hash) { return mixed(mixed(hash ^ key) + step); }

/// How many of the points start, start + all, start + 2 all, ... lie below `end`.
std::uint64_t points_below(Wide end, std::uint64_t start, std::uint64_t all) { return end <= start ? 0 : static_cast<std::uint64_t>((end - start + all - 1) / all); }

}  // namespace

std::uint64_t sample_rank(std::uint64_t seed, std::string_view text) {
  std::uint64_t hash = mixed(seed + step);
  for (const char c : text) hash = mixed(hash ^ static_cast<unsigned char>(c)) + step;
  return mixed(hash ^ text.size());
}

std::uint64_t sample_hash(std::string_view lead_id, int entry) {
  if (entry <= 1) return sample_rank(0, lead_id);
  return sample_rank(0, std::string(lead_id) + "\x1f" + std::to_string(entry));
}

std::uint32_t SampleFrame::stratum_of(const std::string& name) {
  const auto [at, fresh] = names_.try_emplace(name, static_cast<std::uint32_t>(sizes_.size()));
  if (fresh) sizes_.push_back(0);
  return at->second;
}

void SampleFrame::add(const std::string& stratum, std::uint64_t hash, std::uint64_t place) {
  const std::uint32_t index = stratum_of(stratum);
  ++sizes_[index];
  if (blocks_.empty() || blocks_.back().size() == block_size) blocks_.emplace_back().reserve(block_size);
  blocks_.back().push_back({hash, place | std::uint64_t{index} << place_bits});
}

void SampleFrame::merge(SampleFrame&& other) {
  std::vector<std::uint64_t> ours(other.sizes_.size());   // by their index
  for (const auto& [name, theirs] : other.names_) {
    const std::uint32_t index = stratum_of(name);
    sizes_[index] += other.sizes_[theirs];
    ours[theirs] = index;
  }
  constexpr std::uint64_t places = (std::uint64_t{1} << place_bits) - 1;
  for (std::vector<Member>& block : other.blocks_) {
    for (Member& member : block) member.place_and_stratum = (member.place_and_stratum & places) | ours[member.place_and_stratum >> place_bits] << place_bits;
    blocks_.insert(blocks_.empty() ? blocks_.end() : blocks_.end() - 1, std::move(block));   // before our last one, which need not be full
  }
  other = {};
}

std::uint64_t SampleFrame::leads() const { return std::accumulate(sizes_.begin(), sizes_.end(), std::uint64_t{0}); }

std::map<std::string, std::uint64_t> stratum_shares(const std::map<std::string, std::uint64_t>& sizes, std::uint64_t size, std::uint64_t seed) {
  struct Stratum { std::uint64_t order; const std::string* name; std::uint64_t leads; };
  std::vector<Stratum> strata;
  std::uint64_t all = 0;
  for (const auto& [name, leads] : sizes) {
    strata.push_back({rank_of(seed, sample_rank(1, name)), &name, leads});
    all += leads;
  }
  std::sort(strata.begin(), strata.end(), [](const Stratum& a, const Stratum& b) { return a.order != b.order ? a.order < b.order : *a.name < *b.name; });
  size = std::min(size, all);
  const auto start = static_cast<std::uint64_t>(Wide{mixed(mixed(seed + 2 * step))} * all >> 64);   // from 0 to all - 1
  std::map<std::string, std::uint64_t> shares;
  std::uint64_t taken = 0;
  Wide end = 0;
  for (const Stratum& stratum : strata) {
    end += Wide{stratum.leads} * size;
    const std::uint64_t below = points_below(end, start, all);
    shares[*stratum.name] = below - taken;
    taken = below;
  }
  return shares;
}

std::vector<DrawnLead> SampleFrame::draw(std::uint64_t size, std::uint64_t seed) const {
  std::map<std::string, std::uint64_t> sizes;
  for (const auto& [name, index] : names_) sizes[name] = sizes_[index];
  const std::map<std::string, std::uint64_t> shares = stratum_shares(sizes, size, seed);
  std::vector<std::uint64_t> share(sizes_.size());
  for (const auto& [name, index] : names_) share[index] = shares.at(name);
  const auto before = [](const DrawnLead& a, const DrawnLead& b) { return a.rank != b.rank ? a.rank < b.rank : a.place < b.place; };
  std::vector<std::vector<DrawnLead>> lowest(sizes_.size());   // by stratum, a heap
  const std::uint64_t key = mixed(seed + step);
  for (const std::vector<Member>& block : blocks_) {
    for (const Member& member : block) {
      const std::size_t stratum = member.place_and_stratum >> place_bits;
      const DrawnLead lead{member.place_and_stratum & ((std::uint64_t{1} << place_bits) - 1), member.hash, rank_of(key, member.hash)};
      std::vector<DrawnLead>& heap = lowest[stratum];
      if (heap.size() == share[stratum]) {
        if (heap.empty() || !before(lead, heap.front())) continue;
        std::pop_heap(heap.begin(), heap.end(), before);
        heap.pop_back();
      }
      heap.push_back(lead);
      std::push_heap(heap.begin(), heap.end(), before);
    }
  }
  std::vector<DrawnLead> drawn;
  for (const std::vector<DrawnLead>& heap : lowest) drawn.insert(drawn.end(), heap.begin(), heap.end());
  std::sort(drawn.begin(), drawn.end(), [](const DrawnLead& a, const DrawnLead& b) { return a.place != b.place ? a.place < b.place : a.hash < b.hash; });
  return drawn;
}

}  // namespace handoff
