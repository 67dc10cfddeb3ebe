// One test a kind of mistake, with the place, the problem and the fix. Lines and columns are counted by hand: what
// refusal_with adds begins on line 10.
#include "contract_texts.hpp"

using namespace handoff;

TEST_CASE("refused: keys that do not exist") {
  CHECK(refusal_with("[colums]\n") == "sla.toml:10:2: unknown key `colums` at the top of the contract | did you mean `columns`?");
  CHECK(refusal_with("onwer = \"x\"\n") == "sla.toml:10:1: unknown key `onwer` in [[stage]] | did you mean `owner`?");
  CHECK(refusal_with("[null]\nvalues = [\"x\"]\nothers = 1\n") == "sla.toml:12:1: unknown key `others` in [null] | known here: `values`");
  CHECK(refusal_with("[score.fit]\npoints = [{ when = \"TRUE\", ad = 1 }]\n") ==
        "sla.toml:11:28: unknown key `ad` in a rule of [score.fit] | did you mean `add`?");
}

TEST_CASE("refused: required parts that are missing") {
  CHECK(refusal("[contract]\nname = \"N\"\n") ==
        "sla.toml: the contract has no `handoff`, the rules by which it is judged | add as its first line: handoff = 2");
  CHECK(refusal(changed(least_contract, "handoff = 2", "handoff = 3")) ==
        "sla.toml:1:11: the contract names rules 3, and this program knows rules 1 and 2 | write: handoff = 2");
  CHECK(refusal(changed(least_contract, "handoff = 2", "handoff = 0")).starts_with("sla.toml:1:11: the contract names rules 0"));
  CHECK(refusal("handoff = 2\n").find("the contract has no `contract` | add: [contract]") != std::string::npos);
  CHECK(refusal(changed(least_contract, "version = \"1\"\n", "")) ==
        "sla.toml:2:1: [contract] has no `version` | add: version = \"2026-Q2\"");
  CHECK(refusal(changed(least_contract, "[time]\nzone = \"UTC\"\n", "")).find("zone = \"America/New_York\"") != std::string::npos);
  CHECK(refusal(changed(least_contract, "zone = \"UTC\"\n", "")) ==
        "sla.toml:5:1: [time] has no `zone` | add: zone = \"America/New_York\"");
  CHECK(refusal(changed(least_contract, "[[stage]]\nname = \"MQL\"\nat = \"mql_at\"\n", "")) ==
        "sla.toml: the contract has no stage | add: [[stage]] with name = \"MQL\" and at = \"mql_at\"");
  CHECK(refusal(changed(least_contract, "at = \"mql_at\"\n", "")) ==
        "sla.toml:7:1: [[stage]] `MQL` does not say how a lead gets there | add one of: at = \"mql_at\"; "
        "value = [\"marketingqualifiedlead\", \"MQL\"]; when = \"fit >= 60 AND intent >= 40\"");
  CHECK(refusal_with("[[clock]]\nname = \"c\"\non = \"MQL\"\nstart = \"mql_at\"\nstop = \"first_touch_at\"\n") ==
        "sla.toml:10:1: [[clock]] has no `limit` | add: limit = \"4bh\"");
}

TEST_CASE("refused: values of another type") {
  CHECK(refusal(changed(least_contract, "name = \"N\"", "name = 5")) ==
        "sla.toml:3:8: `name` of [contract] must be a text in quotes, and a whole number stands here | "
        "write for instance: name = \"Sales-marketing SLA\"");
  CHECK(refusal(changed(least_contract, "name = \"N\"", "name = \"  \"")) ==
        "sla.toml:3:8: `name` of [contract] is empty | write for instance: name = \"Sales-marketing SLA\"");
  CHECK(refusal(changed(least_contract, "[[stage]]", "[stage]")) ==
        "sla.toml:7:1: `stage` must be a list of tables, and a table stands here | write for instance: [[stage]]");
  CHECK(refusal_with("[[segment]]\nA = \"TRUE\"\n") ==
        "sla.toml:10:1: `segment` must be a table, and a list of tables stands here | write for instance: [segment]");
  CHECK(refusal_with("value = [1]\n") ==
        "sla.toml:10:10: `value` of [[stage]] must be a list of texts, and a whole number stands here | "
        "write for instance: value = [\"marketingqualifiedlead\", \"MQL\"]");
  CHECK(refusal_with("value = []\n").starts_with("sla.toml:10:9: `value` of [[stage]] is an empty list"));
  CHECK(refusal(changed(least_contract, "version = \"1\"", "version = \"1\"\neffective = { from = \"2026-04-01\" }")) ==
        "sla.toml:5:22: `from` of `effective` must be a date without quotes, and a text stands here | "
        "write for instance: from = 2026-04-01");
  CHECK(refusal_with("[plan]\nrevenue = 1.5\n") ==
        "sla.toml:11:11: `revenue` of [plan] must be a whole number, and a number stands here | write for instance: revenue = 5_000_000");
  CHECK(refusal_with("[plan]\nrevenue = inf\n").starts_with("sla.toml:11:11: `revenue` of [plan] must be a finite number"));
  CHECK(refusal_with("[score.fit]\ncap = nan\npoints = [{when=\"TRUE\", add=1}]\n")
            .starts_with("sla.toml:11:7: `cap` of [score.fit] must be a finite"));
}

TEST_CASE("refused: shares, limits, dates") {
  const std::string clock = "[[clock]]\nname = \"c\"\non = \"MQL\"\nstart = \"mql_at\"\nstop = \"first_touch_at\"\n";
  CHECK(refusal_with(clock + "limit = \"1h\"\ntarget = 95\n") ==
        "sla.toml:16:10: `target` of [[clock]] must be a share from 0 to 1 | write 0.95, not 95");
  CHECK(refusal_with(clock + "limit = \"1h\"\ntarget = 5\n").ends_with("write 0.05, not 5"));
  CHECK(refusal_with(clock + "limit = \"1h\"\ntarget = -0.1\n").ends_with("share from 0 to 1 | write for instance: target = 0.95"));
  CHECK(refusal_with(clock + "limit = \"1h\"\ntarget = 1\n") == "accepted");
  CHECK(refusal_with(clock + "limit = \"soon\"\n") ==
        "sla.toml:15:9: `limit` of [[clock]]: \"soon\" is not a length of time | 30m, 1h, 14d are elapsed time, 4bh hours on the business "
        "clock, 1bd business days; write for instance: limit = \"4bh\"");
  CHECK(refusal_with(clock + "limit = \"0h\"\n").starts_with("sla.toml:15:9: `limit` of [[clock]] must be longer than nothing"));
  CHECK(refusal_with(clock + "limit = \"4bh\"\n") ==
        "sla.toml:15:9: a limit of 4bh needs business hours, and the contract has no [calendar.default] | add: [calendar.default] with "
        "mon-fri = [\"09:00-17:00\"]; or write an elapsed limit, such as 24h");
  CHECK(refusal_with(clock + "limit = \"4bh\"\ncalendar = \"berln\"\n[calendar.berlin]\nmon = \"09:00-17:00\"\n") ==
        "sla.toml:16:12: there is no calendar `berln` | did you mean `berlin`?");
  CHECK(refusal_with("maturity = \"2bd\"\n") ==
        "sla.toml:10:12: `maturity` of [[stage]] is elapsed time, and cannot be business time | write for instance: maturity = \"30d\"");
  CHECK(refusal(changed(least_contract, "version = \"1\"", "version = \"1\"\neffective = { from = 2026-06-30, to = 2026-04-01 }")) ==
        "sla.toml:5:22: the contract ends (2026-04-01) before it begins (2026-06-30) | `from` and `to` are both days on which it holds: "
        "swap them, or leave `to` out");
}

TEST_CASE("refused: zones, week starts, date orders, parties") {
  CHECK(refusal(changed(least_contract, "\"UTC\"", "\"Europe/Berln\"")) ==
        "sla.toml:6:8: there is no time zone \"Europe/Berln\" | did you mean `Europe/Berlin`?");
  CHECK(refusal(changed(least_contract, "\"UTC\"", "\"UTC\"\nweek_start = \"mondey\"")) ==
        "sla.toml:7:14: `week_start` of [time] must be a day of the week | did you mean `monday`?");
  CHECK(refusal(changed(least_contract, "\"UTC\"", "\"UTC\"\ndate_order = \"ymd\"")).starts_with("sla.toml:7:14: a date order is \"mdy\""));
  CHECK(refusal_with("[[contract.signature]]\nparty = \"sale\"\nname = \"x\"\n") ==
        "sla.toml:11:9: a party is \"marketing\" or \"sales\" | did you mean `sales`?");
}

TEST_CASE("refused: calendars") {
  const auto with = [](const std::string& lines) { return refusal_with("[calendar.default]\n" + lines); };
  CHECK(with("mon-fri = [\"9-17\"]\n") ==
        "sla.toml:11:12: \"9-17\" are not opening hours | write for instance \"09:00-17:00\", "
        "\"13:00-24:00\", or past midnight \"23:00-07:00\"");
  CHECK(with("mon = \"09:00-25:00\"\n").starts_with("sla.toml:11:7: \"09:00-25:00\" are not opening hours"));
  CHECK(with("mon = \"09:00-09:00\"\n").starts_with("sla.toml:11:7: \"09:00-09:00\" opens and closes at the same time"));
  CHECK(with("mon = \"00:00-24:00\"\n") == "accepted");
  CHECK(with("mon = \"9:00-17:00\"\n") == "accepted");
  CHECK(with("mon = [\"09:00-12:00\", \"11:00-13:00\"]\n").starts_with("sla.toml:11:23: these opening hours overlap"));
  CHECK(with("mon-fri = \"09:00-17:00\"\nfri = \"09:00-12:00\"\n") ==
        "sla.toml:12:1: `fri` stands in [calendar.default] twice | give each day its hours once");
  CHECK(with("monn = \"09:00-17:00\"\n") == "sla.toml:11:1: unknown key `monn` in [calendar.default] | did you mean `mon`?");
  CHECK(with("mon = []\n").starts_with("sla.toml:10:1: [calendar.default] is never open"));
  CHECK(with("mon = \"09:00-17:00\"\nholidays = [\"2026-01-01\"]\n") ==
        "sla.toml:12:13: `holidays` of [calendar.default] must be a date without quotes, and a text stands here | "
        "write for instance: holidays = [2026-05-25, 2026-07-03]");
  CHECK(with("mon = \"09:00-17:00\"\non = { \"2026-02-30\" = [] }\n").starts_with("sla.toml:12:8: `2026-02-30` of `on` is not a day"));
  CHECK(refusal_with("[calendar]\nmon-fri = \"09:00-17:00\"\n").ends_with("write the hours under [calendar.default]"));
}

TEST_CASE("refused: columns") {
  CHECK(refusal_with("[columns]\nwebinar = \"Webinar\"\n") ==
        "sla.toml:11:1: `webinar` is not a canonical field | a field of your own "
        "needs its type: webinar = { column = \"...\", type = \"number\" }");
  CHECK(refusal_with("[columns]\nmql_ta = \"MQL date\"\n") == "sla.toml:11:1: `mql_ta` is not a canonical field | did you mean `mql_at`?");
  CHECK(refusal_with("[columns]\nresources = { column = \"R\" }\n").find("`resources` has no `type` | add: resources = { column") !=
        std::string::npos);
  CHECK(refusal_with("[columns]\nresources = { column = \"R\", type = \"nummber\" }\n") ==
        "sla.toml:11:36: there is no type \"nummber\" | did you mean `number`?");
  CHECK(refusal_with("[columns]\nemployees = { column = \"R\", type = \"text\" }\n") ==
        "sla.toml:11:36: `employees` is always a number | leave `type` out, or declare a field of your own under another name");
  CHECK(refusal_with("[columns]\nemployees = { column = \"R\", zone = \"UTC\" }\n").starts_with("sla.toml:11:36: `zone` is for dates"));
  CHECK(refusal_with("[columns]\npreset = \"hubspt\"\n") == "sla.toml:11:10: there is no preset \"hubspt\" | did you mean `hubspot`?");
  CHECK(refusal_with("[columns]\n\"my field\" = { column = \"R\", type = \"text\" }\n")
            .starts_with("sla.toml:11:1: `my field` cannot be the name of a field"));
  CHECK(refusal_with("[columns]\nEmployees = { column = \"R\", type = \"number\" }\n").find("only in case | did you mean `employees`?") !=
        std::string::npos);
  CHECK(refusal_with("[enrichment]\nrequired = [\"employes\"]\n") ==
        "sla.toml:11:12: `required` of [enrichment] names no field: \"employes\" | did you mean `employees`?");
}

TEST_CASE("refused: stages, exits, clocks that do not fit together") {
  CHECK(refusal_with("[[stage]]\nname = \"mql\"\nat = \"sql_at\"\n") ==
        "sla.toml:11:8: there are two [[stage]] named `mql`, the other at line 7 | give each its own name (case does not matter)");
  CHECK(refusal(changed(least_contract, "\"mql_at\"", "\"mql_att\"")) ==
        "sla.toml:9:6: `at` of [[stage]] names no field: \"mql_att\" | did you mean `mql_at`? If not, a column of the export is declared under "
        "[columns]: mql_att = { column = \"mql_att\", type = \"date\" }");
  CHECK(refusal(changed(least_contract, "\"mql_at\"", "\"MQL Date\"")) ==
        "sla.toml:9:6: `at` of [[stage]] names no field: \"MQL Date\" | a column of the export is declared under [columns]: "
        "mql_date = { column = \"MQL Date\", type = \"date\" }");
  CHECK(refusal(changed(least_contract, "\"mql_at\"", "\"employees\"")) ==
        "sla.toml:9:6: `at` of [[stage]] must be a field of type date, and `employees` is a number | write for instance: at = \"mql_at\"");
  CHECK(refusal_with("value = \"x\"\n[[stage]]\nname = \"SQL\"\nvalue = [\"y\", \"X\"]\n") ==
        "sla.toml:13:9: the value \"X\" already stands for `MQL` | a value may stand for one stage or exit only");
  CHECK(refusal_with("value = \"x\"\n[[exit]]\nname = \"out\"\nvalue = \"x\"\n")
            .starts_with("sla.toml:13:9: the value \"x\" already stands for `MQL`"));
  CHECK(refusal_with("[[exit]]\nname = \"mql\"\nvalue = \"x\"\n").starts_with("sla.toml:11:8: `mql` is a stage already"));
  const std::string clock = "[[clock]]\nname = \"c\"\nstart = \"mql_at\"\nlimit = \"1h\"\n";
  CHECK(refusal_with(clock + "on = \"MLQ\"\nstop = \"sal_at\"\n") == "sla.toml:14:6: there is no stage `MLQ` | did you mean `MQL`?");
  CHECK(refusal_with(clock + "on = \"opportunity\"\nstop = \"sal_at\"\n").ends_with("| the stages are `MQL`"));
  CHECK(refusal_with(clock + "on = \"MQL\"\nstop = \"mql_at\"\n")
            .starts_with("sla.toml:15:8: the clock `c` starts and stops at the same field"));
  const std::string whole = clock + "on = \"MQL\"\nstop = \"sal_at\"\n";
  CHECK(refusal_with(whole + whole).starts_with("sla.toml:17:8: there are two [[clock]] named `c`, the other at line 10"));
}

TEST_CASE("refused: dispositions, touches, logs") {
  CHECK(refusal_with("[disposition]\nlimit = \"72h\"\n") ==
        "sla.toml:10:1: [disposition] has no `states` | add: states = [\"accepted\", \"recycled\", \"rejected\"]");
  CHECK(refusal_with("[disposition]\nstates = [\"accepted\", \"rejected\"]\nreason_required = [\"rejectd\"]\n") ==
        "sla.toml:12:19: `reason_required` of [disposition] names no state: \"rejectd\" | did you mean `rejected`?");
  CHECK(refusal_with("[disposition]\nstates = [\"accepted\", \"rejected\"]\nowed_on = [\"recycled\"]\n") ==
        "sla.toml:12:11: `owed_on` of [disposition] names no state: \"recycled\" | the states are `accepted`, `rejected`");
  CHECK(refusal_with("[disposition]\nstates = \"accepted\"\nlimit = \"1bd\"\n")
            .starts_with("sla.toml:12:9: a limit of 1bd needs business hours"));
  CHECK(refusal_with("[touch]\nminimum = 0\n") ==
        "sla.toml:11:11: `minimum` of [touch] must be from 1 to 1000 | write for instance: minimum = 6");
  CHECK(refusal_with("[touch]\nbefore = \"rejected\"\n").starts_with("sla.toml:11:10: `before` of [touch] names no state"));
  CHECK(refusal_with("[touch]\ntypes = { Call = 1 }\n").starts_with("sla.toml:11:18: `Call` of `types` must be a text in quotes"));
  CHECK(refusal_with("[touch.columns]\nat = \"Date\"\n") ==
        "sla.toml:10:1: [touch.columns] has no `lead_id` | add: lead_id = \"Column header\"");
  CHECK(refusal_with("[history]\ncolumn = 1\n") == "sla.toml:11:1: unknown key `column` in [history] | did you mean `columns`?");
  CHECK(refusal_with("[touch]\nwhere = \"statuss = 'Completed'\"\n").starts_with("sla.toml:11:10: "));
}

TEST_CASE("refused: commitments, escalations, plan") {
  const std::string head = "[[commitment]]\nname = \"V\"\n";
  CHECK(refusal_with(head) == "sla.toml:10:1: [[commitment]] has no `metric` | add: metric = \"rate(MQL, SAL)\"");
  CHECK(refusal_with(head + "metric = \"rate(MQL, SAL)\"\n") == "sla.toml:12:10: there is no stage `SAL` | known here: `MQL`");
  CHECK(refusal_with(head + "metric = \"rate(MQL)\"\n") ==
        "sla.toml:12:10: `rate` takes 2 names | write for instance: metric = \"rate(MQL, SAL)\"");
  CHECK(refusal_with(head + "metric = \"cuont(MQL)\"\n") == "sla.toml:12:10: there is no metric `cuont` | did you mean `count`?");
  CHECK(refusal_with(head + "metric = \"compliance(first touch)\"\n").starts_with("sla.toml:12:10: there is no clock `first touch`"));
  CHECK(refusal_with(head + "metric = \"count(MQL\"\n").starts_with("sla.toml:12:10: \"count(MQL\" is not a metric"));
  CHECK(refusal_with(head + "metric = \"personalised_message\"\n") == "accepted");  // kept: reported as not measured
  CHECK(refusal_with(head + "metric = \"count(mql)\"\nper = \"fortnight\"\n").starts_with("sla.toml:13:7: \"fortnight\" is not a period"));
  CHECK(refusal_with(head + "metric = \"coverage(MQL)\"\ntarget = 70\n").ends_with("write 0.70, not 70"));
  CHECK(refusal_with(head + "metric = \"coverage(MQL)\"\ntarget = 0.6\nfloor = 0.7\n")
            .starts_with("sla.toml:14:9: the floor of `V` is above its target"));
  CHECK(refusal_with(head + "metric = \"coverage(MQL)\"\ntarget = 1.0\nwithin = \"1d\"\n") == "accepted");
  CHECK(refusal_with(head + "metric = \"coverage(MQL)\"\nwithin = \"1bd\"\n").starts_with("sla.toml:13:10: `within` of [[commitment]] is elapsed time"));
  CHECK(refusal_with(head + "metric = \"count(MQL)\"\nwithin = \"30d\"\n").starts_with("sla.toml:13:10: `count` takes no `within`"));
  CHECK(refusal_with(head + "metric = \"share_within(MQL, MQL, 30d)\"\n").starts_with("sla.toml:12:10: `MQL` does not come after `MQL`"));
  CHECK(refusal_with("[[stage]]\nname = \"SQL\"\nat = \"sql_at\"\n" + head + "metric = 'share_within(MQL, SQL, \"30d\")'\n") == "accepted");
  CHECK(refusal_with("[[stage]]\nname = \"SQL\"\nat = \"sql_at\"\n" + head + "metric = \"share_within(MQL, SQL, 30)\"\n")
            .starts_with("sla.toml:15:10: `30` is not a length of elapsed time above 0"));
  CHECK(refusal_with("[[stage]]\nname = \"SQL\"\nat = \"sql_at\"\n" + head + "metric = \"days(MQL, SQL)\"\ntarget = 30\n").starts_with("sla.toml:16:10: "));
  const std::string clock = "[[clock]]\nname = \"touch\"\non = \"MQL\"\nstart = \"mql_at\"\nstop = \"first_touch_at\"\nlimit = \"4h\"\n" + head + "metric = \"median(touch)\"\n";
  CHECK(refusal_with(clock + "target = \"2h\"\nfloor = \"6h\"\n") == "accepted");
  CHECK(refusal_with(clock + "target = \"6h\"\nfloor = \"2h\"\n").find("is below its target, and less is better here") != std::string::npos);
  CHECK(refusal_with(clock + "target = \"2bh\"\n").find("`target` of [[commitment]] is of elapsed time") != std::string::npos);
  CHECK(refusal_with(head + "metric = \"count(MQL)\"\nmix = { A = 0.7, B = 0.2 }\n")
            .starts_with("sla.toml:13:7: the shares of `mix` do not add up to 1"));
  CHECK(refusal_with(head + "metric = \"count(MQL)\"\nmix = { A = 0.7, C = 0.3 }\n[segment]\nA = \"employees < 200\"\n")
            .starts_with("sla.toml:13:18: there is no segment `C`"));
  const std::string rule = head + "metric = \"count(MQL)\"\ntarget = 5\n[[escalation]]\n";
  CHECK(refusal_with(rule + "commitment = \"W\"\nbelow = \"target\"\nfor = \"1 week\"\nto = \"VP\"\n")
            .starts_with("sla.toml:15:14: there is no commitment or clock `W`"));
  CHECK(refusal_with(rule + "commitment = \"V\"\nbelow = \"flor\"\n") ==
        "sla.toml:16:9: `below` of [[escalation]] is \"target\", \"floor\" or \"unproven\" | write: below = \"floor\"");
  CHECK(refusal_with(rule + "commitment = \"V\"\nbelow = \"floor\"\n").starts_with("sla.toml:16:9: the commitment `V` has no floor"));
  CHECK(refusal_with(rule + "commitment = \"V\"\nbelow = \"target\"\nfor = \"two months\"\n")
            .starts_with("sla.toml:17:7: \"two months\" is not a number of periods"));
  CHECK(refusal_with(rule + "commitment = \"V\"\nbelow = \"target\"\nfor = \"1 week\"\nto = \"VP\"\n") == "accepted");
  CHECK(refusal_with("[plan]\nrates = { \"MQL:SQL\" = 0.3 }\n").starts_with("sla.toml:11:11: `MQL:SQL` of `rates` is not from one stage"));
  CHECK(refusal_with("[plan]\nrates = { \"MQL>won\" = 30 }\n") ==
        "sla.toml:11:23: `MQL>won` of `rates` must be a share from 0 to 1 | write 0.30, not 30");
  CHECK(refusal_with("[plan]\nrates = { \"MLQ>won\" = 0.3 }\n").starts_with("sla.toml:11:11: there is no stage `MLQ`"));
  CHECK(refusal_with("[plan]\nrates = { \"MQL>won\" = 0 }\n").starts_with("sla.toml:11:23: a rate of 0"));
  CHECK(refusal_with("[plan]\nrates = { \"MQL>SQL\" = 0.3, \"SQL>won\" = 0.3 }\n") == "accepted");  // a step the funnel does not follow
  CHECK(refusal_with("[plan]\nrates = { \"MQL>SLQ\" = 0.3, \"SQL>won\" = 0.3 }\n").starts_with("sla.toml:11:11: there is no stage `SLQ`"));
  CHECK(refusal_with("[plan]\nmonths = 0\n").starts_with("sla.toml:11:10: `months` of [plan] must be from 1"));
}
