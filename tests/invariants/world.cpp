#include "world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace invariants {

namespace {

/// Numbers that look random, the same for the same seed.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}
  std::uint64_t below(std::uint64_t limit) {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return (z ^ (z >> 31)) % limit;
  }
  bool percent(std::uint64_t share) { return below(100) < share; }
  template <std::size_t n>
  const char* one_of(const char* const (&texts)[n]) { return texts[below(n)]; }

 private:
  std::uint64_t state_;
};

/// Minutes after the year began, as an export writes them; the months have 28 days.
std::string moment_text(std::uint64_t minute) {
  const std::uint64_t day = minute / 1440, month = std::min<std::uint64_t>(day / 28 + 1, 12);
  return fmt::format("2026-{:02}-{:02} {:02}:{:02}", month, day % 28 + 1, minute / 60 % 24, minute % 60);
}

std::string moment_or_blank(Dice& dice, std::uint64_t share, std::uint64_t minute) { return dice.percent(share) ? moment_text(minute) : ""; }

struct Made { std::string id; std::uint64_t created = 0, mql = 0; };

std::string leads_text(Dice& dice, std::uint64_t leads, std::vector<Made>& made) {
  std::string text = "lead_id,created_at,mql_at,sql_at,won_at,lost_at,first_touch_at,last_touch_at,touches,channels,disposition,disposition_at,owner,source,employees,email,"
                     "amount,modified_at,remarks\n";
  for (std::uint64_t i = 0; i < leads; ++i) {
    Made lead{fmt::format("L{}", 10000 + i), dice.below(170ULL * 1440), 0};
    if (!made.empty() && dice.percent(2)) lead = made[dice.below(made.size())];  // the same lead again, modified at another time
    const bool mql = dice.percent(70), sql = mql && dice.percent(50), won = sql && dice.percent(40);
    lead.mql = lead.created + dice.below(8ULL * 1440);
    const std::uint64_t next = lead.mql + dice.below(20ULL * 1440);
    const bool answered = mql && dice.percent(60);
    text += fmt::format("{},{},{},{},{},{},", lead.id, moment_text(lead.created), mql ? moment_text(lead.mql) : "", sql ? moment_text(next) : "",
                        won ? moment_text(next + dice.below(30ULL * 1440)) : "", moment_or_blank(dice, 10, next + 1440));
    const std::string first = moment_or_blank(dice, 40, lead.mql + dice.below(2000));
    text += fmt::format("{},{},{},{},", first, first, first.empty() ? "" : "1", first.empty() ? "" : "phone");
    text += fmt::format("{},{},", answered ? dice.one_of({"accepted", "recycled", "rejected"}) : "", answered ? moment_text(lead.mql + dice.below(6000)) : "");
    text += fmt::format("{},{},{},p{}@x.example,{},", dice.one_of({"Ana", "Ben", "Cy"}), dice.one_of({"Event", "Search", "Partner"}), dice.below(900), dice.below(leads * 3),
                        won ? std::to_string(1000 + dice.below(90000)) : "");
    text += fmt::format("{},{:x>40}\n", moment_text(200ULL * 1440 + i), dice.below(1000));
    made.push_back(lead);
  }
  return text;
}

/// A lead's id; now and then several, one that nobody has, or none.
std::string who(Dice& dice, const Made& lead, const std::vector<Made>& leads) {
  const std::uint64_t one = dice.below(40);
  if (one == 0) return fmt::format("X{}", dice.below(500));
  if (one == 1) return lead.id + ";" + leads[dice.below(leads.size())].id + ";X7";
  return one == 2 ? "" : lead.id;
}

std::string touches_text(Dice& dice, const std::vector<Made>& leads) {
  std::string text = "Who,What,State,When,Set,Subject\n";
  for (const Made& lead : leads) {
    for (std::uint64_t n = dice.percent(30) ? 0 : dice.below(7); n > 0; --n) {
      const std::uint64_t at = lead.mql + dice.below(24ULL * 1440);
      const std::string when = dice.percent(2) ? "" : dice.percent(1) ? "soon" : moment_text(at - std::min<std::uint64_t>(at, 2 * 1440));
      text += fmt::format("{},{},{},{},{},{:y>30}\n", who(dice, lead, leads), dice.percent(3) ? "" : dice.one_of({"Call", "Email", "Meeting", "Note"}),
                          dice.percent(85) ? "Completed" : dice.one_of({"Open", ""}), when, moment_or_blank(dice, 70, at + dice.below(3000)), n);
    }
  }
  return text;
}

std::string history_text(Dice& dice, const std::vector<Made>& leads) {
  std::string text = "Lead,To,Since,Whose\n";
  for (const Made& lead : leads) {
    if (dice.percent(70)) continue;
    text += fmt::format("{},MQL,{},{}\n", lead.id, moment_text(lead.mql), dice.one_of({"Ana", "Ben", ""}));
    if (dice.percent(30)) text += fmt::format("{},MQL,{},Cy\n", lead.id, moment_text(lead.mql + 30000));
    if (dice.percent(5)) text += fmt::format("X{},SQL,{},\n", dice.below(90), moment_or_blank(dice, 90, lead.mql));
  }
  return text;
}

std::string signals_text(Dice& dice, const std::vector<Made>& leads) {
  std::string text = "Who,When,What\n";
  for (const Made& lead : leads)
    for (std::uint64_t n = dice.below(3); n > 0; --n)
      text += fmt::format("{},{},{}\n", lead.id, moment_or_blank(dice, 97, lead.created + dice.below(9000)), dice.percent(2) ? "" : dice.one_of({"Demo", "Pricing", "Blog"}));
  return text;
}

std::string deals_text(Dice& dice, const std::vector<Made>& leads) {
  std::string text = "Deal,Lead,Amount,Stage,Created,Closed\n";
  for (const Made& lead : leads)
    if (dice.percent(20))
      text += fmt::format("D{},{},{},{},{},{}\n", dice.below(leads.size()), lead.id, 100 + dice.below(9000), dice.one_of({"Closed Won", "Closed Lost", "Talks"}),
                          moment_text(lead.mql), moment_or_blank(dice, 60, lead.mql + 40000));
  return text;
}

const char* const contract_head = R"toml(handoff = 2
[contract]
name = "World"
version = "1"
[time]
zone = "UTC"
[calendar.default]
zone = "UTC"
mon-fri = ["09:00-17:00"]
[columns]
preset = "none"
)toml";

const char* const contract_rest = R"toml(
[[clock]]
name = "first touch"
owner = "sales"
on = "MQL"
start = "mql_at"
stop = "first_touch_at"
limit = "24h"
[disposition]
states = ["accepted", "recycled", "rejected"]
limit = "72h"
[touch]
types = { Call = "phone", Email = "email", Meeting = "meeting" }
where = "status = 'Completed'"
minimum = 2
within = "14d"
status_within = "24h"
columns = { lead_id = "Who", at = "When", type = "What", status = "State", status_updated_at = "Set" }
[history.columns]
lead_id = "Lead"
at = "Since"
stage = "To"
owner = "Whose"
[score.fit]
points = [ { when = "employees > 200", add = 40 } ]
[score.intent]
window = "90d"
signals = [ { type = "Demo", add = 40 }, { type = "Pricing", add = 10, most = 20 } ]
[signals.columns]
lead_id = "Who"
at = "When"
type = "What"
[deal.columns]
id = "Deal"
lead_id = "Lead"
amount = "Amount"
stage = "Stage"
created_at = "Created"
closed_at = "Closed"
[spend.columns]
month = "Month"
source = "Channel"
amount = "Cost"
[attribution]
model = "linear"
columns = { lead_id = "Who", at = "When", type = "What" }
[plan]
deals = 20
[[commitment]]
name = "Touched"
owner = "sales"
metric = "coverage(MQL)"
per = "month"
target = 0.9
)toml";

std::string stage_table(const std::string& name, const std::string& rule) { return "[[stage]]\nname = \"" + name + "\"\n" + rule + "\n"; }

std::string contract_of(Asked asked) {
  const auto is = [&](Asked one) { return asked == one || asked == Asked::all; };
  std::string text = contract_head;
  text += stage_table("Lead", "at = \"created_at\"") + stage_table("MQL", "at = \"mql_at\"\nwhen = \"employees > 100\"");
  if (is(Asked::stage)) text += stage_table("Worked", "when = \"first_touch_at IS NOT NULL AND touches >= 2\"");
  if (asked == Asked::stage_date) text += stage_table("Worked", "at = \"first_touch_at\"");
  if (is(Asked::answers)) text += stage_table("Answered", "when = \"disposition IS NULL AND NOT duplicate(email)\"");
  text += stage_table("SQL", "at = \"sql_at\"") + stage_table("Won", "at = \"won_at\"") + "[[exit]]\nname = \"Lost\"\nat = \"lost_at\"\n";
  if (is(Asked::exit)) text += "[[exit]]\nname = \"Given up\"\nwhen = \"touches >= 4 AND last_touch_at IS NOT NULL\"\n";
  if (is(Asked::exclusion)) text += "[exclude]\n\"by phone\" = \"contains(channels, 'phone') AND touches < 2\"\n\"never touched\" = \"first_touch_at IS NULL AND employees < 300\"\n";
  if (is(Asked::segment)) text += "[segment]\nwarm = \"touches >= 3\"\ncold = \"touches < 3\"\n";
  return text + contract_rest;
}

}  // namespace

const char* asked_name(Asked asked) {
  constexpr const char* names[] = {"nothing", "a stage", "a stage's date", "an exit", "exclusions", "segments", "answers", "all of it"};
  return names[static_cast<std::size_t>(asked)];
}

std::string beside(const World& world, const std::string& name) { return world.data.scratch->path(name); }

World build_world(std::uint64_t seed, Asked asked, std::uint64_t leads) {
  World world;
  Dice dice(seed);
  std::vector<Made> made;
  world.bytes["leads"] = leads_text(dice, leads, made);
  world.bytes["touches"] = touches_text(dice, made);
  world.bytes["history"] = history_text(dice, made);
  world.bytes["signals"] = signals_text(dice, made);
  world.bytes["deals"] = deals_text(dice, made);
  world.bytes["spend"] = "Month,Channel,Cost\n2026-01,Event,4000\n2026-02,Search,2500.50\n2026-03,Partner,90\n";
  world.data.scratch = std::make_unique<Scratch>();
  world.data.name = fmt::format("world {} where {} asks about touches", seed, asked_name(asked));
  world.data.contract = beside(world, "sla.toml");
  world.data.truth = {{"as_of", "2026-06-10T00:00:00Z"}};
  write_file(world.data.contract, contract_of(asked));
  for (const auto& [name, bytes] : world.bytes) {
    world.files[name] = beside(world, name + ".csv");
    write_file(world.files[name], bytes);
  }
  world.data.files = {world.files["leads"]};
  return world;
}

std::vector<std::string> in_halves(const std::string& bytes) {
  std::istringstream in(bytes);
  std::string header;
  std::getline(in, header);
  std::vector<std::string> halves(2, header + "\n");
  for (std::string line; std::getline(in, line);) halves[halves[0].size() < bytes.size() / 2 ? 0 : 1] += line + "\n";
  return halves;
}

std::string in_other_order(const std::string& bytes) {
  std::istringstream in(bytes);
  std::string text;
  std::getline(in, text);
  text += "\n";
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  const auto key = [](const std::string& line) {
    std::uint64_t hash = 1469598103934665603ULL;
    for (const char c : line) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
  };
  std::stable_sort(lines.begin(), lines.end(), [&](const std::string& a, const std::string& b) { return key(a) < key(b); });
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace invariants
