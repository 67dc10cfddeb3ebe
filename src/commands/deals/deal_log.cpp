// Deals are judged as of the moment of judging: won later is still open, begun later is not there yet.
#include "deals/deal_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "handoff/contract/money.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/contact.hpp"
#include "handoff/text/count_text.hpp"
#include "handoff/text/error.hpp"
#include "handoff/text/suggest.hpp"
#include "leads/cell_text.hpp"
#include "identity/id_form.hpp"
#include "leads/decimals.hpp"
#include "reading/readable_log.hpp"

namespace handoff {
namespace {

enum Further : std::size_t { amount_column, currency_column, stage_column, won_at_column, closed_at_column, won_column, closed_column, id_column };
const std::set<std::string, std::less<>> own_roles = {"amount", "currency", "stage", "won_at", "closed_at", "won", "closed", "created_at", "id"};

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
  request.happened = true;
  request.several_ids = request.numbered = true;
  request.threads = settings.threads;
  request.further = {{"amount", Type::text}, {"currency", Type::text, currency_headers()}, {"stage", Type::text}, {"won_at", Type::date},
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

/// One row of the log as a deal.
class DealMaker {
 public:
  DealMaker(DealLog& out, const Contract& contract, Instant as_of) : out_(out), contract_(contract), as_of_(as_of) {}
  void make(std::size_t event, Instant created) {
    Deal deal;
    deal.created = created;
    deal.created_last = last_of(created, out_.log.day_only(event));
    read_amount(event, deal);
    status(event, deal);
    for (const std::optional<Instant>& moment : {std::optional<Instant>(created), date(won_at_column, event), date(closed_at_column, event)})
      if (moment && *moment <= as_of_) out_.newest = std::max(out_.newest, *moment);
    out_.book.deals.push_back(std::move(deal));
  }
  /// A deal of several contacts has a row for each: of one id one stands, the same whatever the order of the rows.
  void settle() {
    std::vector<Deal>& deals = out_.book.deals;
    if (has_ids() || out_.log.account().shared > 0) find_same();
    for (std::size_t event = 0; event < deals.size(); ++event)
      if (out_.book.standing(event) == event) note(event, deals[event]);
    if (!has_ids()) out_.same_rows = out_.log.same_rows();
    out_.book.can_lose = says_lost();
  }

 private:
  bool has_ids() const { return out_.log.further().size() > id_column && out_.log.has(id_column); }
  /// An amount that is too large, or of two currencies at once, is told, and in no sum.
  void read_amount(std::size_t event, Deal& deal) const {
    const std::string_view cell = text(amount_column, event);
    Number number;
    const bool one = read_number(cell, out_.decimal, number) && number.low == number.high;
    const std::optional<std::string> currency = currency_of(contract_.symbols, text(currency_column, event), cell);
    deal.currency = currency ? *currency : upper_currency(text(currency_column, event));
    if (one && currency) deal.minor = minor_of(number.low);
  }
  /// Can the log say of a deal that it was lost: does a stage say so of one by as-of, or is there the flag that it is closed beside the one that it is won?
  bool says_lost() const {
    if (out_.log.has(won_column) && out_.log.has(closed_column)) return true;
    const std::vector<Deal>& deals = out_.book.deals;
    return std::any_of(deals.begin(), deals.end(), [](const Deal& deal) { return deal.status == DealStatus::lost; });
  }
  std::string_view text(std::size_t column, std::size_t event) const {
    const EventColumn& one = out_.log.further()[column];
    if (!out_.log.has(column) || one.indexes.empty() || one.indexes[event] == no_text) return {};
    return one.texts[one.indexes[event]];
  }
  /// The last second of the day, where the day alone is known.
  Instant last_of(Instant at, bool day_only) const { return day_only ? contract_.zone->day_start(contract_.zone->day_of(at) + 1) - 1 : at; }
  bool unreadable(std::size_t column, std::size_t event) const {
    const EventColumn& one = out_.log.further()[column];
    return out_.log.has(column) && !one.unreadable.empty() && one.unreadable[event];
  }
  std::optional<Instant> date(std::size_t column, std::size_t event) const {
    const EventColumn& one = out_.log.further()[column];
    if (!out_.log.has(column) || one.dates.empty() || one.dates[event] == instant_min) return std::nullopt;
    return one.dates[event];
  }
  static auto told(const Deal& deal) { return std::tie(deal.created, deal.minor, deal.currency, deal.status, deal.closed); }
  /// The events of one row, which names several leads, are one deal; so are all rows of one id.
  void find_same() {
    const std::vector<Deal>& deals = out_.book.deals;
    std::map<std::uint32_t, std::size_t> rows;
    std::vector<std::size_t> of_row;
    const bool shared = out_.log.account().shared > 0;
    for (std::size_t event = 0; event < deals.size(); ++event) of_row.push_back(shared ? rows.try_emplace(out_.log.row(event), event).first->second : event);
    std::map<std::string_view, std::size_t> standing;
    std::set<std::string_view> differing;
    const auto id_of = [&](std::size_t event) { return has_ids() ? text(id_column, event) : std::string_view{}; };
    for (std::size_t event = 0; event < deals.size(); ++event) {
      const std::string_view id = id_of(event);
      if (id.empty() || of_row[event] != event) continue;
      if (is_spreadsheet_number(id))
        throw Error(out_.log.input_account().file, fmt::format("the deal id '{}' is a number as a spreadsheet writes a long one: its last digits are lost, and many deals may have it", id),
                    "export again, and keep the file from a spreadsheet, or read the column as text there");
      const auto [found, fresh] = standing.try_emplace(id, event);
      if (fresh) continue;
      ++out_.repeated;
      if (told(deals[event]) != told(deals[found->second])) differing.insert(id);
      if (told(deals[event]) < told(deals[found->second])) found->second = event;
    }
    for (std::size_t event = 0; event < deals.size(); ++event) {
      const auto found = standing.find(id_of(event));
      out_.book.same.push_back(found == standing.end() ? of_row[event] : found->second);
    }
    out_.differing = differing.size();
  }
  void note(std::size_t event, const Deal& deal) {
    const std::string_view cell = text(amount_column, event);
    out_.below_zero += deal.minor && *deal.minor < 0;
    if (unreadable(amount_column, event)) {
      ++out_.unreadable_amount;
    } else if (cell.empty()) {
      ++out_.no_amount;
    } else if (Number number; !deal.minor && read_number(cell, out_.decimal, number) && number.low == number.high) {
      ++(minor_of(number.low) ? out_.two_currencies : out_.too_large);
    } else if (!deal.minor) {
      ++out_.unreadable_amount;
      if (out_.unreadable_example.empty() || cell < out_.unreadable_example) out_.unreadable_example = cell;
    }
    bool known = true;
    const bool open = says(event, known) == DealStatus::open;
    if (open && !known) out_.unknown_stages.add(text(stage_column, event));
    note_unreadable(event, deal, open);
    const std::optional<Instant> closed_at = date(closed_at_column, event);
    const bool damaged = open && unproven(event);   // whether it was won or lost nobody knows, and it may have been
    if (damaged ? closed_at && *closed_at > as_of_ : !closed_at || *closed_at > as_of_) return;
    ++out_.past_close;
    out_.neither += open;
  }
  /// Does what would say whether the deal was won stand in a cell that cannot be read?
  bool unproven(std::size_t event) const {
    const bool undated = text(stage_column, event).empty() && unreadable(won_at_column, event);
    return unreadable(stage_column, event) || unreadable(won_column, event) || undated;
  }
  void note_unreadable(std::size_t event, const Deal& deal, bool open) {
    const auto count = [&](UnreadableCells& cells, Further column) {
      if (!unreadable(column, event)) return false;
      ++cells.deals;
      cells.first = out_.log.further()[column].first_unreadable;
      return true;
    };
    count(out_.unreadable_amounts, amount_column);
    count(out_.unreadable_stages, stage_column);
    const bool closed = count(out_.unreadable_dates, closed_at_column),
               won = count(out_.unreadable_wins, won_at_column);
    const bool flagged = !won && count(out_.unreadable_flags, won_column);   // a column called Won may hold the date
    if (!flagged && !closed) count(out_.unreadable_flags, closed_column);
    out_.unproven += open && unproven(event);
    out_.undated += (closed || won) && deal.status != DealStatus::open && !deal.closed;
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
    ++out_.decided_later;
    deal.status = DealStatus::open;
    deal.closed.reset();
    deal.closed_last.reset();
  }
  DealLog& out_;
  const Contract& contract_;
  Instant as_of_;
};

/// Where stages are named that say neither won nor lost, revenue is a part of what was won, and nobody knows which: a promise in money cannot be held to it.
void refuse_undecided(const Contract& contract, const std::string& file, const DealLog& log) {
  if (!log.mostly_undecided()) return;
  const auto money = std::find_if(contract.commitments.begin(), contract.commitments.end(), [](const Commitment& one) { return !one.currency.empty(); });
  if (money == contract.commitments.end()) return;
  std::string texts;
  for (const auto& [stage, count] : log.unknown_stages.counts()) {
    if (texts.size() > 200) break;
    texts += fmt::format("{}'{}' {}", texts.empty() ? "" : ", ", without_contact(stage), count_text(count));
  }
  throw Error(file, fmt::format("{} of {} deals whose close date has passed are neither won nor lost, more than 5 %, and the commitment `{}` is in money; stages that say neither: {}",
                                count_text(log.neither), count_text(log.past_close), money->name, texts.empty() ? "none" : texts),
              fmt::format("name them in the contract: won under `value` of the last stage ({}), lost under `value` of an [[exit]]", contract.stages.back().name));
}

}  // namespace

std::unique_ptr<DealLog> read_deals(const std::string& file, const Contract& contract, const Settings& settings) {
  static const std::map<std::string, std::string> none;
  const auto section = contract.logs.find("deal");
  const std::map<std::string, std::string>& columns = section == contract.logs.end() ? none : section->second;
  const std::pair<std::string, std::string> join = join_of(contract, columns);
  auto out = std::make_unique<DealLog>(DealLog{{}, read_log(file, contract, settings, columns, join), {}, instant_min, {}});
  out->key = join.first;
  const EventLog& log = out->log;
  if (!log.has(amount_column))
    throw Error(file, "no column holds amount of deal", "name it under [deal.columns] of the contract: amount = \"...\"");
  if (!log.has(stage_column) && !log.has(won_column) && !log.has(won_at_column))
    throw Error(file, "no column says which deals are won", "name stage, won or won_at under [deal.columns] of the contract");
  const auto amount = columns.find("amount");
  out->decimal = mark_of(log.further()[amount_column].texts, contract.decimal, file, fmt::format("column \"{}\" (amount)", amount == columns.end() ? "amount" : amount->second));
  out->book.key = find_field(contract, join.first);
  out->book.of_lead = join.first == "lead_id";
  DealMaker maker(*out, contract, settings.as_of);
  for (std::size_t lead = 0; lead < log.leads(); ++lead) {
    std::size_t event = log.first(lead);
    for (const Signal& one : log.of(lead)) maker.make(event++, one.at);
  }
  maker.settle();
  refuse_undecided(contract, file, *out);
  out->book.find = [&log](std::string_view key) -> std::pair<std::size_t, std::size_t> {
    const std::size_t lead = log.find_lead(key);
    if (lead == EventLog::nobody) return {0, 0};
    log.mark(lead);
    return {log.first(lead), log.first(lead) + log.of(lead).size()};
  };
  return out;
}

}  // namespace handoff
