#include "reading/blank_dates.hpp"

#include <algorithm>

#include "handoff/time/blank_day.hpp"
#include "report_parts.hpp"

namespace handoff {

BlankDates::BlankDates(const Contract& contract, const std::vector<FieldId>& fields) {
  std::vector<FieldId> dates = fields;
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  for (const FieldId field : dates)
    if (contract.fields[field].type == Type::date) counts_.push_back({field, 0, {}});
}

void BlankDates::add(const Lead& lead) {
  if (!lead.blank_dates) return;
  for (Count& count : counts_) {
    const Value& value = lead[count.field];
    if (!value.present() || !is_blank_day(value.stamp.day)) continue;
    ++count.leads;
    if (count.text.empty() || value.text < count.text) count.text = value.text;
  }
}

void BlankDates::merge(const BlankDates& other) {
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    counts_[i].leads += other.counts_[i].leads;
    if (counts_[i].text.empty() || (!other.counts_[i].text.empty() && other.counts_[i].text < counts_[i].text)) counts_[i].text = other.counts_[i].text;
  }
}

void BlankDates::reset() {
  for (Count& count : counts_) count = {count.field, 0, {}};
}

std::vector<std::string> BlankDates::notes(const Contract& contract, const std::vector<std::string>& headers) const {
  std::vector<std::string> notes;
  for (const Count& count : counts_) {
    if (count.leads == 0) continue;
    notes.push_back("column \"" + (count.field < headers.size() ? headers[count.field] : std::string()) + "\" (" + contract.fields[count.field].name + "): " + leads_text(count.leads) +
                    " with a date of 1970-01-01 or before, \"" + count.text + "\" for one, which counts as a date; where it stands for none, write it under [null] values");
  }
  return notes;
}

}  // namespace handoff
