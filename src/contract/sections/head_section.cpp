// [contract] and [time]: who agreed to what, from when to when, and whose clock on the wall counts.
#include <fmt/format.h>

#include <algorithm>

#include "handoff/text/ascii.hpp"
#include "handoff/text/suggest.hpp"
#include "handoff/time/zone_advice.hpp"
#include "handoff/time/zone_database.hpp"
#include "sections/sections.hpp"

namespace handoff {
namespace {

Signature read_signature(const Section& section) {
  section.only({"party", "name", "role", "date", "digest"});
  Signature signature;
  signature.party = ascii_lower_text(section.text("party", "party = \"marketing\""));
  if (signature.party != "marketing" && signature.party != "sales") {
    section.refuse("party", "a party is \"marketing\" or \"sales\"",
                   did_you_mean(signature.party, {"marketing", "sales"}, "write: party = \"marketing\""));
  }
  signature.name = section.text("name", "name = \"...\"");
  signature.role = section.text_if("role", "role = \"VP Marketing\"").value_or("");
  signature.date = section.day_if("date", "date = 2026-03-28");
  signature.digest = section.text_if("digest", "digest = \"sha256:...\"").value_or("");
  return signature;
}

/// `digest 4357f1b2634c`, as the head of a report says it.
bool says_digest(std::string_view text) {
  constexpr std::string_view word = "digest ";
  constexpr std::size_t figures = 12;
  const auto is_hex = [](char c) { return is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f'); };
  for (std::size_t at = 0; at + word.size() + figures <= text.size(); ++at) {
    const std::string_view behind = text.substr(at + word.size(), figures);
    if (same_name(text.substr(at, word.size()), word) && std::all_of(behind.begin(), behind.end(), is_hex)) return true;
  }
  return false;
}

/// A name or version stands in the head of each report, before the status and the digest: it may not look like these.
std::string head_text(const Section& section, std::string_view key, std::string_view example) {
  std::string text = section.text(key, example);
  const bool control = std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; });
  if (control || text.find("\u00B7") != std::string::npos || says_digest(text))
    section.refuse(key, fmt::format("`{}` holds a `\u00B7`, a control character or a digest, and would look like another part of a report's head", key),
                   "use letters, figures, blanks and other marks");
  return text;
}

}  // namespace

void read_head(const Section& root, Contract& contract) {
  root.need("contract", "[contract] with a name and a version, for instance: name = \"Sales-marketing SLA\", version = \"2026-Q2\"");
  const Section section = *root.table_if("contract", "[contract]", "[contract]");
  section.only({"name", "version", "effective", "owner", "count", "signature"});
  contract.name = head_text(section, "name", "name = \"Sales-marketing SLA\"");
  contract.version = head_text(section, "version", "version = \"2026-Q2\"");
  contract.owner = section.text_if("owner", "owner = \"RevOps\"").value_or("");
  if (const auto count = section.text_if("count", "count = \"defined\"")) {
    if (*count != "defined" && *count != "claimed")
      section.refuse("count", "`count` is \"defined\" or \"claimed\"", did_you_mean(*count, {"defined", "claimed"}, "write: count = \"defined\""));
    contract.counting = *count == "claimed" ? Counting::claimed : Counting::defined;
    section.doc().meaning[section.find("count")] = *count == "claimed" ? *count : "";
  }
  if (const auto effective = section.table_if("effective", "`effective`", "effective = { from = 2026-04-01, to = 2026-06-30 }")) {
    effective->only({"from", "to"});
    contract.from = effective->day_if("from", "from = 2026-04-01");
    contract.to = effective->day_if("to", "to = 2026-06-30");
    if (contract.from && contract.to && *contract.from > *contract.to) {
      effective->refuse("from", "the contract ends (" + iso_day(*contract.to) + ") before it begins (" + iso_day(*contract.from) + ")",
                        "`from` and `to` are both days on which it holds: swap them, or leave `to` out");
    }
  }
  for (const Section& signature : section.tables_if("signature", "[[contract.signature]]", "[[contract.signature]]")) {
    contract.signatures.push_back(read_signature(signature));
  }
}

std::shared_ptr<const Zone> read_zone(const Section& section, std::string_view key, const std::string& name) {
  if (std::shared_ptr<const Zone> zone = Zone::find(name)) {
    if (const std::string problem = zone_problem(name); !problem.empty())
      section.refuse(key, fmt::format("\"{}\" {}, and zones are named by continent and city", name, problem), zone_fix(name, "`"));
    return zone;
  }
  if (const ZoneTrouble trouble = zone_trouble(name); !trouble.problem.empty()) section.refuse(key, trouble.problem, trouble.fix);
  section.refuse(key, fmt::format("there is no time zone \"{}\"", name), zone_fix(name, "`"));
}

DateOrder read_order(const Section& section, const std::string& order) {
  if (order == "mdy") return DateOrder::mdy;
  if (order == "dmy") return DateOrder::dmy;
  section.refuse("date_order", "a date order is \"mdy\" (4/8/2025 is 8 April) or \"dmy\" (it is 4 August)", "write: date_order = \"mdy\"");
}

void read_time(const Section& root, Contract& contract) {
  root.need("time", "[time] with the zone of timestamps that carry none, for instance: zone = \"America/New_York\"");
  const Section section = *root.table_if("time", "[time]", "[time]");
  section.only({"zone", "week_start", "date_order"});
  contract.zone = read_zone(section, "zone", section.text("zone", "zone = \"America/New_York\""));
  if (const auto day = section.text_if("week_start", "week_start = \"monday\"")) {
    const std::vector<std::string> days = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    int index = 0;
    while (index < 7 && !same_name(days[static_cast<std::size_t>(index)], *day)) ++index;
    if (index == 7)
      section.refuse("week_start", "`week_start` of [time] must be a day of the week",
                     did_you_mean(*day, days, "write: week_start = \"monday\""));
    contract.week_start = index;
    section.doc().meaning[section.find("week_start")] = index == 0 ? "" : days[static_cast<std::size_t>(index)];
  }
  if (const auto order = section.text_if("date_order", "date_order = \"mdy\"")) contract.date_order = read_order(section, *order);
}

}  // namespace handoff
