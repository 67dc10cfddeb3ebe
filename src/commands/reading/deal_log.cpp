// Deals are judged as of the moment of judging: won later is still open, begun later is not there yet.
#include "reading/deal_log.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "handoff/text/suggest.hpp"
#include "reading/readable_log.hpp"

namespace handoff {
namespace {

enum Further : std::size_t { amount_column, currency_column, stage_column, won_at_column, closed_at_column, won_column, closed_column, id_column };
const std::set<std::string, std::less<>> own_roles = {"amount", "currency", "stage", "won_at", "closed_at", "won", "closed", "created_at", "id"};

bool names(const std::string& name, const std::vector<std::string>& values, const std::string& text) {
  return ascii_lower_text(name) == text || std::any_of(values.begin(), values.end(), [&](const std::string& value) { return ascii_lower_text(value) == text; });
}

bool says_word(const std::string& text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if (end == text.size() || text[end] < 'a' || text[end] > 'z') return true;
  }
  return false;
}

/// The field of the leads that deals are joined by, and the log's column for it.
std::pair<std::string, std::string> join_of(const Contract& contract, const std::map<std::string, std::string>& columns) {
  std::pair<std::string, std::string> join;
  for (const auto& [role, header] : columns) {
    if (own_roles.contains(role)) continue;
    if (find_field(contract, role) == no_field) {
      std::vector<std::string> known(own_roles.begin(), own_roles.end());
      for (const Field& field : contract.fields) known.push_back(field.name);
      const std::string near = closest(role, known);
      throw Error(contract.file, "`" + role + "` of [deal.columns] is neither a deal's own column nor a field of the leads",
                  near.empty() ? "a deal's own are amount, currency, stage, created_at, won_at, closed_at, won, closed, id" : "did you mean `" + near + "`?");
    }
    if (!join.first.empty())
      throw Error(contract.file, "[deal.columns] joins by both `" + join.first + "` and `" + role + "`", "keep the one that the deals and the leads share");
    join = {role, header};
  }
  return join.first.empty() ? std::pair<std::string, std::string>{"lead_id", "lead_id"} : join;
}

EventLog read_log(const std::string& file, const Contract& contract, const Settings& settings, const std::map<std::string, std::string>& columns,
                  const std::pair<std::string, std::string>& join) {
  EventLogRequest request;
  request.file = file;
  request.sources = settings.sources;
  request.unpack_limit = settings.unpack_limit;
  request.table = "deal";
  request.contract = &contract;
  request.typed = false;
  request.threads = settings.threads;
  request.further = {{"amount", Type::text}, {"currency", Type::text}, {"stage", Type::text}, {"won_at", Type::date},
                     {"closed_at", Type::date}, {"won", Type::text}, {"closed", Type::text}};
  if (columns.contains("id")) request.further.push_back({"id", Type::text});
  request.columns = columns;
  request.columns.erase(join.first);
  request.columns["lead_id"] = join.second;
  const auto created = columns.find("created_at");
  request.columns["at"] = created == columns.end() ? "created_at" : created->second;
  try {
    return read_readable_events(request);
  } catch (const Error& error) {  // it speaks of a log's own roles
    const auto told = [&](std::string text, const std::string& from, const std::string& to) {
      if (const std::size_t at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
      return text;
    };
    throw Error(error.where, told(told(error.problem, "holds at of", "holds created_at of"), "holds lead_id of", "holds " + join.first + " of"),
                told(told(error.fix, ": at =", ": created_at ="), ": lead_id =", ": " + join.first + " ="));
  }
}

}  // namespace

DealStatus stage_says(const Contract& contract, std::string_view stage, bool& known) {
  const std::string text = ascii_lower_text(stage);
  known = true;
  const Stage& last = contract.stages.back();
  if (names(last.name, last.values, text)) return DealStatus::won;
  for (const Exit& exit : contract.exits)
    if (names(exit.name, exit.values, text)) return DealStatus::lost;
  if (says_word(text, "lost")) return DealStatus::lost;
  if (says_word(text, "won")) return DealStatus::won;
  known = std::any_of(contract.stages.begin(), contract.stages.end(), [&](const Stage& one) { return names(one.name, one.values, text); });
  return DealStatus::open;
}

namespace {

/// One row of the log as a deal.
class DealMaker {
 public:
  DealMaker(DealLog& out, const Contract& contract, Instant as_of) : out_(out), contract_(contract), as_of_(as_of) {}
  void make(std::size_t event, Instant created) {
    Deal deal;
    deal.created = created;
    deal.created_last = last_of(created, out_.log.day_only(event));
    Number number;
    if (read_number(text(amount_column, event), number) && number.low == number.high && std::fabs(number.low) < 9e13) deal.minor = std::llround(number.low * 100.0);
    for (const char c : text(currency_column, event)) deal.currency += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    status(event, deal);
    for (const std::optional<Instant>& moment : {std::optional<Instant>(created), date(won_at_column, event), date(closed_at_column, event)})
      if (moment && *moment <= as_of_) out_.newest = std::max(out_.newest, *moment);
    out_.book.deals.push_back(std::move(deal));
  }
  /// A deal of several contacts has a row for each: of one id one stands, the same whatever the order of the rows.
  void settle() {
    std::vector<Deal>& deals = out_.book.deals;
    if (out_.log.further().size() > id_column && out_.log.has(id_column)) find_same();
    for (std::size_t event = 0; event < deals.size(); ++event)
      if (out_.book.standing(event) == event) note(event, deals[event]);
  }

 private:
  std::string_view text(std::size_t column, std::size_t event) const {
    const EventColumn& one = out_.log.further()[column];
    if (!out_.log.has(column) || one.indexes.empty() || one.indexes[event] == no_text) return {};
    return one.texts[one.indexes[event]];
  }
  /// The last second of the day, where the day alone is known.
  Instant last_of(Instant at, bool day_only) const { return day_only ? contract_.zone->day_start(contract_.zone->day_of(at) + 1) - 1 : at; }
  std::optional<Instant> date(std::size_t column, std::size_t event) const {
    const EventColumn& one = out_.log.further()[column];
    if (!out_.log.has(column) || one.dates.empty() || one.dates[event] == instant_min) return std::nullopt;
    return one.dates[event];
  }
  static auto told(const Deal& deal) { return std::tie(deal.created, deal.minor, deal.currency, deal.status, deal.closed); }
  void find_same() {
    const std::vector<Deal>& deals = out_.book.deals;
    std::vector<std::size_t>& same = out_.book.same;
    std::map<std::string_view, std::size_t> standing;
    std::set<std::string_view> differing;
    for (std::size_t event = 0; event < deals.size(); ++event) {
      const std::string_view id = text(id_column, event);
      const auto found = id.empty() ? standing.end() : standing.try_emplace(id, event).first;
      if (found == standing.end() || found->second == event) continue;
      ++out_.repeated;
      if (told(deals[event]) != told(deals[found->second])) differing.insert(id);
      if (told(deals[event]) < told(deals[found->second])) found->second = event;
    }
    for (std::size_t event = 0; event < deals.size(); ++event) {
      const auto found = standing.find(text(id_column, event));
      same.push_back(found == standing.end() ? event : found->second);
    }
    out_.differing = differing.size();
  }
  void note(std::size_t event, const Deal& deal) {
    const std::string_view cell = text(amount_column, event);
    if (cell.empty()) {
      ++out_.no_amount;
    } else if (!deal.minor) {
      ++out_.unreadable_amount;
      if (out_.unreadable_example.empty() || cell < out_.unreadable_example) out_.unreadable_example = cell;
    }
    bool known = true;
    if (says(event, known) == DealStatus::open && !known) out_.unknown_stages.add(text(stage_column, event));
  }
  /// The flags before the stage, the stage before a date of winning.
  DealStatus says(std::size_t event, bool& known) const {
    const std::string_view stage = text(stage_column, event), flag = text(won_column, event), end = text(closed_column, event);
    const DealStatus by_stage = stage.empty() ? DealStatus::open : stage_says(contract_, stage, known);
    bool won = false, closed = false;
    if (!flag.empty() && read_boolean(flag, won)) {
      if (won) return DealStatus::won;
      if (!end.empty() && read_boolean(end, closed) && closed) return DealStatus::lost;
      return by_stage == DealStatus::won ? DealStatus::open : by_stage;
    }
    return stage.empty() && date(won_at_column, event) ? DealStatus::won : by_stage;
  }
  void status(std::size_t event, Deal& deal) {
    const std::optional<Instant> won_at = date(won_at_column, event), closed_at = date(closed_at_column, event);
    bool known = true;
    deal.status = says(event, known);
    if (deal.status == DealStatus::open) return;
    const bool by_win = deal.status == DealStatus::won && won_at;
    deal.closed = by_win ? won_at : closed_at;
    if (!deal.closed) return;
    deal.closed_last = last_of(*deal.closed, out_.log.further()[by_win ? won_at_column : closed_at_column].days[event]);
    if (*deal.closed <= as_of_) return;
    deal.status = DealStatus::open;
    deal.closed.reset();
    deal.closed_last.reset();
  }
  DealLog& out_;
  const Contract& contract_;
  Instant as_of_;
};

}  // namespace

std::unique_ptr<DealLog> read_deals(const std::string& file, const Contract& contract, const Settings& settings) {
  static const std::map<std::string, std::string> none;
  const auto section = contract.logs.find("deal");
  const std::map<std::string, std::string>& columns = section == contract.logs.end() ? none : section->second;
  const std::pair<std::string, std::string> join = join_of(contract, columns);
  auto out = std::make_unique<DealLog>(DealLog{{join.first, 0, 0, {}, {}, 0, 0}, read_log(file, contract, settings, columns, join), {}, instant_min});
  const EventLog& log = out->log;
  if (!log.has(amount_column))
    throw Error(file, "no column holds amount of deal", "name it under [deal.columns] of the contract: amount = \"...\"");
  if (!log.has(stage_column) && !log.has(won_column) && !log.has(won_at_column))
    throw Error(file, "no column says which deals are won", "name stage, won or won_at under [deal.columns] of the contract");
  out->book.key = find_field(contract, join.first);
  out->book.of_lead = join.first == "lead_id";
  DealMaker maker(*out, contract, settings.as_of);
  for (std::size_t lead = 0; lead < log.leads(); ++lead) {
    std::size_t event = log.first(lead);
    for (const Signal& one : log.of(lead)) maker.make(event++, one.at);
  }
  maker.settle();
  out->book.find = [&log](std::string_view key) -> std::pair<std::size_t, std::size_t> {
    const std::size_t lead = log.find(key);
    if (lead == EventLog::nobody) return {0, 0};
    log.mark(lead);
    return {log.first(lead), log.first(lead) + log.of(lead).size()};
  };
  return out;
}

}  // namespace handoff
