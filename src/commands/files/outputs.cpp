// Files are compared by what they are where they exist, standard input among them, and by where they would be where they do not.
#include "files/outputs.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "descriptor.hpp"
#include "files/file_names.hpp"
#include "handoff/text/error.hpp"

namespace handoff {
namespace {

namespace fs = std::filesystem;

struct Place {
  int descriptor = -1;               ///< of an output: the one it stands for
  std::optional<struct stat> about;  ///< what is there; none: nothing yet
  fs::path path;                     ///< where it would be: the folder without links, and the name
  bool regular() const { return !about || S_ISREG(about->st_mode); }
};

/// What a chain of links ends at, whether or not it exists, by a path that two names of it share.
fs::path resolved(fs::path path) {
  std::error_code error;
  for (int links = 0; links < 40 && fs::is_symlink(fs::symlink_status(path, error)); ++links) path = path.parent_path() / fs::read_symlink(path, error);
  path = fs::absolute(path, error);
  return fs::weakly_canonical(path.parent_path(), error) / path.filename();
}

Place place_of_file(const std::string& path) {
  Place place;
  struct stat about {};
  if (stat(path.c_str(), &about) == 0) place.about = about;
  else place.path = resolved(path);
  return place;
}

Place place_of_descriptor(int fd) {
  Place place;
  struct stat about {};
  if (fstat(fd, &about) == 0) place.about = about;
  place.path = "descriptor " + std::to_string(fd);
  return place;
}

Place input_place(const std::string& path, int stdin_fd) { return path == "-" ? place_of_descriptor(stdin_fd) : place_of_file(path); }

Place output_place(const std::string& path) {
  const int fd = descriptor_named(path);
  Place place = fd >= 0 ? place_of_descriptor(fd) : place_of_file(path);
  place.descriptor = fd;
  return place;
}

/// The same file. What is no regular file may be written to twice, and may be read besides.
bool same_file(const Place& a, const Place& b) {
  if (!a.regular() || !b.regular() || a.about.has_value() != b.about.has_value()) return false;
  if (a.about) return a.about->st_dev == b.about->st_dev && a.about->st_ino == b.about->st_ino;
  return a.path == b.path;
}

/// The same input. A pipe, too, is one thing whatever its name: its bytes cannot be the leads and their log.
bool same_input(const Place& a, const Place& b) {
  if (a.about && b.about) return a.about->st_dev == b.about->st_dev && a.about->st_ino == b.about->st_ino;
  return same_file(a, b);
}

[[noreturn]] void refuse(const std::string& option, const std::string& path, const std::string& what, const std::string& fix) {
  throw Error(option, (path == "-" ? "standard input" : "'" + path + "'") + " is " + what, fix);
}

void check_inputs(const NamedFiles& further, const Settings& settings, const Place& contract) {
  const int stdin_fd = settings.sources->stdin_fd();
  for (std::size_t i = 0; i < further.size(); ++i) {
    const auto& [option, path] = further[i];
    if (path.empty()) continue;
    const Place place = input_place(path, stdin_fd);
    const std::string fix = "name the file that " + option + " asks for";
    if (same_input(place, contract)) refuse(option, path, "the contract", fix);
    for (const std::string& input : settings.inputs)
      if (same_input(place, input_place(input, stdin_fd))) refuse(option, path, "the export of leads", fix);
    for (std::size_t j = 0; j < i; ++j)
      if (!further[j].second.empty() && same_input(place, input_place(further[j].second, stdin_fd)))
        refuse(option, path, "the file of " + further[j].first + " too", "give each its own file");
  }
}

}  // namespace

void check_files(const NamedFiles& further, const NamedFiles& outputs, const Settings& settings, const std::string& contract_file) {
  const Place contract = place_of_file(contract_file);
  check_inputs(further, settings, contract);
  std::vector<std::pair<std::string, Place>> taken;
  for (const auto& [option, path] : outputs) {
    if (path.empty() && option != "--output") continue;
    const Place place = output_place(path.empty() ? "-" : path);  // without -o the report goes to standard output
    for (const auto& [other, there] : taken) {
      if (path.empty() || !((place.descriptor >= 0 && place.descriptor == there.descriptor) || same_file(place, there))) continue;
      if (other == "the summary") refuse(option, path, "where the summary goes", "give it a file");
      if (other == "--output" && settings.output.empty()) refuse(option, path, "where the report goes", "give it a file, or the report one with -o");
      refuse(option, path, "the file of " + other + " too", "give each its own file");
    }
    taken.emplace_back(option, place);
    if (path.empty()) continue;
    const bool rows = option != "--output" && option != "--since-last" && option != "the lock of --since-last" && option != "the summary";
    if (rows) require_csv_name(option, path);
    if (same_file(place, contract)) refuse(option, path, "the contract", "write to another file");
    for (const std::string& input : settings.inputs)
      if (same_file(place, input_place(input, settings.sources->stdin_fd()))) refuse(option, path, "an input", "write to another file");
    for (const auto& [other, file] : further)
      if (!file.empty() && same_file(place, input_place(file, settings.sources->stdin_fd()))) refuse(option, path, "the file of " + other + " too", "write to another file");
  }
}

void check_outputs(const std::vector<std::pair<std::string, std::string>>& outputs, const Settings& settings, const std::string& contract) {
  check_files({}, outputs, settings, contract);
}

void require_name(const std::string& option, const std::string& path) {
  if (path.empty()) throw Error(option, "no file is named", "write " + option + " FILE, or leave it out");
}

}  // namespace handoff
