// The plan in the four formats: what each number is, and one sentence on whether it is enough.
#include "backplan/backplan_report.hpp"

#include <algorithm>

#include "report_parts.hpp"

namespace handoff {

namespace {

Node real(const Exact& number) { return Node(to_double(number)); }
Node real(const std::optional<Exact>& number) { return number ? real(*number) : Node(); }
Cell number_cell(const Exact& number) { return text_cell(exact_text(number)); }
Cell whole_cell(std::int64_t count) { return text_cell(count_text(count)); }

Node::Object count_node(const PlanCount& count) { return {{"exact", real(count.exact)}, {"planned", count.planned}, {"minimum", count.minimum}}; }

/// Of a given rate nothing but the rate is known.
Node rate_node(const Exact& rate, const std::optional<Rate>& measured) {
  if (measured) return Node(*measured);
  return Node(Node::Object{{"count", nullptr}, {"of", nullptr}, {"rate", real(rate)}, {"low", nullptr}, {"high", nullptr}});
}

Node::Object step_node(const PlanStep& step, bool flat) {
  Node::Object node = {{"stage", step.stage}};
  for (auto& [key, value] : count_node(step.total)) node.emplace_back(key, value);
  if (step.per_month) node.emplace_back("per_month", Node(count_node(*step.per_month)));
  else if (flat) node.emplace_back("per_month", Node(Node::Object{{"exact", nullptr}, {"planned", nullptr}, {"minimum", nullptr}}));
  else node.emplace_back("per_month", nullptr);
  node.emplace_back("low", step.low);
  node.emplace_back("high", step.high);
  return node;
}

std::string bound_text(const std::optional<double>& bound) {
  if (bound && *bound > 1e15) return "above 10^15";
  const std::optional<Exact> exact = bound ? exact_of(*bound) : std::nullopt;
  return exact ? exact_text({Natural(static_cast<std::uint64_t>(round_of(*exact))), 1}) : "no limit";
}

Cell bounds_cell(const PlanStep& step) {
  if (!step.low && !step.high) return {};
  return text_cell(bound_text(step.low) + " - " + bound_text(step.high), Tone::faint);
}

std::string percent(const Exact& share) { return percent_text(to_double(share)); }

std::string basis_text(const PlanRate& rate) {
  std::string text(rate.basis == RateBasis::option ? "command line" : rate_basis_name(rate.basis));
  if (rate.measured) text += ", " + count_text(rate.measured->count) + " of " + count_text(rate.measured->of);
  if (rate.replaced) text += " (contract: " + percent(*rate.replaced) + ")";
  return text;
}

Table steps_table(const PlanAnswer& answer) {
  Table table;
  const bool months = answer.target->months.has_value();
  const bool bounds = std::any_of(answer.steps.begin(), answer.steps.end(), [](const PlanStep& step) { return step.low.has_value(); });
  table.columns = {{"stage", Align::left}, {"converts at", Align::right}, {"rate from", Align::left}, {"exact", Align::right}, {"planned", Align::right}, {"minimum", Align::right}};
  if (bounds) table.columns.push_back({"95 % bounds", Align::right});
  if (months)
    for (const char* name : {"a month", "planned", "minimum"}) table.columns.push_back({name, Align::right});
  for (std::size_t i = 0; i < answer.steps.size(); ++i) {
    const PlanStep& step = answer.steps[i];
    std::vector<Cell> row = {text_cell(step.stage), text_cell(i == 0 ? "" : percent(answer.chain[i - 1].rate)), text_cell(i == 0 ? "" : basis_text(answer.chain[i - 1]), Tone::faint),
                             number_cell(step.total.exact), whole_cell(step.total.planned), whole_cell(step.total.minimum)};
    if (bounds) row.push_back(bounds_cell(step));
    if (step.per_month) {
      row.push_back(number_cell(step.per_month->exact));
      row.push_back(whole_cell(step.per_month->planned));
      row.push_back(whole_cell(step.per_month->minimum));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Node target_node(const PlanTarget& target) {
  return Node(Node::Object{{"revenue", real(target.revenue)}, {"deal_size", real(target.deal_size)}, {"deals", real(target.deals)}, {"months", target.months ? Node(*target.months) : Node()}});
}

Node chain_node(const PlanAnswer& answer) {
  Node::List list;
  for (const PlanRate& rate : answer.chain)
    list.emplace_back(Node::Object{{"from", rate.from}, {"to", rate.to}, {"basis", rate_basis_name(rate.basis)}, {"rate", rate_node(rate.rate, rate.measured)},
                                   {"contract_rate", rate.basis == RateBasis::contract ? real(rate.rate) : real(rate.replaced)},
                                   {"lag_seconds", rate.lag ? Node(*rate.lag) : Node()}});
  return Node(std::move(list));
}

std::optional<Exact> revenue_of(const PlanAnswer& answer, const Exact& deals) {
  if (!answer.target || !answer.target->deal_size) return std::nullopt;
  return deals * *answer.target->deal_size;
}

Node forward_node(const PlanAnswer& answer, const PlanForward& forward) {
  Node::List steps;
  for (const auto& [stage, volume] : forward.steps) steps.emplace_back(Node::Object{{"stage", stage}, {"exact", real(volume)}});
  const Exact& deals = forward.steps.back().second;
  const std::optional<Exact> revenue = revenue_of(answer, deals);
  Node::Object node = {{"stage", forward.stage}, {"volume", real(forward.volume)}, {"steps", std::move(steps)}, {"deals", real(deals)}, {"revenue", real(revenue)}};
  if (answer.target) {
    node.emplace_back("meets_target", compare(deals, answer.target->deals) >= 0);
    node.emplace_back("deals_short", real(above(answer.target->deals, deals)));
    node.emplace_back("revenue_short", revenue && answer.target->revenue ? real(above(*answer.target->revenue, *revenue)) : Node());
  }
  return Node(std::move(node));
}

/// A volume with three decimals, of which those that say nothing are left out where it has no more: `399.9`, and `20.000` for 19.9997.
std::string volume_text(const Exact& volume) {
  std::string text = exact_text(volume, 3);
  const Exact thousandths = volume * Exact{1000, 1};
  if (text.find('.') == std::string::npos || floor_of(thousandths) != ceil_of(thousandths)) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

/// `1,333 at MQL come to 399.9 at SQL, 99.975 at won, 4,998,750 in revenue: 1,250 short of the target.`
std::string forward_sentence(const PlanAnswer& answer, const PlanForward& forward) {
  const bool one = compare(forward.volume, {1, 1}) == 0, end = forward.steps.size() == 1;
  std::string text = volume_text(forward.volume) + " at " + forward.stage + (forward.asked ? "" : ", the rounded number,") + (end ? one ? " is" : " are" : one ? " comes to" : " come to");
  if (end && !revenue_of(answer, forward.volume)) text += " the end of the plan";
  for (std::size_t i = 1; i < forward.steps.size(); ++i) text += (i > 1 ? ", " : " ") + volume_text(forward.steps[i].second) + " at " + forward.steps[i].first;
  const Exact& deals = forward.steps.back().second;
  const std::optional<Exact> revenue = revenue_of(answer, deals);
  if (revenue) text += (end ? " " : ", ") + exact_text(*revenue) + " in revenue";
  if (!answer.target) return text + ".";
  if (compare(deals, answer.target->deals) >= 0) return text + ": the target is met.";
  if (ceil_of(above(answer.target->deals, deals) * Exact{1000, 1}) <= 1) return text + ": just short of the target.";
  if (revenue && answer.target->revenue) return text + ": " + exact_text(above(*answer.target->revenue, *revenue)) + " short of the target.";
  return text + ": " + volume_text(above(answer.target->deals, deals)) + " deals short of the target.";
}

void add_headline(const PlanAnswer& answer, Report& report) {
  if (answer.target) {
    const PlanTarget& target = *answer.target;
    const PlanStep& first = answer.steps.back();
    std::string text = target.revenue && target.deal_size ? exact_text(*target.revenue) + " at " + exact_text(*target.deal_size) + " a deal is " : "";
    text += exact_text(target.deals) + " deals. They take " + exact_text(first.total.exact) + " at " + first.stage + ", " + count_text(first.total.minimum) + " at the least";
    if (first.per_month) text += ": " + exact_text(first.per_month->exact) + " a month for " + count_text(*target.months) + (*target.months == 1 ? " month" : " months");
    report.headline.push_back(text + ".");
  }
  if (answer.forward) report.headline.push_back(forward_sentence(answer, *answer.forward));
}

void add_split(const PlanAnswer& answer, const std::string& by, const std::vector<PlanShare>& parts, Report& report, Node::Object& root) {
  Table table;
  table.title = answer.stage + " by " + by;
  table.columns = {{by, Align::left}, {"share", Align::right}, {"planned", Align::right}, {"minimum", Align::right}};
  if (!parts.empty() && parts.front().per_month)
    for (const char* name : {"planned a month", "minimum a month"}) table.columns.push_back({name, Align::right});
  Node::List list;
  for (const PlanShare& part : parts) {
    std::vector<Cell> row = {text_cell(part.name), text_cell(percent_text(part.share)), whole_cell(part.planned), whole_cell(part.minimum)};
    Node monthly;
    if (part.per_month) {
      row.push_back(whole_cell(part.per_month->first));
      row.push_back(whole_cell(part.per_month->second));
      monthly = Node(Node::Object{{"planned", part.per_month->first}, {"minimum", part.per_month->second}});
    }
    table.rows.push_back(std::move(row));
    Node::Object node = {{by, part.name}, {"stage", answer.stage}, {"share", part.share}, {"planned", part.planned}, {"minimum", part.minimum}, {"per_month", monthly}};
    list.emplace_back(node);
    report.main.emplace_back(std::move(node));
  }
  report.tables.push_back(std::move(table));
  root.emplace_back(by + "s", std::move(list));
}

void add_months(const PlanAnswer& answer, Report& report, Node::Object& root, bool is_main) {
  Table table;
  table.title = "What must enter each stage, by month (least whole numbers)";
  table.columns = {{"month", Align::left}};
  for (std::size_t i = answer.steps.size(); i-- > 0;) table.columns.push_back({answer.steps[i].stage, Align::right});
  Node::List list;
  for (const PlanMonth& month : answer.months) {
    std::vector<Cell> row = {text_cell(month.name + (month.before_start ? " (before the start)" : ""))};
    Node::List stages;
    for (std::size_t i = answer.steps.size(); i-- > 0;) {
      const MonthNeed& need = month.stages[i];
      row.push_back(need.exact > 0 ? whole_cell(need.minimum) : text_cell(""));
      const Node::Object node = {{"stage", answer.steps[i].stage}, {"exact", need.exact}, {"planned", need.planned}, {"minimum", need.minimum}};
      stages.emplace_back(node);
      Node::Object flat = {{"month", month.name}, {"before_start", month.before_start}};
      flat.insert(flat.end(), node.begin(), node.end());
      if (is_main) report.main.emplace_back(std::move(flat));
    }
    table.rows.push_back(std::move(row));
    list.emplace_back(Node::Object{{"month", month.name}, {"before_start", month.before_start}, {"stages", std::move(stages)}});
  }
  report.tables.push_back(std::move(table));
  root.emplace_back("months", std::move(list));
}

void add_capacity(const PlanCapacity& capacity, bool monthly, Report& report, Node::Object& root) {
  Table table;
  table.title = monthly ? "What working them takes, a month" : "What working them takes";
  table.columns = {{"", Align::left}, {"asked for", Align::right}, {"there are", Align::right}, {"", Align::left}};
  table.rows.push_back({text_cell(capacity.stage), number_cell(capacity.leads), Cell{}, Cell{}});
  table.rows.push_back({text_cell("touches"), number_cell(capacity.touches), Cell{}, Cell{}});
  const bool both = capacity.hours && capacity.available;
  if (capacity.hours)
    table.rows.push_back({text_cell("hours"), number_cell(*capacity.hours), capacity.available ? number_cell(*capacity.available) : Cell{},
                          !both ? Cell{} : capacity.enough ? text_cell("enough", Tone::good) : text_cell(exact_text(above(*capacity.hours, *capacity.available)) + " short", Tone::bad)});
  if (capacity.covered) table.footnotes.push_back(exact_text(*capacity.available) + (compare(*capacity.available, {1, 1}) == 0 ? " hour is" : " hours are") + " enough for " + exact_text(*capacity.covered) + " at " + capacity.stage + ".");
  report.tables.push_back(std::move(table));
  root.emplace_back("capacity", Node(Node::Object{{"stage", capacity.stage}, {"per_month", monthly}, {"leads", real(capacity.leads)}, {"touches", real(capacity.touches)}, {"hours", real(capacity.hours)},
                                                  {"hours_available", real(capacity.available)}, {"leads_covered", real(capacity.covered)}, {"enough", both ? Node(capacity.enough) : Node()}}));
}

void add_gap(const PlanAnswer& answer, Report& report, Node::Object& root) {
  const PlanGap& gap = *answer.gap;
  Table rates, table;
  rates.title = "The dashboard's rates, and the audited ones";
  rates.columns = {{"conversion", Align::left}, {"dashboard", Align::right}, {"audited", Align::right}, {"lower by", Align::right}};
  Node::List rate_list, step_list;
  for (const AuditedRate& rate : gap.rates) {
    const double relative = 1 - to_double(rate.audited) / to_double(rate.dashboard);
    rates.rows.push_back({text_cell(rate.from + " to " + rate.to), text_cell(percent(rate.dashboard)), text_cell(percent(rate.audited)), text_cell(percent_text(relative))});
    rate_list.emplace_back(Node::Object{{"from", rate.from}, {"to", rate.to}, {"dashboard", real(rate.dashboard)}, {"audited", rate_node(rate.audited, rate.measured)}, {"gap_relative", relative}});
  }
  table.title = "The plan at the audited rates";
  table.columns = {{"stage", Align::left}, {"dashboard", Align::right}, {"audited", Align::right}, {"planned", Align::right}, {"minimum", Align::right}, {"more", Align::right}};
  for (std::size_t i = 0; i < gap.steps.size(); ++i) {
    const PlanCount& before = answer.steps[i].total;
    const PlanCount& after = gap.steps[i].total;
    const bool fewer = compare(after.exact, before.exact) < 0;
    const Exact difference = fewer ? above(before.exact, after.exact) : above(after.exact, before.exact);
    table.rows.push_back({text_cell(gap.steps[i].stage), number_cell(before.exact), number_cell(after.exact), whole_cell(after.planned), whole_cell(after.minimum),
                          text_cell((fewer ? "-" : "") + exact_text(difference))});
    Node::Object node = step_node(gap.steps[i], false);
    node.emplace_back("more", to_double(difference) * (fewer ? -1 : 1));
    step_list.emplace_back(std::move(node));
  }
  const std::optional<Exact> revenue = revenue_of(answer, gap.deals_instead);
  table.footnotes.push_back("The dashboard's " + exact_text(answer.steps.back().total.exact) + " at " + answer.steps.back().stage + " would bring " + exact_text(gap.deals_instead) + " deals" +
                            (revenue ? ", " + exact_text(*revenue) + " in revenue" : "") + ", at the audited rates.");
  report.tables.push_back(std::move(rates));
  report.tables.push_back(std::move(table));
  root.emplace_back("gap", Node(Node::Object{{"rates", std::move(rate_list)}, {"steps", std::move(step_list)}, {"deals", real(gap.deals_instead)}, {"revenue", real(revenue)}}));
}

void add_volumes(const PlanAnswer& answer, Report& report, Node::Object& root) {
  if (answer.volumes.empty()) return;
  Table table;
  table.title = "Volumes committed to, against the plan";
  table.columns = {{"commitment", Align::left}, {"per", Align::left}, {"committed", Align::right}, {"needed", Align::right}, {"", Align::left}};
  Node::List list;
  for (const VolumeCheck& check : answer.volumes) {
    const bool enough = compare(check.target, check.needed) >= 0;
    table.rows.push_back({text_cell(check.commitment), text_cell(check.per), number_cell(check.target), number_cell(check.needed),
                          enough ? text_cell("enough", Tone::good) : text_cell(exact_text(above(check.needed, check.target)) + " short", Tone::bad)});
    list.emplace_back(Node::Object{{"commitment", check.commitment}, {"stage", check.stage}, {"per", check.per}, {"target", real(check.target)}, {"needed", real(check.needed)}, {"enough", enough}});
  }
  report.tables.push_back(std::move(table));
  root.emplace_back("commitments", std::move(list));
}

}  // namespace

void add_plan(const PlanAnswer& answer, Report& report) {
  add_headline(answer, report);
  Node::Object root = {{"target", answer.target ? target_node(*answer.target) : Node()}, {"rates", chain_node(answer)}};
  Node::List steps;
  for (const PlanStep& step : answer.steps) steps.emplace_back(step_node(step, false));
  root.emplace_back("steps", std::move(steps));
  if (answer.target) report.tables.push_back(steps_table(answer));
  root.emplace_back("forward", answer.forward ? forward_node(answer, *answer.forward) : Node());
  for (const auto& [by, parts] : answer.splits) add_split(answer, by, parts, report, root);
  if (!answer.months.empty()) add_months(answer, report, root, report.main.empty());
  if (answer.capacity) add_capacity(*answer.capacity, answer.target->months.has_value(), report, root);
  if (answer.gap) add_gap(answer, report, root);
  add_volumes(answer, report, root);
  if (report.main.empty())
    for (const PlanStep& step : answer.steps) report.main.emplace_back(step_node(step, true));
  if (report.main.empty() && answer.forward)
    for (const auto& [stage, volume] : answer.forward->steps) report.main.emplace_back(Node::Object{{"stage", stage}, {"exact", real(volume)}});
  report.result = Node(std::move(root));
}

}  // namespace handoff
