// Signing in every layout TOML allows: what stands in the file stays byte for byte, and only what the signers agreed on breaks a signature.
#include "contract_texts.hpp"
#include "signing/signing.hpp"
#include "toml_layout.hpp"

using namespace handoff;

namespace {

Signature by(const std::string& party, const std::string& name = "Mara Lind") {
  Signature who;
  who.party = party;
  who.name = name;
  who.role = "VP";
  who.date = day_from_civil(2026, 3, 28);
  return who;
}

std::string sign(const std::string& text, const std::string& party) { return sign_text(text, "sla.toml", by(party), false).text; }

/// The block of a signature over `text`, as it is written.
std::string block_of(const std::string& text, const std::string& party, const std::string& newline = "\n") {
  return "[[contract.signature]]" + newline + "party = \"" + party + "\"" + newline + "name = \"Mara Lind\"" + newline + "role = \"VP\"" + newline +
         "date = 2026-03-28" + newline + "digest = \"" + parse_contract(text, "x").digest + "\"";
}

Status status_of(const std::string& text) { return contract_status(parse_contract(text, "x"), 1776211200); }  // 2026-04-15

std::string refusal_of(const std::string& text) {
  try {
    sign(text, "sales");
  } catch (const Error& error) {
    return error.where + ": " + error.problem;
  }
  return "signed";
}

const std::string rest = "[time]\nzone = \"UTC\"\n[[stage]]\nname = \"MQL\"\nat = \"mql_at\"\n";

}  // namespace

TEST_CASE("a signature is put after the head's own keys, and nothing else changes") {
  const std::string head = "# ours\nhandoff = 2\n\n[contract]   # who\nname = \"N\"\nversion = \"1\"  # first\n";
  const std::string text = head + "\n# the zone\n" + rest;
  CHECK(sign(text, "sales") == head + "\n" + block_of(text, "sales") + "\n\n# the zone\n" + rest);
}

TEST_CASE("the second signature follows the first") {
  const std::string once = sign(least_contract, "marketing");
  const std::string twice = sign(once, "sales");
  const std::string first = block_of(least_contract, "marketing");
  const std::size_t at = once.find(first) + first.size();
  CHECK(twice == once.substr(0, at) + "\n\n" + block_of(least_contract, "sales") + once.substr(at));
  CHECK(status_of(once) == Status::unsigned_);
  CHECK(status_of(twice) == Status::signed_);
}

TEST_CASE("every layout that TOML allows is signed or refused, and never broken") {
  const std::string head = "handoff = 2\n[contract]\nname = \"N\"\nversion = \"1\"\n";
  const std::string good[] = {
      head + rest,
      head + rest.substr(0, rest.size() - 1),                                                     // no final newline
      "handoff = 2\n" + rest + "[contract]\nname = \"N\"\nversion = \"1\"",                       // the head last, no newline
      "handoff = 2\n" + rest + "[contract]\nname = \"N\"\nversion = \"1\" # and a comment",
      "handoff = 2\n" + rest + "[ \"contract\" ]\nname = \"N\"\nversion = '''\n1'''\n",            // quoted, many lines
      head + "[contract.effective]\nfrom = 2026-01-01\n" + rest,
      head + "effective.from = 2026-01-01\n" + rest,
      head + "effective = { from = 2026-01-01 }\n" + rest,
      "handoff = 2\ncontract.name = \"N\"\ncontract.version = \"1\"\n" + rest,                     // dotted keys
      "contract.name = \"N\"\ncontract.version = \"1\"\nhandoff = 2\n" + rest,
      "handoff = 2\n[contract]\nname = \"[time] # not a comment\"\nversion = \"1\"\nowner = \"\"\"a\n[x]\n# no\n\"\"\"\n" + rest,
      "\xEF\xBB\xBF" + head + rest,
      head + "[null]\nvalues = [\n  \"a\", # ]\n  \"]\",\n]\n" + rest,
  };
  for (const std::string& text : good) {
    INFO(text);
    const std::string done = sign(sign(text, "marketing"), "sales");
    CHECK(status_of(done) == Status::signed_);
    // Taking the two blocks and their blank lines out again gives the text back.
    std::string back = done;
    for (const char* party : {"marketing", "sales"}) {
      const std::string block = block_of(text, party);
      const std::size_t at = back.find(block);
      REQUIRE(at != std::string::npos);
      back.erase(at, block.size());
    }
    const auto squeezed = [](std::string s) {
      for (std::size_t at = 0; (at = s.find("\n\n", at)) != std::string::npos;) s.erase(at, 1);
      while (!s.empty() && s.back() == '\n') s.pop_back();
      return s;
    };
    CHECK(squeezed(back) == squeezed(text));
  }
  CHECK(refusal_of("handoff = 2\ncontract = { name = \"N\", version = \"1\" }\n" + rest) ==
        "sla.toml: the signature cannot be put in: `contract = { ... }` is written in one line, which no table can follow");
  CHECK(refusal_of("handoff = 2\n[contract]\nname = \"N\"\nversion = \"1\"\nsignature = [{ party = \"marketing\", name = \"A\" }]\n" + rest) ==
        "sla.toml: the signature cannot be put in: in this layout it would change what the contract says");
  CHECK(refusal_of("handoff = 2\n[contract]\nname = \"N\"\nversion = \"1\"\nsignature = [{ party = \"sales\", name = \"A\" }]\n" + rest) ==
        "sla.toml: the signature cannot be put in: the earlier signature does not stand in a block [[contract.signature]] of its own");
}

TEST_CASE("a file with CRLF stays one") {
  std::string text;
  for (const char c : least_contract) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const std::string done = sign(text, "sales");
  CHECK(done.find(block_of(text, "sales", "\r\n") + "\r\n") != std::string::npos);
  for (std::size_t at = done.find('\n'); at != std::string::npos; at = done.find('\n', at + 1)) CHECK(done[at - 1] == '\r');
}

TEST_CASE("signing again") {
  const std::string both = sign(sign(least_contract, "marketing"), "sales");
  SECTION("the same contract: nothing changes") {
    const Signed again = sign_text(both, "sla.toml", by("sales", "Somebody Else"), false);
    CHECK(again.outcome == Signed::Outcome::already);
    CHECK(again.text == both);
    CHECK(again.signature.name == "Mara Lind");
  }
  SECTION("the same contract, and another person on purpose") {
    const Signed again = sign_text(both, "sla.toml", by("sales", "Somebody \"Else\" \\"), true);
    CHECK(again.outcome == Signed::Outcome::replaced);
    const Contract contract = parse_contract(again.text, "x");
    REQUIRE(contract.signatures.size() == 2);
    CHECK(contract.signatures[1].name == "Somebody \"Else\" \\");
  }
  SECTION("another contract: the party's own block is replaced, in its place") {
    const std::string altered = changed(both, "version = \"1\"", "version = \"2\"");
    CHECK(status_of(altered) == Status::altered);
    const Signed once = sign_text(altered, "sla.toml", by("marketing"), false);
    CHECK(once.outcome == Signed::Outcome::replaced);
    REQUIRE(once.before.size() == 1);
    CHECK(once.before[0].digest == parse_contract(both, "x").digest);
    CHECK(status_of(once.text) == Status::altered);  // sales has signed something else
    const std::string twice = sign(once.text, "sales");
    CHECK(status_of(twice) == Status::signed_);
    CHECK(twice == sign(sign(changed(least_contract, "version = \"1\"", "version = \"2\""), "marketing"), "sales"));
  }
  SECTION("two stale signatures of one party become one") {
    const std::string block = "[[contract.signature]]\nparty = \"sales\"\nname = \"A\"\ndigest = \"sha256:00\"\n\n";
    const std::string text = changed(least_contract, "[time]", block + block + "[time]");
    const std::string done = sign(text, "sales");
    CHECK(parse_contract(done, "x").signatures.size() == 1);
    CHECK(done == changed(least_contract, "[time]", block_of(least_contract, "sales") + "\n\n[time]"));
  }
}

TEST_CASE("comments and blanks keep a signature; one character of meaning breaks it") {
  // least_contract, signed by both, with everything that a character can be added to
  const std::string text = sign(sign(every_key(), "marketing"), "sales");
  REQUIRE(status_of(text) == Status::signed_);
  std::size_t layout = 0, meaning = 0;
  for (const LayoutItem& item : toml_layout(text)) {
    if (item.kind != LayoutItem::Kind::key) continue;
    CHECK(status_of(text.substr(0, item.begin) + "# a comment\n \t" + text.substr(item.begin)) == Status::signed_);
    CHECK(status_of(text.substr(0, item.end) + "  # another" + text.substr(std::min(text.find('\n', item.end), text.size()))) == Status::signed_);
    ++layout;
    // Every digit of a value is part of what was signed, or the text is refused: it never goes unnoticed.
    const std::size_t value = text.find('=', item.begin);
    if (item.path.front() == "digest" || item.path.front() == "date" || item.path.front() == "party") continue;
    for (std::size_t at = value; at < item.end; ++at) {
      if (text[at] < '1' || text[at] > '8') continue;
      std::string changed_text = text;
      ++changed_text[at];
      INFO(text.substr(item.begin, item.end - item.begin) << " with " << at - item.begin << " changed");
      std::optional<Status> status;  // none: the change made the text no contract
      try {
        status = status_of(changed_text);
      } catch (const Error&) {
      }
      CHECK((!status || *status == Status::altered));
      meaning += status.has_value();
    }
  }
  CHECK(layout > 100);
  CHECK(meaning > 60);
}

TEST_CASE("what is still to be decided is found in comments alone") {
  const std::string text = "handoff = 2  # DECIDE: one\n# DECIDE: two  \n[contract]\r\nname = \"# DECIDE: no\"\r\n  # DECIDE: three\r\n";
  const std::vector<Undecided> found = undecided_lines(text);
  REQUIRE(found.size() == 3);
  CHECK(found[0].line == 1);
  CHECK(found[0].what == "one");
  CHECK(found[1].line == 2);
  CHECK(found[1].what == "two");
  CHECK(found[2].line == 5);
  CHECK(found[2].what == "three");
}

TEST_CASE("what is still to be decided is found inside lists, and however its blanks are set") {
  const std::string text = "a = [\n  1, # DECIDE: in a list\n  \"# DECIDE: no\",\n]\n#DECIDE: close\n#  DECIDE : wide\n## DECIDE: twice\n# old # DECIDE: behind\n"
                           "b = \"\"\"\n# DECIDE: no\n\"\"\"\n# UNDECIDED: no\n# DECIDED\n# see DECIDE: no\n";
  std::string found;
  for (const Undecided& one : undecided_lines(text)) found += std::to_string(one.line) + " " + one.what + "\n";
  CHECK(found == "2 in a list\n5 close\n6 wide\n7 twice\n8 behind\n");
}

TEST_CASE("a signature that makes the contract too large is refused for that reason") {
  const std::string text = std::string("handoff = 2\n[contract]\nname = \"A\"\nversion = \"1\"\n[time]\nzone = \"UTC\"\n[[stage]]\nname = \"Lead\"\nwhen = \"lead_id IS NOT NULL\"\n#") +
                           std::string((1 << 20) - 300, 'x') + "\n";
  Signature who;
  who.party = "sales";
  who.name = std::string(400, 'n');
  CHECK_THROWS_WITH(sign_text(text, "sla.toml", who, false), "the contract would be larger than 1 MiB with this signature");
}

TEST_CASE("a contract that names rules 1 is not signed, and a signature of then gives way") {
  const std::string two = "handoff = 2\n[contract]\nname = \"N\"\nversion = \"1\"\n[time]\nzone = \"UTC\"\n[[stage]]\nname = \"Lead\"\nwhen = \"lead_id IS NOT NULL\"\n";
  const std::string one = changed(two, "handoff = 2", "handoff = 1");
  const Signature who{"sales", "S", "", std::nullopt, ""};
  try {
    sign_text(one, "sla.toml", who, false);
    FAIL_CHECK("was signed");
  } catch (const Error& error) {
    CHECK(error.problem == "the contract says handoff = 1, and what is signed today is judged by rules 2");
  }
  const std::string before = parse_contract(one, "sla.toml").digest;
  const std::string signed_then = changed(two, "[time]", "[[contract.signature]]\nparty = \"sales\"\nname = \"S\"\ndigest = \"" + before + "\"\n[time]");
  const Signed again = sign_text(signed_then, "sla.toml", who, false);
  CHECK(again.outcome == Signed::Outcome::replaced);
  REQUIRE(again.before.size() == 1);
  CHECK(again.before[0].digest == parse_contract(two, "sla.toml").digest_under_1);
}
