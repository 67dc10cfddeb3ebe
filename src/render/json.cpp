// The JSON envelope, written by hand for its numbers: six decimals, no exponent, which a general library does not print.
// Controls of the C1 set, and marks that nobody sees, are escaped, so that the output may be looked at on a terminal.
#include <array>
#include <cmath>

#include "formats.hpp"
#include "utf8.hpp"

namespace handoff {
namespace {

void append_escape(std::string& out, char32_t value) {
  if (value > 0xFFFF) {
    append_escape(out, 0xD800 + ((value - 0x10000) >> 10));
    return append_escape(out, 0xDC00 + ((value - 0x10000) & 0x3FF));
  }
  constexpr std::string_view hex = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += hex[(value >> shift) & 0xF];
}

void append_text(std::string& out, std::string_view text) {
  const auto plain = [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; };
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && plain(text[at])) ++at;
    out.append(text, begin, at - begin);
    if (at == text.size()) break;
    const CodePoint point = code_point_at(text, at);
    at += point.bytes;
    switch (point.value) {
      case '"': out += "\\\""; continue;
      case '\\': out += "\\\\"; continue;
      case '\n': out += "\\n"; continue;
      case '\r': out += "\\r"; continue;
      case '\t': out += "\\t"; continue;
      default: break;
    }
    const bool hidden = point.value < 0x20 || (point.value >= 0x7F && point.value <= 0x9F) || point.value == 0x2028 || point.value == 0x2029;
    if (hidden || is_hidden_mark(point.value)) {
      append_escape(out, point.value);
    } else {
      append_code_point(out, point.value);
    }
  }
  out += '"';
}

// Writes a node after what `out` already holds; `depth` is that of the line it begins on.
struct Writer {
  std::string& out;

  void operator()(const Node& node, int depth) const {
    if (node.typed()) return (*this)(node.plain(), depth);
    std::visit([&](const auto& value) { put(value, depth); }, node.value());
  }

  void line(int depth) const {
    out += '\n';
    out.append(static_cast<std::size_t>(depth) * 2, ' ');
  }
  void put(std::monostate, int) const { out += "null"; }
  void put(bool value, int) const { out += value ? "true" : "false"; }
  void put(std::int64_t value, int) const { out += std::to_string(value); }
  void put(double value, int) const { out += std::isfinite(value) ? real_text(value) : "null"; }
  void put(const std::string& value, int) const { append_text(out, value); }
  void put(const Node::TypedPtr&, int) const {}  // was made plain
  void put(const Node::List& list, int depth) const {
    if (list.empty()) {
      out += "[]";
      return;
    }
    const char* separator = "[";
    for (const Node& item : list) {
      out += separator;
      separator = ",";
      line(depth + 1);
      (*this)(item, depth + 1);
    }
    line(depth);
    out += ']';
  }
  void put(const Node::Object& object, int depth) const {
    if (object.empty()) {
      out += "{}";
      return;
    }
    const char* separator = "{";
    for (const auto& [key, member] : object) {
      out += separator;
      separator = ",";
      line(depth + 1);
      append_text(out, key);
      out += ": ";
      (*this)(member, depth + 1);
    }
    line(depth);
    out += '}';
  }
};

Node input_node(const InputAccount& account) {
  Node::Object out{{"file", account.file},
                   {"rows_read", account.rows_read},
                   {"rows_used", account.rows_used},
                   {"rows_rejected", account.rows_rejected},
                   {"duplicates", account.duplicates},
                   {"excluded", account.excluded}};
  if (!account.rejected_by_reason.empty()) out.emplace_back("rejected_by_reason", counts_of(account.rejected_by_reason));
  if (!account.duplicates_by_kind.empty()) out.emplace_back("duplicates_by_kind", counts_of(account.duplicates_by_kind));
  if (!account.excluded_by_name.empty()) out.emplace_back("excluded_by_name", counts_of(account.excluded_by_name));
  return out;
}

Node envelope(const Report& report) {
  Node as_of, window, contract;
  if (report.as_of) as_of = iso_instant(*report.as_of);
  if (report.window) window = Node::Object{{"from", report.window->first}, {"to", report.window->second}};
  if (const auto& stamp = report.contract) {
    contract = Node::Object{{"name", stamp->name}, {"version", stamp->version}, {"digest", stamp->digest}, {"status", stamp->status}};
  }
  Node::List input;
  for (const InputAccount& account : report.input) input.push_back(input_node(account));
  Node::Object all{{"handoff", HANDOFF_VERSION}, {"command", report.command}, {"as_of", as_of}, {"window", window}, {"contract", contract}};
  all.emplace_back("input", std::move(input));
  all.emplace_back("notes", Node::List(report.notes.begin(), report.notes.end()));
  all.emplace_back("result", report.result);
  return all;
}

}  // namespace

std::string render_json(const Report& report) {
  std::string out;
  Writer{out}(envelope(report), 0);
  out += '\n';
  return out;
}

}  // namespace handoff
