// The columns of a log: those that the contract names, or those that its rules know.
#include "logs/event_columns.hpp"

#include <fmt/format.h>

#include "handoff/text/cut_text.hpp"
#include "handoff/text/error.hpp"

#include <algorithm>

#include "logs/event_worker.hpp"

namespace handoff {

Contract log_contract(const EventLogRequest& request) {
  Contract contract;
  contract.file = request.contract->file;
  contract.zone = request.contract->zone;
  contract.date_order = request.contract->date_order;
  contract.decimal = request.contract->decimal;
  contract.nulls = request.contract->nulls;
  if (request.rules) {
    for (const LogField& one : request.rules->fields) {
      Field field;
      field.name = one.name;
      field.type = one.type;
      field.headers = one.headers;
      field.named_by_contract = one.named_by_contract;
      field.source.file = request.contract->file;
      contract.fields.push_back(std::move(field));
    }
    return contract;
  }
  const auto add = [&](const std::string& role, Type type, const std::vector<std::string>& also = {}) {
    Field field;
    field.name = role;
    field.type = type;
    const auto named = request.columns.find(role);
    field.named_by_contract = named != request.columns.end();
    field.headers = {field.named_by_contract ? named->second : role};
    if (!field.named_by_contract) field.headers.insert(field.headers.end(), also.begin(), also.end());
    field.source.file = request.contract->file;
    contract.fields.push_back(std::move(field));
  };
  add("lead_id", Type::text);
  add("at", Type::date);
  add("type", Type::text);
  for (const EventField& one : request.further) add(one.role, one.type, one.also);
  return contract;
}

std::vector<std::string> files_of(const EventLogRequest& request) {
  std::vector<std::string> files = {request.file};
  files.insert(files.end(), request.more.begin(), request.more.end());
  return files;
}

std::vector<FieldId> further_fields(const EventLogRequest& request, const Contract& contract) {
  std::vector<FieldId> fields;
  for (std::size_t i = 0; i < request.further.size(); ++i) {
    std::size_t at = first_further + i;
    if (request.rules)
      at = static_cast<std::size_t>(std::find_if(contract.fields.begin(), contract.fields.end(), [&](const Field& one) { return one.name == request.further[i].role; }) -
                                    contract.fields.begin());
    fields.push_back(static_cast<FieldId>(at));
  }
  return fields;
}

void refuse_other_log(const EventLogRequest& request, const Dialect& header, const std::string& file, const std::string& lacks) {
  for (const OtherLog& other : request.others) {
    std::vector<std::string> found, notes;
    for (std::size_t i = 0; i < first_further && i < other.rules->fields.size(); ++i) {
      const LogField& one = other.rules->fields[i];
      Field field;
      field.name = one.name;
      field.headers = one.headers;
      field.named_by_contract = one.named_by_contract;
      const int column = column_of(header.header, field, file, notes);
      if (column >= 0) found.push_back(header.header[static_cast<std::size_t>(column)]);
    }
    if (found.size() < first_further) continue;
    throw Error(file, fmt::format("{}; it looks like {}, which has {}", lacks, other.what, listed(found, first_further)),
                fmt::format("give it with {}", other.option));
  }
}

FieldId changed_field(const EventLogRequest& request, const Contract& contract) {
  if (!request.owner_changes) return no_field;
  const auto found = std::find_if(contract.fields.begin(), contract.fields.end(), [](const Field& one) { return one.name == "field"; });
  return found == contract.fields.end() ? no_field : static_cast<FieldId>(found - contract.fields.begin());
}

std::size_t most_texts(std::string_view role) {
  if (role == "currency") return most_currencies;
  for (const std::string_view few : {"owner", "old", "stage", "won", "closed"})
    if (role == few) return most_types;
  return 0;
}

}  // namespace handoff
