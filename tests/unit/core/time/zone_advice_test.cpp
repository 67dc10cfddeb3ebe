// What is said to somebody who writes a time zone by a short name, or an offset for one.
#include <string>

#include "catch.hpp"
#include "handoff/time/zone_advice.hpp"

using namespace handoff;

TEST_CASE("a short name of a zone is never taken for one that is spelled like it") {
  CHECK(zone_fix("ET", "`") == "did you mean `America/New_York`?");
  CHECK(zone_fix("EDT", "`") == "did you mean `America/New_York`?");
  CHECK(zone_fix("CST", "'") == "did you mean 'America/Chicago'?");
  CHECK(zone_fix("PST", "`") == "did you mean `America/Los_Angeles`?");
  CHECK(zone_fix("BST", "`") == "did you mean `Europe/London`?");
  CHECK(zone_fix("IST", "`") == "did you mean `Asia/Kolkata`?");
  CHECK(zone_fix("AEST", "`") == "did you mean `Australia/Sydney`?");
  CHECK(zone_fix("XST", "`").starts_with("zones are named by continent and city"));
  CHECK(zone_fix("Europe/Berln", "`") == "did you mean `Europe/Berlin`?");
}

TEST_CASE("an offset is not a zone") {
  for (const std::string offset : {"UTC-5", "GMT+5", "+02:00", "-0500", "UTC +1", "GMT\u22125"}) {
    CAPTURE(offset);
    CHECK(zone_fix(offset, "`").starts_with("an offset is not a zone: it knows no daylight saving time. Name a city"));
  }
  CHECK_FALSE(zone_fix("+x", "`").starts_with("an offset"));
}

TEST_CASE("a zone that the system knows by a short name or an offset is none that a contract may name") {
  for (const char* name : {"EST", "MST", "HST", "EST5EDT", "CET", "EET", "GMT", "GB", "NZ-CHAT"}) CHECK(zone_problem(name) == "is a short name");
  for (const char* name : {"Etc/GMT+5", "Etc/GMT-14"}) CHECK(zone_problem(name) == "is an offset");
  for (const char* name : {"UTC", "Etc/UTC", "Etc/GMT", "US/Eastern", "America/New_York", "Japan", "Singapore"}) CHECK(zone_problem(name).empty());
  CHECK(zone_fix("HST", "`") == "did you mean `Pacific/Honolulu`?");
  CHECK(zone_fix("CET", "`") == "did you mean `Europe/Berlin`?");
  CHECK(zone_fix("Etc/GMT+5", "`").starts_with("an offset is not a zone"));
  CHECK(zone_fix("utc", "`") == "did you mean `UTC`?");
  CHECK(zone_fix("GMT", "`") == "did you mean `UTC`, or a city such as `Europe/London`?");
}
