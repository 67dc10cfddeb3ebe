// A is always the first contract named, B the second: the report says which is which once, and then keeps to the letters.
#include "compare/compare_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "compare/compare_records.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

std::string side_sentence(const CompareSettings& settings, std::size_t side) {
  const Contract& contract = *settings.sides[side].contract;
  const Stage& stage = stage_of(settings, side);
  return fmt::format("{}: {}, {} {}. {} is {}.", letter(side), contract.file, contract.name, contract.version, stage.name,
                     stage.when ? to_sql(*stage.when) : "what the export claims (the contract has no `when` for it)");
}

/// `4.5 points more (-13.0 to 19.0): 0 is within, so this proves no difference.` Where somebody is not known, `3.0 to 4.5 points more`.
std::string difference_words(const Difference& one) {
  const auto points = [](double share) {
    std::string text = percent_text(share);
    return text.substr(0, text.size() - 2);
  };
  const double least = one.difference.value_or(*one.least), most = one.difference.value_or(*one.most);
  const bool less = most < 0 || (most == 0 && least < 0);
  const auto shown = [&](double low, double high) { return less ? std::pair(points(-high), points(-low)) : std::pair(points(low), points(high)); };
  const auto [near, far] = shown(least, most);
  const auto [low, high] = shown(*one.low, *one.high);
  return fmt::format("{} points {} ({} to {}){}", near == far ? near : fmt::format("{} to {}", near, far), less ? "less" : "more", low, high,
                     one.proven() ? "." : "; 0 is within, so this proves no difference.");
}

std::string headline(const CompareResult& result, const CompareSettings& settings) {
  const auto part = [&](CompareClass one) -> const PartResult& { return result.parts[static_cast<std::size_t>(one)]; };
  const PartResult& both = part(CompareClass::both);
  std::string text = "A counts " + leads_text(result.counted[0].leads) + ", B " + count_text(result.counted[1].leads) + ": both " + count_text(both.leads) +
                     ", only A " + count_text(part(CompareClass::only_a).leads) + ", only B " + count_text(part(CompareClass::only_b).leads) + ".";
  if (settings.to < 0) return text;
  for (const CompareClass one : {CompareClass::only_a, CompareClass::only_b}) {
    const Rate &rate = part(one).converted, &beside = both.converted;
    if (!result.apart[one == CompareClass::only_b].low) continue;
    text += fmt::format(" Of the leads that {} counts, {} became {}; of those that both count, {}: {}", part_text(one), share_text(rate), target_name(settings),
                        share_text(beside), difference_words(result.apart[one == CompareClass::only_b]));
  }
  return text;
}

/// The stage whose own date a definition asks for, where conversion to that stage is measured; empty: none.
std::string circular(const CompareSettings& settings, std::size_t side) {
  const Contract& contract = *settings.sides[side].contract;
  const ExprPtr& when = stage_of(settings, side).when;
  std::vector<FieldId> fields;
  if (when) collect_fields(*when, fields);
  const Contract& a = *settings.sides[0].contract;
  for (const int target : {settings.to, static_cast<int>(a.stages.size()) - 1}) {
    if (target < 0 || a.stages[static_cast<std::size_t>(target)].at == no_field) continue;
    const std::string& name = a.fields[a.stages[static_cast<std::size_t>(target)].at].name;
    if (std::any_of(fields.begin(), fields.end(), [&](FieldId id) { return contract.fields[id].name == name; })) return a.stages[static_cast<std::size_t>(target)].name;
  }
  return "";
}

void add_notes(const CompareResult& result, const CompareSettings& settings, const CompareContext& context, std::vector<std::string>& notes) {
  if (context.left_out[0]) notes.push_back(leads_text(context.left_out[0]) + " that entered " + stage_of(settings, 0).name + " outside the window, left out");
  if (context.left_out[1]) notes.push_back(leads_text(context.left_out[1]) + " without any date to place them in the window by, left out");
  for (const std::size_t side : {0U, 1U})
    for (std::size_t i = 0; i < context.open_exclusions[side].size(); ++i)
      if (const std::uint64_t open = context.open_exclusions[side][i]; open > 0)
        notes.push_back(fmt::format(
            "{}'s [exclude] '{}' cannot be decided for {}: a cell that it asks cannot be read or is a range, or its column is not in the export. {} {}",
            letter(side), settings.sides[side].contract->exclusions[i].name, leads_text(open), open == 1 ? "It is" : "They are",
            settings.allow_unproven ? "counted" : "unknown"));
  for (const std::size_t side : {0U, 1U})
    if (const std::string name = circular(settings, side); !name.empty())
      notes.push_back(fmt::format("{}'s definition reads the date of {}: who meets it has converted already, and that rate says nothing", letter(side), name));
  for (const std::size_t side : {0U, 1U})
    if (!stage_of(settings, side).when)
      notes.push_back(fmt::format("{} does not define {}: what the export claims stands in for a definition", letter(side), stage_of(settings, side).name));
  notes.push_back("what became of the leads is what the export claims by A's stages; fails first adds up to the part; alone: had this clause "
                  "come out the other way, the contract would count the lead too");
  if (result.pooled_groups) notes.push_back(pooled_text(result.pooled_groups));
}

}  // namespace

void compare_report(const CompareResult& result, const CompareSettings& settings, const CompareContext& context, Report& report) {
  report.title = "Two contracts: " + stage_of(settings, 0).name + " by A" + (stage_of(settings, 1).name == stage_of(settings, 0).name ? " and" : ", " + stage_of(settings, 1).name) + " by B";
  report.headline.push_back(side_sentence(settings, 0));
  report.headline.push_back(side_sentence(settings, 1));
  report.headline.push_back(headline(result, settings));
  add_compare_records(result, settings, context, report);
  add_notes(result, settings, context, report.notes);
}

}  // namespace handoff
