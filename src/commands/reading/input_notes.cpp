// Notes in fixed order, so that the same input gives the same bytes.
#include "reading/input_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <mutex>
#include <ostream>

#include "handoff/contract/contact_field.hpp"
#include "handoff/contract/signature.hpp"
#include "reading/input_limits.hpp"
#include "check/asked_texts.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

std::string unsigned_note(const Contract& contract, Instant as_of) {
  if (signed_under_rules_1(contract, as_of)) return "the contract is UNSIGNED: it was signed under rules 1, by which the same words gave other numbers: sign again";
  if (const std::optional<Day> day = signed_later(contract, as_of))
    return fmt::format(
        "the contract was UNSIGNED at the moment of judging: both parties had signed it by {}, after that",
        iso_day(*day));
  return "the contract is UNSIGNED: these numbers rest on definitions that not both parties have signed";
}

void note_contract(const Contract& contract, const Settings& settings, std::vector<std::string>& notes) {
  if (contract.rules < 2) notes.push_back(rules_note());
  switch (contract_status(contract, settings.contract_at)) {
    case Status::signed_: break;
    case Status::unsigned_: notes.push_back(unsigned_note(contract, settings.contract_at)); break;
    case Status::altered: notes.push_back("the contract is ALTERED: its meaning has changed since it was signed"); break;
    case Status::expired: notes.push_back("the contract had EXPIRED at the moment of judging"); break;
    case Status::not_yet_in_force: notes.push_back("the contract was NOT YET IN FORCE at the moment of judging"); break;
  }
}

/// Columns whose absence shows in the numbers; what a report merely leaves out needs no note.
void note_absent(const Contract& contract, const ScanResult& scan, std::vector<std::string>& notes) {
  constexpr std::string_view silent[] = {"amount", "currency", "owner", "segment", "email", "first_name", "last_name", "disposition", "disposition_reason"};
  for (const FieldId field : scan.absent) {
    const std::string& name = contract.fields[field].name;
    if (std::find(std::begin(silent), std::end(silent), name) == std::end(silent))
      notes.push_back("the export has no column for " + name + "; what rests on it is unknown");
  }
}

/// Lead ids are printed everywhere; where they are addresses, whoever passes a report on should know.
void note_lead_ids(const Contract& contract, const ScanResult& scan, std::vector<std::string>& notes) {
  const FieldId id = known_field("lead_id");
  if (id >= scan.header_of_field.size() || !is_contact_header(contract, scan.header_of_field[id])) return;
  notes.push_back("lead ids are read from the column \"" + scan.header_of_field[id] +
                  "\", which holds e-mail addresses, names or phone numbers: wherever this output shows a lead id, it shows one of these");
}

/// Why leads may stand in several rows. Where the header stands again among the rows, exports were laid end to end, and
/// each may hold the same lead.
std::string cause_of_joins(const ScanResult& scan, bool dated) {
  constexpr auto header = static_cast<std::size_t>(RejectReason::repeated_header);
  std::uint64_t headers = 0;
  for (const FileAccount& file : scan.files) headers += file.rejects[header];
  if (headers > 0)
    return fmt::format("and the header stands {} among the rows, as in exports laid end to end",
                       headers == 1 ? "again" : fmt::format("{} times more", count_text(headers)));
  return scan.files.size() > 1 && !dated ? "as where several exports hold the same leads, or in a report joined with activities"
                               : "as in a report joined with activities";
}

/// Rows left out for their id: of a joined report, which is as it should be, and of leads that share an id, which is not.
void note_repeated_ids(const ScanResult& scan, std::vector<std::string>& notes) {
  std::uint64_t joined = 0, collided = 0;
  for (const FileAccount& file : scan.files) {
    joined += file.duplicates - file.collided;
    collided += file.collided;
  }
  const auto counted = [](std::uint64_t count, const char* one, const char* many) { return fmt::format("{} {}", count_text(count), count == 1 ? one : many); };
  const FieldId modified = known_field("modified_at");
  const bool dated = modified < scan.header_of_field.size() && !scan.header_of_field[modified].empty();
  const std::string stands = dated ? "; of each id the row modified last stands, and of rows modified alike the later one"
                             : scan.files.size() > 1
                                 ? "; of each id the later row stands, which is that of the file named last: name the newest export last"
                                 : "; of each id the later row stands";
  if (const std::string ways = scan.id_spellings.two_ways(); !ways.empty())
    notes.push_back(fmt::format("of the lead ids, {}: where a spreadsheet saved a part of the rows, a lead that stands in both spellings counts twice", ways));
  if (joined > 0)
    notes.push_back(fmt::format("{} {}, {}: {}{}", counted(joined, "row repeats", "rows repeat"),
                                counted(scan.joined_ids, "lead", "leads"), cause_of_joins(scan, dated),
                                scan.identity_by.empty()
                                    ? "neither created_at nor an e-mail address tells whether they are of one lead"
                                    : "alike in " + identity_words(scan),
                                stands));
  if (collided > 0)
    notes.push_back(fmt::format("{} left out for {} that two leads have: they differ in {}{}{}", counted(collided, "row is", "rows are"), counted(scan.collided_ids, "id", "ids"),
                                identity_words(scan), scan.collision.first.empty() ? "" : fmt::format(", as {} and {} do", scan.collision.first, scan.collision.second), stands));
}

}  // namespace

void note_staleness(const Contract& contract, const Settings& settings, const std::string& what, Instant newest, std::vector<std::string>& notes) {
  if (newest == instant_min || settings.as_of - newest <= settings.stale_after) return;
  const Seconds age = settings.as_of - newest;
  const bool days = age > 3 * seconds_a_day;
  notes.push_back(fmt::format("the newest {} in {} is {}, {} before the moment of judging: what happened since is not in the export", days ? "date" : "moment", what,
                              days ? iso_day(contract.zone->day_of(newest)) : local_text({newest, newest, 0, false}, *contract.zone),
                              days ? count_text(static_cast<std::uint64_t>(age / seconds_a_day)) + " days" : span_text(age)));
}

std::vector<std::string> input_notes(const Contract& contract, const Settings& settings, const ScanResult& scan) {
  std::vector<std::string> notes;
  note_contract(contract, settings, notes);
  note_staleness(contract, settings, "the data", scan.newest, notes);
  notes.insert(notes.end(), scan.notes.begin(), scan.notes.end());
  note_repeated_ids(scan, notes);
  if (const std::optional<BareFile> bare = bare_file(scan, contract)) notes.push_back(fmt::format("{}: {}", bare->file, bare->problem));
  note_absent(contract, scan, notes);
  note_lead_ids(contract, scan, notes);
  return notes;
}

void note_blank_columns(const Contract& contract, const ScanResult& scan, std::uint64_t least, const std::vector<FieldId>& left_out,
                        std::vector<std::string>& notes) {
  std::uint64_t rows = 0;
  for (const FileAccount& file : scan.files) rows += file.delivered + file.duplicates;
  if (rows == 0 || rows < least) return;
  for (std::size_t field = 0; field < scan.facts.size(); ++field) {
    if (scan.header_of_field[field].empty() || scan.facts[field].filled > 0) continue;
    if (std::find(left_out.begin(), left_out.end(), field) != left_out.end()) continue;
    const Field& known = contract.fields[field];
    notes.push_back(fmt::format("column \"{}\" ({}) is blank in {}: what rests on it reads as {}, which proves nothing where the export was not allowed to show it",
                                scan.header_of_field[field], known.name,
                                rows == 1 ? "the only row" : fmt::format("every one of {} rows", count_text(rows)),
                                known.type == Type::date ? "not done" : "not filled in"));
  }
}

void note_undated_answers(const Contract& contract, const ScanResult& scan, const std::vector<bool>& absent, std::vector<std::string>& notes) {
  static const FieldId state = known_field("disposition"), made = known_field("disposition_at");
  const bool later = std::any_of(scan.facts.begin(), scan.facts.end(), [](const FieldFacts& facts) { return facts.later > 0; });
  if (!contract.disposition || !absent[made] || absent[state] || !later) return;
  notes.push_back(fmt::format("the export tells of days after the moment of judging, and has no column for {}: each {} in it counts as given by then", contract.fields[made].name,
                              contract.fields[state].name));
}

void note_texts(const Contract& contract, std::vector<TextInNoRow> texts, std::vector<std::string>& notes) {
  constexpr std::size_t shown = 4;
  std::stable_partition(texts.begin(), texts.end(), [](const TextInNoRow& one) { return !one.nearest.empty(); });
  std::string text;
  for (std::size_t i = 0; i < texts.size() && i < shown; ++i) {
    const std::string near = nearest_text(texts[i]);
    text += fmt::format("{}{} ({}{}{})", i ? ", " : "", asked_text(contract, texts[i].asked), texts[i].asked.place, near.empty() ? "" : "; ", near);
  }
  if (texts.size() > shown) text += fmt::format(" and {} more, which handoff check lists", texts.size() - shown);
  if (!text.empty()) notes.push_back(std::string(texts_note) + text);
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
