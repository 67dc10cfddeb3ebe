// Which leads a share is over: those that were due, and perhaps those of which a day without a time leaves it open.
#include "handoff/judging/finding.hpp"

#include "catch.hpp"

using namespace handoff;

TEST_CASE("a limit has run out once it is past, and not at its last second", "[finding]") {
  const Stamp due{100, 100, 0, false}, day{100, 200, 0, true};
  CHECK(ran_out(due, 100) == Tri::no);
  CHECK(ran_out(due, 101) == Tri::yes);
  CHECK(ran_out(day, 100) == Tri::no);
  CHECK(ran_out(day, 150) == Tri::unknown);
  CHECK(ran_out(day, 200) == Tri::unknown);
  CHECK(ran_out(day, 201) == Tri::yes);
}

TEST_CASE("each lead is in one place, and the share is over those that were due", "[finding]") {
  FindingCounts counts;
  counts.add({Finding::fail, Tri::yes});
  counts.add({Finding::pass, Tri::yes});
  counts.add({Finding::pass, Tri::yes});
  counts.add({Finding::pass, Tri::no});          // done, and not yet due
  counts.add({Finding::open, Tri::no});
  counts.add({Finding::unknown, Tri::no});       // whatever it is, it is not due
  counts.add({Finding::exempt, Tri::yes});
  counts.add({Finding::exempt, Tri::no});
  counts.add({Finding::unknown, Tri::yes});
  counts.add({Finding::pass, Tri::unknown});     // not failed, and perhaps in the share
  counts.add({Finding::fail, Tri::no});          // of several together: one failed already
  CHECK(counts.all() == 11);
  CHECK(counts.fail() == 1);
  CHECK(counts.pass() == 2);
  CHECK(counts.early == 1);
  CHECK(counts.open == 2);
  CHECK(counts.failed_early == 1);
  CHECK(counts.exempt == 2);
  CHECK(counts.unknown() == 2);
  const Rate failed = whole(counts.failed), passed = whole(counts.passed());
  CHECK(failed.of == 3);
  CHECK(*failed.least == Approx(1.0 / 5));       // the unknown one passed, and the other was due
  CHECK(*failed.most == Approx(2.0 / 4));        // the unknown one failed, and the other was not due
  CHECK(*passed.least == Approx(1 - *failed.most));
  CHECK(*passed.most == Approx(1 - *failed.least));
}

TEST_CASE("several checks fail by one, pass only with nothing unknown, and are due when all are", "[finding]") {
  const auto joined = [](std::initializer_list<DueFinding> parts) {
    JoinedFinding all;
    for (const DueFinding& part : parts) all.add(part);
    return all.joined();
  };
  const DueFinding pass{Finding::pass}, fail{Finding::fail}, early{Finding::pass, Tri::no}, open{Finding::open, Tri::no};
  CHECK(joined({fail, pass}).finding == Finding::fail);
  CHECK(joined({fail, pass}).due == Tri::yes);
  CHECK(joined({fail, open}).finding == Finding::fail);
  CHECK(joined({fail, open}).due == Tri::no);    // a slow part would else be judged by the fast one alone
  CHECK(joined({pass, early}).finding == Finding::pass);
  CHECK(joined({pass, early}).due == Tri::no);
  CHECK(joined({pass, {Finding::unknown}}).finding == Finding::unknown);
  CHECK(joined({pass, {Finding::pass, Tri::unknown}}).due == Tri::unknown);
  CHECK(joined({pass, {Finding::exempt, Tri::no}}).due == Tri::yes);   // what it is exempt from is not asked
  CHECK(joined({{Finding::exempt}}).finding == Finding::exempt);       // nothing is asked of it
  const DueFinding perhaps_late{Way::failed | Way::exempt}, perhaps_due{not_done(Tri::unknown)};
  CHECK(joined({fail, perhaps_late}) == fail);                         // late anyway, whether the other is asked or not
  CHECK(joined({pass, perhaps_late}).finding == Finding::unknown);
  CHECK(joined({pass, perhaps_late}).due == Tri::yes);
  CHECK(joined({perhaps_due, pass}).ways.fails() == true);             // if it was due, it failed
  CHECK(joined({perhaps_due, open}).due == Tri::no);                   // it may have failed already, and is not due
}

TEST_CASE("what may have been due and was not done failed if it was due", "[finding]") {
  FindingCounts counts;
  counts.add(Finding::fail);
  counts.add(Finding::pass);
  counts.add(Finding::pass);
  counts.add(not_done(Tri::unknown));
  counts.add(Way::passed | Way::exempt);         // in time, if it is asked at all
  counts.add(Way::open | Way::exempt);           // in no share, whether it is asked or not
  CHECK(counts.unknown() == 2);
  CHECK(counts.open == 1);
  const Rate failed = whole(counts.failed);
  CHECK(*failed.least == Approx(1.0 / 4));
  CHECK(*failed.most == Approx(2.0 / 4));
}
