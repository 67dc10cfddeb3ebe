// Labels that CRMs have given their columns over the years: HubSpot renames properties and names objects in its exports,
// Salesforce reports print labels where Data Loader prints API names. Custom properties cannot be known; [columns] names them.
#include "presets.hpp"

#include <map>

namespace handoff {
namespace {

using Table = std::map<std::string_view, std::vector<std::string>>;

/// The dates at which a contact entered a lifecycle stage, in HubSpot's families of labels: the old "Became a ... Date", and
/// the calculated "Date entered ..." with and without quotes and the pipeline's name.
std::vector<std::string> lifecycle(const std::string& became, const std::string& stage) {
  const std::string piped = stage + " (Lifecycle Stage Pipeline)";
  return {"Became " + became + " Date",
          "Date entered \"" + piped + "\"",
          "Date entered " + piped,
          "Date entered '" + piped + "'",
          "Date entered " + stage};
}

const Table& hubspot() {
  static const Table table = {
      {"lead_id", {"Record ID", "Record ID - Contact", "Record ID - Lead", "Contact ID", "Lead ID", "Object ID", "hs_object_id", "vid"}},
      {"email", {"Email", "Email Address", "Work email"}},
      {"first_name", {"First Name", "firstname"}},
      {"last_name", {"Last Name", "lastname"}},
      {"company", {"Company name", "Associated Company", "Primary Associated Object Name", "company"}},
      {"title", {"Job Title", "jobtitle"}},
      {"phone", {"Phone Number", "Mobile Phone Number", "phone"}},
      {"country", {"Country/Region", "Country", "IP Country"}},
      {"owner", {"Contact owner", "Lead owner", "HubSpot Owner", "hubspot_owner_id"}},
      {"team", {"HubSpot Team", "hubspot_team_id"}},
      {"account",
       {"Associated Company ID", "Associated Company IDs", "Primary Associated Company Object ID", "Primary Associated Company ID"}},
      {"target_account", {"Target Account", "hs_is_target_account"}},
      {"employees", {"Number of Employees", "Company size", "numemployees", "numberofemployees"}},
      {"industry", {"Industry"}},
      {"revenue", {"Annual Revenue", "annualrevenue"}},
      {"tech_stack", {"Web Technologies", "web_technologies"}},
      {"region", {"State/Region", "IP State/Region", "State"}},
      {"source", {"Original Source", "Original Traffic Source", "Original Source Type", "Lead Source", "Record source", "Contact Source",
                  "hs_analytics_source"}},
      {"source_detail",
       {"Original Source Drill-Down 1", "Original Traffic Source Drill-Down 1", "Record source detail 1", "hs_analytics_source_data_1"}},
      {"campaign", {"First Touch Converting Campaign", "Last Touch Converting Campaign"}},
      {"conversion", {"Recent Conversion", "First Conversion", "recent_conversion_event_name"}},
      {"converted_at", {"Recent Conversion Date", "First Conversion Date", "recent_conversion_date"}},
      {"created_at", {"Create Date", "Object create date/time", "Created Date", "createdate"}},
      {"assigned_at", {"Owner Assigned Date", "hubspot_owner_assigneddate"}},
      {"mql_at", lifecycle("a Marketing Qualified Lead", "Marketing Qualified Lead")},
      {"sql_at", lifecycle("a Sales Qualified Lead", "Sales Qualified Lead")},
      {"opportunity_at", lifecycle("an Opportunity", "Opportunity")},
      {"won_at", lifecycle("a Customer", "Customer")},
      {"first_touch_at", {"First outreach date", "Date of first outreach", "Date of first engagement", "hs_first_outreach_date"}},
      {"last_touch_at", {"Last Contacted", "notes_last_contacted"}},
      {"modified_at", {"Last Modified Date", "Object last modified date/time", "lastmodifieddate", "hs_lastmodifieddate"}},
      {"last_signal_at", {"Time of Last Session", "Time of Last Visit", "Time Last Seen", "Last Engagement Date"}},
      {"stage", {"Lifecycle Stage", "Lead stage", "Contact Stage", "lifecyclestage"}},
      {"lead_status", {"Lead Status", "hs_lead_status"}},
      {"touches", {"Number of times contacted", "Number of Sales Activities", "num_contacted_notes"}},
      {"disposition_reason", {"Disqualification Reason", "Unqualified Reason"}},
      {"score", {"HubSpot Score", "Lead Score", "Contact Score", "hubspotscore"}},
      {"amount", {"Recent Deal Amount", "Open deal amount", "Closed won deal amount", "Amount", "recent_deal_amount"}},
      {"currency", {"Currency"}},
      {"deal_stage", {"Deal Stage", "dealstage"}},
  };
  return table;
}

const Table& salesforce() {
  static const Table table = {
      {"lead_id", {"Lead ID", "Id", "Lead ID 18", "Lead ID (18)", "18 Digit Lead ID", "LeadId"}},
      {"email", {"Email"}},
      {"first_name", {"First Name", "FirstName"}},
      {"last_name", {"Last Name", "LastName"}},
      {"company", {"Company", "Company / Account", "CompanyOrAccount", "Company/Account"}},
      {"title", {"Title"}},
      {"phone", {"Phone", "Mobile", "MobilePhone"}},
      {"country", {"Country", "Country (text only)", "CountryCode", "Country Code"}},
      {"owner", {"Lead Owner", "Owner", "Owner Name", "Owner.Name", "OwnerId", "Owner ID", "Lead Owner: Full Name"}},
      {"team", {"Owner Role", "Lead Owner: Role", "Owner.UserRole.Name"}},
      {"account", {"Converted Account ID", "ConvertedAccountId", "Account ID", "AccountId"}},
      {"employees", {"No. of Employees", "Employees", "NumberOfEmployees", "Number of Employees"}},
      {"industry", {"Industry"}},
      {"revenue", {"Annual Revenue", "AnnualRevenue"}},
      {"region", {"State/Province", "State", "State/Province (text only)", "StateCode"}},
      {"source", {"Lead Source", "LeadSource"}},
      {"campaign", {"Campaign Name", "Campaign: Campaign Name", "Campaign.Name", "CampaignId"}},
      {"created_at", {"Create Date", "Created Date", "CreatedDate"}},
      {"assigned_at", {"Last Transfer Date", "LastTransferDate"}},
      {"opportunity_at", {"Converted Date", "ConvertedDate"}},
      {"first_touch_at", {"First Call Date", "FirstCallDateTime", "First Email Date", "FirstEmailDateTime"}},
      {"last_touch_at", {"Last Activity", "Last Activity Date", "LastActivityDate"}},
      {"modified_at", {"Last Modified", "Last Modified Date", "LastModifiedDate", "SystemModstamp", "System Modstamp"}},
      {"stage", {"Lead Status", "Status"}},
      {"lead_status", {"Lead Status", "Status"}},
      {"score", {"Lead Score", "Score", "pi__score__c", "Pardot Score"}},
      {"amount", {"Amount", "Opportunity Amount"}},
      {"currency", {"Lead Currency", "Currency", "CurrencyIsoCode", "Currency ISO Code"}},
      {"deal_stage", {"Stage", "StageName", "Opportunity Stage"}},
  };
  return table;
}

}  // namespace

const std::vector<std::string>& preset_names() {
  static const std::vector<std::string> names = {"none", "hubspot", "salesforce"};
  return names;
}

std::vector<std::string> preset_headers(std::string_view preset, std::string_view field) {
  if (preset != "hubspot" && preset != "salesforce") return {};
  const Table& table = preset == "hubspot" ? hubspot() : salesforce();
  const auto it = table.find(field);
  return it == table.end() ? std::vector<std::string>{} : it->second;
}

int preset_rows(std::string_view preset) {
  if (preset == "hubspot") return static_cast<int>(hubspot().size());
  return preset == "salesforce" ? static_cast<int>(salesforce().size()) : 0;
}

std::vector<std::string> preset_nulls(std::string_view preset) {
  return preset == "hubspot" ? std::vector<std::string>{"(No value)"} : std::vector<std::string>{};
}

}  // namespace handoff
