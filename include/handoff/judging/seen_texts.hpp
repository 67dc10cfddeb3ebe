// The texts that a contract holds the cells of an export against (`source = 'Webinar'`, the states of [disposition], values of stages), and which
// of them no row has: a slip in one of these takes every lead out of a clause, and nothing else shows it.
//
// Memory: at most 4,096 distinct values of 256 bytes a column and thread, and only of columns with a text that has not been seen yet.
#pragma once
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "handoff/contract/contract.hpp"

namespace handoff {

/// One text that a column is held against.
struct AskedText {
  enum class How : std::uint8_t { equals, any_case, item, pattern };   ///< `=` and IN; the same in any case; an item of a list; LIKE
  FieldId field = no_field;
  How how = How::equals;
  std::string text;          ///< as the contract writes it; of LIKE the pattern
  std::string place;         ///< who asks: `define webinar`, `stage MQL`, `[disposition] states`, `--where`
  const Expr* subject = nullptr;   ///< what is held against it where that is more than the cell: `lower(source)`; null: the cell
  const Expr* like = nullptr;      ///< of a pattern
  ExprPtr held;              ///< keeps these alive
};

/// The texts of one column, each once.
struct AskedColumn { FieldId field = no_field; std::vector<AskedText> texts; };

/// What the contract and `where` (null: nothing) ask of the fields that are read, by field. A clause counts where all of its fields are read: then
/// somebody rests on it.
std::vector<AskedColumn> asked_columns(const Contract& contract, const ExprPtr& where, const std::vector<FieldId>& read);

/// A number that a column, or a score read from one, is held against.
struct AskedNumber {
  FieldId field = no_field;
  double number = 0;
  std::shared_ptr<const std::string> clause;   ///< `score >= 40`; one text for all numbers of a list, which may be thousands
  std::string place;                           ///< who asks
};
/// All of them, of clauses whose fields are all read.
std::vector<AskedNumber> asked_numbers(const Contract& contract, const ExprPtr& where, const std::vector<FieldId>& read);

/// A text that no row has.
struct TextInNoRow {
  AskedText asked;
  std::string nearest;       ///< a value of the column that it was likely meant to be; empty: none, or the column holds people
  bool case_differs = false; ///< nothing but the case parts them
  bool many = false;         ///< the column has more than 4,096 values: no nearest was looked for
};

/// Watches one worker's leads.
class SeenTexts {
 public:
  static constexpr std::size_t most_values = 4096, longest_value = 256;
  /// `columns` must outlive it.
  explicit SeenTexts(const std::vector<AskedColumn>& columns);
  void add(const Lead& lead) {
    if (!open_.empty()) look(lead);
  }
  void merge(const SeenTexts& other);
  void reset();
  /// By column, as the contract asks. A column in which every row is blank says nothing of a text.
  std::vector<TextInNoRow> in_no_row(const Contract& contract) const;

 private:
  struct Column {
    std::vector<bool> seen;                    // by AskedColumn::texts
    std::size_t unseen = 0;
    bool any = false, many = false;            // a row has something; more values than are kept
    std::unordered_set<std::string> values;
    std::array<std::string_view, 64> recent{}; // of `values`, found without a hash
  };
  void look(const Lead& lead);
  void look_at(std::size_t column, std::string_view text);
  void match(std::size_t column, std::string_view text);
  const std::vector<AskedColumn>* asked_;
  std::vector<Column> columns_;
  std::vector<std::size_t> open_;              // columns with a text that was not seen yet
  Lead probe_;                                 // a lead with one cell, for what is held against a text
};

}  // namespace handoff
