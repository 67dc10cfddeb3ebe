// The digest in both directions: layout and spelling never change it, what the signers agreed on always does.
#include "contract_texts.hpp"
#include "signing/digest.hpp"
#include "toml_reader.hpp"

using namespace handoff;

namespace {

std::string digest_of(const std::string& text) { return parse_contract(text, "sla.toml").digest; }

/// every-key.toml with one replacement; the refusal, if that is what it comes to.
std::string digest_after(const std::string& from, const std::string& to) {
  try {
    return digest_of(changed(every_key(), from, to));
  } catch (const Error& error) {
    return error.where + ": " + error.problem;
  }
}

struct Change {
  const char* from;
  const char* to;
};

}  // namespace

TEST_CASE("SHA-256 of the canonical text") {
  // computed with sha256sum over the bytes {1:a=n1;}
  Document doc = read_document("a = 1.0 # comment\n", "x");
  CHECK(canonical_text(doc) == "{1:a=n1;}");
  CHECK(digest(doc) == "sha256:14516d00559661a2a5dd91cd3cfad07654470808d1321e5eab87d639ddbb54ce");
}

TEST_CASE("the rules that are named are part of the digest, and what it was under rules 1 is known") {
  const Contract now = parse_contract(every_key(), "sla.toml"), before = parse_contract(changed(every_key(), "handoff = 2", "handoff = 1"), "sla.toml");
  CHECK(now.rules == 2);
  CHECK(before.rules == 1);
  CHECK(now.digest != before.digest);
  CHECK(now.digest_under_1 == before.digest);
  CHECK(before.digest_under_1 == before.digest);
  Document doc = read_document("handoff = 2\na = { handoff = 2 }\n", "x");
  CHECK(canonical_text(doc) == "{1:a={7:handoff=n2;};7:handoff=n2;}");
  Document then = read_document("handoff = 1\na = { handoff = 2 }\n", "x");   // only the line of the file is another
  CHECK(digest(doc, 1) == digest(then));
}

TEST_CASE("layout and spelling keep the digest") {
  const std::string base = digest_of(every_key());
  CHECK(base.starts_with("sha256:"));
  CHECK(digest_of("# a comment first\n\n" + every_key() + "\n\n# and last\n") == base);
  const Change same[] = {
      {"name = \"Northwind Example SLA\"", "name   =   'Northwind Example SLA'  # the same"},
      {"\"fit >= 60 AND intent >= 40 OR hot\"", "\"fit>=60  and intent >= 40 or (hot)\""},
      {"\"fit >= 60 AND intent >= 40 OR hot\"", "'''\n  fit >= 60 AND intent >= 40\n  OR hot'''"},
      {"\"fit >= 60 AND intent >= 40 OR hot\"", "\"FIT >= 60.0 AND Intent >= 40 OR HOT\""},
      {"limit = \"4bh\"", "limit = \"4 bh\""},
      {"of = \"entries\"", "of = \"Entries\""},
      {"limit = \"1h\"\ntarget", "limit = \"60m\"\ntarget"},
      {"within = \"14d\"", "within = \"2w\""},
      {"window = \"30d\"", "window = \"30 days\""},
      {"target = 1200", "target = 1200.0"},
      {"target = 1200", "target = 1_200"},
      {"cap = 100", "cap = 1e2"},
      {"value = \"salesqualifiedlead\"", "value = [\"salesqualifiedlead\"]"},
      {"[columns]\npreset = \"hubspot\"", "[columns]\npreset = \"HubSpot\""},
      {"fit = \"Fit Score\"", "fit = { column = [\"Fit Score\"] }"},
      {"for = \"2 months\"", "for = \"2 month\""},
      {"metric = \"rate(MQL, SAL)\"", "metric = \"rate( mql,sal )\""},
      {"within = \"30d\"", "within = \"720h\""},
      {"on = \"MQL\"\nwhere", "on = \"mql\"\nwhere"},
      {"mon-thu = [\"09:00-12:00\", \"13:00-17:00\"]",
       "mon = [\"13:00-17:00\", \"9:00-12:00\"]\ntue-wed = [\"09:00-12:00\", \"13:00-17:00\"]\nthu = [\"09:00-12:00\", \"13:00-17:00\"]"},
      {"holidays = [2026-07-03, 2026-05-25]", "holidays = [2026-05-25, 2026-07-03]"},
      {"[calendar.default]\n", "[calendar.default]\nzone = \"America/New_York\"\n"},
      {"limit = \"1bd\"\ncalendar = \"default\"", "limit = \"1bd\""},
      {"name = \"Mara Lind\"", "name = \"Somebody Else\""},  // signatures are not what is signed
      {"date = 2026-03-28", "date = 2026-03-28\ndigest = \"sha256:aa\""},
      {"revenue = 5_000_000", "revenue = 5e6"},
      {"type = \"Pricing page\"", "type = \"pricing PAGE\""},
      {"decay = { every = \"7d\"", "decay = { every = \"1w\""},
      {"mix_by = \"segment\"", "mix_by = \"Segment\""},
      {"where = \"lane = 'inbound'\"", "where = \"(Lane='inbound')\""},
      {"model = \"position\"", "model = \"Position\""},
      {"\"MQL>SQL\" = \"30d\"", "\"MQL>SQL\" = \"720h\""},
      {"review = \"month\"", "review = \"Month\""},
      {"[null]\nvalues = [\"N/A\", \"Select\"]\n\n[exclude]\ntest = \"email LIKE '%@example.com'\"\ncompetitor = \"company IN ('Contoso', "
       "'Fabrikam')\"",
       "[exclude]\ntest = \"email LIKE '%@example.com'\"\ncompetitor = \"company IN ('Contoso', 'Fabrikam')\"\n[null]\nvalues = [\"N/A\", "
       "\"Select\"]"},
  };
  for (const Change& change : same) {
    INFO(change.from << "  ->  " << change.to);
    CHECK(digest_after(change.from, change.to) == base);
  }
  std::string crlf;
  for (const char c : every_key()) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(digest_of(crlf) == base);
}

TEST_CASE("defaults said aloud keep the digest") {
  const std::string base = digest_of(least_contract);
  CHECK(digest_of(changed(least_contract, "zone = \"UTC\"\n", "zone = \"UTC\"\nweek_start = \"Monday\"\n")) == base);
  CHECK(digest_of(least_contract + "[columns]\npreset = \"none\"\n") == base);
  CHECK(digest_of(least_contract + "[columns]\n") == base);
  CHECK(digest_of(changed(least_contract, "zone = \"UTC\"\n", "zone = \"UTC\"\nweek_start = \"sunday\"\n")) != base);
  CHECK(digest_of(least_contract + "[columns]\npreset = \"hubspot\"\n") != base);
}

TEST_CASE("what was agreed changes the digest") {
  const Change other[] = {
      {"name = \"Northwind Example SLA\"", "name = \"Northwind example SLA\""},
      {"version = \"2026-Q2\"", "version = \"2026-Q3\""},
      {"from = 2026-04-01", "from = 2026-04-02"},
      {", to = 2026-06-30", ""},
      {"owner = \"RevOps\"\n", ""},
      {"zone = \"America/New_York\"", "zone = \"America/Chicago\""},
      {"week_start = \"sunday\"", "week_start = \"monday\""},
      {"date_order = \"mdy\"", "date_order = \"dmy\""},
      {"fri = \"09:00-15:00\"", "fri = \"09:00-15:01\""},
      {"holidays = [2026-07-03, 2026-05-25]", "holidays = [2026-07-03]"},
      {"2026-12-31 = []", "2026-12-30 = []"},
      {"[calendar.berlin]\nzone = \"Europe/Berlin\"", "[calendar.berlin]\nzone = \"Europe/Paris\""},
      {"preset = \"hubspot\"", "preset = \"salesforce\""},
      {"[\"Record ID\", \"Record ID - Contact\"]", "[\"Record ID - Contact\", \"Record ID\"]"},  // the first that is there
      {"date_order = \"dmy\"", "date_order = \"mdy\""},
      {"column = \"Content downloads\", type = \"number\"", "column = \"Content downloads\", type = \"text\""},
      {"\"N/A\", \"Select\"", "\"N/A\""},
      {"employees BETWEEN 50 AND 500", "employees BETWEEN 50 AND 501"},
      {"fit >= 60 AND intent", "fit > 60 AND intent"},
      {"fit >= 60 AND intent >= 40 OR hot", "fit >= 60 AND (intent >= 40 OR hot)"},
      {"total = \"fit + intent\"", "total = \"fit - intent\""},
      {"\"B\" = \"employees BETWEEN 200 AND 1000\"\n\"A\" = \"employees < 200\"",
       "\"A\" = \"employees < 200\"\n\"B\" = \"employees BETWEEN 200 AND 1000\""},
      {"abm = \"target_account\"\ninbound = \"TRUE\"", "inbound = \"TRUE\"\nabm = \"target_account\""},
      {"cap = 100", "cap = 101"},
      {"add = 20.5", "add = 20.25"},
      {"add = -30", "add = 30"},
      {"window = \"30d\"", "window = \"31d\""},
      {"at = \"last_signal_at\"\nwindow", "at = \"converted_at\"\nwindow"},
      {"maturity = \"30d\"", "maturity = \"29d\""},
      {"value = [\"marketingqualifiedlead\", \"MQL\"]", "value = [\"marketingqualifiedlead\"]"},
      {"exempt = \"source = 'Event'\"\n", ""},
      {"limit = \"1h\"", "limit = \"61m\""},
      {"limit = \"4bh\"", "limit = \"4h\""},
      {"calendar = \"berlin\"", "calendar = \"default\""},
      {"target = 0.9\n", "target = 0.91\n"},
      {"minimum = 6", "minimum = 5"},
      {"Call = \"phone\", ", ""},
      {"status = 'Completed'", "status = 'Done'"},
      {"before = \"rejected\"", "before = \"recycled\""},
      {"lead_id = \"Who Id\"", "lead_id = \"WhoId\""},
      {"limit = \"1bd\"", "limit = \"2bd\""},
      {"reason_required = [\"recycled\", \"rejected\"]", "reason_required = [\"rejected\"]"},
      {"owed_on = [\"recycled\", \"rejected\"]", "owed_on = [\"rejected\"]"},
      {"\"industry\", \"resources\"]", "\"industry\"]"},
      {"target = 1200", "target = 1199"},
      {"floor = 0.60", "floor = 0.59"},
      {"A = 0.70, B = 0.25, other = 0.05", "A = 0.69, B = 0.26, other = 0.05"},
      {"metric = \"rate(MQL, SAL)\"", "metric = \"rate(MQL, SQL)\""},
      {"within = \"30d\"", "within = \"31d\""},
      {"within = \"30d\"\n", ""},
      {"consequence = \"ICP and scoring review\"\n", ""},
      {"for = \"2 months\"", "for = \"2 weeks\""},
      {"due = \"14d\"", "due = \"7d\""},
      {"revenue = 5_000_000", "revenue = 5_000_001"},
      {"\"MQL>SQL\" = 0.30", "\"MQL>SQL\" = 0.31"},
      {"months = 12", "months = 6"},
      {"Event = \"source ILIKE '%event%'\"\nInbound = \"source IN ('Organic Search', 'Direct Traffic')\"",
       "Inbound = \"source IN ('Organic Search', 'Direct Traffic')\"\nEvent = \"source ILIKE '%event%'\""},
      {"sdr = \"fit >= 60\"", "sdr = \"fit > 60\""},
      {"floor = -5", "floor = -6"},
      {"add = 15, most = 45", "add = 15, most = 30"},
      {"add = 15, most = 45", "add = 15"},
      {"type = \"Unsubscribed\"", "type = \"Unsubscribe\""},
      {"keep = 0.75", "keep = 0.5"},
      {"decay = { every = \"7d\"", "decay = { every = \"8d\""},
      {"mix_by = \"segment\"\n", ""},
      {"where = \"lane = 'inbound'\"\n", ""},
      {"level = 3", "level = 2"},
      {"lags = { \"MQL>SQL\" = \"30d\"", "lags = { \"MQL>SQL\" = \"31d\""},
      {"segments = { A = 0.75, B = 0.25 }", "segments = { A = 0.5, B = 0.5 }"},
      {"touches_per_lead = 6.5", "touches_per_lead = 6"},
      {"first = 0.4, last = 0.35", "first = 0.35, last = 0.4"},
      {"lookback = \"90d\"", "lookback = \"60d\""},
      {"at = \"Touch date\"", "at = \"Touched on\""},
      {"data = \"week\"", "data = \"day\""},
      {"decimal = \",\"", "decimal = \".\""},
      {"column = \"Deal amount\", decimal = \".\"", "column = \"Deal amount\", decimal = \",\""},
      {"{ \"$\" = \"USD\" }", "{ \"$\" = \"CAD\" }"},
      {"type = \"day\"", "type = \"date\""},
      {"unit = \"m\"", "unit = \"h\""},
      {"limit = \"45m\"", "limit = \"50m\""},
      {"target = \"250000 EUR\"", "target = \"250000 USD\""},
      {"blank = 0\n", ""},
      {"of = \"entries\"\n", ""},
  };
  std::vector<std::string> seen = {digest_of(every_key())};
  for (const Change& change : other) {
    INFO(change.from << "  ->  " << change.to);
    const std::string now = digest_after(change.from, change.to);
    CHECK(now.starts_with("sha256:"));
    CHECK(std::find(seen.begin(), seen.end(), now) == seen.end());  // differs from the base and from every other change
    seen.push_back(now);
  }
}

TEST_CASE("status: altered before unsigned, then the dates in the contract's zone") {
  Contract c = parse_contract(changed(least_contract, "zone = \"UTC\"", "zone = \"America/New_York\""), "sla.toml");
  const auto at = [&](const char* text) {
    DateText date;
    Stamp stamp;
    REQUIRE(read_date(text, date));
    REQUIRE(make_stamp(date, DateOrder::mdy, *Zone::find("UTC"), stamp));
    return std::string(status_name(contract_status(c, stamp.first)));
  };
  const char* now = "2026-05-01T12:00:00Z";
  CHECK(at(now) == "unsigned");
  c.signatures = {{"marketing", "M", "", {}, c.digest}};
  CHECK(at(now) == "unsigned");
  c.signatures.push_back({"sales", "S", "", {}, ""});  // named, not signed
  CHECK(at(now) == "unsigned");
  c.signatures[1].digest = c.digest;
  CHECK(at(now) == "signed");
  c.signatures.push_back({"sales", "T", "", {}, "sha256:00"});
  CHECK(at(now) == "altered");
  c.signatures.pop_back();
  c.from = day_from_civil(2026, 4, 1);
  c.to = day_from_civil(2026, 6, 30);
  CHECK(at(now) == "signed");
  CHECK(at("2026-04-01T03:59:59Z") == "not yet in force");  // 31 March 23:59:59 in New York
  CHECK(at("2026-04-01T04:00:00Z") == "signed");
  CHECK(at("2026-07-01T03:59:59Z") == "signed");  // still 30 June
  CHECK(at("2026-07-01T04:00:00Z") == "expired");
  c.signatures[0].digest = "sha256:00";
  CHECK(at("2026-07-01T04:00:00Z") == "altered");
  c.signatures.clear();
  CHECK(at("2026-07-01T04:00:00Z") == "unsigned");
}
