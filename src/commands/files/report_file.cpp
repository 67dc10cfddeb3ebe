// A report is masked and rendered here, and nowhere else.
#include "files/report_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <ostream>

#include "files/existing_file.hpp"
#include "frame/command.hpp"
#include "handoff/contract/signature.hpp"
#include "handoff/report/masking.hpp"
#include "handoff/text/error.hpp"
#include "formats.hpp"

namespace handoff {

void head_window(Report& report, const Period& window, const Contract& contract) {
  report.window = {iso_day(window.from), iso_day(window.to)};
  report.window_open = report.as_of && contract.zone->day_start(window.to + 1) > *report.as_of;
}

Report report_head(const std::string& command, const std::string& title, const Contract& contract, const Settings& settings) {
  Report report;
  report.command = command;
  report.title = title;
  report.as_of = settings.as_of;
  report.as_of_text = local_text({settings.as_of, settings.as_of, 0, false}, *contract.zone) + " " + contract.zone->name();
  if (settings.asked) head_window(report, *settings.asked, contract);
  const Status status = contract_status(contract, settings.contract_at);
  report.contract = ContractStamp{contract.name, contract.version, contract.digest, std::string(status_name(status)), status_words(contract, settings.contract_at)};
  if (!settings.where_text.empty()) report.headline.push_back("Only leads where " + settings.where_text + ".");
  return report;
}

void say_account(const Report& report, std::ostream& err) {
  for (const InputAccount& account : report.input) err << terminal_text(account_words(account)) << "\n";
  for (const std::string& note : report.notes) err << "note: " << terminal_text(note) << "\n";
}

void finish_output(Streams& io, const std::string& done) {
  if (io.out) errno = 0;
  io.out.flush();
  if (!io.out && errno == EPIPE) return;   // whoever read it had enough; what the command found stands all the same
  if (!io.out) throw Error("standard output", "cannot be written", done.empty() ? "check the disk, or write to a file with -o" : done + "; check the disk");
}

ReportFile::ReportFile(const Settings& settings, Streams& io) : settings_(settings), io_(io) {
  if (settings.output.empty()) return;
  old_columns_ = require_report_place("--output", settings.output, settings.look.format == Format::csv);
  file_ = &settings.files->open(settings.output);
}

void ReportFile::write(Report report) {
  const bool headless = settings_.look.format == Format::csv || settings_.look.format == Format::json;
  if (report.window_open && headless)
    report.notes.push_back(fmt::format("the window {} to {} is not over: judged as of {}", report.window->first,
                                       report.window->second, report.as_of_text));
  mask_contacts(report, settings_.own);
  const std::string bytes = render(report, settings_.look);
  if (settings_.look.format == Format::csv && !settings_.quiet) say_account(report, io_.err);
  if (file_) {
    require_same_table("--output", settings_.output, old_columns_, bytes);
    file_->write(bytes);
    return;
  }
  errno = 0;
  io_.out << (io_.out_is_terminal && settings_.look.format != Format::table ? terminal_lines(bytes) : bytes);
  finish_output(io_);
}

void ReportFile::commit() { settings_.files->commit(); }

}  // namespace handoff
