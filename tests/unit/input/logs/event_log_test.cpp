// Logs: rows joined by id, accounts of what could not be used, the same events whatever the threads.
#include "logs/event_log.hpp"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "catch.hpp"
#include "handoff/text/error.hpp"
#include "leads.hpp"

using namespace handoff;

namespace {

struct LogFile {
  std::string path;
  explicit LogFile(const std::string& bytes) {
    static int number = 0;
    path = (std::filesystem::temp_directory_path() / ("handoff-log-" + std::to_string(::getpid()) + "-" + std::to_string(number++) + ".csv")).string();
    std::ofstream(path, std::ios::binary) << bytes;
  }
  ~LogFile() { std::filesystem::remove(path); }
  EventLogRequest request(const Contract& contract) const {
    EventLogRequest request;
    request.file = path;
    request.table = "signals";
    request.contract = &contract;
    return request;
  }
};

std::string told(const EventLog& log, const std::string& id) {
  const std::size_t lead = log.find(id);
  if (lead == EventLog::nobody) return "nobody";
  std::string out;
  for (const Signal& event : log.of(lead)) out += iso_instant(event.at) + " " + log.types()[event.type] + "\n";
  return out;
}

}  // namespace

TEST_CASE("events of a lead by time, types in lower case", "[event_log]") {
  const Contract contract = test::small_contract();
  const LogFile file("lead_id,at,type\nb,2026-05-02 10:00,Visit\na,2026-05-03 10:00,Demo\nb,2026-05-01,VISIT\n,2026-05-01,Visit\nb,,Visit\nb,never,Visit\nb,2026-05-01,\nb\n");
  const EventLog log = read_events(file.request(contract));
  CHECK(told(log, "a") == "2026-05-03T10:00:00Z demo\n");
  CHECK(told(log, "b") == "2026-05-01T00:00:00Z visit\n2026-05-02T10:00:00Z visit\n");
  CHECK(told(log, "c") == "nobody");
  const EventAccount& account = log.account();
  CHECK(account.rows_read == 8);
  CHECK(account.used == 3);
  CHECK(account.no_lead_id == 1);
  CHECK(account.no_date == 1);
  CHECK(account.unreadable_date == 1);
  CHECK(account.no_type == 1);
  CHECK(account.unfit.rows() == 1);
  CHECK(account.day_only == 1);
  CHECK(account.rows_read == account.used + account.unfit.rows() + account.no_lead_id + account.no_date + account.unreadable_date + account.no_type);
  CHECK(log.input_account().rows_rejected == 5);
  CHECK(log.strangers() == std::pair<std::uint64_t, std::uint64_t>{2, 3});
  log.mark(log.find("b"));
  CHECK(log.strangers() == std::pair<std::uint64_t, std::uint64_t>{1, 1});
}

TEST_CASE("the day-month order is the column's", "[event_log]") {
  const Contract contract = test::small_contract();
  std::string text = "lead_id,at,type\na,03/04/2026,x\n";
  for (int i = 0; i < 40'000; ++i) text += "z,04/04/2026,x\n";  // far behind what a first look sees
  const EventLog log = read_events(LogFile(text + "z,13/04/2026,x\n").request(contract));
  CHECK(told(log, "a") == "2026-04-03T00:00:00Z x\n");
  CHECK_THROWS_AS(read_events(LogFile(text + "z,13/04/2026,x\nz,04/13/2026,x\n").request(contract)), Error);
  CHECK_THROWS_AS(read_events(LogFile("lead_id,at,type\na,03/04/2026,x\n").request(contract)), Error);
}

TEST_CASE("further columns stay with their event", "[event_log]") {
  const Contract contract = test::small_contract();
  const LogFile file("Id;When;Stage;Amount;Due\nb;2026-05-02;Won;1.5;2026-06-01\na;2026-05-02;Open;;\nb;2026-05-01;Open;7;\n");
  EventLogRequest request = file.request(contract);
  request.columns = {{"lead_id", "Id"}, {"at", "When"}, {"stage", "Stage"}, {"amount", "Amount"}, {"due", "Due"}};
  request.typed = false;
  request.further = {{"stage", Type::text}, {"amount", Type::number}, {"due", Type::date}, {"channel", Type::text}};
  const EventLog log = read_events(request);
  const std::size_t first = log.first(log.find("b"));
  const EventColumn& stage = log.further()[0];
  CHECK(stage.texts == std::vector<std::string>{"Open", "Won"});
  CHECK(stage.indexes[first] == 0);
  CHECK(stage.indexes[first + 1] == 1);
  CHECK(log.further()[1].numbers[first] == 7);
  CHECK(log.further()[1].numbers[first + 1] == 1.5);
  CHECK(std::isnan(log.further()[1].numbers[log.first(log.find("a"))]));
  CHECK(log.further()[2].dates[first] == instant_min);
  CHECK(log.further()[2].dates[first + 1] == test::at("2026-06-01"));
  CHECK(log.has(0));
  CHECK_FALSE(log.has(3));
}

TEST_CASE("rows that differ in how well a date is known stand in one order, however they come", "[event_log]") {
  const Contract contract = test::small_contract();
  const std::string day = "a,2026-05-01 09:00,x,2026-06-01\n", instant = "a,2026-05-01 09:00,x,2026-06-01 00:00\n";
  const std::string times = "b,2026-05-01 09:00,x,2026-06-01 10:30\n";   // so that midnight is a time of this column
  for (const std::string& rows : {day + instant, instant + day}) {
    const LogFile file("lead_id,at,type,done_at\n" + rows + times);
    EventLogRequest request = file.request(contract);
    request.further = {{"done_at", Type::date}};
    const EventLog log = read_events(request);
    const std::size_t first = log.first(log.find("a"));
    REQUIRE(log.events() == 3);
    CHECK(log.further()[0].dates[first] == log.further()[0].dates[first + 1]);
    CHECK_FALSE(log.further()[0].days[first]);
    CHECK(log.further()[0].days[first + 1]);
  }
}

TEST_CASE("any number of threads reads the same", "[event_log][threads]") {
  const Contract contract = test::small_contract();
  std::string text = "lead_id,at,type\n";
  for (std::uint64_t i = 0; i < 300'000; ++i)
    text += "id-" + std::to_string(i * 7919 % 5000) + ",2026-05-" + std::to_string(10 + i % 19) + " 10:00,type " + std::to_string(i % 37) + "\n";
  const LogFile file(text);
  EventLogRequest request = file.request(contract);
  request.threads = 1;
  const EventLog one = read_events(request);
  request.threads = 4;
  const EventLog four = read_events(request);
  CHECK(one.leads() == 5000);
  CHECK(one.events() == 300'000);
  CHECK(one.types() == four.types());
  bool same = true;
  for (int i = 0; i < 5000; ++i) same = same && told(one, "id-" + std::to_string(i)) == told(four, "id-" + std::to_string(i));
  CHECK(same);
}

TEST_CASE("a log without its columns is refused by the log's own table", "[event_log]") {
  const Contract contract = test::small_contract();
  const LogFile file("lead_id,date,kind\na,2026-05-01,x\n");
  try {
    read_events(file.request(contract));
    FAIL("read");
  } catch (const Error& error) {
    CHECK(error.problem.find("no column holds at of signals") != std::string::npos);
    CHECK(error.fix.find("[signals.columns]") != std::string::npos);
  }
}

TEST_CASE("rows of other leads, other types, and those that a rule leaves out are counted apart", "[event_log]") {
  const Contract contract = test::small_contract();
  LogRules rules;
  for (const auto& [name, type] : {std::pair{"lead_id", Type::text}, {"at", Type::date}, {"type", Type::text}, {"status", Type::text}, {"done_at", Type::date}})
    rules.fields.push_back({name, type, {name}, false});
  Scope scope;
  scope.find = [](std::string_view name) -> std::optional<Meaning> {
    return name == "status" ? std::optional<Meaning>(FieldRef{3, Type::text}) : std::nullopt;
  };
  scope.calendar = [](std::string_view) { return std::shared_ptr<const Calendar>(); };
  scope.zone = contract.zone;
  rules.where = parse_expression("status = 'Completed'", scope);
  const std::map<std::string, std::string> names = {{"call", "phone"}, {"dial", "phone"}, {"email", "email"}};
  LeadSet leads;
  leads.add("a", true);
  leads.add("b", false);
  leads.add("b", false);
  leads.add("c", false);
  leads.add("c", true);
  leads.seal();
  CHECK(leads.size() == 3);
  const std::string head = "lead_id,at,type,status,done_at\n";
  const LogFile file(head + "a,2026-05-02,CALL,Completed,2026-05-03\na,2026-05-01 10:00,Dial,Completed,\nb,2026-05-01,Call,Completed,\nx,2026-05-01,Call,Completed,\n"
                            "w,2026-05-01,Call,Completed,\na,2026-05-01,Note,Completed,\na,2026-05-01,Email,Open,\na,2026-05-01,Email,,\nc,2026-05-01,Email,Completed,\n");
  EventLogRequest request = file.request(contract);
  request.rules = &rules;
  request.names = &names;
  request.leads = &leads;
  request.further = {{"done_at", Type::date}};
  const EventLog log = read_events(request);
  CHECK(told(log, "a") == "2026-05-01T10:00:00Z phone\n2026-05-02T00:00:00Z phone\n");
  CHECK(told(log, "c") == "2026-05-01T00:00:00Z email\n");
  CHECK(told(log, "b") == "nobody");
  CHECK(log.further()[0].dates[log.first(log.find("a"))] == instant_min);
  CHECK(log.further()[0].days[log.first(log.find("a")) + 1]);
  const EventAccount& account = log.account();
  CHECK(account.rows_read == 9);
  CHECK(account.used == 3);
  CHECK(account.strangers == 2);
  CHECK(account.stranger == "w");
  CHECK(account.outside == 1);
  CHECK(account.other_types == std::map<std::string, std::uint64_t>{{"note", 1}});
  CHECK(account.not_where == 1);
  CHECK(account.where_unknown == 1);

  // A preset's rule asks for a column that this log has not: it does not hold, and nothing is lost by it. The contract's own is an error.
  const LogFile bare("lead_id,at,type\na,2026-05-02,Call\n");
  EventLogRequest other = bare.request(contract);
  other.rules = &rules;
  CHECK_THROWS_AS(read_events(other), Error);
  rules.where_of_preset = true;
  CHECK(read_events(other).events() == 1);
}

TEST_CASE("a row that names several leads is an event of each", "[event_log]") {
  const Contract contract = test::small_contract();
  const LogFile file("lead_id,at,type,by\n101;102,2026-05-01 10:00,Call,ana\n102; 103 ;102,2026-05-02 10:00,Email,ben\n101,2026-05-03 10:00,Call,\n9;8,2026-05-04 10:00,Call,\n;,2026-05-05 10:00,Call,\n");
  EventLogRequest request = file.request(contract);
  request.further = {{"by", Type::text}};
  LeadSet leads;
  for (const char* id : {"101", "102"}) leads.add(id, true);
  leads.add("200", false);
  leads.seal();
  request.leads = &leads;
  request.several_ids = true;
  for (const int threads : {1, 3}) {
    request.threads = threads;
    const EventLog log = read_events(request);
    CHECK(told(log, "101") == "2026-05-01T10:00:00Z call\n2026-05-03T10:00:00Z call\n");
    CHECK(told(log, "102") == "2026-05-01T10:00:00Z call\n2026-05-02T10:00:00Z email\n");   // named twice in a row, and counted once
    CHECK(told(log, "103") == "nobody");
    CHECK(log.account().rows_read == 5);
    CHECK(log.account().used == 3);
    CHECK(log.account().strangers == 2);   // 9;8 and a cell of nothing but semicolons
    CHECK(log.account().stranger == "8");
    CHECK(log.account().shared == 2);
    CHECK(log.account().beside == 1);      // 103
    const std::size_t second = log.first(log.find("102")) + 1;
    CHECK(log.further()[0].texts.at(log.further()[0].indexes.at(second)) == "ben");
  }
  request.several_ids = false;             // of a log whose ids may hold a semicolon, each cell is one
  CHECK(told(read_events(request), "102") == "nobody");
}

TEST_CASE("of rows about other leads the id alone is asked, and what their dates show of the column", "[event_log]") {
  const Contract contract = test::small_contract();
  LeadSet leads;
  leads.add("a", true);
  leads.add("b", false);
  leads.seal();
  const auto read = [&](const std::string& rows) {
    const LogFile file("lead_id,at,type\n" + rows);
    EventLogRequest request = file.request(contract);
    request.leads = &leads;
    return read_events(request);
  };
  const EventLog log = read("a,03/04/2026,x\nz,13/04/2026,x\nb,soon,x\nz,,x\nb,05/04/2026,\n,14/04/2026,x\n");
  CHECK(told(log, "a") == "2026-04-03T00:00:00Z x\n");  // only rows of others say that the day comes first
  CHECK(log.account().used == 1);
  CHECK(log.account().strangers == 2);
  CHECK(log.account().outside == 2);
  CHECK(log.account().no_lead_id == 1);
  CHECK(log.account().no_date + log.account().unreadable_date + log.account().no_type == 0);
  CHECK(log.account().incomplete == 3);
  CHECK(log.unreadable_example().empty());
  CHECK_THROWS_AS(read("a,13/04/2026,x\nz,04/13/2026,x\n"), Error);  // nor are two orders overlooked
}
