// Notes in fixed order, so that the same input gives the same bytes.
#include "scan_notes.hpp"

#include <mutex>
#include <ostream>

namespace handoff {

namespace {

std::string number(std::uint64_t count) { return count_text(static_cast<std::int64_t>(count)); }

std::string header_of(const ScanResult& scan, const Contract& contract, FieldId field) {
  const std::string& header = scan.header_of_field[field];
  return header.empty() ? contract.fields[field].name : header;
}

void note_contract(const Contract& contract, const Settings& settings, std::vector<std::string>& notes) {
  switch (contract_status(contract, settings.as_of)) {
    case Status::signed_: break;
    case Status::unsigned_: notes.push_back("the contract is UNSIGNED: these numbers rest on definitions that not both parties have signed"); break;
    case Status::altered: notes.push_back("the contract is ALTERED: its meaning has changed since it was signed"); break;
    case Status::expired: notes.push_back("the contract had EXPIRED at the moment of judging"); break;
    case Status::not_yet_in_force: notes.push_back("the contract was NOT YET IN FORCE at the moment of judging"); break;
  }
}

void note_staleness(const Contract& contract, const Settings& settings, const ScanResult& scan, std::vector<std::string>& notes) {
  if (scan.newest == instant_min || settings.as_of - scan.newest <= 3 * seconds_a_day) return;
  notes.push_back("the newest date in the data is " + iso_day(contract.zone->day_of(scan.newest)) + ", " +
                  number(static_cast<std::uint64_t>((settings.as_of - scan.newest) / seconds_a_day)) +
                  " days before the moment of judging: what happened since is not in the export");
}

void note_fields(const Contract& contract, const ScanResult& scan, std::vector<std::string>& notes) {
  for (std::size_t i = 0; i < scan.facts.size() && i < contract.fields.size(); ++i) {
    const FieldFacts& facts = scan.facts[i];
    const std::string header = header_of(scan, contract, static_cast<FieldId>(i));
    if (facts.unreadable > 0)
      notes.push_back("column '" + header + "': " + number(facts.unreadable) + " of " + number(facts.filled) + " filled cells are no " +
                      std::string(type_name(contract.fields[i].type)) + " and count as missing (the first: '" + facts.first_unreadable.text + "')");
    if (facts.twice > 0)
      notes.push_back("column '" + header + "': " + number(facts.twice) + " local times happened twice (clocks set back); the earlier is taken");
    if (facts.skipped > 0)
      notes.push_back("column '" + header + "': " + number(facts.skipped) + " local times did not exist (clocks set forward); moved forward by the gap");
  }
}

}  // namespace

std::vector<std::string> scan_notes(const Contract& contract, const Settings& settings, const ScanResult& scan) {
  std::vector<std::string> notes;
  note_contract(contract, settings, notes);
  note_staleness(contract, settings, scan, notes);
  notes.insert(notes.end(), scan.notes.begin(), scan.notes.end());
  note_fields(contract, scan, notes);
  return notes;
}

ProgressLine::ProgressLine(Streams& io, bool quiet) : io_(io), wanted_(io.err_is_terminal && !quiet), begun_(wanted_ ? io.now() : 0) {}

std::function<void(double)> ProgressLine::callback() {
  if (!wanted_) return {};
  auto guard = std::make_shared<std::mutex>();
  return [this, guard, last = -1](double share) mutable {
    const std::lock_guard lock(*guard);
    const int percent = static_cast<int>(share * 100);
    if (percent == last || io_.now() - begun_ < 1) return;
    last = percent;
    shown_ = true;
    io_.err << "\rreading " << percent << " %" << std::flush;
  };
}

void ProgressLine::clear() {
  if (shown_) io_.err << "\r              \r" << std::flush;
  shown_ = false;
}

}  // namespace handoff
