// Whatever is handed in as a contract is read or refused, in little time and little stack.
#include <unistd.h>

#include <cstdio>

#include "contract_texts.hpp"

using namespace handoff;

namespace {

std::string loading(const std::string& path) {
  try {
    load_contract(path);
  } catch (const Error& error) {
    return error.where + ": " + error.problem + " | " + error.fix;
  }
  return "accepted";
}

std::string repeated(const std::string& part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out;
}

}  // namespace

TEST_CASE("files that cannot be opened or read") {
  CHECK(loading("no/such/sla.toml") ==
        "no/such/sla.toml: does not exist | write one, or name it with --contract FILE");
  CHECK(loading("/tmp") == "/tmp: cannot be read: Is a directory | write one, or name it with --contract FILE");
}

TEST_CASE("a contract is read from a file") {
  char path[] = "/tmp/handoff-contract-XXXXXX";
  const int fd = mkstemp(path);
  REQUIRE(fd >= 0);
  REQUIRE(write(fd, least_contract.data(), least_contract.size()) == static_cast<ssize_t>(least_contract.size()));
  close(fd);
  const Contract c = load_contract(path);
  CHECK(c.file == path);
  CHECK(c.digest == parse_contract(least_contract, "other name").digest);
  std::remove(path);
}

TEST_CASE("bytes that are no contract") {
  CHECK(refusal("") == "sla.toml: the contract has no `handoff`, the rules by which it is judged | add as its first line: handoff = 2");
  CHECK(refusal(std::string("\xFF\xFEh\0a\0", 6)).ends_with("this is UTF-16 text | save the file as UTF-8 text"));
  CHECK(refusal("a = 1\nb\xFF = 2\n").starts_with("sla.toml:2:1: this is not TOML: Encountered invalid utf-8"));
  CHECK(refusal("a = 1\nb = \"M\xFCller\"\n").ends_with("| save the file as UTF-8 text"));
  CHECK(refusal(std::string("a = 1\nb = \0", 11)).starts_with("sla.toml:2:5: this is not a text file"));
  CHECK(refusal("PK\x03\x04").starts_with("sla.toml:1:"));
  CHECK(refusal(repeated("# lots of comment\n", 70'000)).find("larger than 1 MiB") != std::string::npos);
  CHECK(refusal("lead_id,email\n1,a@b.c\n").starts_with("sla.toml:1:8: this is not TOML"));
  CHECK(refusal("\xEF\xBB\xBF" + least_contract) == "accepted");
}

TEST_CASE("TOML that is not TOML says where and what to do") {
  CHECK(refusal("handoff = 2\n[contract]\nname = MQL\n").starts_with("sla.toml:3:8: this is not TOML: "));
  CHECK(refusal("handoff = 2\n[contract]\nname = MQL\n")
            .ends_with("texts stand in quotes (name = \"MQL\"), dates do not (from = 2026-04-01)"));
  CHECK(refusal("handoff = 2\nhandoff = 2\n").ends_with("| a key or table may stand only once: delete one of the two"));
  CHECK(refusal("name = \"open\n")
            .ends_with(
                "| close the text with the quote it began with, on the same line; a text of several lines stands between three quotes"));
  CHECK(refusal("[[stage]]\n[stage]\n").ends_with("| a list of tables has two brackets each time: [[stage]]"));
  CHECK(refusal("a = tru\n") ==
        "sla.toml:1:8: this is not TOML: boolean: expected 'true', saw 'tru' | write true or false, or put a text in quotes");
  CHECK(refusal("path = \"C:\\data\"\n").ends_with("| write \\\\ for a backslash, or put the text in single quotes"));
}

TEST_CASE("depth") {
  CHECK(refusal("a" + repeated(".a", 200'000) + " = 1\n") ==
        "sla.toml:1:34: this key has more than 16 parts | no key of a contract is deeper than [calendar.default.on]");
  CHECK(refusal("[a" + repeated(".\"a\"", 100'000) + "]\n").find("more than 16 parts") != std::string::npos);
  CHECK(refusal("a = {b" + repeated(".b", 100'000) + "=1}\n").find("more than 16 parts") != std::string::npos);
  CHECK(refusal("a = " + repeated("[", 300'000)).find("nested value depth") != std::string::npos);
  CHECK(refusal("a = " + repeated("{a=", 300'000)).find("nested value depth") != std::string::npos);
  // dots inside texts and numbers are not depth
  CHECK(refusal_with("owner = \"" + repeated(".", 500) + "\" # " + repeated(".", 500) + "\n") == "accepted");
  CHECK(refusal_with("[null]\nvalues = ['''" + repeated("a.\n", 50) + "''', \"\"\"" + repeated(".\\\"", 50) + "\"\"\"]\n") == "accepted");
}

TEST_CASE("definitions that grow at every step are refused at once") {
  std::string doubling = "[define]\nd0 = \"employees > 1\"\n", chain = "[define]\n";
  for (int i = 1; i < 200; ++i) {
    const std::string before = "d" + std::to_string(i - 1);
    doubling += "d" + std::to_string(i) + " = \"" + before + " AND NOT " + before + "\"\n";
    chain += "c" + std::to_string(i) + " = \"NOT c" + std::to_string(i + 1) + "\"\n";
  }
  CHECK(refusal_with(doubling).starts_with("sla.toml:"));
  CHECK(refusal_with(chain + "c200 = \"TRUE\"\n").find("more than 64 deep") != std::string::npos);
}

TEST_CASE("many of everything") {
  std::string many;
  for (int i = 0; i < 40'000; ++i) many += "d" + std::to_string(i) + " = \"TRUE\"\n";
  CHECK(refusal_with("[define]\n" + many).find("more than 1000 definitions") != std::string::npos);
  CHECK(refusal_with("[segment]\n" + many).find("more than 1000 entries") != std::string::npos);
  CHECK(refusal_with("[exclude]\n" + many).find("more than 1000 exclusions") != std::string::npos);
  std::string fields, calendars, values;
  for (int i = 0; i < 20'000; ++i) fields += "f" + std::to_string(i) + " = { column = \"x\", type = \"text\" }\n";
  for (int i = 0; i < 1'000; ++i) calendars += "[calendar.c" + std::to_string(i) + "]\nmon-sun = \"00:00-24:00\"\n";
  for (int i = 0; i < 40'000; ++i) values += "\"v" + std::to_string(i) + "\",";
  CHECK(refusal_with("[columns]\n" + fields).find("more than 1000 fields") != std::string::npos);
  CHECK(refusal_with(calendars).find("more than 32 calendars") != std::string::npos);
  CHECK(refusal_with("value = [" + values + "]\n").find("more than 1000 entries") != std::string::npos);
}

TEST_CASE("as many as a contract may have, and one more") {
  struct Limit { std::string before, each, after, words; int most; };
  const std::vector<Limit> limits = {
      {"", "[[stage]]\nname = \"S#\"\nvalue = [\"s#\"]\n", "", "there are more than 64 stages", 63},  // the smallest contract has one
      {"", "[[exit]]\nname = \"E#\"\nvalue = [\"e#\"]\n", "", "there are more than 64 exits", 64},
      {"", "[[clock]]\nname = \"C#\"\non = \"MQL\"\nstart = \"mql_at\"\nstop = \"first_touch_at\"\nlimit = \"4h\"\n", "", "there are more than 256 clocks", 256},
      {"", "[[commitment]]\nname = \"C#\"\nmetric = \"count(MQL)\"\nper = \"month\"\ntarget = 10\n", "", "there are more than 1000 commitments", 1000},
      {"[calendar.default]\nmon = [", "\"#:00-#:30\",", "]\n", "opens more than 8 times a day", 8},
      {"[touch]\ntypes = { Call = \"phone\" }\n[touch.columns]\nlead_id = \"Who\"\nat = \"At\"\ntype = \"Type\"\n", "x# = \"X\"\n", "", "has more than 200 entries", 197},
  };
  for (const Limit& limit : limits) {
    const auto text = [&](int count) {
      std::string out = limit.before;
      for (int i = 0; i < count; ++i) {
        const std::string number = (i < 10 ? "0" : "") + std::to_string(i);
        for (const char c : limit.each) c == '#' ? out += number : out += c;
      }
      return out + limit.after;
    };
    INFO(limit.words);
    CHECK(refusal_with(text(limit.most)) == "accepted");
    CHECK(refusal_with(text(limit.most + 1)).find(limit.words) != std::string::npos);
  }
}
