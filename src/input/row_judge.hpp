// What a whole record is: a row to hand on, furniture, or a row that does not fit the header.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records.hpp"
#include "slow_record.hpp"

namespace handoff {

/// How many cells a row may have: empty columns at the end of the header may be missing, empty cells beyond it may be there.
struct ColumnCount {
  std::size_t least = 0;
  std::size_t header = 0;
};
ColumnCount column_count(const std::vector<std::string>& header);

class RowJudge {
 public:
  RowJudge(const std::vector<std::string>& header, LineRules rules);

  enum class Kind : std::uint8_t { row, blank, damaged, set_aside };
  struct Verdict {
    Kind kind = Kind::row;
    RejectReason reason{};
  };
  /// Looks at a record's bytes (without its line end). Afterwards `cells()` are those of the row, unwrapped if it was wrapped in a second pair of quotes.
  Verdict judge(const char* begin, const char* end, bool spans_lines);
  const std::vector<RawCell>& cells() const { return cells_; }

 private:
  std::string_view text(std::size_t column);
  bool unwrap();
  bool fits();
  bool repeats_header();
  std::optional<RejectReason> furniture(bool fits);

  const std::vector<std::string>& header_;
  LineRules rules_;
  ColumnCount count_;
  std::vector<RawCell> cells_, inner_;
  std::string unwrapped_, scratch_;
};

/// Takes a wrapped row apart: the one quoted cell of `cells` holds a record of its own. False when it does not; then `cells` are as before.
bool unwrap_row(std::vector<RawCell>& cells, std::string& text, std::vector<RawCell>& inner, LineRules rules);

}  // namespace handoff
