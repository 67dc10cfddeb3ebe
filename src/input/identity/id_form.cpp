#include "identity/id_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "handoff/text/count_text.hpp"
#include "handoff/text/error.hpp"
#include "csv/slow_record.hpp"
#include "bytes/window.hpp"

namespace handoff {
namespace {

/// Takes digits off the front, and says how many.
std::size_t take_digits(std::string_view& text) {
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  text.remove_prefix(digits);
  return digits;
}

/// Takes one of these off the front; NUL where there is none of them.
char take_one(std::string_view& text, std::string_view of) {
  if (text.empty() || of.find(text.front()) == std::string_view::npos) return '\0';
  const char taken = text.front();
  text.remove_prefix(1);
  return taken;
}

/// `:line:column`, from 1, in characters as an editor counts them, of a cell of the record that begins on `line`. Where the record holds no such cell by
/// itself, since it is wrapped whole in quotes, the line alone.
std::string place_of_cell(const Input& input, std::uint64_t offset, std::uint64_t line, std::size_t column) {
  Window window(*input.source, 16 << 10);
  window.restart(offset);
  const LineRules rules{input.dialect.delimiter, input.dialect.newline};
  RecordScanner scanner(window, rules);
  const RecordExtent extent = scanner.measure(offset);
  const char *begin = window.at(offset), *end = without_line_end(begin, window.at(extent.end), rules);
  std::vector<RawCell> cells;
  if (extent.shape != Shape::whole || !split_record(begin, end, rules, cells) || column >= cells.size()) return fmt::format(":{}", line);
  std::uint64_t character = 1;
  for (const char* at = begin; at != cells[column].begin; ++at) {
    if (*at == input.dialect.newline) ++line, character = 1;
    else character += (static_cast<unsigned char>(*at) & 0xC0U) != 0x80U;
  }
  return fmt::format(":{}:{}", line, character);
}

}  // namespace

bool is_spreadsheet_number(std::string_view id) {
  if (take_digits(id) == 0) return false;
  const bool fraction = take_one(id, ".,") != '\0';
  if (fraction && take_digits(id) == 0) return false;
  if (take_one(id, "Ee") == '\0') return false;
  if (take_one(id, "+-") != '+' && !fraction) return false;
  const std::size_t digits = take_digits(id);
  return digits >= 1 && digits <= 3 && id.empty();
}

void IdSpellings::merge(const IdSpellings& other) {
  all_ += other.all_;
  quoted_ += other.quoted_;
  decimals_ += other.decimals_;
  grouped_ += other.grouped_;
  for (std::size_t i = 0; i <= longest; ++i) {
    zeros_[i] += other.zeros_[i];
    numbers_[i] += other.numbers_[i];
  }
}

std::string IdSpellings::two_ways() const {
  const auto many = [&](std::uint64_t count) { return count * 20 > all_; };
  const std::uint64_t numbers = std::accumulate(numbers_.begin(), numbers_.end(), std::accumulate(zeros_.begin(), zeros_.end(), std::uint64_t{0}));
  const auto beside = [&](std::uint64_t odd, std::string_view look) {
    return many(odd) && many(numbers) ? fmt::format("{} {}, and {} are plain numbers", count_text(odd), look, count_text(numbers)) : std::string();
  };
  for (const auto& text : {beside(decimals_, "end in .0"), beside(grouped_, "have a comma before the last three digits"), beside(quoted_, "begin with an apostrophe")})
    if (!text.empty()) return text;
  std::uint64_t shorter = 0;   // than ids of a length at which many begin with zeros
  for (std::size_t length = 1; length <= longest; ++length) {
    if (many(zeros_[length]) && many(shorter))
      return fmt::format("{} begin with zeros, and {} are shorter numbers", count_text(zeros_[length]), count_text(shorter));
    shorter += numbers_[length];
  }
  return {};
}

void SpreadsheetIds::keep(std::string_view id, std::uint64_t offset) {
  first_.offset = offset;
  first_.block_offset = block_offset_;
  first_.block_line = block_line_;
  first_.text = cut_text(id, 80);
}

void refuse_spreadsheet_ids(const SpreadsheetIds& ids, const std::vector<Input>& inputs, const std::vector<ColumnPlan>& plans, FieldId field) {
  const Example& first = ids.first();
  if (!first.seen()) return;
  const std::size_t file = input_at(inputs, first.offset);
  const Input& input = inputs[file];
  const auto use = std::find_if(plans[file].uses.begin(), plans[file].uses.end(), [&](const ColumnUse& one) { return one.field == field; });
  const std::uint64_t from = first.block_offset - input.base, offset = first.offset - input.base;
  const std::uint64_t line = first.block_line + count_lines(*input.source, input.dialect.newline, from, offset);
  throw Error(input.source->name() + place_of_cell(input, offset, line, static_cast<std::size_t>(use->column)),
              fmt::format("the id {} in column \"{}\" is a number as a spreadsheet writes it: the spreadsheet turned ids into numbers, and their last digits are lost",
                          first.text, plans[file].header_of_field[field]),
              "export again from the CRM, and give the file as it was downloaded; to look at it in a spreadsheet, import that column as text");
}

}  // namespace handoff
