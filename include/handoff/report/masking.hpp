// Addresses and phone numbers do not leave in what a command says, unless they were asked for. Nothing that makes a sentence has to think of it: a report is masked as a
// whole before it is shown (ReportFile), a refusal before it is printed (cli), and what may be said all the same is named.
#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "handoff/text/contact.hpp"
#include "handoff/report/report.hpp"

namespace handoff {

/// What becomes of a text before somebody reads it.
class ContactMask {
 public:
  /// Texts that the user wrote (the command line, contracts): an address that stands in them is his own to read. Must outlive the mask.
  void allow(std::string_view own) { own_.push_back(own); }
  /// An id that is said as it stands, in sentences too.
  void allow_id(std::string_view id) { ids_.emplace(id); }
  /// An id that a note names: a number in it is said as it stands, an address is not.
  void allow_number(std::string_view id);
  /// Has the addresses and numbers in a cell told apart: where there are several, each is `(e-mail) 1`, `(e-mail) 2` in the order of their bytes.
  void learn(std::string_view text);
  /// Has no cell held one?
  bool empty() const { return emails_.empty() && phones_.empty(); }
  std::string masked(std::string_view text) const;

 private:
  bool allowed(std::string_view found) const;
  std::vector<std::string_view> own_;
  std::unordered_set<std::string> ids_;
  std::set<std::string, std::less<>> emails_, phones_;
  mutable std::map<std::string, std::size_t, std::less<>> numbers_;
  mutable bool numbered_ = false;
};

/// Masks all that the report says but its file names and what is marked raw, in tables and results alike; nothing where contacts were asked for.
/// `own`: the texts that the user wrote.
void mask_contacts(Report& report, const std::vector<std::string>& own);

}  // namespace handoff
