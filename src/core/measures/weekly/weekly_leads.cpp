// What the leads of a meeting are talked about by: three bad ones, three great ones that were rejected, and the reasons sales gave.
#include <algorithm>
#include <tuple>

#include "handoff/judging/disposition.hpp"
#include "handoff/measures/weekly.hpp"
#include "judging/row_texts.hpp"
#include "text/text_fold.hpp"

namespace handoff {

namespace {

constexpr std::string_view blank_reason = "(blank)", strange_reason = "(not on the list)";

/// Missing points stand behind all others: what cannot be proven is not the worst.
bool worse(const TalkLead& a, const TalkLead& b) {
  const auto key = [](const TalkLead& lead) { return std::tuple(lead.meets != Tri::no, !lead.points, lead.points.value_or(0), std::string_view(lead.id)); };
  return key(a) < key(b);
}
bool better(const TalkLead& a, const TalkLead& b) {
  const auto key = [](const TalkLead& lead) { return std::tuple(lead.meets != Tri::yes, !lead.points, -lead.points.value_or(0), std::string_view(lead.id)); };
  return key(a) < key(b);
}

using Order = bool (*)(const TalkLead&, const TalkLead&);
void keep(std::vector<TalkLead>& leads, TalkLead lead, Order order) {
  leads.insert(std::upper_bound(leads.begin(), leads.end(), lead, order), std::move(lead));
  if (leads.size() > leads_to_discuss) leads.pop_back();
}

}  // namespace

std::size_t MeetingTally::disposition_of(const Judging& judging) const {
  const std::vector<std::string>& states = contract_.disposition->states;
  const Value& value = disposition_by(contract_, *judging.lead, settings_.as_of);
  if (!value.present()) return states.size() + 1;
  for (std::size_t i = 0; i < states.size(); ++i)
    if (equal_folded(states[i], value.text)) return i;
  return states.size();
}

/// The period of a disposition: that of its date, or where it has none that of the entry into the stage.
int MeetingTally::disposed_in(const Judging& judging, int entered) const {
  const Value& at = (*judging.lead)[known_field("disposition_at")];
  if (!at.present()) return entered;
  return at.stamp.first <= settings_.as_of ? period_of_stamp(at.stamp) : -1;
}

void MeetingTally::add_reason(const Judging& judging, int entered) {
  const Value& state = (*judging.lead)[known_field("disposition")];
  if (!contract_.disposition || !state.present() || !in_list(contract_.disposition->reason_required, state.text)) return;
  const int period = disposed_in(judging, entered);
  if (period < 0 || period >= trend_periods) return;
  const Value& value = (*judging.lead)[known_field("disposition_reason")];
  std::string_view reason = blank_reason;
  if (value.present()) {
    const std::vector<std::string>& list = contract_.disposition->reasons;
    const auto found = std::find_if(list.begin(), list.end(), [&](const std::string& one) { return equal_folded(one, value.text); });
    reason = list.empty() ? value.text : found != list.end() ? std::string_view(*found) : strange_reason;
  }
  reasons.add(reason);
  if (period == trend_periods - 1) reasons_now.add(reason);
}

std::optional<double> MeetingTally::points(const Judging& judging, bool all) const {
  std::optional<double> sum;
  for (std::size_t i = 0; i < scales_.size(); ++i) {
    if (all ? !scales_[i].axis && scales_.size() > 1 : i != fit_) continue;  // sums of axes would count twice
    const Value value = scale_value(scales_[i], judging);
    if (!value.present()) return std::nullopt;
    sum = sum.value_or(0) + value.number.low;
  }
  return sum;
}

TalkLead MeetingTally::talk_lead(const Judging& then, const Owner& owner, std::optional<double> points) {
  const Lead& lead = *then.lead;
  TalkLead talk{text_of(lead, "lead_id"), std::string(owner.name), "", "", text_of(lead, "disposition"), text_of(lead, "disposition_reason"), "", facts_->meets_definition, points};
  const auto bucket = [&](const std::shared_ptr<const BucketList>& list, std::string_view field) {
    if (!list) return text_of(lead, field);
    return std::string(bucket_name(*list, bucket_of(*list, then)));
  };
  talk.segment = bucket(contract_.segments, "segment");
  talk.source = bucket(contract_.sources, "source");
  if (definition_) {
    definition_->judge(then);
    definition_->append_deciding(then, talk.why);
  }
  return talk;
}

/// Bad: of the period's entrants those off the definition first, then the lowest fit. Great: of those rejected in the period and not known to be
/// off the definition, those that meet it first, then the highest score. Scores are those at entry.
void MeetingTally::talk(LeadJudge& judge, int entered) {
  const Judging& judging = judge.judging();
  const StageClaim& entry = funnel_->stages[static_cast<std::size_t>(settings_.stage)];
  const Judging then = at_entry(judging, entry);
  const auto offer = [&](std::vector<TalkLead>& leads, bool all, Order order) {
    TalkLead rough;
    rough.id = text_of(*judging.lead, "lead_id");
    rough.meets = facts_->meets_definition;
    rough.points = points(then, all);
    if (leads.size() == leads_to_discuss && !order(rough, leads.back())) return;
    keep(leads, talk_lead(then, judge.owner(settings_.stage), rough.points), order);
  };
  const bool measured = definition_ || !scales_.empty();
  if (entered == trend_periods - 1 && measured) offer(bad, false, worse);
  if (!contract_.disposition || disposed_in(judging, entered) != trend_periods - 1) return;
  const Value& state = (*judging.lead)[known_field("disposition")];
  if (!state.present()) return;
  const bool rejected = rejected_ >= 0 ? disposition_of(judging) == static_cast<std::size_t>(rejected_) : in_list(contract_.disposition->reason_required, state.text);
  if (rejected && measured && facts_->meets_definition != Tri::no) offer(great, true, better);
}

void MeetingTally::merge_talk(MeetingTally& other) {
  for (TalkLead& lead : other.bad) keep(bad, std::move(lead), worse);
  for (TalkLead& lead : other.great) keep(great, std::move(lead), better);
}

}  // namespace handoff
