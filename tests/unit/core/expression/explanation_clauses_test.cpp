// Which clauses keep a lead out: the truth of a predicate taken apart, against truth() itself and cases worked by hand.
#include "handoff/expression/explanation.hpp"
#include "lead_bench.hpp"

using namespace handoff;
using enum Tri;

namespace {

using Texts = std::vector<std::string>;

/// The clauses against, in favour, and those of the first that decide alone.
struct Told { Tri truth; Texts against, in_favour, alone; };

Told tell(const Bench& b, const std::string& text) {
  Explanation explanation(b.parse(text), Explanation::Root::opened, true);
  std::vector<std::size_t> found;
  Told told{explanation.judge(b.judging), {}, {}, {}};
  CHECK(told.truth == b.ask(text));
  explanation.against(found);
  for (const std::size_t i : found) {
    told.against.push_back(explanation.text(i));
    if (explanation.decides_alone(i)) told.alone.push_back(explanation.text(i));
  }
  explanation.in_favour(found);
  for (const std::size_t i : found) told.in_favour.push_back(explanation.text(i));
  return told;
}

}  // namespace

TEST_CASE("of an AND every false clause is against, and only a single one decides alone", "[clause]") {
  Bench b;
  b.set("fit", "40").set("intent", "10").set("employees", "300");
  const Told two = tell(b, "fit >= 60 AND employees > 200 AND intent >= 40");
  CHECK(two.truth == no);
  CHECK(two.against == Texts{"fit >= 60", "intent >= 40"});
  CHECK(two.alone.empty());
  CHECK(two.in_favour.empty());
  const Told one = tell(b, "fit >= 30 AND employees > 200 AND intent >= 40");
  CHECK(one.against == Texts{"intent >= 40"});
  CHECK(one.alone == one.against);
}

TEST_CASE("of an OR any alternative would do, and a false one beside a true one keeps nobody out", "[clause]") {
  Bench b;
  b.set("fit", "80").set("intent", "10").set("target_account", "no").set("employees", "300");
  const Told out = tell(b, "fit >= 60 AND intent >= 40 OR target_account AND employees > 200");
  CHECK(out.against == Texts{"intent >= 40", "target_account"});
  CHECK(out.alone == Texts{"intent >= 40", "target_account"});
  const Told in = tell(b, "(fit >= 60 OR intent >= 40) AND target_account");
  CHECK(in.against == Texts{"target_account"});
  CHECK(tell(b, "(intent >= 40 OR fit >= 60) AND employees > 200").in_favour == Texts{"fit >= 60", "employees > 200"});
}

TEST_CASE("under NOT a clause is against by being true", "[clause]") {
  Bench b;
  b.set("fit", "80").set("source", "Event").set("industry", "Retail");
  const Told both = tell(b, "fit >= 60 AND NOT (source = 'Event' OR industry = 'Retail')");
  CHECK(both.against == Texts{"source = 'Event'", "industry = 'Retail'"});
  CHECK(both.alone.empty());
  b.set("industry", "Law");
  const Told one = tell(b, "fit >= 60 AND NOT (source = 'Event' OR industry = 'Retail')");
  CHECK(one.against == Texts{"source = 'Event'"});
  CHECK(one.alone == one.against);
  b.set("source", "Web");
  CHECK(tell(b, "fit >= 60 AND NOT (source = 'Event' OR industry = 'Retail')").in_favour ==
        Texts{"fit >= 60", "source = 'Event'", "industry = 'Retail'"});
}

TEST_CASE("what is missing is against too, as unknown", "[clause]") {
  Bench b;
  b.set("fit", "80");
  const Told told = tell(b, "fit >= 60 AND intent >= 40");
  CHECK(told.truth == unknown);
  CHECK(told.against == Texts{"intent >= 40"});
  CHECK(told.alone == told.against);
}

TEST_CASE("a clause that stands twice is one, and a definition that is the whole is opened", "[clause]") {
  Bench b;
  b.set("fit", "40").set("intent", "50").set("target_account", "yes");
  CHECK(tell(b, "fit >= 60 AND intent >= 40 OR fit >= 60 AND target_account").alone == Texts{"fit >= 60"});
  b.define("mql", "fit >= 60 AND intent >= 40");
  CHECK(tell(b, "mql").against == Texts{"fit >= 60"});
  CHECK(tell(b, "mql AND target_account").against == Texts{"mql"});
}

TEST_CASE("of gates by lane that of the lead's lane decides", "[clause]") {
  Bench b;
  b.set("target_account", "no").set("source", "Event").set("fit", "70").set("intent", "10");
  auto lanes = std::make_shared<BucketList>(BucketList{"lane", {{"abm", b.parse("target_account")}, {"event", b.parse("source = 'Event'")}}});
  b.named["lane"] = std::shared_ptr<const BucketList>(lanes);
  const std::string gates = "CASE lane WHEN 'abm' THEN budget WHEN 'event' THEN fit >= 60 AND intent >= 40 ELSE need AND fit >= 80 END";
  const Told event = tell(b, gates);
  CHECK(event.truth == no);
  CHECK(event.against == Texts{"intent >= 40"});
  CHECK(event.alone == Texts{"intent >= 40"});
  b.set("target_account", "yes").set("budget", "yes");
  CHECK(tell(b, gates).in_favour == Texts{"budget"});
  b.set("target_account", "no").set("source", "").set("need", "yes");   // a blank is another lane
  CHECK(tell(b, gates).against == Texts{"fit >= 80"});
  Explanation explanation(b.parse(gates), Explanation::Root::opened, true);
  explanation.judge(b.judging);
  std::string said;
  explanation.append_deciding(b.judging, said);
  CHECK(said == "fit >= 80 (fit = 70): no");
  b.set("target_account", "perhaps").set("budget", "no").set("fit", "50").set("need", "no");   // whichever lane it is, it is out
  CHECK(tell(b, gates).truth == no);
  b.set("budget", "yes");
  const Told open = tell(b, gates);
  CHECK(open.truth == unknown);
  CHECK(open.against == Texts{"lane = 'abm'", "lane = 'event'", "fit >= 60", "intent >= 40", "need", "fit >= 80"});
  CHECK(tell(b, "CASE lane WHEN 'event' THEN budget END").truth == unknown);   // no gate for the others
  b.set("target_account", "no").set("source", "");
  CHECK(tell(b, "CASE lane WHEN 'abm' THEN budget ELSE lane = 'abm' END").truth == unknown);   // a blank is not held against a text
}
