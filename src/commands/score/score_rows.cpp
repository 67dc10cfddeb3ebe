#include "score/score_rows.hpp"

#include <algorithm>
#include <set>

#include "render.hpp"
#include "files/row_cells.hpp"

namespace handoff {
namespace {

constexpr std::string_view tri_words[] = {"no", "yes", "unknown"};

std::vector<std::string> bucket_cells(const std::shared_ptr<const BucketList>& list) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; list && i < list->buckets.size(); ++i) cells.push_back(csv_text(list->buckets[i].name));
  return cells;
}

/// A number; a range as `40..60`, which no spreadsheet takes for a date or a subtraction; blank where it is missing.
void append_score(const Value& value, std::string& out) {
  if (!value.present()) return;
  const bool range = value.number.low != value.number.high;
  if (range && value.number.low < 0) out += '\'';
  append_real(out, value.number.low);
  if (!range) return;
  out += "..";
  append_real(out, value.number.high);
}

}  // namespace

ScoreRows::ScoreRows(const Contract& contract, const ScoreSettings& settings, const ScoreReader& reader)
    : contract_(contract), settings_(settings), reader_(reader), as_of_text_(iso_instant(settings.as_of)), segments_(bucket_cells(contract.segments)),
      lanes_(bucket_cells(contract.lanes)), sources_(bucket_cells(contract.sources)), routes_(bucket_cells(contract.routes)) {
  for (std::size_t i = 0; i < reader.verdicts(); ++i) verdicts_.push_back(csv_text(reader.verdict_word(static_cast<int>(i) - 2)));
  for (const Stage& stage : contract.stages) stages_.push_back(csv_text(stage.name));
}

/// A column for each axis, then for each other number, by its own name; where another column has that name already, `score_` before it.
void ScoreRows::add_scale_names(std::vector<std::string>& names) const {
  std::set<std::string> taken = {"lead_id", "name", "email", "owner", "segment", "source", "lane", "verdict", "claimed_stage", "route", "judged_at", "explanation"};
  for (const Stage& stage : contract_.stages) taken.insert("meets_" + stage.name);
  for (const CrmScore& column : reader_.crm()) taken.insert({"crm_" + column.name, "crm_" + column.name + "_difference"});
  const std::set<std::string> others = taken;
  for (const Scale& scale : reader_.scales()) taken.insert(scale.name);
  for (const bool axis : {true, false}) {
    for (const Scale& scale : reader_.scales()) {
      if ((scale.axis != nullptr) != axis) continue;
      std::string name = scale.name;
      if (others.contains(name))
        while (!taken.insert(name).second) name.insert(0, "score_");
      names.push_back(std::move(name));
    }
  }
}

std::string ScoreRows::header() const {
  std::vector<std::string> names = {"lead_id"};
  if (settings_.with_contact) names.insert(names.end(), {"name", "email"});
  names.insert(names.end(), {"owner", "segment", "source", "lane"});
  add_scale_names(names);
  names.insert(names.end(), {"verdict", "claimed_stage"});
  for (const Stage& stage : contract_.stages)
    if (stage.when) names.push_back("meets_" + stage.name);
  names.insert(names.end(), {"route", "judged_at"});
  for (const CrmScore& column : reader_.crm()) names.insert(names.end(), {"crm_" + column.name, "crm_" + column.name + "_difference"});
  names.push_back("explanation");
  std::string line;
  for (const std::string& name : names) line += (line.empty() ? "" : ",") + csv_text(name);
  return line + "\n";
}

void ScoreRows::append_buckets(const Judging& judging, std::string& out) const {
  static const FieldId segment = known_field("segment"), source = known_field("source");
  const auto bucket = [&](const std::shared_ptr<const BucketList>& list, const std::vector<std::string>& cells) {
    const int index = bucket_of(*list, judging);
    out += index < 0 ? bucket_name(*list, index) : std::string_view(cells[static_cast<std::size_t>(index)]);
  };
  if (contract_.segments) bucket(contract_.segments, segments_);
  else append_shown(*judging.lead, segment, settings_.with_contact, out);
  out += ',';
  if (contract_.sources) bucket(contract_.sources, sources_);
  else append_shown(*judging.lead, source, settings_.with_contact, out);
  out += ',';
  if (contract_.lanes) bucket(contract_.lanes, lanes_);
  out += ',';
}

void ScoreRows::append_moment(const ScoredLead& lead, std::string& out) const {
  const Stamp& moment = lead.moment;
  const bool known = moment.date_only || moment.first == moment.last;
  if (moment.date_only) out += iso_day(moment.day);
  else if (known && moment.first == settings_.as_of) out += as_of_text_;
  else if (known) out += iso_instant(moment.first);
  out += ',';
}

void ScoreRows::append_crm(const Judging& judging, const ScoredLead& lead, std::string& out) const {
  for (const CrmScore& column : reader_.crm()) {
    const Value& theirs = (*judging.lead)[column.field];
    const Value& ours = lead.scores[column.scale];
    append_score(theirs, out);
    out += ',';
    const bool points = theirs.present() && ours.present() && theirs.number.low == theirs.number.high && ours.number.low == ours.number.high;
    if (points) append_real(out, theirs.number.low - ours.number.low);
    out += ',';
  }
}

void ScoreRows::append(const Judging& judging, const ScoredLead& lead, std::string& out) const {
  static const FieldId id = known_field("lead_id"), owner = known_field("owner"), email = known_field("email");
  static const FieldId first_name = known_field("first_name"), last_name = known_field("last_name");
  const Lead& cells = *judging.lead;
  append_field(cells, id, out);
  out += ',';
  if (settings_.with_contact) {
    std::string name(cells[first_name].present() ? cells[first_name].text : std::string_view());
    if (cells[last_name].present()) name += (name.empty() ? "" : " ") + std::string(cells[last_name].text);
    append_csv_text(out, name);
    out += ',';
    append_field(cells, email, out);
    out += ',';
  }
  append_field(cells, owner, out);
  out += ',';
  append_buckets(judging, out);
  for (const Value& score : lead.scores) {
    append_score(score, out);
    out += ',';
  }
  out += verdicts_[static_cast<std::size_t>(lead.verdict + 2)];
  out += ',';
  if (lead.funnel->furthest >= 0) out += stages_[static_cast<std::size_t>(lead.funnel->furthest)];
  out += ',';
  for (std::size_t i = 0; i < contract_.stages.size(); ++i) {
    if (!contract_.stages[i].when) continue;
    out += tri_words[static_cast<std::size_t>(lead.meets[i])];
    out += ',';
  }
  if (lead.route >= 0) out += routes_[static_cast<std::size_t>(lead.route)];
  else if (lead.route == undecided_bucket) out += bucket_name(*contract_.routes, lead.route);
  out += ',';
  append_moment(lead, out);
  append_crm(judging, lead, out);
  append_csv_text(out, lead.explanation);
  out += '\n';
}

}  // namespace handoff
