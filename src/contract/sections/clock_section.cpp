// [[clock]] and [disposition]: the commitments in time, and what ends a lead.
#include <fmt/format.h>

#include <algorithm>

#include "handoff/text/suggest.hpp"
#include "sections/sections.hpp"

namespace handoff {
namespace {

BeforeStart read_before(const Section& section) {
  const std::vector<std::string> words = {"unknown", "met", "breached"};
  const std::optional<std::string> word = section.text_if("before", "before = \"unknown\"");
  const auto found = word ? std::find(words.begin(), words.end(), *word) : words.begin();
  if (found == words.end())
    section.refuse("before", "`before` of " + section.title() + " is \"" + *word + "\"",
                   did_you_mean(*word, words, "write what a single stop before the start counts as: \"unknown\", \"met\" or \"breached\""));
  if (word) section.doc().meaning[section.find("before")] = *word == "unknown" ? "" : *word;   // the default, written out, means nothing more
  return static_cast<BeforeStart>(found - words.begin());
}

/// How long it took as the CRM measured it, in place of a date at which it stopped.
void read_taken(const Section& section, Names& names, Clock& clock) {
  const std::string example = "taken = \"response_time\"";
  for (const char* other : {"stop", "before"})
    if (section.has(other)) section.refuse(other, fmt::format("the clock `{}` has `taken`, and `{}` is for a clock that stops at a date", clock.name, other), "keep one of the two");
  clock.taken = clock.stop = names.field(section, "taken", Type::number, example);
  const Field& field = names.contract().fields[clock.taken];
  if (!field.duration)
    section.refuse("taken", fmt::format("`{}` is a number, and `taken` needs a duration", field.name),
                   fmt::format("declare it under [columns]: {} = {{ column = \"{}\", type = \"duration\", unit = \"m\" }}", field.name, field.headers.front()));
  if (clock.limit.unit == Unit::business_days)
    section.refuse("limit", fmt::format("the clock `{}` is measured in hours by the CRM, and its limit is in business days", clock.name), "write the limit in hours, for instance: limit = \"8bh\"");
}

Clock read_clock(const Section& section, Names& names) {
  section.only({"name", "owner", "on", "where", "where_stands", "exempt", "start", "stop", "taken", "limit", "calendar", "target", "before"});
  Contract& contract = names.contract();
  Clock clock;
  clock.source = section.source();
  clock.name = section.text("name", "name = \"first touch\"");
  refuse_twice(section, contract.clocks, clock.name);
  clock.owner = section.text_if("owner", "owner = \"sales\"").value_or("");
  clock.on = stage_at(section, "on", contract, "on = \"MQL\"");
  clock.where = names.predicate_if(section, "where", "where = \"demo_request\"");
  if (section.flag_if("where_stands", "where_stands = true").value_or(false)) {
    const Stage& stage = contract.stages[static_cast<std::size_t>(clock.on)];
    if (!stage.when)
      section.refuse("where_stands", fmt::format("stage `{}` has no definition, so every claim stands", stage.name), "leave `where_stands` out, or add `when` to the stage");
    clock.where = names.both(clock.where, stage.when);
    clock.where_stands = true;
  }
  clock.exempt = names.predicate_if(section, "exempt", "exempt = \"source = 'Partner'\"");
  clock.start = names.field(section, "start", Type::date, "start = \"mql_at\"");
  section.need("limit", "limit = \"4bh\"");
  clock.limit = *section.duration_if("limit", "limit = \"4bh\"");
  if (section.has("taken")) read_taken(section, names, clock);
  else clock.stop = names.field(section, "stop", Type::date, "stop = \"first_touch_at\"");
  if (clock.start == clock.stop)
    section.refuse("stop", "the clock `" + clock.name + "` starts and stops at the same field",
                   "write for instance: stop = \"first_touch_at\"");
  clock.calendar = calendar_for(section, contract, clock.limit);
  clock.target = section.share_if("target", "target = 0.95");
  clock.before = read_before(section);
  return clock;
}

/// A word that stands twice makes one of the two useless, and the list look longer than it is.
void refuse_repeated(const Section& section, std::string_view key, const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::vector<std::string> before(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i));
    if (!is_one_of(before, words[i])) continue;
    section.refuse(key, "\"" + words[i] + "\" stands twice in `" + std::string(key) + "` of [disposition]", "case does not matter: write it once");
  }
}

/// A list of states of the disposition.
std::vector<std::string> states_of(const Section& section, std::string_view key, std::string_view example, const Disposition& disposition) {
  std::vector<std::string> list = section.texts_if(key, example);
  refuse_repeated(section, key, list);
  for (const std::string& state : list) {
    if (is_one_of(disposition.states, state)) continue;
    section.refuse(key, fmt::format("`{}` of [disposition] names no state: \"{}\"", key, state),
                   did_you_mean(state, disposition.states, "the states are " + listed(disposition.states)));
  }
  return list;
}

}  // namespace

void read_clocks(const Section& root, Names& names) {
  constexpr std::size_t most_clocks = 256;
  for (const Section& section : root.tables_if("clock", "[[clock]]", "[[clock]]")) {
    if (names.contract().clocks.size() == most_clocks)
      refuse(root.doc(), section.at(), "there are more than 256 clocks", "group them by `where`");
    names.contract().clocks.push_back(read_clock(section, names));
  }
}

void read_disposition(const Section& root, Contract& contract) {
  const auto section = root.table_if("disposition", "[disposition]", "[disposition]");
  if (!section) return;
  section->only({"states", "reasons", "reason_required", "owed_on", "limit", "calendar"});
  constexpr std::string_view example = "states = [\"accepted\", \"recycled\", \"rejected\"]";
  Disposition disposition;
  section->need("states", example);
  disposition.states = section->texts_if("states", example);
  disposition.reasons = section->texts_if("reasons", "reasons = [\"Wrong title\", \"Wrong company size\"]");
  refuse_repeated(*section, "states", disposition.states);
  refuse_repeated(*section, "reasons", disposition.reasons);
  disposition.reason_required = states_of(*section, "reason_required", "reason_required = [\"recycled\", \"rejected\"]", disposition);
  disposition.owed_on = states_of(*section, "owed_on", "owed_on = [\"rejected\"]", disposition);
  disposition.limit = section->duration_if("limit", "limit = \"72h\"");
  disposition.calendar = calendar_for(*section, contract, disposition.limit);
  contract.disposition = std::move(disposition);
}

}  // namespace handoff
