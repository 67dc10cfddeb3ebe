// What `--by NAME` means under a contract, and what may not be a group.
#include "handoff/contract/group.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "handoff/contract/contact_field.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "handoff/contract/field_hint.hpp"
#include "handoff/text/suggest.hpp"

namespace handoff {

namespace {

const std::pair<std::string_view, Grain> grains[] = {
    {"day", Grain::day}, {"week", Grain::week}, {"month", Grain::month}, {"quarter", Grain::quarter}, {"year", Grain::year}};

/// Do the buckets ask whose a lead is? Then they rank persons, whatever the contract calls them.
bool buckets_ask_owner(const Contract& contract, const BucketList& list) {
  return std::any_of(list.buckets.begin(), list.buckets.end(), [&](const Bucket& bucket) { return bucket.when && asks_owner(contract, *bucket.when); });
}

/// Under a name of its own, a column of addresses would be listed person by person.
void refuse_contact(const Contract& contract, const GroupBy& by, const std::string& option) {
  const Field& field = contract.fields[by.field];
  if (by.people || is_contact_of_lead(by) || !is_contact_field(contract, by.field)) return;
  throw Error(option, fmt::format("'{}' reads a column of names, e-mail addresses or phone numbers", field.name),
              "group by another field, or by the canonical one (email, phone ...), which shows no values");
}

}  // namespace

bool is_contact_of_lead(const GroupBy& by) {
  constexpr std::string_view contact[] = {"email", "first_name", "last_name", "phone"};
  return by.kind == GroupBy::Kind::field && std::find(std::begin(contact), std::end(contact), by.name) != std::end(contact);
}

GroupBy group_by(const Contract& contract, std::string_view name, const std::string& option) {
  GroupBy by;
  for (const auto& [word, grain] : grains) {
    if (!same_name(word, name)) continue;
    by.name = word;
    by.kind = GroupBy::Kind::period;
    by.grain = grain;
    return by;
  }
  for (const auto& list : {contract.segments, contract.lanes, contract.sources, contract.routes}) {
    if (!list || !same_name(list->name, name)) continue;
    by.name = list->name;
    by.kind = GroupBy::Kind::buckets;
    by.buckets = list;
    by.people = buckets_ask_owner(contract, *list);
    return by;
  }
  by.field = find_field(contract, name);
  if (by.field != no_field) {
    by.name = contract.fields[by.field].name;
    by.people = is_owner_field(contract, by.field);
    refuse_contact(contract, by, option);
    return by;
  }
  for (const char* const table : {"lane", "route"})
    if (same_name(name, table))
      throw Error(option, fmt::format("the contract defines no {}s", table), fmt::format("add a [{}] table to {}", table, contract.file));
  std::vector<std::string> names = {"segment", "lane", "source", "route", "day", "week", "month", "quarter", "year"};
  for (const Field& field : contract.fields) names.push_back(field.name);
  const std::string near = closest(name, names);
  if (const std::string reads = reads_header(contract, name); !reads.empty()) throw Error(option, "'" + std::string(name) + "' is the header of a column, and a field is asked for", reads);
  throw Error(option, "there is no field named '" + std::string(name) + "'",
              near.empty() ? "name a field of the contract, segment, lane, week, month or quarter; " + declare_column(name) : "did you mean '" + near + "'?");
}

void collect_group_fields(const GroupBy& by, std::vector<FieldId>& out) {
  if (by.kind == GroupBy::Kind::field) out.push_back(by.field);
  if (by.kind == GroupBy::Kind::buckets)
    for (const Bucket& bucket : by.buckets->buckets) collect_fields(*bucket.when, out);
}

}  // namespace handoff
