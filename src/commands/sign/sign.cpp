// `handoff sign`: one party puts its name under a contract; the file keeps every other byte.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "frame/command.hpp"
#include "contract_file.hpp"
#include "frame/declare.hpp"
#include "breaches/file_lock.hpp"
#include "handoff/text/error.hpp"
#include "handoff/text/suggest.hpp"
#include "render.hpp"
#include "signing/signing.hpp"
#include "utf8.hpp"

namespace handoff {

namespace {

struct SignOptions {
  std::string file = "sla.toml", party, name, role;
  std::optional<std::string> date;
  bool replace = false, quiet = false;
};

/// Takes a place, and shows nothing in it: blanks, joiners, fillers, marks of style.
bool is_unseen(char32_t c) {
  const auto within = [c](char32_t low, char32_t high) { return c >= low && c <= high; };
  return c == ' ' || c == 0xA0 || c == 0xAD || c == 0x34F || within(0x115F, 0x1160) || c == 0x1680 || within(0x17B4, 0x17B5) || within(0x180B, 0x180F) ||
         within(0x2000, 0x200D) || c == 0x202F || within(0x205F, 0x2064) || c == 0x2800 || c == 0x3000 || c == 0x3164 || within(0xFE00, 0xFE0F) || c == 0xFEFF ||
         c == 0xFFA0 || within(0xE0000, 0xE0FFF);
}

/// One line of plain text, as a signature block can hold it, and as whoever reads it sees it.
std::string one_line(const std::string& option, const std::string& text, const std::string& example) {
  const std::string fix = "write " + option + " \"...\"";
  bool seen = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (point.value == 0xFFFD && point.bytes == 1) throw Error(option, "is not UTF-8 text", fix + " in a terminal that is set to UTF-8");
    at += point.bytes;
    const char32_t c = point.value;
    const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
    if (control) throw Error(option, "is not one line of text", fix);
    if (is_bidi_control(c)) throw Error(option, "holds a mark that turns the direction of text round, and would read as what it is not", fix + " without it");
    seen = seen || !is_unseen(c);
  }
  if (!seen) throw Error(option, "no " + example + " is given", fix);
  return text;
}

std::string party_of(const std::string& text) {
  if (text == "marketing" || text == "sales") return text;
  const std::string near = closest(text, {"marketing", "sales"});
  throw Error("--party", text.empty() ? "who signs is not given" : "'" + text + "' is not a party of the contract",
              near.empty() ? "write --party marketing or --party sales" : "did you mean '" + near + "'?");
}

/// The day of signing; a signature of tomorrow is none, and one of another century is a year mistyped.
Day date_of(const std::optional<std::string>& typed, Day today) {
  if (!typed) return today;
  DateText parts;
  if (!read_date(*typed, parts) || parts.order_open || parts.has_time)
    throw Error("--date", "'" + *typed + "' is not a date", "write it as 2026-06-30");
  const Day day = day_from_civil(parts.year, static_cast<unsigned>(parts.a), static_cast<unsigned>(parts.b));
  constexpr int first_year = 2000;
  if (parts.year < first_year)
    throw Error("--date", fmt::format("{} is before the year {}", *typed, first_year), "write the day of signing, or leave --date out for today");
  if (day > today) throw Error("--date", *typed + " is still to come; today is " + iso_day(today), "sign on the day, or leave --date out");
  return day;
}

std::string person(const Signature& who) { return who.name + (who.role.empty() ? "" : ", " + who.role); }

std::string signed_on(const Signature& who) { return person(who) + (who.date ? ", on " + iso_day(*who.date) : ", without a date"); }

void require_decided(const std::string& text, const std::string& file) {
  const std::vector<Undecided> open = undecided_lines(text);
  if (open.empty()) return;
  throw Error(file + ":" + std::to_string(open.front().line),
              std::to_string(open.size()) + (open.size() == 1 ? " line still says" : " lines still say") + " DECIDE; here: " + open.front().what,
              "settle it with the other party, then take the words # DECIDE: out of the line");
}

void require_file(const std::string& file) {
  std::error_code error;
  if (std::filesystem::exists(file, error) && !std::filesystem::is_regular_file(file, error))
    throw Error(file, "is not a file that a signature could be written to", "name the contract's file");
}

/// What one reads after signing.
std::vector<std::string> told(const Signed& done, const Signature& typed, const Contract& contract, const std::string& file) {
  const Signature& who = done.signature;
  const bool already = done.outcome == Signed::Outcome::already;
  std::vector<std::string> lines;
  lines.push_back(file + (already ? ": already signed for " : ": signed for ") + who.party + " by " + signed_on(who) + (already ? "; nothing is changed" : ""));
  const bool other_name = already && typed.name != who.name, other_role = already && !typed.role.empty() && typed.role != who.role;
  if (other_name || other_role)
    lines.push_back(fmt::format("  what you typed differs: {}; to put it in place of what stands there, add --replace", person(typed)));
  lines.push_back("  " + contract.name + " " + contract.version + ", " + contract.digest);
  for (const Signature& one : done.before) {
    const std::string what = one.digest == contract.digest ? "over the same contract"
                             : one.digest.empty()          ? "without a digest"
                             : one.digest == contract.digest_under_1 ? "under rules 1"
                                                           : "over another contract, " + one.digest;
    lines.push_back("  in place of the signature of " + signed_on(one) + ", " + what);
  }
  for (const std::string party : {"marketing", "sales"}) {
    bool holds = false, stale = false, of_rules_1 = false;
    for (const Signature& one : contract.signatures) {
      if (one.party != party) continue;
      holds = holds || one.digest == contract.digest;
      of_rules_1 = of_rules_1 || (!one.digest.empty() && one.digest == contract.digest_under_1);
      stale = stale || (!one.digest.empty() && one.digest != contract.digest);
    }
    if (of_rules_1) lines.push_back(fmt::format("  the signature for {0} is of rules 1: {0} has to sign again", party));
    else if (stale) lines.push_back("  the signature for " + party + " is over another contract than this one: " + party + " has to sign again");
    else if (!holds) lines.push_back("  not signed yet for " + party);
  }
  return lines;
}

int run_sign(const SignOptions& typed, Streams& io) {
  Signature who;
  who.party = party_of(typed.party);
  who.name = one_line("--name", typed.name, "name");
  if (!typed.role.empty()) who.role = one_line("--role", typed.role, "role");
  require_file(typed.file);
  const FileLock lock(typed.file);  // from here to the new file's place: two who sign at once each find the other's signature
  const std::string text = read_contract_text(typed.file, "check the path, or write: handoff sign FILE");
  const Contract contract = parse_contract(text, typed.file);
  who.date = date_of(typed.date, contract.zone->day_of(io.now()));
  require_decided(text, typed.file);
  const Signed done = sign_text(text, typed.file, who, typed.replace);
  if (done.outcome != Signed::Outcome::already) {
    OutputFile file(typed.file);
    file.write(done.text);
    if (!lock.still_there() || read_contract_text(typed.file) != text) throw Error(typed.file, "has been changed while it was being signed", "look at it, and sign again");
    file.commit();
  }
  if (typed.quiet) return 0;
  for (const std::string& line : told(done, who, parse_contract(done.text, typed.file), typed.file)) io.out << terminal_text(line) << "\n";
  finish_output(io, typed.file + " is signed all the same");
  return 0;
}

}  // namespace

Command sign_command() {
  return {"sign", "put a party's signature under the contract", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<SignOptions>();
            add_option(app, "contract,-c,--contract", options->file, "The contract (default ./sla.toml)", "FILE");
            add_option(app, "--party", options->party, "Who signs: marketing or sales", "P");
            add_option(app, "--name", options->name, "The person who signs", "NAME");
            add_option(app, "--role", options->role, "What that person is, for instance VP Marketing", "ROLE");
            add_option(app, "--date", options->date, "The day of signing (default: today, in the contract's zone)", "D");
            add_flag(app, "--replace", options->replace, "Put this signature in place of the party's own, though that one still holds");
            add_flag(app, "-q,--quiet", options->quiet, "Say nothing where it is signed");
            return [options](Streams& io) { return run_sign(*options, io); };
          }};
}

}  // namespace handoff
