// The one place that says which leads a share is over.
#include "handoff/judging/finding.hpp"

namespace handoff {

Tri ran_out(const Stamp& due, Instant as_of) { return due.last < as_of ? Tri::yes : due.first >= as_of ? Tri::no : Tri::unknown; }

void JoinedFinding::add(DueFinding found) {
  if (found.finding == Finding::exempt) return;
  due_ = tri_and(due_, found.due);
  fail_ = fail_ || found.finding == Finding::fail;
  open_ = open_ || found.finding == Finding::open;
  unknown_ = unknown_ || found.finding == Finding::unknown;
  pass_ = pass_ || found.finding == Finding::pass;
}

DueFinding JoinedFinding::joined() const {
  return {fail_ ? Finding::fail : unknown_ ? Finding::unknown : open_ ? Finding::open : pass_ ? Finding::pass : Finding::unknown, due_};
}

void FindingCounts::add(DueFinding found) {
  const auto [finding, due] = found;
  if (finding == Finding::exempt) {
    ++exempt;
  } else if (due == Tri::no || finding == Finding::open) {
    ++(finding == Finding::pass ? early : finding == Finding::fail ? failed_early : open);
  } else {
    const std::optional<bool> in = due == Tri::yes ? std::optional(true) : std::nullopt;
    failed.add(in, finding == Finding::unknown ? std::nullopt : std::optional(finding == Finding::fail));
  }
}

void FindingCounts::merge(const FindingCounts& other) {
  failed.merge(other.failed);
  open += other.open;
  early += other.early;
  failed_early += other.failed_early;
  exempt += other.exempt;
}

}  // namespace handoff
