// Tables of money. Every row is of one currency; nothing is added up across them.
#include "pipeline/pipeline_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report_parts.hpp"

namespace handoff {

std::string minor_text(std::int64_t minor, const std::string& currency) { return money_text(minor) + (currency.empty() ? "" : " " + currency); }

namespace {

std::string rounded_text(double minor, const std::string& currency) {
  const bool large = std::fabs(minor) >= 100'000;  // cents of a thousand say nothing
  return minor_text(large ? std::llround(minor / 100) * 100 : std::llround(minor), currency);
}

Cell minor_cell(std::int64_t minor, const std::string& currency) { return text_cell(minor_text(minor, currency)); }

Table stages_table(const PipelineFacts& facts) {
  Table table;
  table.title = "Money beside every count";
  add_group_headings(table.columns, facts.settings.by);
  for (const char* name : {"stage", "leads", "deals", "pipeline", "open", "revenue"}) table.columns.push_back({name, *name == 's' ? Align::left : Align::right});
  if (facts.spend) table.columns.insert(table.columns.end(), {{"spend", Align::right}, {"cost for one", Align::right}});
  for (const PipelineGroup& group : facts.result.groups)
    for (const StageMoney& one : group.stages) {
      std::vector<Cell> row;
      add_group_cells(row, group.labels);
      row.push_back(text_cell(one.stage));
      row.push_back(count_cell(one.leads));
      row.push_back(count_cell(one.sums.deals));
      for (const std::int64_t minor : {one.sums.pipeline, one.sums.still_open, one.sums.revenue}) row.push_back(minor_cell(minor, one.currency));
      if (facts.spend) {
        row.push_back(one.spend ? minor_cell(*one.spend, one.currency) : text_cell("-", Tone::faint));
        row.push_back(one.cost_per ? text_cell(rounded_text(*one.cost_per, one.currency)) : text_cell("-", Tone::faint));
      }
      table.rows.push_back(std::move(row));
    }
  return table;
}

Table deals_table(const PipelineFacts& facts) {
  Table table;
  table.title = "How the deals end, of leads that entered " + facts.contract.stages[static_cast<std::size_t>(facts.settings.stage)].name;
  add_group_headings(table.columns, facts.settings.by);
  for (const char* name : {"currency", "deals", "won", "lost", "open", "win rate", "95 % interval", "median cycle", "KM median", "n", "velocity a day"})
    table.columns.push_back({name, *name == 'c' ? Align::left : Align::right});
  for (const PipelineGroup& group : facts.result.groups)
    for (const DealsResult& one : group.deals) {
      std::vector<Cell> row;
      add_group_cells(row, group.labels);
      row.push_back(text_cell(one.currency.empty() ? "-" : one.currency, one.currency.empty() ? Tone::faint : Tone::plain));
      for (const std::uint64_t count : {one.sums.deals, one.sums.won, one.sums.lost, one.sums.open}) row.push_back(count_cell(count));
      row.push_back(rate_cell(one.win));
      row.push_back(interval_cell(one.win));
      row.push_back(span_cell(one.cycle.median));
      row.push_back(one.cycle.km_median ? span_cell(static_cast<double>(*one.cycle.km_median)) : text_cell(one.cycle.n ? "not reached" : "-", Tone::faint));
      row.push_back(count_cell(one.cycle.n));
      row.push_back(one.velocity ? text_cell(rounded_text(*one.velocity, one.currency)) : text_cell("-", Tone::faint));
      table.rows.push_back(std::move(row));
    }
  return table;
}

/// One row a kind of touch; beyond the first fifteen they are put together, so that the columns still sum to the whole.
void credit_rows(const PipelineFacts& facts, const std::string& currency, bool revenue, Table& table) {
  constexpr std::size_t most = 15;
  std::vector<const CreditResult*> rows;
  CreditSums others, all;
  const CreditResult* none = nullptr;
  const auto model = static_cast<std::size_t>(facts.model);
  const auto credit = [&](const CreditSums& sums, std::size_t i) { return revenue ? sums.revenue[i] : sums.pipeline[i]; };
  for (const CreditResult& one : facts.result.credits) {
    if (one.currency != currency) continue;
    all.merge(one.sums);
    if (one.touched) rows.push_back(&one);
    else none = &one;
  }
  std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) { return credit(a->sums, model) > credit(b->sums, model); });
  const auto add = [&](std::string name, const CreditSums& sums, bool counted, Tone tone) {
    std::vector<Cell> row = {text_cell(std::move(name), tone), counted ? count_cell(sums.touches) : text_cell("-", Tone::faint)};
    for (std::size_t i = 0; i < credit_models; ++i) row.push_back(minor_cell(credit(sums, i), currency));
    table.rows.push_back(std::move(row));
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i < most || rows.size() == most + 1) add(rows[i]->type.empty() ? "(no type)" : rows[i]->type, rows[i]->sums, true, Tone::plain);
    else others.merge(rows[i]->sums);
  }
  if (rows.size() > most + 1) add(fmt::format("({} others)", rows.size() - most), others, true, Tone::faint);
  if (none) add("(no touch before the deal)", none->sums, false, Tone::faint);
  add("all", all, true, Tone::plain);
}

void add_credit_tables(const PipelineFacts& facts, Report& report) {
  std::vector<std::string> currencies;
  bool revenue = false;
  for (const CreditResult& one : facts.result.credits) {
    if (currencies.empty() || currencies.back() != one.currency) currencies.push_back(one.currency);
    revenue = revenue || std::any_of(one.sums.revenue.begin(), one.sums.revenue.end(), [](std::int64_t minor) { return minor != 0; });
  }
  for (const std::string& currency : currencies) {
    Table table;
    table.title = std::string("Who is credited with the ") + (revenue ? "revenue" : "pipeline") + (currency.empty() ? "" : ", " + currency);
    table.columns = {{"touch", Align::left}, {"touches", Align::right}};
    for (std::size_t i = 0; i < credit_models; ++i) {
      std::string name(credit_model_name(static_cast<CreditModel>(i)));
      std::replace(name.begin(), name.end(), '_', ' ');
      table.columns.push_back({name, Align::right});
    }
    credit_rows(facts, currency, revenue, table);
    report.tables.push_back(std::move(table));
  }
}

Table leak_table(const PipelineFacts& facts) {
  const auto& stages = facts.contract.stages;
  const std::string& from = stages[static_cast<std::size_t>(facts.settings.stage)].name;
  Table table;
  table.title = "Where " + from + "s went that never reached " + stages[static_cast<std::size_t>(facts.settings.to)].name;
  table.columns = {{"cause, the first that is proven", Align::left}, {from + "s", Align::right}, {"share", Align::right}, {"undecided before", Align::right}};
  std::vector<std::string> currencies;
  for (const auto& [currency, sum] : facts.result.leaks.front().pipeline) currencies.push_back(currency);
  for (const std::string& currency : currencies) {
    table.columns.push_back({"pipeline" + (currency.empty() ? "" : " " + currency), Align::right});
    table.columns.push_back({"share", Align::right});
    table.columns.push_back({"at average", Align::right});
  }
  for (const LeakResult& leak : facts.result.leaks) {
    std::vector<Cell> row = {text_cell(leak.leak < 0 ? "moved on" : std::string(leak_sentence(static_cast<Leak>(leak.leak)))),
                             count_cell(static_cast<std::uint64_t>(leak.leads.count)), rate_cell(leak.leads),
                             leak.leak < 0 ? text_cell("") : count_cell(leak.undecided)};
    for (const std::string& currency : currencies) {
      const LeakResult::Amount& amount = leak.pipeline.at(currency);
      row.push_back(minor_cell(amount.minor, ""));
      row.push_back(amount.share ? text_cell(percent_text(*amount.share)) : text_cell("-", Tone::faint));
      row.push_back(amount.expected && leak.leak >= 0 ? text_cell(rounded_text(*amount.expected, "")) : text_cell(""));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string signed_text(double number) { return fmt::format("{}{:.1f}", number < 0 ? "-" : "+", std::fabs(number)); }

/// What ten points more compliance would bring, with its condition.
void say_uplift(const PipelineFacts& facts, Report& report) {
  const Uplift& up = facts.result.uplift;
  if (!up.leads || !up.compliance) return;
  const auto& stages = facts.contract.stages;
  const std::string &from = stages[static_cast<std::size_t>(facts.settings.stage)].name, &to = stages[static_cast<std::size_t>(facts.settings.to)].name;
  report.headline.push_back(fmt::format("{} with the clock met: {} of {} reached {}; breached: {} of {}. The difference is {} points (95 %: {} to {}){}.", from,
                                        rate_text(up.met), count_text(up.met.of), to, rate_text(up.breached), count_text(up.breached.of),
                                        signed_text(*up.difference.difference * 100), signed_text(*up.difference.low * 100),
                                        signed_text(*up.difference.high * 100), up.difference.proven() ? "" : ", so it may be none at all"));
  if (up.points <= 0) return;
  std::string worth;
  for (const auto& [currency, value] : up.value)
    worth += fmt::format("{}{} of pipeline ({} to {}) at {} for each", worth.empty() ? ", worth " : "; ", rounded_text(*up.leads * value, currency),
                         rounded_text(*up.low * value, currency), rounded_text(*up.high * value, currency), rounded_text(value, currency));
  report.headline.push_back(fmt::format("If the difference is causal, {:.1f} points more compliance (now {}) would be {} {} (95 %: {} to {}){}.", up.points * 100,
                                        percent_text(*up.compliance), signed_text(*up.leads), to, signed_text(*up.low), signed_text(*up.high), worth));
}

}  // namespace

void pipeline_tables(const PipelineFacts& facts, Report& report) {
  report.tables.push_back(stages_table(facts));
  report.tables.push_back(deals_table(facts));
  if (facts.touches) add_credit_tables(facts, report);
  if (!facts.result.leaks.empty()) report.tables.push_back(leak_table(facts));
  if (!facts.result.leaks.empty()) say_uplift(facts, report);
}

}  // namespace handoff
