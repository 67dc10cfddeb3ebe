#include "readable_log.hpp"

#include "handoff/error.hpp"
#include "report_parts.hpp"

namespace handoff {

EventLog read_readable_events(const EventLogRequest& request) {
  EventLog log = read_events(request);
  const EventAccount& account = log.account();
  const std::uint64_t lost = account.set_aside + account.no_lead_id + account.no_date + account.unreadable_date + account.no_type;
  if (account.rows_read == 0 || lost < account.rows_read) return log;
  std::string why;
  const auto say = [&](std::uint64_t rows, const std::string& what) {
    if (rows > 0) why += (why.empty() ? "" : ", ") + count_text(static_cast<std::int64_t>(rows)) + " " + what;
  };
  say(account.set_aside, "do not fit the header");
  say(account.no_lead_id, "without a lead id");
  say(account.no_date, "without a date");
  say(account.unreadable_date, "with a date that cannot be read, the first " + log.unreadable_example());
  say(account.no_type, "without a type");
  throw Error(log.input_account().file, "none of its " + count_text(static_cast<std::int64_t>(account.rows_read)) + " rows can be used: " + why,
              "mend the log, or name its columns under [" + request.table + ".columns] of the contract");
}

}  // namespace handoff
