// A metric's text taken apart.
#include "handoff/contract/metric.hpp"

#include "catch.hpp"

using namespace handoff;

namespace {
std::string metric_parts(std::string_view text) {
  const auto metric = read_metric(text);
  if (!metric) return "none";
  std::string out = metric->function;
  for (const std::string& argument : metric->arguments) out += "|" + argument;
  return out;
}
}  // namespace

TEST_CASE("metrics and their arguments", "[metric]") {
  CHECK(metric_parts("count(MQL)") == "count|MQL");
  CHECK(metric_parts("  Rate ( MQL ,SAL ) ") == "rate|MQL|SAL");
  CHECK(metric_parts("compliance(first touch, demo)") == "compliance|first touch|demo");
  CHECK(metric_parts("compliance(\"first touch, demo\")") == "compliance|first touch, demo");
  CHECK(metric_parts("late_share( \"first touch, demo\" , owner)") == "late_share|first touch, demo|owner");
  CHECK(metric_parts("personalised_message") == "personalised_message");
  for (const char* bad : {"", "count(MQL", "count()", "count(MQL,)", "count(,MQL)", "2x", "a b", "a-b(MQL)", "count MQL)", "count(\"MQL)"}) {
    INFO(bad);
    if (std::string_view(bad) == "count(\"MQL)") CHECK(metric_parts(bad) == "count|\"MQL");  // a lone quote is a part of the name
    else CHECK(metric_parts(bad) == "none");
  }
}

TEST_CASE("which way a metric is better", "[metric]") {
  CHECK(metric_sense("count") == Sense::number_up);
  CHECK(metric_sense("effort") == Sense::share_up);
  CHECK(metric_sense("late_share") == Sense::share_down);
  CHECK(metric_sense("personalised_message") == Sense::unknown);
}
