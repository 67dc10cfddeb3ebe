// The files of one run appear together. First every byte of each is put on disk, under a temporary name beside its own; a full disk or a
// device that refuses ends the run there, and nothing has changed. Then all are renamed, which takes no room. Before the first rename each file
// that will be replaced gets a second name, so that a rename that fails can be answered by taking the others back.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstring>

#include "descriptor.hpp"
#include "handoff/text/error.hpp"
#include "render.hpp"

namespace handoff {
namespace {

// A rename is on disk only when its folder is; a file system that cannot sync a folder has nothing to sync.
void sync_folder(const std::string& folder) {
  const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return;
  fsync(directory);
  close(directory);
}

/// A name for the handler of a signal, which may neither allocate nor lock.
struct DoomedName {
  enum State : int { unused, changing, doomed };
  std::atomic<int> state = unused;
  std::array<char, 1024> path{};
};
std::array<DoomedName, 64> doomed_names;
static_assert(std::atomic<int>::is_always_lock_free);

/// The handler is taken off as it begins, so the signal that is raised here ends the process as soon as it returns.
void remove_doomed(int signal) {
  for (const DoomedName& one : doomed_names)
    if (one.state.load() == DoomedName::doomed) unlink(one.path.data());
  raise(signal);
}

}  // namespace

void doom(const std::string& name) {
  for (DoomedName& one : doomed_names) {
    int unused = DoomedName::unused;
    if (name.size() >= one.path.size() || !one.state.compare_exchange_strong(unused, DoomedName::changing)) continue;
    std::memcpy(one.path.data(), name.c_str(), name.size() + 1);
    one.state.store(DoomedName::doomed);
    return;
  }
}

void spare(const std::string& name) {
  for (DoomedName& one : doomed_names)
    if (one.state.load() == DoomedName::doomed && name == one.path.data()) one.state.store(DoomedName::unused);
}

void remove_doomed_on_signals() {
  struct sigaction handler {}, before {};
  handler.sa_handler = remove_doomed;
  handler.sa_flags = SA_RESETHAND;
  sigemptyset(&handler.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP})
    if (sigaction(signal, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) sigaction(signal, &handler, nullptr);
}

OutputFile& OutputFiles::open(const std::string& path, OutputFile::Replace replace) {
  return *files_.emplace_back(std::make_unique<OutputFile>(path, replace));
}

void OutputFiles::commit() {
  std::vector<OutputFile*> files;
  for (const auto& file : files_) files.push_back(file.get());
  commit(files);
}

void OutputFiles::commit_alone(OutputFile& file) { commit({&file}); }

void OutputFile::commit() { OutputFiles::commit({this}); }

void OutputFiles::commit(const std::vector<OutputFile*>& files) {
  std::vector<OutputFile*> named;
  for (OutputFile* file : files) {
    if (file->fd_ < 0) continue;  // in place already
    file->flush();
    if (!file->target_.empty()) named.push_back(file);
  }
  for (OutputFile* file : named) file->sync();
  for (OutputFile* file : files)
    if (file->target_.empty()) file->sync();  // a device that refuses now still finds no file renamed
  for (OutputFile* file : named)
    if (file != named.back()) file->remember_old();
  std::vector<std::string> folders;
  try {
    for (OutputFile* file : named) file->place();
  } catch (const Error& error) {
    std::string left;
    for (auto file = named.rbegin(); file != named.rend(); ++file)
      if (!(*file)->take_back()) left += (left.empty() ? "" : ", ") + (*file)->path_;
    if (left.empty()) throw;
    throw Error(error.where, fmt::format("{}; of this run {} stands in place, and the others do not", error.problem, left), error.fix);
  }
  for (OutputFile* file : named) {
    file->forget_old();
    if (std::string folder = folder_of(file->target_); std::find(folders.begin(), folders.end(), folder) == folders.end()) folders.push_back(std::move(folder));
  }
  for (const std::string& folder : folders) sync_folder(folder);
}

}  // namespace handoff
