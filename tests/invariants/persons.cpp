// Whoever works on fewer than 30 leads is not named, under whatever name the owner's column is asked for: by the field owner, by a field of the contract that reads its column,
// by a segment or a lane that asks one of these, itself or through a definition.
#include "suites.hpp"

namespace invariants {

namespace {

const std::string contract_text = R"toml(handoff = 2

[contract]
name = "Persons"
version = "1"

[time]
zone = "UTC"

[columns]
owner = "Contact owner"
rep = { column = "contact_owner", type = "text" }

[define]
hers = "rep = 'Zelda Zorn'"

[segment]
Zorn = "CASE WHEN owner = 'Zelda Zorn' THEN TRUE ELSE FALSE END"
rest = "TRUE"

[lane]
Zorn = "hers"
rest = "TRUE"

[[stage]]
name = "MQL"
at = "mql_at"
owner = "marketing"

[[stage]]
name = "SQL"
at = "sql_at"
owner = "sales"

[[clock]]
name = "answer"
owner = "sales"
on = "MQL"
start = "mql_at"
stop = "sql_at"
limit = "24h"

[[commitment]]
name = "Late answers"
owner = "sales"
metric = "late_share(answer, rep)"
per = "month"
target = 0.05
)toml";

std::string export_text() {
  std::string text = "lead_id,Contact owner,mql_at,sql_at\n";
  for (int i = 0; i < 120; ++i) {
    const std::string day = std::string(i % 28 < 9 ? "0" : "") + std::to_string(1 + i % 28);
    text += "L" + std::to_string(i) + (i % 10 ? ",Ben Big" : ",Zelda Zorn") + ",2026-01-" + day + " 09:00," + (i % 3 ? "" : "2026-01-" + day + " 10:00") + "\n";
  }
  return text;
}

}  // namespace

void check_persons(Checks& checks) {
  checks.about("persons");
  Export data;
  data.name = "persons";
  data.scratch = std::make_unique<Scratch>();
  data.contract = data.scratch->path("sla.toml");
  data.files = {data.scratch->path("leads.csv")};
  data.truth = {{"as_of", "2026-02-15T00:00:00Z"}};
  write_file(data.contract, contract_text);
  write_file(data.files[0], export_text());
  std::uint64_t named = 0;
  for (const char* command : {"waterfall", "audit", "breaches", "weekly", "monthly"})
    for (const char* by : {"owner", "rep", "segment", "lane"})
      for (const char* format : {"table", "csv", "json", "md"}) {
        Call wanted{command, {"--by", by, "-f", format}};
        if (std::string(command) == "breaches") wanted.more.insert(wanted.more.end(), {"--most", "0"});
        const Output output = call(data, wanted);
        checks.that("it runs: " + wanted.command + " --by " + by, output.code != 2, output.err);
        const std::string what = wanted.command + " --by " + by + " -f " + format;
        const std::size_t at = output.out.find("Zorn");
        checks.that("a person with 12 leads is not named: " + what, at == std::string::npos, at == std::string::npos ? "" : output.out.substr(at < 60 ? 0 : at - 60, 120));
        named += output.out.find("Ben Big") != std::string::npos;
      }
  checks.that("whoever has enough leads is named", named > 0);
}

}  // namespace invariants
