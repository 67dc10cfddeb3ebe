// A contract by hand, exports in temporary files, and sinks that keep what they are handed.
#pragma once
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "handoff/text/error.hpp"
#include "scan/scan.hpp"

namespace handoff::test {

/// The canonical fields, times in UTC, nothing named and nothing else.
inline Contract utc_contract() {
  Contract contract;
  for (const KnownField& known : known_fields()) {
    Field field;
    field.name = known.name;
    field.type = known.type;
    contract.fields.push_back(field);
  }
  contract.zone = Zone::find("UTC");
  return contract;
}

/// A file that is gone when the test is.
class TempFile {
 public:
  explicit TempFile(const std::string& text) {
    char name[] = "/tmp/handoff-scan-XXXXXX";
    const int fd = mkstemp(name);
    if (fd < 0) throw std::runtime_error("no temporary file");
    path_ = name;
    std::ofstream(path_, std::ios::binary) << text;
    close(fd);
  }
  ~TempFile() { unlink(path_.c_str()); }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// One lead as text: `id|field=value ...` by offset, so that answers can be compared whole.
inline std::string describe(const Lead& lead, const std::vector<FieldId>& fields, Tri duplicate) {
  std::string out;
  for (const FieldId id : fields) {
    const Value& value = lead[id];
    out += out.empty() ? "" : "|";
    if (value.state == Value::State::missing) out += "-";
    else if (value.state == Value::State::unreadable) out += "?";
    else if (known_fields()[id].type == Type::date) out += iso_instant(value.stamp.first);
    else out += value.text;
  }
  return out + (duplicate == Tri::yes ? "|twin" : duplicate == Tri::no ? "|sole" : "");
}

struct KeepingSink final : LeadSink {
  explicit KeepingSink(const std::vector<FieldId>& fields_) : fields(fields_) {}
  std::vector<FieldId> fields;
  std::vector<std::pair<std::uint64_t, std::string>> leads;
  std::size_t resets = 0;
  void lead(const Judging& judging) override { leads.emplace_back(judging.lead->offset, describe(*judging.lead, fields, judging.duplicate)); }
  void reset() override { leads.clear(); ++resets; }
};

struct Scanned {
  ScanResult result;
  std::vector<std::string> leads;    ///< in the order of the files
  std::vector<std::string> rejects;  ///< `line: reason: text`
  std::size_t resets = 0;
};

/// What few tests ask for.
struct ScanMore { std::uint64_t (*hash_email)(std::string_view) = nullptr; };

/// Scans with tiny blocks; every field named is needed and described.
inline Scanned scan_files(const Contract& contract, const std::vector<std::string>& paths, const std::vector<std::string>& names, int threads = 1,
                          std::size_t block_size = 64, bool emails = false, bool ordered = false, bool final = false, const ScanMore& more = {}) {
  ScanRequest request;
  request.hash_email = more.hash_email;
  request.files = paths;
  request.contract = &contract;
  request.threads = threads;
  request.block_size = block_size;
  request.want_email_duplicates = emails;
  if (ordered) request.rows.write = [](std::string_view) {};
  if (ordered && !final) request.rows.take_back = [] {};
  for (const auto& name : names) request.needed.push_back(known_field(name));
  Scanned scanned;
  request.reject = [&](const RejectRow& row) {
    scanned.rejects.push_back(std::to_string(row.line) + ": " + std::string(reject_name(row.reason)) + ": " + row.text);
  };
  request.forget_rejects = [&] { scanned.rejects.clear(); };
  std::vector<std::unique_ptr<KeepingSink>> sinks;
  scanned.result = scan(request, [&](std::size_t) {
    sinks.push_back(std::make_unique<KeepingSink>(request.needed));
    return sinks.back().get();
  });
  std::map<std::uint64_t, std::string> in_order;
  for (const auto& sink : sinks) {
    for (const auto& [offset, text] : sink->leads) in_order[offset] = text;
    scanned.resets += sink->resets;
  }
  for (const auto& [offset, text] : in_order) scanned.leads.push_back(text);
  return scanned;
}

inline Scanned scan_text(const Contract& contract, const std::string& text, const std::vector<std::string>& names, int threads = 1, std::size_t block_size = 64,
                         bool emails = false, bool ordered = false, bool final = false) {
  const TempFile file(text);
  return scan_files(contract, {file.path()}, names, threads, block_size, emails, ordered, final);
}

}  // namespace handoff::test
