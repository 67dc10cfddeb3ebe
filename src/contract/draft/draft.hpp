// A contract written for an export: from one of the templates, or from what the export alone shows.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "draft/crm_labels.hpp"

namespace handoff {

/// Leads with an MQL date whose only known touch lies before it: `count` of `of`.
struct EarlyTouches { std::uint64_t count = 0, of = 0; };

/// What a look at an export has shown.
struct DraftFacts {
  using Counts = std::vector<std::pair<std::string, std::uint64_t>>;   ///< the most frequent first
  std::string file;
  std::vector<std::string> header;
  bool nameless = false;                     ///< nothing tells the header from a row of values: what it holds is not shown
  std::uint64_t rows = 0;
  std::uint64_t set_aside = 0;               ///< rows that could not be split into cells
  std::uint64_t title_rows = 0;              ///< above the header
  Recognized crm;
  std::vector<ProposedColumn> columns;
  std::string zone;                          ///< as given; empty: nobody said
  bool offsets = false;                      ///< every time in the export carries its own offset
  std::vector<std::string> nulls;            ///< texts seen that stand for nothing
  std::vector<std::string> order_open;       ///< headers of dates that do not tell day from month
  std::vector<std::string> decimals_open;    ///< headers of numbers that do not tell what begins the decimals
  Counts stages, dispositions, reasons;
  Counts industries, segments, countries;    ///< for a proposal of who fits
  std::string lead_date;                     ///< the header of the day on which a record became a Lead, beside that of its creation; empty: none
  EarlyTouches early;                        ///< what a clock from the MQL date to the first touch would not know
  std::string id_note;                       ///< what is wrong with the id that was taken; empty: it is filled and unique
};

/// The contract's text. `name`: a template of templates(), or `plain`. What the signers must decide says `# DECIDE:`. Throws Error for a name that is none.
std::string draft_contract(const DraftFacts& facts, const std::string& name);
/// `5 of 6 leads were touched before their MQL date ...`, and what decides such leads; empty where there are none.
std::string early_touches_text(const EarlyTouches& early);
/// The names that draft_contract takes.
std::vector<std::string> draft_names();

}  // namespace handoff
