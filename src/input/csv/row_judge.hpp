// What a whole record is: a row to hand on, furniture, or a row that does not fit the header.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv/records.hpp"
#include "csv/slow_record.hpp"

namespace handoff {

/// How many cells the rows of a file may have: all alike may leave out columns without a name at the end of the header, or have empty cells beyond it.
struct ColumnCount {
  std::size_t least = 0;
  std::size_t header = 0;
};
ColumnCount column_count(const std::vector<std::string>& header);

class RowJudge {
 public:
  /// `width`: how many cells the rows of the file have, see row_width.hpp.
  RowJudge(const std::vector<std::string>& header, std::size_t width, LineRules rules);

  enum class Kind : std::uint8_t { row, blank, damaged, set_aside };
  struct Verdict {
    Kind kind = Kind::row;
    RejectReason reason{};
    std::size_t other_width = 0;  ///< of a row that would fit, had all rows as many cells as it has; else 0
  };
  /// What the record's bytes alone do not tell.
  struct Lines {
    bool several = false;  ///< it spans more than one
    bool escaped = false;  ///< a backslash stands before its line end, or before that of the line above
  };
  /// Looks at a record's bytes (without its line end). Afterwards `cells()` are those of the row, unwrapped if it was wrapped in a second pair of quotes.
  Verdict judge(const char* begin, const char* end, Lines lines);
  const std::vector<RawCell>& cells() const { return cells_; }

 private:
  std::string_view text(std::size_t column);
  bool unwrap();
  bool may_fit();
  bool repeats_header();
  std::optional<RejectReason> furniture(bool may_fit);
  RejectReason misfit(bool may_fit) const;

  const std::vector<std::string>& header_;
  LineRules rules_;
  ColumnCount count_;
  std::size_t width_;
  std::vector<RawCell> cells_, inner_;
  std::string unwrapped_, scratch_;
};

/// `5,"Never closed,x` and, some lines on, `80,12",x`: two damaged quotes make one record, as wide as a row, of all rows from the one to the other. So
/// says a record of which every line is a row of its own where quotes are text: it has `width` cells, and the first looks like an id, of the form that
/// the first line's has.
bool swallows_rows(const char* begin, const char* end, LineRules rules, std::size_t width);

/// Takes a wrapped row apart: the one quoted cell of `cells` holds a record of its own. False when it does not; then `cells` are as before.
bool unwrap_row(std::vector<RawCell>& cells, std::string& text, std::vector<RawCell>& inner, LineRules rules);

}  // namespace handoff
