#include "scan/deciding_fields.hpp"

namespace handoff {

std::vector<FieldId> deciding_fields(const ScanFields& scan, bool emails, bool all) {
  std::vector<FieldId> fields{known_field("lead_id")};
  if (emails) fields.push_back(known_field("email"));
  if (!all) return fields;
  fields.push_back(known_field("modified_at"));
  if (scan.identity_by != no_field) fields.push_back(scan.identity_by);
  for (const FieldId id : scan.fields) {
    const Field& field = scan.contract.fields[id];
    const bool zoneless = field.type == Type::date && !(field.zone || scan.contract.zone);
    if (zoneless || reading_open(scan.contract, scan.orders, id)) fields.push_back(id);
  }
  return fields;
}

}  // namespace handoff
