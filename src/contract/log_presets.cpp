// What HubSpot and Salesforce call the columns of their activity and history exports, and which of their activities a person did.
// Salesforce: labels and API names of Task, Event and Lead History. A history has no column for the owner then: `Lead Owner` there is the owner of today.
// HubSpot: activity properties and the engagement types of its API.
#include "presets.hpp"

namespace handoff {
namespace {

using Table = std::map<std::string_view, std::vector<std::string>>;

const Table& hubspot_touch() {
  static const Table table = {
      {"lead_id", {"Associated Contact IDs", "Associated Contact ID", "Associated Lead IDs", "Contact ID", "Contact IDs", "Record ID - Contact", "contactIds"}},
      {"at", {"Activity date", "Activity Date", "hs_timestamp", "Timestamp", "Date"}},
      {"type", {"Activity type", "Engagement type", "Type", "hs_engagement_type"}},
      {"status", {"Task Status", "Call Status", "hs_task_status", "hs_call_status", "Status"}},
      {"outcome", {"Call outcome", "Meeting outcome", "hs_call_disposition", "hs_meeting_outcome", "Outcome"}},
      {"owner", {"Activity assigned to", "Assigned to", "hubspot_owner_id"}},
      {"direction", {"Call direction", "Email direction", "hs_call_direction", "hs_email_direction"}},
      {"subject", {"Subject", "Title", "hs_email_subject", "hs_call_title", "hs_meeting_title", "hs_task_subject"}}};
  return table;
}

const Table& salesforce_touch() {
  static const Table table = {
      {"lead_id", {"Lead ID", "WhoId", "Who Id", "Name ID", "LeadId"}},
      {"at", {"Completed Date/Time", "CompletedDateTime", "Completed Date", "Start", "StartDateTime", "ActivityDateTime", "Date", "Due Date", "Due Date Only", "ActivityDate"}},
      {"type", {"Type", "Task Subtype", "TaskSubtype", "Activity Subtype", "ActivitySubtype", "Event Subtype"}},
      {"status", {"Status"}},
      {"outcome", {"Call Result", "CallDisposition", "Result"}},
      {"owner", {"Assigned", "Assigned To", "Assigned To ID", "OwnerId", "Owner.Name"}},
      {"direction", {"Call Type", "CallType"}},
      {"subject", {"Subject"}}};
  return table;
}

const Table& hubspot_history() {
  static const Table table = {{"lead_id", {"Record ID", "Object ID", "Contact ID", "vid"}},
                              {"at", {"Timestamp", "Date of change", "Change date", "Date"}},
                              {"stage", {"Property value", "New value", "Value"}},
                              {"field", {"Property", "Property name"}}};
  return table;
}

const Table& salesforce_history() {
  static const Table table = {{"lead_id", {"Lead ID", "LeadId"}},
                              {"at", {"Edit Date", "CreatedDate", "Created Date"}},
                              {"stage", {"New Value", "NewValue"}},
                              {"field", {"Field / Event", "Field"}},
                              {"old", {"Old Value", "OldValue"}}};
  return table;
}

}  // namespace

std::vector<std::string> log_headers(std::string_view preset, std::string_view table, std::string_view field) {
  if (preset != "hubspot" && preset != "salesforce") return {};
  const bool hubspot = preset == "hubspot";
  const Table& known = table == "touch" ? (hubspot ? hubspot_touch() : salesforce_touch()) : hubspot ? hubspot_history() : salesforce_history();
  const auto found = known.find(field);
  return found == known.end() ? std::vector<std::string>{} : found->second;
}

std::map<std::string, std::string> preset_touch_types(std::string_view preset) {
  if (preset == "salesforce") return {{"call", "phone"}, {"email", "email"}, {"meeting", "meeting"}, {"event", "meeting"}, {"linkedin", "social"}};
  if (preset != "hubspot") return {};
  return {{"call", "phone"},          {"email", "email"},          {"meeting", "meeting"},  {"linkedin_message", "social"}, {"linkedin message", "social"},
          {"sms", "sms"},             {"whats_app", "whatsapp"},   {"whatsapp", "whatsapp"}, {"postal_mail", "post"},        {"postal mail", "post"}};
}

std::string preset_touch_where(std::string_view preset) { return preset == "salesforce" ? "status IS NULL OR status = 'Completed'" : ""; }

}  // namespace handoff
