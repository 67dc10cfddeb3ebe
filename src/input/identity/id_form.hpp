// Ids that a spreadsheet turned into numbers: `1.05E+11` was an id of twelve digits, and nine of them are lost; and ids that are spelt in two ways.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "leads/field_facts.hpp"
#include "scan/inputs.hpp"

namespace handoff {

/// Is it a number as programs write large ones: digits, perhaps a fraction after a dot or a comma, E, perhaps a sign, one to three digits? Without a
/// fraction the sign must be a plus: `12E45` and `12E-45` are ids of systems that count with letters, and no spreadsheet writes a whole number so.
bool is_spreadsheet_number(std::string_view id);

/// Could it be one? Asked of every id, so it looks at the four bytes before the last alone, and at all of them at once.
inline bool has_exponent(std::string_view id) {
  constexpr std::uint32_t each = 0x01010101;  // 1 in every byte
  if (id.size() < 4) return false;
  std::uint32_t four = 0;
  std::memcpy(&four, id.data() + (id.size() > 4 ? id.size() - 5 : 0), sizeof four);
  const std::uint32_t other = (four | each * 0x20) ^ each * 'e';  // 0 where an e or E stands
  return ((other - each) & ~other & each * 0x80) != 0;
}

/// Counts ids by their look: 00017 as the CRM wrote it, and 17 as a spreadsheet saved it, are two ids and may be one lead. Additive.
class IdSpellings {
 public:
  void add(std::string_view id) {
    if (id.empty()) return;
    ++all_;
    const char first = id.front();
    if (static_cast<unsigned char>(first - '0') > 9) return void(quoted_ += first == '\'');
    if (id.size() >= 3 && id.back() == '0' && id[id.size() - 2] == '.') return void(++decimals_);
    if (id.size() >= 5 && id[id.size() - 4] == ',') return void(++grouped_);
    ++(first == '0' ? zeros_ : numbers_)[id.size() < longest ? id.size() : longest];
  }
  void merge(const IdSpellings& other);
  /// What stands beside the ids as most are spelt, where each makes up more than one in twenty: `897 begin with zeros, and 897
  /// are shorter numbers`; empty: they are spelt in one way.
  std::string two_ways() const;

 private:
  static constexpr std::size_t longest = 24;
  using ByLength = std::array<std::uint64_t, longest + 1>;
  std::uint64_t all_ = 0, quoted_ = 0, decimals_ = 0, grouped_ = 0;
  ByLength zeros_{}, numbers_{};
};

/// The first id in the form of a number among those that a worker has seen, and how all are spelt.
class SpreadsheetIds {
 public:
  /// Where the block begins, over all inputs, and on which line of its file.
  void at_block(std::uint64_t offset, std::uint64_t line) { block_offset_ = offset, block_line_ = line; }
  /// `offset`: of its row, over all inputs.
  void look(std::string_view id, std::uint64_t offset) {
    if (has_exponent(id) && offset < first_.offset && is_spreadsheet_number(id)) keep(id, offset);
    spellings.add(id);
  }
  void merge(const SpreadsheetIds& other) {
    if (other.first_.offset < first_.offset) first_ = other.first_;
    spellings.merge(other.spellings);
  }
  const Example& first() const { return first_; }
  IdSpellings spellings;

 private:
  void keep(std::string_view id, std::uint64_t offset);
  std::uint64_t block_offset_ = 0, block_line_ = 0;
  Example first_;
};

/// Throws Error where one was seen: `leads.csv:14:1`. `plans`: by input; `field`: of the ids.
void refuse_spreadsheet_ids(const SpreadsheetIds& ids, const std::vector<Input>& inputs, const std::vector<ColumnPlan>& plans, FieldId field);

}  // namespace handoff
