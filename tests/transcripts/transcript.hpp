// Transcripts: what was typed and what came of it, in tests/golden/<command>/*.txt and in the console blocks of the manual.
//
//     $ handoff audit examples/leads.csv -c examples/sla.toml
//     (standard output, to the byte)
//     stderr> (a line of standard error)
//     exit> 2
//
// One blank line before the next `$` is a separator; `exit>` is left out for 0; what stands before the first `$` is free text. In Markdown,
// an example without `stderr>` and `exit>` shows what a terminal would (output, then errors), and a line `...` stands for any lines.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli.hpp"

namespace transcripts {

using Lines = std::vector<std::string>;

/// One command of a file and the lines [first, last) that should come of it.
struct Example {
  std::size_t line = 0;      ///< 1-based, of its `$`
  std::string command;       ///< without the `$`, continued lines joined
  std::size_t first = 0, last = 0;
  bool labelled = true;      ///< with `stderr>` and `exit>` lines
  bool separated = false;    ///< a blank line follows that is no output
};
struct File {
  std::string path;
  bool markdown = false;
  Lines lines;
  std::vector<Example> examples;
};

/// Finds the examples in a file's text. In Markdown: those in ```console blocks with a `$ handoff` line.
File parse(const std::string& path, std::string_view text);

/// What a command came to.
struct Outcome { std::string out, err; int exit = 0; };
using Runner = std::function<int(const std::vector<std::string>&, handoff::Streams&)>;
/// What the commands of one file share.
struct Session {
  Runner run;
  std::string scratch;       ///< `$TMP`
  int last_exit = 0;         ///< `$?`
};
/// Runs `handoff ...`, `cat FILE`, `echo WORDS`, `cp FROM TO` or `sed -i 's/from/to/' FILE` (plain text), each with `< FILE`, and `| head -n N` or `| grep TEXT`. Anything else throws std::runtime_error.
Outcome execute(const std::string& command, Session& session);

/// The outcome as a transcript has it.
Lines as_lines(const Outcome& outcome, bool labelled);
/// Whether the lines are the expected ones; `ellipsis`: an expected `...` is any number of lines.
bool matches(const Lines& expected, const Lines& actual, bool ellipsis);
/// The lines that differ, with a little around them; `line` is the file's line of expected[0].
std::string difference(const Lines& expected, const Lines& actual, std::size_t line);

struct Result { int passed = 0, failed = 0; std::string report; };
/// Runs every example of the file; with `update`, puts what came in place of what was expected in `file.lines`.
Result check(File& file, const Runner& run, bool update);

}  // namespace transcripts
