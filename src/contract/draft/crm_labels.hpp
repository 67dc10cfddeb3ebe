// Which CRM wrote an export, told by its headers; and which of its columns is which field.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "handoff/cells/lead.hpp"

namespace handoff {

struct Recognized {
  std::string crm;                    ///< `HubSpot`, `Salesforce`, `Pipedrive`, `Zoho`; empty: none of them
  std::string preset;                 ///< the contract's preset for it; `none` where there is none
  std::vector<std::string> by;        ///< the headers that told, in the order of the file
};
/// Every label that is known of any CRM, or is a common name for a canonical field.
std::vector<std::string> known_labels();

/// At least two headers that the CRM alone writes; the CRM with the most of them.
Recognized recognize(const std::vector<std::string>& header);

/// A canonical field and the header that holds it.
struct ProposedColumn { FieldId field = no_field; std::string header; };
/// Columns for the canonical fields, by FieldId: by the labels of the CRM, then by names that many exports use. A header holds one field only, but the
/// current stage and the lead status may be one column.
std::vector<ProposedColumn> propose_columns(const std::vector<std::string>& header, const Recognized& crm);

/// Headers that may hold the lead's id, likeliest first: by the labels of the CRM, by common names, then ids of contacts and leads by any name.
std::vector<std::string> id_columns(const std::vector<std::string>& header, const Recognized& crm);
/// The header of the day on which a record became a Lead; empty: none.
std::string lead_date_column(const std::vector<std::string>& header);

/// What a current-stage value most likely means: `Lead`, `MQL`, `SAL`, `SQL`, `Opportunity`, `Customer`, `Disqualified`, `Recycled`; empty: nobody can tell.
std::string stage_of_value(std::string_view value);
/// Is the text one of those that stand for nothing (`N/A`, `(No value)`, `-`)?
bool is_null_text(std::string_view value);

}  // namespace handoff
