// The columns of an export, in the order in which they stand; `--columns` takes the first so many.
#pragma once
#include <array>
#include <string_view>

#include "options.hpp"

namespace synth {

enum class Column : std::uint8_t {
  lead_id, first_name, last_name, email, company, title, owner, team, industry, employees, source, campaign, conversion, stage, intent,
  created, mql, sal, sql, opportunity, won, assigned, first_touch, disposition, reason, disposed, disqualified, amount, modified, message,
  country, signal, phone, city, pageviews, forms, opened, website, zip, language, persona, deals, clicks, sessions, count_
};

/// `field` is what the contract calls it; empty: nothing needs it. `type` is set where the field is not one of the canonical ones.
struct ColumnName { std::string_view field, type, hubspot, salesforce; };

inline constexpr std::array<ColumnName, static_cast<std::size_t>(Column::count_)> column_names = {{
    {"lead_id", "", "Record ID", "Id"},
    {"first_name", "", "First Name", "FirstName"},
    {"last_name", "", "Last Name", "LastName"},
    {"email", "", "Email", "Email"},
    {"company", "", "Company Name", "Company"},
    {"title", "", "Job Title", "Title"},
    {"owner", "", "Contact owner", "Owner.Name"},
    {"team", "", "HubSpot Team", "Team__c"},
    {"industry", "", "Industry", "Industry"},
    {"employees", "", "Number of Employees", "NumberOfEmployees"},
    {"source", "", "Original Source", "LeadSource"},
    {"campaign", "", "First Touch Converting Campaign", "Campaign__c"},
    {"conversion", "", "Recent Conversion", "Recent_Conversion__c"},
    {"stage", "", "Lifecycle Stage", "Status"},
    {"score", "", "HubSpot Score", "Intent_Score__c"},
    {"created_at", "", "Create Date", "CreatedDate"},
    {"mql_at", "", "Became a Marketing Qualified Lead Date", "MQL_Date__c"},
    {"sal_at", "", "Date entered \"Sales Accepted Lead (Lifecycle Stage Pipeline)\"", "SAL_Date__c"},
    {"sql_at", "", "Became a Sales Qualified Lead Date", "SQL_Date__c"},
    {"opportunity_at", "", "Became an Opportunity Date", "ConvertedDate"},
    {"won_at", "", "Became a Customer Date", "Won_Date__c"},
    {"assigned_at", "", "Owner Assigned Date", "Assigned_Date__c"},
    {"first_touch_at", "", "First Outreach Date", "First_Touch__c"},
    {"disposition", "", "Lead Disposition", "Disposition__c"},
    {"disposition_reason", "", "Disqualification Reason", "Disposition_Reason__c"},
    {"disposition_at", "", "Disposition Date", "Disposition_Date__c"},
    {"disqualified_at", "date", "Disqualified Date", "Disqualified_Date__c"},
    {"amount", "", "Recent Deal Amount", "Amount__c"},
    {"modified_at", "", "Last Modified Date", "LastModifiedDate"},
    {"", "", "Message", "Description"},
    {"country", "", "Country/Region", "Country"},
    {"last_signal_at", "", "Recent Conversion Date", "Last_Signal__c"},
    {"", "", "Phone Number", "Phone"},
    {"", "", "City", "City"},
    {"", "", "Number of Pageviews", "Pageviews__c"},
    {"", "", "Number of Form Submissions", "Forms__c"},
    {"", "", "Marketing emails opened", "Emails_Opened__c"},
    {"", "", "Website URL", "Website"},
    {"", "", "Postal Code", "PostalCode"},
    {"", "", "Preferred language", "Language__c"},
    {"", "", "Persona", "Persona__c"},
    {"", "", "Number of Associated Deals", "Deals__c"},
    {"", "", "Marketing emails clicked", "Emails_Clicked__c"},
    {"", "", "Number of Sessions", "Sessions__c"},
}};
static_assert(column_names.size() == columns_max);

inline std::string_view header_of(const Options& options, Column column) {
  const ColumnName& name = column_names[static_cast<std::size_t>(column)];
  return options.style == Style::hubspot ? name.hubspot : name.salesforce;
}

}  // namespace synth
