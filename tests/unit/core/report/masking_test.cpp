// The mask over a whole report: what it takes off, what it leaves, and how it tells apart.
#include "catch.hpp"
#include "handoff/report/masking.hpp"

using namespace handoff;

namespace {

Report one_report() {
  Report report;
  report.title = "Of ann@secret.example";
  report.headline = {"ring +49 171 2345678"};
  report.notes = {"the first is \"bob@secret.example\""};
  Table table{"Groups", {{"owner"}}, {{Cell{"bob@secret.example"}}, {Cell{"ann@secret.example (partial)"}}, {Cell{Node::raw("10008152901")}}}, {"10008152901: late"}};
  report.tables.push_back(table);
  report.result = Node::Object{{"lead_id", Node::raw("10008152901")}, {"owner", "ann@secret.example"}, {"carl@secret.example", 1}, {"list", Node::List{"x", "bob@secret.example"}}};
  report.main.push_back(Node::Object{{"owner", "bob@secret.example"}});
  return report;
}

}  // namespace

TEST_CASE("addresses of a report are told apart by number, the same everywhere in it", "[masking]") {
  Report report = one_report();
  mask_contacts(report, {});
  CHECK(report.title == "Of (e-mail) 1");
  CHECK(report.headline.front() == "ring (phone)");
  CHECK(report.notes.front() == "the first is \"(e-mail) 2\"");
  CHECK(std::get<std::string>(report.tables[0].rows[0][0].value.value()) == "(e-mail) 2");
  CHECK(std::get<std::string>(report.tables[0].rows[1][0].value.value()) == "(e-mail) 1 (partial)");
  CHECK(std::get<std::string>(report.result.at("owner").value()) == "(e-mail) 1");
  CHECK(report.result.at("(e-mail) 3").is_null() == false);
  CHECK(std::get<std::string>(report.main[0].at("owner").value()) == "(e-mail) 2");
}

TEST_CASE("an id stands as it is, in its cell and in every sentence", "[masking]") {
  Report report = one_report();
  mask_contacts(report, {});
  CHECK(std::get<std::string>(report.tables[0].rows[2][0].value.value()) == "10008152901");
  CHECK(report.tables[0].footnotes[0] == "10008152901: late");
  CHECK(std::get<std::string>(report.result.at("lead_id").value()) == "10008152901");
}

TEST_CASE("what the user wrote is the user's to read", "[masking]") {
  Report report = one_report();
  report.notes.push_back("contracts/sla@v2.toml: read");
  mask_contacts(report, {"audit", "leads.csv", "-c", "contracts/sla@v2.toml", "--where=email = 'ann@secret.example'", "to = [\"bob@secret.example\"]"});
  CHECK(report.notes == std::vector<std::string>{"the first is \"bob@secret.example\"", "contracts/sla@v2.toml: read"});
  CHECK(report.title == "Of ann@secret.example");
  Report other = one_report();
  mask_contacts(other, {"xann@secret.example"});   // a piece of what was typed is not what was typed
  CHECK(other.title == "Of (e-mail) 1");
}

TEST_CASE("nothing is masked where contacts were asked for, and one address needs no number", "[masking]") {
  Report report = one_report();
  report.with_contact = true;
  mask_contacts(report, {});
  CHECK(report.title == "Of ann@secret.example");
  Report lone;
  lone.main.push_back(Node::Object{{"owner", "ann@secret.example"}});
  mask_contacts(lone, {});
  CHECK(std::get<std::string>(lone.main[0].at("owner").value()) == "(e-mail)");
}
