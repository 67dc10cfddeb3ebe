// The headers are looked at first, so that a column that is not there is a finding and not the end.
#include "check_export.hpp"

#include <algorithm>
#include <deque>

#include "columns.hpp"
#include "handoff/error.hpp"
#include "preview.hpp"

namespace handoff {

namespace {

/// The column of a field in one file; empty where the file has none.
std::string header_of(const Contract& contract, FieldId field, const Dialect& dialect, const std::string& file) {
  try {
    return plan_columns(dialect, file, contract, {field}).header_of_field[field];
  } catch (const Error&) {  // named by the contract, and not there
    return {};
  }
}

bool undecided(const ColumnLook& look) {
  const bool day_first = look.order.first_over_12 > 0, month_first = look.order.second_over_12 > 0;
  return day_first == month_first && (day_first || look.order_matters);
}

void look_at(Trial& trial, const Contract& contract, const std::string& file, int stdin_fd) {
  std::vector<std::string> candidates;
  for (const Field& field : contract.fields)
    if (field.type == Type::date) candidates.insert(candidates.end(), field.headers.begin(), field.headers.end());
  const ExportLook look = look_at_export(file, stdin_fd, [](const std::string&) { return true; });
  Dialect dialect;
  dialect.header = look.header;
  for (std::size_t i = 0; i < contract.fields.size(); ++i) {
    const auto field = static_cast<FieldId>(i);
    const std::string header = header_of(contract, field, dialect, file);
    if (!header.empty()) trial.header_of_field[i] = header;
    if (header.empty() && contract.fields[i].named_by_contract) trial.column_absent[i] = true;
    if (header.empty() || contract.fields[i].type != Type::date) continue;
    if (contract.date_order != DateOrder::undecided || contract.fields[i].date_order != DateOrder::undecided) continue;
    for (const ColumnLook& column : look.columns)
      if (column.header == header && undecided(column)) trial.order_open[i] = true;
  }
}

/// One worker's share.
class CheckWorker : public WorkerTally {
 public:
  CheckWorker(const Trial& trial, Instant as_of, std::vector<bool> absent) : trial_(trial), as_of_(as_of), absent_(std::move(absent)) { reset(); }
  void count(const Judging& judging) override { tally->add(judging); }
  void reset() override { tally.emplace(trial_.contract, as_of_, absent_, trial_.order_open); }
  std::optional<ProofTally> tally;

 private:
  const Trial& trial_;
  Instant as_of_;
  std::vector<bool> absent_;
};

}  // namespace

Trial make_trial(const Contract& contract, const std::vector<std::string>& files, int stdin_fd) {
  Trial trial;
  trial.contract = contract;
  trial.column_absent.resize(contract.fields.size());
  trial.order_open.resize(contract.fields.size());
  trial.header_of_field.resize(contract.fields.size());
  for (const std::string& file : files)
    if (file != "-") look_at(trial, contract, file, stdin_fd);  // standard input comes by once only
  for (std::size_t i = 0; i < contract.fields.size(); ++i) {
    Field& field = trial.contract.fields[i];
    if (trial.order_open[i]) field.date_order = DateOrder::mdy;
    if (!trial.column_absent[i] || i == known_field("lead_id")) continue;
    field.named_by_contract = false;
    field.name += " (" + listed(field.headers, 1) + ")";  // a name that no column has
    field.headers.clear();
  }
  return trial;
}

TrialResult try_export(const Trial& trial, const Settings& settings, Streams& io) {
  ScanWish wish;
  collect_proof_fields(trial.contract, wish.needed);
  wish.email_duplicates = true;
  std::deque<CheckWorker> workers;
  Coverage coverage = scan_leads(
      trial.contract, settings, wish,
      [&](const std::vector<bool>& absent) { return &workers.emplace_back(trial, settings.as_of, absent); }, io);
  for (std::size_t i = 1; i < workers.size(); ++i) workers[0].tally->merge(*workers[i].tally);
  workers[0].tally->finish();
  return {std::move(*workers[0].tally), std::move(coverage)};
}

}  // namespace handoff
