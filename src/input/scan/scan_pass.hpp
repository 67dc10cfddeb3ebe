// One pass over all inputs: what each worker does with its rows, and what all of them came to.
#pragma once
#include <atomic>
#include <vector>

#include "scan/block_walk.hpp"
#include "identity/email_table.hpp"
#include "identity/id_form.hpp"
#include "identity/id_ranges.hpp"
#include "identity/id_table.hpp"
#include "identity/open_addresses.hpp"
#include "scan/inputs.hpp"
#include "leads/lead_reader.hpp"
#include "identity/row_lookup.hpp"
#include "csv/dialect/row_width.hpp"
#include "scan/scan.hpp"

namespace handoff {

/// What a pass reads and what it does.
struct Pass {
  const ScanRequest* request = nullptr;
  const std::vector<Input>* inputs = nullptr;
  const std::vector<ColumnPlan>* plans = nullptr;     ///< by input: the columns of this pass
  const std::vector<ColumnPlan>* id_plans = nullptr;  ///< by input: what RowReread reads
  FieldId identity_by = no_field;                         ///< see identity_of
  const DateOrders* orders = nullptr;
  IdTable* ids = nullptr;
  IdRanges* ranges = nullptr;
  EmailTable* emails = nullptr;
  std::size_t workers = 1;
  std::vector<LeadSink*> sinks{};  ///< by worker; empty: nothing is handed on
  std::vector<LeadSink*> askers{};  ///< by worker: whom to ask which leads with a shared address are there; empty: nobody
  const std::vector<std::uint64_t>* to_come = nullptr;  ///< offsets of leads whose addresses do not count, sorted; null: there are none
  OpenAddresses* open = nullptr;    ///< of leads that may be there; counted with `add_emails`; null: there are none
  bool insert_ids = false;        ///< rows go into the id table, or their blocks into the ranges alone
  bool stop_at_repeat = false;    ///< it is only asked whether an id comes again: once one has, the rest is left alone
  bool only_standing = false;     ///< rows that do not stand are counted and left out
  bool add_emails = false, find_emails = false, part_emails = false;   ///< see EmailTable: add, shared, part
  bool show_rejects = false;      ///< rows set aside are shown, not only counted
  /// Does another lead share the address? All leads have to be in the table.
  Tri shared(std::string_view email, std::uint64_t offset, EmailLookup& rows) const {
    if (!emails->shared(email, offset, rows)) return Tri::no;
    const std::optional<Tri> by_count = open ? open->shared(email, offset) : std::nullopt;
    return by_count.value_or(Tri::yes);
  }
};

/// Two rows of one id that differ in what they say of their lead: the first in the order of the files that another one stands for.
struct Collision {
  Example row;                     ///< without a text
  std::uint64_t standing = 0;      ///< offset of the other
  bool seen() const { return row.seen(); }
};

struct PassOutcome {
  std::vector<FileAccount> files;
  std::vector<FieldFacts> facts;
  std::vector<RejectRow> first_rejects;
  Collision collision;
  SpreadsheetIds spreadsheet_ids; ///< of all rows that were read, whether they stand or not
  std::vector<WidthVotes> widths; ///< by input
  std::vector<std::uint64_t> to_come;  ///< offsets of leads that share an address, and are yet to come
  std::vector<OpenLead> open;          ///< leads that share an address, and may be there
  bool repeated = false;          ///< an id came again
};

PassOutcome run_pass(const Pass& pass);

constexpr std::size_t rejects_kept = 20;

}  // namespace handoff
