// A lead: one record of an export, its cells typed as the contract's fields. Views point into the reader's buffer and
// live as long as the call that is handed the lead.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "handoff/time/time.hpp"

namespace handoff {

enum class Type : std::uint8_t { text, number, date, boolean, list };
std::string_view type_name(Type type);

/// Position of a field in Contract::fields and of its value in Lead::values.
using FieldId = std::uint16_t;
constexpr FieldId no_field = 0xFFFF;

/// A canonical field: known by name, typed, usable in expressions.
struct KnownField { std::string_view name; Type type; };
/// All canonical fields, in the order of their ids: a contract's own fields follow them.
const std::vector<KnownField>& known_fields();
/// The id of a canonical field; no_field when there is none of that name.
FieldId known_field(std::string_view name);

/// A number as an export tells it: a point, or the interval of a range such as `51-200` or `5001+` (high is then infinite).
struct Number {
  double low = 0;
  double high = 0;
};

/// One typed cell, or what an expression comes to. Missing is never zero; `unreadable` is a cell that holds something which its type cannot read.
/// `open` is no cell, but a computed value that is not known: it rests on such a cell, on a column that is not there, or on a range.
struct Value {
  enum class State : std::uint8_t { missing, present, unreadable, open };
  State state = State::missing;
  bool flag = false;        ///< boolean
  std::string_view text;    ///< text and list; for the other types the cell as it was read
  Number number;            ///< number
  Stamp stamp;              ///< date
  bool present() const { return state == State::present; }
  /// Is it a blank? Of what is neither present nor blank, nobody can say what it is.
  bool blank() const { return state == State::missing; }
};

/// Reads a number cell: `12`, `-3.5`, `1,200`, `1.200,50`, `$22,700.00`, `$342.09K`, `12%` (0.12), `51-200`, `5001+`, `<50`, `1e6`, a blank before or after.
/// Also `1.2M`, `€1.200,50`, `USD 500`, `(500)` negative as accountants write it, `1 to 50`, `10001 or more`, `more than 50`.
/// Of a cell by itself, a single comma or dot followed by exactly three digits groups thousands only for the comma. What is less than a positive number
/// begins at 0, and an open bound is the next double. False: not a number (`nan` and `inf` are none), and `out` is as it was.
bool read_number(std::string_view cell, Number& out);

/// What separates the decimals of a column's numbers: `.` or `,`; the other groups thousands. `undecided`: read_number decides each cell for itself.
enum class DecimalMark : std::uint8_t { undecided, dot, comma };
/// The same with the column's own mark: `1.200` is 1.2 with a dot, and 1200 with a comma.
bool read_number(std::string_view cell, DecimalMark mark, Number& out);

/// Which marks can read a cell: `either` of them to the same number (`12`, `51-200`) or none; `only_dot` (`12.5`, `1,200.50`, `1,200,300`); `only_comma`; or
/// both, to different numbers: `differ` (`1,200`).
enum class MarkShown : std::uint8_t { either, only_dot, only_comma, differ };
MarkShown shown_mark(std::string_view cell);

/// What the cells of a column show of its decimal mark, each by itself and all together.
struct MarkEvidence {
  std::uint64_t dot = 0, comma = 0;            ///< cells that only one mark can read
  std::uint64_t open = 0;                      ///< cells that both can read, to different numbers
  bool grouped_by_dot = false, grouped_by_comma = false;  ///< of those, one that ends in 0 (`1.200`), as a decimal would only where all have as many decimals ...
  bool whole = false;                          ///< ... and they have not: a number without any stands in the column
  /// Adds a cell, and says what it shows.
  MarkShown add(std::string_view cell);
  void merge(const MarkEvidence& other);
  /// The one mark that the column shows; undecided where it shows both, or none.
  DecimalMark shown() const;
  /// Do the cells contradict each other, or leave open what they say?
  bool unsettled() const { return (dot > 0 && comma > 0) || (open > 0 && shown() == DecimalMark::undecided); }
};

/// Reads a duration into seconds: `01:30:00` (hours of any number of digits, minutes and seconds), or where `unit` is not 0 a number of so many seconds.
bool read_time_taken(std::string_view cell, std::int64_t unit, DecimalMark mark, Number& out);

/// The currency that a cell with an amount names, as it is written: `$` of `$5,000`, `EUR` of `500 EUR`. Empty: none.
std::string_view currency_mark(std::string_view cell);

/// Reads `true/false`, `yes/no`, `1/0`, `y/n`, `t/f`, `on/off`, `x` (any case). False: not a boolean.
bool read_boolean(std::string_view cell, bool& out);

/// The cells of one record, by FieldId; only those the command needs are filled, the rest are missing.
struct Lead {
  std::vector<Value> values;
  std::uint64_t offset = 0;    ///< of the record's first byte, over all inputs laid end to end
  bool blank_dates = false;    ///< one of the dates is a day that stands for none (blank_day.hpp)
  std::uint64_t content = 0;   ///< a hash of all its cells that the contract knows a field for, where a sample is drawn by it; else 0
  const Value& operator[](FieldId id) const { return values[id]; }
};

}  // namespace handoff
