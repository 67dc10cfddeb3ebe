#include "options.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <stdexcept>

namespace synth {
namespace {

struct Part { std::string_view name; bool in_all; };
constexpr std::array<Part, static_cast<std::size_t>(Ugly::count_)> parts = {{
    {"bom", true}, {"crlf", true}, {"semicolon", false}, {"tab", false}, {"pipe", false}, {"latin1", true}, {"utf16", false},
    {"quotes", true}, {"quoteall", false}, {"wrapped", true}, {"ragged", true}, {"noid", true}, {"emptycol", true}, {"repeated", true},
    {"footer", true}, {"nofinal", true}, {"nul", true}, {"badquote", true}, {"duplicates", true}, {"dupemail", true}, {"nullwords", true},
    {"mdy", false}, {"dmy", false}, {"ampm", true}, {"dst", true}, {"dateonly", false}, {"formula", true}, {"order", true},
    {"undated", true}, {"unicode", true}, {"blanklines", true}}};

std::uint64_t bit(Ugly part) { return 1ULL << static_cast<unsigned>(part); }

std::uint64_t read_number(std::string_view option, std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) throw std::runtime_error(fmt::format("{}: '{}' is not a whole number", option, text));
  return value;
}

/// `all`, `none`, or names joined by commas; `all,tab` and `all,-nul` are understood too.
std::uint64_t read_ugly(std::string_view list) {
  std::uint64_t bits = 0;
  while (!list.empty()) {
    const auto comma = list.find(',');
    std::string_view name = list.substr(0, comma);
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
    const bool off = !name.empty() && name[0] == '-';
    if (off) name.remove_prefix(1);
    bool known = name == "none";
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (name != parts[i].name && !(name == "all" && parts[i].in_all)) continue;
      known = true;
      bits = off ? bits & ~(1ULL << i) : bits | 1ULL << i;
    }
    if (!known) throw std::runtime_error(fmt::format("--ugly: no part is called '{}'", name));
  }
  return bits;
}

void check(const Options& options) {
  const auto clash = [&](std::initializer_list<Ugly> group) {
    std::string_view seen;
    for (const Ugly part : group) {
      if (!options.has(part)) continue;
      if (!seen.empty()) throw std::runtime_error(fmt::format("--ugly: {} and {} exclude each other", seen, ugly_name(part)));
      seen = ugly_name(part);
    }
  };
  clash({Ugly::semicolon, Ugly::tab, Ugly::pipe});
  clash({Ugly::latin1, Ugly::utf16});
  clash({Ugly::mdy, Ugly::dmy});
  clash({Ugly::dst, Ugly::dateonly});
  if (options.rows == 0 || options.out.empty()) throw std::runtime_error("--rows and --out are needed");
  if (options.rows > 1'000'000'000) throw std::runtime_error("--rows: at most 1000000000");
  if (options.columns < columns_min || options.columns > columns_max) {
    throw std::runtime_error(fmt::format("--columns: {} to {}", columns_min, columns_max));
  }
  if (options.split < 1 || options.split > 1000) throw std::runtime_error("--split: 1 to 1000");
}

}  // namespace

const char* const usage =
    "usage: handoff-generate --rows N --seed S --style hubspot|salesforce [--ugly all|none|LIST] [--columns 30..44]\n"
    "                        [--shuffle SEED] --out leads.csv [--truth truth.json] [--contract sla.toml] [--split K]\n"
    "                        [--touches touches.csv [--more-touches N]]\n"
    "Writes a synthetic export of N leads, and beside it what is true of it. LIST joins names by commas: bom crlf semicolon tab\n"
    "pipe latin1 utf16 quotes quoteall wrapped ragged noid emptycol repeated footer nofinal nul badquote duplicates dupemail\n"
    "nullwords mdy dmy ampm dst dateonly formula order undated unicode blanklines; 'all,-nul' and 'all,tab' work too.\n"
    "--split K writes leads-1.csv ... leads-K.csv; the truth is of all of them together.\n"
    "--touches writes a log of activities too; contract and truth then speak of it. A lead has two activities on average, and N more.\n";

std::string_view ugly_name(Ugly part) { return parts[static_cast<std::size_t>(part)].name; }

std::vector<std::string_view> ugly_parts(const Options& options) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (options.has(static_cast<Ugly>(i))) names.push_back(parts[i].name);
  }
  return names;
}

Options read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    const std::string_view option = argv[i];
    if (i + 1 == argc) throw std::runtime_error(fmt::format("{}: a value is missing", option));
    const std::string_view value = argv[i + 1];
    if (option == "--rows") options.rows = read_number(option, value);
    else if (option == "--seed") options.seed = read_number(option, value);
    else if (option == "--columns") options.columns = static_cast<int>(std::min<std::uint64_t>(read_number(option, value), 1000));
    else if (option == "--shuffle") options.shuffle = read_number(option, value);
    else if (option == "--split") options.split = static_cast<int>(std::min<std::uint64_t>(read_number(option, value), 10'000));
    else if (option == "--ugly") options.ugly = read_ugly(value);
    else if (option == "--out") options.out = value;
    else if (option == "--truth") options.truth = value;
    else if (option == "--contract") options.contract = value;
    else if (option == "--touches") options.touches = value;
    else if (option == "--more-touches") options.more_touches = static_cast<std::uint32_t>(std::min<std::uint64_t>(read_number(option, value), 1000));
    else if (option == "--style" && (value == "hubspot" || value == "salesforce")) options.style = value == "hubspot" ? Style::hubspot : Style::salesforce;
    else throw std::runtime_error(fmt::format("'{} {}' is not understood", option, value));
  }
  // A time that does not exist can be written only where the wall clock is written.
  if (!options.wall_times()) options.ugly &= ~bit(Ugly::dst);
  check(options);
  return options;
}

}  // namespace synth
