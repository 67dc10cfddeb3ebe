#include "score/what_if.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "handoff/text/error.hpp"
#include "handoff/text/suggest.hpp"

namespace handoff {
namespace {

constexpr const char* example = "write for instance 'fit >= 50..90 step 5'";

bool of_number(char c) { return (c >= '0' && c <= '9') || c == '.'; }

double number_in(const std::string& text, std::size_t from, std::size_t to, const std::string& option) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data() + from, text.data() + to, value, std::chars_format::fixed);
  if (from == to || error != std::errc{} || end != text.data() + to)
    throw Error(option, "'" + text.substr(from, to - from) + "' in '" + text + "' is not a number", example);
  return value;
}

/// The number as typed has so many decimals; the sum of such numbers has no more.
int decimals_in(const std::string& text, std::size_t from, std::size_t to) {
  const std::size_t point = text.find('.', from);
  return point < to ? static_cast<int>(to - point - 1) : 0;
}

/// A setting to the decimals of the range and its step: 0.3 and not the double that 0.1 + 2 * 0.1 makes.
std::string setting_text(double value, int decimals) {
  char text[400];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, std::min(decimals, 60)).ptr;
  std::string out(text, end);
  if (out.find('.') == std::string::npos) return out;
  out.erase(out.find_last_not_of('0') + 1);
  if (out.back() == '.') out.pop_back();
  return out == "-0" ? "0" : out;
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
  int decimals = std::max(decimals_in(text, begin, dots), decimals_in(text, dots + 2, end));
  double step = 5;
  if (text.compare(end, 6, " step ") == 0) {
    const std::size_t from = end + 6;
    for (end = from; end < text.size() && of_number(text[end]);) ++end;
    step = number_in(text, from, end, option);
    decimals = std::max(decimals, decimals_in(text, from, end));
  }
  if (!(low <= high)) throw Error(option, "the range in '" + text + "' ends before it begins", example);
  if (!(step > 0)) throw Error(option, "the step in '" + text + "' is not more than 0", example);
  const double count = std::floor((high - low) / step + 1e-9) + 1;
  if (!(count <= static_cast<double>(most_settings)))
    throw Error(option, "'" + text + "' is more than " + std::to_string(most_settings) + " settings", "take a larger step");
  std::vector<std::string> settings;
  for (int i = 0; i < static_cast<int>(count); ++i) settings.push_back(text.substr(0, begin) + setting_text(low + i * step, decimals) + text.substr(end));
  return settings;
}

namespace {

std::string bare(std::string text) {
  text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

int clock_named(const std::string& name, const Contract& contract, int stage) {
  std::vector<std::string> names;
  std::string all;
  for (std::size_t i = 0; i < contract.clocks.size(); ++i) {
    if (contract.clocks[i].on != stage) continue;
    if (contract.clocks[i].name == name) return static_cast<int>(i);
    names.push_back(contract.clocks[i].name);
    all += (all.empty() ? "'" : ", '") + names.back() + "'";
  }
  const std::string near = closest(name, names);
  throw Error("--what-if", "the audited stage has no clock '" + name + "'",
              !near.empty() ? "did you mean '" + near + "'?" : all.empty() ? "add a [[clock]] on the stage to the contract" : "its clocks are " + all);
}

}  // namespace

std::vector<ClockTrial> clock_trials(const std::string& text, const Contract& contract, int stage) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos) throw Error("--what-if", "'" + text + "' sets no limit", "write for instance --what-if 'first touch=2bh'");
  const int index = clock_named(bare(text.substr(0, equals)), contract, stage);
  std::vector<ClockTrial> trials;
  for (std::size_t from = equals + 1; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    const std::string limit = bare(text.substr(from, comma - from));
    const std::optional<Duration> duration = read_duration(limit);
    if (!duration || duration->amount <= 0) throw Error("--what-if", "'" + limit + "' in '" + text + "' is not a limit", "write 30m, 4h, 4bh, 1bd or 2d");
    auto other = std::make_shared<Contract>(contract);
    Clock& clock = other->clocks[static_cast<std::size_t>(index)];
    clock.limit = *duration;
    if (duration->unit != Unit::elapsed && !clock.calendar) {
      const auto standard = contract.calendars.find("default");
      if (standard == contract.calendars.end())
        throw Error("--what-if", "'" + limit + "' is business time, and the clock '" + clock.name + "' has no calendar", "add a [calendar.default] to the contract, or write the limit in h");
      clock.calendar = standard->second;
    }
    trials.push_back({index, std::move(other)});
    from = comma + 1;
  }
  return trials;
}

}  // namespace handoff
