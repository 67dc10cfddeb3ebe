// The contract file as tables that check what stands in them: every key is known or refused, every value has the type
// that is asked for or is refused, and each refusal says where (file:line:column) and shows a line that would do.
#pragma once
#include <toml++/toml.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "handoff/text/ascii.hpp"
#include "handoff/contract/contract.hpp"
#include "handoff/text/error.hpp"

namespace handoff {

/// A contract file taken apart, and what the digest has to know about its spelling.
struct Document {
  std::string file;
  std::string text;
  toml::table root;
  /// How the digest writes a node that may be spelt in more than one way; empty: it stands for a default and is left out.
  std::unordered_map<const toml::node*, std::string> meaning;
  std::unordered_set<const toml::node*> ordered;  ///< tables whose order of keys is meaning
};

/// Parses TOML. Throws Error for what is not TOML, not UTF-8, too large or too deep.
Document read_document(std::string_view text, const std::string& file);

/// `file:line:column`.
std::string place(const Document& doc, toml::source_position at);
/// The place of byte `offset` inside a text value: exact where the text stands in the file as it is, else the value's start.
std::string place_in_text(const Document& doc, const toml::value<std::string>& value, std::size_t offset);
[[noreturn]] void refuse(const Document& doc, toml::source_position at, const std::string& problem, const Fix& fix);

/// ``did you mean `name`?``, or `otherwise` when no candidate is near.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates, const std::string& otherwise);
/// "`a`, `b`, `c`", cut after a dozen.
std::string listed(const std::vector<std::string>& names);
/// True for what an expression can name: a letter or `_`, then letters, digits, `_`; and no word of SQL.
bool is_identifier(std::string_view name);

/// A key with its value, where it stands.
struct Entry {
  std::string name;
  const toml::node* node;
  toml::source_position at;  ///< of the key
};

/// One table. `example` arguments are a whole line of TOML that would be right.
class Section {
 public:
  /// `title` is what messages call it: `[contract]`, `[[stage]]`.
  Section(Document& doc, const toml::table& table, std::string title) : doc_(&doc), table_(&table), title_(std::move(title)) {}

  Document& doc() const { return *doc_; }
  const toml::table& table() const { return *table_; }
  const std::string& title() const { return title_; }
  toml::source_position at() const { return table_->source().begin; }

  /// Refuses every key that is not among these.
  void only(std::initializer_list<std::string_view> keys) const;
  /// All keys in the order of the file (toml++ sorts them).
  std::vector<Entry> entries() const;
  const toml::node* find(std::string_view key) const { return table_->get(key); }
  bool has(std::string_view key) const { return find(key) != nullptr; }
  const toml::node& need(std::string_view key, std::string_view example) const;
  toml::source_position at(std::string_view key) const;
  Source source() const;
  Source source(std::string_view key) const;

  std::string text(std::string_view key, std::string_view example) const;
  std::optional<std::string> text_if(std::string_view key, std::string_view example) const;
  /// A text or a list of texts; nothing when the key is not there.
  std::vector<std::string> texts_if(std::string_view key, std::string_view example) const;
  std::optional<double> number_if(std::string_view key, std::string_view example) const;
  /// A number from 0 to 1.
  std::optional<double> share_if(std::string_view key, std::string_view example) const;
  std::optional<std::int64_t> whole_if(std::string_view key, std::string_view example, std::int64_t least, std::int64_t most) const;
  std::optional<bool> flag_if(std::string_view key, std::string_view example) const;
  std::optional<Day> day_if(std::string_view key, std::string_view example) const;
  /// A limit such as `4bh`, longer than nothing.
  std::optional<Duration> duration_if(std::string_view key, std::string_view example) const;
  /// The same, elapsed time only.
  std::optional<Duration> elapsed_if(std::string_view key, std::string_view example) const;
  std::optional<Section> table_if(std::string_view key, std::string title, std::string_view example) const;
  std::vector<Section> tables_if(std::string_view key, const std::string& title, std::string_view example) const;

  [[noreturn]] void refuse(std::string_view key, const std::string& problem, const Fix& fix) const;
  [[noreturn]] void wrong_type(std::string_view name, const toml::node& node, std::string_view expected, std::string_view example) const;

 private:
  Document* doc_;
  const toml::table* table_;
  std::string title_;
};

/// The value as text (not empty, not only blanks); `name` is what messages call it.
std::string text_of(const Section& section, std::string_view name, const toml::node& node, std::string_view example);
std::vector<std::string> texts_of(const Section& section, std::string_view name, const toml::node& node, std::string_view example);
double number_of(const Section& section, std::string_view name, const toml::node& node, std::string_view example);
double share_of(const Section& section, std::string_view name, const toml::node& node, std::string_view example);
Day day_of(const Section& section, std::string_view name, const toml::node& node, std::string_view example);

}  // namespace handoff
