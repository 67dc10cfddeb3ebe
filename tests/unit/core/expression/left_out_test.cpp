// What another definition leaves out of the one as written.
#include "handoff/expression/left_out.hpp"

#include "catch.hpp"
#include "leads.hpp"

using namespace handoff;
using namespace handoff::test;

TEST_CASE("conditions that a trial does not ask are left out, whatever it holds the others against", "[expression]") {
  const Contract contract = small_contract();
  const auto out = [&](const char* written, const char* tried) {
    const Scope scope = scope_of(contract);
    return left_out(*parse_expression(written, scope), *parse_expression(tried, scope));
  };
  using Texts = std::vector<std::string>;
  const char* written = "fit >= 60 AND intent >= 40 OR industry IN ('SaaS', 'Retail') AND NOT title LIKE '%intern%'";
  CHECK(out(written, written).empty());
  CHECK(out(written, "fit >= 80 AND 30 < intent OR industry = 'SaaS' AND title LIKE 'VP%'").empty());
  CHECK(out(written, "fit >= 80") == Texts{"intent >= 40", "industry IN ('SaaS', 'Retail')", "title NOT LIKE '%intern%'"});
  CHECK(out("fit >= 60 OR fit >= 60 AND intent > 1", "intent > 2") == Texts{"fit >= 60"});
}
