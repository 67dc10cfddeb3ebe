// A report for a terminal: what it is and by which contract, the headline, the tables, the account of the input, the notes.
#include "table.hpp"

#include <algorithm>

#include "formats.hpp"
#include "width.hpp"

namespace handoff {
namespace {

struct Phrase { std::string text; Paint paint = Paint::none; };

// The phrases with ` · ` between them, on as many lines as they need; a phrase is not broken.
std::string phrase_lines(const std::vector<Phrase>& phrases, const Look& look) {
  std::string out;
  int width = 0;
  for (const Phrase& phrase : phrases) {
    const std::string text = terminal_text(phrase.text);
    const int taken = display_width(text);
    if (width > 0 && width + 3 + taken > look.width) {
      out += '\n';
      width = 0;
    } else if (width > 0) {
      out += " · ";
      width += 3;
    }
    out += painted(text, phrase.paint, look.color);
    width += taken;
  }
  return out.empty() ? out : out + '\n';
}

std::string context(const Report& report, const Look& look) {
  std::vector<Phrase> phrases;
  if (const auto& contract = report.contract) {
    if (const std::string name = contract_name(*contract); !name.empty()) phrases.push_back({name});
    phrases.push_back({contract->said(), contract->status == "signed" ? Paint::none : Paint::red});
    phrases.push_back({"digest " + short_digest(contract->digest)});
  }
  if (const std::string text = as_of_words(report); !text.empty()) phrases.push_back({"as of " + text});
  if (const std::string text = window_words(report); !text.empty()) phrases.push_back({"window " + text});
  return phrase_lines(phrases, look);
}

// A paragraph whose second and later lines hang under the text behind its label.
std::string hanging(const std::string& label, const std::string& text, const Look& look, Paint paint = Paint::none) {
  const int indent = display_width(label);
  std::string out;
  for (const std::string& line : wrap_text(terminal_text(text), std::max(20, look.width - indent))) {
    out += out.empty() ? label : std::string(static_cast<std::size_t>(indent), ' ');
    out += painted(line, paint, look.color) + '\n';
  }
  return out;
}

std::string accounts(const Report& report, const Look& look) {
  std::string out;
  for (const InputAccount& account : report.input) {
    out += hanging("", account_words(account), look);
    for (const std::string& detail : account_details(account)) out += hanging("  ", detail, look);
  }
  return out;
}

}  // namespace

std::string render_table(const Report& report, const Look& look) {
  std::vector<std::string> parts;
  parts.push_back(painted(terminal_text(title_of(report)), Paint::bold, look.color) + '\n' + context(report, look));
  std::string headline, notes;
  for (const std::string& sentence : report.headline) headline += hanging("", sentence, look);
  parts.push_back(std::move(headline));
  for (const Table& table : report.tables) parts.push_back(layout_table(table, look));
  parts.push_back(accounts(report, look));
  for (const std::string& note : report.notes) notes += hanging("note: ", note, look);
  parts.push_back(std::move(notes));

  std::string out;
  for (const std::string& part : parts) {
    if (!part.empty()) out += (out.empty() ? "" : "\n") + part;
  }
  return out;
}

}  // namespace handoff
