// Recognising exports by their headers; the real ones of ../shared/data are read where they are there.
#include <filesystem>
#include <fstream>

#include "catch.hpp"
#include "contract_file.hpp"
#include "draft/crm_labels.hpp"
#include "draft/draft.hpp"
#include "handoff/text/error.hpp"

using namespace handoff;

namespace {

std::string column_of(const std::vector<std::string>& header, std::string_view field) {
  for (const ProposedColumn& one : propose_columns(header, recognize(header)))
    if (known_fields()[one.field].name == field) return one.header;
  return "";
}

/// The header line of a file whose first line is quoted CSV.
std::vector<std::string> header_of(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::string line, cell;
  std::getline(in, line);
  std::vector<std::string> out;
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') cell += line[++i];
    else if (line[i] == '"') quoted = !quoted;
    else if (line[i] == ',' && !quoted) out.push_back(std::exchange(cell, ""));
    else if (line[i] != '\r') cell += line[i];
  }
  out.push_back(cell);
  return out;
}

}  // namespace

TEST_CASE("each CRM is told by two headers of its own") {
  CHECK(recognize({"Record ID", "Contact owner", "x"}).crm == "HubSpot");
  CHECK(recognize({"Record ID", "Contact owner", "x"}).by == std::vector<std::string>{"Record ID", "Contact owner"});
  CHECK(recognize({"Id", "LeadSource", "OwnerId"}).preset == "salesforce");
  CHECK(recognize({"Record Id", "Created Time", "Lead Owner"}).crm == "Zoho");
  CHECK(recognize({"Lead - ID", "Person - Name"}).crm == "Pipedrive");
  CHECK(recognize({"Record ID", "name"}).crm.empty());
  CHECK(recognize({"lead_id", "mql_date"}).preset == "none");
}

TEST_CASE("both families of HubSpot's stage dates, and drifted labels") {
  CHECK(column_of({"Record ID", "Contact owner", "Became a Marketing Qualified Lead Date"}, "mql_at") == "Became a Marketing Qualified Lead Date");
  const std::string entered = "Date entered \"Marketing Qualified Lead (Lifecycle Stage Pipeline)\"";
  CHECK(column_of({"Contact ID", entered, "Original Traffic Source"}, "mql_at") == entered);
  CHECK(column_of({"Record ID", "Contact owner", "job title"}, "title") == "job title");
}

TEST_CASE("a header holds one field, but for the stage and the lead status") {
  const std::vector<std::string> header = {"Id", "LeadSource", "OwnerId", "Status"};
  CHECK(column_of(header, "stage") == "Status");
  CHECK(column_of(header, "lead_status") == "Status");
  CHECK(column_of({"lead_id", "email", "mql_date", "first_sales_touch_datetime"}, "first_touch_at") == "first_sales_touch_datetime");
}

TEST_CASE("values of a current stage") {
  CHECK(stage_of_value("Marketing Qualified Lead") == "MQL");
  CHECK(stage_of_value("salesqualifiedlead") == "SQL");
  CHECK(stage_of_value("Open - Not Contacted") == "Lead");
  CHECK(stage_of_value("Evangelist").empty());
  CHECK(is_null_text("(No value)"));
  CHECK(is_null_text("-None-"));
  CHECK_FALSE(is_null_text("Nonesuch"));
}

TEST_CASE("every template makes a contract that loads, whatever the export has") {
  const std::vector<std::vector<std::string>> headers = {
      {"Record ID", "Contact owner", "Became a Marketing Qualified Lead Date", "Target Account", "say \"it\"", "back\\slash"},
      {"a", "b"},
      {"Id", "LeadSource", "OwnerId", "Status", "ConvertedDate"}};
  for (const std::vector<std::string>& header : headers) {
    DraftFacts facts;
    facts.file = "x.csv";
    facts.header = header;
    facts.crm = recognize(header);
    facts.columns = propose_columns(header, facts.crm);
    facts.nulls = {"N/A"};
    facts.order_open = {"Create Date"};
    facts.stages = {{"MQL", 3}, {"mql", 2}, {"it's \"so\"", 1}};
    CHECK(draft_names().size() >= 6);
    for (const std::string& name : draft_names()) {
      INFO(name);
      CHECK_NOTHROW(draft_contract(facts, name));
      facts.zone = "Europe/Berlin";
      CHECK(parse_contract(draft_contract(facts, name), "x").zone->name() == "Europe/Berlin");
      facts.zone.clear();
    }
  }
  CHECK_THROWS_AS(draft_contract(DraftFacts{}, "none such"), Error);
}

TEST_CASE("real HubSpot headers are all recognised, and tell leads apart") {
  const std::filesystem::path folder = "../shared/data/hubspot-headers";
  if (!std::filesystem::exists(folder)) return;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    INFO(entry.path());
    const std::vector<std::string> header = header_of(entry.path());
    CHECK(recognize(header).crm == "HubSpot");
    CHECK_FALSE(column_of(header, "lead_id").empty());
    ++files;
  }
  CHECK(files == 6);
}
