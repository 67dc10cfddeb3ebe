// The joint scan. Reading once keeps memory flat and makes a second answer to "which row stands" impossible.
#include "compare/two_contracts.hpp"

#include <algorithm>
#include <set>

#include "leads/cell_text.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"

namespace handoff {

namespace {

/// The null words of one list that the other has (or has not).
std::vector<std::string> words(const std::vector<std::string>& own, const std::vector<std::string>& other, bool shared) {
  std::set<std::string> theirs;
  for (const std::string& word : other) theirs.insert(ascii_lower_text(trimmed(word)));
  std::vector<std::string> out;
  for (const std::string& word : own)
    if (theirs.contains(ascii_lower_text(trimmed(word))) == shared) out.push_back(word);
  return out;
}

/// A field that no longer leans on its contract.
Field independent(const Contract& contract, Field field) {
  if (!field.zone) field.zone = contract.zone;
  if (field.date_order == DateOrder::undecided) field.date_order = contract.date_order;
  return field;
}

/// Leads are told apart by A's id; were B's another column, "the same lead" would mean two things.
void check_identity(const Contract& b, const std::vector<std::string>& headers, std::size_t base) {
  const FieldId id = known_field("lead_id");
  const std::string& theirs = headers[base + id];
  if (theirs.empty() || theirs == headers[id]) return;
  throw Error(b.file, "takes lead_id from the column \"" + theirs + "\", and the other contract from \"" + headers[id] + "\"",
              "name the same column for lead_id under [columns] of both");
}

}  // namespace

Contract joint_contract(const Contract& a, const Contract& b) {
  Contract joint = a;
  joint.exclusions.clear();
  joint.nulls = words(a.nulls, b.nulls, true);
  joint.date_order = DateOrder::undecided;
  for (Field& field : joint.fields) field = independent(a, std::move(field));
  for (const Field& field : b.fields) joint.fields.push_back(independent(b, field));
  return joint;
}

SideView::SideView(const Contract& own, const Contract& other, std::size_t base, std::vector<FieldId> fields)
    : base_(base), fields_(std::move(fields)), own_nulls_(words(own.nulls, other.nulls, false)) {
  lead_.values.resize(own.fields.size());
  std::sort(fields_.begin(), fields_.end());
  fields_.erase(std::unique(fields_.begin(), fields_.end()), fields_.end());
}

const Lead& SideView::view(const Lead& joint) {
  lead_.offset = joint.offset;
  for (const FieldId id : fields_) {
    Value& value = lead_.values[id];
    value = joint.values[base_ + id];
    if (value.text.empty() || !own_nulls_.holds(value.text)) continue;
    value.state = Value::State::missing;
    value.text = {};
  }
  return lead_;
}

JointCounter::JointCounter(const Contract& joint, const JointSettings& settings)
    : filter(joint, settings.settings, settings.file_starts), tally(settings.compare), sides_{side_of(settings, 0), side_of(settings, 1)} {}

JointCounter::Side JointCounter::side_of(const JointSettings& settings, std::size_t side) {
  const CompareSide &own = settings.compare.sides[side], &other = settings.compare.sides[1 - side];
  return {{*own.contract, *other.contract, side ? other.contract->fields.size() : 0, settings.needed[side]}, {*own.contract, settings.compare.as_of, own.absent, settings.settings.counting}, {}};
}

void JointCounter::add(const LeadJudge& joint, std::string& rows) {
  for (Side& side : sides_) {
    side.own = joint.judging();
    side.own.lead = &side.view.view(*joint.judging().lead);
    side.judge.take(side.own);
  }
  const Tri wanted = filter.passes(sides_[0].own);   // by the first contract, as the leads are told apart
  for (Side& side : sides_) side.own.wanted = wanted;
  if (wanted != Tri::no) tally.add(sides_[0].judge, sides_[1].judge, rows);
}

void JointCounter::merge(const JointCounter& other) {
  filter.merge(other.filter);
  tally.merge(other.tally);
}

JointScan::JointScan(const std::array<Contract, 2>& contracts, const Settings& settings, std::array<std::vector<FieldId>, 2> needed, RowsOut rows, Streams& io)
    : contracts_(contracts), settings_(settings), unfiltered_(settings), joint_(joint_contract(contracts[0], contracts[1])), needed_(std::move(needed)) {
  if (settings.where) collect_fields(*settings.where, needed_[0]);
  ScanNeeds needs;
  for (const std::size_t side : {0U, 1U}) {
    needed_[side].push_back(known_field("lead_id"));
    for (const FieldId field : needed_[side]) needs.needed.push_back(static_cast<FieldId>((side ? contracts[0].fields.size() : 0) + field));
  }
  needs.id_nulls = contracts[0].nulls;  // leads are told apart by A's id, and what A calls missing is none
  needs.rows = std::move(rows);
  needs.email_duplicates = asks_duplicates(contracts[0], settings.where, needs) || asks_duplicates(contracts[1], nullptr, needs);
  unfiltered_.where = nullptr;
  scan_.emplace(joint_, unfiltered_, std::move(needs), io);
  if (settings.allow_unproven) return;
  require_proof(contracts[0], settings, absent(0));
  require_proof(contracts[1], unfiltered_, absent(1));
}

std::vector<bool> JointScan::absent(std::size_t side) const {
  const auto middle = scan_->absent().begin() + static_cast<std::ptrdiff_t>(contracts_[0].fields.size());
  return side ? std::vector<bool>(middle, scan_->absent().end()) : std::vector<bool>(scan_->absent().begin(), middle);
}

std::unique_ptr<JointCounter> JointScan::run(const CompareSettings& compare) {
  const Contract &a = contracts_[0], &b = contracts_[1];
  auto [counted] = scan_->run<JointCounter>(joint_, JointSettings{compare, settings_, scan_->file_starts(), needed_});
  coverage = std::move(scan_->coverage);
  check_identity(b, coverage.scan.header_of_field, a.fields.size());
  counted->filter.take_out(coverage.accounts);
  for (std::string& note : counted->filter.notes(true)) coverage.notes.push_back(std::move(note));
  std::vector<std::string> notes;  // what both contracts ask of one column is said once
  for (std::string& note : coverage.notes)
    if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(std::move(note));
  const bool apart = !words(a.nulls, b.nulls, false).empty() || !words(b.nulls, a.nulls, false).empty();
  if (apart && std::any_of(notes.begin(), notes.end(), [](const std::string& note) { return note.find("could not be read as") != std::string::npos; }))
    notes.push_back("the contracts know different words for missing: a cell that could not be read may be one of these to one of them, and is missing there");
  coverage.notes = std::move(notes);
  return std::move(counted);
}

}  // namespace handoff
