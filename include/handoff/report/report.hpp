// What a command has to say, before it looks like anything: a tree of results (JSON, CSV) and the tables and lines a person reads.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "handoff/report/input_account.hpp"
#include "handoff/report/node.hpp"
#include "handoff/text/count_text.hpp"

namespace handoff {

/// What a column holds. Text, moments and flags stand at the left of a column, all else at its right.
enum class Holds : std::uint8_t { text, flag, moment, bar, count, number, share, interval, money, span };
enum class Align : std::uint8_t { left, right };
constexpr Align side_of(Holds holds) { return holds <= Holds::bar ? Align::left : Align::right; }

/// What a cell means decides how it looks: `good` and `bad` are coloured sparingly, `faint` is dimmed, as is every cell without a value.
enum class Tone : std::uint8_t { plain, good, bad, faint };
struct Cell {
  Cell() = default;
  template <class T>
    requires std::constructible_from<Node, T>
  Cell(T value_, Tone tone_ = Tone::plain) : value(std::move(value_)), tone(tone_) {}
  Node value;                       ///< null prints as blank
  Tone tone = Tone::plain;
};
struct Heading {
  Heading(std::string text_, Holds holds_ = Holds::text) : text(std::move(text_)), holds(holds_) {}
  std::string text;
  Holds holds = Holds::text;
};
/// Every row has a cell for each column, or fewer: the rest are blank.
struct Table {
  std::string title;                ///< may be empty
  std::vector<Heading> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<std::string> footnotes;
};

/// The contract's line on every report. `words`: the status as people read it; empty: `status` itself.
struct ContractStamp {
  std::string name, version, digest, status, words = {};
  const std::string& said() const { return words.empty() ? status : words; }
};
/// One command's whole answer.
struct Report {
  std::string command;
  std::string title;
  std::optional<Instant> as_of;
  std::string as_of_text;                          ///< in the contract's zone, for people
  std::optional<std::pair<std::string, std::string>> window;  ///< ISO dates, both included
  bool window_open = false;   ///< its last day is not over at the moment of judging
  std::optional<ContractStamp> contract;
  std::vector<InputAccount> input;
  std::vector<std::string> notes;
  std::vector<std::string> said_ids;               ///< lead ids that the notes name: a number among them is not a phone number
  std::vector<std::string> headline;               ///< a sentence or two above the tables
  std::vector<Table> tables;
  Node result;                                     ///< JSON's `result`
  std::vector<Node> main;                          ///< the command's main table as objects; CSV flattens them
  bool with_contact = false;                       ///< addresses and phone numbers were asked for: nothing is masked
  std::vector<std::string> main_columns;           ///< columns the CSV has in any case, first and in this order; may stay empty
};

/// Reals with real_decimals at most, no trailing zeros, no exponent, whatever the locale; empty for what is not a number.
std::string real_text(double value);
/// How many decimals a real is written with: six, and what is too small to show three digits by six, as many as show three. One in three million is not 0.
int real_decimals(double value);
/// `47.0 %`; one decimal, two below 1 % (none at all is `0.0 %`) and above 99 %; `< 0.01 %`, `> 99.99 %` beyond; `-` for what is not a number.
std::string percent_text(double share);
/// `12.5 to 40.0 %`, with ` to ` for `between`.
std::string bounds_text(double low, double high, std::string_view between);
/// Does something unknown leave the share open, as it is printed?
bool shows_bounds(const Rate& rate);
/// `47.0 %`; where something is unknown `65.5 % (62.1 to 67.1)`, or `62.1 to 97.1 %` where it is too much for a share, or `bounds_alone`. `-` of nothing.
std::string share_text(const Rate& rate, bool bounds_alone = false);
/// The same with the interval behind it: `47.0 % (40.8-53.3)`, `65.5 % (62.1 to 67.1; 95 %: 55.0-75.9)`. Without, where it is a fact about all.
std::string rate_text(const Rate& rate);

}  // namespace handoff
