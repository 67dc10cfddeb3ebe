// Headers to fields; see columns.hpp for the order in which candidates are tried.
#include "leads/columns.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

#include "leads/field_facts.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "handoff/text/suggest.hpp"

namespace handoff {
namespace {

using Columns = std::unordered_map<std::string, int>;

/// The file's headers by name; of one that stands twice, the first.
struct HeaderIndex {
  Columns exact, loose;
  std::vector<int> repeated;  ///< columns whose header an earlier one has
  std::vector<int> alike;     ///< columns whose header differs from an earlier one in case, blanks and underscores alone
  explicit HeaderIndex(const std::vector<std::string>& header) {
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (header[i].empty()) continue;
      const bool again = !exact.emplace(header[i], static_cast<int>(i)).second;
      const bool folds_again = !loose.emplace(folded_header(header[i]), static_cast<int>(i)).second;
      if (again) repeated.push_back(static_cast<int>(i));
      else if (folds_again) alike.push_back(static_cast<int>(i));
    }
  }
};

/// A header that the contract names stands for itself: another column must not slip into its place.
std::vector<std::string> candidates(const Field& field) {
  std::vector<std::string> names = field.headers;
  if (!field.named_by_contract && std::find(names.begin(), names.end(), field.name) == names.end()) names.push_back(field.name);
  return names;
}

int find_column(const HeaderIndex& index, const std::vector<std::string>& names) {
  for (const auto& name : names)
    if (const auto at = index.exact.find(name); at != index.exact.end()) return at->second;
  for (const auto& name : names)
    if (const auto at = index.loose.find(folded_header(name)); at != index.loose.end()) return at->second;
  return -1;
}

/// A header as TOML takes it: HubSpot's own labels hold double quotes.
std::string quoted(const std::string& header) {
  const char quote = header.find('"') == std::string::npos ? '"' : '\'';
  return quote + header + quote;
}

/// A first row that names nothing that the contract knows may be a lead, and is not quoted.
bool is_known_header(const HeaderIndex& index, const Contract& contract) {
  return std::any_of(contract.fields.begin(), contract.fields.end(), [&](const Field& field) { return find_column(index, candidates(field)) >= 0; });
}

/// What to export instead of groups; empty: the rows look like leads.
std::string instead_of_groups(const Dialect& dialect, const Field& field) {
  if (!dialect.grouped || field.name != "lead_id") return {};
  return "it looks like a pivot table, or a report of totals: its rows are groups with their counts and sums. Export the leads behind it, one row a lead, with "
         "the id of the record and the dates of its stages: the records themselves, or the report with its details";
}

[[noreturn]] void refuse_strange(const Field& field, const std::string& file, const std::string& groups) {
  const bool placed = field.named_by_contract && field.source.line > 0;  // in the contract
  throw Error(placed ? field.source.text() : file,
              fmt::format("{}has no column {} for {}, nor any other that the contract knows: its first row may be a lead, and is not shown",
                          placed ? file + " " : "", listed(candidates(field), 3), field.name),
              groups.empty() ? "export again with a header row, or name the columns under [columns] of the contract" : groups);
}

/// Where [columns] names another field and not a header: what that field is read from here. Empty: it does not, or there is no such column.
std::string header_of_named(const Contract& contract, const Field& field, const std::vector<std::string>& header) {
  for (const std::string& named : field.headers) {
    const FieldId meant = find_field(contract, named);
    if (meant == no_field || contract.fields[meant].name == field.name) continue;
    if (const int column = find_column(HeaderIndex(header), candidates(contract.fields[meant])); column >= 0)
      return fmt::format("`{0}` is a field, and [columns] takes headers; here it is read from {1}: write {2} = {1}", contract.fields[meant].name,
                         quoted(header[static_cast<std::size_t>(column)]), field.name);
  }
  return {};
}

/// The header that was meant, most likely: none that another field is read from, and of a date none whose cells show that they are no dates.
std::string likely_header(const Contract& contract, const Field& field, const Dialect& dialect) {
  const HeaderIndex index(dialect.header);
  std::vector<bool> taken(dialect.header.size());
  for (const Field& other : contract.fields)
    if (const int column = &other == &field ? -1 : find_column(index, candidates(other)); column >= 0) taken[static_cast<std::size_t>(column)] = true;
  std::vector<std::string> headers;
  for (std::size_t i = 0; i < dialect.header.size(); ++i)
    if (!taken[i] && (field.type != Type::date || i >= dialect.dateless.size() || !dialect.dateless[i]))
      headers.push_back(dialect.header[i]);
  return nearest_header(headers, candidates(field));
}

[[noreturn]] void refuse_absent(const Contract& contract, const Field& field, const std::string& file,
                                const Dialect& dialect) {
  const std::vector<std::string>& header = dialect.header;
  const std::string near = likely_header(contract, field, dialect);
  std::vector<std::string> named(header.begin(), header.end());
  named.erase(std::remove(named.begin(), named.end(), std::string()), named.end());
  const std::string has = fmt::format("it has {}", listed(named, 8)), groups = instead_of_groups(dialect, field);
  if (field.named_by_contract) {
    const std::string meant = header_of_named(contract, field, header);
    const std::string lacks = fmt::format("has no column {} for {}", listed(field.headers, 3), field.name);
    const bool placed = field.source.line > 0;  // in the contract
    throw Error(placed ? field.source.text() : file, placed ? fmt::format("{} {}", file, lacks) : lacks,
                !groups.empty() ? groups
                : !meant.empty() ? meant
                : near.empty() ? fmt::format("name one of its columns under [columns]: {}", has)
                               : fmt::format("did you mean {} = {}? {}", field.name, quoted(near), has));
  }
  throw Error(file, fmt::format("no column holds {}, by which leads are told apart (looked for {})", field.name, listed(candidates(field), 4)),
              !groups.empty() ? groups : fmt::format("name it under [columns] of the contract: {} = {}; {}", field.name, quoted(near.empty() ? "..." : near), has));
}

/// Two headers that differ in case, blanks or underscores: where a candidate is one of them to the letter, that is
/// read and a note names the other. Where none is, nothing says which of the two was meant.
void tell_alike(const HeaderIndex& index, const std::vector<std::string>& header, const Field& field, int column,
                const std::string& file, std::vector<std::string>& notes) {
  const std::vector<std::string> names = candidates(field);
  const std::string& label = header[static_cast<std::size_t>(column)];
  for (const int other : index.alike) {
    const std::string& second = header[static_cast<std::size_t>(other)];
    if (folded_header(label) != folded_header(second)) continue;
    const int first = index.loose.at(folded_header(label));
    const int apart = other == column ? first : other;
    if (std::find(names.begin(), names.end(), label) == names.end())
      throw Error(file, fmt::format("column {} {} and column {} {} are alike but for case, blanks and underscores, and either could be {}",
                                    column + 1, listed({label}, 1), other + 1, listed({second}, 1), field.name),
                  fmt::format("say which it is under [columns] of the contract: {} = {}", field.name, quoted(label)));
    notes.push_back(fmt::format("{}: {} is read from the column {}; {}, in column {}, is alike but for case, blanks and underscores, and is not read",
                                file, field.name, listed({label}, 1), listed({header[static_cast<std::size_t>(apart)]}, 1), apart + 1));
  }
}

std::string repeated_note(const std::string& file, const std::string& label) {
  return fmt::format("{}: the column \"{}\" stands more than once; the first is read", file, label);
}

/// Two stages that one column dates. The contract is held to that by the first header of each; here by the one that the export has.
void refuse_shared_date(const Contract& contract, const ColumnPlan& plan, const std::string& file) {
  const auto column_of = [&](const Stage& stage) {
    const auto use = std::find_if(plan.uses.begin(), plan.uses.end(), [&](const ColumnUse& one) { return one.field == stage.at; });
    return use == plan.uses.end() ? -1 : use->column;
  };
  for (std::size_t i = 0; i < contract.stages.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const Stage &stage = contract.stages[i], &other = contract.stages[j];
      if (stage.at == no_field || other.at == no_field || column_of(stage) < 0 || column_of(stage) != column_of(other)) continue;
      throw Error(stage.source.text(),
                  fmt::format("`{}` and `{}` are both dated by column \"{}\" of {}; the other stands at {}", stage.name, other.name,
                              plan.header_of_field[stage.at], file, other.source.text()),
                  fmt::format("name under [columns] the column of each: {} = \"...\", {} = \"...\"", contract.fields[stage.at].name, contract.fields[other.at].name));
    }
}

}  // namespace

int column_of(const std::vector<std::string>& header, const Field& field, const std::string& file, std::vector<std::string>& notes) {
  const HeaderIndex index(header);
  const int column = find_column(index, candidates(field));
  if (column < 0) return column;
  tell_alike(index, header, field, column, file, notes);
  for (const int again : index.repeated)
    if (header[static_cast<std::size_t>(again)] == header[static_cast<std::size_t>(column)])
      notes.push_back(repeated_note(file, header[static_cast<std::size_t>(again)]));
  return column;
}

KnownHeaders known_headers(const Contract& contract) {
  std::vector<std::string> names;
  for (const Field& field : contract.fields)
    for (std::string& name : candidates(field)) names.push_back(std::move(name));
  return known_headers(names);
}

std::string nearest_header(const std::vector<std::string>& header, const std::vector<std::string>& names) {
  for (const auto& name : names)
    if (std::string near = closest(name, header); !near.empty()) return near;
  for (const auto& name : names) {  // "Lead ID" for "Lead ID (18 characters)"
    const std::string wanted = folded_header(name);
    for (const auto& label : header) {
      const std::string have = folded_header(label);
      const bool inside = have.find(wanted) != std::string::npos || wanted.find(have) != std::string::npos;
      if (inside && std::min(wanted.size(), have.size()) >= 4) return label;
    }
  }
  return {};
}

std::string listed(const std::vector<std::string>& names, std::size_t shown) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < shown; ++i) {
    const std::string_view name = cut_text(names[i], 60);
    out += fmt::format("{}\"{}{}\"", i ? ", " : "", name, name.size() < names[i].size() ? "..." : "");
  }
  if (names.size() > shown) out += fmt::format(" and {} more", names.size() - shown);
  return out;
}

std::string columns_of(const Dialect& dialect) {
  if (dialect.nameless) return "its first row may hold values, and is not shown";
  return fmt::format("it has {}", listed(dialect.header, 8));
}

ColumnPlan plan_columns(const Dialect& dialect, const std::string& file, const Contract& contract, const std::vector<FieldId>& needed) {
  ColumnPlan plan;
  plan.wanted.slot_of_column.assign(dialect.header.size(), -1);
  plan.header_of_field.resize(contract.fields.size());
  const HeaderIndex index(dialect.header);
  const FieldId lead_id = known_field("lead_id");
  std::vector<FieldId> ids = needed;
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  for (const FieldId id : ids) {
    if (id >= contract.fields.size()) continue;
    const Field& field = contract.fields[id];
    const int column = find_column(index, candidates(field));
    if (column < 0) {
      if (field.named_by_contract || id == lead_id) {
        const bool strange = dialect.nameless || (!is_known_header(index, contract) && nearest_header(dialect.header, candidates(field)).empty());
        if (strange) refuse_strange(field, file, instead_of_groups(dialect, field));
        refuse_absent(contract, field, file, dialect);
      }
      plan.absent.push_back(id);
      continue;
    }
    const auto at = static_cast<std::size_t>(column);
    if (plan.wanted.slot_of_column[at] < 0) plan.wanted.slot_of_column[at] = plan.wanted.slots++;
    plan.uses.push_back({id, plan.wanted.slot_of_column[at], column});
    plan.header_of_field[id] = dialect.header[at];
    if (!index.alike.empty()) tell_alike(index, dialect.header, field, column, file, plan.notes);
  }
  refuse_shared_date(contract, plan, file);
  for (const int again : index.repeated) {
    const std::string& label = dialect.header[static_cast<std::size_t>(again)];
    const bool used = std::any_of(plan.uses.begin(), plan.uses.end(), [&](const ColumnUse& use) { return plan.header_of_field[use.field] == label; });
    if (used) plan.notes.push_back(repeated_note(file, label));
  }
  std::sort(plan.notes.begin(), plan.notes.end());
  plan.notes.erase(std::unique(plan.notes.begin(), plan.notes.end()), plan.notes.end());
  return plan;
}

std::string unnamed_currency_note(const std::string& header, const std::string& section) {
  return fmt::format("amounts are of the currencies in the column {}, which the contract does not name; name it under {}: currency = {}", listed({header}, 1),
                     section, quoted(header));
}

std::vector<std::string> first_headers(const std::vector<ColumnPlan>& plans, std::size_t fields) {
  std::vector<std::string> headers(fields);
  for (const ColumnPlan& one : plans)
    for (const ColumnUse& use : one.uses)
      if (headers[use.field].empty()) headers[use.field] = one.header_of_field[use.field];
  return headers;
}

void add_content(const Dialect& dialect, const Contract& contract, ColumnPlan& plan) {
  const HeaderIndex index(dialect.header);
  for (std::size_t id = 0; id < contract.fields.size(); ++id) {
    const int column = find_column(index, candidates(contract.fields[id]));
    if (column < 0) continue;
    int& slot = plan.wanted.slot_of_column[static_cast<std::size_t>(column)];
    if (slot < 0) slot = plan.wanted.slots++;
    plan.content.push_back({static_cast<FieldId>(id), slot, column});
  }
}

}  // namespace handoff
