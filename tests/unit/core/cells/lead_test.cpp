// The canonical fields are those of docs/contract.md, and every text that means true or false.
#include <map>
#include <set>

#include "catch.hpp"
#include "handoff/cells/lead.hpp"

using namespace handoff;

TEST_CASE("canonical fields have ids by their place and a type", "[lead]") {
  CHECK(known_field("lead_id") == 0);
  std::set<std::string_view> names;
  for (std::size_t id = 0; id < known_fields().size(); ++id) {
    CHECK(known_field(known_fields()[id].name) == id);
    names.insert(known_fields()[id].name);
  }
  CHECK(names.size() == known_fields().size());
  CHECK(known_fields().size() == 59);  // 24 text, 2 lists, 8 booleans, 9 numbers, 16 dates, as listed below
  CHECK(known_field("no_such_field") == no_field);
  CHECK(known_field("") == no_field);
}

TEST_CASE("canonical fields by type", "[lead]") {
  std::map<Type, std::set<std::string>> by_type;
  for (const auto& field : known_fields()) by_type[field.type].insert(std::string(field.name));
  CHECK(by_type[Type::list] == std::set<std::string>{"tech_stack", "channels"});
  CHECK(by_type[Type::boolean] == std::set<std::string>{"target_account", "budget", "authority", "need", "metrics", "economic_buyer",
                                                        "champion", "meeting_booked"});
  CHECK(by_type[Type::number] == std::set<std::string>{"employees", "revenue", "fit", "intent", "recency", "score", "timeline_months",
                                                       "touches", "amount"});
  CHECK(by_type[Type::date] == std::set<std::string>{"converted_at", "event_at", "created_at", "assigned_at", "mql_at", "sal_at", "sql_at",
                                                     "opportunity_at", "won_at", "lost_at", "first_touch_at", "last_touch_at",
                                                     "discovery_at", "disposition_at", "modified_at", "last_signal_at"});
  CHECK(by_type[Type::text] == std::set<std::string>{"lead_id", "email", "first_name", "last_name", "company", "title", "phone", "country",
                                                     "owner", "team", "account", "industry", "segment", "region", "source", "source_detail",
                                                     "campaign", "conversion", "stage", "lead_status", "disposition", "disposition_reason",
                                                     "currency", "deal_stage"});
  CHECK(type_name(Type::boolean) == "boolean");
  CHECK(type_name(Type::list) == "list");
}

TEST_CASE("booleans in the words of exports", "[lead]") {
  for (const char* text : {"true", "TRUE", "Yes", "1", "y", "T", "on", "x", "X", " true "}) {
    bool flag = false;
    INFO(text);
    CHECK(read_boolean(text, flag));
    CHECK(flag);
  }
  for (const char* text : {"false", "No", "0", "N", "f", "OFF", "\tno"}) {
    bool flag = true;
    INFO(text);
    CHECK(read_boolean(text, flag));
    CHECK_FALSE(flag);
  }
  for (const char* text : {"", " ", "2", "truth", "yess", "-", "null", "00", "falsefalse"}) {
    bool flag = true;
    INFO(text);
    CHECK_FALSE(read_boolean(text, flag));
    CHECK(flag);  // left as it was
  }
}
