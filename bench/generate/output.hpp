// A file written in large pieces: rows in, bytes and line feeds counted.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "options.hpp"

namespace synth {

/// Writes a whole file at once; throws std::runtime_error.
void write_file(const std::string& path, std::string_view bytes);

class Output {
 public:
  Output(const std::string& path, const Options& options);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  void line(std::string_view row);
  /// Ends the last line, unless it is to stay open, and writes what is left.
  void finish();
  std::uint64_t bytes = 0, line_feeds = 0;

 private:
  void flush();
  std::string buffer_, wide_;
  std::string_view end_of_line_;
  bool utf16_, open_end_, first_ = true;
  std::string path_;
  int fd_;
};

}  // namespace synth
