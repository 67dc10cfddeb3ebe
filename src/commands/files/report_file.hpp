// The head of a report, and the way of a report to a file or to standard output.
#pragma once
#include <iosfwd>
#include <string>
#include <vector>

#include "frame/settings.hpp"

namespace handoff {

/// The head of a report: command, moment, window, contract.
Report report_head(const std::string& command, const std::string& title, const Contract& contract, const Settings& settings);

/// The window of a report, and whether its last day is over at the moment of judging; `as_of` is set.
void head_window(Report& report, const Period& window, const Contract& contract);

/// The account of the input and the notes, for standard error: a table for a spreadsheet has no room for them.
void say_account(const Report& report, std::ostream& err);

/// Where the report goes: -o, opened before the work begins so that a bad path costs none of it, or standard output.
class ReportFile {
 public:
  ReportFile(const Settings& settings, Streams& io);
  /// Masks what was not asked for (masking.hpp). With CSV, the account and the notes go to standard error.
  void write(Report report);
  /// Makes all files of the run appear; last of all, when everything has been written.
  void commit();

 private:
  const Settings& settings_;
  Streams& io_;
  OutputFile* file_ = nullptr;
  std::vector<std::string> old_columns_;  // of the CSV table that it replaces
};

}  // namespace handoff
