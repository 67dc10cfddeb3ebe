// Headers are compared without case, blanks and underscores: labels drift, API names do not, and both stay recognisable.
#include "draft/crm_labels.hpp"

#include <algorithm>
#include <map>

#include "handoff/contract/money.hpp"
#include "handoff/text/ascii.hpp"
#include "presets.hpp"

namespace handoff {
namespace {

struct TellTale { std::string_view crm, preset; std::vector<std::string_view> headers, beginnings; };

const std::vector<TellTale>& tell_tales() {
  static const std::vector<TellTale> list = {
      {"HubSpot", "hubspot",
       {"Record ID", "Record ID - Contact", "Record ID - Lead", "Contact ID", "Contact owner", "Lifecycle Stage", "HubSpot Score", "HubSpot Team", "Create Date",
        "Original Source", "Original Traffic Source", "Original Source Drill-Down 1", "Original Traffic Source Drill-Down 1", "Number of times contacted",
        "Last Contacted", "Recent Conversion", "First Conversion", "Owner Assigned Date", "Object create date/time", "Contact Stage", "Lead stage", "Record source",
        "Primary Associated Object Name", "Favorite Content Topics", "Lead response time (HH:mm:ss)", "hs_object_id", "hubspot_owner_id"},
       {"Became a ", "Date entered ", "HubSpot "}},
      {"Salesforce", "salesforce",
       {"Lead ID", "LeadSource", "OwnerId", "IsConverted", "ConvertedDate", "ConvertedAccountId", "CreatedDate", "CreatedById", "LastModifiedById", "SystemModstamp",
        "LastTransferDate", "LastActivityDate", "NumberOfEmployees", "Company / Account", "Last Transfer Date", "Converted", "Lead Owner: Full Name", "MasterRecordId",
        "Lead Owner", "Unread By Owner", "Last Activity", "Created Date"},
       {}},
      {"Pipedrive", "none", {"Lead - Title", "Deal - Title", "Contact person", "Lead created", "Deal created", "Person created", "Won time", "Lost time", "Lost reason", "Next activity date", "Currency of Value"}, {"Person - ", "Deal - ", "Organization - ", "Lead - "}},
      {"Zoho", "none",
       {"Record Id", "Lead Owner.id", "Lead Owner Id", "Created Time", "Modified Time", "Last Activity Time", "Converted Date Time", "Is Converted", "Secondary Email",
        "Skype ID", "Email Opt Out", "Created By.id", "Lead Conversion Time", "Unsubscribed Mode"},
       {}},
  };
  return list;
}

using Labels = std::map<std::string_view, std::vector<std::string>>;

const Labels& pipedrive() {
  static const Labels table = {
      {"lead_id", {"Lead - ID", "Deal - ID", "Person - ID", "ID"}}, {"email", {"Person - Email", "Person - Email - Work", "Email - Work"}},
      {"first_name", {"Person - Name", "Contact person", "Lead - Contact person", "Deal - Contact person"}},
      {"company", {"Organization - Name", "Lead - Organization", "Deal - Organization", "Person - Organization", "Organization"}},
      {"phone", {"Person - Phone", "Person - Phone - Work", "Phone - Work"}}, {"owner", {"Lead - Owner", "Deal - Owner", "Person - Owner"}},
      {"source", {"Lead - Source", "Lead - Source channel", "Deal - Source channel", "Source channel", "Source"}},
      {"created_at", {"Lead - Lead created", "Lead - Created", "Deal - Deal created", "Person - Person created", "Lead created", "Deal created", "Person created"}},
      {"modified_at", {"Lead - Update time", "Deal - Update time", "Person - Update time", "Update time"}}, {"won_at", {"Deal - Won time", "Won time"}},
      {"lost_at", {"Deal - Lost time", "Lost time"}}, {"disposition_reason", {"Deal - Lost reason", "Lost reason"}},
      {"last_touch_at", {"Lead - Last activity date", "Deal - Last activity date", "Person - Last activity date", "Last activity date"}},
      {"stage", {"Deal - Stage", "Lead - Status", "Stage"}}, {"amount", {"Deal - Value", "Lead - Value", "Value"}},
      {"currency", {"Deal - Currency", "Deal - Currency of Value", "Lead - Currency", "Lead - Currency of Value", "Currency", "Currency of Value"}},
      {"employees", {"Organization - Number of employees", "Organization - Employee count"}}, {"industry", {"Organization - Industry"}}};
  return table;
}

const Labels& zoho() {
  static const Labels table = {
      {"lead_id", {"Record Id", "Lead Id"}}, {"owner", {"Lead Owner", "Contact Owner"}}, {"employees", {"No. of Employees", "No of Employees"}},
      {"revenue", {"Annual Revenue"}}, {"source", {"Lead Source"}}, {"stage", {"Lead Status"}}, {"lead_status", {"Lead Status"}},
      {"created_at", {"Created Time"}}, {"modified_at", {"Modified Time"}}, {"last_touch_at", {"Last Activity Time"}},
      {"opportunity_at", {"Converted Date Time", "Lead Conversion Time"}}, {"score", {"Score", "Scoring", "Positive Score"}}};
  return table;
}

/// Names that exports of home-made reports and warehouses use.
const Labels& common() {
  static const Labels table = {
      {"lead_id", {"Lead ID", "Contact ID", "Record ID", "ID", "Salesforce Lead ID"}}, {"email", {"Email", "E-mail", "Email Address"}},
      {"first_name", {"First Name"}}, {"last_name", {"Last Name"}}, {"company", {"Company", "Company Name", "Account Name"}},
      {"title", {"Title", "Job Title"}}, {"phone", {"Phone", "Phone Number"}}, {"country", {"Country"}}, {"owner", {"Owner", "Lead Owner", "Owner ID", "Owner Name", "AE owner"}},
      {"employees", {"Employees", "Employee Count", "Number of Employees", "Company Size"}}, {"industry", {"Industry"}}, {"segment", {"Segment"}}, {"region", {"Region", "State"}},
      {"source", {"Lead Source", "Source", "Original Source"}}, {"campaign", {"Campaign", "utm_campaign"}}, {"created_at", {"Created Date", "Create Date", "Created At", "Created"}},
      {"assigned_at", {"Assigned Date", "Assigned At"}}, {"mql_at", {"MQL Date", "MQL At", "Date of MQL"}}, {"sal_at", {"SAL Date", "SAL At", "Date entered \"Sales Accepted Lead (Lifecycle Stage Pipeline)\"", "Date entered Sales Accepted Lead"}}, {"sql_at", {"SQL Date", "SQL At"}},
      {"opportunity_at", {"Opportunity Date", "Opp Date"}}, {"won_at", {"Won Date", "Closed Won Date"}}, {"lost_at", {"Lost Date"}},
      {"first_touch_at", {"First Touch Date", "First Sales Touch Datetime", "First Response Date", "First Outreach Date", "First Contacted Date", "First Attempted Date", "First Touch"}},
      {"last_touch_at", {"Last Touch Date", "Last Activity Date", "Last Contacted"}}, {"modified_at", {"Last Modified Date", "Updated At", "Modified Date"}},
      {"disposition", {"Disposition", "Lead Disposition", "Disposition__c"}}, {"disposition_reason", {"Disposition Reason", "Disqualified Reason", "Disqualification Reason", "Rejection Reason", "Unqualified Reason", "Unqualified_Reason__c"}},
      {"disposition_at", {"Disposition Date", "Disqualified Date"}}, {"discovery_at", {"Discovery Call Date", "Discovery Date"}},
      {"stage", {"Lifecycle Stage", "Stage", "Funnel Stage", "Imported Funnel Stage", "Lead Status", "Status"}}, {"lead_status", {"Lead Status", "Status"}},
      {"fit", {"Fit Score"}}, {"intent", {"Intent Score", "Engagement Score"}}, {"score", {"Lead Score", "Score"}}, {"amount", {"Amount"}}, {"currency", currency_headers()},
      {"deal_stage", {"Deal Stage"}}};
  return table;
}

std::vector<std::string> labels_of(const Labels& table, std::string_view field) {
  const auto it = table.find(field);
  return it == table.end() ? std::vector<std::string>{} : it->second;
}

}  // namespace

std::vector<std::string> known_labels() {
  std::vector<std::string> labels;
  for (const TellTale& crm : tell_tales()) labels.insert(labels.end(), crm.headers.begin(), crm.headers.end());
  for (const Labels* table : {&pipedrive(), &zoho(), &common()})
    for (const auto& [field, names] : *table) labels.insert(labels.end(), names.begin(), names.end());
  for (const KnownField& field : known_fields()) {
    labels.emplace_back(field.name);
    for (const std::string& preset : preset_names())
      for (std::string& name : preset_headers(preset, field.name)) labels.push_back(std::move(name));
  }
  return labels;
}

Recognized recognize(const std::vector<std::string>& header) {
  Recognized best;
  best.preset = "none";
  for (const TellTale& crm : tell_tales()) {
    Recognized one{std::string(crm.crm), std::string(crm.preset), {}};
    for (const std::string& name : header) {
      // Zoho's `Record Id` and HubSpot's `Record ID` differ in case alone.
      const bool named = std::find(crm.headers.begin(), crm.headers.end(), name) != crm.headers.end();
      const bool begun = std::any_of(crm.beginnings.begin(), crm.beginnings.end(), [&](std::string_view start) { return name.starts_with(start); });
      if (named || begun) one.by.push_back(name);
    }
    const bool told = one.by.size() >= 2 || (one.by.size() == 1 && one.by.front().starts_with("HubSpot Contact ID"));  // it names itself
    if (told && one.by.size() > best.by.size()) best = std::move(one);
  }
  return best;
}

std::vector<ProposedColumn> propose_columns(const std::vector<std::string>& header, const Recognized& crm) {
  std::map<std::string, std::string> by_fold;
  for (const std::string& name : header)
    if (!name.empty()) by_fold.emplace(folded_header(name), name);
  std::vector<ProposedColumn> out;
  const auto taken = [&](const std::string& name, std::string_view field) {
    return std::any_of(out.begin(), out.end(), [&](const ProposedColumn& one) {
      return one.header == name && !(field == "lead_status" && known_fields()[one.field].name == "stage");
    });
  };
  const auto add = [&](FieldId field, const std::vector<std::string>& labels) {
    for (const std::string& label : labels) {
      const auto exact = std::find(header.begin(), header.end(), label);
      const auto loose = by_fold.find(folded_header(label));
      const std::string name = exact != header.end() ? *exact : loose != by_fold.end() ? loose->second : "";
      if (name.empty() || taken(name, known_fields()[field].name)) continue;
      out.push_back({field, name});
      return true;
    }
    return false;
  };
  // The CRM's own labels first for all fields, so that a common name does not take a column from the field it belongs to.
  std::vector<bool> found(known_fields().size());
  for (std::size_t i = 0; i < known_fields().size(); ++i) {
    const std::string_view name = known_fields()[i].name;
    found[i] = add(static_cast<FieldId>(i), crm.crm == "Pipedrive" ? labels_of(pipedrive(), name) : crm.crm == "Zoho" ? labels_of(zoho(), name) : preset_headers(crm.preset, name));
  }
  for (std::size_t i = 0; i < known_fields().size(); ++i) {
    std::vector<std::string> labels = labels_of(common(), known_fields()[i].name);
    labels.emplace_back(known_fields()[i].name);
    if (crm.crm == "Pipedrive" && known_fields()[i].name == "title") continue;  // of a lead or a deal, not of a person
    if (!found[i]) add(static_cast<FieldId>(i), labels);
  }
  std::sort(out.begin(), out.end(), [](const ProposedColumn& a, const ProposedColumn& b) { return a.field < b.field; });
  return out;
}

std::vector<std::string> id_columns(const std::vector<std::string>& header, const Recognized& crm) {
  std::vector<std::string> labels = crm.crm == "Pipedrive" ? labels_of(pipedrive(), "lead_id") : crm.crm == "Zoho" ? labels_of(zoho(), "lead_id") : preset_headers(crm.preset, "lead_id");
  for (const std::string& label : labels_of(common(), "lead_id")) labels.push_back(label);
  labels.emplace_back("lead_id");
  std::vector<std::string> out;
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  };
  for (const std::string& label : labels) {
    for (const std::string& name : header)
      if (name == label) add(name);
    for (const std::string& name : header)
      if (folded_header(name) == folded_header(label)) add(name);
  }
  for (const std::string& name : header)
    for (const std::string_view start : {"hubspotcontactid", "salesforceleadid", "contactid", "leadid", "personid", "recordid"})
      if (folded_header(name).starts_with(start)) add(name);
  return out;
}

std::string lead_date_column(const std::vector<std::string>& header) {
  for (const std::string_view label : {"Became a Lead Date", "Date entered \"Lead (Lifecycle Stage Pipeline)\"", "Date entered Lead (Lifecycle Stage Pipeline)"})
    for (const std::string& name : header)
      if (folded_header(name) == folded_header(label)) return name;
  return {};
}

std::string stage_of_value(std::string_view value) {
  static const std::map<std::string, std::string> known = {
      {"subscriber", "Lead"}, {"lead", "Lead"}, {"new", "Lead"}, {"raw", "Lead"}, {"open", "Lead"}, {"open-notcontacted", "Lead"}, {"working", "Lead"},
      {"working-contacted", "Lead"}, {"contacted", "Lead"}, {"attemptedtocontact", "Lead"}, {"notcontacted", "Lead"}, {"inquiry", "Lead"},
      {"marketingqualifiedlead", "MQL"}, {"mql", "MQL"}, {"marketingqualified", "MQL"}, {"salesacceptedlead", "SAL"}, {"sal", "SAL"}, {"accepted", "SAL"},
      {"salesqualifiedlead", "SQL"}, {"sql", "SQL"}, {"salesqualified", "SQL"}, {"qualified", "SQL"}, {"opportunity", "Opportunity"}, {"sqo", "Opportunity"},
      {"closed-converted", "Opportunity"}, {"converted", "Opportunity"}, {"customer", "Customer"}, {"won", "Customer"}, {"closedwon", "Customer"},
      {"disqualified", "Disqualified"}, {"unqualified", "Disqualified"}, {"closed-notconverted", "Disqualified"}, {"rejected", "Disqualified"}, {"junk", "Disqualified"},
      {"junklead", "Disqualified"}, {"lostlead", "Disqualified"}, {"lost", "Disqualified"}, {"closedlost", "Disqualified"}, {"notqualified", "Disqualified"},
      {"recycled", "Recycled"}, {"nurture", "Recycled"}, {"nurturing", "Recycled"}};
  const auto it = known.find(folded_header(value));
  return it == known.end() ? "" : it->second;
}

bool is_null_text(std::string_view value) {
  static const std::vector<std::string> known = {"(novalue)", "n/a", "na", "#n/a", "-", "--", "none", "null", "nil", "select", "-none-", "(blank)", "undefined"};
  return std::find(known.begin(), known.end(), folded_header(value)) != known.end();
}

}  // namespace handoff
