#include "identity/row_lookup.hpp"

#include "handoff/text/error.hpp"

namespace handoff {

RowReread::RowReread(const std::vector<Input>& inputs, const std::vector<ColumnPlan>& plans, const Contract& contract, const DateOrders& orders, FieldId identity_by, Instant horizon)
    : inputs_(inputs), plans_(plans), reader_(contract, orders, horizon), readers_(inputs.size()), known_(1024), identity_by_(identity_by),
      lead_id_(known_field("lead_id")), modified_at_(known_field("modified_at")), email_(known_field("email")) {}

IdRow RowReread::row_at(std::uint64_t offset) {
  const Known& known = known_at(offset);
  return {known.id, known.modified, known.identity};
}

const RowReread::Known& RowReread::known_at(std::uint64_t offset) {
  Known& known = place(offset);
  if (known.offset != offset) {
    const std::size_t file = input_at(inputs_, offset);
    const Input& input = inputs_[file];
    if (file != open_) {
      reader_.use(plans_[file], input.base);
      open_ = file;
    }
    if (!readers_[file]) readers_[file] = std::make_unique<RecordAgain>(*input.source, input.dialect, plans_[file].wanted);
    known.offset = ~std::uint64_t{0};
    if (!readers_[file]->read(offset - input.base, *this) || known.offset != offset)
      throw Error(input.source->name(), "the file changed while it was read", "export it again, or copy it first");
  }
  return known;
}

void RowReread::record(const Record& record) {
  const Lead& lead = reader_.read(record);
  Known& known = place(lead.offset);
  known.offset = lead.offset;
  known.id = lead[lead_id_].text;
  known.modified = modified_of(lead[modified_at_], reader_.horizon());
  known.email = lead[email_].text;
  known.identity = identity_of(lead, identity_by_);
  if (!known.identity.email.empty()) known.identity.email = known.email;   // the cell goes, the copy stays
}

}  // namespace handoff
