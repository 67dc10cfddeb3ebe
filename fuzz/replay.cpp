// Every target over its corpus, without libFuzzer: what was found once stays found. Any compiler builds it.
// usage: fuzz_corpus PROJECT: reads PROJECT/fuzz/corpus/<target>/*, and the contracts of its tests
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "target.hpp"

namespace {

struct Target { const char* corpus; void (*run)(std::string_view); };
constexpr Target targets[] = {{"fuzz/corpus/records", handoff::fuzz::records},   {"fuzz/corpus/leads", handoff::fuzz::leads},
                              {"fuzz/corpus/contract", handoff::fuzz::contract}, {"tests/data/contracts", handoff::fuzz::contract},
                              {"fuzz/corpus/expression", handoff::fuzz::expression}, {"fuzz/corpus/date", handoff::fuzz::date}};

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return std::fputs("usage: fuzz_corpus PROJECT\n", stderr), 2;
  for (const Target& target : targets) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(arguments[1]) / target.corpus)) {
      if (entry.is_regular_file()) paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
      std::printf("%s\n", path.c_str());  // the last one is what failed
      std::fflush(stdout);
      target.run(bytes_of(path));
    }
    if (paths.empty()) return std::printf("nothing in %s\n", target.corpus), 1;
  }
  return 0;
}
