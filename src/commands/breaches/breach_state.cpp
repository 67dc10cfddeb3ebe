#include "breaches/breach_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "handoff/measures/audit.hpp"
#include "handoff/text/error.hpp"

namespace handoff {

namespace {

constexpr std::string_view first_words = "handoff breaches state ";
constexpr std::string_view version = "2";

void append_hex(std::string& out, std::uint64_t number) {
  std::array<char, 16> digits{};
  const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
  const auto size = static_cast<std::size_t>(end - digits.data());
  out.append(digits.size() - size, '0').append(digits.data(), size);
}

template <class Number>
bool read_whole(std::string_view text, Number& number, int base = 10) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return error == std::errc{} && end == text.data() + text.size() && !text.empty();
}

std::string checksum(std::string_view text) {
  std::string out;
  append_hex(out, sample_rank(0x73756d, text));
  return out;
}

/// The next line; false at the end, or where it is not closed.
bool take_line(std::string_view& text, std::string_view& line) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return true;
}

bool take_value(std::string_view& text, std::string_view name, std::string_view& value) {
  if (!take_line(text, value) || !value.starts_with(name) || !value.substr(name.size()).starts_with(' ')) return false;
  value.remove_prefix(name.size() + 1);
  return true;
}

}  // namespace

std::string breach_state_text(const BreachState& state) {
  std::string text = fmt::format("{}{}\ncontract {}\nquestion {}\nas_of {}\nlisted {}\n", first_words, version, state.contract, state.question, state.as_of, state.listed.size());
  text.reserve(text.size() + state.listed.size() * 33 + 32);
  for (const BreachKey& key : state.listed) {
    append_hex(text, key.high);
    append_hex(text, key.low);
    text += '\n';
  }
  return text + "sum " + checksum(text) + "\n";
}

std::optional<BreachState> parse_breach_state(std::string_view text) {
  const std::string_view all = text;
  BreachState state;
  std::string_view line, value;
  std::uint64_t count = 0;
  if (!take_line(text, line) || line.size() != first_words.size() + version.size() || !line.starts_with(first_words) || !line.ends_with(version)) return {};
  if (!take_value(text, "contract", value)) return {};
  state.contract = value;
  if (!take_value(text, "question", value)) return {};
  state.question = value;
  if (!take_value(text, "as_of", value) || !read_whole(value, state.as_of)) return {};
  if (!take_value(text, "listed", value) || !read_whole(value, count) || count > text.size() / 33) return {};
  for (std::uint64_t i = 0; i < count; ++i) {
    BreachKey key;
    if (!take_line(text, line) || line.size() != 32 || !read_whole(line.substr(0, 16), key.high, 16) || !read_whole(line.substr(16), key.low, 16)) return {};
    state.listed.push_back(key);
  }
  const std::string sum = checksum(all.substr(0, all.size() - text.size()));
  if (!take_value(text, "sum", value) || value != sum || !text.empty() || !std::is_sorted(state.listed.begin(), state.listed.end())) return {};
  return state;
}

namespace {

constexpr std::string_view anew = "name another file, or move that one away: the next run then lists everything once more";

/// The whole file, once its first line says that it is a state of this version: a file that is not one is not read to its end.
std::string state_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error("--since-last", fmt::format("'{}' cannot be read: {}", path, std::generic_category().message(errno)), "name a file that you may read and write");
  std::string text(first_words.size() + 16, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (!text.starts_with(first_words)) throw Error("--since-last", fmt::format("'{}' is not a state of handoff breaches, or is damaged", path), std::string(anew));
  const std::string_view its = std::string_view(text).substr(first_words.size(), text.find('\n') - first_words.size());
  if (its != version)
    throw Error("--since-last", fmt::format("'{}' is a state of version {}, and this program writes version {}", path, its, version), std::string(anew));
  file.clear();
  text.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  return text;
}

}  // namespace

std::optional<BreachState> read_breach_state(const std::string& path, const BreachState& now, const Zone& zone) {
  std::error_code error;
  const auto kind = std::filesystem::status(path, error).type();
  if (kind == std::filesystem::file_type::not_found) return {};
  if (kind == std::filesystem::file_type::directory) throw Error("--since-last", fmt::format("'{}' is a folder", path), "name a file in it");
  if (kind != std::filesystem::file_type::regular) throw Error("--since-last", fmt::format("'{}' is not a file that can be replaced", path), "name a file");
  std::optional<BreachState> state = parse_breach_state(state_bytes(path));
  if (!state) throw Error("--since-last", fmt::format("'{}' is damaged", path), std::string(anew));
  if (state->contract != now.contract)
    throw Error("--since-last", fmt::format("'{}' was written under another contract, {}; this one is {}", path, state->contract, now.contract),
                "keep a state for each contract: name another file, and everything is listed once more");
  if (state->question != now.question)
    throw Error("--since-last", fmt::format("'{}' was written for another question ({}; now {})", path, state->question, now.question), "keep a state for each question");
  if (state->as_of > now.as_of) {
    const auto moment = [&](Instant at) { return fmt::format("{} {}", local_text({at, at, 0, false}, zone), zone.name()); };
    throw Error("--since-last", fmt::format("'{}' was written for {}, and this run judges an earlier moment, {}", path, moment(state->as_of), moment(now.as_of)),
                "judge as of then or later, or name another file for a look back");
  }
  return state;
}

}  // namespace handoff
