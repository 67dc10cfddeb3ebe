#include "bytes/archive.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <string>

#include "bytes/file_kind.hpp"
#include "bytes/file_source.hpp"
#include "bytes/gunzip.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/contact.hpp"
#include "handoff/text/error.hpp"
#include "bytes/head_watch.hpp"

namespace handoff {
namespace {

using namespace std::string_view_literals;

/// What libarchive reads from; errors of the source travel past its C frames.
struct Feed {
  const ByteSource& source;
  std::uint64_t at = 0;
  std::array<char, 1 << 16> buffer;
  std::exception_ptr error;
};

la_ssize_t read_feed(struct archive* reader, void* data, const void** bytes) {
  Feed& feed = *static_cast<Feed*>(data);
  try {
    const std::size_t got = feed.source.read(feed.at, feed.buffer.data(), feed.buffer.size());
    feed.at += got;
    *bytes = feed.buffer.data();
    return static_cast<la_ssize_t>(got);
  } catch (...) {
    feed.error = std::current_exception();
    archive_set_error(reader, EIO, "cannot be read");
    return ARCHIVE_FATAL;
  }
}

la_int64_t seek_feed(struct archive*, void* data, la_int64_t offset, int whence) {
  Feed& feed = *static_cast<Feed*>(data);
  const auto size = static_cast<la_int64_t>(feed.source.size());
  const la_int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? static_cast<la_int64_t>(feed.at) : size;
  feed.at = static_cast<std::uint64_t>(std::clamp<la_int64_t>(from + offset, 0, size));
  return static_cast<la_int64_t>(feed.at);
}

using Unpacker = std::unique_ptr<struct archive, decltype(&archive_read_free)>;

Unpacker open_reader(Feed& feed) {
  Unpacker reader(archive_read_new(), &archive_read_free);
  if (!reader) throw std::bad_alloc();
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_filter_xz(reader.get());
  archive_read_support_filter_zstd(reader.get());
  archive_read_support_format_zip(reader.get());
  archive_read_support_format_tar(reader.get());
  archive_read_support_format_raw(reader.get());
  archive_read_set_read_callback(reader.get(), read_feed);
  archive_read_set_seek_callback(reader.get(), seek_feed);
  archive_read_set_callback_data(reader.get(), &feed);
  return reader;
}

/// libzstd refuses a frame whose window is larger than its limit with these words.
bool needs_large_window(const char* reason) { return reason && std::string_view(reason).find("too much memory") != std::string_view::npos; }

/// libarchive's code after a call: goes on, or throws what there is to say.
void expect_ok(int code, const Unpacker& reader, const Feed& feed) {
  if (code == ARCHIVE_OK || code == ARCHIVE_WARN) return;
  if (feed.error) std::rethrow_exception(feed.error);
  const char* reason = archive_error_string(reader.get());
  if (needs_large_window(reason))
    throw Error(feed.source.name(), "is compressed (Zstandard) with a window of more than 128 MB, which takes too much memory to unpack here",
                "unpack it first (zstd -dc --long=31 FILE | handoff COMMAND -), or compress it without --long or --ultra");
  throw UnpackError(feed.source.name(), fmt::format("cannot be unpacked: {}", reason ? reason : "it is damaged"),
              "download it again; it may have been cut off");
}

bool ends_any_case(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && std::equal(end.rbegin(), end.rend(), text.rbegin(), [](char a, char b) { return a == ascii_lower(b); });
}

bool is_csv_name(std::string_view name) { return ends_any_case(name, ".csv") || ends_any_case(name, ".tsv") || ends_any_case(name, ".txt"); }

/// What archivers of one system leave for themselves.
bool is_litter(std::string_view name) {
  const std::string_view base = name.substr(name.rfind('/') == std::string_view::npos ? 0 : name.rfind('/') + 1);
  return base.empty() || base.front() == '.' || name.starts_with("__MACOSX/");
}

struct Entry { std::string name; bool csv; std::unique_ptr<ByteSource> source; };

class Unpacking {
 public:
  Unpacking(const ByteSource& packed, UnpackBudget& budget, const HeadCheck& check) : feed_{packed, 0, {}, {}}, reader_(open_reader(feed_)), budget_(budget), check_(check) {}

  std::vector<Entry> entries() {
    expect_ok(archive_read_open1(reader_.get()), reader_, feed_);
    std::vector<Entry> found;
    struct archive_entry* entry = nullptr;
    for (std::size_t count = 0;; ++count) {
      const int code = archive_read_next_header(reader_.get(), &entry);
      if (code == ARCHIVE_EOF) return found;
      expect_ok(code, reader_, feed_);
      if (count == most_entries) throw Error(feed_.source.name(), "holds more than 10,000 files", "unpack it, and give the CSV files inside");
      take(entry, found);
    }
  }

 private:
  void take(struct archive_entry* entry, std::vector<Entry>& found) {
    const bool raw = archive_format(reader_.get()) == ARCHIVE_FORMAT_RAW;
    const char* path = archive_entry_pathname(entry);
    const std::string inside = raw ? std::string() : path ? path : "?";
    if (!raw && (archive_entry_filetype(entry) != AE_IFREG || is_litter(inside))) return;
    if (archive_entry_is_data_encrypted(entry))
      throw Error(feed_.source.name(), "is encrypted", "unpack it with its password, and give the CSV file inside");
    const std::string name = raw ? feed_.source.name() : feed_.source.name() + "/" + shown_name(inside);
    const bool csv = raw || is_csv_name(inside);
    if (csv && ++csv_files_ > most_csv_files) throw Error(feed_.source.name(), "holds more than 500 CSV files", "unpack it, and lay its files end to end");
    found.push_back({name, csv, csv ? copy(name, check_) : nullptr});
    if (!csv && found.size() == 1) found.back().source = copy(name, nothing_);  // it may turn out to be the only one
  }

  /// Whoever packed the file may have called it by an address or a number; the second of these is `(e-mail) 2`.
  std::string shown_name(const std::string& name) {
    std::string shown = without_contact(name);
    if (shown != name && ++masked_ > 1) shown += fmt::format(" {}", masked_);
    return shown.size() <= 200 ? shown : shown.substr(0, 200) + "...";
  }

  std::unique_ptr<ByteSource> copy(const std::string& name, const HeadCheck& check) {
    Spool spool(name);
    HeadWatch watch(check);
    for (;;) {
      const la_ssize_t got = archive_read_data(reader_.get(), buffer_.data(), buffer_.size());
      if (got == 0) return std::move(spool).finish({});
      if (got < 0) expect_ok(ARCHIVE_FATAL, reader_, feed_);  // a warning too: that is how a wrong checksum is told
      budget_.spend(static_cast<std::uint64_t>(got));
      spool.append({buffer_.data(), static_cast<std::size_t>(got)});
      if (check) watch.look(spool);
    }
  }

  Feed feed_;
  Unpacker reader_;
  UnpackBudget& budget_;
  const HeadCheck& check_;
  const HeadCheck nothing_;
  std::array<char, 1 << 16> buffer_;
  std::size_t csv_files_ = 0, masked_ = 0;
};

bool is_gzip(std::string_view head) { return head.starts_with("\x1f\x8b"sv); }

bool is_tar(std::string_view head) { return head.size() > 262 && head.substr(257, 5) == "ustar"; }

std::vector<std::unique_ptr<ByteSource>> unpack_archive(const ByteSource& packed, UnpackBudget& budget, const HeadCheck& check) {
  const auto unpacking = std::make_unique<Unpacking>(packed, budget, check);
  std::vector<Entry> found = unpacking->entries();
  const bool any = std::any_of(found.begin(), found.end(), [](const Entry& entry) { return entry.csv; });
  if (!any && found.size() != 1) {
    const std::string problem = found.empty() ? "holds no file" : fmt::format("holds {} files, and none is called .csv, .tsv or .txt", found.size());
    throw Error(packed.name(), problem, "unpack it, and give the CSV file");
  }
  std::vector<std::unique_ptr<ByteSource>> sources;
  for (Entry& entry : found)
    if (entry.csv || !any) sources.push_back(std::move(entry.source));
  return sources;
}

}  // namespace

UnpackBudget::UnpackBudget(const ByteSource& packed, std::optional<std::uint64_t> given)
    : name_(packed.name()), given_(given.has_value()), limit_(given ? *given : std::max(unpack_least, packed.size() * unpack_ratio)), left_(limit_) {}

void UnpackBudget::spend(std::uint64_t bytes) {
  if (bytes <= left_) {
    left_ -= bytes;
    return;
  }
  if (given_) throw UnpackError(name_, fmt::format("unpacks to more than the {} bytes that --unpack-limit allows", limit_), "allow more, if you trust the file");
  throw UnpackError(name_, fmt::format("unpacks to more than {} MB, far more than an export packed this small", limit_ / 1'000'000),
              "if you trust it, say how much it may come to, for instance --unpack-limit 20GB");
}

bool is_packed(std::string_view head) {
  if (head.starts_with("PK\x03\x04"sv)) return !is_workbook(head);
  return head.starts_with("PK\x05\x06"sv) || is_gzip(head) || is_tar(head) || head.starts_with("\x28\xb5\x2f\xfd"sv) ||
         head.starts_with("\xfd" "7zXZ\0"sv) || (head.starts_with("BZh"sv) && head.size() >= 6 && head.substr(4, 2) == "1A");
}

void look_into(const ByteSource& beginning, const HeadCheck& check) {
  std::string head(512, '\0');
  head.resize(beginning.read(0, head.data(), head.size()));
  if (head.starts_with("PK"sv)) return;  // which files a ZIP holds stands at its end
  UnpackBudget budget(beginning, 2 * unpack_least);
  try {
    if (is_gzip(head)) gunzip(beginning, budget, check);
    else Unpacking(beginning, budget, check).entries();
  } catch (const UnpackError&) {  // what follows the beginning is not there yet
  }
}

std::vector<std::unique_ptr<ByteSource>> unpack(const ByteSource& packed, std::optional<std::uint64_t> limit, const HeadCheck& check) {
  UnpackBudget budget(packed, limit);
  std::string head(512, '\0');
  head.resize(packed.read(0, head.data(), head.size()));
  if (!is_gzip(head)) return unpack_archive(packed, budget, check);
  std::vector<std::unique_ptr<ByteSource>> sources;
  sources.push_back(gunzip(packed, budget, check));
  head.resize(512);
  head.resize(sources.front()->read(0, head.data(), head.size()));
  return is_tar(head) ? unpack_archive(*sources.front(), budget, check) : std::move(sources);
}

}  // namespace handoff
