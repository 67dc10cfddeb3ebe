// Which leads count, and what the export must show for that to be known.
#include "reading/lead_scan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "handoff/contract/clauses.hpp"
#include "handoff/text/error.hpp"
#include "report_parts.hpp"

namespace handoff {

LeadFilter::LeadFilter(const Contract& contract, const Settings& settings, std::vector<std::uint64_t> file_starts)
    : contract_(contract), settings_(settings), file_starts_(std::move(file_starts)) {
  reset();
}

void LeadFilter::reset() {
  content_ = {};
  taken_out_.assign(file_starts_.size(), std::vector<std::uint64_t>(contract_.exclusions.size() * 2 + 2));
  perhaps_excluded_.assign(contract_.exclusions.size(), 0);
}

Tri LeadFilter::passes(const Judging& judging) {
  std::size_t reason = 0;
  const std::size_t where = contract_.exclusions.size();
  std::size_t open = where;  // the first exclusion that cannot be decided
  for (; reason < where; ++reason) {
    const Tri excluded = holds(*contract_.exclusions[reason].when, judging);
    if (excluded == Tri::yes) break;
    if (excluded == Tri::unknown && open == where) open = reason;
  }
  if (reason == where) {
    content_.add(judging.lead->content);
    const Tri wanted = settings_.where ? holds(*settings_.where, judging) : Tri::yes;   // as the rows of --by are told: a blank is not what is asked for
    if (open < where && settings_.allow_unproven && wanted != Tri::no) ++perhaps_excluded_[open];   // who says so has nobody excluded that is not known to be
    const bool kept = open == where || settings_.allow_unproven;
    if (wanted == Tri::yes && kept) return Tri::yes;
    if (wanted != Tri::no) reason = kept ? where + 1 : where + 2 + open;
  }
  const auto after = std::upper_bound(file_starts_.begin(), file_starts_.end(), judging.lead->offset);
  ++taken_out_[static_cast<std::size_t>(after - file_starts_.begin()) - 1][reason];
  return reason > where ? Tri::unknown : Tri::no;
}

/// What takes leads out, by its place in `taken_out_`.
std::string LeadFilter::reason_name(std::size_t reason) const {
  const std::size_t where = contract_.exclusions.size();
  if (reason < where) return contract_.exclusions[reason].name;
  if (reason == where) return "--where";
  return fmt::format("{} (undecided)", reason == where + 1 ? "--where" : contract_.exclusions[reason - where - 2].name);
}

void LeadFilter::take_out(std::vector<InputAccount>& accounts) const {
  for (std::size_t file = 0; file < taken_out_.size(); ++file)
    for (std::size_t i = 0; i < taken_out_[file].size(); ++i) {
      const std::uint64_t out = taken_out_[file][i];
      if (out == 0) continue;
      accounts[file].excluded += out;
      accounts[file].rows_used -= out;
      accounts[file].excluded_by_name.emplace_back(reason_name(i), out);
    }
}

std::vector<std::string> LeadFilter::notes(bool in_bounds) const {
  std::vector<std::string> notes;
  for (std::size_t i = 0; i < perhaps_excluded_.size(); ++i)
    if (perhaps_excluded_[i] > 0)
      notes.push_back(fmt::format("[exclude] '{}' cannot be decided for {}: a cell that it asks cannot be read, or its column is not in the export. {} counted",
                                  contract_.exclusions[i].name, leads_text(perhaps_excluded_[i]), perhaps_excluded_[i] == 1 ? "It is" : "They are"));
  const std::size_t where = contract_.exclusions.size();
  for (std::size_t reason = where + 1; reason < where * 2 + 2; ++reason) {
    std::uint64_t undecided = 0;
    for (const std::vector<std::uint64_t>& file : taken_out_) undecided += file[reason];
    if (undecided == 0) continue;
    const std::string asked = reason == where + 1 ? "--where" : fmt::format("[exclude] '{}'", contract_.exclusions[reason - where - 2].name);
    notes.push_back(fmt::format("{} cannot be decided for {}: a cell that it asks cannot be read or is a range, or its column is not in the export. {} in no count{}", asked,
                                leads_text(undecided), undecided == 1 ? "It is" : "They are", in_bounds ? ", and in the bounds of each rate" : ""));
  }
  return notes;
}

void LeadFilter::merge(const LeadFilter& other) {
  content_.merge(other.content_);
  for (std::size_t file = 0; file < taken_out_.size(); ++file)
    for (std::size_t i = 0; i < taken_out_[file].size(); ++i) taken_out_[file][i] += other.taken_out_[file][i];
  for (std::size_t i = 0; i < perhaps_excluded_.size(); ++i) perhaps_excluded_[i] += other.perhaps_excluded_[i];
}

void require_proof(const Contract& contract, const Settings& settings, const std::vector<bool>& absent) {
  const auto require = [&](const Expr& asked, const std::string& where, const std::string& who) {
    std::vector<FieldId> fields;
    collect_fields(asked, fields);
    for (const FieldId field : fields) {
      if (!absent[field]) continue;
      const std::string& name = contract.fields[field].name;
      throw Error(where, fmt::format("{} asks {}, and the export has no column for it: nobody can say which leads are counted", who, name),
                  fmt::format("name its column under [columns], for instance {} = 'Header in the export', or say --allow-unproven", name));
    }
  };
  for (const NamedPredicate& exclusion : contract.exclusions) require(*exclusion.when, exclusion.source.text(), fmt::format("[exclude] '{}'", exclusion.name));
  if (settings.where) require(*settings.where, "--where", "it");
}

bool asks_duplicates(const Contract& contract, const ExprPtr& where, const ScanNeeds& needs) {
  if (where && asks_duplicate(*where)) return true;
  const auto in_use = [&](ClauseOf of) {
    if (of == ClauseOf::definition) return false;   // asked through those that name it
    if (of == ClauseOf::commitment || of == ClauseOf::touch) return needs.commitments;
    return of != ClauseOf::score || needs.scores;
  };
  const std::vector<ContractClause> clauses = contract_clauses(contract);
  return std::any_of(clauses.begin(), clauses.end(), [&](const ContractClause& clause) { return in_use(clause.of) && asks_duplicate(*clause.expr); });
}

}  // namespace handoff
