#include "contract_text.hpp"

#include <fmt/format.h>

#include <iterator>

#include "columns.hpp"
#include "touches.hpp"

namespace synth {
namespace {

constexpr const char* head = R"toml(# Goes with an export made by handoff-generate; its ground truth is told by these terms, as of 2026-07-01T00:00-04:00.
handoff = 2

[contract]
name = "Synthetic sales-marketing SLA"
version = "generated"
effective = {{ from = 2024-01-01, to = 2026-12-31 }}
owner = "RevOps"

[time]
zone = "America/New_York"
week_start = "monday"
{}
[calendar.default]
zone = "America/New_York"
mon-fri = ["09:00-17:00"]
holidays = [2025-01-01, 2025-01-20, 2025-05-26, 2025-07-04, 2025-09-01, 2025-11-27, 2025-11-28, 2025-12-25,
            2026-01-01, 2026-01-19, 2026-05-25, 2026-07-03]

[columns]
preset = "{}"
)toml";

constexpr const char* tail = R"toml(
[money]
symbols = {{ "$" = "USD", "" = "USD" }}

[null]
values = ["(No value)", "N/A"]

[exclude]
test = "email LIKE '%@test.example'"

[define]
icp = "employees BETWEEN 50 AND 1000 AND industry IN ('B2B SaaS', 'Professional Services', 'Financial Services')"
demo_request = "conversion LIKE '%demo%'"

[segment]
"A" = "employees <= 200"
"B" = "employees BETWEEN 201 AND 1000"

[score.fit]
cap = 100
points = [
  {{ when = "icp", add = 40 }},
  {{ when = "title LIKE '%Director%'", add = 20 }},
  {{ when = "title LIKE 'VP %'", add = 20 }},
  {{ when = "title LIKE 'Head of %'", add = 20 }},
  {{ when = "employees BETWEEN 200 AND 1000", add = 20 }},
  {{ when = "employees > 5000", add = -20 }},
]

[score.intent]
column = "{7}"
{8}
[[stage]]
name = "Lead"
at = "created_at"
value = ["{0}"]
owner = "marketing"

[[stage]]
name = "MQL"
at = "mql_at"
value = ["{1}"]
when = "fit >= 60 AND intent >= 40 OR demo_request AND icp"
owner = "marketing"

[[stage]]
name = "SAL"
at = "sal_at"
value = ["{2}"]
owner = "sales"

[[stage]]
name = "SQL"
at = "sql_at"
value = ["{3}"]
owner = "sales"

[[stage]]
name = "Opportunity"
at = "opportunity_at"
value = ["{4}"]
owner = "sales"

[[stage]]
name = "Customer"
at = "won_at"
value = ["{5}"]
owner = "sales"

[[exit]]
name = "Disqualified"
at = "disqualified_at"
value = ["{6}"]

[[exit]]
name = "Recycled"
when = "disposition = 'recycled'"

[[clock]]
name = "first touch, demo request"
owner = "sales"
on = "MQL"
where = "demo_request"
start = "mql_at"
stop = "first_touch_at"
limit = "1h"
target = 0.95

[[clock]]
name = "first touch"
owner = "sales"
on = "MQL"
exempt = "source = 'Partner'"
start = "mql_at"
stop = "first_touch_at"
limit = "4bh"
calendar = "default"
target = 0.90

[disposition]
states = ["accepted", "recycled", "rejected"]
reasons = ["Wrong title", "Wrong company size", "Not in territory", "Already a customer", "Already in pipeline",
           "No budget this year", "Not ready", "Bad contact data", "Did not respond after 10 touches", "Competitor"]
reason_required = ["recycled", "rejected"]
limit = "72h"
)toml";

}  // namespace

std::string contract_text(const Options& options) {
  const bool hubspot = options.style == Style::hubspot;
  const char* order = options.has(Ugly::dmy) ? "date_order = \"dmy\"\n" : options.has(Ugly::mdy) || options.has(Ugly::ampm) ? "date_order = \"mdy\"\n" : "";
  std::string text = fmt::format(head, order, hubspot ? "hubspot" : "salesforce");
  for (int i = 0; i < options.columns; ++i) {
    const ColumnName& name = column_names[static_cast<std::size_t>(i)];
    if (name.field.empty()) continue;
    const auto header = header_of(options, static_cast<Column>(i));
    if (name.type.empty()) fmt::format_to(std::back_inserter(text), "{} = '{}'\n", name.field, header);
    else fmt::format_to(std::back_inserter(text), "{} = {{ column = '{}', type = \"{}\" }}\n", name.field, header, name.type);
  }
  const std::string window = options.has_signal() ? "at = \"last_signal_at\"\nwindow = \"30d\"\n" : "";
  const auto intent = header_of(options, Column::intent);
  if (hubspot) {
    text += fmt::format(tail, "Lead", "Marketing Qualified Lead", "Sales Accepted Lead", "Sales Qualified Lead", "Opportunity", "Customer",
                        "Disqualified", intent, window);
  } else {
    text += fmt::format(tail, "Open - Not Contacted", "Marketing Qualified", "Working - Accepted", "Sales Qualified", "Opportunity",
                        "Closed - Won", "Closed - Disqualified", intent, window);
  }
  return text + touch_section(options);
}

}  // namespace synth
