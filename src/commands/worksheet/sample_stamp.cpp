#include "worksheet/sample_stamp.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "handoff/text/ascii.hpp"
#include "signing/digest.hpp"
#include "handoff/text/error.hpp"
#include "handoff/text/said_as_is.hpp"

namespace handoff {

namespace {

constexpr std::string_view first_word = "handoff-sample-2";   // 2: by another rank than 1

struct Part {
  std::string_view name;
  std::string SampleStamp::*text;
  std::string_view option;  ///< that decides it; empty: none
};
constexpr std::array parts = {
    Part{"stage", &SampleStamp::stage, "--stage"},          Part{"size", &SampleStamp::size, "--sample"},    Part{"of", &SampleStamp::population, ""},
    Part{"seed", &SampleStamp::seed, "--seed"},             Part{"as-of", &SampleStamp::as_of, "--as-of"},   Part{"window", &SampleStamp::window, "--window"},
    Part{"stratify", &SampleStamp::stratify, "--stratify"}, Part{"where", &SampleStamp::where, "--where"},   Part{"logs", &SampleStamp::logs, "--touches, --history"},
    Part{"contract", &SampleStamp::contract, ""},
};

bool stands_as_it_is(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == ':' || c == '_' || c == '+';
}

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (stands_as_it_is(c)) out += c;
    else out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out;
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    if (text[i] == '%' && i + 2 < text.size() && std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ec == std::errc{}) {
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string leave_out(std::string_view option) { return fmt::format("leave {} out: the worksheet says it", option); }

std::string checksum(std::string_view text) { return fmt::format("check={:016x}", sample_rank(0x73616d706c65, text)); }

}  // namespace

std::string sample_stamp_text(const SampleStamp& stamp) {
  std::string text(first_word);
  for (const Part& part : parts)
    if (const std::string& value = stamp.*part.text; !value.empty()) text += fmt::format(" {}={}", part.name, encoded(value));
  return text + " " + checksum(text);
}

std::optional<SampleStamp> parse_sample_stamp(std::string_view text) {
  const std::size_t last = text.rfind(' ');
  if (!text.starts_with(first_word) || last == std::string_view::npos || text.substr(last + 1) != checksum(text.substr(0, last))) return {};
  SampleStamp stamp;
  text = text.substr(0, last);
  text.remove_prefix(first_word.size());
  while (!text.empty()) {
    text.remove_prefix(1);  // the blank
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) return {};
    for (const Part& part : parts)
      if (part.name == word.substr(0, equals)) stamp.*part.text = decoded(word.substr(equals + 1));
  }
  return stamp;
}

std::uint64_t seed_of(const ContentSum& content, const Contract& contract, Instant as_of) {
  const std::string text = fmt::format("handoff-sample-2\ncontent: {:016x}\nleads: {}\ncontract: {}\nas-of: {}\n", content.sum, content.leads, contract.digest, iso_instant(as_of));
  std::uint64_t seed = 0;
  const std::string hex = sha256_hex(text, "--seed").substr(0, 12);
  std::from_chars(hex.data(), hex.data() + hex.size(), seed, 16);
  return seed;
}

SampleStamp sample_stamp(const Contract& contract, const Settings& settings, const AuditSettings& audit, const std::string& stratify, std::uint64_t population) {
  SampleStamp stamp;
  stamp.stage = contract.stages[static_cast<std::size_t>(audit.stage)].name;
  if (audit.sample) stamp.size = fmt::format("{}", *audit.sample);
  if (audit.seed) stamp.seed = fmt::format("{}", *audit.seed);
  stamp.as_of = iso_instant(settings.as_of);
  if (settings.window) stamp.window = iso_day(settings.window->from) + ".." + iso_day(settings.window->to);
  stamp.stratify = stratify;
  stamp.where = settings.where_text;
  stamp.logs = audit.touch_log && audit.history ? "touches+history" : audit.touch_log ? "touches" : audit.history ? "history" : "";
  stamp.population = fmt::format("{}", population);
  stamp.contract = contract.digest;
  return stamp;
}

void require_same_sample(const SampleStamp& drawn, const SampleStamp& now, const std::string& worksheet) {
  if (drawn.contract != now.contract)
    throw Error("--reviewed", fmt::format("'{}' was drawn under another contract, {}; this one is {}", worksheet, drawn.contract, now.contract),
                "give the contract of then with -c, or draw a worksheet under this one: --keep carries remarks over, and verdicts as remarks");
  for (const Part& part : parts) {
    const std::string &then = drawn.*part.text, &here = now.*part.text;
    if (part.option.empty() || then == here) continue;
    const auto words = [](const std::string& text) { return text.empty() ? std::string("without it") : fmt::format("with '{}'", text); };
    const std::string what = fmt::format("'{}' was drawn {}, and this run goes {}", worksheet, words(then), words(here));
    if (part.name == "seed")   // a long one looks like a phone number
      throw SaidAsIs(Error(std::string(part.option), what, leave_out(part.option)), {then, here});
    throw Error(std::string(part.option), what, part.name == "logs" ? "give the same kinds of logs again" : leave_out(part.option));
  }
}

}  // namespace handoff
