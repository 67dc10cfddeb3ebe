// Presets hold the labels of real exports; where such exports lie beside the project, their headers are looked up in them.
#include <algorithm>
#include <fstream>

#include "contract_texts.hpp"
#include "presets.hpp"
#include "toml_reader.hpp"

using namespace handoff;

namespace {

bool knows(const char* preset, const char* field, const char* header) {
  const std::vector<std::string> headers = preset_headers(preset, field);
  return std::find(headers.begin(), headers.end(), header) != headers.end();
}

const std::string shared_data = "../shared/data/";

/// The header cells of a CSV file; none when the file is not there.
std::vector<std::string> header_of(const std::string& path) {
  std::ifstream file(path);
  std::string line, cell;
  std::vector<std::string> cells;
  if (!std::getline(file, line)) return cells;
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
      cell += line[++i];
    else if (line[i] == '"')
      quoted = !quoted;
    else if (line[i] == ',' && !quoted)
      cells.push_back(std::exchange(cell, ""));
    else if (line[i] != '\r')
      cell += line[i];
  }
  cells.push_back(cell);
  return cells;
}

/// The header that a field would be read from; empty: none.
std::string found(const char* preset, const char* field, const std::vector<std::string>& header) {
  for (const std::string& candidate : preset_headers(preset, field)) {
    for (const std::string& cell : header) {
      if (same_name(cell, candidate)) return cell;
    }
  }
  return {};
}

}  // namespace

TEST_CASE("every preset row is a canonical field, and no header stands in it twice") {
  for (const char* preset : {"hubspot", "salesforce"}) {
    int fields = 0;
    for (const KnownField& field : known_fields()) {
      const std::vector<std::string> headers = preset_headers(preset, field.name);
      fields += headers.empty() ? 0 : 1;
      for (std::size_t i = 0; i < headers.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          INFO(preset << " " << field.name << ": " << headers[i]);
          CHECK_FALSE(same_name(headers[i], headers[j]));
        }
      }
    }
    CHECK(fields == preset_rows(preset));  // a row under a misspelt name would never be asked for
  }
  CHECK(preset_headers("none", "email").empty());
}

TEST_CASE("HubSpot's labels, in all their families") {
  CHECK(knows("hubspot", "mql_at", "Became a Marketing Qualified Lead Date"));
  CHECK(knows("hubspot", "mql_at", "Date entered \"Marketing Qualified Lead (Lifecycle Stage Pipeline)\""));
  CHECK(knows("hubspot", "mql_at", "Date entered Marketing Qualified Lead (Lifecycle Stage Pipeline)"));
  CHECK(knows("hubspot", "opportunity_at", "Became an Opportunity Date"));
  CHECK(knows("hubspot", "won_at", "Became a Customer Date"));
  for (const char* id : {"Record ID", "Record ID - Contact", "Contact ID", "hs_object_id"}) CHECK(knows("hubspot", "lead_id", id));
  CHECK(knows("hubspot", "source", "Original Source"));
  CHECK(knows("hubspot", "source", "Original Traffic Source"));
}

TEST_CASE("Salesforce's labels and API names") {
  for (const char* id : {"Id", "Lead ID"}) CHECK(knows("salesforce", "lead_id", id));
  for (const char* name : {"NumberOfEmployees", "No. of Employees", "Employees"}) CHECK(knows("salesforce", "employees", name));
  for (const char* name : {"OwnerId", "Lead Owner", "Owner"}) CHECK(knows("salesforce", "owner", name));
  for (const char* name : {"LastModifiedDate", "SystemModstamp"}) CHECK(knows("salesforce", "modified_at", name));
  CHECK(knows("salesforce", "created_at", "CreatedDate"));
  CHECK(knows("salesforce", "lead_status", "Lead Status"));
}

TEST_CASE("a contract's own header replaces the preset's") {
  const Contract c = parse_contract(least_contract + "[columns]\npreset = \"hubspot\"\nmql_at = \"MQL on\"\n", "sla.toml");
  CHECK(c.fields[find_field(c, "mql_at")].headers == std::vector<std::string>{"MQL on"});
  const std::vector<std::string>& sql = c.fields[find_field(c, "sql_at")].headers;
  CHECK(sql.front() == "Became a Sales Qualified Lead Date");
  CHECK(sql.back() == "sql_at");
  CHECK_FALSE(c.fields[find_field(c, "sql_at")].named_by_contract);
  CHECK(c.nulls == std::vector<std::string>{"(No value)"});
}

TEST_CASE("headers of real exports are recognised") {
  struct Expected {
    const char* file;
    const char* preset;
    const char* field;
    const char* header;
  };
  const Expected all[] = {
      {"hubspot-headers/all-contacts-2023_header.csv", "hubspot", "lead_id", "Record ID"},
      {"hubspot-headers/all-contacts-2023_header.csv", "hubspot", "company", "Company Name"},
      {"hubspot-headers/all-contacts-2023_header.csv", "hubspot", "sql_at", "Became a Sales Qualified Lead Date"},
      {"hubspot-headers/all-contacts-2023_header.csv", "hubspot", "modified_at", "Last Modified Date"},
      {"hubspot-headers/contacts-2019_header_subset.csv", "hubspot", "lead_id", "Contact ID"},
      {"hubspot-headers/contacts_record-id-contact_header.csv", "hubspot", "lead_id", "Record ID - Contact"},
      {"hubspot-headers/custom-report_date-entered_header.csv", "hubspot", "mql_at",
       "Date entered \"Marketing Qualified Lead (Lifecycle Stage Pipeline)\""},
      {"hubspot-headers/leads-object_header.csv", "hubspot", "first_touch_at", "First Outreach Date"},
      {"hubspot-headers/leads-object_header.csv", "hubspot", "owner", "Lead Owner"},
      {"hubspot-headers/leads-object_header.csv", "hubspot", "disposition_reason", "Disqualification Reason"},
      {"hubspot-export/hubspot-crm-exports-all-customers-2025-04-08.csv", "hubspot", "created_at", "Create Date"},
      {"salesforce-dataloader/Lead.csv", "salesforce", "lead_id", "Id"},
      {"salesforce-dataloader/Lead.csv", "salesforce", "employees", "NumberOfEmployees"},
      {"salesforce-dataloader/Lead.csv", "salesforce", "source", "LeadSource"},
      {"salesforce-dataloader/Lead.csv", "salesforce", "opportunity_at", "ConvertedDate"},
  };
  for (const Expected& expected : all) {
    const std::vector<std::string> header = header_of(shared_data + expected.file);
    if (header.empty()) continue;  // the exports do not travel with the project
    INFO(expected.file << " " << expected.field);
    CHECK(found(expected.preset, expected.field, header) == expected.header);
  }
}
