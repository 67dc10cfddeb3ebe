// CSV for spreadsheets and scripts: RFC 4180's quoting with the line feeds of a unix tool, raw values, and no cell that a spreadsheet would run.
// The columns are those of all the rows together: a member that is null in one row and an object in another is the object's columns.
#include <algorithm>

#include "csv_cells.hpp"
#include "formats.hpp"

namespace handoff {
namespace {

// A column, or, with members, a group of columns. Members keep the order in which the rows first show them.
struct Shape {
  std::string key;
  bool leaf = false;   // some row has a value here
  bool null = false;   // some row has null here
  std::vector<Shape> members;
};

void learn(const Node::Object& object, std::vector<Shape>& shapes) {
  for (const auto& [key, typed] : object) {
    const Node member = typed.plain();
    if (std::holds_alternative<Node::List>(member.value())) continue;
    auto shape = std::find_if(shapes.begin(), shapes.end(), [&name = key](const Shape& one) { return one.key == name; });
    if (shape == shapes.end()) shape = shapes.insert(shapes.end(), Shape{key, false, false, {}});
    if (const auto* nested = std::get_if<Node::Object>(&member.value())) {
      learn(*nested, shape->members);
    } else {
      (member.is_null() ? shape->null : shape->leaf) = true;
    }
  }
}

void list_columns(const std::vector<Shape>& shapes, const std::string& prefix, std::vector<std::string>& out) {
  for (const Shape& shape : shapes) {
    const std::string name = prefix + shape.key;
    const bool only_null = shape.null && shape.members.empty();
    if ((shape.leaf || only_null) && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    list_columns(shape.members, name + "_", out);
  }
}

std::string cell(const Node& node) {
  if (const auto* text = std::get_if<std::string>(&node.value())) return csv_text(*text);
  if (const auto* real = std::get_if<double>(&node.value())) return real_text(*real);
  if (const auto* integer = std::get_if<std::int64_t>(&node.value())) return std::to_string(*integer);
  if (const auto* flag = std::get_if<bool>(&node.value())) return *flag ? "true" : "false";
  return "";
}

}  // namespace

std::string csv_text(std::string_view text) {
  std::string out;
  append_csv_text(out, text);
  return out;
}

std::string render_csv(const Report& report) {
  std::vector<Shape> shapes;
  for (const Node& row : report.main) {
    if (row.is_object()) learn(std::get<Node::Object>(row.value()), shapes);
  }
  std::vector<std::string> columns = report.main_columns;
  list_columns(shapes, "", columns);
  if (columns.empty()) return "";

  std::string out;
  for (std::size_t i = 0; i < columns.size(); ++i) out += (i ? "," : "") + csv_text(columns[i]);
  out += '\n';
  for (const Node& row : report.main) {
    const auto cells = flatten(row);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i) out += ',';
      const auto found = std::find_if(cells.begin(), cells.end(), [&](const auto& one) { return one.first == columns[i]; });
      const std::string text = found == cells.end() ? "" : cell(found->second);
      out += text.empty() && columns.size() == 1 ? "\"\"" : text;  // an empty line would be no row
    }
    out += '\n';
  }
  return out;
}

}  // namespace handoff
