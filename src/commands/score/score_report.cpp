// The tables, sentences and notes of a scoring. Its JSON stands in score_json.cpp.
#include "score/score_report.hpp"

#include <cmath>

#include "report_parts.hpp"

namespace handoff {
namespace {

std::string points_text(double points) {
  const auto tenths = std::llround(points * 10);
  return count_text(tenths / 10) + (tenths % 10 ? "." + std::to_string(tenths % 10) : "");
}

std::string stage_name(const Contract& contract, int stage) { return contract.stages[static_cast<std::size_t>(stage)].name; }

Table verdict_table(const ScoreResult& result) {
  Table table;
  table.title = "Verdicts";
  table.columns = {{"verdict", Align::left}, {"leads", Align::right}, {"share", Align::right}, {"", Holds::bar}};
  for (const auto& [name, count] : result.by_verdict) {
    const Rate share = whole(share_of(count, result.leads));
    table.rows.push_back({text_cell(name), count_cell(count), rate_cell(share), bar_cell(share.rate.value_or(0))});
  }
  return table;
}

Table agreement_table(const ScoreResult& result, const std::string& stage) {
  Table table;
  table.title = stage + ": claimed by the CRM against recomputed by the contract";
  table.columns = {{"", Align::left}, {"meet the definition", Align::right}, {"do not", Align::right}, {"unknown", Align::right}};
  constexpr const char* names[] = {"not claimed", "claimed"};
  for (const std::size_t claimed : {std::size_t{1}, std::size_t{0}}) {
    const auto& counts = result.agreement[claimed];
    table.rows.push_back({text_cell(names[claimed]), count_cell(counts[1]), count_cell(counts[0]), count_cell(counts[2])});
  }
  return table;
}

Table route_table(const ScoreResult& result) {
  Table table;
  table.title = "Routes";
  table.columns = {{"route", Align::left}, {"leads", Align::right}, {"share", Align::right}};
  for (const auto& [name, count] : result.by_route) {
    const bool none = &name == &result.by_route.back().first;
    table.rows.push_back({text_cell(none ? "(no route fits)" : name, none ? Tone::faint : Tone::plain), count_cell(count),
                          rate_cell(whole(share_of(count, result.leads)))});
  }
  return table;
}

void add_conversion_headings(Table& table, const Contract& contract, const ScoreSettings& settings) {
  for (const int target : settings.targets)
    for (const std::string& name : {"to " + stage_name(contract, target), std::string("of mature"), std::string("95 % interval")})
      table.columns.push_back({name, Align::right});
}

void add_conversion_cells(const std::vector<Conversion>& conversions, std::vector<Cell>& row) {
  for (const Conversion& one : conversions) {
    row.push_back(rate_cell(one.to_date));
    row.push_back(rate_cell(one.mature));
    row.push_back(interval_cell(one.mature));
  }
}

Table band_table(const ScoreResult& result, const ScoreReader& reader, const Contract& contract, const ScoreSettings& settings) {
  Table table;
  table.title = "Calibration: what became of the leads of each score";
  table.columns = {{"scale", Align::left}, {"from", Align::right}, {"below", Align::right}, {"leads", Align::right}, {"", Holds::bar}};
  add_conversion_headings(table, contract, settings);
  for (const BandResult& band : result.bands) {
    const bool last = band.band >= 1000, first = band.band <= -100;
    std::vector<Cell> row = {text_cell(reader.scales()[band.scale].name), text_cell(first ? "" : count_text(band.band * 10)),
                             text_cell(last ? "" : count_text(band.band * 10 + 10)), count_cell(band.leads),
                             bar_cell(result.leads ? static_cast<double>(band.leads) / static_cast<double>(result.leads) : 0)};
    add_conversion_cells(band.conversions, row);
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// Whether conversion rises with the score, and where it does not.
void say_rising(const ScoreResult& result, const ScoreReader& reader, const Contract& contract, const ScoreSettings& settings, Table& table) {
  bool small = false;
  for (const BandResult& band : result.bands)
    for (const Conversion& one : band.conversions) small = small || one.mature.of < least_band;
  for (std::size_t scale = 0; scale < reader.scales().size(); ++scale) {
    for (std::size_t target = 0; target < settings.targets.size(); ++target) {
      const std::string to = stage_name(contract, settings.targets[target]), name = reader.scales()[scale].name;
      const std::optional<bool>& rises = result.rises[scale][target];
      if (!rises) continue;
      std::string falls;
      for (const Fall& fall : result.falls) {
        if (fall.scale != scale || fall.target != target) continue;
        const BandResult &a = result.bands[fall.lower], &b = result.bands[fall.upper];
        falls += (falls.empty() ? "" : "; ") + ("from " + percent_text(*a.conversions[target].mature.rate) + " at " + band_text(a.band)) + " to " +
                 percent_text(*b.conversions[target].mature.rate) + " at " + band_text(b.band) + (fall.overlap ? " (the intervals overlap)" : "");
      }
      table.footnotes.push_back("Conversion to " + to + (*rises ? " never falls from one band of " + name + " to the next."
                                                                   : " does not rise with every band of " + name + ": it falls " + falls + "."));
    }
  }
  if (small && !table.footnotes.empty()) table.footnotes.push_back("Bands with fewer than 30 mature leads are passed over here: they swing too much.");
}

Table near_table(const ScoreResult& result, const ScoreReader& reader) {
  Table table;
  table.title = "At the thresholds: leads within 5 points";
  table.columns = {{"scale", Align::left}, {"threshold", Align::left}, {"just miss it", Align::right}, {"just pass it", Align::right},
                   {"share passing", Align::right}, {"95 % interval", Align::right}};
  bool ask = false;
  for (const NearResult& near : result.near) {
    const Scale& scale = reader.scales()[near.scale];
    table.rows.push_back({text_cell(scale.name), text_cell(threshold_text(scale.thresholds[near.threshold])), count_cell(near.below),
                          count_cell(near.above), rate_cell(near.share), interval_cell(near.share)});
    ask = ask || (near.share.low && *near.share.low > 0.5);
  }
  if (ask)
    table.footnotes.push_back("More leads just pass than just miss. Ask why: points that come in steps do that, and so does a score that is helped over the line.");
  return table;
}

Table crm_table(const ScoreResult& result, const ScoreReader& reader) {
  Table table;
  table.title = "The CRM's score against the recomputed one";
  table.columns = {{"column", Align::left},          {"scale", Align::left},          {"both known", Align::right},
                   {"differ", Align::right},         {"rate", Align::right},          {"CRM higher", Align::right},
                   {"median difference", Align::right}, {"threshold", Align::left},  {"only the CRM passes", Align::right},
                   {"only recomputed passes", Align::right}};
  for (const CrmResult& one : result.crm) {
    const CrmScore& column = reader.crm()[one.crm];
    const std::vector<Threshold>& thresholds = reader.scales()[column.scale].thresholds;
    std::vector<Cell> row = {text_cell(column.name), text_cell(reader.scales()[column.scale].name), count_cell(static_cast<std::uint64_t>(one.differ.of)),
                             count_cell(static_cast<std::uint64_t>(one.differ.count)), rate_cell(one.differ), count_cell(one.crm_higher),
                             one.median_difference ? text_cell(points_text(*one.median_difference)) : text_cell("-", Tone::faint)};
    for (std::size_t t = 0; t < std::max<std::size_t>(1, thresholds.size()); ++t) {
      if (t > 0) row.assign(7, Cell{});
      if (t < thresholds.size()) {
        row.push_back(text_cell(threshold_text(thresholds[t])));
        row.push_back(count_cell(one.cross[t][0]));
        row.push_back(count_cell(one.cross[t][1]));
      }
      row.resize(table.columns.size());
      table.rows.push_back(row);
    }
  }
  return table;
}

Table setting_table(const ScoreResult& result, const Contract& contract, const ScoreSettings& settings) {
  Table table;
  const Stage& stage = contract.stages[static_cast<std::size_t>(settings.stage)];
  table.title = "What if " + stage.name + " were defined otherwise";
  table.columns = {{"definition", Align::left}, {"leads", Align::right}, {"gained", Align::right}, {"lost", Align::right}, {"unknown", Align::right}};
  add_conversion_headings(table, contract, settings);
  for (std::size_t i = 0; i < result.settings.size(); ++i) {
    const SettingResult& setting = result.settings[i];
    const bool stands = i == 0 && stage.when;
    std::vector<Cell> row = {text_cell(stands ? "as " + std::string(standing_word(contract, settings.as_of)) : setting.text), count_cell(setting.leads), stands ? Cell{} : count_cell(setting.gained),
                             stands ? Cell{} : count_cell(setting.lost), count_cell(setting.unknown)};
    add_conversion_cells(setting.conversions, row);
    table.rows.push_back(std::move(row));
  }
  if (stage.when) table.footnotes.push_back("As " + std::string(standing_word(contract, settings.as_of)) + ": " + to_sql(*stage.when) + ".");
  return table;
}

void add_headline(const ScoreResult& result, const Contract& contract, const ScoreSettings& settings, Report& report) {
  const Stage& stage = contract.stages[static_cast<std::size_t>(settings.stage)];
  if (!stage.when) {
    report.headline.push_back("The contract does not define " + stage.name + ", so there is nothing to hold its claims against.");
    return;
  }
  const auto& claimed = result.agreement[1];
  const auto& others = result.agreement[0];
  const std::uint64_t all = claimed[0] + claimed[1] + claimed[2];
  std::string text = count_text(claimed[1] + others[1]) + " of " + leads_text(result.leads) + " meet the contract's definition of " + stage.name + "; the CRM claims " + count_text(all) + ". ";
  text += "Claimed without meeting it: " + count_text(claimed[0]) + "; meeting it without a claim: " + count_text(others[1]) +
          "; cannot be decided: " + count_text(claimed[2] + others[2]);
  report.headline.push_back(text + ".");
}

void note_maturity(const ScoreResult& result, const Contract& contract, const ScoreSettings& settings, std::vector<std::string>& notes) {
  std::string text;
  for (std::size_t t = 0; t < settings.targets.size(); ++t) {
    text += (t ? ", " : "") + stage_name(contract, settings.targets[t]) + " ";
    text += result.maturity_days[t] ? count_text(*result.maturity_days[t]) + " d" + (result.maturity_signed[t] ? " (contract)" : "") : "not known: nobody got there";
  }
  if (!text.empty())
    notes.push_back("mature: came in long enough ago for 90 % of those who convert to have done so, or as the contract says: " + text);
}

void add_notes(const ScoreResult& result, const ScoreReader& reader, const Contract& contract, const ScoreSettings& settings,
               const ScoreContext& context, Report& report) {
  std::vector<std::string>& notes = report.notes;
  if (!contract.routes) notes.push_back("the contract has no [route]: the column route is blank");
  bool asks_signals = false;
  for (const auto& axis : contract.scores) asks_signals = asks_signals || !axis->signals.empty();
  if (asks_signals && !context.signals) notes.push_back("axes of the contract count signals, and no --signals is given: what rests on them is unknown");
  note_maturity(result, contract, settings, notes);
  for (std::size_t i = 0; i < reader.scales().size(); ++i) {
    const std::string& name = reader.scales()[i].name;
    if (result.missing[i]) notes.push_back(leads_text(result.missing[i]) + " whose " + name + " cannot be proven; in no band");
    if (result.spread[i]) notes.push_back(leads_text(result.spread[i]) + " whose " + name + " is a range over several bands; in none");
  }
  if (result.undated) notes.push_back(leads_text(result.undated) + " without a date of entry by the moment of judging; never mature");
  if (result.outside) notes.push_back(leads_text(result.outside) + " that came in outside the window, or at no known date, left out");
}

}  // namespace

void score_report(const ScoreResult& result, const ScoreReader& reader, const Contract& contract, const ScoreSettings& settings,
                  const ScoreContext& context, Report& report) {
  const Stage& stage = contract.stages[static_cast<std::size_t>(settings.stage)];
  add_headline(result, contract, settings, report);
  report.tables.push_back(verdict_table(result));
  if (stage.when) report.tables.push_back(agreement_table(result, stage.name));
  if (contract.routes) report.tables.push_back(route_table(result));
  if (!result.bands.empty()) {
    Table bands = band_table(result, reader, contract, settings);
    say_rising(result, reader, contract, settings, bands);
    report.tables.push_back(std::move(bands));
  }
  if (!result.near.empty()) report.tables.push_back(near_table(result, reader));
  if (!result.crm.empty()) report.tables.push_back(crm_table(result, reader));
  if (!result.settings.empty()) report.tables.push_back(setting_table(result, contract, settings));
  add_notes(result, reader, contract, settings, context, report);
  score_json(result, reader, contract, settings, context, report);
}

}  // namespace handoff
