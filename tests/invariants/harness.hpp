// What every part of the invariants stands on: checks that are counted, exports with their truth, and the program run in process.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace invariants {

using Json = nlohmann::ordered_json;

/// Counts what held and what did not. A failure is a line on standard output, unless the checks are silent.
class Checks {
 public:
  explicit Checks(bool silent = false) : silent_(silent) {}
  /// What the checks that follow are about; stands in front of each failure.
  void about(std::string subject) { subject_ = std::move(subject); }
  void equal(std::string_view what, const Json& got, const Json& wanted);
  void same_text(std::string_view what, std::string_view got, std::string_view wanted);
  void that(std::string_view what, bool held, std::string_view otherwise = "");
  std::uint64_t passed = 0, failed = 0;

 private:
  bool silent_;
  std::string subject_;
};

inline std::uint64_t count(const Json& object, const char* key) { return object.at(key).get<std::uint64_t>(); }
/// The leads that count at a stage of a waterfall: those that stand, or with --count claimed, those that are claimed.
inline const Json& counted_at(const Json& stage) { return stage.at(stage.at("stands").is_null() ? "claimed" : "stands"); }
/// What a report says of its leads, whichever files they came in.
inline Json without_input(Json report) {
  report.erase("input");
  report.erase("notes");
  return report;
}

/// Where two documents first differ, as a path and both values; empty where they do not.
std::string first_difference(const Json& got, const Json& wanted, const std::string& path = "");

/// A folder that goes when its owner goes.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string path(std::string_view name) const { return folder_ + "/" + std::string(name); }

 private:
  std::string folder_;
};

/// What to generate.
struct Recipe {
  std::string style, ugly;
  std::uint64_t rows = 0, seed = 1;
  std::vector<std::string> more;   ///< further options of the generator
  int split = 1;
  bool touches = false;            ///< a touch log too, touches.csv
};

/// A generated export, its contract and what is true of it.
struct Export {
  std::string name;                ///< style and ugliness, for messages
  std::vector<std::string> files;
  std::string contract;
  Json truth;
  bool date_only = false;          ///< MQL dates have no time: elapsed times are intervals
  std::unique_ptr<Scratch> scratch;
};

/// Runs handoff-generate; throws std::runtime_error where it fails.
Export generate(const std::string& generator, const Recipe& recipe);

/// The same contract and truth over other bytes.
Export edited(const Export& data, const std::string& bytes);

struct Output {
  int code = -1;
  std::string out, err;
};

/// One run of the program over an export, as of the moment that its truth speaks of (or `as_of`, where `more` names another).
struct Call {
  std::string command;
  std::vector<std::string> more;   ///< options after the inputs
  bool pipe = false;               ///< the first file comes through a pipe, as standard input
};
Output call(const Export& data, const Call& wanted);
/// The same, its output read as JSON; a run that fails is a failed check and gives null.
Json report(const Export& data, Call wanted, Checks& checks);

/// The bytes of a file through a pipe, as a shell would give them.
class Feed {
 public:
  explicit Feed(const std::string& path);
  ~Feed();
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;
  int fd() const { return ends_[0]; }

 private:
  std::array<int, 2> ends_{};
  std::thread writer_;
};

/// One run of the program with these words, and a file as its standard input; null: the test's own.
Output run_words(const std::vector<std::string>& words, const Feed* input = nullptr);

std::string read_file(const std::string& path);
void write_file(const std::string& path, std::string_view bytes);
/// Compares without holding either file in memory.
bool same_bytes(const std::string& a, const std::string& b);

}  // namespace invariants
