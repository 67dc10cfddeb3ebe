// Which texts of a deal's stage say won, lost, or neither.
#include "catch.hpp"
#include "leads.hpp"
#include "deals/deal_log.hpp"

using namespace handoff;
using namespace handoff::test;

TEST_CASE("won and lost are words that stand alone, whatever their case and their pipeline", "[deals]") {
  const Contract contract = small_contract();   // its last stage is Won, its exit lost
  const auto says = [&](const char* stage) {
    bool known = false;
    const DealStatus status = stage_says(contract, stage, known);
    if (status == DealStatus::won) return std::string("won");
    if (status == DealStatus::lost) return std::string("lost");
    return std::string(known ? "open" : "listed");
  };
  for (const char* word : {"won", "Won", "closed won", "Closed Won", "CLOSED-WON", "closedwon", "closed_won", "Closed Won (Partner)", " closed won ", "won (Q3)"}) {
    INFO(word);
    CHECK(says(word) == "won");
  }
  for (const char* word : {"lost", "Closed Lost", "closed-lost", "closedlost", "CLOSED_LOST", "Closed Lost (Renewal)"}) {
    INFO(word);
    CHECK(says(word) == "lost");
  }
  for (const char* word : {"Won back", "Not won", "Not lost", "Almost won", "Closed - won", "closed  won", "Gewonnen", "Negotiation", "Winback", "(won)", "wonderful"}) {
    INFO(word);
    CHECK(says(word) == "listed");
  }
  CHECK(says("SQL") == "open");      // a stage of the contract that is not the last
  CHECK(says("sql (EMEA)") == "open");
}
