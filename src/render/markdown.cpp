// A report as GitHub Markdown, to be pasted into an issue or a page: everything a stranger typed is escaped.
#include "table_text.hpp"
#include "formats.hpp"

namespace handoff {
namespace {

std::string item(const std::string& label, const std::string& text) { return "- " + label + ": " + text + "\n"; }

std::string context(const Report& report) {
  std::string out;
  if (const auto& contract = report.contract) {
    out += item("contract", markdown_text(contract_name(*contract)) + ", " + markdown_text(contract->said()) + ", digest " +
                                markdown_text(short_digest(contract->digest)));
  }
  if (const std::string text = as_of_words(report); !text.empty()) out += item("as of", markdown_text(text));
  if (const std::string text = window_words(report); !text.empty()) out += item("window", markdown_text(text));
  for (const InputAccount& account : report.input) {
    std::string text = markdown_text(account_words(account));
    for (const std::string& detail : account_details(account)) text += "; " + markdown_text(detail);
    out += item("input", text);
  }
  return out.empty() ? out : "\n" + out;
}

std::string table_text(const Table& table) {
  std::string out = "\n";
  if (!table.title.empty()) out += "## " + markdown_text(table.title) + "\n\n";
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].holds != Holds::bar) shown.push_back(i);  // bars draw again what the numbers beside them say
  }
  out += '|';
  for (const std::size_t i : shown) out += " " + markdown_text(table.columns[i].text) + " |";
  out += "\n|";
  for (const std::size_t i : shown) out += side_of(table.columns[i].holds) == Align::right ? "---:|" : "---|";
  out += '\n';
  const std::vector<bool> alone = bounds_alone(table);
  for (const auto& row : table.rows) {
    out += '|';
    for (const std::size_t i : shown) out += " " + (i < row.size() ? markdown_text(table_text(row[i].value, alone[i])) : "") + " |";
    out += '\n';
  }
  for (const std::string& footnote : table.footnotes) out += "\n" + markdown_text(footnote) + "\n";
  return out;
}

}  // namespace

std::string render_markdown(const Report& report) {
  std::string out = "# " + markdown_text(title_of(report)) + "\n";
  out += context(report);
  for (const std::string& sentence : report.headline) out += "\n" + markdown_text(sentence) + "\n";
  for (const Table& table : report.tables) {
    if (!table.columns.empty()) out += table_text(table);
  }
  if (!report.notes.empty()) out += "\n## Notes\n\n";
  for (const std::string& note : report.notes) out += "- " + markdown_text(note) + "\n";
  return out;
}

}  // namespace handoff
