// Every line is a question about a process: it says what was seen, what would be seen otherwise, and asks. No line names a person.
#include "gaming/gaming_report.hpp"

#include <fmt/format.h>

#include "report_parts.hpp"

namespace handoff {
namespace {

std::string_view pattern_text(GamePattern pattern) {
  constexpr std::string_view texts[] = {"answers in the last 5 % of a limit", "dispositions without a touch", "scores just above a threshold",
                                        "rows with one and the same time", "acceptance up, the next step down"};
  return texts[static_cast<std::size_t>(pattern)];
}

std::string count_of(const Rate& rate) { return count_text(rate.count) + " of " + count_text(rate.of); }

std::string time_text(Instant at, const Contract& contract) {
  const std::int64_t second = contract.zone->to_local(at) % 60;
  std::string text = local_text({at, at, 0, false}, *contract.zone);
  if (second != 0) text += fmt::format(":{:02}", (second + 60) % 60);
  return text;
}

std::string question(const Evidence& one, const Contract& contract, const GamingSettings& settings) {
  const auto stage = [&](int index) { return contract.stages[static_cast<std::size_t>(index)].name; };
  switch (one.pattern) {
    case GamePattern::deadline:
      return fmt::format("{}: {} answers near the limit came in its last 5 %: {}, where {} would if they thinned out evenly. Do answers wait for the limit, "
                         "or does a reminder go off shortly before it?", one.subject, count_of(one.rate), rate_text(one.rate), percent_text(*one.expected));
    case GamePattern::untouched:
      return fmt::format("{} leads with the disposition '{}' have no touch before it: {}. Were they judged without contact, or are touches not logged?",
                         count_of(one.rate), one.subject, rate_text(one.rate));
    case GamePattern::threshold:
      return fmt::format("{}: {} leads within 5 points of it just pass: {}. Do points come in steps there, or are scores helped over the line?", one.subject,
                         count_of(one.rate), rate_text(one.rate));
    case GamePattern::same_time:
      return fmt::format("{}: {} times are {}. Was that an import or a bulk change, and did it really happen then?", one.subject, count_of(one.rate),
                         time_text(*one.at, contract));
    case GamePattern::acceptance:
      return fmt::format("{}: {} to {} rose from {} to {}, while {} to {} fell from {} to {}. Is more accepted than will be worked?", one.subject,
                         stage(settings.stage), stage(settings.accepted), rate_text(*one.earlier), rate_text(one.rate), stage(settings.accepted),
                         stage(settings.next), rate_text(*one.before), rate_text(*one.after));
  }
  return {};
}

std::string subject_text(const Evidence& one, const Contract& contract) {
  return one.at ? one.subject + ", " + time_text(*one.at, contract) : one.subject;
}

Table evidence_table(const GamingResult& result, const Contract& contract) {
  Table table;
  table.title = "The evidence";
  table.columns = {{"pattern", Align::left}, {"where", Align::left}, {"count", Align::right}, {"of", Align::right},
                   {"share", Align::right}, {"95 % interval", Align::right}, {"otherwise", Align::right}, {"", Align::left}};
  for (const Evidence& one : result.evidence)
    table.rows.push_back({text_cell(std::string(pattern_text(one.pattern))), text_cell(subject_text(one, contract)),
                          count_cell(static_cast<std::uint64_t>(one.rate.count)), count_cell(static_cast<std::uint64_t>(one.rate.of)), rate_cell(one.rate),
                          interval_cell(one.rate), one.expected ? text_cell(percent_text(*one.expected)) : text_cell("-", Tone::faint),
                          one.asks ? text_cell("ask", Tone::bad) : text_cell("")});
  return table;
}

Table months_table(const GamingResult& result, const Contract& contract, const GamingSettings& settings) {
  const auto stage = [&](int index) { return contract.stages[static_cast<std::size_t>(index)].name; };
  Table table;
  table.title = fmt::format("{} and {} by month of entry, each month given the same time ({:.1f} and {:.1f} days)", stage(settings.accepted), stage(settings.next),
                            *result.accept_days, *result.move_days);
  table.columns = {{"month", Align::left},
                   {stage(settings.stage), Align::right}, {"to " + stage(settings.accepted), Align::right}, {"95 % interval", Align::right},
                   {stage(settings.accepted), Align::right}, {"to " + stage(settings.next), Align::right}, {"95 % interval", Align::right}};
  for (const MonthRates& month : result.months)
    table.rows.push_back({text_cell(month.complete ? month.month : month.month + " (not compared)", month.complete ? Tone::plain : Tone::faint),
                          count_cell(static_cast<std::uint64_t>(month.accepting.of)), rate_cell(month.accepting), interval_cell(month.accepting),
                          count_cell(static_cast<std::uint64_t>(month.moving.of)), rate_cell(month.moving), interval_cell(month.moving)});
  return table;
}

template <class T>
Node node_of(const std::optional<T>& value) {
  Node node;
  if (value) node = Node(*value);
  return node;
}

void add_json(const GamingResult& result, const Contract& contract, const GamingSettings& settings, const std::string& where, Report& report) {
  Node::List evidence, months, skipped;
  for (const Evidence& one : result.evidence) {
    Node at;
    if (one.at) at = Node(iso_instant(*one.at));
    Node::Object object = {{"pattern", std::string(game_name(one.pattern))}, {"subject", one.subject}, {"at", at}, {"share", one.rate},
                           {"expected", node_of(one.expected)}, {"ask", one.asks}};
    report.main.emplace_back(object);
    object.emplace_back("of_met", node_of(one.of_met));
    object.emplace_back("earlier", node_of(one.earlier));
    object.emplace_back("next_before", node_of(one.before));
    object.emplace_back("next_after", node_of(one.after));
    object.emplace_back("question", one.asks ? Node(question(one, contract, settings)) : Node());
    evidence.emplace_back(std::move(object));
  }
  for (const MonthRates& month : result.months)
    months.emplace_back(Node::Object{{"month", month.month}, {"complete", month.complete}, {"accepted", month.accepting}, {"next", month.moving}});
  for (const auto& [pattern, why] : result.not_measured) skipped.emplace_back(Node::Object{{"pattern", std::string(game_name(pattern))}, {"why", why}});
  report.main_columns = {"pattern", "subject", "at"};
  report.result = Node(Node::Object{{"stage", contract.stages[static_cast<std::size_t>(settings.stage)].name},
                                    {"where", where.empty() ? Node() : Node(where)},
                                    {"leads", result.leads},
                                    {"evidence", std::move(evidence)},
                                    {"months", std::move(months)},
                                    {"not_measured", std::move(skipped)}});
}

}  // namespace

void gaming_report(const GamingResult& result, const Contract& contract, const GamingSettings& settings, const std::string& where, Report& report) {
  add_json(result, contract, settings, where, report);
  std::size_t questions = 0;
  for (const Evidence& one : result.evidence) {
    if (!one.asks) continue;
    ++questions;
    report.headline.push_back(question(one, contract, settings));
  }
  if (questions == 0) report.headline.push_back("Nothing here is strong enough to ask about.");
  report.tables.push_back(evidence_table(result, contract));
  if (!result.months.empty()) report.tables.push_back(months_table(result, contract, settings));
  for (const auto& [pattern, why] : result.not_measured)
    report.notes.push_back("not looked at: " + std::string(pattern_text(pattern)) + ": " + why);
  for (const auto& [name, count] : result.midnights)
    report.notes.push_back(fmt::format("{}: {} of its times are midnight, a date in disguise; in no group of equal times", name, count_text(count)));
  report.notes.push_back("these are patterns, not proofs: each has innocent causes, and none says anything about a person");
}

}  // namespace handoff
