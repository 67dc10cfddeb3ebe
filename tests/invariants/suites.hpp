// The parts of the invariants. Those that take documents can be handed falsified ones: can_fail.cpp does.
#pragma once
#include "harness.hpp"

namespace invariants {

/// The accounts of all inputs, added up.
Json summed_input(const Json& report);
/// The leads in a current stage that the contract does not name, by the report's notes.
std::uint64_t unnamed_in_notes(const Json& report);

// truth.cpp: reports against what the generator knows, to the last count.
void compare_input(const Json& report, const Json& truth, Checks& checks);
void compare_waterfall(const Json& stages, const Json& truth_stages, Checks& checks);
/// A clock of a report against leads by verdict. A report tells those apart that were met before they were due, and calls open whatever is not due and not known.
void compare_verdicts(const std::string& name, const Json& verdicts, const Json& clock, bool date_only, Checks& checks);
void compare_audit(const Json& report, const Json& truth, bool date_only, Checks& checks);
void check_truth(const Export& data, Checks& checks);
// truth_groups.cpp: the same by segment, by month, and of some leads only.
void check_truth_groups(const Export& data, Checks& checks);

// bytes.cpp: the same answer whatever the threads, the order of rows, the files and the pipe.
/// Threads, the pipe, and the same rows shuffled.
void check_bytes(const Export& data, const Export& shuffled, Checks& checks);
/// `other` holds the same leads as `data`, in several files for instance.
void check_same_leads(const Export& data, const Export& other, Checks& checks);

// totals.cpp: parts add up to their whole.
void check_waterfall_totals(const Json& report, Checks& checks);
void check_waterfall_groups(const Json& grouped, const Json& whole, Checks& checks);
void check_audit_totals(const Json& report, Checks& checks);
void check_audit_groups(const Json& grouped, const Json& whole, Checks& checks);
void check_rates(const Json& report, Checks& checks);
void check_totals(const Export& data, Checks& checks);

// formats.cpp: one report, four looks, the same numbers.
void compare_csv(const std::string& csv, const Json& report, Checks& checks);
void compare_looks(const std::string& markdown, const std::string& table, const Json& report, Checks& checks);
void check_formats(const Export& data, Checks& checks);

// ledger.cpp: the rows of the ledger against the counts of the audit.
void compare_ledger(const std::string& file, const Json& audit, const Json& truth, bool date_only, Checks& checks);
void check_ledger(const Export& data, Checks& checks);
/// Of an export without ugliness: names and reasons that a spreadsheet would run, in every file that the audit writes.
void check_formulas(const Export& data, Checks& checks);

// compare.cpp: one export under two contracts: parts add up, and agree with the audit, the list and the mirror image.
void check_compare(const Export& data, const Export& shuffled, Checks& checks);

// explain.cpp: single leads against the ledger of all.
void check_explain(const Export& data, Checks& checks);

// breaches.cpp: the alert against the audit, and told in slices.
void check_breaches(const Export& data, const Export& shuffled, Checks& checks);

// due.cpp: shares are over the leads that were due.
void check_due(const Export& data, Checks& checks);

// weekly.cpp: the meeting's page against the audit, the waterfall and the alert.
void check_weekly(const Export& data, const Export& shuffled, Checks& checks);
/// The reviews of 36 months, the one that as-of lies in first; empty where one of them fails.
std::vector<Json> month_pages(const Export& data, Checks& checks);
/// Every entrant is in one month, or in none since it has no date; every breach fell due in one, or has no due time.
void check_months(const std::vector<Json>& pages, Checks& checks);

// touches.cpp: a touch log beside the export, `touches.csv` in its folder.
void compare_touches(const Json& report, const Json& truth, bool date_only, Checks& checks);
void check_touches(const Export& data, Checks& checks);

// in_force.cpp: a contract's own days, with one contract as with several.
void check_in_force(const Export& data, Checks& checks);

// money.cpp: deals and spend in another order and in another split of the leads.
void check_money(const Export& data, Checks& checks);
// history.cpp: a history that repeats the export's dates changes nothing; one that adds an entry adds that.
void check_history(const Export& data, Checks& checks);
// owners.cpp: whose each breach is by a history of owners, looked up again.
void check_owners(const Export& data, Checks& checks);
// accounts.cpp: every CSV file of the project that lies below `root`, row for row.
void check_accounts(const std::string& root, Checks& checks);

// one_answer.cpp: the same report from files, pipes, compressed files, parts, threads and other orders of rows.
void check_one_answer(std::uint64_t seed, std::uint64_t leads, Checks& checks);
// canaries.cpp: addresses and phone numbers stay in the export.
// `brief`: one column in three.
void check_canaries(bool brief, Checks& checks);
// terminals.cpp: a terminal obeys nothing that stands in an export.
void check_terminals(bool brief, Checks& checks);

// agree.cpp: a number that two commands print is one number.
void check_agree(const Export& data, Checks& checks);

// ignorance.cpp: what is not known widens bounds, and moves nothing that was decided.
void check_ignorance(Checks& checks);

// wall.cpp: what is dated after as-of is not there yet.
void check_wall(Checks& checks);

// columns.cpp: days and amounts are the same, however a CRM writes them.
void check_columns(Checks& checks);

// horizon.cpp: a share does not move because its period gets older.
void check_horizon(Checks& checks);

// sample.cpp: the seed that nobody chose. `halves` are two files of the same leads.
void check_sample(const Export& data, const Export& shuffled, const Export& halves, Checks& checks);

// persons.cpp: whoever has too few leads is not named, under any name of the owner's column.
void check_persons(Checks& checks);

// can_fail.cpp: falsified inputs and outputs must be noticed.
void check_that_checks_fail(const Export& data, Checks& checks);

}  // namespace invariants
