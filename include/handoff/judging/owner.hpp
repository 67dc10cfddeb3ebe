// Whose a clock, a duty or a lead is. An export names the owner of today; where a stage history names owners, what was breached is laid to whoever
// had the lead when it fell due. Every command that names or counts owners asks here.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "handoff/judging/clock.hpp"
#include "handoff/expression/predicate.hpp"

namespace handoff {

/// The moment that an owner is asked for. `due`: of what is past due. `stop`: of what was done in time. `now`: of all else, as of.
/// `ended`: of an entry that the next one ended before any of these.
enum class OwnedAt : std::uint8_t { due, stop, now, ended };

struct Owner {
  std::string_view name;          ///< by the history where it knows, else by the export; empty: nobody
  std::string_view in_export;     ///< empty: it names nobody
  bool history = false;           ///< one was given
  bool by_history = false;        ///< and it knows the owner at that moment
  bool unsure = false;            ///< it was handed over on that very day, at a time that is not known
  bool column = false;            ///< the export has a column for it
  OwnedAt when = OwnedAt::now;
  /// Does the history lay it to somebody else than the export would?
  bool moved() const { return by_history && column && name != in_export; }
};

/// Who had the lead at `moment`, or as of where that is earlier, or just before the next entry where that is: whoever got the lead with the next
/// entry has no part in this one. A row of the history holds from its very moment on.
Owner owner_at(const Judging& judging, Instant moment, OwnedAt when, Instant as_of);
/// Whose one clock is.
Owner clock_owner(const Judging& judging, const ClockFact& fact, Instant as_of);
/// Whose the lead is where it is counted once: its first clock's; without a clock, the owner's of now.
Owner lead_owner(const Judging& judging, const std::vector<ClockFact>& clocks, Instant as_of);

/// `Owner at the due time: Ben by the history; the export names Ana.` Empty where no history was given.
std::string owner_sentence(const Owner& owner);

/// Leads as their owners', for groups and predicates that ask for `owner`. What it hands out lives until it is asked again.
class OwnedLead {
 public:
  const Judging& of(const Judging& judging, const Owner& owner);

 private:
  Lead lead_;
  Judging judging_;
};

/// Leads by what the history says of their owners, in anything counted of them. Entries of a lead come one after the other.
class OwnerCounts {
 public:
  void add(const Judging& judging, const Owner& owner) {
    if (!owner.history) return;
    moved_.add(judging, owner.moved());
    told_.add(judging, owner.by_history);
    untold_.add(judging, !owner.by_history);
    unsure_.add(judging, owner.unsure);
  }
  void merge(const OwnerCounts& other) {
    moved_.count += other.moved_.count;
    told_.count += other.told_.count;
    untold_.count += other.untold_.count;
    unsure_.count += other.unsure_.count;
  }
  std::uint64_t moved() const { return moved_.count; }     ///< laid to another owner than the export names
  std::uint64_t told() const { return told_.count; }       ///< the history knows whose something of it was
  std::uint64_t untold() const { return untold_.count; }   ///< it does not know whose something of it was, and the export's owner stands
  std::uint64_t unsure() const { return unsure_.count; }   ///< handed over on the very day that decides, at a time that is not known

 private:
  struct Leads {
    std::uint64_t count = 0, last = ~std::uint64_t{0};
    void add(const Judging& judging, bool is) {
      if (!is || judging.lead->offset == last) return;
      last = judging.lead->offset;
      ++count;
    }
  };
  Leads moved_, told_, untold_, unsure_;
};

}  // namespace handoff
