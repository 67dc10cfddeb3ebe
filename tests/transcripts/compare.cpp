// What came against what was expected.
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "transcript.hpp"

namespace transcripts {
namespace {

void append_lines(std::string_view text, std::string_view label, Lines& out) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    out.push_back(std::string(line.empty() && label.ends_with(' ') ? label.substr(0, label.size() - 1) : label) + std::string(line));
    if (end == std::string_view::npos) {
      out.push_back("\\ no newline at the end");
      return;
    }
    text.remove_prefix(end + 1);
  }
}

bool matches_from(const Lines& expected, std::size_t e, const Lines& actual, std::size_t a) {
  for (; e < expected.size(); ++e, ++a) {
    if (expected[e] == "...") {
      for (std::size_t skip = a; skip <= actual.size(); ++skip) {
        if (matches_from(expected, e + 1, actual, skip)) return true;
      }
      return false;
    }
    if (a >= actual.size() || expected[e] != actual[a]) return false;
  }
  return a == actual.size();
}

// A fresh folder for `$TMP`, gone with the file's last example.
struct Scratch {
  std::string path;
  Scratch() {
    path = (std::filesystem::temp_directory_path() / "handoff-transcript-XXXXXX").string();
    if (!mkdtemp(path.data())) throw std::runtime_error("cannot make a scratch folder " + path);
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
};

std::string place(const File& file, const Example& example) {
  return file.path + ":" + std::to_string(example.line) + ": $ " + example.command + "\n";
}

}  // namespace

Lines as_lines(const Outcome& outcome, bool labelled) {
  Lines out;
  append_lines(outcome.out, "", out);
  append_lines(outcome.err, labelled ? "stderr> " : "", out);
  if (labelled && outcome.exit != 0) out.push_back("exit> " + std::to_string(outcome.exit));
  return out;
}

bool matches(const Lines& expected, const Lines& actual, bool ellipsis) {
  return ellipsis ? matches_from(expected, 0, actual, 0) : expected == actual;
}

std::string difference(const Lines& expected, const Lines& actual, std::size_t line) {
  const std::size_t shorter = std::min(expected.size(), actual.size());
  std::size_t head = 0, tail = 0;
  while (head < shorter && expected[head] == actual[head]) ++head;
  while (tail < shorter - head && expected[expected.size() - 1 - tail] == actual[actual.size() - 1 - tail]) ++tail;
  std::string out = "  from line " + std::to_string(line + head) + " (- expected, + came):\n";
  constexpr std::size_t around = 2;
  for (std::size_t i = head - std::min(head, around); i < head; ++i) out += "    " + expected[i] + "\n";
  for (std::size_t i = head; i < expected.size() - tail; ++i) out += "  - " + expected[i] + "\n";
  for (std::size_t i = head; i < actual.size() - tail; ++i) out += "  + " + actual[i] + "\n";
  for (std::size_t i = expected.size() - tail; i < expected.size() - tail + std::min(tail, around); ++i) out += "    " + expected[i] + "\n";
  return out;
}

Result check(File& file, const Runner& run, bool update) {
  Result result;
  Scratch scratch;
  Session session{run, scratch.path, 0};
  Lines written(file.lines.begin(), file.lines.begin() + static_cast<std::ptrdiff_t>(file.examples.empty() ? file.lines.size() : file.examples[0].first));
  for (std::size_t i = 0; i < file.examples.size(); ++i) {
    const Example& example = file.examples[i];
    const auto at = [&](std::size_t line) { return file.lines.begin() + static_cast<std::ptrdiff_t>(line); };
    const Lines expected(at(example.first), at(example.last));
    Lines shown = expected;
    try {
      const Lines actual = as_lines(execute(example.command, session), example.labelled);
      const bool elided = file.markdown && std::find(expected.begin(), expected.end(), "...") != expected.end();
      if (matches(expected, actual, file.markdown)) {
        ++result.passed;
      } else if (update && !elided) {
        ++result.passed;
        shown = actual;
        result.report += "updated " + place(file, example);
      } else {
        ++result.failed;
        result.report += place(file, example) + difference(expected, actual, example.first + 1);
      }
    } catch (const std::exception& error) {
      ++result.failed;
      result.report += place(file, example) + "  " + error.what() + "\n";
    }
    written.insert(written.end(), shown.begin(), shown.end());
    const std::size_t next = i + 1 < file.examples.size() ? file.examples[i + 1].first : file.lines.size();
    written.insert(written.end(), at(example.last), at(next));
  }
  if (update) file.lines = std::move(written);
  return result;
}

}  // namespace transcripts
