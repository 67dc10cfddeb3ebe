// A is always the first contract named, B the second: the report says which is which once, and then keeps to the letters.
#include "compare/compare_report.hpp"

#include <algorithm>
#include <cmath>

#include "compare/compare_json.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

constexpr std::size_t shown_clauses = 12;   // of each contract, in the table; JSON has all

std::string letter(std::size_t side) { return side == 0 ? "A" : "B"; }

std::string part_text(CompareClass part) {
  constexpr std::string_view texts[] = {"both", "only A", "only B", "neither", "unknown", "excluded"};
  return std::string(texts[static_cast<std::size_t>(part)]);
}

std::string target_name(const CompareSettings& settings) {
  return settings.to >= 0 ? settings.sides[0].contract->stages[static_cast<std::size_t>(settings.to)].name : "";
}
const std::string& won_name(const CompareSettings& settings) { return settings.sides[0].contract->stages.back().name; }

/// Is the last stage another than the one conversion is measured to?
bool won_apart(const CompareSettings& settings) { return settings.to + 1 != static_cast<int>(settings.sides[0].contract->stages.size()); }

bool any_value(const std::vector<PartResult>& parts) {
  return std::any_of(parts.begin(), parts.end(), [](const PartResult& part) { return !part.value.empty(); });
}

void add_part_headings(Table& table, const CompareSettings& settings, bool values) {
  table.columns.push_back({"counted by", Align::left});
  for (const char* name : {"leads", "share"}) table.columns.push_back({name, Align::right});
  if (settings.to >= 0)
    for (const std::string& name : {target_name(settings), std::string("rate"), std::string("95 % interval")}) table.columns.push_back({name, Align::right});
  if (won_apart(settings))
    for (const std::string& name : {won_name(settings), std::string("rate"), std::string("95 % interval")}) table.columns.push_back({name, Align::right});
  if (values) table.columns.push_back({"value", Align::right});
}

void add_part_cells(std::vector<Cell>& row, const PartResult& part, const CompareSettings& settings, bool values) {
  row.push_back(count_cell(part.leads));
  row.push_back(rate_cell(part.share));
  const auto add_rate = [&](const Rate& rate) {
    row.push_back(count_cell(static_cast<std::uint64_t>(rate.count)));
    row.push_back(rate_cell(rate));
    row.push_back(interval_cell(rate));
  };
  if (settings.to >= 0) add_rate(part.converted);
  if (won_apart(settings)) add_rate(part.won);
  if (values) row.push_back(Cell(MoneySums(part.value)));
}

Table part_table(const CompareResult& result, const CompareSettings& settings) {
  Table table;
  const bool values = any_value(result.parts);
  add_part_headings(table, settings, values);
  for (const PartResult& part : result.parts) {
    if (part.leads == 0 && (part.part == CompareClass::excluded || part.part == CompareClass::unknown)) continue;
    std::vector<Cell> row = {text_cell(part_text(part.part))};
    add_part_cells(row, part, settings, values);
    if (part.part == CompareClass::excluded) row.resize(2);  // taken out: no rate is asked of them
    table.rows.push_back(std::move(row));
  }
  for (const std::size_t side : {0U, 1U}) {
    std::vector<Cell> row = {text_cell("all that " + letter(side) + " counts", Tone::faint)};
    add_part_cells(row, result.counted[side], settings, values);
    row[2] = text_cell("");
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table group_table(const CompareResult& result, const CompareSettings& settings) {
  Table table;
  table.title = "By group";
  add_group_headings(table.columns, settings.by);
  for (std::size_t i = 0; i < compare_class_count; ++i) table.columns.push_back({part_text(static_cast<CompareClass>(i)), Align::right});
  if (settings.to >= 0)
    for (const CompareClass part : {CompareClass::both, CompareClass::only_a, CompareClass::only_b})
      table.columns.push_back({part_text(part) + " to " + target_name(settings), Align::right});
  for (const CompareGroup& group : result.groups) {
    std::vector<Cell> row;
    add_group_cells(row, group.labels);
    for (const PartResult& part : group.parts) row.push_back(count_cell(part.leads));
    if (settings.to >= 0)
      for (const CompareClass part : {CompareClass::both, CompareClass::only_a, CompareClass::only_b})
        row.push_back(rate_cell(group.parts[static_cast<std::size_t>(part)].converted));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table cross_table(const CompareResult& result) {
  constexpr std::array<std::size_t, compare_verdict_count> order = {1, 0, 2, 3};   // yes first
  constexpr std::string_view names[] = {"counts", "does not", "unknown", "excludes"};
  Table table;
  table.title = "Every lead once";
  table.columns.push_back({"", Align::left});
  for (std::size_t i = 0; i < order.size(); ++i) table.columns.push_back({"B " + std::string(names[i]), Align::right});
  for (std::size_t i = 0; i < order.size(); ++i) {
    std::vector<Cell> row = {text_cell("A " + std::string(names[i]))};
    for (const std::size_t b : order) row.push_back(count_cell(result.cross[order[i]][b]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table moved_table(const CompareResult& result, std::size_t side) {
  Table table;
  table.title = "Why " + letter(side) + " does not count what " + letter(1 - side) + " counts: " + leads_text(result.parts[side == 0 ? 2 : 1].leads);
  table.columns.push_back({"clause of " + letter(side), Align::left});
  for (const char* name : {"fails", "fails first", "alone"}) table.columns.push_back({name, Align::right});
  std::size_t left = 0;
  for (const ClauseResult& one : result.moved) {
    if (one.side != side) continue;
    if (table.rows.size() == shown_clauses) {
      ++left;
      continue;
    }
    table.rows.push_back({text_cell(one.clause), count_cell(one.counts.failed), count_cell(one.counts.first), count_cell(one.counts.alone)});
  }
  if (left > 0) table.footnotes.push_back(count_text(left) + " more in -f json");
  return table;
}

Table undecided_table(const CompareResult& result) {
  Table table;
  table.title = "What is missing where a contract cannot decide";
  table.columns = {{"contract", Align::left}, {"clause", Align::left}, {"leads", Align::right}};
  for (const ClauseResult& one : result.undecided) table.rows.push_back({text_cell(letter(one.side)), text_cell(one.clause), count_cell(one.counts.unknown)});
  return table;
}

Table segment_table(const CompareResult& result) {
  Table table;
  table.title = "Leads counted, by each contract's own segments";
  table.columns = {{"segment", Align::left}, {"counted by A", Align::right}, {"counted by B", Align::right}};
  for (const SegmentResult& one : result.segments) {
    std::vector<Cell> row = {text_cell(one.segment)};
    for (const auto& leads : one.leads) row.push_back(leads ? count_cell(*leads) : text_cell("-", Tone::faint));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table clock_table(const CompareResult& result, const CompareSettings& settings) {
  Table table;
  table.title = "Clocks, each over the entrants that the export claims for its stage";
  table.columns = {{"contract", Align::left}, {"clock", Align::left}};
  for (const char* name : {"limit", "met", "breached", "open", "unknown", "exempt", "met of judged", "target"}) table.columns.push_back({name, Align::right});
  for (const CompareClock& one : result.clocks) {
    const Clock& clock = settings.sides[one.side].contract->clocks[static_cast<std::size_t>(one.clock)];
    std::vector<Cell> row = {text_cell(letter(one.side)), text_cell(clock.name), text_cell(duration_text(clock.limit))};
    for (const std::uint64_t count : one.verdicts) row.push_back(count_cell(count));
    row.push_back(rate_cell(one.compliance));
    row.push_back(text_cell(clock.target ? percent_text(*clock.target) : ""));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string side_sentence(const CompareSettings& settings, std::size_t side) {
  const Contract& contract = *settings.sides[side].contract;
  const Stage& stage = stage_of(settings, side);
  std::string text = letter(side) + ": " + contract.file + ", " + contract.name + " " + contract.version + ". " + stage.name + " is ";
  return text + (stage.when ? to_sql(*stage.when) : "what the export claims (the contract has no `when` for it)") + ".";
}

/// `4.5 points more (-13.0 to 19.0): 0 is within, so this proves no difference.`
std::string difference_words(const Difference& one) {
  const auto points = [](double share) {
    std::string text = percent_text(share);
    return text.substr(0, text.size() - 2);
  };
  const bool less = *one.difference < 0;
  const double low = less ? -*one.high : *one.low, high = less ? -*one.low : *one.high;
  return points(std::abs(*one.difference)) + " points " + (less ? "less" : "more") + " (" + points(low) + " to " + points(high) + ")" +
         (one.proven() ? "." : "; 0 is within, so this proves no difference.");
}

std::string headline(const CompareResult& result, const CompareSettings& settings) {
  const auto part = [&](CompareClass one) -> const PartResult& { return result.parts[static_cast<std::size_t>(one)]; };
  const PartResult& both = part(CompareClass::both);
  std::string text = "A counts " + leads_text(result.counted[0].leads) + ", B " + count_text(result.counted[1].leads) + ": both " + count_text(both.leads) +
                     ", only A " + count_text(part(CompareClass::only_a).leads) + ", only B " + count_text(part(CompareClass::only_b).leads) + ".";
  if (settings.to < 0) return text;
  for (const CompareClass one : {CompareClass::only_a, CompareClass::only_b}) {
    const Rate& rate = part(one).converted;
    if (!rate.rate || !both.converted.rate) continue;
    text += " Of the leads that " + part_text(one) + " counts, " + percent_text(*rate.rate) + " became " + target_name(settings) + "; of those that both count, " +
            percent_text(*both.converted.rate) + ": " + difference_words(result.apart[one == CompareClass::only_b]);
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
    if (const std::string name = circular(settings, side); !name.empty())
      notes.push_back(letter(side) + "'s definition reads the date of " + name + ": who meets it has converted already, and that rate says nothing");
  for (const std::size_t side : {0U, 1U})
    if (!stage_of(settings, side).when)
      notes.push_back(letter(side) + " does not define " + stage_of(settings, side).name + ": what the export claims stands in for a definition");
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
  report.tables.push_back(part_table(result, settings));
  if (!settings.by.empty()) report.tables.push_back(group_table(result, settings));
  report.tables.push_back(cross_table(result));
  for (const std::size_t side : {1U, 0U})
    if (Table table = moved_table(result, side); !table.rows.empty()) report.tables.push_back(std::move(table));
  if (!result.undecided.empty()) report.tables.push_back(undecided_table(result));
  if (!result.segments.empty()) report.tables.push_back(segment_table(result));
  if (!result.clocks.empty()) report.tables.push_back(clock_table(result, settings));
  compare_json(result, settings, context, report);
  add_notes(result, settings, context, report.notes);
}

}  // namespace handoff
