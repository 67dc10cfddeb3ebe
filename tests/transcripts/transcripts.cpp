// Runs every transcript of tests/golden, docs and README.md in process, from the project's root.
//   transcripts_tests [--update] [part of a path ...]
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "transcript.hpp"

namespace fs = std::filesystem;
using namespace transcripts;

namespace {

void add_files(const std::string& folder, const std::string& extension, std::vector<std::string>& out) {
  if (!fs::is_directory(folder)) return;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == extension) out.push_back(entry.path().string());
  }
}

std::vector<std::string> transcript_files(const std::vector<std::string>& parts) {
  std::vector<std::string> out;
  add_files("tests/golden", ".txt", out);
  add_files("docs", ".md", out);
  if (fs::exists("README.md")) out.push_back("README.md");
  std::sort(out.begin(), out.end());
  const auto unwanted = [&](const std::string& path) {
    return !parts.empty() && std::none_of(parts.begin(), parts.end(), [&](const std::string& part) { return path.find(part) != std::string::npos; });
  };
  std::erase_if(out, unwanted);
  return out;
}

File read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return parse(path, text.str());
}

void save(const File& file) {
  std::ofstream out(file.path, std::ios::binary);
  for (const std::string& line : file.lines) out << line << '\n';
}

}  // namespace

int main(int argc, char* argv[]) {
  std::vector<std::string> parts(argv + 1, argv + argc);
  const bool update = std::erase(parts, "--update") > 0;
  Result total;
  for (const std::string& path : transcript_files(parts)) {
    File file = read(path);
    if (!file.markdown && file.examples.empty()) {
      std::cout << path << ": no `$ ` line in it\n";
      ++total.failed;
    }
    const Lines before = file.lines;
    const Result result = check(file, handoff::run, update);
    total.passed += result.passed;
    total.failed += result.failed;
    std::cout << result.report;
    if (file.lines != before) save(file);
  }
  if (total.passed + total.failed == 0) {
    std::cout << "no transcripts found: run this from the project's root\n";
    ++total.failed;
  }
  std::cout << total.passed << " passed, " << total.failed << " failed\n";
  return total.failed == 0 ? 0 : 1;
}
