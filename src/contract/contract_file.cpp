// Reads the file, then its tables in the order in which they need one another.
#include "contract_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "signing/digest.hpp"
#include "handoff/text/said_as_is.hpp"
#include "name_hint.hpp"
#include "sections/sections.hpp"

namespace handoff {

/// Stops a little past the limit that read_document refuses.
std::string read_contract_text(const std::string& path, std::string_view missing) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file && errno == ENOENT) throw Error(path, "does not exist", missing);
  if (!file) throw Error(path, "cannot be opened: " + std::string(std::strerror(errno)), std::string(missing));
  std::string text;
  char buffer[65536];
  while (text.size() <= (1 << 20)) {
    const std::size_t got = std::fread(buffer, 1, sizeof buffer, file.get());
    if (got == 0) break;
    text.append(buffer, got);
  }
  if (std::ferror(file.get())) throw Error(path, "cannot be read: " + std::string(std::strerror(errno)), std::string(missing));
  return text;
}

namespace {

/// The rules that the file names. What says 1 is read as well, and judged by rules 2.
int read_rules(const Section& root) {
  const auto rules = root.whole_if("handoff", "handoff = 2", 0, 1'000'000);
  if (!rules) refuse(root.doc(), {}, "the contract has no `handoff`, the rules by which it is judged", "add as its first line: handoff = 2");
  if (*rules != 1 && *rules != 2)
    root.refuse("handoff", fmt::format("the contract names rules {}, and this program knows rules 1 and 2", *rules), "write: handoff = 2");
  return static_cast<int>(*rules);
}

Contract read_whole(std::string_view text, const std::string& file) {
  Document doc = read_document(text, file);
  const Section root(doc, doc.root, "");
  root.only({"handoff", "contract", "time",    "calendar",    "columns",    "null",       "exclude",    "define", "segment",
             "lane",    "source",   "route",   "score",       "stage", "funnel",     "exit",       "clock",      "touch",  "history",
             "deal",    "spend",    "signals", "disposition", "enrichment", "commitment", "escalation", "plan",   "attribution",
             "cadence", "numbers", "money",       "people"});
  Contract contract;
  contract.file = file;
  contract.rules = read_rules(root);
  read_head(root, contract);
  read_time(root, contract);
  read_calendars(root, contract);
  read_numbers(root, contract);
  read_money(root, contract);
  read_columns(root, contract);
  read_disposition(root, contract);  // before the expressions, which are held to its states
  Names names(doc, contract);
  names.declare(root);
  names.resolve_all();
  read_exclusions(root, names);
  read_stages(root, names);
  read_funnel(root, contract);
  read_exits(root, names);
  read_clocks(root, names);
  read_enrichment(root, names);
  read_touch(root, names);
  read_logs(root, contract);
  read_commitments(root, names);
  read_escalations(root, contract);
  read_plan(root, contract);
  read_attribution(root, contract);
  read_cadence(root, contract);
  read_people(root, contract);
  contract.digest = digest(doc);
  contract.digest_under_1 = contract.rules == 1 ? contract.digest : digest(doc, 1);
  return contract;
}

}  // namespace

Contract parse_contract(std::string_view text, const std::string& file) try {
  return read_whole(text, file);
} catch (const Error& error) {
  throw SaidAsIs(error);
}

Contract load_contract(const std::string& path, std::string_view missing) { return parse_contract(read_contract_text(path, missing), path); }

ExprPtr parse_in_contract(const Contract& contract, std::string_view text, const std::string& where_name) {
  try {
    ExprPtr expr = hold_to_words(parse_expression(text, contract_scope(contract)), dictionary_of(contract));
    if (result_type(*expr) != Type::boolean) {
      throw Error(where_name + ":1:1", "this must be true or false of a lead, and is a " + std::string(type_name(result_type(*expr))),
                  "write a comparison, for instance: segment = 'A'");
    }
    return expr;
  } catch (const ExprError& error) {
    std::size_t column = 1;
    for (const char c : text.substr(0, error.at)) column += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
    throw Error(where_name + ":1:" + std::to_string(column), error.problem, fix_with_headers(contract, text, error));
  }
}

}  // namespace handoff
