// Where a lead belongs (segment, lane, source, route), and what takes it out.
#include <fmt/format.h>

#include "explain/explain_records.hpp"

namespace handoff {

namespace {

const std::string& name_of(const StoryBuckets& one, std::size_t bucket) { return one.list->buckets[bucket].name; }

/// What decided: for the bucket that took the lead, or against each of them.
std::string bucket_words(const StoryBuckets& one) {
  if (one.bucket >= 0) return one.tried.back().because;
  std::string text;
  for (std::size_t i = 0; i < one.tried.size(); ++i)
    text += fmt::format("{}not {}: {}", text.empty() ? "" : "; ", name_of(one, i), one.tried[i].because);
  return text;
}

Node::List tried_list(const StoryBuckets& one) {
  Node::List list;
  for (std::size_t i = 0; i < one.tried.size(); ++i)
    list.emplace_back(Node::Object{
        {"bucket", name_of(one, i)}, {"verdict", tri_word(one.tried[i].truth)}, {"because", one.tried[i].because}});
  return list;
}

Records<StoryBuckets> bucket_records() {
  using B = StoryBuckets;
  return {{{"list", [](const B& b) { return b.list->name; }},
           {"bucket",
            [](const B& b) { return bucket_name(*b.list, b.bucket); }, "",
            [](const B& b) { return b.bucket >= 0 ? Tone::plain : Tone::faint; }},
           {"tried", tried_list}},
          {{"why", bucket_words}}};
}

Records<StoryExclusion> exclusion_records() {
  using E = StoryExclusion;
  const auto answer = [](const E& e) {
    return e.verdict.truth == Tri::yes ? "taken out" : e.verdict.truth == Tri::no ? "stays in" : "cannot be decided: in no count, and in the bounds";
  };
  return {{{"exclusion", &E::name},
           {"verdict", [](const E& e) { return tri_word(e.verdict.truth); }},
           {"because", [](const E& e) { return e.verdict.because; }}},
          {{"what", [](const E& e) { return "exclude " + e.name; }},
           {"answer", answer, "", [](const E& e) { return e.verdict.truth == Tri::yes ? Tone::bad : Tone::plain; }}}};
}

}  // namespace

Node::List bucket_list(const ExplainedLead& lead) { return bucket_records().list(lead.story.buckets); }
Node::List exclusion_list(const ExplainedLead& lead) { return exclusion_records().list(lead.story.exclusions); }

Table bucket_table(const ExplainedLead& lead) {
  Table table = bucket_records().table("Where it belongs, and what takes it out",
                                       {{"what", "list"}, {"answer", "bucket"}, "why"}, lead.story.buckets);
  const Records<StoryExclusion> exclusions = exclusion_records();
  for (const StoryExclusion& one : lead.story.exclusions)
    table.rows.push_back(exclusions.cells({"what", "answer", "because"}, one));
  const Funnel& funnel = lead.story.funnel;
  if (funnel.exit >= 0)
    table.rows.push_back({"left as", lead.contract.exits[static_cast<std::size_t>(funnel.exit)].name,
                          funnel.exit_stamped ? lead.at(true, funnel.exit_at) : Node("without a date of its own")});
  return table;
}

}  // namespace handoff
