// From bytes to TOML, with limits in front: toml++ bounds the nesting of values, but not of dotted keys, whose tables it
// then frees one inside the other until the stack is gone.
#include <fmt/format.h>

#include <algorithm>

#include "contract_file.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/dot_readings.hpp"
#include "handoff/text/suggest.hpp"
#include "toml_reader.hpp"

namespace handoff {
namespace {

constexpr std::size_t largest_contract = 1 << 20;
constexpr int deepest_key = 16;

/// Walks over TOML's strings and comments and counts the dots that join keys.
class KeyDepth {
 public:
  explicit KeyDepth(std::string_view text) : text_(text) {}

  /// Byte offset of the first key that is too deep; npos: none.
  std::size_t too_deep() {
    int dots = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        skip_string(c);
        continue;
      }
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
        continue;
      }
      if (c == '.') {
        if (++dots > deepest_key) return at_;
      } else if (c == '=' || c == '\n' || c == ',' || c == '[' || c == '{') {
        dots = 0;
      }
      ++at_;
    }
    return std::string_view::npos;
  }

 private:
  void skip_string(char quote) {
    const std::string three(3, quote);
    const bool many_lines = text_.substr(at_, 3) == three;
    at_ += many_lines ? 3 : 1;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\' && quote == '"') {
        ++at_;
      } else if (!many_lines && (text_[at_] == quote || text_[at_] == '\n')) {
        ++at_;
        return;
      } else if (many_lines && text_.substr(at_, 3) == three) {
        at_ += 3;
        while (at_ < text_.size() && text_[at_] == quote) ++at_;  // up to two quotes may end the text itself
        return;
      }
    }
    at_ = std::min(at_, text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// What to do about a sentence of toml++'s.
std::string toml_fix(std::string_view description) {
  if (contains(description, "utf-8")) return "save the file as UTF-8 text";
  if (contains(description, "control characters") && contains(description, "string")) {
    return "close the text with the quote it began with, on the same line; a text of several lines stands between three quotes";
  }
  if (contains(description, "control character")) return "save the file as plain UTF-8 text";
  if (contains(description, "redefine existing array")) return "a list of tables has two brackets each time: [[stage]]";
  if (contains(description, "cannot redefine")) return "a key or table may stand only once: delete one of the two";
  if (contains(description, "cannot insert")) return "this name already holds a value: rename one of the two";
  if (contains(description, "could not determine value type") || contains(description, "could not be interpreted")) {
    return "texts stand in quotes (name = \"MQL\"), dates do not (from = 2026-04-01)";
  }
  if (contains(description, "escape sequence")) return "write \\\\ for a backslash, or put the text in single quotes";
  if (contains(description, "while parsing string") || contains(description, "literal string")) {
    return "close the text with the quote it began with, on the same line";
  }
  if (contains(description, "nested value depth")) return "a contract needs no value inside so many others";
  if (contains(description, "boolean")) return "write true or false, or put a text in quotes";
  if (contains(description, "date") || contains(description, "time")) return "dates are written 2026-04-01";
  if (contains(description, "end-of-file")) return "a bracket or quote is still open where the file ends";
  if (contains(description, "expected value")) return "write a value after the =";
  if (contains(description, "table header")) return "close the brackets: [contract], [[stage]]";
  if (contains(description, "leading zeroes")) return "write the number without its leading zero";
  if (contains(description, "expected '='")) return "every line is a [table], or key = value";
  if (contains(description, "array")) return "a list is written [\"a\", \"b\"]";
  if (contains(description, "inline table")) return "a table in braces stands on one line: { a = 1, b = 2 }";
  return "a line is a comment (#), a [table], or key = value, with texts in double quotes";
}

std::string toml_problem(std::string_view description) {
  constexpr std::string_view prefix = "Error while parsing ";
  if (description.starts_with(prefix)) description.remove_prefix(prefix.size());
  while (!description.empty() && (description.back() == '.' || description.back() == ' ')) description.remove_suffix(1);
  std::string sentence = "this is not TOML: ";
  for (const char c : description) {
    if (c != '\n' && c != '\r') sentence += c;  // it quotes the text as it stands
  }
  return sentence;
}

toml::source_position position_of(std::string_view text, std::size_t offset) {
  toml::source_position at{1, 1};
  for (std::size_t i = 0; i < offset; ++i) {
    if (text[i] == '\n') {
      ++at.line;
      at.column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      ++at.column;
    }
  }
  return at;
}

void check_bytes(std::string_view text, const std::string& file) {
  if (text.size() > largest_contract) {
    throw Error(file, "the contract is larger than 1 MiB", "a contract is a few hundred lines; is this the lead export?");
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) throw Error(file, "this is UTF-16 text", "save the file as UTF-8 text");
  const std::size_t nul = text.find('\0');
  if (nul != std::string_view::npos) {
    const toml::source_position at = position_of(text, nul);
    throw Error(file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column), "this is not a text file (it holds a NUL byte)",
                "a contract is a TOML file, saved as UTF-8 text");
  }
  const std::size_t deep = KeyDepth(text).too_deep();
  if (deep != std::string_view::npos) {
    const toml::source_position at = position_of(text, deep);
    throw Error(file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column), "this key has more than 16 parts",
                "no key of a contract is deeper than [calendar.default.on]");
  }
}

/// Byte offset of a line and column in the text; npos: there is no such place.
std::size_t offset_of(std::string_view text, toml::source_position at) {
  std::size_t offset = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (toml::source_index line = 1; line < at.line; ++line) {
    offset = text.find('\n', offset);
    if (offset == std::string_view::npos) return offset;
    ++offset;
  }
  for (toml::source_index column = 1; column < at.column && offset < text.size(); ++column) {
    ++offset;
    while (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80) ++offset;
  }
  return offset;
}

/// What to do about a number with a decimal comma (`0,9`) or without a digit before its point (`.9`), where one stands
/// behind the last = before the place of the error. Empty: none does.
std::string decimal_fix(std::string_view text, std::size_t at) {
  if (at > text.size()) return "";
  const std::size_t equals = text.substr(0, at).rfind('=');
  if (equals == std::string_view::npos || text.substr(equals, at - equals).find('\n') != std::string_view::npos) return "";
  std::string_view value = trim_blanks(text.substr(equals + 1, text.find('\n', equals) - equals - 1));
  const auto digits = [](std::string_view part) { return std::min(part.find_first_not_of("0123456789"), part.size()); };
  const std::size_t whole = digits(value);
  if (whole >= value.size() || (value[whole] != ',' && value[whole] != '.')) return "";
  const std::size_t end = whole + 1 + digits(value.substr(whole + 1));
  if (end == whole + 1 || (value[whole] == '.' && whole > 0)) return "";
  const std::string_view behind = value.substr(end);
  if (!behind.empty() && std::string_view(" \t\r#},]").find(behind.front()) == std::string_view::npos) return "";
  const std::string number = fmt::format("{}.{}", whole == 0 ? "0" : value.substr(0, whole), value.substr(whole + 1, end - whole - 1));
  if (const auto two = dot_readings(number))
    return fmt::format("write {} or {}: thousands have no mark between them, and decimals begin with a point", two->grouped, two->decimal);
  return fmt::format("write {} with a decimal point", number);
}

}  // namespace

bool looks_like_export(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return false;
  text.remove_prefix(from);
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  if (line.starts_with('#') || line.starts_with('[') || line.find('=') != std::string_view::npos) return false;
  for (const char delimiter : {',', ';', '\t', '|'})
    if (std::count(line.begin(), line.end(), delimiter) >= 2) return true;
  return false;
}

Document read_document(std::string_view text, const std::string& file) {
  check_bytes(text, file);
  Document doc;
  doc.file = file;
  doc.text = text;
  try {
    doc.root = toml::parse(text, std::string_view(file));
  } catch (const toml::parse_error& error) {
    if (looks_like_export(text)) throw Error(file, "is an export, not a contract", "name the contract there, a TOML file; handoff init FILE writes one for an export");
    const std::string number = decimal_fix(text, offset_of(text, error.source().begin));
    throw Error(place(doc, error.source().begin), toml_problem(error.description()), number.empty() ? toml_fix(error.description()) : number);
  }
  return doc;
}

std::string place(const Document& doc, toml::source_position at) {
  if (!at) return doc.file;
  return doc.file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::string place_in_text(const Document& doc, const toml::value<std::string>& value, std::size_t offset) {
  const toml::source_position at = value.source().begin;
  const std::string& text = value.get();
  std::size_t from = offset_of(doc.text, at);
  if (from >= doc.text.size() || (doc.text[from] != '"' && doc.text[from] != '\'')) return place(doc, at);
  const char quote = doc.text[from];
  if (doc.text.compare(from, 3, std::string(3, quote)) == 0) {
    from += 3;
    if (doc.text.compare(from, 1, "\r") == 0) ++from;
    if (doc.text.compare(from, 1, "\n") == 0) ++from;  // the line break after the quotes is not part of the text
  } else {
    ++from;
  }
  if (doc.text.compare(from, text.size(), text) != 0) return place(doc, at);  // escapes: the offsets differ
  return place(doc, position_of(doc.text, from + std::min(offset, text.size())));
}

void refuse(const Document& doc, toml::source_position at, const std::string& problem, const Fix& fix) {
  throw Error(place(doc, at), problem, fix);
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates, const std::string& otherwise) {
  const std::string near = closest(name, candidates);
  return near.empty() ? otherwise : "did you mean `" + near + "`?";
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i == 12) return out + ", ...";
    out += (i ? ", `" : "`") + names[i] + "`";
  }
  return out;
}

bool is_identifier(std::string_view name) {
  static constexpr std::string_view words[] = {"and",  "or",    "not",    "in",   "is",   "null", "true", "false", "between",
                                               "like", "ilike", "escape", "case", "when", "then", "else", "end",   "coalesce"};
  if (name.empty() || name.size() > 64 || (name[0] >= '0' && name[0] <= '9')) return false;
  for (const char c : name) {
    if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '_') return false;
  }
  return std::find(std::begin(words), std::end(words), ascii_lower_text(name)) == std::end(words);
}

}  // namespace handoff
