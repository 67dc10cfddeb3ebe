// A person's verdicts on the sample, beside the tool's.
#include "audit/audit_records.hpp"
#include "report_parts.hpp"

namespace handoff {

namespace {

Records<ReviewResult> review_records() {
  using R = ReviewResult;
  return {{{"check", Holds::text, [](const R& r) { return Word{check_name(r.check), std::string(check_sentence(r.check))}; }},
           {"reviewed", Holds::count, &R::reviewed},
           {"cannot_tell", Holds::count, &R::cannot_tell},
           {"exempt", Holds::count, &R::exempt},
           {"agree", Holds::count, &R::agree},
           {"agreement", Holds::share, [](const R& r) { return wilson(share_of(r.agree, r.reviewed - r.settled)); }},
           {"failed_by_tool_only", Holds::count, &R::only_tool},
           {"failed_by_person_only", Holds::count, &R::only_person},
           {"settled", Holds::count, &R::settled},
           {"sample", Holds::count, &R::sample},
           {"corrected", Holds::share, &R::corrected}}};
}

}  // namespace

Table review_table(const ReviewSummary& review, const std::string& any) {
  Table table = review_records().table("Reviewed by a person: " + leads_text(review.leads) + " of the sample",
                                       {"check", "reviewed", {"cannot tell", "cannot_tell"}, "agree", {"failed by the tool alone", "failed_by_tool_only"},
                                        {"failed by the person alone", "failed_by_person_only"}, "settled", {"of the first", "sample"}, {"corrected rate", "corrected"},
                                        {"95 % interval", "corrected", Aspect::interval}},
                                       review.checks);
  table.rows.push_back({any, {}, {}, {}, {}, {}, {}, review.any_sample, review.any_corrected, Interval{review.any_corrected}});
  return table;
}

Node review_node(const ReviewSummary& review) {
  return Node::Object{{"rows", review.rows},
                      {"matched", review.matched},
                      {"leads", review.leads},
                      {"not_in_sample", review.unmatched},
                      {"other_samples", review.other_samples},
                      {"by_id_alone", review.by_id_alone},
                      {"checks", review_records().list(review.checks)},
                      {"any_sample", review.any_sample},
                      {"any_failed", review.any_corrected}};
}

}  // namespace handoff
