// Mistakes in sources and routes, scores with signals, metrics, plans, attribution and cadence. What refusal_with adds begins on line 10.
#include "contract_texts.hpp"

using namespace handoff;

TEST_CASE("refused: sources and routes") {
  CHECK(refusal_with("[sourc]\nA = \"TRUE\"\n").ends_with("| did you mean `source`?"));
  CHECK(refusal_with("[source]\nunmapped = \"TRUE\"\n").starts_with("sla.toml:11:1: `unmapped` cannot be a name in [source]"));
  CHECK(refusal_with("[route]\nae = \"soruce = 'x'\"\n") == "sla.toml:11:7: `soruce` is not known | did you mean `source`?");
  CHECK(refusal_with("[define]\nroute = \"TRUE\"\n").starts_with("sla.toml:11:1: `route` is already the name of the contract's buckets"));
  CHECK(refusal_with("[define]\npaid = \"source = 'Paid'\"\n[source]\nA = \"paid\"\n").starts_with("sla.toml:11:1: `paid` is defined by itself: paid -> source -> paid"));
  CHECK(refusal_with("[source]\nA = \"source = 'Paid'\"\n[segment]\nx = \"source = 'A'\"\n") == "accepted");
}

TEST_CASE("refused: signals, decay, floors") {
  const std::string head = "[score.interest]\n";
  const std::string page = head + "signals = [ { type = \"Page\", add = 15 } ]\n";
  CHECK(refusal_with(page) == "accepted");
  CHECK(refusal_with(page + "window = \"30d\"\ndecay = { every = \"1w\", keep = 0 }\n") == "accepted");  // of the signals; needs no `at`
  CHECK(refusal_with(page + "points = [ { when = \"TRUE\", add = 1 } ]\n") == "accepted");
  CHECK(refusal_with(page + "column = \"Score\"\n") ==
        "sla.toml:12:10: [score.interest] has both `signals` and `column` | a score comes from signals or from a column: keep one of the two");
  CHECK(refusal_with(head + "points = [ { when = \"TRUE\", add = 1 } ]\ncolumn = \"Score\"\n") ==
        "sla.toml:12:10: [score.interest] has both `points` and `column` | a score comes from rules or from a column: keep one of the two");
  CHECK(refusal_with(head + "signals = []\n").starts_with("sla.toml:11:11: `signals` of [score.interest] is an empty list"));
  CHECK(refusal_with(head + "signals = [ { typ = \"Page\", add = 15 } ]\n") ==
        "sla.toml:11:15: unknown key `typ` in a signal of [score.interest] | did you mean `type`?");
  CHECK(refusal_with(head + "signals = [ { type = \"Page\" } ]\n").starts_with("sla.toml:11:13: a signal of [score.interest] has no `add`"));
  CHECK(refusal_with(head + "signals = [ { type = \"Page\", add = 15, most = 10 } ]\n")
            .starts_with("sla.toml:11:47: not even one signal fits into `most` of \"Page\""));
  CHECK(refusal_with(head + "signals = [ { type = \"Left\", add = -15, most = -10 } ]\n").starts_with("sla.toml:11:48: not even one signal"));
  CHECK(refusal_with(head + "signals = [ { type = \"Page\", add = 1 }, { type = \"page\", add = 2 } ]\n")
            .starts_with("sla.toml:11:50: the signal \"page\" stands in [score.interest] twice"));
  const std::string points = head + "points = [ { when = \"TRUE\", add = 1 } ]\n";
  CHECK(refusal_with(points + "decay = { every = \"30d\", keep = 0.5 }\n") ==
        "sla.toml:12:9: [score.interest] loses points with age, and does not say since which date | add: at = \"last_signal_at\"");
  CHECK(refusal_with(head + "signals = [ { type = \"Page\", add = 1e308 } ]\n").starts_with("sla.toml:11:36: `add` of a signal of [score.interest] is beyond 1,000,000,000 | "));
  CHECK(refusal_with(head + "points = [ { when = \"TRUE\", add = -2e9 } ]\n").starts_with("sla.toml:11:35: `add` of a rule of [score.interest] is beyond 1,000,000,000 | "));
  CHECK(refusal_with(page + "cap = 1e308\n").starts_with("sla.toml:12:7: `cap` of [score.interest] is beyond 1,000,000,000 | "));
  CHECK(refusal_with(head + "points = [ { when = \"TRUE\", add = 1000000000 } ]\n") == "accepted");
  CHECK(refusal_with(page + "decay = { every = \"30d\" }\n").starts_with("sla.toml:12:9: `decay` has no `keep`"));
  CHECK(refusal_with(page + "decay = { every = \"2bd\", keep = 0.5 }\n").starts_with("sla.toml:12:19: `every` of `decay` is elapsed time"));
  CHECK(refusal_with(page + "decay = { every = \"30d\", keep = 50 }\n").ends_with("| write 0.50, not 50"));
  CHECK(refusal_with(points + "cap = 10\nfloor = 10\n").starts_with("sla.toml:13:9: the floor of [score.interest] is not below its cap"));
}

TEST_CASE("refused: metrics") {
  const std::string head = "[[commitment]]\nname = \"V\"\nmetric = ";
  const auto with = [&](const std::string& metric, const std::string& more = "") { return refusal_with(head + "\"" + metric + "\"\n" + more); };
  const std::string clock = "[[clock]]\nname = \"touch\"\non = \"MQL\"\nstart = \"mql_at\"\nstop = \"first_touch_at\"\nlimit = \"1h\"\n";
  const std::string states = "[disposition]\nstates = [\"accepted\"]\n";
  CHECK(with("late_share(touch)", clock) == "accepted");
  CHECK(with("late_share(touch, owner)", clock) == "accepted");
  CHECK(with("late_share(touch, ownr)", clock) == "sla.toml:12:10: there is no field `ownr` | did you mean `owner`?");
  CHECK(with("late_share()", clock).starts_with("sla.toml:12:10: \"late_share()\" is not a metric"));
  CHECK(with("late_share(touch, owner, team)", clock).starts_with("sla.toml:12:10: `late_share` takes 1 or 2 names"));
  CHECK(with("share(MQL, icp)", "[define]\nicp = \"employees > 50\"\n") == "accepted");
  CHECK(with("share(MQL, icp)") == "sla.toml:12:10: there is no definition `icp` | the contract has none");
  CHECK(with("share(MQL, total)", "[define]\ntotal = \"fit + intent\"\n").starts_with("sla.toml:12:10: `total` is a number"));
  CHECK(with("completeness(MQL)") ==
        "sla.toml:12:10: `completeness` needs [enrichment], and the contract has none | add: [enrichment] with required = [\"employees\", "
        "\"industry\"]");
  CHECK(with("completeness(MQL)", "[enrichment]\nrequired = [\"company\"]\n") == "accepted");
  CHECK(with("disposition(MQL)").starts_with("sla.toml:12:10: `disposition` needs [disposition]"));
  CHECK(with("disposition(MQL)", states) == "accepted");
  CHECK(with("feedback(MQL)", states).starts_with("sla.toml:12:10: `feedback` needs a `limit` of [disposition]"));
  CHECK(with("feedback(MQL)", states + "limit = \"72h\"\n") == "accepted");
  CHECK(with("effort(MQL)").starts_with("sla.toml:12:10: `effort` needs a `minimum`"));
  CHECK(with("effort(MQL)", "[touch]\nminimum = 6\n") == "accepted");
  CHECK(with("happiness(MQL)").starts_with("sla.toml:12:10: there is no metric `happiness` | there are `count`"));
  CHECK(with("\\\"late share\\\"").starts_with("sla.toml:12:10: "));
  CHECK(refusal_with(head + "\"late_share(touch)\"\ntarget = 0.05\nfloor = 0.04\n" + clock)
            .starts_with("sla.toml:14:9: the floor of `V` is below its target, and less is better here"));
  CHECK(refusal_with(head + "\"late_share(touch)\"\ntarget = 0.05\nfloor = 0.10\n" + clock) == "accepted");
  CHECK(refusal_with(head + "\"count(MQL)\"\nmix_by = \"segment\"\n").starts_with("sla.toml:13:10: `mix_by` says what `mix` is by"));
  CHECK(refusal_with(head + "\"count(MQL)\"\nmix = { A = 1.0 }\nmix_by = \"sgment\"\n").ends_with("| did you mean `segment`?"));
  CHECK(refusal_with(head + "\"count(MQL)\"\nmix = { A = 0.5, C = 0.5 }\n[source]\nA = \"source = 'x'\"\n")
            .starts_with("sla.toml:13:18: there is no source `C`"));
  CHECK(refusal_with(head + "\"count(MQL)\"\nwhere = \"employes > 5\"\n").starts_with("sla.toml:13:10: `employes` is not known"));
}

TEST_CASE("refused: what unknown, mix_within and below may say") {
  const std::string head = "[[commitment]]\nname = \"v\"\nmetric = \"count(MQL)\"\ntarget = 5\n";
  CHECK(refusal_with(head + "unknown = \"met\"\n").starts_with("sla.toml:14:11: `unknown` of [[commitment]] is \"missed\""));
  CHECK(refusal_with(head + "mix_within = 0.03\n").starts_with("sla.toml:14:14: `mix_within` says how far a part of `mix` may fall short, and there is no `mix`"));
  CHECK(refusal_with(head + "mix = { A = 1.0 }\nmix_within = 3\n").starts_with("sla.toml:15:14: `mix_within`"));
  CHECK(refusal_with(head + "[[escalation]]\ncommitment = \"v\"\nbelow = \"unknown\"\nfor = \"1 month\"\nto = [\"x\"]\n")
            .starts_with("sla.toml:16:9: `below` of [[escalation]] is \"target\", \"floor\" or \"unproven\""));
}

TEST_CASE("refused: numbers of touches") {
  const auto with = [](const char* metric) { return refusal_with(std::string("[[commitment]]\nname = \"t\"\nmetric = \"") + metric + "\"\n"); };
  CHECK(with("touched_share(0)").starts_with("sla.toml:12:10: `0` is not a number of touches, from 1 to 1000"));
  CHECK(with("touched_share(2.5)").starts_with("sla.toml:12:10: `2.5` is not a number of touches"));
  CHECK(with("touched_share(MQL)").starts_with("sla.toml:12:10: `MQL` is not a number of touches"));
}

TEST_CASE("refused: how persons are judged") {
  CHECK(refusal_with("[people]\njudge = \"beyond chanc\"\n") == "sla.toml:11:9: a person is not judged \"beyond chanc\" | did you mean `beyond chance`?");
  CHECK(refusal_with("[people]\nminimum = 0\n").starts_with("sla.toml:11:11: `minimum` of [people]"));
  CHECK(refusal_with("[people]\npanel = true\n").starts_with("sla.toml:11:1: unknown key `panel` in [people]"));
}

TEST_CASE("refused: the plan's shares and lags, attribution, cadence") {
  CHECK(refusal_with("[plan]\nlags = { \"MQL>won\" = 30 }\n").starts_with("sla.toml:11:22: `MQL>won` of `lags` must be a text in quotes"));
  CHECK(refusal_with("[plan]\nlags = { \"MQL>wn\" = \"30d\" }\n") == "sla.toml:11:10: there is no stage `wn` | did you mean `won`?");
  CHECK(refusal_with("[plan]\nlags = { \"MQL>won\" = \"2bd\" }\n").starts_with("sla.toml:11:22: `MQL>won` of `lags` is elapsed time"));
  CHECK(refusal_with("[plan]\nsegments = { A = 0.6, B = 0.3 }\n").starts_with("sla.toml:11:12: the shares of `segments` do not add up to 1"));
  CHECK(refusal_with("[plan]\nsources = { A = 0.6, B = 0.4 }\n[source]\nA = \"source = 'x'\"\n")
            .starts_with("sla.toml:11:22: there is no source `B`"));
  CHECK(refusal_with("[plan]\ndeals = 100\nrevenue = 5\n").starts_with("sla.toml:11:9: [plan] has both `deals` and `revenue`"));
  CHECK(refusal_with("[plan]\ntouches_per_lead = 0\n").starts_with("sla.toml:11:20: `touches_per_lead` of [plan] must be more than 0"));
  CHECK(refusal_with("[attribution]\nlookback = \"90d\"\n") == "sla.toml:10:1: [attribution] has no `model` | add: model = \"linear\"");
  CHECK(refusal_with("[attribution]\nmodel = \"linar\"\n") == "sla.toml:11:9: there is no model \"linar\" | did you mean `linear`?");
  CHECK(refusal_with("[attribution]\nmodel = \"w\"\n").starts_with("sla.toml:10:1: [attribution] has no `weights` | add: weights = { first"));
  CHECK(refusal_with("[attribution]\nmodel = \"w\"\nweights = { first = 0.5, last = 0.5 }\n")
            .starts_with("sla.toml:12:26: the model `w` has no place `last`"));
  CHECK(refusal_with("[attribution]\nmodel = \"position\"\nweights = { first = 0.5, last = 0.4 }\n")
            .starts_with("sla.toml:12:11: the shares of `weights` do not add up to 1"));
  CHECK(refusal_with("[attribution]\nmodel = \"linear\"\nweights = { first = 1 }\n")
            .starts_with("sla.toml:12:11: the model `linear` takes no `weights`"));
  CHECK(refusal_with("[attribution]\nmodel = \"time_decay\"\n").ends_with("has no `half_life` | add: half_life = \"7d\""));
  CHECK(refusal_with("[attribution]\nmodel = \"last\"\nhalf_life = \"7d\"\n").starts_with("sla.toml:12:13: the model `last` takes no `half_life`"));
  CHECK(refusal_with("[cadence]\ndata = \"weekly\"\n") == "sla.toml:11:8: \"weekly\" is not a period | did you mean `week`?");
  CHECK(refusal_with("[cadence]\ndate = \"week\"\n") == "sla.toml:11:1: unknown key `date` in [cadence] | did you mean `data`?");
  const std::string rule = "[[commitment]]\nname = \"V\"\nmetric = \"count(MQL)\"\ntarget = 5\n[[escalation]]\ncommitment = \"V\"\nbelow = \"target\"\n";
  CHECK(refusal_with(rule + "for = \"1 week\"\nto = \"VP\"\nlevel = 0\n").starts_with("sla.toml:19:9: `level` of [[escalation]] must be from 1"));
}
