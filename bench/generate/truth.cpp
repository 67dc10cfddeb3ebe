#include "truth.hpp"

namespace synth {

void Funnel::add(const Facts& facts, const Lead& lead) {
  for (int stage = 0; stage <= facts.furthest; ++stage) {
    const auto s = static_cast<std::size_t>(stage);
    const bool further = facts.furthest > stage;
    ++reached[s];
    moved_on[s] += further;
    undated[s] += !facts.at[s].known();
    skipped[s] += further && !facts.at[s].known();
    if (lead.amount != none) value[s] += lead.amount;
  }
  if (facts.exit != no_exit) ++out[static_cast<std::size_t>(facts.furthest)][static_cast<std::size_t>(facts.exit)];
  time_order += facts.time_order;
}

void Audit::add(const Facts& facts, const Lead& lead) {
  ++population;
  const auto verdict = static_cast<std::size_t>(facts.verdict);
  ++verdicts[verdict];
  touched_before += facts.touched_before;
  for (std::size_t c = 0; c < clocks; ++c) {
    if (facts.applies[c] == Tri::no) continue;
    const bool sure = facts.applies[c] == Tri::yes;
    const bool exempt = c == general_clock && lead.source == words::partner_source;  // whether or not the clock applies
    ClockCount& count = clock[c];
    ++count.verdicts[sure ? verdict : static_cast<std::size_t>(exempt ? Verdict::exempt : Verdict::unknown)];
    count.touched_before += facts.touched_before;
    count.never += sure && facts.verdict == Verdict::breached && lead.touch == never;
    if (facts.elapsed >= 0) ++count.timed, count.seconds += facts.elapsed;
  }
  ++disposed[static_cast<std::size_t>(facts.disposed)];
  ++icp[static_cast<std::size_t>(facts.icp)];
  ++definition[static_cast<std::size_t>(facts.definition)];
  ++joint[verdict][static_cast<std::size_t>(facts.disposed)][static_cast<std::size_t>(facts.icp)];
  any_failed += facts.verdict == Verdict::breached || facts.disposed == Disposed::missing_past_due || facts.icp == Tri::no;
  duplicate_email += lead.shares_email;
  undated += !facts.at[mql].known();
  time_order += facts.time_order;
  reached_sql += facts.reached(sql);
  defined += facts.definition == Tri::yes;
  defined_reached_sql += facts.definition == Tri::yes && facts.reached(sql);
}

void Truth::add(const Options& options, const Lead& lead) {
  const Facts facts = judge(options, lead);
  ++used;
  duplicate_email += lead.shares_email;
  unnamed_values += lead.value >= value_unnamed;
  defined += facts.definition == Tri::yes;
  definition_unknown += facts.definition == Tri::unknown;
  all.add(facts, lead);
  by_segment[static_cast<std::size_t>(facts.segment)].add(facts, lead);
  by_month[static_cast<std::size_t>(facts.month)].add(facts, lead);
  int month = facts.month;
  for (int stage = 0; stage <= facts.furthest; ++stage) {
    const auto s = static_cast<std::size_t>(stage);
    if (stage > 0 && facts.at[s].known()) month = month_of(facts.at[s]);
    Entry& entry = entries[s][static_cast<std::size_t>(month)];
    ++entry.entered;
    entry.moved_on += facts.furthest > stage && facts.at[s].known();
  }
  if (!facts.reached(mql)) return;
  reached.add(facts, lead);
  if (facts.at[mql].known()) dated.add(facts, lead);
}

}  // namespace synth
