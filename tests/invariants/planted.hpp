// Exports and logs of the project with something planted in one of their columns, and every command over them: what canaries.cpp and terminals.cpp look at.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "harness.hpp"

namespace invariants {

/// One command line over files of the project. `{name}` stands for such a file, planted or as it is; `{out}` for a file that is written.
struct PlantedLine {
  std::vector<std::string> line;
  std::vector<std::string> raw;    ///< columns that stand in its rows as they are, as docs/output.md says
  bool writes = false;             ///< writes `{out}`
};

/// Files of the project that are read, and what is asked over them.
struct Scene {
  std::string name;
  std::vector<std::pair<std::string, std::string>> files;   ///< name in braces, path below the project
  std::vector<PlantedLine> asked;
};

std::vector<Scene> scenes();

/// One run, as it was typed, and all that it said.
struct Said {
  std::string line, out, err, file;
  int code = 0;
};

/// Runs every line of a scene, each in another format from column to column, with `text(row)` planted in that column of that file (in its header where `header` is set), and hands on what was said.
void run_planted(const Scene& scene, std::size_t file, std::size_t column, bool header, bool terminal, const std::function<std::string(std::size_t row)>& text,
                 const std::function<void(const PlantedLine&, const std::string& column, const Said&)>& use);
/// Writes the files of a scene into a folder, `text(row)` planted in two of three cells of a column, or in its header.
void write_planted(const Scene& scene, std::size_t file, std::size_t column, bool header, const std::function<std::string(std::size_t row)>& text, const Scratch& scratch);
/// The columns of a scene's file.
std::vector<std::string> columns_of(const Scene& scene, std::size_t file);

}  // namespace invariants
