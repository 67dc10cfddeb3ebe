// The truth as JSON. Names are those of the tool's own output where it has them.
#include <fmt/format.h>

#include <iterator>

#include "truth.hpp"

namespace synth {
namespace {

constexpr std::array<const char*, stages> stage_names = {"Lead", "MQL", "SAL", "SQL", "Opportunity", "Customer"};
constexpr std::array<const char*, segments> segment_names = {"A", "B", "unmapped", "(undecided)"};
constexpr std::array<const char*, clocks> clock_names = {"first touch, demo request", "first touch"};
constexpr std::array<const char*, 5> verdict_names = {"met", "breached", "open", "unknown", "exempt"};
constexpr std::array<const char*, 5> disposed_names = {"ok", "reason_missing", "missing_past_due", "missing_not_due", "missing_undated"};
constexpr std::array<const char*, 3> tri_names = {"no", "yes", "unknown"};

/// Objects and lists, nested, one member a line where they are long.
class Json {
 public:
  Json& open(std::string_view key, char bracket) { member(key); text_ += bracket; first_ = true; ++depth_; return *this; }
  Json& close(char bracket) { --depth_; if (!first_) line(); text_ += bracket; first_ = false; return *this; }
  template <class T> Json& number(std::string_view key, T value) { member(key); fmt::format_to(std::back_inserter(text_), "{}", value); return *this; }
  Json& text(std::string_view key, std::string_view value) { member(key); fmt::format_to(std::back_inserter(text_), "\"{}\"", value); return *this; }
  Json& raw(std::string_view key, std::string_view value) { member(key); text_ += value; return *this; }
  std::string take() { return std::move(text_) + "\n"; }

 private:
  void line() { text_ += '\n'; text_.append(static_cast<std::size_t>(depth_) * 2, ' '); }
  void member(std::string_view key) {
    if (!first_) text_ += ',';
    if (depth_ > 0) line();
    first_ = false;
    if (!key.empty()) fmt::format_to(std::back_inserter(text_), "\"{}\": ", key);
  }
  std::string text_;
  int depth_ = 0;
  bool first_ = true;
};

std::string rate(std::uint64_t count, std::uint64_t of) { return fmt::format("{{\"count\": {}, \"of\": {}}}", count, of); }

template <class Counts, class Names>
std::string counts(const Counts& values, const Names& names) {
  std::string text = "{";
  for (std::size_t i = 0; i < names.size(); ++i) fmt::format_to(std::back_inserter(text), "{}\"{}\": {}", i ? ", " : "", names[i], values[i]);
  return text + "}";
}

void funnel(Json& json, const Funnel& group) {
  json.number("time_order", group.time_order).open("stages", '[');
  for (std::size_t s = 0; s < stages; ++s) {
    const auto left = group.out[s][exit_disqualified] + group.out[s][exit_recycled];
    json.raw("", fmt::format("{{\"stage\": \"{}\", \"reached\": {}, \"moved_on\": {}, \"exits\": {{\"Disqualified\": {}, \"Recycled\": {}}}, \"open\": {}, "
                             "\"skipped\": {}, \"undated\": {}, \"conversion_next\": {}, \"conversion_total\": {}, \"value\": {}}}",
                             stage_names[s], group.reached[s], group.moved_on[s], group.out[s][exit_disqualified], group.out[s][exit_recycled],
                             group.reached[s] - group.moved_on[s] - left, group.skipped[s], group.undated[s],
                             s + 1 < stages ? rate(group.moved_on[s] - group.skipped[s], group.reached[s] - group.skipped[s]) : "null", rate(group.reached[s], group.reached[0]),
                             group.value[s]));
  }
  json.close(']');
}

void audit(Json& json, std::string_view key, const Audit& a) {
  json.open(key, '{').number("population", a.population).number("any_failed", a.any_failed);
  json.number("late", a.verdicts[static_cast<std::size_t>(Verdict::breached)]).raw("verdicts", counts(a.verdicts, verdict_names));
  json.number("no_disposition", a.disposed[static_cast<std::size_t>(Disposed::missing_past_due)]);
  json.number("off_icp", a.icp[static_cast<std::size_t>(Tri::no)]).number("off_definition", a.definition[static_cast<std::size_t>(Tri::no)]);
  json.number("duplicate_email", a.duplicate_email).number("touched_before", a.touched_before);
  json.number("no_reason", a.disposed[static_cast<std::size_t>(Disposed::reason_missing)]).number("skipped", a.undated).number("time_order", a.time_order);
  json.raw("icp", counts(a.icp, tri_names)).raw("definition", counts(a.definition, tri_names)).raw("disposition", counts(a.disposed, disposed_names));
  json.raw("claimed", rate(a.reached_sql, a.population)).raw("recomputed", rate(a.defined_reached_sql, a.defined));
  json.open("clocks", '[');
  for (std::size_t c = 0; c < clocks; ++c) {
    const ClockCount& count = a.clock[c];
    json.open("", '{').text("clock", clock_names[c]).raw("verdicts", counts(count.verdicts, verdict_names));
    json.number("never", count.never).number("touched_before", count.touched_before);
    json.number("elapsed_count", count.timed).number("elapsed_seconds_sum", count.seconds).close('}');
  }
  json.close(']').open("joint", '[');
  for (std::size_t v = 0; v < 5; ++v) {
    for (std::size_t d = 0; d < disposed_names.size(); ++d) {
      for (std::size_t i = 0; i < 3; ++i) {
        if (a.joint[v][d][i] == 0) continue;
        json.raw("", fmt::format("{{\"verdict\": \"{}\", \"disposition\": \"{}\", \"icp\": \"{}\", \"leads\": {}}}", verdict_names[v], disposed_names[d],
                                 tri_names[i], a.joint[v][d][i]));
      }
    }
  }
  json.close(']').close('}');
}

std::string month_name(std::size_t month) { return fmt::format("{}-{:02}", 2024 + month / 12, month % 12 + 1); }

void input(Json& json, const Truth& truth) {
  std::uint64_t aside = 0, furniture = 0;
  std::string reasons = "{";
  for (const auto& [reason, rows] : truth.rejected) {
    fmt::format_to(std::back_inserter(reasons), "{}\"{}\": {}", reasons.size() > 1 ? ", " : "", reason, rows);
    aside += rows;
    if (reason == "footer" || reason == "repeated_header" || reason == "totals_row") furniture += rows;
  }
  json.open("input", '{').number("rows_read", truth.used + aside + truth.superseded + truth.excluded).number("rows_used", truth.used);
  json.number("rows_rejected", aside).number("rows_rejected_not_furniture", aside - furniture).raw("rejected_by_reason", reasons + "}");
  json.number("duplicates", truth.superseded).number("excluded", truth.excluded).raw("excluded_by_name", fmt::format("{{\"test\": {}}}", truth.excluded));
  json.number("duplicate_email", truth.duplicate_email).number("unnamed_stage_values", truth.unnamed_values);
  json.number("line_feeds", truth.lines).number("bytes", truth.bytes).close('}');
}

void by_time(Json& json, const Truth& truth) {
  json.open("months", '{');
  for (std::size_t month = 0; month < months; ++month) {
    if (truth.by_month[month].reached[0] == 0) continue;
    json.open(month_name(month), '{');
    funnel(json, truth.by_month[month]);
    json.close('}');
  }
  json.close('}').open("entries", '{');
  for (std::size_t s = 0; s < stages; ++s) {
    json.open(stage_names[s], '{');
    for (std::size_t month = 0; month < months; ++month) {
      const Entry& entry = truth.entries[s][month];
      if (entry.entered == 0) continue;
      json.raw(month_name(month), fmt::format("{{\"entered\": {}, \"moved_on\": {}}}", entry.entered, entry.moved_on));
    }
    json.close('}');
  }
  json.close('}');
}

}  // namespace

std::string truth_json(const Options& options, const Truth& truth) {
  Json json;
  std::string parts = "[";
  for (const auto name : ugly_parts(options)) fmt::format_to(std::back_inserter(parts), "{}\"{}\"", parts.size() > 1 ? ", " : "", name);
  json.open("", '{').open("generator", '{').number("rows", options.rows).number("seed", options.seed);
  json.text("style", options.style == Style::hubspot ? "hubspot" : "salesforce").raw("ugly", parts + "]").number("columns", options.columns);
  json.raw("shuffle", options.shuffle ? fmt::format("{}", *options.shuffle) : "null").number("split", options.split).close('}');
  json.text("as_of", "2026-07-01T04:00:00Z").text("zone", "America/New_York");
  input(json, truth);
  json.open("waterfall", '{');
  funnel(json, truth.all);
  json.close('}').open("segments", '{');
  for (std::size_t s = 0; s < segments; ++s) {
    json.open(segment_names[s], '{');
    funnel(json, truth.by_segment[s]);
    json.close('}');
  }
  json.close('}');
  by_time(json, truth);
  json.open("definition", '{').number("met_by_leads", truth.defined).number("unknown_for_leads", truth.definition_unknown).close('}');
  json.open("audit", '{').text("stage", "MQL");
  audit(json, "reached", truth.reached);
  audit(json, "dated", truth.dated);
  json.close('}');
  if (!truth.touches.empty()) json.raw("touches", truth.touches);
  json.close('}');
  return json.take();
}

}  // namespace synth
