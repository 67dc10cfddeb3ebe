#include "worksheet/review.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>

#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "handoff/text/said_as_is.hpp"
#include "worksheet/written_cells.hpp"

namespace handoff {

namespace {

/// The stamp that most rows have, and how many have another. A stamp that somebody changed is refused: nothing in the row can be believed.
std::optional<SampleStamp> sample_of(const Worksheet& sheet, int column, std::string& text, std::uint64_t& others) {
  std::map<std::string, std::uint64_t> counts;
  for (const Worksheet::Row& row : sheet.rows) {
    const std::string_view cell = sheet.cell(row, column);
    if (cell.empty()) continue;
    if (!parse_sample_stamp(cell))
      throw Error(sheet.place(row), "the cell of the column 'sample' has been changed, so the sample of this row is not known",
                  "copy the cell from a row that was not touched, or take the row out");
    ++counts[std::string(cell)];
  }
  if (counts.empty()) return {};
  const auto most = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  text = most->first;
  for (const auto& [one, count] : counts) others += one == text ? 0 : count;
  return parse_sample_stamp(text);
}

Review answers_of(const Worksheet& sheet, const Worksheet::Row& row, bool& any) {
  Review review{};
  for (std::size_t i = 0; i < review.size(); ++i) {
    const std::string_view column = review_column(reviewed_checks[i]);
    const std::string_view cell = sheet.cell(row, sheet.column(column));
    const std::optional<Finding> answer = read_answer(cell);
    if (!answer) {
      const bool cross = same_name(cell, "x");
      throw Error(sheet.place(row), fmt::format("{}: '{}' is not a verdict", column, cell.substr(0, 40)),
                  cross ? "an x may be a tick or a cross: write yes or no" : "write yes or no, or leave the cell blank");
    }
    if (!cell.empty()) review[i] = *answer;
    any = any || *answer != Finding::unknown;
  }
  return review;
}

/// The same lead twice, as where two reviewers' sheets were put together: what one left blank or cannot tell the other says.
void join(ReviewRow& into, const ReviewRow& from) {
  for (std::size_t i = 0; i < into.review.size(); ++i) {
    std::optional<Finding>& here = into.review[i];
    const std::optional<Finding> there = from.review[i];
    if (!there || here == there || (there == Finding::unknown && here)) continue;
    if (here && here != Finding::unknown)
      throw Error(from.place, fmt::format("{}: the same lead has the other answer at {}", review_column(reviewed_checks[i]), into.place), "let the reviewers agree, and leave one row");
    here = there;
  }
}

/// Holds each row's lead id against its checksum: where the ids were sorted apart from the answers, the rows are of other leads than they say.
class IdsInPlace {
 public:
  explicit IdsInPlace(const Worksheet& sheet) : sheet_(sheet), written_(sheet) {
    for (const Worksheet::Row& row : sheet.rows)
      if (const std::optional<CellMarks> marks = written_.marks(row)) ids_.insert(marks->front());
  }
  /// A spreadsheet may have changed an id: with a key that does not matter, unless the id is another row's. False: the row has no checksums.
  bool check(const Worksheet::Row& row, const std::string& id, bool keyed) const {
    const std::optional<CellMarks> marks = written_.marks(row);
    if (!marks || id.empty()) return marks.has_value();
    const std::array<std::uint32_t, 2> here = written_.id_marks(row);
    if (std::find(here.begin(), here.end(), marks->front()) != here.end()) return true;
    const bool of_another = std::any_of(here.begin(), here.end(), [&](std::uint32_t mark) { return ids_.contains(mark); });
    if (!keyed || of_another)
      throw SaidAsIs(Error(sheet_.place(row), fmt::format("the lead id is '{}', and another was written into this row", id),
                           "sort whole rows, not single columns; take the ids from the worksheet as it was written"),
                     {id});
    return true;
  }

 private:
  const Worksheet& sheet_;
  const WrittenCells written_;
  std::unordered_set<std::uint32_t> ids_;   // checksums of all that were written
};

template <class Map, class Key>
void put(Map& map, const Key& key, ReviewRow row) {
  const auto [at, fresh] = map.emplace(key, row);
  if (!fresh) join(at->second, row);
}

}  // namespace

Reviews read_reviews(const std::string& path) {
  const Worksheet sheet = read_worksheet(path);
  const int id_column = sheet.column("lead_id"), key_column = sheet.column("key"), sample_column = sheet.column("sample");
  Reviews reviews;
  const IdsInPlace ids(sheet);
  std::string sample;
  reviews.sample = sample_of(sheet, sample_column, sample, reviews.other_samples);
  for (const Worksheet::Row& row : sheet.rows) {
    const std::string_view cell = sheet.cell(row, sample_column), key = sheet.cell(row, key_column);
    if (!cell.empty() && cell != sample) continue;
    bool any = false;
    ReviewRow one{answers_of(sheet, row, any), std::string(sheet.cell(row, id_column)), sheet.place(row)};
    const bool proven = ids.check(row, one.lead_id, !key.empty()) || !key.empty();
    reviews.by_id_alone += any && !proven && !one.lead_id.empty();
    if (!key.empty()) {
      const std::optional<std::uint64_t> rank = parse_worksheet_key(key);
      if (!rank) throw Error(one.place, fmt::format("the cell of the column 'key' has been changed: '{}'", key.substr(0, 40)), "take it from the worksheet as it was written, or leave it blank");
      put(reviews.by_key, *rank, std::move(one));
    } else if (const std::string id = one.lead_id; !id.empty()) {
      put(reviews.by_id, id, std::move(one));
    } else if (any) {
      throw Error(one.place, "this row has an answer, and neither a lead id nor a key", "give it the id of its lead, or take the answer out");
    }
  }
  return reviews;
}

namespace {

void compare(Finding tool, Finding person, ReviewResult& result) {
  if (tool == Finding::exempt) return void(++result.exempt);
  if (person == Finding::unknown) return void(++result.cannot_tell);
  ++result.reviewed;
  if (tool == person) ++result.agree;
  else if (tool == Finding::fail) ++result.only_tool;
  else if (tool == Finding::pass) ++result.only_person;
  else ++result.settled;
}

/// The sample stands for the leads of the population that the check is asked of. Nobody reviews those that may belong to it.
Rate sample_rate(const FindingCounts& sample, const Rate& all, std::uint64_t may_belong, bool everybody) {
  const auto asked = static_cast<std::int64_t>(sample.asked()), more = static_cast<std::int64_t>(may_belong);
  const std::int64_t population = everybody ? asked : std::max(all.of + all.unknown - more, asked);
  return wilson_sample(beside(sample.failed, beside_sample({0, 0, more}, asked, population)), population + more);
}

/// A person's answer in the place of the tool's; without one it is unknown. What the contract exempts nobody brings back. Whoever says of a lead that it
/// failed, or decides what the tool could not, says that it was due. Whether the contract exempts it, where that is not known, no answer tells.
DueFinding answered(const DueFinding& tool, std::optional<Finding> person) {
  if (tool.finding == Finding::exempt) return tool;
  const Tri due = person && (*person == Finding::fail || (*person == Finding::pass && tool.due == Tri::unknown)) ? Tri::yes : tool.due;
  const Ways ways = DueFinding(person.value_or(Finding::unknown), due).ways;
  return tool.ways.may(Way::exempt) ? ways | Way::exempt : ways;
}

/// The leads of a sample, by rank, with what a person says of each.
class Column {
 public:
  /// `given`: has the lead an answer?
  void add(const DueFinding& tool, DueFinding person, bool given) {
    found_.push_back(person);
    if (given) with_answer_ = found_.size();
    // Of a lead that is in no denominator nobody needs an answer.
    else if (tool.finding != Finding::exempt && tool.due != Tri::no) first_open_ = std::min(first_open_, found_.size());
  }
  /// How many leads stand for the population: the first m, where these and no others have their answers; none without an answer.
  std::size_t leads() const { return with_answer_ == 0 ? 0 : with_answer_ < first_open_ ? with_answer_ : found_.size(); }
  Rate rate(const Rate& all, std::uint64_t may_belong, std::uint64_t population) const {
    FindingCounts counts;
    for (std::size_t i = 0; i < leads(); ++i) counts.add(found_[i]);
    return sample_rate(counts, all, may_belong, leads() == population);
  }

 private:
  std::vector<DueFinding> found_;
  std::size_t with_answer_ = 0, first_open_ = ~std::size_t{0};   // behind the last with an answer; the first without
};

/// Each lead of the sample with its row, and what they say of which rows found a lead.
class Matcher {
 public:
  Matcher(const AuditResult& result, const Reviews& reviews) : reviews_(reviews) {
    for (const SampledLead& lead : result.leads) ids_.insert(lead.id);
  }
  const Review* of(const SampledLead& lead) {
    if (const auto found = reviews_.by_key.find(lead.rank); found != reviews_.by_key.end()) {
      const ReviewRow& row = found->second;
      const std::string& id = row.lead_id;
      if (id != lead.id && ids_.count(id))
        throw SaidAsIs(Error(row.place, fmt::format("the lead id is '{}', and the key is that of '{}'", id, lead.id),
                             "sort whole rows, not single columns; take both from the worksheet as it was written"),
                       {id, lead.id});
      ++matched;
      return &row.review;
    }
    const auto found = reviews_.by_id.find(lead.id);
    if (found == reviews_.by_id.end()) return nullptr;
    ++matched;
    return &found->second.review;
  }
  std::uint64_t matched = 0;

 private:
  const Reviews& reviews_;
  std::set<std::string> ids_;
};

}  // namespace

ReviewSummary fold_reviews(const AuditResult& result, const Reviews& reviews, const std::string& file) {
  ReviewSummary summary;
  summary.rows = reviews.rows();
  summary.other_samples = reviews.other_samples;
  summary.by_id_alone = reviews.by_id_alone;
  for (const Check check : reviewed_checks) {
    ReviewResult one;
    one.check = check;
    summary.checks.push_back(one);
  }
  std::vector<Column> columns(reviewed_checks.size());
  Column any;
  Matcher matcher(result, reviews);
  for (const SampledLead& lead : result.leads) {
    const Review* review = matcher.of(lead);
    bool judged = false, given_any = false;
    JoinedFinding tool_all, all;
    for (std::size_t i = 0; i < reviewed_checks.size(); ++i) {
      const DueFinding tool = lead.checks[static_cast<std::size_t>(reviewed_checks[i])];
      const std::optional<Finding> answer = review ? (*review)[i] : std::nullopt;
      if (answer) compare(tool.finding, *answer, summary.checks[i]);
      judged = judged || (answer && answer != Finding::unknown);
      const DueFinding found = answered(tool, answer);
      columns[i].add(tool, found, answer.has_value());
      if (i >= union_count || !(answer || result.checks[i].asked)) continue;
      given_any = given_any || answer;
      tool_all.add(tool);
      all.add(found);
    }
    summary.leads += judged;
    any.add(tool_all.joined(), all.joined(), given_any);
  }
  summary.matched = std::min(matcher.matched, summary.rows);
  if (summary.matched == 0)
    throw Error("--reviewed", fmt::format("none of the {} rows of '{}' is of a lead in this sample", summary.rows, file),
                "give the export that the worksheet was drawn from, or the --seed, --sample and --window of then where the worksheet does not say them");
  summary.unmatched = summary.rows - summary.matched;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    summary.checks[i].sample = columns[i].leads();
    const CheckResult& check = result.checks[static_cast<std::size_t>(reviewed_checks[i])];
    summary.checks[i].corrected = columns[i].rate(check.all, check.may_belong, result.population);
  }
  summary.any_sample = any.leads();
  summary.any_corrected = any.rate(result.any_failed_all, result.any_may_belong, result.population);
  return summary;
}

}  // namespace handoff
