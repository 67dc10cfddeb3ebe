#include "what_if.hpp"

#include <charconv>
#include <cmath>

#include "handoff/error.hpp"
#include "render.hpp"

namespace handoff {
namespace {

constexpr std::size_t most_settings = 200;
constexpr const char* example = "write for instance 'fit >= 50..90 step 5'";

bool of_number(char c) { return (c >= '0' && c <= '9') || c == '.'; }

double number_in(const std::string& text, std::size_t from, std::size_t to, const std::string& option) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data() + from, text.data() + to, value, std::chars_format::fixed);
  if (from == to || error != std::errc{} || end != text.data() + to)
    throw Error(option, "'" + text.substr(from, to - from) + "' in '" + text + "' is no number", example);
  return value;
}

/// Where `..` stands outside quotes; npos: nowhere.
std::size_t find_dots(const std::string& text, std::size_t from) {
  char quote = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (quote) quote = text[i] == quote ? char{0} : quote;
    else if (text[i] == '\'' || text[i] == '"') quote = text[i];
    else if (i >= from && text[i] == '.' && text[i + 1] == '.') return i;
  }
  return std::string::npos;
}

}  // namespace

std::vector<std::string> sweep(const std::string& text, const std::string& option) {
  const std::size_t dots = find_dots(text, 0);
  if (dots == std::string::npos) return {text};
  if (find_dots(text, dots + 2) != std::string::npos) throw Error(option, "'" + text + "' has two ranges", "sweep over one number at a time");
  std::size_t begin = dots, end = dots + 2;
  while (begin > 0 && of_number(text[begin - 1])) --begin;
  if (begin > 0 && text[begin - 1] == '-') --begin;
  if (end < text.size() && text[end] == '-') ++end;
  while (end < text.size() && of_number(text[end])) ++end;
  const double low = number_in(text, begin, dots, option), high = number_in(text, dots + 2, end, option);
  double step = 5;
  if (text.compare(end, 6, " step ") == 0) {
    const std::size_t from = end + 6;
    for (end = from; end < text.size() && of_number(text[end]);) ++end;
    step = number_in(text, from, end, option);
  }
  if (!(low <= high)) throw Error(option, "the range in '" + text + "' ends before it begins", example);
  if (!(step > 0)) throw Error(option, "the step in '" + text + "' is not more than 0", example);
  const double count = std::floor((high - low) / step + 1e-9) + 1;
  if (!(count <= static_cast<double>(most_settings)))
    throw Error(option, "'" + text + "' is more than " + std::to_string(most_settings) + " settings", "take a larger step");
  std::vector<std::string> settings;
  for (int i = 0; i < static_cast<int>(count); ++i) settings.push_back(text.substr(0, begin) + real_text(low + i * step) + text.substr(end));
  return settings;
}

}  // namespace handoff
