// Written whole or not at all. Where the file system can (O_TMPFILE), the bytes go to a file that has no name before it is complete, so that
// even a killed process leaves nothing behind; elsewhere to a named temporary file, which the destructor takes away, or a signal that ends the run. How several files of a
// run appear together stands in output_files.cpp.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <ctime>
#include <system_error>

#include "descriptor.hpp"
#include "early_sync.hpp"
#include "handoff/text/error.hpp"
#include "render.hpp"

namespace handoff {

void refuse_file(const std::string& path, const std::string& what, int code) {
  std::string fix = "check the disk, or name a file on another one";
  if (code == ENOSPC || code == EDQUOT) fix = "free some space, or name a file on another disk";
  if (code == EFBIG) fix = "allow larger files (ulimit -f), or write less";
  if (code == ENOENT || code == ENOTDIR) fix = "make the folder first, or name one that exists";
  if (code == EACCES || code == EPERM || code == EROFS) fix = "name a file in a folder that you may write to";
  if (code == EISDIR) fix = "name a file, not a folder";
  throw Error(path, what + ": " + std::generic_category().message(code), fix);
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string temporary_name(const std::string& target, int attempt) {
  const std::string name = target.substr(target.rfind('/') + 1);  // npos + 1 is 0
  return folder_of(target) + "/." + name.substr(0, 200) + "." + std::to_string(getpid()) + "-" + std::to_string(attempt) + ".tmp";
}

namespace {

constexpr std::int64_t billion = 1'000'000'000;
constexpr std::size_t buffer_size = 256 * 1024;
constexpr std::size_t worth_a_call = 16 * 1024;  // bytes whose copy into the buffer costs as much as a call of the system
constexpr std::size_t sync_step = std::size_t{4} << 20;  // bytes of which the disk is told at a time

// What a chain of symbolic links ends at, whether or not it exists.
std::string follow_links(const std::string& path) {
  std::string at = path;
  for (int links = 0; links < 40; ++links) {
    std::string target(4096, '\0');
    const ssize_t size = readlink(at.c_str(), target.data(), target.size());
    if (size < 0) return at;  // no link, or nothing there
    target.resize(static_cast<std::size_t>(size));
    at = target.starts_with('/') ? target : folder_of(at) + '/' + target;
  }
  refuse_file(path, "cannot be written", ELOOP);
}

[[noreturn]] void refuse_existing(const std::string& path) {
  throw Error(path, "is there already, and is never overwritten", "name another file with -o, or move that one away");
}

std::string descriptor_path(int fd) { return "/proc/self/fd/" + std::to_string(fd); }

}  // namespace

// Opening such a path anew would begin at the start of the file behind it, and write over what was already said.
int descriptor_named(const std::string& path) {
  if (path == "-" || path == "/dev/stdout") return 1;
  if (path == "/dev/stderr") return 2;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    int number = -1;
    const char* end = path.data() + path.size();
    if (path.starts_with(folder) && std::from_chars(path.data() + folder.size(), end, number).ptr == end) return number;
  }
  return -1;
}

std::optional<OutputFile::Stamp> OutputFile::stamp_of(const std::string& path) {
  struct stat about {};
  if (stat(path.c_str(), &about) != 0) return {};
  return Stamp{about.st_dev, about.st_ino, about.st_size, about.st_mtim.tv_sec * billion + about.st_mtim.tv_nsec};
}

/// The times of files move in steps of some milliseconds: what is written twice within one step has one time. So where
/// the file was written within the current step, this waits for the next: whatever is written from then on has another.
std::optional<OutputFile::Stamp> OutputFile::settled_stamp(const std::string& path) {
  constexpr timespec step{0, 1'000'000};
  constexpr int most_steps = 50;
  std::optional<Stamp> stamp = stamp_of(path);
  for (int waited = 0; stamp && waited < most_steps; ++waited) {
    timespec now{};
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    if (stamp->changed < now.tv_sec * billion + now.tv_nsec) break;
    nanosleep(&step, nullptr);
    stamp = stamp_of(path);
  }
  return stamp;
}

OutputFile::OutputFile(std::string path, Replace replace) : path_(std::move(path)), replace_(replace) {
  struct stat there {};
  if (const int named = descriptor_named(path_); named >= 0) {
    fd_ = fcntl(named, F_DUPFD_CLOEXEC, 3);
  } else if (stat(path_.c_str(), &there) == 0 && !S_ISREG(there.st_mode)) {
    fd_ = open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  } else {
    target_ = follow_links(path_);
    there_ = settled_stamp(target_);
    if (replace_ == Replace::never && there_) refuse_existing(path_);
    if (access(target_.c_str(), F_OK) == 0 && access(target_.c_str(), W_OK) != 0) refuse_file(path_, "cannot be written", errno);
    open_beside();
    if (fd_ >= 0 && there.st_mode != 0) fchmod(fd_, there.st_mode & 07777);  // a private file stays private
  }
  if (fd_ < 0) refuse_file(path_, "cannot be written", errno);
  terminal_ = target_.empty() && isatty(fd_) != 0;
}

void OutputFile::open_beside() {
  if (target_.empty()) refuse_file(path_, "cannot be written", ENOENT);
  if (target_.ends_with('/')) refuse_file(path_, "cannot be written", EISDIR);
#ifdef O_TMPFILE
  fd_ = open(folder_of(target_).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
  if (fd_ >= 0 && access(descriptor_path(fd_).c_str(), F_OK) == 0) return;
  if (fd_ >= 0) close(fd_);
#endif
  for (int attempt = 0; attempt < temporary_names; ++attempt) {
    temporary_ = temporary_name(target_, attempt);
    doom(temporary_);
    fd_ = open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd_ >= 0) return;
    spare(temporary_);
    if (errno != EEXIST) break;
  }
  temporary_.clear();
}

OutputFile::~OutputFile() {
  early_.reset();
  if (fd_ >= 0) close(fd_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
  spare(temporary_);
  forget_old();
}

void OutputFile::write(std::string_view bytes) {
  if (fd_ < 0) throw Error(path_, "was written to after it was complete", "please report this, with the command");
  const bool many = bytes.size() >= worth_a_call && !terminal_;
  if (many || buffer_.size() + bytes.size() > buffer_size) flush();
  if (many) put(bytes);
  else buffer_.append(bytes);
}

void OutputFile::keep() {
  if (!may_restart()) return;
  flush();
  kept_ = lseek(fd_, 0, SEEK_CUR);
}

void OutputFile::restart() {
  if (!may_restart()) throw Error(path_, "cannot be begun again", "write to a file instead of a pipe");
  buffer_.clear();
  if (ftruncate(fd_, kept_) != 0 || lseek(fd_, kept_, SEEK_SET) < 0) refuse_file(path_, "cannot be written", errno);
}

/// To a terminal whole lines alone, since an escape sequence must not be cut in two.
void OutputFile::flush(bool last) {
  if (!terminal_) {
    put(buffer_);
    buffer_.clear();
    return;
  }
  const std::size_t whole = last ? buffer_.size() : buffer_.rfind('\n') + 1;  // npos + 1 is 0
  put(terminal_lines(std::string_view(buffer_).substr(0, whole)));
  buffer_.erase(0, whole);
}

void OutputFile::put(std::string_view left) {
  while (!left.empty() && !reader_gone_) {
    const ssize_t written = ::write(fd_, left.data(), left.size());
    if (written >= 0) {
      left.remove_prefix(static_cast<std::size_t>(written));
      unsynced_ += static_cast<std::size_t>(written);
      if (target_.empty() || unsynced_ < sync_step) continue;
      if (!early_) early_ = std::make_unique<EarlySync>(fd_);
      early_->more();
      unsynced_ = 0;
    } else if (errno == EPIPE && target_.empty()) {
      reader_gone_ = true;
    } else if (errno != EINTR) {
      refuse_file(path_, "cannot be written", errno);
    }
  }
}

void OutputFile::sync() {
  if (fd_ < 0) return;
  flush(true);
  if (target_.empty()) {
    const int fd = fd_;
    fd_ = -1;
    if (close(fd) != 0 && errno != EINTR && !reader_gone_) refuse_file(path_, "cannot be written", errno);
    return;
  }
  if (const int code = early_ ? early_->end() : 0; code != 0) refuse_file(path_, "cannot be written to disk", code);
  if (fsync(fd_) != 0) refuse_file(path_, "cannot be written to disk", errno);
  for (int attempt = 0; temporary_.empty(); ++attempt) {
    const std::string name = temporary_name(target_, attempt);
    doom(name);
    if (linkat(AT_FDCWD, descriptor_path(fd_).c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      temporary_ = name;
      break;
    }
    spare(name);
    if (errno != EEXIST || attempt == temporary_names) refuse_file(path_, "cannot be put in place", errno);
  }
  if (close(fd_) != 0 && errno != EINTR) {
    fd_ = -1;
    refuse_file(path_, "cannot be written to disk", errno);
  }
  fd_ = -1;
}

void OutputFile::remember_old() {
  for (int attempt = 0; attempt < temporary_names; ++attempt) {
    const std::string name = temporary_name(target_, attempt);
    doom(name);
    if (link(target_.c_str(), name.c_str()) == 0) {
      old_ = name;
      return;
    }
    spare(name);
    if (errno != EEXIST) return;  // nothing there, or a file system that gives no second name
  }
}

void OutputFile::place() {
  const std::optional<Stamp> now = stamp_of(target_);
  if (replace_ == Replace::unchanged && now != there_)
    throw Error(path_, fmt::format("has {} while this ran", there_ ? "been changed" : "appeared"), "look at it, and run this again");
  if (replace_ == Replace::never) {
    if (link(temporary_.c_str(), target_.c_str()) != 0) {
      if (errno == EEXIST) refuse_existing(path_);
      refuse_file(path_, "cannot be put in place", errno);
    }
    unlink(temporary_.c_str());
  } else if (rename(temporary_.c_str(), target_.c_str()) != 0) {
    refuse_file(path_, "cannot be put in place", errno);
  }
  spare(temporary_);
  temporary_.clear();
  placed_ = true;
}

bool OutputFile::take_back() {
  if (!placed_) return true;
  if (there_ && old_.empty()) return false;
  const bool done = old_.empty() ? unlink(target_.c_str()) == 0 : rename(old_.c_str(), target_.c_str()) == 0;
  if (done) {
    spare(old_);
    old_.clear();
    placed_ = false;
  }
  return done;
}

void OutputFile::forget_old() {
  if (!old_.empty()) unlink(old_.c_str());
  spare(old_);
  old_.clear();
}

}  // namespace handoff
