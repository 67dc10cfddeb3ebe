#include "frame/empty_report.hpp"

#include <fmt/format.h>

#include "report_parts.hpp"

namespace handoff {

void say_empty(const std::string& nothing, const Contract& contract, const Settings& settings, const Coverage& coverage, Report& report) {
  std::uint64_t leads = 0;
  for (std::size_t file = 0; file < coverage.scan.files.size(); ++file) leads += coverage.accounts[file].rows_used;  // those of logs stand behind
  const std::string when = settings.window ? fmt::format(" in {} to {}", iso_day(settings.window->from), iso_day(settings.window->to))
                                           : fmt::format(" by {}", local_text({settings.as_of, settings.as_of, 0, false}, *contract.zone));
  const Instant newest = coverage.scan.newest;
  const std::string until = newest == instant_min ? "no date in the export is before the moment of judging"
                                                  : fmt::format("the newest date in the export is {}", iso_day(contract.zone->day_of(newest)));
  const std::string where = settings.where_text.empty() ? "" : fmt::format(" where {}", settings.where_text);
  report.headline = {fmt::format("{}{}, of {}{}; {}.", nothing, when, leads_text(leads), where, until)};
  report.tables.clear();
}

}  // namespace handoff
