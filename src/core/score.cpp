// Points and buckets.
#include "handoff/score.hpp"

#include <algorithm>

#include "expression_eval.hpp"

namespace handoff {
namespace {

const Value* cell(FieldId id, const Judging& judging) {
  if (!judging.lead || id >= judging.lead->values.size()) return nullptr;
  const Value& value = (*judging.lead)[id];
  return value.present() ? &value : nullptr;
}

Value points_of(const ScoreAxis& axis, const Judging& judging) {
  double sum = 0;
  for (const PointRule& rule : axis.points) {
    if (rule.when && truth(*rule.when, judging) == Tri::yes) sum += rule.add;
  }
  Value out;
  set_number(out, {sum, sum});
  return out;
}

}  // namespace

Value score(const ScoreAxis& axis, const Judging& judging) {
  Value out;
  if (axis.points.empty()) {
    const Value* column = cell(axis.column, judging);
    if (!column) return out;
    set_number(out, column->number);
  }
  if (axis.window) {
    const Value* at = cell(axis.at, judging);
    const Tri fresh = at ? is_within(at->stamp, judging.moment, *axis.window) : Tri::unknown;
    if (fresh == Tri::unknown) return {};
    if (fresh == Tri::no) {
      set_number(out, {0, 0});
      return out;
    }
  }
  if (!axis.points.empty()) out = points_of(axis, judging);
  if (axis.cap) out.number = {std::min(out.number.low, *axis.cap), std::min(out.number.high, *axis.cap)};
  return out;
}

int bucket_of(const BucketList& list, const Judging& judging) {
  for (std::size_t i = 0; i < list.buckets.size(); ++i) {
    const ExprPtr& when = list.buckets[i].when;
    if (when && truth(*when, judging) == Tri::yes) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace handoff
