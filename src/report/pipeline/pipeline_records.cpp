// Each kind of record once; the JSON, the CSV and the tables pick from its fields. Every record is of one currency; nothing is added up across them.
#include <fmt/format.h>

#include <algorithm>

#include "pipeline/pipeline_report.hpp"
#include "report_parts.hpp"

namespace handoff {
namespace {

const std::string& stage_name(const PipelineFacts& facts, int stage) { return facts.contract.stages[static_cast<std::size_t>(stage)].name; }

Node amount(const std::optional<double>& minor, const std::string& currency) { return minor ? Node(MoneyAmount{0, currency, minor}) : Node(); }
Node amount(const std::optional<Minor>& minor, const std::string& currency) { return minor ? Node(MoneyAmount{*minor, currency}) : Node(); }

Records<StageMoney> stage_records() {
  using S = StageMoney;
  const auto sum = [](Minor DealSums::*member) { return [member](const S& s) { return MoneyAmount{s.sums.*member, s.currency}; }; };
  return {{{"stage", Holds::text, &S::stage},
           {"currency", Holds::text, [](const S& s) { return text_node(s.currency); }},
           {"leads", Holds::count, &S::leads},
           {"undecided", Holds::count, &S::unsure},
           {"deals", Holds::count, [](const S& s) { return s.sums.deals; }},
           {"without_amount", Holds::count, [](const S& s) { return s.sums.no_amount; }},
           {"pipeline", Holds::money, sum(&DealSums::pipeline)},
           {"open", Holds::money, sum(&DealSums::still_open)},
           {"revenue", Holds::money, sum(&DealSums::revenue)},
           {"spend", Holds::money, [](const S& s) { return amount(s.spend, s.currency); }},
           {"cost_per", Holds::money, [](const S& s) { return amount(s.cost_per, s.currency); }},
           {"cost_of", Holds::count, [](const S& s) { return s.spend ? Node(s.paid) : Node(); }},
           {"cost_least", Holds::money, [](const S& s) { return amount(s.cost_least, s.currency); }}}};
}

Records<DealsResult> deal_records() {
  using D = DealsResult;
  const auto count = [](std::uint64_t DealSums::*member) { return [member](const D& d) { return d.sums.*member; }; };
  return {{{"currency", Holds::text, [](const D& d) { return d.currency.empty() ? Node(Blank{"-"}) : Node(d.currency); }},
           {"deals", Holds::count, count(&DealSums::deals)},
           {"won", Holds::count, count(&DealSums::won)},
           {"lost", Holds::count, count(&DealSums::lost)},
           {"open", Holds::count, count(&DealSums::open)},
           {"win", Holds::share, &D::win},
           {"median", Holds::span, [](const D& d) { return days(d.cycle.median); }, "cycle_days"},
           {"p90", Holds::span, [](const D& d) { return days(d.cycle.p90); }, "cycle_days"},
           {"n", Holds::count, [](const D& d) { return d.cycle.n; }, "cycle_days"},
           {"half_by", Holds::span, [](const D& d) { return half_by_days(d.cycle); }, "cycle_days"},
           {"half_by_least", Holds::span, [](const D& d) { return half_by_end(d.cycle.half_by_least, true); }, "cycle_days"},
           {"half_by_most", Holds::span, [](const D& d) { return half_by_end(d.cycle.half_by_most, true); }, "cycle_days"},
           {"velocity_per_day", Holds::money, [](const D& d) { return amount(d.velocity, d.currency); }}}};
}

Records<CreditResult> credit_records() {
  using C = CreditResult;
  std::vector<RecordField<C>> fields = {{"touch", Holds::text, [](const C& c) { return c.touched ? Node(c.type) : Node(); }},
                                        {"currency", Holds::text, [](const C& c) { return text_node(c.currency); }},
                                        {"touches", Holds::count, [](const C& c) { return c.sums.touches; }},
                                        {"deals", Holds::count, [](const C& c) { return c.sums.deals; }}};
  for (const auto& [name, sums] : {std::pair("pipeline", &CreditSums::pipeline), std::pair("revenue", &CreditSums::revenue)})
    for (std::size_t i = 0; i < credit_models; ++i)
      fields.push_back({std::string(credit_model_name(static_cast<CreditModel>(i))), Holds::money,
                        [i, member = sums](const C& c) { return MoneyAmount{(c.sums.*member)[i], c.currency}; }, name});
  return {std::move(fields)};
}

/// A row a kind of touch; beyond the first fifteen they are put together, so that the columns still sum to the whole.
/// Kinds that no model gives anything are left out, and counted in `uncredited`.
std::vector<std::pair<Cell, CreditResult>> credit_rows(const PipelineFacts& facts, const std::string& currency, bool revenue, std::size_t& uncredited) {
  constexpr std::size_t most = 15;
  std::vector<CreditResult> touched;
  CreditResult others{true, "", currency, {}}, all{true, "", currency, {}};
  const CreditResult* none = nullptr;
  for (const CreditResult& one : facts.result.credits) {
    if (one.currency != currency) continue;
    all.sums.merge(one.sums);
    if (one.touched) touched.push_back(one);
    else none = &one;
  }
  const auto credits = [&](const CreditResult& one) -> const auto& { return revenue ? one.sums.revenue : one.sums.pipeline; };
  const auto credit = [&](const CreditResult& one) { return credits(one)[static_cast<std::size_t>(facts.model)]; };
  const auto is_zero = [&](const CreditResult& one) {   // nothing by any model
    return std::all_of(credits(one).begin(), credits(one).end(), [](Minor minor) { return minor == 0; });
  };
  uncredited += std::erase_if(touched, is_zero);
  std::stable_sort(touched.begin(), touched.end(), [&](const auto& a, const auto& b) { return credit(a) > credit(b); });
  std::vector<std::pair<Cell, CreditResult>> rows;
  for (std::size_t i = 0; i < touched.size(); ++i) {
    if (i < most || touched.size() == most + 1) rows.emplace_back(touched[i].type.empty() ? "(no type)" : touched[i].type, touched[i]);
    else others.sums.merge(touched[i].sums);
  }
  if (touched.size() > most + 1) rows.emplace_back(Cell(fmt::format("({} others)", touched.size() - most), Tone::faint), others);
  if (none && !is_zero(*none)) rows.emplace_back(Cell("(no touch before the deal)", Tone::faint), *none);
  rows.emplace_back("all", all);
  return rows;
}

void add_credit_tables(const PipelineFacts& facts, const Records<CreditResult>& credits, Report& report) {
  std::vector<std::string> currencies;
  bool revenue = false;
  for (const CreditResult& one : facts.result.credits) {
    if (currencies.empty() || currencies.back() != one.currency) currencies.push_back(one.currency);
    revenue = revenue || std::any_of(one.sums.revenue.begin(), one.sums.revenue.end(), [](Minor minor) { return minor != 0; });
  }
  const std::string what = revenue ? "revenue" : "pipeline";
  Picks picks = {"touch", "touches"};
  for (std::size_t i = 0; i < credit_models; ++i) {
    const std::string key(credit_model_name(static_cast<CreditModel>(i)));
    std::string name = key;
    std::replace(name.begin(), name.end(), '_', ' ');
    picks.push_back({name, fmt::format("{}.{}", what, key)});
  }
  for (const std::string& currency : currencies) {
    Table table;
    table.title = fmt::format("Who is credited with the {}{}{}", what, currency.empty() ? "" : ", ", currency);
    credits.add_headings(picks, table.columns);
    std::size_t uncredited = 0;
    for (const auto& [name, one] : credit_rows(facts, currency, revenue, uncredited)) {
      std::vector<Cell>& row = table.rows.emplace_back(credits.cells(picks, one));
      row[0] = name;
      if (!one.touched) row[1] = Blank{"-"};
    }
    if (uncredited)
      table.footnotes.push_back(fmt::format("Left out: {} {} of touch that no model credits; their touches are in the last row.", count_text(uncredited), uncredited == 1 ? "kind" : "kinds"));
    report.tables.push_back(std::move(table));
  }
}

/// A cause, with the money of one currency; null where no deal has any.
struct LeakLine { const LeakResult* leak; std::string currency; const LeakResult::Amount* amount; };

Records<LeakLine> leak_records() {
  using L = LeakLine;
  const auto moved = [](const L& l) { return l.leak->leak < 0; };
  const auto name = [moved](const L& l) {
    return moved(l) ? Node(Word{"moved_on", "moved on"}) : Node(Word{leak_name(static_cast<Leak>(l.leak->leak)), std::string(leak_sentence(static_cast<Leak>(l.leak->leak)))});
  };
  return {{{"cause", Holds::text, name},
           {"leads", Holds::share, [](const L& l) { return l.leak->leads; }},
           {"undecided", Holds::count, [](const L& l) { return l.leak->undecided; }},
           {"currency", Holds::text, [](const L& l) { return text_node(l.currency); }},
           {"pipeline", Holds::money, [](const L& l) { return l.amount ? Node(MoneyAmount{l.amount->minor, ""}) : Node(); }},
           {"pipeline_share", Holds::share, [](const L& l) { return l.amount && l.amount->share ? Node(Percent{*l.amount->share}) : Node(); }},
           {"expected", Holds::money, [](const L& l) { return l.amount ? amount(l.amount->expected, "") : Node(); }}},
          {{"undecided_before", Holds::count, [moved](const L& l) { return moved(l) ? Node(Blank{}) : Node(l.leak->undecided); }},
           {"at_average", Holds::money, [moved](const L& l) { return !moved(l) && l.amount->expected ? amount(l.amount->expected, "") : Node(Blank{}); }}}};
}

std::vector<LeakLine> leak_lines(const PipelineFacts& facts) {
  std::vector<LeakLine> lines;
  for (const LeakResult& leak : facts.result.leaks) {
    for (const auto& [currency, sum] : leak.pipeline) lines.push_back({&leak, currency, &sum});
    if (leak.pipeline.empty()) lines.push_back({&leak, "", nullptr});
  }
  return lines;
}

/// A row a cause, with columns for each currency.
Table leak_table(const PipelineFacts& facts, const Records<LeakLine>& leaks) {
  const std::string& from = stage_name(facts, facts.settings.stage);
  const Picks cause = {{"cause, the first that is proven", "cause"}, {from + "s", "leads", Aspect::count}, {"share", "leads"}, {"undecided before", "undecided_before"}};
  Table table;
  table.title = fmt::format("Where {}s went that never reached {}", from, stage_name(facts, facts.settings.to));
  leaks.add_headings(cause, table.columns);
  const auto money = [](const std::string& currency) {
    return Picks{{currency.empty() ? "pipeline" : "pipeline " + currency, "pipeline"}, {"share", "pipeline_share"}, {"at average", "at_average"}};
  };
  for (const auto& [currency, sum] : facts.result.leaks.front().pipeline) leaks.add_headings(money(currency), table.columns);
  for (const LeakResult& leak : facts.result.leaks) {
    std::vector<Cell>& row = table.rows.emplace_back(leaks.cells(cause, {&leak, "", nullptr}));
    for (const auto& [currency, sum] : leak.pipeline) leaks.add_cells(money(currency), {&leak, currency, &sum}, row);
  }
  return table;
}

Node uplift_node(const Uplift& up) {
  const auto worth = [](const std::optional<double>& leads, double minor) { return leads ? Node(*leads * minor / 100) : Node(); };
  Node::List value;
  for (const auto& [currency, minor] : up.value)
    value.emplace_back(Node::Object{{"currency", text_node(currency)}, {"each", minor / 100},
                                    {"pipeline", worth(up.leads, minor)}, {"low", worth(up.low, minor)}, {"high", worth(up.high, minor)}});
  return Node::Object{{"met", up.met},
                      {"breached", up.breached},
                      {"difference", up.difference.difference},
                      {"low", up.difference.low},
                      {"high", up.difference.high},
                      {"proven", up.difference.proven()},
                      {"compliance", up.compliance},
                      {"points", up.points},
                      {"leads", up.leads},
                      {"leads_low", up.low},
                      {"leads_high", up.high},
                      {"value", std::move(value)},
                      {"horizon_days", days(up.horizon)},
                      {"condition", "associated"}};
}

Node sums_node(const std::map<std::string, Minor>& sums) {
  Node::List list;
  for (const auto& [currency, minor] : sums) list.emplace_back(Node::Object{{"currency", text_node(currency)}, {"amount", MoneyAmount{minor, currency}}});
  return list;
}

Node spend_node(const SpendResult& spend) {
  using U = UnmatchedSpend;
  const Records<U> unmatched({{"source", Holds::text, [](const U& u) { return text_node(u.source); }},
                              {"month", Holds::text, &U::period},
                              {"currency", Holds::text, [](const U& u) { return text_node(u.currency); }},
                              {"amount", Holds::money, [](const U& u) { return MoneyAmount{u.minor, u.currency}; }}});
  return Node::Object{{"rows", spend.rows},
                      {"read", sums_node(spend.read)},
                      {"counted", sums_node(spend.counted)},
                      {"outside_window", spend.outside_window},
                      {"after_as_of", spend.after_as_of},
                      {"without_leads", unmatched.list(spend.unmatched)}};
}

Node aside_node(const Sums& sums) {
  Node::List list;
  for (const auto& [currency, one] : sums)
    list.emplace_back(Node::Object{{"currency", text_node(currency)}, {"deals", one.deals}, {"pipeline", MoneyAmount{one.pipeline, currency}},
                                   {"revenue", MoneyAmount{one.revenue, currency}}});
  return list;
}

/// The stages and the deals of each group, both with their labels before them where there are groups.
Node::List group_list(const PipelineFacts& facts, std::vector<Node>& stage_rows, std::vector<Node>& deal_rows) {
  const PipelineResult& result = facts.result;
  Node::List groups = grouped_list(facts.settings.by, result.groups, &PipelineGroup::stages, stage_records(), "stages", stage_rows);
  const Node::List deals = grouped_list(facts.settings.by, result.groups, &PipelineGroup::deals, deal_records(), "deals", deal_rows);
  for (std::size_t i = 0; i < groups.size(); ++i) groups[i].add("deals", deals[i].at("deals"));
  return groups;
}

void add_result(const PipelineFacts& facts, MoneyTable table, Report& report) {
  const PipelineResult& result = facts.result;
  std::vector<Node> stage_rows, deal_rows;
  Node::List groups = group_list(facts, stage_rows, deal_rows);
  Node::List credits = credit_records().list(result.credits), leaks = leak_records().list(leak_lines(facts));
  switch (table) {
    case MoneyTable::stages: report.main = std::move(stage_rows); break;
    case MoneyTable::deals: report.main = std::move(deal_rows); break;
    case MoneyTable::attribution: report.main = credits; break;
    case MoneyTable::leakage: report.main = leaks; break;
  }
  Node::Object root = {{"stage", stage_name(facts, facts.settings.stage)},
                       {"to", facts.settings.to < 0 ? Node() : Node(stage_name(facts, facts.settings.to))},
                       {"count", count_name(facts.settings.counting)},
                       {"where", text_node(facts.where)},
                       {"leads", facts.tally.leads},
                       {"entered", result.cohort}};
  const auto first = [&](const char* key) { return groups.empty() ? Node(Node::List{}) : groups.front().at(key); };
  if (facts.settings.by.empty()) append_members(root, {{"stages", first("stages")}, {"deals", first("deals")}});
  else root.emplace_back("groups", std::move(groups));
  append_members(root, {{"attribution", facts.touches ? Node(std::move(credits)) : Node()},
                        {"leakage", std::move(leaks)},
                        {"ten_points", result.leaks.empty() ? Node() : uplift_node(result.uplift)},
                        {"spend", facts.spend_notes ? spend_node(result.spend) : Node()},
                        {"deals_without_lead", aside_node(facts.tally.no_lead)},
                        {"deals_older_than_leads", aside_node(facts.tally.older)},
                        {"deals_after_as_of", aside_node(facts.tally.after_as_of)}});
  report.result = std::move(root);
}

}  // namespace

void add_pipeline_records(const PipelineFacts& facts, MoneyTable table, Report& report) {
  add_result(facts, table, report);
  Picks stages = {"stage", "leads"};
  const auto unsure = [](const PipelineGroup& group) { return std::any_of(group.stages.begin(), group.stages.end(), [](const StageMoney& one) { return one.unsure > 0; }); };
  if (std::any_of(facts.result.groups.begin(), facts.result.groups.end(), unsure)) stages.push_back("undecided");
  stages.insert(stages.end(), {"deals", "pipeline", "open", "revenue"});
  if (facts.spend_notes) stages.insert(stages.end(), {"spend", {"of leads", "cost_of"}, {"cost for one", "cost_per"}});
  const auto unsure_cost = [](const PipelineGroup& group) { return std::any_of(group.stages.begin(), group.stages.end(), [](const StageMoney& one) { return one.paid_unsure > 0; }); };
  if (facts.spend_notes && std::any_of(facts.result.groups.begin(), facts.result.groups.end(), unsure_cost)) stages.push_back({"at least", "cost_least"});
  const Picks deals = {"currency", "deals", "won", "lost", "open", {"win rate", "win"}, {"95 % interval", "win", Aspect::interval}, {"median cycle", "cycle_days.median"},
                       {"half by", "cycle_days.half_by"}, {"n", "cycle_days.n"}, {"velocity a day", "velocity_per_day"}};
  const std::string& from = stage_name(facts, facts.settings.stage);
  report.tables.push_back(grouped_table("Money beside every count", facts.settings.by, facts.result.groups, &PipelineGroup::stages, stage_records(), stages));
  report.tables.push_back(grouped_table("How the deals end, of leads that entered " + from, facts.settings.by, facts.result.groups, &PipelineGroup::deals, deal_records(), deals));
  if (facts.touches) add_credit_tables(facts, credit_records(), report);
  if (!facts.result.leaks.empty()) report.tables.push_back(leak_table(facts, leak_records()));
}

}  // namespace handoff
