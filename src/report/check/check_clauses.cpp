// What a clause is called, and why an export does not prove it.
#include <fmt/format.h>

#include <array>

#include "check/check_records.hpp"

namespace handoff {

namespace {

using Kind = ClauseProof::Kind;

std::string field_text(const Contract& contract, const ExportFacts& facts, FieldId field) {
  const std::string& header = facts.headers[field];
  const std::string& name = contract.fields[field].name;
  return header.empty() || header == name ? name : name + " (\"" + header + "\")";
}

std::string fields_text(const Contract& contract, const ExportFacts& facts, const std::vector<FieldId>& fields) {
  std::string out;
  for (std::size_t i = 0; i < fields.size() && i < 4; ++i)
    out += (i ? ", " : "") + field_text(contract, facts, fields[i]);
  return fields.size() > 4 ? out + " and " + std::to_string(fields.size() - 4) + " more" : out;
}

/// `no column for disposition; name it under [columns], for instance: disposition = "Lead Status"`.
std::string absent_text(const Contract& contract, const ExportFacts& facts, const std::vector<FieldId>& absent) {
  std::string lines;
  for (std::size_t i = 0; i < absent.size() && i < 4; ++i) {
    const std::string& likely = facts.likely[absent[i]];
    lines +=
        fmt::format("{}{} = \"{}\"", i ? ", " : "", contract.fields[absent[i]].name, likely.empty() ? "..." : likely);
  }
  return fmt::format("no column for {}; name {} under [columns]: {}", fields_text(contract, facts, absent),
                     absent.size() == 1 ? "it" : "them", lines);
}

void add(std::string& text, const std::string& part) { text += (text.empty() ? "" : "; ") + part; }

}  // namespace

std::string clause_name(const Contract& contract, const ClauseProof& clause) {
  const std::size_t i = clause.index;
  switch (clause.kind) {
    case Kind::stage_date: return contract.stages[i].name + ", date";
    case Kind::stage_definition: return contract.stages[i].name + ", definition";
    case Kind::exit_date: return contract.exits[i].name + ", date";
    case Kind::current_stage: return "current stage";
    case Kind::exit_definition: return contract.exits[i].name + ", definition";
    case Kind::clock: return "clock " + contract.clocks[i].name;
    case Kind::disposition: return "disposition";
    case Kind::reason: return "disposition, reason";
    case Kind::enrichment: return "enrichment, " + contract.fields[contract.enrichment[i]].name;
    case Kind::exclusion: return "exclude " + contract.exclusions[i].name;
    case Kind::segment: return "segment";
    case Kind::lane: return "lane";
    case Kind::source: return "source";
    case Kind::score: return "score " + contract.scores[i]->name;
    case Kind::touch: return "touch";
    case Kind::commitment: return "commitment " + contract.commitments[i].name;
  }
  return {};
}

std::string clause_reasons(const Contract& contract, const ExportFacts& facts, const ClauseProof& clause) {
  std::string text;
  if (clause.free_metric)
    add(text,
        "the metric " + contract.commitments[clause.index].metric + " is the signers' own; nothing here measures it");
  if (clause.kind == Kind::touch || (clause.kind == Kind::commitment && clause.no_log))
    add(text, "a touch log has to be given beside the export");
  else if (clause.no_log) add(text, "a signal log has to be given beside the export");
  if (!clause.absent.empty()) add(text, absent_text(contract, facts, clause.absent));
  constexpr std::pair<Type, std::array<std::string_view, 2>> open[] = {{Type::date, {"no row tells day from month in ", "both orders of day and month stand in "}},
                                                                      {Type::number, {"no row tells what begins the decimals in ", "decimal dots and decimal commas stand in "}}};
  for (const auto& kind : open)
    for (const bool both : {false, true}) {
      std::vector<FieldId> fields = clause.order_open;
      std::erase_if(fields, [&](FieldId field) { return contract.fields[field].type != kind.first || (facts.orders[field].first_over_12 > 0 || facts.decimals[field].dot > 0) != both; });
      if (!fields.empty()) add(text, fmt::format("{}{}", kind.second[both], fields_text(contract, facts, fields)));
    }
  if (clause.of > 0 && clause.decided == 0 && clause.proof() == Proof::partly && !clause.no_log)
    add(text, "a rule that cannot be decided adds nothing: the score is a number all the same");
  const std::uint64_t undecided = clause.of - clause.decided;
  for (std::size_t i = 0; i < clause.date_only.size() && i < 2; ++i)
    add(text, field_text(contract, facts, clause.date_only[i].first) + " has no time of day in " +
                  count_text(clause.date_only[i].second) + " of " + count_text(undecided) + " undecided");
  if (clause.before_start > 0)
    add(text, fmt::format("{} of {} undecided {} touched before the start, and nothing tells whether again since: a touch log, start = \"assigned_at\" or `before` of the clock decides it",
                          count_text(clause.before_start), count_text(undecided), clause.before_start == 1 ? "was" : "were"));
  const bool cells =
      clause.kind == Kind::stage_date || clause.kind == Kind::exit_date || clause.kind == Kind::enrichment;
  for (std::size_t i = 0; i < clause.missing.size() && i < 2; ++i) {
    const auto& [field, count] = clause.missing[i];
    if (!clause.order_open.empty()) break;
    if (cells) add(text, count_text(count) + (count == 1 ? " cell cannot be read" : " cells cannot be read"));
    else
      add(text, field_text(contract, facts, field) + " is blank or unreadable in " + count_text(count) + " of " +
                    count_text(undecided) + " undecided");
  }
  std::uint64_t explained = clause.before_start;
  for (const auto& [field, count] : clause.missing) explained += count;
  for (const auto& [field, count] : clause.date_only) explained += count;
  const bool decidable = clause.absent.empty() && clause.order_open.empty() && !clause.no_log;
  if (clause.kind == Kind::commitment && decidable && undecided > 0 && clause.missing.empty())
    add(text, "as far as the stages and clocks that it counts are");
  else if (decidable && explained < undecided)
    add(text, count_text(undecided - explained) + " or more hold a range or a date that the wording cuts through");
  if (!clause.todays.empty() && clause.of > 0)
    add(text, fields_text(contract, facts, clause.todays) + " is today's value, not the one at the time");
  if (clause.proof() == Proof::untried)
    add(text, clause.kind == Kind::commitment && clause.of == 0
                  ? "nothing that it counts is in this export, or it counts no stage and no clock"
                  : "no lead of the export comes under it");
  return text;
}

}  // namespace handoff
