// The result tree and the number texts. Expected values are worked by hand; rates are from the design's worked examples (Wilson).
#include "handoff/report/report.hpp"

#include <limits>

#include "catch.hpp"

using namespace handoff;

namespace {
std::string text_of(const Node& node) {
  if (node.is_null()) return "null";
  if (const auto* text = std::get_if<std::string>(&node.value())) return *text;
  if (const auto* integer = std::get_if<std::int64_t>(&node.value())) return std::to_string(*integer);
  return "?";
}
}  // namespace

TEST_CASE("a rate becomes an object of eight members, in order") {
  const Node node = Node(Rate{94, 200, 0.47, 0.4075, 0.5333, 6, 94.0 / 206, 100.0 / 206}).plain();
  std::string keys;
  for (const auto& [key, value] : std::get<Node::Object>(node.value())) keys += key + " ";
  CHECK(keys == "count of unknown least most rate low high ");
  CHECK(std::get<std::int64_t>(node.at("count").value()) == 94);
  CHECK(std::get<double>(node.at("high").value()) == 0.5333);
}

TEST_CASE("a rate of nothing keeps its counts and has no rate") {
  const Node node = Node(Rate{0, 0, {}, {}, {}}).plain();
  CHECK(text_of(node.at("count")) == "0");
  CHECK(text_of(node.at("of")) == "0");
  CHECK(node.at("rate").is_null());
  CHECK(node.at("low").is_null());
  CHECK(node.at("high").is_null());
}

TEST_CASE("at gives null for a member that is not there, and for what is no object") {
  const Node object(Node::Object{{"stage", "MQL"}});
  CHECK(text_of(object.at("stage")) == "MQL");
  CHECK(object.at("sta").is_null());
  CHECK(Node("text").at("stage").is_null());
  CHECK(Node().at("").is_null());
}

TEST_CASE("flatten joins nested keys and leaves lists out") {
  const Node row(Node::Object{{"stage", "MQL"},
                              {"conversion_next", Rate{1, 4, 0.25, 0.1, 0.6}},
                              {"exits", Node::Object{{"lost", 3}, {"deep", Node::Object{{"er", 1}}}}},
                              {"months", Node::List{1, 2}},
                              {"value", nullptr}});
  std::string keys;
  for (const auto& [key, value] : flatten(row)) keys += key + "=" + text_of(value) + " ";
  CHECK(keys ==
        "stage=MQL conversion_next_count=1 conversion_next_of=4 conversion_next_unknown=0 conversion_next_least=null conversion_next_most=null conversion_next_rate=? conversion_next_low=? conversion_next_high=? "
        "exits_lost=3 exits_deep_er=1 value=null ");
  CHECK(flatten(Node(5)).empty());
  CHECK(flatten(Node(Node::List{1})).empty());
}

TEST_CASE("counts are grouped by thousands") {
  CHECK(count_text(0) == "0");
  CHECK(count_text(999) == "999");
  CHECK(count_text(1000) == "1,000");
  CHECK(count_text(1234567) == "1,234,567");
  CHECK(count_text(-999) == "-999");
  CHECK(count_text(-1000) == "-1,000");
  CHECK(count_text(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036,854,775,808");
}

TEST_CASE("percentages show one decimal, and two where one would hide the number") {
  CHECK(percent_text(0.47) == "47.0 %");
  CHECK(percent_text(980 / 4200.0) == "23.3 %");   // S004: worked
  CHECK(percent_text(2 / 980.0) == "0.20 %");      // S004: won of worked
  CHECK(percent_text(2 / 4200.0) == "0.05 %");     // S004: won of MQL, 0.0476 %
  CHECK(percent_text(0.01) == "1.0 %");
  CHECK(percent_text(0) == "0.0 %");
  CHECK(percent_text(-0.0) == "0.0 %");
  CHECK(percent_text(-0.2) == "-20.0 %");
  CHECK(percent_text(1) == "100.0 %");
  CHECK(percent_text(2999 / 3000.0) == "99.97 %");
  CHECK(percent_text(0.99) == "99.0 %");
  CHECK(percent_text(std::numeric_limits<double>::quiet_NaN()) == "-");
  CHECK(percent_text(std::numeric_limits<double>::infinity()) == "-");
  CHECK(percent_text(1e300).size() > 300);
}

TEST_CASE("what is not nothing does not read as nothing, nor what is not all as all") {
  CHECK(percent_text(1 / 3'000'000.0) == "< 0.01 %");
  CHECK(percent_text(1 / 10'000.0) == "0.01 %");
  CHECK(percent_text(-0.000001) == "> -0.01 %");
  CHECK(percent_text(299'999 / 300'000.0) == "> 99.99 %");   // all but one is not all
  CHECK(percent_text(2'999'999 / 3'000'000.0) == "> 99.99 %");
  CHECK(percent_text(9'999 / 10'000.0) == "99.99 %");
  CHECK(percent_text(0.3 - 0.1 * 3) == "0.0 %");             // what rounding left of nothing
  CHECK(bounds_text(0, 1 / 3'000'000.0, " to ") == "0.0 to < 0.01 %");
  CHECK(rate_text(wilson(share_of(1, 3'000'000))) == "< 0.01 % (< 0.01-< 0.01)");
  CHECK(share_text(whole(share_beside(0, 2'999'999, 1))) == "0.0 % (0.0 to < 0.01)");
  CHECK(share_text(whole(share_beside(2'999'999, 0, 1))) == "100.0 % (> 99.99 to 100.0)");
}

TEST_CASE("rates carry their interval") {
  CHECK(rate_text(wilson_sample(share_of(94, 200), 1200)) == "47.0 % (40.8-53.3)");
  CHECK(rate_text(wilson(share_of(18, 20))) == "90.0 % (69.9-97.2)");
  CHECK(rate_text(wilson(share_of(1, 200))) == "0.50 % (0.09-2.78)");
  CHECK(rate_text(whole(share_of(564, 1200))) == "47.0 %");
  CHECK(rate_text({0, 0, {}, {}, {}}) == "-");
}

TEST_CASE("what is unknown stands beside a rate, and in place of it where it is too much") {
  // 19 of 29, one unknown: 19 / 30 and 20 / 30.
  CHECK(share_text(whole(share_beside(19, 10, 1))) == "65.5 % (63.3 to 66.7)");
  CHECK(share_text(whole(share_beside(19, 10, 1)), true) == "63.3 to 66.7 %");
  // 10 late and 90 not among 2,000, of whom 1,900 cannot be judged: nobody knows the share.
  CHECK(share_text(whole(share_beside(10, 90, 1900))) == "0.50 to 95.5 %");
  CHECK(rate_text(whole(share_beside(10, 90, 1900))) == "0.50 to 95.5 %");
  CHECK(rate_text(wilson(share_beside(19, 10, 1))) == "65.5 % (63.3 to 66.7; 95 %: 45.5-80.8)");
  CHECK(rate_text(wilson(share_beside(0, 0, 4))) == "0.0 to 100.0 %");
  // One unknown of a million changes no printed digit.
  CHECK(share_text(whole(share_beside(400'000, 599'999, 1))) == "40.0 %");
}
