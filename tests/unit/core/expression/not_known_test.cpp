// What nobody knows of a lead, against what is blank: a range across a threshold, a cell that cannot be read, a score without its signal log. Each is worked by
// hand, through points, CASE, COALESCE, buckets and signals.
#include "lead_bench.hpp"

using namespace handoff;
using enum Tri;

namespace {

/// Bench::set gives no such cell: that of a column which the export does not have.
void take_away(Bench& b, const char* field) {
  Value& cell = b.lead.values[known_field(field)] = Value{};
  cell.state = Value::State::unreadable;
}

std::string points(Bench& b, const std::string& when, double add) {
  const Number number = points_of({b.parse(when), add}, b.judging);
  const auto show = [](double x) { return std::to_string(static_cast<int>(x)); };
  return number.low == number.high ? show(number.low) : show(number.low) + ".." + show(number.high);
}

std::shared_ptr<BucketList> sizes(const Bench& b) {
  auto list = std::make_shared<BucketList>();
  list->name = "segment";
  list->buckets = {{"small", b.parse("employees < 100")}, {"large", b.parse("employees >= 100")}, {"blank", b.parse("employees IS NULL")}};
  return list;
}

}  // namespace

TEST_CASE("points of a rule that a range cuts are nothing or all of it", "[not known]") {
  Bench b;
  for (const char* range : {"51-200", "1000+", "<50"}) {
    b.set("employees", range);
    const bool cut = std::string(range) == "51-200";
    CHECK(points(b, "employees >= 100", 20) == (cut ? "0..20" : std::string(range) == "1000+" ? "20" : "0"));
    CHECK(points(b, "employees >= 100", -20) == (cut ? "-20..0" : std::string(range) == "1000+" ? "-20" : "0"));
  }
  b.set("employees", "1000+");
  CHECK(points(b, "employees > 5000", 20) == "0..20");
  // A blank beside it settles an AND, and leaves an OR to the range.
  b.set("employees", "51-200");
  CHECK(points(b, "employees >= 100 AND title = 'CEO'", 20) == "0");
  CHECK(points(b, "employees >= 100 OR title = 'CEO'", 20) == "0..20");
  CHECK(points(b, "NOT (employees >= 100 AND title = 'CEO')", 20) == "0..20");   // where the range is below, the AND is false
  CHECK(points(b, "title = 'CEO'", 20) == "0");
  CHECK(points(b, "title IS NULL", 20) == "20");
  CHECK(points(b, "NOT title = 'CEO'", 20) == "0");
}

TEST_CASE("CASE and COALESCE are open only where the branches that may be taken differ", "[not known]") {
  Bench b;
  b.set("employees", "51-200").set("industry", "Retail");
  CHECK(b.number("CASE WHEN employees >= 100 THEN 20 ELSE 10 END") == "[10, 20]");
  CHECK(b.number("CASE WHEN employees >= 100 THEN 20 WHEN employees >= 50 THEN 20 ELSE 0 END") == "20");
  CHECK(b.text("CASE WHEN employees >= 100 THEN industry ELSE 'Retail' END") == "Retail");
  CHECK(b.value("CASE WHEN employees >= 100 THEN 'a' ELSE 'b' END").state == Value::State::open);
  CHECK(b.value("CASE WHEN employees >= 100 THEN 'a' END").state == Value::State::open);
  CHECK(b.value("CASE WHEN employees >= 100 THEN title END").blank());           // both are NULL
  CHECK(b.ask("CASE WHEN employees >= 100 THEN fit > 5 ELSE TRUE END") == unknown);
  CHECK(b.ask("CASE WHEN employees >= 100 THEN industry = 'Retail' ELSE TRUE END") == yes);
  CHECK(b.number("CASE WHEN title = 'CEO' THEN 20 ELSE 10 END") == "10");         // a blank is not true
  CHECK(b.ask("COALESCE(employees >= 100, FALSE)") == unknown);
  CHECK(b.ask("COALESCE(employees >= 100, FALSE) IS NULL") == no);
  CHECK(b.ask("COALESCE(title = 'CEO', TRUE)") == yes);
  CHECK(b.number("COALESCE(fit, 3)") == "3");
  take_away(b, "fit");
  CHECK(b.value("COALESCE(fit, 3)").state == Value::State::open);
  CHECK(b.value("fit + touches").blank());                                        // NULL whatever fit is
  CHECK(b.value("fit + 1").state == Value::State::open);
  CHECK(b.ask("fit + 1 IS NULL") == unknown);
  CHECK(b.ask("fit > 1 OR fit IS NULL") == unknown);
  CHECK(b.ask("(fit > touches) IS NULL") == yes);
}

TEST_CASE("a bucket that a range leaves open is undecided, and a blank is in none that compares it", "[not known]") {
  Bench b;
  const auto list = sizes(b);
  CHECK(bucket_name(*list, bucket_of(*list, b.judging)) == "blank");
  b.set("employees", "51-200");
  CHECK(bucket_of(*list, b.judging) == undecided_bucket);
  CHECK(possible_buckets(*list, b.judging) == std::vector<int>{0, 1, unmapped_bucket});
  CHECK(bucket_name(*list, undecided_bucket) == "(undecided)");
  b.set("employees", "51-60");
  CHECK(bucket_name(*list, bucket_of(*list, b.judging)) == "small");
  take_away(b, "employees");
  CHECK(possible_buckets(*list, b.judging) == std::vector<int>{0, 1, 2, unmapped_bucket});
  b.named["segment"] = std::shared_ptr<const BucketList>(list);
  CHECK(b.ask("segment = 'small'") == unknown);
  CHECK(b.ask("segment IS NULL") == unknown);
}

TEST_CASE("an axis of signals without its log is not known, and no zero", "[not known]") {
  Bench b;
  auto axis = std::make_shared<ScoreAxis>();
  axis->name = "interest";
  axis->signals = {{"Pricing page", 15, {}}};
  b.named["interest"] = std::shared_ptr<const ScoreAxis>(axis);
  CHECK(score(*axis, b.judging).state == Value::State::open);
  CHECK(points(b, "interest >= 15", 20) == "0..20");
  CHECK(b.value("COALESCE(interest, 0)").state == Value::State::open);
  const std::vector<std::string> types = {"pricing page"};
  b.judging.signals = nullptr;
  Signals none{{}, &types};
  b.judging.signals = &none;
  CHECK(score(*axis, b.judging).number.high == 0);
  CHECK(points(b, "interest >= 15", 20) == "0");
}

TEST_CASE("holds asks what is so, truth what SQL says", "[not known]") {
  Bench b;
  CHECK(holds(*b.parse("title = 'CEO'"), b.judging) == no);
  CHECK(b.ask("title = 'CEO'") == unknown);
  b.set("employees", "51-200");
  CHECK(holds(*b.parse("employees >= 100"), b.judging) == unknown);
  CHECK(holds(*b.parse("employees >= 50"), b.judging) == yes);
}
