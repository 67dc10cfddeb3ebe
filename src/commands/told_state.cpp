#include "told_state.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "handoff/audit.hpp"
#include "handoff/error.hpp"

namespace handoff {

namespace {

constexpr std::string_view first_line = "handoff breaches state 1";

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

std::string told_state_text(const ToldState& state) {
  std::string text(first_line);
  text += "\nasked " + state.question + "\nas_of " + std::to_string(state.as_of) + "\ntold " + std::to_string(state.told.size()) + "\n";
  text.reserve(text.size() + state.told.size() * 33 + 32);
  for (const BreachKey& key : state.told) {
    append_hex(text, key.high);
    append_hex(text, key.low);
    text += '\n';
  }
  return text + "sum " + checksum(text) + "\n";
}

std::optional<ToldState> parse_told_state(std::string_view text) {
  const std::string_view all = text;
  ToldState state;
  std::string_view line, value;
  std::uint64_t count = 0;
  if (!take_line(text, line) || line != first_line) return {};
  if (!take_value(text, "asked", value)) return {};
  state.question = value;
  if (!take_value(text, "as_of", value) || !read_whole(value, state.as_of)) return {};
  if (!take_value(text, "told", value) || !read_whole(value, count) || count > text.size() / 33) return {};
  for (std::uint64_t i = 0; i < count; ++i) {
    BreachKey key;
    if (!take_line(text, line) || line.size() != 32 || !read_whole(line.substr(0, 16), key.high, 16) || !read_whole(line.substr(16), key.low, 16)) return {};
    state.told.push_back(key);
  }
  const std::string sum = checksum(all.substr(0, all.size() - text.size()));
  if (!take_value(text, "sum", value) || value != sum || !text.empty() || !std::is_sorted(state.told.begin(), state.told.end())) return {};
  return state;
}

std::optional<ToldState> read_told_state(const std::string& path, const std::string& question) {
  std::error_code error;
  const auto kind = std::filesystem::status(path, error).type();
  if (kind == std::filesystem::file_type::not_found) return {};
  if (kind == std::filesystem::file_type::directory) throw Error("--since-last", "'" + path + "' is a folder", "name a file in it");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error("--since-last", "'" + path + "' cannot be read: " + std::generic_category().message(errno), "name a file that you may read and write");
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  std::optional<ToldState> state = parse_told_state(text);
  if (!state)
    throw Error("--since-last", "'" + path + "' is damaged, or is not a state file of handoff breaches", "remove it: the next run tells everything again and writes a new one");
  if (state->question != question)
    throw Error("--since-last", "'" + path + "' was written for another question (" + state->question + "; now " + question + ")", "keep a state for each question");
  return state;
}

}  // namespace handoff
