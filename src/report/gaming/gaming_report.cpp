// Every line is a question about a process: it says what was seen, what would be seen otherwise, and asks. No line names a person.
#include "gaming/gaming_report.hpp"

#include <fmt/format.h>

#include "report_parts.hpp"

namespace handoff {
namespace {

std::string_view pattern_text(GamePattern pattern) {
  constexpr std::string_view texts[] = {"answers in the last 5 % of a limit", "dispositions without a touch", "scores just above a threshold",
                                        "rows with one and the same time", "acceptance up, the next step down",
                                        "a date within a minute of the next", "a date before the lead was created"};
  return texts[static_cast<std::size_t>(pattern)];
}

std::string count_of(const Rate& rate) { return count_text(rate.count) + " of " + count_text(rate.of); }

std::string time_text(Instant at, const Contract& contract) {
  const std::int64_t second = contract.zone->to_local(at) % 60;
  std::string text = local_text({at, at, 0, false}, *contract.zone);
  if (second != 0) text += fmt::format(":{:02}", (second + 60) % 60);
  return text;
}

std::string points_text(double points) { return fmt::format("{:g} {}", points, points == 1 ? "point" : "points"); }

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
      return fmt::format("{}: {} leads within one step of it ({}) just pass: {}, where half would if as many fell on either side. Are scores helped over the line, or do "
                         "rules give their points together?", one.subject, count_of(one.rate), points_text(*one.within), rate_text(one.rate));
    case GamePattern::same_time:
      return fmt::format("{}: {} times are {}. Was that an import or a bulk change, and did it really happen then?", one.subject, count_of(one.rate),
                         time_text(*one.at, contract));
    case GamePattern::acceptance:
      return fmt::format("{}: {} to {} rose from {} to {}, while {} to {} fell from {} to {}. Is more accepted than will be worked?", one.subject,
                         stage(settings.stage), stage(settings.accepted), rate_text(*one.earlier), rate_text(one.rate), stage(settings.accepted),
                         stage(settings.next), rate_text(*one.before), rate_text(*one.after));
    case GamePattern::at_once:
      return fmt::format("{}: {} dates lie within a minute before the next stage's: {}. Were they set by hand afterwards, or does a rule set both?",
                         one.subject, count_of(one.rate), rate_text(one.rate));
    case GamePattern::before_created:
      return fmt::format("{}: {} dates are from before the lead was created: {}. Were they set by hand afterwards, or is it an import?", one.subject,
                         count_of(one.rate), rate_text(one.rate));
  }
  return {};
}

/// `0.0123`, `3.4e-10`: three digits that mean something.
/// Smaller chances are printed as this one.
constexpr double least_p = 1e-12;

std::string p_text(double p) { return p < least_p ? "< 1e-12" : p < 0.0001 ? fmt::format("{:.1e}", p) : p < 0.1 ? fmt::format("{:.4f}", p) : fmt::format("{:.2f}", p); }

using EvidenceRecords = Records<Evidence>;

/// `brief`: without what a table has no room for.
EvidenceRecords evidence_records(const Contract& contract, const GamingSettings& settings, bool brief) {
  using E = Evidence;
  const auto at = [zone = contract.zone](const E& e) { return e.at ? Node(Moment{{*e.at, *e.at, 0, false}, zone}) : Node(); };
  std::vector<RecordField<E>> fields = {{"pattern", Holds::text, [](const E& e) { return Word{game_name(e.pattern), std::string(pattern_text(e.pattern))}; }},
                                        {"subject", Holds::text, &E::subject},
                                        {"at", Holds::moment, at},
                                        {"share", Holds::share, &E::rate},
                                        {"expected", Holds::share, [](const E& e) { return e.expected ? Node(Percent{*e.expected}) : Node(); }},
                                        {"p", Holds::number, [](const E& e) { return e.p ? Node(Figure{std::max(*e.p, least_p), p_text(*e.p)}) : Node(); }},
                                        {"ask", Holds::flag, &E::asks}};
  if (!brief)
    fields.insert(fields.end(), {{"of_met", Holds::share, &E::of_met},
                                 {"within_points", Holds::number, [](const E& e) { return e.within ? Node(Figure{*e.within, fmt::format("{:g}", *e.within)}) : Node(); }},
                                 {"earlier", Holds::share, &E::earlier},
                                 {"next_before", Holds::share, &E::before},
                                 {"next_after", Holds::share, &E::after},
                                 {"question", Holds::text, [&](const E& e) { return e.asks ? Node(question(e, contract, settings)) : Node(); }}});
  return {std::move(fields), {{"where", Holds::text, [&](const E& e) { return e.at ? fmt::format("{}, {}", e.subject, time_text(*e.at, contract)) : e.subject; }},
                              {"to_ask", Holds::text, [](const E& e) { return e.asks ? "ask" : ""; }, "", [](const E&) { return Tone::bad; }}}};
}

Records<MonthRates> month_records() {
  using M = MonthRates;
  const auto tone = [](const M& m) { return m.complete ? Tone::plain : Tone::faint; };
  return {{{"month", Holds::text, &M::month}, {"complete", Holds::flag, &M::complete}, {"accepted", Holds::share, &M::accepting}, {"next", Holds::share, &M::moving}},
          {{"compared", Holds::text, [](const M& m) { return m.complete ? m.month : m.month + " (not compared)"; }, "", tone}}};
}

Table months_table(const GamingResult& result, const Contract& contract, const GamingSettings& settings) {
  const auto stage = [&](int index) { return contract.stages[static_cast<std::size_t>(index)].name; };
  return month_records().table(fmt::format("{} and {} by month of entry, each month given the same time ({:.1f} and {:.1f} days)", stage(settings.accepted),
                                           stage(settings.next), *result.accept_days, *result.move_days),
                               {{"month", "compared"},
                                {stage(settings.stage), "accepted", Aspect::of},
                                {"to " + stage(settings.accepted), "accepted"},
                                {"95 % interval", "accepted", Aspect::interval},
                                {stage(settings.accepted), "next", Aspect::of},
                                {"to " + stage(settings.next), "next"},
                                {"95 % interval", "next", Aspect::interval}},
                               result.months);
}

}  // namespace

void gaming_report(const GamingResult& result, const Contract& contract, const GamingSettings& settings, const std::string& where, Report& report) {
  const EvidenceRecords evidence = evidence_records(contract, settings, true);
  Node::List skipped;
  for (const auto& [pattern, why] : result.not_measured) skipped.emplace_back(Node::Object{{"pattern", game_name(pattern)}, {"why", why}});
  report.main = evidence.list(result.evidence);
  report.main_columns = {"pattern", "subject", "at"};
  report.result = Node::Object{{"stage", contract.stages[static_cast<std::size_t>(settings.stage)].name},
                               {"where", text_node(where)},
                               {"leads", result.leads},
                               {"family", result.family},
                               {"false_discovery_rate", Percent{false_discoveries}},
                               {"evidence", evidence_records(contract, settings, false).list(result.evidence)},
                               {"months", month_records().list(result.months)},
                               {"not_measured", std::move(skipped)}};
  std::size_t questions = 0;
  for (const Evidence& one : result.evidence) {
    if (!one.asks) continue;
    ++questions;
    report.headline.push_back(question(one, contract, settings));
  }
  if (questions == 0) report.headline.push_back("Nothing here is strong enough to ask about.");
  report.tables.push_back(evidence.table("The evidence", {"pattern", "where", {"count", "share", Aspect::count}, {"of", "share", Aspect::of}, "share",
                                                          {"95 % interval", "share", Aspect::interval}, {"otherwise", "expected"}, {"p", "p"}, {"", "to_ask"}},
                                         result.evidence));
  if (!result.months.empty()) report.tables.push_back(months_table(result, contract, settings));
  for (const auto& [pattern, why] : result.not_measured)
    report.notes.push_back("not looked at: " + std::string(pattern_text(pattern)) + ": " + why);
  for (const auto& [name, count] : result.midnights)
    report.notes.push_back(fmt::format("{}: {} of its times are midnight, a date in disguise; in no group of equal times", name, count_text(count)));
  if (result.family > 0)
    report.notes.push_back(fmt::format("{} {} tested together: of those that are asked, no more than 5 % are chance on average (Benjamini-Hochberg). Equal times are not tested, but counted",
                                       count_text(result.family), result.family == 1 ? "question is" : "questions are"));
  report.notes.push_back("these are patterns, not proofs: each has innocent causes, and none says anything about a person");
}

}  // namespace handoff
