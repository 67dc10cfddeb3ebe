// Which fields of an export the stages and exits of a contract ask.
#include "handoff/judging/stage.hpp"

namespace handoff {

void collect_definition_fields(const Contract& contract, std::vector<FieldId>& out) {
  for (const Stage& stage : contract.stages)
    if (stage.when) collect_fields(*stage.when, out);
}

void collect_funnel_fields(const Contract& contract, std::vector<FieldId>& out) {
  bool values = false;
  for (const Stage& stage : contract.stages) {
    if (stage.at != no_field) out.push_back(stage.at);
    if (stage.when && !stage.claimable()) collect_fields(*stage.when, out);
    if (stage.dated_by) collect_fields(*stage.dated_by, out);
    values = values || !stage.values.empty();
  }
  for (const Exit& exit : contract.exits) {
    if (exit.at != no_field) out.push_back(exit.at);
    if (exit.when) collect_fields(*exit.when, out);
    values = values || !exit.values.empty();
  }
  if (values) out.push_back(known_field("stage"));
}

}  // namespace handoff
