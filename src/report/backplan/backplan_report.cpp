// The plan: what each number is, once for JSON, CSV and tables. Its sentences are in backplan_sentences.cpp.
#include "backplan/backplan_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "handoff/report/records.hpp"

namespace handoff {

namespace {

Node figure(const Exact& number) { return Figure{to_double(number), exact_text(number)}; }
Node figure(const std::optional<Exact>& number) { return number ? figure(*number) : Node(); }
Percent percent(const Exact& share) { return {to_double(share)}; }

/// Of a given rate nothing but the rate is known.
Node rate_node(const Exact& rate, const std::optional<Rate>& measured) {
  if (measured) return *measured;
  return Node::Object{{"count", {}}, {"of", {}}, {"unknown", {}}, {"least", {}}, {"most", {}}, {"rate", percent(rate)}, {"low", {}}, {"high", {}}};
}

/// Whether what there is reaches what is needed.
Cell enough_cell(bool enough, const Exact& needed, const Exact& there) {
  return enough ? Cell("enough", Tone::good) : Cell(exact_text(above(needed, there)) + " short", Tone::bad);
}

std::string bound_text(const std::optional<double>& bound) {
  if (bound && *bound > 1e15) return "above 10^15";
  const std::optional<Exact> exact = bound ? exact_of(*bound) : std::nullopt;
  return exact ? exact_text({Natural(static_cast<std::uint64_t>(round_of(*exact))), 1}) : "no limit";
}

/// A rate of which more than one in twenty leads is not known is its bounds: the plan goes by the decided, and the page says so.
Node converts_at(const PlanRate& rate) {
  const bool open = rate.measured && !rate.measured->rate;
  return open ? Node(bounds_text(*rate.measured->least, *rate.measured->most, " to ")) : Node(percent(rate.rate));
}

/// A step of the plan.
struct StepLine {
  const PlanStep& step;
  const PlanRate* rate = nullptr;  ///< the conversion into the step after it; null: there is none, or it is not shown
  const PlanCount* before = nullptr;  ///< at the dashboard's rates, where this is at the audited ones
};

/// By how much the audited rates raise the step: below 0, they lower it.
Node more_node(const StepLine& line) {
  const Exact &before = line.before->exact, &after = line.step.total.exact;
  const bool fewer = compare(after, before) < 0;
  const Exact difference = fewer ? above(before, after) : above(after, before);
  return Figure{to_double(difference) * (fewer ? -1 : 1), (fewer ? "-" : "") + exact_text(difference)};
}

/// A number of leads as `exact`, `planned` and `minimum`. `count`: of a line; null: it has none.
template <class Count>
void add_count_fields(std::vector<RecordField<StepLine>>& fields, const std::string& in, Count count,
                      const std::function<bool(const StepLine&)>& given = nullptr) {
  const auto add = [&](const char* key, Holds holds, auto value) {
    fields.push_back({key, holds, [=](const StepLine& l) { return count(l) ? Node(value(*count(l))) : Node(); }, in,
                      nullptr, given});
  };
  add("exact", Holds::number, [](const PlanCount& c) { return figure(c.exact); });
  add("planned", Holds::count, [](const PlanCount& c) { return c.planned; });
  add("minimum", Holds::count, [](const PlanCount& c) { return c.minimum; });
}

/// `flat`: for CSV, whose columns a plan without months has too.
Records<StepLine> step_records(bool flat) {
  using L = StepLine;
  const auto nested = [flat](const L& l) { return flat || l.step.per_month; };
  std::vector<RecordField<L>> fields = {{"stage", [](const L& l) { return l.step.stage; }}};
  add_count_fields(fields, "", [](const L& l) { return &l.step.total; });
  add_count_fields(
      fields, "per_month", [](const L& l) { return l.step.per_month ? &*l.step.per_month : nullptr; }, nested);
  fields.insert(fields.end(),
                {{"per_month", [](const L&) { return Node(); }, "", nullptr, [=](const L& l) { return !nested(l); }},
                 {"certain_80", Holds::count, [](const L& l) { return l.step.certain_80; }}, {"certain_95", Holds::count, [](const L& l) { return l.step.certain_95; }},
                 {"low", [](const L& l) { return l.step.low; }},
                 {"high", [](const L& l) { return l.step.high; }},
                 {"more", Holds::number, more_node, "", nullptr, [](const L& l) { return l.before != nullptr; }}});
  const auto bounds = [](const L& l) {
    return l.step.low || l.step.high ? Node(fmt::format("{} - {}", bound_text(l.step.low), bound_text(l.step.high))) : Node(Blank{});
  };
  const auto faint = [](const L&) { return Tone::faint; };
  return {std::move(fields),
          {{"converts", Holds::share, [](const L& l) { return l.rate ? converts_at(*l.rate) : Node(Blank{}); }},
           {"basis", [](const L& l) { return l.rate ? Node(basis_text(*l.rate)) : Node(); }, "", faint},
           {"bounds", Holds::interval, bounds, "", faint},
           {"before", Holds::number, [](const L& l) { return figure(l.before->exact); }}}};
}

std::vector<StepLine> lines_of(const std::vector<PlanStep>& steps) {
  std::vector<StepLine> lines;
  for (const PlanStep& step : steps) lines.push_back({step});
  return lines;
}

Table steps_table(const PlanAnswer& answer) {
  Picks picks = {"stage", {"converts at", "converts"}, {"rate from", "basis"}, "exact", "planned", "minimum", {"80 % sure", "certain_80"}, {"95 % sure", "certain_95"}};
  if (std::any_of(answer.steps.begin(), answer.steps.end(), [](const PlanStep& step) { return step.low.has_value(); }))
    picks.push_back({"95 % bounds", "bounds"});
  if (answer.target->months)
    picks.insert(picks.end(),
                 {{"a month", "per_month.exact"}, {"planned", "per_month.planned"}, {"minimum", "per_month.minimum"}});
  std::vector<StepLine> lines = lines_of(answer.steps);
  for (std::size_t i = 1; i < lines.size(); ++i) lines[i].rate = &answer.chain[i - 1];
  Table table = step_records(false).table("", picks, lines);
  table.footnotes.push_back("minimum: the least whole number that meets the target in expectation; sure: how many give "
                            "it with so much certainty, the rates held fixed (binomial).");
  return table;
}

Node::List chain_list(const PlanAnswer& answer) {
  Node::List list;
  for (const PlanRate& rate : answer.chain)
    list.emplace_back(
        Node::Object{{"from", rate.from}, {"to", rate.to}, {"basis", rate_basis_name(rate.basis)},
                     {"rate", rate_node(rate.rate, rate.measured)},
                     {"contract_rate", figure(rate.basis == RateBasis::contract ? rate.rate : rate.replaced)},
                     {"lag_seconds", rate.lag}});
  return list;
}

Node::List forward_list(const PlanForward& forward) {
  Node::List steps;
  for (const auto& [stage, volume] : forward.steps)
    steps.emplace_back(Node::Object{{"stage", stage}, {"exact", figure(volume)}});
  return steps;
}

Node forward_node(const PlanAnswer& answer, const PlanForward& forward) {
  const Exact& deals = forward.steps.back().second;
  const std::optional<Exact> revenue = answer.revenue(deals);
  Node::Object node = {{"stage", forward.stage}, {"volume", figure(forward.volume)}, {"steps", forward_list(forward)},
                       {"deals", figure(deals)}, {"revenue", figure(revenue)}};
  if (const std::optional<PlanTarget>& target = answer.target)
    append_members(
        node, {{"meets_target", compare(deals, target->deals) >= 0},
               {"deals_short", figure(above(target->deals, deals))},
               {"revenue_short", revenue && target->revenue ? figure(above(*target->revenue, *revenue)) : Node()}});
  return node;
}

Records<PlanShare> share_records(const std::string& by, const std::string& stage, bool monthly) {
  using S = PlanShare;
  std::vector<RecordField<S>> fields = {{by, &S::name},
                                        {"stage", [stage](const S&) { return stage; }},
                                        {"share", Holds::share, [](const S& s) { return Percent{s.share}; }},
                                        {"planned", Holds::count, &S::planned},
                                        {"minimum", Holds::count, &S::minimum}};
  if (monthly)
    fields.insert(fields.end(),
                  {{"planned", Holds::count, [](const S& s) { return s.per_month->first; }, "per_month"},
                   {"minimum", Holds::count, [](const S& s) { return s.per_month->second; }, "per_month"}});
  else fields.push_back({"per_month", [](const S&) { return Node(); }});
  return fields;
}

void add_split(const PlanAnswer& answer, const std::string& by, const std::vector<PlanShare>& parts, Report& report,
               Node::Object& root) {
  const bool monthly = !parts.empty() && parts.front().per_month;
  const Records<PlanShare> records = share_records(by, answer.stage, monthly);
  Picks picks = {{by, by}, "share", "planned", "minimum"};
  if (monthly)
    picks.insert(picks.end(), {{"planned a month", "per_month.planned"}, {"minimum a month", "per_month.minimum"}});
  report.tables.push_back(records.table(fmt::format("{} by {}", answer.stage, by), picks, parts));
  Node::List list = records.list(parts);
  report.main.insert(report.main.end(), list.begin(), list.end());
  root.emplace_back(by + "s", std::move(list));
}

/// A row a month, the first stage of the plan at the left.
void add_months(const PlanAnswer& answer, Report& report, Node::Object& root, bool is_main) {
  Table table{"What must enter each stage, by month (least whole numbers)", {{"month"}}, {}, {}};
  for (std::size_t i = answer.steps.size(); i-- > 0;) table.columns.push_back({answer.steps[i].stage, Holds::count});
  Node::List list;
  for (const PlanMonth& month : answer.months) {
    std::vector<Cell>& row = table.rows.emplace_back();
    row.push_back(month.name + (month.before_start ? " (before the start)" : ""));
    Node::Object node = {{"month", month.name}, {"before_start", month.before_start}};
    Node::List stages;
    for (std::size_t i = answer.steps.size(); i-- > 0;) {
      const MonthNeed& need = month.stages[i];
      row.push_back(need.exact > 0 ? Cell(need.minimum) : Cell());
      const Node::Object stage = {{"stage", answer.steps[i].stage}, {"exact", need.exact}, {"planned", need.planned},
                                  {"minimum", need.minimum}};
      stages.emplace_back(stage);
      if (!is_main) continue;
      Node::Object flat = node;
      append_members(flat, stage);
      report.main.emplace_back(std::move(flat));
    }
    node.emplace_back("stages", std::move(stages));
    list.emplace_back(std::move(node));
  }
  report.tables.push_back(std::move(table));
  root.emplace_back("months", std::move(list));
}

void add_capacity(const PlanCapacity& capacity, bool monthly, Report& report, Node::Object& root) {
  const bool both = capacity.hours && capacity.available;
  Table table;
  table.title = monthly ? "What working them takes, a month" : "What working them takes";
  table.columns = {{""}, {"asked for", Holds::number}, {"there are", Holds::number}, {""}};
  table.rows = {{capacity.stage, figure(capacity.leads)}, {"touches", figure(capacity.touches)}};
  if (capacity.hours)
    table.rows.push_back({"hours", figure(capacity.hours), figure(capacity.available),
                          both ? enough_cell(capacity.enough, *capacity.hours, *capacity.available) : Cell()});
  if (capacity.covered)
    table.footnotes.push_back(fmt::format("{} {} enough for {} at {}.", exact_text(*capacity.available),
                                          compare(*capacity.available, {1, 1}) == 0 ? "hour is" : "hours are",
                                          exact_text(*capacity.covered), capacity.stage));
  report.tables.push_back(std::move(table));
  root.emplace_back("capacity", Node::Object{{"stage", capacity.stage}, {"per_month", monthly},
                                             {"leads", figure(capacity.leads)}, {"touches", figure(capacity.touches)},
                                             {"hours", figure(capacity.hours)},
                                             {"hours_available", figure(capacity.available)},
                                             {"leads_covered", figure(capacity.covered)},
                                             {"enough", both ? Node(capacity.enough) : Node()}});
}

Records<AuditedRate> audited_records() {
  using R = AuditedRate;
  return {{{"from", &R::from},
           {"to", &R::to},
           {"dashboard", Holds::share, [](const R& r) { return percent(r.dashboard); }},
           {"audited", [](const R& r) { return rate_node(r.audited, r.measured); }},
           {"gap_relative", Holds::share,
            [](const R& r) { return Percent{1 - to_double(r.audited) / to_double(r.dashboard)}; }}},
          {{"conversion", [](const R& r) { return fmt::format("{} to {}", r.from, r.to); }},
           {"rate", Holds::share, [](const R& r) { return percent(r.audited); }}}};
}

void add_gap(const PlanAnswer& answer, Report& report, Node::Object& root) {
  const PlanGap& gap = *answer.gap;
  const Records<AuditedRate> rates = audited_records();
  report.tables.push_back(rates.table("The dashboard's rates, and the audited ones",
                                      {"conversion", "dashboard", {"audited", "rate"}, {"lower by", "gap_relative"}},
                                      gap.rates));
  std::vector<StepLine> lines = lines_of(gap.steps);
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].before = &answer.steps[i].total;
  const Records<StepLine> steps = step_records(false);
  Table table =
      steps.table("The plan at the audited rates",
                  {"stage", {"dashboard", "before"}, {"audited", "exact"}, "planned", "minimum", "more"}, lines);
  const std::optional<Exact> revenue = answer.revenue(gap.deals_instead);
  const PlanStep& first = answer.steps.back();
  table.footnotes.push_back(fmt::format("The dashboard's {} at {} would bring {} deals{}, at the audited rates.",
                                        exact_text(first.total.exact), first.stage, exact_text(gap.deals_instead),
                                        revenue ? fmt::format(", {} in revenue", exact_text(*revenue)) : ""));
  report.tables.push_back(std::move(table));
  root.emplace_back("gap", Node::Object{{"rates", rates.list(gap.rates)}, {"steps", steps.list(lines)},
                                        {"deals", figure(gap.deals_instead)}, {"revenue", figure(revenue)}});
}

Records<VolumeCheck> volume_records() {
  using V = VolumeCheck;
  const auto enough = [](const V& v) { return compare(v.target, v.needed) >= 0; };
  return {{{"commitment", &V::commitment},
           {"stage", &V::stage},
           {"per", &V::per},
           {"target", Holds::number, [](const V& v) { return figure(v.target); }},
           {"needed", Holds::number, [](const V& v) { return figure(v.needed); }},
           {"enough", Holds::flag, enough}},
          {{"verdict", [=](const V& v) { return enough_cell(enough(v), v.needed, v.target).value; }, "",
            [=](const V& v) { return enough_cell(enough(v), v.needed, v.target).tone; }}}};
}

}  // namespace

void add_plan(const PlanAnswer& answer, Report& report) {
  add_plan_sentences(answer, report.headline);
  Node target;
  if (const std::optional<PlanTarget>& one = answer.target) {
    target = Node::Object{{"revenue", figure(one->revenue)}, {"deal_size", figure(one->deal_size)},
                          {"deals", figure(one->deals)}, {"months", one->months}};
    report.tables.push_back(steps_table(answer));
  }
  Node::Object root = {{"target", target}, {"rates", chain_list(answer)},
                       {"steps", step_records(false).list(lines_of(answer.steps))},
                       {"forward", answer.forward ? forward_node(answer, *answer.forward) : Node()}};
  for (const auto& [by, parts] : answer.splits) add_split(answer, by, parts, report, root);
  if (!answer.months.empty()) add_months(answer, report, root, report.main.empty());
  if (answer.capacity) add_capacity(*answer.capacity, answer.target->months.has_value(), report, root);
  if (answer.gap) add_gap(answer, report, root);
  if (const Records<VolumeCheck> volumes = volume_records(); !answer.volumes.empty()) {
    const Picks picks = {"commitment", "per", {"committed", "target"}, "needed", {"", "verdict"}};
    report.tables.push_back(volumes.table("Volumes committed to, against the plan", picks, answer.volumes));
    root.emplace_back("commitments", volumes.list(answer.volumes));
  }
  if (report.main.empty()) report.main = step_records(true).list(lines_of(answer.steps));
  if (report.main.empty() && answer.forward) report.main = forward_list(*answer.forward);
  report.result = std::move(root);
}

}  // namespace handoff
