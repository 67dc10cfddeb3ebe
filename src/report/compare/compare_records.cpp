// Each kind of record once; the JSON, the CSV and the tables pick from its fields.
#include "compare/compare_records.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report_parts.hpp"

namespace handoff {

std::string_view part_text(CompareClass part) {
  constexpr std::string_view texts[] = {"both", "only A", "only B", "neither", "unknown", "excluded"};
  return texts[static_cast<std::size_t>(part)];
}

std::string target_name(const CompareSettings& settings) {
  return settings.to >= 0 ? settings.sides[0].contract->stages[static_cast<std::size_t>(settings.to)].name : "";
}

namespace {

constexpr std::size_t shown_clauses = 12;   // of each contract, in the table; JSON has all

using Parts = Records<PartResult>;

const std::string& won_name(const CompareSettings& settings) { return settings.sides[0].contract->stages.back().name; }

/// Is the last stage another than the one conversion is measured to?
bool won_apart(const CompareSettings& settings) { return settings.to + 1 != static_cast<int>(settings.sides[0].contract->stages.size()); }

/// `named`: one of the classes, which have a share; else all that a side counts.
Parts part_records(bool named) {
  using P = PartResult;
  std::vector<RecordField<P>> fields, shown;
  std::vector<RecordField<P>>& classes = named ? fields : shown;
  const RecordField<P> share = {"share", Holds::share, [](const P& p) { return p.share.rate ? Node(Percent{*p.share.rate}) : Node(); }};
  classes.push_back({"class", Holds::text, [](const P& p) { return Word{compare_class_name(p.part), std::string(part_text(p.part))}; }});
  fields.push_back({"leads", Holds::count, &P::leads});
  classes.push_back(share);
  fields.insert(fields.end(), {{"converted", Holds::share, &P::converted}, {"won", Holds::share, &P::won}, {"value", Holds::money, [](const P& p) { return MoneySums(p.value); }}});
  return {std::move(fields), std::move(shown)};
}

Table part_table(const CompareResult& result, const CompareSettings& settings, const Parts& parts) {
  Picks picks = {{"counted by", "class"}, "leads", "share"};
  const auto add_rate = [&](const std::string& name, const std::string& key) {
    picks.insert(picks.end(), {{name, key, Aspect::count}, {"rate", key}, {"95 % interval", key, Aspect::interval}});
  };
  if (settings.to >= 0) add_rate(target_name(settings), "converted");
  if (won_apart(settings)) add_rate(won_name(settings), "won");
  if (std::any_of(result.parts.begin(), result.parts.end(), [](const PartResult& part) { return !part.value.empty(); })) picks.push_back("value");
  Table table;
  parts.add_headings(picks, table.columns);
  for (const PartResult& part : result.parts) {
    if (part.leads == 0 && (part.part == CompareClass::excluded || part.part == CompareClass::unknown)) continue;
    std::vector<Cell> row = parts.cells(picks, part);
    if (part.part == CompareClass::excluded) row.resize(2);  // taken out: no rate is asked of them
    table.rows.push_back(std::move(row));
  }
  for (const std::size_t side : {0U, 1U}) {
    std::vector<Cell> row = parts.cells(picks, result.counted[side]);
    row[0] = {fmt::format("all that {} counts", letter(side)), Tone::faint};
    row[2] = {};
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table group_table(const CompareResult& result, const CompareSettings& settings) {
  constexpr CompareClass converting[] = {CompareClass::both, CompareClass::only_a, CompareClass::only_b};
  Table table;
  table.title = "By group";
  add_group_headings(table.columns, settings.by);
  for (std::size_t i = 0; i < compare_class_count; ++i) table.columns.push_back({std::string(part_text(static_cast<CompareClass>(i))), Holds::count});
  if (settings.to >= 0)
    for (const CompareClass part : converting) table.columns.push_back({fmt::format("{} to {}", part_text(part), target_name(settings)), Holds::share});
  for (const CompareGroup& group : result.groups) {
    std::vector<Cell>& row = table.rows.emplace_back();
    add_group_cells(row, group.labels);
    for (const PartResult& part : group.parts) row.push_back(part.leads);
    if (settings.to >= 0)
      for (const CompareClass part : converting) row.push_back(group.parts[static_cast<std::size_t>(part)].converted);
  }
  return table;
}

Table cross_table(const CompareResult& result) {
  constexpr std::array<std::size_t, compare_verdict_count> order = {1, 0, 2, 3};   // yes first
  constexpr std::string_view names[] = {"counts", "does not", "unknown", "excludes"};
  Table table;
  table.title = "Every lead once";
  table.columns = {{""}};
  for (std::size_t i = 0; i < order.size(); ++i) {
    table.columns.push_back({fmt::format("B {}", names[i]), Holds::count});
    std::vector<Cell>& row = table.rows.emplace_back();
    row.push_back(fmt::format("A {}", names[i]));
    for (const std::size_t b : order) row.push_back(result.cross[order[i]][b]);
  }
  return table;
}

/// `moved`: clauses that part the contracts; else those that cannot be decided.
Records<ClauseResult> clause_records(bool moved) {
  using C = ClauseResult;
  const RecordField<C> side = {"contract", Holds::text, [](const C& c) { return Word{c.side == 0 ? "a" : "b", letter(c.side)}; }};
  const RecordField<C> clause = {"clause", Holds::text, &C::clause};
  if (!moved) return {{side, clause, {"unknown", Holds::count, [](const C& c) { return c.counts.unknown; }}}};
  return {{side, clause,
           {"failed", Holds::count, [](const C& c) { return c.counts.failed; }},
           {"first", Holds::count, [](const C& c) { return c.counts.first; }},
           {"alone", Holds::count, [](const C& c) { return c.counts.alone; }}}};
}

Table moved_table(const CompareResult& result, std::size_t side) {
  std::vector<ClauseResult> clauses;
  std::copy_if(result.moved.begin(), result.moved.end(), std::back_inserter(clauses), [&](const ClauseResult& one) { return one.side == side; });
  const std::size_t all = clauses.size();
  if (all > shown_clauses) clauses.resize(shown_clauses);
  Table table = clause_records(true).table(
      fmt::format("Why {} does not count what {} counts: {}", letter(side), letter(1 - side), leads_text(result.parts[side == 0 ? 2 : 1].leads)),
      {{fmt::format("clause of {}", letter(side)), "clause"}, {"fails", "failed"}, {"fails first", "first"}, "alone"}, clauses);
  if (all > shown_clauses) table.footnotes.push_back(count_text(all - shown_clauses) + " more in -f json");
  return table;
}

Records<SegmentResult> segment_records() {
  using S = SegmentResult;
  return {{{"segment", Holds::text, &S::segment},
           {"a", Holds::count, [](const S& s) { return Node(s.leads[0]); }},
           {"b", Holds::count, [](const S& s) { return Node(s.leads[1]); }}}};
}

Records<CompareClock> clock_records(const CompareSettings& settings) {
  using C = CompareClock;
  const auto clock = [&settings](const C& c) -> const Clock& { return settings.sides[c.side].contract->clocks[static_cast<std::size_t>(c.clock)]; };
  std::vector<RecordField<C>> fields = {{"contract", Holds::text, [](const C& c) { return Word{c.side == 0 ? "a" : "b", letter(c.side)}; }},
                                        {"clock", Holds::text, [clock](const C& c) { return clock(c).name; }},
                                        {"limit", Holds::span, [clock](const C& c) { return duration_text(clock(c).limit); }}};
  add_finding_fields(fields, [](const C& c) -> const FindingCounts& { return c.found; });
  fields.push_back({"compliance", Holds::share, &C::compliance});
  return {std::move(fields), {{"against_target", Holds::share, [clock](const C& c) { return beside_line(c.compliance, clock(c).target); }},
                              {"target", Holds::share, [clock](const C& c) { return clock(c).target ? Node(Percent{*clock(c).target}) : Node(Blank{}); }}}};
}

Table clock_table(const CompareResult& result, const CompareSettings& settings) {
  Picks picks = {"contract", "clock", "limit"};
  add_finding_picks(picks, std::any_of(result.clocks.begin(), result.clocks.end(), [](const CompareClock& clock) { return clock.found.early > 0; }));
  picks.insert(picks.end(), {{"met of due", "against_target"}, "target"});
  return clock_records(settings).table("Clocks, each over the entrants that the export claims for its stage", picks, result.clocks);
}

Node side_node(const CompareResult& result, const CompareSettings& settings, const CompareContext& context, std::size_t side) {
  const Contract& contract = *settings.sides[side].contract;
  Node::Object excluded;
  for (std::size_t i = 0; i < contract.exclusions.size(); ++i) excluded.emplace_back(contract.exclusions[i].name, context.exclusions[side][i]);
  return Node::Object{{"file", contract.file},
                      {"name", contract.name},
                      {"version", contract.version},
                      {"digest", contract.digest},
                      {"status", status_name(contract_status(contract, settings.as_of))},
                      {"stage", stage_of(settings, side).name},
                      {"judged_by", stage_of(settings, side).when ? "definition" : "claim"},
                      {"claimed", result.claimed[side]},
                      {"counted", part_records(false).object(result.counted[side])},
                      {"excluded_by_name", std::move(excluded)}};
}

Node difference_list(const CompareResult& result) {
  Node::List list;
  for (const std::size_t side : {0U, 1U}) {
    const Difference& one = result.apart[side];
    list.emplace_back(Node::Object{{"class", compare_class_name(side == 0 ? CompareClass::only_a : CompareClass::only_b)},
                                   {"against", compare_class_name(CompareClass::both)},
                                   {"difference", one.difference},
                                   {"least", one.least},
                                   {"most", one.most},
                                   {"low", one.low},
                                   {"high", one.high},
                                   {"proven", one.low ? Node(one.proven()) : Node()}});
  }
  return list;
}

Node cross_list(const CompareResult& result) {
  Node::List cross;
  for (std::size_t a = 0; a < compare_verdict_count; ++a)
    for (std::size_t b = 0; b < compare_verdict_count; ++b)
      cross.emplace_back(Node::Object{{"verdict_a", compare_verdict_name(static_cast<CompareVerdict>(a))},
                                      {"verdict_b", compare_verdict_name(static_cast<CompareVerdict>(b))},
                                      {"leads", result.cross[a][b]}});
  return cross;
}

void add_tables(const CompareResult& result, const CompareSettings& settings, const Parts& parts, Report& report) {
  report.tables.push_back(part_table(result, settings, parts));
  if (!settings.by.empty()) report.tables.push_back(group_table(result, settings));
  report.tables.push_back(cross_table(result));
  for (const std::size_t side : {1U, 0U})
    if (Table table = moved_table(result, side); !table.rows.empty()) report.tables.push_back(std::move(table));
  if (!result.undecided.empty())
    report.tables.push_back(clause_records(false).table("What is missing where a contract cannot decide", {"contract", "clause", {"leads", "unknown"}}, result.undecided));
  if (!result.segments.empty())
    report.tables.push_back(segment_records().table("Leads counted, by each contract's own segments", {"segment", {"counted by A", "a"}, {"counted by B", "b"}}, result.segments));
  if (!result.clocks.empty()) report.tables.push_back(clock_table(result, settings));
}

}  // namespace

void add_compare_records(const CompareResult& result, const CompareSettings& settings, const CompareContext& context, Report& report) {
  const Parts parts = part_records(true);
  Node::List groups = grouped_list(settings.by, result.groups, &CompareGroup::parts, parts, "classes", report.main);
  if (settings.by.empty()) report.main = parts.list(result.parts);
  Node::Object root = {{"a", side_node(result, settings, context, 0)},
                       {"b", side_node(result, settings, context, 1)},
                       {"where", text_node(context.where)},
                       {"leads", result.leads},
                       {"outside_window", context.left_out[0]},
                       {"undated", context.left_out[1]},
                       {"converts_to", text_node(target_name(settings))},
                       {"won_at", won_name(settings)},
                       {"classes", parts.list(result.parts)},
                       {"differences", difference_list(result)},
                       {"cross", cross_list(result)},
                       {"moved", clause_records(true).list(result.moved)},
                       {"undecided", clause_records(false).list(result.undecided)},
                       {"segments", segment_records().list(result.segments)},
                       {"clocks", clock_records(settings).list(result.clocks)}};
  if (!settings.by.empty()) root.emplace_back("groups", std::move(groups));
  report.result = std::move(root);
  add_tables(result, settings, parts, report);
}

}  // namespace handoff
