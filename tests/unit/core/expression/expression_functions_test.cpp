// Each function, with missing arguments and with stamps known only to the day. Expected values worked by hand.
#include "lead_bench.hpp"

using namespace handoff;
using enum Tri;

namespace {

std::shared_ptr<const Calendar> office(const char* name) {
  CalendarRules rules;
  rules.name = name;
  rules.zone = Zone::find("America/New_York");
  for (int day = 0; day < 5; ++day) rules.week[static_cast<std::size_t>(day)] = {{9 * 60, 17 * 60}};
  return std::make_shared<const Calendar>(rules);
}

}  // namespace

TEST_CASE("hours and days: elapsed, as real numbers", "[functions]") {
  Bench b;
  b.set("mql_at", "2026-04-01 10:00").set("first_touch_at", "2026-04-02 16:00");
  CHECK(b.number("hours(mql_at, first_touch_at)") == "30");
  CHECK(b.number("days(mql_at, first_touch_at)") == "1.25");
  CHECK(b.number("hours(first_touch_at, mql_at)") == "-30");
  CHECK(b.ask("hours(mql_at, first_touch_at) <= 30") == yes);
  CHECK(b.number("hours(mql_at, sal_at)") == "missing");
  CHECK(b.number("days(sal_at, mql_at)") == "missing");
  b.set("mql_at", "2026-03-07 12:00").set("first_touch_at", "2026-03-08 12:00");  // the night clocks go forward
  CHECK(b.number("hours(mql_at, first_touch_at)") == "23");
}

TEST_CASE("a date without time makes an interval of hours, and whole days to another", "[functions]") {
  Bench b;
  b.set("created_at", "2026-04-01").set("won_at", "2026-04-11").set("mql_at", "2026-04-01 18:00");
  CHECK(b.number("days(created_at, won_at)") == "10");
  CHECK(b.number("days(won_at, created_at)") == "-10");
  CHECK(b.number("hours(created_at, created_at)") == "[" + b.number("-86399 / 3600") + ", " + b.number("86399 / 3600") + "]");
  CHECK(b.ask("hours(created_at, mql_at) <= 18") == yes);     // from 6 hours before the day's last second to 18 after its first
  CHECK(b.ask("hours(created_at, mql_at) <= 17") == unknown);
  CHECK(b.ask("hours(created_at, mql_at) < 0") == unknown);   // it may have been created after that
  CHECK(b.ask("hours(created_at, mql_at) < -6") == no);
  CHECK(b.ask("hours(mql_at, won_at) > 24") == yes);
  CHECK(b.ask("days(DATE '2026-04-01', won_at) = 10") == yes);
  CHECK(b.ask("days('2026-04-01', won_at) = 10") == yes);
  CHECK(b.set("mql_at", "2026-03-31 23:00").ask("hours(created_at, mql_at) < 0") == yes);
}

TEST_CASE("business_hours on the default and on a named calendar", "[functions]") {
  Bench b;
  b.calendars[""] = office("default");
  b.calendars["emea"] = office("emea");
  b.set("mql_at", "2026-03-06 16:30").set("first_touch_at", "2026-03-09 12:30");  // Friday to Monday, over the clock change
  CHECK(b.number("business_hours(mql_at, first_touch_at)") == "4");
  CHECK(b.number("business_hours(mql_at, first_touch_at, 'emea')") == "4");
  CHECK(b.number("business_hours(mql_at, first_touch_at, emea)") == "4");
  CHECK(b.number("business_hours(first_touch_at, mql_at)") == "-4");
  CHECK(b.number("business_hours(mql_at, sal_at)") == "missing");
  CHECK(b.print("business_hours(mql_at, first_touch_at, \"emea\")") == "business_hours(mql_at, first_touch_at, 'emea')");
  b.set("mql_at", "2026-03-09");  // some time that Monday
  CHECK(b.number("business_hours(mql_at, first_touch_at)") == "[-4.5, 3.5]");
}

TEST_CASE("within looks back from the moment of judging", "[functions]") {
  Bench b;
  b.at("2026-06-30 12:00").set("last_signal_at", "2026-05-31 12:00");
  CHECK(b.ask("within(last_signal_at, '30d')") == yes);  // exactly 30 days
  CHECK(b.set("last_signal_at", "2026-05-31 11:59:59").ask("within(last_signal_at, '30d')") == no);
  CHECK(b.set("last_signal_at", "2026-07-15 12:00").ask("within(last_signal_at, '30d')") == yes);  // after the moment: not stale
  CHECK(b.set("last_signal_at", "2026-05-31").ask("within(last_signal_at, '30d')") == unknown);    // some time on that day
  CHECK(b.set("last_signal_at", "2026-05-30").ask("within(last_signal_at, '30d')") == no);
  CHECK(b.set("last_signal_at", "2026-06-01").ask("within(last_signal_at, '30d')") == yes);
  CHECK(b.set("last_signal_at", "").ask("within(last_signal_at, '30d')") == unknown);
  b.at("2026-06-30").set("last_signal_at", "2026-05-31");
  CHECK(b.ask("within(last_signal_at, '30d')") == yes);  // two days: 30 civil days
  CHECK(b.ask("within(last_signal_at, '29d')") == no);
  CHECK(b.ask("within(last_signal_at, '24h')") == no);
  CHECK(b.ask("within(last_signal_at, '2w')") == no);
}

TEST_CASE("held_at asks what was so at a date, and not what is so now", "[functions]") {
  Bench b;
  b.at("2026-06-30 12:00").set("last_signal_at", "2026-05-01 12:00").set("mql_at", "2026-05-10 12:00");
  CHECK(b.ask("within(last_signal_at, '30d')") == no);
  CHECK(b.ask("held_at(mql_at, within(last_signal_at, '30d'))") == yes);
  CHECK(b.ask("NOT held_at(mql_at, within(last_signal_at, '5d'))") == yes);
  CHECK(b.ask("within(last_signal_at, '30d') OR held_at(mql_at, within(last_signal_at, '9d'))") == yes);  // the moment outside it is as before
  CHECK(b.ask("held_at(mql_at, held_at(last_signal_at, within(mql_at, '1h')))") == yes);                  // later than that moment: within
  CHECK(b.set("mql_at", "2026-05-10").ask("held_at(mql_at, within(last_signal_at, '9d'))") == unknown);    // a day: 8.5 to 9.5 of them
  CHECK(b.set("mql_at", "").ask("held_at(mql_at, TRUE)") == unknown);                                      // no date, no answer
  CHECK(b.ask("held_at(mql_at, TRUE) IS NULL") == yes);
  CHECK(b.ask("CASE WHEN mql_at IS NULL THEN employees = 5 ELSE held_at(mql_at, employees = 6) END") == unknown);
  CHECK(b.print("held_at( mql_at,employees=5 or employees=6 )") == "held_at(mql_at, employees = 5 OR employees = 6)");
}

TEST_CASE("valid_email", "[functions]") {
  Bench b;
  for (const char* good : {"a@b.co", "first.last+tag@sub.example.com", "o'neil@example.ie", "x_1@xn--bcher-kva.example", "j\xC3\xB6rg@b\xC3\xBC" "cher.de",
                           "1@2.com"}) {
    INFO(good);
    CHECK(b.set("email", good).ask("valid_email(email)") == yes);
  }
  for (const char* bad : {"a", "@b.co", "a@", "a@b", "a@b.c", "a b@c.de", "a@b@c.de", "a..b@c.de", ".a@b.co", "a.@b.co", "a@-b.co", "a@b-.co", "a@b..co",
                          "a@.co", "a@b.co.", "a@1.2.3.4", "a@b.123", "a@b_c.de", "a,b@c.de", "<a@b.co>", "mailto:a@b.co", "n/a"}) {
    INFO(bad);
    CHECK(b.set("email", bad).ask("valid_email(email)") == no);
  }
  CHECK(b.set("email", "").ask("valid_email(email)") == unknown);
  CHECK(b.set("email", std::string(65, 'a') + "@b.co").ask("valid_email(email)") == no);
  CHECK(b.set("email", std::string(64, 'a') + "@b.co").ask("valid_email(email)") == yes);
}

TEST_CASE("text functions, nested without overwriting one another", "[functions]") {
  Bench b;
  b.set("first_name", "\xC3\x89milie").set("last_name", "DURAND").set("title", " VP Sales ");
  CHECK(b.text("lower(first_name)") == "\xC3\xA9milie");
  CHECK(b.text("upper(first_name)") == "\xC3\x89MILIE");
  CHECK(b.text("trim(title)") == "VP Sales");
  CHECK(b.text("lower(first_name) || '.' || lower(last_name) || '@' || upper(lower(trim(title)))") == "\xC3\xA9milie.durand@VP SALES");
  CHECK(b.ask("lower(last_name) || upper('x') = 'durandX'") == yes);
  CHECK(b.text("title || company") == "missing");
  CHECK(b.text("lower(company)") == "missing");
  CHECK(b.number("length(first_name)") == "6");  // characters, not bytes
  CHECK(b.number("length('')") == "0");
  CHECK(b.number("length(company)") == "missing");
  CHECK(b.text("lower('\xFF" "A')") == "\xFF" "a");
  std::string big = "'x'";
  for (int i = 0; i < 20; ++i) big += " || lower('" + std::string(200, 'A') + "')";  // more than the first room
  CHECK(b.text(big) == "x" + std::string(4000, 'a'));
}

TEST_CASE("lists", "[functions]") {
  Bench b;
  b.set("tech_stack", "HubSpot; Salesforce ;;marketo;");
  CHECK(b.ask("contains(tech_stack, 'salesforce')") == yes);
  CHECK(b.ask("contains(tech_stack, ' Marketo ')") == yes);
  CHECK(b.ask("contains(tech_stack, 'Sales')") == no);  // whole items
  CHECK(b.ask("contains(tech_stack, '')") == no);
  CHECK(b.ask("contains(tech_stack, title)") == unknown);
  CHECK(b.ask("contains(channels, 'x')") == unknown);
  CHECK(b.number("count_of(tech_stack)") == "3");
  CHECK(b.number("count_of(channels)") == "missing");
  CHECK(b.ask("tech_stack LIKE '%HubSpot%'") == yes);
  CHECK(b.ask("tech_stack IS NOT NULL") == yes);
  CHECK(b.set("tech_stack", "\xC3\x89" "clair;b").ask("contains(tech_stack, '\xC3\xA9" "CLAIR')") == yes);
}

TEST_CASE("duplicate is what the counter says", "[functions]") {
  Bench b;
  CHECK(b.ask("duplicate(email)") == unknown);
  b.judging.duplicate = yes;
  CHECK(b.ask("NOT duplicate(email)") == no);
  b.judging.duplicate = no;
  CHECK(b.ask("duplicate(email)") == no);
}

TEST_CASE("abs, round, COALESCE, least, greatest", "[functions]") {
  Bench b;
  b.set("employees", "51-200").set("fit", "-3").set("mql_at", "2026-04-02 10:00").set("sal_at", "2026-04-01 10:00").set("sql_at", "2026-04-01");
  CHECK(b.number("abs(fit)") == "3");
  CHECK(b.number("abs(employees - 100)") == "[0, 100]");
  CHECK(b.number("abs(0 - employees)") == "[51, 200]");
  CHECK(b.number("round(2.5)") == "3");
  CHECK(b.number("round(-2.5)") == "-3");
  CHECK(b.number("round(1234.567, 2)") == "1234.57");
  CHECK(b.number("round(1250, -2)") == "1300");
  CHECK(b.number("round(employees / 100)") == "[1, 2]");
  CHECK(b.number("round(touches)") == "missing");
  CHECK(b.number("COALESCE(touches, intent, fit, 5)") == "-3");
  CHECK(b.number("COALESCE(touches, intent)") == "missing");
  CHECK(b.text("COALESCE(company, NULL, 'none')") == "none");
  CHECK(b.ask("COALESCE(won_at, '2026-05-01') = DATE '2026-05-01'") == yes);
  CHECK(b.ask("COALESCE(budget, FALSE)") == no);
  CHECK(b.number("least(3, fit, 7)") == "-3");
  CHECK(b.number("greatest(100, employees)") == "[100, 200]");
  CHECK(b.number("least(3, touches)") == "missing");
  CHECK(b.ask("least(mql_at, sal_at) = sal_at") == yes);
  CHECK(b.ask("greatest(mql_at, sal_at) = mql_at") == yes);
  CHECK(b.ask("least(sal_at, sql_at) <= sal_at") == yes);  // a day and a time on it: not later than the time
}
