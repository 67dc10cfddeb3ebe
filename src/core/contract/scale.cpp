// Scales are found by walking a definition for comparisons of axes with constants, through the definitions it names.
#include "handoff/contract/scale.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "expression/expression.hpp"
#include "expression/syntax/expression_print.hpp"

namespace handoff {
namespace {

/// A column that holds a score, where the contract has no axis of that name.
bool is_score_column(const Expr& e) {
  if (e.op != Op::field) return false;
  for (const std::string_view name : {"fit", "intent", "recency", "score"})
    if (e.field == known_field(name)) return true;
  return false;
}

/// An axis, a score column, or a sum of these, under a name of its own or not; nothing else is a scale.
bool is_scale(const Expr& e) {
  if (e.op == Op::score || is_score_column(e)) return true;
  if (e.op == Op::definition) return e.type == Type::number && is_scale(*e.args[0]);
  if (e.op != Op::sum) return false;
  return std::all_of(e.args.begin(), e.args.end(), [](const ExprPtr& arg) { return is_scale(*arg); });
}

const Expr& bare(const Expr& e) { return e.op == Op::definition && e.type == Type::number ? bare(*e.args[0]) : e; }

bool constant(const Expr& e, double& out) {
  const Expr& inner = bare(e);
  const bool minus = inner.op == Op::negate;
  const Expr& number = minus ? bare(*inner.args[0]) : inner;
  if (!is_literal(number) || number.type != Type::number || !number.literal.present()) return false;
  out = minus ? -number.literal.number.low : number.literal.number.low;
  return true;
}

class Finder {
 public:
  explicit Finder(std::vector<Scale>& scales) : scales_(scales) {}
  void walk(const ExprPtr& e) {
    if (e->op == Op::compare) compare(e);
    if (e->op == Op::between && !e->negated) between(e);
    for (const ExprPtr& arg : e->args) walk(arg);
  }

 private:
  void add(const ExprPtr& measured, Threshold threshold) {
    const Expr& inner = bare(*measured);
    auto at = std::find_if(scales_.begin(), scales_.end(), [&](const Scale& one) {
      return inner.op == Op::score ? one.axis == inner.axis : one.expr && to_sql(*one.expr) == to_sql(*measured);
    });
    if (at == scales_.end()) {
      Scale sum;
      sum.name = to_sql(*measured);
      sum.expr = measured;
      sum.from_rules = inner.op != Op::field;  // a sum is nobody's column
      at = scales_.insert(scales_.end(), std::move(sum));
    }
    const bool known = std::any_of(at->thresholds.begin(), at->thresholds.end(), [&](const Threshold& one) {
      return one.at == threshold.at && one.more == threshold.more && one.strict == threshold.strict;
    });
    if (!known) at->thresholds.push_back(threshold);
  }
  void compare(const ExprPtr& e) {
    double at = 0;
    const bool forward = is_scale(*e->args[0]) && constant(*e->args[1], at);
    const bool backward = !forward && is_scale(*e->args[1]) && constant(*e->args[0], at);
    if ((!forward && !backward) || e->cmp == Cmp::eq || e->cmp == Cmp::ne) return;
    const bool greater = e->cmp == Cmp::gt || e->cmp == Cmp::ge;
    const bool strict = e->cmp == Cmp::gt || e->cmp == Cmp::lt;
    add(e->args[forward ? 0 : 1], {at, greater == forward, strict});
  }
  void between(const ExprPtr& e) {
    double at = 0;
    if (!is_scale(*e->args[0])) return;
    if (constant(*e->args[1], at)) add(e->args[0], {at, true, false});
    if (constant(*e->args[2], at)) add(e->args[0], {at, false, false});
  }
  std::vector<Scale>& scales_;
};

constexpr double millionths = 1e6;

/// The step joined with one more number of points; empty where either is not known.
std::optional<std::int64_t> join_step(std::optional<std::int64_t> step, double points) {
  const double parts = std::fabs(points) * millionths;
  if (!step || parts > 9e15 || std::fabs(parts - std::round(parts)) > 1e-3) return {};
  return std::gcd(*step, static_cast<std::int64_t>(std::llround(parts)));
}

/// 0: of one value alone, 0.
std::optional<std::int64_t> axis_step(const ScoreAxis& axis) {
  if ((axis.points.empty() && axis.signals.empty()) || axis.decay) return {};
  std::optional<std::int64_t> step = 0;
  for (const PointRule& rule : axis.points) step = join_step(step, rule.add);
  for (const SignalRule& rule : axis.signals) {
    step = join_step(step, rule.add);
    if (rule.most) step = join_step(step, *rule.most);
  }
  return step;
}

std::optional<std::int64_t> step_of(const Expr& e) {
  if (e.op == Op::score) return axis_step(*e.axis);
  if (e.op == Op::definition && e.type == Type::number) return step_of(*e.args[0]);
  if (e.op != Op::sum) return {};
  std::optional<std::int64_t> step = 0;
  for (const ExprPtr& arg : e.args) {
    const std::optional<std::int64_t> part = step_of(*arg);
    step = step && part ? std::optional(std::gcd(*step, *part)) : std::nullopt;
  }
  return step;
}

}  // namespace

bool passes(const Threshold& threshold, double value) {
  if (value == threshold.at) return !threshold.strict;
  return (value > threshold.at) == threshold.more;
}

std::string threshold_text(const Threshold& threshold) {
  return std::string(threshold.more ? ">" : "<") + (threshold.strict ? " " : "= ") + number_text(threshold.at);
}

std::vector<Scale> find_scales(const Contract& contract, int stage) {
  std::vector<Scale> scales;
  for (const auto& axis : contract.scores) {
    Scale scale;
    scale.name = axis->name;
    scale.axis = axis;
    scale.from_rules = !axis->points.empty() || !axis->signals.empty();
    scales.push_back(std::move(scale));
  }
  if (stage >= 0 && contract.stages[static_cast<std::size_t>(stage)].when) Finder(scales).walk(contract.stages[static_cast<std::size_t>(stage)].when);
  return scales;
}

Value scale_value(const Scale& scale, const Judging& judging) {
  if (scale.axis) return score(*scale.axis, judging);
  std::string scratch;
  return evaluate(*scale.expr, judging, scratch);
}

std::optional<double> scale_step(const Scale& scale) {
  const std::optional<std::int64_t> step = scale.axis ? axis_step(*scale.axis) : step_of(*scale.expr);
  return step && *step > 0 ? std::optional(static_cast<double>(*step) / millionths) : std::nullopt;
}

bool piles_up(const Scale& scale, const Threshold& threshold, double step) {
  if (!scale.axis) return false;
  const auto near = [&](const std::optional<double>& end) { return end && std::fabs(*end - threshold.at) <= step; };
  return near(scale.axis->cap) || near(scale.axis->floor);
}

void collect_scale_fields(const Scale& scale, std::vector<FieldId>& out) {
  if (scale.expr) return collect_fields(*scale.expr, out);
  if (scale.axis->column != no_field) out.push_back(scale.axis->column);
  if (scale.axis->at != no_field) out.push_back(scale.axis->at);
  for (const PointRule& rule : scale.axis->points)
    if (rule.when) collect_fields(*rule.when, out);
}

}  // namespace handoff
