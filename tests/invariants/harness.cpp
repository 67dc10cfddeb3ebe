#include "harness.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "cli.hpp"

extern char** environ;

namespace invariants {

void Checks::that(std::string_view what, bool held, std::string_view otherwise) {
  if (held) {
    ++passed;
    return;
  }
  ++failed;
  if (!silent_) std::cout << "FAILED " << subject_ << ": " << what << (otherwise.empty() ? "" : ": ") << otherwise << '\n';
}

void Checks::equal(std::string_view what, const Json& got, const Json& wanted) {
  if (got == wanted) that(what, true);
  else that(what, false, first_difference(got, wanted));
}

void Checks::same_text(std::string_view what, std::string_view got, std::string_view wanted) {
  if (got == wanted) return that(what, true);
  std::size_t at = 0;
  while (at < got.size() && at < wanted.size() && got[at] == wanted[at]) ++at;
  const std::size_t from = at < 30 ? 0 : at - 30;
  that(what, false, "byte " + std::to_string(at) + " is '" + std::string(got.substr(from, 60)) + "', not '" + std::string(wanted.substr(from, 60)) + "'");
}

std::string first_difference(const Json& got, const Json& wanted, const std::string& path) {
  if (got == wanted) return "";
  if (got.is_object() && wanted.is_object()) {
    for (const auto& [key, value] : got.items()) {
      if (!wanted.contains(key)) return path + "/" + key + " is too many";
      if (std::string one = first_difference(value, wanted.at(key), path + "/" + key); !one.empty()) return one;
    }
    for (const auto& [key, value] : wanted.items())
      if (!got.contains(key)) return path + "/" + key + " is missing";
    return path + " has its members in another order";
  }
  if (got.is_array() && wanted.is_array() && got.size() == wanted.size()) {
    for (std::size_t i = 0; i < got.size(); ++i)
      if (std::string one = first_difference(got[i], wanted[i], path + "/" + std::to_string(i)); !one.empty()) return one;
  }
  return (path.empty() ? "" : path + " is ") + got.dump().substr(0, 200) + ", not " + wanted.dump().substr(0, 200);
}

Scratch::Scratch() {
  std::string pattern = (std::filesystem::temp_directory_path() / "handoff-invariants-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder can be made");
  folder_ = pattern;
}

Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

namespace {

void run_program(const std::string& program, std::vector<std::string> args) {
  args.insert(args.begin(), program);
  std::vector<char*> raw;
  for (std::string& arg : args) raw.push_back(arg.data());
  raw.push_back(nullptr);
  pid_t child = 0;
  int status = 0;
  if (posix_spawn(&child, program.c_str(), nullptr, nullptr, raw.data(), environ) != 0 || waitpid(child, &status, 0) != child || status != 0)
    throw std::runtime_error(program + " failed");
}

}  // namespace

Feed::Feed(const std::string& path) {
  if (pipe(ends_.data()) != 0) throw std::runtime_error("no pipe can be made");
  writer_ = std::thread([path, end = ends_[1]] {
    std::ifstream file(path, std::ios::binary);
    std::vector<char> buffer(100'003);  // no multiple of anything
    while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), file.gcount() > 0) {
      const auto size = static_cast<std::size_t>(file.gcount());
      std::size_t done = 0;
      while (done < size) {
        const ssize_t wrote = write(end, buffer.data() + done, size - done);
        if (wrote <= 0) break;
        done += static_cast<std::size_t>(wrote);
      }
      if (done < size) break;
    }
    close(end);
  });
}

Feed::~Feed() {
  close(ends_[0]);  // a writer that nobody reads any more gets an error, and ends
  writer_.join();
}

Export generate(const std::string& generator, const Recipe& recipe) {
  Export made;
  made.name = recipe.style + " " + recipe.ugly;
  made.scratch = std::make_unique<Scratch>();
  made.contract = made.scratch->path("sla.toml");
  made.date_only = recipe.ugly.find("dateonly") != std::string::npos;
  const std::string truth = made.scratch->path("truth.json");
  std::vector<std::string> args = {"--rows",  std::to_string(recipe.rows), "--seed", std::to_string(recipe.seed),
                                   "--style", recipe.style,                "--ugly", recipe.ugly,
                                   "--split", std::to_string(recipe.split), "--out",  made.scratch->path("leads.csv"),
                                   "--truth", truth,                       "--contract", made.contract};
  args.insert(args.end(), recipe.more.begin(), recipe.more.end());
  if (recipe.touches) args.insert(args.end(), {"--touches", made.scratch->path("touches.csv")});
  for (const std::string& one : recipe.more) made.name += " " + one;
  run_program(generator, args);
  if (recipe.split == 1) made.files = {made.scratch->path("leads.csv")};
  for (int part = 1; recipe.split > 1 && part <= recipe.split; ++part) made.files.push_back(made.scratch->path("leads-" + std::to_string(part) + ".csv"));
  made.truth = Json::parse(read_file(truth));
  return made;
}

Export edited(const Export& data, const std::string& bytes) {
  Export other;
  other.name = data.name + ", edited";
  other.truth = data.truth;
  other.contract = data.contract;
  other.scratch = std::make_unique<Scratch>();
  other.files = {other.scratch->path("leads.csv")};
  write_file(other.files[0], bytes);
  return other;
}

Output call(const Export& data, const Call& wanted) {
  std::vector<std::string> args = {wanted.command};
  args.insert(args.end(), data.files.begin(), data.files.end());
  std::unique_ptr<Feed> feed;
  if (wanted.pipe) {
    feed = std::make_unique<Feed>(data.files.front());
    args[1] = "-";
  }
  if (wanted.command != "compare") args.insert(args.end(), {"-c", data.contract});  // which has its contracts among the files
  const auto given = [&](const char* option) { return std::find(wanted.more.begin(), wanted.more.end(), option) != wanted.more.end(); };
  if (!given("--max-rejects")) args.insert(args.end(), {"--max-rejects", "5%"});
  if (!given("--as-of"))
    args.insert(args.end(), {"--as-of", data.truth.at("as_of").get<std::string>()});
  args.insert(args.end(), wanted.more.begin(), wanted.more.end());

  return run_words(args, feed.get());
}

Output run_words(const std::vector<std::string>& words, const Feed* input) {
  Output result;
  std::ostringstream out, err;
  handoff::Streams io{input ? input->fd() : STDIN_FILENO, out, err, false, false, 400, [] { return handoff::Instant{0}; }};
  result.code = handoff::run(words, io);
  result.out = std::move(out).str();
  result.err = std::move(err).str();
  return result;
}

Json report(const Export& data, Call wanted, Checks& checks) {
  wanted.more.insert(wanted.more.end(), {"-f", "json"});
  const Output output = call(data, wanted);
  std::string line = wanted.command;
  for (const std::string& one : wanted.more) line += " " + one;
  checks.that(line + " succeeds", output.code == 0, output.err);
  Json parsed = Json::parse(output.out, nullptr, false);
  if (!parsed.is_discarded()) return parsed;
  checks.that(line + " prints JSON", false, output.out.substr(0, 100));
  return nullptr;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + " cannot be read");
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

void write_file(const std::string& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush()) throw std::runtime_error(path + " cannot be written");
}

bool same_bytes(const std::string& a, const std::string& b) {
  std::ifstream first(a, std::ios::binary), second(b, std::ios::binary);
  std::vector<char> one(1 << 16), two(1 << 16);
  do {
    first.read(one.data(), static_cast<std::streamsize>(one.size()));
    second.read(two.data(), static_cast<std::streamsize>(two.size()));
    if (first.gcount() != second.gcount() || !std::equal(one.begin(), one.begin() + first.gcount(), two.begin())) return false;
  } while (first.gcount() > 0);
  return true;
}

}  // namespace invariants
