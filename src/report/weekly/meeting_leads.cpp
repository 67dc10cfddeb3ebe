// The leads and reasons to talk about, the sources of pipeline, and the groups: each kind of record once, for the JSON and the tables.
#include <fmt/format.h>

#include "report_parts.hpp"
#include "weekly/meeting_page.hpp"

namespace handoff {

Node owner_node(const MeetingPage& page, const std::string& owner) {
  if (owner.empty()) return Blank{"(none)"};
  const std::vector<GroupBy>& by = page.settings.by;
  for (const MeetingGroup& group : page.result.groups)
    for (std::size_t i = 0; i < by.size(); ++i)
      if (by[i].people && group.labels[i].value == owner) return owner;
  return Blank{fmt::format("(under {} leads)", least_named_group)};
}

namespace {

/// `great`: leads that sales turned down; else bad ones that were delivered.
Records<TalkLead> talk_records(const MeetingPage& page, bool great) {
  using L = TalkLead;
  const auto said = [great](const L& l) {
    std::string reason = l.reason.empty() && great ? "(no reason)" : l.reason;
    if (great) return reason;
    return l.disposition.empty() ? "none" : l.disposition + (reason.empty() ? "" : ", " + reason);
  };
  const auto meets = [](const L& l) { return l.meets == Tri::unknown ? Node() : Node(l.meets == Tri::yes); };
  std::vector<RecordField<L>> fields = {{"lead_id", Holds::text, [](const L& l) { return Node::raw(l.id); }}};
  if (page.owners) fields.push_back({"owner", Holds::text, [&page](const L& l) { return owner_node(page, l.owner); }});
  fields.insert(fields.end(),
                {{"segment", Holds::text, [](const L& l) { return text_node(l.segment); }},
                 {"source", Holds::text, [](const L& l) { return text_node(l.source); }},
                 {"points", Holds::number, [](const L& l) { return l.points ? Node(Figure{*l.points, count_text(static_cast<std::int64_t>(*l.points))}) : Node(); }},
                 {"meets_definition", Holds::flag, meets},
                 {"disposition", Holds::text, [](const L& l) { return text_node(l.disposition); }},
                 {"reason", Holds::text, [](const L& l) { return text_node(l.reason); }},
                 {"why", Holds::text, [](const L& l) { return text_node(l.why); }}});
  return {std::move(fields), {{"definition", Holds::text, [](const L& l) { return l.meets == Tri::yes ? "meets it" : l.meets == Tri::no ? "off it" : "unknown"; }},
                              {"said", Holds::text, said}}};
}

Records<SourceResult> source_records(const MeetingPage& page) {
  using S = SourceResult;
  const auto count = [](std::uint64_t SourceCounts::*member) { return [member](const S& s) { return s.counts.*member; }; };
  const auto money = [](Money SourceCounts::*member) { return [member](const S& s) { return MoneySums(s.counts.*member); }; };
  return {{{page.settings.source ? page.settings.source->name : "source", Holds::text,
            [](const S& s) { return s.label.missing && s.label.value.empty() ? Node() : Node(s.label.value); }},
           {"delivered", Holds::count, count(&SourceCounts::entered)},
           {"conversion", Holds::share, &S::conversion},
           {"opened", Holds::count, count(&SourceCounts::opened)},
           {"opened_value", Holds::money, money(&SourceCounts::opened_value)},
           {"won", Holds::count, count(&SourceCounts::won)},
           {"won_value", Holds::money, money(&SourceCounts::won_value)},
           {"opened_in_period", Holds::count, count(&SourceCounts::opened_now)},
           {"opened_value_in_period", Holds::money, money(&SourceCounts::opened_value_now)}},
          {{"label", Holds::text, [](const S& s) { return s.label.text; }}}};
}

Records<ReasonResult> reason_records() {
  using R = ReasonResult;
  return {{{"reason", Holds::text, &R::reason},
           {"leads", Holds::count, &R::count},
           {"share", Holds::share, [](const R& r) { return Percent{r.share}; }},
           {"cumulative", Holds::share, [](const R& r) { return Percent{r.cumulative}; }},
           {"in_period", Holds::count, &R::now}},
          {{"bar", Holds::bar, [](const R& r) { return Bar{r.share}; }}}};
}

Records<MeetingGroup> group_records() {
  using G = MeetingGroup;
  const auto conversion = [](const G& g) { return g.numbers.conversion.rate ? Node(Figure{*g.numbers.conversion.rate, rate_text(g.numbers.conversion)}) : Node(); };
  const auto speed = [](const G& g) { return half_by_node(g.numbers.speed, false); };
  return {{{"delivered", Holds::count, [](const G& g) { return g.numbers.delivered; }},
           {"claimed", Holds::count, [](const G& g) { return g.numbers.claimed; }},
           {"undecided", Holds::count, [](const G& g) { return g.numbers.unsure; }},
           {"conversion", Holds::share, [](const G& g) { return g.numbers.conversion; }},
           {"on_definition", Holds::share, [](const G& g) { return g.numbers.on_definition; }},
           {"speed_to_lead", Holds::span, speed}},
          {{"with_bounds", Holds::share, conversion}}};
}

}  // namespace

Node::List talk_list(const MeetingPage& page, const std::vector<TalkLead>& leads) { return talk_records(page, false).list(leads); }

Table talk_table(const MeetingPage& page, const std::string& title, const std::vector<TalkLead>& leads, bool great) {
  Picks picks = {{"lead", "lead_id"}};
  if (page.owners) picks.push_back("owner");
  picks.insert(picks.end(), {"segment", "source", {great ? "score" : page.tally.low_axis(), "points"}, "definition", {great ? "sales said" : "disposition", "said"}, "why"});
  return talk_records(page, great).table(title, picks, leads);
}

Node::List source_list(const MeetingPage& page) { return source_records(page).list(page.result.sources); }

Table source_table(const MeetingPage& page, const std::string& title) {
  const MeetingSettings& settings = page.settings;
  const std::string opened = page.stage_name(pipeline_stage(page.contract, settings));
  const bool pipeline = pipeline_stage(page.contract, settings) != settings.stage, money = page.tally.has_money;
  Picks picks = {{settings.source ? settings.source->name : "source", "label"}, {"delivered", "delivered"}};
  if (settings.to >= 0) picks.push_back({"to " + page.stage_name(settings.to), "conversion"});
  const bool won_alike = opened == page.contract.stages.back().name;   // else it would stand twice
  if (pipeline && !won_alike) picks.push_back({"reached " + opened, "opened"});
  if (pipeline && !won_alike && money) picks.push_back({"value", "opened_value"});
  picks.push_back({"reached " + page.contract.stages.back().name, "won"});
  if (money) picks.push_back({"won value", "won_value"});
  if (pipeline) picks.push_back({fmt::format("{}, {}", opened, page.chosen().name), "opened_in_period"});
  if (pipeline && money) picks.push_back({fmt::format("value, {}", page.chosen().name), "opened_value_in_period"});
  return source_records(page).table(title, picks, page.result.sources);
}

Node::List reason_list(const MeetingPage& page) { return reason_records().list(page.result.reasons); }

Table reason_table(const MeetingPage& page) {
  Table table = reason_records().table("What sales said: reasons of those turned down, " + page.trend_text(),
                                       {"reason", "leads", "share", {"together", "cumulative"}, {page.chosen().name, "in_period"}, {"", "bar"}}, page.result.reasons);
  if (const std::optional<std::size_t> least = page.result.reasons_for_70)
    table.footnotes.push_back(fmt::format("{} 70 % or more of {}{}", *least == 1 ? "One reason makes" : fmt::format("{} reasons make", *least), count_text(page.result.reasons_total),
                                          *least <= 4 ? ": few enough to work on." : ": more than three or four, so either the leads or the list are too mixed."));
  return table;
}

Node::List group_list(const MeetingPage& page) {
  Node::List list;
  for (const MeetingGroup& group : page.result.groups) {
    Node::Object object;
    add_group(object, page.settings.by, group.labels);
    append_members(object, group_records().object(group));
    list.emplace_back(std::move(object));
  }
  return list;
}

Table group_table(const MeetingPage& page) {
  const MeetingSettings& settings = page.settings;
  Picks picks = {{page.stage_name(settings.stage) + "s delivered", "delivered"}};
  if (settings.to >= 0) picks.push_back({"to " + page.stage_name(settings.to), "with_bounds"});
  picks.insert(picks.end(), {{"on the definition", "on_definition"}, {"median speed-to-lead", "speed_to_lead"}});
  const Records<MeetingGroup> records = group_records();
  Table table;
  table.title = page.chosen().name + " by group";
  add_group_headings(table.columns, settings.by);
  records.add_headings(picks, table.columns);
  for (const MeetingGroup& group : page.result.groups) {
    std::vector<Cell>& row = table.rows.emplace_back();
    add_group_cells(row, group.labels);
    records.add_cells(picks, group, row);
  }
  return table;
}

}  // namespace handoff
