// What a command has to say, before it looks like anything: a tree of results (JSON, CSV) and the tables and lines a person reads.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "handoff/statistics/rate.hpp"
#include "handoff/text/count_text.hpp"
#include "handoff/time/time.hpp"

namespace handoff {

/// A value of the result tree: null, boolean, integer, real, text, list, or object (keys keep their order).
/// Reals are written with six decimals at most. Text may hold anything that strangers typed; renderers make it safe.
class Node {
 public:
  using List = std::vector<Node>;
  using Object = std::vector<std::pair<std::string, Node>>;
  Node() = default;
  Node(const Node& other);
  Node(Node&&) noexcept = default;
  Node& operator=(const Node& other) { return *this = Node(other); }
  Node& operator=(Node&&) noexcept = default;
  ~Node() = default;
  Node(std::nullptr_t) {}
  Node(bool value) : value_(value) {}
  Node(int value) : value_(static_cast<std::int64_t>(value)) {}
  Node(std::int64_t value) : value_(value) {}
  Node(std::uint64_t value) : value_(static_cast<std::int64_t>(value)) {}
  Node(double value) : value_(value) {}
  Node(const char* value) : value_(std::string(value)) {}
  Node(std::string value) : value_(std::move(value)) {}
  Node(std::string_view value) : value_(std::string(value)) {}
  Node(List value) : value_(std::move(value)) {}
  Node(Object value) : value_(std::move(value)) {}
  /// `{"count", "of", "rate", "low", "high"}`; the last three null where `of` is 0.
  Node(const Rate& rate);
  template <class T>
  Node(const std::optional<T>& value) { if (value) *this = Node(*value); }
  using Variant = std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Object>;
  const Variant& value() const { return value_; }
  /// A text that is said as it stands in the export: an id, or what was asked for by name. See masking.hpp.
  static Node raw(std::string text) { Node node(std::move(text)); node.raw_ = true; return node; }
  bool is_raw() const { return raw_; }
  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }
  /// The member of an object; null Node when there is none.
  const Node& at(std::string_view key) const;

 private:
  Variant value_;
  bool raw_ = false;
};

enum class Align : std::uint8_t { left, right };
/// What a cell means decides how it looks: `good` and `bad` are coloured sparingly, `faint` is dimmed, `bar` is a share drawn as a bar.
enum class Tone : std::uint8_t { plain, good, bad, faint };
struct Cell {
  std::string text;                 ///< as a person reads it, already formatted; empty prints as blank
  Tone tone = Tone::plain;
  std::optional<double> bar;        ///< 0 to 1: drawn instead of the text in a table, left out of Markdown
  bool raw = false;                 ///< an id, or what was asked for by name: said as it stands in the export, see masking.hpp
};
struct Heading { std::string text; Align align = Align::left; };
struct Table {
  std::string title;                ///< may be empty
  std::vector<Heading> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<std::string> footnotes;
};

/// The contract's line on every report.
struct ContractStamp { std::string name, version, digest, status; };
/// The account of one input: rows_read = rows_used + rows_rejected + duplicates + excluded.
struct InputAccount {
  std::string file;
  std::uint64_t rows_read = 0, rows_used = 0, rows_rejected = 0, duplicates = 0, excluded = 0;
  std::vector<std::pair<std::string, std::uint64_t>> rejected_by_reason, excluded_by_name, duplicates_by_kind;
};

/// One command's whole answer.
struct Report {
  std::string command;
  std::string title;
  std::optional<Instant> as_of;
  std::string as_of_text;                          ///< in the contract's zone, for people
  std::optional<std::pair<std::string, std::string>> window;  ///< ISO dates, both included
  std::optional<ContractStamp> contract;
  std::vector<InputAccount> input;
  std::vector<std::string> notes;
  std::vector<std::string> headline;               ///< a sentence or two above the tables
  std::vector<Table> tables;
  Node result;                                     ///< JSON's `result`
  std::vector<Node> main;                          ///< the command's main table as objects; CSV flattens them
  bool with_contact = false;                       ///< addresses and phone numbers were asked for: nothing is masked
  std::vector<std::string> main_columns;           ///< columns the CSV has in any case, first and in this order; may stay empty
};

/// Flattens an object to CSV columns: nested keys joined by `_` (`conversion_next_rate`); lists are left out.
std::vector<std::pair<std::string, Node>> flatten(const Node& object);

/// `47.0 %`; one decimal, two below 1 % (none at all is `0.0 %`); `-` for what is no number.
std::string percent_text(double share);
/// `47.0 % (40.8-53.3)`, without the bounds where they are the rate itself, or `-` where there is no rate.
std::string rate_text(const Rate& rate);

}  // namespace handoff
