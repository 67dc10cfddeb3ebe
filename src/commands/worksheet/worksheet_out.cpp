#include "worksheet/worksheet_out.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "descriptor.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "render.hpp"
#include "worksheet/sample_stamp.hpp"

namespace handoff {

namespace {

/// Every column that the tool has ever written; the others are people's.
bool is_own(std::string_view name) {
  constexpr std::array<std::string_view, 3> marks = {"key", "sample", written_column};
  const auto names = filled_names();
  const auto same = [&](std::string_view one) { return same_name(one, name); };
  return std::any_of(written_columns.begin(), written_columns.end(), same) ||
         std::any_of(marks.begin(), marks.end(), same) || std::any_of(names.begin(), names.end(), same);
}

/// Where a new worksheet keeps what was typed over the tool's cells of the one before; nothing else is said of it, so
/// it is people's own.
constexpr std::string_view typed_name = "typed_over";

std::string joined(const std::vector<TypedOver>& typed) {
  std::string text;
  for (const TypedOver& one : typed) text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", one.column, one.text);
  return text;
}

bool stands_there(const std::string& path) {
  std::error_code error;
  return descriptor_named(path) < 0 && std::filesystem::is_regular_file(path, error) && std::filesystem::file_size(path, error) > 0;
}

/// A worksheet of a sample without leads is its header alone, which no reader takes for a table.
bool is_header_alone(const std::string& path, const std::string& header) {
  std::ifstream file(path, std::ios::binary);
  std::string text(header.size() + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text == header;
}

std::vector<std::string> names_of(std::string_view header) {
  std::vector<std::string> names(1);
  for (const char c : header) {
    if (c == ',') names.emplace_back();
    else if (c != '\n') names.back() += c;
  }
  return names;
}

std::string counted(std::uint64_t count, const char* one, const char* many) { return fmt::format("{} {}", count, count == 1 ? one : many); }

}  // namespace

OldAnswers::OldAnswers(const std::string& path, bool keep, const std::string& own_header) {
  if (path.empty() || !stands_there(path) || is_header_alone(path, own_header)) return;
  try {
    sheet_ = read_worksheet(path);
  } catch (const Error& error) {
    throw Error("--worksheet", fmt::format("'{}' is there already, and cannot be read as a worksheet: {}", path, error.problem), "name another file, or move that one away");
  }
  if (sheet_.title_rows > 0)
    throw Error("--worksheet", fmt::format("'{}' has {} above its header, which a new worksheet would not have", path, counted(sheet_.title_rows, "row", "rows")),
                "take them out there, or name another file");
  for (const std::string& name : sheet_.header) {
    const auto columns = std::count_if(sheet_.header.begin(), sheet_.header.end(), [&](const std::string& one) { return same_name(one, name); });
    if (columns > 1 && is_own(name))
      throw Error("--worksheet", fmt::format("'{}' has the column '{}' {} times, and one of them alone would be read", path, name, columns), "give the added one another name");
  }
  written_.emplace(sheet_);
  typed_column_ = sheet_.column(typed_name);
  for (const std::string_view name : filled_names()) filled_columns_.push_back(sheet_.column(name));
  for (std::size_t i = 0; i < sheet_.header.size(); ++i)
    if (!is_own(sheet_.header[i])) added_columns_.push_back(static_cast<int>(i));
  taken_.resize(sheet_.rows.size());
  const int key = sheet_.column("key"), id = sheet_.column("lead_id");
  for (std::size_t i = 0; i < sheet_.rows.size(); ++i) {
    by_key_[ascii_lower_text(sheet_.cell(sheet_.rows[i], key))].push_back(i);
    by_id_[std::string(sheet_.cell(sheet_.rows[i], id))].push_back(i);
  }
  if (keep) return;
  std::uint64_t answers = 0, others = 0;
  for (const Worksheet::Row& row : sheet_.rows) {
    for (std::size_t i = 0; i < filled_columns_.size(); ++i) (i < reviewed_checks.size() ? answers : others) += !sheet_.cell(row, filled_columns_[i]).empty();
    for (const int column : added_columns_) others += !sheet_.cell(row, column).empty();
    others += is_remark(row) ? 1 : typed(row).size();
  }
  if (answers + others == 0) {
    const std::uint64_t unclear = unchecked();
    if (unclear == 0) return;
    throw Error("--worksheet",
                fmt::format("'{}' has {} without the checksums of the column '{}': they do not tell what somebody typed over", path,
                            counted(unclear, "row", "rows"), written_column),
                "add --keep to keep what may have been typed, or name another file");
  }
  std::string what = counted(answers, "answer", "answers");
  if (others) what += " and " + counted(others, "other cell", "other cells") + " that somebody filled in";
  throw Error("--worksheet", fmt::format("'{}' holds {}", path, what), "add --keep to carry them over into the new worksheet, or name another file");
}

bool OldAnswers::has_work(const Worksheet::Row& row) const {
  const auto filled = [&](int column) { return !sheet_.cell(row, column).empty(); };
  return is_remark(row) || !typed(row).empty() || std::any_of(filled_columns_.begin(), filled_columns_.end(), filled) ||
         std::any_of(added_columns_.begin(), added_columns_.end(), filled);
}

/// What was typed over the tool's cells, as far as the row itself tells.
std::vector<TypedOver> OldAnswers::typed(const Worksheet::Row& row) const {
  std::vector<TypedOver> found = written_->typed_over_marks(row);
  if (const std::optional<CellMarks> marks = written_->marks(row)) {
    const std::vector<TypedOver> cells = written_->typed(row, *marks);
    found.insert(found.end(), cells.begin(), cells.end());
  }
  return found;
}

/// A row that the tool did not write, since it has no key: what stands in it is somebody's.
bool OldAnswers::is_remark(const Worksheet::Row& row) const {
  const int key = sheet_.column("key");
  if (key < 0 || !sheet_.cell(row, key).empty()) return false;
  for (std::size_t i = 0; i < sheet_.header.size(); ++i)
    if (!sheet_.cell(row, static_cast<int>(i)).empty()) return true;
  return false;
}

/// A row that has lost its checksums, or never had any: what stands in it may be somebody's.
bool OldAnswers::is_unchecked(const Worksheet::Row& row) const { return !has_work(row) && !written_->marks(row); }

/// The row of the lead: by its key, which is good for one seed, or by its id, where one row alone has that. A second row of a lead stays.
const Worksheet::Row* OldAnswers::take(const SampledLead& lead) {
  auto found = by_key_.find(worksheet_key(lead.rank));
  if (found == by_key_.end()) {
    found = by_id_.find(lead.id);
    if (found == by_id_.end() || found->second.size() > 1) return nullptr;
  }
  const std::size_t row = found->second.front();
  if (taken_[row]) return nullptr;
  taken_[row] = true;
  return &sheet_.rows[row];
}

/// What a person said of the lead by the definitions of that contract.
std::vector<TypedOver> OldAnswers::verdicts_under(const Worksheet::Row& row, const std::string& contract) const {
  std::vector<TypedOver> found;
  for (std::size_t i = 0; i < reviewed_checks.size(); ++i)
    if (const std::string_view verdict = sheet_.cell(row, filled_columns_[i]); !verdict.empty())
      found.push_back({fmt::format("{} under {}", filled_names()[i], contract.substr(0, 19)), std::string(verdict)});
  return found;
}

/// A row without checksums is compared with what the tool writes now: what differs may be somebody's.
void OldAnswers::meet(const std::vector<SampledLead>& leads, const std::string& header, const std::string& digest) {
  const int sample = sheet_.column("sample");
  met_.resize(leads.size());
  for (std::size_t i = 0; i < leads.size() && !sheet_.rows.empty(); ++i) {
    const Worksheet::Row* const row = met_[i].row = take(leads[i]);
    if (!row) continue;
    std::vector<TypedOver> found = typed(*row);
    if (!written_->marks(*row)) {
      std::vector<TypedOver> cells = written_->typed(*row, marks_of_row(header, leads[i].worksheet));
      std::erase_if(cells, [](const TypedOver& one) { return one.column == "rank"; });  // of another sample, or of none
      found.insert(found.end(), cells.begin(), cells.end());
    }
    typed_over_ += found.size();
    const std::optional<SampleStamp> stamp = parse_sample_stamp(sheet_.cell(*row, sample));
    if (stamp && stamp->contract != digest) {
      met_[i].outdated = true;
      const std::vector<TypedOver> verdicts = verdicts_under(*row, stamp->contract);
      outdated_ += verdicts.size();
      found.insert(found.end(), verdicts.begin(), verdicts.end());
    }
    met_[i].typed = joined(found);
    carried_ += !found.empty() || has_work(*row);
  }
}

std::string OldAnswers::header_end() const {
  std::string out;
  for (const int column : added_columns_) out += "," + csv_text(sheet_.header[static_cast<std::size_t>(column)]);
  if (typed_over_ + outdated_ > 0 && typed_column_ < 0) out.append(",").append(typed_name);
  return out;
}

std::string OldAnswers::filled(std::size_t lead) const {
  const Worksheet::Row* const row = met_[lead].row;
  std::string out;
  for (std::size_t i = 0; i < filled_columns; ++i) {
    const bool holds = row && !(met_[lead].outdated && i < reviewed_checks.size());
    out += "," + (holds ? csv_text(sheet_.cell(*row, filled_columns_[i])) : std::string());
  }
  return out;
}

std::string OldAnswers::added(std::size_t lead) const {
  const Worksheet::Row* const row = met_[lead].row;
  const std::string& typed = met_[lead].typed;
  std::string out;
  for (const int column : added_columns_) {
    std::string text = row ? std::string(sheet_.cell(*row, column)) : std::string();
    if (column == typed_column_ && !typed.empty()) text += (text.empty() ? "" : "; ") + typed;
    out += "," + csv_text(text);
  }
  if (typed_over_ + outdated_ > 0 && typed_column_ < 0) out += "," + csv_text(typed);
  return out;
}

/// Those that no lead has taken: with work, or those that do not tell.
std::vector<const Worksheet::Row*> OldAnswers::rows_left(bool with_work) const {
  std::vector<const Worksheet::Row*> rows;
  for (std::size_t i = 0; i < sheet_.rows.size(); ++i) {
    const Worksheet::Row& row = sheet_.rows[i];
    if (!taken_[i] && (with_work ? has_work(row) : is_unchecked(row))) rows.push_back(&row);
  }
  return rows;
}

std::string OldAnswers::rest(const std::string& header) const {
  std::vector<const Worksheet::Row*> rows = rows_left(true), unchecked = rows_left(false);
  rows.insert(rows.end(), unchecked.begin(), unchecked.end());
  std::string out;
  for (const Worksheet::Row* row : rows) {
    bool first = true;
    for (const std::string& name : names_of(header)) {
      const std::string_view cell = sheet_.cell(*row, sheet_.column(name));
      out += (first ? "" : ",") + (name == "lead_id" ? worksheet_id(cell) : csv_text(cell));
      first = false;
    }
    for (const int column : added_columns_) out += "," + csv_text(sheet_.cell(*row, column));
    if (typed_over_ + outdated_ > 0 && typed_column_ < 0) out += ",";
    out += "\n";
  }
  return out;
}

std::uint64_t OldAnswers::left_over() const { return rows_left(true).size(); }

std::uint64_t OldAnswers::unchecked() const { return rows_left(false).size(); }

}  // namespace handoff
