// Lines that say DECIDE do what they say: the words taken out, a contract is left.
#include "catch.hpp"
#include "contract_file.hpp"
#include "draft/draft.hpp"
#include "signing/signing.hpp"

using namespace handoff;

namespace {

DraftFacts facts_for(const std::vector<std::string>& header) {
  DraftFacts facts;
  facts.file = "leads.csv";
  facts.header = header;
  facts.rows = 3;
  facts.crm = recognize(header);
  facts.columns = propose_columns(header, facts.crm);
  facts.lead_date = lead_date_column(header);
  facts.order_open = {"Create Date"};
  facts.nulls = {"N/A"};
  facts.stages = {{"Lead", 2}, {"Marketing Qualified Lead", 1}, {"Strange", 1}};
  facts.dispositions = {{"Accepted", 2}, {"Recycled", 1}, {"recycled", 1}};
  facts.industries = {{"B2B SaaS", 2}, {"Farmer's", 1}};
  return facts;
}

std::string without_marks(std::string text) {
  const std::string mark = "# DECIDE:";
  for (std::size_t at; (at = text.find(mark)) != std::string::npos;) text.erase(at, mark.size());
  return text;
}

}  // namespace

TEST_CASE("the words DECIDE taken out, every plain contract loads") {
  const std::vector<std::vector<std::string>> headers = {
      {"a", "b"},
      {"Record ID", "Contact owner", "Create Date", "Became a Lead Date", "Became a Marketing Qualified Lead Date", "First Outreach Date", "Number of Employees", "HubSpot Score", "Lifecycle Stage"},
      {"Lead ID", "LeadSource", "Industry", "Status", "Disposition"}};
  for (const std::vector<std::string>& header : headers) {
    const std::string text = draft_contract(facts_for(header), "plain");
    INFO(text);
    CHECK_NOTHROW(parse_contract(without_marks(text), "sla.toml"));
  }
}

TEST_CASE("proposals name what the export has, as it is written there") {
  const std::string text = draft_contract(facts_for({"Lead ID", "LeadSource", "Industry", "Status", "Disposition"}), "plain");
  CHECK(text.find("# DECIDE: icp = \"industry IN ('B2B SaaS')\"") != std::string::npos);
  CHECK(text.find("employees BETWEEN") == std::string::npos);
  CHECK(text.find("# DECIDE: states = [\"Accepted\", \"Recycled\"]\n") != std::string::npos);
  const std::string dated = draft_contract(facts_for({"Record ID", "Contact owner", "Create Date", "Became a Lead Date"}), "plain");
  CHECK(dated.find("name = \"Lead\"\nat = \"lead_at\"\n") != std::string::npos);
}

TEST_CASE("a proposed table is one thing to settle") {
  const std::vector<Undecided> open = undecided_lines("# DECIDE: [disposition]\n# DECIDE: states = [\"a\"]\n# DECIDE: limit = \"72h\"\n\n# DECIDE: # a word\n");
  REQUIRE(open.size() == 2);
  CHECK(open[0].what == "[disposition], states = [\"a\"], limit = \"72h\"");
  CHECK(open[1].line == 5);
  CHECK(open[1].what == "a word");
}

TEST_CASE("columns of reports and of Pipedrive") {
  const auto column = [](const std::vector<std::string>& header, std::string_view field) {
    for (const ProposedColumn& one : propose_columns(header, recognize(header)))
      if (known_fields()[one.field].name == field) return one.header;
    return std::string();
  };
  CHECK(recognize({"HubSpot Contact ID (synthetic)", "Email"}).crm == "HubSpot");
  CHECK(id_columns({"Email", "HubSpot Contact ID (synthetic)", "Salesforce Lead ID"}, {"HubSpot", "hubspot", {}}) ==
        std::vector<std::string>{"Salesforce Lead ID", "HubSpot Contact ID (synthetic)"});
  CHECK(column({"Id", "LeadSource", "OwnerId", "Unqualified_Reason__c"}, "disposition_reason") == "Unqualified_Reason__c");
  CHECK(column({"id", "First Touch"}, "first_touch_at") == "First Touch");
  const std::vector<std::string> prefixed = {"Lead - Title", "Lead - Label", "Deal - Label", "Lead - Currency of Value", "Person - Name"};
  CHECK(column(prefixed, "stage").empty());
  CHECK(column(prefixed, "source").empty());
  CHECK(column(prefixed, "currency") == "Lead - Currency of Value");
  CHECK(column(prefixed, "first_name") == "Person - Name");
  const std::vector<std::string> bare = {"ID", "Title", "Contact person", "Organization", "Value", "Lead created", "Lost reason", "Won time"};
  CHECK(recognize(bare).crm == "Pipedrive");
  CHECK(column(bare, "created_at") == "Lead created");
  CHECK(column(bare, "won_at") == "Won time");
  CHECK(column(bare, "title").empty());
}
