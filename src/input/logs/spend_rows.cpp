#include "logs/spend_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "handoff/contract/money.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/count_text.hpp"
#include "handoff/text/cut_text.hpp"
#include "handoff/text/error.hpp"
#include "leads/cell_text.hpp"
#include "leads/columns.hpp"

namespace handoff {
namespace {

constexpr std::string_view role_names[] = {"month", "from", "to", "source", "amount", "currency"};

/// Takes the rows of a file.
struct SpendSink final : RecordSink {
  SpendSink(std::string path_, const Contract& contract) : path(std::move(path_)) {
    for (const std::string& null : contract.nulls) nulls.push_back(ascii_lower_text(null));
  }
  void record(const Record& record) override {
    if (rows.cells.size() == most_months)
      throw Error(path, fmt::format("holds more than {} rows of spend", count_text(most_months)), "add it up by month and source");
    rows.offsets.push_back(record.offset);
    std::vector<std::string>& row = rows.cells.emplace_back();
    for (const std::string_view whole : record.cells) {
      const std::string_view cell = counted_text(whole);
      const bool null = std::find(nulls.begin(), nulls.end(), ascii_lower_text(cell)) != nulls.end();
      row.emplace_back(null ? std::string_view() : cell);
    }
  }
  std::string path;
  std::vector<std::string> nulls;
  SpendRows rows;
};

/// As column_of, which speaks of the leads' columns.
int spend_column(const Dialect& dialect, const Field& field, const std::string& path, std::vector<std::string>& notes) {
  try {
    return column_of(dialect.header, field, path, notes);
  } catch (const Error& error) {
    std::string fix = error.fix;
    if (const std::size_t at = fix.find("[columns]"); at != std::string::npos) fix.replace(at, 9, "[spend.columns]");
    throw Error(error.where, error.problem, fix);
  }
}

void note_currency(const std::string& header, const std::string& path, std::vector<std::string>& notes) {
  if (folded_header(header) != role_names[currency_role]) notes.push_back(fmt::format("{}: {}", path, unnamed_currency_note(header, "[spend.columns]")));
}

}  // namespace

SpendColumns spend_columns(const Dialect& dialect, const std::string& path, const SpendHeaders& columns, std::vector<std::string>& notes) {
  SpendColumns at;
  at.fill(-1);
  for (std::size_t role = 0; role < spend_roles; ++role) {
    const auto named = columns.find(std::string(role_names[role]));
    Field field;
    field.name = std::string(role_names[role]);
    field.named_by_contract = named != columns.end();
    if (field.named_by_contract) field.headers = {named->second};
    else if (role == currency_role) field.headers = currency_headers();
    at[role] = spend_column(dialect, field, path, notes);
    if (role == currency_role && at[role] >= 0 && !field.named_by_contract) note_currency(dialect.header[static_cast<std::size_t>(at[role])], path, notes);
    if (at[role] < 0 && named != columns.end())
      throw Error(path, fmt::format("no column holds {} of spend (looked for \"{}\")", named->first, named->second),
                  fmt::format("mend it under [spend.columns] of the contract; {}", columns_of(dialect)));
  }
  const bool when = at[month_role] >= 0 || (at[from_role] >= 0 && at[to_role] >= 0);
  if (!when || at[amount_role] < 0)
    throw Error(path, fmt::format("no column holds {} of spend", when ? "the amount" : "the month"),
                fmt::format("name it under [spend.columns] of the contract: {} = \"...\"; {}", when ? "amount" : "month", columns_of(dialect)));
  return at;
}

std::vector<std::string> spend_names(const SpendHeaders& columns) {
  std::vector<std::string> names;
  for (const std::string_view role : role_names) names.emplace_back(role);
  for (const auto& [role, header] : columns) names.push_back(header);
  return names;
}

SpendRows read_spend_rows(std::vector<Input>& inputs, const SpendColumns& at, const Contract& contract) {
  const Input& input = inputs.front();
  Wanted wanted{std::vector<int>(input.dialect.header.size(), -1), static_cast<int>(spend_roles)};
  for (std::size_t role = 0; role < spend_roles; ++role)
    if (at[role] >= 0) wanted.slot_of_column[static_cast<std::size_t>(at[role])] = static_cast<int>(role);
  for (;;) {
    std::vector<WidthVotes> votes(1);
    SpendSink sink(input.source->name(), contract);
    BlockReader reader(*input.source, input.dialect, wanted);
    std::uint64_t line = input.dialect.header_lines + 1;
    for (std::uint64_t from = input.dialect.data_offset; from < input.source->size();) {
      const BlockAccount& block = reader.normalize(from, from + (std::uint64_t{1} << 20));
      votes.front().add(block);
      sink.rows.unfit.add({0, 0, line, &block}, input.source->size());
      reader.deliver(sink);
      line += block.lines;
      from = block.end;
    }
    if (settle_widths(inputs, votes)) continue;
    sink.rows.unfit.refuse_zeros(inputs);
    input.source->check_unchanged();
    return std::move(sink.rows);
  }
}

}  // namespace handoff
