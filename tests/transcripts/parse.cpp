// Finding the examples in a file.
#include <algorithm>

#include "transcript.hpp"

namespace transcripts {
namespace {

constexpr std::string_view prompt = "$ ";

Lines split(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// The examples between two lines.
void find_examples(const Lines& lines, std::size_t from, std::size_t to, std::vector<Example>& out) {
  for (std::size_t at = from; at < to;) {
    if (!lines[at].starts_with(prompt)) {
      ++at;
      continue;
    }
    Example example;
    example.line = at + 1;
    example.command = lines[at].substr(prompt.size());
    while (example.command.ends_with('\\') && at + 1 < to) {
      example.command.pop_back();
      example.command += lines[++at];
    }
    example.first = ++at;
    while (at < to && !lines[at].starts_with(prompt)) ++at;
    example.separated = at < to && at > example.first && lines[at - 1].empty();
    example.last = example.separated ? at - 1 : at;
    out.push_back(std::move(example));
  }
}

bool is_label(const std::string& line) { return line.starts_with("stderr> ") || line == "stderr>" || line.starts_with("exit> "); }

}  // namespace

File parse(const std::string& path, std::string_view text) {
  File file;
  file.path = path;
  file.markdown = path.ends_with(".md");
  file.lines = split(text);
  if (!file.markdown) {
    find_examples(file.lines, 0, file.lines.size(), file.examples);
    return file;
  }
  for (std::size_t at = 0; at < file.lines.size(); ++at) {
    if (file.lines[at] != "```console") continue;
    const std::size_t from = ++at;
    while (at < file.lines.size() && file.lines[at] != "```") ++at;
    const auto ours = [](const std::string& line) { return line.starts_with("$ handoff "); };
    const auto begin = file.lines.begin();
    if (std::any_of(begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(at), ours)) {
      find_examples(file.lines, from, at, file.examples);
    }
  }
  for (Example& example : file.examples) {
    const auto begin = file.lines.begin();
    example.labelled = std::any_of(begin + static_cast<std::ptrdiff_t>(example.first), begin + static_cast<std::ptrdiff_t>(example.last), is_label);
  }
  return file;
}

}  // namespace transcripts
