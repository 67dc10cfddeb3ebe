// The little of a shell that transcripts need, and the running of a command in process.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "transcript.hpp"

namespace transcripts {
namespace {

constexpr handoff::Instant fixed_now = 1782864000;  // 2026-07-01T00:00:00Z

// A word, or an operator (`<`, `|`), which quoting makes a word again.
struct Token { std::string text; bool is_operator = false; };

std::string expand(std::string_view text, std::size_t& at, const Session& session) {
  if (text.substr(at).starts_with("$TMP")) {
    at += 4;
    return session.scratch;
  }
  if (text.substr(at).starts_with("$?")) {
    at += 2;
    return std::to_string(session.last_exit);
  }
  return std::string(1, text[at++]);
}

// Appends what stands in quotes; `at` is on the opening one.
void take_quoted(std::string_view text, std::size_t& at, const Session& session, std::string& word) {
  const char quote = text[at++];
  while (at < text.size() && text[at] != quote) {
    if (quote == '"' && text[at] == '$') {
      word += expand(text, at, session);
    } else {
      if (quote == '"' && text[at] == '\\' && at + 1 < text.size() && std::string_view("\"\\$").find(text[at + 1]) != std::string_view::npos) ++at;
      word += text[at++];
    }
  }
  if (at == text.size()) throw std::runtime_error("a quote is not closed");
  ++at;
}

std::vector<Token> tokens_of(std::string_view text, const Session& session) {
  std::vector<Token> out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    if (std::string_view("<>|;&").find(text[at]) != std::string_view::npos) {
      out.push_back({std::string(1, text[at++]), true});
      continue;
    }
    std::string word;
    while (at < text.size() && std::string_view(" <>|;&").find(text[at]) == std::string_view::npos) {
      if (text[at] == '\'' || text[at] == '"') {
        take_quoted(text, at, session, word);
      } else if (text[at] == '$') {
        word += expand(text, at, session);
      } else {
        word += text[at++];
      }
    }
    out.push_back({word, false});
  }
  return out;
}

struct Command {
  std::vector<std::string> words;
  std::string input;
  int head = -1;
  std::vector<std::string> grep;  // lines that hold one of these
};

std::vector<std::string> texts_of_grep(const std::vector<Token>& tokens, std::size_t at) {
  std::vector<std::string> texts;
  if (at + 1 == tokens.size()) return {tokens[at].text};
  for (; at + 1 < tokens.size() && tokens[at].text == "-e"; at += 2) texts.push_back(tokens[at + 1].text);
  if (at != tokens.size() || texts.empty()) throw std::runtime_error("grep TEXT, or grep -e TEXT -e TEXT: plain text");
  return texts;
}

Command command_of(const std::string& text, const Session& session) {
  Command out;
  const auto tokens = tokens_of(text, session);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is_operator) {
      out.words.push_back(tokens[i].text);
    } else if (tokens[i].text == "<" && i + 1 < tokens.size()) {
      out.input = tokens[++i].text;
    } else if (tokens[i].text == "|" && i + 4 == tokens.size() && tokens[i + 1].text == "head" && tokens[i + 2].text == "-n") {
      const std::string& count = tokens[i + 3].text;
      if (std::from_chars(count.data(), count.data() + count.size(), out.head).ec != std::errc{}) throw std::runtime_error("head: how many?");
      break;
    } else if (tokens[i].text == "|" && i + 2 < tokens.size() && tokens[i + 1].text == "grep") {
      out.grep = texts_of_grep(tokens, i + 2);
      break;
    } else {
      throw std::runtime_error("transcripts know `< FILE`, `| head -n N` and `| grep TEXT`, not `" + tokens[i].text + "` here");
    }
  }
  if (out.words.empty()) throw std::runtime_error("no command");
  return out;
}

std::string contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void keep_lines(std::string& text, int lines) {
  std::size_t at = 0;
  for (int i = 0; i < lines && at < text.size(); ++i) at = std::min(text.find('\n', at), text.size() - 1) + 1;
  text.resize(at);
}

void keep_lines_with(std::string& text, const std::vector<std::string>& any) {
  std::istringstream lines(text);
  std::string kept;
  for (std::string line; std::getline(lines, line);)
    if (std::any_of(any.begin(), any.end(), [&](const std::string& one) { return line.find(one) != std::string::npos; })) kept += line + '\n';
  text = kept;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
}

int run_handoff(const Command& command, Session& session, Outcome& outcome) {
  const std::string input = command.input.empty() ? "/dev/null" : command.input;
  const int fd = open(input.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw std::runtime_error("cannot read " + input);
  std::ostringstream out, err;
  handoff::Streams io{.in_fd = fd, .out = out, .err = err, .out_is_terminal = false, .err_is_terminal = false, .width = 100,
                      .now = [] { return fixed_now; }};
  const int code = session.run({command.words.begin() + 1, command.words.end()}, io);
  close(fd);
  outcome.out = out.str();
  outcome.err = err.str();
  return code;
}

/// `cp FROM TO`, and `sed -i 's/from/to/' FILE` with plain text: the first place only, which must be there.
void change_file(const std::vector<std::string>& words) {
  if (words[0] == "cp" && words.size() == 3) {
    std::ofstream(words[2], std::ios::binary) << contents(words[1]);
    return;
  }
  const std::string how = words.size() == 4 && words[1] == "-i" ? words[2] : "";
  const std::size_t middle = how.find('/', 2);
  if (!how.starts_with("s/") || !how.ends_with('/') || middle + 1 >= how.size()) throw std::runtime_error("cp FROM TO, or sed -i 's/from/to/' FILE");
  const std::string from = how.substr(2, middle - 2), to = how.substr(middle + 1, how.size() - middle - 2);
  std::string text = contents(words[3]);
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error(words[3] + " does not hold " + from);
  std::ofstream(words[3], std::ios::binary) << text.replace(at, from.size(), to);
}

}  // namespace

Outcome execute(const std::string& text, Session& session) {
  const Command command = command_of(text, session);
  Outcome outcome;
  if (command.words[0] == "handoff") {
    outcome.exit = run_handoff(command, session, outcome);
  } else if (command.words[0] == "cat") {
    for (std::size_t i = 1; i < command.words.size(); ++i) outcome.out += contents(command.words[i]);
  } else if (command.words[0] == "echo") {
    for (std::size_t i = 1; i < command.words.size(); ++i) outcome.out += (i > 1 ? " " : "") + command.words[i];
    outcome.out += '\n';
  } else if (command.words[0] == "cp" || command.words[0] == "sed") {
    change_file(command.words);
  } else {
    throw std::runtime_error("transcripts run handoff, cat, echo, cp and sed -i, not " + command.words[0]);
  }
  if (command.head >= 0) keep_lines(outcome.out, command.head);
  if (!command.grep.empty()) keep_lines_with(outcome.out, command.grep);
  session.last_exit = outcome.exit;
  replace_all(outcome.out, session.scratch, "$TMP");
  replace_all(outcome.err, session.scratch, "$TMP");
  return outcome;
}

}  // namespace transcripts
