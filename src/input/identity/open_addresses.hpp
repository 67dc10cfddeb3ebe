// Addresses of leads of which nobody knows whether they are there by as-of. Whoever shares an address with such leads alone may share it with nobody. They are
// few: the leads that share an address, and have a date that cannot be read and none by as-of. So their addresses are kept as texts, and counted one by one.
#pragma once
#include <algorithm>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "handoff/expression/predicate.hpp"
#include "handoff/text/ascii.hpp"

namespace handoff {

/// So many are kept at most; of more all count as there, so that memory stays bounded.
constexpr std::size_t most_open_leads = 1 << 16;

/// A lead that may not be there yet: where its row begins, and its address.
struct OpenLead {
  std::uint64_t offset = 0;
  std::string email;
};

class OpenAddresses {
 public:
  /// From now on the addresses of these leads are counted.
  void begin(const std::vector<OpenLead>& leads) {
    for (const OpenLead& lead : leads) {
      offsets_.push_back(lead.offset);
      leads_of_.try_emplace(folded(lead.email));
    }
    std::sort(offsets_.begin(), offsets_.end());
  }
  bool any() const { return !offsets_.empty(); }
  void clear() { offsets_.clear(), leads_of_.clear(); }
  /// Counts the address of one lead. Thread-safe.
  void count(std::string_view email, std::uint64_t offset) {
    const auto found = leads_of_.find(folded(email));
    if (found == leads_of_.end()) return;
    const bool open = is_open(offset);
    const std::lock_guard lock(mutex_);
    ++(open ? found->second.open : found->second.there);
  }
  /// Has another lead the address, one that is there? Unknown where only leads that may be there have it. Empty: it is the address of no such lead. All leads
  /// have to be counted.
  std::optional<Tri> shared(std::string_view email, std::uint64_t offset) const {
    const auto found = leads_of_.find(folded(email));
    if (found == leads_of_.end()) return std::nullopt;
    const bool open = is_open(offset);
    if (found->second.there > (open ? 0U : 1U)) return Tri::yes;
    return found->second.open > (open ? 1U : 0U) ? Tri::unknown : Tri::no;
  }

 private:
  struct Leads { std::uint64_t there = 0, open = 0; };
  static std::string folded(std::string_view email) {
    std::string text(email);
    for (char& c : text) c = ascii_lower(c);
    return text;
  }
  bool is_open(std::uint64_t offset) const { return std::binary_search(offsets_.begin(), offsets_.end(), offset); }
  std::vector<std::uint64_t> offsets_;
  std::unordered_map<std::string, Leads> leads_of_;   // by address in lower case
  std::mutex mutex_;
};

/// Leads whose addresses count in another way: they are yet to come, or nobody knows whether they are there.
struct LeadsToCome {
  std::vector<std::uint64_t> later;   ///< offsets of the rows of those that are not there yet, ascending
  OpenAddresses open;                 ///< of those that may be
  bool found = false;                 ///< both have been
  /// False where there are none, or they have been taken before.
  bool take(std::vector<std::uint64_t> to_come, const std::vector<OpenLead>& may_be_there) {
    if (found || (to_come.empty() && may_be_there.empty())) return false;
    found = true;
    later = std::move(to_come);
    std::sort(later.begin(), later.end());
    if (may_be_there.size() <= most_open_leads) open.begin(may_be_there);
    return true;
  }
  void clear() { later.clear(), open.clear(), found = false; }
};

}  // namespace handoff
