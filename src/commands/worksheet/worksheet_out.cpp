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

namespace handoff {

namespace {

/// Every column that the tool has ever written; the others are people's.
constexpr std::array<std::string_view, 15> own_columns = {"lead_id", "name",        "email",  "owner", "segment", "zone", "entered", "clock",
                                                          "due",     "stop",        "disposition", "reason", "rank",    "key",  "sample"};

bool is_own(std::string_view name) {
  const auto names = filled_names();
  const auto same = [&](std::string_view one) { return same_name(one, name); };
  return std::any_of(own_columns.begin(), own_columns.end(), same) || std::any_of(names.begin(), names.end(), same);
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
  for (const std::string_view name : filled_names()) filled_columns_.push_back(sheet_.column(name));
  for (std::size_t i = 0; i < sheet_.header.size(); ++i)
    if (!is_own(sheet_.header[i])) added_columns_.push_back(static_cast<int>(i));
  taken_.resize(sheet_.rows.size());
  const int key = sheet_.column("key"), id = sheet_.column("lead_id");
  for (std::size_t i = 0; i < sheet_.rows.size(); ++i) {
    by_key_[ascii_lower_text(sheet_.cell(sheet_.rows[i], key))].push_back(i);
    by_id_[id_of_worksheet(sheet_.cell(sheet_.rows[i], id))].push_back(i);
  }
  if (keep) return;
  std::uint64_t answers = 0, others = 0;
  for (const Worksheet::Row& row : sheet_.rows) {
    for (std::size_t i = 0; i < filled_columns_.size(); ++i) (i < reviewed_checks.size() ? answers : others) += !sheet_.cell(row, filled_columns_[i]).empty();
    for (const int column : added_columns_) others += !sheet_.cell(row, column).empty();
    others += is_remark(row);
  }
  if (answers + others == 0) return;
  std::string what = counted(answers, "answer", "answers");
  if (others) what += " and " + counted(others, "other cell", "other cells") + " that somebody filled in";
  throw Error("--worksheet", fmt::format("'{}' holds {}", path, what), "add --keep to carry them over into the new worksheet, or name another file");
}

bool OldAnswers::has_work(const Worksheet::Row& row) const {
  const auto filled = [&](int column) { return !sheet_.cell(row, column).empty(); };
  return is_remark(row) || std::any_of(filled_columns_.begin(), filled_columns_.end(), filled) || std::any_of(added_columns_.begin(), added_columns_.end(), filled);
}

/// A row that the tool did not write, since it has no key: what stands in it is somebody's.
bool OldAnswers::is_remark(const Worksheet::Row& row) const {
  const int key = sheet_.column("key");
  if (key < 0 || !sheet_.cell(row, key).empty()) return false;
  for (std::size_t i = 0; i < sheet_.header.size(); ++i)
    if (!sheet_.cell(row, static_cast<int>(i)).empty()) return true;
  return false;
}

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

std::string OldAnswers::header_end() const {
  std::string out;
  for (const int column : added_columns_) out += "," + csv_text(sheet_.header[static_cast<std::size_t>(column)]);
  return out;
}

std::string OldAnswers::filled(const SampledLead& lead) {
  last_ = sheet_.rows.empty() ? nullptr : take(lead);
  carried_ += last_ && has_work(*last_);
  std::string out;
  for (std::size_t i = 0; i < filled_columns; ++i) out += "," + (last_ ? csv_text(sheet_.cell(*last_, filled_columns_[i])) : std::string());
  return out;
}

std::string OldAnswers::added() const {
  std::string out;
  for (const int column : added_columns_) out += "," + (last_ ? csv_text(sheet_.cell(*last_, column)) : std::string());
  return out;
}

std::string OldAnswers::rest(const std::string& header) const {
  std::string out;
  for (std::size_t i = 0; i < sheet_.rows.size(); ++i) {
    const Worksheet::Row& row = sheet_.rows[i];
    if (taken_[i] || !has_work(row)) continue;
    bool first = true;
    for (const std::string& name : names_of(header)) {
      out += (first ? "" : ",") + csv_text(sheet_.cell(row, sheet_.column(name)));
      first = false;
    }
    for (const int column : added_columns_) out += "," + csv_text(sheet_.cell(row, column));
    out += "\n";
  }
  return out;
}

std::uint64_t OldAnswers::left_over() const {
  std::uint64_t rows = 0;
  for (std::size_t i = 0; i < sheet_.rows.size(); ++i) rows += !taken_[i] && has_work(sheet_.rows[i]);
  return rows;
}

}  // namespace handoff
