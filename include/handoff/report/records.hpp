// One description of a kind of record: each of its fields once, for JSON, for CSV, and for any table that shows it.
#pragma once
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "handoff/report/report.hpp"

namespace handoff {

/// What a table shows of a field: its value (of a rate the share), or of a rate one of its counts, its bounds, or a bar of it.
enum class Aspect : std::uint8_t { value, count, of, interval, bar };

/// A column of a table, and the field that it shows: `rate`, or `seconds.median` where an object holds it.
struct Pick {
  Pick(const char* key_) : title(key_), key(key_) {}
  Pick(std::string title_, std::string key_, Aspect aspect_ = Aspect::value) : title(std::move(title_)), key(std::move(key_)), aspect(aspect_) {}
  std::string title, key;
  Aspect aspect = Aspect::value;
};
using Picks = std::vector<Pick>;

/// One field of a record `T`.
template <class T>
struct RecordField {
  using Value = std::function<Node(const T&)>;
  RecordField(std::string key_, Holds holds_, Value value_, std::string in_ = "", std::function<Tone(const T&)> tone_ = nullptr,
              std::function<bool(const T&)> given_ = nullptr)
      : key(std::move(key_)), in(std::move(in_)), holds(holds_), value(std::move(value_)), tone(std::move(tone_)), given(std::move(given_)) {}
  /// A field of text, or one that no table shows.
  RecordField(std::string key_, Value value_, std::string in_ = "", std::function<Tone(const T&)> tone_ = nullptr,
              std::function<bool(const T&)> given_ = nullptr)
      : RecordField(std::move(key_), Holds::text, std::move(value_), std::move(in_), std::move(tone_), std::move(given_)) {}
  std::string key;                        ///< of JSON and CSV
  std::string in;                         ///< the object within the record that holds it; empty: the record itself
  Holds holds;
  Value value;
  std::function<Tone(const T&)> tone;     ///< of its cells; empty: plain
  std::function<bool(const T&)> given;    ///< is it in JSON at all? Empty: always
};

/// The object that holds a member, or the cell that shows it, for records of any kind.
void add_member(Node::Object& object, const std::string& in, const std::string& key, Node value);
Cell cell_of(const Node& value, Holds holds, Aspect aspect, Tone tone);
Holds holds_shown(Holds holds, Aspect aspect);

/// The fields of a kind of record, in the order of JSON; and those that are shown in tables alone.
template <class T>
class Records {
 public:
  Records(std::vector<RecordField<T>> fields, std::vector<RecordField<T>> shown = {}) : fields_(std::move(fields)), shown_(std::move(shown)) {}
  Node::Object object(const T& record) const {
    Node::Object object;
    for (const RecordField<T>& field : fields_)
      if (!field.given || field.given(record)) add_member(object, field.in, field.key, field.value(record));
    return object;
  }
  template <class Range>
  Node::List list(const Range& records) const {
    Node::List list;
    for (const T& record : records) list.emplace_back(object(record));
    return list;
  }
  void add_headings(const Picks& picks, std::vector<Heading>& out) const {
    for (const Pick& pick : picks) out.emplace_back(pick.title, holds_shown(field(pick.key).holds, pick.aspect));
  }
  void add_cells(const Picks& picks, const T& record, std::vector<Cell>& out) const {
    for (const Pick& pick : picks) out.push_back(cell(field(pick.key), pick.aspect, record));
  }
  std::vector<Cell> cells(const Picks& picks, const T& record) const {
    std::vector<Cell> row;
    add_cells(picks, record, row);
    return row;
  }
  /// A row a record.
  template <class Range>
  Table table(std::string title, const Picks& picks, const Range& records) const {
    Table table{std::move(title), {}, {}, {}};
    add_headings(picks, table.columns);
    std::vector<const RecordField<T>*> picked;
    for (const Pick& pick : picks) picked.push_back(&field(pick.key));
    for (const T& record : records) {
      std::vector<Cell>& row = table.rows.emplace_back();
      for (std::size_t i = 0; i < picks.size(); ++i) row.push_back(cell(*picked[i], picks[i].aspect, record));
    }
    return table;
  }

 private:
  static Cell cell(const RecordField<T>& field, Aspect aspect, const T& record) {
    return cell_of(field.value(record), field.holds, aspect, field.tone ? field.tone(record) : Tone::plain);
  }
  const RecordField<T>& field(std::string_view key) const {
    for (const auto* fields : {&fields_, &shown_})
      for (const RecordField<T>& one : *fields)
        if (one.in.empty() ? one.key == key : key.size() > one.in.size() && key.starts_with(one.in) && key.substr(one.in.size() + 1) == one.key) return one;
    throw std::logic_error("a table picks a field that the record does not have: " + std::string(key));
  }
  std::vector<RecordField<T>> fields_, shown_;
};

}  // namespace handoff
