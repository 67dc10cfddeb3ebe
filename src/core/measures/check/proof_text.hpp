// What a proof asks of the expressions of a contract beside their truth: which texts they name, and which of their fields a lead fails on.
#pragma once
#include <string>
#include <vector>

#include "handoff/contract/contract.hpp"
#include "handoff/measures/proof.hpp"

namespace handoff {

std::vector<NamedTexts> named_texts(const Contract& contract);
/// The text of `named` that is the cell but for the case; null where one is the cell itself, or none is near.
const std::string* in_another_case(const NamedTexts& named, std::string_view cell);

/// The first field of the bucket that the lead came nearest to (the fewest of its AND clauses not true, the first of these) among those it fails on.
FieldId failing_field(const BucketList& list, const Judging& judging);

}  // namespace handoff
