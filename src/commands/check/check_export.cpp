// The headers are looked at first, so that a column that is not there is a finding and not the end.
#include "check/check_export.hpp"

#include <algorithm>

#include "csv/dialect/totals_look.hpp"
#include "draft/crm_labels.hpp"
#include "leads/columns.hpp"
#include "handoff/text/error.hpp"
#include "reading/input_notes.hpp"
#include "scan/preview.hpp"

namespace handoff {

namespace {

/// The column of a field in one file; empty where the file has none.
std::string header_of(const Contract& contract, FieldId field, const std::vector<std::string>& header, const std::string& file) {
  Dialect dialect;
  dialect.header = header;
  try {
    return plan_columns(dialect, file, contract, {field}).header_of_field[field];
  } catch (const Error&) {  // named by the contract, and not there
    return {};
  }
}

/// Do the rows have to tell day from month in the column of this field, or what begins its decimals?
bool asks_order(const Contract& contract, FieldId field) {
  const Field& one = contract.fields[field];
  if (one.type == Type::number) return contract.decimal == DecimalMark::undecided && one.decimal == DecimalMark::undecided;
  return one.type == Type::date && contract.date_order == DateOrder::undecided && one.date_order == DateOrder::undecided;
}

/// What all files together say of the order of day and month, or of the decimal mark, in one column.
struct OrderLook { OrderEvidence order; bool matters = false; MarkEvidence decimals; };

void look_at(Trial& trial, const Contract& contract, const std::string& file, const Settings& settings, std::vector<OrderLook>& orders) {
  const auto dates = [&](const std::vector<std::string>& header) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < contract.fields.size(); ++i)
      if (asks_order(contract, static_cast<FieldId>(i))) out.push_back(header_of(contract, static_cast<FieldId>(i), header, file));
    return out;
  };
  std::uint64_t rows = 0;
  const HeaderCheck has_ids = [&](const Dialect& header, const std::string& name) { plan_columns(header, name, contract, {known_field("lead_id")}); };
  for (const ExportLook& look : look_at_export(file, *settings.sources, dates, known_headers(contract), settings.unpack_limit, {}, has_ids)) {
    rows += look.rows + look.set_aside;
    for (const std::string& name : look.header)
      if (std::find(trial.header.begin(), trial.header.end(), name) == trial.header.end()) trial.header.push_back(name);
    for (std::size_t i = 0; i < contract.fields.size(); ++i) {
      const auto field = static_cast<FieldId>(i);
      const std::string header = header_of(contract, field, look.header, look.file);
      if (header.empty()) {
        if (contract.fields[i].named_by_contract) trial.column_absent[i] = true;
        continue;
      }
      trial.facts.headers[i] = header;
      if (!asks_order(contract, field)) continue;
      for (const ColumnLook& column : look.columns) {
        if (column.header != header) continue;
        if (contract.fields[i].type == Type::number) orders[i].decimals.merge(column.decimals);
        else orders[i].order.merge(column.order);
        orders[i].matters = orders[i].matters || column.order_matters;
      }
    }
  }
  if (rows == 0) trial.without_rows.push_back(file);
}

/// By FieldId, the columns that most likely hold the fields which the contract does not find; empty where none comes near.
std::vector<std::string> likely_columns(const Contract& contract, const Trial& trial) {
  const std::vector<std::string>& found = trial.facts.headers;
  const std::vector<ProposedColumn> proposed = propose_columns(trial.header, recognize(trial.header));
  std::vector<std::string> free;   // another field's column is proposed for none
  for (const std::string& header : trial.header)
    if (std::find(found.begin(), found.end(), header) == found.end()) free.push_back(header);
  const auto header_for = [&](FieldId wanted, const std::vector<std::string>& among) {
    const auto at = std::find_if(proposed.begin(), proposed.end(), [&](const ProposedColumn& one) {
      return one.field == wanted && std::find(among.begin(), among.end(), one.header) != among.end();
    });
    return at == proposed.end() ? std::string() : at->header;
  };
  std::vector<std::string> out;
  for (std::size_t i = 0; i < contract.fields.size(); ++i) {
    std::string header = header_for(static_cast<FieldId>(i), free);
    if (header.empty() && i == known_field("disposition")) header = header_for(known_field("lead_status"), trial.header);  // where sales says what it did
    if (header.empty()) header = nearest_header(free, {contract.fields[i].name});
    out.push_back(std::move(header));
  }
  return out;
}

/// A header without rows shows which columns there are, and nothing else.
TrialResult header_alone(const Trial& trial, const Settings& settings) {
  std::vector<bool> absent;
  for (const std::string& header : trial.facts.headers) absent.push_back(header.empty());
  ProofTally tally(trial.contract, {settings.as_of, absent, trial.facts.order_open});
  tally.finish();
  Coverage coverage;
  coverage.scan.facts.resize(trial.contract.fields.size());
  coverage.notes = input_notes(trial.contract, settings, coverage.scan);
  for (const std::string& file : settings.inputs) coverage.accounts.emplace_back().file = file;
  return {std::move(tally), std::move(coverage)};
}

}  // namespace

Trial make_trial(const Contract& contract, const std::vector<std::string>& files, const Settings& settings) {
  Trial trial;
  trial.contract = contract;
  trial.column_absent.resize(contract.fields.size());
  trial.facts.order_open.resize(contract.fields.size());
  trial.facts.orders.resize(contract.fields.size());
  trial.facts.decimals.resize(contract.fields.size());
  trial.facts.headers.resize(contract.fields.size());
  std::vector<OrderLook> orders(contract.fields.size());
  for (const std::string& file : files) {
    look_at(trial, contract, file, settings, orders);
    for (TotalsLook& look : look_for_totals(file, *settings.sources, known_headers(contract), settings.unpack_limit)) trial.facts.totals.push_back(std::move(look));
  }
  trial.facts.likely = likely_columns(contract, trial);
  for (std::size_t i = 0; i < contract.fields.size(); ++i) {
    Field& field = trial.contract.fields[i];
    const bool day_first = orders[i].order.first_over_12 > 0, month_first = orders[i].order.second_over_12 > 0;
    trial.facts.orders[i] = orders[i].order;
    trial.facts.order_open[i] = day_first == month_first && (day_first || orders[i].matters);
    if (field.type == Type::number) trial.facts.order_open[i] = orders[i].decimals.unsettled();
    trial.facts.decimals[i] = orders[i].decimals;
    if (trial.facts.order_open[i]) field.date_order = DateOrder::mdy, field.decimal = DecimalMark::dot;
    if (!trial.column_absent[i] || i == known_field("lead_id")) continue;
    field.named_by_contract = false;
    if (!trial.facts.headers[i].empty()) continue;  // another file has it
    field.name += " (" + listed(field.headers, 1) + ")";  // a name that no column has
    field.headers.clear();
  }
  return trial;
}

TrialResult try_export(Trial& trial, Settings settings, Streams& io) {
  std::erase_if(settings.inputs, [&](const std::string& file) { return std::find(trial.without_rows.begin(), trial.without_rows.end(), file) != trial.without_rows.end(); });
  if (settings.inputs.empty()) {
    settings.inputs = trial.without_rows;
    trial.facts.filled.resize(trial.contract.fields.size());
    return header_alone(trial, settings);
  }
  ScanNeeds needs;
  collect_proof_fields(trial.contract, needs.needed);
  needs.email_duplicates = true;
  needs.reports_damage = true;
  needs.optional.push_back(known_field("created_at"));
  OpenScan scan(trial.contract, settings, std::move(needs), io);
  const auto [tally, dates] = scan.run<ProofTally, StepDatesTally>(trial.contract, ProofSettings{settings.as_of, scan.absent(), trial.facts.order_open},
                                                                   StepDatesSettings{settings.as_of});
  trial.facts.steps = std::move(dates->steps);
  tally->finish();
  for (const auto& field : scan.coverage.scan.facts) trial.facts.filled.push_back(field.filled);
  trial.facts.texts = scan.coverage.texts;
  return {std::move(*tally), std::move(scan.coverage)};
}

}  // namespace handoff
