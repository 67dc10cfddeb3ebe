// The text is edited where toml_layout says, then read again: only a text with the same digest and the signature in it is handed back.
#include "signing/signing.hpp"

#include <algorithm>
#include <optional>

#include "contract_file.hpp"
#include "handoff/text/error.hpp"
#include "toml_layout.hpp"

namespace handoff {
namespace {

using Kind = LayoutItem::Kind;

bool is_path(const LayoutItem& item, std::initializer_list<std::string_view> path) {
  return std::equal(item.path.begin(), item.path.end(), path.begin(), path.end());
}
bool is_signature_block(const LayoutItem& item) { return item.kind == Kind::array_table && is_path(item, {"contract", "signature"}); }

/// A TOML text in double quotes.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string block(const Signature& who, const std::string& newline) {
  std::string out = "[[contract.signature]]" + newline + "party = " + quoted(who.party) + newline + "name = " + quoted(who.name) + newline;
  if (!who.role.empty()) out += "role = " + quoted(who.role) + newline;
  if (who.date) out += "date = " + iso_day(*who.date) + newline;
  return out + "digest = " + quoted(who.digest);
}

/// Index after the last item of the section that begins at `first`.
std::size_t section_end(const std::vector<LayoutItem>& items, std::size_t first) {
  ++first;
  while (first < items.size() && items[first].kind == Kind::key) ++first;
  return first;
}

/// After the whole line that `at` is in, without its line end.
std::size_t line_end(std::string_view text, std::size_t at) {
  at = std::min(text.find('\n', at), text.size());
  return at > 0 && at < text.size() && text[at - 1] == '\r' ? at - 1 : at;
}

[[noreturn]] void refuse_layout(const std::string& file, const std::string& why) {
  throw Error(file, "the signature cannot be put in: " + why, "write the head of the contract as a table: a line [contract], and below it name, version and effective");
}

/// Where a new block goes: after the last signature, else after [contract]'s own keys, else (dotted keys) after the keys before the first table.
std::size_t place_for_block(std::string_view text, const std::vector<LayoutItem>& items, const std::string& file) {
  std::size_t last = items.size();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (is_signature_block(items[i])) last = i;
    if (items[i].kind == Kind::key && items[i].path.front() == "contract" && items[i].path.size() == 1)
      refuse_layout(file, "`contract = { ... }` is written in one line, which no table can follow");
  }
  for (std::size_t i = 0; i < items.size() && last == items.size(); ++i)
    if (items[i].kind == Kind::table && is_path(items[i], {"contract"})) last = i;
  if (last < items.size()) return line_end(text, items[section_end(items, last) - 1].end);
  const auto first_table = std::find_if(items.begin(), items.end(), [](const LayoutItem& item) { return item.kind != Kind::key; });
  const bool dotted = std::any_of(items.begin(), first_table, [](const LayoutItem& item) { return item.path.front() == "contract"; });
  if (!dotted) refuse_layout(file, "there is no line [contract] to put it under");
  return line_end(text, (first_table - 1)->end);
}

/// The stretch of the text that the n-th signature block takes, its header to its last value; a comment behind that value goes with it.
std::pair<std::size_t, std::size_t> block_span(std::string_view text, const std::vector<LayoutItem>& items, std::size_t n, const std::string& file) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!is_signature_block(items[i]) || n-- > 0) continue;
    return {items[i].begin, line_end(text, items[section_end(items, i) - 1].end)};
  }
  refuse_layout(file, "the earlier signature does not stand in a block [[contract.signature]] of its own");
}

/// Takes a whole block out, with its line end and one blank line.
void take_out(std::string& text, std::pair<std::size_t, std::size_t> span) {
  std::size_t end = span.second;
  for (int lines = 0; lines < 2 && end < text.size(); ++lines) {
    if (text[end] == '\r' && text.substr(end, 2) == "\r\n") end += 2;
    else if (text[end] == '\n') end += 1;
    else break;
  }
  text.erase(span.first, end - span.first);
}

/// The same meaning, and the signature in it: whatever the layout was, nothing else is handed back.
void require_signed_text(const std::string& text, const std::string& file, const Contract& before, const Signature& who) {
  try {
    const Contract after = parse_contract(text, file);
    const auto found = std::find_if(after.signatures.begin(), after.signatures.end(), [&](const Signature& one) {
      return one.party == who.party && one.name == who.name && one.role == who.role && one.date == who.date && one.digest == after.digest;
    });
    if (after.digest == before.digest && found != after.signatures.end()) return;
  } catch (const Error&) {
  }
  refuse_layout(file, "in this layout it would change what the contract says");
}

}  // namespace

Signed sign_text(std::string_view text, const std::string& file, const Signature& who, bool replace) {
  const Contract contract = parse_contract(text, file);
  if (contract.rules < 2) throw Error(file, "the contract says handoff = 1, and what is signed today is judged by rules 2", "read what moved in rules-2.md of the manual, write handoff = 2 into the contract, then sign");
  Signed out;
  out.text = text;
  out.signature = who;
  out.signature.digest = contract.digest;
  std::vector<std::size_t> own;  // the party's signatures, by their place in the file
  for (std::size_t i = 0; i < contract.signatures.size(); ++i) {
    const Signature& one = contract.signatures[i];
    if (one.party != who.party) continue;
    own.push_back(i);
    out.before.push_back(one);
    if (one.digest != contract.digest || replace) continue;
    out.outcome = Signed::Outcome::already;
    out.signature = one;
  }
  if (out.outcome == Signed::Outcome::already) {
    out.before.clear();
    return out;
  }
  const std::string newline = text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
  const std::vector<LayoutItem> items = toml_layout(text);
  if (own.empty()) {
    const std::size_t at = place_for_block(text, items, file);
    const std::string gap = at < text.size() || (at > 0 && text[at - 1] != '\n') ? newline + newline : newline;
    out.text.insert(at, gap + block(out.signature, newline) + (at == text.size() ? newline : ""));
  } else {
    out.outcome = Signed::Outcome::replaced;
    for (std::size_t i = own.size(); i-- > 1;) take_out(out.text, block_span(text, items, own[i], file));
    const auto [begin, end] = block_span(text, items, own.front(), file);
    out.text.replace(begin, end - begin, block(out.signature, newline));
  }
  if (out.text.size() > (1 << 20)) throw Error(file, "the contract would be larger than 1 MiB with this signature", "write a shorter name, or take comments out");
  require_signed_text(out.text, file, contract, out.signature);
  return out;
}

namespace {

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '\r' || text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// What follows `# DECIDE:`, however many blanks stand in it; none: the comment at this # is another one.
std::optional<std::string_view> asked_by(std::string_view comment) {
  comment = without_blanks(comment.substr(1));
  constexpr std::string_view word = "DECIDE";
  if (!comment.starts_with(word)) return std::nullopt;
  comment = without_blanks(comment.substr(word.size()));
  if (!comment.starts_with(':')) return std::nullopt;
  comment.remove_prefix(1);
  while (!comment.empty() && (comment.front() == ' ' || comment.front() == '#')) comment.remove_prefix(1);
  return without_blanks(comment);
}

}  // namespace

std::vector<Undecided> undecided_lines(std::string_view text) {
  std::vector<Undecided> out;
  int last = -1;
  bool in_block = false;
  for (const LayoutComment& comment : toml_comments(text)) {
    for (std::size_t at = comment.begin; at < comment.end; at = std::min(text.find('#', at + 1), comment.end)) {
      const std::optional<std::string_view> what = asked_by(text.substr(at, comment.end - at));
      if (!what) continue;
      const int line = 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
      const bool goes_on = line == last + 1 && what->find(" = ") != std::string_view::npos && in_block;  // a proposed [table] is one thing to settle
      in_block = goes_on || what->starts_with('[');
      last = line;
      if (goes_on) out.back().what += ", " + std::string(*what);
      else out.push_back({line, std::string(*what)});
    }
  }
  return out;
}

}  // namespace handoff
