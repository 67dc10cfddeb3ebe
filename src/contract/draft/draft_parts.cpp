// Text only: what is written here is read again before it is handed out.
#include "draft/draft_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "handoff/text/ascii.hpp"
#include "handoff/text/count_text.hpp"

namespace handoff {

namespace {

/// Obeyed or swallowed where it is shown: a control, a mark of direction, a mark of no width, an end of line that does not look like one.
bool is_hidden(unsigned point) {
  return point < 0x20 || (point >= 0x7F && point <= 0x9F) || point == 0x61C || point == 0x200B || point == 0x200E || point == 0x200F ||
         (point >= 0x2028 && point <= 0x202E) || point == 0x2060 || (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF;
}

/// The hidden code point that begins at `at`, with its bytes; none of them has more than three.
std::pair<unsigned, std::size_t> hidden_at(const std::string& text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
  unsigned point = byte(0);
  std::size_t bytes = 1;
  if (byte(0) >= 0x80 && byte(0) < 0xC0) return {0, 0};  // within a character
  if (byte(0) >= 0xC2 && byte(0) < 0xE0) {
    point = (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
    bytes = 2;
  } else if (byte(0) >= 0xE0) {
    if (byte(0) >= 0xF0) return {0, 0};
    point = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    bytes = 3;
  }
  return is_hidden(point) && at + bytes <= text.size() ? std::pair(point, bytes) : std::pair(0U, std::size_t{0});
}

bool has_hidden(const std::string& text) {
  for (std::size_t at = 0; at < text.size(); ++at)
    if (hidden_at(text, at).second > 0) return true;
  return false;
}

void append_escape(std::string& out, unsigned point) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += digits[point >> shift & 15];
}

/// In double quotes, with escapes for what must not be seen raw, and for `also`.
std::string escaped(const std::string& text, char also) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (const auto [point, bytes] = hidden_at(text, at); bytes > 0) {
      append_escape(out, point);
      at += bytes - 1;
    } else if (c == also) {
      append_escape(out, static_cast<unsigned char>(c));
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

/// A value that could pass for something the signers have to settle.
bool asks(const std::string& text) { return text.find('#') != std::string::npos && text.find("DECIDE") != std::string::npos; }

std::string quoted_in_comment(const std::string& text) { return asks(text) ? escaped(text, '#') : toml_quoted(text); }

/// As it is, where it is harmless.
std::string in_comment(const std::string& text) { return asks(text) || has_hidden(text) ? escaped(text, '#') : text; }

}  // namespace

std::string toml_quoted(const std::string& text) {
  if (has_hidden(text)) return escaped(text, '\0');
  if (text.find('"') == std::string::npos && text.find('\\') == std::string::npos) return '"' + text + '"';
  if (text.find('\'') == std::string::npos) return '\'' + text + '\'';
  return escaped(text, '\0');
}

bool has_column(const DraftFacts& facts, std::string_view field) {
  return std::any_of(facts.columns.begin(), facts.columns.end(), [&](const ProposedColumn& one) { return known_fields()[one.field].name == field; });
}

std::string counts_text(const DraftFacts::Counts& counts, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < counts.size() && i < most; ++i) out += (i ? ", " : "") + quoted_in_comment(counts[i].first) + " " + std::to_string(counts[i].second);
  return counts.size() > most ? out + " and " + std::to_string(counts.size() - most) + " more" : out;
}

std::string draft_heading(const DraftFacts& facts, const std::string& name) {
  std::string out = "# Written by `handoff init` for " + in_comment(facts.file) + ", template " + name + ".\n";
  if (facts.crm.crm.empty()) {
    out += "# No CRM was recognised by the headers; columns were matched by common names.\n";
  } else {
    out += "# A " + facts.crm.crm + " export, by the headers";
    for (std::size_t i = 0; i < facts.crm.by.size() && i < 4; ++i) out += (i ? ", " : " ") + in_comment(facts.crm.by[i]);
    out += ".\n";
  }
  if (const std::string early = early_touches_text(facts.early); !early.empty()) out += fmt::format("# {}.\n", early);
  return out + "# Each comment that says DECIDE is for both sides to settle; `handoff check` lists them, and `handoff sign` waits for them.\n\n";
}

std::string early_touches_text(const EarlyTouches& early) {
  if (early.count == 0) return {};
  return fmt::format(
      "{} of {} leads with an MQL date {} touched before it, and nothing tells whether again since: a touch log, start = "
      "\"assigned_at\" or `before` of the clock decides it",
      count_text(early.count), count_text(early.of), early.count == 1 ? "was" : "were");
}

std::string draft_zone_line(const DraftFacts& facts) {
  if (!facts.zone.empty()) return "zone = " + toml_quoted(facts.zone) + "   # of times in the export that carry no offset, and of days, weeks and months";
  if (facts.offsets) return "zone = \"UTC\"   # DECIDE: # the zone of days, weeks and months; the export's times carry their own offset";
  return "zone = \"UTC\"   # DECIDE: # the zone that the CRM writes its times in, for instance \"America/New_York\"; the export does not say";
}

std::string draft_order_lines(const DraftFacts& facts) {
  if (facts.order_open.empty()) return facts.rows ? "# No date_order is needed: every date column shows day and month by its rows.\n" : "";
  std::string out = "# DECIDE: date_order = \"mdy\"   # or \"dmy\"; no row tells day from month in ";
  for (std::size_t i = 0; i < facts.order_open.size(); ++i) out += (i ? ", " : "") + in_comment(facts.order_open[i]);
  return out + "\n";
}

std::string draft_number_lines(const DraftFacts& facts) {
  if (facts.decimals_open.empty()) return "";
  std::string headers;
  for (const std::string& header : facts.decimals_open) headers += (headers.empty() ? "" : ", ") + in_comment(header);
  return fmt::format("[numbers]\ndecimal = \".\"   # DECIDE: # or \",\"; no row tells whether 1,200 is twelve hundred in {}\n", headers);
}

std::string to_decide(const std::string& block) {
  std::string out;
  for (std::size_t at = 0; at < block.size();) {
    const std::size_t end = std::min(block.find('\n', at), block.size());
    out += "# DECIDE: " + block.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return out;
}

std::string draft_columns(const DraftFacts& facts, const std::string& more) {
  std::string out = "[columns]                      # which column is which\npreset = \"" + facts.crm.preset + "\"\n";
  if (!has_column(facts, "lead_id")) out += "# DECIDE: lead_id = \"...\"   # no column was recognised that tells leads apart\n";
  for (const ProposedColumn& one : facts.columns) out += std::string(known_fields()[one.field].name) + " = " + toml_quoted(one.header) + (facts.id_note.empty() || one.field != known_field("lead_id") ? "" : "   # " + facts.id_note) + "\n";
  return out + more;
}

std::string draft_nulls(const DraftFacts& facts) {
  if (facts.nulls.empty()) return {};
  std::string out = "[null]\nvalues = [";
  for (std::size_t i = 0; i < facts.nulls.size(); ++i) out += (i ? ", " : "") + toml_quoted(facts.nulls[i]);
  return out + "]   # seen in this export; they stand for nothing\n";
}

namespace {

struct StageDraft { const char *name, *at, *owner; };
constexpr StageDraft stage_drafts[] = {{"Lead", "created_at", "marketing"},        {"MQL", "mql_at", "marketing"},        {"SAL", "sal_at", "sales"},
                                       {"SQL", "sql_at", "sales"},                 {"Opportunity", "opportunity_at", "sales"}, {"Customer", "won_at", "sales"}};

std::string values_line(const std::vector<std::string>& values) {
  std::string out = "value = [";
  for (std::size_t i = 0; i < values.size(); ++i) out += (i ? ", " : "") + toml_quoted(values[i]);
  return out + "]\n";
}

/// The current-stage values seen, by the stage they most likely mean; under "": nobody can tell.
std::map<std::string, std::vector<std::string>> values_by_stage(const DraftFacts& facts) {
  std::map<std::string, std::vector<std::string>> out;
  std::vector<std::string> seen;  // in any case: a contract names each value once
  for (const auto& [value, count] : facts.stages) {
    const std::string low = ascii_lower_text(value);
    if (std::find(seen.begin(), seen.end(), low) != seen.end()) continue;
    seen.push_back(low);
    out[stage_of_value(value)].push_back(value);
  }
  return out;
}

/// Who fits, by a column that the export has; empty: it has none that would tell.
std::string fit_condition(const DraftFacts& facts) {
  if (has_column(facts, "employees")) return "employees BETWEEN 50 AND 500";
  struct Choice { const char* field; const DraftFacts::Counts* seen; };
  for (const Choice& one : {Choice{"industry", &facts.industries}, Choice{"segment", &facts.segments}, Choice{"country", &facts.countries}}) {
    if (!has_column(facts, one.field)) continue;
    std::string out = std::string(one.field) + " IN (";
    std::size_t named = 0;
    for (std::size_t i = 0; i < one.seen->size() && named < 3; ++i)
      if ((*one.seen)[i].first.find('\'') == std::string::npos) out += (named++ ? ", '" : "'") + (*one.seen)[i].first + "'";
    if (named) return out + ")";
  }
  return {};
}

std::string mql_line(const DraftFacts& facts) {
  std::string out = fit_condition(facts);
  for (const char* score : {"score", "intent", "fit"})
    if (has_column(facts, score)) {
      out += (out.empty() ? "" : " AND ") + std::string(score) + " >= 40";
      break;
    }
  if (out.empty()) return "# DECIDE: # when = \"...\": what both sides call an MQL; this export has no column for size, industry, segment or score\n";
  return "# DECIDE: when = " + toml_quoted(out) + "   # what both sides call an MQL\n";
}

/// The answers seen, in the case they are seen in; else what many write.
std::string state_list(const DraftFacts& facts) {
  std::string out;
  std::vector<std::string> seen;
  for (const auto& [text, count] : facts.dispositions) {
    const std::string low = ascii_lower_text(text);
    if (seen.size() == 12 || std::find(seen.begin(), seen.end(), low) != seen.end()) continue;
    out += (seen.empty() ? "" : ", ") + toml_quoted(text);
    seen.push_back(low);
  }
  return out.empty() ? "\"accepted\", \"recycled\", \"rejected\"" : out;
}

std::string plain_stages(const DraftFacts& facts) {
  std::map<std::string, std::vector<std::string>> values = values_by_stage(facts);
  std::string out = "# The funnel, in order. `at` and `value` are what the CRM claims; `when` is what was agreed.\n";
  bool any = false;
  for (const StageDraft& stage : stage_drafts) {
    const bool dated = has_column(facts, stage.at) || (std::string_view(stage.name) == "Lead" && !facts.lead_date.empty()), valued = !values[stage.name].empty();
    const std::string missing = std::string(stage.name) + " has no column (" + stage.at + ")" + (facts.rows ? " and no value" : "") + " in this export";
    if (!dated && !valued) {
      out += "# DECIDE: # " + missing + "; name one, or do without the stage\n\n";
      continue;
    }
    any = true;
    const bool lead_date = std::string_view(stage.name) == "Lead" && !facts.lead_date.empty();
    out += std::string("[[stage]]\nname = \"") + stage.name + "\"\n" + (lead_date ? std::string("at = \"lead_at\"\n") : dated ? std::string("at = \"") + stage.at + "\"\n" : "") +
           (valued ? values_line(values[stage.name]) : "");
    out += std::string("owner = \"") + stage.owner + "\"\n";
    if (std::string_view(stage.name) == "MQL") out += mql_line(facts);
    out += "\n";
  }
  if (!any) out += "[[stage]]\nname = \"Lead\"   # DECIDE: # the stages; until then every row with an id is a lead\nwhen = \"lead_id IS NOT NULL\"\n\n";
  for (const char* exit : {"Disqualified", "Recycled"})
    if (!values[exit].empty()) out += std::string("[[exit]]\nname = \"") + exit + "\"\n" + values_line(values[exit]) + "\n";
  if (!values[""].empty()) {
    out += "# DECIDE: # which stage or exit these current stages belong to:";
    for (std::size_t i = 0; i < values[""].size() && i < 12; ++i) out += (i ? ", " : " ") + quoted_in_comment(values[""][i]);
    out += "\n\n";
  }
  return out;
}

}  // namespace

std::string plain_rest(const DraftFacts& facts) {
  const std::string fit = fit_condition(facts);
  std::string out = "[define]\n";
  if (fit.empty()) out += "# DECIDE: # icp = \"...\": who fits, by a column of this export; the audit asks for this name\n\n";
  else out += "# DECIDE: icp = " + toml_quoted(fit) + "   # who fits; the audit asks for this name\n\n";
  if (has_column(facts, "employees"))
    out += "# Or no segments; the first that is true takes the lead.\n" + to_decide("[segment]\nsmall = \"employees < 200\"\nlarge = \"employees >= 200\"") + "\n";
  out += plain_stages(facts);
  out += "# Speed to lead. `4bh` is four hours on the business clock, and needs [calendar.default] with mon-fri = [\"09:00-17:00\"]; `4h` runs day and night.\n";
  if (has_column(facts, "mql_at") && has_column(facts, "first_touch_at"))
    out += to_decide("[[clock]]\nname = \"first touch\"\nowner = \"sales\"\non = \"MQL\"\nstart = \"mql_at\"\nstop = \"first_touch_at\"\nlimit = \"4h\"\ntarget = 0.9") + "\n";
  else
    out += "# DECIDE: # a [[clock]] needs the date of the MQL and of the first touch (first_touch_at), and this export lacks one of them\n\n";
  out += "# What sales answers to an MQL, and by when.";
  if (!facts.dispositions.empty()) out += " Seen: " + counts_text(facts.dispositions);
  out += "\n" + to_decide("[disposition]\nstates = [" + state_list(facts) + "]\nlimit = \"72h\"");
  if (!facts.reasons.empty()) out += "# Reasons seen: " + counts_text(facts.reasons) + "\n";
  if (has_column(facts, "mql_at") && has_column(facts, "sql_at"))
    out += "\n# What marketing owes. `within` says how long after its entry a lead may take; without it only what cannot change is judged.\n" +
           to_decide("[[commitment]]\nname = \"MQL to SQL\"\nowner = \"marketing\"\nmetric = \"rate(MQL, SQL)\"\nper = \"month\"\ntarget = 0.2\nwithin = \"30d\"");
  return out;
}

}  // namespace handoff
