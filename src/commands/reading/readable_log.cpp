#include "reading/readable_log.hpp"

#include <fmt/format.h>

#include "handoff/text/error.hpp"
#include "report_parts.hpp"

namespace handoff {

EventLog read_readable_events(const EventLogRequest& request) {
  EventLog log = read_events(request);
  const EventAccount& account = log.account();
  const std::uint64_t lost = account.unfit.rows() + account.no_lead_id + account.no_date + account.unreadable_date + account.no_type + account.incomplete;
  if (account.rows_read == 0 || lost < account.rows_read) return log;
  std::string why;
  const auto say = [&](std::uint64_t rows, const std::string& what) {
    if (rows > 0) why += (why.empty() ? "" : ", ") + count_text(rows) + " " + what;
  };
  say(account.unfit.rows(), "do not fit the header");
  say(account.no_lead_id, "without a lead id");
  say(account.no_date, "without a date");
  say(account.unreadable_date, "with a date that cannot be read, the first " + log.unreadable_example());
  say(account.no_type, "without a type (column \"" + log.type_column() + "\")");
  say(account.incomplete, "about other leads, without a date or a type");
  throw Error(log.input_account().file, "none of its " + count_text(account.rows_read) + " rows can be used: " + why,
              account.no_type > 0 && !log.other_type_column().empty()
                  ? fmt::format("where \"{}\" says what kind of event a row is, name it under [{}.columns] of the contract: type = \"{}\"", log.other_type_column(),
                                request.table, log.other_type_column())
                  : fmt::format("mend the log, or name its columns under [{}.columns] of the contract", request.table));
}

}  // namespace handoff
